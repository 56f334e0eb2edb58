import Scorecard

/// The gains that a series has made within a number of weeks: what its pace has been.
///
/// One entry per observation but the first: the greatest gain that led up to it from any observation of the
/// weeks before. A jump that was set aside as a repair is not counted as a gain. Where the whole history is
/// shorter than the weeks asked for, its gains are stretched to them.
public struct PastGains: Sendable, Hashable {
  /// The number of weeks.
  public let weeks: Int
  /// Gains in points, ascending.
  public let gains: [Double]
  /// Whether the history is shorter than the weeks, and its gains stretched.
  public let isStretched: Bool

  /// The greatest gain, at least zero.
  public var best: Double { max(gains.last ?? 0, 0) }

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

    let span =
      if let first = observed.first, let last = observed.last {
        Double(last.day.ordinal - first.day.ordinal) / 7
      } else { 0.0 }
    isStretched = span < Double(weeks) - 0.5
    let stretch = isStretched && span > 0 ? Double(weeks) / span : 1
    var gains: [Double] = []
    for end in observed.indices.dropFirst() {
      var best: Double?
      for start in observed[..<end].indices.reversed() {
        let length = Double(observed[end].day.ordinal - observed[start].day.ordinal) / 7
        guard length <= Double(weeks) + 0.5 else { break }
        let repaired = steps.reduce(0) { sum, step in
          observed[start].day.ordinal < step.day && step.day <= observed[end].day.ordinal
            ? sum + step.size : sum
        }
        best = max(best ?? -.infinity, observed[end].score - observed[start].score - repaired)
      }
      if let best { gains.append(best * stretch) }
    }
    self.gains = gains.sorted()
  }

  /// The gains within one week, two weeks, … up to so many.
  static func upTo(
    weeks: Int, _ forecast: ScorecardForecast, unit: Int, indicator: Indicator
  ) -> [PastGains] {
    (1...weeks).map { PastGains(forecast, unit: unit, indicator: indicator, weeks: $0) }
  }

  /// Where a gain lies among the past ones: the share of them, from 0 to 100, that are smaller, ties
  /// counting half. `nil` without any.
  public func percentile(of gain: Double) -> Double? {
    guard !gains.isEmpty else { return nil }
    // Scores have few decimals; what differs by less than a millionth of a point is a tie.
    let below = gains.count { $0 < gain - 1e-6 }
    let equal = gains.count { abs($0 - gain) <= 1e-6 }
    return 100 * (Double(below) + 0.5 * Double(equal)) / Double(gains.count)
  }
}
