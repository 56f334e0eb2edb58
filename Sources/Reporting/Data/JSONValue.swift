/// A JSON tree whose objects keep the order of their members.
///
/// Foundation's JSONEncoder writes keys sorted or in no order at all, and a reader wants `schema` first and the
/// answer before the details; hence this small writer. Literals make a tree readable in code:
///
///     let plan: JSONValue = ["schema": "headway.plan/1", "weeks": 4, "probability": .number(p)]
public enum JSONValue: Sendable {
  /// Members in the order in which they are written. Keys should differ.
  case object([(String, JSONValue)])
  /// Values in order.
  case array([JSONValue])
  /// The shortest decimal that reads back as the same number; null when it is not finite.
  case number(Double)
  /// A whole number.
  case integer(Int)
  /// A whole number of which all 64 bits count, such as a seed.
  case unsigned(UInt64)
  /// Characters.
  case string(String)
  /// True or false.
  case bool(Bool)
  /// Nothing.
  case null

  /// A number, or null when there is none.
  public static func number(_ value: Double?) -> JSONValue {
    value.map { .number($0) } ?? .null
  }

  /// Characters, or null when there are none.
  public static func string(_ value: String?) -> JSONValue {
    value.map { .string($0) } ?? .null
  }

  /// The tree as text: objects one member a line, indented by two spaces; arrays of plain values on one line.
  /// Ends without a line feed.
  public var text: String {
    var output = ""
    write(to: &output, indent: "\n")
    return output
  }

  private func write(to output: inout String, indent: String) {
    switch self {
    case .object(let members):
      Self.write(members, "{", "}", to: &output, indent: indent) { member, output, indent in
        Self.write(quoting: member.0, to: &output)
        output += ": "
        member.1.write(to: &output, indent: indent)
      }
    case .array(let values) where values.allSatisfy(\.isScalar):
      output += "["
      for (index, value) in values.enumerated() {
        if index > 0 { output += ", " }
        value.write(to: &output, indent: indent)
      }
      output += "]"
    case .array(let values):
      Self.write(values, "[", "]", to: &output, indent: indent) { value, output, indent in
        value.write(to: &output, indent: indent)
      }
    case .number(let value): output += value.shortestDecimal ?? "null"
    case .integer(let value): output += String(value)
    case .unsigned(let value): output += String(value)
    case .string(let value): Self.write(quoting: value, to: &output)
    case .bool(let value): output += value ? "true" : "false"
    case .null: output += "null"
    }
  }

  /// Writes elements a line each between brackets; `indent` is the line feed and the spaces before the bracket.
  private static func write<Element>(
    _ elements: [Element], _ open: String, _ close: String, to output: inout String, indent: String,
    element: (Element, inout String, String) -> Void
  ) {
    output += open
    for (index, member) in elements.enumerated() {
      output += (index > 0 ? "," : "") + indent + "  "
      element(member, &output, indent + "  ")
    }
    output += (elements.isEmpty ? "" : indent) + close
  }

  /// Characters as a JSON text, with its quotation marks.
  static func quoted(_ string: String) -> String {
    var output = ""
    write(quoting: string, to: &output)
    return output
  }

  private static func write(quoting string: String, to output: inout String) {
    output += "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": output += "\\\""
      case "\\": output += "\\\\"
      case "\n": output += "\\n"
      case "\r": output += "\\r"
      case "\t": output += "\\t"
      // The two separators are legal in JSON but end a line in older scripts.
      case "\0"..<" ", "\u{2028}", "\u{2029}":
        let hex = String(scalar.value, radix: 16)
        output += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
      default: output.unicodeScalars.append(scalar)
      }
    }
    output += "\""
  }

  private var isScalar: Bool {
    switch self {
    case .object, .array: false
    default: true
    }
  }
}

extension JSONValue: ExpressibleByStringInterpolation, ExpressibleByIntegerLiteral,
  ExpressibleByFloatLiteral, ExpressibleByBooleanLiteral, ExpressibleByNilLiteral,
  ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  /// Characters.
  public init(stringLiteral value: String) { self = .string(value) }
  /// A whole number.
  public init(integerLiteral value: Int) { self = .integer(value) }
  /// A number.
  public init(floatLiteral value: Double) { self = .number(value) }
  /// True or false.
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  /// Null.
  public init(nilLiteral: ()) { self = .null }
  /// An array.
  public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  /// An object with its members in the order of writing.
  public init(dictionaryLiteral elements: (String, JSONValue)...) { self = .object(elements) }
}
