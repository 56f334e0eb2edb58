/// Which lifts of one unit's components reach given needs with the least effort, and by when.
///
/// ```
/// min Σᵈ Σᵢ fᵢᵈ(xᵢᵈ)   subject to   Σᵢ xᵢᵈ ≥ tᵈ,   lᵢᵈ ≤ xᵢᵈ ≤ uᵢᵈ,   xᵢᵈ ≤ xᵢᵉ for deadlines d < e
/// ```
///
/// xᵢᵈ is the lift of component i that is needed by deadline d, and fᵢᵈ its effort: what is a familiar pace over four
/// weeks is none in one, so haste has its price. What was lifted stays.
///
/// Where no later need lies below an earlier one the deadlines part, and each is a ``ConvexAllocation``. Where a later
/// deadline asks for nothing beyond what the earlier one took, both are one with the sum of their efforts. In between —
/// single components of a later deadline held up by an earlier one — lifts are found in the order of time, and
/// ``bound(_:)`` tells how much that may cost at most.
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

  /// What must be reached.
  struct Needs: Sendable {
    /// The sum of all lifts by each deadline.
    var totals: [Double]
    /// The lift of each item by each deadline.
    var items: [[Double]]
  }

  struct Solution: Sendable {
    /// The lift of each item that is needed by each deadline.
    var needed: [[Double]]
    /// The lift of each item at each deadline: as needed, or sooner where a steady pace up to the last one is ahead.
    var lifts: [[Double]]
    /// The effort of what is needed.
    var effort: Double
    /// The effort of one more point of each deadline's sum.
    var prices: [Double]
  }

  /// Weeks from now, ascending.
  let deadlines: [Int]
  let items: [Item]

  /// Rounding of sums.
  static let slack = 1e-9

  /// The effort of each deadline alone, which no lifts undercut; `nil` beyond the limits.
  ///
  /// - Complexity: O(deadlines · items · log items)
  func bound(_ needs: Needs) -> Double? {
    var sum = 0.0
    for d in deadlines.indices {
      guard let allocation = allocation(of: d...d, needs, from: nil) else { return nil }
      sum += effort(d, allocation.lifts)
    }
    return sum
  }

  /// The lifts of least effort, `nil` beyond the limits.
  func solve(_ needs: Needs) -> Solution? {
    var runs: [(deadlines: ClosedRange<Int>, lifts: [Double], price: Double)] = []
    for d in deadlines.indices {
      var run = d...d
      while true {
        guard let found = allocation(of: run, needs, from: runs.last?.lifts) else { return nil }
        // Nothing beyond what was there: the earlier deadline is to blame, and both pay for its lifts.
        if let last = runs.last, zip(found.lifts, last.lifts).allSatisfy({ $0 <= $1 + Self.slack }) {
          runs.removeLast()
          run = last.deadlines.lowerBound...run.upperBound
        } else {
          runs.append((run, found.lifts, found.shadowPrice))
          break
        }
      }
    }
    var needed = items.map { _ in [Double](repeating: 0, count: deadlines.count) }
    var prices = deadlines.map { _ in 0.0 }
    for run in runs {
      for d in run.deadlines { for i in items.indices { needed[i][d] = run.lifts[i] } }
      // The price is that of the deadline that asks for most.
      let hardest = run.deadlines.max { (needs.totals[$0], $1) < (needs.totals[$1], $0) }!
      prices[hardest] = run.price
    }
    let effort = deadlines.indices.reduce(0) { sum, d in sum + self.effort(d, needed.map { $0[d] }) }
    return Solution(needed: needed, lifts: steadied(needed), effort: effort, prices: prices)
  }

  /// The effort of lifts by a deadline.
  func effort(_ deadline: Int, _ lifts: [Double]) -> Double {
    zip(items, lifts).reduce(0) { $0 + $1.0.curves[deadline].effort(of: $1.1) }
  }

  /// The lifts that serve a run of deadlines at once.
  private func allocation(
    of run: ClosedRange<Int>, _ needs: Needs, from earlier: [Double]?
  ) -> ConvexAllocation? {
    var parts: [ConvexAllocation.Item] = []
    for (i, item) in items.enumerated() {
      var lower = earlier?[i] ?? 0
      // What must be there by an earlier deadline is there by a later one.
      for d in 0...run.upperBound { lower = max(lower, item.lower[d], needs.items[i][d]) }
      let upper = item.upper[run.lowerBound]
      guard lower <= upper + Self.slack else { return nil }
      let curve = run.dropFirst().reduce(item.curves[run.lowerBound]) { $0.adding(item.curves[$1]) }
      parts.append(ConvexAllocation.Item(curve, lower: min(lower, upper), upper: upper))
    }
    return ConvexAllocation(required: run.reduce(0) { max($0, needs.totals[$1]) }, items: parts)
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
