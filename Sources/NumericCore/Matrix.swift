/// A dense matrix of `Double`, stored by columns.
///
/// Element (i, j) is `elements[j · rows + i]`, which is LAPACK's order. A matrix is a value: copies are
/// independent. Rows and columns count from zero.
///
/// Shapes that do not fit are programming mistakes and stop the program; the entry points that take data
/// (``LeastSquares``) throw ``LinearAlgebraError`` instead.
public struct Matrix: Sendable, Equatable {
  /// The number of rows.
  public let rows: Int
  /// The number of columns.
  public let columns: Int
  /// The elements, column after column.
  package private(set) var elements: [Double]

  /// A matrix with the same value everywhere.
  ///
  /// - Parameters:
  ///   - rows: Number of rows, zero or more.
  ///   - columns: Number of columns, zero or more.
  ///   - repeating: The value of every element.
  public init(rows: Int, columns: Int, repeating: Double = 0) {
    precondition(rows >= 0 && columns >= 0, "negative shape \(rows) × \(columns)")
    self.rows = rows
    self.columns = columns
    elements = [Double](repeating: repeating, count: rows * columns)
  }

  /// A matrix from its elements, column after column.
  ///
  /// - Parameters:
  ///   - rows: Number of rows.
  ///   - columns: Number of columns.
  ///   - columnMajor: `rows · columns` elements.
  public init(rows: Int, columns: Int, columnMajor: [Double]) {
    precondition(rows >= 0 && columns >= 0, "negative shape \(rows) × \(columns)")
    precondition(
      columnMajor.count == rows * columns,
      "\(columnMajor.count) elements for the shape \(rows) × \(columns)")
    self.rows = rows
    self.columns = columns
    elements = columnMajor
  }

  /// A matrix from its columns, which must be of equal length.
  public init(columns: [[Double]]) {
    let rows = columns.first?.count ?? 0
    precondition(columns.allSatisfy { $0.count == rows }, "columns of unequal length")
    self.rows = rows
    self.columns = columns.count
    elements = Array(columns.joined())
  }

  /// The identity of the given order.
  public static func identity(_ order: Int) -> Matrix {
    var matrix = Matrix(rows: order, columns: order)
    for i in 0..<order { matrix[i, i] = 1 }
    return matrix
  }

  /// The element in a row and a column, both counted from zero.
  public subscript(row: Int, column: Int) -> Double {
    get {
      precondition(row >= 0 && row < rows && column >= 0 && column < columns, "index outside the matrix")
      return elements[column * rows + row]
    }
    set {
      precondition(row >= 0 && row < rows && column >= 0 && column < columns, "index outside the matrix")
      elements[column * rows + row] = newValue
    }
  }

  /// Column `j` from the top down.
  public func column(_ j: Int) -> [Double] {
    precondition(j >= 0 && j < columns, "column \(j) of \(columns)")
    return Array(elements[j * rows..<(j + 1) * rows])
  }

  /// Row `i` from left to right.
  public func row(_ i: Int) -> [Double] {
    precondition(i >= 0 && i < rows, "row \(i) of \(rows)")
    return (0..<columns).map { elements[$0 * rows + i] }
  }

  /// The transpose, Aᵀ.
  public var transposed: Matrix {
    var result = Matrix(rows: columns, columns: rows)
    for j in 0..<columns {
      for i in 0..<rows { result.elements[i * columns + j] = elements[j * rows + i] }
    }
    return result
  }

  /// The product AB.
  ///
  /// - Complexity: O(`rows` · `columns` · `other.columns`).
  public func times(_ other: Matrix) -> Matrix {
    precondition(
      columns == other.rows, "\(rows) × \(columns) times \(other.rows) × \(other.columns)")
    return Matrix(
      rows: rows, columns: other.columns,
      columnMajor: LAPACK.multiply(
        elements, other.elements, rows: rows, inner: columns, columns: other.columns))
  }

  /// The product Ax.
  ///
  /// - Complexity: O(`rows` · `columns`).
  public func times(_ vector: [Double]) -> [Double] {
    precondition(columns == vector.count, "\(rows) × \(columns) times a vector of \(vector.count)")
    return LAPACK.multiply(elements, rows: rows, columns: columns, vector: vector)
  }

  /// The product Aᵀx.
  ///
  /// - Complexity: O(`rows` · `columns`).
  public func transposedTimes(_ vector: [Double]) -> [Double] {
    precondition(rows == vector.count, "transpose of \(rows) × \(columns) times \(vector.count)")
    return LAPACK.multiply(elements, rows: rows, columns: columns, transposed: true, vector: vector)
  }

  /// The product AᵀB.
  ///
  /// - Complexity: O(`rows` · `columns` · `other.columns`).
  public func transposedTimes(_ other: Matrix) -> Matrix {
    precondition(
      rows == other.rows, "transpose of \(rows) × \(columns) times \(other.rows) × \(other.columns)")
    return Matrix(
      rows: columns, columns: other.columns,
      columnMajor: LAPACK.multiply(
        elements, other.elements, rows: columns, inner: rows, columns: other.columns, transposed: true))
  }

  /// The Gram matrix AᵀA, both triangles filled.
  ///
  /// Half the work of a general product. The condition number of the result is the square of that of A.
  package func gram() -> Matrix {
    Matrix(
      rows: columns, columns: columns,
      columnMajor: LAPACK.gram(elements, rows: rows, columns: columns))
  }

  /// The matrix of the columns named, in that order.
  package func selectingColumns(_ indices: [Int]) -> Matrix {
    var selected: [Double] = []
    selected.reserveCapacity(rows * indices.count)
    for j in indices { selected.append(contentsOf: elements[j * rows..<(j + 1) * rows]) }
    return Matrix(rows: rows, columns: indices.count, columnMajor: selected)
  }

  /// The place of the first element, column after column, that is NaN or infinite.
  var firstNonfinite: (row: Int, column: Int)? {
    guard let k = elements.firstIndex(where: { !$0.isFinite }) else { return nil }
    return (k % rows, k / rows)
  }

  /// Adds `share` times another matrix of the same shape.
  package mutating func add(_ other: Matrix, times share: Double = 1) {
    precondition(rows == other.rows && columns == other.columns, "matrices of unequal shape")
    for i in elements.indices { elements[i] += share * other.elements[i] }
  }

  /// Multiplies every element.
  package mutating func scale(by factor: Double) {
    for i in elements.indices { elements[i] *= factor }
  }

  /// diag(factors)·A.
  package func scalingRows(by factors: [Double]) -> Matrix {
    precondition(factors.count == rows, "\(factors.count) factors for \(rows) rows")
    var result = self
    for j in 0..<columns {
      let start = j * rows
      for i in 0..<rows { result.elements[start + i] *= factors[i] }
    }
    return result
  }

  /// The sum of squares of column `j`.
  package func squaredLength(ofColumn j: Int) -> Double {
    elements[(j * rows)..<((j + 1) * rows)].reduce(0) { $0 + $1 * $1 }
  }
}
