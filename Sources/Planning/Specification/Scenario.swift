/// A named set of assumptions that differ from what the forecast says or the plan was asked for.
public struct Scenario: Sendable, Hashable {
  /// What a component is assumed to be.
  public struct ComponentAssumption: Sendable, Hashable {
    /// How it is stated.
    public enum Value: Sendable, Hashable {
      /// A score in points.
      case score(Double)
      /// A share of the maximum, between 0 and 1.
      case share(Double)
      /// So many points above the latest score; below zero for a fall.
      case gain(Double)
    }

    /// The component, by id or name.
    public var component: String
    /// What its median will be.
    public var value: Value
    /// By when; `nil` for the plan's last week. On the way there it moves in a straight line.
    public var week: Int?

    /// Creates an assumption.
    public init(_ component: String, _ value: Value, week: Int? = nil) {
      self.component = component
      self.value = value
      self.week = week
    }
  }

  /// What it is called.
  public var name: String
  /// What components are assumed to be.
  public var components: [ComponentAssumption]
  /// What rivals gain every week on top of their forecast, in points, by name.
  public var rivalPaces: [String: Double]
  /// Levers that differ, by component.
  public var levers: [String: Lever]
  /// Other targets; `nil` for the plan's own.
  public var targets: [Target]?
  /// Another chance of success; `nil` for the plan's own.
  public var confidence: Double?

  /// Creates a scenario.
  public init(
    name: String, components: [ComponentAssumption] = [], rivalPaces: [String: Double] = [:],
    levers: [String: Lever] = [:], targets: [Target]? = nil, confidence: Double? = nil
  ) {
    self.name = name
    self.components = components
    self.rivalPaces = rivalPaces
    self.levers = levers
    self.targets = targets
    self.confidence = confidence
  }
}
