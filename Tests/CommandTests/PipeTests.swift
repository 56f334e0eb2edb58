import Foundation
import Testing

/// `forecast` as a worker of pipes: rows in, rows out, JSON lines or CSV.
@Suite struct PipeTests {
  private static let header = "unit,indicator,step,as_of,mean,median,lo80,hi80,lo95,hi95,model\n"

  /// Plain series, as CSV and as the JSON lines of the same cells.
  private static func series(_ count: Int, weeks: Int = 24) -> (csv: [UInt8], lines: [UInt8]) {
    var generator = SeededGenerator(state: 9)
    var (csv, lines) = ("series,step,value\n", "")
    for number in 0..<count {
      var level = Int.random(in: 100..<900, using: &generator)
      for week in 0..<weeks {
        level += Int.random(in: -30...30, using: &generator)
        let value = "\(level / 10).\(abs(level % 10))00"
        csv += "s\(number),\(week),\(value)\n"
        lines += "{\"value\":\(value),\"series\":\"s\(number)\",\"step\":\(week)}\n"
      }
    }
    return (Array(csv.utf8), Array(lines.utf8))
  }

  @Test(arguments: [
    (60, "trend", "csv"), (60, "trend", "ndjson"), (60, "auto", "csv"), (2050, "auto", "ndjson"),
  ])
  func jsonLines_givenToForecast_giveTheBytesOfTheCSV(_ count: Int, _ model: String, _ format: String) throws
  {
    let (csv, lines) = Self.series(count)
    let options = ["--model", model, "--format", format, "--weeks", "2"]
    let expected = try Command.run(["forecast", "-"] + options, input: csv)
    #expect(expected.code == 0 && expected.text.split(separator: "\n").count >= 2 * count)
    for source in ["-", "/dev/stdin", "--stdin"] {
      let run = try Command.run(["forecast", source] + options, input: lines)
      #expect(run.code == 0 && run.errors == "" && run.output == expected.output, "\(source)")
    }
  }

  @Test func scorecardOfJSONLines_isReadByAllCommands() throws {
    let lines = Example.rows.map { row in
      "{\"Điểm\":\(row[4]),\"unit\":\"\(row[1])\",\"level\":\"\(row[2])\",\"indicator\":\"\(row[3])\",\"date\":\"\(row[0])\"}\n"
    }
    let folder = try Folder()
    // A blank line, so that lines have the numbers of the CSV.
    try folder.write("h.ndjson", "\n" + lines.joined())
    try folder.write("h.csv", Example.long())
    let unit = ["--unit", Example.unit]
    for command in [
      ["check"], ["forecast"], ["plan", "--target", "92.5"] + unit, ["compare"] + unit, ["backtest"],
    ] {
      let arguments = Array(command.dropFirst()) + ["--format", "csv"]
      let expected = try Command.run([command[0], "h.csv"] + arguments, in: folder)
      let run = try Command.run([command[0], "h.ndjson"] + arguments, in: folder)
      #expect(run.code == expected.code && run.output == expected.output, "\(command)")
    }
  }

  @Test func faults_areToldWithLinesAndKeys_andEndWithThree() throws {
    let (_, lines) = Self.series(3)
    let text =
      String(decoding: lines, as: UTF8.self) + "{\"series\":\"s2\",\"step\":true,\"value\":1}\nnonsense\n"
    for (language, key) in [("en", "key “step”"), ("vi", "khóa “step”")] {
      let run = try Command.run(
        ["forecast", "--stdin", "--stdout", "--model", "trend", "--language", language],
        input: Array(text.utf8))
      #expect(run.code == 3 && run.lines.count == 1 + 12 + 1)
      #expect(run.errors.contains(":73: \(key): “true”") && run.errors.contains(":74: "))
      #expect(!run.errors.contains("column") && !run.errors.contains("cột"))
    }
    let array = try Command.run(["check", "-"], input: Array("[\(text)]".utf8))
    #expect(array.code == 65 && array.errors.contains("`jq -c '.[]'`"))
  }

  @Test func standardOutput_meansRows() throws {
    let (csv, _) = Self.series(4)
    let folder = try Folder()
    try folder.write("h.csv", csv)
    let rows = try Command.run(["forecast", "h.csv", "--format", "csv"], in: folder)
    #expect(try Command.run(["forecast", "h.csv", "--stdout"], in: folder).output == rows.output)
    #expect(try Command.run(["forecast", "--stdin", "--stdout"], input: csv).output == rows.output)
    let lines = try Command.run(["forecast", "h.csv", "--stdout", "--format", "ndjson"], in: folder)
    #expect(lines.text.hasPrefix("{\"unit\":\"s0\",\"indicator\":\"value\",\"step\":1,"))
    let json = try Command.run(["forecast", "h.csv", "--stdout", "--format", "json"], in: folder)
    #expect(try json.json["schema"] as? String == "headway.forecast/1")
  }

  @Test(arguments: [
    (["--stdin", "h.csv"], "--stdin"), (["--stdin", "-"], "--stdin"), ([], "<history>"),
    (["--stdin", "--stdout", "--output", "x"], "--output"),
    (["--stdin", "--stdout", "--format", "text"], "--stdout"),
    (["--stdin", "--format", "xml"], "ndjson"),
  ])
  func contradictions_areWrongUsage(_ options: [String], _ mention: String) throws {
    let folder = try Folder()
    let run = try Command.run(["forecast"] + options, input: Self.series(1).csv, in: folder)
    #expect(run.code == 64 && run.output.isEmpty && run.errors.contains(mention), "\(options): \(run.errors)")
    #expect(folder.names.isEmpty)
  }

  /// Engines hand out empty parts.
  @Test func nothingOnStandardInput_isAPartWithoutSeries() throws {
    func run(_ options: String...) throws -> Run { try Command.run(["forecast"] + options) }
    let csv = try run("--stdin", "--stdout")
    #expect(csv.code == 0 && csv.errors == "" && csv.text == Self.header)
    #expect(
      try run("--stdin", "--format", "csv", "--model", "trend", "--levels", "95,50").text.contains(
        "lo50,hi50,lo95"))
    let lines = try run("--stdin", "--format", "ndjson")
    #expect(lines.code == 0 && lines.errors == "" && lines.output.isEmpty)
    for options in [["-", "--format", "csv"], ["--stdin"], ["--stdin", "--format", "json"]] {
      let run = try Command.run(["forecast"] + options)
      #expect(run.code == 65 && run.output.isEmpty && !run.errors.isEmpty, "\(options)")
    }
    let header = try Command.run(
      ["forecast", "--stdin", "--stdout"], input: Array("series,step,value\n".utf8))
    #expect(header.code == 65)
  }

  @Test(arguments: ["csv", "ndjson"])
  func readerThatHasHadEnough_isLeftInPeace(_ format: String) throws {
    let (_, lines) = Self.series(2500, weeks: 24)
    let folder = try Folder()
    try folder.write("h.ndjson", lines)
    for model in ["trend", "auto"] {
      let run = try Command.shell(
        "$0 forecast --stdin --stdout --format \(format) --model \(model) --weeks 12 < h.ndjson | head -n 1",
        in: folder)
      #expect(run.code == 0 && run.errors == "" && run.lines.count == 2 && run.lines[1].isEmpty)
    }
    #expect(folder.names == ["h.ndjson"])
  }

  /// The temporary file of a large input has no name, and goes with the process.
  @Test func temporaryFolder_holdsNothingAfterwards() throws {
    let (_, lines) = Self.series(30)
    let folder = try Folder()
    let run = try Command.run(
      ["forecast", "--stdin", "--stdout", "--model", "trend"], input: lines,
      environment: ["TMPDIR": folder.url.path])
    #expect(run.code == 0 && folder.names.isEmpty)
  }

  @Test func poolOfJSONLines_writesTheRowsOfCSV() throws {
    let (csv, lines) = Self.series(40)
    let folder = try Folder()
    try folder.write("h.csv", csv)
    try folder.write("h.ndjson", lines)
    let script = """
      for f in csv ndjson; do
        $0 pool sums h.$f --output $f.json || exit 1
        $0 pool apply $f.json h.$f --output rows.$f || exit 1
        $0 pool apply $f.json h.$f --format ndjson --output lines.$f || exit 1
      done
      cmp csv.json ndjson.json && cmp rows.csv rows.ndjson && cmp lines.csv lines.ndjson && head -n 1 lines.csv
      """
    let run = try Command.shell(script, in: folder)
    #expect(
      run.code == 0 && run.text.hasPrefix("{\"unit\":\"s0\",\"indicator\":\"value\",\"step\":1,"),
      "\(run.errors)")
    #expect(
      try Command.run(["pool", "apply", "csv.json", "h.csv", "--format", "json"], in: folder).code == 64)
  }
}
