/// What is noted of a sheet while its tables are read.
struct FillingNotes {
  var footers = Named()
  var unnumbered = Named()
  var behind = Named()
  var repeatedUnits = Named()
  var missing = Named()
  var rounded = Named()
  /// How the first of the rounded scores is shown.
  var firstRounded: String?
  var notAvailable = Named()
  var derived: [String] = []
  var readRows: Set<Int> = []
  var readColumns: Set<Int> = []
  /// Whether a day of a row was taken that is written with a year of two digits.
  var hasTakenDay = false

  /// What was noted of one kind: the first different names, where the first stands, and how many.
  struct Named {
    private(set) var names: [String] = []
    private(set) var first: CellReference?
    private(set) var count = 0

    mutating func add(_ name: String, _ place: CellReference) {
      if names.count < 5, !name.isEmpty {
        let name = String(name.prefix(80))
        if !names.contains(name) { names.append(name) }
      }
      first = first ?? place
      count += 1
    }
  }

  func remarks(sheet: String, _ grid: SheetGrid) -> [WorkbookRemark] {
    var all: [WorkbookRemark] = []
    func add(_ named: Named, _ kind: WorkbookRemark.Kind) {
      if named.count > 0 { all.append(WorkbookRemark(sheet, named.first, kind)) }
    }
    add(unnumbered, .unnumberedRows(unnumbered.names, count: unnumbered.count))
    add(behind, .rowsBehind(behind.names, count: behind.count))
    add(repeatedUnits, .repeatedUnits(repeatedUnits.names, count: repeatedUnits.count))
    add(footers, .footerRows(footers.names, count: footers.count))
    if !derived.isEmpty { all.append(WorkbookRemark(sheet, nil, .columns(derived))) }
    add(notAvailable, .notAvailable(count: notAvailable.count))
    add(missing, .missingMarks(missing.names, count: missing.count))
    add(rounded, .rounded(exact: rounded.names.first ?? "", shown: firstRounded ?? "", count: rounded.count))
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
