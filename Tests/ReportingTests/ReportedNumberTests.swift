import NumericCore
import Testing

@testable import Reporting

/// Ten significant digits, the fast way and the exact one.
@Suite struct ReportedNumberTests {
  /// Rounded by digits alone.
  private func exact(_ value: Double) throws -> Double {
    let digits = try #require(DecimalDigits(value))
    let places = max(10 - digits.integerDigits, 0)
    return try #require(Double(value.fixedDecimal(places: min(places, 300)) ?? ""))
  }

  /// Whether what is cut off lies so near to half a unit of the tenth digit that a product of doubles cannot tell: that
  /// errs by a millionth of the unit at most.
  private func isTie(_ value: Double) -> Bool {
    var scaled = value.magnitude
    while scaled < 1e9 { scaled *= 10 }
    while scaled >= 1e10 { scaled /= 10 }
    return abs(scaled - scaled.rounded(.down) - 0.5) < 1e-5
  }

  private func text(_ value: Double) -> String {
    var buffer = CSVBuffer()
    buffer.append(reported: value)
    return String(decoding: buffer.bytes, as: UTF8.self)
  }

  private func expectExact(_ value: Double) throws {
    if value != 0, isTie(value) { return }
    let expected = try exact(value)
    #expect(value.reported == expected, "\(value)")
    #expect(text(value) == expected.shortestDecimal, "\(value)")
  }

  @Test func randomNumbers_areRoundedAsByDigits() throws {
    var generator = SeededGenerator(seed: 21)
    for _ in 0..<20_000 {
      let magnitude = Double.random(in: -8...13, using: &generator)
      let value = Double.random(in: -1...1, using: &generator) * magnitude.powerOfTen
      try expectExact(value)
    }
    for _ in 0..<5000 {
      let value = Double(bitPattern: generator.next())
      if value.isFinite { try expectExact(value) }
    }
  }

  @Test func numbersAtBoundaries_areRoundedAsByDigits() throws {
    for exponent in -12...16 {
      let power = Double("1e\(exponent)")!
      for value in [
        power, power.nextUp, power.nextDown, 9.9999999999 * power, 9.99999999949 * power, 5 * power,
      ] {
        try expectExact(value)
        try expectExact(-value)
      }
    }
    for value in [0.0, -0.0, 0.3, 1.0 / 3, 2.0 / 3, 123_456_789.123, 999_999_999.949, 1e-300, 1.7e308]
      as [Double]
    {
      try expectExact(value)
    }
  }

  @Test func smallNumbers_areWrittenAsTheWriterDoes() {
    #expect(text(0.0001) == "0.0001" && text(0.00009) == "9e-05" && text(-0.000012345) == "-1.2345e-05")
    #expect(text(0.00009999999999999) == "0.0001" && text(-0.0) == "0")
    #expect(text(.nan) == "" && text(.infinity) == "")
  }

  /// What was cut off once is not cut again.
  @Test func reportedNumber_isItsOwnReport() {
    var generator = SeededGenerator(seed: 22)
    for _ in 0..<5000 {
      let value = Double.random(in: -1e6...1e6, using: &generator)
      #expect(value.reported.reported == value.reported)
    }
  }
}

extension Double {
  /// 10 to this power, roughly.
  fileprivate var powerOfTen: Double {
    let whole = Int(rounded(.down))
    return Double("1e\(whole)")! * (1 + 9 * (self - Double(whole)))
  }
}
