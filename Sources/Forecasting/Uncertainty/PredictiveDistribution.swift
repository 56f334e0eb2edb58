import NumericCore

/// The distribution of one future value: a mean, quantiles, intervals and probabilities are questions asked of it.
///
/// All of its mass lies in the domain of the series' ``ValueScale``.
public struct PredictiveDistribution: Sendable {
  private enum Storage: Sendable {
    /// location + spread·error on the working scale.
    case errors(scale: ValueScale, location: Double, spread: Double, shape: ErrorShape)
    /// location + standard error · T on the scale of the values, held to their domain.
    case line(scale: ValueScale, StudentTDistribution)
    /// Equally likely values, sorted.
    case samples([Double])
  }

  private let storage: Storage

  /// The mean of the distribution, in the unit of the series.
  ///
  /// On a bounded or positive scale it differs from the median, since the distribution is skewed.
  public let mean: Double

  init(scale: ValueScale, location: Double, spread: Double, shape: ErrorShape) {
    storage = .errors(scale: scale, location: location, spread: spread, shape: shape)
    var sum = 0.0
    for error in shape.centres { sum += scale.value(working: location + spread * error) }
    mean = sum / Double(shape.centres.count)
  }

  /// What a line says: Student's t distribution about it. What lies outside the domain counts at its bound; the mean
  /// is the line itself.
  init(along line: LineForecast, scale: ValueScale, location: Double, standardError: Double) {
    storage = .line(
      scale: scale,
      StudentTDistribution(
        degreesOfFreedom: Double(line.degreesOfFreedom), location: ValueScale.real.held(location),
        scale: min(max(standardError, .leastNormalMagnitude), .greatestFiniteMagnitude)))
    mean = scale.held(location)
  }

  /// The distribution of equally likely values.
  ///
  /// - Parameters:
  ///   - samples: At least one value, in any order.
  ///   - mean: The mean where it is known exactly; by default that of the samples.
  public init(samples: [Double], mean: Double? = nil) {
    precondition(!samples.isEmpty, "a distribution needs a sample")
    let sorted = samples.sorted()
    self.mean = mean ?? sorted.reduce(0, +) / Double(sorted.count)
    guard sorted.count > Self.keptSamples else {
      storage = .samples(sorted)
      return
    }
    let last = Double(Self.keptSamples - 1)
    storage = .samples(
      (0..<Self.keptSamples).map { Self.quantile(of: sorted, Double($0) / last) })
  }

  /// Of more samples than these, so many evenly spaced quantiles are kept, the least and the greatest among them:
  /// what lies between two of them is far below the sampling noise, and thousands of totals fit into memory.
  static let keptSamples = 2000

  private static func quantile(of sorted: [Double], _ p: Double) -> Double {
    let position = p * Double(sorted.count - 1)
    let below = Int(position)
    guard below + 1 < sorted.count else { return sorted[sorted.count - 1] }
    return sorted[below] + (sorted[below + 1] - sorted[below]) * (position - Double(below))
  }

  /// The value that is exceeded as often as not.
  public var median: Double { quantile(0.5) }

  /// The value that is not exceeded with probability `p`, between 0 and 1, both excluded.
  ///
  /// Quantiles of one distribution never cross. For samples it is Hyndman and Fan's type 7.
  public func quantile(_ p: Double) -> Double {
    precondition(p > 0 && p < 1, "a probability between 0 and 1 is needed, not \(p)")
    switch storage {
    case .errors(let scale, let location, let spread, let shape):
      return scale.value(working: location + spread * shape.quantile(p))
    case .line(let scale, let distribution): return scale.held(distribution.quantile(p))
    case .samples(let sorted):
      return Self.quantile(of: sorted, p)
    }
  }

  /// The central prediction interval that holds the value with probability `level`.
  public func interval(_ level: IntervalLevel) -> ClosedRange<Double> {
    let tail = (1 - level.coverage) / 2
    return quantile(tail)...quantile(1 - tail)
  }

  /// The probability that the value is at least `threshold`.
  public func probability(atLeast threshold: Double) -> Double {
    switch storage {
    case .errors(let scale, let location, let spread, let shape):
      if let maximum = scale.maximum, threshold > maximum { return 0 }
      if scale != .real, threshold <= 0 { return 1 }
      guard spread > 0 else { return scale.value(working: location) >= threshold ? 1 : 0 }
      return 1 - shape.cumulative((scale.working(threshold) - location) / spread)
    case .line(let scale, let distribution):
      if let maximum = scale.maximum, threshold > maximum { return 0 }
      if scale != .real, threshold <= 0 { return 1 }
      return 1 - distribution.cumulative(threshold)
    case .samples(let sorted):
      var low = 0
      var high = sorted.count
      while low < high {
        let middle = (low + high) / 2
        if sorted[middle] < threshold { low = middle + 1 } else { high = middle }
      }
      return Double(sorted.count - low) / Double(sorted.count)
    }
  }
}

/// The probability that a prediction interval promises to hold the value: 0.8 for an 80 % interval.
public struct IntervalLevel: Sendable, Hashable, Comparable {
  /// The promised probability, between 0 and 1, both excluded.
  public let coverage: Double

  /// `nil` unless `coverage` lies between 0 and 1, both excluded.
  public init?(coverage: Double) {
    guard coverage > 0, coverage < 1 else { return nil }
    self.coverage = coverage
  }

  /// `nil` unless `percent` lies between 0 and 100, both excluded.
  public init?(percent: Double) { self.init(coverage: percent / 100) }

  /// The level as a percentage.
  public var percent: Double { (coverage * 100_000).rounded() / 1000 }

  /// Orders by coverage.
  public static func < (one: IntervalLevel, other: IntervalLevel) -> Bool {
    one.coverage < other.coverage
  }
}
