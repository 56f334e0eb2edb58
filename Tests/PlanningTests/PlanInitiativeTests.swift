import NumericCore
import Testing

@testable import Planning
@testable import Scorecard

/// Plans of things that are done or not done: initiatives, least steps, so many moves a week.
@Suite struct PlanInitiativeTests {
  private let planner = Planner(
    history: history([planned(), totals("B", 87, pace: 0.05, seed: 51)]), pathCount: 500)

  private func plan(
    _ target: Double, _ initiatives: [Initiative], _ change: (inout PlanSpecification) -> Void = { _ in }
  ) throws -> Plan {
    var specification = PlanSpecification(
      unit: "A", targets: [Target(.total(target))], initiatives: initiatives)
    change(&specification)
    let plan = try planner.plan(specification)
    if plan.status != .infeasible { #expect(plan.certificate!.violations == []) }
    return plan
  }

  private static let catalogue = [
    Initiative(
      name: "portal", cost: 40, effort: ["it": [1, 1]],
      effects: [.init(component: "online_services", points: 0.5)]),
    Initiative(
      name: "training", cost: 10, effort: ["staff": [1]],
      effects: [.init(component: "digitization", points: 0.3)], rampUp: [0.5, 1]),
    Initiative(
      name: "campaign", cost: 25, effects: [.init(component: "online_services", points: 0.6)],
      requires: ["training"]),
    Initiative(
      name: "other", cost: 5, effects: [.init(component: "transparency", points: 0.2)], excludes: ["portal"]),
  ]

  @Test func cheapestChoice_isTheOneOfAllThatSuffice() throws {
    for target in [88.7, 88.9, 89.1, 89.4] {
      let plan = try plan(target, Self.catalogue)
      // Every subset that keeps the rules, in the last week, by the lift that the order statistic asks for.
      let needed = plan.requiredLifts.first { $0.chance == 0.8 }!.lift
      var best: Double?
      for bits in 0..<16 {
        let chosen = (0..<4).filter { bits & (1 << $0) != 0 }
        if chosen.contains(2), !chosen.contains(1) { continue }
        if chosen.contains(0), chosen.contains(3) { continue }
        let points = chosen.reduce(0.0) { $0 + Self.catalogue[$1].effects[0].points }
        let cost = chosen.reduce(0.0) { $0 + Self.catalogue[$1].cost }
        if points >= needed, cost < best ?? .infinity { best = cost }
      }
      if let best {
        #expect(plan.status == .feasible && abs(plan.cost! - best) < 1e-9, "\(target)")
        #expect(plan.probabilityAfter! >= 0.8 && plan.certificate!.isOptimal)
        let cost = plan.initiatives.reduce(0) { $0 + $1.initiative.cost }
        #expect(cost == plan.cost)
        if let campaign = plan.initiatives.first(where: { $0.initiative.name == "campaign" }) {
          let training = try #require(plan.initiatives.first { $0.initiative.name == "training" })
          #expect(training.finish < campaign.start)
        }
      } else {
        #expect(plan.status == .infeasible, "\(target)")
        #expect(plan.binding.contains { if case .catalogue = $0 { true } else { false } })
        #expect(plan.initiatives.isEmpty && plan.cost == nil)
      }
    }
  }

  @Test func zeroBudget_leavesWhatCostsNothing() throws {
    let plan = try plan(88.7, Self.catalogue) { $0.resources = Resources(budget: 0) }
    #expect(plan.status == .infeasible && plan.binding.contains(.resources))
    // What would do is told, and does.
    let budget = plan.relaxations.compactMap { relaxation -> Double? in
      if case .budget(0, let instead) = relaxation { instead } else { nil }
    }.first
    let enough = try self.plan(88.7, Self.catalogue) { $0.resources = Resources(budget: budget) }
    #expect(enough.status == .feasible && enough.cost == budget)
    let less = try self.plan(88.7, Self.catalogue) { $0.resources = Resources(budget: budget! - 1) }
    #expect(less.status == .infeasible)
    let free = try self.plan(
      88.7, [Initiative(name: "x", effects: [.init(component: "digitization", points: 1)])]
    ) {
      $0.resources = Resources(budget: 0)
    }
    #expect(free.status == .feasible && free.cost == 0 && free.initiatives.count == 1)
  }

  @Test func uncertainEffects_askForMore_andAreCountedOnThePaths() throws {
    func catalogue(_ deviation: Double) -> [Initiative] {
      (0..<20).map {
        Initiative(
          name: "\($0)", cost: 1,
          effects: [.init(component: "online_services", points: 0.1, standardDeviation: deviation)])
      }
    }
    let sure = try plan(89.2, catalogue(0))
    let unsure = try plan(89.2, catalogue(0.15))
    #expect(unsure.initiatives.count > sure.initiatives.count)
    #expect(sure.probabilityAfter! >= 0.8 && unsure.probabilityAfter! >= 0.8)
    #expect(abs(unsure.certificate!.freshProbability - unsure.certificate!.probability) < 0.1)
    #expect(unsure.certificate!.bound <= unsure.certificate!.effort)
  }

  @Test func leversWithACost_completeWhatInitiativesBring() throws {
    let small = [Initiative(name: "x", cost: 1, effects: [.init(component: "digitization", points: 0.2)])]
    let alone = try plan(89, small)
    #expect(alone.status == .infeasible)
    let both = try plan(89, small) { $0.levers = ["processing": Lever(cost: 30, pace: 0.5)] }
    #expect(both.status == .feasible && both.initiatives.count == 1)
    #expect(both.components[1].lift! > 0 && both.components[0].lift! < 1e-9)
    // One pays for the points that the initiative leaves, at 30 each.
    let lift = both.components[1].lift!
    #expect(abs(both.cost! - 1 - 30 * lift) < 1e-6)
  }

  @Test func lockedComponents_gainNothing() throws {
    let plan = try plan(88.6, [Initiative(name: "x", effects: [.init(component: "digitization", points: 2)])])
    {
      $0.levers = ["digitization": Lever(isLocked: true)]
    }
    #expect(plan.status == .infeasible)
  }

  @Test func movesPerWeek_andLeastSteps_areKept() throws {
    let plan = try plan(88.9, []) {
      $0.movesPerWeek = 1
      for component in index.components { $0.levers[component.id] = Lever(pace: 0.6, leastStep: 0.1) }
    }
    #expect(plan.status == .feasible)
    let forecast = ScorecardForecast(
      planner.history, forecaster: .init(horizon: 4), units: [0], pathCount: 500, seed: 1)
    var moves = [0, 0, 0, 0]
    for component in plan.components {
      let medians = forecast.entry(unit: 0, indicator: component.indicator)!.distributions.map(\.median)
      var before = 0.0
      for week in 0..<4 {
        let lift = component.path[week] - medians[week]
        if lift - before > 1e-6 {
          moves[week] += 1
          #expect(lift - before >= 0.1 - 1e-6)
        }
        before = lift
      }
    }
    #expect(moves.allSatisfy { $0 <= 1 } && moves.contains(1))
    let free = try self.plan(88.9, []) {
      for component in index.components { $0.levers[component.id] = Lever(pace: 0.6) }
    }
    #expect(plan.certificate!.effort >= free.certificate!.effort - 1e-9)
  }

  @Test func initiativesForUnitsOfAGroup_liftEachOfThem() throws {
    let communes = (0..<4).map {
      totals("Xã \($0)", 86 + Double($0), pace: 0, seed: UInt64(90 + $0))
    }.map { UnitScores(name: $0.name, level: .commune, scores: $0.scores) }
    let planner = Planner(history: history([planned()] + communes), pathCount: 400)
    let initiatives = (0..<4).map {
      Initiative(name: "\($0)", cost: 3, effects: [.init(unit: "Xã \($0)", component: "total", points: 2)])
    }
    let plan = try planner.plan(
      PlanSpecification(
        targets: [Target(.group(UnitGroup(.commune), atLeast: 87.5))], initiatives: initiatives))
    #expect(plan.status == .feasible && plan.initiatives.map(\.initiative.name) == ["0", "1"])
    #expect(plan.cost == 6 && plan.certificate!.violations == [])
  }
}
