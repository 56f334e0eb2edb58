import NumericCore
import Testing

@Suite struct NonNegativeTests {
  /// The optimum by trying every set of positive columns.
  private func bruteForce(_ x: Matrix, _ y: [Double]) throws -> (norm: Double, coefficients: [Double]) {
    var best = (
      norm: CompensatedSum.dot(y, y).squareRoot(),
      coefficients: [Double](repeating: 0, count: x.columns)
    )
    for mask in 1..<(1 << x.columns) {
      let set = (0..<x.columns).filter { mask & (1 << $0) != 0 }
      let fit = try LeastSquares.fit(design: x.selectingColumns(set), response: y)
      guard fit.coefficients.allSatisfy({ $0 >= 0 }) else { continue }
      let norm = fit.residualSumOfSquares.squareRoot()
      guard norm < best.norm else { continue }
      var coefficients = [Double](repeating: 0, count: x.columns)
      for (k, j) in set.enumerated() { coefficients[j] = fit.coefficients[k] }
      best = (norm, coefficients)
    }
    return best
  }

  @Test func theOptimumIsThatOfAllActiveSets() throws {
    var generator = SeededGenerator(seed: 100)
    for trial in 0..<100 {
      let columns = 1 + trial % 4
      let x = generator.matrix(8, columns)
      let y = generator.vector(8)
      let fit = try LeastSquares.nonNegative(design: x, response: y)
      let best = try bruteForce(x, y)
      #expect(fit.status == .converged)
      // Coefficients come from the refined solver on both sides.
      #expect(isClose(fit.coefficients, best.coefficients, relative: 1e-13))
      #expect(isClose(fit.residualNorm, best.norm, relative: 1e-14))
      let quadratic = try LeastSquares.nonNegative(gram: x.gram(), moment: x.transposedTimes(y))
      #expect(quadratic.status == .converged)
      // The Gram matrix squares condition numbers of up to about 10³.
      #expect(isClose(quadratic.coefficients, best.coefficients, relative: 1e-9, absolute: 1e-10))
      let norm2 = CompensatedSum.dot(y, y) + 2 * quadratic.objective
      #expect(isClose(norm2, best.norm * best.norm, relative: 1e-11, absolute: 1e-12))
    }
  }

  @Test(arguments: [(40, 15), (10, 25), (60, 40)])
  func theKarushKuhnTuckerConditionsHold(_ shape: (Int, Int)) throws {
    var generator = SeededGenerator(seed: 101, stream: UInt64(shape.0))
    for _ in 0..<10 {
      let x = generator.matrix(shape.0, shape.1)
      let y = generator.vector(shape.0)
      let fit = try LeastSquares.nonNegative(design: x, response: y)
      #expect(fit.status == .converged)
      for j in 0..<shape.1 {
        // Rounding of sums of up to 60 products of order one, with a solution of norm below 100.
        #expect(fit.coefficients[j] >= 0)
        #expect(fit.gradient[j] < 1e-11)
        if fit.coefficients[j] > 0 { #expect(abs(fit.gradient[j]) < 1e-11) }
      }
    }
  }

  @Test func columnScalesOfAnySizeDoNotChangeTheActiveSet() throws {
    var generator = SeededGenerator(seed: 102)
    let x = generator.matrix(20, 6)
    let y = generator.vector(20)
    let plain = try LeastSquares.nonNegative(design: x, response: y)
    var scaled = x
    for j in 0..<6 {
      for i in 0..<20 { scaled[i, j] *= Double(sign: .plus, exponent: 100 * (j - 3), significand: 1) }
    }
    let fit = try LeastSquares.nonNegative(design: scaled, response: y.map { $0 * 0x1p300 })
    for j in 0..<6 {
      #expect(
        fit.coefficients[j]
          == plain.coefficients[j]
          * Double(sign: .plus, exponent: 300 - 100 * (j - 3), significand: 1))
    }
  }

  @Test func repeatedColumnsAreHandled() throws {
    let a: [Double] = [1, 2, 3, 4]
    let b: [Double] = [1, -1, 1, -1]
    let y: [Double] = [2, 1, 4, 3]
    let x = Matrix(columns: [a, a, b, b])
    let fit = try LeastSquares.nonNegative(design: x, response: y)
    let plain = try LeastSquares.nonNegative(design: Matrix(columns: [a, b]), response: y)
    #expect(fit.status == .converged)
    #expect(isClose(fit.residualNorm, plain.residualNorm, relative: 1e-14))
    let quadratic = try LeastSquares.nonNegative(gram: x.gram(), moment: x.transposedTimes(y))
    #expect(quadratic.status == .converged)
    #expect(
      isClose(quadratic.coefficients[0] + quadratic.coefficients[1], plain.coefficients[0], relative: 1e-12))
  }

  @Test func aResponseAgainstAllColumnsGivesZero() throws {
    let x = Matrix(columns: [[1, 2, 3], [0, 1, 1]])
    let fit = try LeastSquares.nonNegative(design: x, response: [-1, -1, -1])
    #expect(fit.coefficients == [0, 0])
    #expect(fit.status == .converged && fit.iterations == 0)
    #expect(isClose(fit.residualNorm, 3.0.squareRoot(), relative: 1e-15))
    let zero = try LeastSquares.nonNegative(design: x, response: [0, 0, 0])
    #expect(zero.coefficients == [0, 0] && zero.residualNorm == 0)
  }

  @Test func aMomentOutsideTheRangeOfASingularGramMatrixIsReported() throws {
    let gram = Matrix(rows: 2, columns: 2, repeating: 1)
    // Along (1, −1) and back the curvature is zero; m = (1, 3) wants β₂ alone, which is allowed.
    let bounded = try LeastSquares.nonNegative(gram: gram, moment: [1, 3])
    #expect(bounded.status == .converged && bounded.coefficients == [0, 3])
    let flat = try LeastSquares.nonNegative(
      gram: Matrix(columns: [[1, 0], [0, 0]]), moment: [1, 1])
    #expect(flat.status == .unbounded)
  }

  @Test func singularGramMatricesWithAnyMomentEndAtAnOptimumOrAreUnbounded() throws {
    var generator = SeededGenerator(seed: 103)
    func whole(_ size: Int) -> Double { Double(Int.random(in: -size...size, using: &generator)) }
    var unbounded = 0
    for trial in 0..<500 {
      let (m, n) = (2 + trial % 5, 1 + trial % 6)
      let x = Matrix(rows: m, columns: n, columnMajor: (0..<m * n).map { _ in whole(2) })
      let fit = try LeastSquares.nonNegative(gram: x.gram(), moment: (0..<n).map { _ in whole(3) })
      #expect(fit.status != .iterationLimit)
      if fit.status == .unbounded {
        unbounded += 1
        // A Gram matrix of full rank has a least value.
        #expect(QRFactorization(x, pivoted: true).rank() < n)
        continue
      }
      for j in 0..<n {
        // Whole numbers below 100 in G and coefficients below 10⁴.
        #expect(fit.gradient[j] < 1e-9)
        if fit.coefficients[j] > 0 { #expect(abs(fit.gradient[j]) < 1e-9) }
      }
    }
    #expect(unbounded > 0 && unbounded < 250)
  }
}
