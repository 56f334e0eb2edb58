import NumericCore

/// A straight line in time, fitted by least squares: y = a + b·t + error.
///
/// Ordinary least squares minimises Σe²; one faulty week can tilt it. The robust variant minimises Tukey's
/// biweight by iterated reweighting, wᵢ = (1 − (eᵢ/c·s)²)² inside c·s and 0 outside, with s the median
/// absolute residual / 0.6745 and c = 4.685 (95 % efficiency for normal errors). It starts from the median
/// of pairwise slopes (Theil and Sen), so that the first fit already resists outliers.
///
/// The line itself is the forecast; it need not pass through the last value.
///
/// Sources: A. E. Beaton and J. W. Tukey (1974), doi:10.1080/00401706.1974.10489171; P. K. Sen (1968),
/// doi:10.1080/01621459.1968.10480934.
public struct LinearTrend: TrendModel {
  /// How many of the latest observations count.
  public var window: Int
  /// Whether outlying weeks are weighted down.
  public var isRobust: Bool

  /// - Parameters:
  ///   - window: At least two; by default 26, half a year of weeks. A line through years of weekly data
  ///     says little about the coming month.
  ///   - isRobust: Reweighted instead of ordinary least squares.
  public init(window: Int = 26, isRobust: Bool = false) {
    precondition(window >= 2, "a line needs two observations")
    self.window = window
    self.isRobust = isRobust
  }

  /// A line needs two observations.
  public var minimumCount: Int { 2 }

  /// The least-squares line.
  ///
  /// - Complexity: O(w) for w = min(n, window); O(w²) if robust.
  public func fit(_ observations: Observations) -> FittedLine? {
    guard observations.count >= minimumCount else { return nil }
    let used = observations.suffix(window)
    // Time counted from the last observation: then the intercept is the level there.
    let times = used.times.map { $0 - used.lastTime }
    let values = Array(used.values)
    return isRobust ? Self.robustLine(times, values) : Self.line(times, values, weights: nil)
  }

  /// The line of weighted least squares, `nil` without two distinct times of positive weight.
  static func line(_ times: [Double], _ values: [Double], weights: [Double]?) -> FittedLine? {
    StraightLine(x: times, y: values, weights: weights).map {
      FittedLine(level: $0.intercept, slope: $0.slope)
    }
  }

  private static func robustLine(_ times: [Double], _ values: [Double]) -> FittedLine? {
    var slopes: [Double] = []
    slopes.reserveCapacity(times.count * (times.count - 1) / 2)
    for i in times.indices {
      for j in (i + 1)..<times.count { slopes.append((values[j] - values[i]) / (times[j] - times[i])) }
    }
    let slope = median(&slopes)
    var levels = times.indices.map { values[$0] - slope * times[$0] }
    var line = FittedLine(level: median(&levels), slope: slope)
    for _ in 0..<20 {
      let residuals = times.indices.map { values[$0] - line.value(weeksAhead: times[$0]) }
      var magnitudes = residuals.map(abs)
      let spread = median(&magnitudes) / 0.6745
      // Half of the points lie on the line: nothing to reweight.
      guard spread > 0 else { return line }
      let weights = residuals.map { residual -> Double in
        let u = residual / (4.685 * spread)
        return abs(u) < 1 ? (1 - u * u) * (1 - u * u) : 0
      }
      guard let next = Self.line(times, values, weights: weights) else { return line }
      let moved = abs(next.level - line.level) + abs(next.slope - line.slope)
      line = next
      if moved <= 1e-10 * (spread + abs(line.slope)) { break }
    }
    return line
  }
}
