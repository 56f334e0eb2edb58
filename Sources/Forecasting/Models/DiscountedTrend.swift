import RealModule

/// The pace of a line whose observations count less the older they are, carried on from the last value:
/// discounted least squares.
///
/// ```
/// b = the slope that minimises Σ δ^(t − tᵢ) (yᵢ − a − b·tᵢ)²          0 < δ < 1
/// ŷ(t + h) = y(t) + b·h
/// ```
/// δ is the share of its weight that an observation keeps for a week: the mean age in the sums is about
/// 1/(1 − δ) weeks, from 3 to 100 over the grid. Times may be irregular; a gap of Δ weeks discounts by δ^Δ.
///
/// The slope is the average over the grid of δ with the weights of likelihood: e^(−m/2), where e is the sum of
/// the m squared one-step errors that this δ would have made, each divided by its gap, as a change over Δ
/// weeks has Δ times the variance.
///
/// Brown's own forecast is the line itself. Weekly series wander, and the line lags behind them: its error
/// relative to the last value was 1.15 at 52 weeks of the training data of the M4 competition, and 1.045 with the
/// same slope from the last value. So only the slope is taken.
///
/// Values in the unit of the series, times in weeks.
///
/// Source: R. G. Brown, *Smoothing, Forecasting and Prediction of Discrete Time Series*, Prentice-Hall (1963),
/// chapter 9; for irregular times D. J. Wright (1986), doi:10.1287/mnsc.32.4.499.
public struct DiscountedTrend: TrendModel {
  /// The grid of δ, each between 0 and 1.
  public var discounts: [Double]

  /// - Parameter discounts: At least one δ above 0 and at most 1; one alone is used as it is.
  public init(discounts: [Double] = [0.99, 0.97, 0.94, 0.9, 0.8, 0.7]) {
    precondition(
      !discounts.isEmpty && discounts.allSatisfy { $0 > 0 && $0 <= 1 }, "a discount lies in (0, 1]")
    self.discounts = discounts
  }

  /// A slope needs two observations.
  public var minimumCount: Int { 2 }

  /// The line with the averaged slope.
  ///
  /// - Complexity: O(n) per δ.
  public func fit(_ observations: Observations) -> FittedLine? {
    fits(observations, lengths: observations.count..<(observations.count + 1))[0]
  }

  /// One pass per δ serves all prefixes: the state after a prefix is that of its end.
  ///
  /// - Complexity: O(n) per δ.
  public func fits(_ observations: Observations, lengths: Range<Int>) -> [FittedLine?] {
    let (times, values) = (observations.times, observations.values)
    let first = times.startIndex
    var slopes = [[Double]](repeating: [], count: lengths.count)
    var errors = slopes
    for discount in discounts {
      var line = RunningLine()
      line.add(values[first], weeks: 0)
      var errorSum = 0.0
      for position in 1..<max(lengths.upperBound - 1, 1) {
        let gap = times[first + position] - times[first + position - 1]
        let change = values[first + position] - values[first + position - 1]
        // The second observation is foreseen by none.
        if position > 1 {
          let error = change - line.slope * gap
          errorSum += error * error / gap
        }
        line.add(values[first + position], weeks: gap, share: gap == 1 ? discount : .pow(discount, gap))
        let place = position + 1 - lengths.lowerBound
        if place >= 0 {
          slopes[place].append(line.slope)
          errors[place].append(errorSum)
        }
      }
    }
    return lengths.enumerated().map { place, length in
      guard length >= minimumCount else { return nil }
      let weights = PrequentialWeights.weights(errors: errors[place], count: length - 2)
      let slope = zip(weights, slopes[place]).reduce(0) { $0 + $1.0 * $1.1 }
      // Nothing but an overflow leaves no number.
      return slope.isFinite ? FittedLine(level: values[first + length - 1], slope: slope) : nil
    }
  }
}
