import NumericCore

/// Where a straight line through a series leads, and how uncertain that is by the classical theory of regression.
///
/// With n observations y at weeks t, t = 0 at the last one, the least-squares line and its error h weeks on are
///
/// ```
/// ŷ(h)  = ȳ + slope · (h − t̄)              slope = Σ (t − t̄) y / S,  S = Σ (t − t̄)²
/// se(h) = s · √(1 + 1/n + (h − t̄)²/S)      s² = Σ e² / (n − 2)
/// ```
///
/// and the outcome is distributed as ŷ + se · T, with T of Student's t distribution with n − 2 degrees of freedom.
/// That holds for errors that are independent, normal and of one size; weekly series wander, so the intervals are
/// those of the textbook and not calibrated ones (``ModelChoice/automatic`` has these).
///
/// Two observations leave nothing to tell an error by: then, and for a single one, the last value stands in, with
/// an error that grows as √h (``isLine`` is false). So it does for numbers so large that their squares are none.
///
/// Source: N. R. Draper and H. Smith, *Applied Regression Analysis*, 3rd ed. (1998), section 3.1,
/// doi:10.1002/9781118625590.
public struct LineForecast: Sendable, Hashable {
  /// How many observations a line and its error need.
  public static let fewestObservations = 3

  /// The mean of the observations, or the last value where there is no line.
  let mean: Double
  /// The change in a week.
  public let slope: Double
  /// t̄, in weeks after the last observation: at most zero.
  let meanTime: Double
  /// 1/S, or zero where there is no line.
  let inverseSpread: Double
  /// 1/n, or zero where there is no line.
  let inverseCount: Double
  /// s, the standard deviation of the residuals with n − 2 degrees of freedom.
  public let residualDeviation: Double
  /// n − 2, at least one.
  public let degreesOfFreedom: Int

  /// s², the mean square of the residuals with n − 2 degrees of freedom.
  public var residualVariance: Double { residualDeviation * residualDeviation }

  /// Whether there is a line; else the last value stands in.
  public var isLine: Bool { inverseCount > 0 }

  /// The expected value `weeks` after the last observation, not held to any bounds.
  public func mean(weeksAhead weeks: Double) -> Double { mean + slope * (weeks - meanTime) }

  /// The standard error of the outcome `weeks` after the last observation.
  public func standardError(weeksAhead weeks: Double) -> Double {
    let centred = weeks - meanTime
    let factor = isLine ? 1 + inverseCount + centred * centred * inverseSpread : weeks
    return residualDeviation * factor.squareRoot()
  }

  /// The line through `factor` times the values.
  func times(_ factor: Double) -> LineForecast {
    LineForecast(
      mean: factor * mean, slope: factor * slope, meanTime: meanTime, inverseSpread: inverseSpread,
      inverseCount: inverseCount, residualDeviation: factor * residualDeviation,
      degreesOfFreedom: degreesOfFreedom)
  }
}

extension LineForecast {
  /// The line through observations at any times.
  ///
  /// - Parameters:
  ///   - times: Weeks, increasing, at least one.
  ///   - values: As many.
  ///   - resolution: The smallest step in which values are reported. A series that lies on its line, or did not
  ///     move, can still err by half of it.
  /// - Complexity: O(n); weekly series without a gap are served by ``WeeklyLines``.
  init(times: Span<Double>, values: Span<Double>, resolution: Double) {
    let count = values.count
    let last = values[count - 1]
    let least = 0.5 * resolution
    guard count >= Self.fewestObservations else {
      self.init(
        lastValue: last, deviation: max(Self.deviation(ofFew: values, times), least))
      return
    }
    // Counted from the first value, so that a great level costs no digits.
    let (origin, base) = (times[count - 1], values[0])
    let (n, inverse) = (Double(count), 1 / Double(count))
    var (time, value) = (0.0, 0.0)
    for j in 0..<count {
      time += times[j] - origin
      value += values[j] - base
    }
    let (meanTime, mean) = (time * inverse, value * inverse)
    var (spread, tilt) = (0.0, 0.0)
    for j in 0..<count {
      let centred = times[j] - origin - meanTime
      spread += centred * centred
      tilt += centred * (values[j] - base)
    }
    let slope = tilt / spread
    var squares = 0.0
    for j in 0..<count {
      let residual = values[j] - base - mean - slope * (times[j] - origin - meanTime)
      squares += residual * residual
    }
    self.init(
      mean: base + mean, slope: slope, meanTime: meanTime, inverseSpread: 1 / spread, inverseCount: inverse,
      residualDeviation: max((squares / (n - 2)).squareRoot(), least), degreesOfFreedom: count - 2)
  }

  private init(lastValue: Double, deviation: Double) {
    self.init(
      mean: lastValue, slope: 0, meanTime: 0, inverseSpread: 0, inverseCount: 0, residualDeviation: deviation,
      degreesOfFreedom: 1)
  }

  /// The only change, per root of a week; of a single value, a twentieth of it.
  private static func deviation(ofFew values: Span<Double>, _ times: Span<Double>) -> Double {
    guard values.count == 2 else { return 0.05 * abs(values[0]) }
    return abs(values[1] - values[0]) / (times[1] - times[0]).squareRoot()
  }
}

/// The quantiles of Student's t distribution at some probabilities, each number of degrees of freedom worked out once.
package struct StudentQuantiles: Sendable {
  private let probabilities: [Double]
  private var known: [Int: [Double]] = [:]

  package init(_ probabilities: [Double]) { self.probabilities = probabilities }

  package mutating func quantiles(degreesOfFreedom: Int) -> [Double] {
    if let found = known[degreesOfFreedom] { return found }
    let distribution = StudentTDistribution(degreesOfFreedom: Double(degreesOfFreedom))
    let found = probabilities.map(distribution.quantile)
    known[degreesOfFreedom] = found
    return found
  }
}
