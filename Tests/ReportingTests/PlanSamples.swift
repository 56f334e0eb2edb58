import NumericCore

@testable import Planning
@testable import Reporting
@testable import Scorecard

/// Small plans of every kind, made once: a province with components, two rivals, twenty communes.
enum PlanSamples {
  /// Every plan that was made, by a name for messages.
  static let all: [(name: String, plan: Plan)] = [
    ("already met", alreadyMet), ("feasible", feasible), ("rich", rich), ("feasible if", feasibleIf),
    ("infeasible", infeasible), ("totals only", totalsOnly), ("groups", groups), ("costs", costs),
    ("wishes only", wishesOnly), ("out of reach", groupsOutOfReach), ("full", full),
  ]

  static let alreadyMet = plan(PlanSpecification(unit: "Tỉnh A", targets: [Target(.total(86))]))
  static let feasible = plan(PlanSpecification(unit: "Tỉnh A", targets: [Target(.total(88.9))]))
  static let feasibleIf = plan(
    PlanSpecification(
      unit: "Tỉnh A", targets: [Target(.total(91)), Target(.lead(4, over: .named(["Tỉnh B", "Tỉnh C"])))]))
  static let infeasible = plan(
    PlanSpecification(
      unit: "Tỉnh A", targets: [Target(.total(101)), Target(.component("online_payment", atLeast: 11))],
      levers: ["satisfaction": Lever(isLocked: true), "digitization": Lever(leadTime: 2)]))
  static let totalsOnly = plan(
    PlanSpecification(unit: "Tỉnh B", targets: [Target(.total(88.4)), Target(.rank(2, among: .all))]))
  static let wishesOnly = plan(
    PlanSpecification(
      unit: "Tỉnh A",
      targets: [
        Target(.total(88.9), importance: .wish(weight: 2)), Target(.total(97), importance: .wish(weight: 1)),
      ]))

  /// Targets of every kind and importance, a breakdown and scenarios.
  static let rich = plan(
    PlanSpecification(
      unit: "Tỉnh A",
      targets: [
        Target(.total(88.8)), Target(.lead(0.5, over: .named(["Tỉnh B"]))),
        Target(.rank(1, among: .all), importance: .fixed),
        Target(.component("digitization", atLeast: 19.9)),
        Target(.componentGain("online_services", 0.3), importance: .wish(weight: 1)),
        Target(.total(96), importance: .wish(weight: 2)),
        Target(.group(UnitGroup(.commune, .bottom(3)), atLeast: 80)),
      ],
      breakdown: .init(.commune, weights: ["Xã 1": 3]), scenarios: scenarios))

  static let scenarios = [
    Scenario(name: "Dịch vụ công", components: [.init("online_services", .share(0.9))]),
    Scenario(
      name: "Bám sát",
      components: [.init("transparency", .gain(0.5), week: 2), .init("processing", .score(19.5))],
      rivalPaces: ["Tỉnh B": 0.2, "Tỉnh C": -0.1], levers: ["satisfaction": Lever(isLocked: true)],
      targets: [Target(.total(89.2)), Target(.lead(1, over: .named(["Tỉnh B", "Tỉnh C"])), week: 3)],
      confidence: 0.9),
  ]

  static let costs = plan(
    PlanSpecification(
      unit: "Tỉnh A", targets: [Target(.total(89))],
      levers: [
        "transparency": Lever(cost: 2), "processing": Lever(cost: 1.5, pace: 0.2, leastStep: 0.02),
        "online_services": Lever(
          cost: CostCurve([.init(upTo: 0.2, rate: 1), .init(rate: 3)]), leadTime: 1, floor: 8.3),
        "satisfaction": Lever(isLocked: true),
      ]))

  static let groups = plan(
    PlanSpecification(
      targets: [
        Target(.group(UnitGroup(.commune), atLeast: 84.2)),
        Target(.group(UnitGroup(.commune, .below(85)), atLeast: 80), week: 2),
      ], confidence: 0.5))
  static let groupsOutOfReach = plan(
    PlanSpecification(targets: [Target(.group(UnitGroup(.commune, .bottom(6)), atLeast: 99.9))]))

  /// What the planner does not yet fill, and what a sound plan never has, put into a plan by hand.
  static let full = rich.with(
    initiatives: [
      .init(
        initiative: Initiative(
          name: "Tập huấn", cost: 20, effort: ["team": [1, 1]],
          effects: [
            .init(component: "online_services", points: 0.3, standardDeviation: 0.1),
            .init(unit: "Xã 1", component: "total", points: 0.5),
          ], rampUp: [0.5, 1]), start: 2),
      .init(
        initiative: Initiative(
          name: "Rà soát", cost: 12.5, effects: [.init(component: "digitization", points: 0.2)]),
        start: 1),
    ], binding: blockers, relaxations: relaxations, violations: violations)

  static let blockers: [Plan.Blocker] = [
    .aboveMaximum(.component(3), asked: 11, maximum: 10), .pace(needed: 2.5, available: 0.5),
    .headroom(needed: 9, available: 7.5), .rival(unit: 1, rise: 1.35, week: 4),
    .rival(unit: 2, rise: 0.25, week: 4), .locked(.component(4), headroom: 1.5),
    .leadTime(.component(5), weeks: 2, headroom: 2.5),
    .component(.component(2), neededGain: 0.1, bestGain: 0.03, week: 1),
    .unit(3, neededGain: 1.2, bestGain: 0.4, week: 4), .furtherUnits(7), .furtherUnits(1),
    .together(wanted: 0.8, best: 0.7), .catalogue(needed: 1, available: 0.6), .resources,
    .moves(perWeek: 1), .moves(perWeek: 2), .unproven,
  ]

  static let relaxations: [Plan.Relaxation] = [
    .total(93, instead: 92.6, week: 4), .lead(1, instead: 0.4, week: 4), .lead(1, instead: -1.5, week: 4),
    .lead(0, instead: -0.5, week: 4), .rank(1, instead: 2, week: 4), .budget(100, instead: 120.5),
    .component(.component(2), 8.6, instead: 8.3, week: 1),
    .group(UnitGroup(.commune, .bottom(8)), 91, instead: 90.4, week: 4), .weeks(4, instead: 7),
    .confidence(0.8, instead: 0.62),
    .together([.total(93, instead: 92.6, week: 4), .lead(1, instead: 0.4, week: 4)]),
    .fasterThanEver([.init(indicator: .component(2), gain: 2, bestGain: 0.06)]),
  ]

  static let violations: [PlanCertificate.Violation] = [
    .aboveMaximum(unit: 0, .component(0), week: 1, score: 18.2), .locked(unit: 3, .total, week: 2, lift: 0.2),
    .pace(unit: 0, .component(1), week: 2, gain: 0.5, allowed: 0.4), .floor(unit: 0, .component(2), score: 8),
    .probability(stated: 0.8, counted: 0.75), .tooUnlikely(counted: 0.75), .initiatives(excess: 3),
    .effort(stated: 5.95, counted: 5.98),
  ]

  // MARK: Making

  static let history: History = {
    var units = [scored("Tỉnh A", .province, lift: 0, seed: 1)]
    units.append(total("Tỉnh B", .province, 87.4, pace: 0.05, seed: 51))
    units.append(total("Tỉnh C", .province, 84, pace: 0.02, seed: 52))
    for commune in 1...4 {
      units.append(
        scored("Xã \(commune)", .commune, lift: -0.3 * Double(commune), seed: UInt64(10 * commune)))
    }
    for commune in 5...20 {
      units.append(
        total("Xã \(commune)", .commune, 83 + 0.2 * Double(commune), pace: 0.03, seed: UInt64(100 + commune)))
    }
    var observations: [Observation] = []
    for (unit, entry) in units.enumerated() {
      for (indicator, scores) in entry.scores {
        for (week, score) in scores.enumerated() {
          observations.append(
            Observation(
              day: Day(year: 2025, month: 9, day: 1)!.adding(days: 7 * week), unit: unit,
              indicator: indicator,
              score: score, decimals: 2))
        }
      }
    }
    return History(index: .decision766, units: units.map(\.unit), observations: observations)
  }()

  static func plan(_ specification: PlanSpecification) -> Plan {
    do { return try Planner(history: history, pathCount: 400).plan(specification) } catch {
      preconditionFailure("a sample has a plan: \(error)")
    }
  }

  private typealias Entry = (unit: Unit, scores: [(Indicator, [Double])])

  private static func course(_ level: Double, pace: Double, seed: UInt64, maximum: Double) -> [Double] {
    var generator = SeededGenerator(seed: seed)
    return (0..<16).map { week in
      let value = level + pace * Double(week) + 0.03 * generator.normal()
      return min(max((value * 100).rounded() / 100, 0), maximum)
    }
  }

  private static func total(
    _ name: String, _ level: Level, _ start: Double, pace: Double, seed: UInt64
  ) -> Entry {
    (Unit(name: name, level: level), [(.total, course(start, pace: pace, seed: seed, maximum: 100))])
  }

  private static func scored(_ name: String, _ level: Level, lift: Double, seed: UInt64) -> Entry {
    let levels = [15.6, 18.2, 8.0, 9.2, 16.5, 19.0]
    let paces = [0.02, 0.03, 0.01, 0, 0.01, 0.05]
    let parts = levels.indices.map {
      course(
        levels[$0] + lift, pace: paces[$0], seed: seed + UInt64($0),
        maximum: IndexDefinition.decision766.components[$0].maximum)
    }
    let totals = (0..<16).map { week in (parts.reduce(0) { $0 + $1[week] } * 100).rounded() / 100 }
    return (
      Unit(name: name, level: level), parts.enumerated().map { (.component($0), $1) } + [(.total, totals)]
    )
  }
}

extension Plan {
  /// The same plan with some of its parts exchanged.
  func with(
    initiatives: [ScheduledInitiative], binding: [Blocker], relaxations: [Relaxation],
    violations: [PlanCertificate.Violation]
  ) -> Plan {
    Plan(
      unit: unit, weeks: weeks, confidence: confidence, status: status, probabilityBefore: probabilityBefore,
      probabilityAfter: probabilityAfter, targets: targets, components: components, total: total,
      discrepancy: discrepancy, baselineTotals: baselineTotals, plannedTotals: plannedTotals,
      requiredLifts: requiredLifts, units: units, initiatives: initiatives, breakdown: breakdown,
      binding: binding, relaxations: relaxations, focusAreas: focusAreas, frontier: frontier,
      rivalSensitivities: rivalSensitivities, scenarios: scenarios,
      certificate: certificate.map {
        PlanCertificate(
          violations: violations, probability: $0.probability, freshProbability: $0.freshProbability,
          effort: $0.effort, bound: $0.bound)
      }, usesCosts: usesCosts, cost: cost, pathCount: pathCount, seed: seed)
  }
}
