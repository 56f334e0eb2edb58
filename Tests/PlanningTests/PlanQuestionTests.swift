import Forecasting
import NumericCore
import Testing

@testable import Planning
@testable import Scorecard

/// Ranks, groups, wishes, scenarios and what a plan tells beside its numbers.
@Suite struct PlanQuestionTests {
  private static let communes = (0..<8).map { position in
    let name = "Xã \(position)"
    return position < 4
      ? UnitScores(
        name: name, level: .commune,
        scores: planned(name, paces: [0.02, 0.03, 0.01, 0, 0.01, 0.03]).scores)
      : UnitScores(
        name: name, level: .commune,
        scores: totals(name, 85 + Double(position), pace: 0.05, seed: UInt64(80 + position)).scores)
  }
  private static let units =
    [planned(), totals("B", 87, pace: 0.05, seed: 51), totals("C", 88.2, pace: 0.02, seed: 52)] + communes
  private let planner = Planner(history: history(units), pathCount: 500)

  private func plan(
    _ targets: [Target], _ change: (inout PlanSpecification) -> Void = { _ in }
  ) throws -> Plan {
    var specification = PlanSpecification(unit: "A", targets: targets)
    change(&specification)
    return try planner.plan(specification)
  }

  // MARK: Targets

  @Test func rank_isALeadOfNothingOverAllButTheFirstOnes() throws {
    let first = try plan([Target(.rank(1, among: .all))])
    let lead = try plan([Target(.lead(0, over: .all))])
    #expect(first.components.map(\.required) == lead.components.map(\.required))
    #expect(first.targets[0].probabilityBefore == lead.targets[0].probabilityBefore)
    let second = try plan([Target(.rank(2, among: .named(["B", "C"])))])
    let forecast = ScorecardForecast(
      planner.history, forecaster: Forecaster(horizon: 4), pathCount: 500, seed: 1)
    let totals = try (0..<3).map { try #require(forecast.paths(unit: $0, indicator: .total)).column(3) }
    let expected = (0..<500).count { path in totals[1...].count { $0[path] > totals[0][path] } <= 1 }
    #expect(second.targets[0].probabilityBefore == Double(expected) / 500)
    #expect(second.probabilityAfter! >= 0.8)
    // Whoever is third of three meets the third rank.
    let third = try plan([Target(.rank(3, among: .all))])
    #expect(third.status == .alreadyMet && third.targets[0].probabilityBefore == 1)
    #expect(third.targets[0].now <= 3 && third.targets[0].threshold == 3)
  }

  @Test func group_hasEveryUnitAboveTheThresholdTogether() throws {
    for selection in [UnitGroup.Selection.all, .bottom(3), .below(90)] {
      let group = UnitGroup(.commune, selection)
      let plan = try planner.plan(PlanSpecification(targets: [Target(.group(group, atLeast: 88.6))]))
      #expect(plan.unit == nil && plan.components.isEmpty)
      #expect(plan.units.map(\.unit) == plan.targets[0].group)
      #expect(plan.probabilityAfter! >= 0.8)
      #expect(plan.certificate!.violations == [])
      for unit in plan.units {
        // Each unit alone holds at least as likely as all together.
        #expect(unit.probabilityAfter! >= plan.probabilityAfter!)
        #expect(unit.probabilityAfter! >= unit.probabilityBefore)
        // A sum of medians is not the median of the sum.
        #expect(unit.required! >= unit.baseline - 0.02, "\(unit)")
        let sum = unit.components.reduce(0) { $0 + $1.required! }
        #expect(abs(sum - unit.required!) < 0.011)
      }
    }
    let bottom = try planner.plan(
      PlanSpecification(targets: [Target(.group(UnitGroup(.commune, .bottom(3)), atLeast: 88.6))]))
    let scores = Self.communes.indices.map { position in
      planner.history.series(unit: position + 3, indicator: .total).last!.score
    }
    let lowest = scores.indices.sorted { (scores[$0], $0) < (scores[$1], $1) }.prefix(3).map { $0 + 3 }
      .sorted()
    #expect(bottom.targets[0].group == lowest)
    #expect(abs(bottom.targets[0].now - scores.min()!) < 1e-9)
  }

  @Test func groupWithoutLevel_isAnError_andOneOfNobodyIsMet() throws {
    let group = UnitGroup(.department)
    #expect(throws: PlanError.emptyGroup(group, known: [.province, .commune])) {
      try planner.plan(PlanSpecification(targets: [Target(.group(group, atLeast: 91))]))
    }
    let nobody = UnitGroup(.commune, .below(10))
    let met = try planner.plan(PlanSpecification(targets: [Target(.group(nobody, atLeast: 91))]))
    #expect(met.status == .alreadyMet && met.probabilityBefore == 1 && met.units.isEmpty)
  }

  @Test func wishes_givenUpOrPursued_byWeight() throws {
    let easy = Target(.total(88.4), importance: .wish(weight: 1))
    let hard = Target(.total(99), importance: .wish(weight: 5))
    let plan = try plan([Target(.total(88.3)), easy, hard])
    #expect(plan.targets.map(\.isPursued) == [true, true, false])
    #expect(plan.status == .feasible)
    #expect(plan.targets[1].probabilityAfter! >= 0.8)
    // What is wished for and cannot be had costs nothing.
    let without = try self.plan([Target(.total(88.3)), easy])
    #expect(plan.components.map(\.required) == without.components.map(\.required))
    // Of two wishes that exclude each other the heavier is kept.
    let levers = Dictionary(
      uniqueKeysWithValues: index.components.map { ($0.id, Lever(pace: $0.id == "digitization" ? 0.2 : 0)) })
    for heavier in 0..<2 {
      let wishes = [
        Target(.total(88.9), week: 4, importance: .wish(weight: heavier == 0 ? 3 : 1)),
        Target(.total(88.8), week: 3, importance: .wish(weight: heavier == 1 ? 3 : 1)),
      ]
      let kept = try self.plan([Target(.total(80))] + wishes) { $0.levers = levers }
      #expect(kept.targets.filter(\.isPursued).count >= 1)
      if !kept.targets[1].isPursued || !kept.targets[2].isPursued {
        #expect(kept.targets[1 + heavier].isPursued)
      }
    }
  }

  @Test func fixedTargets_areNeverRelaxed() throws {
    let plan = try plan([
      Target(.total(92), importance: .fixed), Target(.lead(4, over: .named(["B"]))),
    ])
    #expect(plan.status != .feasible)
    func touchesTotal(_ relaxation: Plan.Relaxation) -> Bool {
      switch relaxation {
      case .total: true
      case .together(let parts): parts.contains(where: touchesTotal)
      default: false
      }
    }
    #expect(!plan.relaxations.contains(where: touchesTotal))
    let free = try self.plan([Target(.total(92)), Target(.lead(4, over: .named(["B"])))])
    #expect(free.relaxations.contains(where: touchesTotal))
  }

  // MARK: Levers

  @Test func leadTime_leavesTheForecastUntouched_andThenGoesOn() throws {
    let plan = try plan([Target(.total(89.2))]) {
      $0.levers = ["digitization": Lever(leadTime: 2), "online_services": Lever(leadTime: 9)]
    }
    let waiting = plan.components[5]
    #expect(waiting.path[0] < waiting.path[3] && plan.certificate!.violations == [])
    #expect(abs(plan.components[2].lift!) < 1e-9)
    let hasty = try self.plan([Target(.total(89.2))])
    #expect(hasty.components[5].path[1] > waiting.path[1])
    // Nothing but what must wait: a target before then is out of reach.
    let levers = Dictionary(uniqueKeysWithValues: index.components.map { ($0.id, Lever(leadTime: 2)) })
    let early = try self.plan([Target(.total(89.2), week: 2)]) { $0.levers = levers }
    #expect(early.status == .infeasible)
    #expect(early.binding.contains { if case .leadTime = $0 { true } else { false } })
  }

  @Test func floor_isAskedForInAnyCase() throws {
    let plan = try plan([Target(.total(80))]) { $0.levers = ["online_services": Lever(floor: 8.6)] }
    #expect(plan.components[2].required! >= 8.6 - 1e-9)
    #expect(plan.components[0].lift! == 0)
    // Nobody has seen such a gain, and with the lever locked there is none.
    #expect(plan.status == .feasibleIf && plan.certificate!.violations == [])
    let locked = try self.plan([Target(.total(80))]) {
      $0.levers = ["online_services": Lever(floor: 8.6, isLocked: true)]
    }
    #expect(locked.status == .infeasible && !locked.binding.isEmpty)
  }

  // MARK: Understanding

  @Test func frontier_rises_andMeetsThePlanAtItsChance() throws {
    let plan = try plan([Target(.total(89))])
    #expect(plan.frontier.count == 6)
    for (one, next) in zip(plan.frontier, plan.frontier.dropFirst()) {
      #expect(one.chance < next.chance && one.effort < next.effort && one.lift < next.lift)
    }
    let lift = plan.components.reduce(0) { $0 + $1.lift! }
    #expect(abs(plan.frontier[3].lift - lift) < 1e-9 && plan.frontier[3].chance == plan.probabilityAfter)
  }

  @Test func fasterRival_makesALeadLessLikely_andAnotherNot() throws {
    let plan = try plan([Target(.lead(0.5, over: .named(["B", "C"])))])
    #expect(plan.rivalSensitivities.count == 2)
    for sensitivity in plan.rivalSensitivities {
      #expect(sensitivity.probabilityBefore <= plan.probabilityBefore)
      #expect(sensitivity.requiredLift >= plan.requiredLifts[1].lift)
    }
    // Whoever the lead is decided by adds four weeks of 0.1 to what is needed, the other nothing to speak of.
    let more = plan.rivalSensitivities.map { $0.requiredLift - plan.requiredLifts[1].lift }
    #expect(more.max()! > 0.2 && more.max()! <= 0.4 + 1e-9)
  }

  @Test func valueOfAPoint_isWhatAPointLessNeededSaves() throws {
    let plan = try plan([Target(.total(89))])
    let less = try self.plan([Target(.total(88.99))])
    let saved = (plan.certificate!.effort - less.certificate!.effort) / 0.01
    for component in plan.components where component.value!.upTo > 0 {
      #expect(abs(component.value!.first - saved) <= 0.02 * saved, "\(component.indicator)")
      #expect(component.value!.last <= component.value!.first)
    }
  }

  // MARK: Scenarios

  @Test func ninetyPercentOfTheMaximum_bringsWhatIsMissingToIt() throws {
    let plan = try plan([Target(.total(90)), Target(.component("online_services", atLeast: 8.3))]) {
      $0.scenarios = [
        Scenario(name: "90", components: [.init("online_services", .share(0.9))]),
        Scenario(name: "other chance", confidence: 0.7),
        Scenario(
          name: "faster rival", rivalPaces: ["B": 0.2], targets: [Target(.lead(1, over: .named(["B"])))]),
        Scenario(name: "fall", components: [.init("digitization", .gain(-1), week: 2)], confidence: 0.5),
      ]
    }
    let baseline = plan.components[2].baseline
    let ninety = plan.scenarios[0]
    #expect(abs(ninety.components[0].assumed - 10.8) < 1e-9)
    #expect(abs(ninety.gain - (10.8 - baseline)) < 1e-9)
    #expect(
      ninety.joint > plan.probabilityBefore && ninety.lift! < plan.components.reduce(0) { $0 + $1.lift! })
    #expect(plan.scenarios[1].joint == plan.probabilityBefore && plan.scenarios[1].gain == 0)
    #expect(plan.scenarios[2].probabilities.count == 1)
    // A point less by week 2 stays a point less.
    #expect(plan.scenarios[3].gain < -0.9 && plan.scenarios[3].joint <= plan.probabilityBefore)
    #expect(throws: PlanError.self) {
      try self.plan([Target(.total(90))]) {
        $0.scenarios = [Scenario(name: "x", components: [.init("online_services", .score(13))])]
      }
    }
    #expect(throws: PlanError.notARival("C")) {
      try self.plan([Target(.total(90))]) { $0.scenarios = [Scenario(name: "x", rivalPaces: ["C": 0.1])] }
    }
  }

  // MARK: Breakdown

  @Test func breakdown_addsUpToTheGain_withinHeadroom_weakestFirstIfAsked() throws {
    let weights = ["Xã 1": 3.0]
    for isFair in [false, true] {
      let plan = try plan([Target(.total(89.2))]) {
        $0.breakdown = .init(.commune, weights: weights, liftsWeakestFirst: isFair)
      }
      let breakdown = try #require(plan.breakdown)
      #expect(breakdown.missing.isEmpty)
      let forecast = ScorecardForecast(
        planner.history, forecaster: Forecaster(horizon: 4), pathCount: 500, seed: 1)
      for component in plan.components {
        let rows = breakdown.rows.filter { $0.indicator == component.indicator }
        // Four communes report components; who is asked for nothing follows the forecast.
        var (sum, weight) = (0.0, 0.0)
        for unit in 3..<7 {
          let own = weights[planner.history.units[unit].name] ?? 1
          let entry = try #require(forecast.entry(unit: unit, indicator: component.indicator))
          let required = rows.first { $0.unit == unit }?.required ?? entry.distributions[3].median
          #expect(required <= component.maximum + 1e-9)
          sum += own * (required - entry.lastScore)
          weight += own
        }
        // Rows below half a thousandth are left out.
        #expect(sum / weight >= component.gain! - 0.001, "\(component.indicator)")
        if isFair, rows.count > 1 {
          let levels = rows.map(\.required)
          #expect(levels.max()! - levels.min()! < 1e-9 || levels.max()! >= component.maximum - 1e-9)
        }
      }
    }
  }

  // MARK: Certificates

  @Test func certificates_agree_andFreshPathsDifferByNoise() throws {
    for (position, targets) in [
      [Target(.total(89))], [Target(.total(89.5)), Target(.lead(1, over: .named(["B"])))],
      [Target(.rank(1, among: .all)), Target(.componentGain("online_services", 0.05), week: 1)],
      [Target(.total(88.5), week: 1), Target(.total(88.8), week: 2), Target(.total(89), week: 4)],
    ].enumerated() {
      let plan = try plan(targets) {
        if position > 1 {
          $0.levers = ["digitization": Lever(cost: 2), "processing": Lever(cost: 1, pace: 0.2)]
        }
      }
      let certificate = try #require(plan.certificate)
      #expect(certificate.violations == [])
      #expect(certificate.probability == plan.probabilityAfter)
      // Two samples of 500 differ by less than five standard errors of a difference.
      let noise = (2 * 0.8 * 0.2 / 500.0).squareRoot()
      #expect(abs(certificate.freshProbability - certificate.probability) < 5 * noise)
      #expect(certificate.gap < 0.01, "\(position): \(certificate)")
    }
  }
}
