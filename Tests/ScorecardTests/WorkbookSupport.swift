import Foundation

@testable import Scorecard

/// A workbook made by hand: the parts as text, stored without packing.
struct WorkbookFile {
  struct Sheet {
    var name = "Sheet1"
    var rows: [[Cell]]
    var merges: [String] = []
    var hiddenRows: Set<Int> = []
    var hiddenColumns: ClosedRange<Int>?
    var state = "visible"
  }

  enum Cell: ExpressibleByStringLiteral, ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral {
    case empty
    case text(String)
    /// A number as it stands in the file, with the number of its style.
    case number(String, style: Int = 0)
    /// Attributes and content of the element.
    case raw(String, String)

    init(stringLiteral text: String) { self = text.isEmpty ? .empty : .text(text) }
    init(floatLiteral number: Double) { self = .number("\(number)", style: 0) }
    init(integerLiteral number: Int) { self = .number("\(number)", style: 0) }

    /// A day as a number, counted from 1900.
    static func day(_ year: Int, _ month: Int, _ day: Int, style: Int = 1) -> Cell {
      .number(String(Day(year: year, month: month, day: day)!.ordinal + 25_569), style: style)
    }
  }

  /// The formats of the styles from 1 on.
  static let formats = [
    "dd/mm/yyyy", "0.00", "0.0%", "[$-42A]d\\-m\\-yyyy;@", "hh:mm", "#,##0.000", "\"d\"0.0", "0", "0.##",
    "0.00E+00",
  ]

  var sheets: [Sheet]
  var parts: [(name: String, text: String)] = []
  var countsFrom1904 = false
  var saved: String?

  init(_ sheets: [Sheet]) { self.sheets = sheets }

  /// One sheet.
  init(_ rows: [[Cell]], name: String = "Sheet1", merges: [String] = []) {
    self.init([Sheet(name: name, rows: rows, merges: merges)])
  }

  var bytes: [UInt8] { Self.archive(allParts.map { ($0.name, Array($0.text.utf8)) }) }

  /// The parts; those in `parts` take the place of others.
  var allParts: [(name: String, text: String)] {
    let relations = sheets.indices.map {
      "<Relationship Id=\"rId\($0 + 1)\" Type=\"http://x/worksheet\" Target=\"worksheets/sheet\($0 + 1).xml\"/>"
    }
    let names = sheets.enumerated().map { number, sheet in
      "<sheet name=\"\(Self.escaped(sheet.name))\" sheetId=\"\(number + 1)\" state=\"\(sheet.state)\" r:id=\"rId\(number + 1)\"/>"
    }
    let codes = Self.formats.enumerated().map {
      "<numFmt numFmtId=\"\(164 + $0)\" formatCode=\"\(Self.escaped($1))\"/>"
    }
    let styles = ["<xf numFmtId=\"0\"/>"] + Self.formats.indices.map { "<xf numFmtId=\"\(164 + $0)\"/>" }
    var all = [
      ("[Content_Types].xml", "<Types/>"),
      (
        "_rels/.rels",
        "<Relationships><Relationship Id=\"rId1\" Type=\"http://x/officeDocument\" Target=\"xl/workbook.xml\"/>"
          + (saved == nil
            ? ""
            : "<Relationship Id=\"rId2\" Type=\"http://x/core-properties\" Target=\"docProps/core.xml\"/>")
          + "</Relationships>"
      ),
      (
        "xl/_rels/workbook.xml.rels",
        "<Relationships>\(relations.joined())<Relationship Id=\"s\" Type=\"http://x/styles\" Target=\"styles.xml\"/></Relationships>"
      ),
      (
        "xl/workbook.xml",
        "<?xml version=\"1.0\"?><workbook xmlns:r=\"r\"><workbookPr date1904=\"\(countsFrom1904 ? 1 : 0)\"/><sheets>\(names.joined())</sheets></workbook>"
      ),
      (
        "xl/styles.xml",
        "<styleSheet><numFmts>\(codes.joined())</numFmts><cellXfs>\(styles.joined())</cellXfs></styleSheet>"
      ),
    ]
    if let saved {
      all.append(("docProps/core.xml", "<p><d:modified xmlns:d=\"d\">\(saved)</d:modified></p>"))
    }
    for (number, sheet) in sheets.enumerated() {
      all.append(("xl/worksheets/sheet\(number + 1).xml", Self.xml(of: sheet)))
    }
    for part in parts {
      all.removeAll { $0.0 == part.name }
      all.append(part)
    }
    return all.map { (name: $0.0, text: $0.1) }
  }

  private static func xml(of sheet: Sheet) -> String {
    var rows = ""
    for (number, row) in sheet.rows.enumerated() {
      rows += "<row r=\"\(number + 1)\"\(sheet.hiddenRows.contains(number + 1) ? " hidden=\"1\"" : "")>"
      for (column, cell) in row.enumerated() {
        let place = "r=\"\(CellReference(row: number + 1, column: column + 1))\""
        switch cell {
        case .empty: break
        case .text(let text): rows += "<c \(place) t=\"inlineStr\"><is><t>\(escaped(text))</t></is></c>"
        case .number(let number, let style): rows += "<c \(place) s=\"\(style)\"><v>\(number)</v></c>"
        case .raw(let attributes, let content): rows += "<c \(place) \(attributes)>\(content)</c>"
        }
      }
      rows += "</row>"
    }
    let columns = sheet.hiddenColumns.map {
      "<cols><col min=\"\($0.lowerBound)\" max=\"\($0.upperBound)\" hidden=\"1\"/></cols>"
    }
    let merges = sheet.merges.map { "<mergeCell ref=\"\($0)\"/>" }.joined()
    return
      "<worksheet>\(columns ?? "")<sheetData>\(rows)</sheetData>\(merges.isEmpty ? "" : "<mergeCells>\(merges)</mergeCells>")</worksheet>"
  }

  static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing("\"", with: "&quot;")
  }

  // MARK: ZIP

  /// A ZIP archive of stored entries.
  static func archive(_ entries: [(name: String, bytes: [UInt8])]) -> [UInt8] {
    func little(_ number: Int, _ count: Int) -> [UInt8] {
      (0..<count).map { UInt8(number >> (8 * $0) & 0xFF) }
    }
    var (bytes, directory): ([UInt8], [UInt8]) = ([], [])
    for entry in entries {
      let name = Array(entry.name.utf8)
      let sizes =
        little(Int(crc(entry.bytes)), 4) + little(entry.bytes.count, 4) + little(entry.bytes.count, 4)
      let common =
        little(20, 2) + little(0x800, 2) + little(0, 2) + little(0, 4) + sizes + little(name.count, 2)
      directory +=
        little(0x0201_4B50, 4) + little(20, 2) + common + little(0, 12) + little(bytes.count, 4) + name
      bytes += little(0x0403_4B50, 4) + common + little(0, 2) + name + entry.bytes
    }
    let start = bytes.count
    bytes += directory
    return bytes + little(0x0605_4B50, 4) + little(0, 4) + little(entries.count, 2) + little(entries.count, 2)
      + little(directory.count, 4) + little(start, 4) + little(0, 2)
  }

  private static func crc(_ bytes: [UInt8]) -> UInt32 {
    var crc: UInt32 = 0xFFFF_FFFF
    for byte in bytes {
      crc ^= UInt32(byte)
      for _ in 0..<8 { crc = crc >> 1 ^ (crc & 1 == 1 ? 0xEDB8_8320 : 0) }
    }
    return ~crc
  }
}

extension WorkbookFile {
  func read(index: IndexDefinition = .decision766) throws(IngestError) -> IngestResult {
    try HistoryReader.read(bytes, index: index)
  }

  var failure: IngestError? { ScorecardTests.failure(bytes) }
}

/// The bytes of a file of the folder `Fixtures`.
func fixture(_ name: String) throws -> [UInt8] {
  let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Fixtures")
  return [UInt8](try Data(contentsOf: folder.appendingPathComponent(name)))
}

extension IngestResult {
  /// The scores, a line each, sorted: day, unit, indicator, score.
  var scores: [String] {
    history.units.indices.flatMap { unit in
      history.indicators(ofUnit: unit).flatMap { indicator in
        history.series(unit: unit, indicator: indicator).map {
          "\($0.day) \(history.units[unit].name) \(indicator.id(in: history.index)) \($0.score)"
        }
      }
    }.sorted()
  }

  /// The kinds of what was remarked.
  var kinds: [WorkbookRemark.Kind] { remarks.map(\.kind) }
}
