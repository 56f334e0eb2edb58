import Scorecard

/// What stands in the way of a plan at familiar paces: headroom, pace, the rivals' rise, what was locked.
enum Obstacles {
  /// So many rivals of a lead, and units of groups, are named.
  private static let named = 3

  /// - Parameter problem: With the goals that must hold, and no lifts within familiar paces that meet them.
  static func blockers(_ problem: PlanProblem, confidence: Double, own: Int?) -> [Plan.Blocker] {
    let needs = problem.needs
    var found: [Plan.Blocker] = []
    if let own {
      found += partBlockers(problem, block: own)
      for week in problem.deadlines[own] {
        found += totalBlockers(problem, block: own, week: week, confidence: confidence, needs: needs)
      }
    }
    found += unitBlockers(problem, confidence: confidence, own: own, needs: needs)
    if found.isEmpty {
      let best = problem.evaluate(problem.greatestLifts(.familiar), needs: needs).joint
      found.append(.together(wanted: confidence, best: best))
    }
    guard let own else { return found }
    for part in problem.blocks[own].parts {
      let headroom = part.headroom(week: problem.weeks)
      guard headroom > 0 else { continue }
      if part.lever.isLocked {
        found.append(.locked(part.indicator, headroom: headroom))
      } else if part.lever.leadTime > 0 {
        found.append(.leadTime(part.indicator, weeks: part.lever.leadTime, headroom: headroom))
      }
    }
    return found
  }

  /// Goals and floors of single components that are out of their reach.
  private static func partBlockers(_ problem: PlanProblem, block: Int) -> [Plan.Blocker] {
    let floors = problem.blocks[block].parts.compactMap { part -> Plan.Blocker? in
      guard let floor = part.lever.floor, let week = problem.deadlines[block].last else { return nil }
      let best = part.medians[week - 1] + part.familiarLift(week: week)
      guard min(floor, part.maximum) > best + 1e-6 else { return nil }
      return .component(
        part.indicator, neededGain: floor - part.score, bestGain: part.pastGains[week - 1].best, week: week)
    }
    return floors
      + problem.goals.compactMap { goal -> Plan.Blocker? in
        guard goal.block == block else { return nil }
        if case .total = goal.kind, goal.threshold > problem.blocks[block].maximum + PlanProblem.tolerance {
          return .aboveMaximum(.total, asked: goal.threshold, maximum: problem.blocks[block].maximum)
        }
        guard let position = goal.part else { return nil }
        let part = problem.blocks[block].parts[position]
        if goal.threshold > part.maximum + PlanProblem.tolerance {
          return .aboveMaximum(part.indicator, asked: goal.threshold, maximum: part.maximum)
        }
        let best = part.medians[goal.week - 1] + part.familiarLift(week: goal.week) - part.score
        guard goal.threshold - part.score > best + 1e-6 else { return nil }
        return .component(
          part.indicator, neededGain: goal.threshold - part.score,
          bestGain: part.pastGains[goal.week - 1].best,
          week: goal.week)
      }
  }

  /// Goals on the total that ask for more than all components give.
  private static func totalBlockers(
    _ problem: PlanProblem, block: Int, week: Int, confidence: Double, needs: PlanProblem.PathNeeds
  ) -> [Plan.Blocker] {
    let needed = problem.requiredTotalLift(block: block, week: week, confidence: confidence, needs: needs)
    let familiar = problem.blocks[block].parts.reduce(0) { $0 + $1.familiarLift(week: week) }
    let possible = problem.blocks[block].parts.reduce(0) { $0 + $1.possibleLift(week: week) }
    guard needed > familiar + 1e-6 else { return [] }
    var found: [Plan.Blocker] = [
      needed > possible + 1e-6
        ? .headroom(needed: needed, available: possible) : .pace(needed: needed, available: familiar)
    ]
    // Rivals stand in the way where the lead, not the total, asks for the lift; of many, the strongest.
    var known: Set<Int> = []
    for goal in problem.goals where goal.week == week && goal.block == block {
      let group: Int
      switch goal.kind {
      case .lead(_, let over): group = over
      case .rank(_, let among): group = among
      default: continue
      }
      for rival in problem.groups[group].ranked(week: week).prefix(named)
      where known.insert(rival.unit).inserted {
        let rise = rival.medians[week - 1] - rival.score
        if rise > 0 { found.append(.rival(unit: rival.unit, rise: rise, week: week)) }
      }
    }
    return found
  }

  /// Units of groups that need more than they have shown, those that lack most first.
  private static func unitBlockers(
    _ problem: PlanProblem, confidence: Double, own: Int?, needs: PlanProblem.PathNeeds
  ) -> [Plan.Blocker] {
    var lacking: [(lack: Double, blocker: Plan.Blocker)] = []
    for block in problem.blocks.indices where block != own {
      for week in problem.deadlines[block] {
        let needed = problem.requiredTotalLift(block: block, week: week, confidence: confidence, needs: needs)
        let familiar = problem.blocks[block].parts.reduce(0) { $0 + $1.familiarLift(week: week) }
        guard needed > familiar + 1e-6 else { continue }
        let growth = problem.blocks[block].parts.reduce(0) { $0 + $1.medians[week - 1] - $1.score }
        lacking.append(
          (
            needed - familiar,
            .unit(
              problem.blocks[block].unit, neededGain: growth + needed, bestGain: growth + familiar, week: week
            )
          ))
      }
    }
    lacking.sort { $0.lack > $1.lack }
    let further = lacking.count - named
    return lacking.prefix(named).map(\.blocker) + (further > 0 ? [.furtherUnits(further)] : [])
  }
}
