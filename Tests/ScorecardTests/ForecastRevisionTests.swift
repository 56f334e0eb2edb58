import Forecasting
import NumericCore
import Testing

@testable import Scorecard

/// What changed since an earlier forecast: three parts that add up, each zero where nothing of its kind
/// happened.
@Suite struct ForecastRevisionTests {
  private static let monday = Day(year: 2025, month: 9, day: 1)!
  private static let indicators: [Indicator] = [.component(0), .component(2), .total]

  /// Wandering scores of three units; a row per unit, week and indicator.
  private static func observations(weeks: Int, seed: UInt64 = 4) -> [Observation] {
    var list: [Observation] = []
    for unit in 0..<3 {
      for (position, indicator) in indicators.enumerated() {
        var generator = NumericCore.SeededGenerator(seed: seed + UInt64(10 * unit + position))
        var level = [15.0, 8, 90][position]
        for week in 0..<weeks {
          level += 0.04 + 0.05 * generator.normal()
          list.append(
            Observation(
              day: monday.adding(days: 7 * week), unit: unit, indicator: indicator,
              score: (level * 100).rounded() / 100, decimals: 2, line: 2 + week * 9 + 3 * unit + position))
        }
      }
    }
    return list
  }

  private static func history(_ observations: [Observation]) -> History {
    History(
      index: .decision766, units: ["A", "B", "C"].map { Unit(name: $0, level: .province) },
      observations: observations)
  }

  /// A score of week 5 that is corrected.
  private static func correction(line: Int) -> Observation {
    Observation(
      day: monday.adding(days: 35), unit: 0, indicator: .total, score: 89.31, decimals: 2, line: line)
  }

  private static func forecast(
    _ history: History, _ model: ModelChoice = .automatic, weeks: Int = 4, seed: UInt64 = 1
  ) -> ScorecardForecast {
    ScorecardForecast(
      history, forecaster: Forecaster(model: model, horizon: weeks), pathCount: 200, seed: seed)
  }

  /// The file that such a forecast is written to, with ten digits.
  static func file(_ forecast: ScorecardForecast) -> String {
    var text = "unit,indicator,step,as_of,mean,median,lo80,hi80,model\n"
    let level = IntervalLevel(percent: 80)!
    for entry in forecast.entries {
      for (step, week) in entry.distributions.enumerated() {
        let day = entry.days[step]
        let label = forecast.history.axis == .steps ? "\(day.ordinal / 7)" : "\(day)"
        let interval = week.interval(level)
        let numbers = [week.mean, week.median, interval.lowerBound, interval.upperBound].map {
          ($0 * 1e8).rounded() / 1e8
        }
        text +=
          "\(forecast.history.units[entry.unit].name),\(entry.indicator.id(in: forecast.history.index)),"
          + "\(step + 1),\(label),\(numbers.map { "\($0)" }.joined(separator: ",")),\(entry.method.name)\n"
      }
    }
    return text
  }

  private static func revision(
    _ earlier: ScorecardForecast, _ current: ScorecardForecast, _ model: ModelChoice = .automatic,
    units: Set<Int>? = nil
  ) throws -> ForecastRevision {
    let read = try ForecastFileReader.read(Array(file(earlier).utf8), for: current.history)
    #expect(read.problems == [])
    return try ForecastRevision(
      from: read, to: current, forecaster: Forecaster(model: model, horizon: current.horizon), units: units)
  }

  private func expectSums(_ revision: ForecastRevision) {
    #expect(!revision.changes.isEmpty)
    for change in revision.changes {
      #expect(abs(change.model + change.correction + change.newData - change.total) < 1e-9)
      #expect(change.total == change.current - change.earlier)
    }
  }

  private func isZero(_ part: Double) -> Bool { abs(part) < 1e-9 }

  private static let base = observations(weeks: 14)
  private static let earlierOrigin = monday.adding(days: 7 * 10)
  private static let early = history(base.filter { $0.day <= earlierOrigin })

  @Test func unchangedHistory_changesNothing() throws {
    let forecast = Self.forecast(Self.early)
    let revision = try Self.revision(forecast, forecast)
    #expect(revision.changes.count == 3 * 3 * 4)
    for change in revision.changes {
      #expect(
        change.model == 0 && change.correction == 0 && change.newData == 0 && change.total == 0)
    }
    #expect(revision.outcomes.isEmpty && revision.added.isEmpty && revision.missing.isEmpty)
    #expect(revision.origin == Self.earlierOrigin && revision.horizon == 4)
  }

  @Test func newWeeks_areNewDataOnly() throws {
    let revision = try Self.revision(Self.forecast(Self.early), Self.forecast(Self.history(Self.base)))
    expectSums(revision)
    // Three weeks have passed: one of four is in both.
    #expect(revision.changes.count == 9)
    for change in revision.changes {
      #expect(change.model == 0 && change.correction == 0)
      #expect(change.step == 1 && change.earlierStep == 4 && change.day == change.earlierDay)
    }
    #expect(revision.changes.contains { abs($0.newData) > 0.01 })
    #expect(revision.outcomes.count == 27)
    let score = try #require(
      Self.base.first { $0.unit == 0 && $0.indicator == .total && $0.day == Self.earlierOrigin }
    ).score
    #expect(revision.outcomes.first { $0.unit == 0 && $0.indicator == .total }?.lastKnown == score)
  }

  @Test func correction_isCorrectionOnly() throws {
    let earlier = Self.forecast(Self.early)
    let corrected = Self.history(
      Self.base.filter { $0.day <= Self.earlierOrigin } + [Self.correction(line: 900)])
    #expect(corrected.corrections.count == 1)
    let revision = try Self.revision(earlier, Self.forecast(corrected))
    expectSums(revision)
    for change in revision.changes { #expect(change.model == 0 && isZero(change.newData)) }
    let own = revision.changes.filter { $0.unit == 0 && $0.indicator == .total }
    #expect(own.allSatisfy { abs($0.correction) > 1e-4 })
    #expect(revision.corrections(of: own[0]).map(\.newScore) == [89.31])
  }

  private static func exclusion(_ week: Int) -> HistoryOverride {
    let day = monday.adding(days: 7 * week)
    return HistoryOverride(
      .exclude, .unit("A"), indicator: .total, days: day...day, author: "An", reason: "fault")
  }

  /// A decision about a score of week 9 changes the forecast as a correction does, not as another model.
  @Test func decisionThatCameSince_countsAsCorrection() throws {
    let decided = try Self.early.applying([Self.exclusion(9)])
    let revision = try Self.revision(Self.forecast(Self.early), Self.forecast(decided))
    expectSums(revision)
    #expect(revision.decisions.map(\.scores.count) == [1] && revision.corrections.isEmpty)
    for change in revision.changes { #expect(change.model == 0 && isZero(change.newData)) }
    let own = revision.changes.filter { $0.unit == 0 && $0.indicator == .total }
    #expect(own.allSatisfy { abs($0.correction) > 1e-4 })
  }

  @Test func decisionThatWasKnown_isNoChange_andALaterOneIsNewData() throws {
    let early = try Self.early.applying([Self.exclusion(9)])
    let now = try Self.history(Self.base).applying([Self.exclusion(9)])
    let known = try Self.revision(Self.forecast(early), Self.forecast(now))
    #expect(known.decisions.isEmpty)
    for change in known.changes { #expect(change.model == 0 && change.correction == 0) }
    let later = try Self.revision(
      Self.forecast(Self.early), Self.forecast(Self.history(Self.base).applying([Self.exclusion(12)])))
    #expect(later.decisions.isEmpty)
    for change in later.changes { #expect(change.model == 0 && change.correction == 0) }
  }

  /// The correction was there when the earlier forecast was made.
  @Test(arguments: [60, 900])
  func correctionThatWasKnown_isNoChange(_ line: Int) throws {
    let corrected = Self.base + [Self.correction(line: line)]
    let earlier = Self.history(corrected.filter { $0.day <= Self.earlierOrigin })
    let revision = try Self.revision(Self.forecast(earlier), Self.forecast(Self.history(corrected)))
    expectSums(revision)
    #expect(revision.corrections.isEmpty)
    for change in revision.changes { #expect(change.model == 0 && change.correction == 0) }
  }

  @Test func correctionOfALaterDay_isNewData() throws {
    let late = Observation(
      day: Self.monday.adding(days: 7 * 12), unit: 0, indicator: .total, score: 90.02, decimals: 2, line: 900)
    let revision = try Self.revision(
      Self.forecast(Self.early), Self.forecast(Self.history(Self.base + [late])))
    for change in revision.changes { #expect(change.model == 0 && change.correction == 0) }
    #expect(revision.corrections.isEmpty)
    // What came is told by its latest version.
    #expect(revision.outcomes.contains { $0.score == 90.02 })
  }

  @Test func anotherModel_isModelOnly() throws {
    let revision = try Self.revision(
      Self.forecast(Self.early, .family(.drift)), Self.forecast(Self.early, .family(.last)), .family(.last))
    expectSums(revision)
    for change in revision.changes { #expect(isZero(change.correction) && isZero(change.newData)) }
    #expect(revision.changes.allSatisfy { !isZero($0.model) })
  }

  @Test(arguments: [1, 2, 6, 9])
  func anotherHorizon_isModelOnly(_ weeks: Int) throws {
    let revision = try Self.revision(Self.forecast(Self.early), Self.forecast(Self.early, weeks: weeks))
    expectSums(revision)
    #expect(revision.changes.count == 9 * min(weeks, 4))
    for change in revision.changes { #expect(isZero(change.correction) && isZero(change.newData)) }
  }

  @Test func allAtOnce_addsUp() throws {
    let current = Self.history(Self.base + [Self.correction(line: 900)])
    let revision = try Self.revision(
      Self.forecast(Self.early, weeks: 8), Self.forecast(current, .family(.robust), weeks: 5),
      .family(.robust))
    expectSums(revision)
    #expect(revision.changes.count == 9 * 5)
    let own = revision.changes.filter { $0.unit == 0 && $0.indicator == .total }
    #expect(own.allSatisfy { !isZero($0.model) && !isZero($0.correction) && !isZero($0.newData) })
  }

  @Test func seriesOfOneForecastOnly_areNamed() throws {
    let earlier = Self.history(
      Self.base.filter { $0.day <= Self.earlierOrigin && ($0.unit != 1 || $0.indicator != .total) })
    let current = Self.history(Self.base.filter { $0.unit != 2 })
    let revision = try Self.revision(Self.forecast(earlier), Self.forecast(current))
    expectSums(revision)
    #expect(revision.added == [.init(unit: "B", indicator: .total)])
    #expect(revision.missing == Self.indicators.map { .init(unit: "C", indicator: $0) })
    let one = try Self.revision(Self.forecast(earlier), Self.forecast(current), units: [0])
    #expect(one.outcomes.allSatisfy { $0.unit == 0 })
  }

  @Test func daysThatDiffer_matchWithinThree() throws {
    // Today's history ends on a Thursday, three days after the Monday.
    let late =
      Self.base.filter { $0.day <= Self.earlierOrigin }.map { $0 }
      + [
        Observation(
          day: Self.earlierOrigin.adding(days: 10), unit: 0, indicator: .total, score: 91, decimals: 2)
      ]
    let revision = try Self.revision(Self.forecast(Self.early), Self.forecast(Self.history(late)))
    expectSums(revision)
    #expect(revision.changes.count == 9 * 3)
    #expect(revision.changes.allSatisfy { $0.day.days(since: $0.earlierDay) == 3 })
    #expect(revision.outcomes.map(\.score) == [91])
    #expect(revision.outcomes.map { $0.observedDay.days(since: $0.day) } == [3])
  }

  @Test func plainSeries_haveOriginsOfTheirOwn() throws {
    var generator = NumericCore.SeededGenerator(seed: 3)
    let all = [20, 15, 24].enumerated().flatMap { unit, length in
      (0..<length).map {
        Observation(
          day: Day(ordinal: 7 * $0), unit: unit, indicator: .value,
          score: (1000 + 10 * generator.normal()).rounded(), decimals: 0)
      }
    }
    func history(_ observations: [Observation]) -> History {
      History(
        index: nil, axis: .steps, units: ["a", "b", "c"].map { Unit(name: $0) }, observations: observations)
    }
    let revision = try Self.revision(
      Self.forecast(history(all.filter { $0.day.ordinal <= 7 * 18 })), Self.forecast(history(all)))
    expectSums(revision)
    for change in revision.changes { #expect(change.model == 0 && change.correction == 0) }
    // a went on by one week, b by none; c is beyond what was forecast.
    #expect(revision.changes.map(\.unit) == [0, 0, 0, 1, 1, 1, 1])
    #expect(revision.changes.suffix(4).allSatisfy { $0.step == $0.earlierStep })
    #expect(revision.outcomes.map(\.unit) == [0, 2, 2, 2, 2])
  }

  @Test func theExample_changesByNewDataOnly() throws {
    let history = Example.history
    let earlier = Self.forecast(history.upTo(Day(year: 2025, month: 11, day: 10)!))
    let revision = try Self.revision(earlier, Self.forecast(history))
    expectSums(revision)
    for change in revision.changes { #expect(change.model == 0 && change.correction == 0) }
    // Three departments were first reported on 17 November.
    #expect(revision.added.count == 3)
    #expect(revision.missing.isEmpty)
  }

  @Test func whatCannotBeCompared_isRefused() throws {
    let current = Self.forecast(Self.early)
    let late = Array(Self.file(Self.forecast(Self.history(Self.base))).utf8)
    func error(_ bytes: [UInt8], _ forecast: ScorecardForecast) throws -> ForecastFileError? {
      let read = try ForecastFileReader.read(bytes, for: forecast.history)
      do throws(ForecastFileError) {
        _ = try ForecastRevision(from: read, to: forecast, forecaster: Forecaster())
        return nil
      } catch {
        return error
      }
    }
    #expect(
      try error(late, current)
        == .notEarlier(origin: Self.monday.adding(days: 91), latest: Self.earlierOrigin))
    let header = "unit,indicator,step,as_of,median\n"
    #expect(
      try error(Array((header + "Z,total,1,2025-10-06,90\nY,total,1,2025-10-06,90\n").utf8), current)
        == .noCommonSeries(["Z", "Y"]))
    #expect(
      try error(Array((header + "A,total,1,2025-01-06,90\n").utf8), current)
        == .nothingKnown(origin: Day(year: 2024, month: 12, day: 30)!))
  }

  @Test(arguments: [UInt64(11), 12, 13, 14, 15, 16])
  func randomHistories_addUp(_ seed: UInt64) throws {
    var generator = NumericCore.SeededGenerator(seed: seed)
    let full = Self.observations(weeks: 13, seed: seed)
    // A tenth of the scores is missing, some are corrected, some of them long ago.
    let kept = full.filter { _ in generator.uniform() < 0.9 }
    var corrected = kept
    for one in kept where generator.uniform() < 0.03 {
      corrected.append(
        Observation(
          day: one.day, unit: one.unit, indicator: one.indicator,
          score: max(0, (one.score * 100 - 20).rounded() / 100), decimals: 2,
          line: one.line + Int(generator.uniform() * 80)))
    }
    let earlier = Self.history(kept.filter { $0.day <= Self.earlierOrigin })
    let revision = try Self.revision(Self.forecast(earlier), Self.forecast(Self.history(corrected)))
    expectSums(revision)
  }
}

/// What drives a forecast: parts that add up.
@Suite struct ForecastExplanationTests {
  @Test func drivers_addUp() throws {
    let forecast = ScorecardForecast(Example.history, forecaster: Forecaster(horizon: 6), pathCount: 200)
    for entry in forecast.entries {
      for step in 1...6 {
        let drivers = entry.drivers(step: step)
        let sum = drivers.reduce(0) { $0 + $1.amount }
        #expect(abs(sum - entry.explainedChange(step: step)) < 1e-9)
        #expect(drivers.allSatisfy { $0.amount != 0 })
        #expect(Set(drivers.map(\.source)).count == drivers.count)
      }
    }
    let total = try #require(forecast.entry(unit: 0, indicator: .total))
    #expect(total.explainsMean)
    #expect(total.drivers(step: 4).allSatisfy { if case .component = $0.source { true } else { false } })
    let carried = try #require(forecast.entry(unit: 0, indicator: .discrepancy))
    #expect(carried.drivers(step: 1).isEmpty)
  }

  @Test func recentPace_leavesJumpsOut() throws {
    let forecast = ScorecardForecast(Example.history, forecaster: Forecaster(horizon: 1), pathCount: 50)
    let digitization = try #require(forecast.entry(unit: 0, indicator: .component(5)))
    // From 18.71 on 6 October over the repair of +2.07 to 21.04 six weeks later.
    let pace = try #require(forecast.recentPace(of: digitization))
    #expect(pace.weeks == 6 && abs(pace.perWeek - (21.04 - 18.71 - 2.07) / 6) < 1e-9)
    let unit = try #require(Example.history.unit(named: "Sở Nội vụ"))
    #expect(forecast.recentPace(of: try #require(forecast.entry(unit: unit, indicator: .total))) == nil)
  }
}
