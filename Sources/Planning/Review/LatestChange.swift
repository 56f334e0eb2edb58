import Scorecard

/// The latest score of a series and how it came about.
public struct LatestChange: Sendable, Hashable {
  /// The latest score.
  public let score: Double
  /// Its day.
  public let day: Day
  /// The score before it; `nil` where there is none.
  public let previous: Double?
  /// The day of the score before it.
  public let previousDay: Day?

  /// The latest score less the one before it, in points.
  public var change: Double? { previous.map { Self.clean(score - $0) } }

  /// The weeks between the two scores, at least one.
  public var weeks: Int? { previousDay.map { max(1, Int((Double(day.days(since: $0)) / 7).rounded())) } }

  /// The latest change of a series, days ascending; `nil` of an empty one.
  public init?(_ series: [(day: Day, score: Double)]) {
    guard let last = series.last else { return nil }
    (score, day) = (last.score, last.day)
    let before = series.dropLast().last
    (previous, previousDay) = (before?.score, before?.day)
  }

  /// The latest change of a unit's total: of the published one, else of the sum of its components on the days that have
  /// all of them.
  init?(totalOf unit: Int, in history: History) {
    self.init(Self.totals(of: unit, in: history))
  }

  /// The totals of a unit, days ascending: the published ones, else the sums of its components.
  static func totals(of unit: Int, in history: History) -> [(day: Day, score: Double)] {
    let published = history.series(unit: unit, indicator: .total)
    guard published.isEmpty, let index = history.index else { return published }
    var sums: [Day: (sum: Double, count: Int)] = [:]
    for component in index.components.indices {
      for (day, score) in history.series(unit: unit, indicator: .component(component)) {
        sums[day, default: (0, 0)].sum += score
        sums[day]!.count += 1
      }
    }
    return sums.filter { $0.value.count == index.components.count }
      .map { (day: $0.key, score: clean($0.value.sum)) }.sorted { $0.day < $1.day }
  }

  /// A number without the dust that sums of decimals leave.
  static func clean(_ value: Double) -> Double { (value * 1e9).rounded() / 1e9 }
}
