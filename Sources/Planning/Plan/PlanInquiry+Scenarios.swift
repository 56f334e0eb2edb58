import NumericCore
import Scorecard

/// Scenarios: the same question under other assumptions.
extension PlanInquiry {
  func scenarioOutcomes() throws(PlanError) -> [Plan.ScenarioOutcome] {
    var outcomes: [Plan.ScenarioOutcome] = []
    for scenario in specification.scenarios { outcomes.append(try outcome(of: scenario)) }
    return outcomes
  }

  private func outcome(of scenario: Scenario) throws(PlanError) -> Plan.ScenarioOutcome {
    var changed = specification
    changed.targets = scenario.targets ?? specification.targets
    changed.confidence = scenario.confidence ?? specification.confidence
    changed.levers.merge(scenario.levers) { $1 }
    changed.scenarios = []
    let builder = PlanProblemBuilder(forecast: forecast, index: index, specification: changed)
    var trial = try builder.problem()
    for (name, pace) in scenario.rivalPaces.sorted(by: { $0.key < $1.key }) {
      let rival = try UnitSelection.unit(named: name, in: history)
      guard trial.groups.contains(where: { $0.members.contains { $0.unit == rival } }) else {
        throw .notARival(name)
      }
      trial.accelerate(rival: rival, by: pace)
    }
    guard let unit, let own = trial.blocks.firstIndex(where: { $0.unit == unit }) else { throw .noUnit }
    let baseline = medianTotal(of: trial.blocks[own])
    var components: [(indicator: Indicator, score: Double, assumed: Double)] = []
    for assumption in scenario.components {
      let part = try builder.part(assumption.component, of: trial.blocks[own])
      try trial.assume(assumption, of: part, block: own)
      let changed = trial.blocks[own].parts[part]
      components.append((changed.indicator, changed.score, changed.medians[trial.weeks - 1]))
    }
    let musts = trial.pursuing(wishes: [])
    let needs = trial.needs
    let evaluation = trial.evaluate(trial.noLifts, needs: needs)
    let joint = musts.evaluate(musts.noLifts, needs: musts.needs).joint
    let familiar = try musts.bestSolution(confidence: changed.confidence, limits: .familiar)
    var solution = familiar
    if solution == nil {
      solution = try musts.bestSolution(confidence: changed.confidence, limits: .possible)
    }
    let total = medianTotal(of: trial.blocks[own])
    let needsNothing = joint >= changed.confidence
    return Plan.ScenarioOutcome(
      scenario: scenario,
      status: solution == nil
        ? .infeasible : familiar == nil ? .feasibleIf : needsNothing ? .alreadyMet : .feasible,
      total: total, gain: total - baseline, components: components,
      probabilities: changed.targets.indices.map { target in
        trial.goals.indices.filter { trial.goals[$0].target == target }.map { evaluation.each[$0] }.min() ?? 0
      },
      joint: joint, lift: solution.map { $0.lifts.reduce(0) { $0 + $1.reduce(0) { $0 + ($1.last ?? 0) } } })
  }

  /// The sum of the components' medians in the last week.
  private func medianTotal(of block: PlanProblem.Block) -> Double {
    min(max(block.parts.reduce(block.discrepancy) { $0 + $1.medians[problem.weeks - 1] }, 0), block.maximum)
  }
}

extension PlanProblem {
  /// Moves a part so that its median in a week is what is assumed; on the way there in a straight line from its forecast,
  /// after it by the same number of points.
  fileprivate mutating func assume(
    _ assumption: Scenario.ComponentAssumption, of part: Int, block: Int
  ) throws(PlanError) {
    let now = blocks[block].parts[part]
    let week = assumption.week ?? weeks
    let wanted: Double =
      switch assumption.value {
      case .score(let score): score
      case .share(let share): share * now.maximum
      case .gain(let gain): now.score + gain
      }
    guard wanted >= -Self.tolerance, wanted <= now.maximum + Self.tolerance else {
      throw .scoreOutOfRange(assumption.component, score: wanted, maximum: now.maximum)
    }
    let shift = wanted - now.medians[week - 1]
    func moved(_ value: Double, _ at: Int) -> Double {
      min(max(value + shift * min(Double(at) / Double(week), 1), 0), now.maximum)
    }
    var medians = now.medians
    for step in medians.indices { medians[step] = moved(medians[step], step + 1) }
    var paths = now.paths
    for (at, values) in paths { paths[at] = values.map { moved($0, at) } }
    blocks[block].parts[part] = Part(
      indicator: now.indicator, score: now.score, maximum: now.maximum, medians: medians, paths: paths,
      pastGains: now.pastGains, lever: now.lever, isFree: now.isFree)
  }
}
