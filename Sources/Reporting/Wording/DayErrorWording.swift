import Scorecard

extension DayError {
  /// Why a text is no day, and what to write instead, on one line.
  ///
  /// - Parameters:
  ///   - language: the language of the words.
  ///   - value: the text as it was given.
  public func message(in language: Language, value: String) -> String {
    let say = Phrasing(language)
    return fault(say, value: value) + "; " + cure(say)
  }

  func fault(_ say: Phrasing, value: String) -> String {
    let text = say.quoted(value)
    switch self {
    case .impossible(_, let month, _) where !(1...12).contains(month):
      return say(
        vi: "\(text) không có trong lịch vì không có tháng \(month)",
        en: "\(text) is not in the calendar: there is no month \(month)")
    case .impossible(let year, let month, let day):
      return say(
        vi: "\(text) không có trong lịch vì tháng \(month) năm \(year) không có ngày \(day)",
        en: "\(text) is not in the calendar: month \(month) of \(year) has no day \(day)")
    case .implausibleYear(let year):
      let years = "\(Day.plausibleYears.lowerBound)–\(Day.plausibleYears.upperBound)"
      return say(
        vi: "\(text) có năm \(year) nằm ngoài khoảng \(years)",
        en: "the year \(year) of \(text) is outside \(years)")
    default:
      return say(vi: "\(text) không phải là ngày hợp lệ", en: "\(text) is not a date")
    }
  }

  func cure(_ say: Phrasing) -> String {
    switch self {
    case .impossible:
      say(
        vi: "đề nghị kiểm tra lại và ghi ngày trước, tháng sau, như 17/11/2025",
        en: "check it and write the day before the month, like 17/11/2025, or the year first, like 2025-11-17"
      )
    case .implausibleYear:
      say(
        vi: "đề nghị ghi đúng năm với bốn chữ số, như 17/11/2025",
        en: "correct the year and write it with four digits, like 17/11/2025")
    default:
      say(vi: "đề nghị ghi như 17/11/2025 hoặc 2025-11-17", en: "write it like 2025-11-17 or 17/11/2025")
    }
  }
}
