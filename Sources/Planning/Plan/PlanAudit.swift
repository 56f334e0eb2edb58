import NumericCore
import Scorecard

/// Checks a plan from the inputs and the scores to reach alone: it shares no code with what solves, and asks nothing of
/// it but the plan.
struct PlanAudit {
  let inquiry: PlanInquiry
  /// The wishes that the plan pursues.
  let wishes: Set<Int>

  /// What rounding may add up to.
  private static let slack = 1e-6
  /// Fresh paths come from another stream of random numbers than the plan's.
  private static let freshSeed: UInt64 = 0x5EED_0F_F4E5
  private var specification: PlanSpecification { inquiry.specification }

  /// - Parameters:
  ///   - solution: What was found; its stated figures are held against those counted here.
  ///   - courses: Lifts of every block by week and part.
  func certificate(_ solution: PlanProblem.Solution, courses: [[[Double]]]) -> PlanCertificate {
    var violations: [PlanCertificate.Violation] = []
    // Initiatives reach beyond what levers may.
    let levers =
      solution.choice.map { choice in
        inquiry.problem.blocks.indices.map { inquiry.problem.leverCourse(of: $0, choice) }
      } ?? courses
    for (position, block) in inquiry.problem.blocks.enumerated() {
      violations += limits(block, levers[position]) + floors(block, courses[position])
    }
    let starts = solution.choice?.starts ?? []
    let probability = probability(on: inquiry.forecast, courses: courses, starts: starts)
    let fresh = self.probability(
      on: inquiry.forecast.resampled(seed: inquiry.planner.seed ^ Self.freshSeed), courses: courses,
      starts: starts)
    if abs(probability - solution.evaluation.joint) > 0.5 / Double(inquiry.forecast.pathCount) {
      violations.append(.probability(stated: solution.evaluation.joint, counted: probability))
    }
    if probability < specification.confidence - Self.slack {
      violations.append(.tooUnlikely(counted: probability))
    }
    var effort = inquiry.problem.blocks.indices.reduce(0) { sum, block in
      let weeks = inquiry.problem.deadlines[block]
      if solution.choice != nil {
        return sum
          + weeks.suffix(1).reduce(0) { $0 + self.effort(of: block, week: $1, levers[block][$1 - 1]) }
      }
      return weeks.enumerated().reduce(sum) { sum, deadline in
        let lifts = solution.needed[block].map { $0[deadline.offset] }
        // More may be there than is needed, but no less.
        for (part, lift) in lifts.enumerated()
        where courses[block][deadline.element - 1][part] < lift - Self.slack {
          violations.append(.effort(stated: lift, counted: courses[block][deadline.element - 1][part]))
        }
        let weight =
          inquiry.problem.usesCosts && deadline.element != weeks.last ? PlanProblem.hasteWeight : 1
        return sum + weight * self.effort(of: block, week: deadline.element, lifts)
      }
    }
    if let choice = solution.choice {
      for (initiative, start) in zip(specification.initiatives, starts) where start != nil {
        effort += initiative.cost
      }
      let broken = ActionPlanAudit(choice.program, choice.plan).violations
      if !broken.isEmpty { violations.append(.initiatives(excess: broken.reduce(0) { max($0, $1.amount) })) }
    }
    if abs(effort - solution.effort) > Self.slack * max(effort, 1) {
      violations.append(.effort(stated: solution.effort, counted: effort))
    }
    return PlanCertificate(
      violations: violations, probability: probability, freshProbability: fresh, effort: effort,
      bound: solution.bound)
  }

  // MARK: Limits

  private func limits(_ block: PlanProblem.Block, _ course: [[Double]]) -> [PlanCertificate.Violation] {
    var violations: [PlanCertificate.Violation] = []
    for (position, part) in block.parts.enumerated() {
      let lifts = course.map { $0[position] }
      let scores = zip(part.medians, lifts).map(+)
      for (step, score) in scores.enumerated() {
        let week = step + 1
        let before = step > 0 ? lifts[step - 1] : 0
        // What was lifted stays, even where the forecast itself comes near the maximum.
        if score > part.maximum + Self.slack, lifts[step] > before + Self.slack {
          violations.append(.aboveMaximum(unit: block.unit, part.indicator, week: week, score: score))
        }
        if lifts[step] > Self.slack, part.lever.isLocked || week <= part.lever.leadTime {
          violations.append(.locked(unit: block.unit, part.indicator, week: week, lift: lifts[step]))
        }
        if let pace = part.lever.pace, lifts[step] > before + Self.slack {
          let start = part.lever.leadTime > 0 ? part.medians[part.lever.leadTime - 1] : part.score
          let allowed = pace * Double(week - part.lever.leadTime)
          if score - start > allowed + Self.slack {
            violations.append(
              .pace(unit: block.unit, part.indicator, week: week, gain: score - start, allowed: allowed))
          }
        }
      }
    }
    return violations
  }

  /// Floors are reached by levers and initiatives together.
  private func floors(_ block: PlanProblem.Block, _ course: [[Double]]) -> [PlanCertificate.Violation] {
    let asksSomething = inquiry.problem.goals.contains {
      inquiry.problem.blocks[$0.block].unit == block.unit
    }
    guard asksSomething, let lifts = course.last else { return [] }
    return zip(block.parts, lifts).compactMap { part, lift in
      let score = part.medians[course.count - 1] + lift
      guard let floor = part.lever.floor, score < min(floor, part.maximum) - Self.slack else { return nil }
      return .floor(unit: block.unit, part.indicator, score: score)
    }
  }

  // MARK: Probability

  /// The share of a forecast's sample paths on which every target that is pursued holds after the lifts.
  private func probability(on forecast: ScorecardForecast, courses: [[[Double]]], starts: [Int?]) -> Double {
    var holds = [Bool](repeating: true, count: forecast.pathCount)
    var scores: [Int: [Int: [[Double]]]] = [:]
    /// Scores of a unit's parts at the end of a week, on every path.
    func lifted(_ unit: Int, week: Int) -> [[Double]] {
      if let known = scores[unit]?[week] { return known }
      let block = inquiry.problem.blocks.firstIndex { $0.unit == unit }!
      let parts = inquiry.problem.blocks[block].parts
      let found = parts.indices.map { part in
        let paths = forecast.paths(unit: unit, indicator: parts[part].indicator)!
        let errors = errors(of: block, part: part, week: week, starts: starts, forecast)
        return zip(paths.column(week - 1), errors).map { value, error in
          min(value + courses[block][week - 1][part] + error, parts[part].maximum)
        }
      }
      scores[unit, default: [:]][week] = found
      return found
    }
    func total(_ unit: Int, week: Int, path: Int) -> Double {
      let block = inquiry.problem.blocks.first { $0.unit == unit }!
      let sum = lifted(unit, week: week).reduce(block.discrepancy) { $0 + $1[path] }
      return min(sum, block.maximum)
    }
    for (position, target) in specification.targets.enumerated() {
      if case .wish = target.importance, !wishes.contains(position) { continue }
      let week = target.week ?? specification.weeks
      func keep(_ condition: (Int) -> Bool) {
        for path in holds.indices where !condition(path) { holds[path] = false }
      }
      let slack = 1e-8
      switch target.requirement {
      case .total(let points):
        keep { total(inquiry.unit!, week: week, path: $0) >= points - slack }
      case .lead(let margin, let over):
        for rival in rivals(over) {
          let paths = forecast.paths(unit: rival, indicator: .total)!.column(week - 1)
          keep { total(inquiry.unit!, week: week, path: $0) - paths[$0] >= margin - slack }
        }
      case .rank(let rank, let among):
        var ahead = [Int](repeating: 0, count: holds.count)
        for rival in rivals(among) {
          let paths = forecast.paths(unit: rival, indicator: .total)!.column(week - 1)
          for path in ahead.indices
          where paths[path] > total(inquiry.unit!, week: week, path: path) + slack { ahead[path] += 1 }
        }
        keep { ahead[$0] < rank }
      case .component(let name, _), .componentShare(let name, _), .componentGain(let name, _):
        let block = inquiry.problem.blocks.first { $0.unit == inquiry.unit }!
        let part = block.parts.firstIndex { $0.indicator == inquiry.index.indicator(named: name) }!
        let scores = lifted(inquiry.unit!, week: week)[part]
        let least: Double =
          switch target.requirement {
          case .componentGain(_, let gain): block.parts[part].score + gain
          case .component(_, let points): points
          case .componentShare(_, let share): share * block.parts[part].maximum
          default: 0
          }
        keep { scores[$0] >= least - slack }
      case .group(let group, let points):
        for unit in (try? UnitSelection.units(of: group, in: inquiry.history)) ?? [] {
          keep { total(unit, week: week, path: $0) >= points - slack }
        }
      }
    }
    return Double(holds.count { $0 }) / Double(holds.count)
  }

  /// What the effects of initiatives differ by from what is expected of them, on every path.
  private func errors(
    of block: Int, part: Int, week: Int, starts: [Int?], _ forecast: ScorecardForecast
  ) -> [Double] {
    var errors = [Double](repeating: 0, count: forecast.pathCount)
    for (action, start) in zip(inquiry.problem.actions, starts) {
      guard let start else { continue }
      let share = action.initiative.share(endOf: week, start: start)
      for (position, effect) in action.effects.enumerated()
      where effect.block == block && effect.part == part && effect.standardDeviation > 0 && share > 0 {
        let draws = EffectErrors.errors(
          of: action.initiative, effect: position, unit: inquiry.problem.blocks[block].unit,
          count: errors.count,
          seed: forecast.seed)
        for path in errors.indices { errors[path] += share * effect.standardDeviation * draws[path] }
      }
    }
    return errors
  }

  private func rivals(_ rivals: Target.Rivals) -> [Int] {
    (try? UnitSelection.rivals(rivals, of: inquiry.unit!, in: inquiry.history)) ?? []
  }

  // MARK: Effort

  /// The effort of a block's lifts by a week, by the definition of ``EffortCurve``: the slope is linear between its
  /// bends, so a stretch between two counts its middle slope.
  private func effort(of block: Int, week: Int, _ lifts: [Double]) -> Double {
    zip(inquiry.problem.blocks[block].parts, lifts).reduce(0) { sum, entry in
      let (part, lift) = entry
      let headroom = max(part.maximum - part.medians[week - 1], 0)
      let familiar = min(part.familiarLift(week: week), headroom)
      func shape(_ x: Double) -> Double {
        if x > headroom {
          return headroom > familiar ? 6 : inquiry.problem.usesCosts || headroom <= 0 ? 1 : 2
        }
        if x > familiar { return 2 + 4 * (x - familiar) / (headroom - familiar) }
        return inquiry.problem.usesCosts ? 1 : 1 + x / familiar
      }
      let segments =
        inquiry.problem.usesCosts ? (part.lever.cost ?? 1).segments : [CostCurve.Segment(rate: 1)]
      let bends = [0, familiar, headroom, lift] + segments.compactMap(\.upTo)
      let ordered = Set(bends.filter { $0 <= lift }).sorted()
      return sum
        + zip(ordered, ordered.dropFirst()).reduce(0) { sum, ends in
          let middle = (ends.0 + ends.1) / 2
          let rate = segments.first { middle < $0.upTo ?? .infinity }!.rate
          return sum + rate * shape(middle) * (ends.1 - ends.0)
        }
    }
  }
}
