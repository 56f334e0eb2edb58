/// What is wrong in a file of overrides, and where.
public struct OverrideFileError: Error, Hashable, Sendable {
  /// The kinds of faults. A value is given as it stands in the file.
  public enum Fault: Hashable, Sendable {
    /// It is not YAML; the parser's word follows.
    case notYAML(String)
    /// There is no list `overrides` with at least one item.
    case noList
    /// An item, or the value of a key, that is not what it must be.
    case wrongKind(key: String?)
    /// A key that overrides do not have; those that they have follow.
    case unknownKey(String, known: [String])
    /// A key that stands twice.
    case repeatedKey(String)
    /// Both or none of `exclude` and `set`.
    case unclearAction
    /// A key that must be there, and have a value.
    case missingKey(String)
    /// A key that does not go with another one.
    case contradiction(String, String)
    /// An indicator that the index does not have; what it has follows.
    case unknownIndicator(String, known: [String])
    /// No day; of series that count steps, no whole number of weeks.
    case notADay(key: String, value: String, DayError?)
    /// No week as `2025-W42`.
    case notAWeek(String)
    /// The last day lies before the first.
    case daysReversed(from: String, to: String)
    /// No number, with its key.
    case notANumber(key: String, value: String)
  }

  /// What is wrong.
  public let fault: Fault
  /// The line, from 1, where known.
  public let line: Int?

  package init(fault: Fault, line: Int?) {
    self.fault = fault
    self.line = line
  }
}
