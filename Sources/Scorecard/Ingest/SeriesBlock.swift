import Forecasting

/// Series that a stream has read to their ends, in the order of the file.
package struct SeriesBlock: Sendable {
  enum Item {
    /// Runs of one piece, each a series.
    case runs(piece: Int, Range<Int>)
    /// A series that lies in several pieces.
    case single(OpenSeries)
  }

  let bytes: [UInt8]
  var pieces: [PlainRows]
  var items: [Item] = []

  /// Parts that can be worked on at the same time, in order.
  package var parts: Range<Int> { items.indices }

  /// How many series there are.
  var seriesCount: Int {
    items.reduce(0) { count, item in
      switch item {
      case .single: count + 1
      case .runs(_, let runs): count + runs.count
      }
    }
  }

  /// Gives the series of a part one after the other.
  package func forEachSeries(inPart part: Int, _ body: (SeriesStream.Series) -> Void) {
    var times: [Double] = []
    forEachRows(inPart: part) { name, days, values, decimals in
      // Times stand at the positions of their values.
      if times.count < days.endIndex {
        times += repeatElement(0, count: max(days.endIndex - times.count, times.count))
      }
      let last = days[days.endIndex - 1]
      for row in days.indices { times[row] = Double(days[row] - last) / 7 }
      body(
        SeriesStream.Series(
          name: name, lastDay: Day(ordinal: Int(last)),
          observations: Observations(times: times[days.indices], values: values, scale: .holding(values)),
          resolution: Resolution.step(decimals: Int(decimals.max() ?? 0), scores: values)))
    }
  }

  /// Gives the rows of the series of a part, one series after the other: days ascending, each once with its latest value.
  func forEachRows(
    inPart part: Int,
    _ body: (String, _ days: ArraySlice<Int32>, _ values: ArraySlice<Double>, _ decimals: ArraySlice<UInt8>)
      -> Void
  ) {
    func visit(
      _ name: String, _ days: ArraySlice<Int32>, _ values: ArraySlice<Double>, _ decimals: ArraySlice<UInt8>
    ) {
      if Self.isAscending(days) { return body(name, days, values, decimals) }
      let ordered = Self.inOrder(days, values, decimals)
      body(name, ordered.days[...], ordered.values[...], ordered.decimals[...])
    }
    switch items[part] {
    case .single(let series):
      visit(series.name, series.days[...], series.values[...], series.decimals[...])
    case .runs(let piece, let runs):
      let rows = pieces[piece]
      for run in rows.runs[runs] {
        visit(
          run.spelling(in: bytes), rows.days[run.rows], rows.values[run.rows], rows.decimals[run.rows])
      }
    }
  }

  static func isAscending(_ days: ArraySlice<Int32>) -> Bool {
    var previous = Int32.min
    for day in days {
      if day <= previous { return false }
      previous = day
    }
    return true
  }

  /// Days ascending; of several values of a day the last one counts, with the decimals that it was first written with.
  static func inOrder(
    _ days: ArraySlice<Int32>, _ values: ArraySlice<Double>, _ decimals: ArraySlice<UInt8>
  ) -> (days: [Int32], values: [Double], decimals: [UInt8]) {
    var ordered: (days: [Int32], values: [Double], decimals: [UInt8]) = ([], [], [])
    // The three slices have the same indices.
    for row in days.indices.sorted(by: { (days[$0], $0) < (days[$1], $1) }) {
      let last = ordered.days.count - 1
      if ordered.days.last != days[row] {
        ordered.days.append(days[row])
        ordered.values.append(values[row])
        ordered.decimals.append(decimals[row])
      } else if ordered.values[last] != values[row] {
        ordered.values[last] = values[row]
        ordered.decimals[last] = decimals[row]
      }
    }
    return ordered
  }
}

/// A series of which more rows may come.
struct OpenSeries: Sendable {
  let name: String
  /// ``SeriesKey`` of the name.
  let key: UInt64
  /// The first line that names it.
  let line: Int
  private(set) var days: [Int32]
  private(set) var values: [Double]
  private(set) var decimals: [UInt8]

  init(_ rows: PlainRows, _ run: PlainRows.Run, of bytes: [UInt8], key: UInt64, line: Int) {
    name = run.spelling(in: bytes)
    self.key = key
    self.line = line + run.line
    days = Array(rows.days[run.rows])
    values = Array(rows.values[run.rows])
    decimals = Array(rows.decimals[run.rows])
  }

  mutating func append(_ rows: PlainRows, _ run: PlainRows.Run) {
    days += rows.days[run.rows]
    values += rows.values[run.rows]
    decimals += rows.decimals[run.rows]
  }
}

extension SeriesStream.Series {
  /// What is known of the series beside its observations.
  package var description: SeriesBatch.Description {
    SeriesBatch.Description(
      name: NameKey.same(name), scale: observations.scale, resolution: resolution, origin: 0)
  }
}
