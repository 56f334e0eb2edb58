/// How the forecasts of every series would have erred: the raw material of the intervals.
///
/// Errors are in units of the volatility known at their starting week, times √weeks. Those of the pooled
/// regressions come from the rows of the fit, each as if it had been left out; those of local trends from
/// rolling origins.
struct ForecastErrors: Sendable {
  /// One error.
  struct Row: Sendable {
    /// Weeks ahead, from one.
    let step: Int
    let magnitude: Double
    /// How restless the series was then; see ``PreparedSeries/restlessness(of:volatility:)``.
    let latest: Double
    let usual: Double
  }

  /// Per series, in the order of the batch.
  private(set) var rows: [[Row]] = []

  /// - Parameters:
  ///   - rule: The local trends.
  ///   - patterns: The pooled regressions, where they were asked for.
  ///   - prepared: The series.
  ///   - lengths: The number of observations of each series, those that `prepared` leaves out included.
  ///   - horizon: Weeks ahead.
  ///   - volatility: That of the kinds.
  init(
    _ rule: CombinationRule, patterns: PooledPatterns?, prepared: [PreparedSeries], lengths: [Int],
    horizon: Int, volatility: PooledVolatility
  ) {
    rows = prepared.indices.map { position in
      let series = prepared[position]
      // Where both have a say, the one that says more is judged.
      if let patterns, let share = patterns.share(at: position), share >= 0.5 {
        // Patterns count what they look at.
        let length = min(lengths[position], WeeklyGrid.mostWeeks)
        return Self.rows(
          patterns.answers[position]!, series, leftOut: length - series.count, horizon: horizon,
          pooled: volatility[SeriesKind(series.observations.scale)])
      }
      return Self.rows(
        rule, position, series, horizon: horizon, pooled: volatility[SeriesKind(series.observations.scale)])
    }
  }

  private static func rows(
    _ answer: PooledPatterns.Answer, _ series: PreparedSeries, leftOut: Int, horizon: Int, pooled: Double?
  ) -> [Row] {
    var result: [Row] = []
    var states: [Int: (volatility: Double, latest: Double, usual: Double)] = [:]
    for (index, errors) in answer.errors.enumerated() {
      for error in errors {
        // An origin that knew less than half of today's history erred as a shorter history does.
        let known = error.known - leftOut
        guard known >= 2, 2 * error.known >= leftOut + series.count else { continue }
        var state = states[known] ?? (series.volatility(of: known, pooled: pooled), 0, 0)
        if states[known] == nil {
          (state.latest, state.usual) = series.restlessness(of: known, volatility: state.volatility)
          states[known] = state
        }
        guard state.volatility > 0 else { continue }
        result.append(
          Row(
            step: index + 1,
            magnitude: abs(error.size) / (state.volatility * Double(index + 1).squareRoot()),
            latest: state.latest, usual: state.usual))
      }
    }
    return result
  }

  private static func rows(
    _ rule: CombinationRule, _ position: Int, _ series: PreparedSeries, horizon: Int, pooled: Double?
  ) -> [Row] {
    let origins = rule.origins[position]
    return (0..<origins.rowCount).compactMap { row in
      guard 2 * origins.counts[row] >= series.count else { return nil }
      let departure = rule.departure(
        origins.departures(row: row), weights: rule.weights[position], climb: origins.climbs[row],
        count: origins.counts[row])
      let known = origins.counts[row]
      let state = series.restlessness(of: known, volatility: series.volatility(of: known, pooled: pooled))
      return Row(
        step: min(max(Int(origins.gaps[row].rounded()), 1), horizon),
        magnitude: abs(origins.outcomes[row] - departure), latest: state.latest, usual: state.usual)
    }
  }
}
