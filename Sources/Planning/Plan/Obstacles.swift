import Scorecard

/// Why a plan is not feasible at familiar paces, and the smallest changes that make it so.
enum Obstacles {
  // MARK: What stands in the way

  /// So many rivals of a lead are named.
  private static let namedRivals = 3

  static func blockers(
    _ problem: PlanProblem, confidence: Double,
    solution: (lifts: PlanProblem.Lifts, evaluation: PlanProblem.Evaluation)?
  ) -> [Plan.Blocker] {
    var found: [Plan.Blocker] = []
    for goal in problem.goals {
      if case .total(let points) = goal.kind, points > problem.maximum {
        found.append(.aboveMaximum(.total, asked: points, maximum: problem.maximum))
      }
      guard case .part(let position, let threshold) = goal.kind else { continue }
      let part = problem.parts[position]
      if threshold > part.maximum + PlanProblem.tolerance {
        found.append(.aboveMaximum(part.indicator, asked: threshold, maximum: part.maximum))
        continue
      }
      let best = part.medians[goal.week - 1] + part.familiarLift(week: goal.week) - part.score
      if threshold - part.score > best + 1e-6 {
        found.append(
          .component(
            part.indicator, neededGain: threshold - part.score,
            bestGain: part.pastGains[goal.week - 1].best, week: goal.week))
      }
    }
    for week in problem.deadlines {
      let needed = problem.requiredTotalLift(week: week, chance: confidence)
      let available = { (limits: PlanProblem.Limits) in
        problem.parts.indices.reduce(0) { $0 + problem.upperLift($1, week: week, limits: limits) }
      }
      let familiar = available(.familiar)
      let possible = available(.possible)
      if needed > possible + 1e-6 {
        found.append(.headroom(needed: needed, available: possible))
      } else if needed > familiar + 1e-6 {
        found.append(.pace(needed: needed, available: familiar))
      } else {
        continue
      }
      // Rivals stand in the way where the lead, not the total, asks for the lift; of many, the strongest.
      var named: Set<Int> = []
      for goal in problem.goals where goal.week == week {
        guard case .lead(_, let over) = goal.kind else { continue }
        for rival in problem.groups[over].ranked(week: week).prefix(namedRivals)
        where named.insert(rival.unit).inserted {
          let rise = rival.medians[week - 1] - rival.score
          if rise > 0 { found.append(.rival(unit: rival.unit, rise: rise, week: week)) }
        }
      }
    }
    for part in problem.parts where part.lever.isLocked {
      let headroom = part.headroom(week: problem.weeks)
      if headroom > 0 { found.append(.locked(part.indicator, headroom: headroom)) }
    }
    return found
  }

  // MARK: What would make it feasible

  static func relaxations(_ problem: PlanProblem, confidence: Double) -> [Plan.Relaxation] {
    var found: [Plan.Relaxation] = []
    for position in problem.goals.indices {
      if let relaxed = relaxed(problem, position: position, confidence: confidence) {
        found.append(relaxation(of: problem, position: position, instead: relaxed))
      }
    }
    // No single target is to blame.
    if found.isEmpty, let together = together(problem, confidence: confidence) { found.append(together) }
    if let faster = fewestFaster(problem, confidence: confidence) { found.append(faster) }
    let best = problem.evaluate(problem.greatestLifts(.familiar)).joint
    if best > 0.005, best < confidence { found.append(.confidence(confidence, instead: best)) }
    return found
  }

  /// The strictest threshold of one goal with which all goals are feasible, rounded to a hundredth to the
  /// safe side and verified; `nil` if none is.
  private static func relaxed(_ problem: PlanProblem, position: Int, confidence: Double) -> Double? {
    func feasible(_ threshold: Double) -> Bool {
      var trial = problem
      trial.goals[position].threshold = threshold
      return trial.isFeasible(confidence: confidence, limits: .familiar)
    }
    let asked = problem.goals[position].threshold
    // No score, and no lead, can be lower than this.
    var low = -problem.maximum
    guard feasible(low) else { return nil }
    var high = asked
    while high - low > 0.002 {
      let middle = (low + high) / 2
      if feasible(middle) { low = middle } else { high = middle }
    }
    var rounded = (low * 100).rounded(.down) / 100
    if !feasible(rounded) {
      rounded -= 0.01
    } else if rounded + 0.01 <= asked, feasible(rounded + 0.01) {
      rounded += 0.01
    }
    var verified = problem
    verified.goals[position].threshold = rounded
    return verified.solve(confidence: confidence, limits: .familiar) == nil ? nil : rounded
  }

  /// All targets loosened in balance: each is set to what every component at its best familiar pace reaches
  /// with one common chance, the smallest with which all hold together.
  private static func together(_ problem: PlanProblem, confidence: Double) -> Plan.Relaxation? {
    let lifts = problem.greatestLifts(.familiar)
    let missing = problem.goals.map { goal in
      problem.shortfalls(
        of: goal, totals: problem.totals(week: goal.week, lifts: lifts[goal.week]!),
        lifts: lifts[goal.week]!)
    }
    func loosened(_ chance: Double) -> PlanProblem {
      var trial = problem
      for position in problem.goals.indices {
        let excess = PlanProblem.orderStatistic(missing[position], chance: chance)
        guard excess > PlanProblem.tolerance else { continue }
        let threshold = problem.goals[position].threshold - excess
        trial.goals[position].threshold = (threshold * 100).rounded(.down) / 100
      }
      return trial
    }
    var low = confidence
    var high = 1.0
    guard loosened(high).evaluate(lifts).joint >= confidence else { return nil }
    if loosened(low).evaluate(lifts).joint >= confidence { high = low }
    while high - low > 0.002 {
      let middle = (low + high) / 2
      if loosened(middle).evaluate(lifts).joint >= confidence { high = middle } else { low = middle }
    }
    let trial = loosened(high)
    guard trial.solve(confidence: confidence, limits: .familiar) != nil else { return nil }
    let changes = problem.goals.indices.compactMap { position -> Plan.Relaxation? in
      let instead = trial.goals[position].threshold
      guard instead < problem.goals[position].threshold else { return nil }
      return relaxation(of: problem, position: position, instead: instead)
    }
    return changes.count == 1 ? changes[0] : .together(changes)
  }

  private static func relaxation(
    of problem: PlanProblem, position: Int, instead: Double
  ) -> Plan.Relaxation {
    let goal = problem.goals[position]
    switch goal.kind {
    case .total(let asked): return .total(asked, instead: instead, week: goal.week)
    case .lead(let asked, _): return .lead(asked, instead: instead, week: goal.week)
    case .part(let part, let asked):
      return .component(problem.parts[part].indicator, asked, instead: instead, week: goal.week)
    }
  }

  /// The fewest components that would have to move faster than ever: those with the most room beyond their
  /// pace first, and those with a target of their own before all.
  private static func fewestFaster(_ problem: PlanProblem, confidence: Double) -> Plan.Relaxation? {
    let week = problem.deadlines.last!
    let own = Set(
      problem.goals.compactMap { goal -> Int? in
        if case .part(let position, _) = goal.kind { position } else { nil }
      })
    func room(_ position: Int) -> Double {
      problem.parts[position].possibleLift(week: week) - problem.parts[position].familiarLift(week: week)
    }
    let order = problem.parts.indices.filter { room($0) > 1e-6 }.sorted {
      own.contains($0) != own.contains($1) ? own.contains($0) : room($0) > room($1)
    }
    for count in 0..<order.count {
      let free = Set(order[...count])
      guard let solution = problem.solve(confidence: confidence, limits: .familiarExcept(free)) else {
        continue
      }
      let faster = order[...count].compactMap { position -> Plan.FasterComponent? in
        let part = problem.parts[position]
        let gain = part.gain(week: week, lift: solution.lifts[week]![position])
        let best = part.pastGains[week - 1].best
        guard gain > best + 1e-6 else { return nil }
        return Plan.FasterComponent(indicator: part.indicator, gain: gain, bestGain: best)
      }
      return faster.isEmpty ? nil : .fasterThanEver(faster)
    }
    return nil
  }
}

extension PlanProblem.Goal {
  var threshold: Double {
    get {
      switch kind {
      case .total(let points), .lead(let points, _), .part(_, let points): points
      }
    }
    set {
      switch kind {
      case .total: kind = .total(newValue)
      case .lead(_, let over): kind = .lead(newValue, over: over)
      case .part(let part, _): kind = .part(part, newValue)
      }
    }
  }
}
