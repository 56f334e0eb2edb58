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

  private var size: Int { features.count }
  private var columns: [Double] = []
  private var weights: [Double] = []
  /// The lower triangle, row by row: first XᵀWX + P, then its factor.
  private var system: [Double] = []
  /// Row by row: first XᵀWR, then δ.
  private var right: [Double] = []

  init(features: [Int], outcomes: Int, prior: [Double]) {
    self.features = features
    self.outcomes = outcomes
    self.prior = prior
  }

  /// Corrects residuals in place, outcome by outcome, and tells δ at the last week.
  ///
  /// - Parameters:
  ///   - window: The series.
  ///   - weeks: Where the rows start.
  ///   - residuals: One run of rows per outcome.
  ///   - weight: That of a row by its residuals, `residuals[outcome · rows + row]`.
  /// - Returns: The correction of the departure per outcome; `nil` where the system has no solution.
  mutating func correct(
    _ window: PatternWindow, weeks: Range<Int>, residuals: inout [Double],
    weight: (_ row: Int, _ residuals: [Double]) -> Double
  ) -> [Double]? {
    let rows = weeks.count
    load(window, weeks, residuals, weight)
    assemble(rows, residuals)
    guard factorize() else { return nil }
    solve()
    let now = features.map { window.feature($0, week: window.count - 1) }
    var correction: [Double] = []
    for outcome in 0..<outcomes {
      correction.append((0..<size).reduce(0) { $0 + now[$1] * right[$1 * outcomes + outcome] })
    }
    leaveOut(rows, &residuals)
    return correction
  }

  private mutating func load(
    _ window: PatternWindow, _ weeks: Range<Int>, _ residuals: [Double], _ weight: (Int, [Double]) -> Double
  ) {
    let rows = weeks.count
    columns.removeAll(keepingCapacity: true)
    for feature in features { for week in weeks { columns.append(window.feature(feature, week: week)) } }
    weights.removeAll(keepingCapacity: true)
    for row in 0..<rows { weights.append(weight(row, residuals)) }
  }

  private mutating func assemble(_ rows: Int, _ residuals: [Double]) {
    let size = size
    system.removeAll(keepingCapacity: true)
    system.append(contentsOf: prior)
    right.removeAll(keepingCapacity: true)
    right.append(contentsOf: repeatElement(0, count: size * outcomes))
    let (ownColumns, ownWeights) = (self.columns, self.weights)
    let (columns, weights, residuals) = (ownColumns.span, ownWeights.span, residuals.span)
    for i in 0..<size {
      for j in 0...i {
        var sum = 0.0
        for row in 0..<rows {
          sum = Relaxed.multiplyAdd(
            weights[unchecked: row] * columns[unchecked: i * rows + row], columns[unchecked: j * rows + row],
            sum)
        }
        system[i * size + j] += sum
      }
      for outcome in 0..<outcomes {
        var sum = 0.0
        for row in 0..<rows {
          sum = Relaxed.multiplyAdd(
            weights[unchecked: row] * columns[unchecked: i * rows + row],
            residuals[unchecked: outcome * rows + row], sum)
        }
        right[i * outcomes + outcome] = sum
      }
    }
  }

  /// The Cholesky factor of the system, in its place.
  private mutating func factorize() -> Bool {
    let size = size
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

  private mutating func solve() {
    let size = size
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
  private mutating func leaveOut(_ rows: Int, _ residuals: inout [Double]) {
    let size = size
    // Columns become L⁻¹X, whose squared lengths are the leverages; what they were is needed first.
    var own = [Double]()
    swap(&own, &self.columns)
    defer { swap(&own, &self.columns) }
    var columns = own.mutableSpan
    var left = residuals.mutableSpan
    for outcome in 0..<outcomes {
      for i in 0..<size {
        let coefficient = -right[i * outcomes + outcome]
        for row in 0..<rows {
          left[unchecked: outcome * rows + row] = Relaxed.multiplyAdd(
            coefficient, columns[unchecked: i * rows + row], left[unchecked: outcome * rows + row])
        }
      }
    }
    for i in 0..<size {
      for k in 0..<i {
        let factor = -system[i * size + k]
        for row in 0..<rows {
          columns[unchecked: i * rows + row] = Relaxed.multiplyAdd(
            factor, columns[unchecked: k * rows + row], columns[unchecked: i * rows + row])
        }
      }
      let inverse = 1 / system[i * size + i]
      for row in 0..<rows { columns[unchecked: i * rows + row] *= inverse }
    }
    for row in 0..<rows {
      var leverage = 0.0
      for i in 0..<size {
        leverage += columns[unchecked: i * rows + row] * columns[unchecked: i * rows + row]
      }
      let inflation = PatternError.inflation(leverage * weights[row])
      for outcome in 0..<outcomes { left[unchecked: outcome * rows + row] *= inflation }
    }
  }
}
