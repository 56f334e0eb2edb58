import Forecasting

/// A forecast that was kept in a store.
public struct KeptForecast: Sendable {
  /// What a list says of it.
  public struct Summary: Hashable, Sendable {
    /// Counted from 1, in the order of keeping.
    public let number: Int
    /// When it was kept.
    public let time: Timestamp
    /// The version of the program.
    public let version: String
    /// The day from which its weeks count; of plain series the latest such day.
    public let origin: Day
    /// How many weeks ahead it goes.
    public let horizon: Int
    /// The model that was asked for.
    public let model: String
    /// What selected the random numbers.
    public let seed: UInt64
    /// The number of sample paths.
    public let pathCount: Int
    /// How many series it has.
    public let seriesCount: Int
  }

  /// One week of one series.
  public struct Week: Hashable, Sendable {
    /// The name of the unit or of the plain series.
    public let unit: String
    /// What was forecast.
    public let indicator: Indicator
    /// How many weeks ahead.
    public let step: Int
    /// The day that was forecast.
    public let day: Day
    /// Mean and median.
    public let mean, median: Double
    /// The prediction intervals, the narrowest first.
    public let intervals: [EarlierForecast.Interval]
    /// How the series was forecast.
    public let model: String
  }

  /// What a list says of it.
  public let summary: Summary
  /// What was forecast, in the order of the forecast.
  public let weeks: [Week]
  /// The index of the store; nil for plain series.
  public let index: IndexDefinition?
  /// How time is counted.
  public let axis: History.Axis

  /// The levels of its intervals.
  public var levels: [IntervalLevel] { weeks.first?.intervals.map(\.level) ?? [] }

  /// The forecast as one that today's can be compared with.
  public var asEarlier: EarlierForecast {
    var origins: [String: Day] = [:]
    if index == nil {
      for week in weeks { origins[NameKey.same(week.unit)] = week.day.adding(days: -7 * week.step) }
    }
    return EarlierForecast(
      weeks: weeks.map { week in
        EarlierForecast.Week(
          unit: week.unit, indicator: week.indicator, step: week.step, day: week.day, median: week.median,
          intervals: week.intervals, line: 0)
      }, problems: [], problemCount: 0, origin: summary.origin, horizon: summary.horizon, origins: origins)
  }
}
