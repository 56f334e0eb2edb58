import ArgumentParser
import Forecasting
import Planning
import Reporting
import Scorecard

struct CompareCommand: ParsableCommand, ExemplifiedCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Rivals: the gap, how fast it closes, and who is likely to overtake whom.",
    usage: "headway compare <history> --unit <name> [--with <name>] [<options>]",
    discussion: """
      The total of a unit beside those of its rivals: the gap now and by week ahead, with the probability of being \
      behind and of leading by what counts (--lead).
      """)

  static let examples = [
    Example("All units of the same level:", "headway compare history.csv --unit \"Bắc Ninh\""),
    Example(
      "Two rivals over 8 weeks, with a lead of half a point that counts:",
      """
      headway compare history.csv --unit "Bắc Ninh" --with "Hải Phòng" \\
          --with "Đồng Nai" --lead 0.5 --weeks 8
      """),
  ]

  @OptionGroup var input: HistoryArgument

  @Option(
    name: .customLong("unit"), help: ArgumentHelp("The unit that is compared.", valueName: "name"),
    completion: NameCompletion.units)
  var askedUnit: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "A rival, or all of the same level, which is the default; can be repeated.", valueName: "name|all"),
    completion: NameCompletion.rivals)
  var with: [String] = []

  @Option(
    name: .customLong("lead"), parsing: .unconditional,
    help: ArgumentHelp("The lead that counts, in points.", valueName: "points"))
  var chosenLead = PlainNumber(1)

  @OptionGroup var forecasting: ForecastOptions
  @OptionGroup var options: CommonOptions

  private var lead: Double { chosenLead.number }

  /// The unit of `--unit`, else that settled.
  private func unit() throws -> String {
    guard let unit = askedUnit ?? CurrentSettings.settings.unit.value else {
      throw Failure(.usage, PlanError.noUnit.message(in: options.chosenLanguage))
    }
    return unit
  }

  func run() throws {
    try withFailures {
      try options.shared.requireLinearAlgebra()
      let unit = try unit()
      let history = try HistoryInput.read(input, options)
      let forecaster = Forecaster(
        model: try forecasting.chosenModel(), horizon: forecasting.weeks)
      let comparison: RivalComparison
      do throws(PlanError) {
        comparison = try ProgressLine(options.shared).during(.forecasting) { () throws(PlanError) in
          try RivalComparison(
            history.history, unit: unit, rivals: Target.Rivals(asked: with, of: unit), margin: lead,
            forecaster: forecaster, seed: forecasting.uncertainty.seed)
        }
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
