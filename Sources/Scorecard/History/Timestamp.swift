/// A moment in coordinated universal time (UTC), to the second.
public struct Timestamp: Hashable, Comparable, Sendable {
  /// Seconds since the beginning of 1 January 1970.
  public let seconds: Int

  /// The moment that many seconds after the beginning of 1970.
  public init(seconds: Int) {
    self.seconds = seconds
  }

  /// The first second of a day.
  public init(startOf day: Day) {
    seconds = day.ordinal * Self.secondsPerDay
  }

  /// The last second of a day.
  public init(endOf day: Day) {
    seconds = (day.ordinal + 1) * Self.secondsPerDay - 1
  }

  /// The day of the moment.
  public var day: Day {
    Day(ordinal: Int((Double(seconds) / Double(Self.secondsPerDay)).rounded(.down)))
  }

  /// Whether the first moment comes before the second.
  public static func < (first: Timestamp, second: Timestamp) -> Bool { first.seconds < second.seconds }

  private static let secondsPerDay = 86_400
}

extension Timestamp: CustomStringConvertible {
  /// The moment by ISO 8601, such as `2025-11-17T09:30:00Z`.
  public var description: String { "\(day)T\(clock)Z" }

  /// The time of the day, such as `09:30:00`.
  public var clock: String {
    let rest = seconds - day.ordinal * Self.secondsPerDay
    return [rest / 3600, rest / 60 % 60, rest % 60].map { ($0 < 10 ? "0" : "") + String($0) }
      .joined(separator: ":")
  }
}

extension Timestamp {
  /// Reads a moment by ISO 8601: a date, a `T` or a space, the time of day with or without seconds, and `Z` or the
  /// distance to UTC, as in `2025-11-17T16:30:00+07:00`. Without either it is UTC.
  ///
  /// - Returns: `nil` for anything else, also for a date alone.
  public static func parse(_ text: String) -> Timestamp? {
    let trimmed = NameKey.spelling(text)
    guard let mark = trimmed.firstIndex(where: { $0 == "T" || $0 == " " }),
      case .success(let day) = Day.parse(String(trimmed[..<mark]))
    else { return nil }
    var clock = trimmed[trimmed.index(after: mark)...]
    var offset = 0
    if clock.hasSuffix("Z") {
      clock.removeLast()
    } else if let sign = clock.lastIndex(where: { $0 == "+" || $0 == "-" }) {
      guard let distance = seconds(clock[clock.index(after: sign)...], fields: 2...2) else { return nil }
      offset = clock[sign] == "+" ? distance : -distance
      clock = clock[..<sign]
    }
    guard let time = seconds(clock, fields: 2...3) else { return nil }
    return Timestamp(seconds: day.ordinal * secondsPerDay + time - offset)
  }

  /// The seconds of `hh:mm` or `hh:mm:ss`.
  private static func seconds(_ text: Substring, fields: ClosedRange<Int>) -> Int? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard fields.contains(parts.count) else { return nil }
    var sum = 0
    for (part, limit) in zip(parts, [23, 59, 59]) {
      guard part.utf8.count == 2, part.utf8.allSatisfy({ $0 &- 48 < 10 }), let value = Int(part),
        value <= limit
      else { return nil }
      sum = sum * 60 + value
    }
    return parts.count == 2 ? sum * 60 : sum
  }
}
