/// The distribution that gives each of n samples the probability 1/n.
///
/// Sorted once, so that quantiles and probabilities are quick afterwards.
public struct EmpiricalDistribution: Sendable, Equatable {
  /// The samples in ascending order.
  public let sorted: [Double]
  /// The mean of the samples.
  public let mean: Double

  /// The distribution of the samples given, in any order.
  ///
  /// - Returns: nil without samples, or when one of them is not finite.
  /// - Complexity: O(n log n).
  public init?(_ samples: some Sequence<Double>) {
    let sorted = samples.sorted()
    // NaN has no place in an order, hence the look at all.
    guard !sorted.isEmpty, sorted.allSatisfy(\.isFinite) else { return nil }
    self.sorted = sorted
    mean = CompensatedSum(sorted).value / Double(sorted.count)
  }

  /// The number of samples.
  public var count: Int { sorted.count }

  /// The unbiased variance, Σ (xᵢ − x̄)² / (n − 1); nil for a single sample.
  public var variance: Double? {
    guard count > 1 else { return nil }
    return CompensatedSum(sorted.lazy.map { ($0 - mean) * ($0 - mean) }).value / Double(count - 1)
  }

  /// The square root of `variance`; nil for a single sample.
  public var standardDeviation: Double? { variance?.squareRoot() }

  /// The quantile of type 7: linear between order statistics, with the k-th of n at p = (k − 1)/(n − 1).
  ///
  /// - Parameter p: In [0, 1]; values outside give NaN.
  /// - Complexity: O(1).
  ///
  /// Source: R. J. Hyndman, Y. Fan, "Sample quantiles in statistical packages", The American Statistician 50
  /// (1996), doi:10.1080/00031305.1996.10473566, definition 7.
  public func quantile(_ p: Double) -> Double {
    guard p >= 0, p <= 1 else { return .nan }
    let position = p * Double(count - 1)
    let index = min(Int(position), count - 1)
    guard index + 1 < count else { return sorted[count - 1] }
    let share = position - Double(index)
    let (below, above) = (sorted[index], sorted[index + 1])
    return below == above ? below : below * (1 - share) + above * share
  }

  /// The share of samples ≤ x.
  ///
  /// - Complexity: O(log n).
  public func cumulative(_ x: Double) -> Double {
    Double(firstIndex { $0 > x }) / Double(count)
  }

  /// The share of samples ≥ x: the probability of reaching a target.
  ///
  /// - Complexity: O(log n).
  public func probability(atLeast x: Double) -> Double {
    Double(count - firstIndex { $0 >= x }) / Double(count)
  }

  /// The position of the first sample for which a condition, false then true along the order, holds.
  private func firstIndex(where holds: (Double) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if holds(sorted[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
