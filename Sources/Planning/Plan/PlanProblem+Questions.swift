import Scorecard

/// Questions beside the plan: which wishes have room, what other chances take.
extension PlanProblem {
  /// The wishes, by the position of their target, that can be met together with all that must hold at paces seen so far:
  /// of all such sets that with the greatest sum of weights, and of equal ones that of the earliest targets.
  ///
  /// - Complexity: One evaluation per set, all sets of up to ``mostWishes``; beyond, the greatest weights are tried one
  ///   after the other.
  func feasibleWishes(confidence: Double) -> Set<Int> {
    var weights: [Int: Double] = [:]
    for goal in goals { if case .wish(let weight) = goal.importance { weights[goal.target] = weight } }
    guard !weights.isEmpty else { return [] }
    func isFeasible(_ wishes: Set<Int>) -> Bool {
      pursuing(wishes: wishes).isFeasible(confidence: confidence, limits: .familiar)
    }
    guard isFeasible([]) else { return [] }
    let order = weights.keys.sorted { (-weights[$0]!, $0) < (-weights[$1]!, $1) }
    guard order.count <= Self.mostWishes else {
      return order.reduce(into: Set<Int>()) { kept, wish in
        if isFeasible(kept.union([wish])) { kept.insert(wish) }
      }
    }
    let sets = (0..<(1 << order.count)).map { bits in
      order.indices.filter { bits & (1 << $0) != 0 }.map { order[$0] }
    }
    let heaviest = sets.sorted { one, other in
      let sums = (one.reduce(0) { $0 + weights[$1]! }, other.reduce(0) { $0 + weights[$1]! })
      return sums.0 != sums.1 ? sums.0 > sums.1 : one.lexicographicallyPrecedes(other)
    }
    return Set(heaviest.first { isFeasible(Set($0)) } ?? [])
  }

  private static let mostWishes = 6

  /// Chances of success that people ask for.
  static let commonChances = [0.5, 0.6, 0.7, 0.8, 0.9, 0.95]

  /// What several chances take, at most up to what is possible; ascending, and none that takes as much as a greater one.
  func frontier(chances: [Double] = commonChances) -> [Plan.FrontierPoint] {
    let needs = needs
    let columns = columns(needs)
    var points: [Plan.FrontierPoint] = []
    for chance in chances.sorted() {
      guard let solution = solve(confidence: chance, limits: .possible, needs: needs, columns: columns, boxes: 0) else {
        break
      }
      let isWithinPace = blocks.indices.allSatisfy { block in
        zip(solution.lifts[block], liftProgram(of: block, limits: .familiar).items).allSatisfy {
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
}
