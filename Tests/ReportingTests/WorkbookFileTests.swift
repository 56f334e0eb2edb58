import Foundation
import Testing

@testable import Reporting
@testable import Scorecard

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// The bytes; they need libxlsxwriter, as the package does.
@Suite struct WorkbookFileTests {
  private func bytes(_ document: Document, title: String = "T") throws -> [UInt8] {
    try WorkbookRenderer().render(document, title: title, day: WorkbookSample.day)
  }

  @Test func aWorkbookIsAZipArchiveAndTheSameEveryTime() throws {
    let first = try bytes(WorkbookSample.document)
    #expect(first.starts(with: [0x50, 0x4B, 3, 4]))
    #expect((15_000...60_000).contains(first.count))
    #expect(try bytes(WorkbookSample.document) == first)
    let other = try WorkbookRenderer().render(
      WorkbookSample.document, title: "T", day: WorkbookSample.day.adding(days: 7))
    #expect(other != first, "the day is part of it")
  }

  @Test(arguments: 1...12) func anyContentCanBeWritten(seed: Int) throws {
    var generator = ContentGenerator(seed: UInt64(seed))
    var document = generator.document()
    for _ in 0..<3 {
      document.append(.heading(level: 2, generator.text()))
      document.append(.table(generator.table()))
      document.append(.keyFigures([KeyFigure(generator.text(), generator.text(), generator.text())]))
    }
    #expect(try bytes(document, title: generator.text().plain).count > 3_000)
  }

  @Test func longTextsAndTitlesAreCutAndNotRefused() throws {
    let long = String(repeating: "Bắc Ninh & 👩‍👩‍👧 ", count: 9_000)
    let document = Document(
      language: .vi,
      [.heading(level: 2, Text(long)), .paragraph(Text(long) + Text(long, .bad)), .note(Text(long))])
    #expect(try bytes(document, title: long).count > 3_000)
  }

  @Test func anEmptyDocumentIsAnEmptyWorkbook() throws {
    #expect(try bytes(Document(language: .en)).starts(with: [0x50, 0x4B]))
  }

  // MARK: Read back

  @Test func everyCellReadsBackAsWhatItIs() throws {
    let workbook = WorkbookSample.workbook()
    let package = try WorkbookPackage(try bytes(WorkbookSample.document))
    #expect(package.sheets.map(\.name) == workbook.sheets.map(\.name))
    #expect(package.saved == WorkbookSample.day)
    var budget = 100_000
    for (written, sheet) in zip(workbook.sheets, package.sheets) {
      let part = try package.archive.part(try #require(sheet.part))
      let grid = try SheetGrid(part, of: package, budget: &budget)
      for (place, cell) in written.cells {
        let found = grid.row(numbered: place.row + 1).flatMap { grid.cell($0, place.column + 1) }
        switch cell.content {
        case .blank: #expect(found.map { grid.text($0) } ?? "" == "")
        case .text(let text): expect(found, in: grid, reads: text)
        case .runs(let runs): expect(found, in: grid, reads: runs.map(\.string).joined())
        case .number(let number):
          let found = try #require(found)
          #expect(found.content == .number)
          if cell.style.numberFormat == Quantity.dateFormat(in: .vi) {
            #expect(try grid.day(found)?.get().ordinal == Int(number) - 25_569)
          } else {
            let text = grid.text(found)
            let value = Double(text.replacing("%", with: "")).map { text.hasSuffix("%") ? $0 / 100 : $0 }
            #expect(abs(try #require(value) - number) < 0.006)
          }
        }
      }
    }
  }

  private func expect(_ cell: SheetGrid.Cell?, in grid: SheetGrid, reads text: String) {
    guard let cell else {
      Issue.record("nothing where “\(text)” was written")
      return
    }
    #expect(cell.content == .sharedText || cell.content == .text)
    #expect(grid.text(cell) == NameKey.spelling(text))
  }

  @Test func allPartsAreWellFormedWhateverUnitsAreCalled() throws {
    let name = "=1+1 <&\"'>\u{1}\u{FFFE} 'Sở'"
    let points = WorkbookSample.points([91, 92])
    let charts: [Chart] = [
      .fan(
        FanChart(
          name: name, history: points, forecast: WorkbookSample.forecast,
          targets: [.init(score: 93, day: WorkbookSample.day, label: name)], maximum: 100)),
      .convergence(ConvergenceChart(lines: [.init(name: name, isOwn: true, history: points, forecast: [])])),
      .headroom(HeadroomChart(bars: [.init(name: name, score: 1, maximum: 2, change: nil, required: nil)])),
      .slope(
        SlopeChart(
          before: WorkbookSample.day, now: WorkbookSample.day.adding(days: 7),
          lines: [.init(name: name, before: 1, now: 1, score: 90, isMarked: true)])),
      .heatMap(HeatMap(columns: [name], rows: [.init(name: name, total: nil, ratios: [nil])])),
    ]
    let figures = charts.map { Document.Block.figure(Figure(title: name, description: name, chart: $0)) }
    let document = Document(
      language: .en, [.heading(level: 2, Text(name)), .paragraph(Text(name))] + figures)
    let archive = try ZipArchive(try bytes(document, title: name))
    let charted = (1...4).map { "xl/charts/chart\($0).xml" }
    let others = [
      "workbook", "sharedStrings", "styles", "worksheets/sheet1", "worksheets/sheet2", "drawings/drawing1",
    ]
    for part in charted + others.map({ "xl/\($0).xml" }) + ["docProps/core.xml", "docProps/app.xml"] {
      let reader = try archive.part(part)
      var bytes: [UInt8] = []
      while try reader.append(to: &bytes) {}
      #expect(XMLParser(data: Data(bytes)).parse(), "\(part)")
    }
  }

  // MARK: Words

  @Test func whatFailsIsToldWithThePathAndACure() {
    for error in [WorkbookWriteError.notInstalled, .notMade(reason: "No space left on device")] {
      let (vi, en) = (error.message(path: "a.xlsx", in: .vi), error.message(path: "a.xlsx", in: .en))
      #expect(vi != en && vi.hasPrefix("a.xlsx: ") && en.hasPrefix("a.xlsx: "))
      #expect([vi, en].allSatisfy { $0.contains("libxlsxwriter-dev") || $0.contains("TMPDIR") })
    }
  }
}
