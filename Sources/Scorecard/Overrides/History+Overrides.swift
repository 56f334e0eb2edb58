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
  /// - Throws: ``OverrideError`` for the first override that cannot be applied.
  /// - Complexity: O(scores + overrides · series).
  public func applying(_ overrides: [HistoryOverride]) throws(OverrideError) -> History {
    if overrides.isEmpty { return self }
    var rules: [Rule] = []
    for override in overrides { rules.append(try Rule(override, self)) }

    var touched = Array(repeating: [AppliedOverride.Score](), count: overrides.count)
    var columns = Columns()
    var entries: [Entry] = []
    for unit in units.indices {
      for series in series(ofUnit: unit, setBy: rules) {
        let start = columns.days.count
        append(series, to: &columns, by: rules, touched: &touched)
        if columns.days.count > start {
          entries.append(
            Entry(unit: unit, indicator: series.indicator, rows: start..<columns.days.count))
        }
      }
    }
    guard !columns.days.isEmpty else {
      throw OverrideError(fault: .nothingLeft, origin: overrides[overrides.count - 1].origin)
    }
    struct Place: Hashable { let unit: Int, indicator: Indicator, day: Day }
    let places = Set(
      touched.joined().map { Place(unit: $0.unit, indicator: $0.indicator, day: $0.day) })
    return History(
      axis: axis, index: index, units: units, entries: entries, columns: columns, texts: texts,
      corrections: corrections.filter {
        !places.contains(Place(unit: $0.unit, indicator: $0.indicator, day: $0.day))
      },
      duplicates: duplicates.filter {
        !places.contains(Place(unit: $0.unit, indicator: $0.indicator, day: $0.day))
      },
      overrides: self.overrides
        + zip(overrides, touched).map { AppliedOverride(override: $0, scores: $1) },
      positions: positions)
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

    func concerns(unit: Int) -> Bool { units?.contains(unit) ?? true }

    func concerns(_ indicator: Indicator) -> Bool {
      override.indicator.map { $0 == indicator } ?? true
    }

    /// The day and score that is to stand there in any case.
    var given: (day: Day, score: Double)? {
      if case .set(let score) = override.action { (override.days.lowerBound, score) } else { nil }
    }
  }

  /// A series before overrides, perhaps without any scores.
  private struct ReportedSeries {
    let unit: Int
    let indicator: Indicator
    let rows: Range<Int>
  }

  /// The series of a unit, and those that overrides begin.
  private func series(ofUnit unit: Int, setBy rules: [Rule]) -> [ReportedSeries] {
    var all = entries(ofUnit: unit).map {
      ReportedSeries(unit: unit, indicator: $0.indicator, rows: $0.rows)
    }
    for rule in rules where rule.given != nil && rule.concerns(unit: unit) {
      guard let indicator = rule.override.indicator, !all.contains(where: { $0.indicator == indicator })
      else { continue }
      all.append(ReportedSeries(unit: unit, indicator: indicator, rows: 0..<0))
    }
    return all
  }

  /// Adds what is left and set of a series.
  private func append(
    _ series: ReportedSeries, to new: inout Columns, by rules: [Rule],
    touched: inout [[AppliedOverride.Score]]
  ) {
    let concerned = rules.indices.filter {
      rules[$0].concerns(unit: series.unit) && rules[$0].concerns(series.indicator)
    }
    if concerned.isEmpty { return new.append(columns, series.rows) }

    func touch(_ rule: Int, _ day: Day, _ reported: Double?) {
      touched[rule].append(
        AppliedOverride.Score(
          unit: series.unit, indicator: series.indicator, day: day, reported: reported))
    }
    // The last decision about each day for which something is set and nothing was reported.
    let reported = Set(columns.days[series.rows])
    var added: [Day: Int] = [:]
    for rule in concerned {
      if let day = rules[rule].given?.day {
        if !reported.contains(Int32(clamping: day.ordinal)) { added[day] = rule }
      } else {
        for day in added.keys where rules[rule].override.days.contains(day) { added[day] = nil }
      }
    }
    var waiting = added.sorted { $0.key < $1.key }[...]
    func addWaiting(before day: Int) {
      while let (first, rule) = waiting.first, first.ordinal < day, let given = rules[rule].given {
        new.append(given.score, on: first)
        touch(rule, first, nil)
        waiting.removeFirst()
      }
    }
    for row in series.rows {
      let day = Day(ordinal: Int(columns.days[row]))
      addWaiting(before: day.ordinal)
      guard let rule = concerned.last(where: { rules[$0].override.days.contains(day) }) else {
        new.append(columns, row..<row + 1)
        continue
      }
      touch(rule, day, columns.scores[row])
      guard let given = rules[rule].given else { continue }
      new.append(columns, row..<row + 1)
      new.replaceLast(by: given.score)
    }
    addWaiting(before: .max)
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
