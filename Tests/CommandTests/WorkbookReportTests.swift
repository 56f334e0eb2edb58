import Foundation
import Testing

/// `headway report --output FILE.xlsx`.
@Suite struct WorkbookReportTests {
  /// A small synthetic history.
  private static let history: [UInt8] =
    (try? Command.run(["simulate", "--units", "7", "--weeks", "10"]).output) ?? []

  private func report(
    to path: String, _ more: [String] = [], environment: [String: String] = [:], in folder: Folder
  ) throws -> Run {
    try folder.write("history.csv", Self.history)
    return try Command.run(
      ["report", "history.csv", "--unit", "Synthetic province 1", "--output", path] + more,
      environment: environment, in: folder)
  }

  @Test func theEndingMakesAWorkbookWithTheSameBytesAnyTime() throws {
    let folder = try Folder()
    let first = try report(to: "report.xlsx", ["--language", "vi"], in: folder)
    #expect(first.code == 0 && first.output.isEmpty && first.errors.isEmpty)
    let bytes = try folder.read("report.xlsx")
    #expect(bytes.starts(with: [0x50, 0x4B, 3, 4]) && (15_000...80_000).contains(bytes.count))
    _ = try report(
      to: "again.XLSX", ["--language", "vi"],
      environment: ["TZ": "Asia/Ho_Chi_Minh", "TMPDIR": folder.url.path],
      in: folder)
    #expect(try folder.read("again.XLSX") == bytes)
    #expect(folder.names == ["again.XLSX", "history.csv", "report.xlsx"], "nothing else stays behind")
  }

  @Test func whereNothingCanBeWrittenNothingIsLeftAndThePathIsSaid() throws {
    let folder = try Folder()
    let missing = try report(to: "none/report.xlsx", in: folder)
    #expect(missing.code == 73 && missing.errors.contains("none/report.xlsx"))
    // A full disk, and a report that was there before.
    try FileManager.default.createSymbolicLink(
      atPath: folder.path("full.xlsx"), withDestinationPath: "/dev/full")
    let full = try report(to: "full.xlsx", in: folder)
    #expect(full.code == 73 && full.errors.contains("full.xlsx"))
    try folder.write("report.xlsx", "earlier")
    let untouched = try report(to: "report.xlsx", environment: ["TMPDIR": folder.path("none")], in: folder)
    #expect(
      untouched.code == 73 && untouched.errors.contains("report.xlsx") && untouched.errors.contains("TMPDIR"))
    #expect(try folder.read("report.xlsx") == Array("earlier".utf8))
    #expect(folder.names == ["full.xlsx", "history.csv", "report.xlsx"])
  }

  @Test func aFormatThatIsOnlyAnEndingIsWrongUsage() throws {
    let folder = try Folder()
    try folder.write("history.csv", Self.history)
    let run = try Command.run(
      ["report", "history.csv", "--unit", "Synthetic province 1", "--format", "xlsx"], in: folder)
    #expect(run.code == 64 && run.output.isEmpty)
  }
}
