import Forecasting
import Scorecard

/// The units of one level in a weekly report: who leads, who lags, who moved.
public struct LevelReview: Sendable {
  /// The names that reports give to scores.
  public enum Rating: Sendable, Hashable, CaseIterable {
    /// 94 of a hundred and more.
    case leading
    /// From 90 on.
    case good
    /// Below 90.
    case needsImprovement

    /// The least score of the group, as a part of the maximum.
    public var least: Double {
      switch self {
      case .leading: 0.94
      case .good: 0.90
      case .needsImprovement: 0
      }
    }
  }

  /// One unit.
  public struct Member: Sendable {
    /// The unit's position in the history.
    public let unit: Int
    /// The latest total and the change to it.
    public let latest: LatestChange
    /// One plus the number of ranked units with a higher total.
    public let rank: Int
    /// The rank a week before, among those ranked then; `nil` where it was not ranked.
    public let previousRank: Int?
    /// Which group it belongs to.
    public let rating: Rating
    /// Whether the change is larger than what is usual; `nil` where too little is known to tell.
    public let isBeyondNoise: Bool?
    /// The change is one that looks like a fault of the data, or its repair.
    public let isImplausible: Bool
    /// One distribution of the total per week ahead; empty where there is no forecast.
    public let forecast: [PredictiveDistribution]
    /// The latest score of each component of the index; `nil` where it is not known.
    public let components: [Double?]

    /// By how many ranks it went up.
    public var ranksGained: Int? { previousRank.map { $0 - rank } }
  }

  /// The level; `nil` of units without one.
  public let level: Level?
  /// The latest day with a total.
  public let day: Day
  /// The units that are ranked, the highest total first; equal ones in the order of the history.
  public let members: [Member]
  /// The units whose latest total is too old to be ranked, the oldest last.
  public let stale: [Member]

  /// The units of a rating, best first.
  public func members(_ rating: Rating) -> [Member] { members.filter { $0.rating == rating } }

  /// The units at the end: a tenth of the level, at least three, if there are twice as many.
  public var bottom: ArraySlice<Member> { members.suffix(groupSize) }

  /// The units at the top, as many as at the bottom.
  public var top: ArraySlice<Member> { members.prefix(groupSize) }

  /// How many units make up the top and the bottom group.
  private var groupSize: Int { min(max(members.count / 10, 3), 10, members.count / 2) }

  /// The difference between the first unit and the tenth, in points; `nil` with fewer than ten.
  public var topTenSpread: Double? {
    members.count < 10 ? nil : LatestChange.clean(members[0].latest.score - members[9].latest.score)
  }

  /// The mean of the top group less the mean of the bottom group, in points; `nil` where there are no groups.
  public var gapToBottom: Double? {
    guard groupSize > 0 else { return nil }
    func mean(_ group: ArraySlice<Member>) -> Double {
      group.reduce(0) { $0 + $1.latest.score } / Double(group.count)
    }
    return LatestChange.clean(mean(top) - mean(bottom))
  }

  /// The mean total, in points.
  public var mean: Double { members.reduce(0) { $0 + $1.latest.score } / Double(members.count) }

  /// Units that rose this week, the greatest rise first.
  public var risers: [Member] {
    weekly.filter { $0.latest.change! > 1e-9 }.sorted { $0.latest.change! > $1.latest.change! }
  }

  /// Units that fell this week, the greatest fall first.
  public var fallers: [Member] {
    weekly.filter { $0.latest.change! < -1e-9 }.sorted { $0.latest.change! < $1.latest.change! }
  }

  /// Units with a change within the latest week.
  private var weekly: [Member] {
    members.filter { $0.latest.change != nil && day.days(since: $0.latest.day) < 7 }
  }

  /// - Parameters:
  ///   - level: Of which units.
  ///   - forecast: Of all of them.
  ///   - findings: What was found in the data.
  /// - Returns: `nil` where no unit of the level has a total.
  init?(_ level: Level?, _ forecast: ScorecardForecast, findings: [Finding]) {
    let history = forecast.history
    guard let index = history.index else { return nil }
    let units = history.units.indices.filter { history.units[$0].level == level }
    let totals = Dictionary(
      uniqueKeysWithValues: units.map { ($0, LatestChange.totals(of: $0, in: history)) })
    let known = units.compactMap { unit in LatestChange(totals[unit]!).map { (unit: unit, latest: $0) } }
    guard let day = known.map(\.latest.day).max() else { return nil }
    self.level = level
    self.day = day

    func isCurrent(_ other: Day) -> Bool { day.days(since: other) <= Standing.daysOfValidity }
    let current = known.filter { isCurrent($0.latest.day) }
    let scores = current.map(\.latest.score)
    // A week ago: what each unit had then, were it the week's report or the one before it.
    let then = Dictionary(
      uniqueKeysWithValues: current.compactMap { one in
        totals[one.unit]!.last { day.days(since: $0.day) >= 7 }
          .flatMap { day.days(since: $0.day) <= 7 + Standing.daysOfValidity ? (one.unit, $0.score) : nil }
      })
    let noise = ChangeNoise(totals)
    let jumps = Set(
      findings.filter { $0.code == .implausibleJump && $0.indicator == .total }.compactMap { finding in
        finding.day.flatMap { day in finding.unitPosition.map { Jump(unit: $0, day: day) } }
      })

    func member(_ unit: Int, _ latest: LatestChange) -> Member {
      let share = latest.score / index.maximum
      return Member(
        unit: unit, latest: latest, rank: 1 + scores.count { $0 > latest.score + 1e-9 },
        previousRank: then[unit].map { own in 1 + then.values.count { $0 > own + 1e-9 } },
        rating: Rating.allCases.first { share >= $0.least - 1e-12 } ?? .needsImprovement,
        isBeyondNoise: latest.change == nil ? nil : noise?.isBeyond(latest, unit: unit),
        isImplausible: jumps.contains(Jump(unit: unit, day: latest.day)),
        forecast: forecast.entry(unit: unit, indicator: .total)?.distributions ?? [],
        components: index.components.indices.map {
          history.series(unit: unit, indicator: .component($0)).last?.score
        })
    }
    members = current.map { member($0.unit, $0.latest) }.enumerated().sorted {
      ($1.element.latest.score, $0.offset) < ($0.element.latest.score, $1.offset)
    }.map(\.element)
    stale = known.filter { !isCurrent($0.latest.day) }.map { member($0.unit, $0.latest) }
      .sorted { $0.latest.day > $1.latest.day }
  }

  private struct Jump: Hashable {
    let unit: Int
    let day: Day
  }
}
