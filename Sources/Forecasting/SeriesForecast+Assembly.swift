extension SeriesForecast {
  /// Puts the forecast of one series together.
  init(
    _ description: SeriesBatch.Description, _ series: PreparedSeries, horizon: Int,
    volatility pooled: PooledVolatility, calibration: Calibration, position: Int, rule: CombinationRule,
    patterns: PooledPatterns?
  ) {
    let observations = series.observations
    let kind = SeriesKind(description.scale)
    name = description.name
    scale = description.scale
    group = description.group
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

    let start = series.working[series.count - 1]
    workingStart = start
    let share = patterns?.share(at: position) ?? 0
    var parts = [PatternParts](repeating: PatternParts(), count: weeks.count)
    if let answer = patterns?.answers[position], share > 0 {
      for (step, week) in weeks.enumerated() { parts[step] = answer.parts(weeks: week).times(share) }
    }
    if share < 1 {
      let local = Self.localDepartures(
        series, weeks: weeks, rule: rule, weights: rule.weights[position], volatility: volatility)
      for step in parts.indices { parts[step].trend += (1 - share) * local[step] }
    }
    self.parts = parts
    locations = parts.map { start + $0.sum }
    let factor = standsStill ? 1 : calibration.factor(position, series, volatility: measured)
    var spreads: [Double] = []
    var shapes: [ErrorShape] = []
    for week in weeks {
      let shape = calibration.shape(kind, weeks: week)
      let spread = volatility * week.squareRoot() * factor
      let farthest = Departures.greatestLogarithm / shape.quantile(0.975)
      if description.scale == .positive, spread > farthest {
        // Where single weeks were tenfold and back, logarithms promise millions. Widths stop growing here.
        spreads.append(spreads.last ?? farthest)
        shapes.append(shapes.last ?? shape)
      } else {
        spreads.append(spread)
        shapes.append(shape)
      }
    }
    self.spreads = spreads
    self.shapes = shapes
    pastShocks = Self.pastShocks(series)
    record = ModelRecord(
      reason: Self.reason(
        rule, series, weights: rule.weights[position], origins: rule.origins[position].rowCount,
        answer: share > 0 ? patterns?.answers[position] : nil, share: share),
      steps: series.steps, isResolutionLimited: series.count > 1 && volatility == least)
  }

  /// Unchanged weeks after which a series is taken to stand still.
  private static let standstill = 8

  /// Where the combination of local trends goes, from the last value, on the working scale.
  private static func localDepartures(
    _ series: PreparedSeries, weeks: [Double], rule: CombinationRule, weights: [Double], volatility: Double
  ) -> [Double] {
    let paths = zip(rule.candidates, weights).map { family, weight in
      weight == 0
        ? weeks.map { _ in 0.0 }
        : Departures.path(of: family.model, after: series.observations, weeksAhead: weeks)
    }
    let pace = series.surePace(of: series.count, volatility: volatility)
    return weeks.indices.map { step in
      let unit = volatility * weeks[step].squareRoot()
      return unit
        * rule.departure(
          paths.map { $0[step] / unit }, weights: weights, climb: pace * weeks[step] / unit,
          count: series.count)
    }
  }

  private static func reason(
    _ rule: CombinationRule, _ series: PreparedSeries, weights: [Double], origins: Int,
    answer: PooledPatterns.Answer?, share: Double
  ) -> ModelRecord.Reason {
    if case .family(let family) = rule.choice {
      let needed = family.model.minimumCount
      let applies = family.model.fit(series.observations) != nil
      return applies ? .requested(family) : .notApplicable(family, needed: needed)
    }
    if series.count == 1 { return .singleObservation }
    let values = series.observations.values
    if values.allSatisfy({ $0 == values[values.startIndex] }) { return .constant }
    if let answer {
      return .pooled(answer.patterns, series: answer.series, rows: answer.rows, share: share)
    }
    let used = zip(rule.candidates, weights).filter { $0.1 >= 0.01 }
    return .combined(
      used.map { ModelRecord.WeightedFamily(family: $0.0, weight: $0.1) }, origins: origins)
  }

  /// The latest weekly changes, standardised; a change over more than a week and a half belongs to no week.
  static func pastShocks(_ series: PreparedSeries) -> [PastShock] {
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
