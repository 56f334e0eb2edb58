import Forecasting
import NumericCore

/// What the names in a plain file tell: whether the rows of every series follow each other, how many series there are, and
/// where those stand that are drawn as a sample.
///
/// It goes at several times the speed of reading, and nothing has been written when a file turns out to be in the order of
/// weeks, or to be one that only reading as a whole understands: with cells of several lines, other line ends than line
/// feeds, broken text, or numbers that are written otherwise than in its beginning.
struct SeriesSurvey: Sendable {
  /// A series of the sample: its rank, and the bytes of its rows.
  struct Drawn: Sendable {
    let rank: UInt64
    let bytes: Range<Int>
  }

  /// How many series are named.
  private(set) var count = 0
  /// The series with the smallest ranks, in the order of these: more than a sample, for some may have no value.
  private(set) var candidates: [Drawn] = []

  private let delimiter: UInt8
  private let nameColumn: Int
  private let valueColumn: Int
  private let style: NumberReader.Style
  /// Series with greater ranks are not in the sample.
  private var limit: UInt64?

  private static let mostCandidates = 2 * SampledPatterns.sampleSize

  /// - Parameters:
  ///   - start: Where the rows begin.
  ///   - format: That of the file's beginning.
  ///   - pieceSize: Pieces of about this many bytes are looked through at the same time.
  /// - Returns: `nil` where rows of a series stand apart, or the file must be read as a whole.
  init?(
    _ input: ByteInput, from start: Int, format: PlainFormat, pieceSize: Int
  ) throws(IngestError) {
    guard let name = format.header.columns[.series], let value = format.header.columns[.value],
      format.style != .mixed
    else { return nil }
    delimiter = format.delimiter
    (nameColumn, valueColumn) = (name, value)
    style = format.style
    var seen = KeyTable()
    var latest: (rank: UInt64, start: Int)?
    var (position, bytes) = (start, [UInt8]())
    while position < input.count {
      let offset = position - bytes.count
      try input.append(to: &bytes, from: position, most: pieceSize * Concurrency.workers)
      if offset + bytes.count == position { break }
      position = offset + bytes.count
      let cut = position >= input.count ? bytes.count : (bytes.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0)
      let (block, survey) = (bytes, self)
      let pieces = PlainFile.pieces(of: block, 0..<cut, size: pieceSize)
      let found = pieces.concurrentMap { survey.runs(block, $0) }
      if found.contains(where: { $0 == nil }) { return nil }
      for run in found.compactMap(\.self).joined() where run.rank != latest?.rank {
        if !seen.insert(run.rank).isNew { return nil }
        if let latest { draw(Drawn(rank: latest.rank, bytes: latest.start..<offset + run.start)) }
        latest = (run.rank, offset + run.start)
      }
      bytes = Array(bytes[cut...])
    }
    if let latest { draw(Drawn(rank: latest.rank, bytes: latest.start..<input.count)) }
    count = seen.count
    candidates.sort { $0.rank < $1.rank }
    candidates = Array(candidates.prefix(Self.mostCandidates))
  }

  /// Keeps the series with the smallest ranks, and now and then drops the others.
  private mutating func draw(_ series: Drawn) {
    if let limit, series.rank > limit { return }
    candidates.append(series)
    guard candidates.count >= 4 * Self.mostCandidates else { return }
    candidates.sort { $0.rank < $1.rank }
    candidates = Array(candidates.prefix(Self.mostCandidates))
    limit = candidates.last?.rank
  }

  /// The rank of each run of rows with one name, and where it begins; `nil` where only reading would tell.
  private func runs(_ bytes: [UInt8], _ piece: Range<Int>) -> [(rank: UInt64, start: Int)]? {
    guard (try? TextBytes.checkedEnd(bytes, piece)) != nil else { return nil }
    let span = bytes.span
    var runs: [(rank: UInt64, start: Int)] = []
    var known = 0..<0
    var position = piece.lowerBound
    while position < piece.upperBound {
      let line = position
      if isNamed(span, at: position, known, piece.upperBound) {
        // As the row before: nothing but the rest of the line is to be looked at.
        position += known.count + 1
        guard let isDone = skipRest(span, &position, piece.upperBound) else { return nil }
        if isDone { continue }
        position = line
      }
      var column = 0
      var hasMore = true
      while hasMore {
        guard let cell = cell(span, &position, piece.upperBound) else { return nil }
        hasMore = cell.hasMore
        if column == nameColumn, !cell.range.isEmpty {
          if cell.hasDoubledQuotes || !isEqual(span, known, cell.range) {
            known = cell.hasDoubledQuotes ? 0..<0 : cell.range
            let rank = rank(cell, in: bytes)
            if runs.last?.rank != rank { runs.append((rank, line)) }
          }
        } else if column == valueColumn, isSurprising(span, cell.range) {
          return nil
        }
        if column == nameColumn, cell.hasMore, isPlainlyParted {
          guard let isDone = skipRest(span, &position, piece.upperBound) else { return nil }
          if isDone { break }
        }
        column += 1
      }
    }
    return runs
  }

  /// Whether cells are parted by commas, and decimals are not: then no cell outside of quotes holds a comma.
  private var isPlainlyParted: Bool { delimiter == UInt8(ascii: ",") && style != .comma }

  /// Whether the first cell at a position is a name as it stood before, without quotes, and tells enough of the line.
  @inline(__always)
  private func isNamed(_ bytes: Span<UInt8>, at position: Int, _ name: Range<Int>, _ end: Int) -> Bool {
    let behind = position + name.count
    guard nameColumn == 0, isPlainlyParted, !name.isEmpty, behind < end,
      bytes[unchecked: behind] == delimiter,
      bytes[unchecked: position] != Self.quote
    else { return false }
    return isEqual(bytes, name, position..<behind)
  }

  /// Goes behind the end of the line, eight bytes at a time; false where quotes ask for a closer look, `nil` where the
  /// line ends otherwise than with a line feed.
  @inline(__always)
  private func skipRest(_ bytes: Span<UInt8>, _ position: inout Int, _ end: Int) -> Bool? {
    let words = bytes.bytes
    var place = position
    while place < end {
      // No byte below 0x23: neither a line end nor a quote.
      while place + 8 <= end {
        let word = words.unsafeLoadUnaligned(fromByteOffset: place, as: UInt64.self)
        if (word &- 0x2323_2323_2323_2323) & ~word & 0x8080_8080_8080_8080 != 0 { break }
        place += 8
      }
      guard place < end else { break }
      let byte = bytes[unchecked: place]
      place += 1
      if byte == Self.quote { return false }
      if byte == 0x0D, place == end || bytes[unchecked: place] != 0x0A { return nil }
      if byte == 0x0A { break }
    }
    position = place
    return true
  }

  private struct Cell {
    /// Its bytes without quotes and the spaces before it.
    var range: Range<Int>
    var hasDoubledQuotes = false
    /// Whether another one follows in the line.
    var hasMore = false
  }

  private func rank(_ cell: Cell, in bytes: [UInt8]) -> UInt64 {
    guard cell.hasDoubledQuotes else { return SeriesKey.hash(ofName: cell.range, in: bytes) }
    let name = String(decoding: bytes[cell.range], as: UTF8.self).replacing("\"\"", with: "\"")
    return SeriesKey.hash(NameKey.same(name).utf8)
  }

  /// Whether a number tells of another way to write decimals than that of the file's beginning.
  @inline(__always)
  private func isSurprising(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    let other = style == .comma ? UInt8(ascii: ".") : UInt8(ascii: ",")
    for position in range where bytes[unchecked: position] == other { return true }
    return false
  }

  private static let quote = UInt8(ascii: "\"")

  /// The cell that begins at a position, which goes behind the delimiter or the line feed that ends it; `nil` where a cell
  /// has several lines, or a line ends otherwise.
  @inline(__always)
  private func cell(_ bytes: Span<UInt8>, _ position: inout Int, _ end: Int) -> Cell? {
    skipSpaces(bytes, &position, end)
    var cell = Cell(range: position..<position)
    let isQuoted = position < end && bytes[unchecked: position] == Self.quote
    if isQuoted {
      position += 1
      let first = position
      while true {
        guard position < end else { return nil }
        let byte = bytes[unchecked: position]
        if byte == 0x0A || byte == 0x0D { return nil }
        if byte == Self.quote {
          guard position + 1 < end, bytes[unchecked: position + 1] == Self.quote else { break }
          cell.hasDoubledQuotes = true
          position += 1
        }
        position += 1
      }
      cell.range = first..<position
    }
    let first = position
    while position < end {
      let byte = bytes[unchecked: position]
      if byte == 0x0D, position + 1 == end || bytes[unchecked: position + 1] != 0x0A { return nil }
      if byte == delimiter || byte == 0x0A || byte == 0x0D { break }
      position += 1
    }
    if !isQuoted { cell.range = first..<position }
    guard position < end else { return cell }
    cell.hasMore = bytes[unchecked: position] == delimiter
    position += bytes[unchecked: position] == 0x0D ? 2 : 1
    return cell
  }

  @inline(__always)
  private func skipSpaces(_ bytes: Span<UInt8>, _ position: inout Int, _ end: Int) {
    while position < end {
      let byte = bytes[unchecked: position]
      if byte == 0x20 || (byte == 0x09 && delimiter != 0x09) {
        position += 1
      } else if byte >= 0xC2, let length = RecordScanner.wideSpace(bytes, at: position, end: end) {
        position += length
      } else {
        return
      }
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
