import Forecasting
import Scorecard

/// Makes plans: from a history and targets to what each component must gain, how likely that is, and what
/// stands in the way.
///
/// ```swift
/// let planner = Planner(history: history)
/// let plan = try planner.plan(
///   PlanSpecification(
///     unit: "Bắc Ninh", targets: [Target(.total(93)), Target(.lead(1, over: .named(["Hải Phòng"])))]))
/// print(plan.status, plan.probabilityBefore)
/// ```
public struct Planner: Sendable {
  /// Sample paths of a plan: the standard error of a probability is at most 0.005.
  public static let defaultPathCount = 10_000

  /// The longest plan, in weeks: a year.
  public static let longestPlan = 52

  /// The longest time that a relaxation asks for beyond the plan's own, in weeks.
  static let extraWeeks = 12

  /// What is known.
  public let history: History
  /// The model that forecasts.
  public let model: ModelChoice
  /// Sample paths behind every probability.
  public let pathCount: Int
  /// What selects the random numbers.
  public let seed: UInt64

  /// - Parameters:
  ///   - history: A scorecard with the unit and its rivals.
  ///   - model: By default patterns that series share; see `ModelChoice.automatic`.
  ///   - pathCount: By default 10,000: the standard error of a probability is at most 0.005.
  ///   - seed: The same seed gives the same plan.
  public init(
    history: History, model: ModelChoice = .automatic, pathCount: Int = defaultPathCount, seed: UInt64 = 1
  ) {
    self.history = history
    self.model = model
    self.pathCount = pathCount
    self.seed = seed
  }

  /// Answers a specification.
  ///
  /// - Throws: ``PlanError`` for what cannot be understood. That a target cannot be reached is no error but
  ///   a status of the plan.
  /// - Complexity: O(paths · components · weeks) per solve, a few hundred solves with relaxations.
  public func plan(_ specification: PlanSpecification) throws(PlanError) -> Plan {
    try validate(specification)
    guard let index = history.index else { throw .noIndex }
    let unit = try position(of: specification.unit ?? "")
    guard history.hasTotal(ofUnit: unit) else { throw .noTotal(unit: history.units[unit].name) }
    var units: Set = [unit]
    for target in specification.targets {
      guard case .lead(_, let over) = target.requirement else { continue }
      units.formUnion(try RivalSelection.units(over, unit: unit, history: history))
    }
    let forecast = forecast(of: units, weeks: specification.weeks)
    let problem = try PlanProblemBuilder(forecast: forecast, unit: unit, index: index)
      .problem(specification)
    return assemble(specification, problem: problem, forecast: forecast, units: units, unit: unit)
  }

  private func forecast(of units: Set<Int>, weeks: Int) -> ScorecardForecast {
    ScorecardForecast(
      history, forecaster: Forecaster(model: model, horizon: weeks), units: units, pathCount: pathCount,
      seed: seed)
  }

  private func position(of name: String) throws(PlanError) -> Int {
    guard let unit = history.unit(named: name) else {
      throw .unknownUnit(
        name, suggestions: history.suggestions(for: name).map { history.units[$0].name })
    }
    return unit
  }

  private func validate(_ specification: PlanSpecification) throws(PlanError) {
    guard !specification.targets.isEmpty else { throw .noTargets }
    guard (1...Self.longestPlan).contains(specification.weeks) else {
      throw .invalidWeeks(specification.weeks)
    }
    guard specification.confidence > 0, specification.confidence < 1 else {
      throw .invalidConfidence(specification.confidence)
    }
    for target in specification.targets {
      if let week = target.week, !(1...specification.weeks).contains(week) {
        throw .weekOutOfRange(week, weeks: specification.weeks)
      }
      switch target.requirement {
      case .total(let points):
        guard abs(points) <= PlanSpecification.greatestNumber else { throw .invalidNumber("total", points) }
      case .rank, .group: preconditionFailure("under construction")
      case .lead(let margin, _):
        guard abs(margin) <= PlanSpecification.greatestNumber else { throw .invalidNumber("lead", margin) }
      case .component(let name, let points), .componentGain(let name, let points):
        guard abs(points) <= PlanSpecification.greatestNumber else { throw .invalidNumber(name, points) }
      case .componentShare(let name, let share):
        guard (0...1).contains(share) else { throw .invalidShare(name, share) }
      }
    }
    for (name, lever) in specification.levers.sorted(by: { $0.key < $1.key }) {
      if let pace = lever.pace, !(pace.isFinite && pace >= 0) { throw .invalidNumber(name, pace) }
    }
  }

  // MARK: From solution to plan

  private func assemble(
    _ specification: PlanSpecification, problem: PlanProblem, forecast: ScorecardForecast,
    units: Set<Int>, unit: Int
  ) -> Plan {
    let confidence = specification.confidence
    let none = Dictionary(
      uniqueKeysWithValues: problem.deadlines.map { ($0, problem.parts.map { _ in 0.0 }) })
    let before = problem.evaluate(none)
    let atBestPace = problem.evaluate(problem.greatestLifts(.familiar))

    let familiar = problem.solve(confidence: confidence, limits: .familiar)
    let solution = familiar ?? problem.solve(confidence: confidence, limits: .possible)
    let outcomes = specification.targets.indices.map { position in
      outcome(
        specification.targets[position], goal: problem.goals[position], position: position,
        problem: problem, before: before, after: solution?.evaluation, atBestPace: atBestPace)
    }
    let status: Plan.Status =
      if solution == nil {
        .infeasible
      } else if familiar == nil {
        .feasibleIf
      } else if before.joint >= confidence, outcomes.allSatisfy({ $0.now >= $0.threshold - 1e-9 }) {
        .alreadyMet
      } else {
        .feasible
      }

    let course = solution.map { weekByWeek($0.lifts, problem: problem) }
    let components = problem.parts.enumerated().map { position, part in
      let lifts = course?.map { $0[position] }
      let path = lifts.map { zip(part.medians, $0).map { min($0 + $1, part.maximum) } } ?? []
      return Plan.ComponentPlan(
        indicator: part.indicator, score: part.score, maximum: part.maximum,
        baseline: part.medians[problem.weeks - 1], required: path.last, path: path,
        pastGains: part.pastGains[problem.weeks - 1], lever: part.lever,
        marginalEffort: lifts?.last.map { lift in
          ConvexAllocation.Item(
            cost: part.lever.cost?.segments[0].rate ?? 1, familiar: part.familiarLift(week: problem.weeks),
            headroom: part.headroom(week: problem.weeks), upper: part.possibleLift(week: problem.weeks)
          ).marginalEffort(at: lift)
        })
    }
    let usesCosts = problem.parts.contains { $0.lever.cost != nil }
    let totalEntry = forecast.entry(unit: unit, indicator: .total)!
    return Plan(
      unit: unit, weeks: problem.weeks, confidence: confidence, status: status,
      probabilityBefore: before.joint, probabilityAfter: solution?.evaluation.joint, targets: outcomes,
      components: components, total: totalEntry.lastScore, discrepancy: problem.discrepancy,
      baselineTotals: totalEntry.distributions.map(\.median),
      plannedTotals: course.map { plannedTotals($0, problem: problem) } ?? [],
      requiredLifts: [0.5, 0.8, 0.9].map { chance in
        Plan.RequiredLift(
          chance: chance,
          lift: max(problem.requiredTotalLift(week: problem.deadlines.last!, chance: chance), 0))
      },
      binding: familiar == nil ? Obstacles.blockers(problem, confidence: confidence, solution: solution) : [],
      relaxations: familiar == nil
        ? relaxations(specification, problem: problem, units: units, unit: unit) : [],
      focusAreas: FocusRanking.areas(components, forecast: forecast, unit: unit, usesCosts: usesCosts),
      usesCosts: usesCosts, pathCount: pathCount, seed: seed)
  }

  private func relaxations(
    _ specification: PlanSpecification, problem: PlanProblem, units: Set<Int>, unit: Int
  ) -> [Plan.Relaxation] {
    var found = Obstacles.relaxations(problem, confidence: specification.confidence)
    // More time needs a longer forecast, made once for the longest.
    let longest = min(specification.weeks + Self.extraWeeks, Self.longestPlan)
    guard let index = history.index, longest > specification.weeks else { return found }
    var longer = specification
    longer.weeks = longest
    for position in longer.targets.indices where longer.targets[position].week == nil {
      longer.targets[position].week = specification.weeks
    }
    guard
      var later = try? PlanProblemBuilder(
        forecast: forecast(of: units, weeks: longest), unit: unit, index: index
      )
      .problem(longer)
    else { return found }
    let postponed = later.goals.indices.filter { later.goals[$0].week == specification.weeks }
    for weeks in (specification.weeks + 1)...longest {
      for position in postponed { later.goals[position].week = weeks }
      if later.solve(confidence: specification.confidence, limits: .familiar) != nil {
        found.append(.weeks(specification.weeks, instead: weeks))
        break
      }
    }
    return found
  }

  /// Lifts at every week: those of the deadlines, and between them a straight line; after the last they stay.
  private func weekByWeek(_ lifts: PlanProblem.Lifts, problem: PlanProblem) -> [[Double]] {
    var course: [[Double]] = []
    for week in 1...problem.weeks {
      let earlier = lifts.keys.filter { $0 < week }.max()
      guard let later = lifts.keys.filter({ $0 >= week }).min() else {
        course.append(lifts[earlier!]!)
        continue
      }
      let start = earlier.map { lifts[$0]! } ?? problem.parts.map { _ in 0 }
      let from = earlier ?? 0
      let share = Double(week - from) / Double(later - from)
      course.append(zip(start, lifts[later]!).map { $0 + share * ($1 - $0) })
    }
    return course
  }

  /// The totals to reach: what the scores to reach add up to.
  private func plannedTotals(_ course: [[Double]], problem: PlanProblem) -> [Double] {
    course.enumerated().map { step, lifts in
      let sum = zip(problem.parts, lifts).reduce(problem.discrepancy) { sum, item in
        sum + min(item.0.medians[step] + item.1, item.0.maximum)
      }
      return min(max(sum, 0), problem.maximum)
    }
  }

  private func outcome(
    _ target: Target, goal: PlanProblem.Goal, position: Int, problem: PlanProblem,
    before: PlanProblem.Evaluation, after: PlanProblem.Evaluation?, atBestPace: PlanProblem.Evaluation
  ) -> Plan.TargetOutcome {
    let none = problem.parts.map { _ in 0.0 }
    let totals = problem.totals(week: goal.week, lifts: none)
    let missing = problem.shortfalls(of: goal, totals: totals, lifts: none)
    let threshold: Double
    let now: Double
    var rivals: [Int] = []
    let total = problem.discrepancy + problem.parts.reduce(0) { $0 + $1.score }
    switch goal.kind {
    case .total(let points): (threshold, now) = (points, total)
    case .part(let part, let points): (threshold, now) = (points, problem.parts[part].score)
    case .lead(let margin, let over):
      threshold = margin
      let ranked = problem.groups[over].ranked(week: goal.week)
      now = total - (ranked.map(\.score).max() ?? 0)
      rivals = ranked.map(\.unit)
    }
    return Plan.TargetOutcome(
      target: target, week: goal.week, threshold: threshold, now: now,
      forecast: threshold - PredictiveDistribution(samples: missing).median, rivals: rivals,
      probabilityBefore: before.each[position], probabilityAfter: after?.each[position],
      shortfallBefore: before.shortfalls[position], shortfallAfter: after?.shortfalls[position],
      probabilityAtBestPace: atBestPace.each[position])
  }
}
