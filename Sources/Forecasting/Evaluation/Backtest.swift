/// The specification of a backtest: forecasts made again from past weeks, knowing nothing later, against what
/// came.
///
/// ```swift
/// var batch = SeriesBatch()
/// batch.append(name: "visits", times: [0, 1, 2, 3, 4, 5], values: [1210, 1180, 1265, 1240, 1302, 1288])
/// let result = await Backtest(horizon: 4, origins: 12).run(batch)
/// print(result.total.pooled(model: 0).meanAbsoluteError!)
/// ```
///
/// Every week ahead is judged over the same latest ``origins`` weeks: the outcome of each of these weeks against
/// the forecast that was made h weeks before, for h = 1 … ``horizon``. So origins lie one week apart, and there
/// are `origins + horizon − 1` of them where the history is long enough.
public struct Backtest: Sendable {
  /// The models, each judged on the same forecasts. The last value and drift are always among them.
  public let models: [ModelChoice]
  /// How many weeks ahead.
  public let horizon: Int
  /// Over how many of the latest weeks each week ahead is judged, at most.
  public let origins: Int
  /// The prediction intervals that are judged, in ascending order.
  public let levels: [IntervalLevel]
  /// At most so many origins are evaluated at the same time. The result does not depend on it.
  public var originsAtOnce = 2

  /// Enough weeks to tell a habit from an accident, within a quarter of a year.
  public static let usualOrigins = 12
  /// A series is judged at an origin if it then had so many observations: fewer tell no pace and no scale.
  public static let leastObservations = 2
  /// An observation counts for a week if it lies within so many days of it.
  public static let toleranceInDays = 3

  /// - Parameters:
  ///   - models: What is asked about; the last value and drift follow, where they are not named.
  ///   - horizon: Weeks ahead, at least one.
  ///   - origins: At least one.
  ///   - levels: By default 80 and 95 percent.
  public init(
    models: [ModelChoice] = [.automatic], horizon: Int = 4, origins: Int = usualOrigins,
    levels: [IntervalLevel] = [80, 95].compactMap(IntervalLevel.init(percent:))
  ) {
    precondition(horizon >= 1 && origins >= 1, "a backtest needs a week ahead and an origin")
    var all: [ModelChoice] = []
    for model in models + [.family(.last), .family(.drift)] where !all.contains(model) { all.append(model) }
    self.models = all
    self.horizon = horizon
    self.origins = origins
    self.levels = Set(levels).sorted()
  }

  /// The weeks ahead for which a forecast made `weeksBack` weeks before the end of the data is judged.
  package func steps(weeksBack: Int) -> ClosedRange<Int>? {
    let first = max(1, weeksBack - origins + 1)
    let last = min(horizon, weeksBack)
    return first <= last ? first...last : nil
  }

  /// Backtests every series of a batch, each from its own end.
  ///
  /// An origin of a series is the latest observation known a whole number of weeks before its end; where nothing
  /// was observed within the week before, there is none. An outcome is the observation nearest to the forecast
  /// time, at most three days away. Scale and resolution are taken as the batch describes them: they are what
  /// is known of a series beside its observations.
  ///
  /// - Parameters:
  ///   - batch: Any series.
  ///   - groups: For each series the group that it is counted in, from 0; by default all are in one.
  ///   - progress: Called with the origins done and their number.
  public func run(
    _ batch: SeriesBatch, groups: [Int]? = nil, progress: (Int, Int) -> Void = { _, _ in }
  ) async -> BacktestResult {
    let groups = groups ?? Array(repeating: 0, count: batch.count)
    precondition(groups.count == batch.count, "every series needs its group")
    let longest =
      (0..<batch.count).map { batch[$0].lastTime - (batch[$0].times.first ?? 0) }.max() ?? 0
    return await run(
      groupCount: (groups.max() ?? 0) + 1, weeksBack: Int(longest.rounded(.up)), progress: progress
    ) { weeksBack, table in
      guard let steps = steps(weeksBack: weeksBack) else { return 0 }
      var known = SeriesBatch()
      var judged: [(known: Int, series: Int, scale: Double?)] = []
      for position in 0..<batch.count {
        let all = batch[position]
        let cut = all.lastTime - Double(weeksBack)
        let past = all.prefix(all.times.prefix { $0 <= cut }.count)
        guard let last = past.times.last else { continue }
        let description = batch.descriptions[position]
        if past.count >= Self.leastObservations, last > cut - 1 {
          judged.append((known.count, position, Accuracy.naiveScale(past.values)))
        }
        known.append(
          name: description.name, times: Array(past.times), values: Array(past.values),
          scale: description.scale, resolution: description.resolution)
      }
      var missing = 0
      guard !judged.isEmpty else { return 0 }
      for (model, choice) in models.enumerated() {
        let forecast = Forecaster(model: choice, horizon: horizon).forecast(known)
        for (own, series, scale) in judged {
          for step in steps {
            guard let outcome = batch[series].value(near: known[own].lastTime + Double(step)) else {
              if model == 0 { missing += 1 }
              continue
            }
            let score = ForecastScore(
              forecast.series[own].distribution(step: step), outcome: outcome, scale: scale, levels: levels)
            table.add(score, model: model, group: groups[series], step: step)
          }
        }
      }
      return missing
    }
  }

  /// Evaluates origins side by side and gathers their tables in order.
  ///
  /// - Parameters:
  ///   - weeksBack: How far back an origin can lie.
  ///   - evaluate: Adds what can be judged at the origin so many weeks before the end to a table, and returns
  ///     how many forecasts had no outcome.
  package func run(
    groupCount: Int, weeksBack: Int, progress: (Int, Int) -> Void,
    evaluate: @escaping @Sendable (Int, inout AccuracyTable) -> Int
  ) async -> BacktestResult {
    let empty = AccuracyTable(
      modelCount: models.count, groupCount: groupCount, horizon: horizon, levels: levels)
    let all = Array(1...max(1, min(weeksBack, origins + horizon - 1)))
    var found: [BacktestResult.Origin?] = all.map { _ in nil }
    await withTaskGroup(of: (Int, BacktestResult.Origin).self) { group in
      var next = 0
      var done = 0
      func start() {
        guard next < all.count else { return }
        let (position, weeksBack) = (next, all[next])
        next += 1
        group.addTask {
          var table = empty
          let missing = evaluate(weeksBack, &table)
          return (
            position, BacktestResult.Origin(weeksBack: weeksBack, table: table, withoutOutcome: missing)
          )
        }
      }
      for _ in 0..<max(1, originsAtOnce) { start() }
      for await (position, origin) in group {
        found[position] = origin
        done += 1
        progress(done, all.count)
        start()
      }
    }
    return BacktestResult(self, empty: empty, origins: found.compactMap(\.self))
  }
}

extension Observations {
  /// The value observed nearest to a time, at most ``Backtest/toleranceInDays`` away; of two equally near the
  /// earlier.
  fileprivate func value(near time: Double) -> Double? {
    // Days are whole, and a seventh of a week is no binary fraction.
    let reach = (Double(Backtest.toleranceInDays) + 0.01) / 7
    var low = times.startIndex
    var high = times.endIndex
    while low < high {
      let middle = (low + high) / 2
      if times[middle] < time - reach { low = middle + 1 } else { high = middle }
    }
    var best: Int?
    for position in low..<times.endIndex {
      guard times[position] <= time + reach else { break }
      if let found = best, abs(times[found] - time) <= abs(times[position] - time) { continue }
      best = position
    }
    return best.map { values[$0] }
  }
}
