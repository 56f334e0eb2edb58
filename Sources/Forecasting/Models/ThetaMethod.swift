import RealModule

/// The Theta method: a smoothed level, and half the slope of the line through the whole history.
///
/// The series is split into its least-squares line ("θ = 0") and a series with doubled curvature ("θ = 2");
/// the line is extrapolated, the other smoothed exponentially, and the two are averaged. As smoothing is
/// linear, that is
/// ```
/// ŷ(t + h) = ℓ + ½·b·(t + h − s)
/// ℓ ← ℓ + g·(y(t) − ℓ)        s ← s + g·(t − s)        g = 1 − (1 − α)^Δ
/// ```
/// with b the least-squares slope of all observations, ℓ their smoothed level, s the times smoothed in the same
/// way, and Δ the weeks since the observation before; both start at the first observation. For equal spacing
/// t − s = ((1 − α) − (1 − α)ⁿ)/α, which is the formula of Hyndman and Billah. There is no seasonal step.
///
/// The forecast is the average over a grid of α with the weights of likelihood: e^(−n/2), where e is the sum of
/// the n squared one-step errors of the smoothing, each divided by its gap.
///
/// Values in the unit of the series, times in weeks.
///
/// Sources: V. Assimakopoulos and K. Nikolopoulos (2000), doi:10.1016/S0169-2070(00)00066-2; R. J. Hyndman
/// and B. Billah (2003), doi:10.1016/S0169-2070(01)00143-1; for irregular times D. J. Wright (1986),
/// doi:10.1287/mnsc.32.4.499.
public struct ThetaMethod: TrendModel {
  /// The grid of α, each above 0 and at most 1.
  public var levelGains: [Double]

  /// - Parameter levelGains: At least one α above 0 and at most 1; one alone is used as it is.
  public init(levelGains: [Double] = [0.1, 0.3, 0.5, 0.7, 0.9, 1]) {
    precondition(
      !levelGains.isEmpty && levelGains.allSatisfy { $0 > 0 && $0 <= 1 }, "a gain lies in (0, 1]")
    self.levelGains = levelGains
  }

  /// A slope needs two observations.
  public var minimumCount: Int { 2 }

  /// The level and half the slope.
  ///
  /// - Complexity: O(n) per α.
  public func fit(_ observations: Observations) -> FittedLine? {
    fits(observations, lengths: observations.count..<(observations.count + 1))[0]
  }

  /// One pass per α serves all prefixes: the state after a prefix is that of its end.
  ///
  /// - Complexity: O(n) per α.
  public func fits(_ observations: Observations, lengths: Range<Int>) -> [FittedLine?] {
    let (times, values) = (observations.times, observations.values)
    let first = times.startIndex
    let end = max(lengths.upperBound - 1, 1)
    var line = RunningLine()
    line.add(values[first], weeks: 0)
    var slopes = [0.0]
    for position in 1..<end {
      line.add(values[first + position], weeks: times[first + position] - times[first + position - 1])
      slopes.append(line.slope)
    }

    var levels = [[Double]](repeating: [], count: lengths.count)
    var errors = levels
    for gain in levelGains {
      var level = values[first]
      /// The weeks by which smoothing lags behind.
      var lag = 0.0
      var errorSum = 0.0
      for position in 1..<end {
        let gap = times[first + position] - times[first + position - 1]
        let share = gap == 1 ? 1 - gain : .pow(1 - gain, gap)
        let error = values[first + position] - level
        errorSum += error * error / gap
        level += (1 - share) * error
        lag = share * (lag + gap)
        let place = position + 1 - lengths.lowerBound
        if place >= 0 {
          levels[place].append(level + 0.5 * slopes[position] * lag)
          errors[place].append(errorSum)
        }
      }
    }
    return lengths.enumerated().map { place, length in
      guard length >= minimumCount else { return nil }
      let weights = PrequentialWeights.weights(errors: errors[place], count: length - 1)
      let level = zip(weights, levels[place]).reduce(0) { $0 + $1.0 * $1.1 }
      let slope = 0.5 * slopes[length - 1]
      // Nothing but an overflow leaves no number.
      return level.isFinite && slope.isFinite ? FittedLine(level: level, slope: slope) : nil
    }
  }
}
