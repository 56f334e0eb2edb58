import Forecasting
import NumericCore
import Testing

@testable import Planning
@testable import Scorecard

@Suite struct WeeklyReviewTests {
  private func review(_ units: [UnitScores], of name: String = "A") throws -> WeeklyReview {
    let history = history(units)
    return try WeeklyReview(
      IngestResult(history: history, rowCount: history.count), unit: name, pathCount: pathCount)
  }

  private func scores(_ name: String, _ values: [Double?], _ level: Level = .province) -> UnitScores {
    UnitScores(name: name, level: level, scores: [(.total, values)])
  }

  // MARK: Standing

  @Test func rank_countsHigherTotalsOfTheLevelThatAreCurrent() throws {
    let review = try review([
      scores("A", [90, 91, 92, 92]), scores("B", [90, 91, 92, 93]), scores("C", [90, 91, 92, 92]),
      scores("D", [90, 91, 92, 91]), scores("Stale", [99, nil, nil, nil]),
      scores("Commune", [99, 99, 99, 99], .commune),
    ])
    #expect(review.standing.rank == 2)  // equal totals share the better rank
    #expect(review.standing.rankedCount == 4)
    #expect(review.standing.weeksInLead == 0)
    #expect(review.rivals?.rivals.count == 3)
  }

  @Test func weeksInLead_endWhereARivalWasAhead() throws {
    let review = try review([scores("A", [90, 91, 92, 93, 94]), scores("B", [90, 91.5, 91, 91, 91])])
    #expect(review.standing.weeksInLead == 3)
    #expect(!review.standing.isLeadOlder)
  }

  @Test func weeksInLead_skipWeeksInWhichNobodyElseIsKnown() throws {
    let review = try review([scores("A", [90, 91, 92, 93]), scores("B", [nil, 90, nil, 91])])
    #expect(review.standing.weeksInLead == 2)
    #expect(review.standing.isLeadOlder)
  }

  @Test func sumOfComponents_standsInForATotal() throws {
    var unit = planned()
    unit.scores.removeLast()
    let review = try review([unit])
    #expect(!review.standing.isPublished)
    let sum = unit.scores.reduce(0) { $0 + $1.1.last!! }
    #expect(abs(review.standing.latest.score - sum) < 1e-9)
    #expect(review.rivals == nil && review.ranks == nil)
  }

  @Test func unusableRequests_areNamed() {
    #expect(throws: PlanError.unknownUnit("Quảng Ninh", suggestions: [])) {
      try review([scores("A", [90, 91])], of: "Quảng Ninh")
    }
    #expect(throws: PlanError.noTotal(unit: "A")) {
      try review([UnitScores(name: "A", scores: [(.component(0), [15, 16])])])
    }
  }

  // MARK: Ranks to come

  @Test func rankProbabilities_sumToOneInEveryWeek() throws {
    let review = try review([
      totals("A", 91, pace: 0.05, seed: 61), totals("B", 91.2, pace: 0.05, seed: 62),
      totals("C", 91, pace: 0.1, seed: 63),
    ])
    let ranks = try #require(review.ranks)
    for week in ranks.probabilities { #expect(abs(week.reduce(0, +) - 1) < 1e-12) }
    // The chance of being first is at least that of leading all by the margin.
    for step in 1...4 { #expect(ranks.first(step: step) >= review.rivals!.probabilityLeadAll[step - 1]) }
  }

  @Test func rivalsOutOfReach_leaveOneRank() throws {
    let review = try review([totals("A", 80, pace: 0, seed: 61), totals("B", 95, pace: 0, seed: 62)])
    #expect(review.ranks?.probabilities.last == [0, 1])
    #expect(review.ranks?.likeliest(step: 4) == 2)
  }

  // MARK: Components

  @Test func remarks_nameTheLowestRatioAndTheOnlyFall() throws {
    var unit = planned()
    // Online services stand at two thirds and fall, all others rise.
    for component in 0..<6 {
      var series = unit.scores[component].1
      series[15] = series[14]! + (component == 2 ? -0.2 : 0.01 * Double(component + 1))
      unit.scores[component].1 = series
    }
    let components = try review([unit]).components
    #expect(components[2].remarks.contains(.lowestRatio))
    #expect(components[2].remarks.contains(.onlyFall))
    #expect(components[5].remarks.contains(.greatestRise))
    #expect(components.count { $0.remarks.contains(.lowestRatio) } == 1)
    #expect(components.allSatisfy { $0.forecast.count == 4 })
  }

  @Test func monthChange_isTakenOverFourWeeks() throws {
    var unit = planned()
    unit.scores[0].1 = (0..<16).map { 15 + 0.1 * Double($0) }
    let component = try review([unit]).components[0]
    #expect(abs(component.monthChange! - 0.4) < 1e-9)
    #expect(abs(component.latest.change! - 0.1) < 1e-9)
  }

  // MARK: Levels

  private func level(_ changes: [Double], noise: Double = 0.05, weeks: Int = 12) -> [UnitScores] {
    var generator = SeededGenerator(seed: 7)
    return changes.enumerated().map { position, change in
      var values: [Double?] = []
      var value = 88 + 0.4 * Double(position)
      for _ in 0..<weeks - 1 {
        value += noise * generator.normal()
        values.append((value * 100).rounded() / 100)
      }
      values.append(((value + change) * 100).rounded() / 100)
      return scores("Unit \(position)", values, .commune)
    }
  }

  @Test func moversBeyondNoise_areThoseFarBeyondTheUsual() throws {
    var changes = [Double](repeating: 0.02, count: 20)
    changes[3] = 1
    changes[8] = -1
    let found = try review([totals("A", 91, pace: 0)] + level(changes)).levels[0]
    let moved = found.members.filter { $0.isBeyondNoise == true }.map(\.unit)
    #expect(Set(moved) == [4, 9])
    #expect(found.risers.first?.unit == 4 && found.fallers.first?.unit == 9)
  }

  @Test func noMoverIsNamed_whereTooFewChangesAreKnown() throws {
    let found = try review([totals("A", 91, pace: 0)] + level([0.1, 2, 0.1], weeks: 3)).levels[0]
    #expect(found.members.allSatisfy { $0.isBeyondNoise == nil })
  }

  @Test func levelsInWhichNothingHappens_nameAboutHalfAUnitAWeek() throws {
    // Forty weeks of noise alone; one in forty names per unit and week would be one a week.
    var named = 0
    for seed in 0..<40 {
      var generator = SeededGenerator(seed: UInt64(100 + seed))
      let units = (0..<20).map { position -> (Int, [(day: Day, score: Double)]) in
        var value = 90.0
        return (
          position,
          (0..<20).map { week in
            value += 0.1 * generator.normal()
            return (monday.adding(days: 7 * week), value)
          }
        )
      }
      let totals = Dictionary(uniqueKeysWithValues: units)
      let noise = try #require(ChangeNoise(totals))
      named += units.count { noise.isBeyond(LatestChange($0.1)!, unit: $0.0) }
    }
    #expect((5...45).contains(named), "\(named) in 40 weeks")
  }

  @Test func ratings_partTheMembers() throws {
    let found = try review([
      totals("A", 91, pace: 0), scores("D1", [94, 94], .department),
      scores("D2", [93.99, 93.99], .department),
      scores("D3", [90, 90], .department), scores("D4", [89.99, 89.99], .department),
    ]).levels[0]
    #expect(found.members(.leading).map(\.unit) == [1])
    #expect(found.members(.good).map(\.unit) == [2, 3])
    #expect(found.members(.needsImprovement).map(\.unit) == [4])
    #expect(found.topTenSpread == nil)
    #expect(found.members.map(\.rank) == [1, 2, 3, 4])
  }

  @Test func ranksGained_compareWithTheWeekBefore() throws {
    let found = try review([
      totals("A", 91, pace: 0), scores("D1", [90, 90, 90], .department),
      scores("D2", [89, 89, 91], .department), scores("D3", [88, 88, 88], .department),
    ]).levels[0]
    #expect(found.members.map(\.unit) == [2, 1, 3])
    #expect(found.members.map(\.ranksGained) == [1, -1, 0])
  }

  @Test func unitsWithoutRecentData_areNotRanked() throws {
    let found = try review([
      totals("A", 91, pace: 0), scores("D1", [90, 90, 90, 90], .department),
      scores("D2", [99, nil, nil, nil], .department),
    ]).levels[0]
    #expect(found.members.map(\.unit) == [1])
    #expect(found.stale.map(\.unit) == [2])
  }

  @Test func theSameSeed_givesTheSameReview() throws {
    let units = [planned(), totals("B", 88, pace: 0.05, seed: 62)]
    #expect(try review(units).ranks == review(units).ranks)
  }
}
