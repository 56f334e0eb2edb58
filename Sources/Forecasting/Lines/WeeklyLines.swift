import RealModule

/// Straight lines through many series of the same weeks: one design for all of them.
///
/// The design matrix of a line at equally spaced weeks has the orthogonal columns 1 and t − t̄, so a fit is two dot
/// products with the series, its exact residual variance a second run over it while it lies in the cache, and the
/// forecast a few multiplications. Series lie one behind the other in memory, which is read once.
///
/// ```swift
/// let lines = WeeklyLines(weeks: 104)
/// let line = lines.line(values.span.extracting(0..<104), resolution: 0.01)
/// print(line.mean(weeksAhead: 4), line.standardError(weeksAhead: 4))
/// ```
public struct WeeklyLines: Sendable {
  /// How many weeks each series has.
  public let weeks: Int
  /// t − t̄.
  private let centred: [Double]
  private let meanTime: Double
  private let inverseSpread: Double

  /// - Parameter weeks: At least ``LineForecast/fewestObservations``.
  public init(weeks: Int) {
    precondition(weeks >= LineForecast.fewestObservations, "a line through \(weeks) weeks has no error")
    self.weeks = weeks
    let middle = 0.5 * Double(weeks - 1)
    centred = (0..<weeks).map { Double($0) - middle }
    meanTime = -middle
    let n = Double(weeks)
    inverseSpread = 12 / (n * (n * n - 1))
  }

  /// The line through one series.
  ///
  /// - Parameters:
  ///   - values: One a week, the latest last.
  ///   - resolution: The smallest step in which they are reported; see ``LineForecast``.
  /// - Complexity: O(weeks), without allocation.
  public func line(_ values: Span<Double>, resolution: Double) -> LineForecast {
    precondition(values.count == weeks, "\(values.count) values for \(weeks) weeks")
    let fit = fit(values, from: 0)
    return LineForecast(
      mean: fit.mean, slope: fit.slope, meanTime: meanTime, inverseSpread: inverseSpread,
      inverseCount: 1 / Double(weeks),
      residualVariance: max(fit.squares / Double(weeks - 2), 0.25 * resolution * resolution),
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
    let freedom = 1 / Double(weeks - 2)
    for series in 0..<count {
      let fit = fit(values, from: series * weeks)
      residualVariances[series] = fit.squares * freedom
      let end = fit.mean - fit.slope * meanTime
      for step in 0..<horizon { forecasts[series * horizon + step] = end + fit.slope * Double(step + 1) }
    }
  }

  /// The mean, the slope, and the sum of squared residuals, each residual as it is: a sum of squares less its fitted
  /// part would lose as many digits as the level has beyond the noise.
  @inline(__always)
  private func fit(
    _ values: Span<Double>, from start: Int
  ) -> (mean: Double, slope: Double, squares: Double) {
    let centred = centred.span
    var (sum, tilt) = (0.0, 0.0)
    for j in 0..<weeks {
      let value = values[unchecked: start + j]
      sum = Relaxed.sum(sum, value)
      tilt = Relaxed.multiplyAdd(centred[unchecked: j], value, tilt)
    }
    let (mean, slope) = (sum / Double(weeks), tilt * inverseSpread)
    var squares = 0.0
    for j in 0..<weeks {
      let residual = values[unchecked: start + j] - mean - slope * centred[unchecked: j]
      squares = Relaxed.multiplyAdd(residual, residual, squares)
    }
    return (mean, slope, squares)
  }
}
