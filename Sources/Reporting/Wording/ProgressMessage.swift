/// How far a long command is.
public protocol ProgressMessage: Sendable {
  /// Whether nothing is left to do.
  var isDone: Bool { get }

  /// How far it is, in a few words; no shorter than the message before.
  func message(in language: Language) -> String
}
