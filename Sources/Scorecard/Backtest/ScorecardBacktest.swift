import Forecasting

/// How good the forecasts of a history would have been: made again from past weeks by the same
/// ``ScorecardForecast``, knowing nothing later, and compared with what came.
///
/// Nothing is peeked at. An origin knows the days up to it, and of a score that was corrected later the value
/// that stood there then; where a file does not tell when a correction came, the value first seen (see the
/// table below). Outcomes are the corrected values: what the forecast was really about.
///
/// | the file | a correction is known |
/// |---|---|
/// | rows come week after week, and some correction stands below rows of later days | after the latest day above it |
/// | sorted otherwise, or each correction beside the row that it replaces | at no origin |
///
/// Dated scorecards have common origins: the latest day reported up to so many weeks before the end; weeks in
/// which nothing was reported are none. A plain series has its own, counted from its own last observation. An
/// outcome is the score nearest to the day that was forecast, at most three days away; forecasts without one are
/// counted and left out. So are series with fewer than two observations at the origin. The unallocated
/// difference of a total is no forecast and is not judged.
public struct ScorecardBacktest: Sendable {
  /// The history that was backtested.
  public let history: History
  /// The units whose forecasts were judged, as positions in the history.
  public let units: Set<Int>
  /// The groups of the result: the total first, then components in the order of the index; of plain series the
  /// value.
  public let indicators: [Indicator]
  /// The figures.
  public let result: BacktestResult
  /// For each origin of the result the day from which weeks counted; of plain series `nil`.
  public let days: [Day?]
  /// How many scores were corrected: forecasts knew the earlier value until the correction came.
  public let correctionCount: Int
  /// Sample paths for totals.
  public let pathCount: Int
  /// What selected the random numbers.
  public let seed: UInt64

  /// Sample paths for totals: for medians and intervals over many origins as good as the 5000 of a forecast.
  public static let usualPathCount = 1000

  /// Backtests a history.
  ///
  /// - Parameters:
  ///   - history: At least one observation.
  ///   - backtest: Models, weeks ahead, origins and levels.
  ///   - units: The units to judge, by default all. What series share is learnt from all units.
  ///   - pathCount: Sample paths for totals.
  ///   - seed: The same seed gives the same figures.
  ///   - progress: Called with the origins done and their number.
  /// - Complexity: That of ``ScorecardForecast``, for each model and origin. Memory for as many origins at a
  ///   time as `Backtest.originsAtOnce`.
  public init(
    _ history: History, backtest: Backtest, units: Set<Int>? = nil, pathCount: Int = usualPathCount,
    seed: UInt64 = 1, progress: (Int, Int) -> Void = { _, _ in }
  ) async {
    guard let latest = history.latestDay, let earliest = history.earliestDay else {
      preconditionFailure("an empty history has no past forecasts")
    }
    self.history = history
    self.units = units ?? Set(history.units.indices)
    self.pathCount = pathCount
    self.seed = seed
    let knowledge = CorrectionKnowledge(history)
    correctionCount = knowledge.count
    let indicators = Self.indicators(of: self.units, in: history)
    self.indicators = indicators
    let groups = Dictionary(uniqueKeysWithValues: indicators.enumerated().map { ($1, $0) })
    let calendar = OriginCalendar(history, latest: latest)
    let outcomes = Outcomes(history, units: self.units)

    result = await backtest.run(
      groupCount: max(indicators.count, 1), weeksBack: latest.days(since: earliest) / 7, progress: progress
    ) { weeksBack, table in
      guard let steps = backtest.steps(weeksBack: weeksBack) else { return 0 }
      let known = knowledge.history { calendar.day(ofUnit: $0, weeksBack: weeksBack) }
      guard known.latestDay != nil else { return 0 }
      // Which series are judged, and what their errors are counted in.
      var scales: [SeriesName: Double?] = [:]
      for unit in outcomes.units {
        let cut = calendar.day(ofUnit: unit, weeksBack: weeksBack)
        for indicator in outcomes.indicators(ofUnit: unit) {
          let observed = known.observed(unit: unit, indicator: indicator)
          guard observed.count >= Backtest.leastObservations, let last = observed.last else { continue }
          let newest = calendar.isShared ? known.latestDay! : last.day
          guard cut.days(since: newest) < 7 else { continue }
          scales[SeriesName(unit: unit, indicator: indicator)] = .some(
            Accuracy.naiveScale(observed.map(\.score)))
        }
      }
      guard !scales.isEmpty else { return 0 }
      var missing = 0
      for (model, choice) in backtest.models.enumerated() {
        let forecast = ScorecardForecast(
          known, forecaster: Forecaster(model: choice, horizon: backtest.horizon), units: units,
          pathCount: pathCount, seed: seed)
        for entry in forecast.entries {
          guard let group = groups[entry.indicator],
            let scale = scales[SeriesName(unit: entry.unit, indicator: entry.indicator)]
          else { continue }
          for step in steps {
            guard
              let outcome = outcomes.score(
                unit: entry.unit, indicator: entry.indicator, near: entry.days[step - 1])
            else {
              if model == 0 { missing += 1 }
              continue
            }
            let score = ForecastScore(
              entry.distributions[step - 1], outcome: outcome, scale: scale, levels: backtest.levels)
            table.add(score, model: model, group: group, step: step)
          }
        }
      }
      return missing
    }
    days = result.origins.map { origin in
      calendar.isShared
        ? history.upTo(latest.adding(days: -7 * origin.weeksBack)).latestDay : nil
    }
  }

  /// The indicators of some units: the total, then components in the order of the index.
  private static func indicators(of units: Set<Int>, in history: History) -> [Indicator] {
    let all: [Indicator] =
      [.total] + (history.index?.components.indices ?? 0..<0).map { .component($0) } + [.value]
    return all.filter { indicator in
      units.contains { unit in
        history.entry(unit: unit, indicator: indicator) != nil
          || indicator == .total && history.hasTotal(ofUnit: unit)
      }
    }
  }
}

/// The days up to which each unit is known at an origin.
private struct OriginCalendar: Sendable {
  /// Whether all units share their origins.
  let isShared: Bool
  private let ends: [Day]

  init(_ history: History, latest: Day) {
    let isShared = history.index != nil
    self.isShared = isShared
    ends = history.units.indices.map { unit in
      isShared ? latest : history.series(unit: unit, indicator: .value).last?.day ?? latest
    }
  }

  func day(ofUnit unit: Int, weeksBack: Int) -> Day { ends[unit].adding(days: -7 * weeksBack) }
}

/// What came, by unit and indicator.
private struct Outcomes: Sendable {
  /// The units in the order of the history.
  let units: [Int]
  private let series: [SeriesName: [(day: Day, score: Double)]]
  private let indicatorsByUnit: [Int: [Indicator]]

  init(_ history: History, units: Set<Int>) {
    self.units = units.sorted()
    var series: [SeriesName: [(day: Day, score: Double)]] = [:]
    var indicatorsByUnit: [Int: [Indicator]] = [:]
    for unit in self.units {
      var indicators = history.indicators(ofUnit: unit)
      if history.index != nil, !indicators.contains(.total) { indicators.append(.total) }
      for indicator in indicators {
        series[SeriesName(unit: unit, indicator: indicator)] = history.observed(
          unit: unit, indicator: indicator)
      }
      indicatorsByUnit[unit] = indicators
    }
    self.series = series
    self.indicatorsByUnit = indicatorsByUnit
  }

  func indicators(ofUnit unit: Int) -> [Indicator] { indicatorsByUnit[unit] ?? [] }

  /// The score nearest to a day, within the tolerance; of two equally near the earlier.
  func score(unit: Int, indicator: Indicator, near day: Day) -> Double? {
    guard let observed = series[SeriesName(unit: unit, indicator: indicator)] else { return nil }
    var low = 0
    var high = observed.count
    while low < high {
      let middle = (low + high) / 2
      if observed[middle].day.days(since: day) < -Backtest.toleranceInDays {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return observed[low...].prefix { $0.day.days(since: day) <= Backtest.toleranceInDays }
      .min { abs($0.day.days(since: day)) < abs($1.day.days(since: day)) }?.score
  }
}

extension History {
  /// The scores of a series; of a total that is never published, the sums of its components on the days on
  /// which all are known.
  fileprivate func observed(unit: Int, indicator: Indicator) -> [(day: Day, score: Double)] {
    let published = series(unit: unit, indicator: indicator)
    guard indicator == .total, published.isEmpty, let index else { return published }
    var sums: [Day: (sum: Double, count: Int)] = [:]
    for component in index.components.indices {
      for (day, score) in series(unit: unit, indicator: .component(component)) {
        sums[day, default: (0, 0)].sum += score
        sums[day]!.count += 1
      }
    }
    return sums.filter { $0.value.count == index.components.count }.sorted { $0.key < $1.key }
      .map { ($0.key, $0.value.sum) }
  }
}
