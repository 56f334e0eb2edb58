import Foundation
import Testing

/// Headers, schemas, options and exit codes that scripts rely on.
@Suite struct ContractTests {
  private static let plan = ["plan", Example.path, "--unit", Example.unit, "--target", "92.5"]
  private static let commands: [String: [String]] = [
    "check": ["check", Example.path], "forecast": ["forecast", Example.path], "plan": plan,
    "compare": ["compare", Example.path, "--unit", Example.unit],
    "backtest": ["backtest", Example.path],
  ]
  private static let headers: [String: String] = [
    "check": "severity,code,as_of,unit,indicator,value,message",
    "forecast": "unit,indicator,step,as_of,mean,median,lo80,hi80,lo95,hi95,model",
    "plan": "unit,indicator,score,max,baseline,required,gain,pace_percentile",
    "compare": "unit,rival,step,as_of,gap_mean,lo80,hi80,lo95,hi95,p_behind,p_lead",
    "backtest": "indicator,horizon,origins,mae,mase,smape,crps,coverage80,coverage95,model,owa,wis,rmse,"
      + "mean_error,forecasts,unscaled,pit1,pit2,pit3,pit4,pit5,pit6,pit7,pit8,pit9,pit10",
  ]

  /// Each command in each format, run once.
  private static let runs: [String: Run] = {
    var runs: [String: Run] = [:]
    for (name, arguments) in commands {
      for format in ["text", "csv", "json", "ndjson"] {
        runs[name + "." + format] = try? Command.run(arguments + ["--format", format])
      }
    }
    return runs
  }()

  private static func run(_ name: String, _ format: String) throws -> Run {
    try #require(runs[name + "." + format])
  }

  @Test(arguments: ["check", "forecast", "plan", "compare", "backtest"])
  func command_onExample_answersInEachFormat(_ name: String) throws {
    let text = try Self.run(name, "text")
    let csv = try Self.run(name, "csv")
    let json = try Self.run(name, "json")
    for run in [text, csv, json] {
      #expect(run.code == 0)
      #expect(run.errors == "")
      #expect(run.text.hasSuffix("\n"))
      #expect(!run.output.contains(0x1B), "no escape byte outside a terminal")
    }
    #expect(csv.lines.first.map(String.init) == Self.headers[name])
    #expect(csv.lines.count > 2)
    #expect(try json.json["schema"] as? String == "headway.\(name)/1")
  }

  /// Numbers have the same digits, and an empty cell is null.
  @Test(arguments: ["check", "forecast", "plan", "compare", "backtest"])
  func jsonLines_holdTheRowsOfTheCSV(_ name: String) throws {
    let csv = try Self.run(name, "csv")
    let names = try #require(csv.lines.first).split(separator: ",").map(String.init)
    let run = try Self.run(name, "ndjson")
    let lines = run.text.split(separator: "\n")
    #expect(run.code == 0 && run.errors == "" && lines.count == csv.text.split(separator: "\n").count - 1)
    for (line, row) in zip(lines, csv.text.split(separator: "\n").dropFirst()) {
      let object = try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
      #expect(Set(object.keys) == Set(names))
      // A message may hold commas.
      if name == "check" { continue }
      for (key, cell) in zip(names, row.split(separator: ",", omittingEmptySubsequences: false)) {
        let value = cell.isEmpty ? "null" : Double(cell) == nil ? "\"\(cell)\"" : "\(cell)"
        #expect(line.contains("\"\(key)\":\(value)"), "\(line)")
      }
    }
  }

  @Test(arguments: ["check", "forecast", "plan", "compare", "backtest"])
  func text_fitsEightyColumns(_ name: String) throws {
    for line in try Self.run(name, "text").lines { #expect(line.count <= 80, "\(line)") }
  }

  @Test(arguments: [(["--width", "120"], 120), (["--width", "40"], 40), ([], 100)])
  func width_limitsLines(_ options: [String], _ limit: Int) throws {
    for language in ["en", "vi"] {
      let run = try Command.run(
        ["forecast", Example.path, "--language", language] + options, environment: ["COLUMNS": "100"])
      for line in run.lines { #expect(line.count <= limit, "\(line)") }
    }
  }

  @Test func forecastRows_followTheInput() throws {
    let rows = table(try Self.run("forecast", "csv")).rows
    var expected: [String] = []
    for row in Example.rows where !expected.contains(row[1]) { expected.append(row[1]) }
    var found: [String] = []
    for row in rows where found.last != row["unit"] { found.append(row["unit"] ?? "") }
    #expect(found == expected)
    #expect(
      rows.filter { $0["unit"] == Example.unit }.prefix(8).map { $0["step"] } == [
        "1", "2", "3", "4", "1", "2", "3", "4",
      ])
    #expect(rows.first?["as_of"] == "2025-11-24")
  }

  @Test func total_isSumOfComponentsAndDiscrepancy() throws {
    let rows = table(try Self.run("forecast", "csv")).rows.filter { $0["unit"] == Example.unit }
    for step in 1...4 {
      let means = rows.filter { $0["step"] == "\(step)" }.map {
        ($0["indicator"] ?? "", Double($0["mean"] ?? "") ?? .nan)
      }
      let total = try #require(means.first { $0.0 == "total" }).1
      #expect(means.count == 8)
      #expect(abs(means.filter { $0.0 != "total" }.reduce(0) { $0 + $1.1 } - total) < 1e-6)
    }
  }

  @Test func intervals_areOrderedWithinTheScale() throws {
    for row in table(try Self.run("forecast", "csv")).rows where row["indicator"] != "discrepancy" {
      let values = ["lo95", "lo80", "median", "hi80", "hi95"].compactMap { Double(row[$0] ?? "") }
      #expect(values.count == 5 && values == values.sorted())
      #expect(values.allSatisfy { (0...100).contains($0) })
    }
  }

  @Test func jsonAndCSV_sayTheSame() throws {
    let series = try #require(try Self.run("forecast", "json").json["series"] as? [[String: Any]])
    let weeks = series.flatMap { entry in
      (entry["forecast"] as? [[String: Any]] ?? []).map { week in
        "\(entry["unit"] ?? "")|\(entry["indicator"] ?? "")|\(week["step"] ?? "")|\(week["as_of"] ?? "")"
      }
    }
    let rows = table(try Self.run("forecast", "csv")).rows.map { row in
      ["unit", "indicator", "step", "as_of"].map { row[$0] ?? "" }.joined(separator: "|")
    }
    #expect(weeks == rows)
  }

  @Test func plan_saysStatusProbabilityAndRelaxations() throws {
    let json = try Self.run("plan", "json").json
    for key in ["status", "probability", "shortfall", "binding", "relaxations", "weeks"] {
      #expect(json[key] != nil, "\(key)")
    }
    let statuses = ["already_met", "feasible", "feasible_if", "infeasible"]
    #expect(statuses.contains(json["status"] as? String ?? ""))
  }

  // MARK: Options

  @Test func levelsAndWeeks_shapeTheTable() throws {
    let run = try Command.run(
      ["forecast", Example.path, "--format", "csv", "--levels", "99.5, 50,90", "--weeks", "7"])
    let (header, rows) = table(run)
    #expect(header == "unit,indicator,step,as_of,mean,median,lo50,hi50,lo90,hi90,lo99.5,hi99.5,model")
    #expect(rows.count == 7 * Set(rows.map { "\($0["unit"] ?? "")|\($0["indicator"] ?? "")" }).count)
    #expect(rows[6]["as_of"] == "2026-01-05")
  }

  @Test(arguments: ["16/11/2025", "2025-11-16"])
  func asOf_usesNothingLater(_ date: String) throws {
    let folder = try Folder()
    let early = Example.long(rows: Example.rows.filter { $0[0] <= "2025-11-16" })
    let path = try folder.write("early.csv", early)
    let cut = try Command.run(["forecast", Example.path, "--format", "csv", "--as-of", date])
    let never = try Command.run(["forecast", path, "--format", "csv"])
    #expect(cut.code == 0)
    #expect(table(cut).rows.first?["as_of"] == "2025-11-17", "weeks count from 2025-11-10")
    #expect(cut.output == never.output)
  }

  @Test func unit_repeated_keepsTheInputsOrder() throws {
    let run = try Command.run([
      "forecast", Example.path, "--format", "csv", "--weeks", "1", "--unit", "đồng nai", "--unit",
      "Hải Phòng",
    ])
    #expect(run.code == 0)
    let units = table(run).rows.map { $0["unit"] ?? "" }
    #expect(Set(units) == ["Hải Phòng", "Đồng Nai"])
    #expect(units.first == "Hải Phòng")
  }

  @Test(arguments: [
    ["forecast", "--unit", "Bac Ninh"], ["compare", "--unit", "Bac Ninh"],
    ["backtest", "--unit", "Bac Ninh"],
    ["plan", "--target", "93", "--unit", "Bac Ninh"],
    ["compare", "--unit", "Hải Phòng", "--with", "Bac Ninh"],
  ])
  func unit_unknown_isSuggested(_ arguments: [String]) throws {
    let run = try Command.run([arguments[0], Example.path] + arguments.dropFirst())
    #expect(run.code == 64)
    #expect(run.errors.contains("“Bac Ninh”") && run.errors.contains("“Bắc Ninh”"))
    #expect(run.output.isEmpty)
  }

  @Test func seed_sameGivesSameBytes_anotherGivesOthers() throws {
    func run(_ seed: String) throws -> Run {
      try Command.run(["compare", Example.path, "--unit", Example.unit, "--format", "json", "--seed", seed])
    }
    let first = try run("7")
    #expect(try first.output == run("7").output)
    #expect(try first.output != run("8").output)
    #expect(try run("\(UInt64.max)").code == 0)
  }

  @Test func language_changesTextAndNotCSV() throws {
    let arguments = ["forecast", Example.path, "--unit", Example.unit]
    let text = try Command.run(arguments + ["--language", "vi"]).text
    #expect(text.contains("92,37") && !text.contains("92.37"))
    #expect(try Command.run(arguments).text.contains("92.37"))
    #expect(try Command.run(arguments, environment: ["HEADWAY_LANGUAGE": "vi"]).text == text)
    let csv = try Command.run(arguments + ["--language", "vi", "--format", "csv"])
    #expect(try csv.output == Command.run(arguments + ["--format", "csv"]).output)
    #expect(csv.text.contains(",92.") && !csv.text.contains("92,3"))
  }

  @Test(arguments: [[:], ["NO_COLOR": "1"], ["TERM": "dumb"]])
  func color_neverIntoAFile(_ environment: [String: String]) throws {
    for command in ["forecast", "check"] {
      let run = try Command.run([command, Example.path], environment: environment)
      #expect(!run.output.contains(0x1B))
    }
  }

  @Test func quiet_keepsTheCodeAndSaysNothing() throws {
    let folder = try Folder()
    let path = try folder.write("history.csv", Example.long() + "2025-11-17,Khác,province,total,abc\n")
    let loud = try Command.run(["forecast", path, "--format", "csv"])
    let quiet = try Command.run(["forecast", path, "--format", "csv", "--quiet"])
    #expect(loud.code == 3 && quiet.code == 3)
    #expect(loud.errors.contains(":69: column 5 (score): “abc”"))
    #expect(quiet.errors == "")
    #expect(loud.output == quiet.output)
  }

  @Test func standardInput_readsTheSame() throws {
    let piped = try Command.run(["forecast", "-", "--format", "csv"], input: Example.bytes)
    #expect(piped.code == 0)
    #expect(piped.output == (try Self.run("forecast", "csv")).output)
  }

  // MARK: Exit codes

  @Test func plan_infeasible_exitsWithTwo() throws {
    let run = try Command.run([
      "plan", Example.path, "--unit", Example.unit, "--target", "101", "--format", "json", "--weeks", "1",
    ])
    #expect(run.code == 2)
    #expect(try run.json["status"] as? String == "infeasible")
  }

  @Test(arguments: [
    ["forecast", "--levels", "0,100"], ["forecast", "--levels", "abc"], ["forecast", "--levels", ""],
    ["forecast", "--weeks", "0"], ["forecast", "--weeks", "-1"], ["forecast", "--weeks", "1000"],
    ["forecast", "--seed", "-1"], ["forecast", "--seed", "18446744073709551616"],
    ["forecast", "--model", "oracle"],
    ["forecast", "--format", "xml"], ["forecast", "--width", "5"], ["forecast", "--language", "fr"],
    ["forecast", "--as-of", "31/02/2025"], ["forecast", "--as-of", "11/17/2025"], ["forecast", "--nonsense"],
    ["backtest", "--levels", "0,100"], ["backtest", "--weeks", "0"], ["backtest", "--model", "auto,oracle"],
    ["backtest", "--model", ""], ["backtest", "--origins", "0"], ["backtest", "--origins", "521"],
    ["backtest", "--unit", "Bac Ninh"], ["backtest", "--as-of", "31/02/2025"],
    ["compare"], ["compare", "--unit", "Bắc Ninh", "--lead", "nan"], ["plan", "--target", "93"],
    ["plan", "--unit", "Bắc Ninh"], ["plan", "--unit", "Bắc Ninh", "--target", "abc"],
    ["plan", "--unit", "Bắc Ninh", "--target", "93@9"], ["plan", "--unit", "Bắc Ninh", "--target", "93@0"],
    ["plan", "--unit", "Bắc Ninh", "--target", "93", "--confidence", "2"],
    ["plan", "--unit", "Bắc Ninh", "--component", "nonsense=1"],
    ["plan", "--unit", "Bắc Ninh", "--lead", "1", "--over", "Bắc Ninh"],
  ])
  func wrongUsage_exitsWith64(_ arguments: [String]) throws {
    let run = try Command.run([arguments[0], Example.path] + arguments.dropFirst())
    #expect(run.code == 64)
    #expect(run.output.isEmpty)
    #expect(run.errors.count > 20 && !run.errors.contains("Fatal error"))
    if let option = arguments.dropFirst().first(where: { $0 != "--unit" && $0.hasPrefix("--") }),
      ["--levels", "--weeks", "--as-of", "--width", "--model", "--origins"].contains(option)
    {
      #expect(run.errors.contains("\(option)"), "the message names the option")
    }
  }

  @Test func help_needsNoHistory() throws {
    for arguments in [[], ["--help"], ["help", "plan"], ["forecast", "--help"]] {
      let run = try Command.run(arguments)
      #expect(run.code == 0 && run.errors == "")
      #expect(run.text.contains("USAGE: headway"))
    }
    #expect(try Command.run(["--version"]).text.wholeMatch(of: /\d+\.\d+\.\d+\n/) != nil)
    #expect(try Command.run(["forecast"]).code == 64)
    #expect(try Command.run(["nonsense"]).code == 64)
    for shell in ["bash", "zsh", "fish"] {
      let script = try Command.run(["--generate-completion-script", shell])
      #expect(script.code == 0 && script.text.contains("forecast"))
    }
  }

  @Test func decimalComma_inOptions_isRead() throws {
    let arguments = ["compare", Example.path, "--unit", Example.unit, "--format", "csv", "--lead"]
    #expect(try Command.run(arguments + ["0,5"]).output == Command.run(arguments + ["0.5"]).output)
  }
}
