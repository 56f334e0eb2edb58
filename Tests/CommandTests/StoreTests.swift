import Foundation
import Testing

/// `headway store`, and stores as the history of the other commands.
@Suite struct StoreTests {
  private static let header = "as_of,unit,level,indicator,score\n"

  private static func time(_ text: String) -> [String: String] { ["HEADWAY_TIME": text] }

  /// A store of the example, in the folder.
  private static func exampleStore(_ folder: Folder) throws -> String {
    let path = folder.path("scores.sqlite")
    let run = try Command.run(
      ["store", "import", path, Example.path], environment: time("2025-11-18T09:30:00Z"))
    #expect(run.code == 0 && run.errors == "")
    return path
  }

  /// A store of two weeks, the second with a correction of the first.
  private static func correctedStore(_ folder: Folder) throws -> String {
    try folder.write("week-46.csv", header + "2025-11-10,Bắc Ninh,province,total,92.28\n")
    try folder.write(
      "week-47.csv",
      header + "2025-11-10,Bắc Ninh,province,total,92.30\n2025-11-17,Bắc Ninh,province,total,92.37\n")
    let path = folder.path("scores.sqlite")
    for (week, day) in [("week-46", "2025-11-11"), ("week-47", "2025-11-18")] {
      let run = try Command.run(["store", "import", path, folder.path("\(week).csv"), "--time", day])
      #expect(run.code == 0)
    }
    return path
  }

  // MARK: A store is a history

  @Test func commands_sayOfAStoreWhatTheySayOfItsFile() throws {
    let folder = try Folder()
    let store = try Self.exampleStore(folder)
    for command in [
      ["forecast", "--format", "csv"], ["forecast", "--explain"], ["forecast", "--format", "json"],
      ["compare", "--unit", Example.unit, "--format", "csv"], ["backtest", "--format", "csv"],
      ["plan", "--unit", Example.unit, "--target", "92.5", "--format", "json"],
      ["report", "--unit", Example.unit, "--format", "json"],
    ] {
      let ofFile = try Command.run([command[0], Example.path] + command.dropFirst())
      let ofStore = try Command.run([command[0], store] + command.dropFirst())
      #expect(ofStore.code == ofFile.code)
      let same = ofFile.text.replacing(Example.path, with: store)
      #expect(ofStore.text == same, "\(command)")
    }
    let check = try Command.run(["check", store, "--format", "csv"])
    let ofFile = try Command.run(["check", Example.path, "--format", "csv"])
    #expect(check.code == 0 && check.text == ofFile.text)
  }

  @Test func shownCSV_isTheHistoryAgain() throws {
    let folder = try Folder()
    let store = try Self.exampleStore(folder)
    let shown = try Command.run(["store", "show", store, "--format", "csv"])
    #expect(shown.code == 0 && shown.lines[0] == "as_of,unit,level,indicator,score,status,source")
    try folder.write("shown.csv", shown.output)
    let second = folder.path("second.sqlite")
    #expect(try Command.run(["store", "import", second, folder.path("shown.csv")]).code == 0)
    #expect(try Command.run(["store", "show", second, "--format", "csv"]).output == shown.output)
    let forecast = try Command.run(["forecast", second, "--format", "csv"])
    #expect(forecast.output == (try Command.run(["forecast", store, "--format", "csv"])).output)
  }

  @Test func replacedScores_comeBackWithThoseThatReplacedThem() throws {
    let folder = try Folder()
    let store = try Self.correctedStore(folder)
    let shown = try Command.run(["store", "show", store, "--replaced", "--format", "csv"])
    #expect(shown.lines.count == 5 && shown.text.contains(",92.28,") && shown.text.contains(",92.30,"))
    try folder.write("shown.csv", shown.output)
    let check = try Command.run(["check", folder.path("shown.csv"), "--format", "csv"])
    #expect(table(check).rows.contains { $0["code"] == "correction" })
    #expect(!(try Command.run(["store", "show", store, "--format", "csv"])).text.contains("92.28"))
  }

  @Test func knownOn_isTheStoreAsItStood() throws {
    let folder = try Folder()
    let store = try Self.correctedStore(folder)
    func shown(_ options: String...) throws -> Run {
      try Command.run(["store", "show", store, "--format", "csv"] + options)
    }
    let ended = ",Bắc Ninh,province,total,"
    #expect(try shown("--known-on", "17/11/2025").lines[1] == "2025-11-10\(ended)92.28,,")
    #expect(try shown("--known-on", "17/11/2025").lines.count == 3)
    #expect(try shown("--known-on", "2025-11-18").lines.count == 4)
    #expect(try shown("--known-on", "2025-11-18T06:59+07:00").lines.count == 3, "that is 23:59 of the 17th")
    #expect(try shown("--as-of", "2025-11-10").lines[1] == "2025-11-10\(ended)92.30,,")
    #expect(
      try shown("--as-of", "2025-11-10", "--known-on", "2025-11-17").lines[1] == "2025-11-10\(ended)92.28,,")
    #expect(try shown("--known-on", "2025-11-10").code == 65)
    #expect(try shown("--known-on", "soon").code == 64)
    let ofFile = try Command.run(["check", Example.path, "--known-on", "2025-11-17"])
    #expect(ofFile.code == 64 && ofFile.errors.contains("--known-on"))
  }

  // MARK: Import and log

  @Test func importSays_whatItDid_andTheSameAgain() throws {
    let folder = try Folder()
    let store = try Self.correctedStore(folder)
    let again = try Command.run(
      ["store", "import", store, folder.path("week-46.csv"), folder.path("week-47.csv"), "--format", "csv"])
    #expect(again.code == 0)
    #expect(table(again).header == "file,status,rows,new,corrected,unchanged,left_out")
    #expect(table(again).rows.map { $0["status"] } == ["known", "known"])
    #expect(table(again).rows.allSatisfy { $0["new"] == "0" && $0["corrected"] == "0" })

    let log = try Command.run(["store", "log", store, "--format", "csv"])
    #expect(table(log).rows.map { $0["event"] } == ["import", "import", "correction"])
    #expect(table(log).rows[2]["old_score"] == "92.28" && table(log).rows[2]["score"] == "92.3")
    #expect(
      table(log).rows[2]["time"] == "2025-11-18T00:00:00Z" && table(log).rows[2]["file"] == "week-47.csv")
    let json = try Command.run(["store", "log", store, "--format", "json"]).json
    #expect(json["schema"] as? String == "headway.store-log/1")
    #expect((json["imports"] as? [Any])?.count == 2)
    let check = try Command.run(["check", store])
    #expect(check.text.contains("week-47.csv:2") && !check.text.contains("line 0"))
  }

  @Test(arguments: ["en", "vi"])
  func texts_areOfBothLanguages(_ language: String) throws {
    let folder = try Folder()
    let store = try Self.correctedStore(folder)
    for command in ["log", "show"] {
      let run = try Command.run(["store", command, store, "--language", language])
      #expect(run.code == 0 && run.errors == "")
      #expect(run.text.contains(language == "vi" ? "92,37" : "92.37") || command == "log")
      #expect(run.text.contains("Bắc Ninh"))
    }
  }

  @Test func faultyRows_areLeftOut_andTold() throws {
    let folder = try Folder()
    try folder.write(
      "week.csv",
      Self.header + "2025-11-10,Bắc Ninh,province,total,92.28\n2025-11-10,Bắc Ninh,province,transparency,99\n"
    )
    let run = try Command.run(["store", "import", folder.path("s.sqlite"), folder.path("week.csv")])
    #expect(run.code == 3 && run.errors.contains("week.csv:3"))
    let missing = try Command.run(["store", "import", folder.path("t.sqlite"), folder.path("none.csv")])
    #expect(missing.code == 66 && !folder.names.contains("t.sqlite"))
    try folder.write("faulty.csv", "a,b\n1,2\n")
    let faulty = try Command.run(
      ["store", "import", folder.path("t.sqlite"), folder.path("week.csv"), folder.path("faulty.csv")])
    #expect(faulty.code == 65 && !folder.names.contains("t.sqlite"), "all or nothing")
  }

  @Test func wrongStores_endWithTheirCode() throws {
    let folder = try Folder()
    let week = try folder.write("week.csv", Self.header + "2025-11-10,Bắc Ninh,province,total,92.28\n")
    #expect(try Command.run(["store", "log", folder.path("none.sqlite")]).code == 66)
    #expect(try Command.run(["store", "log", week]).code == 65)
    #expect(try Command.run(["store", "show", week]).code == 65)
    #expect(try Command.run(["store", "import", week, week]).code == 65, "no file is taken for a store")
    #expect(try Command.run(["store", "import", folder.path("no/s.sqlite"), week]).code == 73)
    let store = try Self.correctedStore(folder)
    let index = Command.root.appendingPathComponent("Examples/breakdown/index.yml").path
    #expect(try Command.run(["check", store, "--index", index]).code == 65)
    #expect(try Command.run(["store", "import", store, week, "--index", index]).code == 65)
    #expect(try Command.run(["store", "import", store, week, "--time", "2025-01-01"]).code == 64)
    #expect(try Command.run(["check", "-"], input: try folder.read("scores.sqlite")).code == 65)
    let into = try Command.run(["store", "show", store, "--output", store])
    #expect(into.code == 64)
  }

  // MARK: Forecasts

  @Test func keptForecast_comesBackAsItWasWritten_andExplainsTheChange() throws {
    let folder = try Folder()
    let store = folder.path("scores.sqlite")
    try folder.write(
      "earlier.csv",
      (try Command.run([
        "store", "show", try Self.exampleStore(folder), "--as-of", "2025-11-10", "--format", "csv",
      ])).output)
    try FileManager.default.removeItem(atPath: store)
    #expect(try Command.run(["store", "import", store, folder.path("earlier.csv")]).code == 0)
    let kept = try Command.run(
      ["forecast", store, "--keep", "--format", "csv"], environment: Self.time("2025-11-11T08:00:00Z"))
    #expect(kept.code == 0 && kept.errors.contains("forecast 1"))
    #expect(try Command.run(["forecast", store, "--keep", "--format", "csv"]).errors.contains("already"))
    let shown = try Command.run(["store", "forecasts", store, "--id", "1", "--format", "csv"])
    #expect(shown.output == kept.output)
    let list = try Command.run(["store", "forecasts", store, "--format", "csv"])
    #expect(table(list).rows.map { $0["time"] } == ["2025-11-11T08:00:00Z"])
    #expect(table(list).rows.map { $0["origin"] } == ["2025-11-10"])

    #expect(try Command.run(["store", "import", store, Example.path]).code == 0)
    try folder.write("forecast.csv", kept.output)
    let since = try Command.run([
      "forecast", store, "--since", folder.path("forecast.csv"), "--format", "csv",
    ])
    #expect(since.code == 0)
    for name in ["last", "#1", "\(store)#1", "\(store)#last"] {
      let run = try Command.run(["forecast", store, "--since", name, "--format", "csv"])
      #expect(run.code == 0 && run.output == since.output, "\(name): \(run.errors)")
    }
    let check = try Command.run(["store", "forecasts", store, "--check", "--format", "csv"])
    let total = try #require(
      table(check).rows.first { $0["unit"] == Example.unit && $0["indicator"] == "total" })
    #expect(total["score"] == "92.37" && total["step"] == "1" && total["inside95"] == "1")
    for language in ["vi", "en"] {
      for options in [["--check"], ["--id", "1"], []] {
        #expect(try Command.run(["store", "forecasts", store, "--language", language] + options).code == 0)
      }
    }
    #expect(try Command.run(["store", "forecasts", store, "--id", "9"]).code == 65)
    #expect(try Command.run(["forecast", Example.path, "--keep"]).code == 64)
    #expect(try Command.run(["forecast", store, "--since", "\(store)#9"]).code == 65)
  }

  // MARK: Processes

  @Test func killedImport_leavesWhatWasThere() throws {
    let folder = try Folder()
    let store = try Self.exampleStore(folder)
    let before = try Command.run(["store", "show", store, "--format", "csv"]).output
    _ = try Command.run([
      "simulate", "--units", "150", "--weeks", "104", "--output", folder.path("large.csv"),
    ])
    // As soon as the journal of the transaction is there, and a little into its writing.
    for delay in ["0", "0.2", "0.6"] {
      let run = try Command.shell(
        """
        "$0" store import scores.sqlite large.csv >out & process=$!
        while [ ! -e scores.sqlite-journal ] && kill -0 $process 2>kill; do sleep 0.01; done
        sleep \(delay)
        kill -9 $process
        wait $process
        """, in: folder)
      guard run.code == 128 + SIGKILL else { continue }
      let after = try Command.run(["store", "show", store, "--format", "csv"])
      #expect(after.code == 0 && after.output == before, "killed after \(delay) s: \(after.errors)")
    }
    let last = try folder.write("last.csv", Self.header + "2025-11-24,Bắc Ninh,province,total,92.5\n")
    #expect(try Command.run(["store", "import", store, last]).code == 0)
    #expect(!folder.names.contains("scores.sqlite-journal"))
  }

  @Test func importsAtOnce_allArrive() async throws {
    let folder = try Folder()
    for part in 1...4 {
      try folder.write(
        "part-\(part).csv",
        Self.header + (0..<500).map { "2025-11-17,Xã \(part)-\($0),commune,total,90\n" }.joined())
    }
    let store = folder.path("scores.sqlite")
    let codes = try await withThrowingTaskGroup(of: Int32.self) { group in
      for part in 1...4 {
        group.addTask { try Command.run(["store", "import", store, folder.path("part-\(part).csv")]).code }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(codes == [0, 0, 0, 0])
    let shown = try Command.run(["store", "show", store, "--format", "csv"])
    #expect(shown.lines.count == 2002)
  }
}
