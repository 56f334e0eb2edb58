import ArgumentParser

/// A command line that the help of a command shows, with what it is for.
struct Example: Sendable {
  let purpose: String
  let line: String

  init(_ purpose: String, _ line: String) {
    self.purpose = purpose
    self.line = line
  }
}

/// A command whose help ends with examples.
protocol ExemplifiedCommand: ParsableCommand {
  /// Two to four; they can be copied into a shell.
  static var examples: [Example] { get }
}

extension ExemplifiedCommand {
  /// The last part of the help.
  static var exampleSection: String {
    "EXAMPLES:\n" + examples.map { "  # \($0.purpose)\n  \($0.line)\n" }.joined(separator: "\n")
  }
}
