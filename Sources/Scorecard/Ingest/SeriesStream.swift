import Forecasting

/// Plain series one after the other, from a file of any size, in memory that does not grow with it.
///
/// Where the rows of every series follow each other they are given as they are read (`GroupedSeries`); of any other file
/// the rows are first put in order, in temporary files (`ScatteredSeries`). What ``HistoryReader`` leaves out is left out
/// here, in the same words.
package struct SeriesStream: Sendable {
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

  private var source: any SeriesSource
  private let delimiter: UInt8
  /// What must be known of rows that were lines of JSON.
  private let transcript: JSONTranscript?
  /// Whether time is counted in weeks and not by dates.
  package let isStep: Bool

  private static let headSize = 1 << 20

  /// Begins to read a file; `nil` where it is no plain text file, or its text is broken. Then ``HistoryReader`` knows what
  /// to do, or to say.
  ///
  /// - Parameters:
  ///   - pieceSize: Pieces of about this many bytes are read at the same time, one per worker.
  ///   - onParting: Told of the share of the file whose rows have been put in order, where they must be; 1 at the end.
  package init?(
    _ input: ByteInput, pieceSize: Int = 1 << 19, onParting: (Double) -> Void = { _ in }
  ) throws(IngestError) {
    try self.init(input, pieceSize: pieceSize, spool: ScatteredSeries.Spool(), onParting: onParting)
  }

  /// - Parameter spool: Where rows are put in order.
  init?(
    _ file: ByteInput, pieceSize: Int, spool: ScatteredSeries.Spool, onParting: (Double) -> Void = { _ in }
  ) throws(IngestError) {
    let input = try file.rows(index: .decision766)
    transcript = input.transcript
    var head: [UInt8] = []
    try input.append(to: &head, from: 0, most: Self.headSize)
    guard let found = try? Self.format(head, transcript?.prologue) else { return nil }
    let format = found.format
    isStep = format.header.columns[.step] != nil
    delimiter = format.delimiter
    let survey = try SeriesSurvey(input, from: found.start, format: format, pieceSize: pieceSize)
    if let survey {
      source = GroupedSeries(
        input, survey, format: format, from: found.start, line: found.line, pieceSize: pieceSize)
    } else if let scattered = try ScatteredSeries(
      input, format: format, from: found.start, line: found.line, pieceSize: pieceSize, spool: spool,
      onParting: onParting)
    {
      source = scattered
    } else {
      return nil
    }
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

  /// Whether there are so many series with a value; reads on until that is known.
  package func hasSeries(_ count: Int) throws(IngestError) -> Bool { try source.hasSeries(count) }

  /// The series that are drawn to teach the others; `nil` where so many have no value that only reading the whole file
  /// would tell which.
  package func sample() throws(IngestError) -> SeriesSample? { try source.sample() }

  /// The next series, `nil` at the end.
  package mutating func next() throws(IngestError) -> SeriesBlock? { try source.next() }

  /// The share of the file that has been read.
  package var progress: Double { source.progress }

  /// How many rows have been read.
  package var rowCount: Int { source.rowCount }

  /// What was left out so far, as ``HistoryReader`` tells it.
  package var leftOut: IngestResult {
    let result = source.account.result(isStep: isStep, delimiter: delimiter)
    return transcript?.told(result) ?? result
  }
}
