/// Which lifts of one unit's components reach given needs with the least effort, and by when.
///
/// ```
/// min Σᵢ fᵢ(xᵢ)   subject to   Σᵢ min(xᵢ, Uᵢ(d)) ≥ tᵈ for every deadline d,   lᵢ ≤ xᵢ ≤ Uᵢ(last)
/// ```
///
/// xᵢ is the lift of component i by the last deadline and fᵢ its effort; Uᵢ(d) is how much of it can be there by
/// deadline d, and never shrinks. Effort counts what is lifted, not how early: an earlier deadline asks only that
/// enough of it is there in time. The constraints are nested, so they are served in the order of time: each in turn
/// is a ``ConvexAllocation`` whose lower limits are what earlier ones took. That is optimal: what an earlier deadline
/// needs at a higher price than a later one is needed anyhow, and what the later one adds at a lower price lies beyond
/// the reach of the earlier.
///
/// Source for nested constraints: T. Vidal, P. Jaillet and N. Maculan (2016), doi:10.1137/140965119.
struct LiftProgram: Sendable {
  /// One component.
  struct Item: Sendable {
    /// The effort of the lift by the last deadline.
    var curve: EffortCurve
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
    /// The lift of each item by each deadline.
    var lifts: [[Double]]
    var effort: Double
    /// The price λ of each deadline: the effort of a point that is there by it. Descending: what is there early is there
    /// late as well.
    var prices: [Double]
  }

  /// Weeks from now, ascending.
  let deadlines: [Int]
  let items: [Item]

  /// The least effort, `nil` beyond the limits.
  ///
  /// - Complexity: O(deadlines · items · log items)
  func effort(_ needs: Needs) -> Double? { reach(needs).map { effort($0.lifts) } }

  /// The lifts of least effort, `nil` beyond the limits.
  func solve(_ needs: Needs) -> Solution? {
    reach(needs).map {
      Solution(lifts: inTime($0.lifts, needs), effort: effort($0.lifts), prices: $0.prices)
    }
  }

  /// The effort of lifts by the last deadline.
  func effort(_ lifts: [Double]) -> Double {
    zip(items, lifts).reduce(0) { $0 + $1.0.curve.effort(of: $1.1) }
  }

  /// The lifts by the last deadline, and the prices.
  private func reach(_ needs: Needs) -> (lifts: [Double], prices: [Double])? {
    var reached = items.map { _ in 0.0 }
    for i in items.indices {
      for d in deadlines.indices {
        let least = max(items[i].lower[d], needs.items[i][d])
        guard least <= items[i].upper[d] + Self.slack else { return nil }
        reached[i] = max(reached[i], min(least, items[i].upper[d]))
      }
    }
    var prices: [Double] = []
    for d in deadlines.indices {
      let allocation = ConvexAllocation(
        required: needs.totals[d],
        items: items.indices.map { i in
          // What is lifted later than this deadline does not count for it.
          let lower = min(reached[i], items[i].upper[d])
          return ConvexAllocation.Item(items[i].curve, lower: lower, upper: items[i].upper[d])
        })
      guard let allocation else { return nil }
      for i in items.indices { reached[i] = max(reached[i], allocation.lifts[i]) }
      prices.append(allocation.shadowPrice)
    }
    for d in prices.indices.dropLast().reversed() { prices[d] = max(prices[d], prices[d + 1]) }
    return (reached, prices)
  }

  /// Rounding of sums.
  static let slack = 1e-9

  /// When the lifts are there: in a straight line from now to the last deadline, and all sooner by the same share of
  /// what is left, as little as an earlier deadline needs.
  private func inTime(_ last: [Double], _ needs: Needs) -> [[Double]] {
    guard let end = deadlines.last else { return items.map { _ in [] } }
    var lifts = items.map { _ in [Double]() }
    var before = items.map { _ in 0.0 }
    for d in deadlines.indices {
      let share = Double(deadlines[d]) / Double(end)
      func lift(_ i: Int, advance: Double) -> Double {
        let wanted = last[i] * (share + advance * (1 - share))
        let upper = min(last[i], items[i].upper[d])
        return min(max(wanted, before[i], min(max(items[i].lower[d], needs.items[i][d]), upper)), upper)
      }
      var (low, high) = (0.0, 1.0)
      func suffices(_ advance: Double) -> Bool {
        items.indices.reduce(0) { $0 + lift($1, advance: advance) } >= needs.totals[d]
      }
      if suffices(0) { high = 0 }
      while high - low > 1e-12 {
        let middle = (low + high) / 2
        if suffices(middle) { high = middle } else { low = middle }
      }
      before = items.indices.map { lift($0, advance: high) }
      for i in items.indices { lifts[i].append(before[i]) }
    }
    return lifts
  }
}
