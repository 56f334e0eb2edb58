import ArgumentParser
import Forecasting
import Foundation
import Planning
import Reporting
import Scorecard

struct ReportCommand: ParsableCommand, ExemplifiedCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "The weekly report that goes to leadership.",
    usage: "headway report <history> --unit <name> [--output <file>] [<options>]",
    discussion: """
      The week in a few numbers, the lead, components, levels with their movers, faults of the data, targets and plan. \
      The ending of --output decides what is written: .html (one page that needs no network and prints on A4), .xlsx, \
      .md, .json or .txt; without --output it is text on the terminal. Targets are those of headway plan; without any \
      the report says what to expect.
      """)

  static let examples = [
    Example("The report on the terminal:", "headway report history.csv --unit \"Bắc Ninh\""),
    Example(
      "A page in Vietnamese with the targets of a plan file:",
      "headway report history.csv --plan plan.yml --language vi --output report.html"),
    Example(
      "A workbook with charts:",
      "headway report history.csv --unit \"Bắc Ninh\" --target 93 --output report.xlsx"),
  ]

  @OptionGroup var input: HistoryArgument
  @Flag(
    name: .long,
    help: "Show the report when it is written, with the program that the system has for its kind.")
  var open = false

  @Option(
    name: .long,
    help: ArgumentHelp(
      """
      Tell what came of an earlier forecast: the CSV that forecast wrote, or one that a store keeps (last, 3 as \
      STORE#3). Of a store with kept forecasts, the latest earlier one by default.
      """, valueName: "forecast"), completion: .file(extensions: ["csv"]))
  var since: String?

  @Flag(name: .long, help: "Keep the forecast in the store from which it is made, for the next report.")
  var keep = false

  @OptionGroup(title: "Targets and means") var asked: PlanOptions
  @OptionGroup(title: "Forecast") var forecasting: ForecastOptions
  @OptionGroup var options: CommonOptions

  func run() throws {
    try withFailures {
      try options.shared.requireLinearAlgebra()
      let form = try ReportForm(options)
      if open { try Viewer.check(options) }
      if keep { try ForecastKeeping.checkStore(input.history, options) }
      let language = options.chosenLanguage
      let planning = PlanInput(asked, weeks: forecasting.askedWeeks, options)
      let request = try planning.request()
      let history = try HistoryInput.read(input, options)
      let specification = try planning.specification(request, index: history.history.index)
      let model = try forecasting.chosenModel()
      var review: WeeklyReview
      do throws(PlanError) {
        guard let unit = specification.unit ?? CurrentSettings.settings.unit.value else { throw .noUnit }
        let line = ProgressLine(options.shared)
        let plan =
          specification.targets.isEmpty
          ? nil
          : try line.during(.planning) { () throws(PlanError) in
            try Planner(history: history.history, model: model, seed: forecasting.uncertainty.seed)
              .plan(specification)
          }
        review = try line.during(.reporting) { () throws(PlanError) in
          try WeeklyReview(
            history.result, unit: unit, rivals: specification.rivals,
            margin: specification.margin,
            forecaster: Forecaster(model: model, horizon: specification.weeks), plan: plan,
            seed: forecasting.uncertainty.seed)
        }
      } catch {
        throw Failure(error.exitCode, error.message(in: language))
      }
      let earlier = try since.map { try EarlierInput.read($0, for: history, options) }
      if let earlier {
        review = try earlier.hindsight(of: review, options)
      } else if let kept = try EarlierInput.kept(
        in: input.history, before: review.forecast.origin, options)
      {
        // Nobody has asked for it: what cannot be compared is left out.
        review = (try? review.since(kept.earlier)) ?? review
      }
      let levels = try forecasting.uncertainty.chosenLevels()
      if keep {
        try ForecastKeeping.keep(
          review.forecast, in: input.history, model: model, levels: levels, options)
      }
      let report = WeeklyReport(review, levels: levels, language: language)
      try form.write(report, options)
      if open { try Viewer.open(options) }
      try history.finish(options, besides: earlier?.notices(options))
    }
  }
}

extension PlanSpecification {
  /// The lead that is wanted last, if any.
  private var lead: (margin: Double, rivals: Target.Rivals)? {
    for target in targets.reversed() {
      if case .lead(let margin, let rivals) = target.requirement { return (margin, rivals) }
    }
    return nil
  }

  /// Those over whom a lead is wanted.
  fileprivate var rivals: Target.Rivals { lead?.rivals ?? Target.Rivals(asked: [], of: unit) }

  /// The lead that counts, in points.
  fileprivate var margin: Double { lead?.margin ?? 1 }
}
