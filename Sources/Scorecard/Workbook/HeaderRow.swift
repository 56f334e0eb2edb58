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

    fileprivate func within(_ columns: ClosedRange<Int>) -> Cell {
      Cell(
        column: column, text: text, meaning: meaning, span: span.clamped(to: columns),
        isFromAbove: isFromAbove,
        isNumber: isNumber)
    }
  }

  let number: Int
  /// In the order of columns.
  private(set) var cells: [Cell]

  /// - Parameter columns: Only these are looked at.
  init(_ grid: SheetGrid, _ row: SheetGrid.Row, columns: ClosedRange<Int>, index: IndexDefinition) {
    number = row.number
    var cells: [Int: Cell] = [:]
    for cell in grid.cells[row.cells] where columns.contains(Int(cell.column)) {
      let column = Int(cell.column)
      cells[column] = Self.cell(grid, cell, index: index, span: column...column, isFromAbove: false)
    }
    for merge in grid.merges
    where merge.contains(row: row.number) && merge.first.column <= columns.upperBound
      && merge.last.column >= columns.lowerBound
    {
      guard let top = grid.row(numbered: merge.first.row), let first = grid.cell(top, merge.first.column)
      else {
        continue
      }
      // What is merged beyond the last column with a content names nothing.
      let left = max(merge.first.column, columns.lowerBound)
      let reach = max(min(merge.last.column, grid.lastColumn, columns.upperBound), left)
      let span = left...reach
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
      if cell.content == .number, grid.format(cell) == .general, let number = Int(text),
        daysAsNumbers ~= number
      {
        // Such a number may be a day that lost its format, and is no score.
        (meaning, isNumber) = (.date(.unclear(number), nil), false)
      } else {
        meaning = isNumber ? .unknown : HeaderMeaning(text, index: index)
      }
    }
    return Cell(
      column: column ?? Int(cell.column), text: text, meaning: meaning, span: span, isFromAbove: isFromAbove,
      isNumber: isNumber && !isFromAbove)
  }

  /// The numbers of the days from 2020 to 2049.
  private static let daysAsNumbers = 43_831...54_788

  /// How many of its own cells are known to stand in headers.
  var knownCount: Int {
    cells.count { !$0.isFromAbove && $0.meaning.isKnown && $0.column == $0.span.lowerBound }
  }

  /// The row as these columns show it.
  func within(_ columns: ClosedRange<Int>) -> HeaderRow {
    var row = self
    row.cells = cells.filter { columns.contains($0.column) }.map { $0.within(columns) }
    return row
  }

  func cell(_ column: Int) -> Cell? { cells.first { $0.column == column } }

  /// Whether it names units below a word for them that is shown over several columns.
  func namesUnits(below rows: [HeaderRow]) -> Bool {
    let own = cells.filter { !$0.isFromAbove }
    guard own.count >= 2, let last = rows.last, !own.contains(where: \.isNumber) else { return false }
    return own.allSatisfy { cell in
      last.cell(cell.column).map { $0.meaning == .role(.unit) && $0.span.count >= 2 } ?? false
    }
  }

  /// Whether it goes on with the header that the rows above begin.
  ///
  /// - Parameter unitColumn: Where these name the units; below, that column must be empty or name them again.
  func continues(_ rows: [HeaderRow], unitColumn: Int?) -> Bool {
    guard knownCount > 0, !cells.contains(where: \.isNumber) else { return false }
    guard let unitColumn else { return true }
    if let cell = cell(unitColumn), !cell.isFromAbove,
      cell.meaning != .role(.unit), cell.meaning != .role(.series)
    {
      return false
    }
    // Words for units and nothing else are a heading, as in “I | Sở, ban, ngành”.
    return cells.contains { cell in
      !cell.isFromAbove && cell.meaning.isKnown
        && ![.role(.unit), .role(.series), .order].contains(cell.meaning)
    }
  }
}
