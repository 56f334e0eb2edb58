import Scorecard

extension Plan {
  /// What stands in the way.
  public enum Blocker: Sendable, Hashable {
    /// A target asks for more than the maximum.
    case aboveMaximum(Indicator, asked: Double, maximum: Double)
    /// The lift of the total that is needed exceeds what all components give at their best paces.
    case pace(needed: Double, available: Double)
    /// The lift that is needed exceeds the headroom left by maxima, locks and stated paces.
    case headroom(needed: Double, available: Double)
    /// A rival's expected rise up to the deadline.
    case rival(unit: Int, rise: Double, week: Int)
    /// A component that was locked, and the headroom it would have.
    case locked(Indicator, headroom: Double)
    /// A component on which nothing can be gained before its lead time is over, and the headroom it would have.
    case leadTime(Indicator, weeks: Int, headroom: Double)
    /// One component's own target is beyond its best pace, or beyond its limits.
    case component(Indicator, neededGain: Double, bestGain: Double, week: Int)
    /// A unit of a group needs a greater gain than its components give at their best paces.
    case unit(Int, neededGain: Double, bestGain: Double, week: Int)
    /// So many further units of groups do.
    case furtherUnits(Int)
    /// Each target could be reached, but not all of them together with the wanted chance: with this one at best.
    case together(wanted: Double, best: Double)
    /// The initiatives and the levers with costs bring too little: so much in all, as far as their timing and the rules
    /// among them allow it.
    case catalogue(needed: Double, available: Double)
    /// The budget or the teams do not suffice.
    case resources
    /// It takes more components in one week than may be lifted in it.
    case moves(perWeek: Int)
    /// No plan was found, but that there is none is not proven.
    case unproven
  }

  /// A smallest change of what is asked that makes the plan feasible at paces seen so far; each was
  /// verified by solving again.
  public enum Relaxation: Sendable, Hashable {
    /// Ask for a lower total.
    case total(Double, instead: Double, week: Int)
    /// Ask for a smaller lead; below zero: accept to be behind by so much.
    case lead(Double, instead: Double, week: Int)
    /// Ask for a lower rank.
    case rank(Int, instead: Int, week: Int)
    /// Ask a component for less.
    case component(Indicator, Double, instead: Double, week: Int)
    /// Ask the units of a group for less.
    case group(UnitGroup, Double, instead: Double, week: Int)
    /// Allow a greater sum of costs.
    case budget(Double, instead: Double)
    /// Take more weeks for the targets of the last week.
    case weeks(Int, instead: Int)
    /// Be content with a smaller chance.
    case confidence(Double, instead: Double)
    /// Several of these together, where none is enough alone.
    indirect case together([Relaxation])
    /// Let the fewest components move faster than ever seen: by so many points over their best gain.
    case fasterThanEver([FasterComponent])
  }

  /// A component that would have to outpace its past.
  public struct FasterComponent: Sendable, Hashable {
    /// The component.
    public let indicator: Indicator
    /// The gain it would need.
    public let gain: Double
    /// The best gain seen over as many weeks.
    public let bestGain: Double
  }
}
