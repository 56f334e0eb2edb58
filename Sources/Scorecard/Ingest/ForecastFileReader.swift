import Forecasting

/// Reads the CSV files that `headway forecast` writes.
///
/// Like a history, such a file may have been through a spreadsheet: comma, semicolon, tab or bar between
/// cells, decimal point or comma, another order of columns, further columns. A faulty row is left out and
/// reported.
public enum ForecastFileReader {
  /// Reads a file.
  ///
  /// - Parameters:
  ///   - path: where the file is; `-` is standard input.
  ///   - history: whose index and axis the file follows.
  /// - Throws: what makes the whole file unusable.
  public static func read(
    path: String, for history: History
  ) throws(ForecastFileError) -> EarlierForecast {
    let bytes: [UInt8]
    do throws(IngestError) { bytes = try ByteInput(path: path).bytes } catch { throw .file(error) }
    return try read(bytes, for: history)
  }

  /// Reads the bytes of a file.
  ///
  /// - Parameters:
  ///   - bytes: what the file holds.
  ///   - history: whose index and axis the file follows.
  /// - Throws: what makes the whole file unusable.
  /// - Complexity: O(n).
  public static func read(
    _ bytes: [UInt8], for history: History
  ) throws(ForecastFileError) -> EarlierForecast {
    var scanner: RecordScanner
    let isCutOff: Bool
    do throws(IngestError) { (scanner, isCutOff) = try header(bytes) } catch { throw .file(error) }
    let columns = try ForecastColumns(scanner)

    let isBelowThousand = history.index.map { $0.maximum < 1000 } ?? false
    let style = isBelowThousand ? NumberReader.Style.point : style(scanner, columns)
    var rows = ForecastRows(
      columns: columns, history: history,
      numbers: NumberReader(style: style, isBelowThousand: isBelowThousand))
    do throws(IngestError) {
      while try scanner.next() { rows.read(scanner, fileIsCutOff: isCutOff) }
    } catch {
      throw .file(error)
    }
    return try rows.finish()
  }

  /// A scanner that stands at the header, by the delimiter under which most of the columns are known.
  private static func header(_ bytes: [UInt8]) throws(IngestError) -> (RecordScanner, isCutOff: Bool) {
    if let format = FileSignature(of: bytes) { throw .otherFormat(format) }
    let text = try TextBytes(decoding: bytes)
    var best: (scanner: RecordScanner, known: Int)?
    var failure = IngestError.empty
    for delimiter in [UInt8(ascii: ","), UInt8(ascii: ";"), 0x09, UInt8(ascii: "|")] {
      var scanner = RecordScanner(bytes: text.bytes, delimiter: delimiter)
      do throws(IngestError) {
        guard try scanner.next() else { throw .empty }
        // Excel writes a line such as `sep=;` above the header.
        if scanner.cellCount <= 2, let first = scanner.cells.first, scanner.text(first).hasPrefix("sep=") {
          guard try scanner.next() else { throw .empty }
        }
      } catch {
        failure = error
        continue
      }
      let known = ForecastColumns.recognizedCount(scanner)
      if best.map({ known > $0.known }) ?? true { best = (scanner, known) }
    }
    guard let scanner = best?.scanner else { throw failure }
    if let fault = scanner.fault {
      throw .unreadableHeader(line: scanner.recordLine, reason: fault.reason)
    }
    if scanner.cellCount > RecordScanner.keptCells {
      throw .unreadableHeader(
        line: scanner.recordLine,
        reason: .wrongCellCount(expected: RecordScanner.keptCells, found: scanner.cellCount))
    }
    return (scanner, text.isCutOff)
  }

  private static func style(_ start: RecordScanner, _ columns: ForecastColumns) -> NumberReader.Style {
    var scanner = start
    var evidence = NumberReader.Evidence()
    while (try? scanner.next()) ?? false {
      for column in columns.numbers where column < scanner.cells.count {
        evidence.add(scanner.cells[column].range, of: scanner.bytes)
      }
    }
    return evidence.style(commaIsDecimal: start.delimiter != UInt8(ascii: ","))
  }
}

/// Which column of a forecast file holds what.
struct ForecastColumns {
  /// The bounds of a prediction interval.
  struct Bounds {
    let level: IntervalLevel
    let lower: Int
    let upper: Int
  }

  let line: Int
  let names: [String]
  /// How many columns there are, without empty ones at the end.
  let count: Int
  let unit: Int
  let indicator: Int
  let step: Int
  let day: Int
  let median: Int
  /// The narrowest interval first.
  let bounds: [Bounds]

  private static let needed = ["unit", "indicator", "step", "as_of", "median"]

  /// The columns that hold forecast values.
  var numbers: [Int] { [median] + bounds.flatMap { [$0.lower, $0.upper] } }

  static func recognizedCount(_ scanner: RecordScanner) -> Int {
    let names = Set(scanner.cells.prefix(2000).map { key(scanner.text($0)) })
    return needed.count { names.contains($0) }
  }

  private static func key(_ name: String) -> String { NameKey.same(name) }

  init(_ scanner: RecordScanner) throws(ForecastFileError) {
    line = scanner.recordLine
    names = scanner.cells.map { NameKey.spelling(scanner.text($0)) }
    count = (names.lastIndex { !$0.isEmpty } ?? -1) + 1
    var places: [String: Int] = [:]
    for (column, name) in names.enumerated() where !name.isEmpty {
      let key = Self.key(name)
      let matters = Self.needed.contains(key) || Self.level(key, "lo") != nil || Self.level(key, "hi") != nil
      guard matters else { continue }
      if let other = places[key] {
        throw .repeatedColumn(name, columns: [other + 1, column + 1], line: line)
      }
      places[key] = column
    }
    let missing = Self.needed.filter { places[$0] == nil }
    guard missing.isEmpty else {
      throw .missingColumns(missing, found: Array(names.prefix(count).prefix(12)), count: count, line: line)
    }
    unit = places["unit"]!
    indicator = places["indicator"]!
    step = places["step"]!
    day = places["as_of"]!
    median = places["median"]!
    bounds = places.compactMap { key, lower in
      guard let level = Self.level(key, "lo"), let upper = places["hi" + key.dropFirst(2)] else { return nil }
      return Bounds(level: level, lower: lower, upper: upper)
    }.sorted { $0.level < $1.level }
  }

  private static func level(_ name: String, _ prefix: String) -> IntervalLevel? {
    guard name.hasPrefix(prefix), let percent = Double(name.dropFirst(prefix.count)) else { return nil }
    return IntervalLevel(percent: percent)
  }
}

/// Turns records into weeks of a forecast, and keeps account of what cannot be used.
struct ForecastRows {
  private struct Key: Hashable {
    let unit: String
    let indicator: Indicator
    let step: Int
  }

  private let columns: ForecastColumns
  private let history: History
  private let numbers: NumberReader
  /// The weeks, with what their cells of the day hold.
  private var weeks: [(week: EarlierForecast.Week, dayText: String)] = []
  private var problems: [ForecastFileProblem] = []
  private var rowCount = 0

  init(columns: ForecastColumns, history: History, numbers: NumberReader) {
    self.columns = columns
    self.history = history
    self.numbers = numbers
  }

  /// Reads the current record of a scanner.
  mutating func read(_ scanner: RecordScanner, fileIsCutOff: Bool) {
    rowCount += 1
    if let problem = scanner.recordProblem(columnCount: columns.count, fileIsCutOff: fileIsCutOff) {
      problems.append(
        ForecastFileProblem(
          line: scanner.recordLine, column: problem.cell.map { $0 + 1 },
          columnName: problem.cell.flatMap(name(ofColumn:)), value: problem.value,
          reason: .row(problem.reason)))
      return
    }
    do throws(ForecastFileProblem) {
      weeks.append((try week(scanner), scanner.text(scanner.cells[columns.day])))
    } catch {
      problems.append(error)
    }
  }

  /// The forecast, unless nothing can be used.
  consuming func finish() throws(ForecastFileError) -> EarlierForecast {
    if rowCount == 0 { throw .headerOnly(line: columns.line) }
    let isPlain = history.index == nil
    // The weeks of a scorecard count from one day, those of a plain series from the series' own.
    var votes: [String: [Day: Int]] = [:]
    func group(_ week: EarlierForecast.Week) -> String { isPlain ? NameKey.same(week.unit) : "" }
    for (week, _) in weeks { votes[group(week), default: [:]][Self.origin(week), default: 0] += 1 }
    let origins = votes.mapValues { votes in
      votes.max { ($0.value, $1.key) < ($1.value, $0.key) }!.key
    }

    var kept: [EarlierForecast.Week] = []
    var seen: [Key: Int] = [:]
    for (week, dayText) in weeks {
      let origin = origins[group(week)]!
      guard Self.origin(week) == origin else {
        problems.append(
          problem(
            .anotherDay(expected: origin.adding(days: 7 * week.step)), column: columns.day, line: week.line,
            value: dayText))
        continue
      }
      let key = Key(unit: NameKey.same(week.unit), indicator: week.indicator, step: week.step)
      if let other = seen[key] {
        if kept[other].median != week.median {
          problems.append(
            ForecastFileProblem(
              line: week.line, value: week.unit, reason: .repeated(line: kept[other].line)))
        }
        continue
      }
      seen[key] = kept.count
      kept.append(week)
    }
    problems.sort { $0.line < $1.line }
    guard let horizon = kept.map(\.step).max(), let latest = origins.values.max() else {
      throw .noUsableRow(problems: Array(problems.prefix(5)), count: problems.count)
    }
    return EarlierForecast(
      weeks: kept, problems: Array(problems.prefix(IngestResult.problemLimit)),
      problemCount: problems.count, origin: latest, horizon: horizon, origins: isPlain ? origins : [:])
  }

  private static func origin(_ week: EarlierForecast.Week) -> Day { week.day.adding(days: -7 * week.step) }

  // MARK: Cells

  private func week(_ scanner: RecordScanner) throws(ForecastFileProblem) -> EarlierForecast.Week {
    let unit = NameKey.spelling(scanner.text(scanner.cells[columns.unit]))
    if unit.isEmpty { throw problem(.row(.missing(.unit)), column: columns.unit, scanner) }
    let name = scanner.text(scanner.cells[columns.indicator])
    guard let indicator = indicator(named: name) else {
      let reason: ForecastFileProblem.Reason = name.isEmpty ? .row(.missing(.indicator)) : .unknownIndicator
      throw problem(reason, column: columns.indicator, scanner)
    }
    let limit = EarlierForecast.mostWeeks
    guard let step = whole(scanner, columns.step), (1...limit).contains(step) else {
      throw problem(.stepOutOfRange(limit: limit), column: columns.step, scanner)
    }
    let day = try day(scanner)
    let median = try number(columns.median, indicator, scanner)
    var intervals: [EarlierForecast.Interval] = []
    for bounds in columns.bounds {
      let lower = try number(bounds.lower, indicator, scanner)
      let upper = try number(bounds.upper, indicator, scanner)
      guard lower <= upper else { throw problem(.reversedInterval, column: bounds.lower, scanner) }
      intervals.append(.init(level: bounds.level, lowerBound: lower, upperBound: upper))
    }
    return EarlierForecast.Week(
      unit: unit, indicator: indicator, step: step, day: day, median: median, intervals: intervals,
      line: scanner.recordLine)
  }

  private func indicator(named name: String) -> Indicator? {
    let key = NameKey.folded(name)
    guard let index = history.index else { return key == "value" ? .value : nil }
    return key == "discrepancy" ? .discrepancy : index.indicator(named: name)
  }

  private func whole(_ scanner: RecordScanner, _ column: Int) -> Int? {
    guard case .number(let value, _) = NumberReader.reading(scanner.bytes, scanner.cells[column].range),
      value == value.rounded(), abs(value) <= 100_000
    else { return nil }
    return Int(value)
  }

  private func day(_ scanner: RecordScanner) throws(ForecastFileProblem) -> Day {
    let cell = scanner.cells[columns.day]
    let isStep = history.axis == .steps
    if cell.isEmpty { throw problem(.row(.missing(isStep ? .step : .date)), column: columns.day, scanner) }
    if isStep {
      guard let step = whole(scanner, columns.day) else {
        throw problem(.row(.notAStep), column: columns.day, scanner)
      }
      return Day(ordinal: 7 * step)
    }
    switch Day.parse(scanner.bytes, cell.range) {
    case .success(let day): return day
    case .failure(let error): throw problem(.row(.date(error)), column: columns.day, scanner)
    }
  }

  private func number(
    _ column: Int, _ indicator: Indicator, _ scanner: RecordScanner
  ) throws(ForecastFileProblem) -> Double {
    switch numbers.read(scanner.bytes, scanner.cells[column].range) {
    case .problem(let reason):
      throw problem(.row(reason), column: column, scanner)
    case .number(let value, _):
      if let maximum = history.index?.maximum(of: indicator) {
        if value < -1e-6 { throw problem(.row(.belowZero), column: column, scanner) }
        if value > maximum + 1e-6 { throw problem(.row(.aboveMaximum(maximum)), column: column, scanner) }
      }
      return value
    }
  }

  private func name(ofColumn column: Int) -> String? {
    column < columns.names.count ? columns.names[column] : nil
  }

  private func problem(
    _ reason: ForecastFileProblem.Reason, column: Int, _ scanner: RecordScanner
  ) -> ForecastFileProblem {
    problem(reason, column: column, line: scanner.recordLine, value: scanner.text(scanner.cells[column]))
  }

  private func problem(
    _ reason: ForecastFileProblem.Reason, column: Int, line: Int, value: String
  ) -> ForecastFileProblem {
    ForecastFileProblem(
      line: line, column: column + 1, columnName: name(ofColumn: column), value: value, reason: reason)
  }
}

extension ForecastFileProblem: Error {}
