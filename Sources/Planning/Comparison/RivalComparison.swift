import Forecasting
import Scorecard

/// A unit against its rivals: the gap now, how fast it closes, and how likely it is to lead in each coming week.
///
/// The gap is the unit's total minus the rival's, on joint sample paths: both share the shocks of a week.
public struct RivalComparison: Sendable {
  /// One coming week.
  public struct Week: Sendable {
    /// Weeks ahead, from one.
    public let step: Int
    /// The day.
    public let day: Day
    /// The distribution of the gap, in points.
    public let gap: PredictiveDistribution
    /// The probability that the unit is behind the rival.
    public let probabilityBehind: Double
    /// The probability that it is ahead; the rest to one is that of a draw.
    public let probabilityAhead: Double
    /// The probability that the unit leads by at least the margin.
    public let probabilityLead: Double
  }

  /// One rival.
  public struct Rival: Sendable {
    /// The rival's position in the history.
    public let unit: Int
    /// Its latest total.
    public let score: Double
    /// The day of the latest total.
    public let day: Day
    /// The gap between the latest totals, in points; positive when the unit leads.
    public let gapNow: Double
    /// The gap a week before; `nil` where both are not known then.
    public let gapBefore: Double?
    /// By how many points a week the gap has been closing, over the latest weeks in which both are known;
    /// negative when it widens, `nil` with fewer than two such weeks.
    public let closingSpeed: Double?
    /// The number of weeks that the closing speed rests on.
    public let closingWeeks: Double
    /// The coming weeks.
    public let weeks: [Week]

    /// The first week in which the order of today is more likely turned around than not: the unit behind if
    /// it leads now, ahead if it is behind now. `nil` if none of the weeks is.
    public var overtaking: Week? {
      gapNow >= 0
        ? weeks.first { $0.probabilityBehind > 0.5 } : weeks.first { $0.probabilityAhead > 0.5 }
    }
  }

  /// The unit.
  public let unit: Int
  /// Its latest total.
  public let score: Double
  /// The day of the latest total.
  public let day: Day
  /// The lead that counts, in points.
  public let margin: Double
  /// The rivals, nearest first.
  public let rivals: [Rival]
  /// The probability, week by week, that the unit leads all of them by the margin.
  public let probabilityLeadAll: [Double]
  /// The number of sample paths.
  public let pathCount: Int
  /// What selected the random numbers.
  public let seed: UInt64

  /// The weeks over which a closing speed is taken.
  static let closingWindow = 4.5

  /// Forecasts a unit and its rivals, and compares them.
  ///
  /// - Parameters:
  ///   - history: A scorecard with all of them.
  ///   - name: The unit's name.
  ///   - rivals: All others of its level, or some by name.
  ///   - margin: The lead that counts, in points.
  ///   - forecaster: The model and the number of weeks.
  ///   - pathCount: Sample paths behind every probability.
  ///   - seed: The same seed gives the same comparison.
  /// - Throws: ``PlanError`` for a name that does not exist or a unit without a total.
  public init(
    _ history: History, unit name: String, rivals: Target.Rivals = .all, margin: Double = 1,
    forecaster: Forecaster = Forecaster(), pathCount: Int = Planner.defaultPathCount, seed: UInt64 = 1
  ) throws(PlanError) {
    let (unit, others) = try Self.resolve(name, rivals, margin: margin, in: history)
    let forecast = ScorecardForecast(
      history, forecaster: forecaster, units: Set(others + [unit]), pathCount: pathCount, seed: seed)
    self.init(forecast, unit: unit, rivals: others, margin: margin)
  }

  /// Compares a unit with rivals in a forecast that is there already.
  ///
  /// - Parameters:
  ///   - forecast: The forecast of a scorecard with all units that are compared.
  ///   - name: The unit's name.
  ///   - rivals: All others of its level, or some by name.
  ///   - margin: The lead that counts, in points.
  /// - Throws: ``PlanError`` for a name that does not exist or a unit without a total.
  public init(
    _ forecast: ScorecardForecast, unit name: String, rivals: Target.Rivals = .all, margin: Double = 1
  ) throws(PlanError) {
    let (unit, others) = try Self.resolve(name, rivals, margin: margin, in: forecast.history)
    self.init(forecast, unit: unit, rivals: others, margin: margin)
  }

  private static func resolve(
    _ name: String, _ rivals: Target.Rivals, margin: Double, in history: History
  ) throws(PlanError) -> (unit: Int, rivals: [Int]) {
    guard history.index != nil else { throw .noIndex }
    guard abs(margin) <= PlanSpecification.greatestNumber else { throw .invalidNumber("lead", margin) }
    let unit = try UnitSelection.unit(named: name, in: history)
    guard history.hasTotal(ofUnit: unit) else { throw .noTotal(unit: history.units[unit].name) }
    return (unit, try UnitSelection.rivals(rivals, of: unit, in: history))
  }

  /// - Precondition: The forecast has the totals of all of these units.
  private init(_ forecast: ScorecardForecast, unit: Int, rivals others: [Int], margin: Double) {
    let history = forecast.history
    let own = forecast.entry(unit: unit, indicator: .total)!
    let ownPaths = forecast.paths(unit: unit, indicator: .total)!
    var leadsAll = Array(
      repeating: [Bool](repeating: true, count: forecast.pathCount), count: forecast.horizon)
    var found: [Rival] = []
    for other in others {
      let entry = forecast.entry(unit: other, indicator: .total)!
      let paths = forecast.paths(unit: other, indicator: .total)!
      let weeks = (0..<forecast.horizon).map { step in
        let gaps = zip(ownPaths.column(step), paths.column(step)).map { $0 - $1 }
        var leads = 0
        for (path, gap) in gaps.enumerated() {
          if gap >= margin - 1e-9 { leads += 1 } else { leadsAll[step][path] = false }
        }
        return Week(
          step: step + 1, day: entry.days[step],
          gap: PredictiveDistribution(
            samples: gaps, mean: own.distributions[step].mean - entry.distributions[step].mean),
          probabilityBehind: Double(gaps.count { $0 < -1e-9 }) / Double(gaps.count),
          probabilityAhead: Double(gaps.count { $0 > 1e-9 }) / Double(gaps.count),
          probabilityLead: Double(leads) / Double(gaps.count))
      }
      let closing = Self.closingSpeed(
        history.series(unit: unit, indicator: .total), history.series(unit: other, indicator: .total))
      found.append(
        Rival(
          unit: other, score: entry.lastScore, day: entry.lastDay,
          gapNow: own.lastScore - entry.lastScore, gapBefore: closing?.before, closingSpeed: closing?.speed,
          closingWeeks: closing?.weeks ?? 0, weeks: weeks))
    }
    self.unit = unit
    score = own.lastScore
    day = own.lastDay
    self.margin = margin
    // By the size of the gap; equal gaps keep the order of the history.
    self.rivals = found.enumerated().sorted {
      (abs($0.element.gapNow), $0.offset) < (abs($1.element.gapNow), $1.offset)
    }.map(\.element)
    probabilityLeadAll = leadsAll.map { Double($0.count { $0 }) / Double(forecast.pathCount) }
    pathCount = forecast.pathCount
    seed = forecast.seed
  }

  /// The mean weekly decrease of the gap over the latest weeks in which both reported within three days, and the gap
  /// a week before the last of these.
  private static func closingSpeed(
    _ own: [(day: Day, score: Double)], _ other: [(day: Day, score: Double)]
  ) -> (speed: Double, weeks: Double, before: Double?)? {
    var gaps: [(day: Int, gap: Double)] = []
    var position = 0
    for mine in own {
      func distance(_ index: Int) -> Int { abs(other[index].day.ordinal - mine.day.ordinal) }
      while position + 1 < other.count, distance(position + 1) <= distance(position) { position += 1 }
      guard position < other.count, distance(position) <= 3 else { continue }
      gaps.append((mine.day.ordinal, mine.score - other[position].score))
    }
    guard let last = gaps.last else { return nil }
    let recent = gaps.filter { Double(last.day - $0.day) / 7 <= closingWindow }
    guard let first = recent.first, first.day < last.day else { return nil }
    let weeks = Double(last.day - first.day) / 7
    let before = recent.last { (4...10).contains(last.day - $0.day) }?.gap
    return ((last.gap >= 0 ? first.gap - last.gap : last.gap - first.gap) / weeks, weeks, before)
  }
}
