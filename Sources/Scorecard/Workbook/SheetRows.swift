/// Tells the units of a table from what else stands below its header: numbers of columns, headings, sums, notes.
///
/// Where most rows have a number, those behind the first of them that have none are no units. Elsewhere the words tell,
/// and an empty row that a text follows ends the table.
struct SheetRows {
  enum Kind {
    case unit
    /// A heading of units, perhaps of one level; `number` is that before it, folded.
    case heading(Level?, number: String)
    /// An average, a sum, a note or a signature.
    case footer
    /// Scores in a row without a number, where the others have one.
    case unnumbered
    /// Numbers behind the end of the table.
    case behind
    /// Numbers of columns or their maxima, and rows that hold nothing of the table.
    case nothing
  }

  private let grid: SheetGrid
  private let table: SheetTable
  private let index: IndexDefinition
  private let isNumbered: Bool
  private let firstNumbered: Int
  private let lastWithScores: Int
  /// The first row behind the table.
  private var end = Int.max

  /// How many rows below the header may tell of columns.
  private static let rowsOfColumns = 3

  init(_ table: SheetTable, in grid: SheetGrid, index: IndexDefinition) {
    (self.grid, self.table, self.index) = (grid, table, index)
    var (numbered, others, first, last) = (0, 0, Int.max, -1)
    var order = MergedColumn(table.header.order, in: grid)
    for position in table.rows {
      let row = grid.rows[position]
      let text = order.text(row)
      guard table.header.scores.contains(where: { grid.cell(row, $0.column).map(grid.isNumber) ?? false })
      else {
        continue
      }
      last = position
      if let text, Self.isNumber(text) {
        numbered += 1
        first = min(first, position)
      } else if table.header.order != nil, !(text.map(Self.isHeadingNumber) ?? false) {
        let unit = table.header.unitColumn.flatMap { grid.cell(row, $0) }.map(grid.text) ?? ""
        if !RowWords.isFooter(unit) { others += 1 }
      }
    }
    // Rows of indicators need no numbers.
    isNumbered = table.header.unitColumn != nil && numbered >= 2 && numbered >= others
    (firstNumbered, lastWithScores) = (first, last)
    if !isNumbered, table.header.columns[.date] == nil, table.header.unitColumn != nil { end = findEnd() }
  }

  /// The first row of something else below a table without numbers: behind an empty row a text that names no level, or
  /// names of columns that tell of no scores.
  private func findEnd() -> Int {
    var hasUnits = false
    for position in table.rows where position <= lastWithScores {
      let row = grid.rows[position]
      let scores = table.header.scores.compactMap { grid.cell(row, $0.column) }
      if scores.contains(where: grid.isNumber) {
        hasUnits = true
        continue
      }
      let text = firstText(row)
      guard hasUnits, !text.isEmpty, Level.ofHeading(text) == nil else { continue }
      let isBehindGap = grid.rows[position - 1].number + 1 < row.number
      if !scores.isEmpty, RowWords.isNameOfGroups(text) { return position }
      if scores.isEmpty, isBehindGap, !RowWords.isFooter(text) { return position }
    }
    return Int.max
  }

  /// What a row is.
  ///
  /// - Parameters:
  ///   - order: What stands in the column that numbers the rows.
  ///   - unit: What stands where the units are named.
  ///   - isDated: Whether the row has a day of its own.
  func kind(_ position: Int, order: String?, unit: String, isDated: Bool) -> Kind {
    let row = grid.rows[position]
    // Rows of a table beside this one.
    if !grid.cells[row.cells].contains(where: { table.columns.contains(Int($0.column)) }) { return .nothing }
    let scores = table.header.scores.compactMap { grid.cell(row, $0.column) }
    if isOfColumns(position, row, scores, order: order, unit: unit) { return .nothing }
    let hasNumber = order.map(Self.isNumber) ?? false
    if isNumbered, hasNumber { return .unit }
    if position >= end { return scores.contains(where: grid.isNumber) ? .behind : .footer }
    let isIndicator =
      table.header.columns[.indicator].flatMap { grid.cell(row, $0) }
      .map { HeaderMeaning.indicator(grid.text($0), index: index) != nil } ?? false
    let text = table.header.unitColumn == nil || unit.isEmpty ? firstText(row) : unit
    if !isIndicator, RowWords.isFooter(text) { return .footer }
    let number = order.map(NameKey.folded) ?? ""
    if scores.isEmpty {
      let heading = Level.ofHeading(text)
      if heading != nil || order.map(Self.isHeadingNumber) ?? false {
        return .heading(heading, number: number)
      }
      if isDated, !unit.isEmpty { return .unit }
      if position > lastWithScores { return .footer }
      return isNumbered || unit.isEmpty ? .nothing : .unit
    }
    if !isDated, !isIndicator, table.header.unitColumn != nil, RowWords.isGroup(text) {
      return .heading(Level.ofHeading(text), number: number)
    }
    guard isNumbered else { return .unit }
    if order.map(Self.isHeadingNumber) ?? false { return .heading(Level.ofHeading(text), number: number) }
    return position > firstNumbered ? .unnumbered : .unit
  }

  // MARK: Rows of columns

  /// Whether a row numbers the columns, (1) (2) (3), says their maxima, or of what unit of measure they are.
  private func isOfColumns(
    _ position: Int, _ row: SheetGrid.Row, _ scores: [SheetGrid.Cell], order: String?, unit: String
  ) -> Bool {
    if RowWords.isMaximum(unit.isEmpty ? firstText(row) : unit) || order.map(RowWords.isMaximum) ?? false {
      return true
    }
    guard position < table.rows.lowerBound + Self.rowsOfColumns, !scores.isEmpty else { return false }
    let cells = grid.cells[row.cells].filter { table.columns.contains(Int($0.column)) }
    if cells.count >= 3, Self.areColumnNumbers(cells.map(grid.text)) { return true }
    guard unit.isEmpty, order == nil || grid.cell(row, table.header.order ?? 0) == nil else { return false }
    if !scores.contains(where: grid.isNumber) { return true }
    return zip(scores, table.header.scores).allSatisfy { cell, column in
      guard let indicator = column.indicator, let maximum = index.maximum(of: indicator) else { return false }
      return Double(grid.text(cell)) == maximum
    }
  }

  /// Whether these are numbers of columns: letters, then whole numbers that grow from a small one on, perhaps with a
  /// formula as in (9)=(3)+(4).
  private static func areColumnNumbers(_ texts: [String]) -> Bool {
    var numbers: [Int] = []
    for text in texts {
      let code = text.filter { !"()[] ".contains($0) }.prefix { $0 != "=" }
      if let number = Int(code) {
        numbers.append(number)
      } else if !(code.count == 1 && code.allSatisfy(\.isLetter) && numbers.isEmpty) {
        return false
      }
    }
    guard let first = numbers.first, (1...6).contains(first) else { return false }
    // Numbers of columns follow one another; those of columns that are merged may lack.
    return zip(numbers, numbers.dropFirst()).allSatisfy { (1...3).contains($1 - $0) }
      && numbers.count * 2 >= texts.count
  }

  /// The first text of a row, which may stand outside of the column of the units.
  private func firstText(_ row: SheetGrid.Row) -> String {
    for cell in grid.cells[row.cells]
    where (cell.content == .text || cell.content == .sharedText) && table.columns.contains(Int(cell.column)) {
      return grid.text(cell)
    }
    return ""
  }

  /// A number such as 1, 1. or 2.10.
  private static func isNumber(_ text: String) -> Bool {
    text.utf8.first.map { $0 &- 48 < 10 } ?? false
      && text.utf8.allSatisfy { $0 &- 48 < 10 || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ")") }
  }

  /// A number such as I, II. or A.
  private static func isHeadingNumber(_ text: String) -> Bool {
    HeaderMeaning.romanNumerals.contains(NameKey.folded(text))
  }
}
