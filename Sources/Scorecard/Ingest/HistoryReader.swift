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
    let prologue = try FilePrologue(text.bytes, index: index)
    let (header, delimiter) = (prologue.header, prologue.delimiter)
    if header.shape == .plain, header.columns[.status] == nil, header.columns[.source] == nil {
      return try PlainFile(text, header: header, delimiter: delimiter).read(
        from: prologue.end, line: prologue.line)
    }
    var scanner = RecordScanner(
      bytes: text.bytes, delimiter: delimiter, position: prologue.end, line: prologue.line)
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
