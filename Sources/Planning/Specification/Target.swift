import Scorecard

/// What is to be reached, and by when.
public struct Target: Sendable, Hashable {
  /// What must hold at the end of the week.
  public enum Requirement: Sendable, Hashable {
    /// The total is at least so many points.
    case total(Double)
    /// The total is at least so many points above every one of the rivals.
    case lead(Double, over: Rivals)
    /// At most so many of the rivals, less one, have a higher total: rank 1 is the top, ties share a rank.
    case rank(Int, among: Rivals)
    /// A component, by id or name, is at least so many points.
    case component(String, atLeast: Double)
    /// A component, by id or name, is at least this share of its maximum, between 0 and 1.
    case componentShare(String, atLeast: Double)
    /// A component, by id or name, is at least so many points above its latest score.
    case componentGain(String, Double)
    /// The total of every unit of a group is at least so many points.
    case group(UnitGroup, atLeast: Double)
  }

  /// Whom a lead is over.
  public enum Rivals: Sendable, Hashable {
    /// Every other unit of the same level with a total.
    case all
    /// Units by name.
    case named([String])
  }

  /// How much a target counts.
  public enum Importance: Sendable, Hashable {
    /// It holds in every plan; a relaxation may propose a lower one.
    case must
    /// It holds in every plan and no relaxation touches it.
    case fixed
    /// It is pursued as far as the targets that must hold leave room, the greater weight first.
    case wish(weight: Double)
  }

  /// What must hold.
  public var requirement: Requirement
  /// The number of weeks from now; `nil` for the plan's last week.
  public var week: Int?
  /// How much it counts.
  public var importance: Importance

  /// Creates a target.
  public init(_ requirement: Requirement, week: Int? = nil, importance: Importance = .must) {
    self.requirement = requirement
    self.week = week
    self.importance = importance
  }
}

/// Units of one level, all of them or the weak ones.
public struct UnitGroup: Sendable, Hashable {
  /// Which units of the level.
  public enum Selection: Sendable, Hashable {
    /// Every unit with a total.
    case all
    /// So many with the lowest latest totals; with equal totals the first in the history.
    case bottom(Int)
    /// Those whose latest total is below so many points.
    case below(Double)
  }

  /// The level.
  public var level: Level
  /// Which units of it.
  public var selection: Selection

  /// Creates a group.
  public init(_ level: Level, _ selection: Selection = .all) {
    self.level = level
    self.selection = selection
  }
}
