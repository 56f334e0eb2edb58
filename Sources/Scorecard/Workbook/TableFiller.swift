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

  private(set) var rowCount = 0
  private var remarks: [WorkbookRemark] = []
  private var footers = Named()
  private var unnumbered = Named()
  private var notAvailable = Named()
  private var derived: [String] = []
  private var readRows: Set<Int> = []
  private var readColumns: Set<Int> = []
  private var firstDay: SheetDay?

  /// What was left out of one kind: the first names, where the first stands, and how many.
  private struct Named {
    var names: [String] = []
    var first: CellReference?
    var count = 0

    mutating func add(_ name: String, _ place: CellReference) {
      if names.count < 5, !name.isEmpty { names.append(String(name.prefix(80))) }
      first = first ?? place
      count += 1
    }
  }

  init(sheet: String, index: IndexDefinition, years: YearOfDays, isPlain: Bool, isStep: Bool) {
    (self.sheet, self.index, self.years) = (sheet, index, years)
    (self.isPlain, self.isStep) = (isPlain, isStep)
  }

  /// The indicator that the name of a sheet or its titles name.
  static func indicator(ofSheet name: String, titles: [String], index: IndexDefinition) -> Indicator? {
    if let named = HeaderMeaning.indicator(name, index: index) { return named }
    return ([name] + titles).lazy.compactMap { HeaderMeaning.indicator(inTitle: $0, index: index) }.first
  }

  // MARK: A table

  /// What the scores of a table have in common.
  private struct Common {
    var day: Day?
    var indicator: Indicator?
    var unit: String?
    var level: Level?
    /// The days of columns that have some.
    var days: [Int: Day] = [:]
  }

  /// Adds the scores of a table.
  mutating func fill(_ table: SheetTable, of grid: SheetGrid, into records: inout WorkbookRecords) {
    let top = CellReference(
      row: grid.rows[table.header.rows.lowerBound].number, column: table.header.scores[0].column)
    guard let common = common(of: table, top) else { return }
    records.begin(tableWithColumns: table.header.names)
    let header = table.header
    let kinds = SheetRows(table, in: grid, index: index)
    var keys = Dictionary(
      uniqueKeysWithValues: header.columns.map { ($0.key, MergedColumn($0.value, in: grid)) })
    var order = MergedColumn(header.order, in: grid)
    var level = common.level
    let before = records.places.count
    for position in table.rows {
      let row = grid.rows[position]
      var texts: [ColumnRole: SheetGrid.Cell] = [:]
      for role in header.columns.keys { texts[role] = keys[role]?.cell(row) }
      let unitRole: ColumnRole = isPlain ? .series : .unit
      let unit = texts[unitRole].map(grid.text) ?? common.unit ?? ""
      let place = CellReference(row: row.number, column: header.unitColumn ?? header.scores[0].column)
      let isDated = texts[isStep ? .step : .date] != nil
      switch kinds.kind(position, order: order.text(row), unit: unit, isDated: isDated) {
      case .unit:
        rowCount += 1
        append(row, texts, unit: unit, level: level, common: common, table, grid, &records)
      case .heading(let named): level = named ?? level
      case .footer: footers.add(unit, place)
      case .unnumbered: unnumbered.add(unit, place)
      case .nothing: break
      }
    }
    derived += header.derived.filter { one in
      table.rows.contains { grid.cell(grid.rows[$0], one.column) != nil }
    }
    .map(\.name)
    if records.places.count == before { remarks.append(WorkbookRemark(sheet, top, .noRows)) }
    readColumns.formUnion(header.scores.map(\.column) + Array(header.columns.values))
  }

  /// What the sheet tells, unless the table cannot be read.
  private mutating func common(of table: SheetTable, _ top: CellReference) -> Common? {
    let header = table.header
    func refuse(_ kind: WorkbookRemark.Kind) -> Common? {
      remarks.append(WorkbookRemark(sheet, top, kind))
      return nil
    }
    if let repeated = header.repeated {
      return refuse(.repeatedColumn(first: repeated.first, second: repeated.second))
    }
    if header.isPlain != isPlain || (isStep && header.columns[.step] == nil) {
      return refuse(.otherShape(header.isPlain ? .plain : .wide))
    }
    var common = Common(level: header.level ?? Level.ofHeading(sheet))
    if header.unitColumn == nil {
      let isName = HeaderMeaning(sheet, index: index) == .unknown && Level.ofHeading(sheet) == nil
      let isGeneric = NameKey.folded(sheet).contains(/^(sheet|trang tinh|trang|bang|table)? ?[0-9]*$/)
      guard isName, !isGeneric, DateText(sheet).mentions.isEmpty else { return refuse(.noUnit) }
      common.unit = sheet
    }
    if !isStep, header.columns[.date] == nil {
      if let refused = findDays(of: table, &common) { return refuse(refused) }
    }
    if !isPlain, header.columns[.indicator] == nil, header.scores.contains(where: { $0.indicator == nil }) {
      common.indicator = Self.indicator(ofSheet: sheet, titles: table.titles, index: index)
      if common.indicator == nil {
        // A level as the name of a sheet says that its sheets differ by that.
        guard mayTakeAsTotal || Level.ofHeading(sheet) != nil else { return refuse(.noIndicator) }
        common.indicator = .total
        remarks.append(WorkbookRemark(sheet, top, .takenAsTotal))
      }
    }
    return common
  }

  /// The day of the sheet and those of its columns; what is wrong, where a score would have none.
  private mutating func findDays(of table: SheetTable, _ common: inout Common) -> WorkbookRemark.Kind? {
    var assumed: Day?
    var found = SheetDay(name: sheet, titles: table.titles)
    // Tables further down may have their day from the first.
    if case .none = found, let firstDay { found = firstDay }
    firstDay = firstDay ?? found
    var undated: WorkbookRemark.Kind?
    switch found {
    case .day(let day): common.day = day
    case .ofSomeYear(let open):
      common.day = years.day(open)
      if table.header.scores.contains(where: { $0.when == nil }) { assumed = common.day }
      if common.day == nil { undated = .noDate(found: "\(open.day).\(open.month)") }
    case .none(let text): undated = .noDate(found: text)
    case .several(let days): undated = .severalDates(days)
    }
    for score in table.header.scores {
      switch score.when {
      case .day(let day): common.days[score.column] = day
      case .ofSomeYear(let open):
        // The title's year counts before any other.
        let own = common.day.flatMap { Day(year: $0.year, month: open.month, day: open.day) }
        guard let day = own ?? years.day(open) else { return .noDate(found: score.name) }
        if own == nil { assumed = assumed ?? day }
        common.days[score.column] = day
      case nil:
        if let undated { return undated }
      }
    }
    if let assumed { remarks.append(WorkbookRemark(sheet, nil, .year(assumed))) }
    return nil
  }

  // MARK: A row

  private mutating func append(
    _ row: SheetGrid.Row, _ texts: [ColumnRole: SheetGrid.Cell], unit: String, level: Level?, common: Common,
    _ table: SheetTable, _ grid: SheetGrid, _ records: inout WorkbookRecords
  ) {
    let header = table.header
    func text(_ role: ColumnRole) -> [UInt8] { texts[role].map { Array(grid.text($0).utf8) } ?? [] }
    func place(_ column: Int?) -> CellReference {
      CellReference(row: row.number, column: column ?? header.scores[0].column)
    }
    let unitRole: ColumnRole = isPlain ? .series : .unit
    let isUnitFormula = texts[unitRole]?.content == .formulaWithoutValue
    let dayCell = texts[isStep ? .step : .date]
    let rowDay = dayCell.map { day(of: $0, in: grid) } ?? ""
    var base = WorkbookRecords.Row(
      day: rowDay, unit: isUnitFormula ? [] : Array(unit.utf8), level: level?.rawValue ?? "", indicator: "",
      maximum: text(.maximum), status: text(.status), source: text(.source))
    if texts[.level] != nil { base.level = String(decoding: text(.level), as: UTF8.self) }
    readRows.insert(row.number)

    // A fault of the whole row is told once, at its own cell.
    let hasOwnDay = header.columns[.date] != nil || isStep
    let isDayFaulty = hasOwnDay && !isStep && (try? Day.parse(rowDay).get()) == nil
    let isRowFaulty = base.unit.isEmpty || isDayFaulty
    if isRowFaulty {
      guard header.scores.contains(where: { grid.cell(row, $0.column) != nil }) else { return }
      let column = base.unit.isEmpty ? header.unitColumn : header.columns[.date]
      records.append(base, place: place(column), score: nil, in: grid)
      if isUnitFormula || (isDayFaulty && dayCell?.content == .formulaWithoutValue) {
        records.markWithoutValue()
      }
      return
    }
    let rowIndicator =
      header.columns[.indicator] != nil ? String(decoding: text(.indicator), as: UTF8.self) : nil
    var hasScore = false
    for score in header.scores {
      guard let cell = grid.cell(row, score.column) else { continue }
      hasScore = true
      if grid.isNotAvailable(cell) {
        notAvailable.add("", place(score.column))
        continue
      }
      var one = base
      if let day = common.days[score.column] ?? (hasOwnDay ? nil : common.day) { one.day = day.description }
      one.indicator =
        score.indicator.map { $0.id(in: index) } ?? rowIndicator ?? common.indicator?.id(in: index) ?? ""
      records.append(one, place: place(score.column), score: cell, in: grid)
    }
    if !hasScore || records.places.count == 0 {
      // The unit is named, and has no score.
      var one = base
      if !hasOwnDay { one.day = (common.day ?? common.days.values.min() ?? Day(ordinal: 0)).description }
      one.indicator = rowIndicator ?? "total"
      records.append(one, place: place(header.unitColumn), score: nil, in: grid)
    }
    guard !isPlain, rowIndicator == nil, common.indicator == nil else { return }
    for column in header.unknown {
      guard let cell = grid.cell(row, column.column), cell.content == .number, grid.format(cell).kind != .date
      else {
        continue
      }
      var one = base
      if !hasOwnDay { one.day = (common.day ?? common.days.values.min() ?? Day(ordinal: 0)).description }
      one.indicator = column.name
      records.append(one, place: place(column.column), score: cell, in: grid)
    }
  }

  /// The day of a row as a text: of a cell such as “Tuần 17/11/2025” the day alone.
  private func day(of cell: SheetGrid.Cell, in grid: SheetGrid) -> String {
    let text = grid.text(cell)
    if isStep || cell.content == .number || (try? Day.parse(text).get()) != nil { return text }
    if case .date(.day(let day), nil) = HeaderMeaning(text, index: index) { return day.description }
    return text
  }

  // MARK: Remarks

  /// What is to be said of the sheet.
  func remarks(of grid: SheetGrid) -> [WorkbookRemark] {
    var all = remarks
    if unnumbered.count > 0 {
      all.append(
        WorkbookRemark(sheet, unnumbered.first, .unnumberedRows(unnumbered.names, count: unnumbered.count)))
    }
    if footers.count > 0 {
      all.append(WorkbookRemark(sheet, footers.first, .footerRows(footers.names, count: footers.count)))
    }
    if !derived.isEmpty { all.append(WorkbookRemark(sheet, nil, .columns(derived))) }
    if notAvailable.count > 0 {
      all.append(WorkbookRemark(sheet, notAvailable.first, .notAvailable(count: notAvailable.count)))
    }
    let rows = grid.hiddenRows.intersection(readRows)
    if let first = rows.min() {
      all.append(WorkbookRemark(sheet, CellReference(row: first, column: 1), .hiddenRows(count: rows.count)))
    }
    let columns = readColumns.sorted().filter { column in grid.hiddenColumns.contains { $0.contains(column) }
    }
    if let first = columns.first {
      all.append(
        WorkbookRemark(
          sheet, CellReference(row: 1, column: first),
          .hiddenColumns(columns.map { CellReference.letters(ofColumn: $0) })))
    }
    return all
  }
}
