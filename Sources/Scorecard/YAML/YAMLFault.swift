import Yams

/// Why a text is no YAML that can be used, as the parser says.
package enum YAMLFault: Error, Hashable, Sendable {
  /// What breaks the rules of YAML, in the parser's own words.
  case syntax(problem: String, line: Int?, column: Int?)
  /// A key stands twice in one place.
  case repeatedKey(String, line: Int?)

  /// The tree of nodes of a text; `nil` where nothing stands in it.
  ///
  /// - Parameter resolver: Tells numbers and words apart. Where the key says what a value is, `.basic` does, and takes a
  ///   fraction of the time.
  package static func compose(_ yaml: String, _ resolver: Resolver = .default) throws(YAMLFault) -> Node? {
    do {
      // Editors of other systems put a byte-order mark first.
      return try Yams.compose(yaml: yaml.hasPrefix("\u{FEFF}") ? String(yaml.dropFirst()) : yaml, resolver)
    } catch let error as YamlError {
      throw YAMLFault(error)
    } catch {
      throw .syntax(problem: String(describing: error), line: nil, column: nil)
    }
  }

  private init(_ error: YamlError) {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      self = .syntax(problem: problem, line: mark.line, column: mark.column)
    case .duplicatedKeysInMapping(let keys, let context):
      self = .repeatedKey(keys.sorted().first ?? "", line: context.mark.line)
    default:
      let lines = "\(error)".split(separator: "\n", maxSplits: 1)
      self = .syntax(problem: String(lines.first ?? ""), line: nil, column: nil)
    }
  }
}

extension Bool {
  /// The value that a word of YAML stands for, whatever its case: true, yes, on; false, no, off.
  package init?(yaml word: String) {
    switch word.lowercased() {
    case "true", "yes", "on": self = true
    case "false", "no", "off": self = false
    default: return nil
    }
  }
}
