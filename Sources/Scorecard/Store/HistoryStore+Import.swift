import Foundation
internal import GRDB

extension HistoryStore {
  /// Imports files, all or none: what cannot be used is an error, and the store stays as it was. A store that does not
  /// exist is made.
  ///
  /// A score for a day that has none is new; another score is a correction, and both are kept; the same score again is
  /// nothing. A file that was imported before adds nothing, whatever has come since.
  ///
  /// - Parameters:
  ///   - paths: Files that ``HistoryReader`` reads; `-` is standard input.
  ///   - index: The index of a new store; an existing one must belong to it.
  ///   - time: When the files were known, not before an earlier import; by default now, or the latest import where the
  ///     clock was set back.
  ///   - now: What the clock says.
  ///   - version: That of the program, for the log.
  /// - Throws: ``StoreImportError``.
  /// - Complexity: O(scores of the files and of their series in the store).
  public func add(
    _ paths: [String], index: IndexDefinition? = nil, time: Timestamp? = nil, now: Timestamp = .now,
    version: String = ""
  ) throws(StoreImportError) -> StoreImport {
    let isNew = database.isAbsentOrEmpty
    let known: StoredCollection?
    do throws(StoreError) {
      known = isNew ? nil : try database.read { try StoredCollection($0) }
    } catch {
      throw .store(error)
    }
    let readingIndex: IndexDefinition?
    do throws(StoreError) {
      readingIndex = known == nil ? index : try known?.index(index)
    } catch {
      throw .store(error)
    }
    var files: [FileToImport] = []
    for path in paths {
      do throws(IngestError) {
        files.append(try FileToImport(path: path, index: readingIndex))
      } catch {
        throw .file(path: path, error)
      }
    }
    // Within the database errors have no type of their own.
    var failure: StoreImportError?
    do throws(StoreError) {
      return try database.write(creating: true) { db in
        do {
          return try ImportTransaction(db, files: files, index: index, time: time, now: now, version: version)
            .run(isNew: isNew)
        } catch let error as StoreImportError {
          failure = error
          throw error
        }
      }
    } catch {
      throw failure ?? .store(error)
    }
  }
}

extension Timestamp {
  /// What the clock of the machine says.
  public static var now: Timestamp { Timestamp(seconds: Int(Date().timeIntervalSince1970.rounded(.down))) }
}

/// A file that has been read and waits for its import.
struct FileToImport {
  let path: String
  let digest: String
  let result: IngestResult

  init(path: String, index: IndexDefinition?) throws(IngestError) {
    self.path = path
    let input = try ByteInput(path: path)
    result = try HistoryReader.read(input, index: index)
    digest = try ContentDigest.of(input)
  }

  /// The name without its folder, for the log.
  var name: String { path == "-" ? path : (NameKey.spelling(path) as NSString).lastPathComponent }
}

/// The writing of one import.
private final class ImportTransaction {
  private let db: Database
  private let files: [FileToImport]
  private let time: Timestamp
  private let version: String
  private let index: IndexDefinition?
  private let axis: History.Axis
  private let insertScore: Statement
  private var units: [String: StoredUnit] = [:]
  private var unitCount = 0
  private var indicators: [String: Int] = [:]
  private var remarks: [String: Int] = [:]
  private var calendar = ArrivalCalendar()

  private struct StoredUnit {
    let id: Int
    let name: String
    var level: Level?
  }

  init(
    _ db: Database, files: [FileToImport], index given: IndexDefinition?, time: Timestamp?, now: Timestamp,
    version: String
  ) throws {
    self.db = db
    self.files = files
    self.version = version
    // Since the store was looked at another process may have imported.
    if let collection = try StoredCollection(db) {
      _ = try collection.index(given)
      (axis, index) = (collection.axis, collection.index)
    } else {
      (axis, index) = (files.first?.result.history.axis ?? .dates, files.first?.result.history.index)
      try StoredCollection.insert(db, axis: axis, index: index)
    }
    let kind = StoredCollection.kind(axis: axis, index: index)
    for file in files {
      let found = StoredCollection.kind(axis: file.result.history.axis, index: file.result.history.index)
      if found != kind { throw StoreImportError.otherKind(path: file.path, stored: kind, found: found) }
    }
    let latest = try StoredImports(db).latest
    if let time, let latest, time < latest { throw StoreImportError.timeBefore(latest: latest, given: time) }
    self.time = time ?? max(now, latest ?? now)
    insertScore = try db.makeStatement(
      sql: """
        INSERT INTO score (unit, indicator, day, score, decimals, status, source, import, line, known_after, sheet)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
  }

  func run(isNew: Bool) throws -> StoreImport {
    for row in try Row.fetchAll(db, sql: "SELECT id, key, name, level FROM unit") {
      let level: String? = try row(3)
      units[try row(1)] = try StoredUnit(id: row(0), name: row(2), level: level.map { Level(rawValue: $0) })
    }
    for row in try Row.fetchAll(db, sql: "SELECT id, name FROM indicator") {
      indicators[try row(1)] = try row(0)
    }
    for row in try Row.fetchAll(db, sql: "SELECT id, text FROM remark") { remarks[try row(1)] = try row(0) }
    calendar = try ArrivalCalendar(db, isPerUnit: index == nil)
    return StoreImport(
      time: time, isNew: isNew, files: try files.map(add), index: index, axis: axis)
  }

  private func add(_ file: FileToImport) throws -> StoreImport.File {
    let earlier = try Row.fetchOne(
      db, sql: "SELECT id, time FROM import WHERE digest = ?", arguments: [file.digest])
    if let earlier {
      return StoreImport.File(
        path: file.path, number: try earlier(0), earlier: try StoredImports.time(earlier(1)),
        result: file.result,
        addedCount: 0, corrections: [], unchangedCount: file.result.history.count, conflicts: [])
    }
    try db.execute(
      sql: """
        INSERT INTO import (time, file, digest, version, row_count, added, corrected, unchanged, left_out)
        VALUES (?, ?, ?, ?, ?, 0, 0, 0, 0)
        """,
      arguments: [time.description, file.name, file.digest, version, file.result.rowCount])
    let number = Int(db.lastInsertedRowID)

    let history = file.result.history
    let (unitIDs, conflicts) = try matchUnits(of: history, file.result.places)
    calendar.extend(by: history, unitIDs: unitIDs)
    var tally = Tally()
    let courses = Courses(history)
    for entry in history.entries {
      guard let unit = unitIDs[entry.unit] else { continue }
      try add(entry, of: history, unit: unit, number: number, file.result.places, courses, &tally)
    }
    let added = StoreImport.File(
      path: file.path, number: number, earlier: nil, result: file.result, addedCount: tally.added,
      corrections: tally.corrections, unchangedCount: tally.unchanged, conflicts: conflicts)
    try db.execute(
      sql: "UPDATE import SET added = ?, corrected = ?, unchanged = ?, left_out = ? WHERE id = ?",
      arguments: [
        added.addedCount, added.corrections.count, added.unchangedCount, added.leftOutCount, number,
      ])
    calendar.close()
    return added
  }

  // MARK: Scores

  private struct Tally {
    var added = 0
    var unchanged = 0
    var corrections: [StoreImport.Correction] = []
  }

  /// One score on its way into the store.
  private struct Arriving {
    let score: Double
    let decimals: Int
    let line: Int
    let status: String?, source: String?
    /// Of a correction within the file, the day after which it is known where the file tells.
    let knownAfter: Day?
  }

  /// The scores of a file that were corrected within it.
  private struct Courses {
    private struct Key: Hashable {
      let series: SeriesName
      let day: Day
    }

    private var replaced: [Key: [(Correction, knownAfter: Day?)]] = [:]

    init(_ history: History) {
      for (correction, day) in zip(history.corrections, CorrectionKnowledge(history).knownAfter) {
        let series = SeriesName(unit: correction.unit, indicator: correction.indicator)
        replaced[Key(series: series, day: correction.day), default: []].append((correction, day))
      }
    }

    /// All scores that the file has of a day, in their order.
    func course(of last: Observation) -> [Arriving] {
      let series = SeriesName(unit: last.unit, indicator: last.indicator)
      let replaced = replaced[Key(series: series, day: last.day)] ?? []
      var course: [Arriving] = []
      var known: Day?
      for (correction, day) in replaced {
        course.append(
          Arriving(
            score: correction.oldScore, decimals: correction.oldDecimals, line: correction.oldLine,
            status: correction.oldStatus, source: correction.oldSource, knownAfter: known))
        known = day
      }
      course.append(
        Arriving(
          score: last.score, decimals: last.decimals, line: last.line, status: last.status,
          source: last.source,
          knownAfter: known))
      return course
    }
  }

  private func add(
    _ entry: History.Entry, of history: History, unit: Int, number: Int, _ places: CellPlaces?,
    _ courses: Courses,
    _ tally: inout Tally
  ) throws {
    let indicator = entry.indicator
    let indicatorID = try id(ofIndicator: indicator.id(in: index))
    var stored: [Int: [Double]] = [:]
    let rows = try Row.fetchCursor(
      db.cachedStatement(
        sql: "SELECT day, score FROM score WHERE unit = ? AND indicator = ? ORDER BY id"),
      arguments: [unit, indicatorID])
    while let row = try rows.next() { stored[try row(0), default: []].append(try row(1)) }

    for row in entry.rows {
      let last = history.observation(entry, row)
      let course = courses.course(of: last)
      let known = stored[last.day.ordinal] ?? []
      var current = known.last
      let addition = ScoreCourse.addition(to: known, of: course.map(\.score))
      if addition.isEmpty { tally.unchanged += 1 }
      for one in course[addition] {
        var knownAfter: Day?
        if let current {
          // Of what was corrected within one import, its lines may tell when; at the latest it was known behind it.
          knownAfter =
            known.isEmpty ? one.knownAfter ?? calendar.latest(unit: unit) : calendar.knownAfter(unit: unit)
          tally.corrections.append(
            StoreImport.Correction(
              unit: history.units[entry.unit].name, indicator: indicator, day: last.day, oldScore: current,
              newScore: one.score))
        } else {
          tally.added += 1
        }
        let place = places?[one.line]
        try insertScore.execute(arguments: [
          unit, indicatorID, last.day.ordinal, one.score, one.decimals, try one.status.map(id(ofRemark:)),
          try one.source.map(id(ofRemark:)), number, place?.row ?? one.line, knownAfter?.ordinal,
          try (place?.sheet).map(id(ofRemark:)),
        ])
        current = one.score
      }
    }
  }

  // MARK: Names

  /// The units of a file in the store, which are added where they are new; none for those at another level.
  private func matchUnits(
    of history: History, _ places: CellPlaces?
  ) throws -> (ids: [Int?], [StoreImport.LevelConflict]) {
    var conflicts: [StoreImport.LevelConflict] = []
    let ids = try history.units.enumerated().map { position, unit -> Int? in
      let key = StoredCollection.key(ofUnit: unit.name)
      guard var known = units[key] else {
        try db.execute(
          sql: "INSERT INTO unit (key, name, level) VALUES (?, ?, ?)",
          arguments: [key, unit.name, unit.level?.rawValue])
        let id = Int(db.lastInsertedRowID)
        units[key] = StoredUnit(id: id, name: unit.name, level: unit.level)
        return id
      }
      if let level = unit.level, level != known.level {
        if let stored = known.level {
          let rows = history.entries(ofUnit: position).flatMap(\.rows)
          let first = rows.map { Int(history.columns.lines[$0]) }.min() ?? 0
          conflicts.append(
            StoreImport.LevelConflict(
              unit: known.name, stored: stored, inFile: level,
              line: places?[first]?.row ?? first, count: rows.count))
          return nil
        }
        try db.execute(
          sql: "UPDATE unit SET level = ? WHERE id = ?", arguments: [level.rawValue, known.id])
        known.level = level
        units[key] = known
      }
      return known.id
    }
    return (ids, conflicts)
  }

  private func id(ofIndicator name: String) throws -> Int {
    if let known = indicators[name] { return known }
    try db.execute(sql: "INSERT INTO indicator (name) VALUES (?)", arguments: [name])
    indicators[name] = Int(db.lastInsertedRowID)
    return Int(db.lastInsertedRowID)
  }

  private func id(ofRemark text: String) throws -> Int {
    if let known = remarks[text] { return known }
    try db.execute(sql: "INSERT INTO remark (text) VALUES (?)", arguments: [text])
    remarks[text] = Int(db.lastInsertedRowID)
    return Int(db.lastInsertedRowID)
  }
}

/// The latest days that a store had before and after an import, which tell from which day of the history on a correction
/// was known.
///
/// An import that brings later days as well is what forecasts from the latest of them have known; one that brings none
/// came behind the forecasts from the latest day.
private struct ArrivalCalendar {
  /// Plain series end each on a day of its own.
  private var isPerUnit = false
  private var before: [Int: Day] = [:]
  private var after: [Int: Day] = [:]

  init() {}

  init(_ db: Database, isPerUnit: Bool) throws {
    self.isPerUnit = isPerUnit
    for row in try Row.fetchAll(
      db, sql: "SELECT \(isPerUnit ? "unit" : "0"), max(day) FROM score GROUP BY 1")
    {
      guard let day: Int = try row(1) else { continue }
      before[try row(0)] = Day(ordinal: day)
    }
    after = before
  }

  /// Takes note of the days of an import.
  mutating func extend(by history: History, unitIDs: [Int?]) {
    for entry in history.entries {
      guard let unit = unitIDs[entry.unit] else { continue }
      let last = Day(ordinal: Int(history.columns.days[entry.rows.upperBound - 1]))
      let key = isPerUnit ? unit : 0
      after[key] = max(after[key] ?? last, last)
    }
  }

  /// The import is done.
  mutating func close() { before = after }

  /// The latest day after the import.
  func latest(unit: Int) -> Day? { after[isPerUnit ? unit : 0] }

  /// The day after which a correction of an earlier import is known.
  func knownAfter(unit: Int) -> Day? {
    let key = isPerUnit ? unit : 0
    guard let latest = after[key] else { return nil }
    return before[key].map { $0 < latest } ?? true ? latest.adding(days: -1) : latest
  }
}
