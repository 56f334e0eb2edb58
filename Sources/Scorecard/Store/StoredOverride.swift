internal import GRDB

/// An override that a store keeps, and perhaps its end.
public struct StoredOverride: Hashable, Sendable {
  /// Counted from 1, in the order of time.
  public let number: Int
  /// When it was written down.
  public let time: Timestamp
  /// What was decided.
  public let override: HistoryOverride
  /// Its end; nil while it counts.
  public let withdrawal: Withdrawal?

  /// The end of an override.
  public struct Withdrawal: Hashable, Sendable {
    /// When it was withdrawn.
    public let time: Timestamp
    /// By whom, and why.
    public let author: String, reason: String
  }

  /// Whether it counts at a moment, or now.
  func counted(at moment: Timestamp?) -> Bool {
    guard let moment else { return withdrawal == nil }
    return time <= moment && withdrawal.map { $0.time > moment } ?? true
  }

  /// All overrides of a store, in their order; none in a store of an earlier version.
  static func all(_ db: Database, index: IndexDefinition?) throws -> [StoredOverride] {
    guard try db.tableExists("override") else { return [] }
    return try Row.fetchAll(
      db,
      sql: """
        SELECT o.id, o.time, u.name, o.level, i.name, o.first_day, o.last_day, o.score, o.author, o.reason,
          w.time, w.author, w.reason
        FROM override o LEFT JOIN unit u ON u.id = o.unit LEFT JOIN indicator i ON i.id = o.indicator
          LEFT JOIN withdrawal w ON w.override = o.id
        ORDER BY o.id
        """
    ).map { try StoredOverride($0, index: index) }
  }

  private init(_ row: Row, index: IndexDefinition?) throws {
    number = try row(0)
    time = try StoredImports.time(row(1))
    let (unit, level, name): (String?, String?, String?) = try (row(2), row(3), row(4))
    let indicator = name.flatMap { Indicator(stored: $0, index) }
    let (first, last): (Int, Int) = try (row(5), row(6))
    let score: Double? = try row(7)
    guard first <= last, (name == nil) == (indicator == nil), indicator != .discrepancy,
      score == nil || (unit != nil && indicator != nil && first == last), score?.isFinite ?? true
    else { throw StoreError.damaged(reason: "override \(number)") }
    override = try HistoryOverride(
      score.map { .set($0) } ?? .exclude,
      unit.map { .unit($0) } ?? .all(level.map { Level(rawValue: $0) }), indicator: indicator,
      days: Day(ordinal: first)...Day(ordinal: last), author: row(8), reason: row(9),
      origin: .store(number: number, time: time))
    if let withdrawn: String = try row(10) {
      withdrawal = try Withdrawal(time: StoredImports.time(withdrawn), author: row(11), reason: row(12))
    } else {
      withdrawal = nil
    }
  }
}

extension HistoryStore {
  /// The overrides of the store, those that were withdrawn as well, in their order.
  ///
  /// - Parameter index: The index that the store must belong to; its names are used. By default the store's own.
  public func overrides(index: IndexDefinition? = nil) throws(StoreError) -> [StoredOverride] {
    try database.read { db in
      guard let collection = try StoredCollection(db) else { throw StoreError.empty }
      return try StoredOverride.all(db, index: collection.index(index))
    }
  }

  /// Writes down what a person decided about scores. From then on the history is read with it; what was imported stays.
  ///
  /// - Parameters:
  ///   - override: The decision.
  ///   - time: When it was decided.
  ///   - version: That of the program.
  /// - Returns: Its number, and the scores that it touches now. An override may touch none yet.
  /// - Throws: ``StoreError/override(_:)`` where it cannot be applied; then nothing is written.
  public func add(
    _ override: HistoryOverride, time: Timestamp = .now, version: String = ""
  ) throws(StoreError) -> (number: Int, applied: AppliedOverride) {
    try database.write { db in
      let before = try StoredHistory(db, index: nil, knownOn: nil).result.history
      let after: History
      do throws(OverrideError) { after = try before.applying([override]) } catch {
        throw StoreError.override(error)
      }
      var unit: Int?
      var level: String?
      switch override.subject {
      case .unit(let name):
        unit = try Int.fetchOne(
          db, sql: "SELECT id FROM unit WHERE key = ?",
          arguments: [StoredCollection.key(ofUnit: NameKey.spelling(name))])
        if unit == nil { throw StoreError.damaged(reason: "unit \(name)") }
      case .all(let of): level = of?.rawValue
      }
      let indicator = try override.indicator.map { one in
        let name = one.id(in: before.index)
        try db.execute(sql: "INSERT OR IGNORE INTO indicator (name) VALUES (?)", arguments: [name])
        return try Int.fetchOne(db, sql: "SELECT id FROM indicator WHERE name = ?", arguments: [name])
      }
      let score = if case .set(let score) = override.action { score } else { Double?.none }
      try db.execute(
        sql: """
          INSERT INTO override (time, version, unit, level, indicator, first_day, last_day, score, author, reason)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          time.description, version, unit, level, indicator ?? nil, override.days.lowerBound.ordinal,
          override.days.upperBound.ordinal, score, override.author, override.reason,
        ])
      return (Int(db.lastInsertedRowID), after.overrides[after.overrides.count - 1])
    }
  }

  /// Ends an override: the history is read without it again. Both stay in the store.
  ///
  /// - Parameters:
  ///   - number: That of the override.
  ///   - author: Who withdraws it.
  ///   - reason: Why.
  ///   - time: When it was withdrawn.
  /// - Returns: The override as the store now has it.
  public func withdraw(
    _ number: Int, author: String, reason: String, time: Timestamp = .now
  ) throws(StoreError) -> StoredOverride {
    try database.write { db in
      guard let collection = try StoredCollection(db) else { throw StoreError.empty }
      let all = try StoredOverride.all(db, index: collection.index)
      guard let known = all.first(where: { $0.number == number }) else {
        throw StoreError.noOverride(number, latest: all.last?.number)
      }
      if let withdrawal = known.withdrawal { throw StoreError.withdrawn(number, withdrawal.time) }
      try db.execute(
        sql: "INSERT INTO withdrawal (override, time, author, reason) VALUES (?, ?, ?, ?)",
        arguments: [number, time.description, NameKey.spelling(author), NameKey.spelling(reason)])
      return StoredOverride(
        number: known.number, time: known.time, override: known.override,
        withdrawal: StoredOverride.Withdrawal(
          time: time, author: NameKey.spelling(author), reason: NameKey.spelling(reason)))
    }
  }
}

extension StoredOverride {
  fileprivate init(number: Int, time: Timestamp, override: HistoryOverride, withdrawal: Withdrawal) {
    (self.number, self.time, self.override) = (number, time, override)
    self.withdrawal = withdrawal
  }
}

extension History {
  /// The history with overrides of its store.
  func applying(stored overrides: [StoredOverride]) throws(StoreError) -> History {
    // A unit without scores is none of the history; an override of it has nothing to say.
    let known = overrides.map(\.override).filter { override in
      if case .unit(let name) = override.subject { unit(named: name) != nil } else { true }
    }
    do throws(OverrideError) { return try applying(known) } catch { throw .override(error) }
  }
}
