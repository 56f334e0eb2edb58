import Scorecard

/// What a plan tells beside its numbers: what points are worth, what other chances take, what rivals may do.
extension Plan {
  /// What a point is worth that a component would gain by itself, beyond its forecast.
  public struct PointValue: Sendable, Hashable {
    /// The effort that such a point saves elsewhere, at first.
    public let first: Double
    /// The effort that the last such point saves.
    public let last: Double
    /// So many points are worth something; beyond, they save nothing.
    public let upTo: Double
  }

  /// What a chance of success takes.
  public struct FrontierPoint: Sendable, Hashable {
    /// The joint probability that is asked for.
    public let chance: Double
    /// Points of lift over the forecast by the last week, over all components.
    public let lift: Double
    /// The effort, in the unit of the costs where there are any; points beyond the paces seen count more.
    public let effort: Double
    /// What the lifts and the initiatives cost; `nil` where no costs were stated.
    public let cost: Double?
    /// Whether no component outpaces its past.
    public let isWithinPace: Bool

    /// Whether a point of a greater chance takes no more, in points and cost.
    func isDominated(by other: FrontierPoint) -> Bool {
      chance <= other.chance && lift >= other.lift - 1e-9
        && (cost ?? effort) >= (other.cost ?? other.effort) - 1e-9
        && (other.isWithinPace || !isWithinPace)
    }
  }

  /// What happens if a rival gains more every week than its forecast says.
  public struct RivalSensitivity: Sendable, Hashable {
    /// The rival's position in the history.
    public let unit: Int
    /// The further gain per week, in points.
    public let pace: Double
    /// The joint probability without a plan.
    public let probabilityBefore: Double
    /// The joint probability with the plan; `nil` when there is none.
    public let probabilityAfter: Double?
    /// The lift of the total over its forecast in the last week that would then be needed with the wanted chance.
    public let requiredLift: Double
  }

  /// A scenario held against the plan's own assumptions.
  public struct ScenarioOutcome: Sendable {
    /// What is assumed.
    public let scenario: Scenario
    /// The plan's status under its assumptions.
    public let status: Status
    /// The forecast of the total in the last week, under the assumptions and without further lifts: the sum of the
    /// components' medians, which need not be the median of the total.
    public let total: Double
    /// What the assumptions bring to that forecast.
    public let gain: Double
    /// Assumed scores of components in the last week, with the latest ones.
    public let components: [(indicator: Indicator, score: Double, assumed: Double)]
    /// The probability of each target without further lifts, in the order asked.
    public let probabilities: [Double]
    /// The joint probability without further lifts.
    public let joint: Double
    /// The points of lift that are still needed over all components; `nil` where no plan exists.
    public let lift: Double?
  }

  /// What a unit of a group must gain.
  public struct UnitPlan: Sendable {
    /// The unit's position in the history.
    public let unit: Int
    /// Its last deadline, in weeks from now.
    public let week: Int
    /// The latest total.
    public let score: Double
    /// The forecast median of the total by the deadline.
    public let baseline: Double
    /// The score to reach; `nil` when there is no plan.
    public let required: Double?
    /// The probability that it meets what is asked of it, without a plan.
    public let probabilityBefore: Double
    /// The same with the plan; `nil` when there is none.
    public let probabilityAfter: Double?
    /// Its components, or its total alone.
    public let components: [ComponentPlan]

    /// The gain asked for over the latest score.
    public var gain: Double? { required.map { $0 - score } }
    /// Whether some component must outpace its past.
    public var isBeyondPace: Bool { components.contains(where: \.isBeyondPace) }
  }

  /// An initiative that was chosen.
  public struct ScheduledInitiative: Sendable, Hashable {
    /// What it is.
    public let initiative: Initiative
    /// The week of its start, from one.
    public let start: Int
    /// The last week of its work.
    public var finish: Int { start + initiative.duration - 1 }
  }

  /// How gains are spread over the units below.
  public struct Breakdown: Sendable {
    /// One unit and indicator.
    public struct Row: Sendable, Hashable {
      /// The unit's position in the history.
      public let unit: Int
      /// The component, or the total.
      public let indicator: Indicator
      /// The latest score.
      public let score: Double
      /// Its maximum.
      public let maximum: Double
      /// The forecast median by the plan's last week.
      public let baseline: Double
      /// The score to reach.
      public let required: Double
      /// The best gain seen over as many weeks.
      public let bestGain: Double
      /// What the unit counts for.
      public let weight: Double
      /// Where the gain lies among past gains over as many weeks, from 0 to 100.
      public let pacePercentile: Double?

      /// The gain asked for over the latest score.
      public var gain: Double { required - score }
    }

    /// The level of the units.
    public let level: Level
    /// Units in the order of the history, their components in that of the index; those asked for nothing left out.
    public let rows: [Row]
    /// Points of a component that all units together cannot give, by component; empty where all is given.
    public let missing: [Indicator: Double]
  }
}
