import Testing

@testable import Scorecard

@Suite struct NumberReaderTests {
  private func reading(_ text: String) -> NumberReader.Reading {
    let bytes = Array(text.utf8)
    return NumberReader.reading(bytes, 0..<bytes.count)
  }

  @Test(arguments: [
    ("92.37", 92.37, 2), ("92,37", 92.37, 2), ("1.234,56", 1234.56, 2), ("1,234.56", 1234.56, 2),
    ("1.234.567", 1234567, 0), ("1,234,567.5", 1234567.5, 1), ("0", 0, 0), ("007", 7, 0), ("-0.5", -0.5, 1),
    ("−3,25", -3.25, 2), ("+4", 4, 0), (".5", 0.5, 1), ("5.", 5, 0), ("0.123", 0.123, 3), ("0,001", 0.001, 3),
    ("1234.567", 1234.567, 3), ("1e3", 1000, 0), ("1.5E-3", 0.0015, 4), ("92.30", 92.3, 2),
    ("123456789012345678901234567890", 1.2345678901234568e29, 0),
    ("0.1234567890123456789", 0.1234567890123456789, 19), ("9007199254740993", 9007199254740992, 0),
  ])
  func reading_number_isCorrectlyRounded(_ text: String, _ number: Double, _ decimals: Int) {
    #expect(reading(text) == .number(number, decimals: decimals))
  }

  @Test(arguments: [
    "", "-", ".", ",", "1.2.3", "1,2,3", "92%", "92,37 %", "abc", "12a", "1 234", "1.23,45", "1.2345,6",
    "1,234,56", "12.34.567", "1234.567.890", "--1", "1e", "1e+", "e5", "1e5.5", "n/a", "0x10", "1.234,567,8",
    "1,234.567.8", "infinite", "٣",
  ])
  func reading_otherTexts_areNoNumbers(_ text: String) {
    #expect(reading(text) == .notANumber)
  }

  @Test(arguments: ["NaN", "nan", "inf", "-inf", "Infinity", "+∞", "1e999", "-1e400"])
  func reading_notFinite_isNamed(_ text: String) {
    #expect(reading(text) == .notFinite)
  }

  @Test func reading_agreesWithTheStandardLibrary() {
    var generator = SeededGenerator(state: 3)
    for _ in 0..<3000 {
      let decimals = Int.random(in: 1...20, using: &generator)
      let digits = (0..<decimals).map { _ in String(Int.random(in: 0...9, using: &generator)) }.joined()
      let text = "\(Int.random(in: 1000...999_999, using: &generator)).\(digits)"
      #expect(reading(text) == .number(Double(text) ?? .nan, decimals: decimals))
    }
  }

  @Test func threeDigitsBehindOneSeparator_dependOnTheFile() {
    func outcome(_ text: String, _ style: NumberReader.Style, below: Bool = false) -> NumberReader.Outcome {
      let bytes = Array(text.utf8)
      return NumberReader(style: style, isBelowThousand: below).read(bytes, 0..<bytes.count)
    }
    #expect(outcome("1.234", .point) == .number(1.234, decimals: 3))
    #expect(outcome("1,234", .point) == .number(1234, decimals: 0))
    #expect(outcome("1.234", .comma) == .number(1234, decimals: 0))
    #expect(outcome("-1,234", .comma) == .number(-1.234, decimals: 3))
    #expect(outcome("1.234", .unknown(commaIsDecimal: false)) == .number(1.234, decimals: 3))
    #expect(outcome("1,234", .unknown(commaIsDecimal: true)) == .number(1.234, decimals: 3))
    #expect(outcome("1,234", .unknown(commaIsDecimal: false)) == .problem(.ambiguousNumber))
    #expect(outcome("1.234", .mixed) == .problem(.ambiguousNumber))
    #expect(outcome("1,234", .mixed, below: true) == .number(1.234, decimals: 3))
  }

  @Test func evidence_oneSlipAmongManyCells_doesNotMultiplyByAThousand() {
    var evidence = NumberReader.Evidence()
    for text in Array(repeating: "12.345", count: 50) + ["12,3"] {
      evidence.add(0..<text.utf8.count, of: Array(text.utf8))
    }
    #expect(evidence.style(commaIsDecimal: false) == .mixed)
  }
}

@Suite struct ByteTableTests {
  @Test func manyTexts_areAllFoundAgain() {
    var table = ByteTable()
    let texts = (0..<5000).map { Array("đơn vị \($0)".utf8) }
    for (number, text) in texts.enumerated() {
      #expect(table.value(of: text, 0..<text.count) == nil)
      table.insert(number, for: text, 0..<text.count)
    }
    for (number, text) in texts.enumerated() {
      #expect(table.value(of: [0x20] + text + [0x20], 1..<text.count + 1) == number)
    }
  }
}
