import Forecasting

/// How an earlier forecast has fared: what was forecast, and what came.
///
/// An outcome is the score nearest to the day that was forecast, at most three days away and later than what the
/// forecast knew, in its latest version. The unallocated difference of a total is no forecast and is not reviewed.
public struct ForecastReview: Sendable {
  /// What has come so far, in the order of the forecast.
  public let outcomes: [ForecastRevision.Outcome]
  /// How many weeks of series have not come yet, or are of series that the history does not have.
  public let pendingCount: Int
  /// The levels of the intervals.
  public let levels: [IntervalLevel]
  /// The day from which the weeks count; of plain series the latest such day.
  public let origin: Day

  /// - Complexity: O(weeks · length of the series).
  public init(_ earlier: EarlierForecast, history: History) {
    var outcomes: [ForecastRevision.Outcome] = []
    var pending = 0
    for week in earlier.weeks where week.indicator != .discrepancy {
      let origin = earlier.origin(ofUnit: week.unit) ?? earlier.origin
      let unit = history.unit(named: week.unit)
      let series = unit.map { history.series(unit: $0, indicator: week.indicator) } ?? []
      guard let unit,
        let observed = ForecastRevision.nearest(to: week.day, in: series.filter { $0.day > origin }, \.day)
      else {
        pending += 1
        continue
      }
      outcomes.append(
        ForecastRevision.Outcome(
          unit: unit, indicator: week.indicator, day: week.day, observedDay: observed.day, step: week.step,
          score: observed.score, median: week.median, lastKnown: series.last { $0.day <= origin }?.score,
          intervals: week.intervals))
    }
    self.outcomes = outcomes
    pendingCount = pending
    levels = earlier.weeks.first?.intervals.map(\.level) ?? []
    origin = earlier.origin
  }

  /// How many outcomes lie inside the interval of a level.
  public func insideCount(_ level: IntervalLevel) -> Int { outcomes.count { $0.isInside(level) == true } }

  /// The mean size of the errors, in points; `nil` where nothing has come.
  public var meanAbsoluteError: Double? {
    outcomes.isEmpty
      ? nil : outcomes.reduce(0) { $0 + abs($1.score - $1.median) } / Double(outcomes.count)
  }
}
