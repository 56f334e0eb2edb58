/// A table of a sheet: its header, the titles above it and the rows below it.
struct SheetTable: Sendable {
  let header: SheetHeader
  /// The texts above the header.
  let titles: [String]
  /// The rows below the header, as positions in the rows of the grid.
  let rows: Range<Int>

  private static let mostTables = 1_000

  /// The tables of a sheet, one below the other.
  static func tables(in grid: SheetGrid, index: IndexDefinition) -> [SheetTable] {
    var tables: [SheetTable] = []
    var start = 0
    while tables.count < mostTables, let header = SheetHeader(grid, from: start, index: index) {
      let titles = grid.rows[start..<header.rows.lowerBound].flatMap { row in
        grid.cells[row.cells].compactMap { grid.titleText($0) }
      }
      let end = endOfTable(header, in: grid)
      tables.append(SheetTable(header: header, titles: titles, rows: header.rows.upperBound..<end))
      start = end
    }
    return tables
  }

  /// Where another header names units again, less the titles above it.
  private static func endOfTable(_ header: SheetHeader, in grid: SheetGrid) -> Int {
    guard let unitColumn = header.unitColumn else { return grid.rows.count }
    var lastWithScores = header.rows.upperBound
    for position in header.rows.upperBound..<grid.rows.count {
      let row = grid.rows[position]
      if header.scores.contains(where: { grid.cell(row, $0.column).map(grid.isNumber) ?? false }) {
        lastWithScores = position + 1
      } else if let cell = grid.cell(row, unitColumn), NameKey.folded(grid.text(cell)) == header.unitName {
        return lastWithScores
      }
    }
    return grid.rows.count
  }
}

extension SheetGrid {
  /// Whether a cell holds a number, be it written as a text.
  func isNumber(_ cell: Cell) -> Bool {
    switch cell.content {
    case .number: return format(cell).kind != .date
    case .text, .sharedText:
      let text = Array(text(cell).utf8)
      return NumberReader.reading(text, 0..<text.count) != .notANumber
    case .boolean, .error, .day, .formulaWithoutValue: return false
    }
  }

  /// The text of a cell above a table: a day as it is read, other numbers not.
  fileprivate func titleText(_ cell: Cell) -> String? {
    switch cell.content {
    case .number, .day: if case .success = day(cell) { text(cell) } else { nil }
    case .text, .sharedText: text(cell)
    case .boolean, .error, .formulaWithoutValue: nil
    }
  }
}
