import Foundation

@testable import Scorecard

/// A store in a folder of its own that goes when nobody needs it.
final class TemporaryStore {
  let folder: URL
  var store: HistoryStore { HistoryStore(path: path("scores.sqlite"), patience: 5) }
  private var count = 0

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("headway-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

  @discardableResult
  func write(_ text: String, _ name: String) throws -> String {
    try Data(text.utf8).write(to: URL(fileURLWithPath: path(name)))
    return path(name)
  }

  /// Imports texts as files of their own.
  @discardableResult
  func add(
    _ texts: String..., day: String? = nil, index: IndexDefinition? = nil
  ) throws(StoreImportError) -> StoreImport {
    var paths: [String] = []
    for text in texts {
      count += 1
      paths.append((try? write(text, "file-\(count).csv")) ?? "")
    }
    let time = day.flatMap { try? Day.parse($0).get() }.map { Timestamp(startOf: $0) }
    return try store.add(paths, index: index, time: time, version: "test")
  }

  func history() throws(StoreError) -> History { try store.read().history }
}

let header = "as_of,unit,level,indicator,score\n"

/// Everything that a history says, with corrections but without lines.
func content(_ history: History) -> [String] {
  Snapshot(history).lines
    + history.corrections.map {
      "\($0.day) \(history.units[$0.unit].name) \($0.indicator) \($0.oldScore) \($0.newScore)"
    }
    + history.observations.map { "\($0.decimals) \($0.status ?? "-") \($0.source ?? "-")" }
}
