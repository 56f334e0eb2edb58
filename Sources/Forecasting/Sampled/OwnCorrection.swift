import NumericCore

/// What a series adds by itself to the patterns that it shares: a few coefficients, shrunk towards zero, worked out in
/// memory that is used again.
///
/// With residuals R of the shared fit, some of the features X and weights W,
///
/// ```
/// δ = (XᵀWX + P)⁻¹ XᵀWR        P = K·M, the prior of K rows of all series
/// e = (R − Xδ) / (1 − leverage)^0.85
/// ```
///
/// The systems are a dozen equations large, hundreds of thousands are solved, and a call of LAPACK with the copies that
/// it needs takes longer than the arithmetic: hence a Cholesky factorisation in place, and ``VectorLoops`` for what runs
/// over the rows.
struct OwnCorrection: Sendable {
  /// The features that a series may weigh by itself.
  let features: [Int]
  /// Outcomes.
  let outcomes: Int
  /// P, row by row.
  let prior: [Double]

  /// Memory that is used again from series to series.
  struct Memory: Sendable {
    /// X, then L⁻¹X, feature by feature.
    fileprivate var columns: [Double] = []
    /// Residuals or a column times the weights, then a column of L⁻¹X.
    fileprivate var column: [Double] = []
    /// The lower triangle, row by row: first XᵀWX + P, then its factor L.
    fileprivate var system: [Double] = []
    /// One run of features per outcome: first XᵀWR, then δ.
    fileprivate var right: [Double] = []
    /// One per row.
    fileprivate var leverages: [Double] = []
  }

  /// Corrects residuals in place and tells what δ adds to the departures.
  ///
  /// - Parameters:
  ///   - window: The series.
  ///   - weeks: Where the rows start.
  ///   - weights: One per row.
  ///   - residuals: One run of rows per outcome.
  /// - Returns: The correction of the departure per outcome; `nil` where the system has no solution.
  func correct(
    _ window: PatternWindow, weeks: Range<Int>, weights: [Double], residuals: inout [Double],
    memory: inout Memory
  ) -> [Double]? {
    memory.columns.removeAll(keepingCapacity: true)
    for feature in features { window.append(feature, weeks: weeks, to: &memory.columns) }
    assemble(weights, residuals, &memory)
    guard factorize(&memory.system) else { return nil }
    solve(memory.system, &memory.right)
    let now = features.map { window.feature($0, week: window.count - 1) }
    var correction: [Double] = []
    for outcome in 0..<outcomes {
      correction.append(
        features.indices.reduce(0) { $0 + now[$1] * memory.right[outcome * features.count + $1] })
    }
    leaveOut(weights, &residuals, &memory)
    return correction
  }

  private func assemble(_ weights: [Double], _ residuals: [Double], _ memory: inout Memory) {
    let (size, rows) = (features.count, weights.count)
    memory.system.removeAll(keepingCapacity: true)
    memory.system.append(contentsOf: prior)
    for i in 0..<size {
      Self.multiply(memory.columns, from: i * rows, by: weights, into: &memory.column)
      Self.addProducts(
        memory.columns, with: memory.column, to: &memory.system, at: i * size..<i * size + i + 1)
    }
    memory.right.removeAll(keepingCapacity: true)
    memory.right.append(contentsOf: repeatElement(0, count: size * outcomes))
    for outcome in 0..<outcomes {
      Self.multiply(residuals, from: outcome * rows, by: weights, into: &memory.column)
      Self.addProducts(
        memory.columns, with: memory.column, to: &memory.right, at: outcome * size..<(outcome + 1) * size)
    }
  }

  /// Adds the dot products of a column with the first ones of some.
  private static func addProducts(
    _ columns: [Double], with column: [Double], to products: inout [Double], at range: Range<Int>
  ) {
    var products = products.mutableSpan
    VectorLoops.addProducts(
      columns: columns.span, stride: column.count, with: column.span, to: &products, at: range)
  }

  /// A column, which begins at a position, times the weights.
  private static func multiply(
    _ columns: [Double], from start: Int, by weights: [Double], into products: inout [Double]
  ) {
    precondition(start + weights.count <= columns.count)
    products.removeAll(keepingCapacity: true)
    products += weights
    var products = products.mutableSpan
    let columns = columns.span
    for row in 0..<products.count { products[unchecked: row] *= columns[unchecked: start + row] }
  }

  /// The Cholesky factor of the system, in its place.
  private func factorize(_ system: inout [Double]) -> Bool {
    let size = features.count
    for i in 0..<size {
      for j in 0...i {
        var sum = system[i * size + j]
        for k in 0..<j { sum -= system[i * size + k] * system[j * size + k] }
        if i == j {
          guard sum > 0, sum.isFinite else { return false }
          system[i * size + i] = sum.squareRoot()
        } else {
          system[i * size + j] = sum / system[j * size + j]
        }
      }
    }
    return true
  }

  private func solve(_ system: [Double], _ right: inout [Double]) {
    let size = features.count
    for outcome in 0..<outcomes {
      let first = outcome * size
      for i in 0..<size {
        var sum = right[first + i]
        for k in 0..<i { sum -= system[i * size + k] * right[first + k] }
        right[first + i] = sum / system[i * size + i]
      }
      for i in (0..<size).reversed() {
        var sum = right[first + i]
        for k in (i + 1)..<size { sum -= system[k * size + i] * right[first + k] }
        right[first + i] = sum / system[i * size + i]
      }
    }
  }

  /// What is left of the residuals, as if each row had been left out.
  private func leaveOut(_ weights: [Double], _ residuals: inout [Double], _ memory: inout Memory) {
    let (size, rows) = (features.count, weights.count)
    var left = residuals.mutableSpan
    for outcome in 0..<outcomes {
      VectorLoops.subtract(
        columns: memory.columns.span, stride: rows,
        times: memory.right.span.extracting(outcome * size..<(outcome + 1) * size), from: &left,
        rows: outcome * rows..<(outcome + 1) * rows)
    }
    // Columns become L⁻¹X, whose squared lengths are the leverages.
    memory.leverages.removeAll(keepingCapacity: true)
    memory.leverages.append(contentsOf: repeatElement(0, count: rows))
    for i in 0..<size {
      Self.whiten(
        i, of: &memory.columns, rows: rows, factor: memory.system[i * size...i * size + i], &memory.column,
        &memory.leverages)
    }
    for row in 0..<rows {
      let inflation = PatternError.inflation(memory.leverages[row] * weights[row])
      for outcome in 0..<outcomes { left[outcome * rows + row] *= inflation }
    }
  }

  /// Puts column i of L⁻¹X in its place, with row i of L, where those before are solved; adds its squares to the
  /// leverages.
  private static func whiten(
    _ i: Int, of columns: inout [Double], rows: Int, factor: ArraySlice<Double>, _ column: inout [Double],
    _ leverages: inout [Double]
  ) {
    column.removeAll(keepingCapacity: true)
    column += columns[i * rows..<(i + 1) * rows]
    var solved = column.mutableSpan
    VectorLoops.subtract(
      columns: columns.span, stride: rows, times: factor.span.extracting(..<i), from: &solved, rows: 0..<rows)
    let inverse = 1 / factor[factor.endIndex - 1]
    var columns = columns.mutableSpan
    var leverages = leverages.mutableSpan
    precondition((i + 1) * rows <= columns.count && rows <= leverages.count)
    for row in 0..<rows {
      let value = inverse * solved[unchecked: row]
      columns[unchecked: i * rows + row] = value
      leverages[unchecked: row] += value * value
    }
  }
}
