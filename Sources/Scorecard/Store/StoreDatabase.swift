import Foundation
internal import GRDB

/// The file of a store as a database. The only file here that opens one.
///
/// A rollback journal, and not a write-ahead log, as the store then is one file at all times when nobody writes: it can
/// be copied, mailed, and read on a share. `synchronous = FULL` is SQLite's own default and said here all the same:
/// what an import has reported survives a loss of power, and a process that is killed leaves the content as it was.
struct StoreDatabase {
  let path: String
  /// How long one waits for another process that writes, in seconds.
  let patience: Double

  /// Reads, in one transaction. Nothing is written, not even to bring older tables up to date.
  func read<Value>(_ body: (Database) throws -> Value) throws(StoreError) -> Value {
    try checkSignature()
    do {
      return try attempt(isWriting: false) {
        try open(readOnly: true).read {
          try check($0); return try body($0)
        }
      }
    } catch StoreError.interrupted {
      // Who was killed while writing left a journal. Opened for writing, the database takes back what it tells of.
      try attempt(isWriting: false) {
        try open(readOnly: false).read { _ = try $0.tableExists("collection") }
      }
      return try attempt(isWriting: false) {
        try open(readOnly: true).read {
          try check($0); return try body($0)
        }
      }
    } catch {
      throw error
    }
  }

  /// Writes, in one transaction: what the body throws undoes all of it.
  ///
  /// - Parameter creates: Whether a store is made where there is none.
  func write<Value>(
    creating creates: Bool = false, _ body: (Database) throws -> Value
  ) throws(StoreError) -> Value {
    if !(creates && isAbsentOrEmpty) { try checkSignature() }
    return try attempt(isWriting: true) {
      let queue = try open(readOnly: false)
      let isNew = try queue.read { try creates && isBlank($0) }
      if !isNew { try queue.read(check) }
      try migrate(queue)
      var value: Value?
      try queue.inTransaction(.immediate) { db in
        value = try body(db)
        return .commit
      }
      return value!
    }
  }

  /// Whether there is nothing at the path, or a file without content.
  var isAbsentOrEmpty: Bool {
    guard FileManager.default.fileExists(atPath: path) else { return true }
    return (try? ByteInput(path: path))?.count == 0
  }

  // MARK: Opening

  private func open(readOnly: Bool) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.readonly = readOnly
    configuration.busyMode = .timeout(patience)
    configuration.prepareDatabase { db in
      if !readOnly { try db.execute(sql: "PRAGMA synchronous = FULL") }
    }
    return try DatabaseQueue(path: path, configuration: configuration)
  }

  /// Brings the tables up to date.
  private func migrate(_ queue: DatabaseQueue) throws {
    for _ in 1..<Self.migrationAttempts {
      // Two processes may take the same step at the same time; then one finds it taken.
      do { return try StoreSchema.migrator.migrate(queue) } catch let error as DatabaseError {
        guard [.SQLITE_ERROR, .SQLITE_CONSTRAINT].contains(error.resultCode) else { throw error }
      }
    }
    try StoreSchema.migrator.migrate(queue)
  }

  private static let migrationAttempts = 5

  /// Whether it is a store, of a version that is known.
  private func check(_ db: Database) throws {
    guard try Int64.fetchOne(db, sql: "PRAGMA application_id") == StoreSchema.applicationID else {
      throw try isBlank(db) ? StoreError.empty : .foreign(isDatabase: true)
    }
    let known = StoreSchema.migrator.migrations
    let further = try String.fetchAll(db, sql: "SELECT identifier FROM grdb_migrations ORDER BY rowid")
      .filter { !known.contains($0) }
    if !further.isEmpty { throw StoreError.newer(further) }
  }

  /// Whether the database has no tables yet: it is in the making, or what a first import left that was killed.
  private func isBlank(_ db: Database) throws -> Bool {
    try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master WHERE tbl_name <> 'grdb_migrations'") == 0
  }

  /// Whether the file begins as databases do: SQLite alone would take any text for a damaged database.
  private func checkSignature() throws(StoreError) {
    let isDatabase: Bool
    do throws(IngestError) {
      let input = try ByteInput(path: path)
      if input.count == 0 { throw .empty }
      isDatabase = try input.isDatabase
    } catch {
      switch error {
      case .fileNotFound: throw .notFound
      case .isDirectory: throw .isDirectory
      case .empty: throw .empty
      case .unreadable(_, let reason): throw .cannotRead(reason: reason)
      default: throw .foreign(isDatabase: false)
      }
    }
    guard isDatabase else { throw .foreign(isDatabase: false) }
  }

  // MARK: Errors

  /// Runs a body; what the database reports becomes an error of the store.
  private func attempt<Value>(isWriting: Bool, _ body: () throws -> Value) throws(StoreError) -> Value {
    do { return try body() } catch let error as StoreError {
      throw error
    } catch let error as DatabaseError {
      throw Self.translated(error, isWriting: isWriting)
    } catch {
      throw .damaged(reason: String(describing: error))
    }
  }

  private static func translated(_ error: DatabaseError, isWriting: Bool) -> StoreError {
    let remark = error.message ?? String(describing: error.resultCode)
    switch error.resultCode {
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      return error.extendedResultCode == .SQLITE_BUSY_RECOVERY ? .interrupted : .busy
    case .SQLITE_READONLY:
      return error.extendedResultCode == .SQLITE_READONLY_ROLLBACK
        ? .interrupted : .cannotWrite(reason: remark)
    case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH, .SQLITE_IOERR, .SQLITE_FULL, .SQLITE_NOLFS:
      return isWriting ? .cannotWrite(reason: remark) : .cannotRead(reason: remark)
    case .SQLITE_NOTADB:
      return .foreign(isDatabase: false)
    default:
      return .damaged(reason: remark)
    }
  }
}

extension ByteInput {
  /// Whether the file is a database of SQLite.
  package var isDatabase: Bool {
    get throws(IngestError) {
      var beginning: [UInt8] = []
      try append(to: &beginning, from: 0, most: 16)
      return FileSignature(of: beginning) == .database
    }
  }
}

extension Row {
  /// The value of a column, from 0: in a damaged file it may be of any kind, which is an error and no trap.
  func callAsFunction<Value: DatabaseValueConvertible & StatementColumnConvertible>(
    _ column: Int
  ) throws -> Value {
    try decode(Value.self, atIndex: column)
  }
}
