/// What moves a forecast away from the last value, in the unit of the series; the parts add up to
/// median − last value.
public struct ForecastDriver: Sendable, Hashable {
  /// Where a part of the movement comes from.
  public enum Kind: String, Sendable, CaseIterable {
    /// The last value stands off the smoothed level, and the forecast goes back towards it.
    case level
    /// The series' own pace and local trends are carried on.
    case trend
    /// What series share: how latest changes echo.
    case pattern
    /// Values of about a year and more ago: the time of the year, once there are earlier years.
    case season
    /// What a bounded scale takes off, or adds: steps become smaller towards a bound.
    case bound
    /// What the course of a total adds to one of its parts (``BatchForecast/reconciled(_:in:)``).
    case total
  }

  /// Where it comes from.
  public let kind: Kind
  /// How much it adds to the forecast.
  public let amount: Double

  /// A part of the movement.
  public init(kind: Kind, amount: Double) {
    self.kind = kind
    self.amount = amount
  }
}

extension SeriesForecast {
  /// What moves the median, `step` weeks after the origin, away from the last value; parts of zero are left
  /// out.
  ///
  /// On a bounded scale the parts are what they would be if steps stayed as large as at the last value; the bound
  /// is the rest. On a positive scale they share the change in proportion to their sizes on the working scale.
  public func drivers(step: Int) -> [ForecastDriver] {
    let start = line == nil ? scale.value(working: workingStart) : workingStart
    let change = ownMedian(step: step) - start
    let parts = parts[step - 1]
    let slope: Double
    switch scale {
    case _ where line != nil: slope = 1
    case .real: slope = 1
    case .positive: slope = parts.sum == 0 ? start : change / parts.sum
    case .bounded: slope = 1 / scale.slope(at: start)
    }
    let named: [(ForecastDriver.Kind, Double)] = [
      (.level, parts.level * slope), (.trend, parts.trend * slope), (.pattern, parts.pattern * slope),
      (.season, parts.season * slope),
    ]
    let bound = change - named.reduce(0) { $0 + $1.1 }
    let move = distribution(step: step).median - ownMedian(step: step)
    return (named + [(.bound, scale.maximum == nil && line == nil ? 0 : bound), (.total, move)])
      .filter { $0.1 != 0 }.map { ForecastDriver(kind: $0.0, amount: $0.1) }
  }
}
