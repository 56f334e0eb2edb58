/// A row of a sheet, looked at as a part of a header: with the cells that are merged into it.
struct HeaderRow {
  struct Cell {
    let column: Int
    let text: String
    let meaning: HeaderMeaning
    /// The columns over which it is shown.
    let span: ClosedRange<Int>
    /// Whether it begins in a row further up.
    let isFromAbove: Bool
    let isNumber: Bool
  }

  let number: Int
  /// In the order of columns.
  let cells: [Cell]

  init(_ grid: SheetGrid, _ row: SheetGrid.Row, index: IndexDefinition) {
    number = row.number
    var cells: [Int: Cell] = [:]
    for cell in grid.cells[row.cells] where cell.column <= SheetHeader.columnLimit {
      let column = Int(cell.column)
      cells[column] = Self.cell(grid, cell, index: index, span: column...column, isFromAbove: false)
    }
    let last = min(
      row.cells.isEmpty ? 0 : Int(grid.cells[row.cells.upperBound - 1].column), SheetHeader.columnLimit)
    for merge in grid.merges
    where merge.contains(row: row.number) && merge.first.column <= SheetHeader.columnLimit {
      guard let top = grid.row(numbered: merge.first.row), let first = grid.cell(top, merge.first.column)
      else {
        continue
      }
      // What is merged beyond the last column with a content names nothing.
      let reach = max(
        min(merge.last.column, max(last, grid.lastColumn), SheetHeader.columnLimit), merge.first.column)
      let span = merge.first.column...reach
      for column in span {
        // Ranges that overlap are faults; the first one counts.
        if column != merge.first.column || merge.first.row != row.number, cells[column] != nil { break }
        cells[column] = Self.cell(
          grid, first, index: index, span: span, isFromAbove: merge.first.row < row.number, column: column)
      }
    }
    self.cells = cells.values.sorted { $0.column < $1.column }
  }

  private static func cell(
    _ grid: SheetGrid, _ cell: SheetGrid.Cell, index: IndexDefinition, span: ClosedRange<Int>,
    isFromAbove: Bool,
    column: Int? = nil
  ) -> Cell {
    let text = grid.text(cell)
    let meaning: HeaderMeaning
    var isNumber = false
    if case .success(let day) = grid.day(cell) {
      meaning = .date(.day(day), nil)
    } else {
      let bytes = Array(text.utf8)
      isNumber = cell.content == .number || NumberReader.reading(bytes, 0..<bytes.count) != .notANumber
      meaning = isNumber ? .unknown : HeaderMeaning(text, index: index)
    }
    return Cell(
      column: column ?? Int(cell.column), text: text, meaning: meaning, span: span, isFromAbove: isFromAbove,
      isNumber: isNumber && !isFromAbove)
  }

  /// How many of its own cells are known to stand in headers.
  var knownCount: Int {
    cells.count { !$0.isFromAbove && $0.meaning.isKnown && $0.column == $0.span.lowerBound }
  }

  func cell(_ column: Int) -> Cell? { cells.first { $0.column == column } }

  /// Whether it goes on with the header that the rows above begin.
  ///
  /// - Parameter unitColumn: Where these name the units; below, that column must be empty or name them again.
  func continues(_ rows: [HeaderRow], unitColumn: Int?) -> Bool {
    guard knownCount > 0, !cells.contains(where: \.isNumber) else { return false }
    if let unitColumn, let cell = cell(unitColumn), !cell.isFromAbove {
      return cell.meaning == .role(.unit) || cell.meaning == .role(.series)
    }
    return true
  }
}
