import Scorecard

/// The smallest changes that make a plan of initiatives and least steps feasible. Each question takes an integer
/// programme, so thresholds are found by halving.
extension PlanInquiry {
  private static let halvings = 6

  func discreteRelaxations(of problem: PlanProblem) throws(PlanError) -> [Plan.Relaxation] {
    var found: [Plan.Relaxation] = []
    for target in negotiable(problem) {
      if let relaxed = try discretelyRelaxed(problem, target: target) { found.append(relaxed) }
    }
    if let budget = try largerBudget(problem) { found.append(budget) }
    if let chance = try smallerChance(problem) { found.append(chance) }
    return found
  }

  private func isFeasible(_ problem: PlanProblem, _ chance: Double? = nil) throws(PlanError) -> Bool {
    try problem.hasSolution(confidence: chance ?? confidence, limits: .familiar)
  }

  /// Less of one target, in hundredths to the safe side.
  private func discretelyRelaxed(_ problem: PlanProblem, target: Int) throws(PlanError) -> Plan.Relaxation? {
    let goals = problem.goals.indices.filter { problem.goals[$0].target == target }
    let goal = problem.goals[goals[0]]
    if case .rank = goal.kind { return nil }
    func relieved(_ relief: Double) -> PlanProblem {
      var trial = problem
      for goal in goals { trial.goals[goal].relief = relief }
      return trial
    }
    // Without any lift this much less is reached with the wanted chance.
    let needs = problem.needs
    let worst = goals.reduce(0.0) { worst, goal in
      max(worst, PathColumn(needs.missing[goal].map { max($0, 0) }).level(wanted: problem.wanted(confidence)))
    }
    var (low, high) = (0.0, (worst * 100).rounded(.up) / 100 + 0.01)
    guard try isFeasible(relieved(high)) else { return nil }
    for _ in 0..<Self.halvings where high - low > 0.011 {
      let middle = ((low + high) * 50).rounded() / 100
      if try isFeasible(relieved(middle)) { high = middle } else { low = middle }
    }
    // Down to a hundredth of the threshold itself.
    let instead = ((goal.threshold - high) * 100 + 1e-6).rounded(.down) / 100
    guard try isFeasible(relieved(goal.threshold - instead)) else { return nil }
    return relaxation(goal, instead: instead)
  }

  /// What the cheapest plan without a budget costs.
  private func largerBudget(_ problem: PlanProblem) throws(PlanError) -> Plan.Relaxation? {
    guard let budget = problem.resources.budget else { return nil }
    var trial = problem
    trial.resources.budget = nil
    guard let solution = try trial.bestSolution(confidence: confidence, limits: .familiar) else { return nil }
    let cost = problem.cost(of: solution)
    trial.resources.budget = cost
    guard cost > budget, try isFeasible(trial) else { return nil }
    return .budget(budget, instead: cost)
  }

  /// The greatest chance, in hundredths, for which there is a plan.
  private func smallerChance(_ problem: PlanProblem) throws(PlanError) -> Plan.Relaxation? {
    var (low, high) = (0, Int((confidence * 100).rounded(.up)))
    for _ in 0..<Self.halvings where high - low > 1 {
      let middle = (low + high) / 2
      if try isFeasible(problem, Double(middle) / 100) { low = middle } else { high = middle }
    }
    // No change is needed for what comes by itself.
    let before = problem.evaluate(problem.noLifts, needs: problem.needs).joint
    return low > 0 && Double(low) / 100 > before ? .confidence(confidence, instead: Double(low) / 100) : nil
  }

  // MARK: What stands in the way

  /// What stands in the way at paces seen so far; with initiatives, whether they bring too little or cost too much.
  ///
  /// - Parameter hasPlan: Whether there is a plan beyond those paces.
  func blockers(of problem: PlanProblem, hasPlan: Bool) throws(PlanError) -> [Plan.Blocker] {
    guard problem.isDiscrete || problem.resources.budget != nil else {
      return Obstacles.blockers(problem, confidence: confidence, own: ownBlock)
    }
    var found = try limitsInTheWay(problem)
    if !hasPlan, try !problem.isProvenInfeasible(confidence: confidence, limits: .possible) {
      found.append(.unproven)
    }
    return found
  }

  private func limitsInTheWay(_ problem: PlanProblem) throws(PlanError) -> [Plan.Blocker] {
    var found: [Plan.Blocker] = []
    var free = problem
    free.resources = Resources()
    if problem.resources != free.resources, try isFeasible(free) { found.append(.resources) }
    free.movesPerWeek = nil
    if found.isEmpty, let moves = problem.movesPerWeek, try isFeasible(free) {
      found.append(.moves(perWeek: moves))
    }
    if found.isEmpty, !problem.actions.isEmpty, let own = ownBlock, let week = problem.deadlines[own].last {
      let needed = problem.requiredTotalLift(
        block: own, week: week, confidence: confidence, needs: problem.needs)
      let available = problem.blocks[own].parts.indices.reduce(0) { sum, part in
        let effects = problem.actions.flatMap(\.effects).filter { $0.block == own && $0.part == part }
        let lever = problem.blocks[own].parts[part].familiarLift(week: week)
        let all = effects.reduce(lever) { $0 + max($1.points, 0) }
        return sum + min(all, problem.blocks[own].parts[part].headroom(week: week))
      }
      found.append(.catalogue(needed: needed, available: available))
    }
    if problem.actions.isEmpty {
      let further = Obstacles.blockers(problem, confidence: confidence, own: ownBlock)
      // Limits of moves and steps do not show in what parts could give one by one.
      if found.isEmpty || !further.contains(where: { if case .together = $0 { true } else { false } }) {
        found += further
      }
    }
    return found
  }
}
