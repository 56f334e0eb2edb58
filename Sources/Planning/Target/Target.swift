/// What is to be reached, and by when.
public struct Target: Sendable, Hashable {
  /// What must hold at the end of the week.
  public enum Requirement: Sendable, Hashable {
    /// The total is at least so many points.
    case total(Double)
    /// The total is at least so many points above every one of the rivals.
    case lead(Double, over: Rivals)
    /// A component, by id or name, is at least so many points.
    case component(String, atLeast: Double)
    /// A component, by id or name, is at least so many points above its latest score.
    case componentGain(String, Double)
  }

  /// Whom a lead is over.
  public enum Rivals: Sendable, Hashable {
    /// Every other unit of the same level with a total.
    case all
    /// Units by name.
    case named([String])
  }

  /// What must hold.
  public var requirement: Requirement
  /// The number of weeks from now; `nil` for the plan's last week.
  public var week: Int?

  /// Creates a target.
  public init(_ requirement: Requirement, week: Int? = nil) {
    self.requirement = requirement
    self.week = week
  }
}

/// What is known of the means to lift a component.
public struct Lever: Sendable, Hashable {
  /// The cost of a point, in any unit that is the same for all components; `nil` if not stated.
  public var costPerPoint: Double?
  /// The greatest possible gain in points per week; `nil` to judge by the paces seen so far.
  public var pace: Double?
  /// Whether nothing can be done for the component: it follows its forecast.
  public var isLocked: Bool

  /// Creates a lever. Costs and paces are not negative.
  public init(costPerPoint: Double? = nil, pace: Double? = nil, isLocked: Bool = false) {
    self.costPerPoint = costPerPoint
    self.pace = pace
    self.isLocked = isLocked
  }
}

/// What a plan is asked for: targets, levers, time and confidence.
public struct PlanSpecification: Sendable, Hashable {
  /// The unit that plans; a plan file may leave it to the command line.
  public var unit: String?
  /// All of them are to hold together.
  public var targets: [Target]
  /// What is known of components, by id or name.
  public var levers: [String: Lever]
  /// The number of weeks to plan, at least one.
  public var weeks: Int
  /// The wanted chance that all targets hold, between 0 and 1, both excluded.
  public var confidence: Double

  /// No target is as large: greater numbers are slips of the keyboard.
  static let greatestNumber = 1e6

  /// Creates a specification.
  public init(
    unit: String? = nil, targets: [Target] = [], levers: [String: Lever] = [:], weeks: Int = 4,
    confidence: Double = 0.8
  ) {
    self.unit = unit
    self.targets = targets
    self.levers = levers
    self.weeks = weeks
    self.confidence = confidence
  }
}

/// Why a plan cannot be made of what was asked; the words are Reporting's.
public enum PlanError: Error, Sendable, Hashable {
  /// No unit has this name; similar names follow.
  case unknownUnit(String, suggestions: [String])
  /// No component has this name; the ids that exist follow.
  case unknownComponent(String, known: [String])
  /// The history is a set of plain series without an index.
  case noIndex
  /// The unit has no total and not all of its components.
  case noTotal(unit: String)
  /// A rival has no total.
  case rivalWithoutTotal(String)
  /// The unit cannot lead itself.
  case rivalIsUnit(String)
  /// There is nothing to lead: no other unit of the level has a total.
  case noRivals
  /// There is nothing to plan for.
  case noTargets
  /// A component of the unit has no observation, or its total is not made of its components.
  case componentNotPlanned(String)
  /// A target's week is not within the plan's weeks.
  case weekOutOfRange(Int, weeks: Int)
  /// The confidence is not between 0 and 1.
  case invalidConfidence(Double)
  /// The number of weeks is not between 1 and ``Planner/longestPlan``.
  case invalidWeeks(Int)
  /// A number that is not finite, or beyond all reason, or negative where it must not be.
  case invalidNumber(String, Double)
}
