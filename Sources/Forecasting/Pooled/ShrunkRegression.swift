import NumericCore

/// Rows of a regression that belong to one series: features and outcomes, one column per outcome.
struct PatternRows: Sendable {
  var features: Matrix
  var outcomes: Matrix
  /// The week of the series that each row starts from.
  let weeks: [Int]

  var count: Int { weeks.count }
}

/// Normal equations XᵀWX and XᵀWY of some rows.
struct PatternMoments: Sendable {
  private(set) var gram: Matrix
  private(set) var moment: Matrix
  private(set) var rows: Double

  init(features: Int, outcomes: Int) {
    gram = Matrix(rows: features, columns: features)
    moment = Matrix(rows: features, columns: outcomes)
    rows = 0
  }

  /// - Parameter weights: One per row, at least zero.
  /// - Complexity: O(rows · features²)
  init(_ rows: PatternRows, weights: [Double]) {
    let roots = weights.map { $0.squareRoot() }
    let features = rows.features.scalingRows(by: roots)
    gram = features.gram()
    moment = features.transposedTimes(rows.outcomes.scalingRows(by: roots))
    self.rows = Double(rows.count)
  }

  /// Adds `share` times other moments.
  mutating func add(_ other: PatternMoments, times share: Double = 1) {
    gram.add(other.gram, times: share)
    moment.add(other.moment, times: share)
    rows += share * other.rows
  }
}

/// Least squares that series share: one solution for all, and for each series as much of its own as its rows
/// can tell.
///
/// With S and T the moments of all series per row, and Gᵢ, Bᵢ those of series i:
/// ```
/// b  = (S + diag(S)·p)⁻¹ T                             p = λ·penalty/N + ridge
/// βᵢ = b + (Gᵢ + K·(S + diag(S)·q))⁻¹ (Bᵢ − Gᵢ·b)       q = λ·penalty/N + ownRidge
/// ```
/// So b shrinks towards zero, that is towards the last value, while all series together have few rows N; and βᵢ
/// shrinks towards b while series i has fewer rows than K. βᵢ is the mean of the posterior distribution where the
/// prior of the coefficients has the precision of K rows.
///
/// Source for shrinkage of many regressions towards a common one: D. V. Lindley and A. F. M. Smith (1972),
/// doi:10.1111/j.2517-6161.1972.tb00885.x.
struct ShrunkRegression: Sendable {
  struct Settings: Sendable {
    /// λ, in rows of all series together.
    var priorRows: Double
    /// Ridge of the pooled solution, as a share of the diagonal.
    var ridge: Double
    /// K, in rows of one series.
    var pooledRows: Double
    /// Ridge of a series' departure from the pool, as a share of the diagonal.
    var ownRidge: Double
  }

  /// b, one column per outcome.
  let pooled: Matrix
  private let prior: Matrix
  private let pooledFactor: CholeskyFactorization
  private let rows: Double

  /// - Parameters:
  ///   - mean: S and T, moments per row.
  ///   - rows: N, the number of rows behind them.
  ///   - penalty: One per feature.
  /// - Returns: `nil` when the moments are not finite.
  init?(mean: PatternMoments, rows: Double, penalty: [Double], settings: Settings) {
    var system = mean.gram
    var prior = mean.gram
    let diagonal = (0..<system.rows).map { system[$0, $0] }
    let typical = diagonal.reduce(0, +) / Double(max(diagonal.count, 1))
    guard typical > 0, typical.isFinite else { return nil }
    for (i, size) in diagonal.enumerated() {
      let shrinkage = settings.priorRows * penalty[i] / rows
      // A feature that never moved gets a coefficient of zero instead of none.
      let dust = 1e-10 * typical
      system[i, i] += size * (shrinkage + settings.ridge) + dust
      prior[i, i] += size * (shrinkage + settings.ownRidge) + dust
    }
    guard let factor = CholeskyFactorization(system) else { return nil }
    pooled = factor.solve(mean.moment)
    pooledFactor = factor
    self.rows = rows
    prior.scale(by: settings.pooledRows)
    self.prior = prior
  }

  /// A series' own solution, with the factor from which leverages follow.
  struct Own: Sendable {
    /// βᵢ, one column per outcome.
    let coefficients: Matrix
    fileprivate let factor: CholeskyFactorization?
  }

  /// - Complexity: O(features³)
  func own(_ moments: PatternMoments) -> Own {
    var system = prior
    system.add(moments.gram)
    guard let factor = CholeskyFactorization(system) else { return Own(coefficients: pooled, factor: nil) }
    var right = moments.moment
    right.add(moments.gram.times(pooled), times: -1)
    var coefficients = factor.solve(right)
    coefficients.add(pooled)
    return Own(coefficients: coefficients, factor: factor)
  }

  /// About how much each row pulls its own fit towards itself: w·xᵀ(Gᵢ + K·M)⁻¹x + w·xᵀ(N·(S + …))⁻¹x with
  /// M = S + diag(S)·q.
  ///
  /// The first term is exact for a given pool. What the row does to the pool reaches its fit through
  /// (Gᵢ + K·M)⁻¹K·M only, a factor that is left out here; and where series count the same in the pool whatever
  /// their length, the rows of short ones pull by more than 1/N.
  func leverages(_ own: Own, _ rows: PatternRows, weights: [Double]) -> [Double] {
    let features = rows.features.transposed
    var result = [Double](repeating: 0, count: rows.count)
    for (factor, share) in [(own.factor, 1), (pooledFactor, 1 / self.rows)] {
      guard let factor else { continue }
      let white = factor.whiten(features)
      for row in result.indices { result[row] += share * weights[row] * white.squaredLength(ofColumn: row) }
    }
    return result
  }
}
