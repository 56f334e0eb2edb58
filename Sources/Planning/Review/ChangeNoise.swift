import NumericCore
import Scorecard

/// How large the changes of totals usually are, so that a mover is named only where it moved beyond that.
///
/// Of a unit, sᵢ is its mean absolute weekly change, shrunk towards the median of its level as if that had been seen
/// four times:
///
/// ```
/// sᵢ = (Σ |c| + 4 · s) / (n + 4)
/// ```
///
/// A change is beyond noise where |c|/sᵢ exceeds what all but one in 2·(units) of the earlier changes of the level did,
/// and at least 2.5. So of a level in which nothing happens half a unit a week is named on average. Changes over
/// several weeks count per √weeks.
struct ChangeNoise {
  private let sizes: [Int: Double]
  /// Multiples of a unit's usual change.
  let threshold: Double

  private static let priorChanges = 4.0
  private static let leastThreshold = 2.5
  /// Earlier changes of the whole level without which nobody is named.
  private static let fewestChanges = 8
  private static let latestChanges = 26

  /// - Parameter totals: Of each unit, days ascending; the latest change is not part of what is usual.
  /// - Returns: `nil` where too few changes are known.
  init?(_ totals: [Int: [(day: Day, score: Double)]]) {
    let changes = totals.mapValues { series in
      zip(series, series.dropFirst()).dropLast().suffix(Self.latestChanges).map { earlier, later in
        Self.size(later.score - earlier.score, days: later.day.days(since: earlier.day))
      }
    }
    guard changes.values.reduce(0, { $0 + $1.count }) >= Self.fewestChanges else { return nil }
    let typical = median(
      of: changes.values.filter { !$0.isEmpty }.map { $0.reduce(0, +) / Double($0.count) })
    guard typical > 0 else { return nil }
    let sizes = changes.mapValues {
      ($0.reduce(0, +) + Self.priorChanges * typical) / (Double($0.count) + Self.priorChanges)
    }
    self.sizes = sizes
    let standardised = changes.flatMap { unit, own in own.map { $0 / sizes[unit]! } }.sorted()
    let allowed = Int((Double(standardised.count) / Double(2 * totals.count)).rounded(.up))
    threshold = max(standardised[max(standardised.count - 1 - allowed, 0)], Self.leastThreshold)
  }

  /// Whether a change of a unit is beyond what is usual.
  func isBeyond(_ change: LatestChange, unit: Int) -> Bool {
    guard let size = sizes[unit], let points = change.change, let before = change.previousDay else {
      return false
    }
    return Self.size(points, days: change.day.days(since: before)) > threshold * size
  }

  private static func size(_ change: Double, days: Int) -> Double {
    abs(change) / (Double(max(days, 7)) / 7).squareRoot()
  }
}
