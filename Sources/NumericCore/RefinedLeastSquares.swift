/// Least squares in doubled precision, for any rank.
///
/// Goals, in order: every digit of a coefficient and of a standard error; a right report of the rank; speed.
struct RefinedLeastSquares {
  /// What is known of the columns of the design.
  enum Columns {
    /// As in the matrix.
    case explicit
    /// Column j stands for (2ᵉu)ʲ; the matrix holds the rounded powers of u, |u| < 2.
    case powers(of: [Double], exponent: Int)
  }

  let problem: LeastSquaresProblem
  let scaled: ScaledDesign
  /// The independent columns, in the order of the basis; nil when every entry is zero.
  let basis: OrthogonalBasis?
  let independent: [Int]
  /// Exponents e of the columns of `problem.design` against those of the basis.
  private let basisExponents: [Int]
  /// The same against the columns that the caller means: their coefficients are 2⁻ᵉ times the basis's.
  private let exponents: [Int]

  init(_ problem: LeastSquaresProblem, columns: Columns = .explicit) {
    self.problem = problem
    let scaled = ScaledDesign(problem.design, weights: problem.weights)
    self.scaled = scaled
    let n = scaled.columns
    var outer = [Int](repeating: 0, count: n)
    if case .powers(let u, let exponent) = columns {
      outer = (0..<n).map { $0 * exponent }
      if let basis = OrthogonalBasis(polynomialOfDegree: n - 1, u: u, weights: scaled.weights) {
        self.basis = basis
        independent = Array(0..<n)
        basisExponents = [Int](repeating: 0, count: n)
        exponents = outer
        return
      }
    }
    basisExponents = scaled.exponents
    exponents = zip(scaled.exponents, outer).map { $0 + $1 }
    var order = Array(0..<n)
    if !Self.isClearlyIndependent(scaled, effectiveRows: problem.effectiveRows) {
      order = scaled.independentColumns()
    }
    independent = order
    basis = order.isEmpty ? nil : OrthogonalBasis(scaled, columns: order)
  }

  /// Whether rounding in `Double` leaves no doubt that the rank is full.
  private static func isClearlyIndependent(_ design: ScaledDesign, effectiveRows: Int) -> Bool {
    guard effectiveRows >= design.columns, design.lengths.allSatisfy({ $0 > 0 }) else { return false }
    let qr = LAPACK.qr(design.weighted, rows: design.rows, columns: design.columns, pivoted: true)
    let last = abs(qr.packed[(design.columns - 1) * design.rows + design.columns - 1])
    return last > 1e-10 * abs(qr.packed[0])
  }

  var rank: Int { basis?.count ?? 0 }
  var isFullRank: Bool { rank == scaled.columns }

  /// The coefficients of the original columns for a response scaled by 2^-`exponent`.
  private func coefficients(
    at z: [DoubleDouble], exponent: Int
  ) throws(LinearAlgebraError) -> [Double] {
    var result = [Double](repeating: 0, count: scaled.columns)
    guard let basis else { return result }
    let values = basis.coefficients(at: z)
    for (k, j) in independent.enumerated() {
      result[j] = values[k].scaled(byPowerOfTwo: exponent - exponents[j]).value
    }
    if !isFullRank { try spread(&result, basis: basis) }
    guard result.allSatisfy(\.isFinite) else { throw .resultOutOfRange }
    return result
  }

  /// Replaces the basic solution by the one of least norm.
  ///
  /// With A₂ = A₁T for the dependent columns A₂, every (b − Tβ₂, β₂) fits equally well; the β₂ of least norm
  /// is itself a least-squares problem, [T; I] β₂ ≈ [b; 0].
  private func spread(
    _ coefficients: inout [Double], basis: OrthogonalBasis
  ) throws(LinearAlgebraError) {
    let m = scaled.rows
    let chosen = Set(independent)
    let dependent = (0..<scaled.columns).filter { !chosen.contains($0) && scaled.lengths[$0] > 0 }
    guard !dependent.isEmpty else { return }
    var columns: [[Double]] = []
    for (position, j) in dependent.enumerated() {
      let z = basis.coordinates(of: Array(scaled.exact[j * m..<(j + 1) * m]))
      let values = basis.coefficients(at: z)
      var column = independent.enumerated().map { k, i in
        values[k].scaled(byPowerOfTwo: exponents[j] - exponents[i]).value
      }
      column += dependent.indices.map { $0 == position ? 1 : 0 }
      guard column.allSatisfy(\.isFinite) else { throw .resultOutOfRange }
      columns.append(column)
    }
    let basic = independent.map { coefficients[$0] }
    guard basic.allSatisfy(\.isFinite) else { throw .resultOutOfRange }
    let inner = RefinedLeastSquares(
      try LeastSquaresProblem(
        design: Matrix(columns: columns),
        response: basic + [Double](repeating: 0, count: dependent.count), weights: nil))
    let solution = try inner.solve(inner.problem.response)
    for (k, i) in independent.enumerated() { coefficients[i] = solution.residuals[k] }
    for (k, j) in dependent.enumerated() { coefficients[j] = solution.coefficients[k] }
  }

  /// y · 2⁻ᵉ of size one, zero where there is no weight, and e.
  ///
  /// A row without weight must not set the scale: the others could vanish beside it.
  private func scaledResponse(_ y: [Double]) -> (unit: [Double], exponent: Int) {
    let active = y.indices.filter { isActive($0) }
    let exponent = (active.map { abs(y[$0]) }.max() ?? 0).exponentOrZero
    return (
      y.indices.map { isActive($0) ? y[$0].scaled(byPowerOfTwo: -exponent) : 0 }, exponent
    )
  }

  private func isActive(_ row: Int) -> Bool { scaled.weights.map { $0[row] > 0 } ?? true }

  /// ŷ and y − ŷ in units of y, from the residuals of the scaled response.
  private func unscaled(
    _ residuals: [DoubleDouble], unit: [Double], exponent: Int, response y: [Double]
  ) -> (fitted: [Double], residuals: [Double]) {
    let fitted = y.indices.map {
      (DoubleDouble(unit[$0]) - residuals[$0]).value.scaled(byPowerOfTwo: exponent)
    }
    return (
      fitted,
      y.indices.map {
        isActive($0)
          ? residuals[$0].value.scaled(byPowerOfTwo: exponent) : y[$0] - fitted[$0]
      }
    )
  }

  /// Coefficients and residuals alone, for a response of the problem's length.
  func solve(
    _ y: [Double]
  ) throws(LinearAlgebraError) -> (coefficients: [Double], residuals: [Double]) {
    guard let basis else { return ([Double](repeating: 0, count: scaled.columns), y) }
    let (unit, exponent) = scaledResponse(y)
    let z = basis.coordinates(of: unit)
    let residuals = basis.residuals(of: unit, at: z)
    return (
      try coefficients(at: z, exponent: exponent),
      unscaled(residuals, unit: unit, exponent: exponent, response: y).residuals
    )
  }

  /// The fit with everything that is reported of it.
  func fit() throws(LinearAlgebraError) -> LeastSquaresFit {
    let y = problem.response
    let m = scaled.rows
    let n = scaled.columns
    let (unit, exponent) = scaledResponse(y)
    let degreesOfFreedom = problem.effectiveRows - rank

    var z: [DoubleDouble] = []
    var residuals = unit.map { DoubleDouble($0) }
    var hasIntercept = false
    var leverages = [Double](repeating: 0, count: m)
    if let basis {
      z = basis.coordinates(of: unit)
      residuals = basis.residuals(of: unit, at: z)
      hasIntercept = containsConstant(basis)
      leverages = basis.leverages()
    }
    let residualSquares = weightedSquares(residuals)
    let totalSquares = totalSumOfSquares(unit, centred: hasIntercept)

    let coefficients = try coefficients(at: z, exponent: exponent)
    // Sums of squares were formed from y · 2⁻ᵉ and w · 2⁻ᶠ; undo both. f is even.
    let sumExponent = 2 * exponent + scaled.weightExponent
    var standardDeviation: Double?
    if degreesOfFreedom > 0 {
      let root = (residualSquares / Double(degreesOfFreedom)).squareRoot
      standardDeviation = root.value.scaled(
        byPowerOfTwo: exponent + scaled.weightExponent / 2)
    }
    var standardErrors: [Double]?
    var covariance: Matrix?
    var conditionNumber = Double.infinity
    if let basis, isFullRank {
      let factor = basis.inverseFactor()
      conditionNumber = self.conditionNumber(factor)
      if degreesOfFreedom > 0 {
        let variance = residualSquares / Double(degreesOfFreedom)
        let deviation = variance.squareRoot
        var errors = [Double](repeating: 0, count: n)
        var matrix = Matrix(rows: n, columns: n)
        // The basis may hold the columns in another order.
        for (a, i) in independent.enumerated() {
          for (b, j) in independent.enumerated() where b <= a {
            var sum = DoubleDouble.zero
            for k in 0..<n { sum += factor[a * n + k] * factor[b * n + k] }
            let value = (variance * sum).value.scaled(
              byPowerOfTwo: 2 * exponent - exponents[i] - exponents[j])
            matrix[i, j] = value
            matrix[j, i] = value
            if a == b {
              errors[i] = (deviation * sum.squareRoot).value.scaled(
                byPowerOfTwo: exponent - exponents[i])
            }
          }
        }
        standardErrors = errors
        covariance = matrix
      }
    }
    let reported = unscaled(residuals, unit: unit, exponent: exponent, response: y)
    return LeastSquaresFit(
      coefficients: coefficients, standardErrors: standardErrors, covariance: covariance,
      residuals: reported.residuals, fitted: reported.fitted,
      residualStandardDeviation: standardDeviation,
      residualSumOfSquares: residualSquares.value.scaled(byPowerOfTwo: sumExponent),
      rSquared: totalSquares.map { (DoubleDouble(1) - residualSquares / $0).value },
      hasIntercept: hasIntercept, rank: rank, degreesOfFreedom: degreesOfFreedom,
      conditionNumber: conditionNumber, leverages: leverages)
  }

  /// Whether the vector of ones lies in the span, up to the rounding of columns to `Double`.
  private func containsConstant(_ basis: OrthogonalBasis) -> Bool {
    let ones = [Double](repeating: 1, count: scaled.rows)
    let rest = basis.residuals(of: ones, at: basis.coordinates(of: ones))
    let tolerance = 8 * Double(scaled.columns) * Double.ulpOfOne
    let length = weightedSquares(ones.map { DoubleDouble($0) }).value
    return weightedSquares(rest).value <= tolerance * tolerance * length
  }

  private func weightedSquares(_ values: [DoubleDouble]) -> DoubleDouble {
    var sum = DoubleDouble.zero
    for i in values.indices {
      let weight = scaled.weights?[i] ?? 1
      // A row without weight may hold anything, even what overflowed in scaling.
      if weight > 0 { sum += values[i] * values[i] * weight }
    }
    return sum
  }

  /// Σ w (y − ȳ)², or Σ w y²; nil when y is constant, or zero, wherever it has weight.
  private func totalSumOfSquares(_ y: [Double], centred: Bool) -> DoubleDouble? {
    let weight = scaled.weights ?? [Double](repeating: 1, count: y.count)
    let active = y.indices.filter { weight[$0] > 0 }
    guard let first = active.first else { return nil }
    let reference = centred ? y[first] : 0
    guard active.contains(where: { y[$0] != reference }) else { return nil }
    var mean = DoubleDouble.zero
    if centred {
      var total = DoubleDouble.zero
      for i in active {
        mean += DoubleDouble.product(weight[i], y[i])
        total = total + weight[i]
      }
      mean = mean / total
    }
    return weightedSquares(y.map { DoubleDouble($0) - mean })
  }

  /// The condition number of the design with columns of length one.
  private func conditionNumber(_ factor: [DoubleDouble]) -> Double {
    let n = scaled.columns
    var byColumns = [Double](repeating: 0, count: n * n)
    for (a, i) in independent.enumerated() {
      for k in 0..<n {
        // The basis of a polynomial goes with unscaled columns, the matrix measured here with scaled ones.
        byColumns[k * n + i] = factor[a * n + k].value.scaled(
          byPowerOfTwo: scaled.exponents[i] - basisExponents[i])
      }
    }
    return scaled.conditionNumber(inverseFactor: byColumns)
  }
}
