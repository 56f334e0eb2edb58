/// What has been measured: for each unit and indicator a series of scores in the order of days.
///
/// The series lie one behind the other in contiguous columns: units in their order of first
/// appearance, within a unit the indicators likewise, within these the days ascending. Each day has
/// one current score; what it replaced is kept in `corrections`.
public struct History: Sendable {
  /// How time is counted.
  public enum Axis: Hashable, Sendable {
    /// By dates.
    case dates
    /// By whole weeks; `Day.ordinal` is seven times the step.
    case steps
  }

  /// How time is counted.
  public let axis: Axis
  /// The index that the scores belong to; nil for plain series.
  public let index: IndexDefinition?
  /// The units in their order of first appearance. Positions stay the same in `upTo`.
  public let units: [Unit]
  /// The scores that were replaced, in the order of units, indicators and days.
  public let corrections: [Correction]
  /// The scores that were repeated, in the same order.
  public let duplicates: [Duplicate]
  /// What people decided about scores, in the order in which it counts, with the scores that it touched. What an
  /// override leaves out is not among the scores here.
  public let overrides: [AppliedOverride]
  /// The last day with a score of any unit; nil where there is none.
  public let latestDay: Day?
  /// The first day with a score of any unit; nil where there is none.
  public let earliestDay: Day?

  /// One series: its rows in the columns.
  package struct Entry: Hashable, Sendable {
    /// The position of the unit.
    package let unit: Int
    /// What was measured.
    package let indicator: Indicator
    /// The rows of the columns, days ascending; never empty.
    package let rows: Range<Int>
  }

  /// The columns; all of one length.
  package struct Columns: Sendable {
    /// `Day.ordinal`.
    package var days: [Int32] = []
    /// The current score.
    package var scores: [Double] = []
    /// The line of the current score.
    package var lines: [Int32] = []
    /// How many decimals the score was written with.
    package var decimals: [UInt8] = []
    /// Positions in `texts`, or -1; empty where no row has any.
    package var statuses: [Int32] = []
    /// Positions in `texts`, or -1; empty where no row has any.
    package var sources: [Int32] = []
  }

  /// All series, in the order of units and of first appearance within them.
  package let entries: [Entry]
  /// The rows of all series, one series behind the other.
  package let columns: Columns
  let texts: [String]
  /// `entries` of unit `u` are `firstEntry[u]..<firstEntry[u + 1]`.
  let firstEntry: [Int]
  let positions: [String: Int]

  /// Assembles a history; the builder keeps the promises on order.
  init(
    axis: Axis, index: IndexDefinition?, units: [Unit], entries: [Entry], columns: Columns,
    texts: [String], corrections: [Correction], duplicates: [Duplicate],
    overrides: [AppliedOverride] = [], positions: [String: Int]? = nil
  ) {
    self.axis = axis
    self.index = index
    self.units = units
    self.entries = entries
    self.columns = columns
    self.texts = texts
    self.corrections = corrections
    self.duplicates = duplicates
    self.overrides = overrides
    latestDay = columns.days.max().map { Day(ordinal: Int($0)) }
    earliestDay = columns.days.min().map { Day(ordinal: Int($0)) }

    var first = Array(repeating: 0, count: units.count + 1)
    for entry in entries { first[entry.unit + 1] += 1 }
    for unit in units.indices { first[unit + 1] += first[unit] }
    firstEntry = first

    self.positions =
      positions
      ?? Dictionary(
        units.enumerated().map { (NameKey.same($1.name), $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// How many scores there are, over all series.
  public var count: Int { columns.days.count }

  /// The indicators of a unit that have scores, in their order of first appearance.
  ///
  /// - Complexity: O(indicators of the unit).
  public func indicators(ofUnit unit: Int) -> [Indicator] {
    entries(ofUnit: unit).map(\.indicator)
  }

  /// The scores of one series, days ascending, each day once with its current score; empty where
  /// there are none.
  ///
  /// For `discrepancy`: the total minus the sum of the components, on the days when all are known.
  ///
  /// - Complexity: O(length of the series; for `discrepancy`, of all the unit's series).
  public func series(unit: Int, indicator: Indicator) -> [(day: Day, score: Double)] {
    if indicator == .discrepancy { return discrepancies(unit: unit) }
    guard let entry = entry(unit: unit, indicator: indicator) else { return [] }
    return entry.rows.map { (Day(ordinal: Int(columns.days[$0])), columns.scores[$0]) }
  }

  /// The highest score of an indicator, in points; nil for those without one.
  public func maximum(of indicator: Indicator) -> Double? { index?.maximum(of: indicator) }

  /// With how many decimals a series is written: the most seen, so that 0.01 gives 2. Of a
  /// discrepancy, the most of the unit's total and components. 0 where there are no scores.
  ///
  /// - Complexity: O(length of the series).
  public func decimals(ofUnit unit: Int, indicator: Indicator) -> Int {
    if indicator == .discrepancy {
      return indicators(ofUnit: unit).map { decimals(ofUnit: unit, indicator: $0) }.max() ?? 0
    }
    guard let entry = entry(unit: unit, indicator: indicator) else { return 0 }
    return entry.rows.reduce(0) { max($0, Int(columns.decimals[$1])) }
  }

  /// All scores, with line, status and source, in the order of units, indicators and days.
  ///
  /// - Complexity: O(`count`), and as much memory.
  public var observations: [Observation] {
    var list: [Observation] = []
    list.reserveCapacity(count)
    for entry in entries {
      for row in entry.rows { list.append(observation(entry, row)) }
    }
    return list
  }

  /// The score of one day with its line, status and source; nil where there is none.
  ///
  /// - Complexity: O(log of the length of the series).
  public func observation(unit: Int, indicator: Indicator, on day: Day) -> Observation? {
    guard let entry = entry(unit: unit, indicator: indicator) else { return nil }
    var low = entry.rows.lowerBound
    var high = entry.rows.upperBound
    while low < high {
      let middle = (low + high) / 2
      if Int(columns.days[middle]) < day.ordinal { low = middle + 1 } else { high = middle }
    }
    guard low < entry.rows.upperBound, Int(columns.days[low]) == day.ordinal else { return nil }
    return observation(entry, low)
  }

  /// The score of a row of a series.
  func observation(_ entry: Entry, _ row: Int) -> Observation {
    func text(_ column: [Int32]) -> String? {
      column.isEmpty || column[row] < 0 ? nil : texts[Int(column[row])]
    }
    return Observation(
      day: Day(ordinal: Int(columns.days[row])), unit: entry.unit, indicator: entry.indicator,
      score: columns.scores[row], decimals: Int(columns.decimals[row]), line: Int(columns.lines[row]),
      status: text(columns.statuses), source: text(columns.sources))
  }

  /// The series of one unit.
  package func entries(ofUnit unit: Int) -> ArraySlice<Entry> {
    entries[firstEntry[unit]..<firstEntry[unit + 1]]
  }

  /// One series, where it has scores.
  package func entry(unit: Int, indicator: Indicator) -> Entry? {
    entries(ofUnit: unit).first { $0.indicator == indicator }
  }

  private func discrepancies(unit: Int) -> [(day: Day, score: Double)] {
    guard let index, let total = entry(unit: unit, indicator: .total) else { return [] }
    var parts: [Entry] = []
    for position in index.components.indices {
      guard let part = entry(unit: unit, indicator: .component(position)) else { return [] }
      parts.append(part)
    }
    var cursors = parts.map(\.rows.lowerBound)
    var result: [(day: Day, score: Double)] = []
    for row in total.rows {
      let day = columns.days[row]
      var sum = 0.0
      var isComplete = true
      for (number, part) in parts.enumerated() {
        while cursors[number] < part.rows.upperBound, columns.days[cursors[number]] < day {
          cursors[number] += 1
        }
        if cursors[number] < part.rows.upperBound, columns.days[cursors[number]] == day {
          sum += columns.scores[cursors[number]]
        } else {
          isComplete = false
        }
      }
      if isComplete { result.append((Day(ordinal: Int(day)), columns.scores[row] - sum)) }
    }
    return result
  }
}
