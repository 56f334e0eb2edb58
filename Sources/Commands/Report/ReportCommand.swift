import ArgumentParser
import Forecasting
import Foundation
import Planning
import Reporting
import Scorecard

struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "The weekly report that goes to leadership.",
    discussion: """
      The ending of --output decides what is written: .html (one page, without a network, prints on A4), .md, .xlsx or \
      .json; without --output it is text. Targets are those of plan; without any the report says what to expect.
      """)

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
      """, valueName: "forecast"))
  var since: String?

  @Flag(name: .long, help: "Keep the forecast in the store from which it is made, for the next report.")
  var keep = false

  @OptionGroup var asked: PlanOptions
  @OptionGroup var forecasting: ForecastOptions
  @OptionGroup var options: CommonOptions

  func run() throws {
    try withFailures {
      try options.shared.requireLinearAlgebra()
      let form = try ReportForm(options)
      if open { try Viewer.check(options) }
      if keep { try ForecastKeeping.checkStore(input.history, options) }
      let language = options.chosenLanguage
      let planning = PlanInput(asked, weeks: forecasting.weeks, options)
      let request = try planning.request()
      let history = try HistoryInput.read(input, options)
      let specification = try planning.specification(request, index: history.history.index)
      let model = try forecasting.chosenModel()
      var review: WeeklyReview
      do throws(PlanError) {
        guard let unit = specification.unit else { throw .noUnit }
        let plan =
          specification.targets.isEmpty
          ? nil
          : try Planner(history: history.history, model: model, seed: forecasting.uncertainty.seed)
            .plan(specification)
        review = try WeeklyReview(
          history.result, unit: unit, rivals: specification.rivals,
          margin: specification.margin,
          forecaster: Forecaster(model: model, horizon: specification.weeks), plan: plan,
          seed: forecasting.uncertainty.seed)
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
  fileprivate var rivals: Target.Rivals { lead?.rivals ?? .all }

  /// The lead that counts, in points.
  fileprivate var margin: Double { lead?.margin ?? 1 }
}
