import ArgumentParser
import Forecasting
import Planning
import Reporting
import Scorecard

struct PlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "What each component must gain to reach the targets, and how likely that is.",
    discussion: """
      Targets come from options, from a plan file, or both; an option replaces the file's targets of its \
      kind and week. A number may name its week: --target 92.5@1 is next week's.
      """)

  @OptionGroup var input: HistoryArgument
  @OptionGroup var asked: PlanOptions
  @OptionGroup var forecasting: ForecastOptions
  @OptionGroup var options: CommonOptions

  func run() throws {
    try withFailures {
      try options.shared.requireLinearAlgebra()
      let language = options.chosenLanguage
      let planning = PlanInput(asked, weeks: forecasting.weeks, options)
      let request = try planning.request()
      let history = try HistoryInput.read(input, options)
      let specification = try planning.specification(request, index: history.history.index)
      let planner = Planner(
        history: history.history, model: try forecasting.chosenModel(), seed: forecasting.uncertainty.seed)
      let plan: Plan
      do throws(PlanError) {
        plan = try planner.plan(specification)
      } catch {
        throw Failure(error.exitCode, error.message(in: language))
      }
      let report = PlanReport(plan, history: history.history, language: language)
      try Output(options: options).write(
        document: report.document.noting(history.result, units: report.units), rows: report.rows,
        json: report.json)
      do { try history.finish(options) } catch  where plan.status == .infeasible {
        // That the target is infeasible weighs more than that some rows were left out.
      }
      if plan.status == .infeasible { throw ExitCode(Failure.Code.infeasible.rawValue) }
    }
  }
}
