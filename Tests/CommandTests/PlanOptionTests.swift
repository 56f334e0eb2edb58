import Planning
import Reporting
import Scorecard
import Testing

@testable import Commands

/// What the options of `plan` say, without a run of the command.
@Suite struct PlanOptionTests {
  private func plan(_ arguments: String..., over file: String = "{}") throws -> PlanSpecification {
    let options = try PlanOptions.parse(arguments)
    return try PlanRequest(options, weeks: nil).over(PlanSpecification(yaml: file), index: .decision766)
  }

  // MARK: Targets

  @Test func targets_haveTheirNumberAndWeek() throws {
    let plan = try plan(
      "--unit", "A", "--target", "93", "--target", "92,5@1", "--lead", "-0.5@2", "--over", "B", "--over", "C",
      "--rank", "2", "--rank", "1@4")
    #expect(plan.unit == "A")
    #expect(
      plan.targets == [
        Target(.total(93)), Target(.total(92.5), week: 1),
        Target(.lead(-0.5, over: .named(["B", "C"])), week: 2),
        Target(.rank(2, among: .all)), Target(.rank(1, among: .all), week: 4),
      ])
  }

  @Test func over_aloneAsksForOnePoint() throws {
    #expect(try plan("--over", "all").targets == [Target(.lead(1, over: .all))])
  }

  @Test func component_isAScoreAGainOrAShare() throws {
    let plan = try plan(
      "--component", "online_services=8,6", "--component", "Công khai, minh bạch=+0.1@1", "--component",
      "digitization=75%@2")
    #expect(
      plan.targets == [
        Target(.component("online_services", atLeast: 8.6)),
        Target(.componentGain("Công khai, minh bạch", 0.1), week: 1),
        Target(.componentShare("digitization", atLeast: 0.75), week: 2),
      ])
  }

  @Test(arguments: [
    ("commune=91", UnitGroup(.commune), nil), ("xã:bottom=10=91", UnitGroup(.commune, .bottom(10)), nil),
    ("Sở, ban, ngành:below=90,5=91@4", UnitGroup(.department, .below(90.5)), 4),
    ("district = 91", UnitGroup(Level(rawValue: "district")), nil),
  ])
  func group_isALevelAndWhichOfIt(_ text: String, _ group: UnitGroup, _ week: Int?) throws {
    #expect(try plan("--group", text).targets == [Target(.group(group, atLeast: 91), week: week)])
  }

  @Test func option_replacesTheTargetsOfItsKindSubjectAndWeek() throws {
    let file = """
      targets:
        - {total: 93}
        - {total: 92, week: 1}
        - {component: Số hóa hồ sơ, at_least: 20}
        - {component: online_services, at_least: 75%}
        - {group: xã, at_least: 91}
        - {group: xã, bottom: 3, at_least: 90}
        - {rank: 1}
      """
    let plan = try plan(
      "--target", "94@4", "--component", "digitization=+1", "--group", "commune=92", "--rank", "2@4",
      over: file)
    #expect(
      plan.targets == [
        Target(.total(92), week: 1), Target(.componentShare("online_services", atLeast: 0.75)),
        Target(.group(UnitGroup(.commune, .bottom(3)), atLeast: 90)),
        Target(.total(94), week: 4), Target(.rank(2, among: .all), week: 4),
        Target(.componentGain("digitization", 1)), Target(.group(UnitGroup(.commune), atLeast: 92)),
      ])
  }

  // MARK: Means

  @Test func levers_changeThoseOfTheFile_whateverTheirName() throws {
    let plan = try plan(
      "--lock", "satisfaction", "--pace", "digitization=0,3", "--cost", "online_services=2", "--pace",
      "Dịch vụ công=0.1", over: "levers: {Số hóa hồ sơ: {cost: 3, pace: 1}}")
    #expect(
      plan.levers == [
        "satisfaction": Lever(isLocked: true), "Số hóa hồ sơ": Lever(cost: 3, pace: 0.3),
        "Dịch vụ công": Lever(cost: 2, pace: 0.1),
      ])
  }

  @Test func numbers_goOverThoseOfTheFile() throws {
    let file = "{moves_per_week: 3, confidence: 0.9, unit: B}"
    let asked = try plan("--moves", "2", "--confidence", "80 %", "--unit", "A", over: file)
    #expect(asked.movesPerWeek == 2 && asked.confidence == 0.8 && asked.unit == "A")
    let unasked = try plan(over: file)
    #expect(unasked.movesPerWeek == 3 && unasked.confidence == 0.9 && unasked.unit == "B")
    #expect(try plan("--confidence", "0,7").confidence == 0.7)
  }

  @Test func breakdown_keepsTheWeightsOfTheFile_forItsOwnLevel() throws {
    let file = "breakdown: {level: commune, weights: {A: 2}}"
    #expect(
      try plan("--breakdown", "xã", "--weakest-first", over: file).breakdown
        == .init(.commune, weights: ["A": 2], liftsWeakestFirst: true))
    #expect(try plan("--breakdown", "department", over: file).breakdown == .init(.department))
    #expect(try plan("--weakest-first", over: file).breakdown?.liftsWeakestFirst == true)
    #expect(throws: PlanOptionFault.weakestFirstAlone) { try plan("--weakest-first") }
  }

  // MARK: Scenarios

  @Test(arguments: [
    ("online_services=90%", [Scenario.ComponentAssumption("online_services", .share(0.9))], [:]),
    ("online_services=10,8@2", [.init("online_services", .score(10.8), week: 2)], [:]),
    ("online_services = +0.5", [.init("online_services", .gain(0.5))], [:]),
    ("x=-0,5", [.init("x", .gain(-0.5))], [:]),
    ("Hải Phòng=+0,1/week", [], ["Hải Phòng": 0.1]),
    ("Hải Phòng=-0.1/tuần, Đồng Nai=0/week", [], ["Hải Phòng": -0.1, "Đồng Nai": 0]),
    ("x=90,5%,y=1", [.init("x", .share(0.905)), .init("y", .score(1))], [:]),
    (
      "x=1, Công khai, minh bạch=90%; Hải Phòng=+0.1/week",
      [.init("x", .score(1)), .init("Công khai, minh bạch", .share(0.9))], ["Hải Phòng": 0.1]
    ),
  ])
  func whatIf_isAScenarioNamedByItsText(
    _ text: String, _ components: [Scenario.ComponentAssumption], _ rivals: [String: Double]
  ) throws {
    let plan = try plan("--what-if", text, over: "scenarios: [{name: S, confidence: 0.7}]")
    #expect(
      plan.scenarios == [
        Scenario(name: "S", confidence: 0.7),
        Scenario(name: text, components: components, rivalPaces: rivals),
      ])
  }

  // MARK: Faults

  @Test(
    arguments: [
      (.target, ["abc", "93@0", "93@", "93%", "", "1,2,3", "nan", "93@1@2", "0x10"]),
      (.lead, ["one", "1%"]), (.rank, ["1.5", "first", "1@x"]),
      (.component, ["digitization", "=1", "x=", "x=150%", "x=+5%", "x=1@0"]),
      (
        .group,
        ["commune", "=91", "commune=91%", "commune:bottom=91", "commune:top=3=91", "commune:bottom=1.5=91"]
      ),
      (.pace, ["x", "x=-1", "x=5%", "=1"]), (.cost, ["x=0", "x=many"]), (.lock, ["", " "]),
      (.moves, ["0", "-1", "two", "1.5"]), (.breakdown, ["", "-"]), (.confidence, ["much", "8O%", "inf"]),
      (
        .whatIf,
        [
          "", ";", "x", "x=90%;", "x=190%", "A=1/month", "A=/week", "A=5%/week", "A=1/week;a=2/week", "x=1@w",
          "x=1/week@2",
        ]
      ),
    ] as [(PlanOptionFault.Option, [String])])
  func wrongForm_isAFaultOfItsOption(_ option: PlanOptionFault.Option, _ texts: [String]) {
    for text in texts {
      #expect(throws: PlanOptionFault.wrongForm(option, value: text), "\(text)") {
        // What looks like an option needs the equals sign; an empty text cannot stand behind it.
        let name = "--\(option.rawValue)"
        let options = try PlanOptions.parse(text.isEmpty ? [name, ""] : ["\(name)=\(text)"])
        _ = try PlanRequest(options, weeks: nil)
      }
    }
  }
}
