/// What the candidate models would have said at earlier origins, and what came.
///
/// One row per origin and later observation within the horizon. Everything is counted from the last value of
/// the origin, on the working scale, in units of the volatility known at the origin: a row then says how far
/// each candidate departed from "no change" and how far the series did.
struct RollingOrigins: Sendable {
  /// How many of the latest origins are evaluated.
  static let originCount = 40

  /// The models that are evaluated.
  let candidates: [ModelFamily]
  /// Departures of the candidates, `candidates.count` per row.
  private(set) var departures: [Double] = []
  /// What the series did.
  private(set) var outcomes: [Double] = []
  /// Weeks from origin to outcome.
  private(set) var gaps: [Double] = []
  /// Where the pace that was beyond doubt at the origin leads, in the same units.
  private(set) var climbs: [Double] = []
  /// Observations known at the origin.
  private(set) var counts: [Int] = []

  var rowCount: Int { outcomes.count }

  /// The candidates' departures in row `row`.
  func departures(row: Int) -> ArraySlice<Double> {
    let width = candidates.count
    return departures[(row * width)..<((row + 1) * width)]
  }

  /// Evaluates a series at its latest origins.
  ///
  /// - Complexity: O(origins · window) per candidate.
  init(_ series: PreparedSeries, candidates: [ModelFamily], horizon: Int, pooledVolatility: Double?) {
    self.candidates = candidates
    let models = candidates.map(\.model)
    let observations = series.observations
    let first = observations.times.startIndex
    for length in max(1, series.count - Self.originCount)..<max(series.count, 1) {
      let volatility = series.volatility(of: length, pooled: pooledVolatility)
      guard volatility > 0 else { continue }
      let pace = series.surePace(of: length, volatility: volatility)
      let known = observations.prefix(length)
      var targets: [Int] = []
      for j in length..<series.count {
        guard observations.times[first + j] - known.lastTime <= Double(horizon) + 0.5 else { break }
        targets.append(j)
      }
      guard !targets.isEmpty else { continue }
      let weeks = targets.map { observations.times[first + $0] - known.lastTime }
      let paths = models.map {
        Departures.path(of: $0, after: known, weeksAhead: weeks)
      }
      for (position, target) in targets.enumerated() {
        let unit = volatility * weeks[position].squareRoot()
        for path in paths { departures.append(path[position] / unit) }
        outcomes.append((series.working[target] - series.working[length - 1]) / unit)
        climbs.append(pace * weeks[position] / unit)
        gaps.append(weeks[position])
        counts.append(length)
      }
    }
  }
}

/// How far a model departs from the last value, on the working scale.
enum Departures {
  /// On the logarithmic scale a line that falls below zero departs by minus infinity. No model is followed
  /// beyond a factor of twenty, up or down.
  private static let greatestLogarithm = 3.0

  static func path(of model: any TrendModel, after known: Observations, weeksAhead: [Double]) -> [Double] {
    func departures(_ model: some TrendModel) -> [Double] {
      guard let fitted = model.fit(known) else { return weeksAhead.map { _ in 0 } }
      let start = known.scale.working(known.lastValue)
      let departures = weeksAhead.map { known.scale.working(fitted.value(weeksAhead: $0)) - start }
      guard known.scale == .positive else { return departures }
      return departures.map { min(max($0, -greatestLogarithm), greatestLogarithm) }
    }
    return departures(model)
  }
}
