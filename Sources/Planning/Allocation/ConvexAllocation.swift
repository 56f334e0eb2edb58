/// The cheapest way to spread a required sum over components: separable convex allocation, solved exactly.
///
/// ```
/// min Σᵢ fᵢ(xᵢ)   subject to   Σᵢ wᵢ·xᵢ ≥ required,   lowerᵢ ≤ xᵢ ≤ upperᵢ
/// ```
///
/// At the optimum some *price* λ makes every item that is not at a limit equally hard to lift further, per unit of
/// the sum: f′ᵢ(xᵢ) = λ·wᵢ. The slopes are piecewise linear and never fall, so the sum as a function of the price is
/// piecewise linear and rising too, with jumps where a slope is flat. Its breakpoints are sorted, the segment that
/// holds the required sum is found, and λ solved for in it: no iteration, no tolerance. Items that share a flat slope
/// share what is left in proportion to their room.
///
/// Source: M. Patriksson, "A survey on the continuous nonlinear resource allocation problem" (2008),
/// doi:10.1016/j.ejor.2006.12.006.
public struct ConvexAllocation: Sendable, Hashable {
  /// One component of the problem, in points.
  public struct Item: Sendable, Hashable {
    /// Its effort.
    public var curve: EffortCurve
    /// What a point of it counts for in the sum, above zero.
    public var weight: Double
    /// The least lift, at least zero.
    public var lower: Double
    /// The greatest lift; beyond the curve's length nothing is possible.
    public var upper: Double

    /// Creates an item.
    public init(_ curve: EffortCurve, weight: Double = 1, lower: Double = 0, upper: Double = .infinity) {
      self.curve = curve
      self.weight = weight
      self.lower = lower
      self.upper = max(min(upper, curve.length), lower)
    }

    fileprivate func lift(at price: Double, withFlats: Bool) -> Double {
      min(max(curve.lift(at: price * weight, withFlats: withFlats), lower), upper)
    }
  }

  /// The lift of every item, in order.
  public let lifts: [Double]
  /// The marginal effort of the required sum, λ: what one more point of it would cost. Zero where the lower limits
  /// reach it anyhow.
  public let shadowPrice: Double

  /// Solves the problem.
  ///
  /// - Returns: `nil` when the upper limits sum to less than required.
  /// - Complexity: O(n log n) for n items.
  public init?(required: Double, items: [Item]) {
    func sum(_ lifts: [Double]) -> Double { zip(items, lifts).reduce(0) { $0 + $1.0.weight * $1.1 } }
    func lifts(_ price: Double, withFlats: Bool) -> [Double] {
      items.map { $0.lift(at: price, withFlats: withFlats) }
    }
    let least = items.map(\.lower)
    if required <= sum(least) {
      self.lifts = least
      shadowPrice = 0
      return
    }
    let most = items.map(\.upper)
    let capacity = sum(most)
    // A sum of limits, asked for as such, may differ from them in its last bits.
    guard capacity >= required - 1e-9 else { return nil }

    let prices = Set(
      items.flatMap { item in
        (item.curve.pieces.flatMap { [$0.slope, $0.endSlope] }
          + [item.curve.marginalEffort(upTo: item.lower), item.curve.marginalEffort(upTo: item.upper)])
          .map { $0 / item.weight }
      }
    ).sorted()
    // The first price at which the sum suffices.
    var (low, high) = (0, prices.count)
    while low < high {
      let middle = (low + high) / 2
      if sum(lifts(prices[middle], withFlats: true)) >= required { high = middle } else { low = middle + 1 }
    }
    guard low < prices.count else {
      self.lifts = most
      shadowPrice = prices.last ?? 0
      return
    }
    let price = prices[low]
    let before = lifts(price, withFlats: false)
    let earlier = low > 0 ? prices[low - 1] : 0
    let (from, to, prices2) =
      sum(before) >= required
      ? (lifts(earlier, withFlats: true), before, (earlier, price))
      : (before, lifts(price, withFlats: true), (price, price))
    let (start, end) = (sum(from), sum(to))
    let share = end > start ? min((required - start) / (end - start), 1) : 1
    self.lifts = zip(from, to).map { $0 + share * ($1 - $0) }
    shadowPrice = prices2.0 + share * (prices2.1 - prices2.0)
  }
}
