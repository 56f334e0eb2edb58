import Testing

@testable import Forecasting

/// What no history may do to a forecast.
@Suite struct PooledAcceptanceTests {
  private static let shapes: [Shape] = [.constant, .linear, .maximum, .zero, .gappy, .spike]

  private func faults(_ series: SeriesForecast, horizon: Int, _ observations: Observations) -> [String] {
    var found: [String] = []
    let isStill = observations.values.allSatisfy { $0 == observations.lastValue }
    let weeks = Int(observations.lastTime - observations.times.first!) + 1
    let count = observations.count
    for step in Set([1, horizon / 2 + 1, horizon]).sorted() {
      let distribution = series.distribution(step: step)
      let numbers = [0.01, 0.1, 0.5, 0.9, 0.99].map(distribution.quantile) + [distribution.mean]
      let limits: (Double, Double) =
        switch series.scale {
        case .real: (-.infinity, .infinity)
        case .positive: (0, .infinity)
        case .bounded(let maximum): (0, maximum)
        }
      if !numbers.allSatisfy({ $0.isFinite && $0 >= limits.0 && $0 <= limits.1 }) {
        found.append("\(numbers)")
      }
      if !zip(numbers, numbers.dropFirst().prefix(4)).allSatisfy({ $0 <= $1 }) {
        found.append("order \(numbers)")
      }
    }
    switch series.record.reason {
    case .singleObservation: if count != 1 { found.append("single") }
    case .constant: if !isStill { found.append("constant") }
    case .pooled(_, let series, let rows, let share):
      if weeks < 8 || isStill || series < 1 || rows < 1 || !(share > 0 && share <= 1) {
        found.append("pooled")
      }
    case .combined:
      // Without weights it is the last value.
      if count == 1 || isStill { found.append("combined") }
    default: found.append("reason")
    }
    if count > 1, isStill, series.record.reason != .constant { found.append("moves") }
    return found
  }

  /// 1,080 series of all kinds together.
  @Test func anyShapeLengthAndScale_inOneBatch_hasAForecastAndAReason() {
    var batch = SeriesBatch()
    for (number, scale) in scales.enumerated() {
      for shape in Self.shapes {
        for count in 1...60 {
          batch.append("\(number) \(shape) \(count)", shape.observations(count, scale: scale))
        }
      }
    }
    let forecast = Forecaster(horizon: 1).forecast(batch)
    #expect(forecast.series.count == 1_080)
    for (position, series) in forecast.series.enumerated() {
      let found = faults(series, horizon: 1, batch[position])
      #expect(found == [], "\(series.name)")
    }
  }

  /// Lengths at which another regression takes over, with a year ahead.
  @Test func anyShapeAndScale_aloneAndFar_hasAForecastAndAReason() {
    for scale in scales {
      for shape in Self.shapes {
        for count in [1, 7, 8, 13, 14, 25, 60, 104, 157] {
          // A line of three years leaves the range of a score.
          guard shape != .linear || count <= 104 else { continue }
          let observations = shape.observations(count, scale: scale)
          let series = Forecaster(horizon: 54).forecast(SeriesBatch("one", observations)).series[0]
          let found = faults(series, horizon: 54, observations)
          #expect(found == [], "\(shape) \(scale) n=\(count)")
        }
      }
    }
  }

  /// Twelve series that move as scores do, from half a year to more than three years long.
  private func histories(_ scale: ValueScale) -> [[Double]] {
    [10, 20, 30, 60, 110, 130, 157, 157, 160, 161, 162, 163, 164, 165].enumerated().map { number, count in
      patterned(UInt64(900 + number), count, echo: 0.3, season: 0.2).map { min(max(0.5 * $0, 1), 99) }
    }
  }

  @Test(arguments: scales)
  func noiseOf1e10_onLongHistories_movesForecastsByLessThanAMillionth(_ scale: ValueScale) {
    var generator = Congruential(77)
    var (batch, moved) = (SeriesBatch(), SeriesBatch())
    for (number, history) in histories(scale).enumerated() {
      batch.append("\(number)", history, scale: scale)
      moved.append("\(number)", history.map { $0 * (1 + 1e-10 * generator.noise()) }, scale: scale)
    }
    for (one, other) in zip(
      Forecaster(horizon: 3).forecast(batch).series, Forecaster(horizon: 3).forecast(moved).series)
    {
      for step in 1...3 {
        for p in [0.025, 0.5, 0.975] {
          let (a, b) = (one.distribution(step: step).quantile(p), other.distribution(step: step).quantile(p))
          #expect(abs(a - b) < 1e-6 * abs(a), "\(one.name) \(step) \(p)")
        }
      }
    }
  }

  /// The same without digits that are set aside: patterns themselves are continuous.
  @Test func noiseOf1e10_onWeeks_movesDeparturesByLessThanAMillionth() {
    var generator = Congruential(78)
    let spiked = Shape.allCases.flatMap { shape in
      [9, 20, 40].map { Array(shape.observations($0, scale: .real).values) }
    }
    let original = histories(.real) + spiked.filter { history in history.contains { $0 != history[0] } }
    let moved = original.map { $0.map { $0 + 1e-10 * generator.noise() } }
    let (one, other) = (patterns(original), patterns(moved))
    for position in original.indices {
      for week in 0..<3 {
        let (a, b) = (one.answers[position]?.parts[week].sum, other.answers[position]?.parts[week].sum)
        #expect((a == nil) == (b == nil))
        if let a, let b {
          #expect(abs(a - b) < 1e-6 * abs(original[position].last!), "\(position), week \(week)")
        }
      }
    }
  }

  private func patterns(_ histories: [[Double]]) -> PooledPatterns {
    PooledPatterns(
      histories.map { WeeklyGrid($0) }, kinds: histories.map { _ in .real }, order: Array(histories.indices),
      steps: 3)
  }

  @Test func repetition_ofLongHistories_changesNoBit() {
    var batch = SeriesBatch()
    for (number, history) in histories(.positive).enumerated() {
      batch.append("\(number)", history, scale: .positive)
    }
    let one = Forecaster(horizon: 3).forecast(batch)
    let other = Forecaster(horizon: 3).forecast(batch)
    #expect(one.series.map(\.locations) == other.series.map(\.locations))
    #expect(one.series.map(\.spreads) == other.series.map(\.spreads))
    #expect(one.series.map(\.shapes) == other.series.map(\.shapes))
  }
}
