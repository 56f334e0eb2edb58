import Scorecard

/// A component to work on, and why.
public struct FocusArea: Sendable, Hashable {
  /// A reason that follows from the data.
  public enum Reason: Sendable, Hashable {
    /// It has the most points left to its maximum.
    case mostHeadroom(points: Double, ratio: Double)
    /// It has the lowest ratio to its maximum.
    case lowestRatio(Double)
    /// It fell in the latest week.
    case fell(Double)
    /// It rose in so many of the latest changes.
    case steadyRise(rises: Int, changes: Int)
    /// The gain that is asked for was seen before.
    case withinPace(best: Double)
    /// The gain that is asked for is a multiple of the best one seen; `nil` if it never rose.
    case beyondPace(best: Double, times: Double?)
    /// It has hardly any headroom.
    case almostFull(points: Double)
    /// It is locked: nothing is asked of it.
    case locked
    /// It has not moved in the known weeks.
    case unchanged(weeks: Int)
    /// Its stated cost per point is the lowest.
    case cheapest(cost: Double)
  }

  /// The component.
  public let indicator: Indicator
  /// The gain asked for by the plan's last week; `nil` when there is no plan.
  public let gain: Double?
  /// Why it stands where it does.
  public let reasons: [Reason]
}
