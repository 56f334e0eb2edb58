/// The cheapest way to spread a required sum over components: separable convex allocation, solved exactly.
///
/// ```
/// min Σᵢ cᵢ·fᵢ(xᵢ)   subject to   Σᵢ xᵢ = required,   lowerᵢ ≤ xᵢ ≤ upperᵢ
/// ```
///
/// fᵢ is the effort of lifting component i by x points. Its slope is 1 at the start and grows to 2 over the
/// *familiar* lift, the one that stays within the pace seen so far; beyond, it grows from 2 to 6 over the
/// rest of the headroom:
///
/// ```
/// f′(x) = 1 + x/familiar                                        x ≤ familiar
/// f′(x) = 2 + 4·(x − familiar)/(headroom − familiar)            x ≥ familiar
/// ```
///
/// Without costs every component is thus asked for the same share of what it has shown it can do, and only
/// when that is used up for the same share of its remaining headroom. With costs per point c, a cheaper
/// component is asked for more.
///
/// The slopes are piecewise linear and increasing, so Σ xᵢ as a function of the common marginal effort λ (the
/// shadow price of the sum) is piecewise linear and increasing too. Its breakpoints are sorted, the segment
/// that holds the required sum is found, and λ solved for in it: no iteration, no tolerance.
///
/// Source: M. Patriksson, "A survey on the continuous nonlinear resource allocation problem" (2008),
/// doi:10.1016/j.ejor.2006.12.006.
public struct ConvexAllocation: Sendable, Hashable {
  /// One component of the problem, in points.
  public struct Item: Sendable, Hashable {
    /// Cost of effort, above zero.
    public var cost: Double
    /// The lift that is within the pace seen so far; at least zero.
    public var familiar: Double
    /// The lift that reaches the maximum; at least zero.
    public var headroom: Double
    /// The least lift, at least zero.
    public var lower: Double
    /// The greatest lift, at most the headroom.
    public var upper: Double

    /// Creates an item.
    public init(cost: Double = 1, familiar: Double, headroom: Double, lower: Double = 0, upper: Double) {
      self.cost = cost
      self.familiar = familiar
      self.headroom = headroom
      self.lower = lower
      self.upper = upper
    }

    /// The lift at which the marginal effort is `price`, within the limits.
    func lift(at price: Double) -> Double {
      let slope = price / cost
      let unlimited: Double
      if slope <= 1 {
        unlimited = 0
      } else if slope <= 2 || headroom <= familiar {
        unlimited = min((slope - 1) * familiar, familiar)
      } else {
        unlimited = familiar + min((slope - 2) / 4, 1) * (headroom - familiar)
      }
      return min(max(unlimited, lower), max(upper, lower))
    }

    /// The marginal effort at a lift, before limits.
    public func marginalEffort(at lift: Double) -> Double {
      if lift <= familiar && familiar > 0 { return cost * (1 + lift / familiar) }
      guard headroom > familiar else { return cost * 2 }
      return cost * (2 + 4 * (lift - familiar) / (headroom - familiar))
    }

    /// Prices at which the slope of ``lift(at:)`` changes.
    var breakpoints: [Double] {
      [cost, 2 * cost, 6 * cost, marginalEffort(at: lower), marginalEffort(at: upper)]
    }
  }

  /// The lift of every item, in order.
  public let lifts: [Double]
  /// The marginal effort of the required sum: what one more point would cost.
  public let shadowPrice: Double

  /// Solves the problem.
  ///
  /// - Returns: `nil` when the limits leave no solution: some lower limit exceeds its upper limit, or the
  ///   upper limits sum to less than required. When the lower limits already sum to more than required they
  ///   are the solution.
  /// - Complexity: O(n² log n) for n items.
  public init?(required: Double, items: [Item]) {
    let slack = 1e-9
    guard items.allSatisfy({ $0.lower <= $0.upper + slack }) else { return nil }
    func lifts(at price: Double) -> [Double] { items.map { $0.lift(at: price) } }
    let least = items.reduce(0) { $0 + $1.lower }
    if required <= least {
      self.lifts = items.map(\.lower)
      shadowPrice = 0
      return
    }
    guard items.reduce(0, { $0 + max($1.upper, $1.lower) }) >= required - slack else { return nil }

    // An item with no familiar lift jumps from 0 into its second piece at the price 2c, continuously, since
    // both pieces start at the same lift; so the sum is continuous and interpolation between neighbouring
    // breakpoints is exact.
    let prices = items.flatMap(\.breakpoints).sorted()
    var below = (price: 0.0, lifts: lifts(at: 0))
    for price in prices {
      let at = lifts(at: price)
      let sum = at.reduce(0, +)
      if sum >= required {
        let start = below.lifts.reduce(0, +)
        let share = sum > start ? (required - start) / (sum - start) : 1
        self.lifts = zip(below.lifts, at).map { $0 + share * ($1 - $0) }
        shadowPrice = below.price + share * (price - below.price)
        return
      }
      below = (price, at)
    }
    // Only rounding can leave the required sum above the last breakpoint's.
    self.lifts = below.lifts
    shadowPrice = below.price
  }
}
