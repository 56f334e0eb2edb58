import ArgumentParser
import Forecasting
import Reporting
import Scorecard

struct ForecastCommand: ParsableCommand, ExemplifiedCommand {
  static let configuration = CommandConfiguration(
    commandName: "forecast",
    abstract: "The coming weeks of every series, with prediction intervals.",
    usage: "headway forecast <history> [--unit <name>] [--weeks <count>] [<options>]",
    discussion: """
      Weeks show the median: the outcome is as likely above as below. What series share is learnt from all of \
      them, also where --unit shows some: more series make better forecasts. How good they would have been on \
      this history says headway backtest.

      The models: \(ModelChoice.explained)

      As a worker of a pipe, headway forecast --stdin --stdout reads rows, CSV or a JSON object on each line, and \
      writes rows; input without a single byte is a part without series. Plain series whose rows follow each other are \
      forecast while they are read, in memory that does not grow with the input.
      """)

  static let examples = [
    Example("The next four weeks of all units, in Vietnamese:", "headway forecast history.csv --language vi"),
    Example(
      "One unit, 8 weeks, with what moves each forecast:",
      "headway forecast history.csv --unit \"Bắc Ninh\" --weeks 8 --explain"),
    Example(
      "For a spreadsheet, and as it was known a week earlier:",
      """
      headway forecast history.csv --as-of 10/11/2025 --format csv \\
          --output earlier.csv
      """),
    Example(
      "What has changed since:",
      "headway forecast history.csv --unit \"Bắc Ninh\" --since earlier.csv"),
  ]

  @OptionGroup var input: ForecastInput

  @Option(
    name: .long, help: ArgumentHelp("Show only this unit; can be repeated.", valueName: "name"),
    completion: NameCompletion.units)
  var unit: [String] = []

  @Flag(
    name: .long,
    help: """
      Say what moves each forecast away from the last value (level, trend, pattern of recent weeks, time of the \
      year, maximum, total) and how it was made. Not in csv and ndjson.
      """)
  var explain = false

  @Option(
    name: .long,
    help: ArgumentHelp(
      """
      Say what has changed since this forecast: new data, a correction, or another model. A file that \
      forecast --format csv wrote earlier; last, the latest that the store has kept; or one of its number, as STORE#3.
      """, valueName: "file"), completion: .file(extensions: ["csv"]))
  var since: String?

  @Flag(name: .long, help: "Keep the forecast in the store from which it is made.")
  var keep = false
  @Option(
    name: .long,
    help: ArgumentHelp(
      """
      Keep in this file what next week's forecast needs of a large history of plain series: then the history need \
      hold the new rows only. Where there is no such file, it is made from the whole history. With --format csv and \
      --model auto or trend.
      """, valueName: "file"), completion: .file())
  var state: String?

  @OptionGroup var forecasting: ForecastOptions
  @OptionGroup var options: CommonOptions

  func validate() throws { try input.validate(options) }

  /// Whether no series needs another, and rows are all that is wanted.
  private func isStreamable(_ options: CommonOptions) throws -> Bool {
    [.automatic, .family(.trend)].contains(try forecasting.chosenModel()) && options.format.rows != nil
      && unit.isEmpty && since == nil && !keep
      && options.asOf == nil && options.knownOn == nil && options.shared.askedIndex == nil
      && options.overrides == nil
  }

  /// The first option that says what a forecast from a state cannot do.
  private func optionWithoutState(_ options: CommonOptions) -> String? {
    if options.format != .csv { return "--format \(options.format.rawValue)" }
    let others = [
      ("--unit", !unit.isEmpty), ("--since", since != nil), ("--explain", explain), ("--keep", keep),
      ("--known-on", options.knownOn != nil),
      ("--as-of", options.asOf != nil), ("--overrides", options.overrides != nil),
      ("--index", options.shared.askedIndex != nil),
    ]
    return others.first { $0.1 }?.0
  }

  func run() throws {
    try withFailures {
      let options = input.options(options)
      try options.shared.requireLinearAlgebra()
      let levels = try forecasting.uncertainty.chosenLevels()
      if keep { try ForecastKeeping.checkStore(input.path, options) }
      if let state {
        return try StateForecast(
          path: state, history: input.path, horizon: forecasting.weeks, levels: levels,
          options: options.shared
        ).run(try forecasting.chosenModel(), besides: optionWithoutState(options))
      }
      var file = try HistoryInput.open(input.path, options.shared)
      if input.isStandardInput, file.count == 0, let format = options.format.rows {
        let rows = ForecastReport.noRows(format, levels: levels, hasChanges: since != nil)
        return try options.shared.writeOutput { try $0.write(Array(rows.utf8)) }
      }
      if try isStreamable(options) {
        file = try HistoryInput.rows(file, options.shared)
        if let stream = try HistoryInput.stream(file, options.shared) {
          let streamed = StreamedForecast(
            name: input.path, horizon: forecasting.weeks,
            levels: levels, options: options.shared, format: options.format.rows ?? .csv)
          if let method = try streamed.method(stream, model: try forecasting.chosenModel()) {
            return try streamed.write(stream, method)
          }
        }
      }
      let history = try HistoryInput.read(path: input.path, options, input: file)
      let units = try unit.map { try history.unit(named: $0, options.chosenLanguage) }
      let chosen = units.isEmpty ? nil : Set(units)
      let earlier = try since.map { try EarlierInput.read($0, for: history, options) }
      let forecaster = Forecaster(
        model: try forecasting.chosenModel(), horizon: forecasting.weeks)
      let forecast = ProgressLine(options.shared).during(.forecasting) {
        ScorecardForecast(
          history.history, forecaster: forecaster, units: chosen, seed: forecasting.uncertainty.seed)
      }
      let revision = try earlier?.revision(to: forecast, forecaster: forecaster, units: chosen, options)
      if keep {
        try ForecastKeeping.keep(
          forecast, in: input.path, model: try forecasting.chosenModel(),
          levels: levels, options)
      }
      let report = ForecastReport(
        forecast, levels: levels, language: options.chosenLanguage,
        explains: explain, revision: revision)
      try Output(options: options).write(
        document: report.document.noting(history.result, units: report.units), rows: report.rows,
        json: report.json)
      try history.finish(options, besides: earlier?.notices(options))
    }
  }
}
