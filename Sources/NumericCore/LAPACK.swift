internal import CLAPACK

/// The routines of LAPACK and BLAS as functions on Swift arrays.
///
/// This is the only file that knows of C and of pointers. Each function checks its dimensions, asks for the
/// workspace, decodes `info`, and hands out arrays. Matrices are column-major and dense.
///
/// A negative `info` means an illegal argument, which is a defect of this file and hence a precondition.
enum LAPACK {
  /// A Householder QR factorization as LAPACK packs it.
  struct PackedQR: Sendable {
    let rows: Int
    let columns: Int
    /// R on and above the diagonal; the Householder vectors below it.
    var packed: [Double]
    /// The scalar factors of the reflections.
    var reflections: [Double]
    /// The original column that stands at each position; the identity without pivoting.
    var permutation: [Int]
  }

  // Loaded once, at the first call of any routine, and kept to the end of the process.
  private nonisolated(unsafe) static let loaded: UnsafePointer<LAPACKFunctions>? = {
    let functions = UnsafeMutablePointer<LAPACKFunctions>.allocate(capacity: 1)
    functions.initialize(to: LAPACKFunctions())
    return clapack_load(functions) != 0 ? UnsafePointer(functions) : nil
  }()

  private static var functions: UnsafePointer<LAPACKFunctions> {
    guard let loaded else { preconditionFailure("LAPACK is not installed: see LinearAlgebra.isInstalled") }
    return loaded
  }

  static var isInstalled: Bool { loaded != nil }

  private static func int32(_ value: Int) -> Int32 {
    guard let narrow = Int32(exactly: value) else {
      preconditionFailure("LAPACK takes 32-bit dimensions, found \(value)")
    }
    return narrow
  }

  private static func requireLegal(_ info: Int32, _ routine: StaticString) {
    precondition(info >= 0, "illegal argument \(-info) of \(routine)")
  }

  private static let upper = CChar(UInt8(ascii: "U"))
  private static let lower = CChar(UInt8(ascii: "L"))
  private static let plain = CChar(UInt8(ascii: "N"))
  private static let transpose = CChar(UInt8(ascii: "T"))

  /// A = QR, or AP = QR with column pivoting; `info` is never positive.
  static func qr(_ matrix: [Double], rows: Int, columns: Int, pivoted: Bool) -> PackedQR {
    precondition(matrix.count == rows * columns && rows > 0 && columns > 0)
    let (m, n) = (int32(rows), int32(columns))
    var a = matrix
    var tau = [Double](repeating: 0, count: min(rows, columns))
    var size = 0.0
    guard pivoted else {
      requireLegal(clapack_dgeqrf(functions, m, n, &a, m, &tau, &size, -1), "dgeqrf")
      var work = [Double](repeating: 0, count: max(columns, Int(size)))
      requireLegal(clapack_dgeqrf(functions, m, n, &a, m, &tau, &work, int32(work.count)), "dgeqrf")
      return PackedQR(
        rows: rows, columns: columns, packed: a, reflections: tau, permutation: Array(0..<columns))
    }
    // Zero on entry marks every column as free to move.
    var pivots = [Int32](repeating: 0, count: columns)
    requireLegal(clapack_dgeqp3(functions, m, n, &a, m, &pivots, &tau, &size, -1), "dgeqp3")
    var work = [Double](repeating: 0, count: max(3 * columns + 1, Int(size)))
    requireLegal(clapack_dgeqp3(functions, m, n, &a, m, &pivots, &tau, &work, int32(work.count)), "dgeqp3")
    return PackedQR(
      rows: rows, columns: columns, packed: a, reflections: tau,
      permutation: pivots.map { Int($0) - 1 })
  }

  /// QC, or QᵀC when `transposed`, with C of `qr.rows` rows and `count` columns.
  static func multiplyByQ(
    _ qr: PackedQR, transposed: Bool, _ matrix: [Double], columns count: Int
  ) -> [Double] {
    precondition(matrix.count == qr.rows * count)
    guard count > 0 else { return [] }
    let (m, n, k) = (int32(qr.rows), int32(count), int32(qr.reflections.count))
    var c = matrix
    var size = 0.0
    let side = transposed ? transpose : plain
    requireLegal(
      clapack_dormqr(functions, side, m, n, k, qr.packed, m, qr.reflections, &c, m, &size, -1), "dormqr")
    var work = [Double](repeating: 0, count: max(count, Int(size)))
    requireLegal(
      clapack_dormqr(functions, side, m, n, k, qr.packed, m, qr.reflections, &c, m, &work, int32(work.count)),
      "dormqr")
    return c
  }

  /// Solves RX = B (or RᵀX = B) with the leading `order` rows and columns of the upper triangle.
  ///
  /// - Returns: nil when a diagonal element is zero.
  static func solveUpper(
    _ matrix: [Double], leadingDimension: Int, order: Int, transposed: Bool = false, _ right: [Double],
    columns count: Int
  ) -> [Double]? {
    precondition(order <= leadingDimension && right.count == order * count)
    precondition(matrix.count >= leadingDimension * order)
    guard order > 0, count > 0 else { return right }
    var b = right
    let info = clapack_dtrtrs(
      functions,
      upper, transposed ? transpose : plain, int32(order), int32(count), matrix,
      int32(leadingDimension), &b, int32(order))
    requireLegal(info, "dtrtrs")
    return info == 0 ? b : nil
  }

  /// Solves LX = B (or LᵀX = B) with a lower triangle; nil when a diagonal element is zero.
  static func solveLower(
    _ matrix: [Double], order: Int, transposed: Bool = false, _ right: [Double], columns count: Int
  ) -> [Double]? {
    precondition(matrix.count == order * order && right.count == order * count)
    guard order > 0, count > 0 else { return right }
    var b = right
    let info = clapack_dtrtrs(
      functions,
      lower, transposed ? transpose : plain, int32(order), int32(count), matrix, int32(order), &b,
      int32(order))
    requireLegal(info, "dtrtrs")
    return info == 0 ? b : nil
  }

  /// The lower Cholesky factor in the lower triangle; nil when a pivot is not positive.
  static func cholesky(_ matrix: [Double], order: Int) -> [Double]? {
    precondition(matrix.count == order * order)
    guard order > 0 else { return [] }
    var a = matrix
    let info = clapack_dpotrf(functions, int32(order), &a, int32(order))
    requireLegal(info, "dpotrf")
    return info == 0 ? a : nil
  }

  /// Solves LLᵀX = B.
  static func choleskySolve(
    _ factor: [Double], order: Int, _ right: [Double], columns count: Int
  ) -> [Double] {
    precondition(factor.count == order * order && right.count == order * count)
    guard order > 0, count > 0 else { return right }
    var b = right
    requireLegal(
      clapack_dpotrs(functions, int32(order), int32(count), factor, int32(order), &b, int32(order)), "dpotrs")
    return b
  }

  /// Singular values in descending order; nil when the iteration does not converge.
  static func singularValues(_ matrix: [Double], rows: Int, columns: Int) -> [Double]? {
    precondition(matrix.count == rows * columns)
    guard rows > 0, columns > 0 else { return [] }
    let (m, n) = (int32(rows), int32(columns))
    var a = matrix
    var values = [Double](repeating: 0, count: min(rows, columns))
    var size = 0.0
    requireLegal(clapack_dgesvd(functions, m, n, &a, m, &values, &size, -1), "dgesvd")
    var work = [Double](repeating: 0, count: max(1, Int(size)))
    let info = clapack_dgesvd(functions, m, n, &a, m, &values, &work, int32(work.count))
    requireLegal(info, "dgesvd")
    return info == 0 ? values : nil
  }

  /// AB with A of `rows` × `inner`, or AᵀB with A of `inner` × `rows` when `transposed`; B of `inner` × `columns`.
  static func multiply(
    _ a: [Double], _ b: [Double], rows: Int, inner: Int, columns: Int, transposed: Bool = false
  ) -> [Double] {
    precondition(a.count == rows * inner && b.count == inner * columns)
    var c = [Double](repeating: 0, count: rows * columns)
    guard rows > 0, inner > 0, columns > 0 else { return c }
    let (m, n, k) = (int32(rows), int32(columns), int32(inner))
    clapack_dgemm(functions, transposed ? transpose : plain, m, n, k, a, transposed ? k : m, b, k, &c, m)
    return c
  }

  /// Ax, or Aᵀx when `transposed`.
  static func multiply(
    _ a: [Double], rows: Int, columns: Int, transposed: Bool = false, vector: [Double]
  ) -> [Double] {
    precondition(a.count == rows * columns && vector.count == (transposed ? rows : columns))
    var y = [Double](repeating: 0, count: transposed ? columns : rows)
    guard rows > 0, columns > 0 else { return y }
    clapack_dgemv(
      functions,
      transposed ? transpose : plain, int32(rows), int32(columns), a, int32(rows), vector, &y)
    return y
  }

  /// AᵀA, both triangles filled.
  static func gram(_ a: [Double], rows: Int, columns: Int) -> [Double] {
    precondition(a.count == rows * columns)
    var c = [Double](repeating: 0, count: columns * columns)
    guard rows > 0, columns > 0 else { return c }
    clapack_dsyrk(functions, int32(columns), int32(rows), a, int32(rows), &c, int32(columns))
    for j in 0..<columns {
      for i in j + 1..<max(columns, j + 1) { c[i * columns + j] = c[j * columns + i] }
    }
    return c
  }
}
