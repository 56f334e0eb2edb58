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
          let key = SeriesKey.hash(ofName: known, in: bytes)
          if keys.last != key { keys.append(key) }
        }
        if span[position - 1] == 0x0A { continue }
      }
      position = Self.nextLine(span.bytes, position, piece.upperBound)
    }
    return keys
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
