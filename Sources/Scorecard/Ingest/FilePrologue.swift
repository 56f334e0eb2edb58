/// What the beginning of a file tells: how it parts cells, and which column holds what.
struct FilePrologue {
  let header: Header
  let delimiter: UInt8
  /// Where the rows begin, and the line there, from 1.
  let end: Int, line: Int

  /// What stands for the beginning of a file that consists of rows alone.
  init(rowsUnder header: Header, delimiter: UInt8) {
    (self.header, self.delimiter) = (header, delimiter)
    (end, line) = (0, 1)
  }

  /// - Parameter bytes: The file, or enough of it to hold its first rows.
  init(_ bytes: [UInt8], index: IndexDefinition) throws(IngestError) {
    delimiter = try Self.detectDelimiter(bytes, index: index)
    var scanner = RecordScanner(bytes: bytes, delimiter: delimiter)
    guard try scanner.nextHeader(index: index) else { throw .empty }
    if let fault = scanner.fault {
      throw .unreadableHeader(line: scanner.recordLine, reason: fault.reason)
    }
    if scanner.cellCount > RecordScanner.keptCells {
      throw .unreadableHeader(
        line: scanner.recordLine,
        reason: .wrongCellCount(expected: RecordScanner.keptCells, found: scanner.cellCount))
    }
    header = try Header(
      names: scanner.cells.map { NameKey.spelling(scanner.text($0)) }, line: scanner.recordLine, index: index)
    (end, line) = (scanner.position, scanner.line)
  }

  /// The delimiter under which most columns of the header are known; where that does not tell, the
  /// one under which most of the first rows have as many cells as the header, then the one with most
  /// cells.
  private static func detectDelimiter(
    _ bytes: [UInt8], index: IndexDefinition
  ) throws(IngestError) -> UInt8 {
    var best: (delimiter: UInt8, score: [Int])?
    var failure = IngestError.empty
    for delimiter in [UInt8(ascii: ","), UInt8(ascii: ";"), 0x09, UInt8(ascii: "|")] {
      var scanner = RecordScanner(bytes: bytes, delimiter: delimiter)
      do throws(IngestError) {
        guard try scanner.nextHeader(index: index) else { throw .empty }
      } catch {
        if error == .empty { throw error }
        failure = error
        continue
      }
      let cells = scanner.cellCount
      let recognized = Header.recognizedCount(scanner.someNames, index: index)
      var agreeing = 0
      var rows = 0
      // A fault further down says nothing about the delimiter; it is met again when rows are read.
      while rows < 20, (try? scanner.next()) ?? false {
        rows += 1
        if scanner.cellCount == cells { agreeing += 1 }
      }
      let score = [recognized, cells > 1 ? agreeing : 0, cells]
      if best.map({ $0.score.lexicographicallyPrecedes(score) }) ?? true { best = (delimiter, score) }
    }
    guard let best else { throw failure }
    return best.delimiter
  }
}

extension RecordScanner {
  /// Lines above the header that may hold a title.
  private static let titleLines = 10

  /// Goes to the header: the first record with two known names, past a title of a few lines. Where
  /// there is none, to the first record.
  fileprivate mutating func nextHeader(index: IndexDefinition) throws(IngestError) -> Bool {
    guard try nextAfterSeparatorLine() else { return false }
    let first = self
    for _ in 0...Self.titleLines {
      if fault == nil, Header.recognizedCount(someNames, index: index) >= 2 { return true }
      guard (try? next()) ?? false else { break }
    }
    self = first
    return true
  }

  /// The names of the current record taken as a header; enough of them to know it by.
  fileprivate var someNames: [String] { cells.prefix(2000).map { text($0) } }

  /// Goes to the first record, past the line `sep=;` that Excel writes above it.
  private mutating func nextAfterSeparatorLine() throws(IngestError) -> Bool {
    guard try next() else { return false }
    guard let first = cells.first, text(first).lowercased().hasPrefix("sep="), cellCount <= 2 else {
      return true
    }
    return try next()
  }
}
