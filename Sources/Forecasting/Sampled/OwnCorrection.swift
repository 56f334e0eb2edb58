import RealModule

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
/// it needs takes longer than the arithmetic: hence a Cholesky factorisation in place.
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
    /// A column times the weights.
    fileprivate var weighted: [Double] = []
    /// The lower triangle, row by row: first XᵀWX + P, then its factor L.
    fileprivate var system: [Double] = []
    /// Row by row: first XᵀWR, then δ.
    fileprivate var right: [Double] = []
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
        features.indices.reduce(0) { $0 + now[$1] * memory.right[$1 * outcomes + outcome] })
    }
    leaveOut(weights, &residuals, &memory)
    return correction
  }

  private func assemble(_ weights: [Double], _ residuals: [Double], _ memory: inout Memory) {
    let (size, rows) = (features.count, weights.count)
    memory.system.removeAll(keepingCapacity: true)
    memory.system.append(contentsOf: prior)
    memory.right.removeAll(keepingCapacity: true)
    for i in 0..<size {
      memory.weighted.removeAll(keepingCapacity: true)
      for row in 0..<rows { memory.weighted.append(weights[row] * memory.columns[i * rows + row]) }
      for j in 0...i {
        memory.system[i * size + j] += Self.product(memory.weighted, memory.columns, from: j * rows)
      }
      for outcome in 0..<outcomes {
        memory.right.append(Self.product(memory.weighted, residuals, from: outcome * rows))
      }
    }
  }

  /// Σ of products of a column and another, which begins at a position.
  @inline(__always)
  private static func product(_ one: [Double], _ other: [Double], from start: Int) -> Double {
    precondition(start + one.count <= other.count)
    let (one, other) = (one.span, other.span)
    var sum = 0.0
    for row in 0..<one.count {
      sum = Relaxed.multiplyAdd(one[unchecked: row], other[unchecked: start + row], sum)
    }
    return sum
  }

  /// Adds `factor` times a column, which begins at a position, to another.
  @inline(__always)
  private static func add(
    _ factor: Double, times one: Span<Double>, from start: Int, to other: inout MutableSpan<Double>,
    at place: Int,
    count: Int
  ) {
    precondition(start + count <= one.count && place + count <= other.count)
    for row in 0..<count {
      other[unchecked: place + row] = Relaxed.multiplyAdd(
        factor, one[unchecked: start + row], other[unchecked: place + row])
    }
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
      for i in 0..<size {
        var sum = right[i * outcomes + outcome]
        for k in 0..<i { sum -= system[i * size + k] * right[k * outcomes + outcome] }
        right[i * outcomes + outcome] = sum / system[i * size + i]
      }
      for i in (0..<size).reversed() {
        var sum = right[i * outcomes + outcome]
        for k in (i + 1)..<size { sum -= system[k * size + i] * right[k * outcomes + outcome] }
        right[i * outcomes + outcome] = sum / system[i * size + i]
      }
    }
  }

  /// What is left of the residuals, as if each row had been left out.
  private func leaveOut(_ weights: [Double], _ residuals: inout [Double], _ memory: inout Memory) {
    let (size, rows) = (features.count, weights.count)
    var left = residuals.mutableSpan
    for outcome in 0..<outcomes {
      for i in 0..<size {
        Self.add(
          -memory.right[i * outcomes + outcome], times: memory.columns.span, from: i * rows, to: &left,
          at: outcome * rows, count: rows)
      }
    }
    // Columns become L⁻¹X, whose squared lengths are the leverages.
    for i in 0..<size {
      var whitened: [Double] = []
      swap(&whitened, &memory.weighted)
      whitened.removeAll(keepingCapacity: true)
      whitened += memory.columns[i * rows..<(i + 1) * rows]
      var column = whitened.mutableSpan
      for k in 0..<i {
        Self.add(
          -memory.system[i * size + k], times: memory.columns.span, from: k * rows, to: &column, at: 0,
          count: rows)
      }
      swap(&whitened, &memory.weighted)
      let inverse = 1 / memory.system[i * size + i]
      for row in 0..<rows { memory.columns[i * rows + row] = inverse * memory.weighted[row] }
    }
    for row in 0..<rows {
      var leverage = 0.0
      for i in 0..<size { leverage += memory.columns[i * rows + row] * memory.columns[i * rows + row] }
      let inflation = PatternError.inflation(leverage * weights[row])
      for outcome in 0..<outcomes { left[outcome * rows + row] *= inflation }
    }
  }
}
