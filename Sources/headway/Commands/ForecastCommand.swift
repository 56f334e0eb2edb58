import ArgumentParser
import Forecasting
import Reporting
import Scorecard

struct ForecastCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "forecast",
    abstract: "The coming weeks of every series, with prediction intervals.",
    discussion: """
      Weeks show the median: the outcome is as likely above as below. What series share is learnt from all of \
      them, also where --unit shows some: more series make better forecasts. How good they would have been on \
      this history says headway backtest.
      """)

  @OptionGroup var input: HistoryArgument

  @Option(name: .long, help: ArgumentHelp("Show only this unit; can be repeated.", valueName: "name"))
  var unit: [String] = []

  @Flag(
    name: .long,
    help: """
      Say what moves each forecast away from the last value (level, trend, pattern of recent weeks, time of the \
      year, maximum, total) and how it was made. Not in CSV.
      """)
  var explain = false

  @Option(
    name: .long,
    help: ArgumentHelp(
      """
      Say what has changed since this forecast: new data, a correction, or another model. A file that \
      forecast --format csv wrote earlier; last, the latest that the store has kept; or one of its number, as STORE#3.
      """, valueName: "file"))
  var since: String?

  @Flag(name: .long, help: "Keep the forecast in the store from which it is made.")
  var keep = false

  @OptionGroup var forecasting: ForecastOptions
  @OptionGroup var options: CommonOptions

  /// Whether no series needs another, and rows are all that is wanted.
  private var isStreamable: Bool {
    ["auto", ModelFamily.trend.rawValue].contains(forecasting.model) && options.format == .csv && unit.isEmpty
      && since == nil && !keep
      && options.asOf == nil && options.knownOn == nil && options.index == nil
  }

  func run() throws {
    try withFailures {
      if keep { try ForecastKeeping.checkStore(input, options) }
      var file: ByteInput?
      if isStreamable {
        let opened = try HistoryInput.open(input.history, options.shared)
        if let stream = try HistoryInput.stream(opened, options.shared) {
          let streamed = StreamedForecast(
            name: input.history, horizon: forecasting.weeks ?? 4,
            levels: try forecasting.uncertainty.chosenLevels(), options: options.shared)
          if let method = try streamed.method(stream, model: try forecasting.chosenModel()) {
            return try streamed.write(stream, method)
          }
        }
        file = opened
      }
      let history = try HistoryInput.read(input, options, input: file)
      let units = try unit.map { try history.unit(named: $0, options.chosenLanguage) }
      let chosen = units.isEmpty ? nil : Set(units)
      let earlier = try since.map { try EarlierInput.read($0, for: history, options) }
      let forecaster = Forecaster(
        model: try forecasting.chosenModel(), horizon: forecasting.weeks ?? 4)
      let forecast = ScorecardForecast(
        history.history, forecaster: forecaster, units: chosen, seed: forecasting.uncertainty.seed)
      let revision = try earlier?.revision(to: forecast, forecaster: forecaster, units: chosen, options)
      if keep {
        try ForecastKeeping.keep(
          forecast, in: input, model: try forecasting.chosenModel(),
          levels: try forecasting.uncertainty.chosenLevels(), options)
      }
      let report = ForecastReport(
        forecast, levels: try forecasting.uncertainty.chosenLevels(), language: options.chosenLanguage,
        explains: explain, revision: revision)
      try Output(options: options).write(
        document: report.document.noting(history.result, units: report.units), csv: report.csv,
        json: report.json)
      try history.finish(options, besides: earlier?.notices(options))
    }
  }
}
