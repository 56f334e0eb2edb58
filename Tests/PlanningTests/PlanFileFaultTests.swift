import Testing

@testable import Planning
@testable import Scorecard

@Suite struct PlanFileFaultTests {
  private static let scenario = "scenarios:\n  - name: S\n    "
  private static let initiative = "initiatives:\n  - name: I\n    "

  private static let plans: [(String, PlanFileError.Fault, Int?)] = [
    ("", .notAMapping, nil),
    ("# nothing but a comment", .notAMapping, nil),
    ("- a\n- b", .notAMapping, 1),
    ("93", .notAMapping, 1),
    ("unit: A\nhorizon: 4", .unknownKey("horizon", known: PlanSpecification.keys), 2),
    ("unit: A\n[a]: 4", .unknownKey("[…]", known: PlanSpecification.keys), 2),
    ("a: &a\n  unit: A\n<<: *a", .unknownKey("a", known: PlanSpecification.keys), 1),
    ("unit: A\nweeks: four", .notAWeek("weeks", value: "four"), 2),
    ("unit: A\nweeks: 0", .notAWeek("weeks", value: "0"), 2),
    ("weeks: 99999999999999999999", .notAWeek("weeks", value: "99999999999999999999"), 1),
    ("weeks: [4]", .notAWeek("weeks", value: "[…]"), 1),
    ("unit: A\n\nconfidence: much", .notANumber("confidence", value: "much"), 3),
    ("unit: A\nconfidence: 1,2,3", .notANumber("confidence", value: "1,2,3"), 2),
    ("unit: A\nconfidence: inf", .notANumber("confidence", value: "inf"), 2),
    ("confidence: 0x1", .notANumber("confidence", value: "0x1"), 1),
    ("confidence: {a: 1}", .notANumber("confidence", value: "{…}"), 1),
    ("unit: A\nconfidence: 1", .outOfRange("confidence", value: 1), 2),
    ("confidence: 100%", .outOfRange("confidence", value: 1), 1),
    ("unit: [A]", .notAName("unit"), 1),
    ("unit: '  '", .notAName("unit"), 1),
    ("unit:", .noValue("unit"), 1),
    ("weeks: 4\ntargets: ~", .noValue("targets"), 2),
    ("weeks: 4\nweeks: 5", .repeatedKey("weeks"), 1),
    ("moves_per_week: 0", .notACount("moves_per_week", value: "0", least: 1), 1),
    ("moves_per_week: 1,5", .notACount("moves_per_week", value: "1,5", least: 1), 1),
    ("budget: -1", .outOfRange("budget", value: -1), 1),
    ("teams: 3", .notASetOfKeys("teams"), 1),
    ("teams: {it: []}", .emptyList("it"), 1),
    ("teams: {it: [1, many]}", .notANumber("it", value: "many"), 1),
    ("teams:\n  it: 3\n  IT: 2", .sameKey("IT", as: "it"), 3),
    ("breakdown: [commune]", .notAName("breakdown"), 1),
    ("breakdown: '-'", .notALevel("breakdown"), 1),
    ("breakdown: {weights: {A: 1}}", .missingKey("level", of: "breakdown"), 1),
    ("breakdown: {level: xã, weights: {A: 0}}", .outOfRange("A", value: 0), 1),
    ("breakdown: {level: xã, weights: {A: }}", .noValue("A"), 1),
    ("a: *b", .notYAML("found undefined alias"), 1),
  ]

  private static let targets: [(String, PlanFileError.Fault, Int?)] = [
    ("unit: A\ntargets: 93", .notAList("targets"), 2),
    ("targets:\n  - 93", .itemNotASetOfKeys("targets"), 2),
    ("targets:\n  - total: 93\n  -", .noValue("targets"), 3),
    ("targets:\n  - total: 93\n    lead: 1", .unclearTarget, 2),
    ("targets:\n  - total: 93\n  - week: 1", .unclearTarget, 3),
    ("targets:\n  - total: 93\n    points: 1", .unknownKey("points", known: Target.keys), 3),
    (
      "targets:\n  - total: 93\n    over: all",
      .keyOfOtherTarget("over", target: "total", known: ["total", "week", "fixed", "wish"]), 3
    ),
    (
      "targets:\n  - rank: 1\n    at_least: 3",
      .keyOfOtherTarget("at_least", target: "rank", known: ["rank", "among", "week", "fixed", "wish"]), 3
    ),
    ("targets:\n  - total: 93\n    week: 0", .notAWeek("week", value: "0"), 3),
    ("targets:\n  - total: 1e7", .outOfRange("total", value: 1e7), 2),
    ("targets:\n  - total: 93%", .notANumber("total", value: "93%"), 2),
    ("targets:\n  - total: 93\n  - lead: 1", .leadWithoutRivals, 3),
    ("targets:\n  - lead: 1\n    over: [A, [B]]", .notAName("over"), 3),
    ("targets:\n  - lead: 1\n    over: []", .emptyList("over"), 3),
    ("targets:\n  - rank: 0", .notACount("rank", value: "0", least: 1), 2),
    ("targets:\n  - rank: 1,5", .notACount("rank", value: "1,5", least: 1), 2),
    ("targets:\n  - component: x", .unclearComponentTarget("x"), 2),
    ("targets:\n  - component: x\n    gain: 1\n    at_least: 2", .unclearComponentTarget("x"), 2),
    ("targets:\n  - component: [x]\n    gain: 1", .notAName("component"), 2),
    ("targets:\n  - component: x\n    at_least: 175%", .notAShare("at_least", value: "175%"), 3),
    ("targets:\n  - component: x\n    gain: 5%", .notANumber("gain", value: "5%"), 3),
    ("targets:\n  - group: commune", .missingKey("at_least", of: "group"), 2),
    (
      "targets:\n  - group: xã\n    bottom: 3\n    below: 90\n    at_least: 91",
      .contradiction("bottom", "below"), 2
    ),
    (
      "targets:\n  - group: xã\n    bottom: 0\n    at_least: 91",
      .notACount("bottom", value: "0", least: 1), 3
    ),
    ("targets:\n  - total: 93\n    wish: 0", .outOfRange("wish", value: 0), 3),
    ("targets:\n  - total: 93\n    wish: -2", .outOfRange("wish", value: -2), 3),
    ("targets:\n  - total: 93\n    wish: dearly", .notAWish("wish", value: "dearly"), 3),
    ("targets:\n  - total: 93\n    wish: true\n    fixed: true", .contradiction("fixed", "wish"), 2),
    ("targets:\n  - total: 93\n    fixed: 2", .notABoolean("fixed", value: "2"), 3),
  ]

  private static let levers: [(String, PlanFileError.Fault, Int?)] = [
    ("levers: 3", .notASetOfKeys("levers"), 1),
    ("levers:\n  x: 3", .notASetOfKeys("x"), 2),
    ("levers:\n  x:", .noValue("x"), 2),
    ("levers:\n  x: {cost: 0}", .outOfRange("cost", value: 0), 2),
    ("levers:\n  x: {pace: -1}", .outOfRange("pace", value: -1), 2),
    ("levers:\n  x: {lead_time: -1}", .notACount("lead_time", value: "-1", least: 0), 2),
    ("levers:\n  x: {least_step: -0.1}", .outOfRange("least_step", value: -0.1), 2),
    ("levers:\n  x: {floor: high}", .notANumber("floor", value: "high"), 2),
    ("levers:\n  x:\n    locked: perhaps", .notABoolean("locked", value: "perhaps"), 3),
    ("levers:\n  x: {price: 3}", .unknownKey("price", known: Lever.keys), 2),
    ("levers:\n  x: {pace: 0,3}", .commaInBrackets("pace"), 2),
    ("levers: {Thanh toán: {pace: 1}, THANH  TOÁN: {pace: 2}}", .sameKey("THANH TOÁN", as: "Thanh toán"), 1),
    // The same word, composed and decomposed.
    (
      "levers:\n  S\u{1ED1} h\u{F3}a: {pace: 1}\n  s\u{6F}\u{302}\u{301} h\u{6F}\u{301}a: {pace: 1}",
      .sameKey("số hóa", as: "Số hóa"), 3
    ),
    ("levers:\n  x:\n    cost: []", .emptyList("cost"), 3),
    ("levers:\n  x:\n    cost: [1, 2]", .itemNotASetOfKeys("cost"), 3),
    ("levers:\n  x:\n    cost:\n      - up_to: 1", .missingKey("rate", of: "cost"), 4),
    ("levers:\n  x:\n    cost:\n      - {up_to: 1, rate: 1}", .endOfLastSegment, 4),
    ("levers:\n  x:\n    cost:\n      - {rate: 1}\n      - {rate: 2}", .segmentOutOfOrder, 4),
    (
      "levers:\n  x:\n    cost:\n      - {up_to: 2, rate: 1}\n      - {up_to: 1, rate: 2}\n      - {rate: 3}",
      .segmentOutOfOrder, 5
    ),
    (
      "levers:\n  x:\n    cost:\n      - {up_to: 2, rate: 3}\n      - {rate: 1}", .fallingRate(1, before: 3),
      5
    ),
  ]

  private static let initiatives: [(String, PlanFileError.Fault, Int?)] = [
    ("initiatives: {a: 1}", .notAList("initiatives"), 1),
    ("initiatives: [a]", .itemNotASetOfKeys("initiatives"), 1),
    ("initiatives:\n  - cost: 3", .missingKey("name", of: "initiatives"), 2),
    (initiative + "price: 3", .unknownKey("price", known: Initiative.keys), 3),
    (initiative + "effort: [1]", .notASetOfKeys("effort"), 3),
    (initiative + "effects: 1", .notAList("effects"), 3),
    (initiative + "effects: [1]", .itemNotASetOfKeys("effects"), 3),
    (initiative + "effects: [{points: 1}]", .missingKey("component", of: "effects"), 3),
    (initiative + "effects: [{component: x}]", .missingKey("points", of: "effects"), 3),
    (initiative + "effects: [{component: x, points: 1, sd: -1}]", .outOfRange("sd", value: -1), 3),
    (initiative + "ramp_up: [0.5, 1.5]", .notAShare("ramp_up", value: "1.5"), 3),
    (initiative + "ramp_up: [1, 0.5]", .plan(.invalidRampUp(initiative: "I")), 2),
    (initiative + "earliest: 0", .notAWeek("earliest", value: "0"), 3),
    (
      initiative + "earliest: 3\n    latest: 2",
      .plan(.invalidStart(initiative: "I", earliest: 3, latest: 2)),
      2
    ),
    (initiative + "requires: [J]", .plan(.unknownInitiative("J", of: "I", known: ["I"])), 2),
    (initiative + "requires: I", .plan(.initiativeCycle(["I"])), 2),
    ("initiatives:\n  - {name: Ì}\n  - {name: 'I\u{300} '}", .plan(.repeatedInitiative("Ì")), 3),
    (
      """
      initiatives:
        - {name: Z, requires: A}
        - {name: A, requires: [B]}
        - {name: B, requires: [C]}
        - {name: C, requires: [a]}
      """, .plan(.initiativeCycle(["A", "B", "C"])), 3
    ),
  ]

  private static let scenarios: [(String, PlanFileError.Fault, Int?)] = [
    ("scenarios:\n  - confidence: 0.7", .missingKey("name", of: "scenarios"), 2),
    (scenario + "weeks: 3", .unknownKey("weeks", known: Scenario.keys), 3),
    (scenario + "components: [x]", .notASetOfKeys("components"), 3),
    (scenario + "components: {x: 190%}", .notAShare("x", value: "190%"), 3),
    (scenario + "components: {x: +5%}", .notAShare("x", value: "+5%"), 3),
    (scenario + "components: {x: much}", .notANumber("x", value: "much"), 3),
    (scenario + "components: {x: {week: 2}}", .missingKey("value", of: "x"), 3),
    (scenario + "components: {x: 10,8}", .commaInBrackets("x"), 3),
    (scenario + "rivals: {A: fast}", .notANumber("A", value: "fast"), 3),
    (scenario + "targets: []", .emptyList("targets"), 3),
    (scenario + "confidence: 2", .outOfRange("confidence", value: 2), 3),
    ("scenarios:\n  - name: S", .plan(.emptyScenario("S")), 2),
    (scenario + "confidence: 0.7\n  - name: s\n    confidence: 0.6", .plan(.repeatedScenario("s")), 4),
  ]

  @Test(arguments: plans + targets + levers + initiatives + scenarios)
  func fault_isNamedWithItsLine(_ yaml: String, _ fault: PlanFileError.Fault, _ line: Int?) {
    #expect(throws: PlanFileError(fault: fault, line: line)) { try PlanSpecification(yaml: yaml) }
  }

  @Test(arguments: [
    ("unit: A\ntargets: [1, 2\nweeks: 4", 3), ("\tweeks: 4", 1), ("weeks: 4\n---\nweeks: 5", 2),
    (String(repeating: "[", count: 5000), 1), ("a: &a [*a]", 1), ("unit: \"A", 1),
  ])
  func brokenYAML_hasItsLine(_ yaml: String, _ line: Int) {
    do throws(PlanFileError) {
      _ = try PlanSpecification(yaml: yaml)
      Issue.record("this is no YAML")
    } catch {
      guard case .notYAML(let word) = error.fault else {
        Issue.record("\(error)")
        return
      }
      #expect(!word.isEmpty && !word.contains("\n"))
      #expect(error.line == line)
    }
  }

  @Test func everyPrefixOfAFile_isReadOrRefused() {
    let text = PlanFileTests.fullFile
    for length in stride(from: 0, to: text.count, by: 7) {
      do throws(PlanFileError) {
        _ = try PlanSpecification(yaml: String(text.prefix(length)))
      } catch {
        if error.fault != .notAMapping { #expect(error.line != nil, "\(error)") }
      }
    }
  }
}
