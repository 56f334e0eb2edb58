/// A least-squares problem whose operands fit each other and are finite.
///
/// Checked once, so that the solvers behind it need no further checks.
struct LeastSquaresProblem {
  let design: Matrix
  let response: [Double]
  let weights: [Double]?

  init(design: Matrix, response: [Double], weights: [Double]?) throws(LinearAlgebraError) {
    try Self.check(design: design)
    guard response.count == design.rows else {
      throw .shapeMismatch(operand: .response, expected: design.rows, actual: response.count)
    }
    try Self.check(vector: response, operand: .response)
    if let weights { try Self.check(weights: weights, rows: design.rows) }
    self.design = design
    self.response = response
    self.weights = weights
  }

  /// The number of observations that carry weight.
  var effectiveRows: Int { weights.map { $0.count { $0 > 0 } } ?? design.rows }

  static func check(design: Matrix) throws(LinearAlgebraError) {
    guard design.columns > 0 else { throw .noColumns }
    guard design.rows > 0 else { throw .notEnoughRows(required: 1, actual: 0) }
    if let place = design.firstNonfinite {
      throw .nonfinite(operand: .design, row: place.row, column: place.column)
    }
  }

  static func check(
    vector: [Double], operand: LinearAlgebraError.Operand
  ) throws(LinearAlgebraError) {
    if let row = vector.firstIndex(where: { !$0.isFinite }) {
      throw .nonfinite(operand: operand, row: row, column: 0)
    }
  }

  static func check(weights: [Double], rows: Int) throws(LinearAlgebraError) {
    guard weights.count == rows else {
      throw .shapeMismatch(operand: .weights, expected: rows, actual: weights.count)
    }
    try check(vector: weights, operand: .weights)
    if let index = weights.firstIndex(where: { $0 < 0 }) {
      throw .invalidWeight(index: index, value: weights[index])
    }
    guard weights.contains(where: { $0 > 0 }) else { throw .notEnoughRows(required: 1, actual: 0) }
  }
}

/// The design of a problem with columns brought to similar length by powers of two, hence without rounding.
struct ScaledDesign {
  let rows: Int
  let columns: Int
  /// A · 2⁻ᵉ, column after column, without weights: every element exact.
  let exact: [Double]
  /// √W A · 2⁻ᵉ, rounded; columns of length 0 or in [1, 2).
  let weighted: [Double]
  /// e, one per column.
  let exponents: [Int]
  /// Lengths of the columns of `weighted`.
  let lengths: [Double]
  /// Weights scaled by a power of four, which changes no coefficient.
  let weights: [Double]?
  /// The exponent of that power, as a power of two; even.
  let weightExponent: Int

  init(_ matrix: Matrix, weights: [Double]?) {
    rows = matrix.rows
    columns = matrix.columns
    var roots: [Double]?
    var scaledWeights: [Double]?
    var weightExponent = 0
    if let weights {
      let exponent = (weights.max() ?? 1).exponentOrZero
      weightExponent = exponent - (exponent & 1)
      let scaled = weights.map { $0.scaled(byPowerOfTwo: -weightExponent) }
      scaledWeights = scaled
      roots = scaled.map { $0.squareRoot() }
    }
    var exact = matrix.elements
    var weighted = matrix.elements
    var exponents = [Int](repeating: 0, count: columns)
    var lengths = [Double](repeating: 0, count: columns)
    for j in 0..<columns {
      let range = j * rows..<(j + 1) * rows
      // First by the largest element, so that the squares below can neither overflow nor vanish.
      var largest = 0.0
      for (i, k) in range.enumerated() {
        if let roots { weighted[k] *= roots[i] }
        largest = max(largest, abs(weighted[k]))
      }
      guard largest > 0 else { continue }
      let first = -largest.exponentOrZero
      let factor = 1.0.scaled(byPowerOfTwo: first)
      // A reciprocal out of range is applied in the slow, exact way.
      let direct = factor.isNormal
      var squares = 0.0
      for k in range {
        weighted[k] = direct ? weighted[k] * factor : weighted[k].scaled(byPowerOfTwo: first)
        squares += weighted[k] * weighted[k]
      }
      let length = squares.squareRoot()
      let second = -length.exponentOrZero
      let secondFactor = 1.0.scaled(byPowerOfTwo: second)
      for k in range {
        weighted[k] *= secondFactor
        exact[k] =
          direct ? exact[k] * factor * secondFactor : exact[k].scaled(byPowerOfTwo: first + second)
      }
      exponents[j] = -(first + second)
      lengths[j] = length * secondFactor
    }
    self.exact = exact
    self.weighted = weighted
    self.exponents = exponents
    self.lengths = lengths
    self.weights = scaledWeights
    self.weightExponent = weightExponent
  }

  /// The condition number of the design with columns of length one, given a factor C with
  /// (AᵀWA)⁻¹ = CCᵀ in scaled columns, n × n by columns.
  ///
  /// The largest singular value comes from the Gram matrix, which is accurate for the largest; the reciprocal
  /// of the smallest is the largest of the inverse, so no digit is lost to cancellation.
  func conditionNumber(inverseFactor: [Double]) -> Double {
    var unit = weighted
    var inverse = inverseFactor
    for j in 0..<columns {
      for i in 0..<rows { unit[j * rows + i] /= lengths[j] }
      for k in 0..<columns { inverse[k * columns + j] *= lengths[j] }
    }
    // LAPACK's iteration is not made for NaN.
    guard inverse.allSatisfy(\.isFinite), unit.allSatisfy(\.isFinite) else { return .infinity }
    let gram = LAPACK.gram(unit, rows: rows, columns: columns)
    guard
      let largest = LAPACK.singularValues(gram, rows: columns, columns: columns)?.first,
      let reciprocal = LAPACK.singularValues(inverse, rows: columns, columns: columns)?.first
    else { return .infinity }
    return max(1, largest.squareRoot() * reciprocal)
  }
}
