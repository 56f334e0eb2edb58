import NumericCore

/// Forecasts of parts and of their sum, made to agree: generalised least squares with bounds.
///
/// Let b be the forecasts of n parts, t that of a total which is their sum plus a known difference d, and V the
/// covariance of their errors,
///
///     V = | W   w |        W = Cov(parts), w = Cov(parts, total), v = Var(total)
///         | wᵀ  v |
///
/// The reconciled parts x minimise the generalised sum of squares within the bounds,
///
///     min rᵀV⁻¹r    r = (x − b, 1ᵀx + d − t)    lower ≤ x ≤ upper
///
/// and 1ᵀx + d is the reconciled total. Without bounds that is the coherent forecast with the least trace of its
/// error covariance among all linear unbiased ones. With the gap g = t − d − 1ᵀb and its covariances
/// c = W1 − w and s = 1ᵀW1 − 2·1ᵀw + v it reads
///
///     x = b + c·g/s        Ω = W − c·cᵀ/s
///
/// where Ω is the covariance of what is left of the parts' errors. V itself is never inverted: a part that is
/// certain stays where it is, and a total of infinite variance moves nothing.
///
/// Where x leaves the bounds, completing the square shows what remains: min (y − x)ᵀΩ⁻¹(y − x) over the box. Its
/// dual, min ½λᵀGλ − mᵀλ over multipliers λ ≥ 0 with G = CΩCᵀ and m = e − Cx for the bounds Cy ≥ e, is a
/// non-negative least-squares problem, and y = x + ΩCᵀλ.
///
/// ```swift
/// let agreed = MinimumTrace(
///   parts: [15.8, 19.3], covariance: Matrix(columns: [[0.04, 0], [0, 0.01]]), total: 35.3,
///   totalVariance: 0.05, totalCovariances: [0, 0], bounds: [0...18, 0...20])
/// print(agreed.parts, agreed.total)  // 15.88 and 19.32
/// ```
///
/// Source: S. L. Wickramasuriya, G. Athanasopoulos and R. J. Hyndman (2019), doi:10.1080/01621459.2018.1448825;
/// with bounds S. L. Wickramasuriya, B. A. Turlach and R. J. Hyndman (2020), doi:10.1007/s11222-020-09930-0.
public struct MinimumTrace: Sendable, Hashable {
  /// The reconciled parts, in order.
  public let parts: [Double]
  /// The reconciled total: the sum of the parts and the difference.
  public let total: Double
  /// What is left of each part's error variance, Ωᵢᵢ/Wᵢᵢ between 0 and 1; 1 for a part without variance.
  public let remaining: [Double]

  /// Reconciles forecasts of parts with one of their total.
  ///
  /// - Parameters:
  ///   - b: The forecasts of the parts, at least one.
  ///   - covariance: W, symmetric positive semidefinite; the lower triangle is read.
  ///   - total: t.
  ///   - totalVariance: v, which may be infinite.
  ///   - totalCovariances: w, one per part.
  ///   - difference: d.
  ///   - bounds: One range per part, either end of which may be infinite; b lies inside.
  /// - Precondition: All shapes agree. Where s is not above zero the gap tells nothing of errors, and the parts
  ///   stay.
  /// - Complexity: O(n²), and O(n³) per bound that is reached.
  public init(
    parts b: [Double], covariance: Matrix, total: Double, totalVariance: Double,
    totalCovariances: [Double], difference: Double = 0, bounds: [ClosedRange<Double>]
  ) {
    let n = b.count
    precondition(
      n > 0 && covariance.rows == n && covariance.columns == n && totalCovariances.count == n
        && bounds.count == n, "one row, column, covariance and range are needed for each of \(n) parts")
    func w(_ i: Int, _ j: Int) -> Double { i >= j ? covariance[i, j] : covariance[j, i] }
    let sums = (0..<n).map { i in (0..<n).reduce(0) { $0 + w(i, $1) } }
    let c = (0..<n).map { sums[$0] - totalCovariances[$0] }
    // s = 1ᵀc − 1ᵀw + v
    let s = (0..<n).reduce(totalVariance) { $0 + (c[$1] - totalCovariances[$1]) }
    guard s > 0 else {
      self.parts = b
      self.total = b.reduce(difference, +)
      remaining = b.map { _ in 1 }
      return
    }
    let gap = total - b.reduce(difference, +)
    var x = (0..<n).map { b[$0] + c[$0] / s * gap }
    remaining = (0..<n).map { i in
      let own = w(i, i)
      return own > 0 ? min(max(1 - c[i] / s * c[i] / own, 0), 1) : 1
    }
    if zip(x, bounds).contains(where: { !$1.contains($0) }) {
      x = Self.bounded(x, bounds) { w($0, $1) - c[$0] / s * c[$1] }
    }
    self.parts = x
    self.total = x.reduce(difference, +)
  }

  /// min (y − x)ᵀΩ⁻¹(y − x) over the box, by its dual.
  private static func bounded(
    _ x: [Double], _ bounds: [ClosedRange<Double>], omega: (Int, Int) -> Double
  ) -> [Double] {
    // One row of C per finite bound: the part, +1 for a lower and −1 for an upper bound, and e − Cx. In units of
    // the parts' own deviations, so that parts of any size are alike.
    let deviations = x.indices.map { max(omega($0, $0), 0).squareRoot() }
    var rows: [(part: Int, sign: Double, excess: Double)] = []
    for (i, range) in bounds.enumerated() where deviations[i] > 0 {
      if range.lowerBound.isFinite { rows.append((i, 1, (range.lowerBound - x[i]) / deviations[i])) }
      if range.upperBound.isFinite { rows.append((i, -1, (x[i] - range.upperBound) / deviations[i])) }
    }
    func clipped(_ values: [Double]) -> [Double] {
      zip(values, bounds).map { min(max($0, $1.lowerBound), $1.upperBound) }
    }
    var gram = Matrix(rows: rows.count, columns: rows.count)
    for (a, one) in rows.enumerated() {
      for (k, other) in rows.enumerated() {
        gram[a, k] =
          one.sign * other.sign * omega(one.part, other.part)
          / (deviations[one.part] * deviations[other.part])
      }
    }
    guard !rows.isEmpty,
      let dual = try? LeastSquares.nonNegative(gram: gram, moment: rows.map(\.excess)),
      dual.status == .converged
    else { return clipped(x) }
    var y = x
    for (row, multiplier) in zip(rows, dual.coefficients) where multiplier > 0 {
      for i in y.indices {
        y[i] += omega(i, row.part) / deviations[row.part] * row.sign * multiplier
      }
    }
    // A bound that is reached is reached exactly.
    return clipped(y)
  }
}
