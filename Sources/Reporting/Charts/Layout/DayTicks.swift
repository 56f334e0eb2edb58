import Scorecard

/// The days that are written below a plot.
struct DayTick: Equatable, Sendable {
  let day: Day
  let label: String
  /// Whether it is the day of the latest score.
  let isLatest: Bool

  /// As many days as there is room for, evenly apart.
  ///
  /// Up to a year they are counted in weeks from the latest score, so that days of reports are written; in
  /// longer histories they are the first days of months or years.
  static func ticks(
    over days: ClosedRange<Day>, latest: Day, width: Double, words: ChartWording
  ) -> [DayTick] {
    let weeks = days.upperBound.days(since: days.lowerBound) / 7
    return words.axis == .dates && weeks > 53
      ? monthly(over: days, width: width, words: words)
      : weekly(over: days, weeks: weeks, latest: latest, width: width, words: words)
  }

  private static let air = 14.0

  private static func weekly(
    over days: ClosedRange<Day>, weeks: Int, latest: Day, width: Double, words: ChartWording
  ) -> [DayTick] {
    let widest =
      [days.lowerBound, days.upperBound, latest]
      .map { TextWidth.of(words.shortDate($0), size: TextSize.small, isBold: true) }.max() ?? 0
    let room = max(Int(width / (widest + air)), 2)
    var step = 1
    for candidate in stepsOfWeeks(words.axis) where weeks / step + 1 > room { step = candidate }
    let before = latest.days(since: days.lowerBound) / (7 * step)
    let after = days.upperBound.days(since: latest) / (7 * step)
    guard -before <= after else { return [] }
    return (-before...after).map { count in
      let day = latest.adding(days: count * 7 * step)
      return DayTick(day: day, label: words.shortDate(day), isLatest: count == 0)
    }
  }

  private static func monthly(over days: ClosedRange<Day>, width: Double, words: ChartWording) -> [DayTick] {
    let widest = TextWidth.of(words.month(days.lowerBound), size: TextSize.small)
    let room = max(Int(width / (widest + air)), 2)
    let first = days.lowerBound.year * 12 + days.lowerBound.month - 1
    let last = days.upperBound.year * 12 + days.upperBound.month - 1
    var step = 1
    for candidate in sequence(first: 1, next: { nextOfMonths($0) }) {
      step = candidate
      if (last - first) / step + 1 <= room { break }
    }
    return (first...last).filter { $0 % step == 0 }.compactMap { month in
      guard let day = Day(year: month / 12, month: month % 12 + 1, day: 1), days.contains(day) else {
        return nil
      }
      let label = step % 12 == 0 ? String(day.year) : words.month(day)
      return DayTick(day: day, label: label, isLatest: false)
    }
  }

  private static func stepsOfWeeks(_ axis: History.Axis) -> [Int] {
    switch axis {
    case .dates: [2, 4, 8, 13, 26]
    // Numbers of weeks are read as numbers.
    case .steps:
      (0..<15).flatMap { power in
        let ten = (0..<power).reduce(1) { product, _ in product * 10 }
        return [2 * ten, 5 * ten, 10 * ten]
      }
    }
  }

  private static func nextOfMonths(_ step: Int) -> Int {
    switch step {
    case 1: 2
    case 2: 3
    case 3: 6
    case 6: 12
    case 12: 24
    case 24: 60
    default: step * 2
    }
  }
}
