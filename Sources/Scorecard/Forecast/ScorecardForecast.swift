import Forecasting
import NumericCore

/// The forecast of a history: for every unit and indicator the coming weeks, coherent between a total and
/// its components.
///
/// For a unit whose components are all known up to its latest total, the total is the sum of its components
/// on every sample path, plus the *discrepancy*: what the latest published total had beyond the sum of its
/// components. The discrepancy is carried unchanged and stands as an entry of its own. Before that, the components
/// are reconciled with what the published total's own past leads to expect, as far as it is longer than theirs
/// (`BatchForecast.reconciled`). The total of any other unit is forecast from its own past.
///
/// Dated scorecards share one origin, the latest day of the history, so that units can be compared week by
/// week; a unit that reported last some weeks ago is carried to that origin first. A plain series starts from
/// its own last observation.
public struct ScorecardForecast: Sendable {
  /// How the forecast of an entry was made.
  public enum Method: Sendable {
    /// From the past of the series itself.
    case model(ModelRecord)
    /// A total as the sum of its components.
    case sumOfComponents
    /// A difference that is carried unchanged.
    case carried
  }

  /// One indicator of one unit.
  public struct Entry: Sendable {
    /// The unit's position in the history.
    public let unit: Int
    /// What is forecast.
    public let indicator: Indicator
    /// How the forecast was made.
    public let method: Method
    /// The day of the latest observation.
    public let lastDay: Day
    /// The latest observation.
    public let lastScore: Double
    /// The days that are forecast, one per week ahead.
    public let days: [Day]
    /// One distribution per week ahead.
    public let distributions: [PredictiveDistribution]
    /// What the forecast is made of.
    let terms: Terms
  }

  /// The history that was forecast.
  public let history: History
  /// The day from which the weeks of a scorecard count: the latest of the history.
  public let origin: Day
  /// How many weeks ahead.
  public let horizon: Int
  /// Units in order of first appearance; within a unit its indicators likewise, then the discrepancy.
  public let entries: [Entry]

  private let positions: [Key: Int]
  private let batchPositions: [Key: Int]
  private var sampler: PathSampler
  /// Paths of totals that are sums and of their components, kept when few units were asked for; else they are drawn
  /// again when needed.
  private var keptPaths: [Key: Matrix]
  /// 34 provinces, or the communes of one, are few over some weeks; all communes of a country are not. A quarter of a
  /// gigabyte.
  private static let mostKeptValues = 1 << 25

  private struct Key: Hashable, Sendable {
    let unit: Int
    let indicator: Indicator
  }

  /// Forecasts a history.
  ///
  /// - Parameters:
  ///   - history: At least one observation.
  ///   - forecaster: The model and the number of weeks.
  ///   - units: The units to forecast, by default all. Whatever series share is learnt from all units, so
  ///     that the forecast of a unit does not depend on this choice.
  ///   - pathCount: Sample paths for totals and for ``paths(unit:indicator:)``.
  ///   - seed: The same seed gives the same forecast.
  /// - Complexity: Linear in the number of series, plus `pathCount · horizon` for every component of a
  ///   total that is a sum.
  public init(
    _ history: History, forecaster: Forecaster, units: Set<Int>? = nil, pathCount: Int = 5000,
    seed: UInt64 = 1
  ) {
    self.history = history
    guard let origin = history.latestDay else { preconditionFailure("an empty history has no forecast") }
    self.origin = origin
    horizon = forecaster.horizon
    let isPlain = history.index == nil

    var batch = SeriesBatch()
    var batchPositions: [Key: Int] = [:]
    var series: [(key: Key, lastDay: Day, lastScore: Double)] = []
    for unit in history.units.indices {
      for indicator in history.indicators(ofUnit: unit) {
        let observed = history.series(unit: unit, indicator: indicator)
        guard let last = observed.last else { continue }
        let key = Key(unit: unit, indicator: indicator)
        batchPositions[key] = batch.count
        series.append((key, last.day, last.score))
        // A plain series is forecast to the last digit alike, whatever other series there are.
        let start = isPlain ? last.day : origin
        batch.append(
          name: Self.name(of: key, in: history),
          times: observed.map { Double($0.day.ordinal - start.ordinal) / 7 },
          values: observed.map(\.score),
          scale: history.index?.maximum(of: indicator).map { .bounded(maximum: $0) },
          resolution: Self.resolution(of: key, in: history),
          origin: isPlain ? nil : 0, group: isPlain ? nil : Self.group(of: key, in: history))
      }
    }
    let sums = history.units.indices.map { unit in
      units?.contains(unit) ?? true ? CoherentTotal(unit: unit, history: history) : nil
    }
    let forecast = Self.reconciled(
      forecaster.forecast(batch), forecaster.model, sums: sums, batch: batch, positions: batchPositions)
    let sampler = PathSampler(forecast, count: pathCount, seed: seed)
    self.sampler = sampler
    self.batchPositions = batchPositions

    let weeks = 1...forecaster.horizon
    let keepsPaths =
      units.map { units in
        units.count * (1 + (history.index?.components.count ?? 0)) * pathCount * forecaster.horizon
          <= Self.mostKeptValues
      } ?? false
    // Drawing paths and sorting totals takes most of the time, and each unit's are its own.
    let drawn = sums.indices.concurrentMap { [batchPositions] unit -> SumForecast? in
      guard let sum = sums[unit], let maximum = history.index?.maximum else { return nil }
      return SumForecast(
        sum, of: sum.components.map { batchPositions[Key(unit: unit, indicator: .component($0))]! },
        forecast, sampler, maximum: maximum, keepsPaths: keepsPaths)
    }
    var found: [Entry] = []
    var kept: [Key: Matrix] = [:]
    var next = series.startIndex
    for unit in history.units.indices {
      // Series were collected unit by unit.
      let own = Array(series[next...].prefix { $0.key.unit == unit })
      next += own.count
      if let units, !units.contains(unit) { continue }
      let sum = sums[unit]
      for (key, lastDay, lastScore) in own where !(sum != nil && key.indicator == .total) {
        let position = batchPositions[key]!
        let start = isPlain ? lastDay : self.origin
        found.append(
          Entry(
            unit: unit, indicator: key.indicator, method: .model(forecast.series[position].record),
            lastDay: lastDay, lastScore: lastScore, days: weeks.map { start.adding(days: 7 * $0) },
            distributions: weeks.map { forecast.series[position].distribution(step: $0) },
            terms: .series(forecast.series[position])))
      }
      guard let sum, let drawn = drawn[unit] else { continue }
      // In the order of the index: floating-point addition is not associative.
      let latest = found.suffix(own.count { $0.key.indicator != .total })
      let parts = sum.components.map { component in
        latest.first { $0.indicator == .component(component) }!
      }
      if let paths = drawn.paths {
        kept[Key(unit: unit, indicator: .total)] = paths.total
        for (component, matrix) in zip(sum.components, paths.components) {
          kept[Key(unit: unit, indicator: .component(component))] = matrix
        }
      }
      let days = weeks.map { origin.adding(days: 7 * $0) }
      let total = Entry(
        unit: unit, indicator: .total, method: .sumOfComponents, lastDay: sum.day, lastScore: sum.total,
        days: days, distributions: drawn.distributions,
        terms: .sum(
          parts.map { part in
            (part.indicator, part.distributions.map { $0.mean - part.lastScore })
          }))
      // The total keeps its place among the unit's indicators.
      let place = own.firstIndex { $0.key.indicator == .total } ?? own.count
      found.insert(total, at: found.count - parts.count + place)
      if sum.discrepancy != 0 {
        found.append(
          Entry(
            unit: unit, indicator: .discrepancy, method: .carried, lastDay: sum.day,
            lastScore: sum.discrepancy, days: days,
            distributions: days.map { _ in PredictiveDistribution(samples: [sum.discrepancy]) },
            terms: .none))
      }
    }
    positions = Dictionary(
      uniqueKeysWithValues: found.enumerated().map {
        (Key(unit: $1.unit, indicator: $1.indicator), $0)
      })
    entries = found
    keptPaths = kept
  }

  /// The forecast of one indicator of one unit, or `nil` where the history has no observation of it.
  public func entry(unit: Int, indicator: Indicator) -> Entry? {
    positions[Key(unit: unit, indicator: indicator)].map { entries[$0] }
  }

  /// The number of sample paths.
  public var pathCount: Int { sampler.count }

  /// What selected the random numbers.
  public var seed: UInt64 { sampler.seed }

  /// Joint sample paths of one indicator of one unit: one row per path, one column per week ahead. Row p of
  /// every series belongs to the same possible future.
  ///
  /// - Returns: `nil` where there is no such entry.
  /// - Complexity: O(paths · horizon · remembered weeks) per underlying series.
  public func paths(unit: Int, indicator: Indicator) -> Matrix? {
    guard let entry = entry(unit: unit, indicator: indicator) else { return nil }
    switch entry.method {
    case .model:
      let key = Key(unit: unit, indicator: indicator)
      return keptPaths[key] ?? sampler.paths(of: batchPositions[key]!)
    case .carried:
      return Matrix(rows: pathCount, columns: horizon, repeating: entry.lastScore)
    case .sumOfComponents:
      if let kept = keptPaths[Key(unit: unit, indicator: .total)] { return kept }
      guard let index = history.index else { return nil }
      guard let total = CoherentTotal(unit: unit, history: history) else { return nil }
      let parts = paths(unit: unit, indicators: index.components.indices.map { .component($0) })
      return Matrix(
        columns: (0..<horizon).map { total.paths(of: parts, week: $0, maximum: index.maximum) })
    }
  }

  /// Joint sample paths of several indicators of one unit, those of ``paths(unit:indicator:)``; of no entry, none.
  ///
  /// What the indicators share is drawn once.
  package func paths(unit: Int, indicators: [Indicator]) -> [Matrix] {
    let keys = indicators.map { Key(unit: unit, indicator: $0) }
    let isDrawn = keys.allSatisfy { key in
      if case .model? = positions[key].map({ entries[$0].method }) { keptPaths[key] == nil } else { false }
    }
    return isDrawn
      ? sampler.paths(of: keys.map { batchPositions[$0]! })
      : indicators.compactMap { paths(unit: unit, indicator: $0) }
  }

  /// The same forecast with other sample paths; its distributions stay.
  package func resampled(seed: UInt64) -> ScorecardForecast {
    var fresh = self
    fresh.sampler = sampler.resampled(seed: seed)
    fresh.keptPaths = [:]
    return fresh
  }

  /// The batch with components moved by what the total's own course tells. Who asks for one model gets what
  /// that model says.
  private static func reconciled(
    _ forecast: BatchForecast, _ model: ModelChoice, sums: [CoherentTotal?], batch: SeriesBatch,
    positions: [Key: Int]
  ) -> BatchForecast {
    guard model == .automatic else { return forecast }
    let found = sums.enumerated().compactMap { unit, sum -> SumOfSeries? in
      guard let sum, sum.isPublished, let total = positions[Key(unit: unit, indicator: .total)] else {
        return nil
      }
      return SumOfSeries(
        total: total,
        parts: sum.components.map { positions[Key(unit: unit, indicator: .component($0))]! },
        difference: sum.discrepancy, differenceVariance: sum.discrepancyVariance)
    }
    return forecast.reconciled(found, in: batch)
  }

  /// A name that is unique in the batch and depends neither on the order of the file nor on a name's spelling.
  private static func name(of key: Key, in history: History) -> String {
    let unit = NameKey.same(history.units[key.unit].name)
    return history.index == nil ? unit : "\(unit)\u{1F}\(key.indicator.id(in: history.index))"
  }

  /// Components share what happens to their unit; totals what happens to all units of their level.
  private static func group(of key: Key, in history: History) -> String {
    let unit = history.units[key.unit]
    return key.indicator == .total ? "\u{1F}\(unit.level?.rawValue ?? "")" : NameKey.same(unit.name)
  }

  /// The last decimal that the scores were written with.
  private static func resolution(of key: Key, in history: History) -> Double {
    Resolution.step(
      decimals: history.decimals(ofUnit: key.unit, indicator: key.indicator),
      scores: history.series(unit: key.unit, indicator: key.indicator).lazy.map(\.score))
  }
}

extension ScorecardForecast {
  /// The day from which the weeks of a level step of an entry's series count.
  package func stepOrigin(of entry: Entry) -> Day { history.index == nil ? entry.lastDay : origin }
}

extension ScorecardForecast.Method {
  /// A short name: a model family, `pooled`, `combination`, `sum_of_components` or `carried`.
  public var name: String {
    switch self {
    case .model(let record): record.name
    case .sumOfComponents: "sum_of_components"
    case .carried: "carried"
    }
  }

  /// Jumps that were set aside before trends were fitted.
  public var steps: [LevelStep] {
    if case .model(let record) = self { record.steps } else { [] }
  }

  /// Whether the series did not move, so that its interval is as narrow as the reporting resolution.
  public var isResolutionLimited: Bool {
    if case .model(let record) = self { record.isResolutionLimited } else { false }
  }
}
