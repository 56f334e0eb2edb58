import NumericCore
import Testing

@testable import Forecasting

@Suite struct BacktestTests {
  private func batch(_ series: [[Double]], ends: [Double]? = nil) -> SeriesBatch {
    var batch = SeriesBatch()
    for (position, values) in series.enumerated() {
      let start = (ends?[position] ?? Double(values.count - 1)) - Double(values.count - 1)
      batch.append(
        name: "s\(position)", times: values.indices.map { start + Double($0) }, values: values, scale: .real,
        resolution: 0.01)
    }
    return batch
  }

  private func walks(_ count: Int, weeks: Int) -> [[Double]] {
    var generator = NumericCore.SeededGenerator(seed: 5)
    return (0..<count).map { _ in walk(weeks, scale: .real, volatility: 1, generator: &generator) }
  }

  @Test func models_lastAndDriftAreAlwaysThere_once() {
    #expect(Backtest().models == [.automatic, .family(.last), .family(.drift)])
    #expect(
      Backtest(models: [.family(.drift), .automatic, .automatic]).models == [
        .family(.drift), .automatic, .family(.last),
      ])
  }

  @Test func everyWeekAhead_isJudgedOverTheSameWeeks() async {
    let result = await Backtest(models: [.family(.last)], horizon: 4, origins: 5).run(
      batch(walks(3, weeks: 40)))
    #expect(result.origins.map(\.weeksBack) == Array(1...8))
    for step in 1...4 {
      #expect(result.originCount(group: 0, step: step) == 5)
      #expect(result.total[model: 0, group: 0, step: step].count == 15)
    }
    #expect(result.withoutOutcome == 0)
  }

  @Test func shortHistory_hasAsManyOriginsAsItAllows() async {
    let result = await Backtest(horizon: 4, origins: 12).run(batch(walks(1, weeks: 5)))
    // Two observations are needed: origins 3, 2 and 1 weeks before the end.
    #expect((1...4).map { result.originCount(group: 0, step: $0) } == [3, 2, 1, 0])
    #expect(await Backtest().run(batch([[1, 2]])).isEmpty)
    #expect(await Backtest().run(SeriesBatch()).isEmpty)
  }

  @Test func figures_ofALine_byHand() async throws {
    let line = (0..<20).map { 10 + 0.5 * Double($0) }
    let result = await Backtest(models: [.family(.drift)], horizon: 3, origins: 6).run(batch([line]))
    for step in 1...3 {
      let drift = result.total[model: 0, group: 0, step: step]
      let last = result.total[model: result.naive, group: 0, step: step]
      #expect(try #require(drift.meanAbsoluteError) <= 1e-9)
      #expect(abs(try #require(last.meanAbsoluteError) - 0.5 * Double(step)) <= 1e-9)
      #expect(abs(try #require(last.scaledError) - Double(step)) <= 1e-9)
      #expect(abs(try #require(last.meanError) - 0.5 * Double(step)) <= 1e-9)
    }
    #expect(try #require(result.worstOrigin(model: 0)).ratio <= 1e-9)
  }

  @Test func noPeeking_futureValuesChangeNoEarlierForecast() async {
    var series = walks(4, weeks: 30)
    let before = await Backtest(horizon: 3, origins: 8).run(batch(series))
    for position in series.indices { series[position][29] += 50 }
    let after = await Backtest(horizon: 3, origins: 8).run(batch(series))
    for (old, new) in zip(before.origins, after.origins) {
      for model in before.backtest.models.indices {
        for step in 1...3 {
          let (one, other) = (
            old.table[model: model, group: 0, step: step], new.table[model: model, group: 0, step: step]
          )
          if step == old.weeksBack {
            #expect(one.meanAbsoluteError != other.meanAbsoluteError, "the outcome itself has changed")
          } else {
            #expect(one.meanAbsoluteError == other.meanAbsoluteError)
            #expect(one.rankedProbabilityScore == other.rankedProbabilityScore)
          }
        }
      }
    }
  }

  @Test func manyAtOnce_sameFigures() async {
    let data = batch(walks(5, weeks: 30))
    var one = Backtest()
    one.originsAtOnce = 1
    var four = Backtest()
    four.originsAtOnce = 4
    let (alone, together) = (await one.run(data), await four.run(data))
    for model in 0..<3 {
      #expect(
        alone.total.pooled(model: model).rankedProbabilityScore
          == together.total.pooled(model: model).rankedProbabilityScore)
    }
    #expect(alone.origins.map(\.weeksBack) == together.origins.map(\.weeksBack))
  }

  @Test func seriesWithDifferentEnds_eachFromItsOwn() async {
    let data = walks(2, weeks: 30)
    let same = await Backtest(models: [.family(.last)]).run(batch(data))
    let apart = await Backtest(models: [.family(.last)]).run(batch(data, ends: [29, 12]))
    #expect(
      same.total.pooled(model: 0).meanAbsoluteError == apart.total.pooled(model: 0).meanAbsoluteError)
  }

  @Test func groups_areCountedApart() async {
    let data = walks(2, weeks: 30)
    let apart = await Backtest(horizon: 1, origins: 4).run(batch(data), groups: [0, 1])
    #expect(apart.total.groupCount == 2)
    #expect(apart.total[model: 0, group: 1, step: 1].count == 4)
    #expect(apart.total.pooled(model: 0).count == 8)
  }

  @Test func outcomes_withinThreeDays_orCounted() async {
    var batch = SeriesBatch()
    // From the end backwards: 30, 29 + 3/7 (three days from 29), then a hole of five weeks.
    let times = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 20, 21, 22 + 3.0 / 7, 23]
    batch.append(
      name: "a", times: times.map { $0 + 7 }, values: times.map { 50 + $0 }, scale: .real, resolution: 0.01)
    let result = await Backtest(models: [.family(.last)], horizon: 2, origins: 10).run(batch)
    // Nothing was observed in the week up to 29, nor in the hole: no origins. From 22 nothing came in time,
    // from 21 one of two. From 28 the week ahead, 29, is met three days late.
    #expect(result.origins.map(\.weeksBack) == [2, 3, 9, 10, 11])
    #expect(result.origins[0].table[model: 0, group: 0, step: 1].count == 1)
    #expect(result.withoutOutcome == 3)
  }

  @Test func progress_countsToTheEnd() async {
    var seen: [Int] = []
    _ = await Backtest(horizon: 2, origins: 3).run(batch(walks(1, weeks: 20))) { done, count in
      seen.append(done)
      #expect(count == 4)
    }
    #expect(seen == [1, 2, 3, 4])
  }
}
