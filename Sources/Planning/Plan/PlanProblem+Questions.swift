import Scorecard

/// Questions beside the plan: which wishes have room, what other chances take.
extension PlanProblem {
  /// The wishes, by the position of their target, that can be met together with all that must hold at paces seen so far:
  /// of all such sets that with the greatest sum of weights, and of equal ones that of the earliest targets.
  ///
  /// - Complexity: One evaluation per set, all sets of up to ``mostWishes``; beyond, the greatest weights are tried one
  ///   after the other.
  func feasibleWishes(confidence: Double) throws(PlanError) -> Set<Int> {
    var weights: [Int: Double] = [:]
    for goal in goals { if case .wish(let weight) = goal.importance { weights[goal.target] = weight } }
    guard !weights.isEmpty else { return [] }
    func isFeasible(_ wishes: Set<Int>) throws(PlanError) -> Bool {
      try pursuing(wishes: wishes).hasSolution(confidence: confidence, limits: .familiar)
    }
    guard try isFeasible([]) else { return [] }
    let order = weights.keys.sorted { (-weights[$0]!, $0) < (-weights[$1]!, $1) }
    guard order.count <= Self.mostWishes else {
      var kept: Set<Int> = []
      for wish in order where try isFeasible(kept.union([wish])) { kept.insert(wish) }
      return kept
    }
    let sets = (0..<(1 << order.count)).map { bits in
      order.indices.filter { bits & (1 << $0) != 0 }.map { order[$0] }
    }
    let heaviest = sets.sorted { one, other in
      let sums = (one.reduce(0) { $0 + weights[$1]! }, other.reduce(0) { $0 + weights[$1]! })
      return sums.0 != sums.1 ? sums.0 > sums.1 : one.lexicographicallyPrecedes(other)
    }
    for wishes in heaviest where try isFeasible(Set(wishes)) { return Set(wishes) }
    return []
  }

  private static let mostWishes = 6

  /// Chances of success that people ask for.
  static let commonChances = [0.5, 0.6, 0.7, 0.8, 0.9, 0.95]

  /// What several chances take, at most up to what is possible; ascending, and none that takes as much as a greater one.
  func frontier(chances: [Double] = commonChances) throws(PlanError) -> [Plan.FrontierPoint] {
    let needs = needs
    let columns = columns(needs)
    var points: [Plan.FrontierPoint] = []
    for chance in chances.sorted() {
      let solution =
        isDiscrete
        ? try bestSolution(confidence: chance, limits: .possible)
        : solve(confidence: chance, limits: .possible, needs: needs, columns: columns, boxes: 0)
      guard let solution else { break }
      let isWithinPace = blocks.indices.allSatisfy { block in
        zip(leverLifts(of: block, solution), liftProgram(of: block, limits: .familiar).items).allSatisfy {
          lifts, item in
          zip(lifts, item.upper).allSatisfy { $0 <= $1 + 1e-6 }
        }
      }
      let point = Plan.FrontierPoint(
        chance: solution.evaluation.joint,
        lift: solution.lifts.reduce(0) { $0 + $1.reduce(0) { $0 + ($1.last ?? 0) } },
        effort: solution.effort, isWithinPace: isWithinPace)
      points.removeAll { $0.effort >= point.effort - 1e-9 && $0.chance <= point.chance }
      if points.last.map({ point.chance > $0.chance }) ?? true { points.append(point) }
    }
    return points
  }

  /// What levers alone lift, by part and deadline.
  private func leverLifts(of block: Int, _ solution: Solution) -> [[Double]] {
    guard let choice = solution.choice else { return solution.lifts[block] }
    let course = leverCourse(of: block, choice)
    return blocks[block].parts.indices.map { part in deadlines[block].map { course[$0 - 1][part] } }
  }
}
