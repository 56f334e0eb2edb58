/// Gathers scores in any order and makes a history of them.
///
/// Scores are kept in columns; sorting, and telling duplicates from corrections, happens once at the
/// end.
package struct HistoryBuilder: Sendable {
  private struct SeriesKey: Hashable {
    let unit: Int32
    let code: Int32
  }

  let index: IndexDefinition?
  let axis: History.Axis
  private var names: [String] = []
  private var levels: [Level?] = []
  private var unitByKey: [String: Int] = [:]
  private var seriesByKey: [SeriesKey: Int32] = [:]
  private var seriesKeys: [SeriesKey] = []
  private var lastKey = SeriesKey(unit: -1, code: 0)
  private var lastSeries: Int32 = -1
  private var series: [Int32] = []
  private var columns = History.Columns()
  private var texts: [String] = []
  private var textPositions: [String: Int32] = [:]

  /// Starts an empty history.
  package init(index: IndexDefinition?, axis: History.Axis = .dates) {
    self.index = index
    self.axis = axis
  }

  /// How many scores have been added.
  package var count: Int { series.count }
  /// How many units have been named.
  package var unitCount: Int { names.count }

  /// The position of the unit with this name, which is added where it is new. Names that differ in
  /// case, Unicode form and spaces only are one unit; the first spelling stays.
  package mutating func unit(named name: String) -> Int {
    let spelling = NameKey.spelling(name)
    let key = spelling.lowercased()
    if let known = unitByKey[key] { return known }
    unitByKey[key] = names.count
    names.append(spelling)
    levels.append(nil)
    return names.count - 1
  }

  /// The name of a unit.
  func name(ofUnit unit: Int) -> String { names[unit] }

  /// Sets the level of a unit, and returns the one that it has already where that differs.
  package mutating func setLevel(_ level: Level, ofUnit unit: Int) -> Level? {
    if let known = levels[unit] { return known == level ? nil : known }
    levels[unit] = level
    return nil
  }

  /// The position of a status or source, to be passed to `add`.
  package mutating func text(_ text: String) -> Int32 {
    if let known = textPositions[text] { return known }
    let position = Int32(texts.count)
    textPositions[text] = position
    texts.append(text)
    return position
  }

  /// The text at a position that `text(_:)` gave.
  func text(at position: Int32) -> String { texts[Int(position)] }

  /// Adds a score. Later calls for the same day, unit and indicator repeat or correct it.
  ///
  /// - Precondition: `score` is finite, the indicator is not `discrepancy`.
  package mutating func add(
    day: Day, unit: Int, indicator: Indicator, score: Double, decimals: Int, line: Int = 0,
    status: Int32 = -1, source: Int32 = -1
  ) {
    precondition(score.isFinite && indicator != .discrepancy)
    let number = position(ofSeries: SeriesKey(unit: Int32(unit), code: Self.code(indicator)))
    Self.pad(&columns.statuses, with: status, count: series.count)
    Self.pad(&columns.sources, with: source, count: series.count)
    series.append(number)
    columns.days.append(Int32(clamping: day.ordinal))
    columns.scores.append(score)
    columns.lines.append(Int32(clamping: line))
    columns.decimals.append(UInt8(clamping: decimals))
  }

  /// Adds rows of a plain file.
  ///
  /// - Parameters:
  ///   - rows: What was read.
  ///   - range: Those of one series.
  ///   - unit: The series.
  ///   - line: The line from which `rows` counts.
  mutating func add(_ rows: PlainRows, _ range: Range<Int>, unit: Int, line: Int) {
    guard !range.isEmpty else { return }
    let number = position(ofSeries: SeriesKey(unit: Int32(unit), code: Self.code(.value)))
    precondition(columns.statuses.isEmpty && columns.sources.isEmpty)
    series.append(contentsOf: repeatElement(number, count: range.count))
    columns.days.append(contentsOf: rows.days[range])
    columns.scores.append(contentsOf: rows.values[range])
    columns.decimals.append(contentsOf: rows.decimals[range])
    for row in range { columns.lines.append(Int32(clamping: line + Int(rows.lines[row]))) }
  }

  private mutating func position(ofSeries key: SeriesKey) -> Int32 {
    if key == lastKey { return lastSeries }
    lastKey = key
    if let known = seriesByKey[key] {
      lastSeries = known
    } else {
      lastSeries = Int32(seriesKeys.count)
      seriesByKey[key] = lastSeries
      seriesKeys.append(key)
    }
    return lastSeries
  }

  /// Whether each unit has a score.
  var unitsWithScores: [Bool] {
    var result = Array(repeating: false, count: names.count)
    for key in seriesKeys { result[Int(key.unit)] = true }
    return result
  }

  /// Makes the history. Units without scores are left out, as are those for which `isHeldBack` holds.
  ///
  /// - Complexity: O(n) where the rows of each series come in order, else O(n log n).
  package func finish(isHeldBack: (Int) -> Bool = { _ in false }) -> History {
    let hasScores = unitsWithScores
    var newPosition = Array(repeating: -1, count: names.count)
    var units: [Unit] = []
    for unit in names.indices where hasScores[unit] && !isHeldBack(unit) {
      newPosition[unit] = units.count
      units.append(Unit(name: names[unit], level: levels[unit]))
    }

    // Series are numbered by first appearance; a stable sort by unit puts them in their final order.
    let order = seriesKeys.indices
      .filter { newPosition[Int(seriesKeys[$0].unit)] >= 0 }
      .sorted { (seriesKeys[$0].unit, $0) < (seriesKeys[$1].unit, $1) }
    let rowsOf = rowsBySeries()

    var entries: [History.Entry] = []
    var result = History.Columns()
    result.days.reserveCapacity(count)
    result.scores.reserveCapacity(count)
    result.lines.reserveCapacity(count)
    result.decimals.reserveCapacity(count)
    var corrections: [Correction] = []
    var duplicates: [Duplicate] = []
    for number in order {
      let unit = newPosition[Int(seriesKeys[number].unit)]
      let indicator = Self.indicator(code: seriesKeys[number].code)
      let start = result.days.count
      for row in inOrderOfDays(rowsOf.rows[rowsOf.starts[number]..<rowsOf.starts[number + 1]]) {
        let row = Int(row)
        let last = result.days.count - 1
        guard last >= start, result.days[last] == columns.days[row] else {
          append(row, to: &result)
          continue
        }
        let day = Day(ordinal: Int(columns.days[row]))
        if result.scores[last] == columns.scores[row] {
          duplicates.append(
            Duplicate(
              day: day, unit: unit, indicator: indicator, score: columns.scores[row],
              firstLine: Int(result.lines[last]), line: Int(columns.lines[row])))
        } else {
          corrections.append(
            Correction(
              day: day, unit: unit, indicator: indicator, oldScore: result.scores[last],
              newScore: columns.scores[row], oldLine: Int(result.lines[last]),
              newLine: Int(columns.lines[row]), oldDecimals: Int(result.decimals[last]),
              oldStatus: text(result.statuses, last), oldSource: text(result.sources, last)))
          replaceLast(of: &result, by: row)
        }
      }
      entries.append(History.Entry(unit: unit, indicator: indicator, rows: start..<result.days.count))
    }
    return History(
      axis: axis, index: index, units: units, entries: entries, columns: result, texts: texts,
      corrections: corrections, duplicates: duplicates)
  }

  /// The rows of each series in order of arrival, by counting sort.
  private func rowsBySeries() -> (starts: [Int], rows: [Int32]) {
    var starts = Array(repeating: 0, count: seriesKeys.count + 1)
    for number in series { starts[Int(number) + 1] += 1 }
    for number in seriesKeys.indices { starts[number + 1] += starts[number] }
    var next = starts
    var rows = Array(repeating: Int32(0), count: series.count)
    for (row, number) in series.enumerated() {
      rows[next[Int(number)]] = Int32(row)
      next[Int(number)] += 1
    }
    return (starts, rows)
  }

  private func inOrderOfDays(_ rows: ArraySlice<Int32>) -> ArraySlice<Int32> {
    var previous = Int32.min
    for row in rows {
      let day = columns.days[Int(row)]
      if day < previous {
        return rows.sorted { (columns.days[Int($0)], $0) < (columns.days[Int($1)], $1) }[...]
      }
      previous = day
    }
    return rows
  }

  private func append(_ row: Int, to result: inout History.Columns) {
    result.days.append(columns.days[row])
    result.scores.append(columns.scores[row])
    result.lines.append(columns.lines[row])
    result.decimals.append(columns.decimals[row])
    if !columns.statuses.isEmpty {
      result.statuses.append(row < columns.statuses.count ? columns.statuses[row] : -1)
    }
    if !columns.sources.isEmpty {
      result.sources.append(row < columns.sources.count ? columns.sources[row] : -1)
    }
  }

  private func text(_ column: [Int32], _ row: Int) -> String? {
    column.isEmpty || column[row] < 0 ? nil : texts[Int(column[row])]
  }

  private func replaceLast(of result: inout History.Columns, by row: Int) {
    let last = result.days.count - 1
    result.scores[last] = columns.scores[row]
    result.lines[last] = columns.lines[row]
    result.decimals[last] = columns.decimals[row]
    if !columns.statuses.isEmpty {
      result.statuses[last] = row < columns.statuses.count ? columns.statuses[row] : -1
    }
    if !columns.sources.isEmpty {
      result.sources[last] = row < columns.sources.count ? columns.sources[row] : -1
    }
  }

  /// A column of texts stays empty until the first text comes.
  private static func pad(_ column: inout [Int32], with text: Int32, count: Int) {
    if column.isEmpty {
      if text < 0 { return }
      column = Array(repeating: -1, count: count)
    }
    column.append(text)
  }

  private static func code(_ indicator: Indicator) -> Int32 {
    switch indicator {
    case .component(let position): Int32(position)
    case .total: -1
    case .value: -2
    case .discrepancy: -3
    }
  }

  private static func indicator(code: Int32) -> Indicator {
    switch code {
    case -1: .total
    case -2: .value
    case -3: .discrepancy
    default: .component(Int(code))
    }
  }
}

extension History {
  /// Makes a history from observations, in their order of arrival: a later one for the same day, unit
  /// and indicator repeats or corrects the earlier. Units without any observation are left out.
  ///
  /// - Precondition: scores are finite, units are positions in `units`, none is a `discrepancy`.
  /// - Complexity: O(n log n).
  public init(
    index: IndexDefinition?, axis: Axis = .dates, units: [Unit], observations: [Observation]
  ) {
    var builder = HistoryBuilder(index: index, axis: axis)
    let positions = units.map { unit in
      let position = builder.unit(named: unit.name)
      if let level = unit.level { _ = builder.setLevel(level, ofUnit: position) }
      return position
    }
    for one in observations {
      builder.add(
        day: one.day, unit: positions[one.unit], indicator: one.indicator, score: one.score,
        decimals: one.decimals, line: one.line,
        status: one.status.map { builder.text($0) } ?? -1,
        source: one.source.map { builder.text($0) } ?? -1)
    }
    self = builder.finish()
  }
}
