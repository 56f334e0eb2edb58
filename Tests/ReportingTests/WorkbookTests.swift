import Scorecard
import Testing

@testable import Reporting

@Suite struct WorkbookTests {
  let workbook = WorkbookSample.workbook()

  private func sheet(_ name: String) throws -> Sheet {
    try #require(workbook.sheets.first { $0.name == name })
  }

  /// The cell that holds a text or number.
  private func cell(_ content: Cell.Content, in sheet: Sheet) throws -> (place: Sheet.Place, style: CellStyle)
  {
    let found = sheet.cells.filter { $0.value.content == content }.min { $0.key < $1.key }
    let (place, cell) = try #require(found)
    return (place, cell.style)
  }

  @Test func everySectionHasASheetAndTheNumbersOfChartsStandLast() {
    #expect(
      workbook.sheets.map(\.name) == [
        "Tổng quan", "Vị trí dẫn đầu và các địa…", "Các chỉ số", "Xã, phường", "Xã, phường, tỷ lệ",
        "Số liệu biểu đồ",
      ])
    #expect(workbook.sheets[1].heading == "Vị trí dẫn đầu và các địa phương bám sát")
  }

  // MARK: Cells

  @Test func numbersAreNumbersWithTheFormatOfTheirQuantity() throws {
    let rivals = try sheet("Vị trí dẫn đầu và các địa…")
    #expect(try cell(.number(91.98), in: rivals).style.numberFormat == "#,##0.00;\"−\"#,##0.00")
    #expect(try cell(.number(0.32), in: rivals).style.numberFormat == "0\\ %;\"−\"0\\ %")
    #expect(try cell(.number(0.701), in: rivals).style.numberFormat == "0.0\\ %;\"−\"0.0\\ %")
    let headline = try cell(.number(92.37), in: sheet("Tổng quan")).style
    #expect(headline.isBold && headline.size > CellStyle.usualSize)
  }

  @Test func aChangeThatRoundsToNothingIsZeroAndHasNoSign() throws {
    let style = try cell(.number(0), in: sheet("Vị trí dẫn đầu và các địa…")).style
    #expect(style.numberFormat == "+#,##0.00;\"−\"#,##0.00;#,##0.00")
    #expect(style.color == CellColor.text)
  }

  @Test(arguments: [(Language.vi, "dd\\/mm\\/yyyy"), (.en, "[$-409]d mmm yyyy")])
  func daysAreDays(language: Language, format: String) throws {
    // 17 November 2025 is day 45,978 of workbooks.
    let sheets = WorkbookSample.workbook(language).sheets
    #expect(try cell(.number(45_978), in: sheets[1]).style.numberFormat == format)
  }

  @Test func aMarkStandsBehindItsNumber() {
    let style = NumberStyle(language: .vi)
    let text = style.changeText(0.06, .plain, mark: "*")
    #expect(text.plain == "+0,06*")
    let cell = Cell(text, .entry, language: .vi)
    #expect(cell.content == .number(0.06))
    #expect(cell.style.numberFormat == "+#,##0.00\"*\";\"−\"#,##0.00\"*\";#,##0.00\"*\"")
  }

  @Test func pointsKeepTheDecimalsThatTheyHave() {
    let say = Phrasing(.vi)
    #expect(say.pointsText(18).quantity == Quantity(18, .decimal(places: 0)))
    #expect(say.pointsText(12.5).quantity == Quantity(12.5, .decimal(places: 1)))
    #expect(say.pointsText(12.5).plain == "12,5")
  }

  @Test func whatLooksLikeAFormulaIsAText() throws {
    let rivals = try sheet("Vị trí dẫn đầu và các địa…")
    _ = try cell(.text("=HYPERLINK(\"x\")"), in: rivals)
    _ = try cell(.text("•  =1+1"), in: rivals)
  }

  @Test func meaningIsKeptAsColourAndWeightOfTheStretchThatCarriesIt() throws {
    let rivals = try sheet("Vị trí dẫn đầu và các địa…")
    let unlikely = try cell(.text("<1\u{A0}%"), in: rivals).style
    #expect(unlikely.color == CellColor.bad && unlikely.isBold && unlikely.side == .trailing)
    let runs = rivals.cells.values.compactMap { cell -> [Text.Run]? in
      if case .runs(let runs) = cell.content { runs } else { nil }
    }
    #expect(runs.contains { $0.map(\.emphasis) == [.plain, .bad] })
  }

  @Test func controlCharactersAreLeftOut() {
    #expect(Cell("a\u{1}b\tc\u{FFFE}", .body, language: .vi).content == .text("ab c"))
  }

  // MARK: Layout

  @Test func columnsInWhichNothingStandsAreLeftOut() throws {
    let texts = try sheet("Vị trí dẫn đầu và các địa…").cells.values.map(\.content)
    #expect(texts.contains(.text("Ghi chú")) && !texts.contains(.text("Trống")))
  }

  @Test func aLongTableStaysUnderItsHeaderAndCanBeFiltered() throws {
    let units = try sheet("Xã, phường")
    let header = try cell(.text("Hạng"), in: units).place.row
    #expect(units.frozen == Sheet.Place(row: header + 1, column: 0))
    #expect(units.filtered == Sheet.Area(rows: header...(header + 30), columns: 0...2))
    #expect(units.cells[.init(row: header + 30, column: 1)]?.content == .text("Xã 30"))
    #expect(units.repeatedRows == nil)
  }

  @Test func aTableThatGoesOverAPageRepeatsItsHeader() {
    let style = NumberStyle(language: .vi)
    let document = Document(language: .vi, [.table(WorkbookSample.units(style, 70))])
    let sheet = WorkbookRenderer().workbook(document, title: "T", day: WorkbookSample.day).sheets[0]
    #expect(sheet.repeatedRows == 0...0)
  }

  @Test func aChartThatFitsOnNoRestOfAPageBeginsTheNext() throws {
    let units = try sheet("Xã, phường")
    #expect(units.pageBreaks == units.charts.map(\.place.row))
    #expect(try sheet("Tổng quan").pageBreaks.isEmpty)
  }

  @Test func mergedCellsHoldNothingBesideTheFirstAndDoNotOverlap() {
    for sheet in workbook.sheets {
      var taken: Set<Sheet.Place> = []
      for area in sheet.merged {
        for row in area.rows {
          for column in area.columns {
            #expect(taken.insert(.init(row: row, column: column)).inserted)
            if column > area.columns.lowerBound {
              #expect(sheet.cells[.init(row: row, column: column)]?.content ?? .blank == .blank)
            }
          }
        }
      }
    }
  }

  @Test func sheetsTooWideForAnUprightPageLieOnTheirSide() {
    let columns = (0..<12).map { Table.Column(Text("Chỉ số thành phần thứ " + String($0))) }
    let table = Table(columns: columns, rows: [columns.map { _ in Text("một ghi chú ngắn") }])
    func isLandscape(_ blocks: [Document.Block]) -> Bool {
      WorkbookRenderer().workbook(Document(language: .vi, blocks), title: "", day: WorkbookSample.day).sheets[
        0
      ]
      .isLandscape
    }
    #expect(isLandscape([.table(table)]))
    #expect(!isLandscape([.paragraph("một ghi chú ngắn")]))
  }

  // MARK: Charts

  @Test func chartsAreDrawnOfCellsOfTheirSheet() throws {
    let numbers = try sheet("Số liệu biểu đồ")
    let charts = workbook.sheets.flatMap(\.charts)
    #expect(charts.map(\.kind) == [.lines, .lines, .stackedBars, .slopes])
    #expect(charts.map(\.title) == ["Tổng điểm", "Bám sát", "Dư địa", "Thứ hạng"])
    for series in charts.flatMap(\.series) {
      guard case .text = numbers.cells[series.name]?.content else {
        Issue.record("a series without a name")
        continue
      }
      #expect(series.values.rows.count == series.categories.rows.count)
      #expect(series.values.columns.count == series.categories.columns.count)
      let values = series.values.rows.flatMap { row in
        series.values.columns.map { Sheet.Place(row: row, column: $0) }
      }
      let known = values.filter { if case .number = numbers.cells[$0]?.content { true } else { false } }
      #expect(
        known.first == values.first && known.last == values.last, "a series begins and ends with a number")
    }
  }

  @Test func aForecastBeginsWhereItsHistoryEnds() throws {
    let numbers = try sheet("Số liệu biểu đồ")
    let fan = try #require(workbook.sheets[0].charts.first)
    let last = fan.series[0].values.rows.upperBound
    for series in fan.series.dropFirst().dropLast() {
      #expect(series.values.rows.lowerBound == last)
      #expect(
        numbers.cells[.init(row: last, column: series.values.columns.lowerBound)]?.content == .number(92.37))
    }
    #expect(fan.series.map(\.isNamed) == [true, true, true, false, true, false, true])
  }

  @Test func reportsOnOtherDaysStandOnTheirDays() throws {
    let numbers = try sheet("Số liệu biểu đồ")
    let chart = try #require(workbook.sheets[1].charts.first)
    let rival = try #require(chart.series.first { $0.color == CellColor.others[0] })
    #expect(rival.values.rows.count == 3, "its two reports, and one of the unit between them")
    #expect(
      numbers.cells[.init(row: rival.categories.rows.lowerBound, column: 0)]?.content == .number(45_968))
  }

  @Test func aHeatMapIsAGridOfNumbersUnderAFrozenHeader() throws {
    let heat = try sheet("Xã, phường, tỷ lệ")
    let scale = try #require(heat.scales.first)
    #expect(scale.area.rows.count == 40 && scale.area.columns == 2...3 && scale.maximum == 1)
    #expect(heat.cells[.init(row: scale.area.rows.lowerBound, column: 2)]?.content == .number(0.9))
    #expect(heat.cells[.init(row: scale.area.rows.lowerBound + 2, column: 3)]?.content == .blank)
    #expect(heat.frozen == Sheet.Place(row: scale.area.rows.lowerBound, column: 1))
    #expect(heat.charts.isEmpty)
  }

  // MARK: Names of sheets

  @Test func namesOfSheetsAreShortDifferAndHoldNoReservedCharacter() {
    var names = SheetNames()
    let given = [
      "Xã: phường / [2]*?\\", "Tổng quan", "TỔNG QUAN", "'Sở'", "History", "",
      String(repeating: "rất ", count: 20), String(repeating: "rất ", count: 20),
      String(repeating: "👩‍👩‍👧", count: 9), "\u{1}",
    ]
    let made = given.map { names.unused($0) }
    #expect(Set(made.map { $0.lowercased() }).count == given.count)
    for name in made {
      #expect(!name.isEmpty && name.utf16.count <= 31)
      #expect(!name.contains { "[]:*?/\\".contains($0) })
      #expect(!name.contains("'") && name.lowercased() != "history")
    }
    #expect(made[1] == "Tổng quan" && made[2] == "TỔNG QUAN (2)" && made[3] == "’Sở’")
  }
}
