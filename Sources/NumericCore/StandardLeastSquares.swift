/// Least squares by Householder QR in `Double`, without refinement.
enum StandardLeastSquares {
  /// The fit, or nil when the rank is in doubt or the response near the ends of the range.
  static func fit(_ problem: LeastSquaresProblem) throws(LinearAlgebraError) -> LeastSquaresFit? {
    let scaled = ScaledDesign(problem.design, weights: problem.weights)
    let (m, n) = (scaled.rows, scaled.columns)
    guard problem.effectiveRows >= n else { return nil }
    // Squares of the response must neither overflow nor vanish; the refined solver scales it.
    let size = problem.response.reduce(0) { max($0, abs($1)) }
    guard size == 0 || (size > 0x1p-400 && size < 0x1p400) else { return nil }
    let qr = QRFactorization(
      Matrix(rows: m, columns: n, columnMajor: scaled.weighted), pivoted: true)
    guard qr.rank() == n else { return nil }

    let y = problem.response
    let roots = scaled.weights?.map { $0.squareRoot() }
    let weightedResponse = roots.map { w in y.indices.map { w[$0] * y[$0] } } ?? y
    let projected = qr.qTransposedTimes(weightedResponse)
    guard let solution = qr.solveR(Array(projected[..<n]), count: 1),
      let inverse = qr.solveR(Matrix.identity(n).elements, count: n)
    else { return nil }
    var coefficients = [Double](repeating: 0, count: n)
    // C with (AᵀWA)⁻¹ = CCᵀ is R⁻¹ with its rows in the order of the columns of A.
    var factor = [Double](repeating: 0, count: n * n)
    for (k, j) in qr.permutation.enumerated() {
      coefficients[j] = solution[k].scaled(byPowerOfTwo: -scaled.exponents[j])
      for l in 0..<n { factor[l * n + j] = inverse[l * n + k] }
    }
    guard coefficients.allSatisfy(\.isFinite) else { throw .resultOutOfRange }

    let fitted = problem.design.times(coefficients)
    let residuals = y.indices.map { y[$0] - fitted[$0] }
    let weight = scaled.weights ?? [Double](repeating: 1, count: m)
    var squares = CompensatedSum()
    for i in 0..<m { squares.add(weight[i] * residuals[i] * residuals[i]) }
    let unscaled = 1.0.scaled(byPowerOfTwo: scaled.weightExponent)
    let q = qr.q
    var leverages = [Double](repeating: 0, count: m)
    for j in 0..<n {
      for i in 0..<m { leverages[i] += q[i, j] * q[i, j] }
    }

    // The constant is in the span when nothing of it is left outside; rounding leaves about √m · 2⁻⁵³.
    let onesProjected = qr.qTransposedTimes(roots ?? [Double](repeating: 1, count: m))
    var (inside, outside) = (0.0, 0.0)
    for i in 0..<m {
      if i < n {
        inside += onesProjected[i] * onesProjected[i]
      } else {
        outside += onesProjected[i] * onesProjected[i]
      }
    }
    let tolerance = 4 * Double(max(m, n)) * Double.ulpOfOne
    let hasIntercept = outside <= tolerance * tolerance * (inside + outside)

    let degreesOfFreedom = problem.effectiveRows - n
    var standardErrors: [Double]?
    var covariance: Matrix?
    var variance: Double?
    if degreesOfFreedom > 0 {
      let s2 = squares.value / Double(degreesOfFreedom)
      variance = s2
      var matrix = Matrix(rows: n, columns: n)
      for i in 0..<n {
        for j in 0...i {
          var sum = 0.0
          for l in 0..<n { sum += factor[l * n + i] * factor[l * n + j] }
          let value = (s2 * sum).scaled(
            byPowerOfTwo: -scaled.exponents[i] - scaled.exponents[j])
          matrix[i, j] = value
          matrix[j, i] = value
        }
      }
      covariance = matrix
      standardErrors = (0..<n).map { matrix[$0, $0].squareRoot() }
    }
    return LeastSquaresFit(
      coefficients: coefficients, standardErrors: standardErrors, covariance: covariance,
      residuals: residuals, fitted: fitted,
      residualStandardDeviation: variance.map { ($0 * unscaled).squareRoot() },
      residualSumOfSquares: squares.value * unscaled,
      rSquared: totalSumOfSquares(y, weight: weight, centred: hasIntercept).map {
        1 - squares.value / $0
      },
      hasIntercept: hasIntercept, rank: n, degreesOfFreedom: degreesOfFreedom,
      conditionNumber: scaled.conditionNumber(inverseFactor: factor), leverages: leverages)
  }

  private static func totalSumOfSquares(
    _ y: [Double], weight: [Double], centred: Bool
  ) -> Double? {
    let active = y.indices.filter { weight[$0] > 0 }
    guard let first = active.first else { return nil }
    let reference = centred ? y[first] : 0
    guard active.contains(where: { y[$0] != reference }) else { return nil }
    var mean = 0.0
    if centred {
      var sum = CompensatedSum()
      var total = CompensatedSum()
      for i in active {
        sum.add(weight[i] * y[i])
        total.add(weight[i])
      }
      mean = sum.value / total.value
    }
    var squares = CompensatedSum()
    for i in active { squares.add(weight[i] * (y[i] - mean) * (y[i] - mean)) }
    return squares.value
  }

  /// One factorization for any number of responses.
  struct Solver {
    private enum Method {
      case factorization(QRFactorization, roots: [Double]?, exponents: [Int])
      case refined(RefinedLeastSquares)
    }

    private let method: Method
    private let rows: Int

    init(design: Matrix, weights: [Double]?) throws(LinearAlgebraError) {
      rows = design.rows
      let scaled = ScaledDesign(design, weights: weights)
      let effectiveRows = weights.map { $0.count { $0 > 0 } } ?? design.rows
      if effectiveRows >= design.columns {
        let qr = QRFactorization(
          Matrix(rows: scaled.rows, columns: scaled.columns, columnMajor: scaled.weighted),
          pivoted: true)
        if qr.rank() == scaled.columns {
          method = .factorization(
            qr, roots: scaled.weights?.map { $0.squareRoot() }, exponents: scaled.exponents)
          return
        }
      }
      let zero = [Double](repeating: 0, count: design.rows)
      method = .refined(
        RefinedLeastSquares(
          try LeastSquaresProblem(design: design, response: zero, weights: weights)))
    }

    /// The coefficients of `count` responses, column after column.
    func coefficients(
      _ responses: [Double], count: Int
    ) throws(LinearAlgebraError) -> [Double] {
      switch method {
      case .refined(let solver):
        var result: [Double] = []
        for j in 0..<count {
          result += try solver.solve(Array(responses[j * rows..<(j + 1) * rows])).coefficients
        }
        return result
      case .factorization(let qr, let roots, let exponents):
        var right = responses
        if let roots {
          for k in right.indices { right[k] *= roots[k % rows] }
        }
        guard
          var result = qr.solve(Matrix(rows: rows, columns: count, columnMajor: right))?.elements
        else { preconditionFailure("a design of full rank has no zero on the diagonal of R") }
        let n = exponents.count
        for k in result.indices {
          result[k] = result[k].scaled(byPowerOfTwo: -exponents[k % n])
        }
        return result
      }
    }
  }
}
