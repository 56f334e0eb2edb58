import Foundation
import Testing

@testable import Scorecard

/// Whatever is wrong with a workbook is a typed error, and never a crash.
@Suite struct WorkbookFaultTests {
  private let good = WorkbookFile([["Ngày", "Đơn vị", "Tổng điểm"], ["17/11/2025", "A", 90]])

  private func damage(_ file: WorkbookFile) -> WorkbookError.Damage? {
    if case .workbook(.damaged(let damage, _)) = file.failure { damage } else { nil }
  }

  private func sheet(_ text: String) -> WorkbookFile {
    var file = good
    file.parts = [("xl/worksheets/sheet1.xml", text)]
    return file
  }

  // MARK: Other formats

  /// A compound file with a stream of this name.
  private func compound(_ name: String) -> [UInt8] {
    var bytes = [0xD0, 0xCF, 0x11, 0xE0] + [UInt8](repeating: 0, count: 2556)
    for (position, letter) in name.utf8.enumerated() { bytes[1024 + 2 * position] = letter }
    bytes[1024 + 64] = UInt8(2 * name.utf8.count + 2)
    bytes[1024 + 66] = 2
    return bytes
  }

  @Test func otherFormats_areNamed() {
    #expect(failure(compound("Workbook")) == .workbook(.oldFormat))
    #expect(failure(compound("EncryptedPackage")) == .workbook(.passwordProtected))
    #expect(failure(compound("WordDocument")) == .workbook(.otherDocument(.otherOffice)))
    func archive(_ names: [String]) -> IngestError? {
      failure(WorkbookFile.archive(names.map { ($0, Array("x".utf8)) }))
    }
    #expect(archive(["xl/workbook.bin"]) == .workbook(.otherDocument(.binaryWorkbook)))
    #expect(archive(["word/document.xml"]) == .workbook(.otherDocument(.otherOffice)))
    #expect(archive(["báo cáo.xlsx"]) == .workbook(.otherDocument(.archive)))
    #expect(archive(["../../etc/passwd", "/x", "C:\\x"]) == .workbook(.otherDocument(.archive)))
    let table = WorkbookFile.archive([
      ("mimetype", Array("application/vnd.oasis.opendocument.spreadsheet".utf8)), ("content.xml", [0x20]),
    ])
    #expect(failure(table) == .workbook(.otherDocument(.openDocument)))
  }

  @Test(arguments: [
    ("<html><table>", FileSignature.html), ("\u{FEFF}\n <!DOCTYPE html><html>", .html),
    ("<TABLE border=1>", .html),
    ("MIME-Version: 1.0\nContent-Type: multipart/related", .html), ("<?xml version=\"1.0\"?><html>", .html),
    ("<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?><Workbook>", .xmlWorkbook),
  ])
  func markupUnderTheNameOfAWorkbook_isNamed(_ text: String, _ format: FileSignature) {
    #expect(failure(Array(text.utf8)) == .otherFormat(format))
    let wide = text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    #expect(failure([0xFF, 0xFE] + wide) == .otherFormat(format))
  }

  // MARK: Packages

  @Test func partsThatLack_areNamed() {
    for name in [
      "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/worksheets/sheet1.xml", "xl/styles.xml",
    ] {
      let parts = good.allParts.filter { $0.name != name }.map { ($0.name, Array($0.text.utf8)) }
      #expect(failure(WorkbookFile.archive(parts)) == .workbook(.damaged(.missing, part: name)))
    }
    let twice = (good.allParts + [("XL/Workbook.xml", "<workbook/>")]).map { ($0.0, Array($0.1.utf8)) }
    #expect(failure(WorkbookFile.archive(twice)) == .workbook(.damaged(.missing, part: "xl/workbook.xml")))
  }

  @Test(arguments: ["../../../etc/passwd", "file:///etc/passwd", "http://example.org/sheet.xml", "..\\x.xml"])
  func linksThatLeadOut_areRefused(_ target: String) {
    var file = good
    file.parts = [
      (
        "xl/_rels/workbook.xml.rels",
        "<Relationships><Relationship Id=\"rId1\" Type=\"x/worksheet\" Target=\"\(target)\"/></Relationships>"
      )
    ]
    #expect(damage(file) == .outsideLink(target))
  }

  @Test func changedByte_breaksTheChecksum() {
    var bytes = good.bytes
    let place = bytes.firstRange(of: Array("17/11/2025".utf8))!.lowerBound
    bytes[place] = UInt8(ascii: "2")
    #expect(failure(bytes) == .workbook(.damaged(.packed, part: "xl/worksheets/sheet1.xml")))
  }

  @Test func bombs_areStopped() throws {
    #expect(try failure(fixture("bomb.xlsx")) == .workbook(.tooLarge(.ratio(limit: ZipArchive.ratioLimit))))
  }

  // MARK: XML

  @Test(arguments: [
    "", "<worksheet>", "<worksheet></sheet>", "<worksheet><a></worksheet>", "<worksheet/><worksheet/>",
    "text",
    "<worksheet><sheetData><row r=\"1\"><c t=\"inlineStr\"><is><t>&nbsp;</t></is></c></row></sheetData></worksheet>",
    "<worksheet a></worksheet>", "<worksheet a=1/>", "<worksheet a=\"<\"/>", "<worksheet", "<", "<!-- ",
    "<worksheet><![CDATA[x</worksheet>",
    "<worksheet><sheetData><row r=\"1\"><c t=\"str\"><v>&#0;</v></c></row></sheetData></worksheet>",
    "\u{FEFF}<worksheet",
  ])
  func markup_thatIsMalformed_isRefused(_ text: String) {
    guard case .markup? = damage(sheet(text)) else {
      Issue.record("\(text): \(String(describing: sheet(text).failure))")
      return
    }
  }

  @Test func documentTypes_areRefusedAndNothingIsExpanded() {
    let bomb =
      "<!DOCTYPE w [<!ENTITY a \"\(String(repeating: "x", count: 1000))\"><!ENTITY b \"&a;&a;&a;\">]><worksheet>&b;</worksheet>"
    #expect(damage(sheet(bomb)) == .documentType)
    #expect(damage(sheet("<!DOCTYPE w SYSTEM \"file:///etc/passwd\"><worksheet/>")) == .documentType)
  }

  @Test func nesting_hasALimit() {
    let deep = String(repeating: "<a>", count: 200_000)
    #expect(damage(sheet("<worksheet>\(deep)")) == .nesting)
  }

  @Test func longTags_areRefused_longTextsAreNot() throws {
    let long = String(repeating: "x", count: 2 << 20)
    guard case .markup? = damage(sheet("<worksheet a=\"\(long)\"/>")) else {
      Issue.record("a tag of two megabytes")
      return
    }
    var file = good
    file.sheets[0].rows.append(["17/11/2025", .text(String(repeating: "ệ&", count: 100_000)), 90])
    #expect(try file.read().history.units.count == 2)
  }

  @Test(arguments: [
    ("XFE1", "XFE1"), ("A1048577", "A1048577"), ("A0", "A0"), ("1A", "1A"), ("", ""),
    ("AAAAAAAAAAAA1", "AAAAAAAAAAAA1"),
  ])
  func cells_outOfRange_areRefused(_ reference: String, _ named: String) {
    let text =
      "<worksheet><sheetData><row r=\"1\"><c r=\"\(reference)\"><v>1</v></c></row></sheetData></worksheet>"
    #expect(damage(sheet(text)) == .cellOutOfRange(named))
  }

  @Test func cells_inAnyOrder_areReadAndTwiceAreRefused() throws {
    func cell(_ place: String, _ text: String) -> String {
      "<c r=\"\(place)\" t=\"inlineStr\"><is><t>\(text)</t></is></c>"
    }
    let rows =
      "<row r=\"1048576\">\(cell("C1048576", "90"))\(cell("A1048576", "17/11/2025"))\(cell("B1048576", "A"))</row>"
      + "<row r=\"1\">\(cell("C1", "Tổng điểm"))\(cell("B1", "Đơn vị"))\(cell("A1", "Ngày"))\(cell("XFD1", "x"))</row>"
    let result = try sheet("<worksheet><sheetData>\(rows)</sheetData></worksheet>").read()
    #expect(result.scores == ["2025-11-17 A total 90.0"])
    #expect(result.places?[1]?.cell == "C1048576")
    #expect(
      damage(
        sheet("<worksheet><sheetData>\(rows)<row r=\"1\">\(cell("B1", "x"))</row></sheetData></worksheet>"))
        == .repeatedCell("B1"))
  }

  @Test func emptyRowsAndWideMerges_takeNoMemoryOfTheirOwn() throws {
    var file = good
    file.sheets[0].merges = ["D5:XFD1048576", "A1:XFD1", "A2:XFD3", "C1:C2", "B7", "ZZZZZ1:A1"]
    let rows = (3...60_000).map { "<row r=\"\($0)\" ht=\"15\"><c r=\"A\($0)\" s=\"1\"/></row>" }.joined()
    let text = file.allParts.first { $0.name == "xl/worksheets/sheet1.xml" }!.text
    file.parts = [("xl/worksheets/sheet1.xml", text.replacing("</sheetData>", with: rows + "</sheetData>"))]
    #expect((try? file.read().history.count) ?? 1 == 1)
  }

  @Test func empty_isSaid() {
    #expect(WorkbookFile([[]]).failure == .workbook(.noSheet))
    #expect(WorkbookFile([["Ngày", "Đơn vị", "Tổng điểm"]]).failure?.remarks == [.noRows])
    #expect(WorkbookFile([["xin chào"]]).failure?.remarks == [.noHeader])
    let unusable = WorkbookFile([["Ngày", "Đơn vị", "Tổng điểm"], ["17/11/2025", "A", "abc"]]).failure
    guard case .inWorkbook(.noUsableRow(let problems, 1, _, _), let places)? = unusable else {
      Issue.record("\(String(describing: unusable))")
      return
    }
    #expect(places[problems[0].line]?.description == "Sheet1!C2")
  }

  // MARK: Damage at random

  /// `FUZZ_COUNT=10000 swift test --filter WorkbookFaultTests` damages for longer.
  private static let damages = ProcessInfo.processInfo.environment["FUZZ_COUNT"].flatMap { Int($0) } ?? 100

  /// What reading gives: a number of scores, or none.
  private func outcome(_ bytes: [UInt8]) -> Int {
    do throws(IngestError) { return try HistoryReader.read(bytes).history.count } catch { return 0 }
  }

  @Test(arguments: ["weeks.xlsx", "long.xlsx", "dates-over-components.xlsx"])
  func files_cutOffOrChanged_neverCrash(_ name: String) throws {
    let bytes = try fixture(name)
    var generator = SeededGenerator(state: 46)
    for _ in 0..<Self.damages / 10 {
      #expect(outcome(Array(bytes[..<Int.random(in: 4..<bytes.count, using: &generator)])) == 0)
      var changed = bytes
      for _ in 0..<3 {
        changed[Int.random(in: 4..<bytes.count, using: &generator)] = UInt8.random(
          in: 0...255, using: &generator)
      }
      _ = outcome(changed)
    }
  }

  @Test func parts_changedAtRandom_neverCrash() throws {
    // Damage within what is packed, with a right checksum.
    var generator = SeededGenerator(state: 17)
    var file = good
    file.sheets = [
      .init(
        name: "Tuần 17-11-2025",
        rows: [
          ["Số liệu đến ngày 17/11/2025"], ["STT", "Đơn vị", "Số hóa (22)", "Tổng điểm"],
          [1, "A", 20.5, .number("91.25", style: 2)],
          [2, "B", .raw("", "<f>A1</f>"), .raw("t=\"e\"", "<v>#N/A</v>")], ["", "Trung bình", 20, 90],
        ], merges: ["A1:D1", "A2:A2", "B3:B4"])
    ]
    let parts = file.allParts.map { ($0.name, Array($0.text.utf8)) }
    for _ in 0..<Self.damages {
      var changed = parts
      let part = Int.random(in: 1..<parts.count, using: &generator)
      for _ in 0..<Int.random(in: 1...4, using: &generator) where !changed[part].1.isEmpty {
        let place = Int.random(in: 0..<changed[part].1.count, using: &generator)
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: changed[part].1[place] = UInt8.random(in: 0...255, using: &generator)
        case 1: changed[part].1.remove(at: place)
        case 2:
          changed[part].1.insert(Array("<>&\"'/=09-:".utf8).randomElement(using: &generator)!, at: place)
        default:
          let end = min(place + Int.random(in: 1...60, using: &generator), changed[part].1.count)
          changed[part].1 += changed[part].1[place..<end]
          changed[part].1.removeSubrange(place..<end)
        }
      }
      _ = outcome(WorkbookFile.archive(changed))
    }
  }
}
