import RealModule

/// Exponential smoothing of level and trend, with a trend that fades: damped Holt.
///
/// For equal spacing, with error e = y(t) − ŷ(t):
/// ```
/// ŷ(t + h) = ℓ + (φ + φ² + … + φʰ)·b
/// ℓ ← ŷ(t) + α·e        b ← φ·b + α·β·e
/// ```
/// Over a gap of Δ weeks the recursions are iterated Δ times without data: the trend fades by φ^Δ, the gain
/// becomes 1 − (1 − α)^Δ and the error is spread over Δ weeks. Level starts at the first value and trend at
/// zero, which by itself shrinks short histories towards the last value. α, β and φ are those of a fixed
/// grid with the least sum of squared one-step errors, each divided by its gap.
///
/// Sources: E. S. Gardner and E. McKenzie (1985), doi:10.1287/mnsc.31.10.1237; for irregular times
/// D. J. Wright (1986), doi:10.1287/mnsc.32.4.499.
public struct DampedTrend: TrendModel {
  /// The specification; there are no options.
  public init() {}

  /// A trend needs two observations.
  public var minimumCount: Int { 2 }

  private static let levelGains = [0.1, 0.3, 0.5, 0.7, 0.9, 1]
  private static let trendGains = [0, 0.05, 0.15, 0.3]
  private static let dampings = [0.8, 0.9, 0.97]

  /// The best parameters of the grid, run over the observations.
  ///
  /// - Complexity: O(n), 60 passes.
  public func fit(_ observations: Observations) -> FittedDamping? {
    fits(observations, lengths: observations.count..<(observations.count + 1))[0]
  }

  /// One pass per parameter of the grid serves all prefixes: the state after a prefix is that of its end.
  ///
  /// - Complexity: O(n), 60 passes.
  public func fits(_ observations: Observations, lengths: Range<Int>) -> [FittedDamping?] {
    var best = [(error: Double, fitted: FittedDamping)?](repeating: nil, count: lengths.count)
    for trendGain in Self.trendGains {
      // Without a trend the damping has no effect: one pass will do.
      for damping in trendGain == 0 ? [Self.dampings[0]] : Self.dampings {
        for levelGain in Self.levelGains {
          let first = observations.times.startIndex
          var level = observations.values[first]
          var trend = 0.0
          var errorSum = 0.0
          for position in 1..<max(lengths.upperBound - 1, 1) {
            let gap = observations.times[first + position] - observations.times[first + position - 1]
            let decay = gap == 1 ? damping : .pow(damping, gap)
            let gain = gap == 1 ? levelGain : 1 - .pow(1 - levelGain, gap)
            let expected = level + trend * damping * (1 - decay) / (1 - damping)
            let error = observations.values[first + position] - expected
            // A change over Δ weeks has Δ times the variance of a change over one.
            errorSum += error * error / gap
            level = expected + gain * error
            trend = decay * trend + gain * trendGain * error / gap
            let place = position + 1 - lengths.lowerBound
            if place >= 0, best[place].map({ errorSum < $0.error }) ?? true {
              best[place] = (errorSum, FittedDamping(level: level, trend: trend, damping: damping))
            }
          }
        }
      }
    }
    return best.map { $0?.fitted }
  }
}

/// A level with a fading trend: ŷ(t + h) = level + trend·(φ + … + φʰ).
public struct FittedDamping: FittedTrend, Equatable {
  /// The smoothed level at the last observation.
  public let level: Double
  /// The smoothed change per week.
  public let trend: Double
  /// φ, the share of the trend that is left after a week, between 0 and 1.
  public let damping: Double

  /// The value `weeks` after the last observation.
  public func value(weeksAhead weeks: Double) -> Double {
    level + trend * damping * (1 - .pow(damping, weeks)) / (1 - damping)
  }
}
