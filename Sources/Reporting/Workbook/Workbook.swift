import Scorecard

/// A workbook as values: what stands in which cell, how it looks, which charts are drawn of it.
///
/// It knows nothing of files; ``WorkbookFile`` writes it.
struct Workbook: Sendable, Equatable {
  /// What the workbook is called.
  var title: String
  /// The day it is dated.
  var day: Day
  /// At least one; names differ, also without regard to case.
  var sheets: [Sheet]
}

/// A sheet of a workbook.
struct Sheet: Sendable, Equatable {
  /// The place of a cell; rows and columns count from zero.
  struct Place: Hashable, Comparable, Sendable {
    var row: Int
    var column: Int

    static func < (left: Place, right: Place) -> Bool { (left.row, left.column) < (right.row, right.column) }
  }

  /// Cells of a rectangle.
  struct Area: Hashable, Sendable {
    var rows: ClosedRange<Int>
    var columns: ClosedRange<Int>

    static func row(_ row: Int, columns: ClosedRange<Int>) -> Area { Area(rows: row...row, columns: columns) }
    static func column(_ column: Int, rows: ClosedRange<Int>) -> Area {
      Area(rows: rows, columns: column...column)
    }
  }

  /// Shades of the numbers of an area: from the lowest, shaded, to what cannot be exceeded, white.
  struct ColorScale: Sendable, Equatable {
    var area: Area
    var maximum: Double
  }

  /// On the tab.
  let name: String
  /// What is printed at the head of a page, beside the workbook's title.
  var heading: String
  var cells: [Place: Cell] = [:]
  /// Cells of one row that are shown as one.
  var merged: [Area] = []
  /// In characters of the standard font.
  var columnWidths: [Double] = []
  /// In points, where they differ from the usual.
  var rowHeights: [Int: Double] = [:]
  /// Rows whose height programs set by themselves, as wrapped texts need it; ``rowHeights`` has an estimate.
  var fittedRows: Set<Int> = []
  /// The first cell that moves when the sheet is scrolled.
  var frozen: Place?
  /// The table that can be filtered, with its header.
  var filtered: Area?
  /// Rows that every printed page begins with.
  var repeatedRows: ClosedRange<Int>?
  /// Rows that begin a printed page.
  var pageBreaks: [Int] = []
  var isLandscape = false
  var showsGrid = false
  var charts: [SheetChart] = []
  var scales: [ColorScale] = []

  init(name: String, heading: String) {
    self.name = name
    self.heading = heading
  }
}

/// What stands in a cell.
struct Cell: Sendable, Equatable {
  enum Content: Sendable, Equatable {
    case blank
    case number(Double)
    /// Always a text, also where it looks like a formula.
    case text(String)
    /// Stretches of text that differ in meaning, two at least.
    case runs([Text.Run])
  }

  var content: Content
  var style: CellStyle

  init(_ content: Content, _ style: CellStyle) {
    self.content = content
    self.style = style
  }

  /// A text in a style; the number behind it where there is one.
  init(_ text: Text, _ style: CellStyle, language: Language) {
    if let quantity = text.quantity, quantity.value.isFinite {
      content = .number(quantity.cellValue)
      self.style = style.emphasized(text.runs.first?.emphasis ?? .plain)
      self.style.numberFormat = quantity.numberFormat(in: language)
      return
    }
    self.style = style
    let runs = text.runs.map { Text.Run(string: Self.storable($0.string), emphasis: $0.emphasis) }
      .filter { !$0.string.isEmpty }
    switch runs.count {
    case 0: content = .blank
    case 1:
      content = .text(String(runs[0].string.prefix(Self.longest)))
      self.style = style.emphasized(runs[0].emphasis)
    default:
      let isLong = runs.reduce(0) { $0 + $1.string.unicodeScalars.count } > Self.longest
      content = isLong ? .text(String(runs.map(\.string).joined().prefix(Self.longest))) : .runs(runs)
    }
  }

  /// A cell holds 32,767 UTF-16 units; a character takes more than one of them at times.
  private static let longest = 8_000

  /// Without what a workbook cannot hold: control characters and the two that are none.
  static func storable(_ string: String) -> String {
    var result = ""
    for scalar in string.unicodeScalars {
      if scalar == "\t" || scalar == "\n" { result += " " }
      let isControl = scalar.properties.generalCategory == .control
      if !isControl, scalar.value != 0xFFFE, scalar.value != 0xFFFF { result.unicodeScalars.append(scalar) }
    }
    return result
  }
}
