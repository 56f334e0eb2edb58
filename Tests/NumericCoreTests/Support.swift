import Foundation
import NumericCore
import Testing

/// A fixture: columns by name.
struct Table {
  let columns: [String: [Double]]
  let header: [String]

  init(_ name: String) throws {
    let lines = try fixtureLines(name)
    header = lines[0]
    var columns: [String: [Double]] = [:]
    for (k, title) in header.enumerated() {
      columns[title] = try lines.dropFirst().map { try #require(Double($0[k])) }
    }
    self.columns = columns
  }

  func column(_ title: String) throws -> [Double] { try #require(columns[title]) }
}

func fixtureLines(_ name: String) throws -> [[String]] {
  let url = try #require(
    Bundle.module.url(forResource: name, withExtension: "csv", subdirectory: "Fixtures"))
  let text = try String(contentsOf: url, encoding: .utf8)
  return text.split(whereSeparator: \.isNewline).map { line in
    // The only quoted field of the fixtures holds one comma.
    line.replacingOccurrences(of: "x, no", with: "x no").split(
      separator: ",", omittingEmptySubsequences: false
    ).map(String.init)
  }
}

/// The certified values of one data set.
struct Certified {
  var coefficients: [Double] = []
  var standardErrors: [Double] = []
  var residualStandardDeviation = 0.0
  var rSquared = 0.0

  init(_ dataset: String, file: String) throws {
    for row in try fixtureLines(file) where row[0] == dataset {
      let value = try #require(Double(row[4]))
      switch row[2] {
      case "coefficient": coefficients.append(value)
      case "standard_error": standardErrors.append(value)
      case "residual_sd": residualStandardDeviation = value
      default: rSquared = value
      }
    }
  }
}

/// The number of correct significant digits, −log₁₀ of the relative error, at most 17.
func correctDigits(_ value: Double, _ reference: Double) -> Double {
  value == reference ? 17 : min(17, -log10(abs(value - reference) / abs(reference)))
}

/// The least number of correct digits over all quantities whose certified value is not zero.
func worstDigits(_ fit: LeastSquaresFit, _ certified: Certified) throws -> [String: Double] {
  var worst: [String: Double] = [:]
  func note(_ name: String, _ value: Double, _ reference: Double) {
    guard reference != 0 else { return }
    worst[name] = min(worst[name] ?? 17, correctDigits(value, reference))
  }
  #expect(fit.coefficients.count == certified.coefficients.count)
  let errors = try #require(fit.standardErrors)
  for (j, reference) in certified.coefficients.enumerated() {
    note("coefficients", fit.coefficients[j], reference)
    note("standard errors", errors[j], certified.standardErrors[j])
  }
  note(
    "residual sd", try #require(fit.residualStandardDeviation), certified.residualStandardDeviation)
  note("R²", try #require(fit.rSquared), certified.rSquared)
  return worst
}

func isClose(_ a: Double, _ b: Double, relative: Double, absolute: Double = 0) -> Bool {
  abs(a - b) <= max(absolute, relative * max(abs(a), abs(b)))
}

func isClose(_ a: [Double], _ b: [Double], relative: Double, absolute: Double = 0) -> Bool {
  a.count == b.count && zip(a, b).allSatisfy { isClose($0, $1, relative: relative, absolute: absolute) }
}

extension SeededGenerator {
  mutating func matrix(_ rows: Int, _ columns: Int) -> Matrix {
    Matrix(rows: rows, columns: columns, columnMajor: (0..<rows * columns).map { _ in normal() })
  }

  mutating func vector(_ count: Int) -> [Double] { (0..<count).map { _ in normal() } }
}
