import Forecasting
import Testing

@testable import Planning
@testable import Scorecard

@Suite struct RivalComparisonTests {
  private func forecast(_ units: [UnitScores], horizon: Int = 8) -> ScorecardForecast {
    ScorecardForecast(history(units), forecaster: Forecaster(horizon: horizon), pathCount: pathCount)
  }

  private let units = [
    totals("A", 91, pace: 0.05, seed: 61), totals("B", 90.2, pace: 0.08, seed: 62),
    totals("C", 85, pace: 0, seed: 63),
    UnitScores(name: "E", level: .commune, scores: [(.total, course(95, pace: 0, seed: 64))]),
  ]

  @Test func behindAndNotBehind_areAll() throws {
    for rival in try RivalComparison(forecast(units), unit: "A").rivals {
      for week in rival.weeks {
        #expect(abs(week.probabilityBehind + week.gap.probability(atLeast: 0) - 1) < 1e-12)
        #expect(week.probabilityLead <= 1 - week.probabilityBehind)  // a lead of a point is a lead
      }
    }
  }

  @Test func swappedUnits_mirrorEachOther() throws {
    let forecast = forecast(units)
    let one = try RivalComparison(forecast, unit: "A", rivals: .named(["B"])).rivals[0]
    let other = try RivalComparison(forecast, unit: "B", rivals: .named(["A"])).rivals[0]
    #expect(one.gapNow == -other.gapNow)
    // A gap that closes for one closes for the other.
    #expect(abs(one.closingSpeed! - other.closingSpeed!) < 1e-12)
    for (a, b) in zip(one.weeks, other.weeks) {
      let ties = a.gap.probability(atLeast: 0) - a.gap.probability(atLeast: 1e-300)
      #expect(abs(a.probabilityBehind + b.probabilityBehind + ties - 1) < 1e-12)
      #expect(abs(a.gap.median + b.gap.median) < 1e-9)
      #expect(abs(a.gap.mean + b.gap.mean) < 1e-9)
    }
  }

  @Test func rivals_areThoseOfTheLevel_nearestFirst() throws {
    let forecast = forecast(units)
    let comparison = try RivalComparison(forecast, unit: "A")
    #expect(comparison.rivals.map(\.unit) == [1, 2])
    #expect(throws: PlanError.noRivals) { try RivalComparison(forecast, unit: "E") }
  }

  @Test func closingSpeed_isTheFallOfTheGapOverTheLatestWeeks() throws {
    // Over the last four weeks from 1.0 to 0.2; before, the gap was wide.
    let own: [Double?] = [90, 90, 90.5, 90.6, 90.7, 90.8]
    let rival: [Double?] = [80, 89, 89.7, 90, 90.3, 90.6]
    let comparison = try RivalComparison(
      forecast([
        UnitScores(name: "A", scores: [(.total, own)]), UnitScores(name: "B", scores: [(.total, rival)]),
        UnitScores(name: "C", scores: [(.total, [nil, nil, nil, nil, nil, 88])]),
      ]), unit: "A")
    let nearest = comparison.rivals[0]
    #expect(abs(nearest.closingSpeed! - 0.2) < 1e-9)
    #expect(nearest.closingWeeks == 4)
    #expect(abs(nearest.gapNow - 0.2) < 1e-9)
    #expect(comparison.rivals[1].closingSpeed == nil && comparison.rivals[1].closingWeeks == 0)
  }

  @Test func overtaking_isTheFirstWeekThatIsLikelierTurned() throws {
    func steady(_ level: Double, _ pace: Double) -> [Double?] {
      (0..<20).map { ((level + pace * Double($0)) * 100).rounded() / 100 }
    }
    let forecast = forecast([
      UnitScores(name: "A", scores: [(.total, steady(80, 0))]),
      UnitScores(name: "B", scores: [(.total, steady(74, 0.3))]),
    ])
    // Now 0.3 ahead of a rival that gains 0.3 a week: behind within a few weeks.
    let leader = try RivalComparison(forecast, unit: "A").rivals[0]
    let week = try #require(leader.overtaking)
    #expect((1...3).contains(week.step))
    #expect(week.probabilityBehind > 0.5)
    let before = leader.weeks.prefix(week.step - 1).allSatisfy { $0.probabilityBehind <= 0.5 }
    #expect(before)
    let follower = try RivalComparison(forecast, unit: "B").rivals[0]
    #expect(follower.overtaking?.step == week.step)
  }

  @Test func leadOverAll_isNoLikelierThanOverOne() throws {
    let comparison = try RivalComparison(forecast(units), unit: "A", margin: 0.3)
    for step in 0..<8 {
      let least = comparison.rivals.map { $0.weeks[step].probabilityLead }.min()!
      #expect(comparison.probabilityLeadAll[step] <= least)
    }
  }
}
