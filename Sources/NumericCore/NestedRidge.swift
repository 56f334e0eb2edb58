import RealModule

/// Ridge regressions on the first 0, 1, 2, … columns of a design, all from one factorization.
///
/// With A = XᵀX + Λ = LLᵀ, the leading blocks of L and of L⁻¹ are those of the smaller regressions. Hence, for
/// the first p columns, with z = L⁻¹Xᵀy and M = L⁻¹ (sums over the first p):
/// ```
/// βⱼ = Σₖ Mₖⱼ zₖ        penalised squares = yᵀy − Σ zₖ²        parameters = p − Σⱼ λⱼ Σₖ Mₖⱼ²
/// ```
/// Normal equations square the condition number of the design: for columns of like size that a penalty keeps
/// apart, where half of the digits are enough. Otherwise use ``LeastSquares``.
///
/// Source: T. Hastie, R. Tibshirani, J. Friedman, *The Elements of Statistical Learning*, 2nd ed. (2009), 3.4.1,
/// for the effective number of parameters.
package struct NestedRidge: Sendable {
  private let inverse: Matrix
  private let projected: [Double]
  /// For 0, 1, …, n columns: Σ (yᵢ − xᵢᵀβ)², without the penalty, at least 1e-12 of that for none; less is
  /// rounding.
  package let residualSumsOfSquares: [Double]
  /// For 0, 1, …, n columns: the trace of the hat matrix.
  package let effectiveParameters: [Double]

  /// - Parameters:
  ///   - gram: XᵀX, n × n; the lower triangle is read.
  ///   - moment: Xᵀy, n elements.
  ///   - sumOfSquares: yᵀy.
  ///   - penalty: The diagonal of Λ, n elements ≥ 0.
  /// - Returns: nil when XᵀX + Λ is not positive definite to working precision, or not finite.
  /// - Complexity: O(n³), whatever the number of rows.
  package init?(gram: Matrix, moment: [Double], sumOfSquares: Double, penalty: [Double]) {
    let n = gram.columns
    precondition(gram.rows == n && moment.count == n && penalty.count == n)
    var penalised = gram
    for j in 0..<n { penalised[j, j] += penalty[j] }
    guard let factorization = CholeskyFactorization(penalised), sumOfSquares.isFinite,
      moment.allSatisfy(\.isFinite)
    else { return nil }
    let lower = factorization.lower
    // M = L⁻¹, row by row.
    var inverse = Matrix(rows: n, columns: n)
    for k in 0..<n {
      let diagonal = 1 / lower[k, k]
      inverse[k, k] = diagonal
      for j in 0..<k {
        var sum = 0.0
        for i in j..<k { sum += lower[k, i] * inverse[i, j] }
        inverse[k, j] = -sum * diagonal
      }
    }
    let projected = (0..<n).map { k in (0...k).reduce(0) { $0 + inverse[k, $1] * moment[$1] } }

    var residuals = [sumOfSquares]
    var parameters = [0.0]
    var beta = [Double](repeating: 0, count: n)
    var lost = [Double](repeating: 0, count: n)
    var squares = sumOfSquares
    for k in 0..<n {
      squares -= projected[k] * projected[k]
      var (shrinkage, missing) = (0.0, 0.0)
      for j in 0...k {
        beta[j] += inverse[k, j] * projected[k]
        lost[j] += inverse[k, j] * inverse[k, j]
        shrinkage += penalty[j] * beta[j] * beta[j]
        missing += penalty[j] * lost[j]
      }
      residuals.append(max(squares - shrinkage, 1e-12 * sumOfSquares))
      parameters.append(max(Double(k + 1) - missing, 0))
    }
    self.inverse = inverse
    self.projected = projected
    residualSumsOfSquares = residuals
    effectiveParameters = parameters
  }

  /// The coefficients of the regression on the first `count` columns.
  package func coefficients(_ count: Int) -> [Double] {
    (0..<count).map { j in (j..<count).reduce(0) { $0 + inverse[$1, j] * projected[$1] } }
  }

  /// The average of the coefficients on the first p columns, for each p of `counts`, with Akaike's weights
  /// exp(−½ AICc): columns left out count as zero.
  ///
  /// AICc = m·log(RSS/m) + 2k·m/(m − k − 1), with k the effective number of parameters and one for the variance.
  /// Weights instead of the one best number do not jump between two that are about as good.
  ///
  /// - Parameters:
  ///   - counts: The regressions that are averaged.
  ///   - rows: m, the number of observations behind the sums.
  /// - Returns: n coefficients; nil when m leaves no degree of freedom to any of them.
  ///
  /// Sources: C. M. Hurvich, C.-L. Tsai (1989), doi:10.1093/biomet/76.2.297; K. P. Burnham, D. R. Anderson (2004),
  /// doi:10.1177/0049124104268644.
  package func averagedCoefficients(counts: [Int], rows: Int) -> [Double]? {
    var result = [Double](repeating: 0, count: inverse.columns)
    // No response, no coefficients.
    guard residualSumsOfSquares[0] > 0 else { return result }
    let m = Double(rows)
    let candidates = counts.compactMap { count -> (count: Int, criterion: Double)? in
      let k = effectiveParameters[count] + 1
      guard m - k - 1 > 0 else { return nil }
      // The ratio has no unit: a power of two of the response changes no digit.
      let ratio = residualSumsOfSquares[count] / residualSumsOfSquares[0]
      return (count, m * .log(ratio) + 2 * k * m / (m - k - 1))
    }
    guard let best = candidates.map(\.criterion).min(), best.isFinite else { return nil }
    var total = 0.0
    for (count, criterion) in candidates {
      let weight = Double.exp(-0.5 * (criterion - best))
      total += weight
      for (j, value) in coefficients(count).enumerated() { result[j] += weight * value }
    }
    return result.map { $0 / total }
  }
}
