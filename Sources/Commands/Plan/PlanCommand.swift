import ArgumentParser
import Forecasting
import Planning
import Reporting
import Scorecard

struct PlanCommand: ParsableCommand, ExemplifiedCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "What each component must gain to reach the targets, and how likely that is.",
    usage: "headway plan <history> --unit <name> --target <points> [<options>]",
    discussion: """
      Says how likely the targets are as things go, the least that every component must gain for them, week by week, \
      and where that asks for more than was ever seen, what stands in the way and which targets could be lowered. A \
      target that cannot be reached ends with exit code 2.

      Targets come from options, from a plan file, or both; an option replaces the file's targets of its \
      kind and week. A number may name its week: --target 92.5@1 is next week's.
      """)

  static let examples = [
    Example(
      "What it takes to reach 93 points in 4 weeks:",
      "headway plan history.csv --unit \"Bắc Ninh\" --target 93"),
    Example(
      "And to lead all others by a point:",
      "headway plan history.csv --unit \"Bắc Ninh\" --target 93 --lead 1 --over all"),
    Example(
      "What if online services reached 90 % of their maximum?",
      """
      headway plan history.csv --unit "Bắc Ninh" --target 93 \\
          --what-if "online_services=90%"
      """),
    Example(
      "Targets, costs and limits from a plan file, in Vietnamese:",
      "headway plan history.csv --plan plan.yml --language vi"),
  ]

  @OptionGroup var input: HistoryArgument
  @OptionGroup(title: "Targets and means") var asked: PlanOptions
  @OptionGroup(title: "Forecast") var forecasting: ForecastOptions
  @OptionGroup var options: CommonOptions

  func run() throws {
    try withFailures {
      try options.shared.requireLinearAlgebra()
      let language = options.chosenLanguage
      let planning = PlanInput(asked, weeks: forecasting.askedWeeks, options)
      let request = try planning.request()
      let history = try HistoryInput.read(input, options)
      let specification = try planning.specification(request, index: history.history.index)
      let planner = Planner(
        history: history.history, model: try forecasting.chosenModel(), seed: forecasting.uncertainty.seed)
      let plan: Plan
      do throws(PlanError) {
        plan = try ProgressLine(options.shared).during(.planning) { () throws(PlanError) in
          try planner.plan(specification)
        }
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
