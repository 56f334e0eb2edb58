/// What moves a forecast away from the last value, in the unit of the series; the parts add up to
/// median − last value.
public struct ForecastDriver: Sendable, Hashable {
  /// Where a part of the movement comes from.
  public enum Kind: String, Sendable, CaseIterable {
    /// The last value stands off the smoothed level, and the forecast goes back towards it.
    case level
    /// The series' own trend is carried on.
    case trend
    /// What series share: the pooled pattern of recent changes.
    case pattern
    /// The time of the year.
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
  /// All candidates of the combination are trends. On a bounded scale the trend is what the departure would
  /// be if steps stayed as large as at the last value; the bound is the rest.
  public func drivers(step: Int) -> [ForecastDriver] {
    let start = scale.value(working: workingStart)
    let change = ownMedian(step: step) - start
    var trend = change
    if case .bounded = scale {
      let departure = locations[step - 1] - (moves.isEmpty ? 0 : moves[step - 1]) - workingStart
      trend = departure / scale.slope(at: start)
    }
    return [
      ForecastDriver(kind: .trend, amount: trend), ForecastDriver(kind: .bound, amount: change - trend),
      ForecastDriver(
        kind: .total, amount: distribution(step: step).median - ownMedian(step: step)),
    ].filter { $0.amount != 0 }
  }
}
