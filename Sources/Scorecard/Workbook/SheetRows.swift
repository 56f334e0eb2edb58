/// Tells the units of a table from what else stands below its header: numbers of columns, headings, sums, notes.
///
/// Where most rows have a number, those behind the first of them that have none are no units. Elsewhere the words tell.
struct SheetRows {
  enum Kind {
    case unit
    /// A heading of units, perhaps of one level.
    case heading(Level?)
    /// An average, a sum, a note or a signature.
    case footer
    /// Scores in a row without a number, where the others have one.
    case unnumbered
    /// Numbers of columns or their maxima, and rows that hold nothing of the table.
    case nothing
  }

  private let grid: SheetGrid
  private let table: SheetTable
  private let index: IndexDefinition
  private let isNumbered: Bool
  private let firstNumbered: Int
  private let lastWithScores: Int

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
        if !Self.isFooter(unit) { others += 1 }
      }
    }
    isNumbered = numbered >= 2 && numbered >= others
    (firstNumbered, lastWithScores) = (first, last)
  }

  /// What a row is.
  ///
  /// - Parameters:
  ///   - order: What stands in the column that numbers the rows.
  ///   - unit: What stands where the units are named.
  ///   - isDated: Whether the row has a day of its own.
  func kind(_ position: Int, order: String?, unit: String, isDated: Bool) -> Kind {
    let row = grid.rows[position]
    let scores = table.header.scores.compactMap { grid.cell(row, $0.column) }
    if position < table.rows.lowerBound + 2, isBelowHeader(scores, order: order, unit: unit) {
      return .nothing
    }
    let hasNumber = order.map(Self.isNumber) ?? false
    if isNumbered, hasNumber { return .unit }
    if Self.isFooter(unit.isEmpty ? firstText(row) : unit) { return .footer }
    if scores.isEmpty {
      let heading = Level.ofHeading(unit.isEmpty ? firstText(row) : unit)
      if heading != nil || order.map(Self.isHeadingNumber) ?? false { return .heading(heading) }
      if isDated, !unit.isEmpty { return .unit }
      if position > lastWithScores { return .footer }
      return isNumbered || unit.isEmpty ? .nothing : .unit
    }
    guard isNumbered else { return .unit }
    if order.map(Self.isHeadingNumber) ?? false { return .heading(Level.ofHeading(unit)) }
    return position > firstNumbered ? .unnumbered : .unit
  }

  /// Whether a row right below the header numbers its columns, (1) (2) (3), or says their maxima.
  private func isBelowHeader(_ scores: [SheetGrid.Cell], order: String?, unit: String) -> Bool {
    let words = NameKey.folded(unit)
    if ["diem toi da", "toi da", "diem chuan", "thang diem", "max", "maximum"].contains(words) {
      return true
    }
    if !words.isEmpty { return words.count <= 2 && Self.areColumnNumbers(scores.map(grid.text)) }
    guard order == nil, !scores.isEmpty else { return false }
    return zip(scores, table.header.scores).allSatisfy { cell, column in
      guard let indicator = column.indicator, let maximum = index.maximum(of: indicator) else { return false }
      return Double(grid.text(cell)) == maximum
    }
  }

  /// Whether these are numbers of columns: one after the other from a small one on.
  private static func areColumnNumbers(_ texts: [String]) -> Bool {
    let numbers = texts.map { Int($0.trimmingPrefix("(").prefix { $0 != ")" }) ?? -1 }
    guard let first = numbers.first, numbers.count >= 2, (1...6).contains(first) else { return false }
    return numbers.enumerated().allSatisfy { $0.element == first + $0.offset }
  }

  /// The first text of a row, which may stand outside of the column of the units.
  private func firstText(_ row: SheetGrid.Row) -> String {
    for cell in grid.cells[row.cells] where cell.content == .text || cell.content == .sharedText {
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

  // MARK: Footers

  private static func isFooter(_ text: String) -> Bool {
    let folded = NameKey.folded(text)
    if footerNames.contains(folded) { return true }
    return footerBeginnings.contains { folded.hasPrefix($0 + " ") || folded == $0 }
      || ["*", "(*", "Ghi chú:", "Nguồn:"].contains { text.hasPrefix($0) }
  }

  /// As whole names: of some there are communes that only begin so.
  private static let footerNames: Set<String> = [
    "tong", "cong", "tong so", "trung binh", "binh quan", "trung vi", "cao nhat", "thap nhat", "sum", "total",
    "average", "mean", "median", "max", "min", "lon nhat", "nho nhat", "chenh lech", "ke toan", "thu truong",
  ]
  private static let footerBeginnings = [
    "tong cong", "trung binh cong", "trung binh chung", "trung binh toan", "trung binh cac",
    "trung binh khoi",
    "diem trung binh", "binh quan chung", "binh quan cac", "binh quan toan", "diem binh quan",
    "do lech chuan",
    "ghi chu", "luu y", "nguon so lieu", "nguoi lap", "nguoi tong hop", "noi nhan", "ky ten", "kt chu tich",
    "tm ubnd", "tl chu tich", "grand total", "note", "notes",
  ]
}

/// A column of which cells may be merged over several rows: each of these has the content of the first.
struct MergedColumn {
  private let column: Int?
  private let grid: SheetGrid
  private var merges: ArraySlice<MergedCells>
  private var last: (rows: ClosedRange<Int>, cell: SheetGrid.Cell)?

  init(_ column: Int?, in grid: SheetGrid) {
    (self.column, self.grid) = (column, grid)
    merges =
      column.map { column in
        grid.merges.filter { $0.first.column == column && $0.last.row > $0.first.row }
          .sorted { $0.first.row < $1.first.row }[...]
      } ?? []
  }

  /// The cell of a row, where rows are asked for in their order.
  mutating func cell(_ row: SheetGrid.Row) -> SheetGrid.Cell? {
    guard let column else { return nil }
    if let cell = grid.cell(row, column) {
      while let merge = merges.first, merge.first.row < row.number { merges.removeFirst() }
      if let merge = merges.first, merge.first.row == row.number {
        last = (merge.first.row...merge.last.row, cell)
      }
      return cell
    }
    return last.flatMap { $0.rows.contains(row.number) ? $0.cell : nil }
  }

  /// The text of a row, nil where there is none.
  mutating func text(_ row: SheetGrid.Row) -> String? { cell(row).map(grid.text) }
}
