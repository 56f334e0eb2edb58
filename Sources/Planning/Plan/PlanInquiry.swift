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
    let (solution, isFamiliar, certificate) = try certified(pursued, wishes: wishes)
    let before = musts.evaluate(musts.noLifts, needs: musts.needs).joint
    let missed = MissedGoals(problem, solution)
    let outcomes = outcomes(missed, wishes: wishes)
    let status: Plan.Status =
      if solution == nil {
        .infeasible
      } else if !isFamiliar {
        .feasibleIf
      } else if before >= confidence, outcomes.allSatisfy({ $0.isMetNow || !$0.isPursued }) {
        .alreadyMet
      } else {
        .feasible
      }

    let courses = solution.map(courses)
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
      units: unitPlans(components, missed), initiatives: scheduled(solution),
      breakdown: try breakdown(of: own),
      binding: !isFamiliar ? try blockers(of: pursued, hasPlan: solution != nil) : [],
      relaxations: !isFamiliar ? try relaxations(of: pursued) : [],
      focusAreas: unit.map {
        FocusRanking.areas(own, forecast: forecast, unit: $0, usesCosts: problem.usesCosts)
      } ?? [],
      frontier: solution == nil ? [] : try pursued.frontier(),
      rivalSensitivities: rivalSensitivities(pursued, solution),
      scenarios: try scenarioOutcomes(),
      certificate: certificate,
      usesCosts: problem.usesCosts, cost: problem.usesCosts ? solution.map(problem.cost) : nil,
      pathCount: planner.pathCount, seed: planner.seed)
    return plan
  }

  private typealias Certified = (
    solution: PlanProblem.Solution?, isFamiliar: Bool, certificate: PlanCertificate?
  )

  /// The solution with its check, at paces seen so far if there is one.
  ///
  /// Levels that are fitted to the same paths promise a little more than fresh paths keep, the more so the more units
  /// must hold together. Where the fresh ones keep clearly less than wanted, the chance that is asked of the paths is
  /// raised by what is missing, once.
  private func certified(_ problem: PlanProblem, wishes: Set<Int>) throws(PlanError) -> Certified {
    guard let first = try solution(of: problem, confidence: confidence) else { return (nil, false, nil) }
    let audit = PlanAudit(inquiry: self, wishes: wishes)
    let certificate = audit.certificate(first.solution, courses: courses(first.solution))
    let noise = (confidence * (1 - confidence) / Double(planner.pathCount)).squareRoot()
    let missing = confidence - certificate.freshProbability
    guard missing > 3 * noise, confidence + missing < 1,
      var second = try solution(of: problem, confidence: confidence + missing),
      second.isFamiliar == first.isFamiliar
    else { return (first.solution, first.isFamiliar, certificate) }
    second.solution.bound = first.solution.bound
    return (
      second.solution, second.isFamiliar,
      audit.certificate(second.solution, courses: courses(second.solution))
    )
  }

  /// The solution at paces seen so far, if there is one, and else the one that is possible.
  private func solution(
    of problem: PlanProblem, confidence: Double
  ) throws(PlanError) -> (solution: PlanProblem.Solution, isFamiliar: Bool)? {
    if let familiar = try problem.bestSolution(confidence: confidence, limits: .familiar) {
      return (familiar, true)
    }
    return try problem.bestSolution(confidence: confidence, limits: .possible).map { ($0, false) }
  }

  private func courses(_ solution: PlanProblem.Solution) -> [[[Double]]] {
    problem.blocks.indices.map { problem.course(of: $0, solution) }
  }
}
