/// The header of a table in a sheet, of one row or several: which column holds what.
struct SheetHeader: Sendable {
  /// A column of scores, with what the header says of them.
  struct ScoreColumn: Hashable, Sendable {
    let column: Int
    let name: String
    let indicator: Indicator?
    var when: DateMention.When?
  }

  /// Two columns of one meaning, by their names.
  struct Repetition: Sendable {
    let first: String, second: String
  }

  /// The rows of the header, as positions in the rows of the grid.
  let rows: Range<Int>
  let columns: [ColumnRole: Int]
  /// The column that numbers the rows.
  let order: Int?
  let scores: [ScoreColumn]
  /// Columns whose names say nothing, and those that hold nothing but differences, shares and the like.
  let unknown: [ScoreColumn], derived: [ScoreColumn]
  /// Two columns that mean the same.
  let repeated: Repetition?
  /// The name above the units, folded, to tell a header that is repeated.
  let unitName: String
  /// The text above each column, its lowest cell.
  let names: [Int: String]
  /// The level that the word above the units names, as in “Xã, phường”.
  let level: Level?

  var isPlain: Bool { columns[.series] != nil }
  var unitColumn: Int? { columns[.unit] ?? columns[.series] }
  /// Whether columns of scores have days of their own.
  var hasDays: Bool { scores.contains { $0.when != nil } }

  /// How far below the first row a header may begin, past titles.
  static let searchedRows = 40
  private static let mostRows = 4
  /// Columns beyond are not looked at in headers: no table of scores is so wide.
  static let columnLimit = 4_000

  /// The first header from a row on.
  init?(_ grid: SheetGrid, from start: Int, index: IndexDefinition) {
    var known: [Int: HeaderRow] = [:]
    func row(_ position: Int) -> HeaderRow {
      if let row = known[position] { return row }
      let row = HeaderRow(grid, grid.rows[position], index: index)
      known[position] = row
      return row
    }
    for top in start..<min(start + Self.searchedRows, grid.rows.count) where row(top).knownCount > 0 {
      var stack = [row(top)]
      var best = Self(stack, at: top)
      while stack.count < Self.mostRows, top + stack.count < grid.rows.count {
        let next = row(top + stack.count)
        guard next.continues(stack, unitColumn: best?.unitColumn) else { break }
        stack.append(next)
        best = Self(stack, at: top) ?? best
      }
      if var best {
        // A title right above says nothing of columns: without it the header is the same.
        while best.rows.count > 1 {
          let lower = best.rows.dropFirst()
          guard let rest = Self(lower.map(row), at: lower.lowerBound), rest.saysTheSame(as: best) else {
            break
          }
          best = rest
        }
        self = best
        return
      }
    }
    return nil
  }

  /// A header of these rows; nil where they name no scores, or nothing that has them.
  private init?(_ stack: [HeaderRow], at top: Int) {
    var items: [Int: [Item]] = [:]
    for (number, row) in stack.enumerated() {
      for cell in row.cells where !cell.isFromAbove || number == 0 {
        items[cell.column, default: []].append(Item(cell: cell, row: number))
      }
    }
    let order = items.keys.sorted()
    let unit = order.first { items[$0]?.last?.role == .unit || items[$0]?.last?.role == .series }
    var parts = Parts()
    for column in order {
      // What is shown above the units as well is a title.
      let own = (items[column] ?? []).filter { item in
        item.row == stack.count - 1 || unit.map { $0 == column || !item.cell.span.contains($0) } ?? true
      }
      if let bottom = own.last { parts.add(column, own, bottom, isUnit: column == unit) }
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

  /// A cell above a column, and in which row of the header.
  private struct Item {
    let cell: HeaderRow.Cell
    let row: Int

    var role: ColumnRole? { if case .role(let role) = cell.meaning { role } else { nil } }
  }

  /// The columns, as they come.
  private struct Parts {
    var columns: [ColumnRole: Int] = [:]
    var order: Int?
    var scores: [ScoreColumn] = []
    var unknown: [ScoreColumn] = []
    var derived: [ScoreColumn] = []
    var repeated: Repetition?
    var names: [Int: String] = [:]
    /// Columns whose day stands above others as well, though the cells are not merged.
    private var openDays: Set<Int> = []

    mutating func add(_ column: Int, _ items: [Item], _ bottom: Item, isUnit: Bool) {
      let name = bottom.cell.text
      names[column] = name
      var (indicator, when) = (Indicator?.none, DateMention.When?.none)
      for item in items {
        switch item.cell.meaning {
        case .indicator(let one): indicator = one
        case .date(let day, let one):
          when = day
          indicator = one ?? indicator
          if item.row < bottom.row, item.cell.span.count == 1 { openDays.insert(column) }
        default: break
        }
      }
      let score = ScoreColumn(column: column, name: name, indicator: indicator, when: when)
      if items.contains(where: { $0.cell.meaning == .derived }) {
        derived.append(score)
        return
      }
      switch bottom.cell.meaning {
      case .order: order = order ?? column
      case .role(.note): break
      case .role(.score), .role(.value): scores.append(score)
      case .role(.maximum) where indicator != nil: break
      case .role(let role):
        // One name over several columns: the first holds it.
        if let other = columns[role] {
          if !bottom.cell.span.contains(other) {
            repeated = repeated ?? Repetition(first: names[other] ?? "", second: name)
          }
        } else {
          columns[role] = column
        }
      case .unknown: unknown.append(score)
      case .indicator, .date, .current: scores.append(score)
      case .derived: break
      }
    }

    /// Days that stand once above several columns, and what is left out.
    consuming func finished(hasUnit: Bool) -> Parts? {
      if columns[.date] != nil {
        // Days in rows above are those of a title.
        scores = scores.map {
          ScoreColumn(column: $0.column, name: $0.name, indicator: $0.indicator, when: nil)
        }
      } else {
        var open: DateMention.When?
        for position in scores.indices {
          if let when = scores[position].when {
            open = openDays.contains(scores[position].column) ? when : nil
          } else if let open {
            scores[position].when = open
          }
        }
      }
      if scores.contains(where: { $0.when != nil }),
        !scores.contains(where: { $0.when != nil && $0.indicator != nil })
      {
        // Weeks across: a column without one sums them up.
        derived += scores.filter { $0.when == nil }
        scores.removeAll { $0.when == nil }
      }
      guard !scores.isEmpty, hasUnit || columns[.indicator] != nil else { return nil }
      var seen: [ScoreKey: String] = [:]
      for one in scores {
        if let first = seen.updateValue(one.name, forKey: ScoreKey(indicator: one.indicator, when: one.when))
        {
          repeated = repeated ?? Repetition(first: first, second: one.name)
        }
      }
      return self
    }

    private struct ScoreKey: Hashable {
      let indicator: Indicator?
      let when: DateMention.When?
    }
  }
}
