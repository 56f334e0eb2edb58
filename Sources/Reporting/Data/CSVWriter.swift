/// Writes comma-separated values (RFC 4180, but with a bare line feed at line ends), for programs.
///
/// Numbers have a decimal point in every language. Lines collect in ``text``; a caller with very many takes
/// them out in portions with ``drain()``.
public struct CSVWriter: Sendable {
  /// One cell.
  public enum Field: Sendable, Equatable {
    /// Characters, quoted where the format needs it.
    case text(String)
    /// A whole number.
    case integer(Int)
    /// The shortest decimal that reads back as the same number; nothing when it is missing or not finite.
    case number(Double?)
    /// A number with so many decimals; nothing when it is missing or not finite.
    case fixed(Double?, places: Int)
    /// Nothing.
    case empty
  }

  /// The lines written and not yet taken out.
  public private(set) var text = ""

  private let columnCount: Int

  /// Starts with the line of column names.
  public init(columns: [String]) {
    columnCount = columns.count
    append(columns.map { .text($0) })
  }

  /// Adds a line, which must have a field per column.
  public mutating func append(_ fields: [Field]) {
    precondition(fields.count == columnCount, "\(fields.count) fields for \(columnCount) columns")
    let start = text.endIndex
    for (index, field) in fields.enumerated() {
      if index > 0 { text.append(",") }
      append(field)
    }
    // A lone empty field would leave an empty line, which readers skip.
    if text.endIndex == start, !fields.isEmpty { text.append("\"\"") }
    text.append("\n")
  }

  /// Gives the lines written so far and forgets them.
  public mutating func drain() -> String {
    defer { text = "" }
    return text
  }

  private mutating func append(_ field: Field) {
    switch field {
    case .text(let string): text.append(Self.quoted(string))
    case .integer(let value): text.append(String(value))
    case .number(let value): text.append(value?.shortestDecimal ?? "")
    case .fixed(let value, let places): text.append(value?.fixedDecimal(places: places) ?? "")
    case .empty: break
    }
  }

  /// A text as a cell, in quotation marks where the format needs them.
  static func quoted(_ text: String) -> String {
    let special: (UInt8) -> Bool = {
      $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\n")
        || $0 == UInt8(ascii: "\r")
    }
    let hasOuterSpace = text.utf8.first == UInt8(ascii: " ") || text.utf8.last == UInt8(ascii: " ")
    guard hasOuterSpace || text.utf8.contains(where: special) else { return text }
    var cell = "\""
    for scalar in text.unicodeScalars {
      if scalar == "\"" { cell.append("\"") }
      cell.unicodeScalars.append(scalar)
    }
    return cell + "\""
  }
}

extension CSVWriter.Field: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByFloatLiteral, ExpressibleByNilLiteral
{
  /// Characters.
  public init(stringLiteral value: String) { self = .text(value) }
  /// A whole number.
  public init(integerLiteral value: Int) { self = .integer(value) }
  /// A number.
  public init(floatLiteral value: Double) { self = .number(value) }
  /// An empty field.
  public init(nilLiteral: ()) { self = .empty }
}
