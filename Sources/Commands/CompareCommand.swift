import ArgumentParser
import Forecasting
import Planning
import Reporting
import Scorecard

struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare", abstract: "Rivals: gap, closing speed, overtaking.")

  @OptionGroup var input: HistoryArgument

  @Option(name: .long, help: ArgumentHelp("The unit that is compared.", valueName: "name"))
  var unit: String

  @Option(
    name: .long,
    help: ArgumentHelp(
      "A rival; can be repeated. By default all units of the same level.", valueName: "name"))
  var with: [String] = []

  @Option(
    name: .customLong("lead"), parsing: .unconditional,
    help: ArgumentHelp("The lead that counts, in points.", valueName: "points"))
  var chosenLead = PlainNumber(1)

  @OptionGroup var forecasting: ForecastOptions
  @OptionGroup var options: CommonOptions

  private var lead: Double { chosenLead.number }

  func run() throws {
    try withFailures {
      try options.shared.requireLinearAlgebra()
      let history = try HistoryInput.read(input, options)
      let forecaster = Forecaster(
        model: try forecasting.chosenModel(), horizon: forecasting.weeks ?? 4)
      let comparison: RivalComparison
      do throws(PlanError) {
        comparison = try RivalComparison(
          history.history, unit: unit, rivals: with.isEmpty ? .all : .named(with), margin: lead,
          forecaster: forecaster, seed: forecasting.uncertainty.seed)
      } catch {
        throw Failure(error.exitCode, error.message(in: options.chosenLanguage))
      }
      let report = ComparisonReport(
        comparison, history: history.history, levels: try forecasting.uncertainty.chosenLevels(),
        language: options.chosenLanguage)
      try Output(options: options).write(
        document: report.document.noting(history.result, units: report.units), rows: report.rows,
        json: report.json)
      try history.finish(options)
    }
  }
}
