/// What was known on earlier days: a history before the corrections that had not come yet.
///
/// A file says that a correction came after the rows above it, and no more. So:
///
/// - Where the file is in the order of arrival, that is, rows come week after week and at least one correction
///   stands below rows of later days, a correction is known only *after* the latest day that stands above it.
/// - Where it is not, because the rows are sorted by unit or each correction stands beside the row that it
///   replaces, the file does not tell when it came: it is known on no day of the history.
///
/// In both cases a correction is rather used too late than too early.
///
/// A store has recorded when corrections came: with which days, or after them (``Correction/knownAfter``).
struct CorrectionKnowledge: Sendable {
  private let history: History
  /// For each correction the day after which it is known, or `nil` where it is known on no day.
  let knownAfter: [Day?]

  init(_ history: History) {
    self.history = history
    knownAfter = Self.days(history)
  }

  /// How many scores of the history were seen otherwise at first.
  var count: Int { history.corrections.count }

  /// The history as it was known on a day: nothing later is used, and what was corrected later has the score
  /// that stood there on that day.
  ///
  /// - Parameter day: For each unit the last day that is used.
  func history(upTo day: (_ unit: Int) -> Day) -> History {
    let later = zip(history.corrections, knownAfter).compactMap { correction, known in
      known.map { $0 < day(correction.unit) } ?? false ? nil : correction
    }
    return history.undoing(later, upTo: day)
  }

  private static func days(_ history: History) -> [Day?] {
    let nowhere = history.corrections.map { _ in Day?.none }
    if history.corrections.isEmpty { return [] }
    if history.corrections.contains(where: { $0.newArrival != nil }) {
      return history.corrections.map(\.knownAfter)
    }
    // First-seen rows in the order of lines; what an override added stands on none.
    let first = history.asFirstSeen()
    let order = first.columns.lines.indices.filter { first.columns.lines[$0] > 0 }
      .sorted { first.columns.lines[$0] < first.columns.lines[$1] }
    guard !order.isEmpty else { return nowhere }
    let lines = order.map { Int(first.columns.lines[$0]) }
    let days = order.map { Int(first.columns.days[$0]) }
    guard zip(days, days.dropFirst()).allSatisfy({ $0 <= $1 }) else { return nowhere }

    /// The latest day above a line; days ascend.
    func latest(above line: Int) -> Int {
      var low = 0
      var high = lines.count
      while low < high {
        let middle = (low + high) / 2
        if lines[middle] < line { low = middle + 1 } else { high = middle }
      }
      return low > 0 ? days[low - 1] : .max
    }
    let found = history.corrections.map { latest(above: $0.newLine) }
    let isInOrderOfArrival = zip(history.corrections, found).contains { $0.day.ordinal < $1 }
    return isInOrderOfArrival ? found.map { Day(ordinal: $0) } : nowhere
  }
}

extension History {
  /// The history without some corrections, up to a day for each unit.
  ///
  /// - Parameter undone: In the order of ``History/corrections``; of one score, the latest ones.
  fileprivate func undoing(_ undone: [Correction], upTo day: (_ unit: Int) -> Day) -> History {
    let (kept, columns) = rows(upTo: day)
    var new = columns
    // Later corrections of a score come later in the list; going backwards, the first has the last word.
    var series: [SeriesName: Range<Int>] = [:]
    if !undone.isEmpty {
      for entry in kept { series[SeriesName(unit: entry.unit, indicator: entry.indicator)] = entry.rows }
    }
    for correction in undone.reversed() {
      let name = SeriesName(unit: correction.unit, indicator: correction.indicator)
      guard let rows = series[name],
        let row = rows.first(where: { Int(new.days[$0]) == correction.day.ordinal })
      else { continue }
      new.scores[row] = correction.oldScore
      new.lines[row] = Int32(clamping: correction.oldLine)
      new.decimals[row] = UInt8(clamping: correction.oldDecimals)
    }
    return History(
      axis: axis, index: index, units: units, entries: kept, columns: new, texts: texts,
      corrections: [], duplicates: [], overrides: overrides(upTo: day, of: columns), positions: positions)
  }
}

/// Which series: a unit and an indicator.
struct SeriesName: Hashable, Sendable {
  let unit: Int
  let indicator: Indicator
}
