import Forecasting
import Testing

@testable import Scorecard

/// Backtests of histories know at each origin what was known then.
@Suite struct ScorecardBacktestTests {
  private let start = Day(year: 2025, month: 3, day: 3)!

  private func scores(_ weeks: Int, seed: UInt64 = 1) -> [Double] {
    var generator = SeededGenerator(state: seed)
    var level = 90.0
    return (0..<weeks).map { _ in
      level += Double.random(in: -0.3...0.35, using: &generator)
      return (level * 100).rounded() / 100
    }
  }

  private func row(_ week: Int, _ unit: String, _ score: Double) -> String {
    "\(start.adding(days: 7 * week)),\(unit),total,\(score)\n"
  }

  /// Week after week, as reports come.
  private func file(_ units: [[Double]]) -> [String] {
    (0..<units[0].count).flatMap { week in
      units.enumerated().map { row(week, "U\($0)", $1[week]) }
    }
  }

  private func history(_ rows: [String]) throws -> History {
    try read("as_of,unit,indicator,score\n" + rows.joined()).history
  }

  private func backtest(
    _ history: History, origins: Int = 8, units: Set<Int>? = nil
  ) async
    -> ScorecardBacktest
  {
    await ScorecardBacktest(history, backtest: Backtest(horizon: 3, origins: origins), units: units)
  }

  // MARK: No peeking

  @Test func forecasts_areThoseThatAUserGetsAsOfTheOrigin() async throws {
    let history = try history(file([scores(20), scores(20, seed: 2)]))
    let backtest = await backtest(history)
    for (position, origin) in backtest.result.origins.enumerated() {
      let day = try #require(backtest.days[position])
      #expect(day == start.adding(days: 7 * (19 - origin.weeksBack)))
      let forecast = ScorecardForecast(history.upTo(day), forecaster: Forecaster(horizon: 3))
      for step in 1...3 {
        let tally = origin.table[model: 0, group: 0, step: step]
        guard tally.count > 0 else { continue }
        let errors = try [0, 1].map { unit in
          let entry = try #require(forecast.entry(unit: unit, indicator: .total))
          let outcome = history.series(unit: unit, indicator: .total)[19 - origin.weeksBack + step].score
          return abs(outcome - entry.distributions[step - 1].median)
        }
        #expect(abs(try #require(tally.meanAbsoluteError) - (errors[0] + errors[1]) / 2) <= 1e-12)
      }
    }
  }

  /// Pairs whose outcome is another than that of week `week` have the same figures.
  private func expectSameForecasts(
    _ one: ScorecardBacktest, _ other: ScorecardBacktest, weeks: Int, exceptOutcomeOf week: Int,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(one.result.origins.map(\.weeksBack) == other.result.origins.map(\.weeksBack))
    for (old, new) in zip(one.result.origins, other.result.origins) {
      for step in 1...3 where weeks - 1 - old.weeksBack + step != week {
        for model in 0..<3 {
          let (a, b) = (
            old.table[model: model, group: 0, step: step], new.table[model: model, group: 0, step: step]
          )
          #expect(
            a.rankedProbabilityScore == b.rankedProbabilityScore && a.scaledError == b.scaledError,
            "\(old.weeksBack) weeks back, step \(step)", sourceLocation: sourceLocation)
        }
      }
    }
  }

  @Test func correctionAtTheEndOfTheFile_changesOnlyItsOutcome() async throws {
    let rows = file([scores(20), scores(20, seed: 2)])
    let first = await backtest(try history(rows + [row(14, "U0", 80.1)]))
    let second = await backtest(try history(rows + [row(14, "U0", 95.1234)]))
    let never = await backtest(try history(rows))
    #expect(first.correctionCount == 1 && never.correctionCount == 0)
    expectSameForecasts(first, second, weeks: 20, exceptOutcomeOf: 14)
    expectSameForecasts(first, never, weeks: 20, exceptOutcomeOf: 14)
    let step1 = { (backtest: ScorecardBacktest) in
      backtest.result.origins.first { $0.weeksBack == 6 }?.table[model: 1, group: 0, step: 1]
        .meanAbsoluteError
    }
    #expect(step1(first) != step1(never), "the outcome is the corrected score")
  }

  @Test func correctionInBetween_isKnownAfterTheDayAboveIt() async throws {
    var rows = file([scores(20), scores(20, seed: 2)])
    // Below the reports of week 14, which come at rows 28 and 29: a correction of week 10.
    rows.insert(row(10, "U0", 60.5), at: 30)
    let history = try history(rows)
    let knowledge = CorrectionKnowledge(history)
    func score(asOfWeek week: Int) -> Double? {
      knowledge.history { _ in start.adding(days: 7 * week) }.observation(
        unit: 0, indicator: .total, on: start.adding(days: 70))?.score
    }
    let old = scores(20)[10]
    #expect(score(asOfWeek: 9) == nil)
    #expect([10, 13, 14].map { score(asOfWeek: $0) } == [old, old, old])
    #expect(score(asOfWeek: 15) == 60.5)
    #expect(score(asOfWeek: 19) == 60.5)
  }

  @Test func severalCorrections_eachWhenItCame() throws {
    let history = try history([
      row(0, "A", 90), row(1, "A", 91), row(0, "A", 90.5), row(2, "A", 92), row(0, "A", 90.25),
      row(3, "A", 93), row(4, "A", 94),
    ])
    let knowledge = CorrectionKnowledge(history)
    let seen = (0...4).map { week in
      knowledge.history { _ in start.adding(days: 7 * week) }.series(unit: 0, indicator: .total)[0].score
    }
    #expect(seen == [90, 90, 90.5, 90.25, 90.25])
  }

  @Test func filesThatDoNotTell_neverKnowACorrection() throws {
    // Beside the row that it replaces; and sorted by unit.
    for rows in [
      [row(0, "A", 90), row(0, "A", 91), row(1, "A", 92), row(2, "A", 93)],
      [
        row(0, "A", 90), row(1, "A", 92), row(2, "A", 93), row(0, "B", 80), row(0, "A", 91), row(1, "B", 81),
        row(2, "B", 81),
      ],
    ] {
      let knowledge = CorrectionKnowledge(try history(rows))
      let latest = knowledge.history { _ in start.adding(days: 14) }
      #expect(latest.series(unit: 0, indicator: .total).map(\.score) == [90, 92, 93])
    }
  }

  @Test func firstSeenValues_haveTheirOwnDecimals() throws {
    let rows = (0..<5).map { row($0, "A", 90.5) } + [row(2, "A", 90.12345)]
    let known = CorrectionKnowledge(try history(rows)).history { _ in start.adding(days: 28) }
    #expect(known.decimals(ofUnit: 0, indicator: .total) == 1)
  }

  // MARK: What is judged

  @Test func example_judgesTotalsAndComponentsAndNoDifference() async throws {
    let backtest = await ScorecardBacktest(Example.history, backtest: Backtest())
    #expect(backtest.indicators.first == .total)
    #expect(backtest.indicators.count == 7)
    #expect(!backtest.indicators.contains(.discrepancy))
    #expect(backtest.result.withoutOutcome > 0)
    let one = await ScorecardBacktest(
      Example.history, backtest: Backtest(), units: [try #require(Example.history.unit(named: "Hải Phòng"))])
    // Two observations: no outcome after the second.
    #expect(one.result.isEmpty && one.indicators == [.total])
  }

  @Test func totalThatIsNeverPublished_isJudgedAgainstTheSum() async throws {
    var rows = "as_of,unit," + IndexDefinition.decision766.components.map(\.id).joined(separator: ",") + "\n"
    for week in 0..<12 {
      rows += "\(start.adding(days: 7 * week)),A,10,11,5,6,\(7 + 0.25 * Double(week)),9\n"
    }
    let backtest = await backtest(try read(rows).history, origins: 4)
    #expect(backtest.indicators.count == 7 && backtest.indicators[0] == .total)
    let last = backtest.result.total[model: backtest.result.naive, group: 0, step: 2]
    #expect(last.count == 4)
    let error = try #require(last.meanAbsoluteError)
    // The total's median lies a little beside the sum of medians.
    #expect(abs(error - 0.5) < 0.1, "\(error)")
  }

  @Test func weeksWithoutAReport_areNoOrigins() async throws {
    var rows = file([scores(20)])
    rows.removeSubrange(12...14)
    let backtest = await backtest(try history(rows))
    let days = backtest.days.compactMap { $0.map { $0.days(since: start) / 7 } }
    // Weeks 12 to 14 were never reported: there is nothing to compare the forecasts of weeks 9 to 11 with.
    #expect(days == [18, 17, 16, 15])
    #expect(backtest.result.withoutOutcome == 3 + 2 + 1)
  }

  @Test func plainSeries_withStepsAndOwnEnds() async throws {
    let (a, b) = (scores(20), scores(20, seed: 2))
    func text(_ shift: Int) -> String {
      "series,step,value\n" + a.enumerated().map { "a,\($0),\($1)\n" }.joined()
        + b.enumerated().map { "b,\($0 + shift),\($1)\n" }.joined()
    }
    let same = await backtest(try read(text(0)).history)
    let apart = await backtest(try read(text(40)).history)
    #expect(same.indicators == [.value] && same.days.allSatisfy { $0 == nil })
    let naive = same.result.naive
    #expect(same.result.total.pooled(model: naive).count == 48)
    #expect(
      same.result.total.pooled(model: naive).meanAbsoluteError
        == apart.result.total.pooled(model: naive).meanAbsoluteError)
  }

  @Test func manyAtOnce_sameFigures() async throws {
    var figures: [[Double?]] = []
    for count in [1, 3] {
      var specification = Backtest()
      specification.originsAtOnce = count
      let result = await ScorecardBacktest(Example.history, backtest: specification).result
      figures.append((0..<3).map { result.total.pooled(model: $0).rankedProbabilityScore })
    }
    #expect(figures[0] == figures[1])
  }
}
