/// Linear least squares: the β that minimises Σ wᵢ (yᵢ − xᵢᵀβ)².
///
/// Everything goes through an orthogonal factorization; normal equations of the design itself are never
/// formed.
public enum LeastSquares {
  /// How much work is spent on the last digits.
  public enum Accuracy: Sendable, Equatable {
    /// Householder QR of the scaled design in `Double`: relative errors of about κ · 10⁻¹⁶, where κ is the
    /// condition number of the design. For many small, well-conditioned problems.
    case standard
    /// The same, and all that matters in doubled precision: every digit for κ up to about 10¹⁴, beyond which
    /// a column counts as dependent. Three to five times the time of `standard`.
    case refined
  }

  /// Fits y ≈ Xβ.
  ///
  /// The design may have any shape and any rank. With dependent columns, or fewer rows than columns, the
  /// coefficients are those of least Euclidean norm among the minimisers, `rank` tells how many columns
  /// count, and standard errors are nil. A row of weight zero takes no part, and has a fitted value.
  ///
  /// Weights are inverse variances up to a common factor, not counts: repeating a row twice gives the
  /// coefficients of weight two, but one more degree of freedom.
  ///
  /// - Parameters:
  ///   - design: X, m × n, one row per observation; give the intercept as a column of ones.
  ///   - response: y, m elements.
  ///   - weights: w, m elements ≥ 0, not all zero; all one when nil.
  ///   - accuracy: Whether to refine in doubled precision.
  /// - Throws: ``LinearAlgebraError`` for shapes that differ, elements that are not finite, negative weights,
  ///   an empty design, or coefficients beyond the range of `Double`.
  /// - Complexity: O(m n²) time, O(m n) space.
  public static func fit(
    design: Matrix, response: [Double], weights: [Double]? = nil, accuracy: Accuracy = .refined
  ) throws(LinearAlgebraError) -> LeastSquaresFit {
    let problem = try LeastSquaresProblem(design: design, response: response, weights: weights)
    if accuracy == .standard, let fit = try StandardLeastSquares.fit(problem) { return fit }
    // The standard way hands over what it cannot vouch for.
    return try RefinedLeastSquares(problem).fit()
  }

  /// Fits the polynomial y ≈ β₀ + β₁x + … + βd xᵈ.
  ///
  /// More accurate than passing the powers as columns: a power rounded to `Double` has already lost what an
  /// ill-conditioned fit needs, whereas here the polynomials are built in doubled precision. The condition
  /// number reported is that of the powers.
  ///
  /// The polynomial is the only one of its degree: with no more distinct abscissae of positive weight than the
  /// degree, infinitely many fit equally well, and there is no fit. ``LeastSquaresFit/predict(polynomialAt:)``
  /// evaluates it.
  ///
  /// - Parameters:
  ///   - degree: d ≥ 0.
  ///   - x: Abscissae, m elements.
  ///   - y: Response, m elements.
  ///   - weights: m elements ≥ 0, not all zero; all one when nil.
  /// - Throws: ``LinearAlgebraError``, as the general form, for a negative degree, and for too few distinct
  ///   abscissae.
  /// - Complexity: O(m d²) time, O(m d) space.
  public static func fit(
    polynomialOfDegree degree: Int, x: [Double], y: [Double], weights: [Double]? = nil
  ) throws(LinearAlgebraError) -> LeastSquaresFit {
    guard degree >= 0 else { throw .invalidDegree(degree) }
    guard !x.isEmpty else { throw .notEnoughRows(required: 1, actual: 0) }
    try LeastSquaresProblem.check(vector: x, operand: .abscissa)
    // Powers of u = x · 2⁻ᵉ neither overflow nor vanish.
    let exponent = (x.map(abs).max() ?? 0).exponentOrZero
    let u = x.map { $0.scaled(byPowerOfTwo: -exponent) }
    let problem = try LeastSquaresProblem(
      design: powers(of: u, degree: degree), response: y, weights: weights)
    let distinct = Set(u.indices.filter { (weights?[$0] ?? 1) > 0 }.map { u[$0] }).count
    guard distinct > degree else { throw .notEnoughAbscissae(required: degree + 1, actual: distinct) }
    return try RefinedLeastSquares(problem, columns: .powers(of: u, exponent: exponent)).fit()
  }

  /// The matrix with columns 1, x, x², …, each element rounded.
  package static func powers(of x: [Double], degree: Int) -> Matrix {
    var columns = [[Double](repeating: 1, count: x.count)]
    for _ in 0..<degree {
      let last = columns[columns.count - 1]
      columns.append(x.indices.map { last[$0] * x[$0] })
    }
    return Matrix(columns: columns)
  }

  // MARK: Ridge

  /// Ridge regression with one penalty for every column: β minimises Σ wᵢ (yᵢ − xᵢᵀβ)² + λ Σ βⱼ².
  ///
  /// An intercept column is penalised like the others; to leave it free, give a penalty per column.
  ///
  /// - Parameters:
  ///   - design: X, m × n.
  ///   - response: y, m elements.
  ///   - penalty: λ ≥ 0, in units of a weight times the square of a predictor.
  ///   - weights: w, m elements ≥ 0, not all zero; all one when nil.
  /// - Throws: ``LinearAlgebraError``.
  /// - Complexity: O((m + n) n²).
  ///
  /// Source: A. E. Hoerl, R. W. Kennard, "Ridge regression: biased estimation for nonorthogonal problems",
  /// Technometrics 12 (1970), doi:10.1080/00401706.1970.10488634.
  public static func ridge(
    design: Matrix, response: [Double], penalty: Double, weights: [Double]? = nil
  ) throws(LinearAlgebraError) -> RidgeFit {
    try ridge(
      design: design, response: response,
      penalty: [Double](repeating: penalty, count: design.columns), weights: weights)
  }

  /// Ridge regression with a penalty per column: β minimises Σ wᵢ (yᵢ − xᵢᵀβ)² + Σ λⱼ βⱼ².
  ///
  /// Solved as ordinary least squares with one more row per penalised column, so that XᵀX is never formed.
  /// Penalties of zero leave a column free; with all of them zero the result is that of
  /// ``fit(design:response:weights:accuracy:)``.
  ///
  /// - Parameters:
  ///   - design: X, m × n.
  ///   - response: y, m elements.
  ///   - penalty: λ, n elements ≥ 0.
  ///   - weights: w, m elements ≥ 0, not all zero; all one when nil.
  /// - Throws: ``LinearAlgebraError``.
  /// - Complexity: O((m + n) n²).
  public static func ridge(
    design: Matrix, response: [Double], penalty: [Double], weights: [Double]? = nil
  ) throws(LinearAlgebraError) -> RidgeFit {
    let problem = try LeastSquaresProblem(design: design, response: response, weights: weights)
    guard penalty.count == design.columns else {
      throw .shapeMismatch(operand: .penalty, expected: design.columns, actual: penalty.count)
    }
    try LeastSquaresProblem.check(vector: penalty, operand: .penalty)
    if let index = penalty.firstIndex(where: { $0 < 0 }) {
      throw .invalidPenalty(index: index, value: penalty[index])
    }
    let (m, n) = (design.rows, design.columns)
    let penalised = (0..<n).filter { penalty[$0] > 0 }
    // The penalty of column j is the weight of an observation 0 ≈ βⱼ: no square root, hence no rounding.
    var augmented = Matrix(rows: m + penalised.count, columns: n)
    for j in 0..<n {
      for i in 0..<m { augmented[i, j] = design[i, j] }
    }
    for (k, j) in penalised.enumerated() { augmented[m + k, j] = 1 }
    let fit = try RefinedLeastSquares(
      try LeastSquaresProblem(
        design: augmented, response: response + [Double](repeating: 0, count: penalised.count),
        weights: (problem.weights ?? [Double](repeating: 1, count: m)) + penalised.map { penalty[$0] })
    ).fit()
    let residuals = Array(fit.residuals[..<m])
    var squares = CompensatedSum()
    for i in 0..<m { squares.add((weights?[i] ?? 1) * residuals[i] * residuals[i]) }
    let leverages = Array(fit.leverages[..<m])
    return RidgeFit(
      coefficients: fit.coefficients, residuals: residuals, fitted: Array(fit.fitted[..<m]),
      residualSumOfSquares: squares.value,
      effectiveDegreesOfFreedom: CompensatedSum(leverages).value, leverages: leverages)
  }

  // MARK: Many responses

  /// The coefficients of many responses on one design, by a single factorization.
  ///
  /// Standard accuracy. Responses are taken in blocks of 256 columns, so that the workspace stays bounded by
  /// 256 (m + n) numbers, whatever their number. A design of deficient rank gives the solutions of least
  /// norm.
  ///
  /// - Parameters:
  ///   - design: X, m × n.
  ///   - responses: Y, m × k, one column per response.
  ///   - weights: w, m elements ≥ 0, common to all responses; all one when nil.
  /// - Returns: B, n × k, column by column the coefficients of the responses.
  /// - Throws: ``LinearAlgebraError``.
  /// - Complexity: O(m n² + m n k).
  public static func solve(
    design: Matrix, responses: Matrix, weights: [Double]? = nil
  ) throws(LinearAlgebraError) -> Matrix {
    try LeastSquaresProblem.check(design: design)
    guard responses.rows == design.rows else {
      throw .shapeMismatch(operand: .response, expected: design.rows, actual: responses.rows)
    }
    if let place = responses.firstNonfinite {
      throw .nonfinite(operand: .response, row: place.row, column: place.column)
    }
    if let weights { try LeastSquaresProblem.check(weights: weights, rows: design.rows) }
    let solver = try StandardLeastSquares.Solver(design: design, weights: weights)
    let (m, n, k) = (design.rows, design.columns, responses.columns)
    var result: [Double] = []
    result.reserveCapacity(n * k)
    for start in stride(from: 0, to: k, by: 256) {
      let end = min(k, start + 256)
      result.append(
        contentsOf: try solver.coefficients(
          Array(responses.elements[start * m..<end * m]), count: end - start))
    }
    guard result.allSatisfy(\.isFinite) else { throw .resultOutOfRange }
    return Matrix(rows: n, columns: k, columnMajor: result)
  }
}
