import NumericCore

/// A whole plain file in memory, read piece by piece.
struct PlainFile {
  private let text: TextBytes
  private let header: Header
  private let delimiter: UInt8
  private let pieceSize: Int

  /// - Parameter pieceSize: Pieces of about this many bytes are read at the same time.
  init(_ text: TextBytes, header: Header, delimiter: UInt8, pieceSize: Int = 1 << 22) {
    self.text = text
    self.header = header
    self.delimiter = delimiter
    self.pieceSize = pieceSize
  }

  /// Reads the rows behind the header.
  func read(from start: Int, line: Int) throws(IngestError) -> IngestResult {
    let (format, pieces) = try rows(from: start, line: line)
    var reader = format.rowReader
    var line = line
    for piece in pieces {
      reader.add(piece, of: text.bytes, line: line)
      line += piece.lineCount
    }
    if reader.rowCount == 0 { throw .headerOnly(line: header.line) }
    return try reader.finish(delimiter: Character(Unicode.Scalar(delimiter)))
  }

  /// The rows behind the header, in pieces, and how they are written.
  ///
  /// How the file writes decimals is known only when all of it was read. Nearly always it is as was thought; else it is
  /// read again.
  func rows(
    from start: Int, line: Int
  ) throws(IngestError) -> (format: PlainFormat, pieces: [PlainRows]) {
    let isComma = delimiter == UInt8(ascii: ",")
    let assumed = NumberReader.Style.unknown(commaIsDecimal: !isComma)
    var format = PlainFormat(header, delimiter: delimiter, style: assumed)
    var pieces = try rows(from: start, line: line, format)
    let evidence = pieces.reduce(into: NumberReader.Evidence()) { $0.add($1.evidence) }
    let style = evidence.style(commaIsDecimal: !isComma)
    if style != assumed, style != .point || evidence.ambiguousComma > 0 {
      format = PlainFormat(header, delimiter: delimiter, style: style)
      pieces = try rows(from: start, line: line, format)
    }
    return (format, pieces)
  }

  private func rows(from start: Int, line: Int, _ format: PlainFormat) throws(IngestError) -> [PlainRows] {
    try Self.rows(
      text.bytes, from: start, line: line, format, isCutOff: text.isCutOff, pieceSize: pieceSize)
  }

  /// The rows of a text, piece by piece.
  ///
  /// - Parameters:
  ///   - line: The line of the file that they begin on, from 1.
  ///   - isCutOff: Whether the text ends within a character, which is not there.
  static func rows(
    _ bytes: [UInt8], from start: Int, line: Int, _ format: PlainFormat, isCutOff: Bool, pieceSize: Int
  ) throws(IngestError) -> [PlainRows] {
    let pieces = Self.pieces(of: bytes, start..<bytes.count, size: pieceSize)
    let read = pieces.concurrentMap { piece in
      Result { () throws(IngestError) in try PlainRows(bytes, piece, format: format, isCutOff: isCutOff) }
    }
    var joined: [PlainRows] = []
    var (end, line) = (start, line)
    for (piece, result) in zip(pieces, read) {
      // A cell in quotes may hold the line feed at which pieces were parted; then the next one is read anew.
      do throws(IngestError) {
        let rows =
          piece.lowerBound == end
          ? try result.get()
          : try PlainRows(bytes, end..<max(piece.upperBound, end), format: format, isCutOff: isCutOff)
        end = rows.end
        line += rows.lineCount
        joined.append(rows)
      } catch {
        throw error.moved(byLines: line)
      }
    }
    return joined
  }

  /// Parts bytes behind line feeds.
  static func pieces(of bytes: [UInt8], _ whole: Range<Int>, size: Int) -> [Range<Int>] {
    var pieces: [Range<Int>] = []
    var start = whole.lowerBound
    while start < whole.upperBound {
      var end = min(start + size, whole.upperBound)
      while end < whole.upperBound, bytes[end - 1] != 0x0A { end += 1 }
      pieces.append(start..<end)
      start = end
    }
    return pieces
  }
}
