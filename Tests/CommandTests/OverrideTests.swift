import Foundation
import Testing

/// `--overrides`, and the decisions that a store keeps.
@Suite struct OverrideTests {
  private static let file = """
    overrides:
      - exclude: \(Example.unit)
        day: 2025-11-10
        indicator: online_services
        author: Nguyễn Văn An
        reason: lỗi đồng bộ tuần 45
      - set: Hải Phòng
        day: 17/11/2025
        indicator: total
        score: 91,95
        author: Nguyễn Văn An
        reason: công văn số 12
    """

  private static let grounds = ["--author", "Nguyễn Văn An", "--reason", "lỗi đồng bộ"]

  /// The example without and with what the file changes.
  private static func folder() throws -> Folder {
    let folder = try Folder()
    try folder.write("overrides.yml", file)
    let text = try String(contentsOfFile: Example.path, encoding: .utf8)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).compactMap { line -> String? in
      if line.hasPrefix("2025-11-10,\(Example.unit),province,online_services,") { return nil }
      if line.hasPrefix("2025-11-17,Hải Phòng,province,total,") {
        return "2025-11-17,Hải Phòng,province,total,91.95" + (line.hasSuffix(",") ? "," : "")
          + String(repeating: ",", count: line.count { $0 == "," } - 4)
      }
      return String(line)
    }
    #expect(lines.count == text.split(separator: "\n", omittingEmptySubsequences: false).count - 1)
    try folder.write("changed.csv", lines.joined(separator: "\n"))
    return folder
  }

  @Test func results_areThoseOfTheChangedFile_andSaySo() throws {
    let folder = try Self.folder()
    for command in [
      ["forecast"], ["compare", "--unit", Example.unit], ["backtest"],
      ["plan", "--unit", Example.unit, "--target", "92.5"],
    ] {
      let options = command.dropFirst() + ["--format", "csv"]
      let changed = try Command.run([command[0], folder.path("changed.csv")] + options)
      let run = try Command.run(
        [command[0], Example.path] + options + ["--overrides", folder.path("overrides.yml")])
      #expect(run.code == changed.code && run.text == changed.text, "\(command)")
      #expect(run.errors.contains("Nguyễn Văn An: lỗi đồng bộ tuần 45"), "\(command)")
      #expect(!changed.errors.contains("By decision"))
    }
  }

  @Test(arguments: ["check", "forecast", "compare", "plan", "backtest", "report"])
  func everyCommand_tellsOfDecisions(_ command: String) throws {
    let folder = try Self.folder()
    var arguments = [command, Example.path, "--overrides", folder.path("overrides.yml")]
    if ["compare", "plan", "report"].contains(command) { arguments += ["--unit", Example.unit] }
    if command == "plan" { arguments += ["--target", "92.5"] }
    for language in ["vi", "en"] {
      let text = try Command.run(arguments + ["--language", language, "--width", "400"])
      #expect(text.text.contains("Nguyễn Văn An: lỗi đồng bộ tuần 45"), "\(text.text)")
      #expect(text.text.contains("công văn số 12"))
    }
    let json = try Command.run(arguments + ["--format", "json"]).json
    let overrides = try #require(json["overrides"] as? [[String: Any]])
    #expect(overrides.map { $0["action"] as? String } == ["exclude", "set"])
    #expect(overrides[0]["author"] as? String == "Nguyễn Văn An" && overrides[0]["line"] as? Int == 2)
    let scores = try #require(overrides[0]["scores"] as? [[String: Any]])
    #expect(scores.map { $0["reported"] as? Double } == [8.48])
  }

  @Test func storeKeepsDecisions_andTakesThemBack() throws {
    let folder = try Self.folder()
    let store = folder.path("scores.sqlite")
    #expect(try Command.run(["store", "import", store, Example.path]).code == 0)
    let before = try Command.run(["forecast", store, "--format", "csv"])
    let exclude = ["store", "exclude", store, "--unit", Example.unit, "--indicator", "online_services"]
    let excluded = try Command.run(
      exclude + ["--day", "2025-11-10", "--width", "300"] + Self.grounds,
      environment: ["HEADWAY_TIME": "2025-11-19"])
    #expect(excluded.code == 0 && excluded.text.contains("left out (8.48) – Nguyễn Văn An: lỗi đồng bộ"))
    let set = try Command.run(
      ["store", "set", store, "--unit", "hải phòng", "--indicator", "Tổng điểm", "--day", "17/11/2025"]
        + ["--score", "91,95", "--width", "300"] + Self.grounds)
    #expect(set.code == 0 && set.text.contains("set to 91.95 instead of"))
    let changed = try Command.run(["forecast", folder.path("changed.csv"), "--format", "csv"])
    let with = try Command.run(["forecast", store, "--format", "csv"])
    #expect(with.text == changed.text && with.text != before.text)

    let list = try Command.run(["store", "overrides", store, "--format", "csv"])
    #expect(
      list.lines.count == 4 && list.lines[1].hasPrefix("1,2025-11-19T00:00:00Z,exclude,\(Example.unit),"))
    for number in ["1", "2"] {
      #expect(try Command.run(["store", "withdraw", store, number] + Self.grounds).code == 0)
    }
    #expect(try Command.run(["forecast", store, "--format", "csv"]).text == before.text)
    #expect(try Command.run(["store", "withdraw", store, "1"] + Self.grounds).code == 64)
    #expect(try Command.run(["store", "withdraw", store, "9"] + Self.grounds).code == 64)
  }

  @Test func showReported_isWhatWasImported() throws {
    let folder = try Folder()
    let store = folder.path("scores.sqlite")
    #expect(try Command.run(["store", "import", store, Example.path]).code == 0)
    let before = try Command.run(["store", "show", store, "--format", "csv"])
    let exclude = ["store", "exclude", store, "--all", "--level", "commune", "--week", "2025-W47"]
    #expect(try Command.run(exclude + Self.grounds).code == 0)
    #expect(try Command.run(["store", "show", store, "--format", "csv"]).text != before.text)
    #expect(try Command.run(["store", "show", store, "--reported", "--format", "csv"]).text == before.text)
  }

  @Test(arguments: [
    (["--unit", "Bac Nin", "--day", "2025-11-10"], "is it “Bắc Ninh”?"),
    (["--unit", "Bắc Ninh", "--day", "2025-11-31"], "month 11 of 2025 has no day 31"),
    (["--unit", "Bắc Ninh", "--week", "42"], "write it like 2025-W42"),
    (["--unit", "Bắc Ninh"], "add `day`, `week`"),
    (["--unit", "Bắc Ninh", "--day", "2025-11-10", "--indicator", "x"], "use one of: transparency"),
    (["--day", "2025-11-10"], "Use either --unit or --all."),
    (["--unit", "Bắc Ninh", "--all", "--day", "2025-11-10"], "Use either --unit or --all."),
    (["--all", "--from", "2000-01-01", "--to", "2100-01-01"], "no score is left"),
  ])
  func wrongUse_isToldAndChangesNothing(_ arguments: [String], _ message: String) throws {
    let folder = try Folder()
    let store = folder.path("scores.sqlite")
    #expect(try Command.run(["store", "import", store, Example.path]).code == 0)
    let bytes = try Data(contentsOf: URL(fileURLWithPath: store))
    let run = try Command.run(["store", "exclude", store] + arguments + Self.grounds)
    #expect(run.code == 64 && run.errors.contains(message), "\(run.errors)")
    #expect(try Data(contentsOf: URL(fileURLWithPath: store)) == bytes)
  }

  @Test func faultOfTheFile_hasItsLine() throws {
    let folder = try Folder()
    try folder.write(
      "o.yml", "overrides:\n  - exclude: Bac Nin\n    day: 2025-11-10\n    author: A\n    reason: b\n")
    let run = try Command.run(["forecast", Example.path, "--overrides", folder.path("o.yml")])
    #expect(run.code == 65 && run.errors.contains("o.yml:2: no unit is called “Bac Nin”; is it “Bắc Ninh”?"))
    let missing = try Command.run(["forecast", Example.path, "--overrides", folder.path("none.yml")])
    #expect(missing.code == 66)
    let over = try Command.run(
      ["forecast", Example.path, "--overrides", folder.path("o.yml"), "--output", folder.path("o.yml")])
    #expect(over.code == 64, "the file is not written over")
  }
}
