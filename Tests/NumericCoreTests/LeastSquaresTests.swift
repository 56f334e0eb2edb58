import NumericCore
import Testing

@Suite struct LeastSquaresTests {
  // Random designs of these shapes have condition numbers below 100, so that standard QR keeps 13 digits.
  static let standardTolerance = 1e-12
  // The refined solver is right to the last place; comparisons allow for the rounding of both sides.
  static let refinedTolerance = 1e-14

  private func sample(_ stream: UInt64, rows: Int = 30, columns: Int = 4) -> (Matrix, [Double]) {
    var generator = SeededGenerator(seed: 1, stream: stream)
    return (generator.matrix(rows, columns), generator.vector(rows))
  }

  @Test(arguments: [LeastSquares.Accuracy.standard, .refined])
  func residualsAreOrthogonalToTheColumns(_ accuracy: LeastSquares.Accuracy) throws {
    let (x, y) = sample(1)
    let fit = try LeastSquares.fit(design: x, response: y, accuracy: accuracy)
    for j in 0..<x.columns {
      // Rounding of 30 products of size one.
      #expect(abs(CompensatedSum.dot(x.column(j), fit.residuals)) < 1e-13)
    }
  }

  @Test func standardAgreesWithRefinedInEveryField() throws {
    var (x, y) = sample(2)
    for i in 0..<x.rows { x[i, 0] = 1 }
    var generator = SeededGenerator(seed: 2)
    let w = y.map { _ in generator.uniform() * 1000 }
    for weights in [nil, w] {
      let a = try LeastSquares.fit(design: x, response: y, weights: weights, accuracy: .standard)
      let b = try LeastSquares.fit(design: x, response: y, weights: weights)
      let t = Self.standardTolerance
      #expect(isClose(a.coefficients, b.coefficients, relative: t, absolute: t))
      #expect(isClose(try #require(a.standardErrors), try #require(b.standardErrors), relative: t))
      #expect(isClose(a.residuals, b.residuals, relative: t, absolute: t))
      #expect(isClose(a.fitted, b.fitted, relative: t, absolute: t))
      #expect(isClose(a.leverages, b.leverages, relative: t, absolute: t))
      #expect(isClose(try #require(a.rSquared), try #require(b.rSquared), relative: t))
      #expect(isClose(a.residualSumOfSquares, b.residualSumOfSquares, relative: t))
      #expect(
        isClose(
          try #require(a.residualStandardDeviation), try #require(b.residualStandardDeviation),
          relative: t))
      #expect(isClose(a.conditionNumber, b.conditionNumber, relative: t))
      #expect(a.rank == b.rank && a.degreesOfFreedom == b.degreesOfFreedom)
      #expect(a.hasIntercept && b.hasIntercept)
      #expect(isClose(a.leverages.reduce(0, +), 4, relative: t))
    }
  }

  @Test func scalingAColumnScalesItsCoefficientInversely() throws {
    let (x, y) = sample(3)
    let plain = try LeastSquares.fit(design: x, response: y)
    var scaled = x
    // A power of two and a factor near the end of the range: neither may cost a digit.
    for i in 0..<x.rows {
      scaled[i, 1] *= 0x1p-900
      scaled[i, 2] *= 0x1p500
    }
    let fit = try LeastSquares.fit(design: scaled, response: y)
    #expect(fit.coefficients[0] == plain.coefficients[0])
    #expect(fit.coefficients[1] == plain.coefficients[1] * 0x1p900)
    #expect(fit.coefficients[2] == plain.coefficients[2] * 0x1p-500)
    #expect(fit.conditionNumber == plain.conditionNumber)
    #expect(fit.residuals == plain.residuals)
  }

  @Test func shiftingTheResponseMovesTheInterceptAlone() throws {
    var (x, y) = sample(4)
    for i in 0..<x.rows { x[i, 0] = 1 }
    // Rounded to multiples of 2⁻²⁰, so that adding 2¹⁰ is exact.
    y = y.map { ($0 * 0x1p20).rounded() * 0x1p-20 }
    let plain = try LeastSquares.fit(design: x, response: y)
    let shifted = try LeastSquares.fit(design: x, response: y.map { $0 + 1024 })
    #expect(isClose(shifted.coefficients[0], plain.coefficients[0] + 1024, relative: 1e-15))
    for j in 1..<4 {
      #expect(isClose(shifted.coefficients[j], plain.coefficients[j], relative: 1e-15))
    }
    #expect(isClose(try #require(shifted.rSquared), try #require(plain.rSquared), relative: 1e-14))
  }

  @Test func wholeWeightsActAsRepeatedRowsOnTheCoefficients() throws {
    let (x, y) = sample(5, rows: 12, columns: 3)
    let counts = (0..<12).map { $0 % 4 }
    var rows: [Int] = []
    for (i, c) in counts.enumerated() { rows += [Int](repeating: i, count: c) }
    let repeated = Matrix(columns: (0..<3).map { j in rows.map { x[$0, j] } })
    let a = try LeastSquares.fit(design: x, response: y, weights: counts.map(Double.init))
    let b = try LeastSquares.fit(design: repeated, response: rows.map { y[$0] })
    #expect(isClose(a.coefficients, b.coefficients, relative: Self.refinedTolerance))
    #expect(isClose(a.residualSumOfSquares, b.residualSumOfSquares, relative: 1e-13))
    // Rows of weight zero are no observations; repeated ones count each time.
    #expect(a.degreesOfFreedom == 9 - 3)
    #expect(b.degreesOfFreedom == rows.count - 3)
    #expect(a.fitted.count == 12)
    #expect(a.leverages[0] == 0)
  }

  @Test func aCommonFactorOfTheWeightsChangesOnlyTheScaleOfTheResidualDeviation() throws {
    let (x, y) = sample(6)
    var generator = SeededGenerator(seed: 6)
    let w = y.map { _ in generator.uniform() }
    let a = try LeastSquares.fit(design: x, response: y, weights: w)
    let b = try LeastSquares.fit(design: x, response: y, weights: w.map { $0 * 0x1p41 })
    #expect(isClose(a.coefficients, b.coefficients, relative: 1e-15))
    #expect(isClose(try #require(a.standardErrors), try #require(b.standardErrors), relative: 1e-15))
    #expect(
      isClose(
        try #require(b.residualStandardDeviation),
        try #require(a.residualStandardDeviation) * 0x1p41.squareRoot(), relative: 1e-15))
  }

  @Test func aRepeatedColumnIsReportedAndSharesItsCoefficient() throws {
    let (x, y) = sample(7, rows: 20, columns: 2)
    let doubled = Matrix(columns: [x.column(0), x.column(1), x.column(1)])
    let plain = try LeastSquares.fit(design: x, response: y)
    for accuracy in [LeastSquares.Accuracy.standard, .refined] {
      let fit = try LeastSquares.fit(design: doubled, response: y, accuracy: accuracy)
      #expect(fit.rank == 2)
      #expect(fit.degreesOfFreedom == 18)
      #expect(fit.standardErrors == nil && fit.covariance == nil)
      #expect(fit.conditionNumber == .infinity)
      let half = plain.coefficients[1] / 2
      #expect(isClose(fit.coefficients, [plain.coefficients[0], half, half], relative: 1e-14))
      #expect(isClose(fit.residuals, plain.residuals, relative: 1e-13, absolute: 1e-15))
      #expect(
        isClose(
          try #require(fit.residualStandardDeviation),
          try #require(plain.residualStandardDeviation), relative: 1e-14))
    }
  }

  @Test func aColumnThatDependsUpToRoundingIsReported() throws {
    let (x, y) = sample(8)
    var columns = (0..<4).map { x.column($0) }
    columns.append(x.column(0).indices.map { 0.1 * x[$0, 0] - 0.7 * x[$0, 1] + 0.3 * x[$0, 3] })
    let fit = try LeastSquares.fit(design: Matrix(columns: columns), response: y)
    #expect(fit.rank == 4)
    // Of least norm: orthogonal to the null vector (0.1, −0.7, 0, 0.3, −1).
    let null = [0.1, -0.7, 0, 0.3, -1]
    #expect(abs(CompensatedSum.dot(null, fit.coefficients)) < 1e-13)
  }

  @Test func aNearlyDependentColumnOfWholeNumbersCounts() throws {
    // Differs from a multiple of the first by one unit in 10⁹: exact in Double, so full rank.
    let a = (1...20).map { Double($0) * 1e9 }
    let b = a.enumerated().map { $1 + ($0 % 2 == 0 ? 1.0 : 0) }
    let y = a.indices.map { 3 * a[$0] - 2 * b[$0] }
    let fit = try LeastSquares.fit(design: Matrix(columns: [a, b]), response: y)
    #expect(fit.rank == 2)
    #expect(isClose(fit.coefficients, [3, -2], relative: 1e-14))
  }

  @Test func anyDeficientDesignGivesAMinimiserOfLeastNorm() throws {
    var generator = SeededGenerator(seed: 30)
    func whole(_ size: Int) -> Double { Double(Int.random(in: -size...size, using: &generator)) }
    for trial in 0..<300 {
      let (m, n, inner) = (1 + trial % 9, 1 + trial / 9 % 7, 1 + trial % 4)
      let a = Matrix(rows: m, columns: inner, columnMajor: (0..<m * inner).map { _ in whole(3) })
      let b = Matrix(rows: inner, columns: n, columnMajor: (0..<inner * n).map { _ in whole(3) })
      let x = a.times(b)
      let y = (0..<m).map { _ in whole(5) }
      let fit = try LeastSquares.fit(design: x, response: y)
      #expect(fit.rank <= min(m, n, inner))
      // Whole numbers below 40 times residuals below 20.
      #expect(x.transposedTimes(fit.residuals).allSatisfy { abs($0) < 1e-12 })
      // Least norm means being a combination of the rows.
      let back = try LeastSquares.fit(design: x.transposed, response: fit.coefficients)
      #expect(back.residuals.allSatisfy { abs($0) < 1e-13 })
      #expect(isClose(fit.leverages.reduce(0, +), Double(fit.rank), relative: 1e-14))
    }
  }

  @Test(arguments: [LeastSquares.Accuracy.standard, .refined], [-500, 500])
  func theSizeOfTheResponseCostsNoDigit(_ accuracy: LeastSquares.Accuracy, _ exponent: Int) throws {
    let (x, y) = sample(18)
    let factor = Double(sign: .plus, exponent: exponent, significand: 1)
    let plain = try LeastSquares.fit(design: x, response: y)
    let fit = try LeastSquares.fit(design: x, response: y.map { $0 * factor }, accuracy: accuracy)
    #expect(fit.coefficients == plain.coefficients.map { $0 * factor })
    #expect(fit.standardErrors == plain.standardErrors?.map { $0 * factor })
    #expect(fit.rSquared == plain.rSquared)
  }

  @Test func moreColumnsThanRowsGiveTheSolutionOfLeastNorm() throws {
    let (x, y) = sample(9, rows: 3, columns: 5)
    for accuracy in [LeastSquares.Accuracy.standard, .refined] {
      let fit = try LeastSquares.fit(design: x, response: y, accuracy: accuracy)
      #expect(fit.rank == 3 && fit.degreesOfFreedom == 0)
      #expect(fit.standardErrors == nil && fit.residualStandardDeviation == nil)
      #expect(isClose(fit.fitted, y, relative: 1e-13))
      // The least-norm solution is Xᵀ(XXᵀ)⁻¹y.
      let inner = try #require(CholeskyFactorization(x.times(x.transposed)))
      let expected = x.transposedTimes(inner.solve(y))
      // The condition number of XXᵀ, some 100, enters through the reference.
      #expect(isClose(fit.coefficients, expected, relative: 1e-12))
    }
  }

  @Test func anExactFitWithoutDegreesOfFreedomHasNoStandardErrors() throws {
    let fit = try LeastSquares.fit(polynomialOfDegree: 2, x: [1, 2, 3], y: [1, 4, 9])
    #expect(fit.degreesOfFreedom == 0)
    #expect(fit.standardErrors == nil && fit.covariance == nil)
    #expect(isClose(fit.coefficients, [0, 0, 1], relative: 1e-15, absolute: 1e-25))
  }

  @Test func aPolynomialOnTooFewDistinctAbscissaeIsRefused() throws {
    #expect(throws: LinearAlgebraError.notEnoughAbscissae(required: 4, actual: 2)) {
      try LeastSquares.fit(polynomialOfDegree: 3, x: [1, 2, 1, 2, 2], y: [1, 3, 1.5, 2, 3.5])
    }
    // The third abscissa has no weight, so it does not count.
    #expect(throws: LinearAlgebraError.notEnoughAbscissae(required: 3, actual: 2)) {
      try LeastSquares.fit(polynomialOfDegree: 2, x: [1, 2, 3], y: [1, 3, 5], weights: [1, 1, 0])
    }
    let line = try LeastSquares.fit(polynomialOfDegree: 1, x: [1, 2, 1, 2, 2], y: [1, 3, 1.5, 2, 3.5])
    // At each abscissa the mean of the responses there.
    let values = line.predict(polynomialAt: [1, 2])
    #expect(isClose(values, [1.25, 8.5 / 3], relative: 1e-14))
    let constant = try LeastSquares.fit(polynomialOfDegree: 0, x: [5, 5], y: [1, 2])
    #expect(constant.predict(polynomialAt: [-1, 5]) == [1.5, 1.5])
  }

  @Test func aPolynomialIsEvaluatedWithoutCancellation() throws {
    // (x − 1)⁷, expanded: near x = 1 eight terms of up to 35 leave 1e-21.
    let x = (0...9).map(Double.init)
    let seventh = x.map { x in (0..<7).reduce(1.0) { power, _ in power * (x - 1) } }
    let fit = try LeastSquares.fit(polynomialOfDegree: 7, x: x, y: seventh)
    // Integers in, integers out, each rounded once.
    #expect(fit.coefficients == [-1, 7, -21, 35, -35, 21, -7, 1])
    let near = 1 + 0x1p-10
    let exact = 0x1p-70
    var plain = 0.0
    for coefficient in [1.0, -7, 21, -35, 35, -21, 7, -1] { plain = plain * near + coefficient }
    // 32 digits of terms of size 35 leave about 1e-30, where 16 leave 1e-14.
    #expect(abs(fit.predict(polynomialAt: [near])[0] - exact) <= 1e-29)
    #expect(abs(plain - exact) > 1e-18)
    // Each fitted value again, from the coefficients.
    #expect(isClose(fit.predict(polynomialAt: x), fit.fitted, relative: 1e-13, absolute: 1e-8))
    #expect(fit.predict(polynomialAt: []) == [])
    #expect(fit.predict(polynomialAt: [1e300])[0] == .infinity)
  }

  @Test func aPolynomialOfTinyOrHugeAbscissaeKeepsItsDigits() throws {
    let x = (1...12).map(Double.init)
    let y = x.map { ($0 - 3) * ($0 - 5) + ($0.truncatingRemainder(dividingBy: 3)) }
    let plain = try LeastSquares.fit(polynomialOfDegree: 3, x: x, y: y)
    for exponent in [-200, 200] {
      let factor = Double(sign: .plus, exponent: exponent, significand: 1)
      let fit = try LeastSquares.fit(polynomialOfDegree: 3, x: x.map { $0 * factor }, y: y)
      var power = 1.0
      for j in 0...3 {
        #expect(isClose(fit.coefficients[j] * power, plain.coefficients[j], relative: 1e-15))
        power *= factor
      }
    }
  }

  @Test func aZeroColumnGetsTheCoefficientZero() throws {
    let fit = try LeastSquares.fit(
      design: Matrix(columns: [[1, 1, 1], [0, 0, 0]]), response: [1, 2, 6])
    #expect(fit.rank == 1)
    #expect(fit.coefficients == [3, 0])
    let none = try LeastSquares.fit(design: Matrix(rows: 3, columns: 2), response: [1, 2, 6])
    #expect(none.rank == 0 && none.coefficients == [0, 0])
    #expect(none.residuals == [1, 2, 6])
  }

  @Test func aConstantResponseHasNoRSquared() throws {
    let fit = try LeastSquares.fit(polynomialOfDegree: 1, x: [1, 2, 3, 4], y: [0.1, 0.1, 0.1, 0.1])
    #expect(fit.rSquared == nil)
    #expect(isClose(fit.coefficients, [0.1, 0], relative: 1e-15, absolute: 1e-25))
  }

  @Test func predictionAtARowOfTheDesignIsItsFittedValue() throws {
    let (x, y) = sample(10)
    let fit = try LeastSquares.fit(design: x, response: y)
    #expect(isClose(fit.predict(x.row(3)), fit.fitted[3], relative: 1e-14))
  }

  @Test func anInputThatDefeatsTheNormalEquationsIsSolved() throws {
    // Läuchli's design: 1 + ε² rounds to 1, so that XᵀX is exactly singular in Double.
    let epsilon = 0x1p-27
    let x = Matrix(columns: [[1, epsilon, 0], [1, 0, epsilon]])
    #expect(CholeskyFactorization(x.gram()) == nil)
    let y = x.times([3, -2])
    for accuracy in [LeastSquares.Accuracy.standard, .refined] {
      let fit = try LeastSquares.fit(design: x, response: y, accuracy: accuracy)
      #expect(fit.rank == 2)
      // κ is 2²⁷·√2: standard QR may lose eight digits, the refined solver none.
      #expect(isClose(fit.coefficients, [3, -2], relative: accuracy == .standard ? 1e-7 : 1e-15))
    }
  }

  @Test func aRowWithoutWeightMayHoldAnything() throws {
    let x = Matrix(columns: [[1e-200, 2e-200, 3e-200, 1e300], [1, 1, 1, 1]])
    let fit = try LeastSquares.fit(
      design: x, response: [1, 2, 4, 1e300], weights: [1, 1, 1, 0])
    let plain = try LeastSquares.fit(polynomialOfDegree: 1, x: [1, 2, 3], y: [1, 2, 4])
    #expect(isClose(fit.coefficients[0], plain.coefficients[1] * 1e200, relative: 1e-14))
    #expect(isClose(try #require(fit.rSquared), try #require(plain.rSquared), relative: 1e-14))
  }

  // MARK: Ridge

  @Test func ridgeTendsToOrdinaryLeastSquaresAsThePenaltyVanishes() throws {
    let (x, y) = sample(11)
    let ordinary = try LeastSquares.fit(design: x, response: y)
    let none = try LeastSquares.ridge(design: x, response: y, penalty: 0)
    #expect(isClose(none.coefficients, ordinary.coefficients, relative: 1e-15))
    #expect(isClose(none.effectiveDegreesOfFreedom, 4, relative: 1e-14))
    // The difference is first order in the penalty, with factors of order one.
    let small = try LeastSquares.ridge(design: x, response: y, penalty: 1e-9)
    #expect(isClose(small.coefficients, ordinary.coefficients, relative: 1e-8))
    #expect(small.coefficients != ordinary.coefficients)
  }

  @Test func ridgeSolvesItsNormalEquations() throws {
    let (x, y) = sample(12)
    var generator = SeededGenerator(seed: 12)
    let w = y.map { _ in generator.uniform() + 0.5 }
    let penalty = [0, 1.5, 20, 0.01]
    let fit = try LeastSquares.ridge(design: x, response: y, penalty: penalty, weights: w)
    for j in 0..<4 {
      let slope = CompensatedSum.dot(x.column(j), y.indices.map { w[$0] * fit.residuals[$0] })
      #expect(isClose(slope, penalty[j] * fit.coefficients[j], relative: 1e-12, absolute: 1e-13))
    }
    #expect(fit.effectiveDegreesOfFreedom < 4 && fit.effectiveDegreesOfFreedom > 1)
  }

  @Test func ridgeMakesDependentColumnsUnique() throws {
    let (x, y) = sample(13, rows: 20, columns: 1)
    let doubled = Matrix(columns: [x.column(0), x.column(0)])
    let fit = try LeastSquares.ridge(design: doubled, response: y, penalty: 2)
    let square = CompensatedSum.dot(x.column(0), x.column(0))
    let expected = CompensatedSum.dot(x.column(0), y) / (2 * square + 2)
    #expect(isClose(fit.coefficients, [expected, expected], relative: 1e-14))
  }

  // MARK: Many responses and small problems

  @Test(arguments: [1, 3, 256, 300])
  func manyResponsesEqualOneByOne(_ count: Int) throws {
    let (x, _) = sample(14)
    var generator = SeededGenerator(seed: 14)
    let responses = generator.matrix(30, count)
    let w = (0..<30).map { _ in generator.uniform() }
    for weights in [nil, w] {
      let together = try LeastSquares.solve(design: x, responses: responses, weights: weights)
      for j in 0..<count {
        let one = try LeastSquares.fit(design: x, response: responses.column(j), weights: weights)
        #expect(
          isClose(together.column(j), one.coefficients, relative: 1e-12, absolute: 1e-13))
      }
    }
  }

  @Test func manyResponsesOnADependentDesignHaveLeastNorm() throws {
    let (x, y) = sample(15, rows: 20, columns: 2)
    let doubled = Matrix(columns: [x.column(0), x.column(1), x.column(1)])
    let solved = try LeastSquares.solve(design: doubled, responses: Matrix(columns: [y, y]))
    let fit = try LeastSquares.fit(design: doubled, response: y)
    #expect(solved.column(0) == fit.coefficients)
    #expect(solved.column(1) == fit.coefficients)
  }

  @Test func theStraightLineAgreesWithTheGeneralFit() throws {
    let x = (0..<20).map { 2000 + Double($0) }
    var generator = SeededGenerator(seed: 17)
    let y = x.map { 0.5 * ($0 - 2000) + generator.normal() }
    let w = x.map { _ in generator.uniform() }
    for weights in [nil, w] {
      let line = try #require(StraightLine(x: x, y: y, weights: weights))
      let fit = try LeastSquares.fit(polynomialOfDegree: 1, x: x, y: y, weights: weights)
      #expect(isClose(line.slope, fit.coefficients[1], relative: 1e-13))
      #expect(isClose(line.intercept, fit.coefficients[0], relative: 1e-12))
      #expect(isClose(line.value(at: x[4]), fit.fitted[4], relative: 1e-12))
    }
    #expect(StraightLine(x: [1, 1], y: [1, 2]) == nil)
    #expect(StraightLine(x: [1, 2], y: [1, 2], weights: [0, 1]) == nil)
  }

  // MARK: Errors

  @Test func badInputsGiveTypedErrors() throws {
    let x = Matrix(columns: [[1, 1, 1], [1, 2, 3]])
    let y: [Double] = [1, 2, 4]
    #expect(throws: LinearAlgebraError.shapeMismatch(operand: .response, expected: 3, actual: 2)) {
      try LeastSquares.fit(design: x, response: [1, 2])
    }
    #expect(throws: LinearAlgebraError.shapeMismatch(operand: .weights, expected: 3, actual: 1)) {
      try LeastSquares.fit(design: x, response: y, weights: [1])
    }
    #expect(throws: LinearAlgebraError.nonfinite(operand: .response, row: 1, column: 0)) {
      try LeastSquares.fit(design: x, response: [1, .nan, 3])
    }
    #expect(throws: LinearAlgebraError.nonfinite(operand: .design, row: 2, column: 1)) {
      try LeastSquares.fit(
        design: Matrix(columns: [[1, 1, 1], [1, 2, .infinity]]), response: y)
    }
    #expect(throws: LinearAlgebraError.nonfinite(operand: .abscissa, row: 0, column: 0)) {
      try LeastSquares.fit(polynomialOfDegree: 1, x: [.nan, 1], y: [1, 2])
    }
    #expect(throws: LinearAlgebraError.nonfinite(operand: .weights, row: 0, column: 0)) {
      try LeastSquares.fit(design: x, response: y, weights: [.nan, 1, 1])
    }
    #expect(throws: LinearAlgebraError.invalidWeight(index: 2, value: -1)) {
      try LeastSquares.fit(design: x, response: y, weights: [1, 0, -1])
    }
    #expect(throws: LinearAlgebraError.notEnoughRows(required: 1, actual: 0)) {
      try LeastSquares.fit(design: x, response: y, weights: [0, 0, 0])
    }
    #expect(throws: LinearAlgebraError.notEnoughRows(required: 1, actual: 0)) {
      try LeastSquares.fit(polynomialOfDegree: 1, x: [], y: [])
    }
    #expect(throws: LinearAlgebraError.noColumns) {
      try LeastSquares.fit(design: Matrix(rows: 3, columns: 0), response: y)
    }
    #expect(throws: LinearAlgebraError.invalidDegree(-1)) {
      try LeastSquares.fit(polynomialOfDegree: -1, x: [1], y: [1])
    }
    #expect(throws: LinearAlgebraError.invalidPenalty(index: 1, value: -2)) {
      try LeastSquares.ridge(design: x, response: y, penalty: [1, -2])
    }
    #expect(throws: LinearAlgebraError.shapeMismatch(operand: .penalty, expected: 2, actual: 1)) {
      try LeastSquares.ridge(design: x, response: y, penalty: [1])
    }
    #expect(throws: LinearAlgebraError.shapeMismatch(operand: .response, expected: 3, actual: 2)) {
      try LeastSquares.solve(design: x, responses: Matrix(rows: 2, columns: 4))
    }
    #expect(throws: LinearAlgebraError.shapeMismatch(operand: .moment, expected: 2, actual: 1)) {
      try LeastSquares.nonNegative(gram: .identity(2), moment: [1])
    }
    #expect(throws: LinearAlgebraError.resultOutOfRange) {
      try LeastSquares.fit(design: Matrix(columns: [[1e-200, 1e-200]]), response: [1e200, 1e200])
    }
  }
}
