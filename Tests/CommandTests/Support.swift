import Foundation
import Testing

/// What a run of the built command left.
struct Run: Sendable {
  let code: Int32
  let output: [UInt8]
  let errors: String

  var text: String { String(decoding: output, as: UTF8.self) }
  var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }
  var json: [String: Any] {
    get throws {
      try #require(try JSONSerialization.jsonObject(with: Data(output)) as? [String: Any])
    }
  }
}

/// Runs the built command as a user would.
enum Command {
  /// The command stands beside the bundle of the tests.
  static let path: String = {
    var folder = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
    for bundle in Bundle.allBundles where bundle.bundlePath.hasSuffix(".xctest") {
      folder = bundle.bundleURL.deletingLastPathComponent()
    }
    let beside = folder.appendingPathComponent("headway").path
    if FileManager.default.isExecutableFile(atPath: beside) { return beside }
    return root.appendingPathComponent(".build/debug/headway").path
  }()

  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// Runs the command with a plain environment; the standard output is a file and no terminal.
  static func run(
    _ arguments: [String], input: [UInt8] = [], environment: [String: String] = [:], in folder: Folder? = nil
  ) throws -> Run {
    try launch(path, arguments, input: input, environment: environment, in: folder)
  }

  /// Runs a shell script in which `$0` is the command and `$1` the example.
  static func shell(_ script: String, in folder: Folder) throws -> Run {
    try launch("/bin/sh", ["-c", script, path, Example.path], in: folder)
  }

  private static func launch(
    _ executable: String, _ arguments: [String], input: [UInt8] = [], environment: [String: String] = [:],
    in folder: Folder?
  ) throws -> Run {
    let channels = try Folder()
    let process = Process()
    process.executableURL = URL(fileURLWithPath: executable)
    process.arguments = arguments
    process.currentDirectoryURL = (folder ?? channels).url
    process.environment = ["PATH": "/usr/bin:/bin", "TERM": "xterm"].merging(environment) { $1 }
    let source = try channels.write("input", input)
    let (output, errors) = (try channels.write("output", []), try channels.write("errors", []))
    process.standardInput = try FileHandle(forReadingFrom: URL(fileURLWithPath: source))
    process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: output))
    process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: errors))
    let ended = DispatchSemaphore(value: 0)
    process.terminationHandler = { _ in ended.signal() }
    try process.run()
    if ended.wait(timeout: .now() + 120) == .timedOut {
      process.terminate()
      Issue.record("no end after two minutes: \(arguments)")
    }
    return Run(
      code: process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus,
      output: try channels.read("output"),
      errors: String(decoding: try channels.read("errors"), as: UTF8.self)
    )
  }
}

/// A folder of its own that goes when nobody needs it.
final class Folder: Sendable {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appendingPathComponent("headway-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  var names: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []).sorted()
  }

  func path(_ name: String) -> String { url.appendingPathComponent(name).path }

  @discardableResult
  func write(_ name: String, _ bytes: [UInt8]) throws -> String {
    try Data(bytes).write(to: url.appendingPathComponent(name))
    return path(name)
  }

  @discardableResult
  func write(_ name: String, _ text: String) throws -> String { try write(name, Array(text.utf8)) }

  func read(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: url.appendingPathComponent(name)))
  }
}

/// The example history of the package.
enum Example {
  static let path = Command.root.appendingPathComponent("Examples/bac-ninh-2025/history.csv").path
  static let bytes: [UInt8] = [UInt8]((try? Data(contentsOf: URL(fileURLWithPath: path))) ?? Data())
  static let unit = "Bắc Ninh"

  /// Day, unit, level, indicator and score of each row.
  static let rows: [[String]] = String(decoding: bytes, as: UTF8.self).split(separator: "\n").dropFirst().map
  {
    $0.split(separator: ",", omittingEmptySubsequences: false).prefix(5).map(String.init)
  }

  static let indicators = [
    "transparency", "processing", "online_services", "online_payment", "satisfaction", "digitization",
    "total",
  ]

  /// The example with changed rows.
  static func long(
    header: [String] = ["as_of", "unit", "level", "indicator", "score"], delimiter: String = ",",
    rows: [[String]] = rows, change: ([String]) -> [String] = { $0 }
  ) -> String {
    ([header] + rows.map(change)).map { $0.joined(separator: delimiter) + "\n" }.joined()
  }

  /// A row as an office in Việt Nam writes it.
  static func vietnamese(_ row: [String]) -> [String] {
    var row = row
    row[0] = row[0].split(separator: "-").reversed().joined(separator: "/")
    row[4] = row[4].replacing(".", with: ",")
    return row
  }

  /// One row for each unit and day, one column for each indicator.
  static var wide: String {
    var order: [[String]] = []
    var cells: [[String]: [String: String]] = [:]
    for row in rows {
      let key = Array(row[0..<3])
      if cells[key] == nil { order.append(key) }
      cells[key, default: [:]][row[3]] = row[4]
    }
    let lines = order.map { key in key + indicators.map { cells[key]?[$0] ?? "" } }
    return ([["as_of", "unit", "level"] + indicators] + lines).map { $0.joined(separator: ",") + "\n" }
      .joined()
  }
}

/// Rows of a CSV text without quotation marks, by the names of the header.
func table(_ run: Run) -> (header: String, rows: [[String: String]]) {
  let lines = run.text.split(separator: "\n")
  let names = lines.first?.split(separator: ",").map(String.init) ?? []
  let rows = lines.dropFirst().map { line in
    Dictionary(
      uniqueKeysWithValues: zip(
        names, line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)))
  }
  return (lines.first.map(String.init) ?? "", rows)
}

/// SplitMix64: small, seeded, the same everywhere.
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
    return z ^ z >> 31
  }
}
