/// What stands between the cells of rows, as bytes: for writers that make more rows than ``RowWriter`` could make texts of.
struct RowLayout: Sendable {
  /// What stands before the rows.
  let header: [UInt8]
  /// What stands before the cell of each column.
  let beginnings: [[UInt8]]
  /// The one byte that stands before all cells but the first, where it is the same for all.
  let separator: UInt8?
  /// What stands behind the last cell.
  let ending: [UInt8]
  /// What stands around texts that need no quotation otherwise.
  let textMark: UInt8?
  /// What stands for nothing.
  let nothing: [UInt8]
  private let format: RowFormat

  init(columns: [String], format: RowFormat) {
    self.format = format
    header = Array(RowWriter(columns: columns, format: format).text.utf8)
    switch format {
    case .csv:
      beginnings = columns.indices.map { $0 == 0 ? [] : [UInt8(ascii: ",")] }
      ending = Array("\n".utf8)
      (separator, textMark, nothing) = (UInt8(ascii: ","), nil, [])
    case .ndjson:
      beginnings = JSONLinesWriter.beginnings(columns).map { Array($0.utf8) }
      ending = Array("}\n".utf8)
      (separator, textMark, nothing) = (nil, UInt8(ascii: "\""), Array("null".utf8))
    }
  }

  /// A text as a cell.
  func cell(_ text: String) -> [UInt8] {
    switch format {
    case .csv: CSVBuffer.cell(text)
    case .ndjson: Array(JSONValue.quoted(text).utf8)
    }
  }
}
