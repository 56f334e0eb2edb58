/// The days of an override as people write them: one day, a week, or from one day to another.
package struct OverrideDays: Hashable, Sendable {
  /// The days, of series that count steps seven times the step.
  package let range: ClosedRange<Day>

  /// Reads what was written under `day`, `week`, and `from` with `to`, of which one must be there.
  ///
  /// - Parameters:
  ///   - line: The line of a key, for errors.
  ///   - itemLine: The line for what is said of no key.
  package init(
    day: String?, week: String?, from: String?, to: String?, axis: History.Axis,
    line: (String) -> Int? = { _ in nil }, itemLine: Int? = nil
  ) throws(OverrideFileError) {
    let given = [("day", day), ("week", week), ("from", from)].filter { $0.1 != nil }.map(\.0)
    if given.count > 1 {
      throw OverrideFileError(fault: .contradiction(given[0], given[1]), line: line(given[1]))
    }
    func read(_ key: String, _ text: String) throws(OverrideFileError) -> Day {
      func fail(_ error: DayError?) -> OverrideFileError {
        OverrideFileError(fault: .notADay(key: key, value: text, error), line: line(key))
      }
      if axis == .steps {
        guard let step = Int(text), abs(step) <= 100_000 else { throw fail(nil) }
        return Day(ordinal: 7 * step)
      }
      switch Day.parse(text) {
      case .success(let day): return day
      case .failure(let error): throw fail(error)
      }
    }
    if let day {
      if to != nil { throw OverrideFileError(fault: .contradiction("day", "to"), line: line("to")) }
      let one = try read("day", day)
      range = one...one
    } else if let week {
      if to != nil { throw OverrideFileError(fault: .contradiction("week", "to"), line: line("to")) }
      guard axis == .dates, let days = Day.isoWeek(week) else {
        throw OverrideFileError(fault: .notAWeek(week), line: line("week"))
      }
      range = days
    } else if let from {
      guard let to else { throw OverrideFileError(fault: .missingKey("to"), line: line("from")) }
      let (first, last) = (try read("from", from), try read("to", to))
      guard first <= last else {
        throw OverrideFileError(fault: .daysReversed(from: from, to: to), line: line("to"))
      }
      range = first...last
    } else {
      throw OverrideFileError(
        fault: .missingKey(to == nil ? "day" : "from"), line: to == nil ? itemLine : line("to"))
    }
  }
}

/// The score of an override as people write it: `91.85` or `91,85`.
package enum OverrideScore {
  /// - Returns: nil for a text that is no number. Scores have no thousands: `1,234` is 1.234.
  package static func read(_ text: String) -> Double? {
    let bytes = Array(NameKey.spelling(text).utf8)
    switch NumberReader.reading(bytes, 0..<bytes.count) {
    case .number(let number, _), .ambiguous(_, let number, _): return number
    case .notANumber, .notFinite: return nil
    }
  }
}

extension Day {
  /// Monday to Sunday of a week by ISO 8601, written as `2025-W42`; nil for anything else, and for a week that the year
  /// does not have.
  package static func isoWeek(_ text: String) -> ClosedRange<Day>? {
    let parts = NameKey.spelling(text).uppercased().split(separator: "W", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].hasSuffix("-"), let year = Int(parts[0].dropLast()),
      parts[0].count == 5, parts[1].count == 2, let week = Int(parts[1]), (1...53).contains(week),
      let fourth = Day(year: year, month: 1, day: 4)
    else { return nil }
    // The fourth of January always lies in the first week; a week belongs to the year of its Thursday.
    let monday = fourth.adding(days: 1 - fourth.isoWeekday + 7 * (week - 1))
    return monday.adding(days: 3).year == year ? monday...monday.adding(days: 6) : nil
  }
}
