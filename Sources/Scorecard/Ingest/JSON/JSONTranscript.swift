import NumericCore

/// What is known of a file of JSON lines once its rows have been written as CSV, which all readers of rows understand.
///
/// Lines keep their numbers, and what is said of columns is said of keys.
struct JSONTranscript: Sendable {
  /// What stands for the header.
  let prologue: FilePrologue
  /// The rows that could not be written.
  private let report: RowReport
  private let faultCount: Int

  fileprivate init(
    columns: JSONColumns, index: IndexDefinition, _ report: RowReport, faultCount: Int
  ) throws(IngestError) {
    self.report = report
    self.faultCount = faultCount
    let header: Header
    do throws(IngestError) {
      header = try Header(names: columns.names.map(NameKey.spelling), line: 1, index: index)
    } catch {
      if columns.keys.isEmpty { throw Self.nothing(report) }
      throw Self.told(error, keys: columns.keys)
    }
    prologue = FilePrologue(rowsUnder: header, delimiter: JSONRows.delimiter)
  }

  /// Whether a file that begins so holds JSON lines.
  ///
  /// - Throws: Where it is one JSON array.
  static func isNeeded(for beginning: [UInt8]) throws(IngestError) -> Bool {
    var rest = beginning[(beginning.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0)...]
    func skipSpaces() { rest = rest.drop { [0x20, 0x09, 0x0A, 0x0D].contains($0) } }
    skipSpaces()
    switch rest.popFirst() {
    case UInt8(ascii: "{"): return true
    case UInt8(ascii: "["):
      skipSpaces()
      // The header of a CSV file may begin with a name in brackets.
      if rest.first.map({ "{[]\"-0123456789".utf8.contains($0) }) ?? true { throw .jsonArray }
      return false
    default: return false
    }
  }

  // MARK: What is said

  /// A result with all rows of the file, told of keys.
  func told(_ result: IngestResult) -> IngestResult {
    let problems = (report.problems + result.problems.map(Self.told)).enumerated()
      .sorted { ($0.element.line, $0.offset) < ($1.element.line, $1.offset) }.map(\.element)
    return IngestResult(
      history: result.history, shape: result.shape, delimiter: result.delimiter,
      rowCount: result.rowCount + faultCount, problems: Array(problems.prefix(IngestResult.problemLimit)),
      problemCount: result.problemCount + report.problemCount,
      unknownIndicators: result.unknownIndicators.map {
        UnknownIndicator(name: $0.name, column: nil, firstLine: $0.firstLine, count: $0.count)
      }, unknownIndicatorCount: result.unknownIndicatorCount,
      maximumMismatches: result.maximumMismatches, heldBackUnits: result.heldBackUnits,
      heldBackUnitCount: result.heldBackUnitCount)
  }

  /// Why the file as a whole cannot be used.
  func told(_ error: IngestError) -> IngestError {
    switch error {
    case .headerOnly: return Self.nothing(report)
    case .noUsableRow(let problems, let count, let heldBack, let unknown):
      let all = (report.problems.prefix(5) + problems.map(Self.told)).sorted { $0.line < $1.line }
      return .noUsableRow(
        problems: Array(all.prefix(5)), count: count + report.problemCount, heldBack: heldBack,
        unknown: unknown)
    default: return error
    }
  }

  private static func told(_ problem: RowProblem) -> RowProblem {
    RowProblem(
      line: problem.line, columnName: problem.columnName,
      // The zero that says that a point marks decimals.
      value: problem.value.replacing(/^(-?)0(\d{1,3}\.\d{3})$/) { $0.1 + $0.2 }, reason: problem.reason,
      day: problem.day, unit: problem.unit, indicator: problem.indicator, number: problem.number)
  }

  private static func told(_ error: IngestError, keys: [String]) -> IngestError {
    let found = keys.prefix(12).map { String(NameKey.spelling($0).prefix(80)) }
    switch error {
    case .noRecognizedColumns: return .noRecognizedKeys(found: found, count: keys.count)
    case .missingColumns(let roles, let shape, _, _, _):
      return .missingKeys(roles, shape: shape, found: found, count: keys.count)
    default: return error
    }
  }

  /// No row holds anything.
  private static func nothing(_ report: RowReport) -> IngestError {
    if report.problemCount == 0 { return .empty }
    return .noUsableRow(
      problems: Array(report.problems.prefix(5)), count: report.problemCount, heldBack: [], unknown: [])
  }
}

extension ByteInput {
  /// The rows of a file of JSON lines as CSV, in memory or, as what cannot be read again, in a temporary file; any other
  /// file as it is.
  ///
  /// The keys of all lines tell the columns. They are taken from the first lines; where later ones have others that matter,
  /// the rows are written once more.
  ///
  /// - Parameter pieceSize: Pieces of about this many bytes are written at the same time.
  /// - Complexity: O(n), in memory that does not grow with the file.
  package func rows(
    index: IndexDefinition, pieceSize: Int = 1 << 19
  ) throws(IngestError) -> ByteInput {
    if transcript != nil { return self }
    var head: [UInt8] = []
    try append(to: &head, from: 0, most: Self.jsonHeadSize)
    guard FileSignature(of: head) == nil, try JSONTranscript.isNeeded(for: head) else { return self }
    let lines = 0..<(head.lastIndex(of: 0x0A).map { $0 + 1 } ?? head.count)
    var keys = JSONRows(head, lines, columns: JSONColumns(keys: [], index: index), isLast: false).newKeys
    while true {
      if keys.count > RecordScanner.keptCells { throw .tooManyKeys(limit: RecordScanner.keptCells) }
      let columns = JSONColumns(keys: keys, index: index)
      var writing = JSONWriting(columns: columns, path: path, pieceSize: pieceSize)
      try forEachBlock(pieceSize * Concurrency.workers) { (bytes, cut, isLast) throws(IngestError) in
        try writing.add(bytes, cut, isLast: isLast)
      }
      keys += writing.newKeys
      if writing.newKeys.isEmpty {
        return ByteInput(
          writing.spool, path: path,
          transcript: try JSONTranscript(
            columns: columns, index: index, writing.report, faultCount: writing.faultCount))
      }
    }
  }

  private static let jsonHeadSize = 1 << 16

  /// Gives the file as blocks of whole lines: valid UTF-8 up to an end.
  private func forEachBlock(
    _ size: Int, _ body: (_ bytes: [UInt8], _ lines: Range<Int>, _ isLast: Bool) throws(IngestError) -> Void
  ) throws(IngestError) {
    var bytes: [UInt8] = []
    var position = 0
    var line = 0
    while true {
      let start = position - bytes.count
      try append(to: &bytes, from: position, most: size)
      let isLast = start + bytes.count == position || start + bytes.count >= count
      position = start + bytes.count
      let marked = start == 0 && bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
      var cut = isLast ? bytes.count : (bytes.lastIndex(of: 0x0A).map { $0 + 1 } ?? marked)
      do throws(IngestError) { cut = try TextBytes.checkedEnd(bytes, marked..<max(cut, marked)) } catch {
        throw error.moved(byBytes: start, lines: line)
      }
      try body(bytes, marked..<cut, isLast)
      if isLast { return }
      line += bytes[..<cut].count { $0 == 0x0A }
      bytes.removeFirst(cut)
    }
  }
}

/// The rows of a file as they are being written.
private struct JSONWriting {
  let columns: JSONColumns
  private(set) var spool: ByteInput.Spool
  private(set) var newKeys: [String] = []
  private(set) var report = RowReport()
  private(set) var faultCount = 0
  private var knownKeys: Set<[UInt8]> = []
  private var line = 1
  private let pieceSize: Int

  init(columns: JSONColumns, path: String, pieceSize: Int) {
    (self.columns, self.pieceSize) = (columns, pieceSize)
    spool = ByteInput.Spool()
  }

  mutating func add(_ bytes: [UInt8], _ lines: Range<Int>, isLast: Bool) throws(IngestError) {
    let pieces = PlainFile.pieces(of: bytes, lines, size: pieceSize)
    let columns = columns
    let written = pieces.concurrentMap {
      JSONRows(bytes, $0, columns: columns, isLast: isLast && $0.upperBound == lines.upperBound)
    }
    for rows in written {
      for key in rows.newKeys where knownKeys.insert(Array(key.utf8)).inserted { newKeys.append(key) }
      report.add(rows.report, line: line)
      faultCount += rows.faultCount
      line += rows.lineCount
      // What would be written anew is not kept.
      if newKeys.isEmpty { try spool.append(rows.csv[...]) }
    }
  }
}
