/// What lifts must sum to for all goals to hold on a path, maxima included.
///
/// After lifts x the total of a block on path p is Σᵢ min(vᵢ(p) + xᵢ, Mᵢ), so with rooms rᵢ(p) = Mᵢ − vᵢ(p) and n(p) what
/// the total lacks without any lift, a goal on it holds if and only if
///
/// ```
/// Σᵢ∈T xᵢ ≥ n(p) − Σᵢ∉T rᵢ(p)   for every set T of parts
/// ```
///
/// since the minimum over T of both sides' difference takes of each part the lesser of its lift and its room. Every T is
/// a column with a need per path. There are many, but few matter: the first is that of all parts, and where lifts fail
/// although they reach all columns, the parts that are not full make the T that is missing.
struct RequiredLifts: Sendable {
  /// What a block's total, or one of its parts, must gain by a deadline.
  struct Requirement: Sendable {
    let block: Int
    let part: Int?
    let deadline: Int
    /// What is missing without any lift, by path; infinite where no lift helps.
    let missing: [Double]
    /// Up to its maximum, by part and path; empty for a requirement of one part.
    let rooms: [[Double]]
    /// The least room of each part.
    let leastRooms: [Double]
  }

  /// A column: a requirement and the parts whose lifts are summed.
  struct Sum: Sendable, Hashable {
    let requirement: Int
    let parts: [Int]
  }

  let requirements: [Requirement]
  let pathCount: Int
  /// One per column; at first one per requirement.
  private(set) var sums: [Sum]

  init(_ requirements: [Requirement], of problem: PlanProblem) {
    self.requirements = requirements
    pathCount = problem.pathCount
    sums = requirements.enumerated().map { position, requirement in
      Sum(
        requirement: position,
        parts: requirement.part.map { [$0] } ?? Array(problem.blocks[requirement.block].parts.indices))
    }
  }

  /// The requirement of a column.
  func requirement(_ column: Int) -> Requirement { requirements[sums[column].requirement] }

  /// What lifts come to, by column.
  func reached(_ lifts: PlanProblem.Lifts) -> [Double] {
    sums.map { sum in
      let requirement = requirements[sum.requirement]
      return sum.parts.reduce(0) { $0 + lifts[requirement.block][$1][requirement.deadline] }
    }
  }

  /// Whether some goal is missed, by path.
  func missed(_ lifts: PlanProblem.Lifts) -> [Bool] {
    var missed = [Bool](repeating: false, count: pathCount)
    for requirement in requirements {
      let own = lifts[requirement.block].map { $0[requirement.deadline] }
      var whole = requirement.part.map { own[$0] } ?? 0
      var cut: [Int] = []
      for (part, rooms) in requirement.leastRooms.enumerated() {
        if own[part] <= rooms { whole += own[part] } else { cut.append(part) }
      }
      let most = whole + PlanProblem.tolerance
      for path in missed.indices where !missed[path] {
        var sum = most
        for part in cut { sum += min(own[part], requirement.rooms[part][path]) }
        missed[path] = requirement.missing[path] > sum
      }
    }
    return missed
  }

  /// Columns that tell why lifts fail on paths where they reach all columns, those of most paths first.
  mutating func further(_ needed: PlanProblem.Lifts, missed: [Int], atMost count: Int) -> [PathColumn] {
    let known = Set(sums)
    var paths: [Sum: Int] = [:]
    for (position, requirement) in requirements.enumerated() where requirement.part == nil {
      let lifts = needed[requirement.block].map { $0[requirement.deadline] }
      guard zip(lifts, requirement.leastRooms).contains(where: { $0 > $1 }) else { continue }
      for path in missed {
        let sum = lifts.indices.reduce(0) { $0 + min(lifts[$1], requirement.rooms[$1][path]) }
        guard requirement.missing[path] > sum + PlanProblem.tolerance else { continue }
        let parts = lifts.indices.filter { lifts[$0] <= requirement.rooms[$0][path] }
        // Where all are full nothing is left that could help.
        guard !parts.isEmpty else { continue }
        let key = Sum(requirement: position, parts: parts)
        if !known.contains(key) { paths[key, default: 0] += 1 }
      }
    }
    let most = paths.sorted { one, other in
      if one.value != other.value { return one.value > other.value }
      return one.key.requirement != other.key.requirement
        ? one.key.requirement < other.key.requirement
        : one.key.parts.lexicographicallyPrecedes(other.key.parts)
    }
    return most.prefix(count).map { key, _ in
      sums.append(key)
      return column(key)
    }
  }

  private func column(_ key: Sum) -> PathColumn {
    let requirement = requirements[key.requirement]
    var needs = requirement.missing
    for (part, rooms) in requirement.rooms.enumerated() where !key.parts.contains(part) {
      for path in needs.indices { needs[path] -= rooms[path] }
    }
    return PathColumn(needs.map { max($0, 0) })
  }
}

extension PlanProblem {
  /// What the goals require, with maxima: of each block's total by a week, and of single parts; the worst goal counts.
  func requirements(_ needs: PathNeeds) -> [RequiredLifts.Requirement] {
    var positions: [[Int]: [Int]] = [:]
    for (position, goal) in goals.enumerated() {
      positions[[goal.block, goal.week, goal.part ?? -1], default: []].append(position)
    }
    return positions.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { key, positions in
      let (block, week) = (blocks[key[0]], key[1])
      let part = key[2] < 0 ? nil : key[2]
      var worst = needs.missing[positions[0]]
      for position in positions.dropFirst() {
        for (path, missing) in needs.missing[position].enumerated() {
          worst[path] = max(worst[path], missing)
        }
      }
      // What lies above the maximum is out of reach.
      let maximum = part.map { block.parts[$0].maximum } ?? block.maximum
      let values = part.map { block.parts[$0].paths[week]! } ?? needs.totals[key[0]]![week]!
      for path in worst.indices where worst[path] + values[path] > maximum + Self.tolerance {
        worst[path] = .infinity
      }
      let rooms =
        part != nil
        ? [] : block.parts.map { part in part.paths[week]!.map { max(part.maximum - $0, 0) } }
      return RequiredLifts.Requirement(
        block: key[0], part: part, deadline: deadlines[key[0]].firstIndex(of: week)!, missing: worst,
        rooms: rooms, leastRooms: rooms.map { $0.min() ?? 0 })
    }
  }
}
