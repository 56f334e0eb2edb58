import Scorecard

extension IngestError {
  /// Where the fault is, what it is, and what to do, on one line. Where no row can be used, the first three
  /// reasons follow on lines of their own.
  ///
  /// - Parameters:
  ///   - language: the language of the words.
  ///   - file: the file as the user named it; `-` is standard input.
  public func message(in language: Language, file: String) -> String {
    switch self {
    case .store(let error): error.message(in: language, file: file)
    case .workbook(let error): error.message(in: language, file: file)
    case .inWorkbook(let error, let places): error.message(Phrasing(language, places: places), file: file)
    default: message(Phrasing(language), file: file)
    }
  }

  private func message(_ say: Phrasing, file: String) -> String {
    return "\(say.place(file, line: line)): \(fault(say)); \(cure(say))"
      + furtherLines(say, file: file).map { "\n" + $0 }.joined()
  }

  private var line: Int? {
    switch self {
    case .fileNotFound, .isDirectory, .unreadable, .temporaryFile, .empty, .otherFormat, .store, .jsonArray,
      .noRecognizedKeys, .missingKeys, .tooManyKeys, .noUsableRow, .workbook, .inWorkbook:
      nil
    case .headerOnly(let line), .binary(_, let line), .notUTF8(_, let line, _), .notUTF16(_, let line),
      .quoteNeverClosed(let line, _), .unreadableHeader(let line, _), .noRecognizedColumns(_, _, let line),
      .missingColumns(_, _, _, _, let line), .repeatedColumn(_, _, _, let line):
      line
    }
  }

  private func fault(_ say: Phrasing) -> String {
    switch self {
    case .fileNotFound:
      return say(vi: "không tìm thấy tệp", en: "there is no such file")
    case .isDirectory:
      return say(vi: "đây là thư mục, không phải tệp", en: "this is a directory, not a file")
    case .unreadable(_, let reason):
      let remark =
        reason.isEmpty ? "" : say(vi: " (hệ thống báo: \(say.quoted(reason)))", en: ": \(say.quoted(reason))")
      return say(vi: "không đọc được tệp", en: "the file cannot be read") + remark
    case .temporaryFile(let folder, let reason):
      return say(
        vi: "thư mục tạm \(say.quoted(folder)) không dùng được (hệ thống báo: \(say.quoted(reason)))",
        en: "the directory for temporary files, \(say.quoted(folder)), cannot be used: \(say.quoted(reason))")
    case .empty:
      return say(vi: "tệp không có nội dung", en: "the file is empty")
    case .headerOnly:
      return say(
        vi: "tệp chỉ có dòng tiêu đề, không có dòng số liệu", en: "there is a header but no row below it")
    case .otherFormat(.workbook), .otherFormat(.compoundFile):
      return say(
        vi: "đây là tệp Excel, trong khi ở đây cần tệp CSV",
        en: "this is an Excel file, and a CSV file is needed here")
    case .otherFormat(.database):
      return say(
        vi: "đây là cơ sở dữ liệu SQLite, chỉ đọc được khi là một tệp có tên",
        en: "this is an SQLite database, which can be read only as a file with a name")
    case .store(let error):
      return error.fault(say)
    case .otherFormat(.pdf):
      return say(
        vi: "đây là tệp PDF, Headway không đọc định dạng này", en: "this is a PDF file, which cannot be read")
    case .binary(let offset, _):
      let place = say.style.integer(offset)
      return say(
        vi: "tệp không phải là văn bản (có byte 0 tại vị trí \(place))",
        en: "this is not a text file (a zero byte at offset \(place))")
    case .notUTF8(let offset, _, let byte):
      let (place, code) = (say.style.integer(offset), "0x" + String(byte, radix: 16, uppercase: true))
      return say(
        vi: "tệp không theo bảng mã UTF-8 (byte \(code) tại vị trí \(place))",
        en: "the text is not UTF-8 (byte \(code) at offset \(place))")
    case .notUTF16(let offset, _):
      let place = say.style.integer(offset)
      return say(
        vi: "tệp UTF-16 bị hỏng tại byte \(place)", en: "the UTF-16 text is damaged at byte \(place)")
    case .quoteNeverClosed(_, let column):
      return say(
        vi: "cột \(column): dấu ngoặc kép mở ra nhưng không đóng lại",
        en: "column \(column): a quotation mark is opened and never closed")
    case .unreadableHeader(_, .wrongCellCount(let expected, let found)):
      let (most, columns) = (say.style.integer(expected), say.style.integer(found))
      return say(
        vi: "dòng tiêu đề có \(columns) cột, trong khi Headway đọc nhiều nhất \(most) cột",
        en: "the header has \(columns) columns; at most \(most) can be read")
    case .unreadableHeader(_, let reason):
      return say(
        vi: "không đọc được dòng tiêu đề: \(reason.fault(say, value: ""))",
        en: "the header cannot be read: \(reason.fault(say, value: ""))")
    case .noRecognizedColumns(let found, let count, _):
      return say(
        vi: "không nhận ra cột nào trong dòng tiêu đề (\(Self.columns(found, count, say)))",
        en: "no column of the header is known (\(Self.columns(found, count, say)))")
    case .missingColumns(let roles, let shape, let found, let count, _):
      let lacking = ColumnRole.allCases.filter(roles.contains).map { $0.headerWord(say) }.joined(
        separator: ", ")
      return say(
        vi: "\(shape.noun(say)) còn thiếu cột: \(lacking) (hiện có: \(Self.columns(found, count, say)))",
        en: "this \(shape.noun(say)) lacks columns: \(lacking) (it has \(Self.columns(found, count, say)))")
    case .repeatedColumn(let first, let second, let columns, _):
      let numbers = columns.map(String.init).joined(separator: say(vi: " và ", en: " and "))
      return say(
        vi: "cột \(numbers) (\(say.quoted(first)), \(say.quoted(second))) có cùng ý nghĩa",
        en: "columns \(numbers) (\(say.quoted(first)), \(say.quoted(second))) mean the same")
    case .jsonArray:
      return say(
        vi: "tệp là một mảng JSON, trong khi cần mỗi dòng một đối tượng JSON",
        en: "this is one JSON array, where a JSON object on each line is read")
    case .noRecognizedKeys(let found, let count):
      return say(
        vi: "không nhận ra khóa nào của các đối tượng JSON (\(Self.keys(found, count, say)))",
        en: "no key of the JSON objects is known (\(Self.keys(found, count, say)))")
    case .missingKeys(let roles, let shape, let found, let count):
      let lacking = ColumnRole.allCases.filter(roles.contains).map { $0.headerWord(say) }.joined(
        separator: ", ")
      return say(
        vi: "\(shape.noun(say)) còn thiếu khóa: \(lacking) (hiện có: \(Self.keys(found, count, say)))",
        en: "this \(shape.noun(say)) lacks keys: \(lacking) (it has \(Self.keys(found, count, say)))")
    case .tooManyKeys(let limit):
      let most = say.style.integer(limit)
      return say(
        vi: "các đối tượng JSON có hơn \(most) khóa khác nhau",
        en: "the JSON objects have more than \(most) different keys")
    case .workbook(let error):
      return error.fault(say)
    case .inWorkbook(let error, _):
      return error.fault(say)
    case .noUsableRow(_, let count, _, _):
      let problems = say.count(
        count, vi: "dòng hoặc ô có lỗi", one: "faulty row or cell", many: "faulty rows or cells")
      return say(
        vi: "không có dòng nào sử dụng được" + (count > 0 ? " (\(problems))" : ""),
        en: "no row can be used" + (count > 0 ? " (\(problems))" : ""))
    }
  }

  private func cure(_ say: Phrasing) -> String {
    switch self {
    case .fileNotFound:
      return say(
        vi: "đề nghị kiểm tra lại tên và thư mục của tệp", en: "check the name and the directory")
    case .isDirectory:
      return say(vi: "đề nghị chỉ rõ một tệp trong thư mục đó", en: "name a file in it")
    case .unreadable:
      return say(
        vi: "đề nghị kiểm tra quyền đọc và đóng tệp nếu đang mở ở chương trình khác",
        en: "check the permission to read it, and close it where it is open elsewhere")
    case .temporaryFile:
      return say(
        vi: "đề nghị giải phóng dung lượng ở đó, hoặc đặt biến môi trường TMPDIR là một thư mục khác",
        en: "free some space there, or set TMPDIR to another directory")
    case .empty, .headerOnly:
      return say(
        vi: "đề nghị bổ sung các dòng điểm dưới dòng tiêu đề, như: as_of,unit,indicator,score",
        en: "add rows of scores below a header such as: as_of,unit,indicator,score")
    case .workbook(let error):
      return error.cure(say)
    case .inWorkbook(let error, _):
      return error.cure(say)
    case .otherFormat(.workbook), .otherFormat(.compoundFile):
      return say(
        vi: "đề nghị mở bằng Excel rồi lưu lại theo định dạng CSV UTF-8",
        en: "open it in Excel and save it as CSV UTF-8")
    case .otherFormat(.database):
      return say(
        vi: "đề nghị ghi tên tệp kho số liệu thay cho đầu vào chuẩn",
        en: "name the file of the store instead of standard input")
    case .store(let error):
      return error.cure(say)
    case .otherFormat:
      return say(
        vi: "đề nghị xuất số liệu ra tệp CSV UTF-8", en: "export the scores to a file of the format CSV UTF-8"
      )
    case .binary:
      return say(
        vi: "đề nghị mở bằng Excel rồi lưu lại theo định dạng CSV UTF-8",
        en: "open it in Excel and save it as CSV UTF-8")
    case .notUTF8:
      return say(
        vi: "có thể tệp dùng bảng mã cũ như TCVN3 hoặc VNI; đề nghị lưu lại theo định dạng CSV UTF-8",
        en: "it may be of an older encoding such as TCVN3 or VNI: save it as CSV UTF-8")
    case .notUTF16:
      return say(
        vi: "có thể tệp chưa được tải về trọn vẹn; đề nghị lấy lại tệp hoặc lưu theo định dạng CSV UTF-8",
        en: "perhaps it was copied in part: fetch it again, or save it as CSV UTF-8")
    case .quoteNeverClosed:
      return say(
        vi: "đề nghị đóng ngoặc kép, hoặc viết ngoặc kép bên trong ô thành hai lần (\"\")",
        en: "close it, or write a quotation mark within a cell twice (\"\")")
    case .unreadableHeader(_, .wrongCellCount):
      return say(vi: "đề nghị xóa các cột thừa", en: "delete the surplus columns")
    case .unreadableHeader(_, let reason):
      return reason.cure(say, value: "")
    case .noRecognizedColumns:
      return say(
        vi: "đề nghị đặt tên cột ở dòng đầu, như: Ngày, Đơn vị, Chỉ số, Điểm",
        en: "name the columns in the first line, such as: as_of, unit, indicator, score")
    case .missingColumns(let roles, .wide, _, _, _) where roles.contains(.indicator):
      return say(
        vi: "đề nghị bổ sung cột chỉ số và điểm, hoặc mỗi chỉ số thành phần một cột",
        en: "add columns for indicator and score, or one column for each component")
    case .missingColumns:
      return say(
        vi: "đề nghị bổ sung hoặc đặt lại tên các cột đó",
        en: "add these columns, or rename those that hold them")
    case .repeatedColumn:
      return say(vi: "đề nghị xóa hoặc đổi tên một trong hai cột", en: "delete or rename one of them")
    case .jsonArray:
      return say(
        vi: "đề nghị chuyển thành các dòng bằng lệnh `jq -c '.[]'`", en: "make lines of it with `jq -c '.[]'`"
      )
    case .noRecognizedKeys:
      return say(
        vi: "đề nghị đặt tên khóa như: as_of, unit, indicator, score",
        en: "name the keys such as: as_of, unit, indicator, score")
    case .missingKeys(let roles, .wide, _, _) where roles.contains(.indicator):
      return say(
        vi: "đề nghị bổ sung khóa chỉ số và điểm, hoặc mỗi chỉ số thành phần một khóa",
        en: "add keys for indicator and score, or one key for each component")
    case .missingKeys:
      return say(
        vi: "đề nghị bổ sung hoặc đặt lại tên các khóa đó",
        en: "add these keys, or rename those that hold them")
    case .tooManyKeys:
      return say(vi: "đề nghị xóa các khóa thừa", en: "delete the surplus keys")
    case .noUsableRow(let problems, _, let heldBack, let unknown):
      if problems.isEmpty && heldBack.isEmpty && unknown.isEmpty {
        return say(vi: "đề nghị điền điểm vào các ô còn trống", en: "fill in the scores: all cells are empty")
      }
      return say(vi: "đề nghị sửa những lỗi sau trước tiên:", en: "correct these first:")
    }
  }

  /// The first reasons why no row can be used: faulty rows, then unknown names, then units.
  private func furtherLines(_ say: Phrasing, file: String) -> [String] {
    guard case .noUsableRow(let problems, _, let heldBack, let unknown) = self else { return [] }
    let lines =
      problems.lazy.map { $0.message(say, file: file, index: nil) }
      + unknown.lazy.map { $0.message(say, file: file, index: nil) }
      + heldBack.lazy.map { $0.message(say, file: file) }
    return lines.prefix(3).map { "  " + $0 }
  }

  private static func keys(_ names: [String], _ count: Int, _ say: Phrasing) -> String {
    names.map { say.quoted($0) }.joined(separator: ", ")
      + (count > names.count
        ? say(vi: " và \(count - names.count) khóa khác", en: " and \(count - names.count) more") : "")
  }

  private static func columns(_ names: [String], _ count: Int, _ say: Phrasing) -> String {
    names.map { say.quoted($0) }.joined(separator: ", ")
      + (count > names.count
        ? say(vi: " và \(count - names.count) cột khác", en: " and \(count - names.count) more") : "")
  }
}
