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

  private static let pieceSize = 1 << 19

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
      if nameColumn == 0, isNamed(span, at: position, known, piece.upperBound) {
        position += known.count
      } else {
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
        if span[position - 1] == 0x0A { continue }
      }
      position = Self.nextLine(span.bytes, position, piece.upperBound)
    }
    return runs
  }

  private static let quote = UInt8(ascii: "\"")

  /// Whether the first cell at a position is a name as it stood before, without quotes.
  @inline(__always)
  private func isNamed(_ bytes: Span<UInt8>, at position: Int, _ name: Range<Int>, _ end: Int) -> Bool {
    let behind = position + name.count
    guard !name.isEmpty, behind < end, bytes[unchecked: behind] == delimiter,
      bytes[unchecked: position] != Self.quote
    else { return false }
    return isEqual(bytes, name, position..<behind)
  }

  /// Where the next line begins, or the end. Looks at eight bytes at a time.
  @inline(__always)
  private static func nextLine(_ bytes: RawSpan, _ start: Int, _ end: Int) -> Int {
    var position = start
    while position + 8 <= end {
      let word = UInt64(
        littleEndian: bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: position, as: UInt64.self))
      let difference = word ^ 0x0A0A_0A0A_0A0A_0A0A
      // The lowest bit that is set belongs to the first byte that is zero.
      let zeros = (difference &- 0x0101_0101_0101_0101) & ~difference & 0x8080_8080_8080_8080
      if zeros != 0 { return position + zeros.trailingZeroBitCount / 8 + 1 }
      position += 8
    }
    while position < end {
      position += 1
      if bytes.unsafeLoad(fromUncheckedByteOffset: position - 1, as: UInt8.self) == 0x0A { break }
    }
    return position
  }

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
    let raw = bytes.bytes
    var offset = 0
    while offset &+ 8 <= one.count {
      let words = (one.lowerBound &+ offset, other.lowerBound &+ offset)
      if raw.unsafeLoadUnaligned(fromUncheckedByteOffset: words.0, as: UInt64.self)
        != raw.unsafeLoadUnaligned(fromUncheckedByteOffset: words.1, as: UInt64.self)
      {
        return false
      }
      offset &+= 8
    }
    while offset < one.count {
      if bytes[unchecked: one.lowerBound &+ offset] != bytes[unchecked: other.lowerBound &+ offset] {
        return false
      }
      offset &+= 1
    }
    return true
  }
}
