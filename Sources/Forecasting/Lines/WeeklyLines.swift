import NumericCore

/// Straight lines through many series of the same weeks: one design for all of them.
///
/// The design matrix of a line at equally spaced weeks has the orthogonal columns 1 and t − t̄, so a fit is two dot
/// products with the series and the forecast a few multiplications. Series lie one behind the other in memory, which
/// is read once, with as many numbers per instruction as the processor takes. A line has the same bits on all of them,
/// alone and among others.
///
/// The sum of squared residuals comes from the same run, without the digits that Σy² − n·ȳ² would lose to the level
/// and the slope. What is fitted is d = y − c with the chord c from the first value to the last, and
///
/// ```
/// Σ e² = Σ d² − n · d̄² − slope(d)² · S        S = Σ (t − t̄)²
/// ```
///
/// Chord and line differ by the residuals at both ends, and in between by no more, so Σ d² ≤ (n + 1) · Σ e²: the
/// difference keeps all but log₁₀(n + 1) digits, whatever the series.
///
/// ```swift
/// let lines = WeeklyLines(weeks: 104)
/// let values = (0..<104).map { 20 + 0.1 * Double($0) }
/// let line = lines.line(values.span, resolution: 0.01)
/// print(line.mean(weeksAhead: 4), line.standardError(weeksAhead: 4))
/// ```
public struct WeeklyLines: Sendable {
  /// How many weeks each series has.
  public let weeks: Int
  /// t − t̄.
  private let centred: [Double]
  private let meanTime: Double
  private let inverseSpread: Double
  private let inverseCount: Double
  /// 1/(n − 1): the chord takes so many weeks.
  private let inverseSteps: Double

  /// - Parameter weeks: At least ``LineForecast/fewestObservations``.
  public init(weeks: Int) {
    precondition(weeks >= LineForecast.fewestObservations, "a line through \(weeks) weeks has no error")
    self.weeks = weeks
    let middle = 0.5 * Double(weeks - 1)
    centred = (0..<weeks).map { Double($0) - middle }
    meanTime = -middle
    let n = Double(weeks)
    inverseSpread = 12 / (n * (n * n - 1))
    inverseCount = 1 / n
    inverseSteps = 1 / (n - 1)
  }

  /// The line through one series.
  ///
  /// - Parameters:
  ///   - values: One a week, the latest last.
  ///   - resolution: The smallest step in which they are reported; see ``LineForecast``.
  /// - Complexity: O(weeks), without allocation.
  public func line(_ values: Span<Double>, resolution: Double) -> LineForecast {
    precondition(values.count == weeks, "\(values.count) values for \(weeks) weeks")
    let fit = fit(values)
    return LineForecast(
      mean: fit.mean, slope: fit.slope, meanTime: meanTime, inverseSpread: inverseSpread,
      inverseCount: inverseCount,
      residualDeviation: max((fit.squares / Double(weeks - 2)).squareRoot(), 0.5 * resolution),
      degreesOfFreedom: weeks - 2)
  }

  /// Forecasts of many series, with the variance of their residuals.
  ///
  /// - Parameters:
  ///   - values: Series one behind the other, each of ``weeks`` values.
  ///   - horizon: Weeks ahead, at least one.
  ///   - forecasts: `horizon` means per series, one series behind the other.
  ///   - residualVariances: One per series: Σe²/(weeks − 2).
  /// - Complexity: O(values), without allocation.
  public func forecast(
    _ values: Span<Double>, horizon: Int, into forecasts: inout MutableSpan<Double>,
    residualVariances: inout MutableSpan<Double>
  ) {
    let count = values.count / weeks
    precondition(values.count == count * weeks, "\(values.count) values are no series of \(weeks)")
    precondition(
      forecasts.count == count * horizon && residualVariances.count == count, "no room for the results")
    let freedom = Double(weeks - 2)
    for series in 0..<count {
      let start = series &* weeks
      let fit = fit(values.extracting(start..<start &+ weeks))
      residualVariances[unchecked: series] = fit.squares / freedom
      let first = series &* horizon
      for step in 0..<horizon {
        forecasts[unchecked: first &+ step] = fit.mean + fit.slope * (Double(step &+ 1) - meanTime)
      }
    }
  }

  /// The mean, the slope and the sum of squared residuals of a series.
  ///
  /// The order of sums depends neither on the processor nor on the caller (``VectorLoops``).
  @inline(__always)
  private func fit(_ values: Span<Double>) -> (mean: Double, slope: Double, squares: Double) {
    let (first, last) = (values[0], values[weeks - 1])
    let (level, rise) = (0.5 * (first + last), (last - first) * inverseSteps)
    let left = VectorLoops.lineSums(values, times: centred.span, level: level, rise: rise)
    let (mean, slope) = (left.sum * inverseCount, left.tilt * inverseSpread)
    let squares = max(left.square - (left.sum * mean + left.tilt * slope), 0)
    return (level + mean, rise + slope, squares)
  }
}
