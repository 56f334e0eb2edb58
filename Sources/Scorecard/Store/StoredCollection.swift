import Foundation
internal import GRDB

/// What a store is about: its index, or plain series.
struct StoredCollection {
  let axis: History.Axis
  let index: IndexDefinition?

  /// Reads it; `nil` where nothing has been imported yet.
  init?(_ db: Database) throws {
    guard let row = try Row.fetchOne(db, sql: "SELECT axis, index_id, name_vi, name_en FROM collection")
    else {
      return nil
    }
    let name: String = try row(0)
    axis = name == Self.name(of: .steps) ? .steps : .dates
    guard let id: String = try row(1) else {
      index = nil
      return
    }
    let components = try Row.fetchAll(
      db, sql: "SELECT id, name_vi, name_en, aliases, max FROM component ORDER BY position"
    ).map { row in
      let (aliases, maximum): (String, Double) = try (row(3), row(4))
      guard maximum.isFinite, maximum > 0 else { throw StoreError.damaged(reason: "maximum \(maximum)") }
      return try Component(
        id: row(0), name: LocalizedName(vietnamese: row(1), english: row(2)),
        aliases: aliases.split(separator: "\n").map(String.init), maximum: maximum)
    }
    let names: (String?, String?) = try (row(2), row(3))
    do throws(IndexDefinitionError) {
      index = try IndexDefinition(
        id: id, name: LocalizedName(vietnamese: names.0 ?? id, english: names.1 ?? id), components: components
      )
    } catch {
      throw StoreError.damaged(reason: String(describing: error))
    }
  }

  /// Writes what a store is about, once.
  static func insert(_ db: Database, axis: History.Axis, index: IndexDefinition?) throws {
    try db.execute(
      sql: "INSERT INTO collection (id, axis, index_id, name_vi, name_en) VALUES (1, ?, ?, ?, ?)",
      arguments: [name(of: axis), index?.id, index?.name.vietnamese, index?.name.english])
    for (position, component) in (index?.components ?? []).enumerated() {
      try db.execute(
        sql: "INSERT INTO component (position, id, name_vi, name_en, aliases, max) VALUES (?, ?, ?, ?, ?, ?)",
        arguments: [
          position, component.id, component.name.vietnamese, component.name.english,
          component.aliases.joined(separator: "\n"), component.maximum,
        ])
    }
  }

  /// The index to read by: the one given, where it is the store's.
  func index(_ given: IndexDefinition?) throws(StoreError) -> IndexDefinition? {
    guard let given, let index else { return index }
    guard given.id == index.id else { throw .otherIndex(stored: index.id, given: given.id) }
    func parts(_ index: IndexDefinition) -> [String] { index.components.map { "\($0.id) \($0.maximum)" } }
    guard parts(given) == parts(index) else {
      throw .otherComponents(index: index.id, stored: parts(index), given: parts(given))
    }
    return given
  }

  var kind: StoreKind { Self.kind(axis: axis, index: index) }

  static func kind(axis: History.Axis, index: IndexDefinition?) -> StoreKind {
    index.map { .scorecard(index: $0.id) } ?? .series(axis)
  }

  /// The key by which a unit is found. Letters in lower case may be decomposed again.
  static func key(ofUnit name: String) -> String { NameKey.same(name).precomposedStringWithCanonicalMapping }

  private static func name(of axis: History.Axis) -> String {
    switch axis {
    case .dates: "dates"
    case .steps: "steps"
    }
  }
}

/// The imports of a store, in their order.
struct StoredImports {
  private var times: [Int: Timestamp] = [:]
  private var files: [Int: String] = [:]
  /// When the first and the latest one were.
  let first: Timestamp?, latest: Timestamp?

  init(_ db: Database) throws {
    for row in try Row.fetchAll(db, sql: "SELECT id, time, file FROM import ORDER BY id") {
      let id: Int = try row(0)
      times[id] = try Self.time(row(1))
      files[id] = try row(2)
    }
    (first, latest) = (times.values.min(), times.values.max())
  }

  func time(of id: Int) -> Timestamp { times[id] ?? Timestamp(seconds: 0) }

  func arrival(_ id: Int, sheet: String?, line: Int) -> Arrival {
    Arrival(importNumber: id, time: time(of: id), file: files[id] ?? "", sheet: sheet, line: line)
  }

  static func time(_ text: String) throws(StoreError) -> Timestamp {
    guard let time = Timestamp.parse(text) else { throw .damaged(reason: "time \(text)") }
    return time
  }
}
