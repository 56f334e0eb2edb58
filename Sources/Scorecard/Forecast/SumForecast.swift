import Forecasting
import NumericCore

/// What comes of the sample paths of a total that is the sum of its components.
struct SumForecast: Sendable {
  /// One distribution of the total per week ahead.
  let distributions: [PredictiveDistribution]
  /// Paths of the total and of its components, where they are kept.
  let paths: (total: Matrix, components: [Matrix])?

  /// - Parameters:
  ///   - sum: The total.
  ///   - positions: Its components' positions in the forecast, in their order.
  ///   - maximum: That of the total.
  ///   - keepsPaths: Whether paths are asked for again.
  /// - Complexity: O(paths · log paths) for every week and component
  init(
    _ sum: CoherentTotal, of positions: [Int], _ forecast: BatchForecast, _ sampler: PathSampler,
    maximum: Double, keepsPaths: Bool
  ) {
    let components = sampler.paths(of: positions)
    let totals = (0..<forecast.horizon).map { sum.paths(of: components, week: $0, maximum: maximum) }
    distributions = totals.enumerated().map { step, totals in
      let mean = positions.reduce(sum.discrepancy) {
        $0 + forecast.series[$1].distribution(step: step + 1).mean
      }
      return PredictiveDistribution(samples: totals, mean: min(max(mean, 0), maximum))
    }
    paths = keepsPaths ? (Matrix(columns: totals), components) : nil
  }
}
