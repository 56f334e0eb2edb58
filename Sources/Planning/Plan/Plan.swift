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
    /// No lift below the maxima and the stated limits meets the targets with the wanted chance; of initiatives, least
    /// steps and moves, none was found (``Blocker/unproven`` where one may exist all the same).
    case infeasible
  }

  /// What became of one target.
  public struct TargetOutcome: Sendable {
    /// The target as asked for.
    public let target: Target
    /// The week in which it is judged.
    public let week: Int
    /// The number to reach: a total, a lead, a component's score, a rank.
    public let threshold: Double
    /// Today's number; for a group that of its lowest unit.
    public let now: Double
    /// Whether today's number meets it.
    public let isMetNow: Bool
    /// The median forecast of that number, without a plan.
    public let forecast: Double
    /// The rivals of a lead or a rank, as positions in the history; the one that is strongest in the forecast first.
    public let rivals: [Int]
    /// The units of a group, as positions in the history.
    public let group: [Int]
    /// Whether the plan pursues it: a wish may be given up.
    public let isPursued: Bool
    /// The probability that it is met without a plan.
    public let probabilityBefore: Double
    /// The probability with the plan; `nil` when there is none.
    public let probabilityAfter: Double?
    /// The expected number of points missing without a plan.
    public let shortfallBefore: Double
    /// The expected number of points missing with the plan; `nil` when there is none.
    public let shortfallAfter: Double?
    /// The points missing on average where it is missed, without a plan.
    public let shortfallWhenMissed: Double
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
    /// What one more point would take in effort here, for comparison between components; `nil` when there is no plan,
    /// infinite where nothing more is possible.
    public let marginalEffort: Double?
    /// What a point that came by itself would be worth; `nil` when there is no plan.
    public let value: PointValue?
    /// Whether some deadline asks for a greater gain than was ever seen over as many weeks.
    public let isBeyondPace: Bool

    /// The required gain over the latest score.
    public var gain: Double? { required.map { $0 - score } }
    /// The part of the gain that the forecast does not bring by itself.
    public var lift: Double? { required.map { $0 - baseline } }
    /// Where the gain lies among past gains over as many weeks, from 0 to 100.
    public var pacePercentile: Double? { gain.flatMap(pastGains.percentile(of:)) }
  }

  /// The unit that plans; `nil` for a plan of groups of units alone.
  public let unit: Int?
  /// The number of weeks.
  public let weeks: Int
  /// The wanted joint probability.
  public let confidence: Double
  /// Which of four it is.
  public let status: Status
  /// The probability that all targets that must hold do so together, without a plan.
  public let probabilityBefore: Double
  /// The probability that all targets that are pursued hold together with the plan; `nil` when there is none.
  public let probabilityAfter: Double?
  /// One entry per target, in the order asked.
  public let targets: [TargetOutcome]
  /// One entry per component of the unit, in the order of the index; empty without a unit.
  public let components: [ComponentPlan]
  /// The latest total; zero without a unit.
  public let total: Double
  /// The latest total less the sum of its components, carried unchanged.
  public let discrepancy: Double
  /// Forecast medians of the total, week by week.
  public let baselineTotals: [Double]
  /// Totals to reach, week by week: the sums of the components' scores to reach; empty when there is no plan.
  public let plannedTotals: [Double]
  /// The lift of the total over its forecast that meets the last week's targets at 50, 80 and 90 percent, and with the
  /// wanted chance; ascending.
  public let requiredLifts: [RequiredLift]
  /// The units of the groups that targets are for, each once.
  public let units: [UnitPlan]
  /// The initiatives that were chosen, by start.
  public let initiatives: [ScheduledInitiative]
  /// How the gains are spread over the units below; `nil` where that was not asked for or there is nothing to gain.
  public let breakdown: Breakdown?
  /// What stands in the way of a feasible plan.
  public let binding: [Blocker]
  /// Smallest changes that would make it feasible.
  public let relaxations: [Relaxation]
  /// Components in the order in which to work on them, each with its reasons.
  public let focusAreas: [FocusArea]
  /// What other chances of success would take, ascending, without dominated ones.
  public let frontier: [FrontierPoint]
  /// What happens if a rival is faster than forecast.
  public let rivalSensitivities: [RivalSensitivity]
  /// The scenarios asked for, in order.
  public let scenarios: [ScenarioOutcome]
  /// How the plan was checked; `nil` when there is none.
  public let certificate: PlanCertificate?
  /// Whether costs were stated; if not, the order rests on headroom and pace only.
  public let usesCosts: Bool
  /// What the lifts and the initiatives cost; `nil` where no costs were stated, or there is no plan.
  public let cost: Double?
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
