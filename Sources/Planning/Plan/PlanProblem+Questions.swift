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
  /// The same where every answer takes long: with many units, or things done in whole.
  static let fewChances = [0.5, 0.8, 0.95]
  private static let manyBlocks = 12
  /// Proof enough for a point of a curve.
  private static let frontierBoxes = 60

  /// What several chances take, at paces seen so far where that is enough; ascending, and none that takes as much as a
  /// greater one.
  func frontier(chances asked: [Double]? = nil) throws(PlanError) -> [Plan.FrontierPoint] {
    let needs = needs
    let required = Requirements(self, needs: needs)
    func solution(_ chance: Double, _ limits: Limits) throws(PlanError) -> Solution? {
      if isDiscrete { return try quickSolution(confidence: chance, limits: limits) }
      return solve(
        confidence: chance, limits: limits, needs: needs, requirements: required, boxes: Self.frontierBoxes)
    }
    var points: [Plan.FrontierPoint] = []
    let isSlow = isDiscrete || blocks.count >= Self.manyBlocks
    let chances = asked ?? (isSlow ? Self.fewChances : Self.commonChances)
    for chance in chances.sorted() {
      let familiar = try solution(chance, .familiar)
      var best = familiar
      if best == nil { best = try solution(chance, .possible) }
      guard let best else { break }
      let point = Plan.FrontierPoint(
        chance: chance,
        lift: best.lifts.reduce(0) { $0 + $1.reduce(0) { $0 + ($1.last ?? 0) } },
        effort: best.effort, cost: usesCosts ? cost(of: best) : nil, isWithinPace: familiar != nil)
      points.removeAll { $0.isDominated(by: point) }
      points.append(point)
    }
    return points
  }

  /// What the initiatives of a solution cost, and its lifts at the stated costs; components without a stated cost cost
  /// nothing.
  func cost(of solution: Solution) -> Double {
    let chosen = zip(actions, solution.choice?.starts ?? []).reduce(0) {
      $1.1 == nil ? $0 : $0 + $1.0.initiative.cost
    }
    return blocks.indices.reduce(chosen) { sum, block in
      let last = solution.choice.flatMap { leverCourse(of: block, $0).last }
      return blocks[block].parts.indices.reduce(sum) { sum, part in
        let lift = last?[part] ?? solution.lifts[block][part].last ?? 0
        return sum + (blocks[block].parts[part].lever.cost?.cost(of: lift) ?? 0)
      }
    }
  }
}
