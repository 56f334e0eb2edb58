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

  @OptionGroup var asked: PlanOptions
  @OptionGroup var forecasting: ForecastOptions
  @OptionGroup var options: CommonOptions

  func run() throws {
    try withFailures {
      try options.shared.requireLinearAlgebra()
      let form = try ReportForm(options)
      if open { try Viewer.check(options) }
      let language = options.chosenLanguage
      let planning = PlanInput(asked, weeks: forecasting.weeks, options)
      let request = try planning.request()
      let history = try HistoryInput.read(input, options)
      let specification = try planning.specification(request, index: history.history.index)
      let model = try forecasting.chosenModel()
      let review: WeeklyReview
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
      let report = WeeklyReport(
        review, levels: try forecasting.uncertainty.chosenLevels(), language: language)
      try form.write(report, options)
      if open { try Viewer.open(options) }
      try history.finish(options)
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
