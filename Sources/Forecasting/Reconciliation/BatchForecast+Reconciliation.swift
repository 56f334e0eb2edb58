import NumericCore

/// A series that is the sum of others, plus a difference that is carried on.
public struct SumOfSeries: Sendable, Hashable {
  /// The position of the total in the batch.
  public let total: Int
  /// The positions of its parts.
  public let parts: [Int]
  /// What the total has beyond the sum of its parts.
  public let difference: Double
  /// The mean squared change of the difference in a week.
  public let differenceVariance: Double

  /// - Parameters:
  ///   - total: A position in the batch.
  ///   - parts: Other positions, at least one.
  ///   - difference: What the total has beyond the sum of its parts.
  ///   - differenceVariance: The mean squared change of the difference in a week, zero where it stood still.
  public init(total: Int, parts: [Int], difference: Double = 0, differenceVariance: Double = 0) {
    precondition(!parts.isEmpty && !parts.contains(total), "a sum has parts, and is none of them")
    self.total = total
    self.parts = parts
    self.difference = difference
    self.differenceVariance = differenceVariance
  }
}

extension BatchForecast {
  /// The forecast with the parts of every sum moved as far as the forecast of their total tells something that
  /// they do not know themselves (``MinimumTrace``).
  ///
  /// The total's own forecast stays as it is, for comparison; the coherent one is the sum of the moved parts and
  /// the difference. See <doc:Reconciliation> for the covariances.
  ///
  /// - Parameters:
  ///   - sums: No series is part of two of them.
  ///   - batch: What was forecast.
  /// - Complexity: O(parts² · remembered weeks + horizon · parts³) per sum.
  public func reconciled(_ sums: [SumOfSeries], in batch: SeriesBatch) -> BatchForecast {
    precondition(batch.count == series.count, "the batch is not the one that was forecast")
    guard !sums.isEmpty else { return self }
    let memory = ShockMemory(series)
    var moved = series
    for sum in sums {
      let courses = SumCourses(sum, series: series, batch: batch, memory: memory)
      guard courses.totalTellsMore else { continue }
      let weeks = (0..<horizon).map { courses.reconciled(step: $0) }
      for (place, position) in sum.parts.enumerated() {
        moved[position] = series[position].moved(
          by: weeks.map { $0[place].move }, narrowed: weeks.map { $0[place].factor })
      }
    }
    return BatchForecast(horizon: horizon, series: moved)
  }
}

/// The forecasts of a total and of its parts, with the covariance of their errors.
///
/// The error of a forecast h weeks after the last observation is what these weeks bring, and what is not known of
/// the pace: with weekly changes of variance q about a pace that n weeks tell,
///
///     h·q + h²·q/(n + κ)
///
/// What the weeks bring is the same for a total and for the sum of its parts, whoever forecasts it. Only what is
/// not known of the pace differs, so only there can the total tell something. Two forecasts that know n and m weeks
/// of one pace have errors in common: those of the one that knows more, h²·q/(max(n, m) + κ).
private struct SumCourses {
  let sum: SumOfSeries
  private let parts: [SeriesForecast]
  private let total: SeriesForecast
  /// Weeks known of each part and of the total.
  private let known: [Double]
  private let totalKnown: Double
  private let correlations: Matrix
  /// Steps of parts that the total's forecast takes for pace, squared and summed.
  private let misreadSteps: Double

  /// How many weeks the assumption counts for that a series has no pace: as in the dependence between series.
  static let weeksWithoutPace = ShockMemory.independentWeeks
  /// A gap counts up to so many of its standard deviations: a greater one is a disagreement and no error of pace.
  static let greatestGap = 2.0

  init(_ sum: SumOfSeries, series: [SeriesForecast], batch: SeriesBatch, memory: ShockMemory) {
    self.sum = sum
    parts = sum.parts.map { series[$0] }
    let total = series[sum.total]
    self.total = total
    func weeks(_ position: Int) -> Double {
      let times = batch[position].times
      return min(times[times.endIndex - 1] - times[times.startIndex], Double(BatchForecast.rememberedWeeks))
    }
    known = sum.parts.map(weeks)
    totalKnown = weeks(sum.total)
    let start = batch[sum.total].times[batch[sum.total].times.startIndex]
    misreadSteps = parts.flatMap(\.record.steps).reduce(0) { sum, step in
      let isSeen = step.time <= start || total.record.steps.contains { abs($0.time - step.time) <= 1 }
      return isSeen ? sum : sum + step.size * step.size
    }
    let loadings = parts.map { memory.loadings(of: $0).loadings }
    var correlations = Matrix.identity(parts.count)
    for i in parts.indices {
      for j in 0..<i {
        correlations[i, j] = zip(loadings[i], loadings[j]).reduce(0) { $0 + $1.0 * $1.1 }
        correlations[j, i] = correlations[i, j]
      }
    }
    self.correlations = correlations
  }

  /// Whether the total knows weeks that a part does not.
  var totalTellsMore: Bool { known.contains { $0 < totalKnown } }

  /// How far each part is moved on its working scale, and how much of its spread is left.
  func reconciled(step: Int) -> [(move: Double, factor: Double)] {
    let none = parts.map { _ in (move: 0.0, factor: 1.0) }
    let slices = parts.map { Slices($0, step: step) }
    let moments = slices.map { $0.moments(move: 0, factor: 1) }
    let whole = Slices(total, step: step).moments(move: 0, factor: 1)
    let count = parts.count
    func covariance(_ i: Int, _ j: Int) -> Double {
      correlations[i, j] * (moments[i].variance * moments[j].variance).squareRoot()
    }
    // Weekly changes: q from h·q + h²·q/(n + κ).
    let kappa = Self.weeksWithoutPace
    let ahead = parts.map { $0.weeksAhead(step) }
    let weekly = (0..<count).map {
      (moments[$0].variance / (ahead[$0] * (1 + ahead[$0] / (known[$0] + kappa)))).squareRoot()
    }
    // c: the covariance of a part's error with the gap, that is, what the part does not know of the paces and the
    // total does.
    var gapCovariances: [Double] = []
    var totalPaceVariance = 0.0
    for i in 0..<count {
      var known_i = 0.0
      for j in 0..<count {
        let common = correlations[i, j] * weekly[i] * weekly[j] * ahead[i] * ahead[j]
        known_i +=
          common
          * (1 / (max(known[i], known[j]) + kappa) - 1 / (max(known[i], totalKnown) + kappa))
        totalPaceVariance += common / (totalKnown + kappa)
      }
      gapCovariances.append(known_i)
    }
    let explained = gapCovariances.reduce(0, +)
    guard explained > 0 else { return none }

    let sums = (0..<count).map { i in (0..<count).reduce(0) { $0 + covariance(i, $1) } }
    let gap = whole.mean - moments.reduce(sum.difference) { $0 + $1.mean }
    let weeks = total.weeksAhead(step)
    // The variance of the gap: what the total's own distribution says, at least what its pace leaves open twice,
    // once as its uncertainty and once more since parts have courses of their own; what the difference of total
    // and parts does; steps that only the parts show.
    var gapVariance = max(
      whole.variance - sums.reduce(0, +) + 2 * explained, explained + totalPaceVariance)
    gapVariance += weeks * sum.differenceVariance
    gapVariance += misreadSteps * (weeks / (totalKnown + kappa)) * (weeks / (totalKnown + kappa))
    gapVariance = max(gapVariance, abs(gap) * gapVariance.squareRoot() / Self.greatestGap)

    // v = s − 1ᵀW1 + 2·1ᵀw with w = W1 − c.
    let totalCovariances = zip(sums, gapCovariances).map { $0 - $1 }
    let agreed = MinimumTrace(
      parts: moments.map(\.mean),
      covariance: Matrix(columns: (0..<count).map { j in (0..<count).map { covariance($0, j) } }),
      total: whole.mean,
      totalVariance: gapVariance - sums.reduce(0, +) + 2 * totalCovariances.reduce(0, +),
      totalCovariances: totalCovariances, difference: sum.difference,
      bounds: parts.map { $0.scale.range })
    return (0..<count).map { i in
      let factor = agreed.remaining[i].squareRoot()
      return (slices[i].move(toMean: agreed.parts[i], factor: factor), factor)
    }
  }
}

extension ValueScale {
  /// All possible values.
  fileprivate var range: ClosedRange<Double> {
    switch self {
    case .real: -Double.infinity...Double.infinity
    case .positive: 0...Double.infinity
    case .bounded(let maximum): 0...maximum
    }
  }
}

/// A predictive distribution as equally likely slices, as ``PredictiveDistribution`` takes its mean.
private struct Slices {
  private let scale: ValueScale
  private let location: Double
  private let errors: [Double]

  init(_ series: SeriesForecast, step: Int) {
    scale = series.scale
    location = series.locations[step]
    errors = PredictiveDistribution.meanSlices.map { series.spreads[step] * series.shapes[step].quantile($0) }
  }

  func moments(move: Double, factor: Double) -> (mean: Double, variance: Double) {
    let values = errors.map { scale.value(working: location + move + factor * $0) }
    let mean = values.reduce(0, +) / Double(values.count)
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
    return (mean, variance)
  }

  /// The move on the working scale after which the distribution has a mean, at most three spreads away.
  ///
  /// The mean rises with the move, so halving intervals finds it; false position is faster where it is straight.
  func move(toMean target: Double, factor: Double) -> Double {
    let reach = 3 * (errors.map(abs).max() ?? 0)
    func excess(_ move: Double) -> Double { moments(move: move, factor: factor).mean - target }
    var (low, high) = (-reach, reach)
    var (below, above) = (excess(low), excess(high))
    if below >= 0 { return low }
    if above <= 0 { return high }
    let tolerance = 1e-12 * max(abs(target), 1e-6)
    var move = 0.0
    for round in 0..<100 {
      // Illinois would do as well; a halving in between keeps the interval shrinking.
      move = round % 3 == 2 ? (low + high) / 2 : low - below * (high - low) / (above - below)
      let now = excess(move)
      if abs(now) <= tolerance || high - low <= 1e-14 * reach { break }
      if now < 0 { (low, below) = (move, now) } else { (high, above) = (move, now) }
    }
    return move
  }
}
