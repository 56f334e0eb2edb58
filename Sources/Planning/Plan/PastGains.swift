import Scorecard

/// The gains that a series has made over windows of a number of weeks: what its pace has been.
///
/// A jump that was set aside as a repair is not counted as a gain. Where the history is shorter than the
/// window, the longest windows there are stand in, stretched to the length asked for.
public struct PastGains: Sendable, Hashable {
  /// The number of weeks of a window.
  public let weeks: Int
  /// Gains in points, one per window, ascending.
  public let gains: [Double]
  /// Whether shorter windows were stretched.
  public let isStretched: Bool
  /// The greatest gain, at least zero: of a whole window, of a part of one, or at the pace of a stretched one.
  public let best: Double

  /// The gains of one indicator of a unit.
  ///
  /// - Complexity: O(n²) for n observations of the last two years.
  public init(_ forecast: ScorecardForecast, unit: Int, indicator: Indicator, weeks: Int) {
    self.weeks = weeks
    let observed = forecast.history.series(unit: unit, indicator: indicator).suffix(104)
    let steps: [(day: Int, size: Double)] =
      if case .model(let record)? = forecast.entry(unit: unit, indicator: indicator)?.method {
        record.steps.map {
          (forecast.origin.ordinal + Int(($0.time * 7).rounded()), $0.size)
        }
      } else { [] }

    var windows: [(length: Double, gain: Double)] = []
    for start in observed.indices {
      for end in observed.indices[(start + 1)...] {
        let length = Double(observed[end].day.ordinal - observed[start].day.ordinal) / 7
        guard length <= Double(weeks) + 0.5 else { break }
        let repaired = steps.reduce(0) { sum, step in
          observed[start].day.ordinal < step.day && step.day <= observed[end].day.ordinal
            ? sum + step.size : sum
        }
        windows.append((length, observed[end].score - observed[start].score - repaired))
      }
    }
    let full = windows.filter { $0.length > Double(weeks) - 0.5 }
    let longest = windows.map(\.length).max() ?? 0
    isStretched = full.isEmpty
    gains =
      full.isEmpty
      ? windows.filter { $0.length > longest - 0.5 }.map { $0.gain * Double(weeks) / $0.length }.sorted()
      : full.map(\.gain).sorted()
    best = max(gains.last ?? 0, windows.map(\.gain).max() ?? 0, 0)
  }

  /// Where a gain lies among the past ones: the share of windows, from 0 to 100, with a smaller gain, ties
  /// counting half. `nil` without any window.
  public func percentile(of gain: Double) -> Double? {
    guard !gains.isEmpty else { return nil }
    // Scores have few decimals; what differs by less than a millionth of a point is a tie.
    let below = gains.count { $0 < gain - 1e-6 }
    let equal = gains.count { abs($0 - gain) <= 1e-6 }
    return 100 * (Double(below) + 0.5 * Double(equal)) / Double(gains.count)
  }
}
