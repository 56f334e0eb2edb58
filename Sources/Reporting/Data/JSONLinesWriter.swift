/// Writes rows as JSON objects, one a line (newline-delimited JSON): the cells that ``CSVWriter`` writes, with numbers of
/// the same digits, and null for nothing.
struct JSONLinesWriter {
  /// The lines written.
  private(set) var text = ""

  /// What stands before each value.
  private let beginnings: [String]

  init(columns: [String]) { beginnings = Self.beginnings(columns) }

  /// What stands before the value of each column; the value of the last one is followed by a brace.
  static func beginnings(_ columns: [String]) -> [String] {
    columns.enumerated().map { ($0 == 0 ? "{" : ",") + JSONValue.quoted($1) + ":" }
  }

  /// Adds a line, which must have a field per column.
  mutating func append(_ fields: [CSVWriter.Field]) {
    precondition(fields.count == beginnings.count, "\(fields.count) fields for \(beginnings.count) columns")
    for (beginning, field) in zip(beginnings, fields) { text += beginning + Self.value(field) }
    text += "}\n"
  }

  private static func value(_ field: CSVWriter.Field) -> String {
    switch field {
    case .text(let string): string.isEmpty ? "null" : JSONValue.quoted(string)
    case .integer(let value): String(value)
    case .number(let value): value?.shortestDecimal ?? "null"
    case .fixed(let value, let places): value?.fixedDecimal(places: places) ?? "null"
    case .empty: "null"
    }
  }
}
