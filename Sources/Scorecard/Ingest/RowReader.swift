/// Turns records into scores, and keeps account of what cannot be used.
struct RowReader {
  private let header: Header
  private let index: IndexDefinition
  private let numbers: NumberReader
  private let isPlain: Bool
  private let dateColumn: Int
  private let isStep: Bool
  private let unitColumn: Int

  private var builder: HistoryBuilder
  private(set) var report = RowReport()
  private(set) var rowCount = 0
  /// What the latest row of a plain file says; nil where it names no series.
  private(set) var sighting: Sighting?

  // Known texts of the file, by their bytes.
  private var unitTable = ByteTable()
  private var levelTable = ByteTable()
  private var indicatorTable = ByteTable()
  private var textTable = ByteTable()
  private var levels: [Level] = []
  private var indicators: [Indicator?] = []

  /// A row of a plain file.
  struct Sighting {
    /// The bytes of the series' name, and the name where it is not they that are it.
    let name: Range<Int>, text: String?
    var score: (day: Day, value: Double, decimals: Int)?
  }

  /// What the scores of one row share.
  private struct Row {
    let line: Int
    let day: Day
    let unit: Int
    let status: Int32
    let source: Int32
  }

  init(header: Header, index: IndexDefinition, numbers: NumberReader) {
    self.header = header
    self.index = index
    self.numbers = numbers
    isPlain = header.shape == .plain
    isStep = isPlain && header.columns[.step] != nil
    dateColumn = header.columns[isStep ? .step : .date] ?? 0
    unitColumn = header.columns[isPlain ? .series : .unit] ?? 0
    builder = HistoryBuilder(index: isPlain ? nil : index, axis: isStep ? .steps : .dates)
  }

  /// Reads the current record of a scanner.
  mutating func read(_ scanner: RecordScanner, fileIsCutOff: Bool) {
    rowCount += 1
    sighting = nil
    let line = scanner.recordLine
    if let problem = scanner.recordProblem(columnCount: header.count, fileIsCutOff: fileIsCutOff) {
      report.add(
        RowProblem(
          line: line, column: problem.cell.map { $0 + 1 }, columnName: problem.cell.flatMap(name(ofColumn:)),
          value: problem.value, reason: problem.reason))
      return
    }

    let unitCell = scanner.cells[unitColumn]
    guard let unit = unit(unitCell, scanner) else {
      let role: ColumnRole = isPlain ? .series : .unit
      report.add(problem(.missing(role), column: unitColumn, scanner))
      return
    }
    report.see(unit, line: line)
    if isPlain {
      let text = unitCell.hasDoubledQuotes ? builder.name(ofUnit: unit) : nil
      sighting = Sighting(name: unitCell.range, text: text, score: nil)
    }
    if let column = header.columns[.level] { readLevel(scanner.cells[column], of: unit, scanner) }
    guard let day = day(scanner, unit: unit) else { return }
    let row = Row(
      line: line, day: day, unit: unit, status: text(.status, scanner), source: text(.source, scanner))

    switch header.shape {
    case .plain:
      if let column = header.columns[.value] { readScore(column, .value, row, scanner) }
    case .long:
      guard let column = header.columns[.indicator], let scoreColumn = header.columns[.score],
        let indicator = indicator(column, row, scanner)
      else { return }
      readMaximum(of: indicator, scanner)
      readScore(scoreColumn, indicator, row, scanner)
    case .wide:
      for (column, indicator) in header.indicators { readScore(column, indicator, row, scanner) }
      for column in header.unknownColumns {
        let cell = scanner.cells[column]
        if !cell.isEmpty, NumberReader.reading(scanner.bytes, cell.range) != .notANumber {
          report.addUnknown(header.names[column], column: column + 1, line: line)
        }
      }
    }
  }

  /// Takes over the rows of a plain file that were read elsewhere.
  ///
  /// - Parameters:
  ///   - rows: Those of the next piece of the file.
  ///   - bytes: What the rows were read from.
  ///   - line: The line that the piece begins on, from 1.
  mutating func add(_ rows: PlainRows, of bytes: [UInt8], line: Int) {
    rowCount += rows.rowCount
    for run in rows.runs {
      let unit: Int
      if let text = run.text {
        unit = builder.unit(named: text)
      } else if let known = unitTable.value(of: bytes, run.name) {
        unit = known
      } else {
        unit = builder.unit(named: String(decoding: bytes[run.name], as: UTF8.self))
        unitTable.insert(unit, for: bytes, run.name)
      }
      report.see(unit, line: line + run.line)
      builder.add(rows, run.rows, unit: unit, line: line)
    }
    if let problems = rows.report { report.add(problems, line: line) }
  }

  /// The result, unless nothing can be used.
  consuming func finish(delimiter: Character) throws(IngestError) -> IngestResult {
    let heldBack = report.differentLevels
    let hasScores = builder.unitsWithScores
    let history = builder.finish { heldBack[$0] != nil }
    var heldBackUnits: [HeldBackUnit] = []
    for unit in 0..<builder.unitCount {
      if let sightings = heldBack[unit] {
        heldBackUnits.append(
          HeldBackUnit(name: builder.name(ofUnit: unit), reason: .differentLevels(sightings)))
      } else if !hasScores[unit] {
        heldBackUnits.append(
          HeldBackUnit(
            name: builder.name(ofUnit: unit),
            reason: .noUsableScore(firstLine: report.firstLine[unit] ?? header.line)))
      }
    }
    let unknown = report.unknownIndicators
    if history.count == 0 {
      throw .noUsableRow(
        problems: Array(report.problems.prefix(5)), count: report.problemCount, heldBack: heldBackUnits,
        unknown: Array(unknown.prefix(IngestResult.unknownLimit)))
    }
    return IngestResult(
      history: history, shape: header.shape, delimiter: delimiter, rowCount: rowCount,
      problems: report.problems, problemCount: report.problemCount,
      unknownIndicators: Array(unknown.prefix(IngestResult.unknownLimit)),
      unknownIndicatorCount: unknown.count, maximumMismatches: report.maximumMismatches,
      heldBackUnits: heldBackUnits)
  }

  // MARK: Cells

  private mutating func unit(_ cell: RecordScanner.Cell, _ scanner: RecordScanner) -> Int? {
    if cell.isEmpty { return nil }
    if !cell.hasDoubledQuotes, let known = unitTable.value(of: scanner.bytes, cell.range) { return known }
    let name = NameKey.spelling(scanner.text(cell))
    if name.isEmpty { return nil }
    let unit = builder.unit(named: name)
    if !cell.hasDoubledQuotes { unitTable.insert(unit, for: scanner.bytes, cell.range) }
    return unit
  }

  private mutating func readLevel(_ cell: RecordScanner.Cell, of unit: Int, _ scanner: RecordScanner) {
    if cell.isEmpty { return }
    let number: Int
    if let known = levelTable.value(of: scanner.bytes, cell.range) {
      number = known
    } else {
      guard let level = Level(parsing: scanner.text(cell)) else { return }
      number = levels.count
      levels.append(level)
      levelTable.insert(number, for: scanner.bytes, cell.range)
    }
    if let other = builder.setLevel(levels[number], ofUnit: unit) {
      report.addLevel(levels[number], line: scanner.recordLine, besides: other, unit: unit)
    } else {
      report.seeLevel(unit, line: scanner.recordLine)
    }
  }

  private mutating func day(_ scanner: RecordScanner, unit: Int) -> Day? {
    let cell = scanner.cells[dateColumn]
    if cell.isEmpty {
      report.add(problem(.missing(isStep ? .step : .date), column: dateColumn, scanner, unit: unit))
      return nil
    }
    if isStep {
      if case .number(let step, _) = NumberReader.reading(scanner.bytes, cell.range),
        step == step.rounded(), abs(step) <= 100_000
      {
        return Day(ordinal: 7 * Int(step))
      }
      report.add(problem(.notAStep, column: dateColumn, scanner, unit: unit))
      return nil
    }
    switch Day.parse(scanner.bytes, cell.range) {
    case .success(let day): return day
    case .failure(let error):
      report.add(problem(.date(error), column: dateColumn, scanner, unit: unit))
      return nil
    }
  }

  private mutating func indicator(
    _ column: Int, _ row: Row, _ scanner: RecordScanner
  ) -> Indicator? {
    let cell = scanner.cells[column]
    if cell.isEmpty {
      report.add(problem(.missing(.indicator), column: column, scanner, day: row.day, unit: row.unit))
      return nil
    }
    let number: Int
    if !cell.hasDoubledQuotes, let known = indicatorTable.value(of: scanner.bytes, cell.range) {
      number = known
    } else {
      number = indicators.count
      indicators.append(index.indicator(named: scanner.text(cell)))
      if !cell.hasDoubledQuotes { indicatorTable.insert(number, for: scanner.bytes, cell.range) }
    }
    if let indicator = indicators[number] { return indicator }
    report.addUnknown(scanner.text(cell), column: nil, line: scanner.recordLine)
    return nil
  }

  /// Reads one score; an empty cell is a missing score, and nothing is said of it.
  private mutating func readScore(
    _ column: Int, _ indicator: Indicator, _ row: Row, _ scanner: RecordScanner
  ) {
    let cell = scanner.cells[column]
    if cell.isEmpty { return }
    var number: Double?
    let reason: RowProblem.Reason
    switch numbers.read(scanner.bytes, cell.range) {
    case .problem(let problem):
      reason = problem
    case .number(let score, let decimals):
      let maximum = isPlain ? nil : index.maximum(of: indicator)
      if !isPlain && score < 0 {
        reason = .belowZero
      } else if let maximum, score > maximum + 1e-9 {
        reason = .aboveMaximum(maximum)
      } else {
        builder.add(
          day: row.day, unit: row.unit, indicator: indicator, score: score, decimals: decimals,
          line: row.line, status: row.status, source: row.source)
        sighting?.score = (row.day, score, decimals)
        return
      }
      number = score
    }
    report.add(
      problem(
        reason, column: column, scanner, day: row.day, unit: row.unit, indicator: indicator, number: number))
  }

  private mutating func readMaximum(of indicator: Indicator, _ scanner: RecordScanner) {
    guard let column = header.columns[.maximum], !scanner.cells[column].isEmpty,
      case .number(let inFile, _) = numbers.read(scanner.bytes, scanner.cells[column].range),
      let inIndex = index.maximum(of: indicator), abs(inFile - inIndex) > 1e-9
    else { return }
    report.addMaximum(inFile, of: indicator, inIndex: inIndex, line: scanner.recordLine)
  }

  private mutating func text(_ role: ColumnRole, _ scanner: RecordScanner) -> Int32 {
    guard let column = header.columns[role], !scanner.cells[column].isEmpty else { return -1 }
    let cell = scanner.cells[column]
    if cell.hasDoubledQuotes { return builder.text(scanner.text(cell)) }
    if let known = textTable.value(of: scanner.bytes, cell.range) { return Int32(known) }
    let position = builder.text(NameKey.spelling(scanner.text(cell)))
    textTable.insert(Int(position), for: scanner.bytes, cell.range)
    return position
  }

  private func name(ofColumn column: Int) -> String? {
    column < header.names.count ? header.names[column] : nil
  }

  /// As it is spelled in the row, where rows are read apart from those before, else as it was spelled first.
  private func name(ofUnit unit: Int, _ scanner: RecordScanner) -> String {
    header.isSimple ? NameKey.spelling(scanner.text(scanner.cells[unitColumn])) : builder.name(ofUnit: unit)
  }

  private func problem(
    _ reason: RowProblem.Reason, column: Int, _ scanner: RecordScanner, day: Day? = nil, unit: Int? = nil,
    indicator: Indicator? = nil, number: Double? = nil
  ) -> RowProblem {
    RowProblem(
      line: scanner.recordLine, column: column + 1, columnName: name(ofColumn: column),
      value: scanner.text(scanner.cells[column]), reason: reason, day: day,
      unit: unit.map { self.name(ofUnit: $0, scanner) }, indicator: indicator, number: number)
  }
}
