import Scorecard

/// The gains that a series has made within a number of weeks: what its pace has been.
///
/// One entry per observation but the first: the greatest gain that led up to it from any observation of the
/// weeks before. A jump that was set aside as a repair is not counted as a gain. Where the whole history is
/// shorter than the weeks asked for, its gains are stretched to them. Where few gains are known, those that other units
/// of the level have made in the same component say what is possible: the pace that one in ten of them reached.
public struct PastGains: Sendable, Hashable {
  /// The number of weeks.
  public let weeks: Int
  /// Gains in points, ascending.
  public let gains: [Double]
  /// Whether the history is shorter than the weeks, and its gains stretched.
  public let isStretched: Bool

  /// The gain that one in ten gains of other units reached; `nil` where enough own ones are known, or too few of others.
  public private(set) var pooled: Double?

  /// The greatest gain, own or pooled, at least zero.
  public var best: Double { max(gains.last ?? 0, pooled ?? 0, 0) }

  /// Whether the best gain is that of other units.
  public var isPooled: Bool { best > max(gains.last ?? 0, 0) }

  /// Fewer own gains than these say little of what is possible.
  private static let enoughGains = 8
  /// Gains of others that are needed at least.
  private static let enoughOthers = 20

  /// The gains of one indicator of a unit.
  ///
  /// - Complexity: O(n²) for n observations of the last two years.
  public init(_ forecast: ScorecardForecast, unit: Int, indicator: Indicator, weeks: Int) {
    self.weeks = weeks
    let observed = forecast.history.series(unit: unit, indicator: indicator).suffix(104)
    let steps: [(day: Int, size: Double)] =
      if let entry = forecast.entry(unit: unit, indicator: indicator), case .model(let record) = entry.method
      {
        record.steps.map {
          (forecast.stepOrigin(of: entry).ordinal + Int(($0.time * 7).rounded()), $0.size)
        }
      } else { [] }

    (gains, isStretched) = Self.gains(observed, weeks: weeks, steps: steps)
  }

  /// Gains in ascending order, and whether they had to be stretched.
  private static func gains(
    _ observed: ArraySlice<(day: Day, score: Double)>, weeks: Int, steps: [(day: Int, size: Double)]
  ) -> ([Double], isStretched: Bool) {
    let span =
      if let first = observed.first, let last = observed.last {
        Double(last.day.ordinal - first.day.ordinal) / 7
      } else { 0.0 }
    let isStretched = span < Double(weeks) - 0.5
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
    return (gains.sorted(), isStretched)
  }

  /// The gains within one week, two weeks, … up to so many, pooled where the unit has few of its own.
  ///
  /// - Complexity: As many times that of one series as the level has units, where gains are pooled.
  static func upTo(
    weeks: Int, _ forecast: ScorecardForecast, unit: Int, indicator: Indicator
  ) -> [PastGains] {
    var found = (1...weeks).map { PastGains(forecast, unit: unit, indicator: indicator, weeks: $0) }
    guard found.contains(where: { $0.gains.count < enoughGains }) else { return found }
    let history = forecast.history
    let others = history.units.indices.filter {
      $0 != unit && history.units[$0].level == history.units[unit].level
    }
    .map { history.series(unit: $0, indicator: indicator).suffix(104) }.filter { $0.count > 1 }
    for position in found.indices where found[position].gains.count < enoughGains {
      // Stretched gains of others would be guesses about guesses.
      let pool = others.map { gains($0, weeks: position + 1, steps: []) }.filter { !$0.isStretched }
        .flatMap(\.0).sorted()
      guard pool.count >= enoughOthers else { continue }
      found[position].pooled = pool[Int(0.9 * Double(pool.count - 1))]
    }
    return found
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
