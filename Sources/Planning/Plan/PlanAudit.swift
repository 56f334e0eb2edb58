import NumericCore
import Scorecard

/// Checks a plan from the inputs and the scores to reach alone: it shares no code with what solves, and asks nothing of
/// it but the plan.
struct PlanAudit {
  let inquiry: PlanInquiry
  /// The wishes that the plan pursues.
  let wishes: Set<Int>
  /// On the plan's own sample paths and on as many fresh ones.
  private let (own, fresh): (AuditedPaths, AuditedPaths)

  init(inquiry: PlanInquiry, wishes: Set<Int>) {
    self.inquiry = inquiry
    self.wishes = wishes
    own = AuditedPaths(inquiry.forecast, inquiry)
    fresh = AuditedPaths(inquiry.forecast.resampled(seed: inquiry.planner.seed ^ Self.freshSeed), inquiry)
  }

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
    let probability = probability(on: own, courses: courses, starts: starts)
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
      violations: violations, probability: probability,
      freshProbability: self.probability(on: fresh, courses: courses, starts: starts), effort: effort,
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

  /// The share of sample paths on which every target that is pursued holds after the lifts.
  private func probability(on paths: AuditedPaths, courses: [[[Double]]], starts: [Int?]) -> Double {
    var holds = [Bool](repeating: true, count: paths.count)
    let scores = AuditedScores(inquiry.problem, paths, courses: courses, starts: starts)
    for (position, target) in specification.targets.enumerated() {
      if case .wish = target.importance, !wishes.contains(position) { continue }
      let week = target.week ?? specification.weeks
      func keep(_ condition: (Int) -> Bool) {
        for path in holds.indices where !condition(path) { holds[path] = false }
      }
      let slack = 1e-8
      func block(_ unit: Int) -> Int { inquiry.problem.blocks.firstIndex { $0.unit == unit }! }
      switch target.requirement {
      case .total(let points):
        let totals = scores.totals(of: block(inquiry.unit!), week: week)
        keep { totals[$0] >= points - slack }
      case .lead(let margin, let over):
        let totals = scores.totals(of: block(inquiry.unit!), week: week)
        for rival in rivals(over) {
          let rival = paths.totals(ofRival: rival, week: week)
          keep { totals[$0] - rival[$0] >= margin - slack }
        }
      case .rank(let rank, let among):
        let totals = scores.totals(of: block(inquiry.unit!), week: week)
        var ahead = [Int](repeating: 0, count: holds.count)
        for rival in rivals(among) {
          let rival = paths.totals(ofRival: rival, week: week)
          for path in ahead.indices where rival[path] > totals[path] + slack { ahead[path] += 1 }
        }
        keep { ahead[$0] < rank }
      case .component(let name, _), .componentShare(let name, _), .componentGain(let name, _):
        let own = block(inquiry.unit!)
        let parts = inquiry.problem.blocks[own].parts
        let part = parts.firstIndex { $0.indicator == inquiry.index.indicator(named: name) }!
        let reached = scores.scores(of: own, part: part, week: week)
        let least: Double =
          switch target.requirement {
          case .componentGain(_, let gain): parts[part].score + gain
          case .component(_, let points): points
          case .componentShare(_, let share): share * parts[part].maximum
          default: 0
          }
        keep { reached[$0] >= least - slack }
      case .group(let group, let points):
        let units = (try? UnitSelection.units(of: group, in: inquiry.history)) ?? []
        let missed = units.map(block).concurrentMap {
          scores.totals(of: $0, week: week).map { $0 < points - slack }
        }
        for missed in missed { keep { !missed[$0] } }
      }
    }
    return Double(holds.count { $0 }) / Double(holds.count)
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
