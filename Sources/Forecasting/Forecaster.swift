/// Which model makes the forecast.
public enum ModelChoice: Sendable, Hashable {
  /// All families, combined by their errors at earlier origins.
  case automatic
  /// One family for all series; where it has no answer, the last value.
  case family(ModelFamily)

  /// The names under which a choice can be asked for.
  public static var names: [String] { ["auto"] + ModelFamily.allCases.map(\.rawValue) }

  /// The choice of that name, or `nil`.
  public init?(name: String) {
    if name == "auto" {
      self = .automatic
    } else if let family = ModelFamily(rawValue: name) {
      self = .family(family)
    } else {
      return nil
    }
  }
}

/// The specification of a forecast: which model and how far.
///
/// ```swift
/// let forecast = Forecaster(horizon: 4).forecast(batch)
/// let week4 = forecast.series[0].distribution(step: 4)
/// print(week4.median, week4.probability(atLeast: 93))
/// ```
///
/// The way of a batch: level steps are set aside; every candidate is evaluated at the latest origins of every
/// series; the weights of the combination are learnt from these errors, shared between series while
/// histories are short; the errors of the combination itself give the intervals.
public struct Forecaster: Sendable {
  /// Which model makes the forecast.
  public var model: ModelChoice
  /// How many weeks ahead.
  public var horizon: Int

  /// - Parameters:
  ///   - model: By default all families, combined.
  ///   - horizon: Weeks ahead, at least one.
  public init(model: ModelChoice = .automatic, horizon: Int = 4) {
    precondition(horizon >= 1, "a forecast needs at least one week ahead")
    self.model = model
    self.horizon = horizon
  }

  /// Forecasts every series of the batch.
  ///
  /// Never fails: a series of any length has a forecast and a reason (``ModelRecord``).
  ///
  /// - Complexity: Linear in the number of series; per series bounded by its latest 144 observations.
  public func forecast(_ batch: SeriesBatch) -> BatchForecast {
    let spreads = PooledVolatility.robustSpreads(batch)
    let prepared = (0..<batch.count).map {
      PreparedSeries(
        batch[$0].suffix(Self.usedObservations), resolution: batch.descriptions[$0].resolution,
        pooledSpread: spreads[SeriesKind(batch.descriptions[$0].scale)])
    }
    let order = batch.positionsByName
    let pooled = PooledVolatility(prepared, order: order)
    let rule = CombinationRule(
      model, prepared: prepared, order: order, horizon: horizon, pooled: pooled)
    let calibration = Calibration(rule, prepared: prepared, order: order, horizon: horizon)
    return BatchForecast(
      horizon: horizon,
      series: (0..<batch.count).map { position in
        SeriesForecast(
          batch.descriptions[position], prepared[position], horizon: horizon,
          weights: rule.weights[position], volatility: pooled, calibration: calibration,
          position: position, rule: rule)
      })
  }

  /// Observations of a series that can matter: the window of the longest model before the earliest origin.
  static let usedObservations = RollingOrigins.originCount + 104
}
