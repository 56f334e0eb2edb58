import Testing

@testable import Planning

@Suite struct PlanFileTests {
  @Test func fullFile_isReadAsWritten() throws {
    let read = try PlanSpecification(
      yaml: """
        unit: Bắc Ninh
        name: Quý IV
        weeks: 6
        confidence: 0,9
        targets:
          - total: 93
          - lead: 1,5
            over: [Hải Phòng, Đồng Nai]
          - lead: 0.5
            over: all
            week: 2
          - lead: 1
            over: Hải Phòng
          - component: online_services
            gain: 0.10
            week: 1
          - component: Số hóa hồ sơ
            at_least: 21.5
        levers:
          online_services: {cost: 2, pace: 0.3}
          satisfaction: {locked: true}
        """)
    let expected = PlanSpecification(
      unit: "Bắc Ninh",
      targets: [
        Target(.total(93)), Target(.lead(1.5, over: .named(["Hải Phòng", "Đồng Nai"]))),
        Target(.lead(0.5, over: .all), week: 2), Target(.lead(1, over: .named(["Hải Phòng"]))),
        Target(.componentGain("online_services", 0.1), week: 1),
        Target(.component("Số hóa hồ sơ", atLeast: 21.5)),
      ],
      levers: [
        "online_services": Lever(cost: 2, pace: 0.3), "satisfaction": Lever(isLocked: true),
      ], weeks: 6, confidence: 0.9)
    #expect(read == expected)
  }

  @Test func absentKeys_haveTheirDefaults() throws {
    let read = try PlanSpecification(yaml: "unit: A")
    #expect(read == PlanSpecification(unit: "A"))
    #expect(read.weeks == 4 && read.confidence == 0.8)
  }

  private static let known = ["unit", "weeks", "confidence", "targets", "levers", "name", "description"]
  private static let knownOfTargets = ["total", "lead", "over", "component", "at_least", "gain", "week"]

  private static let faulty: [(String, PlanFileError.Fault, Int?)] = [
    ("", .notAMapping, nil),
    ("- a\n- b", .notAMapping, 1),
    ("unit: A\nhorizon: 4", .unknownKey("horizon", known: known), 2),
    ("unit: A\nweeks: four", .notAWeek("weeks", value: "four"), 2),
    ("unit: A\nweeks: 0", .notAWeek("weeks", value: "0"), 2),
    ("unit: A\n\nconfidence: much", .notANumber("confidence", value: "much"), 3),
    ("unit: A\nconfidence: 1,2,3", .notANumber("confidence", value: "1,2,3"), 2),
    ("unit: A\nconfidence: inf", .notANumber("confidence", value: "inf"), 2),
    ("unit: A\ntargets: 93", .notAList("targets"), 2),
    ("targets:\n  - total: 93\n    lead: 1", .unclearTarget, 2),
    ("targets:\n  - total: 93\n  - week: 1", .unclearTarget, 3),
    ("targets:\n  - total: 93\n    points: 1", .unknownKey("points", known: knownOfTargets), 3),
    ("targets:\n  - total: 93\n  - lead: 1", .leadWithoutRivals, 3),
    ("targets:\n  - component: x", .unclearComponentTarget("x"), 2),
    ("targets:\n  - component: x\n    gain: 1\n    at_least: 2", .unclearComponentTarget("x"), 2),
    ("targets:\n  - 93", .notAMapping, 2),
    ("targets:\n  - total: 93\n    week: 0", .notAWeek("week", value: "0"), 3),
    ("levers: 3", .notASetOfKeys("levers"), 1),
    ("levers:\n  x: 3", .notASetOfKeys("x"), 2),
    ("levers:\n  x: {cost: 0}", .outOfRange("cost", value: 0), 2),
    ("levers:\n  x: {pace: -1}", .outOfRange("pace", value: -1), 2),
    ("unit: A\nconfidence: 1", .outOfRange("confidence", value: 1), 2),
    ("targets:\n  - total: 1e7", .outOfRange("total", value: 1e7), 2),
    ("unit: [A]", .notAName("unit"), 1),
    ("targets:\n  - component: [x]\n    gain: 1", .notAName("component"), 2),
    ("targets:\n  - lead: 1\n    over: [A, [B]]", .notAName("over"), 3),
    ("weeks: 4\nweeks: 5", .repeatedKey("weeks"), 1),
    ("levers:\n  x:\n    locked: perhaps", .notABoolean("locked", value: "perhaps"), 3),
    ("levers:\n  x: {price: 3}", .unknownKey("price", known: ["cost", "pace", "locked"]), 2),
  ]

  @Test(arguments: faulty.indices)
  func fault_isNamedWithItsLine(_ position: Int) {
    let (yaml, fault, line) = Self.faulty[position]
    #expect(throws: PlanFileError(fault: fault, line: line)) { try PlanSpecification(yaml: yaml) }
  }

  @Test func brokenYAML_hasItsLine() {
    do throws(PlanFileError) {
      _ = try PlanSpecification(yaml: "unit: A\ntargets: [1, 2\nweeks: 4")
      Issue.record("an open bracket is no YAML")
    } catch {
      guard case .notYAML(let word) = error.fault else {
        Issue.record("\(error)")
        return
      }
      #expect(!word.isEmpty)
      #expect(error.line == 3)
    }
  }
}
