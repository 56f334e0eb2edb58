import Forecasting
import NumericCore
import Testing

@testable import Planning
@testable import Scorecard

/// What a plan promises, recomputed from the forecast's own sample paths.
@Suite struct PlannerTests {
  private static let units = [
    planned(), totals("B", 87, pace: 0.05, seed: 51), totals("C", 84, pace: 0.02, seed: 52),
    UnitScores(name: "D", scores: [(.component(0), course(12, pace: 0, seed: 53))]),
  ]
  private let planner = Planner(history: history(units), pathCount: pathCount)

  private func forecast(_ planner: Planner, weeks: Int) -> ScorecardForecast {
    ScorecardForecast(
      planner.history, forecaster: Forecaster(horizon: weeks), pathCount: planner.pathCount,
      seed: planner.seed)
  }

  /// The share of paths on which every target holds after the lifts of the plan, by arithmetic of its own.
  private func probability(
    _ plan: Plan, _ specification: PlanSpecification, _ planner: Planner
  ) throws -> Double {
    let forecast = forecast(planner, weeks: plan.weeks)
    let paths = try plan.components.map {
      try #require(forecast.paths(unit: plan.unit!, indicator: $0.indicator))
    }
    let medians = try plan.components.map {
      try #require(forecast.entry(unit: plan.unit!, indicator: $0.indicator)).distributions.map(\.median)
    }
    var met = [Bool](repeating: true, count: planner.pathCount)
    for target in specification.targets {
      let week = (target.week ?? plan.weeks) - 1
      var part = 0
      if case .component(let name, _) = target.requirement {
        part = try #require(plan.components.firstIndex { $0.indicator == index.indicator(named: name) })
      } else if case .componentGain(let name, _) = target.requirement {
        part = try #require(plan.components.firstIndex { $0.indicator == index.indicator(named: name) })
      }
      var rivals: [Matrix] = []
      if case .lead(_, .named(let names)) = target.requirement {
        rivals = try names.map { name in
          let rival = try #require(planner.history.unit(named: name))
          return try #require(forecast.paths(unit: rival, indicator: .total))
        }
      }
      for path in 0..<planner.pathCount {
        let scores = plan.components.indices.map { part in
          min(
            paths[part][path, week] + plan.components[part].path[week] - medians[part][week],
            plan.components[part].maximum)
        }
        let total = min(scores.reduce(plan.discrepancy, +), 100)
        // A goal missed by a billionth of a point is met, and rounding adds its own.
        let slack = 1e-8
        switch target.requirement {
        case .total(let points): if total < points - slack { met[path] = false }
        case .lead(let margin, .named):
          let strongest = rivals.reduce(-Double.infinity) { max($0, $1[path, week]) }
          if total - strongest < margin - slack { met[path] = false }
        case .component(_, let points):
          if scores[part] < points - slack { met[path] = false }
        case .componentGain(_, let gain):
          if scores[part] - plan.components[part].score < gain - slack { met[path] = false }
        case .lead, .componentShare, .rank, .group: Issue.record("such targets have tests of their own")
        }
      }
    }
    return Double(met.count { $0 }) / Double(planner.pathCount)
  }

  private static let askedFor: [[Target]] = [
    [Target(.total(89))],
    [Target(.total(89.5)), Target(.lead(1, over: .named(["B"])))],
    [Target(.total(89)), Target(.componentGain("online_services", 0.05), week: 1)],
    [Target(.component("digitization", atLeast: 20.2)), Target(.total(88.9), week: 2)],
    [Target(.lead(2, over: .named(["B", "C"]))), Target(.total(88.3), week: 1)],
  ]

  @Test(arguments: askedFor.indices)
  func plansThatExist_meetTheirTargetsWithTheWantedChance(_ position: Int) throws {
    for confidence in [0.5, 0.8] {
      let specification = PlanSpecification(
        unit: "A", targets: Self.askedFor[position], confidence: confidence)
      let plan = try planner.plan(specification)
      guard plan.status != .infeasible else {
        Issue.record("\(position) \(confidence) has a plan")
        continue
      }
      let probability = try probability(plan, specification, planner)
      #expect(probability >= confidence)
      #expect(abs(probability - plan.probabilityAfter!) < 1e-9)
      for component in plan.components {
        #expect(component.required! <= component.maximum + 1e-9)
        #expect(component.lift! >= -1e-9)
        #expect(component.path.count == 4)
      }
    }
  }

  @Test func liftsOfOneTotal_sumToWhatIsNeeded() throws {
    let paths = try #require(forecast(planner, weeks: 4).paths(unit: 0, indicator: .total))
    for points in [88.8, 89.0, 89.5] {
      let plan = try planner.plan(PlanSpecification(unit: "A", targets: [Target(.total(points))]))
      let missing = (0..<pathCount).map { points - paths[$0, 3] }.sorted()
      // 800 of 1000 paths must hold. None of them comes near a maximum, so a lift moves all alike.
      let needed = max(missing[799], 0)
      #expect(abs(plan.components.reduce(0) { $0 + ($1.lift ?? 0) } - needed) < 1e-9)
      #expect(abs(plan.requiredLifts[1].lift - needed) < 1e-9)
    }
  }

  @Test func liftForSeveralTargets_isThatOfTheWorstOnEveryPath() throws {
    let forecast = forecast(planner, weeks: 4)
    let own = try #require(forecast.paths(unit: 0, indicator: .total))
    let rival = try #require(forecast.paths(unit: 1, indicator: .total))
    let requirements: [Target.Requirement] = [.total(88.8), .lead(0.8, over: .named(["B"]))]
    let missing = (0..<pathCount).map { max(88.8 - own[$0, 3], rival[$0, 3] + 0.8 - own[$0, 3]) }.sorted()
    for order in [requirements, requirements.reversed()] {
      let plan = try planner.plan(PlanSpecification(unit: "A", targets: order.map { Target($0) }))
      for (required, rank) in zip(plan.requiredLifts, [500, 800, 900]) {
        #expect(abs(required.lift - max(missing[rank - 1], 0)) < 1e-9)  // sums of six paths round
      }
    }
  }

  @Test func statuses_areAllReached() throws {
    func status(_ points: Double) throws -> Plan.Status {
      try planner.plan(PlanSpecification(unit: "A", targets: [Target(.total(points))])).status
    }
    #expect(try status(85) == .alreadyMet)
    #expect(try status(88.7) == .feasible)
    #expect(try status(94) == .feasibleIf)
    #expect(try status(101) == .infeasible)
  }

  @Test func infeasible_hasNoSolution_andABlocker() throws {
    let plan = try planner.plan(PlanSpecification(unit: "A", targets: [Target(.total(101))]))
    #expect(plan.probabilityAfter == nil && plan.plannedTotals.isEmpty)
    let isEmpty = plan.components.allSatisfy { $0.required == nil && $0.path.isEmpty && $0.gain == nil }
    #expect(isEmpty)
    #expect(!plan.binding.isEmpty)
  }

  @Test func everythingLocked_leavesTheForecast() throws {
    let locks = Dictionary(uniqueKeysWithValues: index.components.map { ($0.id, Lever(isLocked: true)) })
    let plan = try planner.plan(
      PlanSpecification(unit: "A", targets: [Target(.total(92))], levers: locks))
    #expect(plan.status == .infeasible)
    let locked = plan.binding.count { if case .locked = $0 { true } else { false } }
    #expect(locked == 6)
    let easy = try planner.plan(PlanSpecification(unit: "A", targets: [Target(.total(80))], levers: locks))
    #expect(easy.status == .alreadyMet)
  }

  @Test func limits_areKept() throws {
    let levers = [
      "online_services": Lever(pace: 0.05), "transparency": Lever(isLocked: true),
      "digitization": Lever(pace: 0.4),
    ]
    let plan = try planner.plan(
      PlanSpecification(unit: "A", targets: [Target(.total(90.5))], levers: levers))
    #expect(plan.status == .feasible || plan.status == .feasibleIf)
    #expect(abs(plan.components[0].lift!) < 1e-9)
    #expect(plan.components[2].gain! <= 0.2 + 1e-9)
    #expect(plan.components[5].gain! <= 1.6 + 1e-9)
  }

  @Test func costs_moveTheWorkToTheCheaperComponent() throws {
    func lifts(_ levers: [String: Lever]) throws -> [Double] {
      try planner.plan(PlanSpecification(unit: "A", targets: [Target(.total(90))], levers: levers))
        .components.map { $0.lift! }
    }
    let plain = try lifts([:])
    let dear = try lifts(["digitization": Lever(cost: 3)])
    let cheap = try lifts(["digitization": Lever(cost: 0.5)])
    #expect(dear[5] < plain[5] - 0.01 && plain[5] < cheap[5] - 0.01)
    #expect(dear[1] > plain[1] && cheap[1] < plain[1])
  }

  private static let tooMuch = [
    PlanSpecification(unit: "A", targets: [Target(.total(90.5))]),
    PlanSpecification(
      unit: "A", targets: [Target(.total(89.5)), Target(.lead(2.5, over: .named(["B"])))], confidence: 0.9),
    PlanSpecification(unit: "A", targets: [Target(.total(92)), Target(.lead(5, over: .named(["B", "C"])))]),
    PlanSpecification(
      unit: "A", targets: [Target(.total(88.8)), Target(.componentGain("online_services", 1.5))]),
  ]

  @Test(arguments: tooMuch.indices)
  func relaxations_areFeasible_whenAskedForAnew_andNoLargerThanNeeded(_ position: Int) throws {
    let specification = Self.tooMuch[position]
    // Hundreds of solves: few paths will do, as both sides see the same ones.
    let planner = Planner(history: planner.history, pathCount: 250)
    let plan = try planner.plan(specification)
    #expect(plan.status == .feasibleIf || plan.status == .infeasible)
    #expect(!plan.relaxations.isEmpty)
    for relaxation in plan.relaxations {
      let status = try planner.plan(relaxed(specification, relaxation)).status
      #expect(status == .feasible || status == .alreadyMet, "\(relaxation)")
      if case .total(let asked, let instead, let week) = relaxation, instead + 0.02 < asked {
        let stricter = relaxed(specification, .total(asked, instead: instead + 0.02, week: week))
        let status = try planner.plan(stricter).status
        #expect(status == .feasibleIf || status == .infeasible, "\(relaxation) is not the smallest")
      }
    }
  }

  private func relaxed(_ specification: PlanSpecification, _ relaxation: Plan.Relaxation) -> PlanSpecification
  {
    var changed = specification
    func change(_ body: (Target.Requirement) -> Target.Requirement) {
      for position in changed.targets.indices {
        changed.targets[position].requirement = body(changed.targets[position].requirement)
      }
    }
    switch relaxation {
    case .total(_, let instead, _):
      change { if case .total = $0 { .total(instead) } else { $0 } }
    case .lead(_, let instead, _):
      change { if case .lead(_, let over) = $0 { .lead(instead, over: over) } else { $0 } }
    case .component(let indicator, _, let instead, _):
      change {
        switch $0 {
        case .component, .componentGain: .component(indicator.id(in: index), atLeast: instead)
        default: $0
        }
      }
    case .rank(_, let instead, _):
      change { if case .rank(_, let among) = $0 { .rank(instead, among: among) } else { $0 } }
    case .group(_, _, let instead, _):
      change { if case .group(let group, _) = $0 { .group(group, atLeast: instead) } else { $0 } }
    case .budget(_, let instead): changed.resources.budget = instead
    case .weeks(_, let instead): changed.weeks = instead
    case .confidence(_, let instead): changed.confidence = instead
    case .fasterThanEver(let components):
      for component in components {
        // Just what it says the component would gain; rounding takes a billionth.
        changed.levers[component.indicator.id(in: index)] = Lever(
          pace: component.gain / Double(changed.weeks) + 1e-9)
      }
    case .together(let several):
      for one in several { changed = relaxed(changed, one) }
    }
    return changed
  }

  @Test func samePlan_twice() throws {
    let specification = PlanSpecification(
      unit: "A", targets: [Target(.total(89.5)), Target(.lead(1, over: .all))])
    let (one, other) = (try planner.plan(specification), try planner.plan(specification))
    #expect(one.components.map(\.path) == other.components.map(\.path))
    #expect(one.probabilityAfter == other.probabilityAfter && one.relaxations == other.relaxations)
  }

  @Test func pastGains_areTheBestWithinTheWeeks_andStretchOnlyShortHistories() throws {
    let text = """
      as_of,unit,indicator,score
      2025-01-06,A,total,80
      2025-01-13,A,total,80.5
      2025-01-20,A,total,80.2
      2025-02-03,A,total,81
      """
    let history = try HistoryReader.read(Array(text.utf8)).history
    let forecast = ScorecardForecast(history, forecaster: Forecaster(horizon: 1), pathCount: 10)
    let week = PastGains(forecast, unit: 0, indicator: .total, weeks: 1)
    // Up to 13 January +0.5, up to 20 January −0.3; the last score has none within a week before it.
    #expect(week.gains.count == 2 && !week.isStretched)
    #expect(abs(week.best - 0.5) < 1e-9 && abs(week.gains[0] + 0.3) < 1e-9)
    let four = PastGains(forecast, unit: 0, indicator: .total, weeks: 4)
    #expect(abs(four.best - 1) < 1e-9 && !four.isStretched)
    #expect(four.percentile(of: 0.6) == 100 * 2.0 / 3)
    // Four weeks are known: a gain of one point is twice as much in eight.
    let eight = PastGains(forecast, unit: 0, indicator: .total, weeks: 8)
    #expect(eight.isStretched && abs(eight.best - 2) < 1e-9)
  }

  @Test func fewOwnGains_borrowThePaceOfOthers_manyDoNot() throws {
    // Ten units that gain 0.00, 0.01, … 0.09 every week, and one that is new.
    let others = (0..<10).map { unit in
      UnitScores(
        name: "U\(unit)",
        scores: [(.total, (0..<12).map { 80 + 0.01 * Double(unit) * Double($0) })])
    }
    let new = UnitScores(
      name: "N", scores: [(.total, [nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, 70, 70])])
    let forecast = ScorecardForecast(
      history(others + [new]), forecaster: Forecaster(horizon: 2), pathCount: 10)
    let gains = PastGains.upTo(weeks: 2, forecast, unit: 10, indicator: .total)
    // Eleven weekly gains of each of ten units: nine tenths are at most those of the ninth unit.
    #expect(abs(gains[0].pooled! - 0.08) < 1e-9 && abs(gains[1].pooled! - 0.16) < 1e-9)
    #expect(gains[0].isPooled && gains[0].best == gains[0].pooled)
    let old = PastGains.upTo(weeks: 2, forecast, unit: 3, indicator: .total)
    #expect(old[0].pooled == nil && !old[0].isPooled && abs(old[0].best - 0.03) < 1e-9)
  }

  @Test func contradictoryTargets_areInfeasible() throws {
    let plan = try planner.plan(
      PlanSpecification(
        unit: "A", targets: [Target(.total(89)), Target(.component("online_payment", atLeast: 11))]))
    #expect(plan.status == .infeasible)
    // The maximum stands in the way, not a pace.
    #expect(plan.binding.contains(.aboveMaximum(.component(3), asked: 11, maximum: 10)))
  }

  @Test(arguments: [1, 52])
  func shortestAndLongestPlan_haveAnAnswer(_ weeks: Int) throws {
    let specification = PlanSpecification(
      unit: "A", targets: [Target(.total(89))], weeks: weeks, confidence: 0.5)
    let plan = try planner.plan(specification)
    #expect(plan.baselineTotals.count == weeks)
    #expect(plan.status != .infeasible)
    #expect(try probability(plan, specification, planner) >= 0.5)
  }

  @Test func totalsOnly_arePlannedAsOne() throws {
    let plan = try planner.plan(PlanSpecification(unit: "B", targets: [Target(.total(89))]))
    #expect(plan.components.map(\.indicator) == [.total])
    #expect(plan.status != .infeasible)
    #expect(throws: PlanError.componentNotPlanned("digitization")) {
      try planner.plan(PlanSpecification(unit: "B", targets: [Target(.componentGain("digitization", 1))]))
    }
  }

  @Test func discrepancy_isCarriedThroughThePlan() throws {
    let planner = Planner(history: history([planned(discrepancy: 0.3)]), pathCount: pathCount)
    let specification = PlanSpecification(unit: "A", targets: [Target(.total(89.5))])
    let plan = try planner.plan(specification)
    #expect(abs(plan.discrepancy - 0.3) < 1e-9)
    #expect(try probability(plan, specification, planner) >= 0.8)
  }

  @Test func errors_nameTheirCause() {
    func error(
      _ unit: String, _ requirement: Target.Requirement = .total(90), week: Int? = nil,
      levers: [String: Lever] = [:], weeks: Int = 4, confidence: Double = 0.8
    ) -> PlanError? {
      do throws(PlanError) {
        _ = try planner.plan(
          PlanSpecification(
            unit: unit, targets: [Target(requirement, week: week)], levers: levers, weeks: weeks,
            confidence: confidence))
        return nil
      } catch { return error }
    }
    #expect(throws: PlanError.noTargets) { try planner.plan(PlanSpecification(unit: "A")) }
    #expect(error("D") == .noTotal(unit: "D"))
    #expect(error("A", .lead(1, over: .named(["D"]))) == .rivalWithoutTotal("D"))
    #expect(error("A", .lead(1, over: .named(["A"]))) == .rivalIsUnit("A"))
    #expect(error("A", .lead(1, over: .named([]))) == .noRivals)
    #expect(error("X1") == .unknownUnit("X1", suggestions: []))
    #expect(
      error("A", .component("x", atLeast: 1)) == .unknownComponent("x", known: index.components.map(\.id)))
    #expect(error("A", weeks: 0) == .invalidWeeks(0))
    #expect(error("A", weeks: 53) == .invalidWeeks(53))
    #expect(error("A", confidence: 1) == .invalidConfidence(1))
    #expect(error("A", week: 5) == .weekOutOfRange(5, weeks: 4))
    #expect(error("A", .total(.infinity)) == .invalidNumber("total", .infinity))
    #expect(error("A", levers: ["digitization": Lever(pace: -1)]) == .invalidNumber("digitization", -1))
  }
}
