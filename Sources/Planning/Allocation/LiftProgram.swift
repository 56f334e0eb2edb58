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
/// deadline asks for nothing beyond what the earlier one took, both are one with the sum of their efforts. In between,
/// where single components of a later deadline are held up by an earlier one, lifts are found in the order of time and
/// against it, the better is kept and each deadline solved anew between its neighbours; ``bound(_:)`` tells how much
/// that may cost at most.
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

  /// The effort of each deadline alone, with no less in sum than by an earlier one, which no lifts undercut; `nil` beyond
  /// the limits.
  ///
  /// - Complexity: O(deadlines · items · log items)
  func bound(_ needs: Needs) -> Double? {
    var sum = 0.0
    var needs = needs
    for d in deadlines.indices {
      if d > 0 { needs.totals[d] = max(needs.totals[d], needs.totals[d - 1]) }
      guard let allocation = allocation(of: d...d, needs, from: nil) else { return nil }
      sum += effort(d, allocation.lifts)
    }
    return sum
  }

  /// The lifts of least effort, `nil` beyond the limits.
  func solve(_ needs: Needs) -> Solution? {
    guard let forward = forward(needs) else { return nil }
    var best = forward
    if effort(forward.lifts) > (bound(needs) ?? 0) + Self.slack {
      if let backward = backward(needs), effort(backward.lifts) < effort(best.lifts) { best = backward }
      best = refined(best, needs)
    }
    let needed = items.indices.map { i in best.lifts.map { $0[i] } }
    return Solution(
      needed: needed, lifts: steadied(needed), effort: effort(best.lifts), prices: best.prices)
  }

  /// Lifts by deadline and item, and the price of each deadline.
  private typealias Course = (lifts: [[Double]], prices: [Double])

  private func effort(_ lifts: [[Double]]) -> Double {
    lifts.indices.reduce(0) { $0 + effort($1, lifts[$1]) }
  }

  /// Deadlines in the order of time, each on top of what the one before took.
  private func forward(_ needs: Needs) -> Course? {
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
    var lifts = deadlines.map { _ in [Double]() }
    var prices = deadlines.map { _ in 0.0 }
    for run in runs {
      for d in run.deadlines { lifts[d] = run.lifts }
      // The price is that of the deadline that asks for most.
      let hardest = run.deadlines.max { (needs.totals[$0], $1) < (needs.totals[$1], $0) }!
      prices[hardest] = run.price
    }
    return (lifts, prices)
  }

  /// Deadlines against the order of time, each below what the one after takes; `nil` where that does not suffice.
  private func backward(_ needs: Needs) -> Course? {
    var course: Course = (deadlines.map { _ in [] }, deadlines.map { _ in 0 })
    for d in deadlines.indices.reversed() {
      let later = d + 1 < deadlines.count ? course.lifts[d + 1] : nil
      guard let found = allocation(of: d...d, needs, from: nil, upTo: later) else { return nil }
      course.lifts[d] = found.lifts
      course.prices[d] = found.shadowPrice
    }
    return course
  }

  /// Each deadline solved anew between its neighbours, a few times over.
  private func refined(_ start: Course, _ needs: Needs) -> Course {
    var course = start
    for _ in 0..<4 {
      for d in deadlines.indices.reversed() {
        let earlier = d > 0 ? course.lifts[d - 1] : nil
        let later = d + 1 < deadlines.count ? course.lifts[d + 1] : nil
        guard let found = allocation(of: d...d, needs, from: earlier, upTo: later),
          effort(d, found.lifts) < effort(d, course.lifts[d])
        else { continue }
        course.lifts[d] = found.lifts
        course.prices[d] = found.shadowPrice
      }
    }
    return course
  }

  /// The effort of lifts by a deadline.
  func effort(_ deadline: Int, _ lifts: [Double]) -> Double {
    zip(items, lifts).reduce(0) { $0 + $1.0.curves[deadline].effort(of: $1.1) }
  }

  /// The lifts that serve a run of deadlines at once.
  private func allocation(
    of run: ClosedRange<Int>, _ needs: Needs, from earlier: [Double]?, upTo later: [Double]? = nil
  ) -> ConvexAllocation? {
    var parts: [ConvexAllocation.Item] = []
    for (i, item) in items.enumerated() {
      var lower = earlier?[i] ?? 0
      // What must be there by an earlier deadline is there by a later one.
      for d in 0...run.upperBound { lower = max(lower, item.lower[d], needs.items[i][d]) }
      let upper = min(item.upper[run.lowerBound], later?[i] ?? .infinity)
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
