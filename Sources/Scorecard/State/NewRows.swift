import Forecasting

/// The rows of a plain file in memory, found by the names of their series, in whatever order they stand.
package struct NewRows: Sendable {
  private let bytes: [UInt8]
  private let pieces: [PlainRows]
  /// The line that each piece begins on, from 1.
  private let firstLines: [Int]
  private let header: Header
  private let delimiter: UInt8
  /// What must be known of rows that were lines of JSON.
  private let transcript: JSONTranscript?
  /// Rows of one series that follow each other, each with the number of the next such run, or −1.
  private var runs: [(piece: Int32, run: Int32, next: Int32)] = []
  private var entries: [UInt64: Int32] = [:]
  private var series: [Entry] = []

  private struct Entry {
    let firstRun: Int32
    var lastRun: Int32
    var hasRows: Bool
  }

  /// A row, as it stands in the file.
  struct Row {
    let day: Int32, value: Double, decimals: UInt8
    let line: Int
  }

  /// No more series than these are named of those that have no value.
  private static let mostHeldBack = 10_000

  /// Reads a file; `nil` where it holds no plain series, or these have levels.
  package init?(_ file: ByteInput) throws(IngestError) {
    let input = try file.rows(index: .decision766)
    transcript = input.transcript
    let raw = try input.bytes
    if transcript == nil, let format = FileSignature(of: raw) { throw .otherFormat(format) }
    let text = transcript == nil ? try TextBytes(decoding: raw) : TextBytes(checked: raw)
    let prologue =
      if let known = transcript?.prologue { known } else {
        try FilePrologue(text.bytes, index: .decision766)
      }
    guard prologue.header.isSimple else { return nil }
    let file = PlainFile(text, header: prologue.header, delimiter: prologue.delimiter)
    pieces = try file.rows(from: prologue.end, line: prologue.line).pieces
    (bytes, header, delimiter) = (text.bytes, prologue.header, prologue.delimiter)
    var line = prologue.line
    var firstLines: [Int] = []
    for piece in pieces {
      firstLines.append(line)
      line += piece.lineCount
    }
    self.firstLines = firstLines
    if rowCount == 0 {
      let error = IngestError.headerOnly(line: header.line)
      throw transcript?.told(error) ?? error
    }
    for piece in pieces.indices {
      for run in pieces[piece].runs.indices { add(run, ofPiece: piece) }
    }
    if !series.contains(where: \.hasRows) {
      let leftOut = leftOut(taken: [], unreached: UnreachedRows())
      throw .noUsableRow(
        problems: Array(leftOut.problems.prefix(5)), count: leftOut.problemCount,
        heldBack: leftOut.heldBackUnits, unknown: [])
    }
  }

  private mutating func add(_ run: Int, ofPiece piece: Int) {
    let found = pieces[piece].runs[run]
    let number = Int32(runs.count)
    runs.append((Int32(piece), Int32(run), -1))
    let key = found.key(in: bytes)
    if let entry = entries[key] {
      runs[Int(series[Int(entry)].lastRun)].next = number
      series[Int(entry)].lastRun = number
      if !found.rows.isEmpty { series[Int(entry)].hasRows = true }
    } else {
      entries[key] = Int32(series.count)
      series.append(Entry(firstRun: number, lastRun: number, hasRows: !found.rows.isEmpty))
    }
  }

  /// Whether time is counted in weeks and not by dates.
  package var isStep: Bool { header.columns[.step] != nil }

  /// How many rows were read, those included that cannot be used.
  package var rowCount: Int { pieces.reduce(0) { $0 + $1.rowCount } }

  /// The series that a key stands for.
  func entry(_ key: UInt64) -> Int32? { entries[key] }

  /// Series with a value that are none of some, in the order of the file.
  package func others(than taken: Set<Int32>) -> [Int32] {
    series.indices.lazy.map { Int32($0) }.filter { series[Int($0)].hasRows && !taken.contains($0) }
  }

  func name(of entry: Int32) -> String {
    let (piece, run, _) = runs[Int(series[Int(entry)].firstRun)]
    return pieces[Int(piece)].runs[Int(run)].spelling(in: bytes)
  }

  func key(of entry: Int32) -> UInt64 {
    let (piece, run, _) = runs[Int(series[Int(entry)].firstRun)]
    return pieces[Int(piece)].runs[Int(run)].key(in: bytes)
  }

  /// Gives the rows of a series in the order of the file.
  func forEachRow(of entry: Int32, _ body: (Row) -> Void) {
    var number = series[Int(entry)].firstRun
    while number >= 0 {
      let (piece, run, next) = runs[Int(number)]
      let rows = pieces[Int(piece)]
      for row in rows.runs[Int(run)].rows {
        body(
          Row(
            day: rows.days[row], value: rows.values[row], decimals: rows.decimals[row],
            line: firstLines[Int(piece)] + Int(rows.lines[row])))
      }
      number = next
    }
  }

  /// A row of a week before those that a state keeps.
  func problem(_ row: Row, of entry: Int32, oldest: Int32) -> RowProblem {
    let column = header.columns[isStep ? .step : .date] ?? 0
    func written(_ day: Int32) -> String {
      isStep ? "\(day / 7)" : Day(ordinal: Int(day)).description
    }
    return RowProblem(
      line: row.line, column: column + 1, columnName: header.names[column],
      value: written(row.day), reason: .beforeState(oldest: written(oldest)),
      day: Day(ordinal: Int(row.day)), unit: name(of: entry), indicator: .value, number: row.value)
  }

  /// What was left out, as ``HistoryReader`` tells it.
  ///
  /// - Parameters:
  ///   - taken: The series that a state has; of these no row needs a value.
  ///   - unreached: Rows of weeks before those that the state keeps.
  package func leftOut(taken: Set<Int32>, unreached: UnreachedRows) -> IngestResult {
    var report = RowReport()
    for (piece, line) in zip(pieces, firstLines) {
      if let problems = piece.report { report.add(problems, line: line) }
    }
    let problems = (report.problems + unreached.problems).sorted { $0.line < $1.line }
    let silent = series.indices.map { Int32($0) }.filter {
      !series[Int($0)].hasRows && !taken.contains($0)
    }
    let heldBack = silent.prefix(Self.mostHeldBack).map { entry in
      let (piece, run, _) = runs[Int(series[Int(entry)].firstRun)]
      let line = firstLines[Int(piece)] + pieces[Int(piece)].runs[Int(run)].line
      return HeldBackUnit(name: name(of: entry), reason: .noUsableScore(firstLine: line))
    }
    let result = IngestResult(
      history: History(index: nil, axis: isStep ? .steps : .dates, units: [], observations: []),
      shape: .plain, delimiter: Character(Unicode.Scalar(delimiter)), rowCount: rowCount,
      problems: Array(problems.prefix(IngestResult.problemLimit)),
      problemCount: report.problemCount + unreached.count, heldBackUnits: heldBack,
      heldBackUnitCount: silent.count)
    return transcript?.told(result) ?? result
  }
}

/// Rows of weeks before those that a state keeps: the first of the file, and how many there are.
package struct UnreachedRows: Sendable {
  private(set) var problems: [RowProblem] = []
  private(set) var count = 0

  package init() {}

  /// Adds a row, whose problem is put together only where it is among the first.
  mutating func add(line: Int, _ problem: () -> RowProblem) {
    count += 1
    if problems.count == IngestResult.problemLimit, let last = problems.last, line > last.line { return }
    insert(problem())
  }

  package mutating func add(_ others: UnreachedRows) {
    count += others.count
    for problem in others.problems { insert(problem) }
  }

  private mutating func insert(_ problem: RowProblem) {
    let place = problems.lastIndex { $0.line <= problem.line }.map { $0 + 1 } ?? 0
    problems.insert(problem, at: place)
    if problems.count > IngestResult.problemLimit { problems.removeLast() }
  }
}
