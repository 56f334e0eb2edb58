import RealModule

/// An approach to the maximum at a constant rate: log(max − y + δ) = a + b·t + error.
///
/// The headroom max − y shrinks (b < 0) or grows by the same share every week, so a rising series bends
/// towards its maximum and never passes it. δ is the offset of ``ValueScale``: it keeps the logarithm finite
/// for a value at the maximum. Fitted by least squares on the log of the headroom, and carried on from the
/// last value, so that the forecast starts where the series stands:
/// ŷ(t + h) = max + δ − (max − y(t) + δ)·exp(b·h).
///
/// Defined for bounded series only. The form is the exponential approach to an asymptote of growth-curve
/// modelling with a known asymptote; see P. Young (1993), doi:10.1016/0169-2070(93)90064-X.
public struct SaturatingTrend: TrendModel {
  /// How many of the latest observations count.
  public var window: Int

  /// - Parameter window: At least two; by default 26, half a year of weeks.
  public init(window: Int = 26) {
    precondition(window >= 2, "a rate needs two observations")
    self.window = window
  }

  /// A rate needs two observations.
  public var minimumCount: Int { 2 }

  /// The fitted rate, or `nil` for a series without a maximum.
  ///
  /// - Complexity: O(min(n, window))
  public func fit(_ observations: Observations) -> FittedSaturation? {
    guard let maximum = observations.scale.maximum, observations.count >= minimumCount else { return nil }
    let used = observations.suffix(window)
    let ceiling = maximum + ValueScale.offset(of: maximum)
    let times = used.times.map { $0 - used.lastTime }
    // A step can be carried over from a later level, so an adjusted value may stand above the ceiling.
    let logHeadrooms = used.values.map {
      Double.log(Swift.max(ceiling - $0, ValueScale.offset(of: maximum) / 2))
    }
    guard let line = LinearTrend.line(times, logHeadrooms, weights: nil) else { return nil }
    return FittedSaturation(
      ceiling: ceiling, headroom: ceiling - used.lastValue, rate: line.slope)
  }
}

/// A fitted approach to a ceiling: ŷ(t + h) = ceiling − headroom·exp(rate·h).
public struct FittedSaturation: FittedTrend, Equatable {
  /// The maximum with the offset δ.
  public let ceiling: Double
  /// The distance from the last value to the ceiling.
  public let headroom: Double
  /// The relative change of the headroom per week; negative when the series rises.
  public let rate: Double

  /// The value `weeks` after the last observation.
  public func value(weeksAhead weeks: Double) -> Double {
    ceiling - headroom * .exp(rate * weeks)
  }
}
