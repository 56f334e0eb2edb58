/// A day of the proleptic Gregorian calendar, without a time of day or a time zone.
public struct Day: Hashable, Comparable, Sendable {
  /// Days since 1 January 1970; negative before it.
  public let ordinal: Int

  /// The years that a date in a file may lie in; others are taken for slips of the pen.
  public static let plausibleYears = 1900...2200

  /// The day that many days after 1 January 1970. Any number is valid, as the steps of a plain series
  /// are counted in days as well.
  public init(ordinal: Int) {
    self.ordinal = ordinal
  }

  /// The day of a date, or nil where there is no such day or its year is outside `plausibleYears`.
  public init?(year: Int, month: Int, day: Int) {
    guard let valid = try? Day.checked(year: year, month: month, day: day).get() else { return nil }
    self = valid
  }

  /// The year, such as 2025.
  public var year: Int { civil.year }
  /// The month, 1…12.
  public var month: Int { civil.month }
  /// The day of the month, 1…31.
  public var day: Int { civil.day }

  /// The day of the week by ISO 8601: 1 is Monday, 7 Sunday.
  public var isoWeekday: Int {
    let remainder = (ordinal + 3) % 7
    return (remainder < 0 ? remainder + 7 : remainder) + 1
  }

  /// The day that lies `days` later; earlier for a negative number.
  public func adding(days: Int) -> Day { Day(ordinal: ordinal + days) }

  /// How many days this one lies after another.
  public func days(since other: Day) -> Int { ordinal - other.ordinal }

  /// Whether the first day comes before the second.
  public static func < (first: Day, second: Day) -> Bool { first.ordinal < second.ordinal }

  // Hinnant, "chrono-Compatible Low-Level Date Algorithms": eras of 400 years, years from March on.
  private var civil: (year: Int, month: Int, day: Int) {
    let shifted = ordinal + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
    let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }

  static func ordinal(year: Int, month: Int, day: Int) -> Int {
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }
}

extension Day: CustomStringConvertible {
  /// The date by ISO 8601, such as `2025-11-17`.
  public var description: String {
    let (year, month, day) = civil
    func padded(_ number: Int, _ width: Int) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    return "\(year < 0 ? "-" : "")\(padded(abs(year), 4))-\(padded(month, 2))-\(padded(day, 2))"
  }
}

extension Day: Codable {
  /// Reads a date by ISO 8601.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    switch Day.parse(text) {
    case .success(let day): self = day
    case .failure(let error):
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "\(text): \(error)")
    }
  }

  /// Writes the date by ISO 8601.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
