/// The columns below a header, as they come.
struct HeaderColumns {
  typealias ScoreColumn = SheetHeader.ScoreColumn

  /// A cell above a column, and in which row of the header.
  struct Item {
    let cell: HeaderRow.Cell
    let row: Int

    var role: ColumnRole? { if case .role(let role) = cell.meaning { role } else { nil } }
  }

  private(set) var columns: [ColumnRole: Int] = [:]
  private(set) var order: Int?
  private(set) var scores: [ScoreColumn] = []
  private(set) var unknown: [ScoreColumn] = []
  private(set) var derived: [ScoreColumn] = []
  private(set) var repeated: SheetHeader.Repetition?
  private(set) var names: [Int: String] = [:]
  /// Columns whose day stands above others as well, though the cells are not merged.
  private var openDays: Set<Int> = []
  /// Names without a meaning of their own above columns of scores.
  private var parents: [Int: String] = [:]
  /// Columns that name units again.
  private var furtherUnits: [ScoreColumn] = []

  /// Adds a column with the cells above it, the last of which is `bottom`.
  mutating func add(_ column: Int, _ items: [Item], _ bottom: Item) {
    let name = bottom.cell.text
    names[column] = name
    var (indicator, when) = (Indicator?.none, DateMention.When?.none)
    for item in items {
      switch item.cell.meaning {
      case .indicator(let one):
        // The total below the name of a component is that of the component.
        if case .component? = indicator, one == .total { break }
        indicator = one
      case .unknown where item.row < bottom.row: parents[column] = item.cell.text
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
        if bottom.cell.span.contains(other) { break }
        if role == .unit {
          furtherUnits.append(score)
        } else {
          repeated = repeated ?? .init(first: names[other] ?? "", second: name)
        }
      } else {
        columns[role] = column
      }
    case .unknown: unknown.append(score)
    case .indicator, .date, .current: scores.append(score)
    case .derived: break
    }
  }

  /// Days that stand once above several columns, units above columns, and what is left out.
  consuming func finished(hasUnit: Bool) -> HeaderColumns? {
    if columns[.date] != nil {
      // Days in rows above are those of a title.
      scores = scores.map {
        ScoreColumn(column: $0.column, name: $0.name, indicator: $0.indicator, when: nil)
      }
    } else {
      spreadDays()
    }
    if scores.contains(where: { $0.when != nil }),
      !scores.contains(where: { $0.when != nil && $0.indicator != nil })
    {
      // Weeks across: a column without one sums them up.
      derived += scores.filter { $0.when == nil }
      scores.removeAll { $0.when == nil }
    }
    let hasIndicatorRows = columns[.indicator] != nil
    if scores.isEmpty, !hasUnit, hasIndicatorRows || columns[.date] != nil { takeUnitsAcross() }
    guard !scores.isEmpty else { return nil }
    // Days down and indicators across are those of one unit.
    let isOfOneUnit =
      columns[.date] != nil && scores.allSatisfy { $0.unit != nil || $0.indicator != nil }
    guard hasUnit || hasIndicatorRows || isOfOneUnit else { return nil }
    if !hasUnit, !hasIndicatorRows, !takeUnitsAbove() { return nil }
    judgeFurtherUnits()
    var seen: [ScoreKey: String] = [:]
    for one in scores {
      let key = ScoreKey(indicator: one.indicator, when: one.when, unit: one.unit.map(NameKey.same))
      if let first = seen.updateValue(one.name, forKey: key) {
        repeated = repeated ?? .init(first: first, second: one.name)
      }
    }
    return self
  }

  private mutating func spreadDays() {
    var open: DateMention.When?
    for position in scores.indices {
      if let when = scores[position].when {
        open = openDays.contains(scores[position].column) ? when : nil
      } else if let open {
        scores[position].when = open
      }
    }
  }

  /// Takes the names above columns for units, where rows are indicators or days.
  private mutating func takeUnitsAcross() {
    let units = unknown.filter { Self.isUnitName($0.name) }
    guard units.count >= 2 else { return }
    scores = units.map {
      ScoreColumn(column: $0.column, name: $0.name, indicator: nil, when: nil, unit: UnitName.plain($0.name))
    }
    unknown.removeAll { one in units.contains { $0.column == one.column } }
  }

  /// Takes the names above indicators for units, where all columns have one; false where only some have.
  private mutating func takeUnitsAbove() -> Bool {
    let units = scores.map { one in parents[one.column].flatMap { Self.isUnitName($0) ? $0 : nil } }
    if units.allSatisfy({ $0 == nil }) { return true }
    guard units.allSatisfy({ $0 != nil }) else { return false }
    for position in scores.indices { scores[position].unit = units[position].map(UnitName.plain) }
    return true
  }

  /// Whether a name above a column may be that of a unit: it begins with a capital letter and has no word of headers.
  private static func isUnitName(_ name: String) -> Bool {
    guard let first = UnitName.plain(name).first, first.isLetter, first.isUppercase else { return false }
    let folded = NameKey.folded(name)
    return folded.utf8.count <= 80 && !folded.contains(/^(thang|quy|lan|nam|tuan) [0-9ivx]+( |$)/)
      && !headerBeginnings.contains { folded == $0 || folded.hasPrefix($0 + " ") }
  }

  private static let headerBeginnings = [
    "diem", "so luong", "so ho so", "tong", "ky bao cao", "nguoi", "phu trach", "chi tieu", "ly do",
    "nguyen nhan", "nhom", "muc", "giai phap", "nhan xet", "noi dung", "can bo", "thoi gian", "thoi han",
    "han hoan thanh", "score", "points", "weight", "trong so", "thang diem", "ket qua",
  ]

  /// A second column of units behind all scores tells something else of them, such as who is in charge.
  private mutating func judgeFurtherUnits() {
    for one in furtherUnits {
      if scores.allSatisfy({ $0.column < one.column }) {
        derived.append(one)
      } else if let first = columns[.unit] {
        repeated = repeated ?? .init(first: names[first] ?? "", second: one.name)
      }
    }
  }

  private struct ScoreKey: Hashable {
    let indicator: Indicator?
    let when: DateMention.When?
    let unit: String?
  }
}
