import Foundation

/// Reads histories from CSV files and workbooks as people have them, and from files of JSON lines as programs write them.
///
/// Of text files comma, semicolon, tab or bar between cells, decimal point or comma, UTF-8 or UTF-16, and the three
/// shapes of `FileShape` are found out from the file. A title of a few lines above the header is
/// passed over. A faulty row is left out and reported; the rest
/// goes on.
///
/// A file whose first character is `{` has a JSON object on each line, with the names of columns as keys; the article
/// <doc:HistoryFiles> has the rules.
public enum HistoryReader {
  /// Reads a file.
  ///
  /// - Parameters:
  ///   - path: The file, or a ``HistoryStore``; `-` is standard input.
  ///   - index: The index of long and wide files, by default that of Decision 766, and that a store must belong to, by
  ///     default its own; plain series have none.
  /// - Throws: What makes the whole file unusable.
  public static func read(
    path: String, index: IndexDefinition? = nil
  ) throws(IngestError) -> IngestResult {
    try read(try ByteInput(path: path), index: index)
  }

  /// Reads a file that is open.
  package static func read(
    _ input: ByteInput, index: IndexDefinition? = nil
  ) throws(IngestError) -> IngestResult {
    if try input.isDatabase, input.path != "-" {
      do throws(StoreError) { return try HistoryStore(path: input.path).read(index: index) } catch {
        throw .store(error)
      }
    }
    let index = index ?? .decision766
    let rows = try input.rows(index: index)
    guard let transcript = rows.transcript else { return try read(try rows.bytes, index: index) }
    do throws(IngestError) {
      let text = TextBytes(checked: try rows.bytes)
      return transcript.told(try read(text, transcript.prologue, index: index))
    } catch {
      throw transcript.told(error)
    }
  }

  /// Reads the bytes of a file.
  ///
  /// - Parameters:
  ///   - bytes: what the file holds.
  ///   - index: the index of long and wide files; plain series have none.
  /// - Throws: what makes the whole file unusable.
  /// - Complexity: O(n), and memory for the bytes once or twice and the history.
  public static func read(
    _ bytes: [UInt8], index: IndexDefinition = .decision766
  ) throws(IngestError) -> IngestResult {
    switch FileSignature(of: bytes) {
    case .workbook: return try WorkbookReader.read(bytes, index: index)
    case .compoundFile: throw .workbook(CompoundFile.error(for: bytes))
    case let other?: throw .otherFormat(other)
    case nil: break
    }
    if try JSONTranscript.isNeeded(for: bytes) { return try read(ByteInput(bytes), index: index) }
    let text = try TextBytes(decoding: bytes)
    // UTF-16 shows only now what it is.
    if try JSONTranscript.isNeeded(for: text.bytes) { return try read(ByteInput(text.bytes), index: index) }
    return try read(text, try FilePrologue(text.bytes, index: index), index: index)
  }

  /// Reads the rows of a text.
  private static func read(
    _ text: TextBytes, _ prologue: FilePrologue, index: IndexDefinition
  ) throws(IngestError) -> IngestResult {
    let (header, delimiter) = (prologue.header, prologue.delimiter)
    if header.isSimple, header.columns[.status] == nil, header.columns[.source] == nil {
      return try PlainFile(text, header: header, delimiter: delimiter).read(
        from: prologue.end, line: prologue.line)
    }
    var scanner = RecordScanner(
      bytes: text.bytes, delimiter: delimiter, position: prologue.end, line: prologue.line)
    let isBelowThousand = header.shape != .plain && index.maximum < 1000
    let commaIsDecimal = delimiter != UInt8(ascii: ",")
    var style = NumberReader.Style.unknown(commaIsDecimal: commaIsDecimal)
    if !isBelowThousand { style = try detectStyle(scanner, header, commaIsDecimal: commaIsDecimal) }

    var rows = RowReader(
      header: header, index: index, numbers: NumberReader(style: style, isBelowThousand: isBelowThousand))
    while try scanner.next() { rows.read(scanner, fileIsCutOff: text.isCutOff) }
    if rows.rowCount == 0 { throw .headerOnly(line: header.line) }
    return try rows.finish(delimiter: Character(Unicode.Scalar(delimiter)))
  }

  static func detectStyle(
    _ start: RecordScanner, _ header: Header, commaIsDecimal: Bool
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
    return evidence.style(commaIsDecimal: commaIsDecimal)
  }
}
