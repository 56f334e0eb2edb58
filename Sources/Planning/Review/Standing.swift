import Scorecard

/// Where a unit's total stands among the units of its level.
public struct Standing: Sendable, Hashable {
  /// The latest total and the change to it.
  public let latest: LatestChange
  /// Whether the total was published; else it is the sum of the components.
  public let isPublished: Bool
  /// One plus the number of units with a higher total; units that have not reported for two weeks do not count.
  public let rank: Int
  /// The number of units that are ranked, this one included.
  public let rankedCount: Int
  /// For how many weeks in a row, as far as both are known, no ranked unit had a higher total; zero if one has now.
  public let weeksInLead: Int
  /// Whether the lead began before the first week in which a rival's total is known: then it is longer than known.
  public let isLeadOlder: Bool

  /// Days after which a total no longer says where a unit stands.
  static let daysOfValidity = 13
  /// Reports of one week come on several days.
  private static let daysOfWeek = 3

  /// - Parameters:
  ///   - unit: With a total.
  ///   - history: A scorecard.
  init?(unit: Int, in history: History) {
    guard let latest = LatestChange(totalOf: unit, in: history) else { return nil }
    self.latest = latest
    isPublished = !history.series(unit: unit, indicator: .total).isEmpty
    let level = history.units[unit].level
    let rivals = history.units.indices.filter { $0 != unit && history.units[$0].level == level }
      .map { LatestChange.totals(of: $0, in: history) }
    let current = rivals.compactMap(\.last).filter {
      latest.day.days(since: $0.day) <= Self.daysOfValidity
    }
    rank = 1 + current.count { $0.score > latest.score + 1e-9 }
    rankedCount = 1 + current.count

    var (weeks, isOlder) = (0, false)
    if rank == 1, !current.isEmpty {
      for (day, score) in LatestChange.totals(of: unit, in: history).reversed() {
        let others = rivals.compactMap { rival in
          rival.last { abs($0.day.days(since: day)) <= Self.daysOfWeek }?.score
        }
        // Weeks in which nobody else is known say nothing.
        if others.isEmpty {
          isOlder = true
          continue
        }
        if others.contains(where: { $0 > score + 1e-9 }) {
          isOlder = false
          break
        }
        weeks += 1
        isOlder = true
      }
    }
    (weeksInLead, isLeadOlder) = (weeks, isOlder)
  }
}
