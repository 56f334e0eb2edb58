/// Finds weeks without a score.
///
/// Reports come weekly, though not always on one weekday; only more than ten days between two scores
/// count as a gap.
struct GapCheck {
  private static let longestOrdinaryGap = 10

  private let history: History
  /// The days of scores that were reported and are left out by decision: no gap, as nothing lacks there.
  private let excluded: [SeriesName: [Int]]

  init(_ history: History) {
    self.history = history
    var excluded: [SeriesName: [Int]] = [:]
    for applied in history.overrides where applied.override.action == .exclude {
      for score in applied.scores {
        excluded[SeriesName(unit: score.unit, indicator: score.indicator), default: []].append(
          score.day.ordinal)
      }
    }
    self.excluded = excluded
  }

  private struct Gap: Hashable {
    let after: Int32
    let before: Int32
  }

  func findings() -> [Finding] {
    var findings: [Finding] = []
    for unit in history.units.indices {
      findings += gaps(ofUnit: unit)
      if let late = outOfDate(unit) { findings.append(late) }
    }
    return findings
  }

  /// One finding for each gap; indicators that lack in the same weeks share it.
  private func gaps(ofUnit unit: Int) -> [Finding] {
    let days = history.columns.days
    var order: [Gap] = []
    var indicators: [Gap: [Indicator]] = [:]
    for entry in history.entries(ofUnit: unit) {
      for row in entry.rows.dropFirst() where Int(days[row] - days[row - 1]) > Self.longestOrdinaryGap {
        let gap = Gap(after: days[row - 1], before: days[row])
        let left = excluded[SeriesName(unit: entry.unit, indicator: entry.indicator)] ?? []
        if left.contains(where: { Int(gap.after) < $0 && $0 < Int(gap.before) }) { continue }
        if indicators[gap] == nil { order.append(gap) }
        indicators[gap, default: []].append(entry.indicator)
      }
    }
    return order.map { gap in
      let concerned = indicators[gap] ?? []
      return Finding(
        .info, .missingWeek, day: Day(ordinal: Int(gap.after) + 7), unit: history.units[unit].name,
        unitPosition: unit, indicator: concerned.count == 1 ? concerned.first : nil,
        detail: .missingWeeks(
          after: Day(ordinal: Int(gap.after)), before: Day(ordinal: Int(gap.before)),
          weeks: weeks(between: Int(gap.after), and: Int(gap.before)) - 1, indicators: concerned))
    }
  }

  /// A unit whose last score lies more than ten days before the history's. Plain series have ends of
  /// their own.
  private func outOfDate(_ unit: Int) -> Finding? {
    guard history.index != nil, let latest = history.latestDay else { return nil }
    let last = history.entries(ofUnit: unit).map { history.columns.days[$0.rows.upperBound - 1] }.max()
    guard let last, latest.ordinal - Int(last) > Self.longestOrdinaryGap else { return nil }
    let day = Day(ordinal: Int(last))
    return Finding(
      .info, .outOfDate, day: day, unit: history.units[unit].name, unitPosition: unit,
      detail: .outOfDate(last: day, latest: latest, weeks: weeks(between: Int(last), and: latest.ordinal)))
  }

  /// Weeks by rounding: at least two, as the gap is longer than ten days.
  private func weeks(between first: Int, and second: Int) -> Int {
    max(2, (second - first + 3) / 7)
  }
}
