import Scorecard

/// The smallest changes that make a plan feasible at paces seen so far, each verified by solving again.
extension PlanInquiry {
  /// - Parameter problem: With the goals that must hold.
  func relaxations(of problem: PlanProblem) throws(PlanError) -> [Plan.Relaxation] {
    // A budget is no limit of a lever: whether it suffices takes a solution.
    if problem.isDiscrete || problem.resources.budget != nil { return try discreteRelaxations(of: problem) }
    let needs = problem.needs
    var found: [Plan.Relaxation] = []
    for target in negotiable(problem) {
      if let relaxed = relaxed(problem, target: target, needs: needs) { found.append(relaxed) }
    }
    // No single target is to blame.
    if found.isEmpty, let together = together(problem, needs: needs) { found.append(together) }
    if let faster = fewestFaster(problem, needs: needs) { found.append(faster) }
    if let weeks = moreWeeks() { found.append(weeks) }
    let best = problem.evaluate(problem.greatestLifts(.familiar), needs: needs).joint
    if best > 0.005, best < confidence, problem.isFeasible(confidence: best, limits: .familiar, needs: needs)
    {
      found.append(.confidence(confidence, instead: best))
    }
    return found
  }

  private func isFeasible(_ problem: PlanProblem, _ needs: PlanProblem.PathNeeds? = nil) -> Bool {
    problem.isFeasible(confidence: confidence, limits: .familiar, needs: needs)
  }

  /// Targets that may be lowered, by position.
  func negotiable(_ problem: PlanProblem) -> [Int] {
    Set(problem.goals.filter { $0.importance == .must }.map(\.target)).sorted()
  }

  // MARK: Less of one target

  /// The strictest threshold of one target with which all goals are feasible, in hundredths to the safe side and
  /// verified; `nil` if none is.
  private func relaxed(
    _ problem: PlanProblem, target: Int, needs: PlanProblem.PathNeeds
  ) -> Plan.Relaxation? {
    let goals = problem.goals.indices.filter { problem.goals[$0].target == target }
    let goal = problem.goals[goals[0]]
    if case .rank(let asked, let among) = goal.kind {
      for rank in (asked + 1)...max(problem.groups[among].members.count + 1, asked + 1) {
        let trial = problem.asking(rank: rank, of: goals[0], among: among)
        if isFeasible(trial), trial.solve(confidence: confidence, limits: .familiar) != nil {
          return .rank(asked, instead: rank, week: goal.week)
        }
      }
      return nil
    }
    let atLimit = problem.shortfalls(problem.greatestLifts(.familiar), needs: needs)
    // Every goal's threshold moves its shortfall by as much, so one evaluation answers all.
    let others = problem.goals.indices.filter { !goals.contains($0) }
    var reliefs: [Double] = []
    for path in 0..<problem.pathCount
    where others.allSatisfy({ atLimit[$0][path] <= PlanProblem.tolerance }) {
      reliefs.append(goals.reduce(0) { max($0, atLimit[$1][path]) })
    }
    let wanted = problem.wanted(confidence)
    guard reliefs.count >= wanted else { return nil }
    reliefs.sort()
    let asked = goal.threshold
    var instead = ((asked - reliefs[wanted - 1]) * 100 + 1e-6).rounded(.down) / 100
    for _ in 0..<3 {
      var trial = problem
      for goal in goals { trial.goals[goal].relief = asked - instead }
      if instead < asked, trial.solve(confidence: confidence, limits: .familiar) != nil {
        return relaxation(goal, instead: instead)
      }
      instead -= 0.01
    }
    return nil
  }

  func relaxation(_ goal: PlanProblem.Goal, instead: Double) -> Plan.Relaxation {
    let asked = goal.threshold
    if case .group(let group, _) = specification.targets[goal.target].requirement {
      return .group(group, asked, instead: instead, week: goal.week)
    }
    switch goal.kind {
    case .total: return .total(asked, instead: instead, week: goal.week)
    case .lead: return .lead(asked, instead: instead, week: goal.week)
    case .rank(let rank, _): return .rank(rank, instead: Int(instead), week: goal.week)
    case .part(let part, _):
      return .component(
        problem.blocks[goal.block].parts[part].indicator, asked, instead: instead, week: goal.week)
    }
  }

  // MARK: Less of all

  /// All negotiable targets loosened in balance: each is set to what every component at its best familiar pace reaches
  /// with one common chance, the smallest with which all hold together.
  private func together(_ problem: PlanProblem, needs: PlanProblem.PathNeeds) -> Plan.Relaxation? {
    let targets = negotiable(problem).filter { target in
      !problem.goals.contains { goal in
        guard goal.target == target, case .rank = goal.kind else { return false }
        return true
      }
    }
    let atLimit = problem.shortfalls(problem.greatestLifts(.familiar), needs: needs)
    let worst = targets.map { target in
      let goals = problem.goals.indices.filter { problem.goals[$0].target == target }
      return (0..<problem.pathCount).map { path in
        goals.reduce(-Double.infinity) { max($0, atLimit[$1][path]) }
      }
      .sorted()
    }
    func loosened(_ rank: Int) -> PlanProblem {
      var trial = problem
      for (target, worst) in zip(targets, worst) where worst[rank] > PlanProblem.tolerance {
        for position in trial.goals.indices where trial.goals[position].target == target {
          let asked = problem.goals[position].threshold
          trial.goals[position].relief = asked - ((asked - worst[rank]) * 100).rounded(.down) / 100
        }
      }
      return trial
    }
    var (low, high) = (problem.wanted(confidence) - 1, problem.pathCount - 1)
    guard isFeasible(loosened(high)) else { return nil }
    while low < high {
      let middle = (low + high) / 2
      if isFeasible(loosened(middle)) { high = middle } else { low = middle + 1 }
    }
    let trial = loosened(high)
    guard trial.solve(confidence: confidence, limits: .familiar) != nil else { return nil }
    let changes = targets.compactMap { target -> Plan.Relaxation? in
      let position = problem.goals.firstIndex { $0.target == target }!
      let instead = trial.goals[position].threshold
      return instead < problem.goals[position].threshold - PlanProblem.tolerance
        ? relaxation(problem.goals[position], instead: instead) : nil
    }
    return changes.count == 1 ? changes[0] : .together(changes)
  }

  // MARK: More pace, more time

  /// The fewest components that would have to move faster than ever; of several such sets that with the least effort.
  private func fewestFaster(_ problem: PlanProblem, needs: PlanProblem.PathNeeds) -> Plan.Relaxation? {
    guard let own = ownBlock, let week = problem.deadlines[own].last else { return nil }
    let parts = problem.blocks[own].parts
    let roomy = parts.indices.filter {
      parts[$0].possibleLift(week: week) - parts[$0].familiarLift(week: week) > 1e-6
    }
    guard !roomy.isEmpty else { return nil }
    let required = PlanProblem.Requirements(problem, needs: needs)
    for size in 1...roomy.count {
      var best: (free: Set<Int>, effort: Double, solution: PlanProblem.Solution)?
      for bits in 1..<(1 << roomy.count) where bits.nonzeroBitCount == size {
        let free = Set(roomy.indices.filter { bits & (1 << $0) != 0 }.map { roomy[$0] })
        let limits = PlanProblem.Limits.familiarExcept(free, block: own)
        guard problem.isFeasible(confidence: confidence, limits: limits, needs: needs),
          let solution = problem.solve(
            confidence: confidence, limits: limits, needs: needs, requirements: required, boxes: 0)
        else { continue }
        if solution.effort < best?.effort ?? .infinity { best = (free, solution.effort, solution) }
      }
      guard let best else { continue }
      let faster = best.free.sorted().compactMap { position -> Plan.FasterComponent? in
        let part = parts[position]
        let gain = part.gain(week: week, lift: best.solution.lifts[own][position].last ?? 0)
        let fastest = part.pastGains[week - 1].best
        guard gain > fastest + 1e-6 else { return nil }
        return Plan.FasterComponent(indicator: part.indicator, gain: gain, bestGain: fastest)
      }
      return faster.isEmpty ? nil : .fasterThanEver(faster)
    }
    return nil
  }

  /// The fewest weeks more for the targets of the last week: sought on one long forecast with few paths, and verified on
  /// that of just so many weeks with all.
  private func moreWeeks() -> Plan.Relaxation? {
    let longest = min(specification.weeks + Planner.extraWeeks, Planner.longestPlan)
    var scout = planner
    scout.pathCount = min(planner.pathCount, Self.scoutingPaths)
    guard longest > specification.weeks, let later = problem(weeks: longest, of: scout) else { return nil }
    // Few paths err by some standard errors; what they rule out beyond those is ruled out.
    let error = (confidence * (1 - confidence) / Double(scout.pathCount)).squareRoot()
    for weeks in (specification.weeks + 1)...longest {
      var trial = later
      trial.postpone(from: specification.weeks, to: weeks)
      guard trial.isFeasible(confidence: max(confidence - 3 * error, 0.001), limits: .familiar),
        var exact = problem(weeks: weeks, of: planner)
      else { continue }
      exact.postpone(from: specification.weeks, to: weeks)
      if exact.solve(confidence: confidence, limits: .familiar) != nil {
        return .weeks(specification.weeks, instead: weeks)
      }
    }
    return nil
  }

  private static let scoutingPaths = 1000

  /// The problem of the goals that must hold on a longer forecast, with targets without a week still in the plan's last.
  private func problem(weeks: Int, of planner: Planner) -> PlanProblem? {
    var longer = specification
    longer.weeks = weeks
    for position in longer.targets.indices where longer.targets[position].week == nil {
      longer.targets[position].week = specification.weeks
    }
    let builder = PlanProblemBuilder(
      forecast: planner.forecast(of: units, weeks: weeks), index: index, specification: longer,
      furtherWeeks: Set(specification.weeks...weeks))
    return try? builder.problem().pursuing(wishes: [])
  }
}

extension PlanProblem {
  fileprivate func asking(rank: Int, of goal: Int, among: Int) -> PlanProblem {
    var trial = self
    let old = goals[goal]
    trial.goals[goal] = Goal(
      kind: .rank(rank, among: among), block: old.block, week: old.week, target: old.target,
      importance: old.importance)
    return trial
  }

  /// Moves all goals of a week to another.
  fileprivate mutating func postpone(from week: Int, to later: Int) {
    for position in goals.indices where goals[position].week == week { goals[position].week = later }
    for block in deadlines.indices {
      deadlines[block] = Set(deadlines[block].map { $0 == week ? later : $0 }).sorted()
    }
  }
}
