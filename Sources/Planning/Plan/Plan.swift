import Scorecard

/// The answer to a ``PlanSpecification``.
public struct Plan: Sendable {
  /// Which of four it is.
  public enum Status: String, Sendable, CaseIterable {
    /// The latest scores meet every target, and the forecast keeps them with the wanted chance.
    case alreadyMet = "already_met"
    /// The targets can be met with the wanted chance, no component moving faster than it has moved before.
    case feasible
    /// The targets can be met below the maxima and the stated limits, but only if some component moves
    /// faster than it has ever been seen to.
    case feasibleIf = "feasible_if"
    /// No lift below the maxima and the stated limits meets the targets with the wanted chance.
    case infeasible
  }

  /// What became of one target.
  public struct TargetOutcome: Sendable {
    /// The target as asked for.
    public let target: Target
    /// The week in which it is judged.
    public let week: Int
    /// The number to reach today: a total, a lead or a component's score.
    public let threshold: Double
    /// Today's number.
    public let now: Double
    /// The median forecast of that number, without a plan.
    public let forecast: Double
    /// The rivals of a lead, as positions in the history; the one that is strongest in the forecast first.
    public let rivals: [Int]
    /// The probability that it is met without a plan.
    public let probabilityBefore: Double
    /// The probability with the plan; `nil` when there is none.
    public let probabilityAfter: Double?
    /// The expected number of points missing without a plan.
    public let shortfallBefore: Double
    /// The expected number of points missing with the plan; `nil` when there is none.
    public let shortfallAfter: Double?
    /// The greatest probability with every component at its best pace seen so far.
    public let probabilityAtBestPace: Double
  }

  /// What is asked of one component.
  public struct ComponentPlan: Sendable {
    /// The component, or the total of a unit of which only totals are known.
    public let indicator: Indicator
    /// The latest score.
    public let score: Double
    /// Its maximum.
    public let maximum: Double
    /// The forecast median at the plan's last week.
    public let baseline: Double
    /// The score to reach by the plan's last week; `nil` when there is no plan.
    public let required: Double?
    /// Scores to reach week by week; empty when there is no plan.
    public let path: [Double]
    /// The best gain ever seen over as many weeks.
    public let pastGains: PastGains
    /// The lever as stated.
    public let lever: Lever
    /// What one more point of the total would cost in effort here, for comparison between components.
    public let marginalEffort: Double?

    /// The required gain over the latest score.
    public var gain: Double? { required.map { $0 - score } }
    /// The part of the gain that the forecast does not bring by itself.
    public var lift: Double? { required.map { $0 - baseline } }
    /// Where the gain lies among past gains over as many weeks, from 0 to 100.
    public var pacePercentile: Double? { gain.flatMap(pastGains.percentile(of:)) }
    /// Whether the gain exceeds every gain seen so far over as many weeks.
    public var isBeyondPace: Bool {
      guard let lift, lift > 1e-6, lever.pace == nil, let gain else { return false }
      return gain > pastGains.best + 1e-6
    }
  }

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
    /// One component's own target is beyond its best pace, or beyond its limits.
    case component(Indicator, neededGain: Double, bestGain: Double, week: Int)
  }

  /// A smallest change of what is asked that makes the plan feasible at paces seen so far; each was
  /// verified by solving again.
  public enum Relaxation: Sendable, Hashable {
    /// Ask for a lower total.
    case total(Double, instead: Double, week: Int)
    /// Ask for a smaller lead; below zero: accept to be behind by so much.
    case lead(Double, instead: Double, week: Int)
    /// Ask a component for less.
    case component(Indicator, Double, instead: Double, week: Int)
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

  /// The unit that plans.
  public let unit: Int
  /// The number of weeks.
  public let weeks: Int
  /// The wanted joint probability.
  public let confidence: Double
  /// Which of four it is.
  public let status: Status
  /// The probability that all targets hold together, without a plan.
  public let probabilityBefore: Double
  /// The probability that all targets hold together with the plan; `nil` when there is none.
  public let probabilityAfter: Double?
  /// One entry per target, in the order asked.
  public let targets: [TargetOutcome]
  /// One entry per component, in the order of the index.
  public let components: [ComponentPlan]
  /// The latest total.
  public let total: Double
  /// The latest total less the sum of its components, carried unchanged.
  public let discrepancy: Double
  /// Forecast medians of the total, week by week.
  public let baselineTotals: [Double]
  /// Totals to reach, week by week: the sums of the components' scores to reach; empty when there is no plan.
  public let plannedTotals: [Double]
  /// The lift of the total over its forecast that meets the last week's targets at 50, 80 and 90 percent.
  public let requiredLifts: [RequiredLift]
  /// What stands in the way of a feasible plan.
  public let binding: [Blocker]
  /// Smallest changes that would make it feasible.
  public let relaxations: [Relaxation]
  /// Components in the order in which to work on them, each with its reasons.
  public let focusAreas: [FocusArea]
  /// Whether costs were stated; if not, the order rests on headroom and pace only.
  public let usesCosts: Bool
  /// Sample paths behind every probability.
  public let pathCount: Int
  /// What selected the random numbers.
  public let seed: UInt64

  /// The lift of the total that reaches the targets with a given chance.
  public struct RequiredLift: Sendable, Hashable {
    /// The chance.
    public let chance: Double
    /// Points over the forecast in the last week.
    public let lift: Double
  }

  /// The standard error of a probability estimated from the sample paths: √(p(1 − p)/n).
  public func standardError(of probability: Double) -> Double {
    (probability * (1 - probability) / Double(pathCount)).squareRoot()
  }
}

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
    /// Its maximum is in reach of its forecast, or it is locked: nothing is asked of it.
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
