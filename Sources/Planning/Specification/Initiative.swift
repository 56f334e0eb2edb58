/// A discrete action that can be started in some week: it is done or not done.
public struct Initiative: Sendable, Hashable {
  /// What it brings to one component.
  public struct Effect: Sendable, Hashable {
    /// The unit that gains, by name; `nil` for the unit that plans.
    public var unit: String?
    /// The component, by id or name, or `total` for a unit of which only totals are known.
    public var component: String
    /// The expected gain in points once it is in full effect.
    public var points: Double
    /// The standard deviation of that gain, in points.
    public var standardDeviation: Double

    /// Creates an effect.
    public init(unit: String? = nil, component: String, points: Double, standardDeviation: Double = 0) {
      self.unit = unit
      self.component = component
      self.points = points
      self.standardDeviation = standardDeviation
    }
  }

  /// A name of its own.
  public var name: String
  /// What it costs, once.
  public var cost: Double
  /// What it asks of each team, week by week from the week of its start on. Its duration is the longest of
  /// them, at least one week.
  public var effort: [String: [Double]]
  /// What it brings.
  public var effects: [Effect]
  /// The share of the effect that is there at the end of the first week after the start, the second, …; the last
  /// share stays. Ascending, from 0 to 1.
  public var rampUp: [Double]
  /// Names of initiatives that must be finished before this one starts.
  public var requires: [String]
  /// Names of initiatives that cannot be chosen together with this one.
  public var excludes: [String]
  /// The first week in which it can start, from one.
  public var earliestStart: Int
  /// The last week in which it can start; `nil` for the plan's last.
  public var latestStart: Int?

  /// Creates an initiative.
  public init(
    name: String, cost: Double = 0, effort: [String: [Double]] = [:], effects: [Effect],
    rampUp: [Double] = [1], requires: [String] = [], excludes: [String] = [], earliestStart: Int = 1,
    latestStart: Int? = nil
  ) {
    self.name = name
    self.cost = cost
    self.effort = effort
    self.effects = effects
    self.rampUp = rampUp
    self.requires = requires
    self.excludes = excludes
    self.earliestStart = earliestStart
    self.latestStart = latestStart
  }

  /// How many weeks it takes.
  public var duration: Int { max(effort.values.map(\.count).max() ?? 0, 1) }

  /// The share of its effect at the end of a week, for a start in some week, both from one.
  public func share(endOf week: Int, start: Int) -> Double {
    guard week >= start else { return 0 }
    return rampUp.isEmpty ? 1 : rampUp[min(week - start, rampUp.count - 1)]
  }
}

/// What initiatives may use.
public struct Resources: Sendable, Hashable {
  /// The sum of all costs, those of levers included; `nil` for no limit.
  public var budget: Double?
  /// The effort that a team has in each week; beyond the list its last entry holds. Where no team is named there is no
  /// limit; else every team that an initiative asks for must be.
  public var teams: [String: [Double]]

  /// Creates resources.
  public init(budget: Double? = nil, teams: [String: [Double]] = [:]) {
    self.budget = budget
    self.teams = teams
  }
}
