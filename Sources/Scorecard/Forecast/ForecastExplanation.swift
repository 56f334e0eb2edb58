import Forecasting

extension ScorecardForecast {
  /// A part of what moves the forecast of an entry away from its latest score.
  public struct Driver: Sendable, Hashable {
    /// Where a part comes from.
    public enum Source: Sendable, Hashable {
      /// From the past of the series itself, or from what series share.
      case series(ForecastDriver.Kind)
      /// From one of the components that the total is the sum of.
      case component(Indicator)
    }

    /// Where it comes from.
    public let source: Source
    /// How much it adds, in points.
    public let amount: Double
  }

  /// The change of a series over its last weeks, jumps that were set aside left out.
  public struct RecentPace: Sendable, Hashable {
    /// The mean change per week.
    public let perWeek: Double
    /// Over how many weeks.
    public let weeks: Int
  }

  /// What an entry is made of.
  enum Terms: Sendable {
    /// The forecast of its own series.
    case series(SeriesForecast)
    /// The components of a total, with the expected gain of each by every week.
    case sum([(indicator: Indicator, gains: [Double])])
    /// Nothing that moves.
    case none
  }

  /// How far back the pace of a series is looked at.
  private static let paceDays = 8 * 7

  /// The change per week that the last eight weeks of an entry's series show, or `nil` where there are not
  /// two observations.
  public func recentPace(of entry: Entry) -> RecentPace? {
    let known = history.series(unit: entry.unit, indicator: entry.indicator).filter {
      $0.day.days(since: entry.lastDay) >= -Self.paceDays
    }
    guard let first = known.first, let last = known.last, first.day < last.day else { return nil }
    let start = Double(first.day.days(since: stepOrigin(of: entry))) / 7
    let jumps = entry.method.steps.filter { $0.time > start }.reduce(0) { $0 + $1.size }
    let weeks = Double(last.day.days(since: first.day)) / 7
    return RecentPace(
      perWeek: (last.score - first.score - jumps) / weeks, weeks: max(1, Int(weeks.rounded())))
  }
}

extension ScorecardForecast.Entry {
  /// Whether the drivers explain the mean, as that of a total which is a sum; else they explain the median.
  /// Means add up, medians do not.
  public var explainsMean: Bool {
    if case .sum = terms { true } else { false }
  }

  /// What is explained: how far the forecast, its median or mean, lies from the latest score.
  public func explainedChange(step: Int) -> Double {
    let distribution = distributions[step - 1]
    return (explainsMean ? distribution.mean : distribution.median) - lastScore
  }

  /// What moves the forecast of a week away from the latest score. The parts add up to
  /// ``explainedChange(step:)``; parts of zero are left out.
  ///
  /// - Parameter step: The week ahead, from 1.
  public func drivers(step: Int) -> [ScorecardForecast.Driver] {
    var parts: [ScorecardForecast.Driver]
    switch terms {
    case .none:
      return []
    case .series(let series):
      parts = series.drivers(step: step).map { .init(source: .series($0.kind), amount: $0.amount) }
    case .sum(let components):
      parts = components.map { .init(source: .component($0.indicator), amount: $0.gains[step - 1]) }
      // What a total at its maximum cannot take.
      let rest = explainedChange(step: step) - parts.reduce(0) { $0 + $1.amount }
      if abs(rest) > 1e-6 { parts.append(.init(source: .series(.bound), amount: rest)) }
    }
    return parts.filter { $0.amount != 0 }
  }
}
