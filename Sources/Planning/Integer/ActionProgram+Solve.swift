extension ActionProgram {
  /// Finds the plan of least cost, or the best one within the limits.
  ///
  /// Curves are replaced by tangents (``TangentCurve``), the integer programme is solved, the lifts are found
  /// anew for the starts and moves it chose, to the last digit; touched there, the curves give a better
  /// programme, until its bound meets the cost. The bound is thus one on the true cost.
  ///
  /// Among plans of equal cost the search may find any, the same each time. In it, one after the other,
  /// actions that are not needed are left out and each start is moved to the earliest week that keeps every
  /// rule. This is done after the search: a small cost on late starts would blur the bound.
  ///
  /// - Parameters:
  ///   - timeLimit: In seconds; the only thing that can make two results of the same programme differ.
  ///   - nodeLimit: The greatest number of nodes of the tree in each round, the same everywhere.
  ///   - effort: What the search may take; the same everywhere as well.
  func solve(
    timeLimit: Double = 2, nodeLimit: Int? = nil, effort: SearchEffort = .unlimited
  ) throws(IntegerSolverError) -> ActionPlan {
    requireValid()
    let clock = ContinuousClock()
    let end = clock.now + .seconds(min(timeLimit, 1e6))
    func left() -> Double { (end - clock.now) / .seconds(1) }

    if items.contains(where: { zip($0.lower, $0.headroom).contains { $0 > $1 + 1e-9 } }) {
      return noPlan(.infeasible, bound: .infinity)
    }
    let choices = choices()
    var tangents = initialTangents()
    var best: ActionPlan?
    var reserve = 0.0
    for start in greedyStarts(choices) {
      let before = left()
      // Lifts will be found once more after the search.
      defer { reserve = max(reserve, before - left()) }
      guard let plan = try plan(for: start, tangents: &tangents, until: end) else { continue }
      if plan.cost < best?.cost ?? .infinity { best = plan }
    }
    // Slopes change as actions replace lifts and lifts each other: a few rounds.
    for _ in 0..<6 {
      guard let plan = best, left() > 2 * reserve else { break }
      var greedy = GreedyActions(self, choices: choices, lifts: plan.lifts)
      let needless = greedy.needlessLifts(of: plan)
      var decided = decided(plan)
      for i in needless { decided.moves[i] = [Bool](repeating: false, count: weeks) }
      let starts = greedy.replaceLifts(of: plan)
      guard starts != nil || !needless.isEmpty else { break }
      decided.starts = starts ?? plan.starts
      guard let better = try self.plan(for: decided, tangents: &tangents, until: end), better.cost < plan.cost
      else { break }
      best = better
    }
    if effort == .first { return best.map(tidied) ?? noPlan(.unknown, bound: 0) }
    var bound = 0.0
    for _ in 0..<8 {
      let model = ActionModel(self, choices: choices, tangents: tangents)
      let size = model.model.coefficientCount
      if effort == .little, best != nil, !effort.reachesInto(size: size) { break }
      let start = best.flatMap { model.values(of: decided($0), lifts: $0.lifts) }
      let solution = try model.model.solve(
        timeLimit: max(left() - reserve, 0.01), nodeLimit: nodeLimit ?? effort.nodes(size: size),
        cutPasses: cutPasses(model.model, isPure: choices.isEmpty), start: start)
      switch solution.status {
      case .infeasible:
        // Tangents understate efforts alone, so the programme itself has no plan.
        if best == nil { return noPlan(.infeasible, bound: .infinity) }
      case .unknown:
        if best == nil { return noPlan(.unknown, bound: max(bound, solution.bound)) }
      case .optimal, .feasible: break
      }
      if solution.bound.isFinite { bound = max(bound, solution.bound) }
      var isNew = false
      if !solution.values.isEmpty {
        let decided = model.decided(by: solution.values)
        let found =
          try plan(for: decided, tangents: &tangents, until: end)
          ?? plan(decided, lifts: model.lifts(of: solution.values, moves: decided.moves), tangents: tangents)
        isNew = found.cost < (best?.cost ?? .infinity)
        if isNew { best = found }
      }
      guard let best, solution.status == .optimal,
        best.cost - bound > Self.precision * max(abs(best.cost), 1e-9),
        left() > 0, tangents.contains(where: { !$0.isExact })
      else { break }
    }
    guard var plan = best else { return noPlan(.unknown, bound: bound) }
    plan = tidied(plan)
    plan.bound = min(bound, plan.cost)
    plan.status = plan.cost - plan.bound <= Self.precision * abs(plan.cost) + 1e-9 ? .optimal : .feasible
    return plan
  }

  /// A cost below which there is no plan, needs raised as ``relief`` asks for; `nil` where there certainly is none.
  ///
  /// Tangents understate efforts, so what the search proves of them holds for the programme.
  func bound(timeLimit: Double, effort: SearchEffort) throws(IntegerSolverError) -> Double? {
    requireValid()
    let choices = choices()
    let model = ActionModel(self, choices: choices, tangents: initialTangents()).model
    let solution = try model.solve(
      timeLimit: timeLimit, nodeLimit: effort.nodes(size: model.coefficientCount),
      cutPasses: cutPasses(model, isPure: choices.isEmpty))
    return solution.status == .infeasible ? nil : max(solution.bound, 0)
  }

  /// Moves alone make small trees that cuts only hold up, and large programmes spend minutes on cuts; see
  /// ``IntegerModel/solve(timeLimit:nodeLimit:cutPasses:start:)``.
  private func cutPasses(_ model: IntegerModel, isPure: Bool) -> Int? {
    if isPure, model.integerCount <= 100 { return 0 }
    return model.coefficientCount > 20_000 ? 3 : nil
  }

  /// Plans whose cost is within this share of the bound count as optimal.
  static let precision = 1e-6

  private func noPlan(_ status: ActionPlan.Status, bound: Double) -> ActionPlan {
    ActionPlan(
      lifts: items.map { _ in [Double](repeating: 0, count: weeks) },
      starts: [Int?](repeating: nil, count: actions.count), cost: .infinity, bound: bound, status: status,
      linearisationError: 0)
  }

  // MARK: Lifts

  /// Tangents so close that the first round comes near, and so few that large programmes stay small.
  private func initialTangents() -> [TangentCurve] {
    let curved = items.reduce(0) { $0 + $1.curve.pieces.count { $0.slope != $0.endSlope } }
    let count = min(max(4_000 / max(curved, 1), 4), 32)
    return items.map { TangentCurve($0.curve, upTo: $0.greatestLift(week: weeks), count: count) }
  }

  private func plan(
    _ decided: ActionModel.Decided, lifts: [[Double]], tangents: [TangentCurve]
  ) -> ActionPlan {
    var cost = 0.0
    for (action, start) in zip(actions, decided.starts) where start != nil { cost += action.cost }
    for (item, lift) in zip(items, lifts) { cost += item.curve.effort(of: lift[weeks - 1]) }
    let error = zip(tangents, lifts).reduce(0) { $0 + $1.0.error(at: $1.1[weeks - 1]) }
    return ActionPlan(
      lifts: lifts, starts: decided.starts, cost: cost, bound: 0, status: .feasible, linearisationError: error
    )
  }

  /// The cheapest lifts for given starts and moves, `nil` if there are none, and the tangents that touch
  /// there.
  ///
  /// Each round solves a linear programme over tangents and adds those at its solution (J. E. Kelley 1960,
  /// doi:10.1137/0108053), until nothing is understated or time is up.
  private func plan(
    for decided: ActionModel.Decided, tangents: inout [TangentCurve], until end: ContinuousClock.Instant
  ) throws(IntegerSolverError) -> ActionPlan? {
    var best: ActionPlan?
    for _ in 0..<12 {
      let model = ActionModel(self, choices: [], tangents: tangents, decided: decided)
      let solution = try model.model.solve()
      guard solution.status == .optimal else { return best }
      let found = plan(
        decided, lifts: model.lifts(of: solution.values, moves: decided.moves), tangents: tangents)
      if found.cost <= best?.cost ?? .infinity { best = found }
      for i in items.indices { tangents[i].touch(at: found.lifts[i][weeks - 1]) }
      if found.linearisationError <= 1e-9 * max(found.cost, 1e-3) || ContinuousClock.now > end { break }
    }
    return best
  }

  /// The moves that a plan's lifts make.
  private func decided(_ plan: ActionPlan) -> ActionModel.Decided {
    ActionModel.Decided(
      starts: plan.starts,
      moves: plan.lifts.map { lifts in
        lifts.indices.map { lifts[$0] - ($0 > 0 ? lifts[$0 - 1] : 0) > 1e-9 }
      })
  }

  // MARK: Starting plans

  /// Actions chosen one by one, once to help levers at their greatest, once before levers do anything.
  private func greedyStarts(_ choices: [Choice]) -> [ActionModel.Decided] {
    let greatest = GreedyActions.greatestLifts(self)
    let moves = greatest.map { lifts in
      lifts.indices.map { lifts[$0] - ($0 > 0 ? lifts[$0 - 1] : 0) > 0 }
    }
    let none = items.map { _ in [Double](repeating: 0, count: weeks) }
    var starts: [ActionModel.Decided] = []
    var byLevers = GreedyActions(self, choices: choices, lifts: greatest)
    if let chosen = byLevers.choose(mustReach: true) {
      starts.append(ActionModel.Decided(starts: chosen, moves: moves))
    }
    var byActions = GreedyActions(self, choices: choices, lifts: none)
    if let chosen = byActions.choose(mustReach: false), chosen != starts.first?.starts {
      starts.append(ActionModel.Decided(starts: chosen, moves: moves))
    }
    return starts
  }

  // MARK: Ties

  /// The plan without actions that it does not need, and with each of the others as early as can be.
  private func tidied(_ plan: ActionPlan) -> ActionPlan {
    var check = PlanCheck(self, plan)
    for a in actions.indices.reversed() where check.starts[a] != nil { check.move(a, to: nil) }
    // A start that moves makes room for others.
    var moves = true
    while moves {
      moves = false
      for a in actions.indices {
        guard let start = check.starts[a], let first = actions[a].starts.first, first < start else {
          continue
        }
        if (first..<start).contains(where: { check.move(a, to: $0) }) { moves = true }
      }
    }
    guard check.starts != plan.starts else { return plan }
    var result = plan
    result.starts = check.starts
    result.cost -= zip(actions, plan.starts).reduce(0) { $0 + ($1.1 != nil ? $1.0.cost : 0) }
    result.cost += zip(actions, check.starts).reduce(0) { $0 + ($1.1 != nil ? $1.0.cost : 0) }
    return result
  }
}

/// Whether an action of a plan can start in another week, or not at all, with all else as it is.
private struct PlanCheck {
  private let program: ActionProgram
  private(set) var starts: [Int?]
  private var gains: [[Double]]
  private let requiredBy: [[Int]]
  private let needsOfItem: [[Int]]
  private let scarce: [String]
  private var used: [String: [Double]]

  init(_ program: ActionProgram, _ plan: ActionPlan) {
    self.program = program
    starts = plan.starts
    gains = plan.lifts
    var requiredBy = [[Int]](repeating: [], count: program.actions.count)
    for (a, action) in program.actions.enumerated() { for b in action.requires { requiredBy[b].append(a) } }
    self.requiredBy = requiredBy
    var needsOfItem = [[Int]](repeating: [], count: program.items.count)
    for (n, need) in program.needs.enumerated() { for i in need.items { needsOfItem[i].append(n) } }
    self.needsOfItem = needsOfItem
    scarce = program.scarceTeams()
    used = Dictionary(uniqueKeysWithValues: scarce.map { ($0, [Double](repeating: 0, count: program.weeks)) })
    for (a, start) in starts.enumerated() { if let start { put(a, start, sign: 1) } }
  }

  private mutating func put(_ a: Int, _ start: Int, sign: Double) {
    let action = program.actions[a]
    for effect in action.effects {
      for week in start...program.weeks {
        gains[effect.item][week - 1] += sign * effect.points * action.share(endOf: week, start: start)
      }
    }
    for team in scarce where action.effort[team] != nil {
      for week in start...program.weeks {
        used[team]![week - 1] += sign * action.effort(of: team, in: week, start: start)
      }
    }
  }

  /// Moves the action if every rule that it touches is kept.
  @discardableResult
  mutating func move(_ a: Int, to start: Int?) -> Bool {
    guard let before = starts[a] else { return false }
    let action = program.actions[a]
    if let start {
      guard action.requires.allSatisfy({ starts[$0]! + program.actions[$0].duration <= start }) else {
        return false
      }
    } else if requiredBy[a].contains(where: { starts[$0] != nil }) {
      return false
    }
    put(a, before, sign: -1)
    if let start { put(a, start, sign: 1) }
    starts[a] = start
    if isKept(for: action) { return true }
    if let start { put(a, start, sign: -1) }
    put(a, before, sign: 1)
    starts[a] = before
    return false
  }

  /// What the simplex method leaves missing of a limit that it meets.
  private let slack = 1e-7

  private func isKept(for action: ActionProgram.Action) -> Bool {
    for team in scarce where action.effort[team] != nil {
      for week in 1...program.weeks {
        if let capacity = program.capacity(of: team, week: week), used[team]![week - 1] > capacity + 1e-9 {
          return false
        }
      }
    }
    for effect in action.effects {
      let item = program.items[effect.item]
      for week in 0..<program.weeks
      where min(gains[effect.item][week], item.headroom[week]) < item.lower[week] - slack {
        return false
      }
      for n in needsOfItem[effect.item] {
        let need = program.needs[n]
        let sum = need.items.reduce(0) {
          $0 + min(gains[$1][need.week - 1], program.items[$1].headroom[need.week - 1])
        }
        if sum < need.amount - slack { return false }
      }
    }
    return true
  }
}

/// How much a search for a plan may take, in work and not in time, so that it ends at the same place everywhere.
enum SearchEffort: Sendable, Hashable {
  /// Until the best plan is proven.
  case unlimited
  /// A good plan and a bound.
  case much
  /// A plan that need not be the best.
  case little
  /// Any plan that greedy choices find; there may be another where they find none.
  case first

  /// Coefficients squared times nodes: what a node takes grows with the length of a simplex step and with their number.
  private var work: Double {
    switch self {
    case .unlimited: .infinity
    case .much: 2e10
    case .little, .first: 2e9
    }
  }

  /// How many nodes of the tree to look at, for a programme with so many coefficients.
  func nodes(size: Int) -> Int? {
    work.isFinite ? Int(min(max(work / Double(size * size), 5), 20_000)) : nil
  }

  /// Whether there is enough for more than the root.
  func reachesInto(size: Int) -> Bool { work / Double(size * size) >= 5 }
}
