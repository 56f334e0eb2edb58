/// Turns the tables of a sheet into rows of one long table.
///
/// What a score means is taken from its column first, then from its row, then from the sheet.
struct TableFiller {
  private let sheet: String
  private let index: IndexDefinition
  private let years: YearOfDays
  private let isPlain: Bool
  private let isStep: Bool
  /// Whether scores of which nothing names the indicator may be totals: with several such sheets they may be anything.
  var mayTakeAsTotal = true
  /// Whether the sheet has several tables, which must not tell different scores.
  var hasSeveralTables = false

  private(set) var rowCount = 0
  private var notes = FillingNotes()
  private var remarks: [WorkbookRemark] = []
  private var firstDay: SheetDay?
  /// The texts that rows name indicators by, with the ids of these.
  private var indicators: [String: String] = [:]
  /// The scores of the tables so far, where there are several.
  private var known: [Key: (score: [UInt8], place: CellReference)] = [:]

  /// What a score is of.
  private struct Key: Hashable {
    let day: String, unit: String, indicator: String
  }

  init(sheet: String, index: IndexDefinition, years: YearOfDays, isPlain: Bool, isStep: Bool) {
    (self.sheet, self.index, self.years) = (sheet, index, years)
    (self.isPlain, self.isStep) = (isPlain, isStep)
  }

  // MARK: A table

  /// Adds the scores of a table.
  mutating func fill(_ table: SheetTable, of grid: SheetGrid, into records: inout WorkbookRecords) {
    let header = table.header
    let top = CellReference(
      row: grid.rows[header.rows.lowerBound].number, column: header.scores[0].column)
    let told = TableMeaning.of(
      table, in: grid,
      .init(
        sheet: sheet, index: index, years: years, isPlain: isPlain, isStep: isStep,
        mayTakeAsTotal: mayTakeAsTotal, firstDay: firstDay))
    firstDay = firstDay ?? told.day
    if let refused = told.refused { remarks.append(WorkbookRemark(sheet, top, refused)) }
    guard let meaning = told.meaning else { return }
    let before = (notes, rowCount)
    let mark = records.mark
    let count = records.places.count
    var filling = Filling(table: table, grid: grid, meaning: meaning)
    fill(&filling, into: &records)
    if let (place, other) = filling.contradiction {
      (notes, rowCount) = before
      records.goBack(to: mark)
      remarks.append(WorkbookRemark(sheet, place, .contradiction(other: other.description)))
      return
    }
    remarks += meaning.assumed.map { kind in
      if case .year = kind { WorkbookRemark(sheet, nil, kind) } else { WorkbookRemark(sheet, top, kind) }
    }
    notes.derived += header.derived.filter { one in
      table.rows.contains { grid.cell(grid.rows[$0], one.column) != nil }
    }
    .map(\.name)
    if records.places.count == count { remarks.append(WorkbookRemark(sheet, top, .noRows)) }
    notes.readColumns.formUnion(header.scores.map(\.column) + Array(header.columns.values))
  }

  /// A table while it is read.
  private struct Filling {
    let table: SheetTable
    let grid: SheetGrid
    let meaning: TableMeaning
    var added: [Key: (score: [UInt8], place: CellReference)] = [:]
    /// The first row of each unit, by its name.
    var firstRows: [String: Int] = [:]
    /// A score that another table of the sheet tells differently, and where that is.
    var contradiction: (place: CellReference, other: CellReference)?

    init(table: SheetTable, grid: SheetGrid, meaning: TableMeaning) {
      (self.table, self.grid, self.meaning) = (table, grid, meaning)
    }
  }

  private mutating func fill(_ filling: inout Filling, into records: inout WorkbookRecords) {
    let (table, grid) = (filling.table, filling.grid)
    let header = table.header
    records.begin(tableWithColumns: header.names)
    let kinds = SheetRows(table, in: grid, index: index)
    var keys = Dictionary(
      uniqueKeysWithValues: header.columns.map { ($0.key, MergedColumn($0.value, in: grid)) })
    var order = MergedColumn(header.order, in: grid)
    var heading = Heading(level: filling.meaning.level)
    // Of one day and indicator a unit has one row.
    let isOneDay = !isPlain && header.columns[.date] == nil && header.columns[.indicator] == nil
    for position in table.rows {
      let row = grid.rows[position]
      var texts: [ColumnRole: SheetGrid.Cell] = [:]
      for role in header.columns.keys { texts[role] = keys[role]?.cell(row) }
      let unitRole: ColumnRole = isPlain ? .series : .unit
      let unit = texts[unitRole].map(grid.text) ?? filling.meaning.unit ?? ""
      let place = CellReference(row: row.number, column: header.unitColumn ?? header.scores[0].column)
      let isDated = texts[isStep ? .step : .date] != nil
      switch kinds.kind(position, order: order.text(row), unit: unit, isDated: isDated) {
      case .unit:
        if isOneDay, !unit.isEmpty, contradicts(position, unit, &filling) {
          notes.repeatedUnits.add(unit, place)
          continue
        }
        rowCount += 1
        append(row, texts, unit: unit, level: heading.level, &filling, &records)
      case .heading(let named, let number):
        heading.follow(named, number: number, sheetLevel: filling.meaning.level)
        if number.isEmpty, header.scores.contains(where: { grid.cell(row, $0.column) != nil }) {
          notes.footers.add(unit, place)
        }
      case .footer: notes.footers.add(unit, place)
      case .unnumbered: notes.unnumbered.add(unit, place)
      case .behind: notes.behind.add(unit, place)
      case .nothing: break
      }
    }
    if filling.contradiction == nil { known.merge(filling.added) { first, _ in first } }
  }

  /// The heading above a row.
  private struct Heading {
    var level: Level?
    private var isRoman: Bool?

    init(level: Level?) { self.level = level }

    /// Goes on below another heading. One of the same kind of number that names no level ends the level before.
    mutating func follow(_ named: Level?, number: String, sheetLevel: Level?) {
      let isRoman = number.isEmpty ? nil : number.allSatisfy { "ivx".contains($0) }
      if let named {
        (level, self.isRoman) = (named, isRoman)
      } else if isRoman != nil, isRoman == self.isRoman {
        level = sheetLevel
      }
    }
  }

  // MARK: A row

  private mutating func append(
    _ row: SheetGrid.Row, _ texts: [ColumnRole: SheetGrid.Cell], unit: String, level: Level?,
    _ filling: inout Filling, _ records: inout WorkbookRecords
  ) {
    let (grid, header, meaning) = (filling.grid, filling.table.header, filling.meaning)
    func text(_ role: ColumnRole) -> [UInt8] { texts[role].map { Array(grid.text($0).utf8) } ?? [] }
    func place(_ column: Int?) -> CellReference {
      CellReference(row: row.number, column: column ?? header.scores[0].column)
    }
    let unitRole: ColumnRole = isPlain ? .series : .unit
    let isUnitFormula = texts[unitRole]?.content == .formulaWithoutValue
    let dayCell = texts[isStep ? .step : .date]
    let rowDay = dayCell.map { day(of: $0, in: grid, row) } ?? ""
    let name = isPlain ? unit : UnitName.plain(unit)
    var base = WorkbookRecords.Row(
      day: rowDay, unit: isUnitFormula ? [] : Array(name.utf8), level: level?.rawValue ?? "", indicator: "",
      maximum: text(.maximum), status: text(.status), source: text(.source))
    if texts[.level] != nil { base.level = String(decoding: text(.level), as: UTF8.self) }
    notes.readRows.insert(row.number)

    // A fault of the whole row is told once, at its own cell.
    let hasOwnDay = header.columns[.date] != nil || isStep
    let isDayFaulty = hasOwnDay && !isStep && (try? Day.parse(rowDay).get()) == nil
    let lacksUnit = base.unit.isEmpty && !header.hasUnitsAcross
    if lacksUnit || isDayFaulty {
      guard header.scores.contains(where: { grid.cell(row, $0.column) != nil }) else { return }
      if base.unit.isEmpty, !lacksUnit { base.unit = Array((header.scores[0].unit ?? "").utf8) }
      records.append(base, place: place(lacksUnit ? header.unitColumn : header.columns[.date]), in: grid)
      if isUnitFormula || (isDayFaulty && dayCell?.content == .formulaWithoutValue) {
        records.markWithoutValue()
      }
      return
    }
    let rowIndicator = header.columns[.indicator] != nil ? indicatorText(texts[.indicator], in: grid) : nil
    var hasScore = false
    for score in header.scores {
      guard let cell = grid.cell(row, score.column) else { continue }
      var one = base
      if let unit = score.unit { one.unit = Array(unit.utf8) }
      if !hasOwnDay, let day = meaning.day(ofColumn: score.column) { one.day = day.description }
      if let day = meaning.days[score.column] { one.day = day.description }
      one.indicator =
        score.indicator.map { $0.id(in: index) } ?? rowIndicator ?? meaning.indicator?.id(in: index) ?? ""
      guard let value = value(of: cell, indicator: one.indicator, place(score.column), in: grid) else {
        continue
      }
      hasScore = true
      records.append(one, place: place(score.column), score: cell, text: value.text, in: grid)
      if hasSeveralTables {
        compare(one, value.text ?? Array(grid.text(cell).utf8), place(score.column), &filling)
      }
    }
    if !hasScore, !header.hasUnitsAcross {
      // The unit is named, and has no score.
      var one = base
      if !hasOwnDay { one.day = meaning.anyDay.description }
      one.indicator = rowIndicator ?? "total"
      records.append(one, place: place(header.unitColumn), in: grid)
    }
    guard !isPlain, rowIndicator == nil, meaning.indicator == nil else { return }
    for column in header.unknown {
      guard let cell = grid.cell(row, column.column), cell.content == .number, grid.format(cell).kind != .date
      else {
        continue
      }
      var one = base
      if !hasOwnDay { one.day = meaning.anyDay.description }
      one.indicator = Self.unknownName(column.name, index)
      records.append(one, place: place(column.column), score: cell, in: grid)
    }
  }

  /// What to write for a score where that is not what the cell holds; nil where there is no score.
  private mutating func value(
    of cell: SheetGrid.Cell, indicator: String, _ place: CellReference, in grid: SheetGrid
  ) -> (text: [UInt8]?, Void)? {
    if grid.isNotAvailable(cell) {
      notes.notAvailable.add("", place)
      return nil
    }
    if isPlain { return (nil, ()) }
    switch cell.content {
    case .text, .sharedText:
      let text = grid.text(cell)
      let maximum = index.indicator(named: indicator).flatMap { index.maximum(of: $0) }
      switch ScoreText.reading(text, maximum: maximum) {
      case .missing:
        notes.missing.add(text, place)
        return nil
      case .number(let number): return (Array(number.utf8), ())
      case .other: return (Array(text.utf8), ())
      }
    case .number:
      if let shown = grid.roundedText(cell) {
        notes.rounded.add(grid.exactText(cell), place)
        notes.firstRounded = notes.firstRounded ?? String(decoding: shown, as: UTF8.self)
        return (shown, ())
      }
      return (nil, ())
    default: return (nil, ())
    }
  }

  /// The indicator of a row, by its id where its text names one.
  private mutating func indicatorText(_ cell: SheetGrid.Cell?, in grid: SheetGrid) -> String {
    guard let cell else { return "" }
    let text = grid.text(cell)
    if isPlain { return text }
    if let known = indicators[text] { return known }
    let id = HeaderMeaning.indicator(text, index: index)?.id(in: index) ?? Self.unknownName(text, index)
    indicators[text] = id
    return id
  }

  /// A name that is no indicator's, so that no other reader takes it for one for the sake of what stands before its
  /// bracket: “Tổng điểm (tự chấm)”.
  private static func unknownName(_ name: String, _ index: IndexDefinition) -> String {
    guard index.indicator(named: name) != nil, name.hasSuffix(")"), let open = name.lastIndex(of: "(") else {
      return name
    }
    return name[..<open] + "– " + name[name.index(after: open)...].dropLast()
  }

  /// Remembers a score, and finds whether another table of the sheet tells a different one.
  private func compare(
    _ row: WorkbookRecords.Row, _ score: [UInt8], _ place: CellReference, _ filling: inout Filling
  ) {
    let key = Key(
      day: row.day, unit: NameKey.same(String(decoding: row.unit, as: UTF8.self)), indicator: row.indicator)
    filling.added[key] = (score, place)
    guard filling.contradiction == nil, let other = known[key], other.score != score else { return }
    func number(_ text: [UInt8]) -> NumberReader.Outcome {
      NumberReader(style: .unknown(commaIsDecimal: true), isBelowThousand: true).read(text, 0..<text.count)
    }
    if case .number(let one, _) = number(score), case .number(let two, _) = number(other.score), one != two {
      filling.contradiction = (place, other.place)
    }
  }

  /// Whether a unit stands in a row further up with other scores.
  private func contradicts(_ position: Int, _ unit: String, _ filling: inout Filling) -> Bool {
    let name = NameKey.same(UnitName.plain(unit))
    guard let first = filling.firstRows[name] else {
      filling.firstRows[name] = position
      return false
    }
    let grid = filling.grid
    return filling.table.header.scores.contains { score in
      guard let one = grid.cell(grid.rows[first], score.column), grid.isNumber(one),
        let other = grid.cell(grid.rows[position], score.column), grid.isNumber(other)
      else { return false }
      return grid.text(one) != grid.text(other)
    }
  }

  /// The day of a row as a text: of a cell such as “Tuần 17/11/2025” the day alone.
  private mutating func day(of cell: SheetGrid.Cell, in grid: SheetGrid, _ row: SheetGrid.Row) -> String {
    let text = grid.text(cell)
    if isStep || cell.content == .number || (try? Day.parse(text).get()) != nil { return text }
    guard case .date(.day(let day), nil) = HeaderMeaning(text, index: index) else { return text }
    if !notes.hasTakenDay, let assumed = DateText(text).mentions.last(where: { $0.day == day })?.assumed {
      notes.hasTakenDay = true
      let place = CellReference(row: row.number, column: Int(cell.column))
      remarks.append(WorkbookRemark(sheet, place, .takenAsDay(assumed, day)))
    }
    return day.description
  }

  // MARK: Remarks

  /// What is to be said of the sheet.
  func remarks(of grid: SheetGrid) -> [WorkbookRemark] { remarks + notes.remarks(sheet: sheet, grid) }
}
