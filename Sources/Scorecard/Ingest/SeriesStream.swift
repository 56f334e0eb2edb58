import Forecasting
import NumericCore

/// Plain series one after the other, from a file of any size, in memory that does not grow with it.
///
/// The rows of a series must follow each other in the file (``SeriesSurvey``); their own order does not matter. What
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
  private var heldBackCount = 0

  private let pieceSize: Int

  /// Begins to read a file; `nil` where it is no plain text file of series that follow each other. Then
  /// ``HistoryReader`` knows what to do, or to say.
  ///
  /// - Parameter pieceSize: Pieces of about this many bytes are read at the same time, one per worker.
  package init?(_ input: ByteInput, pieceSize: Int = 1 << 19) throws(IngestError) {
    self.pieceSize = pieceSize
    let input = try input.rows(index: .decision766)
    var head: [UInt8] = []
    try input.append(to: &head, from: 0, most: Self.headSize)
    guard let found = try? Self.format(head, input.transcript?.prologue) else { return nil }
    self.input = input
    format = found.format
    (position, line) = (found.start, found.line)
    isStep = format.header.columns[.step] != nil
    guard
      let survey = try SeriesSurvey(input, from: found.start, format: format, pieceSize: pieceSize)
    else { return nil }
    self.survey = survey
  }

  /// Whether there are so many series with a value; reads on until that is known.
  package func hasSeries(_ count: Int) throws(IngestError) -> Bool {
    guard survey.count >= count else { return false }
    var ahead = self
    var found = 0
    while found < count, let block = try ahead.next() { found += block.seriesCount }
    return found >= count
  }

  /// The series that are drawn to teach the others; `nil` where so many have no value that only reading the whole file
  /// would tell which.
  package func sample() throws(IngestError) -> SeriesSample? {
    var members: [SeriesSample.Member] = []
    for drawn in survey.candidates where members.count < SampledPatterns.sampleSize {
      var bytes: [UInt8] = []
      try input.append(to: &bytes, from: drawn.bytes.lowerBound, most: drawn.bytes.count)
      let isCutOff = try Self.dropCutOff(&bytes)
      let rows = try PlainRows(bytes, 0..<bytes.count, format: format, isCutOff: isCutOff)
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
    guard members.count == SampledPatterns.sampleSize || survey.candidates.count == survey.count else {
      return nil
    }
    return SeriesSample(seriesCount: survey.count, isStep: isStep, members: members)
  }

  /// Drops a last character that is incomplete.
  private static func dropCutOff(_ bytes: inout [UInt8]) throws(IngestError) -> Bool {
    let end = try TextBytes.checkedEnd(bytes, 0..<bytes.count)
    defer { bytes.removeLast(bytes.count - end) }
    return end < bytes.count
  }

  /// The share of the file that has been read.
  package var progress: Double { Double(position) / Double(max(input.count, 1)) }

  private static let headSize = 1 << 20
  /// No more series than these are named of those that have no value.
  private static let mostHeldBack = 10_000

  /// What was left out so far, as ``HistoryReader`` tells it.
  package var leftOut: IngestResult {
    let result = IngestResult(
      history: History(index: nil, axis: isStep ? .steps : .dates, units: [], observations: []),
      shape: .plain,
      delimiter: Character(Unicode.Scalar(format.delimiter)), rowCount: rowCount, problems: report.problems,
      problemCount: report.problemCount, heldBackUnits: heldBack,
      heldBackUnitCount: heldBackCount)
    return input.transcript?.told(result) ?? result
  }

  /// What the beginning of a file tells, `nil` where it is no UTF-8 or no plain file.
  ///
  /// - Parameter known: What stands for the beginning of a file that consists of rows alone.
  private static func format(
    _ head: [UInt8], _ known: FilePrologue?
  ) throws(IngestError) -> (format: PlainFormat, start: Int, line: Int)? {
    let isForeign = FileSignature(of: head) != nil
    guard known != nil || !isForeign && !head.starts(with: [0xFF, 0xFE]) && !head.starts(with: [0xFE, 0xFF])
    else { return nil }
    let text = known == nil ? try TextBytes(decoding: head) : TextBytes(checked: head)
    let prologue = if let known { known } else { try FilePrologue(text.bytes, index: .decision766) }
    guard prologue.header.isSimple else { return nil }
    let isComma = prologue.delimiter == UInt8(ascii: ",")
    let assumed = PlainFormat(
      prologue.header, delimiter: prologue.delimiter, style: .unknown(commaIsDecimal: !isComma))
    let lines = prologue.end..<max(text.bytes.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0, prologue.end)
    let rows = try PlainRows(text.bytes, lines, format: assumed)
    let style = rows.evidence.style(commaIsDecimal: !isComma)
    let marked = known == nil && head.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    return (
      PlainFormat(prologue.header, delimiter: prologue.delimiter, style: style), prologue.end + marked,
      prologue.line
    )
  }

  // MARK: Blocks

  /// The next series, `nil` at the end.
  package mutating func next() throws(IngestError) -> SeriesBlock? {
    if isDone { return nil }
    let size = pieceSize * Concurrency.workers
    var bytes = carried
    let start = position - bytes.count
    try input.append(to: &bytes, from: position, most: size)
    let isEnd = bytes.count == carried.count || start + bytes.count >= input.count
    position = start + bytes.count
    // A row that the file goes on with is for the next block. No row has several lines: see `SeriesSurvey`.
    let cut = isEnd ? bytes.count : (bytes.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0)
    carried = Array(bytes[cut...])
    bytes.removeLast(carried.count)
    let isCutOff = isEnd ? try Self.dropCutOff(&bytes) : false
    let pieces = try PlainFile.rows(
      bytes, from: 0, line: line, format, isCutOff: isCutOff, pieceSize: pieceSize)
    var block = SeriesBlock(bytes: bytes, pieces: pieces)
    for number in pieces.indices { join(number, into: &block) }
    if isEnd {
      isDone = true
      close(into: &block)
    }
    return block
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
      heldBackCount += 1
      if heldBack.count < Self.mostHeldBack {
        heldBack.append(
          HeldBackUnit(name: series.name, reason: .noUsableScore(firstLine: series.line)))
      }
    } else {
      block.items.append(.single(series))
    }
  }
}
