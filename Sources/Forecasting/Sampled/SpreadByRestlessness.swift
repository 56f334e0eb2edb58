import NumericCore
import RealModule

/// How large a series' errors are expected to be, in units of its mean absolute change and of √weeks: its own size
/// among all series, times what its restlessness of late foretells.
///
/// ```
/// log(mean over h of |eₕ|/√h + 0.1·m) = c₀ + c₁·latest + c₂·recent     by ridge, 200 rows; m the mean of all rows
/// own size = (8 + n·q)/(8 + n)            q its mean error against the pool's, n its rows over the number of horizons
/// ```
///
/// with the two measures of ``PatternWindow/restlessness(_:)``. After a great change the next error is smaller than the
/// change lets fear, after a quiet month greater.
struct SpreadByRestlessness: Sendable {
  private var coefficients = (latest: 0.0, recent: 0.0)
  private var means = (latest: 0.0, recent: 0.0)
  /// The mean error of all series per horizon.
  private var pool: [Double] = []

  private static let priorRows = 200.0
  /// Nobody's intervals are changed by more than this factor.
  private static let greatestFactor = 2.5
  /// Errors that the pool counts for in the own size of a series.
  private static let pooledErrors = 8.0

  /// No dependence.
  init() {}

  /// The errors of one series' rows.
  struct Fit: Sendable {
    /// |e|/√h, one list per horizon, a row each, in units of the mean change outside of the outcome's weeks: a unit that
    /// holds the outcome makes great errors small.
    fileprivate let magnitudes: [[Double]]
    fileprivate let restlessness: [(latest: Double, recent: Double)]

    init(_ window: PatternWindow, weeks: Range<Int>, rows: [Int], nodes: [Int], residuals: [Double]) {
      magnitudes = nodes.enumerated().map { k, node in
        let unit = 1 / Double(node).squareRoot()
        return rows.map { row in
          let week = weeks.lowerBound + row
          return abs(residuals[k * weeks.count + row]) * unit
            / window.meanChange(without: week + 1...week + node)
        }
      }
      restlessness = rows.map { window.restlessness(weeks.lowerBound + $0) }
    }
  }

  init(_ fits: [Fit], nodes: [Int]) {
    let states = fits.flatMap(\.restlessness)
    let count = Double(states.count)
    guard count > 0 else { return }
    let errors = fits.flatMap { fit in
      fit.restlessness.indices.map { row in
        fit.magnitudes.reduce(0) { $0 + $1[row] } / Double(nodes.count)
      }
    }
    let mean = errors.reduce(0, +) / count
    let logs = errors.map { Double.log($0 + 0.1 * mean) }
    let meanLog = logs.reduce(0, +) / count
    means = (
      states.reduce(0) { $0 + $1.latest } / count, states.reduce(0) { $0 + $1.recent } / count
    )
    var (latest, recent, both) = (0.0, 0.0, 0.0)
    var moment = (latest: 0.0, recent: 0.0)
    for (state, log) in zip(states, logs) {
      let (x, y) = (state.latest - means.latest, state.recent - means.recent)
      latest += x * x
      recent += y * y
      both += x * y
      moment.latest += x * (log - meanLog)
      moment.recent += y * (log - meanLog)
    }
    latest += Self.priorRows * (latest / count + 1e-9)
    recent += Self.priorRows * (recent / count + 1e-9)
    let determinant = latest * recent - both * both
    if determinant > 0, mean > 0 {
      coefficients = (
        (recent * moment.latest - both * moment.recent) / determinant,
        (latest * moment.recent - both * moment.latest) / determinant
      )
    }
    var sums = [Double](repeating: 0, count: nodes.count)
    for fit in fits {
      for (row, state) in fit.restlessness.enumerated() {
        let factor = factor(state)
        for k in nodes.indices { sums[k] += fit.magnitudes[k][row] / factor }
      }
    }
    pool = sums.map { max($0 / count, .leastNormalMagnitude) }
  }

  private func factor(_ state: (latest: Double, recent: Double)) -> Double {
    let log =
      coefficients.latest * (state.latest - means.latest) + coefficients.recent
      * (state.recent - means.recent)
    let limit = Double.log(Self.greatestFactor)
    return .exp(min(max(log, -limit), limit))
  }

  /// The errors of a series at one horizon in units of their expected size: what shapes are learnt from.
  func standardised(_ fit: Fit, node: Int) -> [Double] {
    let factors = fit.restlessness.map(factor)
    var sum = 0.0
    for k in pool.indices {
      for (row, factor) in factors.enumerated() { sum += fit.magnitudes[k][row] / (factor * pool[k]) }
    }
    let own = Self.ownSize(sum, rows: factors.count, nodes: pool.count)
    return factors.indices.map { fit.magnitudes[node][$0] / (factors[$0] * own) }
  }

  /// The expected size of a series' errors from now on.
  ///
  /// - Parameter residuals: One run of rows per horizon, as if each had been left out.
  func size(_ window: PatternWindow, weeks: Range<Int>, nodes: [Int], residuals: [Double]) -> Double {
    let rows = weeks.count
    var (sum, known) = (0.0, 0)
    for row in 0..<rows where window.isWhole(weeks.lowerBound + row, nodes: nodes) {
      var errors = 0.0
      for (k, node) in nodes.enumerated() {
        errors += abs(residuals[k * rows + row]) / (Double(node).squareRoot() * pool[k])
      }
      sum += errors / factor(window.restlessness(weeks.lowerBound + row))
      known += 1
    }
    let own = Self.ownSize(sum, rows: known, nodes: nodes.count)
    return own * factor(window.restlessness(window.count - 1))
  }

  /// - Parameter sum: Of errors against the pool's, over rows and horizons.
  private static func ownSize(_ sum: Double, rows: Int, nodes: Int) -> Double {
    guard rows > 0 else { return 1 }
    // Outcomes of neighbouring rows overlap.
    let effective = Double(rows) / Double(nodes)
    return (pooledErrors + effective * sum / Double(rows * nodes)) / (pooledErrors + effective)
  }
}
