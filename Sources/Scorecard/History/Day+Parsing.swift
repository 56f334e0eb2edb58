/// Why a text is no day.
public enum DayError: Error, Hashable, Sendable {
  /// The text has none of the known forms.
  case notRecognized
  /// There is no such day, as on 31/02/2025.
  case impossible(year: Int, month: Int, day: Int)
  /// The year lies outside `Day.plausibleYears`.
  case implausibleYear(Int)
}

extension Day {
  /// Reads a date: year first (2025-11-17, 2025/11/17) or day first (17/11/2025, 17-11-2025,
  /// 17.11.2025), with or without a time of day behind a space or a T, which is checked and dropped.
  ///
  /// Years have four digits. Month-first dates are never guessed: 11/17/2025 is no day.
  public static func parse(_ text: String) -> Result<Day, DayError> {
    let bytes = Array(NameKey.spelling(text).utf8)
    return parse(bytes, 0..<bytes.count)
  }

  static func checked(year: Int, month: Int, day: Int) -> Result<Day, DayError> {
    guard plausibleYears.contains(year) else { return .failure(.implausibleYear(year)) }
    guard (1...12).contains(month), day >= 1, day <= length(ofMonth: month, year: year) else {
      return .failure(.impossible(year: year, month: month, day: day))
    }
    return .success(Day(ordinal: ordinal(year: year, month: month, day: day)))
  }

  /// How many days a month has.
  static func length(ofMonth month: Int, year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Reads a date from trimmed bytes.
  static func parse(_ bytes: [UInt8], _ range: Range<Int>) -> Result<Day, DayError> {
    var position = range.lowerBound
    guard let first = number(bytes, &position, range.upperBound), position < range.upperBound else {
      return .failure(.notRecognized)
    }
    let separator = bytes[position]
    let isDash = separator == UInt8(ascii: "-")
    let isSlash = separator == UInt8(ascii: "/")
    guard isDash || isSlash || separator == UInt8(ascii: ".") else { return .failure(.notRecognized) }
    position += 1
    guard let second = number(bytes, &position, range.upperBound), position < range.upperBound,
      bytes[position] == separator
    else { return .failure(.notRecognized) }
    position += 1
    guard let third = number(bytes, &position, range.upperBound),
      position == range.upperBound || isTime(bytes, position..<range.upperBound)
    else { return .failure(.notRecognized) }
    guard second.digits <= 2 else { return .failure(.notRecognized) }
    if first.digits == 4, third.digits <= 2, isDash || isSlash {
      return checked(year: first.value, month: second.value, day: third.value)
    }
    if first.digits <= 2, third.digits == 4 {
      return checked(year: third.value, month: second.value, day: first.value)
    }
    return .failure(.notRecognized)
  }

  private static func number(
    _ bytes: [UInt8], _ position: inout Int, _ end: Int
  ) -> (value: Int, digits: Int)? {
    var value = 0
    let start = position
    while position < end, bytes[position] &- 48 < 10, position - start < 5 {
      value = value * 10 + Int(bytes[position] &- 48)
      position += 1
    }
    return position == start ? nil : (value, position - start)
  }

  /// Whether the bytes are ` hh:mm`, `Thh:mm:ss`, `Thh:mm:ss.fff+07:00`, …
  private static func isTime(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
    var position = range.lowerBound
    guard bytes[position] == UInt8(ascii: "T") || bytes[position] == 0x20 else { return false }
    position += 1
    for (part, limit) in [24, 59, 60].enumerated() {
      guard let field = number(bytes, &position, range.upperBound), field.digits <= 2,
        field.value <= limit
      else { return false }
      let more = position < range.upperBound && bytes[position] == UInt8(ascii: ":")
      if part == 0 && !more { return false }
      if !more { break }
      if part < 2 { position += 1 }
    }
    return bytes[position..<range.upperBound].allSatisfy {
      $0 &- 48 < 10 || [UInt8(ascii: "."), 0x2B, 0x2D, 0x3A, UInt8(ascii: "Z")].contains($0)
    }
  }
}
