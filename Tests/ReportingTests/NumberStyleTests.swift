import Testing

@testable import Reporting

@Suite struct NumberStyleTests {
  let vi = NumberStyle(language: .vi)
  let en = NumberStyle(language: .en)

  @Test func decimalsFollowTheLanguage() {
    #expect(vi.decimal(92.37) == "92,37")
    #expect(en.decimal(92.37) == "92.37")
    #expect(vi.decimal(1234567.891) == "1.234.567,89")
    #expect(en.decimal(1234567.891) == "1,234,567.89")
    #expect(vi.decimal(93, places: 0) == "93")
    #expect(vi.integer(-1234) == "−1.234")
    #expect(en.integer(123) == "123")
    #expect(en.integer(Int.min) == "−9,223,372,036,854,775,808")
  }

  /// Each of these lies below its decimal in binary, so rounding the binary value would go down.
  @Test(arguments: [(0.285, "0.29"), (1.005, "1.01"), (8.475, "8.48"), (2.675, "2.68"), (1.115, "1.12")])
  func halvesOfTheWrittenDecimalGoAwayFromZero(value: Double, expected: String) {
    #expect(en.decimal(value) == expected)
    #expect(en.decimal(-value) == "−" + expected)
  }

  @Test func roundingCarriesThroughNines() {
    #expect(en.decimal(99.995) == "100.00")
    #expect(en.decimal(999.9996, places: 3) == "1,000.000")
    #expect(en.decimal(0.5, places: 0) == "1")
    #expect(en.decimal(0.05, places: 0) == "0")
  }

  @Test func exponentsAreWrittenOut() {
    #expect(en.decimal(1e-7, places: 8) == "0.00000010")
    #expect(en.decimal(.leastNonzeroMagnitude) == "0.00")
    #expect(en.decimal(1.5e16, places: 1) == "15,000,000,000,000,000.0")
  }

  @Test func nothingIsEverANegativeZero() {
    for value in [-0.0, -0.004, -1e-300] {
      #expect(vi.decimal(value) == "0,00")
      #expect(vi.change(value) == "0,00")
      #expect(value.fixedDecimal(places: 2) == "0.00")
    }
  }

  @Test func changesCarryATrueSign() {
    #expect(vi.change(0.09) == "+0,09")
    #expect(vi.change(-0.07) == "\u{2212}0,07")
    #expect(vi.change(0.004) == "0,00")
    #expect(en.change(12.5, places: 0) == "+13")
  }

  @Test func missingNumbersAreADash() {
    for value in [nil, Double.nan, .infinity, -.infinity] {
      #expect(vi.decimal(value) == "–")
      #expect(vi.change(value) == "–")
      #expect(vi.percent(value) == "–")
      #expect(vi.probability(value) == "–")
      #expect(vi.range(92, value) == "–")
    }
    #expect(vi.range(92.5, 92.6) == "92,50–92,60")
  }

  @Test func percentagesMoveThePointExactly() {
    #expect(vi.percent(0.701) == "70,1\u{A0}%")
    #expect(en.percent(0.29, places: 0) == "29\u{A0}%")
    // 0.5785 × 100 is 57.849999999999994 in binary.
    #expect(en.percent(0.5785) == "57.9\u{A0}%")
    #expect(en.percent(1) == "100.0\u{A0}%")
  }

  @Test func probabilitiesNeverClaimCertainty() {
    #expect(vi.probability(0.62) == "62\u{A0}%")
    for almostImpossible in [0, 0.004, 0.0099] { #expect(vi.probability(almostImpossible) == "<1\u{A0}%") }
    for almostCertain in [0.9901, 0.999, 1, 1 + 1e-12] {
      #expect(vi.probability(almostCertain) == ">99\u{A0}%")
    }
    #expect(vi.probability(0.01) == "1\u{A0}%")
    #expect(vi.probability(0.99) == "99\u{A0}%")
    #expect(vi.probability(1.2) == "–")
  }

  @Test func datesStandDayFirst() {
    #expect(vi.date(year: 2025, month: 11, day: 17) == "17/11/2025")
    #expect(en.date(year: 2025, month: 11, day: 17) == "17 Nov 2025")
    #expect(vi.date(year: 2025, month: 3, day: 1) == "01/03/2025")
    #expect(en.date(year: 2025, month: 3, day: 1) == "1 Mar 2025")
  }

  /// Integers k/10ⁿ are decimals exactly; rounding them in integer arithmetic is an independent reference.
  @Test func roundingAgreesWithIntegerArithmetic() {
    var random = SplitMix64(state: 766)
    for _ in 0..<5000 {
      let thousandths = Int.random(in: -99_999_999...99_999_999, using: &random)
      let hundredths = (thousandths.magnitude + 5) / 10
      let fraction = hundredths % 100
      let sign = thousandths < 0 && hundredths > 0 ? "-" : ""
      let expected = "\(sign)\(hundredths / 100).\(fraction < 10 ? "0" : "")\(fraction)"
      #expect((Double(thousandths) / 1000).fixedDecimal(places: 2) == expected)
    }
  }

  @Test func shortestDecimalsReadBackAsTheSameNumber() {
    var random = SplitMix64(state: 1)
    for _ in 0..<2000 {
      let value = Double(bitPattern: UInt64.random(in: 0...UInt64.max, using: &random))
      #expect(value.shortestDecimal.flatMap(Double.init) == (value.isFinite ? value : nil))
    }
    #expect(93.0.shortestDecimal == "93")
  }
}
