import NumericCore
import Testing

@testable import Planning

/// The planner of actions against enumeration, on cases that are small enough.
@Suite struct IntegerBruteForceTests {
  private typealias Item = ActionProgram.Item
  private typealias Action = ActionProgram.Action

  /// The cheapest lifts by the last week for given actions, found by hand: with slopes that only jump and at
  /// most one need, in the last week, the cheapest points come first.
  ///
  /// - Parameter range: Per item the least and greatest lift by the last week if it is lifted at all.
  private func lifts(
    _ program: ActionProgram, effects: [[Double]], range: [ClosedRange<Double>]
  ) -> Double? {
    let last = program.weeks - 1
    var cost = 0.0
    var missing = program.needs.first?.amount ?? 0
    var open: [(slope: Double, points: Double)] = []
    for (i, item) in program.items.enumerated() {
      var least = range[i].lowerBound
      for week in 0..<program.weeks {
        let wanted = item.lower[week] - effects[i][week]
        if item.lower[week] > item.headroom[week] + 1e-9
          || wanted > min(item.upper[week], range[i].upperBound) + 1e-9
        {
          return nil
        }
        least = max(least, wanted)
      }
      guard least <= range[i].upperBound + 1e-9 else { return nil }
      least = min(least, range[i].upperBound)
      cost += item.curve.effort(of: least)
      missing -= min(least + effects[i][last], item.headroom[last])
      // What is left of each piece, up to the headroom.
      let end = min(range[i].upperBound, item.headroom[last] - effects[i][last])
      var start = 0.0
      for piece in item.curve.pieces {
        let points = min(start + piece.length, end) - max(start, least)
        if points > 0 { open.append((piece.slope, points)) }
        start += piece.length
      }
    }
    for part in open.sorted(by: { $0.slope < $1.slope }) where missing > 0 {
      let used = min(part.points, missing)
      cost += used * part.slope
      missing -= used
    }
    return missing > 1e-9 ? nil : cost
  }

  /// The least cost over all actions × starts and all patterns of moves; `nil` if there is no plan.
  private func leastCost(_ program: ActionProgram, patterns: [[ClosedRange<Double>]]) -> Double? {
    var best: Double?
    var starts = [Int?](repeating: nil, count: program.actions.count)
    func visit(_ a: Int, _ spent: Double) {
      if spent > min(best ?? .infinity, program.budget ?? .infinity) + 1e-9 { return }
      guard a == program.actions.count else {
        starts[a] = nil
        visit(a + 1, spent)
        for start in program.actions[a].starts where start <= program.weeks {
          starts[a] = start
          visit(a + 1, spent + program.actions[a].cost)
        }
        starts[a] = nil
        return
      }
      guard keepsRules(program, starts) else { return }
      var effects = program.items.map { _ in [Double](repeating: 0, count: program.weeks) }
      for (action, start) in zip(program.actions, starts) {
        guard let start else { continue }
        for effect in action.effects {
          for week in start...program.weeks {
            effects[effect.item][week - 1] +=
              effect.points * action.rampUp[min(week - start, action.rampUp.count - 1)]
          }
        }
      }
      for range in patterns {
        if let effort = lifts(program, effects: effects, range: range) {
          best = min(best ?? .infinity, spent + effort)
        }
      }
    }
    visit(0, 0)
    return best
  }

  private func keepsRules(_ program: ActionProgram, _ starts: [Int?]) -> Bool {
    for (a, start) in starts.enumerated() {
      guard let start else { continue }
      let action = program.actions[a]
      for b in action.requires {
        guard let before = starts[b], before + program.actions[b].duration <= start else { return false }
      }
      if action.excludes.contains(where: { starts[$0] != nil }) { return false }
    }
    for (team, capacity) in program.teams {
      for week in 1...program.weeks {
        var used = 0.0
        for (action, start) in zip(program.actions, starts) {
          guard let start, let effort = action.effort[team], effort.indices.contains(week - start) else {
            continue
          }
          used += effort[week - start]
        }
        if used > capacity[min(week, capacity.count) - 1] + 1e-9 { return false }
      }
    }
    return true
  }

  /// What a lever can be lifted by the last week, in each of its patterns of weeks with moves.
  private func ranges(_ item: Item, weeks: Int) -> [(moves: Int, range: ClosedRange<Double>)] {
    (0..<(1 << weeks)).compactMap { pattern in
      var (count, most) = (0, 0.0)
      for week in 0..<weeks where pattern >> week & 1 == 1 {
        count += 1
        most = min(item.upper[week], item.curve.length)
        if Double(count) * item.leastStep > most + 1e-9 { return nil }
      }
      return (pattern, Double(count) * item.leastStep...max(most, Double(count) * item.leastStep))
    }
  }

  private func compare(
    _ program: ActionProgram, _ patterns: [[ClosedRange<Double>]], _ comment: Comment
  ) throws -> Bool {
    let plan = try program.solve(timeLimit: 20)
    let audit = ActionPlanAudit(program, plan)
    guard let best = leastCost(program, patterns: patterns) else {
      #expect(plan.status == .infeasible, comment)
      return false
    }
    #expect(plan.status == .optimal, comment)
    #expect(abs(plan.cost - best) <= 1e-6 * max(1, best), comment)
    #expect(audit.isValid, "\(comment) \(audit.violations)")
    return true
  }

  private func curve(_ generator: inout SeededGenerator) -> EffortCurve {
    let slope = 0.5 + 3 * generator.uniform()
    let next = slope * (1 + generator.uniform())
    return EffortCurve([
      .init(length: 0.5 + generator.uniform(), slope: slope, endSlope: slope),
      .init(length: 0.5 + 2 * generator.uniform(), slope: next, endSlope: next),
    ])
  }

  private func item(weeks: Int, _ generator: inout SeededGenerator) -> Item {
    let isLifted = generator.uniform() < 0.6
    let pace = 0.6 * generator.uniform()
    let headroom = 1 + 2 * generator.uniform()
    var lower = [Double](repeating: 0, count: weeks)
    if generator.uniform() < 0.3 { lower[weeks - 1] = 0.8 * generator.uniform() }
    if generator.uniform() < 0.2 { lower[weeks / 2] = 0.3 * generator.uniform() }
    return Item(
      canBeLifted: isLifted, curve: curve(&generator),
      upper: (1...weeks).map { isLifted ? pace * Double($0) : 0 },
      headroom: [Double](repeating: headroom, count: weeks), lower: lower)
  }

  private func action(
    _ a: Int, count: Int, items: Int, weeks: Int, wide: Bool, _ generator: inout SeededGenerator
  ) -> Action {
    var effort: [String: [Double]] = [:]
    for team in ["hall", "office"] where generator.uniform() < 0.4 {
      effort[team] = (0..<Int.random(in: 1...2, using: &generator)).map { _ in
        Double(Int.random(in: 0...3, using: &generator))
      }
    }
    let effects = (0..<Int.random(in: 1...2, using: &generator)).map { _ in
      Action.Effect(
        item: Int.random(in: 0..<items, using: &generator),
        points: generator.uniform() < 0.1 ? -0.3 * generator.uniform() : 0.1 + generator.uniform())
    }
    let first = Int.random(in: 1...weeks, using: &generator)
    let others = (0..<count).filter { $0 != a }
    return Action(
      cost: generator.uniform() < 0.1 ? 0 : Double(Int.random(in: 1...30, using: &generator)) / 10,
      effort: effort,
      effects: effects, rampUp: [[1], [0.5, 1], [0, 0.4, 0.9]].randomElement(using: &generator)!,
      requires: generator.uniform() < 0.25 ? [others.randomElement(using: &generator)!] : [],
      excludes: generator.uniform() < 0.2 ? [others.randomElement(using: &generator)!] : [],
      starts: first...(wide ? min(first + 2, weeks + 1) : first))
  }

  @Test func randomActions_reachTheLeastCostOfAllSubsetsAndStarts() throws {
    var generator = SeededGenerator(seed: 2_025)
    var (feasible, infeasible) = (0, 0)
    for trial in 0..<130 {
      let weeks = Int.random(in: 2...4, using: &generator)
      let items = (0..<Int.random(in: 1...3, using: &generator)).map { _ in item(weeks: weeks, &generator) }
      // Some with many actions and one start each, most with few and several.
      let wide = trial % 10 != 0
      let count = wide ? Int.random(in: 2...4, using: &generator) : 8
      var actions = (0..<count).map {
        action($0, count: count, items: items.count, weeks: weeks, wide: wide, &generator)
      }
      // One is there twice.
      if generator.uniform() < 0.3 { actions[1] = actions[0] }
      let program = ActionProgram(
        weeks: weeks, items: items,
        needs: [.init(week: weeks, items: Array(items.indices), amount: 2.5 * generator.uniform())],
        actions: actions,
        budget: generator.uniform() < 0.4 ? 4 * generator.uniform() : nil,
        teams: generator.uniform() < 0.5 ? ["hall": [3, 2], "office": [4]] : [:])
      let ranges = items.map { 0...($0.canBeLifted ? min($0.upper[weeks - 1], $0.curve.length) : 0) }
      if try compare(program, [ranges], "trial \(trial)") { feasible += 1 } else { infeasible += 1 }
    }
    #expect(feasible >= 60 && infeasible >= 10)
  }

  @Test func randomSteps_reachTheLeastCostOfAllPatternsOfMoves() throws {
    var generator = SeededGenerator(seed: 7)
    var (feasible, infeasible) = (0, 0)
    for trial in 0..<60 {
      let weeks = Int.random(in: 1...3, using: &generator)
      let items = (0..<Int.random(in: 1...2, using: &generator)).map { _ -> Item in
        var item = item(weeks: weeks, &generator)
        item.canBeLifted = true
        // Limits per week are looked at by the other test.
        item.lower = [Double](repeating: 0, count: weeks)
        item.upper = (1...weeks).map { Double($0) * (0.3 + 0.5 * generator.uniform()) }.sorted()
        item.leastStep = generator.uniform() < 0.7 ? generator.uniform() : 0
        return item
      }
      let moves = generator.uniform() < 0.6 ? Int.random(in: 0...1, using: &generator) : nil
      let actions = (0..<2).map {
        action($0, count: 2, items: items.count, weeks: weeks, wide: false, &generator)
      }
      let program = ActionProgram(
        weeks: weeks, items: items,
        needs: [.init(week: weeks, items: Array(items.indices), amount: 1.5 * generator.uniform())],
        movesPerWeek: moves, actions: actions)
      var patterns: [(moves: [Int], ranges: [ClosedRange<Double>])] = [([], [])]
      for item in items {
        patterns = patterns.flatMap { pattern in
          ranges(item, weeks: weeks).map { (pattern.moves + [$0.moves], pattern.ranges + [$0.range]) }
        }
      }
      let allowed = patterns.filter { pattern in
        (0..<weeks).allSatisfy { week in pattern.moves.count { $0 >> week & 1 == 1 } <= moves ?? items.count }
      }
      if try compare(program, allowed.map(\.ranges), "trial \(trial)") {
        feasible += 1
      } else {
        infeasible += 1
      }
    }
    #expect(feasible >= 20 && infeasible >= 5)
  }
}
