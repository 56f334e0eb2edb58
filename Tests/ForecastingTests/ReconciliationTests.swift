import NumericCore
import Testing

@testable import Forecasting

/// Parts of a sum are moved by what only their total knows.
@Suite struct ReconciliationTests {
  /// Four parts that climb steadily, known for `known` of 30 weeks, and their sum.
  private static func batch(
    known: Int, pace: Double = 0.06, difference: Double = 0, seed: UInt64 = 3, order: [Int] = [0, 1, 2, 3],
    totalMissesWeeks missed: Int = 0
  ) -> SeriesBatch {
    var generator = SeededGenerator(seed: seed)
    let maxima = [18.0, 20, 12, 22]
    let parts = maxima.map { maximum -> [Double] in
      var level = 0.7 * maximum
      return (0..<30).map { _ in
        level += pace + 0.08 * generator.normal()
        return (min(max(level, 0), maximum) * 100).rounded() / 100
      }
    }
    var batch = SeriesBatch()
    for i in order {
      batch.append(
        name: "part \(i)", times: (30 - known..<30).map(Double.init), values: Array(parts[i].suffix(known)),
        scale: .bounded(maximum: maxima[i]), resolution: 0.01, origin: 29)
    }
    let totals = (0..<(30 - missed)).map { week -> Double in
      let sum = parts.reduce(difference) { $0 + $1[week] }
      return (sum * 100).rounded() / 100
    }
    batch.append(
      name: "total", times: (0..<(30 - missed)).map(Double.init), values: totals,
      scale: .bounded(maximum: 72 + max(difference, 0)), resolution: 0.01, origin: 29)
    return batch
  }

  private func forecasts(
    _ batch: SeriesBatch, difference: Double = 0, variance: Double = 0, order: [Int] = [0, 1, 2, 3]
  ) -> (own: BatchForecast, agreed: BatchForecast) {
    let own = Forecaster(horizon: 4).forecast(batch)
    let sum = SumOfSeries(
      total: 4, parts: order, difference: difference, differenceVariance: variance)
    return (own, own.reconciled([sum], in: batch))
  }

  private func gap(_ forecast: BatchForecast, step: Int) -> Double {
    forecast.series[4].distribution(step: step).mean
      - (0..<4).reduce(0) { $0 + forecast.series[$1].distribution(step: step).mean }
  }

  @Test func sum_goesTowardsItsTotal_butNotBeyond() {
    for seed in 1...10 as ClosedRange<UInt64> {
      let (own, agreed) = forecasts(Self.batch(known: 4, seed: seed))
      for step in 1...4 {
        let (before, after) = (gap(own, step: step), gap(agreed, step: step))
        #expect(abs(after) < abs(before) && after * before > 0)
        // With 3 weeks against 29 the total has at most (26 − 3)/(26 + 10) of the say.
        let least = 13.0 / 36 - 0.001
        #expect(abs(after) > least * abs(before))
      }
    }
  }

  @Test func total_staysForComparison_andSpreadsStay() {
    let (own, agreed) = forecasts(Self.batch(known: 4))
    #expect(own.series[4].locations == agreed.series[4].locations)
    for i in 0..<5 { #expect(own.series[i].spreads == agreed.series[i].spreads) }
    #expect((0..<4).contains { own.series[$0].locations != agreed.series[$0].locations })
  }

  @Test func totalThatKnowsNoMoreWeeks_movesNothing() {
    for known in [27, 28, 30] {
      let (own, agreed) = forecasts(Self.batch(known: known))
      for i in 0..<5 { #expect(own.series[i].locations == agreed.series[i].locations) }
    }
    // What little more it knows counts for little.
    let (own, agreed) = forecasts(Self.batch(known: 24))
    for step in 1...4 {
      let share = gap(agreed, step: step) / gap(own, step: step)
      #expect(share >= 0.9)
    }
  }

  @Test func moreWeeksOfParts_moveThemLess() {
    let shares = [4, 8, 16].map { known in
      (1...10).reduce(0.0) { sum, seed in
        let (own, agreed) = forecasts(Self.batch(known: known, seed: UInt64(seed)))
        return sum + gap(agreed, step: 4) / gap(own, step: 4) / 10
      }
    }
    #expect(shares == shares.sorted())
  }

  @Test func differenceThatWanders_orStaleTotal_countsForLess() {
    let still = forecasts(Self.batch(known: 4), difference: 0)
    let wandering = forecasts(Self.batch(known: 4), variance: 0.5)
    let stale = forecasts(Self.batch(known: 4, totalMissesWeeks: 3))
    let own = gap(still.own, step: 4)
    let share = gap(still.agreed, step: 4) / own
    let wanderingShare = gap(wandering.agreed, step: 4) / own
    let staleShare = gap(stale.agreed, step: 4) / gap(stale.own, step: 4)
    #expect(wanderingShare > max(share, 0.8))
    #expect(staleShare > share)
  }

  @Test func difference_isNoGap() {
    let (own, agreed) = forecasts(Self.batch(known: 4))
    let (ownShifted, shifted) = forecasts(Self.batch(known: 4, difference: 1.5), difference: 1.5)
    // On another scale the total's course is a little different.
    for step in 1...4 {
      let moved = (gap(own, step: step) - gap(agreed, step: step))
      let movedShifted = (gap(ownShifted, step: step) - gap(shifted, step: step))
      #expect(abs(moved - movedShifted) < 0.05)
    }
  }

  @Test func massStaysInside_andQuantilesInOrder() {
    // A total of great pace pulls parts that are at their maximum or at zero.
    var batch = SeriesBatch()
    for (i, value) in [18.0, 0, 11.9, 0.02].enumerated() {
      batch.append(
        name: "part \(i)", times: [27, 28, 29], values: [value, value, value],
        scale: .bounded(maximum: [18, 20, 12, 22][i]), resolution: 0.01)
    }
    batch.append(
      name: "total", times: (0..<30).map(Double.init),
      values: (0..<30).map { 29.92 - 0.8 * (29 - Double($0)) }, scale: .bounded(maximum: 72))
    let (_, agreed) = forecasts(batch)
    let sampler = PathSampler(agreed, count: 500, seed: 1)
    for (position, maximum) in [18.0, 20, 12, 22].enumerated() {
      for step in 1...4 {
        let distribution = agreed.series[position].distribution(step: step)
        let quantiles = percentiles.map(distribution.quantile)
        #expect(quantiles == quantiles.sorted())
        #expect(quantiles[0] >= 0 && quantiles[98] <= maximum)
        let inside = sampler.paths(of: position).column(step - 1).allSatisfy { $0 >= 0 && $0 <= maximum }
        #expect(inside)
      }
    }
  }

  @Test func paths_areThoseOfTheMovedDistributions() {
    let (_, agreed) = forecasts(Self.batch(known: 4))
    let sampler = PathSampler(agreed, count: 4000, seed: 2)
    for position in 0..<4 {
      let paths = sampler.paths(of: position)
      for step in 0..<4 {
        let distribution = agreed.series[position].distribution(step: step + 1)
        let sorted = paths.column(step).sorted()
        #expect(abs(sorted[2000] - distribution.median) < 0.05)
        #expect(abs(sorted[400] - distribution.quantile(0.1)) < 0.05)
      }
    }
  }

  @Test func orderOfParts_doesNotMatter() {
    let one = forecasts(Self.batch(known: 4)).agreed
    let order = [2, 0, 3, 1]
    let other = forecasts(Self.batch(known: 4, order: order), order: [0, 1, 2, 3]).agreed
    for (place, i) in order.enumerated() {
      for (a, b) in zip(other.series[place].locations, one.series[i].locations) {
        #expect(abs(a - b) <= 1e-10)
      }
    }
  }

  @Test func drivers_addUp_andNameTheTotal() throws {
    let (own, agreed) = forecasts(Self.batch(known: 4))
    for position in 0..<4 {
      for step in 1...4 {
        let series = agreed.series[position]
        let drivers = series.drivers(step: step)
        let ownDrivers = own.series[position].drivers(step: step)
        let explained = drivers.reduce(0) { $0 + $1.amount }
        let start = series.scale.value(working: series.workingStart)
        let change = series.distribution(step: step).median - start
        #expect(abs(explained - change) <= 1e-12)
        let total = try #require(drivers.first { $0.kind == .total })
        let moved =
          series.distribution(step: step).median - own.series[position].distribution(step: step).median
        #expect(abs(total.amount - moved) <= 1e-12)
        #expect(drivers.filter { $0.kind != .total } == ownDrivers)
      }
    }
  }

  @Test func stepThatTheTotalTookForPace_countsForLess() {
    // The same step in the middle, which the parts set aside.
    func batch(_ step: Double) -> SeriesBatch {
      var generator = SeededGenerator(seed: 8)
      var batch = SeriesBatch()
      var sums = [Double](repeating: 0, count: 24)
      for i in 0..<4 {
        var level = 10.0
        var values: [Double] = []
        for week in 0..<24 {
          level += 0.02 * generator.normal() + (i == 0 && week == 18 ? step : 0)
          values.append((level * 100).rounded() / 100)
          sums[week] += values[week]
        }
        batch.append(
          name: "part \(i)", times: (12..<24).map(Double.init), values: Array(values.suffix(12)),
          scale: .bounded(maximum: 20), resolution: 0.01)
      }
      // The total is noisy enough to hide the step.
      batch.append(
        name: "total", times: (0..<24).map(Double.init),
        values: sums.enumerated().map { week, sum in
          let noise = week < 23 ? 0.6 * generator.normal() : 0
          return ((sum + noise) * 100).rounded() / 100
        },
        scale: .bounded(maximum: 80), resolution: 0.01)
      return batch
    }
    let batch = batch(1.5)
    let (own, agreed) = forecasts(batch)
    #expect(own.series[0].record.steps.count == 1 && own.series[4].record.steps.isEmpty)
    let share = gap(agreed, step: 4) / gap(own, step: 4)
    #expect(share > 0.85)
  }

  /// Sixty scorecards of six components that are known for five of 30 weeks, as random walks with paces of their
  /// own and shocks in common; the total has all weeks. Outcomes four weeks ahead are known to the simulation.
  @Test func simulatedScorecards_areForecastBetterOnAverage() {
    var generator = SeededGenerator(seed: 2025)
    let maxima = [18.0, 20, 12, 10, 18, 22]
    let (weeks, known, units) = (30, 5, 60)
    var batch = SeriesBatch()
    var sums: [SumOfSeries] = []
    var outcomes: [[Double]] = []
    for unit in 0..<units {
      let shared = (0..<(weeks + 4)).map { _ in generator.normal() }
      let parts = maxima.map { maximum -> [Double] in
        let scale = ValueScale.bounded(maximum: maximum)
        let volatility = 0.03 * (0.5 + generator.uniform())
        let pace = 0.3 * volatility * (0.5 + generator.normal())
        var level = scale.working(maximum * (0.7 + 0.25 * generator.uniform()))
        return (0..<(weeks + 4)).map { week in
          level += pace + volatility * (0.84 * generator.normal() + 0.55 * shared[week])
          return (scale.value(working: level) * 100).rounded() / 100
        }
      }
      for (i, part) in parts.enumerated() {
        batch.append(
          name: "\(unit) \(i)", times: (weeks - known..<weeks).map(Double.init),
          values: Array(part[(weeks - known)..<weeks]), scale: .bounded(maximum: maxima[i]),
          resolution: 0.01)
      }
      batch.append(
        name: "\(unit)", times: (0..<weeks).map(Double.init),
        values: (0..<weeks).map { week in parts.reduce(0) { $0 + $1[week] } },
        scale: .bounded(maximum: 100), resolution: 0.01)
      sums.append(SumOfSeries(total: 7 * unit + 6, parts: Array((7 * unit)..<(7 * unit + 6))))
      outcomes.append(parts.map { $0[weeks + 3] })
    }
    let own = Forecaster(horizon: 4).forecast(batch)
    let agreed = own.reconciled(sums, in: batch)
    func errors(_ forecast: BatchForecast) -> (total: Double, part: Double) {
      var (total, part) = (0.0, 0.0)
      for unit in 0..<units {
        let means = (0..<6).map { forecast.series[7 * unit + $0].distribution(step: 4).mean }
        total += abs(means.reduce(0, +) - outcomes[unit].reduce(0, +)) / Double(units)
        part += zip(means, outcomes[unit]).reduce(0) { $0 + abs($1.0 - $1.1) } / Double(6 * units)
      }
      return (total, part)
    }
    let (before, after) = (errors(own), errors(agreed))
    #expect(after.total < 0.97 * before.total, "\(before) \(after)")
    #expect(after.part < 0.99 * before.part, "\(before) \(after)")
  }
}
