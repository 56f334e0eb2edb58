import Foundation
import Testing

/// What `headway simulate` writes, read again by the other commands.
@Suite struct SimulateTests {
  private static func simulate(_ options: String...) throws -> Run {
    try Command.run(["simulate"] + options)
  }

  @Test(arguments: [
    ("long", "as_of,unit,level,indicator,score,source", 7 * 26 * 6 + 1),
    (
      "wide",
      "as_of,unit,level,transparency,processing,online_services,online_payment,satisfaction,digitization,total,source",
      26 * 6 + 1
    ), ("plain", "series,as_of,value", 26 * 6 + 1),
  ])
  func shapes_areReadByTheOtherCommands(_ shape: String, _ header: String, _ lines: Int) throws {
    let folder = try Folder()
    let path = folder.path("trial.csv")
    let run = try Self.simulate("--units", "6", "--shape", shape, "--faults", "0", "--output", path)
    #expect(run.code == 0 && run.output.isEmpty && run.errors == "")
    #expect(folder.names == ["trial.csv"], "no temporary file is left")
    let text = String(decoding: try folder.read("trial.csv"), as: UTF8.self)
    let rows = text.split(separator: "\n")
    #expect(rows.count == lines && text.hasSuffix("\n"))
    #expect(rows[0] == header)
    let isMarked: (Substring) -> Bool = {
      shape == "plain" ? $0.hasPrefix("synthetic-") : $0.hasSuffix(",synthetic")
    }
    #expect(rows.dropFirst().allSatisfy(isMarked))

    let check = try Command.run(["check", path, "--format", "csv"])
    #expect(check.code == 0 && check.lines.count == 2, "nothing is found: \(check.text)")
    let forecast = try Command.run(["forecast", path, "--format", "csv", "--weeks", "2"])
    #expect(forecast.code == 0)
    let unit = shape == "plain" ? "synthetic-6" : "Synthetic department 1"
    #expect(table(forecast).rows.contains { $0["unit"] == unit && $0["as_of"] == "2025-12-01" })
  }

  @Test func plan_isMadeForTheFirstProvince() throws {
    let folder = try Folder()
    let path = folder.path("trial.csv")
    #expect(try Self.simulate("--units", "3", "--language", "vi", "--output", path).code == 0)
    let run = try Command.run([
      "plan", path, "--unit", "Tỉnh mô phỏng 1", "--target", "80", "--format", "json", "--lead=-30", "--over",
      "all",
    ])
    #expect(run.code == 0)
    #expect(try run.json["status"] as? String == "already_met")
  }

  @Test func faults_areFoundAndLeaveNothingOut() throws {
    let folder = try Folder()
    for shape in ["long", "wide", "plain"] {
      let path = folder.path("\(shape).csv")
      _ = try Self.simulate("--units", "150", "--faults", "3%", "--shape", shape, "--output", path)
      let check = try Command.run(["check", path, "--format", "csv"])
      #expect(check.code == 0, "no row is left out")
      let codes = Set(table(check).rows.compactMap { $0["code"] })
      let kinds: Set = ["correction", "duplicate", "implausible_jump", "missing_week"]
      #expect(codes.isSuperset(of: kinds))
      let others = shape == "plain" ? ["stale_value"] : ["stale_value", "total_mismatch"]
      #expect(codes.subtracting(kinds).isSubset(of: others))
    }
  }

  @Test func bytes_followTheSeed_andNotTheNumberOfUnits() throws {
    for shape in ["long", "wide", "plain"] {
      let few = try Self.simulate("--units", "4", "--weeks", "9", "--shape", shape)
      let many = try Self.simulate("--units", "400", "--weeks", "9", "--shape", shape)
      #expect(try Self.simulate("--units", "4", "--weeks", "9", "--shape", shape).output == few.output)
      #expect(many.output.starts(with: few.output))
      let other = try Self.simulate("--units", "4", "--weeks", "9", "--shape", shape, "--seed", "2")
      #expect(other.code == 0 && other.output != few.output)
    }
  }

  @Test func last_isTheDayOfTheLastWeek() throws {
    let run = try Self.simulate("--units", "1", "--weeks", "3", "--last", "24/11/2025", "--faults", "0")
    let days = table(run).rows.filter { $0["indicator"] == "total" }.compactMap { $0["as_of"] }
    #expect(days == ["2025-11-10", "2025-11-17", "2025-11-24"])
  }

  @Test func index_givesItsComponents() throws {
    let path = Command.root.appendingPathComponent("Examples/breakdown/index.yml").path
    let run = try Self.simulate("--units", "2", "--shape", "wide", "--index", path)
    #expect(run.lines.first == "as_of,unit,level,speed,quality,total,source")
    let folder = try Folder()
    let tiny = try folder.write(
      "tiny.yml", "id: t\nname: T\ncomponents:\n  - {id: a, name: A, max: 0.2}\n")
    let refused = try Self.simulate("--units", "2", "--index", tiny)
    #expect(refused.code == 65 && refused.output.isEmpty && refused.errors.contains("1,000,000,000"))
  }

  @Test(arguments: [
    ["--units", "0"], ["--units", "-3"], ["--units", "1000000000000"], ["--units", "many"], [],
    ["--units", "3", "--weeks", "0"], ["--units", "3", "--weeks", "-1"], ["--units", "3", "--weeks", "5000"],
    ["--units", "3", "--faults", "11"], ["--units", "3", "--faults", "-1"],
    ["--units", "3", "--last", "31/02/2025"],
    ["--units", "3", "--last", "1901-01-01", "--weeks", "200"], ["--units", "3", "--shape", "tall"],
    ["--units", "3", "--shape", "plain", "--index", "index.yml"],
  ])
  func wrongUsage_endsWith64(_ options: [String]) throws {
    let run = try Command.run(["simulate"] + options)
    #expect(run.code == 64 && run.output.isEmpty)
    #expect(run.errors.contains("--") || run.errors.contains("Missing"))
  }

  // MARK: Where it goes

  @Test func output_thatCannotBeWritten_leavesWhatWasThere() throws {
    let folder = try Folder()
    let missing = try Self.simulate("--units", "3", "--output", folder.path("none/trial.csv"))
    #expect(missing.code == 73 && missing.errors.contains("trial.csv"))
    // A file larger than the limit of the shell fails in the midst of it.
    try folder.write("trial.csv", "before")
    let cut = try Command.shell(
      "trap '' XFSZ; ulimit -f 600; \"$0\" simulate --units 2000 --output trial.csv", in: folder)
    #expect(cut.code == 73)
    #expect(folder.names == ["trial.csv"])
    #expect(try folder.read("trial.csv") == Array("before".utf8))
  }

  @Test func interruption_leavesNoTemporaryFile() throws {
    let folder = try Folder()
    try folder.write("trial.csv", "before")
    let run = try Command.shell(
      """
      "$0" simulate --units 50000000 --output trial.csv & process=$!
      while [ -z "$(ls -A | grep headway-)" ]; do sleep 0.05; done
      sleep 0.2
      kill -TERM $process
      wait $process
      """, in: folder)
    #expect(run.code == 128 + SIGTERM)
    #expect(folder.names == ["trial.csv"])
    #expect(try folder.read("trial.csv") == Array("before".utf8))
  }

  @Test func pipe_thatIsClosed_endsTheCommandQuietly() throws {
    let run = try Command.shell(
      "{ trap '' PIPE; \"$0\" simulate --units 50000000; echo $? >code; } | head -n 1", in: try Folder())
    #expect(run.text == "as_of,unit,level,indicator,score,source\n" && run.errors == "")
  }

  @Test func device_isWrittenTo_andNotReplaced() throws {
    let run = try Self.simulate("--units", "3", "--output", "/dev/null")
    #expect(run.code == 0)
    #expect(FileManager.default.fileExists(atPath: "/dev/null"))
  }
}
