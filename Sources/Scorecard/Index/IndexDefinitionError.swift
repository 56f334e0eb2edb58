/// Why an index definition cannot be used.
public enum IndexDefinitionError: Error, Hashable, Sendable {
  /// The text is no YAML; `problem` is the parser's own remark.
  case notYAML(line: Int?, column: Int?, problem: String)
  /// The text, or the part under `key`, is not of the expected kind.
  case wrongKind(key: String, expected: Kind, line: Int?)
  /// A key that must be there is not.
  case missingKey(String, line: Int?)
  /// A key that is not known; most often a slip of the pen.
  case unknownKey(String, line: Int?)
  /// A key stands twice in one place.
  case repeatedKey(String, line: Int?)
  /// There is no component.
  case noComponents
  /// A name is empty.
  case emptyName(component: String)
  /// Two components, or a component and the total, answer to one name.
  case duplicateName(String, first: String, second: String)
  /// A maximum that is not a number above zero, or is beyond what scores can be.
  case maximumNotPositive(component: String, text: String, line: Int?)
  /// `total`, `discrepancy` and `value` have a meaning of their own.
  case reservedID(String)

  /// What was expected at some place of the file.
  public enum Kind: String, Hashable, Sendable {
    /// Keys with values.
    case mapping
    /// A list.
    case sequence
    /// One text or number.
    case scalar
  }
}
