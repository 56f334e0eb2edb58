import RealModule

/// The Cholesky factorization A = LLᵀ of a symmetric positive definite matrix.
///
/// - Complexity: O(n³ / 3) once, O(n²) per solve.
///
/// Source: G. H. Golub, C. F. Van Loan, "Matrix Computations", 4th ed. (2013), 4.2; LAPACK routine dpotrf.
public struct CholeskyFactorization: Sendable {
  private let order: Int
  private let factor: [Double]

  /// Factorizes a square matrix, of which only the lower triangle is read.
  ///
  /// - Returns: nil when the matrix is not positive definite to working precision, or not finite.
  public init?(_ matrix: Matrix) {
    precondition(matrix.rows == matrix.columns, "\(matrix.rows) × \(matrix.columns) is not square")
    order = matrix.rows
    // dpotrf may let a NaN through.
    guard matrix.firstNonfinite == nil,
      let factor = LAPACK.cholesky(matrix.elements, order: matrix.rows)
    else { return nil }
    self.factor = factor
  }

  /// The lower triangle L, zero above the diagonal.
  public var lower: Matrix {
    var result = Matrix(rows: order, columns: order)
    for j in 0..<order {
      for i in j..<order { result[i, j] = factor[j * order + i] }
    }
    return result
  }

  /// The x with Ax = b.
  public func solve(_ vector: [Double]) -> [Double] {
    precondition(vector.count == order, "\(vector.count) elements for order \(order)")
    return LAPACK.choleskySolve(factor, order: order, vector, columns: 1)
  }

  /// The X with AX = B.
  public func solve(_ matrix: Matrix) -> Matrix {
    precondition(matrix.rows == order, "\(matrix.rows) rows for order \(order)")
    return Matrix(
      rows: order, columns: matrix.columns,
      columnMajor: LAPACK.choleskySolve(
        factor, order: order, matrix.elements, columns: matrix.columns))
  }

  /// L⁻¹b, the vector whitened by the factor: its squared length is bᵀA⁻¹b.
  public func whiten(_ vector: [Double]) -> [Double] {
    precondition(vector.count == order, "\(vector.count) elements for order \(order)")
    // A factorization that succeeded has no zero on its diagonal.
    return LAPACK.solveLower(factor, order: order, vector, columns: 1) ?? vector
  }

  /// L⁻¹B: the squared length of its column j is bⱼᵀA⁻¹bⱼ.
  public func whiten(_ matrix: Matrix) -> Matrix {
    precondition(matrix.rows == order, "\(matrix.rows) rows for order \(order)")
    return Matrix(
      rows: order, columns: matrix.columns,
      columnMajor: LAPACK.solveLower(factor, order: order, matrix.elements, columns: matrix.columns)
        ?? matrix.elements)
  }

  /// ln det A.
  public var logDeterminant: Double {
    2 * (0..<order).reduce(0) { $0 + Double.log(factor[$1 * order + $1]) }
  }
}
