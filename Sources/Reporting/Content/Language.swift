/// A language in which Headway writes.
public enum Language: String, Sendable, CaseIterable {
  /// Vietnamese: decimal comma, dates day first.
  case vi
  /// English: decimal point, dates with the month's name.
  case en
}
