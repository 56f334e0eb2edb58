/// Why an override cannot be applied to a history.
public struct OverrideError: Error, Hashable, Sendable {
  /// What is wrong.
  public enum Fault: Hashable, Sendable {
    /// No unit has this name; those that are like it.
    case unknownUnit(String, suggestions: [String])
    /// No unit stands at this level; the levels that there are.
    case unknownLevel(Level, known: [Level])
    /// A score below zero, or above the maximum where there is one.
    case outOfRange(Double, maximum: Double?)
    /// With all overrides together no score is left.
    case nothingLeft
  }

  /// What is wrong.
  public let fault: Fault
  /// Where the override is written down.
  public let origin: HistoryOverride.Origin
}

extension History {
  /// The history after what people decided about its scores. Where several decisions concern one score, the last one
  /// counts.
  ///
  /// Corrections and repetitions of scores that an override touches are no longer listed: the decision has taken their
  /// place.
  ///
  /// - Parameter overrides: The decisions, in the order in which they count.
  /// - Throws: ``OverrideError`` for the first override that cannot be applied.
  /// - Complexity: O(scores + overrides · series).
  public func applying(_ overrides: [HistoryOverride]) throws(OverrideError) -> History {
    if overrides.isEmpty { return self }
    var rules: [Rule] = []
    for override in overrides { rules.append(try Rule(override, self)) }

    var edits: [SeriesName: [Day: Decision]] = [:]
    for (number, rule) in rules.enumerated() { decide(by: rule, number, &edits) }
    var touched = Array(repeating: [AppliedOverride.Score](), count: overrides.count)
    for (name, decisions) in edits.sorted(by: { isBefore($0.key, $1.key) }) {
      for (day, decision) in decisions.sorted(by: { $0.key < $1.key }) {
        touched[decision.rule].append(
          AppliedOverride.Score(
            unit: name.unit, indicator: name.indicator, day: day,
            reported: score(unit: name.unit, indicator: name.indicator, on: day)))
      }
    }
    let applied = zip(overrides, touched).map { AppliedOverride(override: $0, scores: $1) }
    let edited = edited(edits.mapValues { $0.mapValues(\.score) }, overrides: self.overrides + applied)
    guard edited.count > 0 else {
      throw OverrideError(fault: .nothingLeft, origin: overrides[overrides.count - 1].origin)
    }
    return edited
  }

  /// The history as it was reported, without what people decided about it. Scores that come back stand in no file.
  ///
  /// - Complexity: O(scores + touched scores · indicators).
  func withoutOverrides() -> History {
    if overrides.isEmpty { return self }
    var edits: [SeriesName: [Day: Double?]] = [:]
    // Where several touched a score, the first one knows what was reported.
    for score in overrides.reversed().flatMap(\.scores) {
      edits[SeriesName(unit: score.unit, indicator: score.indicator), default: [:]]
        .updateValue(score.reported, forKey: score.day)
    }
    return edited(edits, overrides: [])
  }

  /// What is to be done with a score, and by which of the overrides.
  private struct Decision {
    let rule: Int
    /// nil for nothing.
    let score: Double?
  }

  /// Takes note of what an override says; it replaces what earlier ones have said.
  private func decide(by rule: Rule, _ number: Int, _ edits: inout [SeriesName: [Day: Decision]]) {
    for unit in rule.units?.sorted() ?? Array(units.indices) {
      if let given = rule.given, let indicator = rule.override.indicator {
        edits[SeriesName(unit: unit, indicator: indicator), default: [:]][given.day] =
          Decision(rule: number, score: given.score)
        continue
      }
      let days = rule.override.days
      // What was set where nothing was reported goes again.
      for name in edits.keys where name.unit == unit && rule.concerns(name.indicator) {
        edits[name] = edits[name]?.filter { !days.contains($0.key) }
      }
      for entry in entries(ofUnit: unit) where rule.concerns(entry.indicator) {
        for row in entry.rows where days.contains(Day(ordinal: Int(columns.days[row]))) {
          edits[SeriesName(unit: unit, indicator: entry.indicator), default: [:]][
            Day(ordinal: Int(columns.days[row]))] = Decision(rule: number, score: nil)
        }
      }
    }
  }

  private func isBefore(_ first: SeriesName, _ second: SeriesName) -> Bool {
    func place(_ name: SeriesName) -> (Int, Int) {
      let own = entries(ofUnit: name.unit).firstIndex { $0.indicator == name.indicator }
      return (name.unit, own ?? .max)
    }
    return place(first) < place(second)
  }

  private func score(unit: Int, indicator: Indicator, on day: Day) -> Double? {
    observation(unit: unit, indicator: indicator, on: day)?.score
  }

  /// An override with the units that it concerns.
  private struct Rule {
    let override: HistoryOverride
    /// nil for all units.
    let units: Set<Int>?

    init(_ override: HistoryOverride, _ history: History) throws(OverrideError) {
      self.override = override
      func fail(_ fault: OverrideError.Fault) -> OverrideError {
        OverrideError(fault: fault, origin: override.origin)
      }
      switch override.subject {
      case .unit(let name):
        guard let unit = history.unit(named: name) else {
          let suggestions = history.suggestions(for: name).map { history.units[$0].name }
          throw fail(.unknownUnit(name, suggestions: suggestions))
        }
        units = [unit]
      case .all(nil):
        units = nil
      case .all(let level?):
        let found = history.units.indices.filter { history.units[$0].level == level }
        guard !found.isEmpty else {
          var known: [Level] = []
          for one in history.units.compactMap(\.level) where !known.contains(one) { known.append(one) }
          throw fail(.unknownLevel(level, known: known))
        }
        units = Set(found)
      }
      if case .set(let score) = override.action, let indicator = override.indicator, indicator != .value {
        let maximum = history.maximum(of: indicator)
        guard score >= 0, score <= maximum ?? .infinity else {
          throw fail(.outOfRange(score, maximum: maximum))
        }
      }
    }

    func concerns(_ indicator: Indicator) -> Bool {
      override.indicator.map { $0 == indicator } ?? true
    }

    /// The day and score that is to stand there in any case.
    var given: (day: Day, score: Double)? {
      if case .set(let score) = override.action { (override.days.lowerBound, score) } else { nil }
    }
  }

  // MARK: Rows

  /// The history with other scores on some days; nil stands for none.
  private func edited(_ edits: [SeriesName: [Day: Double?]], overrides: [AppliedOverride]) -> History {
    var new = Columns()
    var kept: [Entry] = []
    for unit in units.indices {
      var series = entries(ofUnit: unit).map { ($0.indicator, $0.rows) }
      // Series that begin here, in the order of the index.
      let begun = edits.keys.filter { name in
        name.unit == unit && !series.contains { $0.0 == name.indicator }
      }
      series += begun.map(\.indicator).sorted { order($0) < order($1) }.map { ($0, 0..<0) }
      for (indicator, rows) in series {
        let start = new.days.count
        append(rows, edits[SeriesName(unit: unit, indicator: indicator)] ?? [:], to: &new)
        if new.days.count > start {
          kept.append(Entry(unit: unit, indicator: indicator, rows: start..<new.days.count))
        }
      }
    }
    func isTouched(_ unit: Int, _ indicator: Indicator, _ day: Day) -> Bool {
      edits[SeriesName(unit: unit, indicator: indicator)]?.keys.contains(day) ?? false
    }
    return History(
      axis: axis, index: index, units: units, entries: kept, columns: new, texts: texts,
      corrections: corrections.filter { !isTouched($0.unit, $0.indicator, $0.day) },
      duplicates: duplicates.filter { !isTouched($0.unit, $0.indicator, $0.day) },
      overrides: overrides, positions: positions)
  }

  private func order(_ indicator: Indicator) -> Int {
    switch indicator {
    case .component(let position): position
    case .total: Int.max - 1
    case .value, .discrepancy: Int.max
    }
  }

  private func append(_ rows: Range<Int>, _ edits: [Day: Double?], to new: inout Columns) {
    if edits.isEmpty { return new.append(columns, rows) }
    let reported = Set(columns.days[rows])
    var added = edits.compactMap { day, score -> (day: Day, score: Double)? in
      guard let score, !reported.contains(Int32(clamping: day.ordinal)) else { return nil }
      return (day, score)
    }.sorted { $0.day < $1.day }[...]
    for row in rows {
      let day = Day(ordinal: Int(columns.days[row]))
      while let first = added.first, first.day < day {
        new.append(first.score, on: first.day)
        added.removeFirst()
      }
      guard let edit = edits[day] else {
        new.append(columns, row..<row + 1)
        continue
      }
      guard let score = edit else { continue }
      new.append(columns, row..<row + 1)
      new.replaceLast(by: score)
    }
    for one in added { new.append(one.score, on: one.day) }
  }
}

extension History.Columns {
  /// Adds rows of other columns that refer to the same texts.
  mutating func append(_ other: Self, _ rows: Range<Int>) {
    days += other.days[rows]
    scores += other.scores[rows]
    lines += other.lines[rows]
    decimals += other.decimals[rows]
    Self.pad(&statuses, with: other.statuses, rows, count: days.count - rows.count)
    Self.pad(&sources, with: other.sources, rows, count: days.count - rows.count)
  }

  /// Adds a score that stands in no file.
  fileprivate mutating func append(_ score: Double, on day: Day) {
    days.append(Int32(clamping: day.ordinal))
    scores.append(score)
    lines.append(0)
    decimals.append(UInt8(Observation.decimals(in: score)))
    if !statuses.isEmpty { statuses.append(-1) }
    if !sources.isEmpty { sources.append(-1) }
  }

  fileprivate mutating func replaceLast(by score: Double) {
    scores[scores.count - 1] = score
    decimals[decimals.count - 1] = UInt8(Observation.decimals(in: score))
    // What the file says of the reported score is not said of this one, which stands in no file.
    lines[lines.count - 1] = 0
    if !statuses.isEmpty { statuses[statuses.count - 1] = -1 }
    if !sources.isEmpty { sources[sources.count - 1] = -1 }
  }

  /// A column of texts stays empty until the first text comes.
  private static func pad(
    _ column: inout [Int32], with other: [Int32], _ rows: Range<Int>, count: Int
  ) {
    if other.isEmpty {
      if !column.isEmpty { column += repeatElement(-1, count: rows.count) }
    } else {
      if column.isEmpty { column = Array(repeating: -1, count: count) }
      column += other[rows]
    }
  }
}
