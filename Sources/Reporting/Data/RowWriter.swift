/// How rows are written for programs.
public enum RowFormat: String, Hashable, Sendable, CaseIterable {
  /// Comma-separated values below a line of column names.
  case csv
  /// A JSON object on each line, with the column names as keys; empty cells are null.
  case ndjson
}

/// Writes rows of named cells in the format asked for.
struct RowWriter {
  private var csv: CSVWriter?
  private var lines: JSONLinesWriter?

  init(columns: [String], format: RowFormat) {
    switch format {
    case .csv: csv = CSVWriter(columns: columns)
    case .ndjson: lines = JSONLinesWriter(columns: columns)
    }
  }

  /// Adds a row, which must have a field per column.
  mutating func append(_ fields: [CSVWriter.Field]) {
    csv?.append(fields)
    lines?.append(fields)
  }

  /// All that was written.
  var text: String { csv?.text ?? lines?.text ?? "" }
}
