/// Which model makes the forecast.
public enum ModelChoice: Sendable, Hashable {
  /// Patterns that series share, learnt from all of them; local trends where there is too little to pool.
  case automatic
  /// Local trends only, combined by their errors at earlier origins.
  case combination
  /// One family for all series; where it has no answer, the last value.
  case family(ModelFamily)

  /// The names under which a choice can be asked for.
  public static var names: [String] { ["auto", "combination"] + ModelFamily.allCases.map(\.rawValue) }

  /// The name under which it can be asked for.
  public var name: String {
    switch self {
    case .automatic: "auto"
    case .combination: "combination"
    case .family(let family): family.rawValue
    }
  }

  /// The choice of that name, or `nil`.
  public init?(name: String) {
    if name == "auto" {
      self = .automatic
    } else if name == "combination" {
      self = .combination
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
/// var batch = SeriesBatch()
/// batch.append(name: "Bắc Ninh", times: [0, 1, 2], values: [92.08, 92.28, 92.37], scale: .bounded(maximum: 100))
/// let forecast = Forecaster(horizon: 4).forecast(batch)
/// let week4 = forecast.series[0].distribution(step: 4)
/// print(week4.median, week4.probability(atLeast: 93))
/// ```
///
/// The way of a batch: level steps are set aside; what series share is learnt from all of them by pooled
/// regressions, each series keeping as much of its own as its history can tell; where there is too little to
/// pool, local trends are combined by their errors at earlier origins. The errors of the same fits, as if each
/// week had been left out, give the intervals.
public struct Forecaster: Sendable {
  /// Which model makes the forecast.
  public var model: ModelChoice
  /// How many weeks ahead.
  public var horizon: Int

  /// - Parameters:
  ///   - model: By default patterns that series share, with local trends where there is too little to pool.
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
  /// - Complexity: Linear in the number of series and of observations; <doc:HowForecastsAreMade> has the factors.
  public func forecast(_ batch: SeriesBatch) -> BatchForecast {
    if model == .family(.trend) { return lines(batch) }
    if model == .automatic, let sampled = sampledForecast(batch) { return sampled }
    return wholeForecast(batch)
  }

  /// Every series learns from all others.
  func wholeForecast(_ batch: SeriesBatch) -> BatchForecast {
    let spreads = PooledVolatility.robustSpreads(batch)
    let prepared = (0..<batch.count).map {
      PreparedSeries(
        batch[$0].suffix(Self.usedObservations), resolution: batch.descriptions[$0].resolution,
        pooledSpread: spreads[SeriesKind(batch.descriptions[$0].scale)])
    }
    let order = batch.positionsByName
    let volatility = PooledVolatility(prepared, order: order)
    let patterns = model == .automatic ? patterns(batch, prepared: prepared, order: order) : nil
    let rule = CombinationRule(
      model, prepared: prepared, order: order, horizon: horizon, pooled: volatility,
      isNeeded: prepared.indices.map { patterns?.share(at: $0).map { $0 < 1 } ?? true })
    let errors = ForecastErrors(
      rule, patterns: patterns, prepared: prepared, lengths: (0..<batch.count).map { batch[$0].count },
      horizon: horizon, volatility: volatility)
    let calibration = Calibration(errors, prepared: prepared, order: order)
    return BatchForecast(
      horizon: horizon,
      series: (0..<batch.count).map { position in
        SeriesForecast(
          batch.descriptions[position], prepared[position], horizon: horizon, volatility: volatility,
          calibration: calibration, position: position, rule: rule, patterns: patterns)
      })
  }

  /// A series that was reported last some weeks ago is forecast over these weeks too, up to so many.
  static let mostMissedWeeks = 8

  private func patterns(_ batch: SeriesBatch, prepared: [PreparedSeries], order: [Int]) -> PooledPatterns {
    let grids = (0..<batch.count).map { position in
      let observations = batch[position].suffix(WeeklyGrid.mostWeeks)
      return WeeklyGrid(times: observations.times, working: prepared[position].continued(back: observations))
    }
    let missed = (0..<batch.count).reduce(0) { most, position in
      let weeks = (batch.descriptions[position].origin - batch[position].lastTime).rounded(.up)
      return max(most, min(Int(min(weeks, 1e6)), Self.mostMissedWeeks))
    }
    return PooledPatterns(
      grids, kinds: prepared.map { SeriesKind($0.observations.scale) }, order: order, steps: horizon + missed)
  }

  /// Observations that local trends and volatility look at: the window of the longest model before the earliest
  /// origin.
  static let usedObservations = RollingOrigins.originCount + 104
}
