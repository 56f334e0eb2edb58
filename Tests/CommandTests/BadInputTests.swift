import Foundation
import Testing

/// Whatever is given: a clear message, the right exit code, no crash and nothing half done.
@Suite struct BadInputTests {
  private static let header = "as_of,unit,level,indicator,score\n"
  private static let good = """
    2025-11-03,A,province,total,90.50
    2025-11-10,A,province,total,91.25
    2025-11-17,A,province,total,91.75

    """

  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let bytes: [UInt8]
    let code: Int32
    let mentions: [String]

    var testDescription: String { name }

    init(_ name: String, _ bytes: [UInt8], _ code: Int32, _ mentions: [String]) {
      (self.name, self.bytes, self.code, self.mentions) = (name, bytes, code, mentions)
    }

    init(_ name: String, _ text: String, _ code: Int32, _ mentions: [String]) {
      self.init(name, Array(text.utf8), code, mentions)
    }

    /// A row below good ones.
    init(row: String, _ mentions: [String]) {
      self.init(
        String(row.prefix(60)), header + good + row + "\n", 3, [":5:"] + mentions)
    }
  }

  static let cases: [Case] = [
    Case("empty", "", 65, ["empty", "as_of,unit,indicator,score"]),
    Case("blank", " \n\r\n\t\n", 65, ["empty"]),
    Case("header only", header, 65, [":1:", "no row below"]),
    Case("unknown columns", "a,b,c\n1,2,3\n", 65, [":1:", "“a”, “b”, “c”"]),
    Case("columns missing", "as_of,unit,score\n2025-11-17,A,5\n", 65, [":1:", "indicator"]),
    Case(
      "column twice", "as_of,unit,unit,indicator,score\n2025-11-17,A,A,total,5\n", 65, [":1:", "2 and 3"]),
    Case(
      "10,000 columns", (0..<10_000).map { "c\($0)" }.joined(separator: ",") + "\n1\n", 65,
      [":1:", "9988 more"]),
    Case(
      "30,000 columns", String(repeating: "total,", count: 30_000) + "\n1\n", 65, [":1:", "30,001", "20,000"]),
    Case("random bytes", random(4000, zero: true), 65, ["not a text file"]),
    Case("random bytes without zero", [0x41] + random(4000, zero: false), 65, [":1:", "not UTF-8"]),
    Case("Excel", Array("PK\u{3}\u{4}".utf8) + random(400, zero: true), 65, ["Excel", "damaged"]),
    Case("old office", [0xD0, 0xCF, 0x11, 0xE0] + random(400, zero: true), 65, ["Excel", "CSV"]),
    Case("SQLite", Array("SQLite format 3\0".utf8) + random(400, zero: true), 65, ["store"]),
    Case("half a UTF-16 pair", [0xFF, 0xFE, 0x41, 0, 0x00, 0xD8, 0x41, 0], 65, ["UTF-16"]),
    Case(
      "quote never closed", header + good + "2025-11-17,\"B,province,total,90\n2025-11-17", 65,
      [":5:", "column 2"]),
    Case("all rows faulty", header + "2025-11-17,A,province,total,NaN\n", 65, [":2: column 5", "“NaN”"]),
    Case("cut off", header + good + "2025-11-17,B,provi", 3, [":5:", "ends within this row"]),
    Case(
      "cut within a letter", Array((header + good).utf8) + [0x32, 0xE1, 0xBA], 3, [":5:", "ends within"]),
    Case(
      "levels differ", header + good + "2025-11-17,B,province,total,9\n2025-11-17,B,commune,total,9\n", 3,
      ["line 5", "line 6", "“B”"]),
    Case(row: "2025-11-17,B,province,total,NaN", ["column 5 (score)", "“NaN”", "leave the cell empty"]),
    Case(row: "2025-11-17,B,province,total,inf", ["column 5", "“inf”"]),
    Case(row: "2025-11-17,B,province,total,1.2.3", ["column 5", "“1.2.3”", "92.37"]),
    Case(row: "2025-11-17,B,province,total,-3", ["“-3”", "below zero"]),
    Case(row: "2025-11-17,B,province,total,100.01", ["“100.01”", "above the maximum 100", "--index"]),
    Case(row: "2025-11-17,B,province,total,1e308", ["“1e308”"]),
    Case(row: "2025-11-17,B,province,total,1" + String(repeating: "0", count: 500), ["not a finite number"]),
    Case(row: "0000-01-01,B,province,total,9", ["column 1 (as_of)", "year 0", "1900–2200"]),
    Case(row: "31/02/2025,B,province,total,9", ["“31/02/2025”", "no day 31"]),
    Case(row: "11/17/2025,B,province,total,9", ["no month 17"]),
    Case(row: "1/2/25,B,province,total,9", ["“1/2/25”"]),
    Case(row: "2025-11-17,B,province,totla,9", ["“totla”", "transparency"]),
    Case(row: "2025-11-17,B,province,total,9,9,9", ["7", "5"]),
    Case(row: "2025-11-17,\"B\"x,province,total,9", ["column 2"]),
    Case(row: "2025-11-17,,province,total,9", ["column 2 (unit)"]),
  ]

  private static func random(_ count: Int, zero: Bool) -> [UInt8] {
    var generator = SeededGenerator(state: 3)
    return (0..<count).map { position in
      position == 40 && zero ? 0 : UInt8.random(in: zero ? 0...255 : 1...255, using: &generator)
    }
  }

  @Test(arguments: cases)
  func history_isNamedWithPlaceValueAndCure(_ sample: Case) throws {
    let folder = try Folder()
    let path = try folder.write("h.csv", sample.bytes)
    let run = try Command.run(["forecast", path, "--format", "csv", "--output", folder.path("out.csv")])
    #expect(run.code == sample.code, "\(run.errors)")
    #expect(run.errors.contains("h.csv"))
    for mention in sample.mentions { #expect(run.errors.contains(mention), "\(mention) in \(run.errors)") }
    #expect(run.errors.unicodeScalars.allSatisfy { $0 == "\n" || $0.properties.generalCategory != .control })
    #expect(folder.names == (sample.code == 3 ? ["h.csv", "out.csv"] : ["h.csv"]))
  }

  @Test(arguments: cases.filter { $0.code == 3 })
  func check_listsWhatForecastLeavesOut(_ sample: Case) throws {
    let folder = try Folder()
    let path = try folder.write("h.csv", sample.bytes)
    for language in ["en", "vi"] {
      let run = try Command.run(["check", path, "--language", language, "--format", "json"])
      #expect(run.code == 3)
      let counts = try run.json["counts"] as? [String: Int]
      #expect((counts?["error"] ?? 0) > 0)
    }
  }

  // MARK: Names

  @Test(arguments: [
    "\u{1B}[31mđỏ\u{1B}]0;title\u{7}", "a\u{202E}b\u{9B}31m\u{85}", "👩‍👩‍👧‍👦🇻🇳e\u{301}\u{200B}", "=cmd|'/c calc'!A1",
    "@SUM(1)", String(repeating: "Rất dài ", count: 1200), "\u{FEFF}\u{200B}x", "𠀀漢字ｗｉｄｅ",
  ])
  func names_neverSteerTheTerminal(_ name: String) throws {
    let folder = try Folder()
    let path = try folder.write(
      "h.csv",
      Self.header + Self.good
        + "2025-11-17,\"\(name)\",province,total,90\n2025-11-17,\"\(name)\",province,total,x\n")
    for arguments in [
      ["forecast", path], ["forecast", path, "--format", "csv"], ["forecast", path, "--format", "json"],
      ["check", path], ["check", path, "--format", "json"], ["forecast", path, "--unit", name + "?"],
    ] {
      let run = try Command.run(arguments + ["--width", "60"])
      #expect(run.code == (arguments.contains("--unit") ? 64 : 3))
      for text in [run.text, run.errors] {
        let isPlain = text.unicodeScalars.allSatisfy {
          $0 == "\n" || ($0.properties.generalCategory != .control && !(0x202A...0x202E).contains($0.value))
        }
        #expect(isPlain, "\(arguments)")
      }
    }
  }

  // MARK: Files

  @Test func input_missingDirectoryUnreadable_exitsWith66() throws {
    let folder = try Folder()
    #expect(try Command.run(["forecast", folder.path("missing.csv")]).code == 66)
    #expect(try Command.run(["forecast", folder.url.path]).code == 66)
    #expect(try Command.run(["forecast", Example.path, "--index", folder.path("missing.yml")]).code == 66)
    #expect(try Command.run(["plan", Example.path, "--plan", folder.path("missing.yml")]).code == 66)
    if getuid() != 0 {
      let path = try folder.write("closed.csv", Example.bytes)
      chmod(path, 0)
      #expect(try Command.run(["forecast", path]).code == 66)
    }
  }

  @Test func input_devicesPipesAndOddPaths_areRead() throws {
    let folder = try Folder()
    let expected = try Command.run(["forecast", Example.path, "--format", "csv"])
    let pipe = try Command.shell("mkfifo p; cat \"$1\" > p & \"$0\" forecast p --format csv", in: folder)
    #expect(pipe.output == expected.output)
    let odd = try Command.shell(
      "mkdir 'Thư mục số liệu'; cp \"$1\" 'Thư mục số liệu/lịch sử.csv'; \"$0\" forecast 'Thư mục số liệu/lịch sử.csv' --format csv",
      in: folder)
    #expect(odd.output == expected.output)
    #expect(try Command.run(["forecast", "/dev/null"]).code == 65)
    #expect(try Command.run(["forecast", "/dev/zero"]).code == 65)
    #expect(try Command.shell("\"$0\" forecast - <&-", in: folder).code == 66)
    #expect(try Command.shell("\"$0\" forecast - < .", in: folder).code == 66)
  }

  @Test func output_isWhole_orNotThere() throws {
    let folder = try Folder()
    let expected = try Command.run(["forecast", Example.path, "--format", "csv"])
    let arguments = ["forecast", Example.path, "--format", "csv", "--output"]
    let run = try Command.run(arguments + ["out.csv"], in: folder)
    #expect(run.code == 0 && run.output.isEmpty && run.errors == "")
    #expect(try folder.read("out.csv") == expected.output)
    for place in [".", "missing/out.csv", "", "out.csv/x", String(repeating: "n", count: 300)] {
      let run = try Command.run(arguments + [place], in: folder)
      #expect(run.code == 73, "\(place)")
      #expect(run.errors.hasPrefix("headway: "))
    }
    #expect(folder.names == ["out.csv"])
    // A failure before writing leaves what was there.
    #expect(try Command.run(["forecast", "missing.csv", "--output", "out.csv"], in: folder).code == 66)
    #expect(try folder.read("out.csv") == expected.output)
  }

  @Test func output_neverReplacesItsInputADeviceOrALink() throws {
    let folder = try Folder()
    try folder.write("h.csv", Example.bytes)
    try folder.write("kept.csv", "old")
    let script = """
      ln -s h.csv link.csv; ln -s kept.csv to-kept.csv; chmod 640 kept.csv; mkfifo pipe
      for out in h.csv ./h.csv link.csv; do
        "$0" forecast h.csv --output $out; test $? -eq 64 || echo "replaced by $out"
      done
      "$0" forecast h.csv --format csv --output to-kept.csv
      test -L to-kept.csv || echo link lost
      ls -l kept.csv | grep -q '^-rw-r-----' || echo permissions lost
      cat pipe > got & "$0" forecast h.csv --format csv --output pipe; wait
      test -p pipe || echo pipe lost
      cmp got kept.csv
      """
    let run = try Command.shell(script, in: folder)
    #expect(run.text == "")
    #expect(try folder.read("h.csv") == Example.bytes)
    #expect(
      try folder.read("kept.csv") == Command.run(["forecast", "h.csv", "--format", "csv"], in: folder).output)
  }

  @Test func standardOutput_closedOrFull_endsWithoutACrash() throws {
    let folder = try Folder()
    let json = "\"$0\" forecast \"$1\" --format json --weeks 78"
    let head = try Command.shell("\(json) | head -1", in: folder)
    #expect(head.text == "{\n" && head.errors == "")
    let ignored = try Command.shell("trap '' PIPE; (\(json); echo $? >&2) | head -1", in: folder)
    #expect(ignored.text == "{\n" && ignored.errors == "141\n")
    let closed = try Command.shell("\(json) >&-", in: folder)
    #expect(closed.code == 73 && closed.errors.contains("standard output"))
    #expect(try Command.shell("\"$0\" forecast missing.csv 2>&-", in: folder).code == 66)
    if FileManager.default.fileExists(atPath: "/dev/full") {
      let full = try Command.shell("\(json) > /dev/full", in: folder)
      #expect(full.code == 73 && full.errors.contains("No space left"))
    }
  }

  // MARK: Plan and index files

  @Test(arguments: [
    ("", 65), ("targets: [", 65), ("- a", 65), ("units: x", 65), ("targets: 5", 65),
    ("targets:\n  - totl: 5", 65),
    ("targets:\n  - total: abc", 65), ("targets:\n  - total: 93\n    lead: 1", 65),
    ("targets:\n  - lead: 1", 65),
    ("targets:\n  - component: online_services", 65), ("targets:\n  - total: 93\n    week: 0", 65),
    ("weeks: -1", 65), ("weeks: 99999999999999999999", 65), ("weeks: 4\nweeks: 5", 65), ("weeks: 4000", 64),
    ("confidence: .nan", 65), ("confidence: 7\ntargets: [{total: 93}]", 65), ("levers: 3", 65),
    ("levers: {nonsense: {cost: 1}}\ntargets: [{total: 93}]", 64),
    ("levers: {online_services: {cost: 0}}\ntargets: [{total: 93}]", 65),
    ("levers: {online_services: {locked: maybe}}", 65), ("a: &a [*a]", 65), ("\tweeks: 4", 65),
    ("targets: []", 64),
    ("unit: Bac Ninh\ntargets: [{total: 93}]", 64), ("targets: [{total: 93}]\n---\nweeks: 4", 65),
  ])
  func planFile_faulty_isRefused(_ text: String, _ code: Int32) throws {
    let folder = try Folder()
    let path = try folder.write("plan.yml", text)
    let unit = text.hasPrefix("unit") ? [] : ["--unit", Example.unit]
    let run = try Command.run(["plan", Example.path, "--plan", path] + unit)
    #expect(run.code == code, "\(run.errors)")
    #expect(run.output.isEmpty)
    #expect(run.errors.hasPrefix("headway: ") && !run.errors.contains("Fatal"))
    if code == 65 { #expect(run.errors.contains("plan.yml")) }
  }

  @Test(
    arguments: [
      ("", nil), ("id: [", 2), ("- a", 1), ("id: x", 1), ("id: x\ncomponents: 3", 2),
      ("id: x\ncomponents: []", nil),
      ("id: x\ncomponents: [3]", 2), ("id: x\ncomponents: [{id: a}]", 2),
      ("id: x\ncomponents: [{id: a, max: 0}]", 2),
      ("id: x\ncomponents: [{id: a, max: 1e308}]", 2), ("id: x\ncomponents: [{id: a, max: .inf}]", 2),
      ("id: x\nid: y\ncomponents: [{id: a, max: 5}]", 1), ("id: x\ncomponents: [{id: a, max: 5, max: 6}]", 2),
      ("id: x\ncomponents: [{id: a, max: 5, foo: 6}]", 2), ("id: x\ncomponents: [{id: total, max: 5}]", nil),
      ("id: x\ncomponents: [{id: a, max: 5}, {id: A, max: 6}]", nil), ("id: x\ncomponents: &a [*a]", 2),
    ] as [(String, Int?)])
  func indexFile_faulty_isRefusedWithItsLine(_ text: String, _ line: Int?) throws {
    let folder = try Folder()
    let path = try folder.write("index.yml", text)
    let run = try Command.run(["forecast", Example.path, "--index", path])
    #expect(run.code == 65)
    #expect(run.errors.contains(line.map { "index.yml:\($0):" } ?? "index.yml:"), "\(run.errors)")
  }

  @Test func indexFile_ofOnesOwn_isUsed() throws {
    let folder = try Folder()
    let index = try folder.write(
      "index.yml",
      "id: school\ncomponents:\n  - {id: teaching, aliases: [dạy học], max: \"59,5\"}\n  - {id: rest, max: 40.5}\n"
    )
    let history = try folder.write(
      "h.csv", "as_of,unit,Dạy học,rest,total\n2025-11-10,A,50,30,80\n2025-11-17,A,51,31,82\n")
    let run = try Command.run(["forecast", history, "--index", index, "--format", "csv", "--weeks", "1"])
    #expect(run.code == 0, "\(run.errors)")
    #expect(table(run).rows.map { $0["indicator"] } == ["teaching", "rest", "total"])
  }
}
