import NumericCore
import RealModule

/// How the size of errors, in units of the volatility known before them, depends on how restless a series is.
///
/// After a great change the next error is smaller than the change lets fear, after a quiet month greater; and calm
/// series err by less, or more, of their volatility than lively ones. One regression for all series of a kind
/// learns it:
/// ```
/// log(|e| + 0.1·mean|e|) = c₀ + c₁·latest + c₂·usual  by ridge, 200 rows
/// ```
/// with the two measures of ``PreparedSeries/restlessness(of:volatility:)`` less their means. What it foretells is
/// taken out of the errors before their shape is learnt, and put into the width of each series' intervals.
///
/// Real series have units of their own, and how large the volatility of one is against that of another says
/// nothing: for them c₂ is zero.
struct SpreadModel: Sendable {
  private var coefficients = [0.0, 0.0]
  private var means = [0.0, 0.0]

  /// Rows that say nothing, of which the prior consists.
  static let priorRows = 200.0
  /// Nobody's intervals are changed by more than this factor.
  static let greatestFactor = 2.5

  /// No dependence.
  init() {}

  /// - Parameters:
  ///   - rows: Errors of series of one kind.
  ///   - kind: That kind.
  init(_ rows: [ForecastErrors.Row], kind: SeriesKind) {
    let count = Double(rows.count)
    guard count > 0 else { return }
    let meanMagnitude = rows.reduce(0) { $0 + $1.magnitude } / count
    guard meanMagnitude > 0 else { return }
    means = [
      rows.reduce(0) { $0 + $1.latest } / count, rows.reduce(0) { $0 + $1.usual } / count,
    ]
    let logs = rows.map { Double.log($0.magnitude + 0.1 * meanMagnitude) }
    let meanLog = logs.reduce(0, +) / count
    var gram = Matrix(rows: 2, columns: 2)
    var moment = [0.0, 0.0]
    for (row, log) in zip(rows, logs) {
      let x = [row.latest - means[0], kind == .real ? 0 : row.usual - means[1]]
      for i in 0..<2 {
        moment[i] += x[i] * (log - meanLog)
        for j in 0..<2 { gram[i, j] += x[i] * x[j] }
      }
    }
    for i in 0..<2 { gram[i, i] += Self.priorRows * (gram[i, i] / count + 1e-6) }
    if let factor = CholeskyFactorization(gram) { coefficients = factor.solve(moment) }
  }

  /// The size of errors of a series so restless, against the mean.
  func factor(latest: Double, usual: Double) -> Double {
    let log = coefficients[0] * (latest - means[0]) + coefficients[1] * (usual - means[1])
    let limit = Double.log(Self.greatestFactor)
    return .exp(min(max(log, -limit), limit))
  }
}
