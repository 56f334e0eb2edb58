import Scorecard

extension RowProblem {
  /// Where the row or cell stands, what is wrong with it, and what to do, on one line.
  ///
  /// - Parameters:
  ///   - language: the language of the words.
  ///   - file: the file as the user named it.
  ///   - index: the definition that a component's position refers to, to name the component whose maximum is exceeded.
  ///   - places: of a workbook the cells that lines stand for.
  public func message(
    in language: Language, file: String, index: IndexDefinition? = nil, places: CellPlaces? = nil
  ) -> String {
    message(Phrasing(language, places: places), file: file, index: index)
  }

  func message(_ say: Phrasing, file: String, index: IndexDefinition?) -> String {
    return "\(say.place(file, line: line)): \(fault(say, index: index)); \(reason.cure(say, value: value))"
  }

  /// The column or key and what is wrong with it.
  func fault(_ say: Phrasing, index: IndexDefinition? = nil) -> String {
    var place = ""
    let name = columnName.map { say.oneLine($0) }.flatMap { $0.isEmpty ? nil : $0 }
    if say.places != nil {
      // The cell has been named; what stands above it tells what it should hold.
      place = name.map { $0 + ": " } ?? ""
    } else if let column {
      let name = name.map { " (\($0))" } ?? ""
      place = say(vi: "cột \(column)\(name): ", en: "column \(column)\(name): ")
    } else if let key = columnName {
      place = say(vi: "khóa \(say.quoted(key)): ", en: "key \(say.quoted(key)): ")
    }
    if case .aboveMaximum = reason, let index, let indicator {
      let name = indicator.name(in: say.language, index: index)
      return place + reason.fault(say, value: value) + say(vi: " của chỉ số “\(name)”", en: " of “\(name)”")
    }
    return place + reason.fault(say, value: value)
  }

  /// What to do about it.
  func cure(_ say: Phrasing) -> String { reason.cure(say, value: value) }
}

extension RowProblem.Reason {
  /// What is wrong.
  ///
  /// - Parameter value: what stands there; empty where it is not known.
  func fault(_ say: Phrasing, value: String) -> String {
    let text = say.quoted(value)
    let behind = value.isEmpty ? "" : " (\(text))"
    switch self {
    case .notANumber:
      return say(vi: "\(text) không phải là số", en: "\(text) is not a number")
    case .notFinite:
      return say(
        vi: "\(text) không phải là số hữu hạn, hoặc quá lớn",
        en: "\(text) is not a finite number, or is too large")
    case .ambiguousNumber:
      let (fraction, whole) = Self.readings(of: value)
      return say(
        vi: "\(text) có thể hiểu là \(fraction.replacing(".", with: ",")) hoặc \(whole)",
        en: "\(text) may be \(fraction) or \(whole)")
    case .belowZero:
      return say(vi: "\(text) nhỏ hơn 0", en: "\(text) is below zero")
    case .aboveMaximum(let maximum):
      return say(
        vi: "\(text) vượt điểm tối đa \(say.points(maximum))",
        en: "\(text) is above the maximum \(say.points(maximum))")
    case .date(let error):
      return error.fault(say, value: value)
    case .notAStep:
      return say(vi: "\(text) không phải là số tuần nguyên", en: "\(text) is not a whole number of weeks")
    case .missing(let role):
      return say(vi: "ô \(role.noun(say)) để trống", en: "the \(role.noun(say)) is missing")
    case .wrongCellCount(let expected, let found):
      return say(
        vi: "dòng có \(say.style.integer(found)) ô, tiêu đề có \(say.style.integer(expected)) cột\(behind)",
        en: "\(say.style.integer(found)) cells for \(say.style.integer(expected)) columns\(behind)")
    case .cutOff:
      return say(vi: "tệp kết thúc giữa dòng này\(behind)", en: "the file ends within this row\(behind)")
    case .strayQuote:
      return say(
        vi: "dấu ngoặc kép đặt sai chỗ hoặc đóng ở dòng khác\(behind)",
        en: "a quotation mark stands in the wrong place or is closed rows later\(behind)")
    case .cellTooLong(let limit):
      return say(
        vi: "ô dài hơn \(say.style.integer(limit)) byte\(behind)",
        en: "the cell is longer than \(say.style.integer(limit)) bytes\(behind)")
    case .notJSON(let character):
      let place = say.style.integer(character)
      return say(
        vi: "dòng không phải là một đối tượng JSON, sai từ ký tự thứ \(place)\(behind)",
        en: "the line is no JSON object, from character \(place) on\(behind)")
    case .notTextOrNumber:
      return say(
        vi: "\(text) không phải là chuỗi ký tự hay số", en: "\(text) is neither a text nor a number")
    case .repeatedKey(let other):
      return say(
        vi: "\(text) là giá trị thứ hai, giá trị thứ nhất ở khóa \(say.quoted(other)) cùng ý nghĩa",
        en: "\(text) is a second value; the first stands under the key \(say.quoted(other))")
    case .beforeState(let oldest):
      return say(
        vi: "\(text) sớm hơn các tuần mà tệp trạng thái còn giữ của chuỗi này (từ \(oldest))",
        en: "\(text) is before the weeks that the state keeps of this series, from \(oldest) on")
    case .formulaWithoutValue:
      return say(
        vi: "công thức\(behind) chưa có kết quả trong tệp",
        en: "the formula\(behind) has no result in the file")
    }
  }

  /// What to do about it.
  func cure(_ say: Phrasing, value: String) -> String {
    switch self {
    case .notANumber where !value.contains(where: \.isNumber), .notFinite:
      return say(
        vi: "nếu chưa có điểm, đề nghị để trống ô", en: "leave the cell empty where there is no score")
    case .notANumber where value.contains("%"):
      return say(
        vi: "đề nghị ghi số điểm, không ghi tỷ lệ phần trăm, như 92,37 hoặc 92.37",
        en: "write points and no per cent sign, like 92.37 or 92,37")
    case .notANumber:
      return say(vi: "đề nghị ghi như 92,37 hoặc 92.37", en: "write it like 92.37 or 92,37")
    case .ambiguousNumber:
      let (fraction, whole) = Self.readings(of: value)
      return say(
        vi: "đề nghị ghi rõ là \(whole) hoặc \(fraction.replacing(".", with: ","))0",
        en: "write \(whole) or \(fraction)0")
    case .belowZero:
      return say(
        vi: "đề nghị sửa lại; nếu chưa có điểm thì để trống ô",
        en: "correct it, or leave the cell empty where there is no score")
    case .aboveMaximum:
      return say(
        vi: "đề nghị sửa điểm, hoặc chỉ rõ bộ chỉ số bằng `--index`",
        en: "correct the score, or name the right index with `--index`")
    case .date(let error):
      return error.cure(say)
    case .notAStep:
      return say(vi: "đề nghị đánh số tuần 1, 2, 3…", en: "number the weeks 1, 2, 3…")
    case .missing:
      return say(vi: "đề nghị điền vào hoặc xóa dòng này", en: "fill it in or delete the row")
    case .wrongCellCount(let expected, let found) where found > expected:
      return say(
        vi: "đề nghị đặt trong ngoặc kép những ô có dấu ngăn cách cột, hoặc xóa ô thừa",
        en: "put cells that hold the separator in quotation marks, or delete the surplus cells")
    case .wrongCellCount:
      return say(vi: "đề nghị bổ sung ô còn thiếu, dù để trống", en: "add the cells that lack, even if empty")
    case .cutOff:
      return say(
        vi: "có thể tệp chưa được lưu hoặc tải về trọn vẹn, đề nghị lấy lại tệp",
        en: "perhaps it was not saved or copied completely: fetch it again")
    case .strayQuote:
      return say(
        vi: "đề nghị đóng ngoặc kép trong cùng một ô và viết ngoặc kép bên trong ô thành hai lần (\"\")",
        en: "close it in the same cell, and write a quotation mark within a cell twice (\"\")")
    case .cellTooLong:
      return say(
        vi: "đề nghị kiểm tra xem có thiếu ngoặc kép đóng không, hoặc rút ngắn nội dung ô",
        en: "see whether a closing quotation mark is missing, or shorten the cell")
    case .notJSON:
      return say(
        vi: "đề nghị ghi mỗi dòng số liệu thành một đối tượng JSON trên đúng một dòng, như `jq -c .` vẫn ghi",
        en: "write each row as one JSON object on one line, as `jq -c .` does")
    case .notTextOrNumber:
      return say(
        vi: "đề nghị ghi chuỗi ký tự, số, hoặc null nếu chưa có", en: "write a text, a number, or null")
    case .repeatedKey:
      return say(vi: "đề nghị chỉ giữ một trong hai khóa", en: "keep one of them")
    case .beforeState:
      return say(
        vi: "nếu dòng này là số liệu mới hoặc đã sửa, đề nghị tạo lại tệp trạng thái từ toàn bộ lịch sử",
        en: "if it is new or corrected, make the state anew from the whole history")
    case .formulaWithoutValue:
      return say(
        vi: "đề nghị mở tệp bằng Excel rồi lưu lại, hoặc ghi số thay cho công thức",
        en: "open the file in Excel and save it, or write the number instead of the formula")
    }
  }

  /// The two numbers that `1,234` or `1.234` may mean: with a decimal point, and whole.
  private static func readings(of value: String) -> (fraction: String, whole: String) {
    (value.replacing(",", with: "."), value.filter { $0 != "," && $0 != "." })
  }
}
