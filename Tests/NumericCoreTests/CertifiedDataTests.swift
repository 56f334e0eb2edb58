import Foundation
import NumericCore
import Testing

/// Against NIST's Statistical Reference Datasets, recomputed with 120 digits (certified.csv), and against sets
/// of our own made the same way (synthetic-certified.csv, see Fixtures/generate.py).
@Suite struct CertifiedDataTests {
  // The references are for the decimal inputs. Rounding these to Double moves residuals of a 10⁻³ part of the
  // response by 10⁻¹³ of themselves, and so the coefficients by as much of their standard errors: 13 digits
  // and more remain. Where the inputs are whole numbers, 15 and more are found. HEADWAY_PRINT_DIGITS=1 shows all.
  static let required = 12.0

  static let polynomials: [(String, Int)] = [
    ("norris", 1), ("pontius", 2), ("wampler1", 5), ("wampler2", 5), ("wampler3", 5),
  ]
  static let hardPolynomials: [(String, Int)] = [
    ("wampler4", 5), ("wampler5", 5), ("decic1", 10), ("decic2", 10), ("decic3", 10),
  ]

  private func expect(
    _ fit: LeastSquaresFit, _ certified: Certified, name: String, digits: Double = required
  ) throws {
    let worst = try worstDigits(fit, certified)
    if ProcessInfo.processInfo.environment["HEADWAY_PRINT_DIGITS"] != nil {
      print("digits", name, worst.mapValues { ($0 * 10).rounded() / 10 }.sorted { $0.key < $1.key })
    }
    for (quantity, value) in worst {
      #expect(value >= digits, "\(name): \(quantity) has \(value) correct digits")
    }
  }

  @Test("Polynomials of NIST have 12 correct digits", arguments: polynomials)
  func nistPolynomials(_ dataset: (String, Int)) throws {
    let table = try Table(dataset.0)
    let fit = try LeastSquares.fit(
      polynomialOfDegree: dataset.1, x: table.column("x"), y: table.column("y"))
    try expect(fit, Certified(dataset.0, file: "certified"), name: dataset.0)
    #expect(fit.rank == dataset.1 + 1)
    #expect(fit.hasIntercept)
  }

  @Test("Polynomials of NIST given as columns have 12 correct digits", arguments: polynomials)
  func nistColumns(_ dataset: (String, Int)) throws {
    let table = try Table(dataset.0)
    let design = LeastSquares.powers(of: try table.column("x"), degree: dataset.1)
    let fit = try LeastSquares.fit(design: design, response: table.column("y"))
    try expect(fit, Certified(dataset.0, file: "certified"), name: dataset.0 + " columns")
  }

  @Test("Models without intercept follow NIST's uncentred convention", arguments: ["noint1", "noint2"])
  func noIntercept(_ name: String) throws {
    let table = try Table(name)
    let fit = try LeastSquares.fit(
      design: Matrix(columns: [table.column("x")]), response: table.column("y"))
    #expect(!fit.hasIntercept)
    try expect(fit, Certified(name, file: "certified"), name: name)
  }

  @Test func longleyHasTwelveDigits() throws {
    let table = try Table("longley")
    let y = try table.column("y")
    var columns = [[Double](repeating: 1, count: y.count)]
    for k in 1...6 { columns.append(try table.column("x\(k)")) }
    let fit = try LeastSquares.fit(design: Matrix(columns: columns), response: y)
    try expect(fit, Certified("longley", file: "certified"), name: "longley")
  }

  @Test func anExactPolynomialLeavesNoResidual() throws {
    let table = try Table("wampler1")
    let fit = try LeastSquares.fit(
      polynomialOfDegree: 5, x: table.column("x"), y: table.column("y"))
    // Inputs are whole numbers: what is left is rounding in doubled precision of values up to 4·10⁶.
    #expect(try #require(fit.residualStandardDeviation) < 1e-20)
  }

  @Test("Degree 10 at condition 10¹⁵, and Wampler 4 and 5, have 12 digits", arguments: hardPolynomials)
  func hardSets(_ dataset: (String, Int)) throws {
    let table = try Table("synthetic-" + dataset.0)
    let fit = try LeastSquares.fit(
      polynomialOfDegree: dataset.1, x: table.column("x"), y: table.column("y"))
    try expect(fit, Certified(dataset.0, file: "synthetic-certified"), name: dataset.0)
    #expect(fit.rank == dataset.1 + 1)
  }

  @Test(
    "Nearly collinear columns of whole numbers have 12 digits",
    arguments: [("collinear", 3, 1e8), ("twins", 2, 1e12)])
  func collinearColumns(_ dataset: (String, Int, Double)) throws {
    let table = try Table("synthetic-" + dataset.0)
    let y = try table.column("y")
    var columns = [[Double](repeating: 1, count: y.count)]
    for k in 1...dataset.1 { columns.append(try table.column("x\(k)")) }
    let fit = try LeastSquares.fit(design: Matrix(columns: columns), response: y)
    #expect(fit.conditionNumber > dataset.2)
    try expect(fit, Certified(dataset.0, file: "synthetic-certified"), name: dataset.0)
  }

  @Test func weightedCubicOverYearsHasTwelveDigits() throws {
    let table = try Table("synthetic-weighted")
    let fit = try LeastSquares.fit(
      polynomialOfDegree: 3, x: table.column("x"), y: table.column("y"),
      weights: table.column("w"))
    // Weights of 4 digits are not exact in Double, which costs part of a digit.
    try expect(fit, Certified("weighted", file: "synthetic-certified"), name: "weighted")
  }

  @Test func standardAccuracyLosesDigitsOnlyByTheConditionNumber() throws {
    let table = try Table("norris")
    let x = try table.column("x")
    let fit = try LeastSquares.fit(
      design: LeastSquares.powers(of: x, degree: 1), response: table.column("y"),
      accuracy: .standard)
    // κ of Norris is about 2 after scaling: 16 digits less rounding of 36 terms.
    try expect(fit, Certified("norris", file: "certified"), name: "norris standard", digits: 12)
  }
}
