import NumericCore
import RealModule
import Testing

@Suite struct NestedRidgeTests {
  private struct Problem {
    let design: Matrix
    let response: [Double]
    let penalty: [Double]

    init(rows: Int, columns: Int, seed: UInt64) {
      var generator = SeededGenerator(seed: seed)
      design = generator.matrix(rows, columns)
      response = generator.vector(rows)
      penalty = (0..<columns).map { Double($0) * 0.7 }
    }

    func nested(_ penalty: [Double]? = nil) -> NestedRidge? {
      NestedRidge(
        gram: design.transposed.times(design), moment: design.transposedTimes(response),
        sumOfSquares: CompensatedSum.dot(response, response), penalty: penalty ?? self.penalty)
    }

    func leading(_ count: Int) -> Matrix {
      Matrix(
        rows: design.rows, columns: count,
        columnMajor: Array(design.elements.prefix(count * design.rows)))
    }
  }

  @Test func everyLeadingRegressionIsThatOfLeastSquares() throws {
    let problem = Problem(rows: 40, columns: 6, seed: 1)
    let nested = try #require(problem.nested())
    for count in 1...6 {
      let single = try LeastSquares.ridge(
        design: problem.leading(count), response: problem.response,
        penalty: Array(problem.penalty.prefix(count)))
      // The condition number of the Gram matrix is about 5.
      #expect(isClose(nested.coefficients(count), single.coefficients, relative: 1e-12))
      #expect(
        isClose(nested.residualSumsOfSquares[count], single.residualSumOfSquares, relative: 1e-13))
      #expect(
        isClose(nested.effectiveParameters[count], single.effectiveDegreesOfFreedom, relative: 1e-12))
    }
    #expect(nested.coefficients(0).isEmpty && nested.effectiveParameters[0] == 0)
  }

  @Test func theAverageHasAkaikesWeights() throws {
    let problem = Problem(rows: 30, columns: 4, seed: 2)
    let nested = try #require(problem.nested())
    let counts = [0, 2, 4]
    let criteria = counts.map { count -> Double in
      let k = nested.effectiveParameters[count] + 1
      return 30 * .log(nested.residualSumsOfSquares[count] / 30) + 2 * k * 30 / (29 - k)
    }
    let weights = criteria.map { Double.exp(-0.5 * ($0 - criteria[0])) }
    var expected = [Double](repeating: 0, count: 4)
    for (count, weight) in zip(counts, weights) {
      for (j, value) in nested.coefficients(count).enumerated() {
        expected[j] += weight * value / weights.reduce(0, +)
      }
    }
    let average = try #require(nested.averagedCoefficients(counts: counts, rows: 30))
    #expect(isClose(average, expected, relative: 1e-12))
    #expect(nested.averagedCoefficients(counts: [2], rows: 30)! == nested.coefficients(2) + [0, 0])
  }

  @Test func regressionsWithoutDegreesOfFreedomTakeNoPart() throws {
    let problem = Problem(rows: 6, columns: 5, seed: 3)
    let nested = try #require(problem.nested([0, 0, 0, 0, 0]))
    // m − k − 1 is 6 − 5 − 1 = 0 for four columns, and 4 for none.
    #expect(nested.averagedCoefficients(counts: [4, 5], rows: 6) == nil)
    #expect(
      nested.averagedCoefficients(counts: [0, 4, 5], rows: 6) == [Double](repeating: 0, count: 5))
  }

  @Test func anExactFitKeepsAFloor() throws {
    // y is the first column: the others cannot add anything, and rounding must not say that they do.
    let problem = Problem(rows: 20, columns: 3, seed: 4)
    let response = Array(problem.design.elements.prefix(20))
    let squares = CompensatedSum.dot(response, response)
    let nested = try #require(
      NestedRidge(
        gram: problem.design.transposed.times(problem.design),
        moment: problem.design.transposedTimes(response), sumOfSquares: squares, penalty: [0, 0, 0]))
    for count in 1...3 { #expect(nested.residualSumsOfSquares[count] == 1e-12 * squares) }
    let average = try #require(nested.averagedCoefficients(counts: [0, 1, 2, 3], rows: 20))
    #expect(isClose(average, [1, 0, 0], relative: 1e-12, absolute: 1e-12))
  }

  @Test func whatHasNoAnswerIsNil() {
    let ones = Matrix(rows: 2, columns: 2, columnMajor: [1, 1, 1, 1])
    #expect(NestedRidge(gram: ones, moment: [1, 1], sumOfSquares: 1, penalty: [0, 0]) == nil)
    #expect(NestedRidge(gram: ones, moment: [1, 1], sumOfSquares: 1, penalty: [0, 1]) != nil)
    #expect(NestedRidge(gram: ones, moment: [1, .nan], sumOfSquares: 1, penalty: [1, 1]) == nil)
    #expect(NestedRidge(gram: ones, moment: [1, 1], sumOfSquares: .infinity, penalty: [1, 1]) == nil)
    let zero = NestedRidge(gram: ones, moment: [0, 0], sumOfSquares: 0, penalty: [1, 1])
    #expect(zero?.averagedCoefficients(counts: [0, 1, 2], rows: 9) == [0, 0])
  }
}
