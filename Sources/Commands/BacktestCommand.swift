import ArgumentParser
import Forecasting
import Foundation
import Reporting
import Scorecard

struct BacktestCommand: AsyncParsableCommand, ExemplifiedCommand {
  static let configuration = CommandConfiguration(
    commandName: "backtest",
    abstract: "How good these forecasts would have been.",
    usage: "headway backtest <history> [--unit <name>] [--model <name,…>] [<options>]",
    discussion: """
      Makes forecasts again as they would have been made in past weeks, knowing nothing later, and compares them with \
      what came: beside the last value and a straight drift, which any forecast should beat. Each week ahead is judged \
      over the same latest weeks. Of a score that was corrected, forecasts know the value first seen until the \
      correction came. What series share is learnt from all of them, also where --unit judges some. A history too \
      short to judge any forecast ends with exit code 65.
      """)

  static let examples = [
    Example("How good forecasts of 1 to 4 weeks would have been:", "headway backtest history.csv"),
    Example(
      "Those of one unit, 2 weeks ahead:", "headway backtest history.csv --unit \"Bắc Ninh\" --weeks 2"),
    Example(
      "Two models side by side, over the latest 8 weeks:",
      "headway backtest history.csv --model auto,damped --origins 8"),
  ]

  @OptionGroup var input: HistoryArgument

  @Option(
    name: .long, help: ArgumentHelp("Judge this unit only; can be repeated.", valueName: "name"),
    completion: NameCompletion.units)
  var unit: [String] = []

  @OptionGroup var ahead: WeeksOption

  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp(
      "Over how many of the latest weeks to judge; fewer where the history is short.",
      valueName: "count"))
  var origins: Int = Backtest.usualOrigins

  @OptionGroup var uncertainty: UncertaintyOptions

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The models to compare, separated by commas or repeated: \(ModelChoice.listed)",
      valueName: "name,…"),
    completion: .list(ModelChoice.names))
  var model: [String] = []

  @OptionGroup var options: CommonOptions

  func validate() throws {
    if !(1...Self.mostOrigins).contains(origins) {
      throw ValidationError("--origins is \(origins); use 1 to \(Self.mostOrigins).")
    }
    _ = try chosenModels()
  }

  /// Ten years of weeks.
  static let mostOrigins = 520

  private var weeks: Int { ahead.weeks }

  private func chosenModels() throws -> [ModelChoice] {
    if model.isEmpty { return [CurrentSettings.settings.model.value] }
    return try model.flatMap { $0.split(separator: ",", omittingEmptySubsequences: false) }
      .map { try ModelChoice.named($0.trimmingCharacters(in: .whitespaces)) }
  }

  func run() async throws {
    try await withFailures {
      try options.shared.requireLinearAlgebra()
      let history = try HistoryInput.read(input, options)
      let units = try unit.map { try history.unit(named: $0, options.chosenLanguage) }
      var specification = Backtest(
        models: try chosenModels(), horizon: weeks, origins: origins, levels: try uncertainty.chosenLevels())
      specification.originsAtOnce = ProcessInfo.processInfo.activeProcessorCount
      let line = ProgressLine(options.shared)
      let backtest = await ScorecardBacktest(
        history.history, backtest: specification, units: units.isEmpty ? nil : Set(units),
        seed: uncertainty.seed
      ) { line.show(BacktestProgress(done: $0, count: $1)) }
      guard !backtest.result.isEmpty else {
        throw Failure(
          .badData,
          CommandFault.nothingToBacktest(file: history.name, weeks: weeks).message(in: options.chosenLanguage)
        )
      }
      let report = BacktestReport(backtest, language: options.chosenLanguage)
      try Output(options: options).write(
        document: report.document.noting(history.result, units: report.units), rows: report.rows,
        json: report.json)
      try history.finish(options)
    }
  }
}
