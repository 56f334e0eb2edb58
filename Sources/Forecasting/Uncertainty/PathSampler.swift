import NumericCore
import RealModule

/// Joint sample paths over series and weeks: what could happen to all of them at once.
///
/// Each path draws one set of shocks per future week. A series' shock is a mixture of shared and own noise,
///
///     x = a · Σ_w g_w·r_w / ‖r‖ + √(1 − a²) · ε
///
/// where r_w is its own standardised change in past week w, g_w a standard normal number that *all series
/// share*, and ε one of its own. The correlation of two series' shocks is then a·a′ times the correlation of
/// their past changes: components and rivals that moved together will move together. With n past weeks
/// a² = n/(n + 10), so dependence is shrunk while weeks are few, and the correlation matrix is positive
/// semidefinite by construction, however many series there are. Series of one group share a part of ε, as much as
/// such series do on average.
///
/// Shocks of successive weeks add up as in a random walk, which gives horizons h < k the correlation √(h/k),
/// counted from the series' last observation; weeks that it missed until the origin bring noise of its own.
/// The sum selects the quantile of each week's predictive distribution (a Gaussian copula). So a path's
/// values obey the same bounds and have the same distribution as the forecast says, week by week.
///
/// Both kinds of noise are *stratified*: every column of draws is a shuffle of the same `count` quantiles of
/// the normal distribution (Latin hypercube sampling), so that sums over components are far less noisy than
/// with independent draws. Source: M. D. McKay, R. J. Beckman and W. J. Conover (1979), doi:10.2307/1268522.
///
/// The paths of a series depend on the seed, the count, its name and its own past only: any subset of series
/// can be asked for, in any order, with the same bytes.
///
/// Source for copula simulation of multivariate forecasts: R. Schefzik, T. Thorarinsdottir and T. Gneiting
/// (2013), doi:10.1214/13-STS443.
public struct PathSampler: Sendable {
  /// The number of paths.
  public let count: Int
  /// What selects the random numbers.
  public let seed: UInt64

  private let forecast: BatchForecast
  private let normals: StratifiedNormals
  private let memory: ShockMemory
  /// One matrix per future week: paths × past weeks.
  private let sharedShocks: [Matrix]

  /// Prepares the shared shocks.
  ///
  /// - Parameters:
  ///   - forecast: Whose series the paths are for.
  ///   - count: At least one.
  ///   - seed: The same seed gives the same paths.
  /// - Complexity: O(count · horizon · past weeks), at most ``BatchForecast/rememberedWeeks`` of them.
  public init(_ forecast: BatchForecast, count: Int, seed: UInt64) {
    precondition(count > 0, "at least one path is needed")
    self.forecast = forecast
    self.count = count
    self.seed = seed
    let memory = ShockMemory(forecast.series)
    self.memory = memory
    let normals = StratifiedNormals(count: count)
    self.normals = normals
    // A stream per past week: a week keeps its numbers when other weeks come or go.
    sharedShocks = (0..<forecast.horizon).map { step in
      var columns: [Double] = []
      columns.reserveCapacity(count * memory.weeks.count)
      for week in memory.weeks {
        let key = UInt64(bitPattern: Int64(week)) &* 1009 &+ UInt64(step)
        columns += normals.shuffled(stream: key, seed: seed)
      }
      return Matrix(rows: count, columns: memory.weeks.count, columnMajor: columns)
    }
  }

  /// As many paths of the same forecast from other random numbers.
  package func resampled(seed: UInt64) -> PathSampler {
    PathSampler(forecast, count: count, seed: seed)
  }

  /// The paths of the series at a position: `count` rows, one column per week ahead.
  ///
  /// - Complexity: O(count · horizon · past weeks)
  public func paths(of index: Int) -> Matrix { paths(of: [index])[0] }

  /// The paths of several series, each the same as if it were asked for alone.
  ///
  /// What series of one group share is drawn once.
  ///
  /// - Complexity: O(count · horizon · past weeks) for each
  public func paths(of indices: [Int]) -> [Matrix] {
    var drawn: [String: [[Double]]] = [:]
    return indices.map { index in
      let series = forecast.series[index]
      let (loadings, share) = memory.loadings(of: series)
      let common = series.group == nil ? 0 : memory.commonCorrelation
      let commonWeight = ((1 - share) * common).squareRoot()
      let ownWeight = ((1 - share) * (1 - common)).squareRoot()
      let group = series.group ?? ""
      if commonWeight > 0, drawn[group] == nil {
        let stream = SeededGenerator.stableHash("\u{1E}\(group)")
        drawn[group] = (0..<forecast.horizon).map {
          normals.shuffled(stream: stream &+ UInt64($0), seed: seed)
        }
      }
      let grouped = commonWeight > 0 ? drawn[group]! : []

      var values: [Double] = []
      values.reserveCapacity(count * forecast.horizon)
      let stream = SeededGenerator.stableHash(series.name)
      // What happened since the last observation: the weeks that a stale series missed are past for the others,
      // whose shocks of the first week ahead say nothing of them. They are noise of its own.
      let missed = series.staleness.squareRoot()
      var walk =
        missed > 0
        ? normals.shuffled(stream: stream &- 1, seed: seed).map { missed * $0 }
        : [Double](repeating: 0, count: count)
      for step in 0..<forecast.horizon {
        let toStandard = 1 / series.weeksAhead(step).squareRoot()
        let own = normals.shuffled(stream: stream &+ UInt64(step), seed: seed)
        var shocks = share > 0 ? sharedShocks[step].times(loadings) : [Double](repeating: 0, count: count)
        if commonWeight > 0 {
          let grouped = grouped[step]
          for path in shocks.indices { shocks[path] += commonWeight * grouped[path] }
        }
        for path in walk.indices { walk[path] += shocks[path] + ownWeight * own[path] }
        QuantileCurve(series, step: step).append(walk, times: toStandard, to: &values)
      }
      return Matrix(rows: count, columns: forecast.horizon, columnMajor: values)
    }
  }
}

/// Standard normal numbers of which each stands for an equal share of the distribution, in a random order.
private struct StratifiedNormals: Sendable {
  private let quantiles: [Double]

  init(count: Int) {
    let normal = NormalDistribution(mean: 0, standardDeviation: 1)
    quantiles = (0..<count).map { normal.quantile((Double($0) + 0.5) / Double(count)) }
  }

  /// All of them in the order that a stream of random numbers gives: the shuffle of Fisher and Yates, in our
  /// own words so that no other version of the standard library gives other bytes.
  func shuffled(stream: UInt64, seed: UInt64) -> [Double] {
    var generator = SeededGenerator(seed: seed, stream: stream)
    var numbers = quantiles
    // On the buffer: the array would ask at every swap whether it is shared.
    numbers.withUnsafeMutableBufferPointer { numbers in
      var last = numbers.count - 1
      while last > 0 {
        let chosen = Int(generator.next().multipliedFullWidth(by: UInt64(last + 1)).high)
        numbers.swapAt(last, chosen)
        last -= 1
      }
    }
    return numbers
  }
}

/// The value of a series in a week as a function of a standard normal number, tabulated: one lookup per draw
/// instead of a normal integral and an exponential.
private struct QuantileCurve {
  /// 64 nodes per unit: linear interpolation errs by less than 1e-4 of a unit, far below sampling noise.
  private static let nodesPerUnit = 64.0
  private static let reach = 6.0
  private static let probabilities: [Double] = {
    let normal = NormalDistribution(mean: 0, standardDeviation: 1)
    return (0...Int(2 * reach * nodesPerUnit)).map {
      normal.cumulative(Double($0) / nodesPerUnit - reach)
    }
  }()

  private let values: [Double]

  init(_ series: SeriesForecast, step: Int) {
    let shape = series.errorShape(step)
    values = Self.probabilities.map { series.value(step: step, error: shape.quantile($0)) }
  }

  /// Appends the values at many standard normal numbers, each times a factor.
  func append(_ normals: [Double], times factor: Double, to results: inout [Double]) {
    for number in normals {
      let normal = min(max(number * factor, -Self.reach), Self.reach)
      let position = (normal + Self.reach) * Self.nodesPerUnit
      let below = min(Int(position), values.count - 2)
      results.append(values[below] + (values[below + 1] - values[below]) * (position - Double(below)))
    }
  }
}
