import Forecasting
import NumericCore

/// The series of a file in which the rows of every series follow each other (``SeriesSurvey``); their own order does not
/// matter.
struct GroupedSeries: SeriesSource {
  private let input: ByteInput
  private let survey: SeriesSurvey
  private let format: PlainFormat
  private let isStep: Bool

  private var position: Int
  private var line: Int
  private var carried: [UInt8] = []
  private var open: OpenSeries?
  private var isDone = false

  private(set) var account = SeriesAccount()

  private let pieceSize: Int

  /// - Parameters:
  ///   - position: Where the rows begin.
  ///   - line: The line there, from 1.
  init(
    _ input: ByteInput, _ survey: SeriesSurvey, format: PlainFormat, from position: Int, line: Int,
    pieceSize: Int
  ) {
    (self.input, self.survey, self.format) = (input, survey, format)
    (self.position, self.line, self.pieceSize) = (position, line, pieceSize)
    isStep = format.header.columns[.step] != nil
  }

  /// Whether there are so many series with a value; reads on until that is known.
  func hasSeries(_ count: Int) throws(IngestError) -> Bool {
    guard survey.count >= count else { return false }
    var ahead = self
    var found = 0
    while found < count, let block = try ahead.next() { found += block.seriesCount }
    return found >= count
  }

  /// The series that are drawn to teach the others; `nil` where so many have no value that only reading the whole file
  /// would tell which.
  func sample() throws(IngestError) -> SeriesSample? {
    var members: [SeriesSample.Member] = []
    for drawn in survey.candidates where members.count < SampledPatterns.sampleSize {
      var bytes: [UInt8] = []
      try input.append(to: &bytes, from: drawn.bytes.lowerBound, most: drawn.bytes.count)
      let isCutOff = try TextBytes.dropCutOff(&bytes)
      let rows = try PlainRows(bytes, 0..<bytes.count, format: format, isCutOff: isCutOff)
      guard var series = rows.runs.first.map({ OpenSeries(rows, $0, of: bytes, key: drawn.rank, line: 0) })
      else {
        continue
      }
      for run in rows.runs.dropFirst() { series.append(rows, run) }
      if series.days.isEmpty { continue }
      var block = SeriesBlock(bytes: bytes, pieces: [rows])
      block.items.append(.single(series))
      block.forEachSeries(inPart: 0) { members.append(SeriesSample.Member($0)) }
    }
    guard members.count == SampledPatterns.sampleSize || survey.candidates.count == survey.count else {
      return nil
    }
    return SeriesSample(seriesCount: survey.count, isStep: isStep, members: members)
  }

  var progress: Double { Double(position) / Double(max(input.count, 1)) }

  var rowCount: Int { account.rowCount }

  // MARK: Blocks

  /// The next series, `nil` at the end.
  mutating func next() throws(IngestError) -> SeriesBlock? {
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
    let isCutOff = isEnd ? try TextBytes.dropCutOff(&bytes) : false
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
    account.add(piece, line: line)
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
      account.holdBack(series.name, line: series.line)
    } else {
      block.items.append(.single(series))
    }
  }
}
