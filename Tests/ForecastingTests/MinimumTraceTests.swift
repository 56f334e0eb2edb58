import NumericCore
import Testing

@testable import Forecasting

/// Reconciliation by generalised least squares against a dense solution, and what must hold for any numbers.
@Suite struct MinimumTraceTests {
  private static let parts = [15.82, 19.3, 8.4, 9.95, 17.9, 21.1]
  private static let deviations = [0.1, 0.12, 0.2, 0.08, 0.05, 0.3]
  private static let correlations: [[Double]] = [
    [1, 0.3, 0.1, 0, 0.05, -0.2], [0.3, 1, 0.2, 0.1, 0, 0.15], [0.1, 0.2, 1, 0.05, 0.1, 0],
    [0, 0.1, 0.05, 1, 0.2, 0.1], [0.05, 0, 0.1, 0.2, 1, 0], [-0.2, 0.15, 0, 0.1, 0, 1],
  ]
  private static let covariance = Matrix(
    columns: (0..<6).map { j in (0..<6).map { correlations[$0][j] * deviations[$0] * deviations[j] } })
  private static let totalCovariances = [0.004, 0.01, 0.03, 0.003, 0.001, 0.06]
  private static let bounds: [ClosedRange<Double>] = [0...18, 0...20, 0...12, 0...10, 0...18, 0...22]

  private func reconcile(_ total: Double, variance: Double = 0.25) -> MinimumTrace {
    MinimumTrace(
      parts: Self.parts, covariance: Self.covariance, total: total, totalVariance: variance,
      totalCovariances: Self.totalCovariances, difference: 0.07, bounds: Self.bounds)
  }

  private func expectClose(
    _ one: [Double], _ other: [Double], _ tolerance: Double,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(one.count == other.count, sourceLocation: sourceLocation)
    for (a, b) in zip(one, other) { #expect(abs(a - b) <= tolerance, sourceLocation: sourceLocation) }
  }

  // Python 3.11.7, numpy 2.4.6, scipy 1.17.1. V = [[W, w], [wᵀ, v]], L = numpy.linalg.cholesky(V), J = [I; 1ᵀ],
  // A = numpy.linalg.solve(L, J), z = numpy.linalg.solve(L, (b, t − d)); numpy.linalg.lstsq(A, z), and
  // numpy.diag(numpy.linalg.inv(A.T @ A)) / numpy.diag(W).
  @Test func insideTheBounds_agreesWithDenseLeastSquares() {
    let high = reconcile(93.4)
    expectClose(
      high.parts,
      [
        15.841938775510188, 19.371854177568466, 8.469754055468334, 9.981351822780402, 17.913313274027576,
        21.21925693354266,
      ], 1e-12)
    #expect(abs(high.total - 92.86746903889761) <= 1e-12)
    expectClose(
      high.remaining,
      [
        0.9850765306122445, 0.888830261449309, 0.9622841444270013, 0.9523798622012906, 0.9780176173033315,
        0.9510029652886798,
      ], 1e-13)
    expectClose(
      reconcile(90).parts,
      [
        15.75520408163264, 19.08777952206522, 8.193982208267919, 9.8574027559742, 17.86067939996513,
        20.74777603349033,
      ], 1e-12)
  }

  // scipy.optimize.lsq_linear(A, z, bounds=(lo, hi), method="bvls", tol=1e-15)
  @Test func atABound_agreesWithBoundedLeastSquares() {
    let high = reconcile(95.5)
    expectClose(
      high.parts,
      [
        15.8975363610764, 19.544827535287933, 8.638925353623344, 10, 17.93945146743529, 21.498678169274466,
      ], 1e-11)
    #expect(abs(high.total - 93.58941888669743) <= 1e-11)
    let low = MinimumTrace(
      parts: [0.05, 0.3, 1.2],
      covariance: Matrix(columns: [[0.04, 0.01, 0], [0.01, 0.09, -0.02], [0, -0.02, 0.16]]),
      total: 0.2, totalVariance: 0.02, totalCovariances: [0.01, 0.02, 0.03], difference: -0.1,
      bounds: [0...1, 0...1, 0...1.5])
    expectClose(low.parts, [0, 0, 0.025774647887323966], 1e-13)
  }

  @Test func noGap_movesNothing() {
    expectClose(reconcile(Self.parts.reduce(0.07, +)).parts, Self.parts, 1e-13)
  }

  @Test func totalThatKnowsNothing_movesNothing() {
    #expect(reconcile(50, variance: .infinity).parts == Self.parts)
    #expect(reconcile(50, variance: .infinity).remaining == Self.parts.map { _ in 1 })
    expectClose(reconcile(93, variance: 1e18).parts, Self.parts, 1e-12)
  }

  /// A total whose error is that of the sum of its parts: the gap is nobody's error.
  @Test func totalThatKnowsTheSame_movesNothing() {
    let sums = (0..<6).map { i in (0..<6).reduce(0) { $0 + Self.covariance[i, $1] } }
    let same = MinimumTrace(
      parts: Self.parts, covariance: Self.covariance, total: 95, totalVariance: sums.reduce(0, +) + 0.04,
      totalCovariances: sums, bounds: Self.bounds)
    expectClose(same.parts, Self.parts, 1e-12)
  }

  @Test func totalThatIsCertain_isMet() {
    let certain = MinimumTrace(
      parts: [1, 2, 3], covariance: Matrix(columns: [[0.1, 0, 0], [0, 0, 0], [0, 0, 0.3]]), total: 6.4,
      totalVariance: 0, totalCovariances: [0, 0, 0], bounds: [0...9, 0...9, 0...9])
    // In proportion to the variances; a part that is certain, too, stays.
    expectClose(certain.parts, [1.1, 2, 3.3], 1e-14)
    expectClose(certain.remaining, [0.75, 1, 0.25], 1e-14)
    #expect(abs(certain.total - 6.4) <= 1e-14)
  }

  @Test func bounds_hold_andNoFeasibleNeighbourIsBetter() throws {
    var generator = SeededGenerator(seed: 4)
    var reached = 0
    for _ in 0..<200 {
      let count = 1 + Int(generator.uniform() * 8)
      let root = (0..<(count + 1)).map { _ in (0..<(count + 1)).map { _ in generator.normal() } }
      func v(_ i: Int, _ j: Int) -> Double {
        zip(root[i], root[j]).reduce(i == j ? 0.1 : 0) { $0 + $1.0 * $1.1 }
      }
      let limits = (0..<count).map { _ in 1 + generator.uniform() }
      let base = limits.map { $0 * generator.uniform() }
      let total = base.reduce(0, +) + 4 * generator.normal()
      let covariance = Matrix(columns: (0..<count).map { j in (0..<count).map { v($0, j) } })
      let agreed = MinimumTrace(
        parts: base, covariance: covariance, total: total, totalVariance: v(count, count),
        totalCovariances: (0..<count).map { v($0, count) }, bounds: limits.map { 0...$0 })
      for (part, limit) in zip(agreed.parts, limits) { #expect(part >= 0 && part <= limit) }
      reached += zip(agreed.parts, limits).count { $0 == 0 || $0 == $1 }
      let sum = agreed.parts.reduce(0, +)
      #expect(abs(agreed.total - sum) <= 1e-12)
      #expect(agreed.remaining.allSatisfy { $0 >= 0 && $0 <= 1 })
      // The objective itself, rᵀV⁻¹r, along every feasible direction of a coordinate.
      let whole = try #require(
        CholeskyFactorization(
          Matrix(columns: (0...count).map { j in (0...count).map { v($0, j) } })))
      func objective(_ x: [Double]) -> Double {
        let residuals = zip(x, base).map { $0 - $1 } + [x.reduce(0, +) - total]
        return whole.whiten(residuals).reduce(0) { $0 + $1 * $1 }
      }
      let least = objective(agreed.parts)
      for i in 0..<count {
        for step in [-1e-4, 1e-4] {
          var other = agreed.parts
          other[i] = min(max(other[i] + step, 0), limits[i])
          // Rounding of a sum of squares of this size.
          let slack = 1e-10 * max(least, 1)
          #expect(objective(other) >= least - slack)
        }
      }
    }
    #expect(reached > 100, "the bounds were put to the test")
  }

  @Test func orderOfParts_doesNotMatter() {
    for total in [93.4, 95.5, 88] {
      let there = reconcile(total)
      let order = [4, 2, 0, 5, 1, 3]
      let back = MinimumTrace(
        parts: order.map { Self.parts[$0] },
        covariance: Matrix(columns: order.map { j in order.map { Self.covariance[$0, j] } }),
        total: total, totalVariance: 0.25, totalCovariances: order.map { Self.totalCovariances[$0] },
        difference: 0.07, bounds: order.map { Self.bounds[$0] })
      expectClose(back.parts, order.map { there.parts[$0] }, 1e-11)
    }
  }
}
