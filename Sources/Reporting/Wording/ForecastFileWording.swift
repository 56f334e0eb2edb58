import Scorecard

extension ForecastFileError {
  /// Where the fault is, what it is, and what to do, on one line. Where no row can be used, the first three
  /// reasons follow on lines of their own.
  ///
  /// - Parameters:
  ///   - language: the language of the words.
  ///   - file: the file as the user named it.
  ///   - axis: how the history counts time.
  public func message(in language: Language, file: String, axis: History.Axis = .dates) -> String {
    let say = Phrasing(language, axis: axis)
    switch self {
    case .file(.empty):
      return "\(say.place(file)): "
        + say(vi: "tệp không có nội dung; ", en: "the file is empty; ") + Self.cure(say)
    case .file(let error):
      return error.message(in: language, file: file)
    default:
      return "\(say.place(file, line: line)): \(fault(say)); \(cure(say))"
        + furtherLines(say, file: file).map { "\n" + $0 }.joined()
    }
  }

  private var line: Int? {
    switch self {
    case .headerOnly(let line), .missingColumns(_, _, _, let line), .repeatedColumn(_, _, let line): line
    default: nil
    }
  }

  private func fault(_ say: Phrasing) -> String {
    func day(_ day: Day) -> String {
      say.axis == .dates ? say(vi: "ngày \(say.date(day))", en: say.date(day)) : say.date(day)
    }
    switch self {
    case .file:
      return ""
    case .headerOnly:
      return say(
        vi: "tệp chỉ có dòng tiêu đề, không có dòng dự báo", en: "there is a header but no row below it")
    case .missingColumns(let names, let found, let count, _):
      let lacking = names.map { "`\($0)`" }.joined(separator: ", ")
      let more =
        count > found.count
        ? say(vi: " và \(count - found.count) cột khác", en: " and \(count - found.count) more") : ""
      let present = found.map { say.quoted($0) }.joined(separator: ", ") + more
      return say(
        vi: "đây không phải tệp dự báo vì thiếu cột: \(lacking) (hiện có: \(present))",
        en: "this is no forecast: it lacks columns: \(lacking) (it has \(present))")
    case .repeatedColumn(let name, let columns, _):
      let numbers = say.all(columns.map(String.init))
      return say(
        vi: "cột \(numbers) cùng tên \(say.quoted(name))",
        en: "columns \(numbers) have the same name \(say.quoted(name))")
    case .noUsableRow(_, let count):
      let rows = say.count(count, vi: "dòng có lỗi", one: "faulty row", many: "faulty rows")
      return say(vi: "không có dòng nào sử dụng được (\(rows))", en: "no row can be used (\(rows))")
    case .noCommonSeries(let names):
      let list = names.map { say.quoted($0) }.joined(separator: ", ")
      return say(
        vi: "không có chuỗi nào của tệp dự báo (\(list), …) nằm trong số liệu đang dùng",
        en: "none of its series (\(list), …) is in the history")
    case .notEarlier(let origin, let latest):
      return say(
        vi:
          "dự báo này tính từ \(day(origin)), sau \(day(latest)) là lần số liệu gần nhất",
        en:
          "this forecast counts from \(day(origin)), which is after the latest data, \(day(latest))"
      )
    case .nothingKnown(let origin):
      return say(
        vi: "dự báo này tính từ \(day(origin)), nhưng chưa có số liệu nào đến lúc đó",
        en: "this forecast counts from \(day(origin)), and the history has no data up to it")
    }
  }

  private func cure(_ say: Phrasing) -> String {
    switch self {
    case .repeatedColumn:
      return say(vi: "đề nghị xóa hoặc đổi tên một trong hai cột", en: "delete or rename one of them")
    case .noUsableRow:
      return say(vi: "đề nghị sửa những lỗi sau trước tiên:", en: "correct these first:")
    case .noCommonSeries:
      return say(
        vi: "đề nghị chọn dự báo của cùng bộ số liệu, hoặc chỉ rõ bộ chỉ số bằng `--index`",
        en: "name a forecast of the same history, or the right index with `--index`")
    case .notEarlier:
      return say(
        vi: "đề nghị chọn dự báo cũ hơn, hoặc chọn `--as-of` muộn hơn",
        en: "name an earlier forecast, or a later day with `--as-of`")
    case .nothingKnown:
      return say(
        vi: "đề nghị dùng tệp số liệu đã tạo ra dự báo đó", en: "use the history that it was made from")
    default:
      return Self.cure(say)
    }
  }

  /// How such a file comes about.
  static func cure(_ say: Phrasing) -> String {
    say(
      vi: "đề nghị dùng tệp do `headway forecast … --format csv --output TỆP` ghi ra",
      en: "use a file that `headway forecast … --format csv --output FILE` wrote")
  }

  private func furtherLines(_ say: Phrasing, file: String) -> [String] {
    guard case .noUsableRow(let problems, _) = self else { return [] }
    return problems.prefix(3).map { "  " + $0.message(in: say.language, file: file) }
  }
}

extension ForecastFileProblem {
  /// Where the row or cell stands, what is wrong with it, and what to do, on one line.
  public func message(in language: Language, file: String) -> String {
    let say = Phrasing(language)
    var place = ""
    if let column {
      let name = columnName.map { say.oneLine($0) }.flatMap { $0.isEmpty ? nil : " (\($0))" } ?? ""
      place = say(vi: "cột \(column)\(name): ", en: "column \(column)\(name): ")
    }
    return "\(say.place(file, line: line)): \(place)\(fault(say)); \(cure(say))"
  }

  private func fault(_ say: Phrasing) -> String {
    let text = say.quoted(value)
    switch reason {
    case .row(.notANumber) where value.isEmpty:
      return say(vi: "ô số liệu để trống", en: "the number is missing")
    case .row(let reason):
      return reason.fault(say, value: value)
    case .unknownIndicator:
      return say(
        vi: "\(text) không phải là chỉ số của bộ chỉ số", en: "\(text) is not an indicator of the index")
    case .stepOutOfRange(let limit):
      return say(
        vi: "\(text) không phải là số tuần từ 1 đến \(limit)",
        en: "\(text) is not a number of weeks from 1 to \(limit)")
    case .anotherDay(let expected):
      let day = Int(value) == nil ? expected.description : String(expected.ordinal / 7)
      return say(
        vi: "\(text) không khớp với số tuần và với các dòng khác (phải là \(day))",
        en: "\(text) does not go with its step and the other rows (they ask for \(day))")
    case .repeated(let line):
      return say(
        vi: "tuần này của \(text) đã có ở dòng \(line) với trung vị khác",
        en: "this week of \(text) stands on line \(line) with another median")
    case .reversedInterval:
      return say(
        vi: "cận dưới \(text) lớn hơn cận trên", en: "the lower bound \(text) lies above the upper one")
    }
  }

  private func cure(_ say: Phrasing) -> String {
    switch reason {
    case .unknownIndicator, .row(.aboveMaximum):
      return say(
        vi: "đề nghị chỉ rõ bộ chỉ số bằng `--index`, hoặc dùng đúng tệp dự báo",
        en: "name the right index with `--index`, or the right file")
    case .row(.date(let error)):
      return error.cure(say)
    default:
      return say(
        vi: "dòng này không được dùng; đề nghị giữ nguyên tệp như `headway forecast` ghi ra",
        en: "the row is left out; use the file as `headway forecast` wrote it")
    }
  }
}

extension EarlierForecast {
  /// Whether a row was left out.
  public var isPartial: Bool { problemCount > 0 }

  /// The rows that were left out, for standard error, a line each.
  ///
  /// - Parameters:
  ///   - language: the language of the words.
  ///   - file: the file as the user named it.
  ///   - limit: how many are told at most; a last line says how many there are besides.
  public func notices(in language: Language, file: String, limit: Int = 10) -> [String] {
    let say = Phrasing(language)
    var lines = problems.prefix(max(limit, 0)).map { $0.message(in: language, file: file) }
    let rest = problemCount - lines.count
    if rest > 0 {
      let rows = say.count(rest, vi: "dòng khác", one: "more row", many: "more rows")
      lines.append(say(vi: "… và \(rows) của \(say.place(file))", en: "… and \(rows) of \(say.place(file))"))
    }
    return lines
  }
}
