internal import GRDB

/// A file that keeps a history: every score as it was first seen and as it was corrected, with the time and the file
/// that it came from.
///
/// It is one database of SQLite. Every call opens it, runs one transaction and closes it: what a call writes is there as
/// a whole or not at all, also where the process is killed.
///
/// ```swift
/// let store = HistoryStore(path: "scores.sqlite")
/// try store.add(["week-46.csv", "week-47.csv"])
/// let result = try store.read()
/// ```
public struct HistoryStore: Sendable {
  /// Where the file is.
  public let path: String
  let database: StoreDatabase

  /// The store at a path; whether there is one is found out by the calls.
  public init(path: String) {
    self.init(path: path, patience: Self.usualPatience)
  }

  /// - Parameter patience: How long a call waits for another process that writes, in seconds.
  package init(path: String, patience: Double) {
    self.path = path
    database = StoreDatabase(path: path, patience: patience)
  }

  /// Ten seconds: a thousand units of ten years are imported in less.
  static let usualPatience = 10.0

  /// The history: the same as that of one file in which all that was imported stands in the order of arrival.
  ///
  /// Repeated scores are not kept, nor is what was left out of the files. Overrides that were not withdrawn are applied.
  ///
  /// - Parameters:
  ///   - index: The index that the store must belong to; its names are used. By default the store's own.
  ///   - moment: What was known then; by default all.
  ///   - isReported: Whether overrides are passed over, so that scores are as they were reported.
  /// - Throws: ``StoreError``.
  /// - Complexity: O(scores).
  public func read(
    index: IndexDefinition? = nil, knownOn moment: Timestamp? = nil, isReported: Bool = false
  ) throws(StoreError) -> IngestResult {
    try database.read {
      try StoredHistory($0, index: index, knownOn: moment, isReported: isReported).result
    }
  }

  /// Makes sure that there is a store of a version that is known.
  public func check() throws(StoreError) {
    try database.read { _ in }
  }
}

/// What the tables hold, as a history.
struct StoredHistory {
  let result: IngestResult

  /// - Throws: ``StoreError``, or what the database reports.
  init(
    _ db: Database, index given: IndexDefinition?, knownOn moment: Timestamp?, isReported: Bool = false
  ) throws {
    guard let collection = try StoredCollection(db) else { throw StoreError.empty }
    let index = try collection.index(given)
    var indicators: [Int: Indicator] = [:]
    for row in try Row.fetchAll(db, sql: "SELECT id, name FROM indicator") {
      indicators[try row(0)] = Indicator(stored: try row(1), index)
    }

    var builder = HistoryBuilder(index: index, axis: collection.axis)
    var units: [Int: Int] = [:]
    let unitRows = try Row.fetchCursor(db, sql: "SELECT id, name, level FROM unit ORDER BY id")
    while let row = try unitRows.next() {
      let unit = builder.unit(named: try row(1))
      units[try row(0)] = unit
      if let level: String = try row(2) { _ = builder.setLevel(Level(rawValue: level), ofUnit: unit) }
    }
    var remarks: [Int: Int32] = [:]
    let remarkRows = try Row.fetchCursor(db, sql: "SELECT id, text FROM remark")
    while let row = try remarkRows.next() { remarks[try row(0)] = builder.text(try row(1)) }

    let imports = try StoredImports(db)
    var origins: [(importID: Int, line: Int, knownAfter: Int?, sheet: Int?)] = []
    // Stores of earlier versions know no sheets.
    let sheet = try db.columns(in: "score").contains { $0.name == "sheet" } ? "sheet" : "NULL"
    let scores = try Row.fetchCursor(
      db,
      sql: """
        SELECT unit, indicator, day, score, decimals, status, source, import, line, known_after, \(sheet)
        FROM score ORDER BY id
        """)
    while let row = try scores.next() {
      let importID: Int = try row(7)
      if let moment, imports.time(of: importID) > moment { continue }
      guard let unit = units[try row(0)], let indicator = indicators[try row(1)] else {
        throw StoreError.damaged(reason: "score without unit or indicator")
      }
      let score: Double = try row(3)
      guard score.isFinite, index?.maximum(of: indicator).map({ (0...$0 + 1e-9).contains(score) }) ?? true
      else { throw StoreError.damaged(reason: "score \(score)") }
      let (status, source): (Int?, Int?) = try (row(5), row(6))
      try origins.append((importID, row(8), row(9), row(10)))
      // The number of the row stands for the line until it is known which ones are corrections.
      try builder.add(
        day: Day(ordinal: row(2)), unit: unit, indicator: indicator, score: score, decimals: row(4),
        line: origins.count, status: status.flatMap { remarks[$0] } ?? -1,
        source: source.flatMap { remarks[$0] } ?? -1)
    }
    let history = builder.finish()
    if history.count == 0 {
      if let moment, let first = imports.first { throw StoreError.nothingKnown(moment, first: first) }
      throw StoreError.empty
    }
    let texts = remarks.mapValues { builder.text(at: $0) }
    let reported = history.withArrivals { number in
      let origin = origins[number - 1]
      return (
        imports.arrival(origin.importID, sheet: origin.sheet.flatMap { texts[$0] }, line: origin.line),
        origin.knownAfter.map { Day(ordinal: $0) }
      )
    }
    let overrides =
      isReported ? [] : try StoredOverride.all(db, index: index).filter { $0.counted(at: moment) }
    result = IngestResult(
      history: try reported.applying(stored: overrides),
      shape: index == nil ? .plain : .long, rowCount: origins.count)
  }
}

extension Indicator {
  /// The indicator that a store calls so, where the index has it.
  init?(stored name: String, _ index: IndexDefinition?) {
    switch name {
    case "total": self = .total
    case "value": self = .value
    case "discrepancy": self = .discrepancy
    default:
      guard let position = index?.components.firstIndex(where: { $0.id == name }) else { return nil }
      self = .component(position)
    }
  }
}

extension History {
  /// The history with what a store knows of its corrections, and without lines of files.
  ///
  /// - Parameter arrival: What is known of the row of a store that has this number, from 1.
  fileprivate func withArrivals(_ arrival: (Int) -> (Arrival, knownAfter: Day?)) -> History {
    var columns = columns
    columns.lines = Array(repeating: 0, count: columns.lines.count)
    let corrections = corrections.map { correction in
      let (old, new) = (arrival(correction.oldLine), arrival(correction.newLine))
      var known = correction.withoutLines
      (known.oldArrival, known.newArrival, known.knownAfter) = (old.0, new.0, new.knownAfter)
      return known
    }
    return History(
      axis: axis, index: index, units: units, entries: entries, columns: columns, texts: texts,
      corrections: corrections, duplicates: duplicates, positions: positions)
  }
}

extension Correction {
  fileprivate var withoutLines: Correction {
    Correction(
      day: day, unit: unit, indicator: indicator, oldScore: oldScore, newScore: newScore, oldLine: 0,
      newLine: 0,
      oldDecimals: oldDecimals, oldStatus: oldStatus, oldSource: oldSource)
  }
}
