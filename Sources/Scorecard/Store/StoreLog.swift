internal import GRDB

/// What came into a store, and when.
public struct StoreLog: Sendable {
  /// One file that was imported.
  public struct Import: Hashable, Sendable {
    /// Counted from 1, in the order of time.
    public let number: Int
    /// When the file was known.
    public let time: Timestamp
    /// The name of the file, without its folder; `-` was standard input.
    public let file: String
    /// The version of the program that imported it.
    public let version: String
    /// How many rows the file had.
    public let rowCount: Int
    /// Scores of days that had none; those that replaced others; those that were known; rows and cells left out.
    public let addedCount, correctionCount, unchangedCount, leftOutCount: Int
  }

  /// The imports, in their order.
  public let imports: [Import]
  /// The history; its corrections tell when they came.
  public let history: History

  /// The corrections in the order of arrival; of one import in the order of units, indicators and days.
  public var corrections: [Correction] {
    history.corrections.enumerated().sorted { first, second in
      func place(_ correction: (offset: Int, element: Correction)) -> (Int, Int) {
        (correction.element.newArrival?.importNumber ?? 0, correction.offset)
      }
      return place(first) < place(second)
    }.map(\.element)
  }
}

extension HistoryStore {
  /// What came into the store, and when.
  ///
  /// - Parameter index: The index that the store must belong to; its names are used. By default the store's own.
  /// - Complexity: O(scores).
  public func log(index: IndexDefinition? = nil) throws(StoreError) -> StoreLog {
    try database.read { db in
      let history = try StoredHistory(db, index: index, knownOn: nil).result.history
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT id, time, file, version, row_count, added, corrected, unchanged, left_out FROM import ORDER BY id
          """)
      return StoreLog(
        imports: try rows.map { row in
          try StoreLog.Import(
            number: row(0), time: StoredImports.time(row(1)), file: row(2), version: row(3), rowCount: row(4),
            addedCount: row(5), correctionCount: row(6), unchangedCount: row(7), leftOutCount: row(8))
        }, history: history)
    }
  }
}
