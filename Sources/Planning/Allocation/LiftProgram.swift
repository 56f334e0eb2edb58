/// Which lifts of one unit's components reach given needs with the least effort, and by when.
///
/// ```
/// min Σᵈ Σᵢ fᵢᵈ(xᵢᵈ)   subject to   Σᵢ∈T xᵢᵈ ≥ t  for every need (d, T, t),   lᵢᵈ ≤ xᵢᵈ ≤ uᵢᵈ,
///                                   xᵢᵈ ≤ xᵢᵉ  for deadlines d < e
/// ```
///
/// xᵢᵈ is the lift of component i that is needed by deadline d, and fᵢᵈ its effort: what is a familiar pace over four
/// weeks is none in one, so haste has its price. What was lifted stays. A need is one of the sum of some components:
/// of all of them, of a single one, or of those that have room left where others are full.
///
/// With one need for a sum by each deadline the deadlines are each a ``ConvexAllocation``; where these lifts meet all
/// other needs too, and none falls from a deadline to the next, they are the answer. Else it is that of a
/// ``CoveringProgram`` over all deadlines.
struct LiftProgram: Sendable {
  /// One component.
  struct Item: Sendable {
    /// The effort of the lift by each deadline.
    var curves: [EffortCurve]
    /// The greatest lift by each deadline, ascending.
    var upper: [Double]
    /// What must be there in any case by each deadline.
    var lower: [Double]
  }

  /// What the sum of some items must be by a deadline.
  struct Need: Sendable, Hashable {
    var deadline: Int
    /// Positions of items, ascending, at least one.
    var items: [Int]
    var amount: Double
  }

  struct Solution: Sendable {
    /// The lift of each item that is needed by each deadline.
    var needed: [[Double]]
    /// The lift of each item at each deadline: as needed, or sooner where a steady pace up to the last one is ahead.
    var lifts: [[Double]]
    /// The effort of what is needed.
    var effort: Double
    /// No lifts that meet the needs take less effort.
    var bound: Double
    /// The effort of one more point of each need. Whatever other amounts are asked for, the effort is at least
    /// ``bound`` and what the prices make of the differences.
    var prices: [Double]
  }

  /// Weeks from now, ascending.
  let deadlines: [Int]
  let items: [Item]

  /// Rounding of sums.
  static let slack = 1e-9

  /// The lifts of least effort, `nil` beyond the limits.
  ///
  /// - Complexity: O(deadlines · items · log items) where deadlines part and sums do not overlap; else that of a
  ///   ``CoveringProgram``.
  func solve(_ needs: [Need]) -> Solution? {
    guard var program = apart(needs) else { return nil }
    if !program.isWhole(needs) {
      guard let joint = jointly(needs) else { return nil }
      program = joint
    }
    let needed = items.indices.map { i in program.lifts.map { $0[i] } }
    return Solution(
      needed: needed, lifts: steadied(needed), effort: program.effort, bound: program.bound,
      prices: program.prices)
  }

  /// Less than the effort, or just as much, and quicker: of each deadline alone, with one need for a sum; `nil` beyond
  /// the limits.
  func bound(_ needs: [Need]) -> Double? { apart(needs)?.effort }

  /// Lifts by deadline and item.
  private struct Course {
    var lifts: [[Double]]
    var effort: Double
    var bound: Double
    /// By need.
    var prices: [Double]

    /// Whether all needs are met, and no lift falls.
    func isWhole(_ needs: [Need]) -> Bool {
      needs.allSatisfy { need in
        need.items.reduce(0) { $0 + lifts[need.deadline][$1] } >= need.amount - LiftProgram.slack / 10
      }
        && zip(lifts, lifts.dropFirst()).allSatisfy { zip($0, $1).allSatisfy { $0 <= $1 } }
    }
  }

  /// The effort of lifts by a deadline.
  func effort(_ deadline: Int, _ lifts: [Double]) -> Double {
    zip(items, lifts).reduce(0) { $0 + $1.0.curves[deadline].effort(of: $1.1) }
  }

  /// What must be there by each deadline, floors of earlier ones and needs of single items included; `nil` beyond the
  /// limits. By item and deadline, with the need that asks for most.
  private func least(_ needs: [Need]) -> [[(lift: Double, need: Int?)]]? {
    var least = items.map { item in item.lower.map { (lift: $0, need: Int?.none) } }
    for (position, need) in needs.enumerated() where need.items.count == 1 {
      let i = need.items[0]
      if need.amount > least[i][need.deadline].lift { least[i][need.deadline] = (need.amount, position) }
    }
    for i in items.indices {
      for d in deadlines.indices {
        if d > 0, least[i][d - 1].lift > least[i][d].lift { least[i][d] = least[i][d - 1] }
        guard least[i][d].lift <= items[i].upper[d] + Self.slack else { return nil }
        least[i][d].lift = min(least[i][d].lift, items[i].upper[d])
      }
    }
    return least
  }

  /// Each deadline alone, with that one of its needs for a sum which has the most items.
  private func apart(_ needs: [Need]) -> Course? {
    guard let least = least(needs) else { return nil }
    var course = Course(lifts: [], effort: 0, bound: 0, prices: needs.map { _ in 0 })
    for d in deadlines.indices {
      let sums = needs.indices.filter { needs[$0].deadline == d && needs[$0].items.count > 1 }
      let widest = sums.max { one, other in
        (needs[one].items.count, needs[one].amount, -one)
          < (needs[other].items.count, needs[other].amount, -other)
      }
      var lifts = least.map { $0[d].lift }
      var price = 0.0
      if let widest {
        let members = needs[widest].items
        let parts = members.map { i in
          ConvexAllocation.Item(items[i].curves[d], lower: lifts[i], upper: items[i].upper[d])
        }
        guard let found = ConvexAllocation(required: needs[widest].amount, items: parts) else { return nil }
        for (i, lift) in zip(members, found.lifts) { lifts[i] = lift }
        price = found.shadowPrice
        course.prices[widest] = price
      }
      // A need of one item costs its last point, less what that point saves of the sum.
      for i in items.indices {
        guard let need = least[i][d].need, lifts[i] <= least[i][d].lift else { continue }
        let curve = items[i].curves[d]
        let next = lifts[i] < items[i].upper[d] ? curve.marginalEffort(at: lifts[i]) : .infinity
        let slope = next.isFinite ? next : curve.marginalEffort(upTo: lifts[i])
        let saved = widest.map { needs[$0].items.contains(i) ? price : 0 } ?? 0
        course.prices[need] += max(slope - saved, 0)
      }
      course.effort += effort(d, lifts)
      course.lifts.append(lifts)
    }
    course.bound = course.effort
    return course
  }

  /// All deadlines and needs at once.
  private func jointly(_ needs: [Need]) -> Course? {
    let count = deadlines.count
    // Floors alone; needs of single items are rows, for the sake of their prices.
    guard let floors = least([]) else { return nil }
    var variables: [CoveringProgram.Variable] = []
    var rows: [CoveringProgram.Row] = []
    for (i, item) in items.enumerated() {
      for d in deadlines.indices {
        variables.append(.init(curve: item.curves[d], lower: floors[i][d].lift, upper: item.upper[d]))
        if d > 0 { rows.append(.init(adding: [i * count + d], taking: [i * count + d - 1], amount: 0)) }
      }
    }
    let first = rows.count
    rows += needs.map { need in
      .init(adding: need.items.map { $0 * count + need.deadline }, amount: need.amount)
    }
    guard let found = CoveringProgram(variables: variables, rows: rows).solve() else { return nil }
    return Course(
      lifts: deadlines.indices.map { d in items.indices.map { found.values[$0 * count + d] } },
      effort: found.effort, bound: found.bound, prices: Array(found.prices[first...]))
  }

  /// Lifts at a steady pace up to the last deadline, and more only where an earlier one needs it.
  private func steadied(_ needed: [[Double]]) -> [[Double]] {
    guard let end = deadlines.last else { return needed }
    return zip(items, needed).map { item, needed in
      var before = 0.0
      return deadlines.indices.map { d in
        let steady = needed[needed.count - 1] * Double(deadlines[d]) / Double(end)
        before = max(before, needed[d], min(steady, item.upper[d]))
        return before
      }
    }
  }
}
