/// A table of a sheet: its header, the titles above it and the rows below it.
struct SheetTable: Sendable {
  let header: SheetHeader
  /// The texts above the header, over the columns of the table.
  let titles: [String]
  /// The texts above tables that stand side by side.
  let sharedTitles: [String]
  /// The rows below the header, as positions in the rows of the grid.
  let rows: Range<Int>
  /// The columns that may hold something of the table.
  let columns: ClosedRange<Int>

  /// The tables of a sheet, one below or beside the other.
  static func tables(in grid: SheetGrid, index: IndexDefinition) -> [SheetTable] {
    var search = TableSearch(grid: grid, index: index)
    let last = min(max(grid.lastColumn, 1), SheetHeader.columnLimit)
    search.search(0..<grid.rows.count, 1...last, sharedTitles: [])
    return search.tables
  }
}

/// Looks for the tables of a sheet.
private struct TableSearch {
  let grid: SheetGrid
  let index: IndexDefinition
  private(set) var tables: [SheetTable] = []

  /// How many rows without scores were looked at.
  private var examined = 0

  private static let mostTables = 1_000
  /// Texts without end are no tables, and their words take time.
  private static let mostExamined = 20_000

  init(grid: SheetGrid, index: IndexDefinition) { (self.grid, self.index) = (grid, index) }

  /// Finds the tables in these rows and columns.
  mutating func search(_ rows: Range<Int>, _ columns: ClosedRange<Int>, sharedTitles: [String]) {
    var start = rows.lowerBound
    while tables.count < Self.mostTables,
      let header = SheetHeader(grid, rows: start..<rows.upperBound, columns: columns, index: index)
    {
      let above = start..<header.rows.lowerBound
      if header.blocks.count > 1 {
        let end = endOfBlocks(header, rows: rows, columns)
        let titles = sharedTitles + self.titles(above, columns)
        for block in header.blocks { search(start..<end, block, sharedTitles: titles) }
        start = end
      } else {
        let end = endOfTable(header, rows: rows, columns)
        add(header, above: above, end: end, columns, sharedTitles: sharedTitles)
        start = end
      }
    }
  }

  /// Adds a table, and those that stand to the right of it.
  private mutating func add(
    _ header: SheetHeader, above: Range<Int>, end: Int, _ columns: ClosedRange<Int>, sharedTitles: [String]
  ) {
    let last = header.lastColumn
    let position = tables.count
    let beside =
      last < columns.upperBound
      ? numberColumns(header.rows.upperBound..<end, last + 1...columns.upperBound) : []
    var others: [Int] = []
    var titles = self.titles(above, columns)
    var shared = sharedTitles
    if let first = beside.first {
      search(
        above.lowerBound..<end, min(first, last + 1)...columns.upperBound, sharedTitles: sharedTitles + titles
      )
      let read = tables[position...].map(\.columns)
      others = beside.filter { column in !read.contains { $0.contains(column) } }
      if tables.count > position {
        (titles, shared) = (self.titles(above, columns.lowerBound...last), sharedTitles + titles)
      }
    }
    tables.insert(
      SheetTable(
        header: header.upToLastColumn(leavingOut: others), titles: titles, sharedTitles: shared,
        rows: header.rows.upperBound..<end, columns: columns.lowerBound...last),
      at: position)
  }

  /// The texts in these rows that stand over these columns.
  private func titles(_ rows: Range<Int>, _ columns: ClosedRange<Int>) -> [String] {
    grid.rows[rows].flatMap { row in
      grid.cells[row.cells].compactMap { cell in
        let column = Int(cell.column)
        let isOver =
          columns.contains(column)
          || grid.merges.contains {
            $0.first.row == row.number && $0.first.column == column
              && column...max($0.last.column, column) ~= columns.lowerBound
          }
        return isOver ? grid.titleText(cell) : nil
      }
    }
  }

  /// The columns with numbers in at least two of these rows.
  private func numberColumns(_ rows: Range<Int>, _ columns: ClosedRange<Int>) -> [Int] {
    var counts: [Int: Int] = [:]
    for row in grid.rows[rows] {
      for cell in grid.cells[row.cells] where columns.contains(Int(cell.column)) && grid.isNumber(cell) {
        counts[Int(cell.column), default: 0] += 1
      }
    }
    return counts.filter { $0.value >= 2 }.keys.sorted()
  }

  // MARK: Ends

  /// Where another header follows, less the titles above it.
  private mutating func endOfTable(
    _ header: SheetHeader, rows: Range<Int>, _ columns: ClosedRange<Int>
  ) -> Int {
    var lastWithScores = header.rows.upperBound
    for position in header.rows.upperBound..<rows.upperBound {
      let row = grid.rows[position]
      if header.scores.contains(where: { grid.cell(row, $0.column).map(grid.isNumber) ?? false }) {
        lastWithScores = position + 1
      } else if isHeader(row, columns, like: header) {
        return lastWithScores
      }
    }
    return rows.upperBound
  }

  /// Where a header follows that goes over several of the tables that stand side by side.
  private mutating func endOfBlocks(
    _ header: SheetHeader, rows: Range<Int>, _ columns: ClosedRange<Int>
  ) -> Int {
    let starts = header.blocks.dropFirst().map(\.lowerBound)
    var lastWithNumbers = header.rows.upperBound
    for position in header.rows.upperBound..<rows.upperBound {
      let row = grid.rows[position]
      let cells = grid.cells[row.cells]
      if isHeader(row, columns, like: header),
        let next = SheetHeader(grid, rows: position..<rows.upperBound, columns: columns, index: index),
        next.rows.lowerBound == position, next.blocks.count == 1,
        starts.contains(where: { start in
          next.scores.contains { $0.column < start } && next.scores.contains { $0.column >= start }
            || next.unitColumn.map { $0 < start } ?? false && next.scores.contains { $0.column >= start }
        })
      {
        return lastWithNumbers
      }
      if cells.contains(where: { columns.contains(Int($0.column)) && grid.isNumber($0) }) {
        lastWithNumbers = position + 1
      }
    }
    return rows.upperBound
  }

  /// Whether a row without scores names columns again.
  private mutating func isHeader(
    _ row: SheetGrid.Row, _ columns: ClosedRange<Int>, like header: SheetHeader
  ) -> Bool {
    if let unit = header.unitColumn, let cell = grid.cell(row, unit),
      NameKey.folded(grid.text(cell)) == header.unitName
    {
      return true
    }
    guard examined < Self.mostExamined else { return false }
    examined += 1
    var (hasOrder, hasUnit, scores) = (false, false, 0)
    for cell in grid.cells[row.cells].prefix(60)
    where columns.contains(Int(cell.column)) && (cell.content == .text || cell.content == .sharedText) {
      let meaning = HeaderMeaning(grid.text(cell), index: index)
      if meaning == .order { hasOrder = true }
      if meaning == .role(.unit) { hasUnit = true }
      // Names of indicators in their own column are no header.
      if meaning.isOfScores, header.columns[.indicator] != Int(cell.column) { scores += 1 }
    }
    return (hasUnit && (hasOrder || scores > 0)) || scores >= 2
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
