import Foundation
import Testing

/// What a user settles once for all commands: `headway.yml`, the environment, and options over both.
@Suite struct SettingsTests {
  /// Runs the command in a folder with a file of settings.
  private func run(
    _ arguments: [String], file: String? = nil, environment: [String: String] = [:],
    others: [String: String] = [:]
  ) throws -> Run {
    let folder = try Folder()
    if let file { try folder.write("headway.yml", file) }
    for (name, text) in others {
      let path = URL(fileURLWithPath: folder.path(name))
      try FileManager.default.createDirectory(
        at: path.deletingLastPathComponent(), withIntermediateDirectories: true)
      try folder.write(name, text)
    }
    return try Command.run(arguments, environment: environment, in: folder)
  }

  /// Value and source of each setting.
  private func settings(_ run: Run) -> [String: [String]] {
    Dictionary(
      uniqueKeysWithValues: table(run).rows.map {
        ($0["key"] ?? "", [$0["value"] ?? "", $0["source"] ?? "", $0["place"] ?? ""])
      })
  }

  // MARK: Which one counts

  @Test func optionComesBeforeEnvironment_andThatBeforeTheFile() throws {
    let file = "weeks: 3\nlevels: [50, 90]\nseed: 7\nunit: Đồng Nai\n"
    let run = try run(
      ["config", "--format", "csv", "--seed", "9"], file: file,
      environment: ["HEADWAY_SEED": "8", "HEADWAY_LEVELS": "60,70"])
    #expect(run.code == 0 && run.errors == "")
    let found = settings(run)
    #expect(found["seed"] == ["9", "option", "--seed"])
    #expect(found["levels"] == ["60; 70", "environment", "HEADWAY_LEVELS"])
    #expect(found["weeks"] == ["3", "file", "headway.yml:1"])
    #expect(found["unit"] == ["Đồng Nai", "file", "headway.yml:4"])
    #expect(found["model"] == ["auto", "default", ""])
  }

  @Test func settings_areThoseOfOptions() throws {
    let file = "language: vi\nweeks: 2\nlevels: 50\nseed: 3\nmodel: damped\n"
    let settled = try run(["forecast", Example.path], file: file)
    let asked = try run([
      "forecast", Example.path, "--language", "vi", "--weeks", "2", "--levels", "50", "--seed", "3",
      "--model",
      "damped",
    ])
    #expect(settled.code == 0 && settled.output == asked.output)
    let over = try run(["forecast", Example.path, "--weeks", "4", "--model", "auto"], file: file)
    #expect(over.output != settled.output)
  }

  @Test func oneFileIsRead_theFirst() throws {
    let others = ["named.yml": "weeks: 9\n"]
    func weeks(_ file: String?, _ environment: [String: String]) throws -> [String?] {
      let run = try run(
        ["config", "--format", "csv"], file: file, environment: environment, others: others)
      #expect(run.code == 0, "\(run.errors)")
      return [settings(run)["weeks"]?[0], settings(run)["seed"]?[0]]
    }
    #expect(try weeks("weeks: 3", ["HEADWAY_CONFIG": ""]) == ["3", "1"])
    #expect(try weeks("weeks: 3", ["HEADWAY_CONFIG": "named.yml"]) == ["9", "1"])
    #expect(try weeks("weeks: 3", ["HEADWAY_CONFIG": "/dev/null"]) == ["4", "1"])
    #expect(try weeks("# nothing yet\n", [:]) == ["4", "1"])

    let folder = try Folder()
    try FileManager.default.createDirectory(
      atPath: folder.path("home/.config/headway"), withIntermediateDirectories: true)
    try FileManager.default.createDirectory(
      atPath: folder.path("xdg/headway"), withIntermediateDirectories: true)
    try folder.write("home/.config/headway/config.yml", "weeks: 7\n")
    try folder.write("xdg/headway/config.yml", "weeks: 8\n")
    let home = ["HOME": folder.path("home")]
    let config = ["config", "--format", "csv"]
    #expect(settings(try run(config, environment: home))["weeks"]?[0] == "7")
    let both = home.merging(["XDG_CONFIG_HOME": folder.path("xdg")]) { $1 }
    #expect(settings(try run(config, environment: both))["weeks"]?[0] == "8")
    #expect(settings(try run(config, file: "seed: 2", environment: both))["weeks"]?[0] == "4")
  }

  @Test func pathsOfAFile_startWhereItIs() throws {
    let plan = "targets: [{total: 92.5}]\nunit: Bắc Ninh\n"
    let run = try run(
      ["plan", Example.path, "--format", "json"], environment: ["HEADWAY_CONFIG": "office/settings.yml"],
      others: ["office/settings.yml": "plan: plans/a.yml\n", "office/plans/a.yml": plan])
    let asked = try self.run(
      ["plan", Example.path, "--format", "json", "--plan", "a.yml"], others: ["a.yml": plan])
    #expect([0, 2].contains(run.code) && run.errors == "" && run.output == asked.output)
  }

  // MARK: What a setting means for a command

  private static let office = "unit: Bắc Ninh\nover: [Hải Phòng, Đồng Nai]\n"

  @Test func unitAndRivals_areThoseOfComparisons_andDoNotNarrowForecasts() throws {
    let compared = try run(["compare", Example.path, "--format", "csv"], file: Self.office)
    #expect(compared.code == 0)
    #expect(Set(table(compared).rows.map { $0["rival"] }) == ["Hải Phòng", "Đồng Nai"])
    // What is settled for one unit serves its rivals as well.
    let other = try run(
      ["compare", Example.path, "--format", "csv", "--unit", "Đồng Nai"], file: Self.office)
    #expect(Set(table(other).rows.map { $0["rival"] }) == ["Hải Phòng"])
    for command in ["forecast", "check"] {
      let settled = try run([command, Example.path, "--format", "csv"], file: Self.office)
      #expect(settled.output == (try run([command, Example.path, "--format", "csv"])).output)
    }
    #expect(try run(["compare", Example.path]).errors.contains("--unit NAME"))
  }

  @Test func settledRivals_areThoseOfALead_andAskForNone() throws {
    let target = ["plan", Example.path, "--target", "92.5", "--format", "json"]
    let unit = ["--unit", "Bắc Ninh"]
    #expect(try run(target, file: Self.office).output == (try run(target + unit)).output)
    let rivals = ["--over", "Hải Phòng", "--over", "Đồng Nai"]
    #expect(
      try run(target + ["--lead", "0.1"], file: Self.office).output
        == (try run(target + unit + rivals + ["--lead", "0.1"])).output)
  }

  @Test func planFile_comesBeforeSettings() throws {
    let plan = "targets: [{total: 92.5}]\nunit: Hải Phòng\nweeks: 2\n"
    let run = try run(
      ["plan", Example.path, "--plan", "plan.yml", "--format", "json"],
      file: "unit: Bắc Ninh\nweeks: 6\n", environment: ["HEADWAY_WEEKS": "5"], others: ["plan.yml": plan])
    #expect(try run.json["unit"] as? String == "Hải Phòng")
    #expect((try run.json["weeks"] as? [Any])?.count == 2)
    let open = try self.run(
      ["plan", Example.path, "--plan", "plan.yml", "--format", "json"],
      file: "unit: Bắc Ninh\nweeks: 6\n", others: ["plan.yml": "targets: [{total: 92.5}]\n"])
    #expect(try open.json["unit"] as? String == "Bắc Ninh")
    #expect((try open.json["weeks"] as? [Any])?.count == 6)
  }

  @Test func planForGroups_doesNotTakeTheSettledUnit() throws {
    let arguments = ["plan", Example.path, "--group", "province=90", "--format", "json"]
    #expect(try run(arguments, file: Self.office).output == (try run(arguments)).output)
  }

  @Test func settledIndex_isNoneOfPlainSeriesAndStores() throws {
    let others = [
      "index.yml": "id: other\ncomponents:\n  - {id: a, max: 10}\n",
      "series.csv": "series,step,value\n" + (1...9).map { "a,\($0),\($0)\n" }.joined(),
    ]
    let file = "index: index.yml\n"
    let series = try run(
      ["forecast", "series.csv", "--model", "trend", "--format", "csv", "--state", "s.state"], file: file,
      others: others)
    #expect(series.code == 0 && series.output.count > 100, "\(series.errors)")
    let folder = try Folder()
    let store = folder.path("scores.sqlite")
    #expect(try Command.run(["store", "import", store, Example.path]).code == 0)
    for arguments in [["check", store], ["store", "log", store], ["store", "import", store, Example.path]] {
      let run = try run(arguments, file: file, others: others)
      #expect(run.code == 0, "\(run.errors)")
    }
    let history = try run(["check", Example.path], file: file, others: others)
    #expect(history.code == 65, "the index is not that of the example")
  }

  @Test func settledOverrides_areThoseOfHistoryFiles() throws {
    let decisions = """
      overrides:
        - {exclude: Bắc Ninh, day: 17/11/2025, author: An, reason: sai}
      """
    let others = ["decisions.yml": decisions]
    let forecast = ["forecast", Example.path, "--format", "csv"]
    let settled = try run(forecast, file: "overrides: decisions.yml", others: others)
    let asked = try run(forecast + ["--overrides", "decisions.yml"], others: others)
    #expect(settled.code == asked.code && settled.output == asked.output)
    #expect(settled.output != (try run(forecast)).output)
    let folder = try Folder()
    let store = folder.path("scores.sqlite")
    #expect(try Command.run(["store", "import", store, Example.path]).code == 0)
    let show = ["store", "show", store, "--format", "csv"]
    let known = try run(show, file: "overrides: decisions.yml", others: others)
    let stored = try run(show)
    #expect(known.code == 0 && known.output == stored.output)
  }

  @Test func quiet_canBeSettled_andUnsettled() throws {
    let rows = "as_of,unit,indicator,score\n2025-11-10,A,total,90\n2025-11-17,A,total,x\n"
    let quiet = try run(["check", "a.csv"], file: "quiet: true", others: ["a.csv": rows])
    #expect(quiet.code == 3 && quiet.errors == "")
    let loud = try run(["check", "a.csv", "--no-quiet"], file: "quiet: yes", others: ["a.csv": rows])
    #expect(loud.code == 3 && !loud.errors.isEmpty)
  }

  // MARK: What is wrong

  @Test(arguments: [
    (
      "weeks: 0",
      "headway.yml:1: weeks: “0” is not a whole number of weeks from 1 to 78; write it like: weeks: 4"
    ),
    (
      "seed: 1\nwek: 3",
      "headway.yml:2: there is no setting “wek”; use only: language, index, overrides, unit"
    ),
    ("unit: [A, B]", "headway.yml:1: “unit” must be a single value"),
    ("over: {a: 1}", "headway.yml:1: “over” must be a list"),
    ("weeks:", "headway.yml:1: “weeks” has no value"),
    ("- weeks", "headway.yml:1: a file of settings must hold keys"),
    ("a: b: c", "headway.yml:1: this is not YAML"),
    ("seed: 1\nseed: 2", "the key “seed” stands twice"),
    ("model: best", "use one of: auto, combination"),
    ("levels: 120", "levels: “120” is not a list of percentages"),
  ])
  func faultOfTheFile_namesFileLineAndCure(_ file: String, _ words: String) throws {
    let run = try run(["check", Example.path], file: file)
    #expect(run.code == 65 && run.output.isEmpty)
    #expect(run.errors.contains(words), "\(run.errors)")
    for vietnamese in [
      try self.run(["check", Example.path, "--language", "vi"], file: file),
      try self.run(["check", Example.path], file: file, environment: ["HEADWAY_LANGUAGE": "vi"]),
    ] {
      #expect(vietnamese.code == 65 && vietnamese.errors.contains("headway.yml:"))
      #expect(vietnamese.errors.contains("đề nghị"), "\(vietnamese.errors)")
    }
  }

  @Test(arguments: [
    ("HEADWAY_WEEKS", "x", "HEADWAY_WEEKS: “x” is not a whole number", Int32(64)),
    (
      "HEADWAY_LANGUAGE", "fr",
      "HEADWAY_LANGUAGE: “fr” is not `vi` or `en`; write it like: HEADWAY_LANGUAGE=vi", 64
    ),
    ("HEADWAY_QUIET", "maybe", "HEADWAY_QUIET: “maybe” is not `true` or `false`", 64),
    ("HEADWAY_CONFIG", "none.yml", "HEADWAY_CONFIG: none.yml: there is no such file", 66),
    ("HEADWAY_CONFIG", "/tmp", "HEADWAY_CONFIG: /tmp: this is a directory", 66),
  ])
  func faultOfTheEnvironment_namesTheVariable(
    _ name: String, _ value: String, _ words: String, _ code: Int32
  ) throws {
    let run = try run(["check", Example.path], environment: [name: value])
    #expect(run.code == code && run.output.isEmpty)
    #expect(run.errors.contains(words), "\(run.errors)")
  }

  @Test func helpAndVersion_doNotCareForSettings() throws {
    for arguments in [["--help"], ["help", "config"], ["--version"]] {
      #expect(try run(arguments, file: "weeks: x").code == 0)
    }
  }

  @Test func config_answersInEachFormat() throws {
    for language in ["en", "vi"] {
      let text = try run(["config", "--language", language], file: Self.office)
      #expect(text.code == 0 && text.text.contains("headway.yml:2"))
      #expect(text.lines.allSatisfy { $0.count <= 80 })
    }
    let json = try run(["config", "--format", "json"], file: Self.office).json
    #expect(json["schema"] as? String == "headway.config/1" && json["file"] as? String == "headway.yml")
    #expect((json["settings"] as? [[String: Any]])?.count == 12)
    #expect(try run(["config", "--format", "ndjson"]).text.split(separator: "\n").count == 12)
  }
}
