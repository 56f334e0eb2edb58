import Forecasting
import Planning
import Scorecard
import Testing

@testable import Reporting

@Suite struct WeeklyReportTests {
  private static let example: (review: WeeklyReview, planned: WeeklyReview) = {
    do {
      let data = try ExampleHistory.result()
      let plan = try Planner(history: data.history, pathCount: 1000).plan(
        PlanSpecification(
          unit: "Bắc Ninh",
          targets: [Target(.total(93)), Target(.lead(1, over: .named(["Hải Phòng", "Đồng Nai"])))]))
      return (
        try WeeklyReview(data, unit: "Bắc Ninh", pathCount: 1000),
        try WeeklyReview(data, unit: "Bắc Ninh", plan: plan, pathCount: 1000)
      )
    } catch {
      preconditionFailure("\(error)")
    }
  }()

  /// A province of 99 communes, of which none was measured.
  private static let large: WeeklyReview = {
    do {
      let history = ScorecardSimulation(SimulationSetting(weekCount: 20, seed: 3)).history(unitCount: 130) {
        "\($0.rawValue) \($1)"
      }
      return try WeeklyReview(
        IngestResult(history: history, rowCount: history.count), unit: history.units[0].name, pathCount: 500)
    } catch {
      preconditionFailure("\(error)")
    }
  }()

  private static var all: [(name: String, review: WeeklyReview)] {
    [("example", example.review), ("with a plan", example.planned), ("large", large)]
  }

  private func document(_ review: WeeklyReview, _ language: Language) -> Document {
    WeeklyReport(review, language: language).document
  }

  @Test(arguments: Language.allCases)
  func sentences_readAsSentences(_ language: Language) {
    for (name, review) in Self.all {
      for sentence in document(review, language).sentences {
        #expect(!sentence.isEmpty, "\(name)")
        for flaw in ["  ", "()", "“”", ": .", "..", " ,", " ;", "; .", "Optional(", "nil", "nan", "inf "] {
          #expect(!sentence.contains(flaw), "\(name): “\(flaw)” in: \(sentence)")
        }
      }
    }
  }

  @Test func bothLanguages_haveTheSameContent() {
    for (_, review) in Self.all {
      let (vi, en) = (document(review, .vi), document(review, .en))
      #expect(vi.blocks.count == en.blocks.count)
      #expect(vi.figures.count == en.figures.count)
      for (one, other) in zip(vi.tables, en.tables) {
        #expect(one.columns.count == other.columns.count)
        #expect(one.groups.map { $0.rows.count } == other.groups.map { $0.rows.count })
        for (a, b) in zip(one.groups.flatMap(\.rows).joined(), other.groups.flatMap(\.rows).joined()) {
          #expect(a.quantity == b.quantity)
        }
      }
    }
  }

  @Test func numbersFollowTheLanguage() {
    let vi = MarkdownRenderer().render(document(Self.example.review, .vi))
    let en = MarkdownRenderer().render(document(Self.example.review, .en))
    #expect(vi.contains("92,37") && !vi.contains("92.37") && vi.contains("17/11/2025"))
    #expect(en.contains("92.37") && !en.contains("92,37") && en.contains("17 Nov 2025"))
  }

  @Test func theCase_isToldAsItWasPublished() {
    let text = MarkdownRenderer().render(document(Self.example.review, .vi))
    // What the office wrote of 17 November 2025.
    for fact in [
      "tăng 0,09 điểm so với tuần trước", "kém 0,39 điểm", "kém 0,41 điểm", "70,1\u{A0}%",
      "chỉ số duy nhất giảm", "chênh +0,07 so với tổng các chỉ số thành phần (92,30)",
    ] { #expect(text.contains(fact), "\(fact)") }
  }

  @Test func sectionsWithoutData_areLeftOut() throws {
    let sections = document(Self.example.review, .en).sections
    #expect(sections.contains("Departments") && sections.contains("Components"))
    let lonely = try HistoryReader.read(
      Array("as_of,unit,indicator,score\n2025-11-10,A,total,90\n2025-11-17,A,total,91\n".utf8))
    let bare = document(try WeeklyReview(lonely, unit: "A", pathCount: 200), .en)
    #expect(bare.sections == ["The week", "The coming weeks", "Method and assumptions"])
    #expect(!MarkdownRenderer().render(bare).contains(NumberStyle.missing + " |"))
  }

  @Test func aPlan_bringsTargetsAndFocus() {
    let sections = document(Self.example.planned, .en).sections
    #expect(sections.contains("Targets and plan") && sections.contains("Focus areas"))
    #expect(!sections.contains("The coming weeks"))
    guard case .fan(let fan)? = document(Self.example.planned, .en).figures.first?.chart else {
      Issue.record("the first picture is the fan")
      return
    }
    #expect(fan.targets.map(\.score) == [93])
  }

  @Test func largeLevels_showTheirEndsAndTheirPictures() {
    let document = document(Self.large, .en)
    #expect(document.tables.allSatisfy { $0.groups.reduce(0) { $0 + $1.rows.count } <= 30 })
    let maps = document.figures.compactMap { figure -> HeatMap? in
      if case .heatMap(let map) = figure.chart { map } else { nil }
    }
    #expect(maps.contains { $0.rows.count > 60 })
  }

  @Test func probabilitiesInTheReport_areThoseOfItsComparison() throws {
    let review = Self.example.review
    let shown = document(review, .en).tables[0].groups[0].rows.map { $0.map(\.plain) }
    let style = NumberStyle(language: .en)
    for (row, rival) in zip(shown, review.rivals!.rivals) {
      #expect(row.contains(style.probability(rival.weeks.last?.probabilityBehind)))
    }
  }

  @Test func json_isTheSameInBothLanguagesButForTexts() {
    func lines(_ language: Language) -> [Substring] {
      WeeklyReport(Self.example.planned, language: language).json.split(separator: "\n").filter {
        !$0.contains("\"text\"") && !$0.contains("_text")
      }
    }
    let (vi, en) = (lines(.vi), lines(.en))
    #expect(vi.first == "{" && vi.count > 200)
    #expect(vi.dropLast() == en.dropLast())
  }
}
