import ArgumentParser
import Reporting
import Scorecard

struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "What is wrong or odd in the data.")

  @OptionGroup var input: HistoryArgument
  @OptionGroup var options: CommonOptions

  func run() throws {
    try withFailures {
      let history = try HistoryInput.read(input, options)
      let report = CheckReport(
        result: history.result, findings: DataCheck.findings(in: history.result), file: history.name,
        language: options.chosenLanguage)
      try Output(options: options).write(
        document: report.document, rows: report.rows, json: report.json)
      try history.finish(options)
    }
  }
}
