import ArgumentParser
import Foundation
import Reporting
import Scorecard

/// Names that a shell offers where an option wants one: they come from the history on the command line.
enum NameCompletion {
  /// The units of the history.
  static let units = CompletionKind.custom { words, _, _ in
    history(words).map { $0.units.map(\.name) } ?? []
  }

  /// The units of the history, or all.
  static let rivals = CompletionKind.custom { words, _, _ in
    ["all"] + (history(words).map { $0.units.map(\.name) } ?? [])
  }

  /// The components of the index.
  static let components = CompletionKind.custom { words, _, _ in
    (history(words)?.index ?? .decision766).components.map(\.id)
  }

  static let levels = CompletionKind.list(["province", "department", "commune"])

  /// Files that are histories.
  static let histories = CompletionKind.file(
    extensions: ["csv", "tsv", "txt", "xlsx", "xlsm", "json", "jsonl", "ndjson", "sqlite", "db"])

  static let yaml = CompletionKind.file(extensions: ["yml", "yaml"])

  /// The first word that names a history, read. Whoever presses a key does not wait for a large one.
  private static func history(_ words: [String]) -> History? {
    for word in words.dropFirst() {
      let path = unquoted(word)
      guard let size = try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int,
        size <= mostBytes, let result = try? HistoryReader.read(path: path, index: index(words))
      else { continue }
      return result.history
    }
    return nil
  }

  private static let mostBytes = 4 << 20

  /// The index that `--index` names, or that is settled.
  private static func index(_ words: [String]) -> IndexDefinition? {
    let asked = words.firstIndex(of: "--index").flatMap { words.dropFirst($0 + 1).first }.map(unquoted)
    guard let path = asked ?? CurrentSettings.settings.index.value,
      let text = try? TextFile.contents(of: path)
    else { return nil }
    return try? IndexDefinition(yaml: text)
  }

  /// A word of a shell without its quotation marks and backslashes.
  private static func unquoted(_ word: String) -> String {
    var text = ""
    var isEscaped = false
    for character in word {
      if !isEscaped, "\"'\\".contains(character) {
        isEscaped = character == "\\"
      } else {
        text.append(character)
        isEscaped = false
      }
    }
    return text
  }
}
