import NumericCore
import Testing

@testable import Forecasting

@Suite struct WeeklyLineTests {
  /// Seeded random walks, one behind the other.
  private static func walks(_ count: Int, weeks: Int) -> [Double] {
    var generator = SeededGenerator(seed: UInt64(weeks))
    var values: [Double] = []
    for _ in 0..<count {
      var value = 100 * generator.uniform()
      for _ in 0..<weeks {
        value += generator.normal()
        values.append(value)
      }
    }
    return values
  }

  private static func forecast(
    _ values: [Double], weeks: Int, horizon: Int
  ) -> (means: [Double], variances: [Double]) {
    let count = values.count / weeks
    var means = [Double](repeating: .nan, count: count * horizon)
    var variances = [Double](repeating: .nan, count: count)
    var meanSpan = means.mutableSpan
    var varianceSpan = variances.mutableSpan
    WeeklyLines(weeks: weeks).forecast(
      values.span, horizon: horizon, into: &meanSpan, residualVariances: &varianceSpan)
    return (means, variances)
  }

  @Test(arguments: Array(3...40) + [103, 104, 105, 106, 107])
  func batch_givesExactlyTheLineOfEachSeries(weeks: Int) {
    let values = Self.walks(7, weeks: weeks)
    let batch = Self.forecast(values, weeks: weeks, horizon: 5)
    let lines = WeeklyLines(weeks: weeks)
    for series in 0..<7 {
      let line = lines.line(values.span.extracting(series * weeks..<(series + 1) * weeks), resolution: 0)
      #expect(batch.variances[series].squareRoot() == line.residualDeviation)
      for step in 1...5 {
        #expect(batch.means[5 * series + step - 1] == line.mean(weeksAhead: Double(step)))
      }
    }
  }

  @Test(arguments: [3, 4, 5, 6, 7, 26, 52, 104])
  func line_agreesWithThatOfAnyTimes(weeks: Int) {
    let values = Self.walks(1, weeks: weeks)
    let times = (0..<weeks).map { Double($0) - Double(weeks - 1) }
    let line = WeeklyLines(weeks: weeks).line(values.span, resolution: 0)
    let other = LineForecast(times: times.span, values: values.span, resolution: 0)
    #expect(abs(line.mean - other.mean) <= 1e-12 * abs(other.mean))
    #expect(abs(line.slope - other.slope) <= 1e-11)
    #expect(abs(line.residualDeviation - other.residualDeviation) <= 1e-11 * other.residualDeviation)
    #expect(abs(line.standardError(weeksAhead: 4) - other.standardError(weeksAhead: 4)) <= 1e-11)
  }

  /// The residuals 1, −1, −1, 1 have neither level nor slope, whatever they are added to.
  @Test(arguments: [(0.0, 0.0), (1e9, 0), (0, 1e6), (1e9, -1e6), (-1e12, 1e9)])
  func residualVariance_keepsItsDigitsOnSteepLines(level: Double, slope: Double) {
    let weeks = 104
    let values = (0..<weeks).map { week -> Double in
      let residual: Double = week % 4 == 0 || week % 4 == 3 ? 1 : -1
      return level + slope * Double(week) + residual
    }
    let line = WeeklyLines(weeks: weeks).line(values.span, resolution: 0)
    // Weeks of values up to 1e12 are a ten-thousandth apart.
    let tolerance = abs(level) + abs(slope) > 1e11 ? 1e-3 : 1e-6
    let variance = line.residualDeviation * line.residualDeviation
    let expected = Double(weeks) / Double(weeks - 2)
    #expect(abs(variance - expected) <= tolerance)
    let rounding: Double = 1e-15 * (abs(level) + 104 * abs(slope)) + 1e-12
    #expect(abs(line.slope - slope) <= rounding)
  }

  /// The first value is a million times as far from the line as the others: the chord is a poor line.
  @Test func residualVariance_keepsItsDigitsWithAWildFirstValue() {
    var values = Self.walks(1, weeks: 104)
    values[0] += 1e6
    let times = (0..<104).map { Double($0) - 103 }
    let line = WeeklyLines(weeks: 104).line(values.span, resolution: 0)
    let other = LineForecast(times: times.span, values: values.span, resolution: 0)
    #expect(abs(line.residualDeviation - other.residualDeviation) <= 1e-12 * other.residualDeviation)
  }

  @Test func seriesOnALine_haveNoResiduals() {
    let values = (0..<50).map { 3 + 0.5 * Double($0) } + [Double](repeating: 0.1, count: 50)
    let batch = Self.forecast(values, weeks: 50, horizon: 1)
    #expect(batch.variances.allSatisfy { (0...1e-25).contains($0) })
    #expect(batch.means == [28, 0.1])
  }
}
