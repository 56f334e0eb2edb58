import NumericCore

/// Weights of the candidates' departures from the last value.
///
/// The combination is ŷ = last + Σ wₘ·(k/(k + 4))·dₘ on the working scale, with dₘ the departure of candidate
/// m and k the number of known changes: one or two tell little about a trend, and the factor says so.
/// The weights minimise the squared error over the rolling origins under wₘ ≥ 0, in two stages of shrinkage:
/// those of all series of a kind towards a cautious prior, those of a series towards its kind's.
///
/// ```
/// pooled:  min Σ (r − Xw)² + (30 + rows)·Σ Sₘₘ (wₘ − priorₘ)²       S = mean Gram matrix per row
/// series:  min Σᵢ(r − Xw)² + 300·(w − pooled)ᵀ (S + 0.05·diag S) (w − pooled)
/// ```
/// Combination by least squares goes back to C. W. J. Granger and R. Ramanathan (1984),
/// doi:10.1002/for.3980030207; shrinkage of the weights to F. X. Diebold and P. Pauly (1990),
/// doi:10.1016/0169-2070(90)90028-A.
enum CombinationWeights {
  /// What is combined, beside the last value, whose departure is zero by definition.
  ///
  /// A list of its own: a family joins it, with a prior, when measurements say so.
  static let candidates: [ModelFamily] = [.drift, .linear, .robust, .saturating, .damped]

  /// How many rows the prior counts for, and how many more as a share of the rows: origins of one week
  /// share its shocks, so that rows tell less than their number.
  static let priorRows = 30.0
  static let priorShare = 1.0
  /// How many rows the pooled weights count for.
  static let pooledRows = 300.0
  /// Rows with a greater outcome, in standard deviations, are weighted down to count as if they had this one.
  static let outlierLimit = 4.0

  /// Weights before any data: the whole of the common departure for bounded scores, which approach their
  /// maximum; a fifth of a damped trend for series without a bound, whose short trends are mostly noise.
  static func prior(_ kind: SeriesKind) -> [Double] {
    CombinationWeights.candidates.map { family in
      switch (family, kind) {
      case (.drift, .bounded), (.robust, .bounded): 0.2
      case (.saturating, .bounded), (.damped, .bounded): 0.3
      case (.damped, _): 0.2
      default: 0
      }
    }
  }

  /// The share of a departure that n observations carry: of k changes k/(k + 4). One change is no trend; of a pace
  /// that differs between series by half of what single weeks stray by, k changes tell this share.
  static func trust(_ count: Int) -> Double { Double(count - 1) / Double(count + 3) }

  /// Normal equations of one or more series.
  struct Moments: Sendable {
    var gram = Matrix(rows: CombinationWeights.candidates.count, columns: CombinationWeights.candidates.count)
    var moment = [Double](repeating: 0, count: CombinationWeights.candidates.count)
    var rows = 0.0

    init() {}

    init(_ origins: RollingOrigins) {
      let width = CombinationWeights.candidates.count
      for row in 0..<origins.rowCount {
        let outcome = origins.outcomes[row]
        let weight = min(1, CombinationWeights.outlierLimit / max(abs(outcome), 1e-300))
        let trust = CombinationWeights.trust(origins.counts[row])
        let departures = origins.departures(row: row).map { $0 * trust }
        for i in 0..<width {
          moment[i] += weight * departures[i] * outcome
          for j in 0..<width { gram[i, j] += weight * departures[i] * departures[j] }
        }
      }
      rows = Double(origins.rowCount)
    }

    mutating func add(_ other: Moments) {
      for i in moment.indices {
        moment[i] += other.moment[i]
        for j in moment.indices { gram[i, j] += other.gram[i, j] }
      }
      rows += other.rows
    }
  }

  /// The weights of a kind from the sum of its series' moments.
  static func pooled(_ moments: Moments, prior: [Double]) -> [Double] {
    var gram = moments.gram
    var moment = moments.moment
    for i in prior.indices {
      // A candidate without any departure so far keeps its prior weight.
      let penalty = (priorRows / max(moments.rows, 1) + priorShare) * gram[i, i] + 1e-6
      gram[i, i] += penalty
      moment[i] += penalty * prior[i]
    }
    return solve(gram, moment) ?? prior
  }

  /// The weights of a series, shrunk towards those of its kind.
  static func series(_ moments: Moments, kind: Moments, pooled: [Double]) -> [Double] {
    guard moments.rows > 0, kind.rows > 0 else { return pooled }
    var gram = moments.gram
    var moment = moments.moment
    for i in pooled.indices {
      for j in pooled.indices {
        let penalty =
          pooledRows * kind.gram[i, j] / kind.rows
          + (i == j ? 0.05 * pooledRows * kind.gram[i, i] / kind.rows + 1e-6 : 0)
        gram[i, j] += penalty
        moment[i] += penalty * pooled[j]
      }
    }
    return solve(gram, moment) ?? pooled
  }

  /// The non-negative minimiser, scaled back where its weights add up to more than one: a combination stays between
  /// the last value and the boldest of its candidates, also where a handful of rows ask for more. `nil` when overflow
  /// left the normal equations without numbers.
  private static func solve(_ gram: Matrix, _ moment: [Double]) -> [Double]? {
    guard let weights = try? LeastSquares.nonNegative(gram: gram, moment: moment).coefficients else {
      return nil
    }
    let sum = weights.reduce(0, +)
    return sum > 1 ? weights.map { $0 / sum } : weights
  }
}
