import Forecasting
import NumericCore

/// What the names in a plain file tell: whether the rows of every series follow each other, how many series there are, and
/// where those stand that are drawn as a sample.
///
/// Nothing else is looked at, so it goes at several times the speed of reading, and nothing has been written when a file
/// turns out to be in the order of weeks.
struct SeriesSurvey: Sendable {
  /// A series of the sample: its rank, and the bytes of its rows.
  struct Drawn: Sendable {
    let rank: UInt64
    let bytes: Range<Int>
  }

  /// How many series there are.
  private(set) var count = 0
  /// The series with the smallest ranks, in the order of these.
  private(set) var sample: [Drawn] = []

  private let delimiter: UInt8
  private let nameColumn: Int
  /// Series with greater ranks are not in the sample.
  private var limit: UInt64?

  private static let pieceSize = 1 << 21

  /// - Returns: `nil` where rows of a series stand apart.
  init?(
    _ input: ByteInput, from start: Int, delimiter: UInt8, nameColumn: Int
  ) throws(IngestError) {
    self.delimiter = delimiter
    self.nameColumn = nameColumn
    var seen: Set<UInt64> = []
    var latest: (rank: UInt64, start: Int)?
    var (position, bytes) = (start, [UInt8]())
    while position < input.count {
      let offset = position - bytes.count
      try input.append(to: &bytes, from: position, most: Self.pieceSize * Concurrency.workers)
      if offset + bytes.count == position { break }
      position = offset + bytes.count
      let cut = position >= input.count ? bytes.count : (bytes.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0)
      let (block, survey) = (bytes, self)
      let pieces = PlainFile.pieces(of: block, 0..<cut, size: Self.pieceSize)
      for run in pieces.concurrentMap({ survey.runs(block, $0) }).joined() where run.rank != latest?.rank {
        if !seen.insert(run.rank).inserted { return nil }
        if let latest { draw(Drawn(rank: latest.rank, bytes: latest.start..<offset + run.start)) }
        latest = (run.rank, offset + run.start)
      }
      bytes = Array(bytes[cut...])
    }
    if let latest { draw(Drawn(rank: latest.rank, bytes: latest.start..<input.count)) }
    count = seen.count
    sample.sort { $0.rank < $1.rank }
    sample = Array(sample.prefix(SampledPatterns.sampleSize))
  }

  /// Keeps the series with the smallest ranks, and now and then drops the others.
  private mutating func draw(_ series: Drawn) {
    if let limit, series.rank > limit { return }
    sample.append(series)
    guard sample.count >= 8 * SampledPatterns.sampleSize else { return }
    sample.sort { $0.rank < $1.rank }
    sample = Array(sample.prefix(SampledPatterns.sampleSize))
    limit = sample.last?.rank
  }

  /// The rank of each run of rows with one name, and where it begins.
  private func runs(_ bytes: [UInt8], _ piece: Range<Int>) -> [(rank: UInt64, start: Int)] {
    let span = bytes.span
    var runs: [(rank: UInt64, start: Int)] = []
    var known = 0..<0
    var position = piece.lowerBound
    while position < piece.upperBound {
      let line = position
      for _ in 0..<nameColumn { skipCell(span, &position, piece.upperBound) }
      var start = position
      skipCell(span, &position, piece.upperBound)
      var end = max(min(position, piece.upperBound) - 1, start)
      while end > start, span[end - 1] == 0x0D || span[end - 1] == 0x0A { end -= 1 }
      if end > start, span[start] == Self.quote, span[end - 1] == Self.quote {
        (start, end) = (start + 1, end - 1)
      }
      if start < end, !isEqual(span, known, start..<end) {
        known = start..<end
        let rank = SeriesKey.hash(ofName: known, in: bytes)
        if runs.last?.rank != rank { runs.append((rank, line)) }
      }
      while position < piece.upperBound, position == start || span[unchecked: position - 1] != 0x0A {
        position += 1
      }
    }
    return runs
  }

  private static let quote = UInt8(ascii: "\"")

  /// Goes behind the delimiter or the line feed that ends a cell; stays behind a line feed.
  @inline(__always)
  private func skipCell(_ bytes: Span<UInt8>, _ position: inout Int, _ end: Int) {
    var isQuoted = false
    if position < end, bytes[unchecked: position] == Self.quote { isQuoted = true; position += 1 }
    while position < end {
      let byte = bytes[unchecked: position]
      position += 1
      if byte == Self.quote, isQuoted { isQuoted = false }
      if byte == 0x0A || (byte == delimiter && !isQuoted) { return }
    }
  }

  @inline(__always)
  private func isEqual(_ bytes: Span<UInt8>, _ one: Range<Int>, _ other: Range<Int>) -> Bool {
    guard one.count == other.count else { return false }
    for offset in 0..<one.count
    where bytes[unchecked: one.lowerBound + offset] != bytes[unchecked: other.lowerBound + offset] {
      return false
    }
    return true
  }
}
