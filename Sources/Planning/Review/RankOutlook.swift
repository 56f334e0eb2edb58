import NumericCore
import Scorecard

/// How likely each rank is in the coming weeks, on joint sample paths.
///
/// A rank is one plus the number of units with a higher total. Totals are published with two decimals: those nearer than
/// half a hundredth share the better rank, so the probabilities of all ranks of a unit sum to one, also where units tie.
public struct RankOutlook: Sendable, Hashable {
  /// Per week ahead the probability of each rank, from the first on.
  public let probabilities: [[Double]]
  /// Per week ahead the probability that another unit has the same total to two decimals.
  public let tied: [Double]

  /// The most likely rank of a week ahead, from one.
  public func likeliest(step: Int) -> Int {
    let week = probabilities[step - 1]
    return 1 + week.indices.max { week[$0] < week[$1] }!
  }

  /// The probability of being first in a week ahead, alone or with others.
  public func first(step: Int) -> Double { probabilities[step - 1][0] }

  private static let tieMargin = 0.005

  /// - Parameters:
  ///   - forecast: With the totals of all of these units.
  ///   - unit: Whose ranks.
  ///   - rivals: The others.
  /// - Complexity: O(paths · weeks · rivals)
  init(_ forecast: ScorecardForecast, unit: Int, rivals: [Int]) {
    let own = forecast.paths(unit: unit, indicator: .total)!
    let paths = own.rows
    // Counts per week, path after path.
    var better = Array(repeating: [Int](repeating: 0, count: paths), count: forecast.horizon)
    var isTied = Array(repeating: [Bool](repeating: false, count: paths), count: forecast.horizon)
    for rival in rivals {
      let other = forecast.paths(unit: rival, indicator: .total)!
      for step in 0..<forecast.horizon {
        for path in 0..<paths {
          let gap = other[path, step] - own[path, step]
          if gap >= Self.tieMargin {
            better[step][path] += 1
          } else if gap > -Self.tieMargin {
            isTied[step][path] = true
          }
        }
      }
    }
    probabilities = better.map { counts in
      var sums = [Int](repeating: 0, count: rivals.count + 1)
      for count in counts { sums[count] += 1 }
      return sums.map { Double($0) / Double(paths) }
    }
    tied = isTied.map { Double($0.count { $0 }) / Double(paths) }
  }
}
