/// Why a whole file cannot be used. Faults of single rows are no errors; see `RowProblem`.
public enum IngestError: Error, Hashable, Sendable {
  /// There is no such file.
  case fileNotFound(path: String)
  /// The path leads to a directory.
  case isDirectory(path: String)
  /// The system refuses to read the file; `reason` is its own remark.
  case unreadable(path: String, reason: String)
  /// The system's directory for temporary files is full or cannot be written; `reason` is the system's own remark.
  case temporaryFile(folder: String, reason: String)
  /// There is nothing but white space.
  case empty
  /// There is a header but no row below it.
  case headerOnly(line: Int)
  /// A file of a known format that is not read.
  case otherFormat(FileSignature)
  /// A store that cannot be read.
  case store(StoreError)
  /// A NUL byte: this is no text. Offsets count from 0, lines from 1.
  case binary(offset: Int, line: Int)
  /// The bytes are no UTF-8, as in files of an older Vietnamese encoding.
  case notUTF8(offset: Int, line: Int, byte: UInt8)
  /// A UTF-16 text holds half a character.
  case notUTF16(offset: Int, line: Int)
  /// A quote is opened and never closed; where it opens.
  case quoteNeverClosed(line: Int, column: Int)
  /// The header itself is malformed.
  case unreadableHeader(line: Int, reason: RowProblem.Reason)
  /// No column of the header is known. Lists the first names and says how many there are.
  case noRecognizedColumns(found: [String], count: Int, line: Int)
  /// The header lacks columns that its shape needs.
  case missingColumns(Set<ColumnRole>, shape: FileShape, found: [String], count: Int, line: Int)
  /// Two columns of the header mean the same.
  case repeatedColumn(first: String, second: String, columns: [Int], line: Int)
  /// The file is one JSON array instead of a JSON object on each line.
  case jsonArray
  /// No key of the JSON objects is known. Lists the first keys and says how many there are.
  case noRecognizedKeys(found: [String], count: Int)
  /// The JSON objects lack keys that their shape needs.
  case missingKeys(Set<ColumnRole>, shape: FileShape, found: [String], count: Int)
  /// The JSON objects have more different keys than this.
  case tooManyKeys(limit: Int)
  /// A workbook cannot be used at all.
  case workbook(WorkbookError)
  /// What makes the rows of a workbook unusable; its lines are those of the places.
  indirect case inWorkbook(IngestError, CellPlaces)
  /// No row holds a score that can be used. Names the first faults and says how many there are.
  case noUsableRow(problems: [RowProblem], count: Int, heldBack: [HeldBackUnit], unknown: [UnknownIndicator])
}

extension IngestError {
  /// The error of a part of a file as one of the file.
  func moved(byLines lines: Int) -> IngestError {
    switch self {
    case .quoteNeverClosed(let line, let column): .quoteNeverClosed(line: line + lines, column: column)
    default: self
    }
  }

  /// The error of the text of a part of a file as one of the file.
  func moved(byBytes bytes: Int, lines: Int) -> IngestError {
    switch self {
    case .binary(let offset, let line): .binary(offset: offset + bytes, line: line + lines)
    case .notUTF8(let offset, let line, let byte):
      .notUTF8(offset: offset + bytes, line: line + lines, byte: byte)
    default: self
    }
  }
}

/// The three forms of a history file.
public enum FileShape: String, Hashable, Sendable {
  /// One row for each score.
  case long
  /// One row for each unit and week, one column for each indicator.
  case wide
  /// One row for each value of a series that is no scorecard.
  case plain
}

/// What a column of a file holds.
public enum ColumnRole: String, Hashable, Sendable, CaseIterable {
  /// The day that a score stands for.
  case date = "as_of"
  /// The whole week, counted from any start.
  case step
  /// The unit's name.
  case unit
  /// The unit's level.
  case level
  /// What is measured.
  case indicator
  /// The score.
  case score
  /// The indicator's maximum.
  case maximum = "max"
  /// How firm a score is.
  case status
  /// Where a score comes from.
  case source
  /// A remark, which is passed over, as are row numbers and ranks.
  case note
  /// The name of a plain series.
  case series
  /// The value of a plain series.
  case value
}
