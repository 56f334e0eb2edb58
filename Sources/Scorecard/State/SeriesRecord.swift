import Forecasting

/// What is kept of a series from one week to the next: its latest rows, and a summary of those before.
///
/// A row that comes late, or corrects another, is taken in as long as its week is among the rows that are kept; so the
/// summary only ever grows, and a line never has to forget an observation.
package struct SeriesRecord: Sendable {
  /// As first spelled.
  package private(set) var name = ""
  /// What is known of the rows that are no longer kept.
  private(set) var earlier: EarlierRows?
  /// `Day.ordinal` of the rows that are kept, ascending.
  private(set) var days: [Int32] = []
  private(set) var values: [Double] = []
  /// The decimals that values were written with.
  private(set) var decimals: [UInt8] = []
  /// Weeks after the last row: at most zero.
  private var times: [Double] = []

  let model: StateModel

  /// A record in memory that is used again from series to series.
  init(_ model: StateModel) { self.model = model }

  /// Becomes a record that was kept.
  mutating func load(
    name: String, earlier: EarlierRows?, _ body: (inout [Int32], inout [Double], inout [UInt8]) -> Void
  ) {
    self.name = name
    self.earlier = earlier
    clear()
    body(&days, &values, &decimals)
  }

  /// Becomes the record of a series of which all rows are known.
  ///
  /// - Parameter days: Ascending, at least one.
  mutating func begin(
    name: String, days: ArraySlice<Int32>, values: ArraySlice<Double>, decimals: ArraySlice<UInt8>
  ) {
    self.name = name
    clear()
    let kept = model.keptRows
    let old = days.count - min(days.count, kept)
    earlier =
      old == 0
      ? nil : EarlierRows(model, days: days.prefix(old), values.prefix(old), decimals.prefix(old))
    self.days += days.suffix(kept)
    self.values += values.suffix(kept)
    self.decimals += decimals.suffix(kept)
  }

  private mutating func clear() {
    days.removeAll(keepingCapacity: true)
    values.removeAll(keepingCapacity: true)
    decimals.removeAll(keepingCapacity: true)
  }

  /// Whether a row of this day can be taken in.
  func reaches(_ day: Int32) -> Bool { earlier.map { day > $0.lastDay } ?? true }

  /// The day from which on rows can be taken in, where not all can.
  var oldestDay: Int32? { earlier.map { _ in days[0] } }

  /// Puts a row behind those that are kept; ``settle()`` brings them into order.
  mutating func append(day: Int32, value: Double, decimals: UInt8) {
    days.append(day)
    values.append(value)
    self.decimals.append(decimals)
  }

  /// Brings the rows into order, each day once with its latest value, and keeps the latest of them.
  mutating func settle() {
    if !SeriesBlock.isAscending(days[...]) {
      (days, values, decimals) = SeriesBlock.inOrder(days[...], values[...], decimals[...])
    }
    let old = days.count - min(days.count, model.keptRows)
    guard old > 0 else { return }
    if earlier == nil {
      earlier = EarlierRows(model, days: days.prefix(old), values.prefix(old), decimals.prefix(old))
    } else {
      for row in 0..<old { earlier?.add(day: days[row], values[row], decimals: decimals[row]) }
    }
    days.removeFirst(old)
    values.removeFirst(old)
    decimals.removeFirst(old)
  }
}

// MARK: What forecasts need

extension SeriesRecord {
  /// All of the series that patterns look at.
  package mutating func series() -> SeriesStream.Series {
    let last = days[days.count - 1]
    times.removeAll(keepingCapacity: true)
    for day in days { times.append(Double(day - last) / 7) }
    return SeriesStream.Series(
      name: name, lastDay: Day(ordinal: Int(last)),
      observations: Observations(times: times[...], values: values[...], scale: scale),
      resolution: resolution)
  }

  /// The line through all observations.
  package func line(_ series: SeriesStream.Series, _ designs: inout LineDesigns) -> LineForecast {
    guard let earlier, var line = earlier.line else {
      return designs.line(series.observations, resolution: series.resolution)
    }
    var before = earlier.lastDay
    for row in days.indices {
      line.add(values[row], after: Double(days[row] - before) / 7)
      before = days[row]
    }
    return line.forecast(resolution: series.resolution)
  }

  private var scale: ValueScale { earlier?.isPositive ?? true ? .holding(values) : .real }

  private var resolution: Double {
    let written = Int(max(decimals.max() ?? 0, earlier?.decimals ?? 0))
    return Resolution.step(decimals: written) {
      values.reduce(Int(earlier?.cleanDecimals ?? 0)) { Resolution.cleanDecimals(of: $1, atLeast: $0) }
    }
  }
}

/// A summary of the rows of a series that are no longer kept.
struct EarlierRows: Sendable, Hashable {
  private(set) var count: Int
  private(set) var lastDay: Int32
  /// Whether all values are above zero.
  private(set) var isPositive: Bool
  /// The most decimals that a value was written with.
  private(set) var decimals: UInt8
  /// The most decimals that a value has without the dust of sums.
  private(set) var cleanDecimals: UInt8
  /// The line through them, where that is the model.
  private(set) var line: RecursiveLine?

  init(
    count: Int, lastDay: Int32, isPositive: Bool, decimals: UInt8, cleanDecimals: UInt8,
    line: RecursiveLine?
  ) {
    (self.count, self.lastDay, self.isPositive) = (count, lastDay, isPositive)
    (self.decimals, self.cleanDecimals, self.line) = (decimals, cleanDecimals, line)
  }

  /// - Parameter days: Ascending, at least one.
  init(
    _ model: StateModel, days: ArraySlice<Int32>, _ values: ArraySlice<Double>, _ decimals: ArraySlice<UInt8>
  ) {
    count = days.count
    lastDay = days[days.endIndex - 1]
    isPositive = values.allSatisfy { $0 > 0 }
    self.decimals = decimals.max() ?? 0
    cleanDecimals = UInt8(values.reduce(0) { Resolution.cleanDecimals(of: $1, atLeast: $0) })
    line = model == .line ? RecursiveLine(days: days.span, values: values.span) : nil
  }

  /// Takes in the next row.
  mutating func add(day: Int32, _ value: Double, decimals: UInt8) {
    line?.add(value, after: Double(day - lastDay) / 7)
    count += 1
    lastDay = day
    isPositive = isPositive && value > 0
    self.decimals = max(self.decimals, decimals)
    cleanDecimals = UInt8(Resolution.cleanDecimals(of: value, atLeast: Int(cleanDecimals)))
  }
}
