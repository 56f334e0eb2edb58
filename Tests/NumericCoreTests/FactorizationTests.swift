import NumericCore
import Testing

@Suite struct FactorizationTests {
  // Products of matrices of order 10 with elements of order one.
  static let tolerance = 1e-13

  private func isClose(_ a: Matrix, _ b: Matrix) -> Bool {
    a.rows == b.rows && a.columns == b.columns
      && zip(a.elements, b.elements).allSatisfy { abs($0 - $1) < Self.tolerance }
  }

  @Test func elementsAreStoredByColumns() {
    var a = Matrix(rows: 2, columns: 3, columnMajor: [1, 2, 3, 4, 5, 6])
    #expect(a[1, 0] == 2 && a[0, 2] == 5)
    #expect(a == Matrix(columns: [[1, 2], [3, 4], [5, 6]]))
    #expect(a.column(1) == [3, 4] && a.row(0) == [1, 3, 5])
    #expect(a.transposed == Matrix(columns: [[1, 3, 5], [2, 4, 6]]))
    let copy = a
    a[0, 0] = 9
    #expect(copy[0, 0] == 1)
  }

  @Test func productsAgreeWithTheirDefinition() {
    let a = Matrix(rows: 2, columns: 3, columnMajor: [1, 2, 3, 4, 5, 6])
    let b = Matrix(columns: [[1, 0, -1], [2, 2, 2]])
    #expect(a.times(b) == Matrix(columns: [[-4, -4], [18, 24]]))
    #expect(a.times([1, 0, -1]) == [-4, -4])
    #expect(a.transposedTimes([1, 1]) == [3, 7, 11])
    #expect(a.gram() == a.transposed.times(a))
    #expect(Matrix(rows: 0, columns: 3).gram() == Matrix(rows: 3, columns: 3))
    #expect(Matrix(rows: 2, columns: 0).times([]) == [0, 0])
  }

  @Test(arguments: [(10, 4), (4, 4), (3, 6)], [false, true])
  func qTimesRRestoresTheMatrix(_ shape: (Int, Int), _ pivoted: Bool) {
    var generator = SeededGenerator(seed: 40)
    let a = generator.matrix(shape.0, shape.1)
    let qr = QRFactorization(a, pivoted: pivoted)
    #expect(isClose(qr.q.times(qr.r), a.selectingColumns(qr.permutation)))
    #expect(isClose(qr.q.gram(), .identity(min(shape.0, shape.1))))
    #expect(qr.rank() == min(shape.0, shape.1))
    let y = generator.vector(shape.0)
    let width = min(shape.0, shape.1)
    let projected = Array(qr.qTransposedTimes(y).prefix(width))
    #expect(zip(projected, qr.q.transposedTimes(y)).allSatisfy { abs($0 - $1) < Self.tolerance })
    if shape.0 < shape.1 { #expect(qr.solve(y) == nil) }
  }

  @Test func pivotingRevealsTheRank() {
    var generator = SeededGenerator(seed: 41)
    let a = generator.matrix(10, 3).times(generator.matrix(3, 6))
    #expect(QRFactorization(a, pivoted: true).rank() == 3)
  }

  @Test func qrSolvesASquareSystem() throws {
    var generator = SeededGenerator(seed: 42)
    let a = generator.matrix(6, 6)
    let x = generator.vector(6)
    for pivoted in [false, true] {
      let solved = try #require(QRFactorization(a, pivoted: pivoted).solve(a.times(x)))
      // The condition number of the seeded matrix is below 1000.
      #expect(zip(solved, x).allSatisfy { abs($0 - $1) < 1e-12 })
    }
    #expect(QRFactorization(Matrix(rows: 2, columns: 2)).solve([1, 1]) == nil)
  }

  @Test func choleskyRestoresTheMatrixAndSolves() throws {
    var generator = SeededGenerator(seed: 43)
    let a = generator.matrix(12, 5).gram()
    let factor = try #require(CholeskyFactorization(a))
    #expect(isClose(factor.lower.times(factor.lower.transposed), a))
    let x = generator.matrix(5, 3)
    let solved = factor.solve(a.times(x))
    #expect(zip(solved.elements, x.elements).allSatisfy { abs($0 - $1) < 1e-12 })
    let vector = generator.vector(5)
    #expect(zip(factor.solve(a.times(vector)), vector).allSatisfy { abs($0 - $1) < 1e-12 })
    let whitened = factor.whiten(vector)
    let quadratic = CompensatedSum.dot(vector, factor.solve(vector))
    #expect(abs(CompensatedSum.dot(whitened, whitened) - quadratic) < 1e-12)
  }

  @Test func logDeterminantOfADiagonalIsTheSumOfLogarithms() throws {
    var a = Matrix.identity(3)
    a[0, 0] = 4
    a[1, 1] = 0.25
    a[2, 2] = 10
    let factor = try #require(CholeskyFactorization(a))
    // ln 10 to 17 digits.
    #expect(abs(factor.logDeterminant - 2.302585092994046) < 1e-15)
  }

  @Test func matricesThatAreNotPositiveDefiniteHaveNoCholeskyFactor() {
    #expect(CholeskyFactorization(Matrix(rows: 2, columns: 2)) == nil)
    #expect(CholeskyFactorization(Matrix(columns: [[1, 2], [2, 1]])) == nil)
    #expect(CholeskyFactorization(Matrix(columns: [[.nan, 0], [0, 1]])) == nil)
    #expect(CholeskyFactorization(Matrix(columns: [[.infinity, 0], [0, 1]])) == nil)
  }

  @Test func concurrentFitsGiveTheSameNumbers() async throws {
    var generator = SeededGenerator(seed: 44)
    let x = generator.matrix(40, 5)
    let y = generator.vector(40)
    let expected = try LeastSquares.fit(design: x, response: y).coefficients
    await withTaskGroup(of: [Double]?.self) { group in
      for _ in 0..<20 {
        group.addTask { try? LeastSquares.fit(design: x, response: y).coefficients }
      }
      for await result in group { #expect(result == expected) }
    }
  }
}
