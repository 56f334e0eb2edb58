import Foundation

/// Reads histories from CSV files as people have them.
///
/// Comma, semicolon, tab or bar between cells, decimal point or comma, UTF-8 or UTF-16, and the three
/// shapes of `FileShape` are found out from the file. A title of a few lines above the header is
/// passed over. A faulty row is left out and reported; the rest
/// goes on.
public enum HistoryReader {
  /// Reads a file.
  ///
  /// - Parameter index: the index of long and wide files; plain series have none.
  /// - Throws: what makes the whole file unusable.
  public static func read(
    path: String, index: IndexDefinition = .decision766
  ) throws(IngestError) -> IngestResult {
    try read(try bytes(path: path), index: index)
  }

  /// Reads an open file to its end, such as standard input.
  ///
  /// - Parameters:
  ///   - path: how errors name the file.
  ///   - index: the index of long and wide files; plain series have none.
  /// - Throws: what makes the whole file unusable.
  public static func read(
    _ file: FileHandle, path: String = "-", index: IndexDefinition = .decision766
  ) throws(IngestError) -> IngestResult {
    try read(try bytes(file, path: path), index: index)
  }

  /// Reads the bytes of a file.
  ///
  /// - Parameter index: the index of long and wide files; plain series have none.
  /// - Throws: what makes the whole file unusable.
  /// - Complexity: O(n), and memory for the bytes once or twice and the history.
  public static func read(
    _ bytes: [UInt8], index: IndexDefinition = .decision766
  ) throws(IngestError) -> IngestResult {
    if let format = FileSignature(of: bytes) { throw .otherFormat(format) }
    let text = try TextBytes(decoding: bytes)
    let delimiter = try detectDelimiter(text.bytes, index: index)
    var scanner = RecordScanner(bytes: text.bytes, delimiter: delimiter)
    guard try scanner.nextHeader(index: index) else { throw .empty }
    if let fault = scanner.fault {
      throw .unreadableHeader(line: scanner.recordLine, reason: fault.reason)
    }
    if scanner.cellCount > RecordScanner.keptCells {
      throw .unreadableHeader(
        line: scanner.recordLine,
        reason: .wrongCellCount(expected: RecordScanner.keptCells, found: scanner.cellCount))
    }
    let header = try Header(
      names: scanner.cells.map { NameKey.spelling(scanner.text($0)) }, line: scanner.recordLine, index: index)

    let isBelowThousand = header.shape != .plain && index.maximum < 1000
    var style = NumberReader.Style.unknown(commaIsDecimal: delimiter != UInt8(ascii: ","))
    if !isBelowThousand { style = try detectStyle(scanner, header) }

    var rows = RowReader(
      header: header, index: index, numbers: NumberReader(style: style, isBelowThousand: isBelowThousand))
    while try scanner.next() { rows.read(scanner, fileIsCutOff: text.isCutOff) }
    if rows.rowCount == 0 { throw .headerOnly(line: header.line) }
    return try rows.finish(delimiter: Character(Unicode.Scalar(delimiter)))
  }

  /// The bytes of a file.
  static func bytes(path: String) throws(IngestError) -> [UInt8] {
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
      throw .fileNotFound(path: path)
    }
    if isDirectory.boolValue { throw .isDirectory(path: path) }
    let file: FileHandle
    do { file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path)) } catch {
      throw .unreadable(path: path, reason: reason(error as NSError))
    }
    defer { try? file.close() }
    return try bytes(file, path: path)
  }

  private static func bytes(_ file: FileHandle, path: String) throws(IngestError) -> [UInt8] {
    var bytes: [UInt8] = []
    do {
      // The beginning tells what is no text, before a file without end is read.
      if let start = try file.read(upToCount: 1 << 16) { bytes += start }
      if !FileSignature.isForeign(bytes), let rest = try file.readToEnd() { bytes += rest }
    } catch {
      throw .unreadable(path: path, reason: reason(error as NSError))
    }
    return bytes
  }

  /// The system's remark, where Foundation hides one behind its own.
  private static func reason(_ error: NSError) -> String {
    if let cause = error.userInfo[NSUnderlyingErrorKey] as? NSError { return reason(cause) }
    if error.domain == NSPOSIXErrorDomain { return String(cString: strerror(Int32(error.code))) }
    return error.localizedDescription
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

  private static func detectStyle(
    _ start: RecordScanner, _ header: Header
  ) throws(IngestError) -> NumberReader.Style {
    var scanner = start
    var evidence = NumberReader.Evidence()
    var columns = header.indicators.map(\.column)
    if let column = header.columns[.score] ?? header.columns[.value] { columns.append(column) }
    while try scanner.next() {
      for column in columns where column < scanner.cells.count {
        evidence.add(scanner.cells[column].range, of: scanner.bytes)
      }
    }
    return evidence.style(commaIsDecimal: start.delimiter != UInt8(ascii: ","))
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
