import Forecasting
import Scorecard

/// Makes plans: from a history and targets to what each component must gain, how likely that is, and what
/// stands in the way.
///
/// ```swift
/// let history = try HistoryReader.read(path: "history.csv").history
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
  public internal(set) var pathCount: Int
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
    try specification.validate()
    try specification.validate(against: history)
    guard let index = history.index else { throw .noIndex }
    var units = try PlanProblemBuilder.units(specification, in: history)
    if let breakdown = specification.breakdown {
      units.formUnion(try UnitSelection.units(of: UnitGroup(breakdown.level), in: history))
    }
    let forecast = forecast(of: units, weeks: specification.weeks)
    let builder = PlanProblemBuilder(forecast: forecast, index: index, specification: specification)
    let problem = try builder.problem()
    let inquiry = PlanInquiry(
      planner: self, specification: specification, index: index, units: units, forecast: forecast,
      problem: problem, unit: specification.unit.flatMap { history.unit(named: $0) })
    return try inquiry.plan()
  }

  /// The forecast that a plan of so many weeks rests on.
  func forecast(of units: Set<Int>, weeks: Int) -> ScorecardForecast {
    ScorecardForecast(
      history, forecaster: Forecaster(model: model, horizon: weeks), units: units, pathCount: pathCount,
      seed: seed)
  }
}
