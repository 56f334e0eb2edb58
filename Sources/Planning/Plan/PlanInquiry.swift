import Forecasting
import Scorecard

/// One question to the planner: what was asked, what is forecast, and the problem that they make.
struct PlanInquiry {
  let planner: Planner
  let specification: PlanSpecification
  let index: IndexDefinition
  /// All units that are planned or rivals.
  let units: Set<Int>
  let forecast: ScorecardForecast
  /// With the goals of all targets, wishes among them.
  let problem: PlanProblem
  /// The unit that plans, as a position in the history.
  let unit: Int?

  var history: History { planner.history }
  var confidence: Double { specification.confidence }
  /// The block of the unit that plans.
  var ownBlock: Int? { unit.flatMap { unit in problem.blocks.firstIndex { $0.unit == unit } } }

  /// The answer.
  func plan() throws(PlanError) -> Plan {
    let wishes = try problem.feasibleWishes(confidence: confidence)
    let musts = problem.pursuing(wishes: [])
    let pursued = problem.pursuing(wishes: wishes)
    let (familiar, solution) = try solutions(of: pursued)
    let before = musts.evaluate(musts.noLifts, needs: musts.needs).joint
    let outcomes = outcomes(solution, wishes: wishes)
    let status: Plan.Status =
      if solution == nil {
        .infeasible
      } else if familiar == nil {
        .feasibleIf
      } else if before >= confidence, outcomes.allSatisfy({ $0.isMetNow || !$0.isPursued }) {
        .alreadyMet
      } else {
        .feasible
      }

    let courses = solution.map { solution in problem.blocks.indices.map { problem.course(of: $0, solution) } }
    let components = problem.blocks.indices.map { block in
      componentPlans(of: block, course: courses?[block], solution: solution)
    }
    let own = ownBlock.map { components[$0] } ?? []
    let total = unit.flatMap { forecast.entry(unit: $0, indicator: .total) }
    let plan = Plan(
      unit: unit, weeks: specification.weeks, confidence: confidence, status: status,
      probabilityBefore: before, probabilityAfter: solution?.evaluation.joint, targets: outcomes,
      components: own, total: total?.lastScore ?? 0,
      discrepancy: ownBlock.map { problem.blocks[$0].discrepancy } ?? 0,
      baselineTotals: total?.distributions.map(\.median) ?? [],
      plannedTotals: plannedTotals(courses), requiredLifts: requiredLifts(pursued),
      units: unitPlans(components, solution: solution), initiatives: scheduled(solution),
      breakdown: try breakdown(of: own),
      binding: familiar == nil ? try blockers(of: pursued) : [],
      relaxations: familiar == nil ? try relaxations(of: pursued) : [],
      focusAreas: unit.map {
        FocusRanking.areas(own, forecast: forecast, unit: $0, usesCosts: problem.usesCosts)
      } ?? [],
      frontier: solution == nil ? [] : try pursued.frontier(),
      rivalSensitivities: rivalSensitivities(pursued, solution),
      scenarios: try scenarioOutcomes(),
      certificate: solution.map { solution in
        PlanAudit(inquiry: self, wishes: wishes).certificate(solution, courses: courses!)
      },
      usesCosts: problem.usesCosts, cost: problem.usesCosts ? solution.map(problem.cost) : nil,
      pathCount: planner.pathCount, seed: planner.seed)
    return plan
  }

  /// The solution at paces seen so far, if there is one, and else the one that is possible.
  func solutions(
    of problem: PlanProblem
  ) throws(PlanError) -> (familiar: PlanProblem.Solution?, best: PlanProblem.Solution?) {
    if let familiar = try problem.bestSolution(confidence: confidence, limits: .familiar) {
      return (familiar, familiar)
    }
    return (nil, try problem.bestSolution(confidence: confidence, limits: .possible))
  }
}
