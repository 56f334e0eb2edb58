import Foundation
import Testing

@testable import Forecasting
@testable import Planning
@testable import Reporting
@testable import Scorecard

@Suite struct WordingTests {
  @Test(arguments: Language.allCases)
  func everyMessageIsOneLineAndNamesTheValue(_ language: Language) {
    for sample in WordingSamples.all {
      let message = sample.message(language)
      #expect(!message.isEmpty, "\(sample.name)")
      #expect(!message.contains { $0.isNewline }, "\(message)")
      #expect(
        !message.contains("  ") && message.trimmingCharacters(in: .whitespaces) == message, "\(message)")
      #expect(!message.contains("“”") && !message.contains("()"), "\(message)")
      for mention in sample.mentions where !mention.isEmpty {
        #expect(message.contains(mention), "\(sample.name): no \(mention) in: \(message)")
      }
    }
  }

  @Test func theTwoLanguagesDiffer() {
    for sample in WordingSamples.all {
      #expect(sample.message(.vi) != sample.message(.en), "\(sample.name)")
    }
  }

  @Test func samplesHoldEveryCase() {
    func names(_ values: [some Any]) -> Int {
      Set(values.map { String(String(describing: $0).prefix { $0 != "(" }) }).count
    }
    #expect(Set(WordingSamples.findings.map(\.code)) == Set(Finding.Code.allCases))
    #expect(names(WordingSamples.rowProblems.map(\.reason)) == 17)
    #expect(names(WordingSamples.stateErrors.map(\.0)) == 7)
    #expect(names(WordingSamples.stateOptionFaults.map(\.0)) == 5)
    #expect(names(WordingSamples.ingestErrors.map(\.0)) == 23)
    #expect(names(WordingSamples.workbookRemarks.map(\.0)) == 17)
    #expect(names(WordingSamples.storeErrors.map(\.0)) == 17)
    #expect(names(WordingSamples.overrideErrors.map(\.0)) == 4)
    #expect(names(WordingSamples.overrideFileFaults.map(\.0)) == 13)
    #expect(names(WordingSamples.forecastFileErrors.map(\.0)) == 8)
    #expect(names(WordingSamples.forecastFileProblems.map(\.0)) == 6)
    #expect(names(WordingSamples.indexErrors.map(\.0)) == 10)
    #expect(names(WordingSamples.planErrors.map(\.0)) == 38)
    #expect(names(WordingSamples.planFileFaults.map(\.0)) == 30)
  }

  /// Names of files, columns, keys and options stay as they are in any language; they stand in quotation
  /// marks or brackets, or follow a dash.
  @Test func noEnglishInVietnamese() {
    let words: Set<String> = [
      "the", "is", "are", "was", "not", "and", "or", "of", "in", "with", "a", "an", "no", "row", "rows",
      "line",
      "column", "columns", "week", "weeks", "write", "file", "score", "scores", "forecast", "last", "trend",
      "number", "above", "below", "zero", "missing", "correct", "add", "total", "unit", "day", "days",
      "department", "province", "commune", "on",
    ]
    for sample in WordingSamples.all {
      let message = sample.message(.vi)
        .replacing(/“[^”]*”/, with: "").replacing(/`[^`]*`/, with: "").replacing(/\([a-z_]+\)/, with: "")
        .replacing(/như: .*/, with: "").replacing(/chỉ dùng: .*|các mục: .*/, with: "")
      let found = Set(message.lowercased().split { !$0.isLetter && $0 != "_" }.map(String.init))
      #expect(found.isDisjoint(with: words), "\(found.intersection(words)) in: \(message)")
    }
  }

  @Test func rowProblemsAreWrittenLikeThis() {
    let first = WordingSamples.rowProblems[0]
    #expect(
      first.message(in: .en, file: "history.csv")
        == "history.csv:12: column 5 (score): “1.2.3” is not a number; write it like 92.37 or 92,37")
    #expect(
      first.message(in: .vi, file: "history.csv")
        == "history.csv:12: cột 5 (score): “1.2.3” không phải là số; đề nghị ghi như 92,37 hoặc 92.37")
    #expect(first.message(in: .vi, file: "-").hasPrefix("đầu vào chuẩn:12: "))
    let inJSON = RowProblem(line: 3, columnName: "score", value: "true", reason: .notTextOrNumber)
    #expect(
      inJSON.message(in: .en, file: "f")
        == "f:3: key “score”: “true” is neither a text nor a number; write a text, a number, or null")
    let ambiguous = WordingSamples.rowProblems[4]
    #expect(ambiguous.message(in: .en, file: "f").contains("may be 1.234 or 1234; write 1234 or 1.2340"))
  }

  @Test func workbooksNameSheetAndCell() {
    var places = CellPlaces()
    places.begin(sheet: "Tuần 46")
    places.append(CellReference(row: 7, column: 3))
    places.append(CellReference(row: 8, column: 28))
    let problem = RowProblem(
      line: 1, column: 3, columnName: "Số hóa hồ sơ", value: "abc", reason: .notANumber)
    #expect(
      problem.message(in: .en, file: "b.xlsx", places: places)
        == "b.xlsx:Tuần 46!C7: Số hóa hồ sơ: “abc” is not a number; leave the cell empty where there is no score"
    )
    let unit = HeldBackUnit(
      name: "A",
      reason: .differentLevels([.init(level: .commune, line: 1), .init(level: .department, line: 2)]))
    #expect(unit.message(in: .vi, file: "b.xlsx", places: places).contains("(ô Tuần 46!C7)"))
    #expect(unit.message(in: .en, file: "b.xlsx", places: places).hasPrefix("b.xlsx:Tuần 46!AB8: "))
    let finding = Finding(
      .info, .correction, value: 92.37, line: 2, detail: .correction(oldScore: 92.3, oldLine: 1, newLine: 2))
    #expect(
      finding.message(in: .en, index: nil, places: places)
        == "92.37 (cell Tuần 46!AB8) replaces 92.30 (cell Tuần 46!C7)")
  }

  @Test func findingsAreWrittenLikeThis() throws {
    func message(_ code: Finding.Code, _ language: Language) throws -> String {
      let finding = try #require(WordingSamples.findings.first { $0.code == code })
      return finding.message(in: language, index: WordingSamples.index)
    }
    #expect(
      try message(.totalMismatch, .en) == "Total 92.37 is 0.07 more than the sum of its components (92.30)")
    #expect(
      try message(.totalMismatch, .vi)
        == "Tổng điểm 92,37 cao hơn 0,07 so với tổng các chỉ số thành phần (92,30)")
    #expect(
      try message(.implausibleJump, .en)
        == "Rose 22.37 in one week, from 69.23 on 13 Oct 2025 to 91.60; the usual weekly change is about 0.20"
    )
    #expect(
      try message(.implausibleJump, .vi)
        == "Tăng 22,37 trong 1 tuần, từ 69,23 ngày 13/10/2025 lên 91,60; mức thay đổi thông thường khoảng 0,20 mỗi tuần"
    )
  }

  @Test func modelsAreWrittenLikeThis() {
    let method = WordingSamples.methods[6].0
    #expect(
      method.sentence(in: .en).hasPrefix(
        "Combination of damped trend (40\u{A0}%) and saturating trend (25\u{A0}%), judged by 12 past errors.")
    )
    #expect(
      method.sentence(in: .vi).hasPrefix(
        "Kết hợp xu hướng chậm dần (40\u{A0}%) và xu hướng tiệm cận điểm tối đa (25\u{A0}%), đánh giá qua 12 sai số"
      ))
    #expect(method.phrase(in: .en) == "combination of 2 models")
  }

  @Test func aJumpIsNotCalledConstant() {
    let steps = [LevelStep(time: -3, size: 22.37)]
    let jumped = ModelRecord(reason: .constant, steps: steps, isResolutionLimited: true).sentence(in: .en)
    #expect(jumped.hasPrefix("Apart from jumps all observations are equal"))
    #expect(!jumped.contains("never moved"))
    let still = ModelRecord(reason: .constant, steps: [], isResolutionLimited: true).sentence(in: .en)
    #expect(still.hasPrefix("All observations are equal") && still.contains("never moved"))
  }

  @Test func weeksOfHistoriesThatCountSteps() throws {
    let day = Day(ordinal: 7 * 12)
    let finding = Finding(
      .info, .missingWeek, day: day, unit: "x", unitPosition: 0, indicator: .value,
      detail: .missingWeeks(after: Day(ordinal: 70), before: Day(ordinal: 98), weeks: 3, indicators: [.value])
    )
    #expect(
      finding.message(in: .en, index: nil, axis: .steps) == "3 weeks missing between week 10 and week 14")
    #expect(finding.message(in: .vi, index: nil, axis: .steps) == "Thiếu 3 tuần giữa tuần 10 và tuần 14")
  }

  @Test func textsFromOutsideCannotSteerTheTerminal() {
    let problem = RowProblem(
      line: 2, column: 1, columnName: "a\u{1B}[2Jb\nc", value: "x\u{1B}[31m\r\ny", reason: .notANumber)
    for language in Language.allCases {
      let message = problem.message(in: language, file: "h\u{1B}]0;t\u{7}.csv")
      #expect(!message.unicodeScalars.contains { $0.value < 32 || $0.value == 127 })
      let unit = PlanError.unknownUnit("a\nb", suggestions: ["c\u{7}d"]).message(in: language)
      #expect(!unit.unicodeScalars.contains { $0.value < 32 })
    }
  }

  @Test func componentsWithoutIndexHaveNumbers() {
    #expect(Indicator.component(2).name(in: .en, index: nil) == "Component 3")
    #expect(Indicator.discrepancy.name(in: .vi, index: nil) == "Chênh lệch chưa phân bổ")
    #expect(Indicator.discrepancy.name(in: .en, index: nil) == "Unallocated difference")
  }
}

@Suite struct IngestNoticeTests {
  @Test(arguments: Language.allCases)
  func noUsableRowTellsTheFirstThree(_ language: Language) {
    let error = IngestError.noUsableRow(
      problems: Array(WordingSamples.rowProblems.prefix(5)), count: 31, heldBack: WordingSamples.heldBack,
      unknown: WordingSamples.unknown)
    let lines = error.message(in: language, file: "history.csv").split(separator: "\n")
    #expect(lines.count == 4)
    #expect(lines[0].contains("31"))
    #expect(lines[1].contains("history.csv:12:"))
  }

  @Test func noticesStopAtTheLimit() {
    let history = History(index: .decision766, units: [], observations: [])
    let problems = (2...31).map {
      RowProblem(line: $0, column: 5, columnName: "score", value: "x", reason: .notANumber)
    }
    let result = IngestResult(
      history: history, rowCount: 30, problems: problems, unknownIndicators: WordingSamples.unknown,
      heldBackUnits: WordingSamples.heldBack)
    let lines = result.notices(in: .en, file: "history.csv", limit: 9)
    #expect(lines.count == 10)
    #expect(lines[0].contains("Hợp Thịnh"))
    #expect(lines[2].contains("Chỉ số lạ"))
    #expect(lines[9] == "… and 25 more; run `headway check` to see all")
    #expect(
      result.notices(in: .vi, file: "history.csv", limit: 0)
        == ["… và 34 mục khác; chạy `headway check` để xem tất cả"])
    #expect(result.notices(in: .en, file: "history.csv", limit: 34).count == 34)
    #expect(result.isPartial)
  }

  @Test func onlyWhatIsLeftOutMakesAResultPartial() throws {
    let history = History(index: .decision766, units: [], observations: [])
    func isPartial(
      _ problems: [RowProblem] = [], unknown: [UnknownIndicator] = [], mismatches: [MaximumMismatch] = [],
      heldBack: [HeldBackUnit] = []
    ) -> Bool {
      IngestResult(
        history: history, rowCount: 1, problems: problems, unknownIndicators: unknown,
        maximumMismatches: mismatches, heldBackUnits: heldBack
      ).isPartial
    }
    #expect(!isPartial())
    #expect(!isPartial(mismatches: [WordingSamples.mismatch]))
    #expect(isPartial([WordingSamples.rowProblems[0]]))
    #expect(isPartial(unknown: [WordingSamples.unknown[0]]))
    #expect(isPartial(heldBack: [WordingSamples.heldBack[0]]))
    #expect(try !ExampleHistory.result().isPartial)
    #expect(try ExampleHistory.result().notices(in: .vi, file: "history.csv").isEmpty)
  }
}
