/// The closed list of model families, for configuration and selection.
public enum ModelFamily: String, Sendable, CaseIterable, Codable {
  /// ``LastValue``
  case last
  /// ``Drift``
  case drift
  /// ``LinearTrend`` through all observations, with the intervals of classical regression (``LineForecast``): the
  /// fastest of all
  case trend
  /// ``LinearTrend`` by ordinary least squares
  case linear
  /// ``LinearTrend`` by reweighted least squares
  case robust
  /// ``SaturatingTrend``
  case saturating
  /// ``DampedTrend``
  case damped
  /// ``DiscountedTrend``
  case discounted
  /// ``ThetaMethod``
  case theta
  /// ``Autoregression``
  case autoregression
  /// ``HarmonicTrend``
  case harmonic

  /// The specification with its default options.
  public var model: any TrendModel {
    switch self {
    case .last: LastValue()
    case .drift: Drift()
    case .trend: LinearTrend(window: .max)
    case .linear: LinearTrend()
    case .robust: LinearTrend(isRobust: true)
    case .saturating: SaturatingTrend()
    case .damped: DampedTrend()
    case .discounted: DiscountedTrend()
    case .theta: ThetaMethod()
    case .autoregression: Autoregression()
    case .harmonic: HarmonicTrend()
    }
  }
}
