/// What is known of the means to lift a component.
public struct Lever: Sendable, Hashable {
  /// What gains cost, in any unit that is the same for all components; `nil` if not stated.
  public var cost: CostCurve?
  /// The greatest possible gain over the latest score, what the forecast brings included, in points per week; `nil` to
  /// judge by the paces seen so far.
  public var pace: Double?
  /// Weeks from now in which nothing can be gained beyond the forecast.
  public var leadTime: Int
  /// The least gain beyond the forecast that is worth a week's work: in every week it is none, or at least this.
  public var leastStep: Double
  /// The score that the plan asks for at least in its last week.
  public var floor: Double?
  /// Whether nothing can be done for the component: it follows its forecast.
  public var isLocked: Bool

  /// Creates a lever. Paces, steps and lead times are not negative.
  public init(
    cost: CostCurve? = nil, pace: Double? = nil, leadTime: Int = 0, leastStep: Double = 0,
    floor: Double? = nil, isLocked: Bool = false
  ) {
    self.cost = cost
    self.pace = pace
    self.leadTime = leadTime
    self.leastStep = leastStep
    self.floor = floor
    self.isLocked = isLocked
  }
}

/// What gains cost: convex and piecewise linear, from zero.
///
/// The first points cost a rate each, the next ones a higher rate, and so on; the last rate has no end.
public struct CostCurve: Sendable, Hashable, ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral {
  /// A stretch of gains with one rate.
  public struct Segment: Sendable, Hashable {
    /// Where the stretch ends, in points gained beyond the forecast; `nil` for the last one.
    public var upTo: Double?
    /// The cost of a point.
    public var rate: Double

    /// Creates a segment.
    public init(upTo: Double? = nil, rate: Double) {
      self.upTo = upTo
      self.rate = rate
    }
  }

  /// Stretches in ascending order; rates never fall from one to the next.
  public let segments: [Segment]

  /// - Returns: `nil` unless there is a segment, every one but the last has an end, ends ascend from above zero,
  ///   rates are finite and above zero, and no rate is below the one before.
  public init?(_ segments: [Segment]) {
    guard let last = segments.last, last.upTo == nil else { return nil }
    var (end, rate) = (0.0, 0.0)
    for segment in segments {
      guard segment.rate.isFinite, segment.rate > 0, segment.rate >= rate else { return nil }
      rate = segment.rate
      guard let upTo = segment.upTo else { continue }
      guard upTo.isFinite, upTo > end else { return nil }
      end = upTo
    }
    guard segments.dropLast().allSatisfy({ $0.upTo != nil }) else { return nil }
    self.segments = segments
  }

  /// One rate for every point, finite and above zero.
  public init(rate: Double) {
    precondition(rate.isFinite && rate > 0, "a rate is above zero, not \(rate)")
    segments = [Segment(rate: rate)]
  }

  /// One rate for every point.
  public init(floatLiteral value: Double) { self.init(rate: value) }
  /// One rate for every point.
  public init(integerLiteral value: Int) { self.init(rate: Double(value)) }

  /// The cost of a gain of so many points beyond the forecast, at least zero.
  public func cost(of gain: Double) -> Double {
    var (cost, start) = (0.0, 0.0)
    for segment in segments {
      let end = min(segment.upTo ?? .infinity, gain)
      if end > start { cost += segment.rate * (end - start) }
      start = segment.upTo ?? .infinity
    }
    return cost
  }
}
