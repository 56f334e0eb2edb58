import NumericCore
import Scorecard

/// Sample paths as the forecast gives them, of what a plan's targets are about: drawn once for several plans that are
/// checked on them.
struct AuditedPaths: Sendable {
  let count: Int
  /// What selects the errors of effects.
  let seed: UInt64
  /// Scores by block and part, and by week of a target.
  private let parts: [[[Int: [Double]]]]
  /// Totals by rival and week of a target.
  private let rivals: [Int: [Int: [Double]]]

  init(_ forecast: ScorecardForecast, _ inquiry: PlanInquiry) {
    count = forecast.pathCount
    seed = forecast.seed
    let specification = inquiry.specification
    let weeks = Set(specification.targets.map { $0.week ?? specification.weeks }).sorted()
    @Sendable func columns(_ paths: Matrix) -> [Int: [Double]] {
      Dictionary(uniqueKeysWithValues: weeks.map { ($0, paths.column($0 - 1)) })
    }
    parts = inquiry.problem.blocks.concurrentMap { block in
      forecast.paths(unit: block.unit, indicators: block.parts.map(\.indicator)).map(columns)
    }
    let units = Set(inquiry.problem.groups.flatMap { $0.members.map(\.unit) }).sorted()
    rivals = Dictionary(
      uniqueKeysWithValues: zip(
        units, units.concurrentMap { columns(forecast.paths(unit: $0, indicator: .total)!) }))
  }

  func scores(of block: Int, part: Int, week: Int) -> [Double] { parts[block][part][week]! }

  func totals(ofRival unit: Int, week: Int) -> [Double] { rivals[unit]![week]! }
}

/// What units reach on sample paths with a plan's lifts and initiatives, the errors of their effects included.
struct AuditedScores: Sendable {
  private let problem: PlanProblem
  private let paths: AuditedPaths
  private let courses: [[[Double]]]
  /// The chosen initiatives, by block and part of an uncertain effect.
  private let uncertain: [[Int]: [(action: Int, effect: Int, start: Int)]]

  init(_ problem: PlanProblem, _ paths: AuditedPaths, courses: [[[Double]]], starts: [Int?]) {
    self.problem = problem
    self.paths = paths
    self.courses = courses
    var uncertain: [[Int]: [(action: Int, effect: Int, start: Int)]] = [:]
    for (action, start) in starts.enumerated() {
      guard let start else { continue }
      for (position, effect) in problem.actions[action].effects.enumerated()
      where effect.standardDeviation > 0 {
        uncertain[[effect.block, effect.part], default: []].append((action, position, start))
      }
    }
    self.uncertain = uncertain
  }

  /// Scores of a part at the end of a week, on every path.
  func scores(of block: Int, part: Int, week: Int) -> [Double] {
    let values = paths.scores(of: block, part: part, week: week)
    var errors = [Double](repeating: 0, count: values.count)
    for (action, position, start) in uncertain[[block, part]] ?? [] {
      let initiative = problem.actions[action].initiative
      let share = initiative.share(endOf: week, start: start)
      guard share > 0 else { continue }
      let draws = EffectErrors.errors(
        of: initiative, effect: position, unit: problem.blocks[block].unit, count: values.count,
        seed: paths.seed)
      let deviation = problem.actions[action].effects[position].standardDeviation
      for path in errors.indices { errors[path] += share * deviation * draws[path] }
    }
    let (lift, maximum) = (courses[block][week - 1][part], problem.blocks[block].parts[part].maximum)
    return values.indices.map { min(values[$0] + lift + errors[$0], maximum) }
  }

  /// Totals at the end of a week, on every path.
  func totals(of block: Int, week: Int) -> [Double] {
    let (unit, maximum) = (problem.blocks[block], problem.blocks[block].maximum)
    var totals = [Double](repeating: unit.discrepancy, count: paths.count)
    for part in unit.parts.indices {
      let scores = scores(of: block, part: part, week: week)
      for path in totals.indices { totals[path] += scores[path] }
    }
    for path in totals.indices { totals[path] = min(totals[path], maximum) }
    return totals
  }
}
