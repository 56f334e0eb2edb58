import NumericCore

/// Whether the rows of every series of a plain file follow each other.
///
/// Names alone are looked at, at several times the speed of reading, so that nothing has been written when a file turns
/// out to be in the order of weeks.
struct SeriesOrder: Sendable {
  private let delimiter: UInt8
  private let nameColumn: Int

  init(_ format: PlainFormat, nameColumn: Int) {
    delimiter = format.delimiter
    self.nameColumn = nameColumn
  }

  private static let pieceSize = 1 << 19

  func isGrouped(_ input: ByteInput, from start: Int) throws(IngestError) -> Bool {
    var seen: Set<UInt64> = []
    var latest: UInt64?
    var (position, bytes) = (start, [UInt8]())
    while position < input.count {
      let size = Self.pieceSize * Concurrency.workers
      let carried = bytes.count
      try input.append(to: &bytes, from: position, most: size)
      position += bytes.count - carried
      if bytes.count == carried { break }
      let cut = position >= input.count ? bytes.count : (bytes.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0)
      let block = bytes
      let pieces = PlainFile.pieces(of: block, 0..<cut, size: Self.pieceSize)
      let found = pieces.concurrentMap { keys(block, $0) }
      for key in found.joined() where key != latest {
        if !seen.insert(key).inserted { return false }
        latest = key
      }
      bytes = Array(bytes[cut...])
    }
    return true
  }

  /// One key for each run of rows with one name.
  private func keys(_ bytes: [UInt8], _ piece: Range<Int>) -> [UInt64] {
    let span = bytes.span
    var keys: [UInt64] = []
    var known = 0..<0
    var position = piece.lowerBound
    while position < piece.upperBound {
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
        let key = SeriesKey.hash(ofName: known, in: bytes)
        if keys.last != key { keys.append(key) }
      }
      while position < piece.upperBound, position == start || span[unchecked: position - 1] != 0x0A {
        position += 1
      }
    }
    return keys
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
