/// Initiatives, steps and moves as a ``ChanceModel``: the cheapest choice that reaches levels is an ``ActionProgram``.
///
/// What a choice takes has no prices, so boxes are bounded by programmes alone. That is exact, but each box takes an
/// integer programme: it is for few paths and columns, and for effects without errors, since errors would make the needs
/// of paths depend on what is chosen.
struct ChoiceModel: ChanceModel {
  /// A choice and what it lifts by the deadlines.
  struct Point: Sendable {
    let choice: PlanProblem.Choice
    let lifts: PlanProblem.Lifts
  }

  /// What went wrong on the way.
  private final class Log {
    var error: PlanError?
    /// Whether every programme was either solved, or has certainly no plan.
    var isCertain = true
  }

  let problem: PlanProblem
  let limits: PlanProblem.Limits
  private(set) var required: RequiredLifts
  private let log = Log()

  init(_ problem: PlanProblem, limits: PlanProblem.Limits, required: RequiredLifts) {
    self.problem = problem
    self.limits = limits
    self.required = required
  }

  /// - Throws: What a programme threw.
  func requireCertain() throws(PlanError) -> Bool {
    if let error = log.error { throw error }
    return log.isCertain
  }

  func relaxation(_ levels: [Double]) -> ChanceRelaxation<Point>? {
    guard log.error == nil else { return nil }
    let needs = levels.indices.map { column in
      let requirement = required.requirement(column)
      return PlanProblem.LevelNeed(
        block: requirement.block, deadline: requirement.deadline, parts: required.sums[column].parts,
        amount: levels[column])
    }
    let (program, firstItems) = problem.actionProgram(needs, limits: limits)
    do throws(PlanError) {
      let plan = try problem.solved(program, effort: .much)
      guard plan.isPlan else {
        if plan.status != .infeasible { log.isCertain = false }
        return nil
      }
      let choice = PlanProblem.Choice(program: program, plan: plan, firstItems: firstItems)
      return ChanceRelaxation(
        point: Point(choice: choice, lifts: problem.lifts(of: choice)), effort: plan.cost, bound: plan.bound)
    } catch {
      log.error = error
      return nil
    }
  }

  func reached(_ point: Point) -> [Double] { required.reached(point.lifts) }

  func worth(_ levels: [Double]) -> [Double] { levels.map { _ in 1 } }

  func missed(_ point: Point) -> [Bool] { required.missed(point.lifts) }

  mutating func furtherColumns(_ point: Point, missed: [Int], atMost count: Int) -> [PathColumn] {
    required.further(point.lifts, missed: missed, atMost: count)
  }
}

extension PlanProblem {
  /// The answer of a search of all choices.
  struct ExactChoice {
    /// `nil` where none was found.
    var solution: Solution?
    /// Whether it is certain that there is none, where none was found.
    var isProvenNone: Bool
    /// No choice costs less.
    var bound: Double
  }

  /// The cheapest choice of all, searched for where that is a matter of few programmes; `nil` where it is not.
  ///
  /// - Parameter known: A choice that holds.
  func exactChoice(
    confidence: Double, limits: Limits, needs: PathNeeds, known: Solution?
  ) throws(PlanError) -> ExactChoice? {
    let effects = actions.flatMap(\.effects)
    guard pathCount <= Self.fewPaths, blocks.count == 1, actions.count <= Self.fewActions,
      effects.allSatisfy({ $0.standardDeviation == 0 && $0.points >= 0 })
    else { return nil }
    let required = Requirements(self, needs: needs)
    // Paths on which a target lies above its maximum are lost whatever is done.
    let lost = (0..<pathCount).map { path in
      required.lifts.requirements.contains { $0.missing[path] == .infinity }
    }
    let wanted = wanted(confidence)
    guard lost.count(where: { !$0 }) >= wanted else {
      return ExactChoice(solution: nil, isProvenNone: true, bound: .infinity)
    }
    let model = ChoiceModel(self, limits: limits, required: required.lifts)
    var search = ChanceSearch(
      model, paths: UndecidedPaths(columns: required.columns, lost: lost, wanted: wanted),
      boxes: Self.programmes)
    let start = known.flatMap { known in
      known.choice.map { (point: ChoiceModel.Point(choice: $0, lifts: known.lifts), effort: known.effort) }
    }
    let found = search.solve(known: start)
    let isCertain = try model.requireCertain()
    guard let found else {
      return ExactChoice(solution: nil, isProvenNone: isCertain && search.provesNone, bound: 0)
    }
    let solution = Solution(
      lifts: found.point.lifts, needed: found.point.lifts, effort: found.effort, bound: 0,
      evaluation: evaluate(found.point.lifts, needs: needs),
      prices: blocks.indices.map { deadlines[$0].map { _ in 0 } }, choice: found.point.choice)
    return ExactChoice(solution: solution, isProvenNone: false, bound: isCertain ? found.bound : 0)
  }

  /// With more a single programme takes too long.
  private static let fewActions = 20
  /// So many boxes, each a programme or two.
  private static let programmes = 150
}
