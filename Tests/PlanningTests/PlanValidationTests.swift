import Testing

@testable import Planning
@testable import Scorecard

@Suite struct PlanValidationTests {
  private static let total = [Target(.total(93))]

  private static func plan(_ change: (inout PlanSpecification) -> Void) -> PlanSpecification {
    var plan = PlanSpecification(unit: "A", targets: total)
    change(&plan)
    return plan
  }

  private static func plan(_ target: Target) -> PlanSpecification { plan { $0.targets = [target] } }
  private static func plan(_ lever: Lever) -> PlanSpecification { plan { $0.levers = ["x": lever] } }
  private static func plan(_ initiatives: Initiative...) -> PlanSpecification {
    plan { $0.initiatives = initiatives }
  }
  private static func plan(_ scenarios: Scenario...) -> PlanSpecification {
    plan { $0.scenarios = scenarios }
  }

  private static let faulty: [(PlanSpecification, PlanError)] = [
    (plan { $0.targets = [] }, .noTargets),
    (plan { $0.unit = nil }, .noUnit),
    (plan { $0.weeks = 0 }, .invalidWeeks(0)),
    (plan { $0.weeks = 53 }, .invalidWeeks(53)),
    (plan { $0.confidence = 1 }, .invalidConfidence(1)),
    (plan { $0.movesPerWeek = 0 }, .invalidMoves(0)),
    (plan(Target(.total(93), week: 5)), .weekOutOfRange(5, weeks: 4)),
    (plan(Target(.total(1e7))), .invalidNumber("total", 1e7)),
    (plan(Target(.lead(.infinity, over: .all))), .invalidNumber("lead", .infinity)),
    (plan(Target(.rank(0, among: .all))), .invalidRank(0)),
    (plan(Target(.componentShare("x", atLeast: 1.1))), .invalidShare("x", 1.1)),
    (plan(Target(.group(UnitGroup(.commune, .bottom(0)), atLeast: 91))), .invalidGroupSize(0)),
    (plan(Target(.group(UnitGroup(.commune), atLeast: 1e7))), .invalidNumber("commune", 1e7)),
    (plan(Target(.total(93), importance: .wish(weight: 0))), .invalidWish(0)),
    (plan(Lever(pace: -1)), .invalidNumber("x", -1)),
    (plan(Lever(leadTime: -1)), .invalidNumber("x", -1)),
    (plan(Lever(leastStep: .infinity)), .invalidNumber("x", .infinity)),
    (plan(Lever(floor: -2)), .invalidNumber("x", -2)),
    (plan { $0.resources.budget = -1 }, .invalidNumber("budget", -1)),
    (plan { $0.resources.teams = ["it": [1, -1]] }, .invalidNumber("it", -1)),
    (plan { $0.breakdown = .init(.commune, weights: ["B": 0]) }, .invalidUnitWeight("B", 0)),
    (plan(Initiative(name: "I", cost: -1, effects: [])), .invalidNumber("I", -1)),
    (plan(Initiative(name: "I", effects: [], rampUp: [1, 0])), .invalidRampUp(initiative: "I")),
    (
      plan(Initiative(name: "I", effects: [], earliestStart: 0)),
      .invalidStart(initiative: "I", earliest: 0, latest: nil)
    ),
    (
      plan(Initiative(name: "I", effects: []), Initiative(name: "i ", effects: [])), .repeatedInitiative("i ")
    ),
    (
      plan(Initiative(name: "I", effects: [], excludes: ["J"])),
      .unknownInitiative("J", of: "I", known: ["I"])
    ),
    (
      plan(
        Initiative(name: "I", effects: [], requires: ["J"]),
        Initiative(name: "J", effects: [], requires: ["i"])),
      .initiativeCycle(["I", "J"])
    ),
    (plan(Scenario(name: "S")), .emptyScenario("S")),
    (
      plan(Scenario(name: "S", confidence: 0.7), Scenario(name: "s", confidence: 0.7)), .repeatedScenario("s")
    ),
    (plan(Scenario(name: "S", components: [.init("x", .share(1.5))])), .invalidShare("x", 1.5)),
    (plan(Scenario(name: "S", components: [.init("x", .score(-1))])), .invalidNumber("x", -1)),
    (
      plan(Scenario(name: "S", components: [.init("x", .gain(1), week: 9)])), .weekOutOfRange(9, weeks: 4)
    ),
    (plan(Scenario(name: "S", rivalPaces: ["B": .infinity])), .invalidNumber("B", .infinity)),
    (plan(Scenario(name: "S", targets: [])), .noTargets),
    (plan(Scenario(name: "S", targets: [Target(.rank(-1, among: .all))])), .invalidRank(-1)),
    (plan(Scenario(name: "S", confidence: 0)), .invalidConfidence(0)),
  ]

  @Test(arguments: faulty.indices)
  func fault_isFoundWithoutAHistory(_ position: Int) {
    let (plan, error) = Self.faulty[position]
    #expect(throws: error) { try plan.validate() }
  }

  @Test func numbersThatAreNone_areRefused() {
    #expect(throws: PlanError.self) { try Self.plan(Target(.total(.nan))).validate() }
    #expect(throws: PlanError.self) { try Self.plan { $0.confidence = .nan }.validate() }
    #expect(throws: PlanError.self) { try Self.plan(Lever(pace: .nan)).validate() }
  }

  @Test func onlyGroups_canDoWithoutAUnit() throws {
    let group = Target(.group(UnitGroup(.commune, .below(91)), atLeast: 91))
    try PlanSpecification(targets: [group]).validate()
    let asksMore: [PlanSpecification] = [
      PlanSpecification(targets: [group, Target(.total(93))]),
      PlanSpecification(targets: [group], breakdown: .init(.commune)),
      PlanSpecification(targets: [group], scenarios: [Scenario(name: "S", targets: Self.total)]),
      PlanSpecification(
        targets: [group],
        initiatives: [Initiative(name: "I", effects: [.init(component: "x", points: 1)])]),
    ]
    for plan in asksMore { #expect(throws: PlanError.noUnit) { try plan.validate() } }
  }

  @Test func longChains_areNoCycles() {
    let count = 100_000
    let chain = (0..<count).map { $0 + 1 < count ? [$0 + 1] : [] }
    #expect(InitiativeCheck.cycle(in: chain) == nil)
    let ring = (0..<count).map { [($0 + 1) % count] }
    #expect(InitiativeCheck.cycle(in: ring)?.count == count)
    #expect(InitiativeCheck.cycle(in: [[1, 2], [3], [3], []]) == nil, "two ways to one are no cycle")
    #expect(InitiativeCheck.cycle(in: [[], [0, 2], [1]]) == [1, 2])
  }

  // MARK: Names

  private static let scores = history([
    planned(), totals("B", 90, pace: 0.1),
    UnitScores(name: "Phường Kinh Bắc", level: .commune, scores: [(.total, [90, 91])]),
  ])

  private static let ids = index.components.map(\.id)

  private static let misnamed: [(PlanSpecification, PlanError)] = [
    (plan { $0.unit = "Hà Nội" }, .unknownUnit("Hà Nội", suggestions: [])),
    (plan(Target(.componentShare("y", atLeast: 0.5))), .unknownComponent("y", known: ids)),
    (plan(Target(.component("total", atLeast: 5))), .unknownComponent("total", known: ids)),
    (
      plan(Target(.group(UnitGroup(.department), atLeast: 5))),
      .emptyGroup(UnitGroup(.department), known: [.province, .commune])
    ),
    (plan { $0.levers = ["y": Lever()] }, .unknownComponent("y", known: ids)),
    (
      plan { $0.levers = ["digitization": Lever(), "Số hóa hồ sơ": Lever()] },
      .repeatedComponent("digitization", as: "Số hóa hồ sơ")
    ),
    (
      plan(Initiative(name: "I", effects: [.init(component: "y", points: 1)])),
      .unknownComponent("y", known: ids + ["total"])
    ),
    (
      plan(Initiative(name: "I", effects: [.init(unit: "Kinh Bac", component: "total", points: 1)])),
      .unknownEffectUnit("Kinh Bac", initiative: "I", suggestions: ["Phường Kinh Bắc"])
    ),
    (plan { $0.breakdown = .init(.department) }, .emptyBreakdown(.department, known: [.province, .commune])),
    (
      plan { $0.breakdown = .init(.commune, weights: ["Kinh Bac": 1]) },
      .unknownUnit("Kinh Bac", suggestions: ["Phường Kinh Bắc"])
    ),
    (plan(Scenario(name: "S", components: [.init("y", .score(1))])), .unknownComponent("y", known: ids)),
    (
      plan(
        Scenario(name: "S", components: [.init("digitization", .score(1)), .init("Số hóa", .score(2))])),
      .repeatedComponent("Số hóa", as: "digitization")
    ),
    (
      plan(Scenario(name: "S", rivalPaces: ["Hà Nội": 1])),
      .unknownScenarioUnit("Hà Nội", scenario: "S", suggestions: [])
    ),
  ]

  @Test(arguments: misnamed.indices)
  func unknownName_isTold(_ position: Int) {
    let (plan, error) = Self.misnamed[position]
    #expect(throws: error) { try plan.validate(against: Self.scores) }
  }

  @Test func knownNames_areAccepted() throws {
    var plan = Self.plan(
      Initiative(name: "I", effects: [.init(unit: "phường kinh bắc", component: "Tổng điểm", points: 1)]))
    plan.breakdown = .init(.commune)
    plan.scenarios = [
      Scenario(
        name: "S", components: [.init("digitization", .score(1), week: 1), .init("Số hóa", .score(2))])
    ]
    try plan.validate(against: Self.scores)
  }
}
