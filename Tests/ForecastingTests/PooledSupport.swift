@testable import Forecasting

/// A linear congruential generator in exact arithmetic, so that Python makes the very same series.
struct Congruential: RandomNumberGenerator {
  var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func uniform() -> Double {
    state = (state * 1_103_515_245 + 12_345) % (1 << 31)
    return Double(state) / 0x1p31
  }

  /// A sum of four uniform numbers less two: standard deviation 0.577.
  mutating func noise() -> Double { uniform() + uniform() + uniform() + uniform() - 2 }

  mutating func next() -> UInt64 {
    _ = uniform()
    let high = state >> 7
    _ = uniform()
    return high << 40 ^ (state >> 7) << 16 ^ state
  }
}

/// A series with two decimals whose weekly change is `echo` times the last one, noise, and `season` times a
/// triangle of 52 weeks.
func patterned(
  _ seed: UInt64, _ count: Int, echo: Double = 0, season: Double = 0, start: Double = 100
) -> [Double] {
  var generator = Congruential(seed)
  var (level, change) = (start, 0.0)
  return (0..<count).map { week in
    let phase = week % 52
    let triangle = Double(phase < 26 ? phase - 13 : 39 - phase) / 13
    change = echo * change + generator.noise() + season * triangle
    level += change
    return (level * 100 + 0.5).rounded(.down) / 100
  }
}

extension WeeklyGrid {
  /// One report a week.
  init(_ values: [Double]) {
    self.init(times: values.indices.map(Double.init)[...], working: values)
  }
}

extension SeriesBatch {
  mutating func append(_ name: String, _ values: [Double], scale: ValueScale, resolution: Double? = 0.01) {
    append(
      name: name, times: values.indices.map(Double.init), values: values, scale: scale, resolution: resolution
    )
  }
}

extension BatchForecast {
  /// Medians of each series, one list per series.
  var medians: [[Double]] {
    series.map { series in (1...horizon).map { series.distribution(step: $0).median } }
  }
}

/// The mean of some numbers.
func mean(_ numbers: [Double]) -> Double { numbers.reduce(0, +) / Double(numbers.count) }
