import Forecasting

/// What changed since an earlier forecast: for every week that both have, the change of the median in three
/// parts that add up to it, and how the earlier forecast has fared so far.
///
/// Today's engine makes the earlier forecast again, twice: from what was known then, and from the same days
/// with their corrections. Four values then stand in a row, and the parts are the steps between them:
///
/// ```
/// file ──model──▶ made again as known then ──correction──▶ with corrections ──new data──▶ today's
/// ```
/// Both are made with as many weeks as the earlier forecast had. Where today's has another number, it is
/// made with the earlier one as well, and what that changes counts as model, too.
///
/// What was known then is told by the history: its scores up to the earlier origin, those that were corrected
/// as first seen. Files do not say when a correction came; where the earlier forecast is reproduced better
/// with some corrections than without, it knew them; likewise decisions of people (``HistoryOverride``). A store does say (``Correction/newArrival``). A score that
/// was overwritten or added later leaves no trace and counts as model.
public struct ForecastRevision: Sendable {
  /// How the forecast of one week of one series changed.
  public struct Change: Sendable, Hashable {
    /// The unit's position in the history.
    public let unit: Int
    /// What is forecast.
    public let indicator: Indicator
    /// The day that today's forecast has, and the one of the earlier; at most three days apart.
    public let day, earlierDay: Day
    /// Weeks ahead, today and then.
    public let step, earlierStep: Int
    /// The earlier median and today's.
    public let earlier, current: Double
    /// What the program and its options of today say differently of what was known then.
    public let model: Double
    /// What the corrected scores of days up to the earlier origin change, and decisions of people about them.
    public let correction: Double
    /// What the scores since then change.
    public let newData: Double

    /// Today's median less the earlier one: the sum of the three parts.
    public var total: Double { current - earlier }
  }

  /// What came of one week of the earlier forecast.
  public struct Outcome: Sendable, Hashable {
    /// The unit's position in the history.
    public let unit: Int
    /// What was forecast.
    public let indicator: Indicator
    /// The day that was forecast.
    public let day: Day
    /// The day of the score, at most three days from it.
    public let observedDay: Day
    /// How many weeks ahead the forecast was.
    public let step: Int
    /// What came, in its latest version.
    public let score: Double
    /// What was forecast.
    public let median: Double
    /// The latest score that the forecast knew.
    public let lastKnown: Double?
    /// The prediction intervals of the file, the narrowest first.
    public let intervals: [EarlierForecast.Interval]

    /// Whether the score lies inside the interval of a level, or `nil` where the file has none.
    public func isInside(_ level: IntervalLevel) -> Bool? {
      intervals.first { $0.level == level }.map { $0.contains(score) }
    }
  }

  /// A series of one of the two forecasts.
  public struct Series: Sendable, Hashable {
    /// The unit's name.
    public let unit: String
    /// What is forecast.
    public let indicator: Indicator
  }

  /// The day from which the weeks of the earlier forecast count; of plain series the latest such day.
  public let origin: Day
  /// How many weeks the earlier forecast had.
  public let horizon: Int
  /// What changed, in the order of today's forecast.
  public let changes: [Change]
  /// Corrections of days up to the earlier origin that the earlier forecast did not know.
  public let corrections: [Correction]
  /// Decisions of people about scores of such days that the earlier forecast did not know.
  public let decisions: [AppliedOverride]
  /// Series that only today's forecast has.
  public let added: [Series]
  /// Series that only the earlier forecast has.
  public let missing: [Series]
  /// What came of the earlier forecast so far, in the order of its file.
  public let outcomes: [Outcome]

  /// How many days two forecasts of one week may lie apart.
  private static let tolerance = 3

  /// Compares an earlier forecast with today's.
  ///
  /// - Parameters:
  ///   - earlier: The earlier forecast, as its file holds it.
  ///   - current: Today's.
  ///   - forecaster: What made today's.
  ///   - units: The units that today's was made for, by default all.
  /// - Throws: what makes them impossible to compare.
  /// - Complexity: That of two to five forecasts.
  public init(
    from earlier: EarlierForecast, to current: ScorecardForecast, forecaster: Forecaster,
    units: Set<Int>? = nil
  ) throws(ForecastFileError) {
    let history = current.history
    var weeks: [Key: [EarlierForecast.Week]] = [:]
    var positions: [String: Int?] = [:]
    var order: [(key: Key?, week: EarlierForecast.Week)] = []
    for week in earlier.weeks {
      let name = NameKey.same(week.unit)
      let unit = positions[name] ?? history.unit(named: week.unit)
      positions[name] = unit
      let key = unit.map { Key(unit: $0, indicator: week.indicator) }
      if let key { weeks[key, default: []].append(week) }
      order.append((key, week))
    }
    guard weeks.keys.contains(where: { history.entry(unit: $0.unit, indicator: $0.indicator) != nil }) else {
      var names: [String] = []
      for week in earlier.weeks where !names.contains(week.unit) && names.count < 3 {
        names.append(week.unit)
      }
      throw .noCommonSeries(names)
    }
    guard earlier.origin <= current.origin else {
      throw .notEarlier(origin: earlier.origin, latest: current.origin)
    }

    // What was known then.
    let unitOrigins = history.units.map { earlier.origin(ofUnit: $0.name) ?? earlier.origin }
    let wanted = Set(weeks.keys.map(\.unit)).filter { units?.contains($0) ?? true }
    func forecast(_ history: History, horizon: Int) -> ScorecardForecast {
      ScorecardForecast(
        history, forecaster: Forecaster(model: forecaster.model, horizon: horizon), units: wanted,
        pathCount: current.pathCount, seed: current.seed)
    }
    let corrected = history.upTo { unitOrigins[$0] }
    guard corrected.latestDay != nil else { throw .nothingKnown(origin: earlier.origin) }
    let withCorrections = forecast(corrected, horizon: earlier.horizon)
    var best = (known: withCorrections, unknown: [Correction](), undecided: false, share: -1)
    // Decisions of people may have come since, or have been known.
    search: for undecided in corrected.overrides.contains(where: { !$0.scores.isEmpty })
      ? [true, false] : [false]
    {
      let data = undecided ? corrected.withoutOverrides() : corrected
      for unknown in Self.unknownCorrections(data, origins: unitOrigins) {
        let known =
          unknown.isEmpty && !undecided
          ? withCorrections : forecast(data.undoing(unknown), horizon: earlier.horizon)
        let share = Self.reproducedCount(of: weeks, by: known)
        if share > best.share { best = (known, unknown, undecided, share) }
        if share == Self.comparableCount(of: weeks, in: known) { break search }
      }
    }
    let known = best.known
    let likeEarlier =
      earlier.horizon == current.horizon ? current : forecast(history, horizon: earlier.horizon)

    var changes: [Change] = []
    var added: [Series] = []
    for entry in current.entries {
      let key = Key(unit: entry.unit, indicator: entry.indicator)
      guard let own = weeks[key] else {
        // A difference comes and goes with the scores; it is no series of its own.
        if entry.indicator != .discrepancy {
          added.append(Series(unit: history.units[entry.unit].name, indicator: entry.indicator))
        }
        continue
      }
      for (step, day) in entry.days.enumerated() {
        guard let then = Self.nearest(to: day, in: own, \.day) else { continue }
        let current = entry.distributions[step].median
        let values = Self.values(
          then, current: current, likeEarlier: Self.median(key, day, in: likeEarlier) ?? current,
          withCorrections: Self.median(key, then.day, in: withCorrections),
          known: Self.median(key, then.day, in: known))
        changes.append(
          Change(
            unit: entry.unit, indicator: entry.indicator, day: day, earlierDay: then.day, step: step + 1,
            earlierStep: then.step, earlier: values.earlier, current: current, model: values.model,
            correction: values.correction, newData: values.newData))
      }
    }
    self.changes = changes
    self.added = added

    var missing: [Series] = []
    var seen: Set<Series> = []
    var outcomes: [Outcome] = []
    for (key, week) in order where week.indicator != .discrepancy {
      if let key, let units, !units.contains(key.unit) { continue }
      guard let key, current.entry(unit: key.unit, indicator: key.indicator) != nil else {
        let series = Series(
          unit: key.map { history.units[$0.unit].name } ?? week.unit, indicator: week.indicator)
        if seen.insert(series).inserted { missing.append(series) }
        continue
      }
      let since = history.series(unit: key.unit, indicator: key.indicator).filter {
        $0.day > unitOrigins[key.unit]
      }
      guard let observed = Self.nearest(to: week.day, in: since, \.day) else { continue }
      outcomes.append(
        Outcome(
          unit: key.unit, indicator: key.indicator, day: week.day, observedDay: observed.day,
          step: week.step, score: observed.score, median: week.median,
          lastKnown: known.entry(unit: key.unit, indicator: key.indicator)?.lastScore,
          intervals: week.intervals))
    }
    self.missing = missing
    self.outcomes = outcomes
    corrections = best.unknown
    decisions = best.undecided ? corrected.overrides.filter { !$0.scores.isEmpty } : []
    origin = earlier.origin
    horizon = earlier.horizon
  }

  /// The corrections behind a change: those of the series; of a total, those of its unit.
  public func corrections(of change: Change) -> [Correction] {
    corrections.filter {
      $0.unit == change.unit && ($0.indicator == change.indicator || change.indicator == .total)
    }
  }

  // MARK: Parts

  private struct Key: Hashable {
    let unit: Int
    let indicator: Indicator
  }

  private static func values(
    _ then: EarlierForecast.Week, current: Double, likeEarlier: Double, withCorrections: Double?,
    known: Double?
  ) -> (earlier: Double, model: Double, correction: Double, newData: Double) {
    // Where there was no difference of total and components, there is no entry: it was zero. Any other
    // series that cannot be made again had its past added since: all of its change is new data.
    let none: Double? = then.indicator == .discrepancy ? 0 : nil
    let after = withCorrections ?? none ?? then.median
    let before = known ?? (withCorrections == nil ? nil : none) ?? after
    // The file has ten digits of the number that was.
    let earlier = isReproduced(then.median, by: before) ? before : then.median
    return (
      earlier, (before - earlier) + (current - likeEarlier), after - before, likeEarlier - after
    )
  }

  /// Files hold ten significant digits.
  private static func isReproduced(_ written: Double, by value: Double) -> Bool {
    abs(written - value) <= 2e-9 * max(abs(written), abs(value), 1e-6)
  }

  /// What may have been unknown of the corrections up to the earlier origin: all; those without a later row
  /// of their series below them; none.
  ///
  /// A store tells which came later; the two extremes follow all the same, for forecasts of other files.
  private static func unknownCorrections(_ history: History, origins: [Day]) -> [[Correction]] {
    let all = history.corrections
    guard !all.isEmpty else { return [[]] }
    if all.contains(where: { $0.newArrival != nil }) {
      let late = all.filter { correction in
        correction.knownAfter.map { $0 >= origins[correction.unit] } ?? true
      }
      return late.count == all.count || late.isEmpty ? [late, late.isEmpty ? all : []] : [late, all, []]
    }
    var lastLines: [Key: Int] = [:]
    for entry in history.entries {
      // Lines of days behind a correction tell when it came, those of the corrected days themselves do not.
      let corrected = Set(
        all.lazy.filter { $0.unit == entry.unit && $0.indicator == entry.indicator }.map(\.day.ordinal))
      if corrected.isEmpty { continue }
      lastLines[Key(unit: entry.unit, indicator: entry.indicator)] =
        entry.rows.filter { !corrected.contains(Int(history.columns.days[$0])) }
        .map { Int(history.columns.lines[$0]) }.max()
    }
    let late = all.filter { correction in
      let last = lastLines[Key(unit: correction.unit, indicator: correction.indicator)] ?? 0
      return correction.newLine == 0 || correction.newLine > last
    }
    return late.count == all.count || late.isEmpty ? [all, []] : [all, late, []]
  }

  private static func reproducedCount(
    of weeks: [Key: [EarlierForecast.Week]], by forecast: ScorecardForecast
  ) -> Int {
    count(of: weeks, in: forecast) { isReproduced($0.median, by: $1) }
  }

  private static func comparableCount(
    of weeks: [Key: [EarlierForecast.Week]], in forecast: ScorecardForecast
  ) -> Int {
    count(of: weeks, in: forecast) { _, _ in true }
  }

  private static func count(
    of weeks: [Key: [EarlierForecast.Week]], in forecast: ScorecardForecast,
    where isCounted: (EarlierForecast.Week, Double) -> Bool
  ) -> Int {
    weeks.reduce(0) { sum, series in
      sum
        + series.value.count { week in
          median(series.key, week.day, in: forecast).map { isCounted(week, $0) } ?? false
        }
    }
  }

  private static func median(_ key: Key, _ day: Day, in forecast: ScorecardForecast) -> Double? {
    guard let entry = forecast.entry(unit: key.unit, indicator: key.indicator),
      let step = nearest(to: day, in: Array(entry.days.enumerated()), \.element)?.offset
    else { return nil }
    return entry.distributions[step].median
  }

  /// The element whose day is nearest, at most three days away; of two the earlier.
  static func nearest<Element>(
    to day: Day, in elements: [Element], _ dayOf: (Element) -> Day
  ) -> Element? {
    func distance(_ element: Element) -> Int { abs(dayOf(element).days(since: day)) }
    return elements.filter { distance($0) <= tolerance }.min { distance($0) < distance($1) }
  }
}
