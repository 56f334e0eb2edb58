/// The last value persists: ŷ(t + h) = y(t).
///
/// The random walk's forecast, and the yardstick of all others: for weekly series with little history it is
/// hard to beat.
///
/// Source: R. J. Hyndman and G. Athanasopoulos, *Forecasting: Principles and Practice*, 3rd ed., section 5.2.
public struct LastValue: TrendModel {
  /// The specification; there are no options.
  public init() {}

  /// One observation is enough.
  public var minimumCount: Int { 1 }

  /// The last value, whatever came before.
  ///
  /// - Complexity: O(1)
  public func fit(_ observations: Observations) -> FittedLine? {
    FittedLine(level: observations.lastValue, slope: 0)
  }
}

/// A straight line after the last observation: ŷ(t + h) = level + slope · h.
public struct FittedLine: FittedTrend, Equatable {
  /// The value of the line at the last observation's time.
  public let level: Double
  /// The change per week.
  public let slope: Double

  /// The value of the line `weeks` after the last observation.
  public func value(weeksAhead weeks: Double) -> Double { level + slope * weeks }
}
