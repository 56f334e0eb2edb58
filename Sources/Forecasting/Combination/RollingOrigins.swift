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

  /// Of a series that nobody asks about.
  init(candidates: [ModelFamily]) { self.candidates = candidates }

  /// Evaluates a series at its latest origins.
  ///
  /// - Complexity: O(origins · window) per candidate.
  init(_ series: PreparedSeries, candidates: [ModelFamily], horizon: Int, pooledVolatility: Double?) {
    self.candidates = candidates
    let observations = series.observations
    let first = observations.times.startIndex
    let lengths = max(1, series.count - Self.originCount)..<max(series.count, 1)
    let weeks = lengths.map { length in
      let last = observations.times[first + length - 1]
      return observations.times[(first + length)...].lazy.map { $0 - last }
        .prefix { $0 <= Double(horizon) + 0.5 }
    }.map(Array.init)
    let paths = candidates.map {
      Departures.paths(of: $0.model, after: observations, lengths: lengths, weeksAhead: weeks)
    }
    for (origin, length) in lengths.enumerated() {
      let volatility = series.volatility(of: length, pooled: pooledVolatility)
      guard volatility > 0 else { continue }
      let pace = series.surePace(of: length, volatility: volatility)
      for (position, gap) in weeks[origin].enumerated() {
        let unit = volatility * gap.squareRoot()
        for path in paths { departures.append(path[origin][position] / unit) }
        outcomes.append((series.working[length + position] - series.working[length - 1]) / unit)
        climbs.append(pace * gap / unit)
        gaps.append(gap)
        counts.append(length)
      }
    }
  }
}

/// How far a model departs from the last value, on the working scale.
enum Departures {
  /// On the logarithmic scale a line that falls below zero departs by minus infinity. No model is followed
  /// beyond a factor of twenty, up or down.
  static let greatestLogarithm = 3.0

  /// Departures after all of the observations, `weeksAhead` of the last.
  static func path(of model: any TrendModel, after known: Observations, weeksAhead: [Double]) -> [Double] {
    paths(of: model, after: known, lengths: known.count..<(known.count + 1), weeksAhead: [weeksAhead])[0]
  }

  /// Departures after growing parts of the observations; a model without an answer does not depart.
  static func paths(
    of model: any TrendModel, after observations: Observations, lengths: Range<Int>, weeksAhead: [[Double]]
  ) -> [[Double]] {
    func paths(_ model: some TrendModel) -> [[Double]] {
      let fits = model.fits(observations, lengths: lengths)
      return zip(lengths, zip(fits, weeksAhead)).map { length, origin in
        let (fitted, weeks) = origin
        guard let fitted else { return weeks.map { _ in 0 } }
        let scale = observations.scale
        let start = scale.working(observations.values[observations.values.startIndex + length - 1])
        let departures = weeks.map { scale.working(fitted.value(weeksAhead: $0)) - start }
        guard scale == .positive else { return departures }
        return departures.map { min(max($0, -greatestLogarithm), greatestLogarithm) }
      }
    }
    return paths(model)
  }
}
