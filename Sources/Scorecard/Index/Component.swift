/// A name in the two languages of a report.
public struct LocalizedName: Hashable, Sendable {
  /// The name in Vietnamese.
  public let vietnamese: String
  /// The name in English.
  public let english: String

  /// Creates a name from its two forms.
  public init(vietnamese: String, english: String) {
    self.vietnamese = vietnamese
    self.english = english
  }
}

/// One part of an index: a score between zero and a fixed maximum.
public struct Component: Hashable, Sendable {
  /// The short name used in files and options, such as `transparency`.
  public let id: String
  /// The name in reports.
  public let name: LocalizedName
  /// Further names under which files may hold this component.
  public let aliases: [String]
  /// The highest score, in points; finite and above zero.
  public let maximum: Double

  /// Creates a component.
  ///
  /// - Precondition: `maximum` is finite and above zero.
  public init(id: String, name: LocalizedName, aliases: [String] = [], maximum: Double) {
    precondition(maximum.isFinite && maximum > 0, "a component's maximum is finite and above zero")
    self.id = id
    self.name = name
    self.aliases = aliases
    self.maximum = maximum
  }
}
