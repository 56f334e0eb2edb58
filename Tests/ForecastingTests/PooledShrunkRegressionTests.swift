import NumericCore
import Testing

@testable import Forecasting

/// The regression that series share.
@Suite struct ShrunkRegressionTests {
  private let rows = [
    PatternRows(
      features: Matrix(columns: [[1, 0, -1, 2, 0.5], [2, 1, 0.5, -1, 0.5]]),
      outcomes: Matrix(columns: [[1, 0.5, -1, 0, 0.7], [0, 1, 2, 1, -0.3]]), weeks: [0, 1, 2, 3, 4]),
    PatternRows(
      features: Matrix(columns: [[0.3, 1.5, -0.7], [-1, 0.2, 1]]),
      outcomes: Matrix(columns: [[0.2, 1, 0], [1, 0.1, -1]]), weeks: [0, 1, 2]),
  ]
  private let weights: [[Double]] = [[1, 2, 0.5, 1, 3], [1, 1, 2]]
  private let settings = ShrunkRegression.Settings(priorRows: 4, ridge: 0.05, pooledRows: 6, ownRidge: 0.02)

  private var moments: [PatternMoments] { zip(rows, weights).map { PatternMoments($0, weights: $1) } }

  private var mean: PatternMoments {
    var mean = PatternMoments(features: 2, outcomes: 2)
    for own in moments { mean.add(own, times: 1 / 8) }
    return mean
  }

  private func regression(_ settings: ShrunkRegression.Settings, rows: Double = 8) throws -> ShrunkRegression
  {
    try #require(ShrunkRegression(mean: mean, rows: rows, penalty: [1, 3], settings: settings))
  }

  private func agree(_ one: Matrix, _ other: [[Double]], _ tolerance: Double = 1e-12) -> Bool {
    (0..<one.rows).allSatisfy { i in
      (0..<one.columns).allSatisfy { abs(one[i, $0] - other[i][$0]) <= tolerance }
    }
  }

  private func list(_ matrix: Matrix) -> [[Double]] { (0..<matrix.rows).map(matrix.row) }

  // Python 3.11.7, numpy 2.4.6: numpy.linalg.solve(S + diag(diag(S)·p) + 1e-10·mean(diag(S))·I, T), and
  // b + numpy.linalg.solve(G + K·(S + diag(diag(S)·q) + …), B - G @ b), p = 4·[1, 3]/8 + 0.05, q with 0.02, K = 6.
  @Test func pooledAndOwn_agreeWithNumpy() throws {
    let regression = try regression(settings)
    #expect(
      agree(
        regression.pooled,
        [[0.28592007495264216, 0.15789852508519087], [0.14577270233652445, -0.06423580887454876]]))
    #expect(
      agree(
        regression.own(moments[0]).coefficients,
        [[0.3270371996544332, 0.13483850659862628], [0.234049594403123, -0.012563968293387157]]))
    #expect(
      agree(
        regression.own(moments[1]).coefficients,
        [[0.3436561137968571, 0.2298737462008551], [0.14902337759503023, -0.16623762227494823]]))
  }

  @Test func manyPooledRows_leaveThePool() throws {
    var strong = settings
    strong.pooledRows = 1e12
    let regression = try regression(strong)
    for own in moments { #expect(agree(regression.own(own).coefficients, list(regression.pooled), 1e-10)) }
  }

  @Test func noPooledRows_leaveLeastSquaresOfTheSeries() throws {
    var weak = settings
    weak.pooledRows = 1e-12
    let regression = try regression(weak)
    for own in moments {
      let factor = try #require(CholeskyFactorization(own.gram))
      #expect(agree(regression.own(own).coefficients, list(factor.solve(own.moment)), 1e-9))
    }
  }

  @Test func endlessPrior_leavesNothing() throws {
    var strong = settings
    strong.priorRows = 1e12
    let regression = try regression(strong)
    #expect(agree(regression.pooled, [[0, 0], [0, 0]], 1e-10))
    #expect(agree(regression.own(moments[0]).coefficients, [[0, 0], [0, 0]], 1e-10))
  }

  @Test func noPrior_leavesLeastSquaresOfAll() throws {
    let regression = try regression(.init(priorRows: 0, ridge: 0, pooledRows: 6, ownRidge: 0))
    let factor = try #require(CholeskyFactorization(mean.gram))
    #expect(agree(regression.pooled, list(factor.solve(mean.moment)), 1e-9))
  }

  @Test func noRowsOfItsOwn_leaveThePool() throws {
    let regression = try regression(settings)
    let own = regression.own(PatternMoments(features: 2, outcomes: 2))
    #expect(own.coefficients == regression.pooled)
  }

  @Test func aFeatureThatNeverMoved_hasNoCoefficient() throws {
    let still = PatternRows(
      features: Matrix(columns: [[1, 2, -1], [0, 0, 0]]), outcomes: Matrix(columns: [[1, 2, -1]]),
      weeks: [0, 1, 2])
    let moments = PatternMoments(still, weights: [1, 1, 1])
    let regression = try #require(
      ShrunkRegression(mean: moments, rows: 3, penalty: [1, 1], settings: settings))
    #expect(regression.pooled[1, 0] == 0)
    #expect(regression.own(moments).coefficients[1, 0] == 0)
    #expect(regression.pooled[0, 0] > 0)
  }

  @Test func momentsThatSayNothingOrAreNotFinite_haveNoSolution() {
    let none = PatternMoments(features: 2, outcomes: 1)
    #expect(ShrunkRegression(mean: none, rows: 3, penalty: [1, 1], settings: settings) == nil)
    let wild = PatternMoments(
      PatternRows(features: Matrix(columns: [[1e200]]), outcomes: Matrix(columns: [[1]]), weeks: [0]),
      weights: [1])
    #expect(ShrunkRegression(mean: wild, rows: 3, penalty: [1], settings: settings) == nil)
  }

  // w·diag(X (inv(G + K·M) + inv(N·P)) Xᵀ) in numpy.
  @Test func leverages_agreeWithNumpy() throws {
    let regression = try regression(settings)
    let found = regression.leverages(regression.own(moments[0]), rows[0], weights: weights[0])
    let expected = [
      0.4203285495981734, 0.1421668777724613, 0.0705278811647165, 0.564223049317732, 0.15149570727099845,
    ]
    #expect(zip(found, expected).allSatisfy { abs($0 - $1) < 1e-12 })
  }

  /// The same by definition: how much the fit of a row, pool and own part, follows its own outcome. With the pool
  /// held, its part of the leverage goes.
  @Test func leverages_areTheDiagonalOfTheHatMatrix() throws {
    let regression = try regression(settings, rows: 1e9)
    let leverages = regression.leverages(regression.own(moments[0]), rows[0], weights: weights[0])
    for row in 0..<5 {
      func fitted(_ change: Double) -> Double {
        var moved = rows[0]
        moved.outcomes[row, 0] += change
        let own = regression.own(PatternMoments(moved, weights: weights[0]))
        return moved.features.times(own.coefficients)[row, 0]
      }
      #expect(abs(fitted(1) - fitted(0) - leverages[row]) < 1e-8)
    }
  }

  @Test func errorOverOneLessLeverage_isThatOfAFitWithoutTheRow() throws {
    let regression = try regression(settings, rows: 1e12)
    let own = regression.own(moments[0])
    let fitted = rows[0].features.times(own.coefficients)
    let leverages = regression.leverages(own, rows[0], weights: weights[0])
    for left in 0..<5 {
      var without = weights[0]
      without[left] = 0
      let refit = regression.own(PatternMoments(rows[0], weights: without))
      let prediction = rows[0].features.times(refit.coefficients)
      for column in 0..<2 {
        let outcome = rows[0].outcomes[left, column]
        let jackknife = (outcome - fitted[left, column]) / (1 - leverages[left])
        #expect(abs(jackknife - (outcome - prediction[left, column])) < 1e-9)
      }
    }
  }

  @Test func inflation_isBetweenNoneAndLeaveOneOut() {
    #expect(PatternError.inflation(0) == 1)
    #expect(PatternError.inflation(0.5) > 1.5 && PatternError.inflation(0.5) < 2)
    #expect(PatternError.inflation(1) == PatternError.inflation(0.95))
  }
}
