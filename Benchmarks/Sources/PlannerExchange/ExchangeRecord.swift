/// One line of the exchange: a problem with every number that its model needs, and the planner's answer.
///
/// Weeks count from one. Nothing in it comes from the solver but `answer`.
struct ExchangeRecord: Encodable {
  struct Component: Encodable {
    var id: String
    var score: Double
    var maximum: Double
    /// Forecast medians, week by week.
    var medians: [Double]
    /// The best gains seen within one week, two weeks, …
    var bestGains: [Double]
    /// Sample paths by week of a deadline.
    var paths: [String: [Double]]
    var lever: LeverRecord
  }

  struct LeverRecord: Encodable {
    /// Stretches of the cost curve: where they end and what a point costs; `nil` where no cost is stated.
    var cost: [Stretch]?
    var pace: Double?
    var leadTime: Int
    var leastStep: Double
    var floor: Double?
    var isLocked: Bool
  }

  struct Stretch: Encodable {
    var upTo: Double?
    var rate: Double
  }

  struct Rival: Encodable {
    var paths: [String: [Double]]
  }

  struct TargetRecord: Encodable {
    /// `total`, `lead`, `rank` or `component`.
    var kind: String
    /// Points, margin, rank or the component's score.
    var value: Double
    var week: Int
    /// Positions of rivals, for a lead or a rank.
    var rivals: [Int] = []
    /// The position of a component.
    var component: Int?
  }

  struct InitiativeRecord: Encodable {
    struct Effect: Encodable {
      var component: Int
      var points: Double
    }

    var name: String
    var cost: Double
    var effort: [String: [Double]]
    var effects: [Effect]
    var rampUp: [Double]
    var requires: [String]
    var excludes: [String]
    var earliestStart: Int
    var latestStart: Int?
  }

  struct Answer: Encodable {
    var status: String
    var effort: Double?
    var bound: Double?
    var isOptimal: Bool?
    var probability: Double?
    /// What the plan's own audit found.
    var violations: [String]
    /// Scores to reach of every component, week by week; empty without a plan.
    var scores: [[Double]]
    /// Starts of initiatives by name.
    var starts: [String: Int]
    /// Seconds that the plan took, forecast included.
    var seconds: Double
  }

  var id: Int
  var kind: String
  var weeks: Int
  var confidence: Double
  var pathCount: Int
  /// The number of paths on which all goals must hold.
  var wanted: Int
  var totalMaximum: Double
  var discrepancy: Double
  var components: [Component]
  var rivals: [Rival]
  var targets: [TargetRecord]
  var movesPerWeek: Int?
  var initiatives: [InitiativeRecord]
  var budget: Double?
  var teams: [String: [Double]]
  var answer: Answer
}
