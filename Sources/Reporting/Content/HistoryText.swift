import Scorecard

extension NumberStyle {
  /// A day: 03/11/2025 in Vietnamese, 3 Nov 2025 in English.
  func date(_ day: Day) -> String { date(year: day.year, month: day.month, day: day.day) }

  /// A day without its year: 03/11 in Vietnamese, 3 Nov in English.
  func shortDate(_ day: Day) -> String {
    let full = date(day)
    // A no-break space keeps the two words of a heading together.
    return String(full.dropLast(5)).split(separator: " ").joined(separator: "\u{A0}")
  }
}

extension History {
  /// How a time of this history is written in files: an ISO date, or the number of the step.
  func label(of day: Day) -> String {
    axis == .steps ? String(day.ordinal / 7) : day.description
  }

  /// A time of this history as a cell: a step is a number.
  func field(of day: Day) -> CSVWriter.Field {
    axis == .steps ? .integer(day.ordinal / 7) : .text(day.description)
  }

  /// The latest weeks of a series as a small picture: one bar per week, a gap where a week is missing.
  func sparkline(unit: Int, indicator: Indicator, weeks: Int = 12) -> String {
    let observed = series(unit: unit, indicator: indicator)
    guard let last = observed.last else { return "" }
    var values = [Double?](repeating: nil, count: weeks)
    for (day, score) in observed.reversed() {
      let age = Int((Double(last.day.ordinal - day.ordinal) / 7).rounded())
      guard age < weeks else { break }
      if values[weeks - 1 - age] == nil { values[weeks - 1 - age] = score }
    }
    let known = values.drop { $0 == nil }
    return Sparkline(Array(known)).text
  }
}
