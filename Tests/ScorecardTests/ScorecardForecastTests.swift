import Forecasting
import NumericCore
import Testing

@testable import Scorecard

/// The forecast of a scorecard: coherent totals, one origin, entries in the order of the history.
@Suite struct ScorecardForecastTests {
  private static let bacNinh = ScorecardForecast(
    Example.history, forecaster: Forecaster(horizon: 4), pathCount: 500)

  private let index = IndexDefinition.decision766
  private let monday = Day(year: 2025, month: 9, day: 1)!

  /// Weekly scores of units, one list per indicator; `nil` for weeks that are missing.
  private func history(_ units: [(name: String, scores: [(Indicator, [Double?])])]) -> History {
    var observations: [Observation] = []
    for (unit, entry) in units.enumerated() {
      for (indicator, scores) in entry.scores {
        for (week, score) in scores.enumerated() {
          guard let score else { continue }
          observations.append(
            Observation(
              day: monday.adding(days: 7 * week), unit: unit, indicator: indicator, score: score, decimals: 2)
          )
        }
      }
    }
    return History(
      index: index, units: units.map { Unit(name: $0.name, level: .province) }, observations: observations)
  }

  /// Scores that wander about a level, with two decimals.
  private func wander(_ level: Double, _ weeks: Int, seed: UInt64) -> [Double] {
    var generator = NumericCore.SeededGenerator(seed: seed)
    var level = level
    return (0..<weeks).map { _ in
      level += 0.05 * generator.normal()
      return (level * 100).rounded() / 100
    }
  }

  private let levels = [15.0, 18, 8, 9, 16, 19]

  /// All six components, and their sum plus a discrepancy as total.
  private func complete(
    _ weeks: Int, discrepancy: Double = 0, hasTotal: Bool = true
  ) -> [(
    Indicator, [Double?]
  )] {
    let parts = levels.enumerated().map { wander($1, weeks, seed: UInt64($0 + 1)) }
    var scores: [(Indicator, [Double?])] = parts.enumerated().map { (.component($0), $1.map { $0 }) }
    if hasTotal {
      let totals = (0..<weeks).map { week in
        ((parts.reduce(discrepancy) { $0 + $1[week] }) * 100).rounded() / 100
      }
      scores.append((.total, totals.map { $0 }))
    }
    return scores
  }

  private func forecast(_ history: History, horizon: Int = 4, paths: Int = 300) -> ScorecardForecast {
    ScorecardForecast(history, forecaster: Forecaster(horizon: horizon), pathCount: paths)
  }

  @Test func componentPathsAndDiscrepancy_sumToTheTotalsPaths_exactly() throws {
    for discrepancy in [0, 0.07, -1.25] {
      let forecast = forecast(history([("A", complete(12, discrepancy: discrepancy))]))
      let total = try #require(forecast.paths(unit: 0, indicator: .total))
      let entry = try #require(forecast.entry(unit: 0, indicator: .total))
      var sum = [Double](repeating: 0, count: 1200)
      if discrepancy != 0 {
        let carried = try #require(forecast.paths(unit: 0, indicator: .discrepancy))
        #expect(abs(carried[0, 0] - discrepancy) < 1e-9)
        sum = (0..<1200).map { carried[$0 % 300, $0 / 300] }
      } else {
        #expect(forecast.entry(unit: 0, indicator: .discrepancy) == nil)
      }
      for component in 0..<6 {
        let part = try #require(forecast.paths(unit: 0, indicator: .component(component)))
        for position in 0..<1200 { sum[position] += part[position % 300, position / 300] }
      }
      for step in 0..<4 {
        let own = (0..<300).map { total[$0, step] }
        #expect(own == Array(sum[(300 * step)..<(300 * step + 300)]))
        // The entry's distribution rests on the very same samples.
        #expect(entry.distributions[step].median == PredictiveDistribution(samples: own).median)
      }
    }
  }

  /// All six components for the last `known` weeks only, the total for all of them.
  private func late(
    _ weeks: Int, known: Int, discrepancy: Double = 0, pace: Double = 0
  ) -> [(
    Indicator, [Double?]
  )] {
    let scores = complete(weeks, discrepancy: discrepancy)
    return scores.map { indicator, values in
      let climbing = values.enumerated().map { week, value in
        value! + pace * Double(week) * (indicator == .total ? 6 : 1)
      }
      let first = indicator == .total ? 0 : weeks - known
      return (indicator, climbing.enumerated().map { $0 < first ? nil : ($1 * 100).rounded() / 100 })
    }
  }

  @Test func componentsThatStartLate_areMovedByTheTotalsCourse_andStillSumUp() throws {
    for discrepancy in [0, -0.3] {
      let history = history([("A", late(16, known: 4, discrepancy: discrepancy, pace: 0.05))])
      let forecast = forecast(history)
      let total = try #require(forecast.entry(unit: 0, indicator: .total))
      let totalPaths = try #require(forecast.paths(unit: 0, indicator: .total))
      var moved = 0
      for step in 1...4 {
        var mean = forecast.entry(unit: 0, indicator: .discrepancy)?.lastScore ?? 0
        var sum = [Double](repeating: mean, count: 300)
        for component in 0..<6 {
          let entry = try #require(forecast.entry(unit: 0, indicator: .component(component)))
          mean += entry.distributions[step - 1].mean
          let paths = try #require(forecast.paths(unit: 0, indicator: .component(component)))
          for path in 0..<300 { sum[path] += paths[path, step - 1] }
          let drivers = entry.drivers(step: step)
          let explained = drivers.reduce(0) { $0 + $1.amount }
          #expect(abs(explained - entry.explainedChange(step: step)) <= 1e-11)
          moved += drivers.count { $0.source == .series(.total) }
        }
        #expect(total.distributions[step - 1].mean == mean)
        #expect(totalPaths.column(step - 1) == sum)
      }
      #expect(moved > 12)
    }
  }

  @Test func singleModel_isLeftAsItIs() throws {
    let history = history([("A", late(16, known: 4, pace: 0.05))])
    let forecast = ScorecardForecast(
      history, forecaster: Forecaster(model: .family(.drift), horizon: 2), pathCount: 100)
    for component in 0..<6 {
      let entry = try #require(forecast.entry(unit: 0, indicator: .component(component)))
      #expect(!entry.drivers(step: 2).contains { $0.source == .series(.total) })
    }
  }

  @Test func spellingOfANameAndChoiceOfUnits_changeNoPath() throws {
    let scores = late(16, known: 4)
    let other = [(Indicator.total, wander(90, 16, seed: 77).map { $0 as Double? })]
    func paths(_ name: String, units: Set<Int>? = nil) throws -> Matrix {
      let history = history([(name, scores), ("B", other)])
      let forecast = ScorecardForecast(
        history, forecaster: Forecaster(horizon: 2), units: units, pathCount: 200)
      return try #require(forecast.paths(unit: 0, indicator: .total))
    }
    let there = try paths("Bắc Ninh")
    #expect(try paths("BẮC NINH") == there)
    #expect(try paths("B\u{103}\u{301}c Ninh") == there)
    #expect(try paths("Bắc Ninh", units: [0]) == there)
    #expect(try paths("Bắc Giang") != there)
  }

  @Test func meanOfTheTotal_isTheSumOfMeansAndDiscrepancy() throws {
    let forecast = forecast(history([("A", complete(12, discrepancy: -0.4))]))
    for step in 0..<4 {
      let means = try (0..<6).map {
        try #require(forecast.entry(unit: 0, indicator: .component($0))).distributions[step].mean
      }
      let total = try #require(forecast.entry(unit: 0, indicator: .total)).distributions[step].mean
      // Seven numbers below 100 are added.
      #expect(abs(total - (means.reduce(0, +) - 0.4)) < 1e-11)
    }
  }

  @Test func sumAboveTheMaximum_isTheMaximum() throws {
    var scores: [(Indicator, [Double?])] = index.components.indices.map {
      (.component($0), Array(repeating: index.components[$0].maximum, count: 12))
    }
    scores.append((.total, Array(repeating: 100, count: 12)))
    scores[0].1 = Array(repeating: 17.5, count: 12)
    let forecast = forecast(history([("A", scores)]))
    let total = try #require(forecast.entry(unit: 0, indicator: .total))
    #expect(total.distributions[3].quantile(0.99) <= 100)
    #expect(total.distributions[3].mean <= 100)
    let paths = try #require(forecast.paths(unit: 0, indicator: .total))
    let isInside = (0..<300).allSatisfy { paths[$0, 3] <= 100 }
    #expect(isInside)
    #expect(try #require(forecast.entry(unit: 0, indicator: .discrepancy)).lastScore == 0.5)
  }

  @Test func totalsAlone_areForecastFromTheirOwnPast() throws {
    let totals = wander(91, 12, seed: 9)
    let forecast = forecast(history([("A", [(.total, totals.map { $0 })])]))
    let entry = try #require(forecast.entry(unit: 0, indicator: .total))
    guard case .model = entry.method else {
      Issue.record("a total without components needs a model")
      return
    }
    #expect(entry.lastScore == totals[11])
    #expect(forecast.entries.count == 1)
    #expect(forecast.paths(unit: 0, indicator: .component(0)) == nil)
    #expect(forecast.paths(unit: 0, indicator: .discrepancy) == nil)
  }

  @Test func staleComponents_doNotMakeATotal() throws {
    var scores = complete(12)
    scores[2].1[11] = nil  // one component misses the latest week
    let forecast = forecast(history([("A", scores)]))
    let total = try #require(forecast.entry(unit: 0, indicator: .total))
    #expect(total.method.name != "sum_of_components")
    #expect(
      try #require(forecast.entry(unit: 0, indicator: .component(2))).lastDay == monday.adding(days: 70))
  }

  @Test func missingComponent_doesNotMakeATotal() {
    var scores = complete(12)
    scores.remove(at: 3)
    let forecast = forecast(history([("A", scores)]))
    #expect(forecast.entry(unit: 0, indicator: .total)?.method.name != "sum_of_components")
  }

  @Test func missingTotal_isTheSumOfTheComponents() throws {
    let scores = complete(12, hasTotal: false)
    let forecast = forecast(history([("A", scores)]))
    let total = try #require(forecast.entry(unit: 0, indicator: .total))
    #expect(total.method.name == "sum_of_components")
    #expect(abs(total.lastScore - scores.reduce(0) { $0 + $1.1[11]! }) < 1e-9)
    #expect(forecast.entry(unit: 0, indicator: .discrepancy) == nil)
  }

  /// Where the latest total is missing, the components tell today's.
  @Test func totalOlderThanItsComponents_carriesItsDiscrepancyToToday() throws {
    var scores = complete(12, discrepancy: 0.3)
    scores[6].1[11] = nil
    let forecast = forecast(history([("A", scores)]))
    let total = try #require(forecast.entry(unit: 0, indicator: .total))
    let today = scores[0..<6].reduce(0) { $0 + $1.1[11]! }
    #expect(abs(total.lastScore - (today + 0.3)) < 1e-9)
    #expect(total.lastDay == monday.adding(days: 77))
  }

  @Test func entries_keepTheOrderOfTheHistory_andTheDiscrepancyComesLast() {
    var scores = complete(12, discrepancy: 0.5)
    scores.insert(scores.remove(at: 6), at: 2)
    let forecast = forecast(history([("A", scores), ("B", [(.total, [90, 91])])]))
    #expect(
      forecast.entries.map { "\($0.unit) \($0.indicator.id(in: index))" } == [
        "0 transparency", "0 processing", "0 total", "0 online_services", "0 online_payment",
        "0 satisfaction", "0 digitization", "0 discrepancy", "1 total",
      ])
  }

  @Test func scorecards_shareOneOrigin() {
    let forecast = forecast(
      history([("A", complete(12)), ("B", [(.total, [90, 91, 90.5, nil])])]), horizon: 2)
    let origin = monday.adding(days: 77)
    #expect(forecast.origin == origin)
    for entry in forecast.entries {
      #expect(entry.days == [origin.adding(days: 7), origin.adding(days: 14)])
    }
    let late = forecast.entry(unit: 1, indicator: .total)
    #expect(late?.lastDay == monday.adding(days: 14))
  }

  @Test func plainSeries_startFromTheirOwnLastStep() throws {
    let observations = [(0, 0..<10), (1, 0..<6)].flatMap { unit, weeks in
      weeks.map {
        Observation(day: Day(ordinal: 7 * $0), unit: unit, indicator: .value, score: 50 + Double($0 * $0))
      }
    }
    let plain = History(
      index: nil, axis: .steps, units: [Unit(name: "a"), Unit(name: "b")], observations: observations)
    let forecast = forecast(plain, horizon: 2)
    #expect(forecast.entry(unit: 0, indicator: .value)?.days.map(\.ordinal) == [70, 77])
    #expect(forecast.entry(unit: 1, indicator: .value)?.days.map(\.ordinal) == [42, 49])
    #expect(forecast.entry(unit: 1, indicator: .total) == nil)
    #expect(try #require(forecast.paths(unit: 1, indicator: .value)).columns == 2)
  }

  @Test func orderOfRows_changesNoForecast() throws {
    func medians(_ units: [(name: String, scores: [(Indicator, [Double?])])]) throws -> [String: [Double]] {
      let history = history(units)
      let forecast = forecast(history)
      var found: [String: [Double]] = [:]
      for entry in forecast.entries {
        found["\(history.units[entry.unit].name) \(entry.indicator)"] = entry.distributions.flatMap {
          [$0.quantile(0.1), $0.median, $0.quantile(0.9), $0.mean]
        }
      }
      return found
    }
    let (a, b) = (
      complete(12, discrepancy: 0.2), [(Indicator.total, wander(90, 12, seed: 77).map { $0 as Double? })]
    )
    #expect(try medians([("A", a), ("B", b)]) == medians([("B", b), ("A", Array(a.reversed()))]))
  }

  /// 92.36999999999999 out of a spreadsheet is 92.37.
  @Test func dustOfSums_changesNoForecast() throws {
    for level in [91.37, 92.5] {
      for isStill in [true, false] {
        let clean = isStill ? Array(repeating: level, count: 12) : wander(level, 12, seed: 5)
        func median(_ scores: [Double], decimals: Int?) throws -> [Double] {
          let history = History(
            index: index, units: [Unit(name: "A", level: .province)],
            observations: scores.enumerated().map {
              Observation(
                day: monday.adding(days: 7 * $0), unit: 0, indicator: .total, score: $1, decimals: decimals)
            })
          let week = try #require(forecast(history).entry(unit: 0, indicator: .total)).distributions[3]
          return [week.quantile(0.025), week.quantile(0.1), week.median, week.quantile(0.9), week.mean]
        }
        let dusty = clean.enumerated().map { $1 + ($0 % 2 == 0 ? 1e-10 : -1e-10) }
        let pairs = zip(try median(clean, decimals: nil), try median(dusty, decimals: nil))
        for (one, other) in pairs { #expect(abs(one - other) < 1e-6, "\(level) \(isStill)") }
      }
    }
  }

  @Test func bacNinh_inFourWeeks_isWhereItsPaceLeads() throws {
    let unit = try #require(Example.history.unit(named: "Bắc Ninh"))
    let total = try #require(Self.bacNinh.entry(unit: unit, indicator: .total))
    #expect(total.method.name == "sum_of_components")
    #expect(total.lastScore == 92.37)
    // "At today's pace the total reaches roughly 92.7–92.8": published gains are 0.09 to 0.35 a week.
    let median = total.distributions[3].median
    #expect(median > 92.4 && median < 93)
    #expect(total.days.last == Day(year: 2025, month: 12, day: 15))
  }

  @Test func bacNinh_repairedFeed_isSetAside() throws {
    let unit = try #require(Example.history.unit(named: "Bắc Ninh"))
    let digitization = try #require(Self.bacNinh.entry(unit: unit, indicator: .component(5)))
    #expect(digitization.method.steps.count == 1)
    let step = try #require(digitization.method.steps.first)
    #expect(abs(step.size - 2.07) < 1e-9)
    // The week of 13 October, five weeks before the origin.
    #expect(step.time == -5)
  }

  @Test func bacNinh_differenceOfTotalAndComponents_isCarriedAndShown() throws {
    let unit = try #require(Example.history.unit(named: "Bắc Ninh"))
    let carried = try #require(Self.bacNinh.entry(unit: unit, indicator: .discrepancy))
    #expect(carried.lastScore == 0.07)
    #expect(carried.method.name == "carried")
    #expect(
      carried.distributions[3].quantile(0.01) == 0.07 && carried.distributions[3].quantile(0.99) == 0.07)
  }
}
