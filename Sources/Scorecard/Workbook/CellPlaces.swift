/// Where the scores of a workbook stand: for each line by which a history numbers them, a cell.
public struct CellPlaces: Hashable, Sendable {
  /// A cell of a sheet.
  public struct Place: Hashable, Sendable, CustomStringConvertible {
    /// The sheet's name.
    public let sheet: String
    /// Row and column, from 1.
    public let row: Int, column: Int

    /// The cell within its sheet, such as `C7`.
    public var cell: String { CellReference(row: row, column: column).description }
    /// Sheet and cell, such as `Tuần 46!C7`.
    public var description: String { "\(sheet)!\(cell)" }
  }

  private var sheets: [String] = []
  private var sheetOfLine: [Int32] = []
  private var rows: [Int32] = []
  private var columns: [Int32] = []

  init() {}

  /// How many lines there are.
  public var count: Int { rows.count }

  /// The cell of a line, from 1; nil for a number that no score has.
  public subscript(line: Int) -> Place? {
    guard rows.indices.contains(line - 1) else { return nil }
    return Place(
      sheet: sheets[Int(sheetOfLine[line - 1])], row: Int(rows[line - 1]), column: Int(columns[line - 1]))
  }

  mutating func begin(sheet: String) { sheets.append(sheet) }

  mutating func removeLast(_ count: Int) {
    sheetOfLine.removeLast(count)
    rows.removeLast(count)
    columns.removeLast(count)
  }

  /// Adds a line of the latest sheet.
  mutating func append(_ cell: CellReference) {
    sheetOfLine.append(Int32(sheets.count - 1))
    rows.append(Int32(cell.row))
    columns.append(Int32(cell.column))
  }
}
