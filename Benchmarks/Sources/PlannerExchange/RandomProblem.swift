import Forecasting
import NumericCore
import Planning
import Scorecard
import SyntheticScorecards

/// A random planning problem of one unit with six components and some rivals.
struct RandomProblem {
  let kind: ProblemKind
  let history: History
  let specification: PlanSpecification
  let planner: Planner
  let forecast: ScorecardForecast
  let rivals: [String]

  static let unit = "Own"
  private static let index = IndexDefinition.decision766
  private static let ids = index.components.map(\.id)

  init(kind: ProblemKind, seed: UInt64, number: Int) {
    var draw = SeededGenerator(seed: seed, stream: UInt64(number))
    self.kind = kind
    var units = [Self.ownUnit(kind, &draw)]
    let total = units[0].components.reduce(units[0].discrepancy) { $0 + $1.level }
    rivals = (1...draw.integer(1...4)).map { "Rival \($0)" }
    for name in rivals {
      units.append(
        SyntheticUnit(
          name: name,
          total: .init(
            level: min(total + draw.number(-3...2), 98), pace: draw.number(-0.03...0.08),
            volatility: draw.number(0.05...0.5))))
    }
    history = SyntheticHistory.make(units: units, weeks: draw.integer(12...30), generator: &draw)

    let weeks = draw.integer(2...6)
    planner = Planner(
      history: history, pathCount: draw.integer(40...60), seed: UInt64(draw.integer(1...1000)))
    forecast = ScorecardForecast(
      history, forecaster: Forecaster(horizon: weeks), pathCount: planner.pathCount, seed: planner.seed)
    let room = Self.levers(kind, weeks: weeks, forecast, &draw)
    var asked = PlanSpecification(
      unit: Self.unit, levers: room.levers, weeks: weeks,
      confidence: draw.pick([0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95]))
    if kind == .steps, draw.chance(0.6) { asked.movesPerWeek = draw.integer(1...4) }
    var reach = room.reach
    if kind.hasInitiatives {
      let catalogue = Self.initiatives(weeks: weeks, &draw)
      asked.initiatives = catalogue.initiatives
      asked.resources = catalogue.resources
      // What is free costs nothing to add: half of what all could bring together is a fair question.
      for initiative in catalogue.initiatives {
        for effect in initiative.effects {
          guard let part = Self.ids.firstIndex(of: effect.component) else { continue }
          for week in 0..<weeks {
            reach[part][week] += 0.5 * effect.points * initiative.share(endOf: week + 1, start: 1)
          }
        }
      }
    }
    asked.targets = Self.targets(kind, weeks: weeks, reach: reach, rivals: rivals, forecast, &draw)
    specification = asked
  }

  // MARK: Scores

  private static func ownUnit(_ kind: ProblemKind, _ draw: inout SeededGenerator) -> SyntheticUnit {
    SyntheticUnit(
      name: unit,
      components: index.components.map { component in
        let isNear = kind.isCapped && draw.chance(0.5)
        let share = isNear ? draw.number(0.955...0.998) : draw.number(0.6...0.88)
        return .init(
          level: share * component.maximum, pace: isNear ? 0 : draw.number(-0.02...0.05),
          volatility: draw.pick([0.03, 0.08, 0.15, 0.3]))
      }, discrepancy: draw.chance(0.3) ? draw.hundredths(-0.5...0.5) : 0)
  }

  // MARK: Levers

  /// Levers and about how far each component can be lifted, by week.
  private static func levers(
    _ kind: ProblemKind, weeks: Int, _ forecast: ScorecardForecast, _ draw: inout SeededGenerator
  ) -> (levers: [String: Lever], reach: [[Double]]) {
    var levers: [String: Lever] = [:]
    var reach: [[Double]] = []
    for (position, component) in index.components.enumerated() {
      let entry = forecast.entry(unit: 0, indicator: .component(position))!
      let medians = entry.distributions.map(\.median)
      let headrooms = medians.map { max(component.maximum - $0, 0) }
      var lever = Lever()
      // A lever with a cost among initiatives, or any where there are none, can be used.
      let isUsed = !kind.hasInitiatives || draw.chance(0.6)
      if kind != .uncosted, isUsed { lever.cost = cost(&draw) }
      lever.isLocked = draw.chance(0.1)
      if draw.chance(0.2) { lever.leadTime = draw.integer(1...2) }
      let growth = (medians[weeks - 1] - entry.lastScore) / Double(weeks)
      // Without a stated pace, points beyond the paces seen count more.
      let isPaced = kind != .uncosted || draw.chance(0.4)
      if isPaced { lever.pace = max(growth, 0) + draw.hundredths(0.1...0.9) }
      if kind == .steps { lever.leastStep = draw.pick([0, 0.1, 0.2, 0.4, 0.7]) }
      let reached = (1...weeks).map { week in
        guard !lever.isLocked, isUsed, week > lever.leadTime else { return 0.0 }
        guard let pace = lever.pace else { return min(headrooms[week - 1], 0.4 * Double(week)) }
        let start = lever.leadTime == 0 ? entry.lastScore : medians[lever.leadTime - 1]
        return min(
          headrooms[week - 1], max(start + pace * Double(week - lever.leadTime) - medians[week - 1], 0))
      }
      if draw.chance(0.12), !lever.isLocked, reached[weeks - 1] > 0 {
        lever.floor = medians[weeks - 1] + draw.number(0...0.7) * reached[weeks - 1]
      }
      reach.append(reached)
      levers[ids[position]] = lever
    }
    return (levers, reach)
  }

  private static func cost(_ draw: inout SeededGenerator) -> CostCurve {
    let rate = draw.hundredths(0.5...4)
    switch draw.integer(0...2) {
    case 0: return CostCurve(rate: rate)
    case 1:
      return CostCurve([
        .init(upTo: draw.hundredths(0.2...1), rate: rate), .init(rate: rate + draw.hundredths(0.1...3)),
      ])!
    default:
      let end = draw.hundredths(0.1...0.8)
      let next = rate + draw.hundredths(0.1...2)
      return CostCurve([
        .init(upTo: end, rate: rate), .init(upTo: end + draw.hundredths(0.2...1), rate: next),
        .init(rate: next + draw.hundredths(0.1...3)),
      ])!
    }
  }

  // MARK: Initiatives

  private static func initiatives(
    weeks: Int, _ draw: inout SeededGenerator
  ) -> (initiatives: [Initiative], resources: Resources) {
    var found: [Initiative] = []
    let count = draw.integer(3...8)
    for number in 1...count {
      var effects: [Initiative.Effect] = []
      let first = draw.integer(0...5)
      effects.append(.init(component: ids[first], points: draw.hundredths(0.2...1.6)))
      if draw.chance(0.4) {
        effects.append(.init(component: ids[(first + 2) % 6], points: draw.hundredths(0.1...0.8)))
      }
      var effort: [String: [Double]] = [:]
      for team in ["law", "web"] where draw.chance(0.5) {
        effort[team] = (0..<draw.integer(1...3)).map { _ in Double(draw.integer(0...3)) }
      }
      var initiative = Initiative(
        name: "Initiative \(number)", cost: draw.hundredths(0.2...6), effort: effort, effects: effects,
        rampUp: draw.pick([[1], [0.5, 1], [0, 0.5, 1], [0.25, 0.5, 0.75, 1]]),
        earliestStart: draw.chance(0.2) ? 2 : 1)
      if draw.chance(0.15) { initiative.latestStart = initiative.earliestStart + draw.integer(0...2) }
      if number > 1, draw.chance(0.25) {
        initiative.requires = ["Initiative \(draw.integer(1...(number - 1)))"]
      } else if number > 1, draw.chance(0.25) {
        initiative.excludes = ["Initiative \(draw.integer(1...(number - 1)))"]
      }
      found.append(initiative)
    }
    let costs = found.reduce(0) { $0 + $1.cost }
    var resources = Resources()
    if draw.chance(0.5) { resources.budget = (costs * draw.number(0.3...0.9) * 100).rounded() / 100 }
    for team in ["law", "web"] where draw.chance(0.6) {
      resources.teams[team] = (0..<draw.integer(1...weeks)).map { _ in Double(draw.integer(2...6)) }
    }
    // Where one team is limited the other has to be named, too.
    if !resources.teams.isEmpty {
      for team in ["law", "web"] where resources.teams[team] == nil { resources.teams[team] = [1000] }
    }
    return (found, resources)
  }

  // MARK: Targets

  private static func targets(
    _ kind: ProblemKind, weeks: Int, reach: [[Double]], rivals: [String], _ forecast: ScorecardForecast,
    _ draw: inout SeededGenerator
  ) -> [Target] {
    let count = kind.hasSeveralTargets ? draw.integer(kind == .steps ? 1...3 : 2...4) : draw.integer(1...2)
    var deadlines = [weeks]
    if kind.hasSeveralTargets {
      while deadlines.count < min(weeks, 3), draw.chance(0.6) {
        let week = draw.integer(1...weeks)
        if !deadlines.contains(week) { deadlines.append(week) }
      }
    }
    return (0..<count).map { number in
      let week = number == 0 ? weeks : draw.pick(deadlines)
      // With several targets each asks for less, so that most problems have plans.
      let share = draw.number(-0.1...(count > 1 ? 0.75 : 0.95))
      let sum = reach.reduce(0) { $0 + $1[week - 1] }
      func median(_ unit: Int, _ indicator: Indicator) -> Double {
        forecast.entry(unit: unit, indicator: indicator)!.distributions[week - 1].median
      }
      let own = median(0, .total)
      let strongest = rivals.indices.map { median($0 + 1, .total) }.max()!
      switch kind.hasSeveralTargets ? draw.integer(0...4) : draw.integer(0...3) {
      case 0, 1: return Target(.total(own + share * sum), week: week)
      case 2:
        let over: Target.Rivals = draw.chance(0.5) ? .all : .named(Array(rivals.prefix(2)))
        return Target(.lead(own - strongest + share * sum, over: over), week: week)
      case 3: return Target(.rank(draw.integer(1...rivals.count), among: .all), week: week)
      default:
        let part = draw.integer(0...5)
        let points = median(0, .component(part)) + draw.number(-0.1...0.6) * reach[part][week - 1]
        return Target(
          .component(ids[part], atLeast: min(points, index.components[part].maximum)), week: week)
      }
    }
  }
}
