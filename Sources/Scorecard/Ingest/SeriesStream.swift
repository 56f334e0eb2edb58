import Forecasting
import NumericCore

/// Plain series one after the other, from a file of any size, in memory that does not grow with it.
///
/// The rows of a series must follow each other in the file (``isGrouped``); their own order does not matter. What
/// ``HistoryReader`` leaves out is left out here, in the same words.
package struct SeriesStream {
  /// One series as a stream gives it: days ascending, each day once with its latest value.
  package struct Series {
    /// As first spelled.
    package let name: String
    /// The latest day.
    package let lastDay: Day
    /// Values, at weeks after the latest day: at most zero.
    package let observations: Observations
    /// The smallest step in which the values are written.
    package let resolution: Double
  }

  private let input: ByteInput
  private let survey: SeriesSurvey
  private let format: PlainFormat
  /// Whether time is counted in weeks and not by dates.
  package let isStep: Bool

  private var position: Int
  private var line: Int
  private var carried: [UInt8] = []
  private var open: OpenSeries?
  private var isDone = false

  /// What was left out.
  private var report = RowReport()
  private(set) package var rowCount = 0
  private var heldBack: [HeldBackUnit] = []

  /// Pieces of about this many bytes are read at the same time, one per worker.
  private static let pieceSize = 1 << 19

  /// Begins to read a file; `nil` where it is no plain text file of series that follow each other. Then
  /// ``HistoryReader`` knows what to do, or to say.
  package init?(_ input: ByteInput) throws(IngestError) {
    var head: [UInt8] = []
    try input.append(to: &head, from: 0, most: Self.headSize)
    guard let found = try? Self.format(head) else { return nil }
    self.input = input
    format = found.format
    (position, line) = (found.start, found.line)
    isStep = format.header.columns[.step] != nil
    guard
      let survey = try SeriesSurvey(
        input, from: found.start, delimiter: format.delimiter, nameColumn: found.nameColumn)
    else { return nil }
    self.survey = survey
  }

  /// How many series there are.
  package var seriesCount: Int { survey.count }

  /// The series that are drawn to teach the others.
  package func sample() throws(IngestError) -> SeriesSample {
    var members: [SeriesSample.Member] = []
    for drawn in survey.sample {
      var bytes: [UInt8] = []
      try input.append(to: &bytes, from: drawn.bytes.lowerBound, most: drawn.bytes.count)
      let rows = try PlainRows(bytes, 0..<bytes.count, format: format)
      guard var series = rows.runs.first.map({ OpenSeries(rows, $0, of: bytes, key: drawn.rank, line: 0) })
      else {
        continue
      }
      for run in rows.runs.dropFirst() { series.append(rows, run) }
      if series.days.isEmpty { continue }
      var block = SeriesBlock(bytes: bytes, pieces: [rows])
      block.items.append(.single(series))
      block.forEachSeries(inPart: 0) { series in
        members.append(
          SeriesSample.Member(
            name: series.name,
            days: series.observations.times.map { series.lastDay.ordinal + Int((7 * $0).rounded()) },
            values: Array(series.observations.values), resolution: series.resolution))
      }
    }
    return SeriesSample(seriesCount: survey.count, isStep: isStep, members: members)
  }

  /// The share of the file that has been read.
  package var progress: Double { Double(position) / Double(max(input.count, 1)) }

  private static let headSize = 1 << 20
  /// A file of which nothing can be used names no more series than these.
  private static let mostHeldBack = 10_000

  /// What was left out so far, as ``HistoryReader`` tells it.
  package var leftOut: IngestResult {
    IngestResult(
      history: History(index: nil, axis: isStep ? .steps : .dates, units: [], observations: []),
      shape: .plain,
      delimiter: Character(Unicode.Scalar(format.delimiter)), rowCount: rowCount, problems: report.problems,
      problemCount: report.problemCount, heldBackUnits: heldBack)
  }

  /// What the beginning of a file tells, `nil` where it is no UTF-8 or no plain file.
  private static func format(
    _ head: [UInt8]
  ) throws(IngestError) -> (format: PlainFormat, nameColumn: Int, start: Int, line: Int)? {
    guard FileSignature(of: head) == nil, !head.starts(with: [0xFF, 0xFE]), !head.starts(with: [0xFE, 0xFF])
    else { return nil }
    let text = try TextBytes(decoding: head)
    let prologue = try FilePrologue(text.bytes, index: .decision766)
    guard prologue.header.shape == .plain, let nameColumn = prologue.header.columns[.series] else {
      return nil
    }
    let isComma = prologue.delimiter == UInt8(ascii: ",")
    let assumed = PlainFormat(
      prologue.header, delimiter: prologue.delimiter, style: .unknown(commaIsDecimal: !isComma))
    let lines = prologue.end..<max(text.bytes.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0, prologue.end)
    let rows = try PlainRows(text.bytes, lines, format: assumed)
    let style = rows.evidence.style(commaIsDecimal: !isComma)
    let marked = head.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    return (
      PlainFormat(prologue.header, delimiter: prologue.delimiter, style: style), nameColumn,
      prologue.end + marked, prologue.line
    )
  }

  // MARK: Blocks

  /// The next series, `nil` at the end.
  package mutating func next() throws(IngestError) -> SeriesBlock? {
    if isDone { return nil }
    let size = Self.pieceSize * Concurrency.workers
    var bytes = carried
    let start = position - bytes.count
    try input.append(to: &bytes, from: position, most: size)
    let isEnd = start + bytes.count >= input.count
    position = start + bytes.count
    // A row that the file goes on with is for the next block.
    let cut = isEnd ? bytes.count : (bytes.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0)
    let (pieces, end) = try rows(bytes, cut, offset: start)
    carried = Array(bytes[end...])
    var block = SeriesBlock(bytes: bytes, pieces: pieces)
    for number in pieces.indices { join(number, into: &block) }
    if isEnd {
      isDone = true
      close(into: &block)
    }
    return block
  }

  private func rows(
    _ bytes: [UInt8], _ cut: Int, offset: Int
  ) throws(IngestError) -> (pieces: [PlainRows], end: Int) {
    let pieces = PlainFile.pieces(of: bytes, 0..<cut, size: Self.pieceSize)
    let format = format
    let read = pieces.concurrentMap { piece in
      Result { () throws(IngestError) in
        let end = try TextBytes.checkedEnd(bytes, piece)
        return try PlainRows(bytes, piece.lowerBound..<end, format: format, isCutOff: end < piece.upperBound)
      }
    }
    var joined: [PlainRows] = []
    var end = 0
    do throws(IngestError) {
      for (piece, result) in zip(pieces, read) {
        // A cell in quotes may hold the line feed at which pieces were parted; then the next one is read anew.
        let rows =
          piece.lowerBound == end
          ? try result.get() : try PlainRows(bytes, end..<max(piece.upperBound, end), format: format)
        end = rows.end
        joined.append(rows)
      }
    } catch {
      throw error.moved(byBytes: offset, lines: line - 1)
    }
    return (joined, max(end, cut))
  }

  // MARK: Series that pieces part

  private mutating func join(_ number: Int, into block: inout SeriesBlock) {
    let (bytes, piece) = (block.bytes, block.pieces[number])
    if let problems = piece.report { report.add(problems, line: line) }
    rowCount += piece.rowCount
    // Runs of one series, under two spellings, are one series.
    var first = 0
    while first < piece.runs.count {
      let run = piece.runs[first]
      let key = run.key(in: bytes)
      if open?.key == key {
        open?.append(piece, run)
        first += 1
        continue
      }
      close(into: &block)
      // What stands between the first series and the last is complete, if no neighbours are one.
      var last = first
      var previous = key
      while last + 1 < piece.runs.count {
        let next = piece.runs[last + 1].key(in: bytes)
        if next == previous || piece.runs[last].rows.isEmpty { break }
        previous = next
        last += 1
      }
      if last > first { block.items.append(.runs(piece: number, first..<last)) }
      open = OpenSeries(piece, piece.runs[last], of: bytes, key: previous, line: line)
      first = last + 1
    }
    line += piece.lineCount
  }

  private mutating func close(into block: inout SeriesBlock) {
    guard let series = open else { return }
    open = nil
    if series.days.isEmpty {
      if heldBack.count < Self.mostHeldBack {
        heldBack.append(
          HeldBackUnit(name: series.name, reason: .noUsableScore(firstLine: series.line)))
      }
    } else {
      block.items.append(.single(series))
    }
  }
}
