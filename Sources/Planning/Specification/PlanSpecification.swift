import Scorecard

/// What a plan is asked for: targets, means, time and chance of success.
public struct PlanSpecification: Sendable, Hashable {
  /// The unit that plans; a plan file may leave it to the command line.
  public var unit: String?
  /// What is to be reached.
  public var targets: [Target]
  /// What is known of components, by id or name.
  public var levers: [String: Lever]
  /// At most so many components are lifted in one week; `nil` for no limit.
  public var movesPerWeek: Int?
  /// Discrete actions to choose from. Where there are any, points are gained by them alone, and by components whose
  /// lever states a cost.
  public var initiatives: [Initiative]
  /// What initiatives may use.
  public var resources: Resources
  /// The units below to break the plan down to; `nil` for none.
  public var breakdown: Breakdown?
  /// What to look at beside the plan.
  public var scenarios: [Scenario]
  /// The number of weeks to plan, at least one.
  public var weeks: Int
  /// The wanted chance that all targets that must hold do so together, between 0 and 1, both excluded.
  public var confidence: Double

  /// How the gains of a unit's components are spread over the units below it.
  public struct Breakdown: Sendable, Hashable {
    /// The level of the units.
    public var level: Level
    /// What each unit counts for, such as its volume of dossiers, by name; a unit that is not named counts 1.
    public var weights: [String: Double]
    /// Whether the weakest are lifted first, to a common score, instead of all by what comes easiest to each.
    public var liftsWeakestFirst: Bool

    /// Creates a breakdown.
    public init(_ level: Level, weights: [String: Double] = [:], liftsWeakestFirst: Bool = false) {
      self.level = level
      self.weights = weights
      self.liftsWeakestFirst = liftsWeakestFirst
    }
  }

  /// No target is as large: greater numbers are slips of the keyboard.
  static let greatestNumber = 1e6
  /// No cost or effort is as large; a budget may be counted in đồng.
  static let greatestAmount = 1e15

  /// Creates a specification.
  public init(
    unit: String? = nil, targets: [Target] = [], levers: [String: Lever] = [:], movesPerWeek: Int? = nil,
    initiatives: [Initiative] = [], resources: Resources = Resources(), breakdown: Breakdown? = nil,
    scenarios: [Scenario] = [], weeks: Int = 4, confidence: Double = 0.8
  ) {
    self.unit = unit
    self.targets = targets
    self.levers = levers
    self.movesPerWeek = movesPerWeek
    self.initiatives = initiatives
    self.resources = resources
    self.breakdown = breakdown
    self.scenarios = scenarios
    self.weeks = weeks
    self.confidence = confidence
  }
}
