import ArgumentParser
import Reporting
import Scorecard

struct CheckCommand: ParsableCommand, ExemplifiedCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "What is wrong or odd in the data.",
    usage: "headway check <history> [<options>]",
    discussion: """
      Finds rows that cannot be read, totals that are not the sum of their components, corrections, jumps, missing \
      weeks, scores that stand still and names that may be one, and says what to do about each. Nothing is changed.
      """)

  static let examples = [
    Example("What is wrong or odd in the data:", "headway check history.csv"),
    Example(
      "The same for a spreadsheet, and only up to a day:",
      """
      headway check history.csv --as-of 17/11/2025 --format csv \\
          --output findings.csv
      """),
  ]

  @OptionGroup var input: HistoryArgument
  @OptionGroup var options: CommonOptions

  func run() throws {
    try withFailures {
      let history = try HistoryInput.read(input, options)
      let findings = ProgressLine(options.shared).during(.checking) { DataCheck.findings(in: history.result) }
      let report = CheckReport(
        result: history.result, findings: findings, file: history.name,
        language: options.chosenLanguage)
      try Output(options: options).write(
        document: report.document, rows: report.rows, json: report.json)
      try history.finish(options)
    }
  }
}
