import Scorecard

/// How far parts may be lifted, and what that takes.
extension PlanProblem {
  /// What limits lifts.
  enum Limits: Sendable, Hashable {
    /// The paces seen so far.
    case familiar
    /// The maxima, the stated paces and the locks.
    case possible
    /// The paces seen so far, but for some parts of one block.
    case familiarExcept(Set<Int>, block: Int)
  }

  /// The effort problem of a block under limits.
  func liftProgram(of block: Int, limits: Limits) -> LiftProgram {
    let deadlines = deadlines[block]
    let items = blocks[block].parts.enumerated().map { position, part in
      // What is lifted stays, so it must be possible by every later deadline as well.
      var upper = deadlines.map {
        part.greatestLift(week: $0, limits: limits, position: position, block: block)
      }
      for deadline in upper.indices.dropLast().reversed() {
        upper[deadline] = min(upper[deadline], upper[deadline + 1])
      }
      let last = deadlines.last ?? weeks
      var lower = deadlines.map { _ in 0.0 }
      if let floor = part.lever.floor, !lower.isEmpty {
        lower[lower.count - 1] = min(max(floor - part.medians[last - 1], 0), part.headroom(week: last))
      }
      let curves = zip(deadlines, upper).map { week, upper in
        part.curve(week: week, usesCosts: usesCosts, reach: upper)
          .scaled(by: week == last || !usesCosts ? 1 : Self.hasteWeight)
      }
      return LiftProgram.Item(curves: curves, upper: upper, lower: lower)
    }
    return LiftProgram(deadlines: deadlines, items: items)
  }

  /// Costs are paid once, for what is there in the end; what an earlier deadline takes counts only so far that it is not
  /// met in haste for nothing.
  static let hasteWeight = 0.1
}

extension PlanProblem.Part {
  /// What is left to the maximum above the forecast.
  func headroom(week: Int) -> Double { max(maximum - medians[week - 1], 0) }

  /// The gain beyond which no more is worth anything: initiatives can bring more than the headroom of the median, which
  /// counts on paths that lie below it. What it loses on the others is part of what they need.
  func room(week: Int, brought: Double, lifted: Double) -> Double {
    let headroom = max(headroom(week: week), lifted)
    guard lifted + brought > headroom, let lowest = paths[week]?.min() else { return headroom }
    return max(headroom, maximum - lowest)
  }

  /// The greatest lift by a week: headroom, the lead time, and the pace that was stated.
  func possibleLift(week: Int) -> Double {
    if lever.isLocked || !isFree || week <= lever.leadTime { return 0 }
    let headroom = headroom(week: week)
    guard let pace = lever.pace else { return headroom }
    // Before the lead time is over the part follows its forecast.
    let start = lever.leadTime == 0 ? score : medians[lever.leadTime - 1]
    return min(headroom, max(start + pace * Double(week - lever.leadTime) - medians[week - 1], 0))
  }

  /// The lift that needs no faster pace than one that was seen, or that was stated.
  func familiarLift(week: Int) -> Double {
    if lever.pace != nil || week <= lever.leadTime { return possibleLift(week: week) }
    let span = week - lever.leadTime
    let growth = medians[week - 1] - (lever.leadTime == 0 ? score : medians[lever.leadTime - 1])
    return min(max(pastGains[span - 1].best - growth, 0), possibleLift(week: week))
  }

  func greatestLift(
    week: Int, limits: PlanProblem.Limits, position: Int, block: Int
  ) -> Double {
    switch limits {
    case .familiar: familiarLift(week: week)
    case .possible: possibleLift(week: week)
    case .familiarExcept(let free, let freeBlock):
      block == freeBlock && free.contains(position) ? possibleLift(week: week) : familiarLift(week: week)
    }
  }

  /// The effort of lifts by a week, up to a greatest one; where costs are stated for some components only, the others
  /// count 1 a point.
  func curve(week: Int, usesCosts: Bool, reach: Double) -> EffortCurve {
    let (familiar, headroom) = (familiarLift(week: week), headroom(week: week))
    return usesCosts
      ? EffortCurve(cost: lever.cost ?? 1, familiar: familiar, headroom: headroom, reach: reach)
      : EffortCurve(familiar: familiar, headroom: headroom).extended(to: reach)
  }

  /// The gain over the latest score that a lift means.
  func gain(week: Int, lift: Double) -> Double { medians[week - 1] + lift - score }
}
