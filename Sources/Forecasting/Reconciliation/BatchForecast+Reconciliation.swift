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
      let moves = (0..<horizon).map { courses.moves(step: $0) }
      for (place, position) in sum.parts.enumerated() {
        moved[position] = series[position].moved(by: moves.map { $0[place] })
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
    var correlations = Matrix.identity(parts.count)
    for i in parts.indices {
      for j in 0..<i {
        correlations[i, j] = memory.correlation(parts[i], parts[j])
        correlations[j, i] = correlations[i, j]
      }
    }
    self.correlations = correlations
  }

  /// Whether the total knows weeks that a part does not.
  var totalTellsMore: Bool { known.contains { $0 < totalKnown } }

  /// How far each part is moved on its working scale.
  func moves(step: Int) -> [Double] {
    let none = [Double](repeating: 0, count: parts.count)
    let slices = parts.map { Slices($0, step: step) }
    let moments = slices.map { $0.moments(move: 0) }
    let whole = Slices(total, step: step).moments(move: 0)
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
    let totalAhead = total.weeksAhead(step)
    let totalWeekly = whole.variance / (totalAhead * (1 + totalAhead / (totalKnown + kappa)))
    // c: the covariance of a part's error with the gap, that is, what the total knows of the paces and the part
    // does not.
    var gapCovariances = [Double](repeating: 0, count: count)
    var totalPaceVariance = 0.0
    for i in 0..<count {
      for j in 0..<count {
        let common = correlations[i, j] * weekly[i] * weekly[j] * ahead[i] * ahead[j]
        gapCovariances[i] +=
          common
          * (1 / (max(known[i], known[j]) + kappa) - 1 / (max(known[i], totalKnown) + kappa))
        totalPaceVariance += common / (totalKnown + kappa)
      }
    }
    let explained = gapCovariances.reduce(0, +)
    let gap = whole.mean - moments.reduce(sum.difference) { $0 + $1.mean }
    guard explained > 0, gap != 0 else { return none }

    // s: what the total knows and the parts do not; what its pace leaves open, the more where the total is more
    // volatile than any dependence of the parts explains; what came since its last report; what the difference of
    // total and parts does; steps that only the parts show.
    let greatestSum = weekly.reduce(0, +)
    let excess = max(1, totalWeekly / (greatestSum * greatestSum))
    let paceShare = totalAhead / (totalKnown + kappa)
    var gapVariance = explained + excess * totalPaceVariance
    gapVariance += max(totalAhead - (ahead.min() ?? totalAhead), 0) * totalWeekly
    gapVariance += totalAhead * sum.differenceVariance + misreadSteps * paceShare * paceShare
    gapVariance = max(gapVariance, abs(gap) * gapVariance.squareRoot() / Self.greatestGap)

    // The theory's terms: w = W1 − c and v = s − 1ᵀW1 + 2·1ᵀw.
    let sums = (0..<count).map { i in (0..<count).reduce(0) { $0 + covariance(i, $1) } }
    let totalCovariances = zip(sums, gapCovariances).map { $0 - $1 }
    let agreed = MinimumTrace(
      parts: moments.map(\.mean),
      covariance: Matrix(columns: (0..<count).map { j in (0..<count).map { covariance($0, j) } }),
      total: whole.mean,
      totalVariance: gapVariance - sums.reduce(0, +) + 2 * totalCovariances.reduce(0, +),
      totalCovariances: totalCovariances, difference: sum.difference,
      bounds: parts.map { $0.scale.range })
    return zip(slices, agreed.parts).map { $0.move(toMean: $1) }
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
    errors = series.shapes[step].centres.map { series.spreads[step] * $0 }
  }

  func moments(move: Double) -> (mean: Double, variance: Double) {
    let values = errors.map { scale.value(working: location + move + $0) }
    let mean = values.reduce(0, +) / Double(values.count)
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
    return (mean, variance)
  }

  /// The move on the working scale after which the distribution has a mean, at most three spreads away.
  ///
  /// The mean rises with the move; false position with every third step a halving finds it.
  func move(toMean target: Double) -> Double {
    let tolerance = 1e-12 * max(abs(target), 1e-6)
    func excess(_ move: Double) -> Double { moments(move: move).mean - target }
    if abs(excess(0)) <= tolerance { return 0 }
    let reach = 3 * (errors.map(abs).max() ?? 0)
    var (low, high) = (-reach, reach)
    var (below, above) = (excess(low), excess(high))
    if below >= 0 { return low }
    if above <= 0 { return high }
    var move = 0.0
    for round in 0..<100 {
      move = round % 3 == 2 ? (low + high) / 2 : low - below * (high - low) / (above - below)
      let now = excess(move)
      if abs(now) <= tolerance || high - low <= 1e-14 * reach { break }
      if now < 0 { (low, below) = (move, now) } else { (high, above) = (move, now) }
    }
    return move
  }
}
