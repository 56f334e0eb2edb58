import Forecasting
import NumericCore

/// Brings what is kept of every series up to date with the rows of a file.
///
/// A row of a week that is not known is taken in, as is another value of one that is: the result is what would be kept of
/// the whole history with the file's rows behind it. The same value again changes nothing. Rows of weeks before those
/// that are kept are left out and told, for nobody knows what stood there.
package struct StateUpdate: Sendable {
  package let model: StateModel
  /// The rows, unless there are none.
  let rows: NewRows?

  package init(_ model: StateModel, rows: NewRows? = nil) {
    self.model = model
    self.rows = rows
  }

  /// Some series that were brought up to date.
  package struct Part: Sendable {
    /// What is to be kept of them.
    package internal(set) var records = EncodedRecords()
    /// Those of the file that are among them.
    package internal(set) var taken: [Int32] = []
    /// Rows of the file that are of weeks before those that are kept.
    package internal(set) var unreached = UnreachedRows()
  }

  /// Goes through the series of a frame.
  ///
  /// - Parameter body: Gets each of them as it is now.
  package func update(
    _ frame: StateFrame, _ body: (inout SeriesRecord) -> Void
  ) throws(StateError) -> Part {
    var part = Part()
    var record = SeriesRecord(model)
    try frame.forEachRecord(&record) { record, key in
      take(key, into: &record, &part)
      body(&record)
      part.records.append(record)
    }
    return part
  }

  /// Goes through series of the file that are not known.
  package func begin(_ entries: ArraySlice<Int32>, _ body: (inout SeriesRecord) -> Void) -> Part {
    var part = Part()
    var record = SeriesRecord(model)
    for entry in entries {
      begin(entry, &record)
      body(&record)
      part.records.append(record)
    }
    return part
  }

  /// Goes through the series of a stream, whose history is known as a whole.
  package func begin(
    _ block: SeriesBlock, part: Int, _ body: (inout SeriesRecord) -> Void
  ) -> Part {
    var result = Part()
    var record = SeriesRecord(model)
    block.forEachRows(inPart: part) { name, days, values, decimals in
      record.begin(name: name, days: days, values: values, decimals: decimals)
      body(&record)
      result.records.append(record)
    }
    return result
  }

  private func begin(_ entry: Int32, _ record: inout SeriesRecord) {
    record.load(name: rows?.name(of: entry) ?? "", earlier: nil) { _, _, _ in }
    rows?.forEachRow(of: entry) { record.append(day: $0.day, value: $0.value, decimals: $0.decimals) }
    record.settle()
  }

  private func take(_ key: UInt64, into record: inout SeriesRecord, _ part: inout Part) {
    guard let rows, let entry = rows.entry(key) else { return }
    part.taken.append(entry)
    rows.forEachRow(of: entry) { row in
      if record.reaches(row.day) {
        record.append(day: row.day, value: row.value, decimals: row.decimals)
      } else {
        part.unreached.add(line: row.line) { rows.problem(row, of: entry, oldest: record.days[0]) }
      }
    }
    record.settle()
  }
}

// MARK: The sample

extension StateUpdate {
  /// The series that teach all others, and what else one look at the whole state tells.
  package struct Survey: Sendable {
    /// How many series there are: those of the state and those that the file adds.
    package let count: Int
    /// Those of the smallest ranks, in the order of these.
    package let sample: SeriesBatch
  }

  /// A series that may be drawn: bytes of its record, or its number in the file.
  private struct Drawn: Sendable {
    let rank: UInt64
    var record: [UInt8] = []
    var entry: Int32 = -1
  }

  /// Looks through all of a state, and draws the sample of the whole history.
  ///
  /// - Parameter state: `nil` where there is none yet.
  package func survey(_ state: StateFile?) throws(StateError) -> Survey {
    var drawn: [Drawn] = []
    var taken: Set<Int32> = []
    var count = 0
    if var frames = state?.frames {
      while case let some = try frames.next(), !some.isEmpty {
        let limit =
          drawn.count == SampledPatterns.sampleSize ? drawn[drawn.count - 1].rank : UInt64.max
        let found = try some.concurrentMap { frame throws(StateError) in try names(frame, limit) }
        for (names, entries) in found {
          drawn += names
          taken.formUnion(entries)
        }
        Self.prune(&drawn)
      }
      count = frames.count
    }
    let others = rows?.others(than: taken) ?? []
    drawn += others.map { Drawn(rank: rows?.key(of: $0) ?? 0, entry: $0) }
    Self.prune(&drawn)
    var members: [(rank: UInt64, series: SeriesStream.Series)] = []
    for one in drawn {
      var record = SeriesRecord(model)
      if one.entry >= 0 {
        begin(one.entry, &record)
      } else {
        var reader = RecordReader(one.record, one.record.indices)
        guard reader.read(into: &record) else { throw .damaged(offset: 0) }
        var part = Part()
        take(one.rank, into: &record, &part)
      }
      members.append((one.rank, record.series()))
    }
    members.sort { ($0.rank, $0.series.name) < ($1.rank, $1.series.name) }
    var batch = SeriesBatch()
    for (_, series) in members {
      batch.append(
        name: NameKey.same(series.name), times: Array(series.observations.times),
        values: Array(series.observations.values), scale: series.observations.scale,
        resolution: series.resolution)
    }
    return Survey(count: count + others.count, sample: batch)
  }

  /// The series of a frame that may be drawn, and those of the file among its series.
  private func names(
    _ frame: StateFrame, _ limit: UInt64
  ) throws(StateError) -> (drawn: [Drawn], taken: [Int32]) {
    var drawn: [Drawn] = []
    var taken: [Int32] = []
    try frame.forEachName { record, name throws(StateError) in
      let key = SeriesKey.hash(ofName: name, in: frame.bytes)
      if let entry = rows?.entry(key) { taken.append(entry) }
      if key <= limit { drawn.append(Drawn(rank: key, record: record.wholeBytes)) }
    }
    return (drawn, taken)
  }

  /// Keeps the smallest ranks, in their order.
  private static func prune(_ drawn: inout [Drawn]) {
    drawn.sort { $0.rank < $1.rank }
    if drawn.count > SampledPatterns.sampleSize {
      drawn.removeLast(drawn.count - SampledPatterns.sampleSize)
    }
  }
}
