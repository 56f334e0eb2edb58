import Foundation
import NumericCore
import RealModule
import Testing

@testable import Forecasting

/// Forecasts of very many series by what a sample of them taught.
@Suite struct SampledPatternsTests {
  private struct Past: Sendable {
    let name: String
    let times: [Double], values: [Double]
    var scale: ValueScale?
  }

  private static func batch(_ pasts: [Past], times factor: (Int) -> Double = { _ in 1 }) -> SeriesBatch {
    var batch = SeriesBatch()
    for (position, past) in pasts.enumerated() {
      let factor = factor(position)
      batch.append(
        name: past.name, times: past.times, values: past.values.map { factor * $0 }, scale: past.scale,
        resolution: 1e-4 * factor)
    }
    return batch
  }

  /// A positive walk: changes of a twentieth, a little of each of which is taken back.
  private static func walk(_ name: String, _ weeks: Int, _ generator: inout SeededGenerator) -> Past {
    var (level, change) = (4 + generator.normal(), 0.0)
    let values = (0..<weeks).map { _ in
      change = 0.05 * generator.normal() - 0.2 * change
      level += change
      return Double.exp(level)
    }
    return Past(name: name, times: (0..<weeks).map(Double.init), values: values)
  }

  /// What a sample of 120 walks teaches.
  private static let taught: SampledPatterns = {
    var generator = SeededGenerator(seed: 31)
    let teachers = (0..<120).map { walk("t\($0)", 30 + $0 % 60, &generator) }
    guard let patterns = SampledPatterns(batch(teachers), steps: 13) else {
      preconditionFailure("it teaches")
    }
    return patterns
  }()

  private static func forecasts(_ batch: SeriesBatch, by patterns: SampledPatterns) -> [SeriesForecast] {
    (0..<batch.count).concurrentMap { position in
      var scratch = SampledPatterns.Scratch()
      return patterns.forecast(batch[position], batch.descriptions[position], scratch: &scratch)
    }
  }

  /// The quantiles and means of all weeks.
  private static func numbers(_ series: SeriesForecast, steps: Int) -> [Double] {
    (1...steps).flatMap { step in
      let distribution = series.distribution(step: step)
      return [distribution.mean] + [0.025, 0.1, 0.5, 0.9, 0.975].map(distribution.quantile)
    }
  }

  // MARK: Any series

  private static func strange(_ kind: Int, _ weeks: Int, _ generator: inout SeededGenerator) -> [Double] {
    (0..<weeks).map { week in
      switch kind {
      case 0: 7
      case 1: 0
      case 2: week % 5 == 4 ? 3 : 0
      case 3: .exp(0.8 * Double(week))
      case 4: .exp(-2 * Double(week))
      case 5: week == weeks - 1 ? 1e9 : 1
      case 6: week == 0 ? 1e-9 : 1
      case 7: week % 2 == 0 ? 1e-6 : 1e6
      case 8: 1e200 * generator.normal()
      case 9: 1e-200 * generator.normal()
      case 10: -50 + 20 * generator.normal()
      default: Double(week)
      }
    }
  }

  @Test func anySeriesOfAnyLength_hasFiniteOrderedForecasts() {
    var generator = SeededGenerator(seed: 32)
    var pasts: [Past] = []
    for kind in 0...11 {
      for weeks in Array(1...60) + [104, 157, 300] {
        pasts.append(
          Past(
            name: "\(kind) \(weeks)", times: (0..<weeks).map(Double.init),
            values: Self.strange(kind, weeks, &generator)))
        guard weeks % 7 == 3 else { continue }
        // With gaps, and reports on any day.
        let times = (0..<weeks).map { Double($0 + 3 * ($0 / 4)) + (generator.uniform() * 3).rounded() / 7 }
        pasts.append(
          Past(name: "\(kind) \(weeks) gaps", times: times, values: Self.strange(kind, weeks, &generator)))
      }
    }
    let batch = Self.batch(pasts)
    for series in Self.forecasts(batch, by: Self.taught) {
      for step in [1, 4, 13] {
        let distribution = series.distribution(step: step)
        let quantiles = [0.001, 0.025, 0.1, 0.5, 0.9, 0.975, 0.999].map(distribution.quantile)
        let isOrdered = zip(quantiles, quantiles.dropFirst()).allSatisfy { $0 <= $1 }
        let isFinite = (quantiles + [distribution.mean]).allSatisfy(\.isFinite)
        let isInside = series.scale == .real || quantiles[0] >= 0
        #expect(isOrdered && isFinite && isInside, "\(series.name), week \(step): \(quantiles)")
      }
    }
  }

  @Test func constantSeries_keepsItsValue() {
    let batch = Self.batch([
      Past(name: "c", times: (0..<40).map(Double.init), values: .init(repeating: 3, count: 40))
    ])
    let series = Self.forecasts(batch, by: Self.taught)[0]
    // The exponential of a logarithm.
    for step in [1, 13] { #expect(abs(series.distribution(step: step).median - 3) <= 1e-14) }
    #expect(series.distribution(step: 1).quantile(0.9) > 3)
    #expect(series.record.reason == .constant)
  }

  // MARK: Invariance

  @Test func scaledPositiveSeries_haveTheSameRelativeForecasts() {
    var generator = SeededGenerator(seed: 33)
    let pasts = (0..<80).map { Self.walk("s\($0)", 1 + $0, &generator) }
    let factors = pasts.indices.map { Double.pow(10, Double($0 % 13 - 6)) }
    let original = Self.forecasts(Self.batch(pasts), by: Self.taught)
    let scaled = Self.forecasts(Self.batch(pasts) { factors[$0] }, by: Self.taught)
    for (position, (one, other)) in zip(original, scaled).enumerated() {
      for (value, scaledValue) in zip(Self.numbers(one, steps: 13), Self.numbers(other, steps: 13)) {
        // Logarithms of size 20 have an error of 4e-15, and units of a twentieth make it a hundred times greater.
        #expect(abs(scaledValue / factors[position] - value) <= 1e-9 * value, "\(one.name)")
      }
    }
  }

  @Test func scaledSample_teachesTheSame() throws {
    var generator = SeededGenerator(seed: 34)
    let pasts = (0..<60).map { Self.walk("s\($0)", 24 + $0 % 20, &generator) }
    let one = try #require(SampledPatterns(Self.batch(pasts), steps: 4))
    let other = try #require(SampledPatterns(Self.batch(pasts) { $0 % 2 == 0 ? 1e4 : 1e-3 }, steps: 4))
    let batch = Self.batch([Self.walk("x", 33, &generator)])
    let (first, second) = (Self.forecasts(batch, by: one)[0], Self.forecasts(batch, by: other)[0])
    for (value, same) in zip(Self.numbers(first, steps: 4), Self.numbers(second, steps: 4)) {
      // The same equations but for rounding, solved with a condition of thousands.
      #expect(abs(same - value) <= 1e-9 * value)
    }
  }

  /// Few weeks, so that thousands of series are forecast soon.
  private static let many: [Past] = {
    var generator = SeededGenerator(seed: 35)
    return (0..<SampledPatterns.fewestSeries + 100).map { walk("m\($0)", $0 % 3 == 0 ? 24 : 5, &generator) }
  }()

  private static func whole(_ pasts: [Past]) -> [String: [Double]] {
    let forecast = Forecaster(horizon: 2).forecast(batch(pasts))
    return Dictionary(
      uniqueKeysWithValues: zip(pasts.map(\.name), forecast.series.map { numbers($0, steps: 2) }))
  }

  @Test func otherOrderOfSeries_sameForecasts() {
    var generator = SeededGenerator(seed: 36)
    #expect(Self.whole(Self.many) == Self.whole(Self.many.shuffled(using: &generator)))
  }

  @Test func seriesBeyondTheSample_changeNoOthers() throws {
    let ranks = Self.many.map { SampledPatterns.rank(ofName: $0.name) }.sorted()
    let last = ranks[SampledPatterns.sampleSize - 1]
    var generator = SeededGenerator(seed: 37)
    let more = (0..<200).map { Self.walk("n\($0)", 24, &generator) }
    let outside = more.filter { SampledPatterns.rank(ofName: $0.name) > last }
    let inside = try #require(more.first { SampledPatterns.rank(ofName: $0.name) < last })
    let before = Self.whole(Self.many)
    let after = Self.whole(outside + Self.many)
    #expect(outside.count > 100 && before.allSatisfy { after[$0.key] == $0.value })
    // The contrary shows that the sample matters.
    let taughtByMore = Self.whole(Self.many + [inside])
    #expect(before.contains { taughtByMore[$0.key] != $0.value })
  }

  @Test(arguments: [1, 2, 3, 8])
  func anyNumberOfWorkers_sameForecasts(_ workers: Int) {
    let one = Concurrency.$workers.withValue(1) { Self.whole(Self.many) }
    #expect(Concurrency.$workers.withValue(workers) { Self.whole(Self.many) } == one)
  }

  // MARK: Accuracy

  /// How many series are forecast; 2000 by hand.
  private static let count =
    ProcessInfo.processInfo.environment["SERIES_COUNT"].flatMap(Int.init) ?? 400

  /// Errors of the median and of the last value, and how often intervals held, four weeks ahead.
  private static func trial(
    _ weeks: Int, seed: UInt64, _ make: (inout SeededGenerator, Int) -> [Double]
  ) throws -> (ratio: Double, covered80: Double, covered95: Double) {
    var generator = SeededGenerator(seed: seed)
    let all = (0..<count).map { _ in make(&generator, weeks + 4) }
    let pasts = all.enumerated().map { number, values in
      Past(name: "s\(number)", times: (0..<weeks).map(Double.init), values: Array(values[..<weeks]))
    }
    let batch = batch(pasts)
    let positions = Array((0..<batch.count).prefix(SampledPatterns.sampleSize))
    let patterns = try #require(SampledPatterns(batch.selecting(positions), steps: 4))
    var (own, last, in80, in95) = (0.0, 0.0, 0, 0)
    for (values, series) in zip(all, forecasts(batch, by: patterns)) {
      for step in 1...4 {
        let (outcome, distribution) = (values[weeks + step - 1], series.distribution(step: step))
        // Relative, so that no series outweighs others.
        own += abs(distribution.median - outcome) / values[weeks - 1]
        last += abs(values[weeks - 1] - outcome) / values[weeks - 1]
        if (distribution.quantile(0.1)...distribution.quantile(0.9)).contains(outcome) { in80 += 1 }
        if (distribution.quantile(0.025)...distribution.quantile(0.975)).contains(outcome) { in95 += 1 }
      }
    }
    let outcomes = Double(4 * count)
    return (own / last, Double(in80) / outcomes, Double(in95) / outcomes)
  }

  /// The four outcomes of a series go together: 400 series count for about 700 independent ones, so that a share near
  /// 80 % has a standard error of 1.5 points and one near 95 % of 0.8; 3 of these, and a point for shapes learnt from
  /// neighbouring rows.
  @Test(arguments: [26, 52, 104])
  func randomWalks_intervalsHoldAsOftenAsTheySay(_ weeks: Int) throws {
    let found = try Self.trial(weeks, seed: 41) { generator, weeks in
      var level = 4.0
      return (0..<weeks).map { _ in
        level += 0.05 * generator.normal()
        return .exp(level)
      }
    }
    #expect(abs(found.covered80 - 0.8) <= 0.055, "\(found)")
    #expect(abs(found.covered95 - 0.95) <= 0.035, "\(found)")
    // Nothing is better than the last value, and patterns that are none cost little.
    #expect(found.ratio <= 1.03, "\(found)")
  }

  @Test(arguments: [26, 104])
  func noisyLevels_areForecastBetterThanByTheLastValue(_ weeks: Int) throws {
    let found = try Self.trial(weeks, seed: 42) { generator, weeks in
      (0..<weeks).map { _ in .exp(4 + 0.1 * generator.normal()) }
    }
    // The mean of the past errs by σ·√(1 + 1/n), the last value by σ·√2: a ratio of 0.72.
    #expect(found.ratio <= 0.8, "\(found)")
  }
}
