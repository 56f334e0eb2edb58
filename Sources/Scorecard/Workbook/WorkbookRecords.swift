/// The scores of a workbook as rows of one long table, for ``RowReader``: the rules on values have one home.
///
/// A row is a line of text; what it was made of is remembered by its number.
struct WorkbookRecords {
  /// One row, before its score.
  struct Row {
    var day: String
    var unit: [UInt8]
    var level: String
    var indicator: String
    var maximum: [UInt8] = []
    var status: [UInt8] = []
    var source: [UInt8] = []
  }

  /// Between cells; no cell of a workbook can hold it.
  static let delimiter: UInt8 = 0x1F

  private(set) var bytes: [UInt8] = []
  private(set) var places = CellPlaces()
  /// Lines of which the score, or another cell to blame, is a formula without a value.
  private(set) var linesWithoutValue: Set<Int> = []
  private var columnNames: [(firstLine: Int, names: [Int: String])] = []
  let isPlain: Bool
  let isStep: Bool

  init(isPlain: Bool, isStep: Bool) { (self.isPlain, self.isStep) = (isPlain, isStep) }

  /// The names of the columns of which rows are made.
  var header: [String] {
    isPlain
      ? ["series", isStep ? "step" : "as_of", "value", "level", "status", "source"]
      : ["as_of", "unit", "level", "indicator", "score", "max", "status", "source"]
  }

  mutating func begin(sheet: String) { places.begin(sheet: sheet) }

  /// Begins a table of the sheet.
  ///
  /// - Parameter names: What stands above its columns.
  mutating func begin(tableWithColumns names: [Int: String]) {
    columnNames.append((places.count + 1, names))
  }

  /// Adds a row.
  ///
  /// - Parameters:
  ///   - place: The cell that is to be named where the row is.
  ///   - score: The cell with the score; nil where there is none.
  ///   - text: What is written for the score, where that is not what the cell holds.
  mutating func append(
    _ row: Row, place: CellReference, score: SheetGrid.Cell? = nil, text: [UInt8]? = nil, in grid: SheetGrid
  ) {
    places.append(place)
    if isPlain {
      append(row.unit)
      append(row.day.utf8)
      append(score, text, in: grid)
      append(row.level.utf8)
    } else {
      append(row.day.utf8)
      append(row.unit)
      append(row.level.utf8)
      append(row.indicator.utf8)
      append(score, text, in: grid)
      append(row.maximum)
    }
    append(row.status)
    append(row.source)
    bytes[bytes.count - 1] = UInt8(ascii: "\n")
  }

  /// How much there is, to go back to.
  struct Mark {
    fileprivate let bytes: Int, lines: Int, tables: Int
  }

  var mark: Mark { Mark(bytes: bytes.count, lines: places.count, tables: columnNames.count) }

  /// Takes back what was added since.
  mutating func goBack(to mark: Mark) {
    bytes.removeLast(bytes.count - mark.bytes)
    places.removeLast(places.count - mark.lines)
    columnNames.removeLast(columnNames.count - mark.tables)
    linesWithoutValue = linesWithoutValue.filter { $0 <= mark.lines }
  }

  /// Says that the latest row is to blame on a formula without a value.
  mutating func markWithoutValue() { linesWithoutValue.insert(places.count) }

  /// What stands above the column of a line's cell.
  func columnName(ofLine line: Int) -> String? {
    guard let place = places[line] else { return nil }
    return columnNames.last { $0.firstLine <= line }?.names[place.column]
  }

  private mutating func append(_ score: SheetGrid.Cell?, _ text: [UInt8]?, in grid: SheetGrid) {
    let start = bytes.count
    if let text {
      bytes += text
    } else if let score, !grid.isNotAvailable(score) {
      grid.appendText(of: score, to: &bytes)
      // Numbers of cells tell nothing of how texts write theirs.
      if isPlain, score.content == .number { CellNumber.writeWithExponent(&bytes, from: start) }
      if score.content == .formulaWithoutValue { markWithoutValue() }
    }
    close(from: start)
  }

  private mutating func append(_ text: some Collection<UInt8>) {
    let start = bytes.count
    bytes += text
    close(from: start)
  }

  /// Ends a cell; of what must not stand in one, quotation marks are written as in any table.
  private mutating func close(from start: Int) {
    var hasQuote = false
    for position in start..<bytes.count {
      let byte = bytes[position]
      if byte < 0x20 { bytes[position] = 0x20 }
      if byte == UInt8(ascii: "\"") { hasQuote = true }
    }
    if hasQuote {
      let text = Array(bytes[start...])
      bytes.removeLast(text.count)
      bytes.append(UInt8(ascii: "\""))
      for byte in text { bytes += byte == UInt8(ascii: "\"") ? [byte, byte] : [byte] }
      bytes.append(UInt8(ascii: "\""))
    }
    bytes.append(Self.delimiter)
  }
}
