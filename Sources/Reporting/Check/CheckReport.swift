import Scorecard

/// What `headway check` says of a file: for people a document, for programs CSV and JSON.
public struct CheckReport: Sendable {
  /// How many findings of one kind a document lists; CSV and JSON hold all.
  public static let rowLimit = 20

  let result: IngestResult
  let findings: [Finding]
  let file: String
  let say: Phrasing

  /// A report.
  ///
  /// - Parameters:
  ///   - result: what a reader made of the file.
  ///   - findings: what `DataCheck` found in it, in its order.
  ///   - file: the file as the user named it; `-` is standard input.
  ///   - language: the language of messages.
  public init(result: IngestResult, findings: [Finding], file: String, language: Language) {
    self.result = result
    self.findings = findings
    self.file = file
    say = Phrasing(language, axis: result.history.axis, places: result.places)
  }

  var index: IndexDefinition? { result.history.index }

  /// How many findings of a severity there are.
  func count(of severity: Finding.Severity) -> Int { findings.count { $0.severity == severity } }

  /// How many series the history holds.
  var seriesCount: Int { result.history.entries.count }
}
