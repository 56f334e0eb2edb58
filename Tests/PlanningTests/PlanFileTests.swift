import Testing

@testable import Planning
@testable import Scorecard

@Suite struct PlanFileTests {
  static let fullFile = """
    unit: Bắc Ninh
    name: Quý IV
    description: |
      Một kế hoạch, nhiều dòng.
    weeks: 6
    confidence: 0,9
    targets:
      - total: 93
        fixed: true
      - total: 92,5
        week: 1
        wish: 2
      - lead: 1,5
        over: [Hải Phòng, Đồng Nai]
      - lead: 0.5
        over: all
        week: 2
      - lead: 1
        over: Hải Phòng
      - rank: 1
        wish: true
      - rank: 2
        among: [Hải Phòng]
        wish: false
      - component: online_services
        gain: 0.10
        week: 1
      - component: Số hóa hồ sơ
        at_least: 21.5
      - component: online_payment
        at_least: 75 %
      - group: xã, phường
        bottom: 10
        at_least: 91
      - group: department
        below: 90
        at_least: 90
      - {group: Province, at_least: 80}
    levers:
      online_services: {cost: 2, pace: 0.3, lead_time: 1, least_step: 0.05, floor: "8,5"}
      digitization:
        cost: [{up_to: 0.5, rate: 1}, {rate: 3}]
      satisfaction: {locked: true}
    moves_per_week: 2
    budget: 500
    teams: {it: 3, hotline: 1, training: [2, 2, 1]}
    initiatives:
      - name: Tập huấn nộp hồ sơ trực tuyến
        cost: 40
        effort: {Training: [1, 1], hotline: 0.5}
        effects:
          - {component: online_services, points: 0.4, sd: 0.1}
          - {unit: Phường Kinh Bắc, component: total, points: 0.8}
        ramp_up: [50%, 1]
        requires: [nâng cấp  cổng]
        excludes: [Phương án B]
        earliest: 1
        latest: 3
      - name: Nâng cấp cổng
        excludes: []
      - {name: Phương án B, effort: {HOTLINE: 1}}
    breakdown: {level: commune, weights: {Phường Kinh Bắc: 3.5}, weakest_first: true}
    scenarios:
      - name: Dịch vụ công trực tuyến đạt 90 %
        components:
          online_services: 90%
          digitization: [{value: +0.5, week: 2}, 20]
          processing: -0.2
        rivals: {Hải Phòng: +0.1, Đồng Nai: -0.1}
      - name: Thận trọng
        levers: {digitization: {pace: 0.1}}
        targets: [{total: 92}]
        confidence: 70%
    """

  @Test func fullFile_isReadAsWritten() throws {
    let read = try PlanSpecification(yaml: Self.fullFile)
    #expect(read.unit == "Bắc Ninh" && read.weeks == 6 && read.confidence == 0.9)
    #expect(read.movesPerWeek == 2)
    #expect(
      read.resources == Resources(budget: 500, teams: ["it": [3], "hotline": [1], "training": [2, 2, 1]]))
    #expect(
      read.breakdown == .init(.commune, weights: ["Phường Kinh Bắc": 3.5], liftsWeakestFirst: true))
    #expect(
      read.levers == [
        "online_services": Lever(cost: 2, pace: 0.3, leadTime: 1, leastStep: 0.05, floor: 8.5),
        "digitization": Lever(cost: CostCurve([.init(upTo: 0.5, rate: 1), .init(rate: 3)])),
        "satisfaction": Lever(isLocked: true),
      ])
    try read.validate()
  }

  @Test func targets_areReadAsWritten() throws {
    let read = try PlanSpecification(yaml: Self.fullFile)
    #expect(
      read.targets == [
        Target(.total(93), importance: .fixed), Target(.total(92.5), week: 1, importance: .wish(weight: 2)),
        Target(.lead(1.5, over: .named(["Hải Phòng", "Đồng Nai"]))), Target(.lead(0.5, over: .all), week: 2),
        Target(.lead(1, over: .named(["Hải Phòng"]))),
        Target(.rank(1, among: .all), importance: .wish(weight: 1)),
        Target(.rank(2, among: .named(["Hải Phòng"]))),
        Target(.componentGain("online_services", 0.1), week: 1),
        Target(.component("Số hóa hồ sơ", atLeast: 21.5)),
        Target(.componentShare("online_payment", atLeast: 0.75)),
        Target(.group(UnitGroup(.commune, .bottom(10)), atLeast: 91)),
        Target(.group(UnitGroup(.department, .below(90)), atLeast: 90)),
        Target(.group(UnitGroup(.province), atLeast: 80)),
      ])
  }

  @Test func initiatives_useOneSpellingForTeamsAndForEachOther() throws {
    let read = try PlanSpecification(yaml: Self.fullFile)
    #expect(
      read.initiatives == [
        Initiative(
          name: "Tập huấn nộp hồ sơ trực tuyến", cost: 40, effort: ["training": [1, 1], "hotline": [0.5]],
          effects: [
            .init(component: "online_services", points: 0.4, standardDeviation: 0.1),
            .init(unit: "Phường Kinh Bắc", component: "total", points: 0.8),
          ], rampUp: [0.5, 1], requires: ["Nâng cấp cổng"], excludes: ["Phương án B"], latestStart: 3),
        Initiative(name: "Nâng cấp cổng", effects: []),
        Initiative(name: "Phương án B", effort: ["hotline": [1]], effects: []),
      ])
  }

  @Test func scenarios_tellSharesScoresAndGainsApart() throws {
    let read = try PlanSpecification(yaml: Self.fullFile)
    #expect(
      read.scenarios == [
        Scenario(
          name: "Dịch vụ công trực tuyến đạt 90 %",
          components: [
            .init("online_services", .share(0.9)), .init("digitization", .gain(0.5), week: 2),
            .init("digitization", .score(20)), .init("processing", .gain(-0.2)),
          ], rivalPaces: ["Hải Phòng": 0.1, "Đồng Nai": -0.1]),
        Scenario(
          name: "Thận trọng", levers: ["digitization": Lever(pace: 0.1)], targets: [Target(.total(92))],
          confidence: 0.7),
      ])
  }

  @Test func absentKeys_haveTheirDefaults() throws {
    let read = try PlanSpecification(yaml: "unit: A")
    #expect(read == PlanSpecification(unit: "A"))
    #expect(read.weeks == 4 && read.confidence == 0.8)
    #expect(try PlanSpecification(yaml: "{}") == PlanSpecification())
    #expect(try PlanSpecification(yaml: "targets: []\ninitiatives: []").targets.isEmpty)
  }

  @Test(arguments: ["commune", "Xã", "phường", "xã, phường"])
  func breakdown_mayBeALevelAlone(_ word: String) throws {
    #expect(try PlanSpecification(yaml: "breakdown: \(word)").breakdown == .init(.commune))
  }

  @Test(arguments: ["93", "\"93\"", "'93'", "93,0", "+93", "9.3e1", " 93 "])
  func numbers_mayBeWrittenInManyWays(_ text: String) throws {
    #expect(try PlanSpecification(yaml: "targets:\n  - total: \(text)").targets == [Target(.total(93))])
  }

  @Test func wordsInQuotationMarks_areNames() throws {
    #expect(try PlanSpecification(yaml: "unit: \"null\"").unit == "null")
    #expect(try PlanSpecification(yaml: "unit: 2025").unit == "2025")
    #expect(try PlanSpecification(yaml: "unit: no").unit == "no")
  }

  @Test func aliases_standForWhatTheyName() throws {
    let read = try PlanSpecification(
      yaml: """
        targets:
          - {lead: 1, over: &rivals [Hải Phòng, Đồng Nai]}
          - {lead: 0.5, over: *rivals, week: 2}
        levers:
          online_services: &slow {pace: 0.1}
          digitization: *slow
        """)
    #expect(read.targets[1].requirement == .lead(0.5, over: .named(["Hải Phòng", "Đồng Nai"])))
    #expect(read.levers["digitization"] == Lever(pace: 0.1))
  }

  @Test func names_areComposedAndTrimmed() throws {
    let decomposed = "B\u{61}\u{306}\u{301}c  Ninh"
    let read = try PlanSpecification(yaml: "unit: '  \(decomposed) '")
    #expect(read.unit.map { Array($0.unicodeScalars) } == Array("B\u{1EAF}c Ninh".unicodeScalars))
  }

  @Test func fiveThousandInitiatives_areReadAtOnce() throws {
    var yaml = "initiatives:\n"
    for number in 1...5000 {
      yaml += """
          - name: Giải pháp số \(number)
            cost: 40
            effort: {training: [1, 1]}
            effects: [{component: online_services, points: 0.4, sd: 0.1}]
            requires: [\(number > 1 ? "Giải pháp số \(number - 1)" : "")]

        """
    }
    var read: PlanSpecification?
    let time = try ContinuousClock().measure { read = try PlanSpecification(yaml: yaml) }
    #expect(read?.initiatives.count == 5000)
    // Much less in release; what takes the square of the number would take minutes.
    #expect(time < .seconds(20), "\(time)")
  }
}
