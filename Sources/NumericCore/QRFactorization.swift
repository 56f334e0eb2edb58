/// The QR factorization of a matrix, with or without column pivoting.
///
/// A = QR with orthonormal columns in Q and an upper triangle R; with pivoting AP = QR, where P orders the
/// columns so that |R₀₀| ≥ |R₁₁| ≥ …, which reveals the rank. By Householder reflections.
///
/// - Complexity: O(m n²) for m rows and n columns.
///
/// Source: G. H. Golub, C. F. Van Loan, "Matrix Computations", 4th ed. (2013), 5.2 and 5.4; LAPACK routines
/// dgeqrf and dgeqp3.
public struct QRFactorization: Sendable {
  private let qr: LAPACK.PackedQR

  /// Factorizes a matrix.
  ///
  /// - Parameters:
  ///   - matrix: m × n, at least 1 × 1; the elements must be finite for a meaningful result.
  ///   - pivoted: Whether columns are reordered to reveal the rank.
  public init(_ matrix: Matrix, pivoted: Bool = false) {
    precondition(matrix.rows > 0 && matrix.columns > 0, "an empty matrix has no factorization")
    qr = LAPACK.qr(matrix.elements, rows: matrix.rows, columns: matrix.columns, pivoted: pivoted)
  }

  /// The number of rows of the factorized matrix.
  public var rows: Int { qr.rows }
  /// The number of columns of the factorized matrix.
  public var columns: Int { qr.columns }
  /// `permutation[k]` is the original column at position k of AP; the identity without pivoting.
  public var permutation: [Int] { qr.permutation }

  /// The upper triangle R, min(m, n) × n.
  public var r: Matrix {
    let height = min(rows, columns)
    var result = Matrix(rows: height, columns: columns)
    for j in 0..<columns {
      for i in 0...min(j, height - 1) { result[i, j] = qr.packed[j * rows + i] }
    }
    return result
  }

  /// The orthonormal factor in its thin form, m × min(m, n).
  public var q: Matrix {
    let width = min(rows, columns)
    var leading = Matrix(rows: rows, columns: width)
    for j in 0..<width { leading[j, j] = 1 }
    return Matrix(
      rows: rows, columns: width,
      columnMajor: LAPACK.multiplyByQ(qr, transposed: false, leading.elements, columns: width))
  }

  /// Qᵀy with the full Q, m × m.
  public func qTransposedTimes(_ vector: [Double]) -> [Double] {
    precondition(vector.count == rows, "\(vector.count) elements for \(rows) rows")
    return LAPACK.multiplyByQ(qr, transposed: true, vector, columns: 1)
  }

  /// QᵀB with the full Q, m × m.
  public func qTransposedTimes(_ matrix: Matrix) -> Matrix {
    precondition(matrix.rows == rows, "\(matrix.rows) rows for \(rows)")
    return Matrix(
      rows: rows, columns: matrix.columns,
      columnMajor: LAPACK.multiplyByQ(
        qr, transposed: true, matrix.elements, columns: matrix.columns))
  }

  /// The number of diagonal elements of R larger than `tolerance` times the largest.
  ///
  /// Meaningful for a pivoted factorization of a matrix whose columns are of similar length.
  ///
  /// - Parameter tolerance: Relative; max(m, n) · 2⁻⁵² when nil.
  public func rank(tolerance: Double? = nil) -> Int {
    let limit = tolerance ?? Double(max(rows, columns)) * Double.ulpOfOne
    let diagonal = (0..<min(rows, columns)).map { abs(qr.packed[$0 * rows + $0]) }
    let largest = diagonal.max() ?? 0
    return diagonal.count { $0 > limit * largest }
  }

  /// The x that minimises ‖Ax − y‖, or nil when m < n or R has a zero on its diagonal.
  ///
  /// - Complexity: O(m n).
  public func solve(_ vector: [Double]) -> [Double]? {
    solve(Matrix(rows: vector.count, columns: 1, columnMajor: vector))?.elements
  }

  /// The X that minimises ‖AX − B‖ column by column, or nil when m < n or R has a zero on its diagonal.
  public func solve(_ right: Matrix) -> Matrix? {
    guard rows >= columns else { return nil }
    let projected = qTransposedTimes(right)
    var leading: [Double] = []
    leading.reserveCapacity(columns * right.columns)
    for j in 0..<right.columns {
      leading.append(contentsOf: projected.elements[j * rows..<j * rows + columns])
    }
    guard let solved = solveR(leading, count: right.columns) else { return nil }
    var result = Matrix(rows: columns, columns: right.columns)
    for j in 0..<right.columns {
      for k in 0..<columns { result[permutation[k], j] = solved[j * columns + k] }
    }
    return result
  }

  /// R⁻¹B, or R⁻ᵀB, for B of n rows; nil when R is singular. Positions are those of R, not of A.
  func solveR(_ right: [Double], count: Int, transposed: Bool = false) -> [Double]? {
    LAPACK.solveUpper(
      qr.packed, leadingDimension: rows, order: columns, transposed: transposed, right,
      columns: count)
  }

  /// Element (i, j) of R for i ≤ j.
  func rElement(_ i: Int, _ j: Int) -> Double { qr.packed[j * rows + i] }
}
