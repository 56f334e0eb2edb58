extension History {
  /// The history as it stood on a day: nothing later is used. Units keep their positions, also those
  /// left without scores.
  ///
  /// Files do not say when a correction was made, so a corrected score of an earlier day is the
  /// corrected one here too; see `asFirstSeen`.
  ///
  /// - Complexity: O(`count`).
  public func upTo(_ day: Day) -> History {
    if let latestDay, latestDay <= day { return self }
    return upTo { _ in day }
  }

  /// The history as it stood on a day that each unit has for itself; see `upTo`.
  ///
  /// - Parameter lastDay: the last day that counts, by the position of the unit.
  /// - Complexity: O(`count`).
  func upTo(_ lastDay: (Int) -> Day) -> History {
    let (kept, new) = rows(upTo: lastDay)
    return History(
      axis: axis, index: index, units: units, entries: kept, columns: new, texts: texts,
      corrections: corrections.filter { $0.day <= lastDay($0.unit) },
      duplicates: duplicates.filter { $0.day <= lastDay($0.unit) },
      overrides: overrides(upTo: lastDay, of: new), positions: positions)
  }

  /// The rows of all series up to a day, which each unit may have of its own.
  func rows(upTo day: (_ unit: Int) -> Day) -> (entries: [Entry], columns: Columns) {
    var kept: [Entry] = []
    var new = Columns()
    for entry in entries {
      let last = day(entry.unit).ordinal
      var end = entry.rows.lowerBound
      while end < entry.rows.upperBound, Int(columns.days[end]) <= last { end += 1 }
      let rows = entry.rows.lowerBound..<end
      if rows.isEmpty { continue }
      let start = new.days.count
      new.append(columns, rows)
      kept.append(Entry(unit: entry.unit, indicator: entry.indicator, rows: start..<new.days.count))
    }
    return (kept, new)
  }

  /// What of the overrides concerns the days up to one.
  func overrides(upTo day: (_ unit: Int) -> Day, of kept: Columns) -> [AppliedOverride] {
    if overrides.isEmpty { return [] }
    let latest = Day(ordinal: kept.days.max().map { Int($0) } ?? .min)
    return overrides.compactMap { $0.upTo(day, latest: latest) }
  }

  /// The history before any correction: each corrected day has the score that was seen first, so that
  /// a backtest does not peek. The lists of corrections and duplicates stay as they are.
  ///
  /// - Complexity: O(`count`).
  public func asFirstSeen() -> History { undoing(corrections) }

  /// The history without some of its corrections: where a day was corrected more than once, the later ones
  /// are undone first.
  ///
  /// - Complexity: O(`count`).
  func undoing(_ corrections: [Correction]) -> History {
    var new = columns
    // Later corrections of a day come later in the list; going backwards, the first one has the last
    // word.
    for correction in corrections.reversed() {
      guard let entry = entry(unit: correction.unit, indicator: correction.indicator),
        let row = entry.rows.first(where: { Int(columns.days[$0]) == correction.day.ordinal })
      else { continue }
      new.scores[row] = correction.oldScore
      new.lines[row] = Int32(clamping: correction.oldLine)
    }
    return History(
      axis: axis, index: index, units: units, entries: entries, columns: new, texts: texts,
      corrections: self.corrections, duplicates: duplicates, overrides: overrides, positions: positions)
  }

  /// The position of the unit with this name, without regard to case, Unicode form and spaces.
  ///
  /// - Complexity: O(length of the name).
  public func unit(named name: String) -> Int? { positions[NameKey.same(name)] }

  /// Units whose names are like one that was not found, the likeliest first: the same without
  /// diacritics, punctuation and words such as "sở" or "xã", then those that contain it or begin with
  /// it, then those a few letters away.
  ///
  /// - Complexity: O(units × square of the length of the name).
  public func suggestions(for name: String, limit: Int = 3) -> [Int] {
    let wanted = NameKey.folded(name)
    let core = NameKey.withoutKind(folded: wanted).rest
    guard !core.isEmpty else { return [] }
    let reach = max(1, core.unicodeScalars.count / 4)
    var ranked: [(rank: Int, unit: Int)] = []
    for (position, unit) in units.enumerated() {
      let key = NameKey.folded(unit.name)
      let rest = NameKey.withoutKind(folded: key).rest
      if key == wanted {
        ranked.append((0, position))
      } else if rest == core {
        ranked.append((1, position))
      } else if let distance = EditDistance.between(rest, core, limit: reach) {
        ranked.append((10 + distance, position))
      } else if core.count >= 3, rest.contains(core) {
        ranked.append((20, position))
      }
    }
    return ranked.sorted { ($0.rank, $0.unit) < ($1.rank, $1.unit) }.prefix(limit).map(\.unit)
  }
}
