import Forecasting
import Scorecard

/// One component in a weekly report: where it stands, how it moved, and where it is going.
public struct ComponentReview: Sendable {
  /// What is worth saying beside the numbers.
  public enum Remark: Sendable, Hashable {
    /// The lowest ratio to its maximum of all components.
    case lowestRatio
    /// It fell, and no other component did.
    case onlyFall
    /// The greatest rise of the week.
    case greatestRise
    /// The greatest fall of the week, where several fell.
    case greatestFall
    /// It stands at its maximum.
    case atMaximum
    /// It has hardly any headroom left.
    case almostFull(points: Double)
    /// So many of the latest observations are equal to the one before.
    case unchanged(weeks: Int)
    /// Its latest score is older than that of the other components.
    case late(Day)
  }

  /// Which component.
  public let indicator: Indicator
  /// The latest score and the change to it.
  public let latest: LatestChange
  /// The highest score.
  public let maximum: Double
  /// The change over about four weeks, in points; `nil` where the history is shorter.
  public let monthChange: Double?
  /// One distribution per week ahead; empty where there is no forecast.
  public let forecast: [PredictiveDistribution]
  /// What is worth saying.
  public fileprivate(set) var remarks: [Remark] = []

  /// The score as a part of the maximum.
  public var ratio: Double { latest.score / maximum }

  /// The points left to the maximum.
  public var headroom: Double { max(maximum - latest.score, 0) }

  /// Below so many points of headroom a component is almost full.
  static let littleHeadroom = 0.2
  /// From so many unchanged observations on, standing still is worth saying.
  private static let stillness = 3

  /// The components of a unit, in the order of the index; those without a score are left out.
  static func all(_ forecast: ScorecardForecast, unit: Int) -> [ComponentReview] {
    guard let index = forecast.history.index else { return [] }
    var found: [ComponentReview] = []
    var unchanged: [Int] = []
    for position in index.components.indices {
      let indicator = Indicator.component(position)
      let series = forecast.history.series(unit: unit, indicator: indicator)
      guard let latest = LatestChange(series) else { continue }
      found.append(
        ComponentReview(
          indicator: indicator, latest: latest, maximum: index.components[position].maximum,
          monthChange: monthChange(series),
          forecast: forecast.entry(unit: unit, indicator: indicator)?.distributions ?? []))
      unchanged.append(
        zip(series, series.dropFirst()).reversed().prefix { abs($1.score - $0.score) <= 1e-9 }.count)
    }
    return remarked(found, unchanged)
  }

  private static func remarked(_ components: [ComponentReview], _ unchanged: [Int]) -> [ComponentReview] {
    let lowest = components.map(\.ratio).min()
    let day = components.map(\.latest.day).max()
    // Changes to other days are not the week's.
    let changes = components.map { $0.latest.day == day ? $0.latest.change : nil }
    let falls = changes.count { ($0 ?? 0) < -1e-9 }
    let (greatest, least) = (changes.compactMap(\.self).max() ?? 0, changes.compactMap(\.self).min() ?? 0)
    return components.indices.map { position in
      var component = components[position]
      var remarks: [Remark] = []
      if component.headroom <= 1e-9 {
        remarks.append(.atMaximum)
      } else if component.headroom < littleHeadroom {
        remarks.append(.almostFull(points: component.headroom))
      }
      if components.count > 1, component.ratio == lowest { remarks.append(.lowestRatio) }
      if let change = changes[position], components.count > 1 {
        if change < -1e-9, falls == 1 { remarks.append(.onlyFall) }
        if change == least, falls > 1 { remarks.append(.greatestFall) }
        if change == greatest, change > 1e-9 { remarks.append(.greatestRise) }
      }
      if unchanged[position] >= stillness { remarks.append(.unchanged(weeks: unchanged[position])) }
      if let day, component.latest.day < day { remarks.append(.late(component.latest.day)) }
      component.remarks = remarks
      return component
    }
  }

  /// The change since the observation that lies nearest to four weeks back, if one lies three to five weeks back.
  private static func monthChange(_ series: [(day: Day, score: Double)]) -> Double? {
    guard let last = series.last else { return nil }
    let ages = series.map { (age: last.day.days(since: $0.day), score: $0.score) }
    let near = ages.filter { (21...35).contains($0.age) }
    return near.min { abs($0.age - 28) < abs($1.age - 28) }.map { LatestChange.clean(last.score - $0.score) }
  }
}
