import NumericCore
import Scorecard

/// A plan's question as numbers: sample paths, limits and thresholds, without names.
///
/// A *lift* is what a component gains on top of its forecast, so after a plan the value on path p in week w
/// is min(value + lift, maximum): a plan moves every path alike, up to the maximum.
struct PlanProblem: Sendable {
  /// A component that can be lifted, or the total of a unit of which only totals are known.
  struct Part: Sendable {
    let indicator: Indicator
    let score: Double
    let maximum: Double
    /// Forecast medians, one per week.
    let medians: [Double]
    /// Values by week, one per path; only of weeks in which something may have to hold.
    var paths: [Int: [Double]]
    /// What it gained within so many weeks, from one week on.
    let pastGains: [PastGains]
    var lever: Lever
    /// Whether its lever can lift it; else only initiatives can.
    var isFree = true
  }

  /// A unit that is planned.
  struct Block: Sendable {
    let unit: Int
    let maximum: Double
    let discrepancy: Double
    var parts: [Part]

    /// The latest total.
    var score: Double { parts.reduce(discrepancy) { $0 + $1.score } }
  }

  /// A target with its numbers; a target for a group of units is one goal for each.
  struct Goal: Sendable {
    enum Kind: Sendable, Hashable {
      case total(Double)
      /// A group of rivals by its position in ``PlanProblem/groups``.
      case lead(Double, over: Int)
      case rank(Int, among: Int)
      /// The part's position in its block and its threshold.
      case part(Int, Double)
    }

    let kind: Kind
    let block: Int
    var week: Int
    /// The position of the target that it belongs to.
    let target: Int
    let importance: Target.Importance
    /// By how much the threshold was lowered since the goal was stated.
    var relief = 0.0

    /// The part, for a goal on one.
    var part: Int? { if case .part(let position, _) = kind { position } else { nil } }

    /// What is asked for now: points, or a rank.
    var threshold: Double {
      switch kind {
      case .total(let points), .lead(let points, _), .part(_, let points): points - relief
      case .rank(let rank, _): Double(rank)
      }
    }
  }

  var blocks: [Block]
  var groups: [RivalGroup]
  var goals: [Goal]
  /// The weeks of each block in which something may have to hold, ascending.
  var deadlines: [[Int]]
  var weeks: Int
  var pathCount: Int
  /// Whether costs were stated: then a lift counts what it costs.
  var usesCosts: Bool
  /// At most so many parts are lifted by their levers in one week; `nil` for no limit.
  var movesPerWeek: Int?
  /// What can be done or not done.
  var actions: [Action] = []
  var resources = Resources()
  /// What selects the errors of effects.
  var seed: UInt64 = 1

  /// The problem with the goals that must hold, and those of some wishes, by the position of their target.
  func pursuing(wishes: Set<Int>) -> PlanProblem {
    var pursued = self
    pursued.goals = goals.filter { goal in
      if case .wish = goal.importance { wishes.contains(goal.target) } else { true }
    }
    return pursued
  }

  /// A score is reported with few decimals; a goal that is missed by a billionth of a point is met.
  static let tolerance = 1e-9

  /// The number of paths on which goals must hold.
  func wanted(_ confidence: Double) -> Int {
    min(max(Int((confidence * Double(pathCount) - 1e-9).rounded(.up)), 1), pathCount)
  }

  // MARK: Values on paths

  /// The total of a block on every path at the end of a week, before it is held to its maximum.
  func totals(of block: Int, week: Int) -> [Double] {
    var totals = [Double](repeating: blocks[block].discrepancy, count: pathCount)
    for part in blocks[block].parts {
      let values = part.paths[week]!
      for path in totals.indices { totals[path] += values[path] }
    }
    return totals
  }

  /// By how much a goal is missed on every path without any lift; below zero where it holds with something to spare.
  ///
  /// - Parameter known: The totals of the goal's block in its week, where they are known.
  func missing(_ goal: Goal, totals known: [Double]? = nil) -> [Double] {
    var totals: [Double] { known ?? self.totals(of: goal.block, week: goal.week) }
    switch goal.kind {
    case .total:
      return totals.map { goal.threshold - $0 }
    case .lead(_, let over):
      let strongest = groups[over].totals(ofRank: 1, week: goal.week)
      return zip(strongest, totals).map { $0 + goal.threshold - $1 }
    case .rank(let rank, let among):
      guard rank <= groups[among].members.count else {
        return [Double](repeating: -.infinity, count: pathCount)
      }
      let least = groups[among].totals(ofRank: rank, week: goal.week)
      return zip(least, totals).map { $0 - goal.relief - $1 }
    case .part(let position, _):
      return blocks[goal.block].parts[position].paths[goal.week]!.map { goal.threshold - $0 }
    }
  }

  /// What maxima take from the sum of lifts on every path; `nil` where they take nothing.
  func losses(of block: Int, week: Int, lifts: [Double], totals: [Double]) -> [Double]? {
    var losses: [Double]?
    for (part, lift) in zip(blocks[block].parts, lifts) where lift > 0 {
      let values = part.paths[week]!
      for path in 0..<pathCount where values[path] + lift > part.maximum {
        losses = losses ?? [Double](repeating: 0, count: pathCount)
        losses![path] += values[path] + lift - part.maximum
      }
    }
    let sum = lifts.reduce(0, +)
    let maximum = blocks[block].maximum
    for path in 0..<pathCount {
      let excess = totals[path] + sum - (losses?[path] ?? 0) - maximum
      guard excess > 0 else { continue }
      losses = losses ?? [Double](repeating: 0, count: pathCount)
      losses![path] += excess
    }
    return losses
  }
}

/// Units that a lead is over, or among which a rank is counted.
struct RivalGroup: Sendable {
  struct Member: Sendable {
    let unit: Int
    let score: Double
    /// Forecast medians, one per week.
    var medians: [Double]
    /// Totals by week, one per path; only of weeks in which something may have to hold.
    var paths: [Int: [Double]]
  }

  var members: [Member]

  /// The members in the order of their forecast for a week, the strongest first.
  func ranked(week: Int) -> [Member] {
    members.sorted { $0.medians[week - 1] > $1.medians[week - 1] }
  }

  /// The total of the member that has a rank among them, from one, on every path.
  func totals(ofRank rank: Int, week: Int) -> [Double] {
    let columns = members.map { $0.paths[week]! }
    if rank == 1 {
      var greatest = columns[0]
      for column in columns.dropFirst() {
        for path in greatest.indices where column[path] > greatest[path] { greatest[path] = column[path] }
      }
      return greatest
    }
    var row = [Double](repeating: 0, count: columns.count)
    return columns[0].indices.map { path in
      for member in columns.indices { row[member] = columns[member][path] }
      return orderStatistic(columns.count - rank, of: &row)
    }
  }
}
