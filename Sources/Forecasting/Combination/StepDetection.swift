import NumericCore

/// A single jump far outside a series' habit, set aside before trends are fitted.
///
/// When a broken data feed is repaired, a score can rise by twenty points in a week. That is no pace: a
/// trend through it forecasts the next repair. The observations before the step are moved by its size on the
/// working scale, so the series keeps its last value, its other changes, and loses the jump.
public struct LevelStep: Sendable, Hashable {
  /// The time of the first observation after the step.
  public let time: Double
  /// The change at the step, in the unit of the series.
  public let size: Double
}

/// Finds level steps in bounded series.
///
/// Only bounded series are treated: a scorecard's jumps are repairs and recounts, while the jumps of an
/// unbounded series are part of its behaviour and belong in its intervals.
enum StepDetection {
  /// A change counts as a step beyond so many robust standard deviations of the other changes. Ordinary
  /// weeks of heavy-tailed scores reach five; the known repairs stand at nine and above.
  static let threshold = 8.0
  /// With fewer than three other changes the spread of all series stands in, with a wider margin.
  static let pooledThreshold = 12.0

  /// Positions of changes that are steps; `changes` are in units of their standard deviation under a
  /// random walk up to a common factor, `pooledSpread` is that factor over all series.
  ///
  /// - Complexity: O(n log n)
  static func steps(in changes: [Double], pooledSpread: Double?) -> [Int] {
    let magnitudes = changes.map(abs)
    let sorted = magnitudes.sorted()
    var found: [Int] = []
    for (position, magnitude) in magnitudes.enumerated() where magnitude > 0 {
      if changes.count >= 4 {
        let spread = medianWithout(magnitude, in: sorted) / 0.6745
        // A series that mostly stands still has no habit to compare with; the pool judges.
        if spread > 0 {
          if magnitude > threshold * max(spread, 0.5 * (pooledSpread ?? 0)) { found.append(position) }
          continue
        }
      }
      if let pooledSpread, pooledSpread > 0, magnitude > pooledThreshold * pooledSpread {
        found.append(position)
      }
    }
    // Many steps are no exceptions but the way the series moves. Two are let pass in any history: a repair,
    // and a slip of the latest week, which must not be taken for a trend.
    return found.count <= max(2, changes.count / 20) ? found : []
  }

  /// The median of sorted values with one occurrence of `value` left out.
  private static func medianWithout(_ value: Double, in sorted: [Double]) -> Double {
    var others = sorted
    if let position = others.firstIndex(of: value) { others.remove(at: position) }
    return median(&others)
  }
}
