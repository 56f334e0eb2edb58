/// Reads histories from workbooks of Excel, `.xlsx` and `.xlsm`.
///
/// Each visible sheet is searched for tables. What a score means is put together from what stands above its column, in
/// its row, and in the title or name of the sheet: so long and wide tables are read, weeks or indicators across, and a
/// sheet for each week, level or indicator. All sheets are one history, in the order of the workbook. The rules on
/// names, days and numbers are those of other files.
struct WorkbookReader {
  private struct Sheet {
    let name: String
    let grid: SheetGrid
    let tables: [SheetTable]
  }

  private let index: IndexDefinition
  private var sheets: [Sheet] = []
  private var remarks: [WorkbookRemark] = []
  /// The names of all sheets with cells.
  private var names: [String] = []
  private var years = YearOfDays()

  /// Reads the bytes of a workbook.
  static func read(_ bytes: [UInt8], index: IndexDefinition) throws(IngestError) -> IngestResult {
    var reader = WorkbookReader(index: index)
    do throws(WorkbookError) { try reader.open(bytes) } catch { throw .workbook(error) }
    return try reader.result()
  }

  private init(index: IndexDefinition) { self.index = index }

  /// Reads all visible sheets.
  private mutating func open(_ bytes: [UInt8]) throws(WorkbookError) {
    let package = try WorkbookPackage(bytes)
    var budget = SheetGrid.cellLimit
    for sheet in package.sheets {
      guard let part = sheet.part else { continue }
      names.append(sheet.name)
      if sheet.isHidden {
        remarks.append(WorkbookRemark(sheet.name, nil, .hiddenSheet))
        continue
      }
      let grid = try SheetGrid(try package.archive.part(part), of: package, budget: &budget)
      if grid.cells.isEmpty { continue }
      let tables = SheetTable.tables(in: grid, index: index)
      sheets.append(Sheet(name: sheet.name, grid: grid, tables: tables))
    }
    if sheets.isEmpty { throw .noSheet }
    for sheet in sheets {
      for text in [sheet.name] + (sheet.tables.first.map { $0.sharedTitles + $0.titles } ?? []) {
        years.years.formUnion(DateText(text).years)
      }
    }
    years.saved = package.saved
  }

  /// Makes one history of all tables.
  private mutating func result() throws(IngestError) -> IngestResult {
    let headers = sheets.flatMap { $0.tables.map(\.header) }
    let first = headers.first
    let isPlain = first?.isPlain ?? false
    let isStep = isPlain && first?.columns[.step] != nil && first?.columns[.date] == nil
    var records = WorkbookRecords(isPlain: isPlain, isStep: isStep)
    var rowCount = 0
    let unnamed = sheets.count { sheet in sheet.tables.contains { needsIndicator($0, in: sheet) } }
    let unitNames = unitNames
    for sheet in sheets {
      if sheet.tables.isEmpty {
        let rows = sheet.grid.countRows(ofUnits: unitNames)
        remarks.append(
          WorkbookRemark(sheet.name, nil, rows >= 2 ? .noHeaderOverUnits(rows: rows) : .noHeader))
      }
      records.begin(sheet: sheet.name)
      var filler = TableFiller(
        sheet: sheet.name, index: index, years: years, isPlain: isPlain, isStep: isStep)
      filler.mayTakeAsTotal = unnamed <= 1
      filler.hasSeveralTables = sheet.tables.count > 1
      for table in sheet.tables { filler.fill(table, of: sheet.grid, into: &records) }
      rowCount += filler.rowCount
      remarks += filler.remarks(of: sheet.grid)
    }
    let order = Dictionary(names.enumerated().map { ($1, $0) }, uniquingKeysWith: min)
    // Sheet by sheet.
    remarks = remarks.enumerated().sorted {
      (order[$0.element.sheet] ?? 0, $0.offset) < (order[$1.element.sheet] ?? 0, $1.offset)
    }
    .map(\.element)
    guard records.places.count > 0 else {
      let first = remarks.filter(\.leavesOut) + remarks.filter { !$0.leavesOut }
      throw .workbook(.noTable(Array(first.prefix(Self.namedRemarks)), sheets: names.count))
    }
    return try history(of: records, rowCount: rowCount)
  }

  private static let namedRemarks = 8

  /// What stands where tables name their units, to know units elsewhere.
  private var unitNames: Set<String> {
    var names: Set<String> = []
    for sheet in sheets where sheets.contains(where: \.tables.isEmpty) {
      for table in sheet.tables {
        guard let column = table.header.unitColumn else { continue }
        for row in sheet.grid.rows[table.rows] {
          if let cell = sheet.grid.cell(row, column) {
            names.insert(NameKey.same(UnitName.plain(sheet.grid.text(cell))))
          }
        }
      }
    }
    return names
  }

  /// Whether only the sheet can tell of which indicator a table's scores are, and does not.
  private func needsIndicator(_ table: SheetTable, in sheet: Sheet) -> Bool {
    !table.header.isPlain && table.header.columns[.indicator] == nil
      && table.header.scores.contains { $0.indicator == nil }
      && TableMeaning.indicator(of: table, sheet.name, index) == nil
  }

  private func history(of records: WorkbookRecords, rowCount: Int) throws(IngestError) -> IngestResult {
    let header = try Header(names: records.header, line: 1, index: index)
    let isBelowThousand = !records.isPlain && index.maximum < 1000
    var scanner = RecordScanner(bytes: records.bytes, delimiter: WorkbookRecords.delimiter)
    var style = NumberReader.Style.unknown(commaIsDecimal: true)
    if !isBelowThousand {
      style = try HistoryReader.detectStyle(scanner, header, commaIsDecimal: true)
    }
    var rows = RowReader(
      header: header, index: index, numbers: NumberReader(style: style, isBelowThousand: isBelowThousand))
    while try scanner.next() { rows.read(scanner, fileIsCutOff: false) }
    do throws(IngestError) {
      return try rows.finish(delimiter: ",").located(in: records, rowCount: rowCount, remarks: remarks)
    } catch {
      throw .inWorkbook(error.located(in: records), records.places)
    }
  }
}

extension SheetGrid {
  /// How many rows have a number beside the name of a unit: one of these, or one that begins as such names do.
  fileprivate func countRows(ofUnits names: Set<String>) -> Int {
    rows.count { row in
      let cells = cells[row.cells].prefix(60)
      return cells.contains(where: isNumber)
        && cells.contains { cell in
          guard cell.content == .text || cell.content == .sharedText else { return false }
          let name = UnitName.plain(text(cell))
          let words = NameKey.folded(name).split(separator: " ")
          return names.contains(NameKey.same(name))
            || (words.count >= 2 && ["xa", "phuong", "ubnd", "dac"].contains(words[0])
              && words[1] != "phuong")
            || (name.lowercased().hasPrefix("sở ") && words.count >= 2 && words[1] != "nganh")
        }
    }
  }
}

extension IngestResult {
  /// The result with the places of a workbook.
  fileprivate func located(
    in records: WorkbookRecords, rowCount: Int, remarks: [WorkbookRemark]
  ) -> IngestResult {
    IngestResult(
      history: history, shape: shape, delimiter: delimiter, rowCount: rowCount,
      problems: problems.map { $0.located(in: records) }, problemCount: problemCount,
      unknownIndicators: unknownIndicators, unknownIndicatorCount: unknownIndicatorCount,
      maximumMismatches: maximumMismatches, heldBackUnits: heldBackUnits,
      heldBackUnitCount: heldBackUnitCount,
      places: records.places, remarks: remarks)
  }
}

extension IngestError {
  fileprivate func located(in records: WorkbookRecords) -> IngestError {
    guard case .noUsableRow(let problems, let count, let heldBack, let unknown) = self else { return self }
    return .noUsableRow(
      problems: problems.map { $0.located(in: records) }, count: count, heldBack: heldBack, unknown: unknown)
  }
}

extension RowProblem {
  /// The problem with the column of the sheet, and as that of a formula where it is one.
  fileprivate func located(in records: WorkbookRecords) -> RowProblem {
    let isFormula =
      records.linesWithoutValue.contains(line)
      && (value.hasPrefix("=") || reason == .missing(.unit) || reason == .missing(.series))
    return RowProblem(
      line: line, column: records.places[line]?.column, columnName: records.columnName(ofLine: line),
      value: value, reason: isFormula ? .formulaWithoutValue : reason, day: day, unit: unit,
      indicator: indicator,
      number: number)
  }
}
