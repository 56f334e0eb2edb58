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
    /// One row per path, one column per week.
    let paths: Matrix
    let pastGains: [PastGains]
    let lever: Lever

    /// The greatest lift by a week: headroom, and the pace that was stated.
    func possibleLift(week: Int) -> Double {
      if lever.isLocked { return 0 }
      let headroom = headroom(week: week)
      guard let pace = lever.pace else { return headroom }
      return min(headroom, max(score + pace * Double(week) - medians[week - 1], 0))
    }

    /// What is left to the maximum above the forecast.
    func headroom(week: Int) -> Double { max(maximum - medians[week - 1], 0) }

    /// The lift that needs no faster pace than one that was seen, or that was stated.
    func familiarLift(week: Int) -> Double {
      if lever.pace != nil { return possibleLift(week: week) }
      let growth = medians[week - 1] - score
      return min(max(pastGains[week - 1].best - growth, 0), possibleLift(week: week))
    }

    /// The gain over the latest score that a lift means.
    func gain(week: Int, lift: Double) -> Double { medians[week - 1] + lift - score }
  }

  /// A target with its numbers.
  struct Goal: Sendable, Hashable {
    enum Kind: Sendable, Hashable {
      case total(Double)
      /// A group of rivals by its position in ``PlanProblem/groups``.
      case lead(Double, over: Int)
      /// The part's position and its threshold.
      case part(Int, Double)
    }
    var kind: Kind
    var week: Int
  }

  /// Units that a lead is over.
  struct RivalGroup: Sendable {
    struct Member: Sendable {
      let unit: Int
      let score: Double
      /// Forecast medians, one per week.
      let medians: [Double]
    }

    let members: [Member]
    /// The greatest total of them: one row per path, one column per week.
    let strongest: Matrix

    /// The members in the order of their forecast for a week, the strongest first.
    func ranked(week: Int) -> [Member] {
      members.sorted { $0.medians[week - 1] > $1.medians[week - 1] }
    }
  }

  /// Lifts by a week of every part.
  typealias Lifts = [Int: [Double]]

  var parts: [Part]
  var discrepancy: Double
  var maximum: Double
  var groups: [RivalGroup]
  var goals: [Goal]
  var weeks: Int
  var pathCount: Int

  /// The weeks in which something must hold, ascending.
  var deadlines: [Int] { Set(goals.map(\.week)).sorted() }

  // MARK: Values on paths

  /// The total on every path at the end of a week, after lifts.
  func totals(week: Int, lifts: [Double]) -> [Double] {
    var totals = [Double](repeating: discrepancy, count: pathCount)
    for (part, lift) in zip(parts, lifts) {
      let values = part.paths.column(week - 1)
      for path in 0..<pathCount { totals[path] += min(values[path] + lift, part.maximum) }
    }
    for path in 0..<pathCount { totals[path] = min(max(totals[path], 0), maximum) }
    return totals
  }

  /// How many points are missing on every path for a goal to hold; zero or less where it holds.
  func shortfalls(of goal: Goal, totals: [Double], lifts: [Double]) -> [Double] {
    switch goal.kind {
    case .total(let threshold):
      return totals.map { threshold - $0 }
    case .lead(let margin, let over):
      let strongest = groups[over].strongest.column(goal.week - 1)
      return zip(strongest, totals).map { $0 + margin - $1 }
    case .part(let position, let threshold):
      let part = parts[position]
      return (0..<pathCount).map {
        threshold - min(part.paths[$0, goal.week - 1] + lifts[position], part.maximum)
      }
    }
  }

  // MARK: Evaluation

  /// How likely the goals are under given lifts.
  struct Evaluation: Sendable {
    /// The probability that all goals hold together.
    let joint: Double
    /// The probability of each goal.
    let each: [Double]
    /// The expected number of points missing for each goal, zero where it holds.
    let shortfalls: [Double]
  }

  /// A score is reported with few decimals; a goal that is missed by a billionth of a point is met.
  static let tolerance = 1e-9

  func evaluate(_ lifts: Lifts) -> Evaluation {
    var holds = [Bool](repeating: true, count: pathCount)
    var each = [Double](repeating: 0, count: goals.count)
    var missing = [Double](repeating: 0, count: goals.count)
    for week in deadlines {
      let liftsOfWeek = lifts[week] ?? parts.map { _ in 0 }
      let totals = totals(week: week, lifts: liftsOfWeek)
      for (position, goal) in goals.enumerated() where goal.week == week {
        let shortfalls = shortfalls(of: goal, totals: totals, lifts: liftsOfWeek)
        var met = 0
        for path in 0..<pathCount {
          if shortfalls[path] <= Self.tolerance {
            met += 1
          } else {
            holds[path] = false
            missing[position] += shortfalls[path]
          }
        }
        each[position] = Double(met) / Double(pathCount)
        missing[position] /= Double(pathCount)
      }
    }
    return Evaluation(
      joint: Double(holds.count { $0 }) / Double(pathCount), each: each, shortfalls: missing)
  }

  // MARK: Solving

  /// How far parts may be lifted.
  enum Limits: Sendable {
    /// Within the paces seen so far.
    case familiar
    /// Within the maxima, the stated paces and the locks.
    case possible
    /// Within the paces seen so far, but for some parts.
    case familiarExcept(Set<Int>)
  }

  func upperLift(_ position: Int, week: Int, limits: Limits) -> Double {
    switch limits {
    case .familiar: parts[position].familiarLift(week: week)
    case .possible: parts[position].possibleLift(week: week)
    case .familiarExcept(let free):
      free.contains(position)
        ? parts[position].possibleLift(week: week) : parts[position].familiarLift(week: week)
    }
  }

  /// The lift of the total by a week with which all goals on totals of that week hold together with
  /// probability `chance`: a shift moves every path alike, so it is an order statistic of what is missing.
  func requiredTotalLift(week: Int, chance: Double) -> Double {
    let none = parts.map { _ in 0.0 }
    let totals = totals(week: week, lifts: none)
    var missing = [Double](repeating: 0, count: pathCount)
    for goal in goals where goal.week == week {
      if case .part = goal.kind { continue }
      for (path, shortfall) in shortfalls(of: goal, totals: totals, lifts: none).enumerated() {
        missing[path] = max(missing[path], shortfall)
      }
    }
    return Self.orderStatistic(missing, chance: chance)
  }

  /// The value that is not exceeded with probability `chance`, among equally likely ones.
  static func orderStatistic(_ values: [Double], chance: Double) -> Double {
    let rank = min(max(Int((chance * Double(values.count) - 1e-9).rounded(.up)), 1), values.count)
    return values.sorted()[rank - 1]
  }

  /// The cheapest lifts with which every goal holds with probability `chance`, or `nil` beyond the limits.
  func lifts(chance: Double, limits: Limits) -> Lifts? {
    var result: Lifts = [:]
    var reached = parts.map { _ in 0.0 }
    for week in deadlines {
      var items: [ConvexAllocation.Item] = []
      for (position, part) in parts.enumerated() {
        let upper = max(upperLift(position, week: week, limits: limits), reached[position])
        var lower = reached[position]
        for goal in goals where goal.week == week {
          guard case .part(position, let threshold) = goal.kind else { continue }
          let missing = (0..<pathCount).map { threshold - part.paths[$0, week - 1] }
          // At its limit a component gives what it can; the joint chance is counted on the paths anyhow.
          lower = max(lower, min(Self.orderStatistic(missing, chance: chance), upper))
        }
        items.append(
          ConvexAllocation.Item(
            cost: part.lever.cost?.segments[0].rate ?? 1, familiar: part.familiarLift(week: week),
            headroom: part.headroom(week: week), lower: lower, upper: upper))
      }
      let required = min(
        requiredTotalLift(week: week, chance: chance), items.reduce(0) { $0 + $1.upper })
      guard let allocation = ConvexAllocation(required: required, items: items) else { return nil }
      reached = allocation.lifts
      result[week] = reached
    }
    return result
  }

  /// Every part at its limit.
  func greatestLifts(_ limits: Limits) -> Lifts {
    Dictionary(
      uniqueKeysWithValues: deadlines.map { week in
        (week, parts.indices.map { upperLift($0, week: week, limits: limits) })
      })
  }

  /// Whether some lifts within the limits make all goals hold together with probability `confidence`.
  ///
  /// More lift never hurts a goal, so every part at its limit is the last word.
  func isFeasible(confidence: Double, limits: Limits) -> Bool {
    evaluate(greatestLifts(limits)).joint >= confidence
  }

  /// The cheapest lifts, within limits, with which all goals hold together with probability `confidence`.
  ///
  /// With one deadline the order statistic alone gives them. Several deadlines, goals on single components
  /// and paths that reach a maximum make the joint probability smaller than that of each; then the chance
  /// asked of each is raised until the joint probability is there.
  func solve(confidence: Double, limits: Limits) -> (lifts: Lifts, evaluation: Evaluation)? {
    guard isFeasible(confidence: confidence, limits: limits) else { return nil }
    func attempt(_ chance: Double) -> (lifts: Lifts, evaluation: Evaluation)? {
      lifts(chance: chance, limits: limits).map { ($0, evaluate($0)) }
    }
    if let first = attempt(confidence), first.evaluation.joint >= confidence { return first }
    var low = confidence
    var high = 1.0
    var best: (lifts: Lifts, evaluation: Evaluation)?
    for _ in 0..<16 {
      let middle = (low + high) / 2
      guard let trial = attempt(middle) else {
        high = middle
        continue
      }
      if trial.evaluation.joint >= confidence {
        best = trial
        high = middle
      } else {
        low = middle
      }
    }
    if let best { return best }
    // Where only every part at its limit will do.
    let greatest = greatestLifts(limits)
    return (greatest, evaluate(greatest))
  }
}
