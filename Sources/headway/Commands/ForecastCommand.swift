import ArgumentParser
import Forecasting
import Reporting
import Scorecard

struct ForecastCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "forecast",
    abstract: "The coming weeks of every series, with prediction intervals.")

  @OptionGroup var input: HistoryArgument

  @Option(name: .long, help: ArgumentHelp("Only this unit; can be repeated.", valueName: "name"))
  var unit: [String] = []

  @OptionGroup var forecasting: ForecastOptions
  @OptionGroup var options: CommonOptions

  func run() throws {
    try withFailures {
      let history = try HistoryInput.read(input, options)
      let units = try unit.map { try history.unit(named: $0, options.chosenLanguage) }
      let forecast = ScorecardForecast(
        history.history,
        forecaster: Forecaster(model: try forecasting.chosenModel(), horizon: forecasting.weeks ?? 4),
        units: units.isEmpty ? nil : Set(units), seed: forecasting.seed)
      let report = ForecastReport(
        forecast, levels: try forecasting.chosenLevels(),
        language: options.chosenLanguage)
      try Output(options: options).write(
        document: report.document.noting(history.result, units: report.units), csv: report.csv,
        json: report.json)
      try history.finish(options)
    }
  }
}
