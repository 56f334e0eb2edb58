import NumericCore

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

/// Volatility shared between series of a kind, in volatility units.
struct PooledVolatility: Sendable {
  private let squares: [SeriesKind: Double]

  /// The mean square change of a typical series of the kind; `nil` where there is nothing to borrow.
  subscript(kind: SeriesKind) -> Double? { squares[kind] }

  init(_ prepared: [PreparedSeries], order: [Int]) {
    var squares: [SeriesKind: Double] = [:]
    for kind in SeriesKind.allCases {
      guard let fallback = kind.fallbackVolatility else { continue }
      // The median over series: one volatile unit is not the measure of the others.
      var means = order.compactMap { position -> Double? in
        let series = prepared[position]
        guard SeriesKind(series.observations.scale) == kind, series.count > 1 else { return nil }
        return series.meanSquare(of: series.count).square
      }
      let typical = median(&means)
      squares[kind] = typical > 0 ? typical : fallback * fallback
    }
    self.squares = squares
  }

  /// A spread per kind that no single jump can move: the median magnitude of all changes / 0.6745.
  static func robustSpreads(_ batch: SeriesBatch) -> [SeriesKind: Double] {
    var magnitudes: [Double] = []
    for position in 0..<batch.count where batch.descriptions[position].scale.maximum != nil {
      let series = PreparedSeries(
        batch[position].suffix(Forecaster.usedObservations),
        resolution: batch.descriptions[position].resolution, pooledSpread: nil)
      magnitudes += zip(series.relativeChanges, series.gaps).map { abs($0) / $1.squareRoot() }
    }
    // A handful of changes is no pool.
    guard magnitudes.count >= 12 else { return [:] }
    return [.bounded: median(&magnitudes) / 0.6745]
  }
}

/// The weights of the candidates for every series, and the errors they were learnt from.
struct CombinationRule: Sendable {
  let choice: ModelChoice
  /// The models that the weights belong to.
  let candidates: [ModelFamily]
  let origins: [RollingOrigins]
  let weights: [[Double]]
  let pooled: PooledVolatility

  init(
    _ choice: ModelChoice, prepared: [PreparedSeries], order: [Int], horizon: Int, pooled: PooledVolatility
  ) {
    self.choice = choice
    self.pooled = pooled
    let candidates: [ModelFamily] =
      if case .family(let family) = choice { [family] } else { CombinationWeights.candidates }
    self.candidates = candidates
    origins = prepared.map {
      RollingOrigins(
        $0, candidates: candidates, horizon: horizon,
        pooledVolatility: pooled[SeriesKind($0.observations.scale)])
    }
    switch choice {
    case .family:
      weights = prepared.map { _ in [1] }
    case .automatic:
      let moments = origins.map(CombinationWeights.Moments.init)
      var kindMoments: [SeriesKind: CombinationWeights.Moments] = [:]
      for position in order {
        kindMoments[SeriesKind(prepared[position].observations.scale), default: .init()]
          .add(moments[position])
      }
      let kindWeights = Dictionary(
        uniqueKeysWithValues: kindMoments.map { kind, moments in
          (kind, CombinationWeights.pooled(moments, prior: CombinationWeights.prior(kind)))
        })
      weights = prepared.indices.map { position in
        let kind = SeriesKind(prepared[position].observations.scale)
        return CombinationWeights.series(
          moments[position], kind: kindMoments[kind]!, pooled: kindWeights[kind]!)
      }
    }
  }

  /// The combined departure from the last value, in units of the expected change over `weeks`.
  ///
  /// A combination goes at most three such units beyond `climb`, where the series' own pace leads as far as it
  /// is beyond doubt: no trend of a few weeks deserves more. A series that climbs steadily has a sure pace and
  /// hardly any expected change about it.
  func departure(
    _ candidates: some Sequence<Double>, weights: [Double], climb: Double, count: Int
  ) -> Double {
    var sum = 0.0
    for (departure, weight) in zip(candidates, weights) { sum += weight * departure }
    guard choice == .automatic else { return sum }
    return min(max(sum * CombinationWeights.trust(count), min(climb, 0) - 3), max(climb, 0) + 3)
  }
}

/// How large the combination's errors were, by horizon and kind, and for each series against the others.
struct Calibration: Sendable {
  /// Per kind, one shape per horizon, in units of volatility·√weeks.
  private let shapes: [SeriesKind: [ErrorShape]]
  /// Per series, its errors' size against its kind's.
  let factors: [Double]

  /// How many errors the kind's size counts for.
  static let pooledErrors = 20.0

  init(_ rule: CombinationRule, prepared: [PreparedSeries], order: [Int], horizon: Int) {
    var magnitudes: [SeriesKind: [[Double]]] = [:]
    var sums = [Double](repeating: 0, count: prepared.count)
    var counts = [Double](repeating: 0, count: prepared.count)
    for position in order {
      let origins = rule.origins[position]
      let kind = SeriesKind(prepared[position].observations.scale)
      // An origin that knew less than half of today's history erred as a shorter history does.
      for row in 0..<origins.rowCount where 2 * origins.counts[row] >= prepared[position].count {
        let departure = rule.departure(
          origins.departures(row: row), weights: rule.weights[position], climb: origins.climbs[row],
          count: origins.counts[row])
        let magnitude = abs(origins.outcomes[row] - departure)
        let step = min(max(Int(origins.gaps[row].rounded()), 1), horizon)
        magnitudes[kind, default: Array(repeating: [], count: horizon)][step - 1].append(magnitude)
        sums[position] += magnitude
        counts[position] += 1
      }
    }

    var shapes: [SeriesKind: [ErrorShape]] = [:]
    var means: [SeriesKind: Double] = [:]
    for (kind, bySteps) in magnitudes {
      let all = bySteps.flatMap { $0 }
      means[kind] = all.reduce(0, +) / Double(max(all.count, 1))
      var previous: ErrorShape?
      shapes[kind] = bySteps.enumerated().map { index, errors in
        var shape = ErrorShape(errorMagnitudes: errors)
        // Uncertainty does not shrink with the horizon: the widths in working units are σ·√h·shape.
        if let previous {
          shape = shape.atLeast(previous, times: (Double(index) / Double(index + 1)).squareRoot())
        }
        previous = shape
        return shape
      }
    }
    self.shapes = shapes
    factors = prepared.indices.map { position in
      let count = counts[position]
      guard count > 0, let mean = means[SeriesKind(prepared[position].observations.scale)], mean > 0 else {
        return 1
      }
      // Errors at overlapping horizons repeat each other, so a series' rows count for fewer.
      let effective = count / Double(min(horizon, 4))
      return (Self.pooledErrors + effective * (sums[position] / count) / mean)
        / (Self.pooledErrors + effective)
    }
  }

  /// The shape of errors `weeks` after the last observation.
  ///
  /// Between whole weeks the squared width, weeks · shape², is interpolated: of a random walk it is linear, and
  /// it does not fall with time.
  func shape(_ kind: SeriesKind, weeks: Double, horizon: Int) -> ErrorShape {
    guard let shapes = shapes[kind] else { return .prior }
    let below = min(max(Int(weeks), 1), horizon)
    let share = min(max(weeks - Double(below), 0), 1)
    guard share > 0, below < horizon else { return shapes[below - 1] }
    let (near, far) = ((1 - share) * Double(below), share * Double(below + 1))
    return ErrorShape(
      magnitudes: zip(shapes[below - 1].magnitudes, shapes[below].magnitudes).map {
        ((near * $0 * $0 + far * $1 * $1) / (near + far)).squareRoot()
      })
  }
}

extension SeriesForecast {
  /// Puts the forecast of one series together.
  init(
    _ description: SeriesBatch.Description, _ series: PreparedSeries, horizon: Int, weights: [Double],
    volatility pooled: PooledVolatility, calibration: Calibration, position: Int, rule: CombinationRule
  ) {
    let observations = series.observations
    let kind = SeriesKind(description.scale)
    name = description.name
    scale = description.scale
    let staleness = description.origin - observations.lastTime
    self.staleness = staleness
    let weeks = (1...horizon).map { staleness + Double($0) }
    let measured = series.volatility(of: series.count, pooled: pooled[kind])
    // Half a reported step: a series that did not move can still have moved by less than is reported. A
    // single value of a real series has no other measure of its own than its magnitude.
    let slope = description.scale.slope(at: observations.lastValue)
    let least =
      series.count == 1 && pooled[kind] == nil
      ? max(0.05 * abs(observations.lastValue), description.resolution)
      : 0.5 * description.resolution * slope
    // Of a series that stood still for its whole memory, the others say nothing: it gets the resolution.
    let standsStill =
      series.count > Self.standstill
      && series.relativeChanges.suffix(PreparedSeries.volatilityWindow).allSatisfy { $0 == 0 }
    let volatility = standsStill ? least : max(measured, least)

    let paths = zip(rule.candidates, weights).map { family, weight in
      weight == 0
        ? weeks.map { _ in 0.0 } : Departures.path(of: family.model, after: observations, weeksAhead: weeks)
    }
    let start = series.working[series.count - 1]
    let pace = series.surePace(of: series.count, volatility: volatility)
    locations = weeks.indices.map { step in
      let unit = volatility * weeks[step].squareRoot()
      return start
        + unit
        * rule.departure(
          paths.map { $0[step] / unit }, weights: weights, climb: pace * weeks[step] / unit,
          count: series.count)
    }
    spreads = weeks.map { volatility * $0.squareRoot() * calibration.factors[position] }
    shapes = weeks.map { calibration.shape(kind, weeks: $0, horizon: horizon) }
    pastShocks = Self.pastShocks(series)
    record = ModelRecord(
      reason: Self.reason(rule, series, weights: weights, origins: rule.origins[position].rowCount),
      steps: series.steps, isResolutionLimited: series.count > 1 && volatility == least)
  }

  /// Unchanged weeks after which a series is taken to stand still.
  private static let standstill = 8

  private static func reason(
    _ rule: CombinationRule, _ series: PreparedSeries, weights: [Double], origins: Int
  ) -> ModelRecord.Reason {
    if case .family(let family) = rule.choice {
      let needed = family.model.minimumCount
      let applies = family.model.fit(series.observations) != nil
      return applies ? .requested(family) : .notApplicable(family, needed: needed)
    }
    if series.count == 1 { return .singleObservation }
    let values = series.observations.values
    if values.allSatisfy({ $0 == values[values.startIndex] }) { return .constant }
    let used = zip(rule.candidates, weights).filter { $0.1 >= 0.01 }
    return .combined(
      used.map { ModelRecord.WeightedFamily(family: $0.0, weight: $0.1) }, origins: origins)
  }

  /// The latest weekly changes, standardised; a change over more than a week and a half belongs to no week.
  private static func pastShocks(_ series: PreparedSeries) -> [PastShock] {
    let times = series.observations.times
    var changes: [(week: Int, size: Double)] = []
    for j in max(1, series.count - BatchForecast.rememberedWeeks)..<max(series.count, 1) {
      let time = times[times.startIndex + j]
      guard time - times[times.startIndex + j - 1] <= 1.5 else { continue }
      let unit = PreparedSeries.volatilityUnit(
        of: series.observations.scale,
        at: series.observations.values[series.observations.values.startIndex + j])
      // A report on a Friday tells of the week that ends on the next Monday.
      changes.append((Int(time.rounded(.up)), (series.working[j] - series.working[j - 1]) / unit))
    }
    guard changes.count >= 3 else { return [] }
    let mean = changes.reduce(0) { $0 + $1.size } / Double(changes.count)
    let spread =
      (changes.reduce(0) { $0 + ($1.size - mean) * ($1.size - mean) } / Double(changes.count)).squareRoot()
    guard spread > 0 else { return [] }
    var shocks: [PastShock] = []
    for change in changes {
      // Two reports in one week: the later one stands for it.
      if shocks.last?.week == change.week { shocks.removeLast() }
      shocks.append(PastShock(week: change.week, size: (change.size - mean) / spread))
    }
    return shocks
  }
}
