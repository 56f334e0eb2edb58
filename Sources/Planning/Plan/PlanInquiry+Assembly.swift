import Forecasting
import Scorecard

/// From a solution to what a plan says of targets, components and units.
extension PlanInquiry {
  // MARK: Targets

  func outcomes(_ missed: MissedGoals, wishes: Set<Int>) -> [Plan.TargetOutcome] {
    let (before, after, atBestPace) = (missed.before, missed.after, missed.atBestPace)
    return specification.targets.indices.map { position in
      let goals = problem.goals.indices.filter { problem.goals[$0].target == position }
      let target = specification.targets[position]
      guard !goals.isEmpty else { return vacuous(target) }
      let isPursued = if case .wish = target.importance { wishes.contains(position) } else { true }
      let summary = Shortfall(before, goals)
      let summaryAfter = after.map { Shortfall($0, goals) }
      let (threshold, now, isMet) = standing(of: target, goals: goals)
      let rivals = self.rivals(of: problem.goals[goals[0]]) ?? []
      return Plan.TargetOutcome(
        target: target, week: problem.goals[goals[0]].week, threshold: threshold, now: now, isMetNow: isMet,
        forecast: forecastOf(target, goal: problem.goals[goals[0]], missing: summary.median), rivals: rivals,
        group: group(of: target, goals: goals), isPursued: isPursued, probabilityBefore: summary.probability,
        probabilityAfter: summaryAfter?.probability, shortfallBefore: summary.mean,
        shortfallAfter: summaryAfter?.mean, shortfallWhenMissed: summary.meanWhenMissed,
        probabilityAtBestPace: Shortfall(atBestPace, goals).probability)
    }
  }

  /// A target for units of which there is none: it is met.
  private func vacuous(_ target: Target) -> Plan.TargetOutcome {
    guard case .group(let group, let points) = target.requirement else {
      preconditionFailure("only a group can be empty")
    }
    let level = (try? UnitSelection.units(of: UnitGroup(group.level), in: history)) ?? []
    let lowest = level.map { UnitSelection.latestTotal(ofUnit: $0, in: history) }.min() ?? points
    return Plan.TargetOutcome(
      target: target, week: target.week ?? specification.weeks, threshold: points, now: lowest,
      isMetNow: true,
      forecast: lowest, rivals: [], group: [], isPursued: true, probabilityBefore: 1, probabilityAfter: 1,
      shortfallBefore: 0, shortfallAfter: 0, shortfallWhenMissed: 0, probabilityAtBestPace: 1)
  }

  /// By how much each goal is missed on every path.
  struct MissedGoals {
    let before: [[Double]]
    /// With the solution, errors of its initiatives' effects included.
    let after: [[Double]]?
    let atBestPace: [[Double]]

    init(_ problem: PlanProblem, _ solution: PlanProblem.Solution?) {
      let needs = problem.needs
      before = problem.shortfalls(problem.noLifts, needs: needs)
      atBestPace = problem.shortfalls(problem.greatestLifts(.familiar), needs: needs)
      after = solution.map { solution in
        guard let choice = solution.choice else { return problem.shortfalls(solution.lifts, needs: needs) }
        let shaken = problem.shaken(by: choice)
        return shaken.shortfalls(solution.lifts, needs: shaken.needs)
      }
    }
  }

  /// What is missing for all goals of a target to hold.
  private struct Shortfall {
    let probability: Double
    let mean: Double
    let meanWhenMissed: Double
    /// Of the worst of them on every path, below zero where there is something to spare.
    private let worst: [Double]
    /// The median of the worst.
    var median: Double { PredictiveDistribution(samples: worst).median }

    init(_ shortfalls: [[Double]], _ goals: [Int]) {
      let count = shortfalls[goals[0]].count
      var worst = shortfalls[goals[0]]
      for goal in goals.dropFirst() {
        for path in 0..<count where shortfalls[goal][path] > worst[path] {
          worst[path] = shortfalls[goal][path]
        }
      }
      var (met, sum) = (0, 0.0)
      for missing in worst {
        if missing <= PlanProblem.tolerance { met += 1 } else { sum += missing }
      }
      probability = Double(met) / Double(count)
      mean = sum / Double(count)
      meanWhenMissed = met == count ? 0 : sum / Double(count - met)
      self.worst = worst
    }
  }

  private func standing(of target: Target, goals: [Int]) -> (threshold: Double, now: Double, isMet: Bool) {
    let goal = problem.goals[goals[0]]
    let block = problem.blocks[goal.block]
    let slack = PlanProblem.tolerance
    switch goal.kind {
    case .total(let points):
      let lowest = goals.map { problem.blocks[problem.goals[$0].block].score }.min() ?? 0
      return (points, lowest, lowest >= points - slack)
    case .part(let part, let points):
      return (points, block.parts[part].score, block.parts[part].score >= points - slack)
    case .lead(let margin, let over):
      let lead = block.score - (problem.groups[over].members.map(\.score).max() ?? 0)
      return (margin, lead, lead >= margin - slack)
    case .rank(let rank, let among):
      let ahead = problem.groups[among].members.count { $0.score > block.score + slack }
      return (Double(rank), Double(ahead + 1), ahead < rank)
    }
  }

  /// The median forecast of the number that a target is about.
  private func forecastOf(_ target: Target, goal: PlanProblem.Goal, missing: Double) -> Double {
    guard case .rank(_, let among) = goal.kind else { return goal.threshold - missing }
    let totals = problem.totals(of: goal.block, week: goal.week)
    let rivals = problem.groups[among].members.map { $0.paths[goal.week]! }
    let ranks = totals.indices.map { path in
      Double(1 + rivals.count { $0[path] > totals[path] + PlanProblem.tolerance })
    }
    return PredictiveDistribution(samples: ranks).median.rounded()
  }

  private func rivals(of goal: PlanProblem.Goal) -> [Int]? {
    switch goal.kind {
    case .lead(_, let group), .rank(_, let group): problem.groups[group].ranked(week: goal.week).map(\.unit)
    default: nil
    }
  }

  private func group(of target: Target, goals: [Int]) -> [Int] {
    guard case .group = target.requirement else { return [] }
    return goals.map { problem.blocks[problem.goals[$0].block].unit }
  }

  /// The lift of the unit's total that its last deadline needs, at several chances.
  func requiredLifts(_ pursued: PlanProblem) -> [Plan.RequiredLift] {
    guard let own = ownBlock, let week = problem.deadlines[own].last else { return [] }
    let needs = pursued.needs
    return Set([0.5, 0.8, 0.9, confidence]).sorted().map { chance in
      Plan.RequiredLift(
        chance: chance,
        lift: pursued.requiredTotalLift(block: own, week: week, confidence: chance, needs: needs))
    }
  }

  // MARK: Components

  func componentPlans(
    of block: Int, course: [[Double]]?, solution: PlanProblem.Solution?
  ) -> [Plan.ComponentPlan] {
    let program = problem.liftProgram(of: block, limits: .possible)
    let price = solution?.prices[block].reduce(0, +) ?? 0
    return problem.blocks[block].parts.enumerated().map { position, part in
      let path = course.map { course in
        zip(part.medians, course).map { min($0 + $1[position], part.maximum) }
      }
      let lifts = solution?.lifts[block][position] ?? []
      let item = program.items[position]
      // Without a limit of its own a component outpaces its past where some deadline asks for more than was ever seen.
      let ownLifts = solution?.choice.map { choice in
        problem.deadlines[block].map { problem.leverCourse(of: block, choice)[$0 - 1][position] }
      }
      let isBeyondPace =
        part.lever.pace == nil
        && zip(problem.deadlines[block], ownLifts ?? lifts).contains { week, lift in
          lift > part.familiarLift(week: week) + 1e-6
        }
      return Plan.ComponentPlan(
        indicator: part.indicator, score: part.score, maximum: part.maximum,
        baseline: part.medians[problem.weeks - 1], required: path?.last, path: path ?? [],
        pastGains: part.pastGains[problem.weeks - 1], lever: part.lever,
        marginalEffort: solution?.choice != nil
          ? nil
          : lifts.last.map { lift in
            lift < (item.upper.last ?? 0) - PlanProblem.tolerance
              ? item.curves[item.curves.count - 1].marginalEffort(at: lift) : .infinity
          },
        value: solution?.choice != nil
          ? nil
          : lifts.last.map { lift in
            value(
              position, lift: lift, lifts: solution!.lifts[block].map { $0.last ?? 0 }, program, price: price)
          },
        isBeyondPace: isBeyondPace)
    }
  }

  /// What a point that came by itself would save: first at the price of the sum, then less and less, until no other
  /// component is lifted any more or its own headroom is used up.
  private func value(
    _ position: Int, lift: Double, lifts: [Double], _ program: LiftProgram, price: Double
  ) -> Plan.PointValue {
    guard let curve = program.items[position].curves.last else {
      return Plan.PointValue(first: 0, last: 0, upTo: 0)
    }
    let room = max(curve.length - lift, 0)
    let asked = lifts.reduce(0, +)
    let worth = min(room, asked)
    guard worth > PlanProblem.tolerance else { return Plan.PointValue(first: 0, last: 0, upTo: 0) }
    let remaining = ConvexAllocation(
      required: asked - worth,
      items: zip(program.items, lifts).map { item, lift in
        ConvexAllocation.Item(item.curves[item.curves.count - 1], upper: max(item.upper.last ?? 0, lift))
      })
    return Plan.PointValue(first: price, last: min(remaining?.shadowPrice ?? 0, price), upTo: worth)
  }

  /// The totals to reach: what the scores to reach add up to.
  func plannedTotals(_ courses: [[[Double]]]?) -> [Double] {
    guard let own = ownBlock, let course = courses?[own] else { return [] }
    let block = problem.blocks[own]
    return course.enumerated().map { step, lifts in
      let sum = zip(block.parts, lifts).reduce(block.discrepancy) { sum, item in
        sum + min(item.0.medians[step] + item.1, item.0.maximum)
      }
      return min(max(sum, 0), block.maximum)
    }
  }

  // MARK: Units

  /// The units of groups, in the order of the history.
  func unitPlans(
    _ components: [[Plan.ComponentPlan]], _ missed: MissedGoals
  ) -> [Plan.UnitPlan] {
    let grouped = Set(
      problem.goals.filter { goal in
        if case .group = specification.targets[goal.target].requirement { true } else { false }
      }.map(\.block))
    guard !grouped.isEmpty else { return [] }
    return grouped.sorted { problem.blocks[$0].unit < problem.blocks[$1].unit }.map { position in
      let block = problem.blocks[position]
      let goals = problem.goals.indices.filter { problem.goals[$0].block == position }
      let week = problem.deadlines[position].last!
      let required = components[position].map(\.required)
      return Plan.UnitPlan(
        unit: block.unit, week: week, score: block.score,
        baseline: forecast.entry(unit: block.unit, indicator: .total)!.distributions[week - 1].median,
        required: required.contains(nil)
          ? nil : min(required.reduce(block.discrepancy) { $0 + $1! }, block.maximum),
        probabilityBefore: Shortfall(missed.before, goals).probability,
        probabilityAfter: missed.after.map { Shortfall($0, goals).probability },
        components: components[position])
    }
  }
}

extension PlanProblem {
  /// Lifts of a block's parts at every week: those of its deadlines, and between them a straight line that starts after
  /// the lead time, as far as it is possible by then; after the last deadline they stay.
  func course(of block: Int, _ solution: Solution) -> [[Double]] {
    if let choice = solution.choice { return course(of: block, choice) }
    let courses = zip(blocks[block].parts, solution.lifts[block]).map { part, lifts in
      course(of: part, lifts: lifts, deadlines: deadlines[block])
    }
    return (1...weeks).map { week in courses.map { $0[week - 1] } }
  }

  private func course(of part: Part, lifts: [Double], deadlines: [Int]) -> [Double] {
    var course: [Double] = []
    for week in 1...weeks {
      guard let later = deadlines.firstIndex(where: { $0 >= week }) else {
        course.append(lifts.last ?? 0)
        continue
      }
      guard deadlines[later] > week else {
        course.append(lifts[later])
        continue
      }
      let earlier = later > 0 ? (deadlines[later - 1], lifts[later - 1]) : (0, 0)
      let from = max(earlier.0, min(part.lever.leadTime, deadlines[later]))
      let share = week > from ? Double(week - from) / Double(deadlines[later] - from) : 0
      let straight = earlier.1 + share * (lifts[later] - earlier.1)
      // The forecast itself does not move in a straight line, and nears its maximum.
      course.append(max(course.last ?? 0, min(straight, part.possibleLift(week: week))))
    }
    return course
  }
}

extension PlanInquiry {
  /// The initiatives that a solution chose, by start, and of one start in the order of the catalogue.
  func scheduled(_ solution: PlanProblem.Solution?) -> [Plan.ScheduledInitiative] {
    zip(problem.actions, solution?.choice?.starts ?? []).compactMap { action, start in
      start.map { Plan.ScheduledInitiative(initiative: action.initiative, start: $0) }
    }.enumerated().sorted { ($0.element.start, $0.offset) < ($1.element.start, $1.offset) }.map(\.element)
  }
}
