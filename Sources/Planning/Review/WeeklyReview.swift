import Forecasting
import Scorecard

/// What a week brought a unit and what the next weeks may bring: the facts of a weekly report, without words.
///
/// ```swift
/// let review = try WeeklyReview(try HistoryReader.read(path: "history.csv"), unit: "Bắc Ninh")
/// print(review.standing.rank, review.rivals?.rivals.first?.overtaking)
/// ```
public struct WeeklyReview: Sendable {
  /// What is known, with what was left out of it.
  public let data: IngestResult
  /// The unit's position in the history.
  public let unit: Int
  /// The day that the report is about: that of the unit's latest total.
  public let day: Day
  /// The forecast of all units.
  public let forecast: ScorecardForecast
  /// Where the unit's total stands.
  public let standing: Standing
  /// The unit against its rivals; `nil` where no other unit of its level has a current total.
  public let rivals: RivalComparison?
  /// How likely each rank among all units of its level is; `nil` as ``rivals``.
  public let ranks: RankOutlook?
  /// The unit's components that have a score, in the order of the index.
  public let components: [ComponentReview]
  /// The other levels, in the order of the history, each with its units.
  public let levels: [LevelReview]
  /// What was found in the data.
  public let findings: [Finding]
  /// The plan for the targets that were set; `nil` where none were.
  public let plan: Plan?
  /// What came of an earlier forecast; `nil` unless one was named.
  public private(set) var hindsight: Hindsight?

  private let forecaster: Forecaster

  /// What is known.
  public var history: History { data.history }

  /// The forecast of the unit's total, one distribution per week ahead.
  public var total: [PredictiveDistribution] {
    forecast.entry(unit: unit, indicator: .total)?.distributions ?? []
  }

  /// The review with what came of an earlier forecast, and why today's says something else.
  ///
  /// - Throws: What makes the two impossible to compare.
  /// - Complexity: That of two to five forecasts of the unit.
  public func since(_ earlier: EarlierForecast) throws(ForecastFileError) -> WeeklyReview {
    var review = self
    review.hindsight = try Hindsight(earlier, to: forecast, forecaster: forecaster, unit: unit)
    return review
  }

  /// Reviews the latest week of a scorecard.
  ///
  /// - Parameters:
  ///   - data: A scorecard as it was read.
  ///   - name: The unit that the report is about.
  ///   - rivals: Those whose gaps are followed; by default all of the unit's level that reported in the last two weeks.
  ///   - margin: The lead that counts, in points.
  ///   - forecaster: The model and the number of weeks.
  ///   - plan: The plan for the unit's targets.
  ///   - pathCount: Sample paths behind every probability.
  ///   - seed: The same seed gives the same review.
  /// - Throws: ``PlanError`` for a name that does not exist, a unit without a total, or plain series.
  /// - Complexity: That of a forecast of all units.
  public init(
    _ data: IngestResult, unit name: String, rivals: Target.Rivals = .all, margin: Double = 1,
    forecaster: Forecaster = Forecaster(), plan: Plan? = nil, pathCount: Int = Planner.defaultPathCount,
    seed: UInt64 = 1
  ) throws(PlanError) {
    let history = data.history
    guard history.index != nil else { throw .noIndex }
    let unit = try UnitSelection.unit(named: name, in: history)
    guard let standing = Standing(unit: unit, in: history), history.hasTotal(ofUnit: unit) else {
      throw .noTotal(unit: history.units[unit].name)
    }
    self.data = data
    self.unit = unit
    self.standing = standing
    self.plan = plan
    self.forecaster = forecaster
    day = standing.latest.day
    findings = DataCheck.findings(in: data)
    forecast = ScorecardForecast(history, forecaster: forecaster, pathCount: pathCount, seed: seed)

    let level = history.units[unit].level
    let peers = history.units.indices.filter { other in
      guard other != unit, history.units[other].level == level, history.hasTotal(ofUnit: other),
        let last = LatestChange.totals(of: other, in: history).last
      else { return false }
      return standing.latest.day.days(since: last.day) <= Standing.daysOfValidity
    }
    ranks = peers.isEmpty ? nil : RankOutlook(forecast, unit: unit, rivals: peers)
    if case .named = rivals {
      self.rivals = try RivalComparison(forecast, unit: name, rivals: rivals, margin: margin)
    } else {
      self.rivals =
        peers.isEmpty
        ? nil
        : try RivalComparison(
          forecast, unit: name, rivals: .named(peers.map { history.units[$0].name }), margin: margin)
    }
    components = ComponentReview.all(forecast, unit: unit)
    var levels: [Level?] = []
    for other in history.units.map(\.level) where other != level && !levels.contains(other) {
      levels.append(other)
    }
    self.levels = levels.compactMap { [forecast, findings] in LevelReview($0, forecast, findings: findings) }
  }
}
