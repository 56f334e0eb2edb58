/// The header of a table in a sheet, of one row or several: which column holds what.
struct SheetHeader: Sendable {
  /// A column of scores, with what the header says of them.
  struct ScoreColumn: Hashable, Sendable {
    let column: Int
    let name: String
    let indicator: Indicator?
    var when: DateMention.When?
    /// The unit, where units stand above the columns.
    var unit: String?
  }

  /// Two columns of one meaning, by their names.
  struct Repetition: Sendable {
    let first: String, second: String
  }

  /// The rows of the header, as positions in the rows of the grid.
  let rows: Range<Int>
  private(set) var columns: [ColumnRole: Int]
  /// The column that numbers the rows.
  private(set) var order: Int?
  private(set) var scores: [ScoreColumn]
  /// Columns whose names say nothing, and those that hold nothing but differences, shares and the like.
  private(set) var unknown: [ScoreColumn], derived: [ScoreColumn]
  /// Two columns that mean the same.
  private(set) var repeated: Repetition?
  /// The name above the units, folded, to tell a header that is repeated.
  let unitName: String
  /// The text above each column, its lowest cell.
  let names: [Int: String]
  /// The level that the word above the units names, as in “Xã, phường”.
  let level: Level?
  /// The columns of tables that stand side by side; only those of this one where there are no others.
  private(set) var blocks: [ClosedRange<Int>] = []

  var isPlain: Bool { columns[.series] != nil }
  var unitColumn: Int? { columns[.unit] ?? columns[.series] }
  /// Whether columns of scores have days of their own.
  var hasDays: Bool { scores.contains { $0.when != nil } }
  /// Whether units stand above the columns.
  var hasUnitsAcross: Bool { scores.contains { $0.unit != nil } }

  /// How far below the first row a header may begin, past titles.
  static let searchedRows = 40
  private static let mostRows = 4
  /// Columns beyond are not looked at in headers: no table of scores is so wide.
  static let columnLimit = 4_000

  /// The first header in these rows and columns.
  init?(_ grid: SheetGrid, rows: Range<Int>, columns: ClosedRange<Int>, index: IndexDefinition) {
    var known: [Int: HeaderRow] = [:]
    func row(_ position: Int) -> HeaderRow {
      if let row = known[position] { return row }
      let row = HeaderRow(grid, grid.rows[position], columns: columns, index: index)
      known[position] = row
      return row
    }
    func header(_ stack: [HeaderRow], at top: Int) -> SheetHeader? {
      guard let header = Self(stack, at: top) else { return nil }
      return header.hasUnitsAcross && header.columns[.unit] == nil && header.scores[0].indicator == nil
        ? header.withUnits(in: grid, index: index) : header
    }
    for top in rows.lowerBound..<min(rows.lowerBound + Self.searchedRows, rows.upperBound)
    where row(top).knownCount > 0 {
      var stack = [row(top)]
      var best = header(stack, at: top)
      while stack.count < Self.mostRows, top + stack.count < rows.upperBound {
        let next = row(top + stack.count)
        guard
          next.continues(stack, unitColumn: best?.unitColumn)
            || (best == nil && next.namesUnits(below: stack))
        else { break }
        stack.append(next)
        best = header(stack, at: top) ?? best
      }
      if var best {
        // A title right above says nothing of columns.
        while best.rows.count > 1 {
          let lower = best.rows.dropFirst()
          guard let rest = header(lower.map(row), at: lower.lowerBound),
            rest.saysTheSame(as: best) || rest.isTitle(row(best.rows.lowerBound))
          else { break }
          best = rest
        }
        best.blocks = Self.blocks(best.rows.map(row), columns) { header($0, at: best.rows.lowerBound) != nil }
        self = best
        return
      }
    }
    return nil
  }

  /// A header of these rows; nil where they name no scores, or nothing that has them.
  private init?(_ stack: [HeaderRow], at top: Int) {
    var items: [Int: [HeaderColumns.Item]] = [:]
    for (number, row) in stack.enumerated() {
      for cell in row.cells where !cell.isFromAbove || number == 0 {
        items[cell.column, default: []].append(HeaderColumns.Item(cell: cell, row: number))
      }
    }
    let order = items.keys.sorted()
    let unit = order.first { items[$0]?.last?.role == .unit || items[$0]?.last?.role == .series }
    var parts = HeaderColumns()
    for column in order {
      // What is shown above the units as well is a title.
      let own = (items[column] ?? []).filter { item in
        item.row == stack.count - 1 || unit.map { $0 == column || !item.cell.span.contains($0) } ?? true
      }
      if let bottom = own.last { parts.add(column, own, bottom) }
    }
    guard let built = parts.finished(hasUnit: unit != nil) else { return nil }
    rows = top..<top + stack.count
    (columns, self.order, scores) = (built.columns, built.order, built.scores)
    (unknown, derived, repeated) = (built.unknown, built.derived, built.repeated)
    names = built.names
    let unitText = unit.flatMap { built.names[$0] } ?? ""
    unitName = NameKey.folded(unitText)
    level = Level.ofHeading(unitText)
  }

  /// Whether all columns mean what those of another header mean.
  private func saysTheSame(as other: SheetHeader) -> Bool {
    columns == other.columns && scores == other.scores && derived == other.derived
  }

  /// Whether a row right above says nothing of columns: its only cells stand before the scores.
  private func isTitle(_ row: HeaderRow) -> Bool {
    guard let unitColumn else { return false }
    return row.cells.allSatisfy { cell in
      ![.order, .role(.unit), .role(.series)].contains(cell.meaning)
        && cell.span.lowerBound <= unitColumn
    }
  }

  // MARK: Tables side by side

  /// The header with those columns whose names may be units and that hold numbers; nil where the rows below hold no
  /// scores of indicators, or of days.
  private func withUnits(in grid: SheetGrid, index: IndexDefinition) -> SheetHeader? {
    guard let key = columns[.indicator] ?? columns[.date] else { return nil }
    let isOfIndicators = columns[.indicator] != nil
    var count = 0
    var filled: Set<Int> = []
    for row in grid.rows[rows.upperBound...].prefix(Self.searchedRows) {
      guard let cell = grid.cell(row, key) else { continue }
      let numbers = scores.map(\.column).filter { grid.cell(row, $0).map(grid.isNumber) ?? false }
      if numbers.count < 2 { continue }
      if isOfIndicators {
        if HeaderMeaning.indicator(grid.text(cell), index: index) == nil { continue }
      } else if grid.day(cell) == nil, DateText(grid.text(cell)).mentions.isEmpty {
        continue
      }
      count += 1
      filled.formUnion(numbers)
    }
    guard count >= (isOfIndicators ? 2 : 1) else { return nil }
    var header = self
    header.scores.removeAll { !filled.contains($0.column) }
    return header
  }

  /// Where tables begin and end that have their headers in the same rows: each has units and scores of its own.
  private static func blocks(
    _ stack: [HeaderRow], _ columns: ClosedRange<Int>, isHeader: ([HeaderRow]) -> Bool
  ) -> [ClosedRange<Int>] {
    var bottom: [Int: HeaderRow.Cell] = [:]
    for row in stack { for cell in row.cells where !cell.isFromAbove { bottom[cell.column] = cell } }
    let units = bottom.values.filter {
      ($0.meaning == .role(.unit) || $0.meaning == .role(.series)) && $0.column == $0.span.lowerBound
    }
    .map(\.column).sorted()
    var starts = [columns.lowerBound]
    for (one, next) in zip(units, units.dropFirst()) {
      let between = one + 1..<next
      let order = between.last { bottom[$0]?.meaning == .order }
      let gap = between.last { bottom[$0] == nil }
      starts.append(order ?? gap.map { $0 + 1 } ?? next)
    }
    let blocks = zip(starts, starts.dropFirst().map { $0 - 1 } + [columns.upperBound]).map { $0...$1 }
    let parts = blocks.map { block in stack.map { $0.within(block) } }
    return blocks.count > 1 && parts.allSatisfy(isHeader) ? blocks : [columns]
  }

  /// The last column of the table: that of its scores and units, and those with names right behind them.
  var lastColumn: Int {
    var last = max(scores.map(\.column).max() ?? 0, columns.values.max() ?? 0, order ?? 0)
    while names[last + 1] != nil { last += 1 }
    return last
  }

  /// The header without the columns behind its own; what stands in those is said to be left out.
  func upToLastColumn(leavingOut others: [Int]) -> SheetHeader {
    var header = self
    let last = lastColumn
    header.unknown.removeAll { $0.column > last }
    header.derived.removeAll { $0.column > last }
    header.derived += others.map { column in
      ScoreColumn(
        column: column, name: names[column] ?? CellReference.letters(ofColumn: column), indicator: nil)
    }
    return header
  }
}
