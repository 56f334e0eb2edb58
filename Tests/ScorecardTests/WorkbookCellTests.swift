import Testing

@testable import Scorecard

/// What cells hold is read as a person sees it.
@Suite struct WorkbookCellTests {
  private func table(_ scores: [WorkbookFile.Cell]) -> WorkbookFile {
    WorkbookFile(
      [["Ngày", "Đơn vị", "Tổng điểm"]]
        + scores.enumerated().map { [.day(2025, 11, 17), .text("U\($0)"), $1] })
  }

  private func score(_ cell: WorkbookFile.Cell) throws -> Double? {
    let history = try table([cell, 50]).read().history
    return history.unit(named: "U0").flatMap { history.series(unit: $0, indicator: .total).first?.score }
  }

  @Test(arguments: [
    ("92.36999999999999", 92.37), ("92.37", 92.37), ("9.2369999999999994E+1", 92.37), ("0.1", 0.1),
    ("100", 100),
    ("89.490000000000009", 89.49), ("1E-3", 0.001), ("91.9457142857143", 91.9457142857143),
  ])
  func number_losesItsBinaryDust(_ raw: String, _ expected: Double) throws {
    #expect(try score(.number(raw)) == expected)
  }

  @Test func decimals_areThoseOfTheFormat() throws {
    let history = try table([.number("90", style: 2), .number("90"), .number("90.125", style: 2)]).read()
      .history
    #expect(history.units.indices.map { history.decimals(ofUnit: $0, indicator: .total) } == [2, 0, 2])
  }

  @Test(arguments: [
    ("92.7351", 2, 92.74), ("2.675", 2, 2.68), ("91.005", 2, 91.01), ("99.996", 2, 100), ("9.4949", 2, 9.49),
    ("88.4", 8, 88), ("92.7351", 0, 92.7351), ("92.7351", 9, 92.74), ("90", 9, 90), ("1.0E-3", 2, 0),
    ("92.7351", 10, 92.7351),
  ])
  func score_isWhatItsCellShows(_ raw: String, _ style: Int, _ shown: Double) throws {
    #expect(try score(.number(raw, style: style)) == shown)
  }

  @Test func rounding_isRemarked_withTheFirst() throws {
    let result = try table([
      .number("90.50", style: 2), .number("92.7351", style: 2), .number("91.999", style: 2),
    ])
    .read()
    #expect(result.kinds == [.rounded(exact: "92.7351", shown: "92.74", count: 2)])
    #expect(result.remarks[0].cell == "C3" && !result.remarks[0].leavesOut)
  }

  @Test(arguments: [
    "92,37 điểm", "92,37đ", "92,37/100", "92,37 / 100 điểm", "92,37*", "92,37 (*)", "92.37 points",
    "92,37\u{A0}",
  ])
  func numberWithItsUnitOrMaximum_isRead(_ text: String) throws {
    #expect(try score(.text(text)) == 92.37)
  }

  @Test(arguments: ["17,5/18", "92,37 %", "92,37/99", "12/5 điểm", "92,37 và 91", "đang rà soát"])
  func numberWithSomethingElse_isAFault(_ text: String) throws {
    #expect(try problem(.text(text))?.reason == .notANumber)
  }

  @Test func wordsAndDashes_forNoScore_areEmptyAndRemarked() throws {
    let words = [
      "-", "–", "…", "...", "x", "KPS", "Chưa đánh giá", "không phát sinh", "Không có hồ sơ", "n/a", "/",
    ]
    let result = try table([0] + words.map { .text($0) }).read()
    #expect(result.problems.isEmpty)
    #expect(result.scores == ["2025-11-17 U0 total 0.0"])
    #expect(
      result.kinds == [.missingMarks(["-", "–", "…", "...", "x"], count: words.count)])
    #expect(result.heldBackUnitCount == words.count)
  }

  @Test func raisedCharacters_areMarksOfFootnotes() throws {
    let name = WorkbookFile.Cell.raw(
      "t=\"inlineStr\"",
      "<is><r><t>Sở A</t></r><r><rPr><vertAlign val=\"superscript\"/></rPr><t>1</t></r><r><t xml:space=\"preserve\"> x</t></r></is>"
    )
    let file = WorkbookFile([["Ngày", "Đơn vị", "Tổng điểm"], ["17/11/2025", name, 90]])
    #expect(try file.read().history.units.map(\.name) == ["Sở A x"])
  }

  @Test(arguments: [
    WorkbookFile.Cell.raw("t=\"str\"", "<f>A1</f><v>92,37</v>"),
    .raw("t=\"inlineStr\"", "<is><t>92,37</t></is>"),
    .raw(
      "t=\"inlineStr\"",
      "<is><r><rPr><b/></rPr><t>92</t></r><r><t xml:space=\"preserve\">,37 </t></r><rPh><t>9</t></rPh></is>"),
    .raw("", "<f>SUM(1)</f><v>92.37</v>"), .raw("t=\"n\"", "<v>92.37</v><extLst><v>1</v></extLst>"),
    .raw("t=\"inlineStr\"", "<is><t>_x000D_92,37&#10;</t></is>"),
    .raw("t=\"inlineStr\"", "<is><t><![CDATA[92.37]]></t></is>"),
  ])
  func score_inAnyKindOfCell_isTheSame(_ cell: WorkbookFile.Cell) throws {
    #expect(try score(cell) == 92.37)
  }

  @Test func sharedTexts_areFound() throws {
    var file = WorkbookFile([
      [.raw("t=\"s\"", "<v>0</v>"), .raw("t=\"s\"", "<v>1</v>"), "Tổng điểm"],
      ["17/11/2025", .raw("t=\"s\"", "<v>2</v>"), 90],
    ])
    let relation =
      "<Relationship Id=\"t\" Type=\"http://x/sharedStrings\" Target=\"/xl/texts.xml\"/></Relationships>"
    let old = file.allParts.first { $0.name == "xl/_rels/workbook.xml.rels" }!.text
    file.parts = [
      ("xl/_rels/workbook.xml.rels", old.replacing("</Relationships>", with: relation)),
      (
        "xl/texts.xml",
        "<x:sst xmlns:x=\"x\"><x:si><x:t>Ngày</x:t></x:si><x:si><x:r><x:t>Đơn </x:t></x:r><x:r><x:t>vị</x:t></x:r></x:si><x:si><x:t>Sở &amp; Ban &quot;A&quot;</x:t></x:si></x:sst>"
      ),
    ]
    #expect(try file.read().scores == ["2025-11-17 Sở & Ban \"A\" total 90.0"])
    file.parts[1].text = "<sst/>"
    #expect(file.failure == .workbook(.damaged(.brokenReference("A1"), part: "xl/worksheets/sheet1.xml")))
  }

  private func problem(_ cell: WorkbookFile.Cell) throws -> RowProblem? {
    try table([50, cell]).read().problems.first
  }

  @Test func faultyCells_areNamedWithSheetCellAndColumn() throws {
    let share = try problem(.number("0.701", style: 3))
    #expect(share?.reason == .notANumber && share?.value == "70.1%")
    #expect(share?.columnName == "Tổng điểm" && share?.column == 3)
    let date = try problem(.day(2025, 11, 9))
    #expect(date?.reason == .notANumber && date?.value == "2025-11-09")
    let formula = try problem(.raw("", "<f>SUM(D2:H2)</f>"))
    #expect(formula?.reason == .formulaWithoutValue && formula?.value == "=SUM(D2:H2)")
    #expect(formula?.unit == "U1" && formula?.day == Day(year: 2025, month: 11, day: 17))
    #expect(try problem(.raw("", "<f>SUM(D2:H2)</f><v/>"))?.reason == .formulaWithoutValue)
    #expect(try problem(.raw("t=\"e\"", "<v>#DIV/0!</v>"))?.value == "#DIV/0!")
    #expect(try problem(.raw("t=\"b\"", "<v>1</v>"))?.value == "TRUE")
    #expect(try problem(100.5)?.reason == .aboveMaximum(100))
    #expect(try problem(-1)?.reason == .belowZero)
    let result = try table([50, "abc"]).read()
    #expect(result.places?[result.problems[0].line]?.description == "Sheet1!C3")
  }

  @Test func notAvailable_isEmptyAndRemarked() throws {
    let result = try table([50, .raw("t=\"e\"", "<v>#N/A</v>")]).read()
    #expect(result.problems.isEmpty)
    #expect(result.kinds == [.notAvailable(count: 1)])
  }

  @Test func emptyResultOfFormula_isEmpty() throws {
    let result = try table([50, .raw("t=\"str\"", "<f>IF(1,\"\")</f><v></v>")]).read()
    #expect(result.problems.isEmpty && result.heldBackUnits.map(\.name) == ["U1"])
  }

  // MARK: Days

  private func days(
    _ cells: [WorkbookFile.Cell], from1904: Bool = false
  ) throws -> (days: [String], problems: [RowProblem]) {
    var file = WorkbookFile(
      [["Ngày", "Đơn vị", "Tổng điểm"], ["1/1/2025", "A", 50]] + cells.map { [$0, "B", 50] })
    file.countsFrom1904 = from1904
    let result = try file.read()
    guard let unit = result.history.unit(named: "B") else { return ([], result.problems) }
    return (result.history.series(unit: unit, indicator: .total).map(\.day.description), result.problems)
  }

  @Test(arguments: [
    WorkbookFile.Cell.number("45978", style: 1), .number("45978.75", style: 1), .number("45978", style: 4),
    "17/11/2025",
    "17-11-2025", "17.11.2025", "2025-11-17", "Tuần 17/11/2025", "ngày 17 tháng 11 năm 2025",
    .raw("t=\"d\"", "<v>2025-11-17T00:00:00</v>"),
  ])
  func day_inAnyForm_isTheSame(_ cell: WorkbookFile.Cell) throws {
    #expect(try days([cell]).days == ["2025-11-17"])
  }

  @Test func day_countsFrom1900Or1904() throws {
    #expect(try days([.number("44516", style: 1)], from1904: true).days == ["2025-11-17"])
    #expect(
      try days([.number("59", style: 1), .number("61", style: 1), .number("1", style: 1)]).days == [
        "1900-01-01", "1900-02-28", "1900-03-01",
      ])
    #expect(
      try days([.number("60", style: 1)]).problems.first?.reason
        == .date(.impossible(year: 1900, month: 2, day: 29)))
  }

  @Test(arguments: [
    WorkbookFile.Cell.number("45978"), .number("45978", style: 2), .number("0.5", style: 5), "Tuần 46",
    "17/13/2025",
  ])
  func whatIsNoDay_isNotGuessed(_ cell: WorkbookFile.Cell) throws {
    let (days, problems) = try days([cell])
    #expect(days.isEmpty)
    #expect(problems.count == 1 && problems.first?.columnName == "Ngày" && problems.first?.column == 1)
  }

  @Test func faultOfARow_isToldOnce() throws {
    let file = WorkbookFile([
      ["Ngày", "Đơn vị", "Số hóa", "Hài lòng", "Tổng điểm"], ["17/11/2025", "A", 20, 17, 90],
      ["31/11/2025", "A", 20, 17, 90],
      ["17/11/2025", "", 20, 17, 90],
    ])
    let result = try file.read()
    #expect(
      result.problems.map(\.reason) == [.date(.impossible(year: 2025, month: 11, day: 31)), .missing(.unit)])
    #expect(result.problems.map { result.places?[$0.line]?.cell } == ["A3", "B4"])
  }

  @Test func unknownColumnsOfNumbers_areNamedAsInOtherFiles() throws {
    let file = WorkbookFile([
      ["Ngày", "Đơn vị", "Tổng điểm", "Số hồ sơ", "Lãnh đạo"], ["17/11/2025", "A", 90, 120, "Ông B"],
      ["17/11/2025", "B", 90, 80, "Bà C"],
    ])
    let result = try file.read()
    #expect(
      result.unknownIndicators == [UnknownIndicator(name: "Số hồ sơ", column: nil, firstLine: 2, count: 2)])
    #expect(result.places?[2]?.cell == "D2")
  }

  // MARK: Formats

  @Test(arguments: [
    ("General", CellFormat.Kind.number, 0), ("0.00", .number, 2), ("#,##0.00_);(#,##0.00)", .number, 2),
    ("0.0%", .percent, 1), ("dd/mm/yyyy", .date, 0), ("[$-42A]dd mmmm yyyy;@", .date, 0),
    ("mmm-yy", .date, 0),
    ("h:mm AM/PM", .time, 0), ("[h]:mm", .time, 0), ("mm:ss.0", .time, 0), ("dd/mm hh:mm", .date, 0),
    ("\"ngày\" 0", .number, 0), ("0.0\\d", .number, 1), ("[Red]0.00;[Blue]-0.00", .number, 2),
    ("@", .number, 0),
    ("\"", .number, 0), ("[", .number, 0), ("0.##", .number, 0),
  ])
  func format_tellsTheKindOfNumber(_ code: String, _ kind: CellFormat.Kind, _ decimals: Int) {
    let format = CellFormat(code: code)
    #expect(format.kind == kind && format.decimals == decimals)
  }

  @Test func builtInFormats_areDatesFrom14() {
    #expect([14, 15, 16, 17, 22].allSatisfy { CellFormat(builtIn: $0).kind == .date })
    #expect([18, 19, 20, 21, 45, 46, 47].allSatisfy { CellFormat(builtIn: $0).kind == .time })
    #expect([9, 10].allSatisfy { CellFormat(builtIn: $0).kind == .percent })
    #expect(CellFormat(builtIn: 2).decimals == 2)
  }
}
