import NumericCore
import Testing

@testable import Forecasting

/// A line that takes in observations one by one is the one that is fitted to all of them.
@Suite struct RecursiveLineTests {
  /// The line that is fitted to all observations at once.
  private static func full(
    _ days: [Int32], _ values: [Double], resolution: Double = 1e-12
  ) -> LineForecast {
    let last = days[days.count - 1]
    let times = days.map { Double($0 - last) / 7 }
    var designs = LineDesigns()
    return designs.line(times: times.span, values: values.span, resolution: resolution)
  }

  /// The line through the first observations.
  private static func fitted(_ days: [Int32], _ values: [Double], _ count: Int) -> RecursiveLine {
    let (firstDays, firstValues) = (Array(days[..<count]), Array(values[..<count]))
    return RecursiveLine(days: firstDays.span, values: firstValues.span)
  }

  /// The line through the first observations, then one after the other.
  private static func recursive(_ days: [Int32], _ values: [Double], from start: Int) -> LineForecast {
    var line = Self.fitted(days, values, start)
    for j in start..<days.count { line.add(values[j], after: Double(days[j] - days[j - 1]) / 7) }
    return line.forecast(resolution: 1e-12)
  }

  /// - Parameter rounding: What both may err by because values are numbers of 53 bits, in units of the values.
  private static func expectEqual(
    _ found: LineForecast, _ expected: LineForecast, rounding: Double, _ note: String
  ) {
    #expect(found.degreesOfFreedom == expected.degreesOfFreedom, "\(note)")
    for weeks in [1.0, 4, 13] {
      let mean = expected.mean(weeksAhead: weeks)
      #expect(abs(found.mean(weeksAhead: weeks) - mean) <= 1e-10 * abs(mean) + rounding, "\(note)")
      let error = expected.standardError(weeksAhead: weeks)
      let difference = abs(found.standardError(weeksAhead: weeks) - error)
      #expect(difference <= 1e-10 * error + rounding, "\(note): \(difference) of \(error)")
    }
  }

  /// Weeks, or days with gaps.
  private static func days(_ count: Int, isWeekly: Bool, _ generator: inout SeededGenerator) -> [Int32] {
    var day: Int32 = 20_000
    return (0..<count).map { _ in
      day += isWeekly ? 7 : [7, 7, 7, 6, 8, 14, 35, 1, 700][Int(generator.uniform() * 9)]
      return day
    }
  }

  @Test(arguments: [true, false])
  func anyPartFittedAndTheRestAdded_isTheLineOfAll(_ isWeekly: Bool) {
    var generator = SeededGenerator(seed: isWeekly ? 1 : 2)
    for number in 0..<400 {
      let count = 3 + number % 300
      let days = Self.days(count, isWeekly: isWeekly, &generator)
      var value = 100 * generator.normal()
      let values = days.map { _ in
        value += generator.normal()
        return value
      }
      let expected = Self.full(days, values)
      for start in Set([1, 2, count / 2, count - 1, count]) where start > 0 {
        let found = Self.recursive(days, values, from: start)
        Self.expectEqual(found, expected, rounding: 0, "series \(number) from \(start) of \(count)")
      }
    }
  }

  @Test(arguments: [(1e9, 0.0), (1e9, 1e-3), (-1e12, 0), (0, 1e6), (1e9, -1e5)])
  func greatLevelsAndSlopes_costNoMoreDigitsThanTheFullFit(_ level: Double, _ slope: Double) {
    var generator = SeededGenerator(seed: 3)
    let days = Self.days(208, isWeekly: false, &generator)
    let values = days.map { level + slope * Double($0 - days[0]) / 7 + generator.normal() }
    // Values come rounded, and so does their distance from any of them.
    let range = values.max()! - values.min()!
    for start in [1, 2, 104, 207] {
      Self.expectEqual(
        Self.recursive(days, values, from: start), Self.full(days, values), rounding: 1e-15 * range,
        "from \(start)")
    }
  }

  @Test(arguments: [0.0, 0.25, -3, 1e6])
  func perfectLine_hasNoErrorButThatOfResolution(_ slope: Double) {
    let days = (0..<300).map { Int32(7 * $0) }
    let values = (0..<300).map { 1e6 + slope * Double($0) }
    for start in [1, 2, 3, 150] {
      var line = Self.fitted(days, values, start)
      for j in start..<300 { line.add(values[j], after: 1) }
      #expect(line.residualNorm <= 1e-14 * 300 * abs(slope), "from \(start)")
      let forecast = line.forecast(resolution: 0.01)
      #expect(forecast.residualDeviation == 0.005)
      let expected = 1e6 + slope * 303
      #expect(abs(forecast.mean(weeksAhead: 4) - expected) <= 1e-12 * abs(expected), "from \(start)")
    }
  }

  @Test func thousandsOfUpdates_keepTenDigits() {
    var generator = SeededGenerator(seed: 5)
    let days = Self.days(5000, isWeekly: true, &generator)
    var value = 0.0
    let values = days.map { _ in
      value += generator.normal()
      return 500 + value
    }
    Self.expectEqual(Self.recursive(days, values, from: 1), Self.full(days, values), rounding: 0, "all")
  }

  @Test(arguments: [1e-300, 1e150, 1e160, 1e290])
  func hugeAndTinyValues_haveTheLineOfAll(_ magnitude: Double) {
    var generator = SeededGenerator(seed: 6)
    let days = Self.days(40, isWeekly: true, &generator)
    let values = days.map { _ in magnitude * (3 + generator.normal()) }
    let expected = Self.full(days, values, resolution: 0x1p-1022)
    for start in [1, 2, 20, 40] {
      var line = Self.fitted(days, values, start)
      for j in start..<40 { line.add(values[j], after: 1) }
      let found = line.forecast(resolution: 0x1p-1022)
      let error = expected.standardError(weeksAhead: 4)
      #expect(abs(found.standardError(weeksAhead: 4) - error) <= 1e-10 * error)
      let mean = expected.mean(weeksAhead: 4)
      #expect(abs(found.mean(weeksAhead: 4) - mean) <= 1e-10 * abs(mean))
    }
  }
}
