import Foundation
import Testing

/// `forecast --state` goes on from what was kept of a history, with the forecasts of the whole of it.
@Suite struct StateForecastTests {
  private static let tail = ["--format", "csv", "--weeks", "2", "--state", "s"]

  private static func forecast(
    _ file: String, _ model: String, in folder: Folder, _ more: [String] = []
  ) throws
    -> Run
  {
    try Command.run(["forecast", file, "--model", model] + tail + more, in: folder)
  }

  /// Series of several lengths and kinds in three files: the years, the next week with corrections and new series, and the
  /// week after it.
  private static func files(_ count: Int, seed: UInt64) -> (parts: [String], whole: String) {
    var generator = SeededGenerator(state: seed)
    func chance(_ share: Double) -> Bool { Double.random(in: 0..<1, using: &generator) < share }
    var parts = ["", "", ""]
    for number in 0..<count {
      let name = number % 19 == 0 ? "\"x, \(number)\"" : number % 23 == 0 ? "Đồng \(number)" : "s\(number)"
      var level = Double.random(in: 5..<90, using: &generator)
      let length = [1, 2, 8, 21, 24, 31, 60][number % 7]
      for week in 0..<length + 2 {
        if chance(0.05) { continue }
        level += number % 11 == 0 ? 0 : Double.random(in: -1...1, using: &generator)
        let place = max(week - length + 1, number % 40 == 39 ? 1 : 0)
        parts[place] += "\(name),\(week),\(String(format: "%.2f", level))\n"
      }
      // A correction of a week that is known for long, and a row that is known.
      if number % 13 == 0 { parts[1] += "\(name),\(length - 1),\(number)\n" }
      if number % 17 == 0 { parts[2] += "\(name),\(length - 1),\(number)\n\(name),\(length),\n" }
    }
    let header = "series,step,value\n"
    return (parts.map { header + $0 }, header + parts.joined())
  }

  @Test func auto_weekByWeek_writesTheBytesOfTheWholeHistory() throws {
    let folder = try Folder()
    let (parts, whole) = Self.files(2300, seed: 1)
    var history = "series,step,value\n"
    for (number, part) in parts.enumerated() {
      try folder.write("part.csv", part)
      history += part.split(separator: "\n").dropFirst().map { $0 + "\n" }.joined()
      try folder.write("all.csv", history)
      let expected = try Command.run(
        ["forecast", "all.csv", "--model", "auto", "--format", "csv", "--weeks", "2"], in: folder)
      let found = try Self.forecast("part.csv", "auto", in: folder)
      #expect(found.code == 0, "\(found.errors)")
      let pair = zip(found.lines, expected.lines).first { $0 != $1 }
      #expect(found.output == expected.output, "part \(number): \(pair.map { "\($0) | \($1)" } ?? "length")")
      #expect(found.errors.contains("a new state") == (number == 0))
    }
    #expect(history == whole)
    // Once more, and all of it at once: neither changes anything.
    let state = try folder.read("s")
    let last = try Self.forecast("part.csv", "auto", in: folder)
    #expect(try folder.read("s") == state)
    #expect(try Self.forecast("all.csv", "auto", in: folder).output == last.output)
    #expect(try folder.read("s") == state)
    #expect(folder.names == ["all.csv", "part.csv", "s"])
  }

  @Test func trend_weekByWeek_writesTheForecastsOfTheWholeHistory() throws {
    let folder = try Folder()
    let (parts, whole) = Self.files(300, seed: 2)
    try folder.write("all.csv", whole)
    var found: Run?
    for part in parts {
      try folder.write("part.csv", part)
      found = try Self.forecast("part.csv", "trend", in: folder, ["--output", "f.csv"])
      #expect(found?.code == 0, "\(found?.errors ?? "")")
    }
    let expected = try Command.run(
      ["forecast", "all.csv", "--model", "trend", "--format", "csv", "--weeks", "2"], in: folder)
    let lines = String(decoding: try folder.read("f.csv"), as: UTF8.self).split(separator: "\n")
    let others = expected.text.split(separator: "\n")
    #expect(lines.count == others.count && lines.count > 600)
    for (line, other) in zip(lines, others) where line != other {
      let pairs = zip(line.split(separator: ","), other.split(separator: ","))
      let isNear = pairs.allSatisfy { one, two in
        guard one != two else { return true }
        guard let one = Double(one), let two = Double(two) else { return false }
        return abs(one - two) <= 2e-10 * abs(two)
      }
      #expect(isNear, "\(line) | \(other)")
    }
  }

  @Test func newWeek_inAnyOrderOfRows_andAnyFormOfFile_isTakenIn() throws {
    let folder = try Folder()
    let history = (0..<40).flatMap { number in (1...12).map { "s\(number),\($0),\(number * $0 % 17)" } }
    let weeks = (0..<40).flatMap { number in (13...14).map { "s\(number),\($0),\(number * $0 % 19).5" } }
    try folder.write("h.csv", "series,step,value\n" + history.joined(separator: "\n") + "\n")
    #expect(try Self.forecast("h.csv", "trend", in: folder).code == 0)
    let before = try folder.read("s")
    var outputs: Set<[UInt8]> = []
    let byWeek = weeks.filter { $0.contains(",13,") } + weeks.filter { $0.contains(",14,") }
    for (number, text) in [
      "series,step,value\n" + weeks.joined(separator: "\n"),
      "series,step,value\n" + byWeek.joined(separator: "\n") + "\n",
      "\u{FEFF}step;series;value;note\r\n"
        + byWeek.map { row in
          let cells = row.split(separator: ",")
          return "\(cells[1]);\"\(cells[0].uppercased())\";\(cells[2].replacing(".", with: ","));\"a\nb\"\r\n"
        }.joined(),
    ].enumerated() {
      try folder.write("s", before)
      try folder.write("w.csv", text)
      let run = try Self.forecast("w.csv", "trend", in: folder)
      #expect(run.code == 0, "\(number): \(run.errors)")
      outputs.insert(run.output)
    }
    #expect(outputs.count == 1)
    try folder.write("s", before)
    let piped = try Command.run(
      ["forecast", "-", "--model", "trend"] + Self.tail, input: try folder.read("w.csv"), in: folder)
    #expect(piped.code == 0 && outputs.contains(piped.output))
  }

  @Test func olderRows_areListedWithTheirLine_andTheRestGoesOn() throws {
    let folder = try Folder()
    try folder.write("h.csv", "series,as_of,value\n" + Self.days(20, "a").joined())
    #expect(try Self.forecast("h.csv", "trend", in: folder).code == 0)
    try folder.write("w.csv", "series,as_of,value\na,2025-01-13,9\na,2025-06-09,3\n")
    let run = try Self.forecast("w.csv", "trend", in: folder)
    #expect(run.code == 3 && run.lines.count == 4)
    #expect(run.errors.hasPrefix("w.csv:2: column 2 (as_of): “2025-01-13” is before the weeks"))
    #expect(run.errors.contains("from 2025-03-31") && run.errors.contains("whole history"))
    #expect(run.text.contains("a,value,1,2025-06-16,"))
  }

  @Test func faultyStates_areRefused_andNothingIsChanged() throws {
    let folder = try Folder()
    let history = "series,as_of,value\n" + (0..<30).flatMap { Self.days(12, "s\($0)") }.joined()
    try folder.write("h.csv", history)
    #expect(try Self.forecast("h.csv", "trend", in: folder).code == 0)
    let state = try folder.read("s")
    var (damaged, version) = (state, state)
    damaged[state.count / 2] ^= 4
    version[8] = 9
    try folder.write("f.csv", "as it was")
    for (bytes, model, words) in [
      (damaged, "trend", "checksum"), (Array(state.dropLast(9)), "trend", "cut short"),
      (version, "trend", "version 9"), ([], "trend", "no state"), (Array(history.utf8), "trend", "no state"),
      (state, "auto", "--model trend"),
    ] as [([UInt8], String, String)] {
      try folder.write("s", bytes)
      for output in [[], ["--output", "f.csv"]] {
        let run = try Self.forecast("h.csv", model, in: folder, output)
        #expect(run.code == 65 && run.output.isEmpty, "\(words)")
        #expect(run.errors.hasPrefix("headway: s: ") && run.errors.contains(words), "\(run.errors)")
        #expect(run.errors.contains("whole history"), "\(run.errors)")
        let vietnamese = try Self.forecast("h.csv", model, in: folder, output + ["--language", "vi"])
        #expect(vietnamese.code == 65 && vietnamese.errors.contains("tệp trạng thái"))
      }
      #expect(try folder.read("s") == bytes && folder.read("f.csv") == Array("as it was".utf8))
      #expect(folder.names == ["f.csv", "h.csv", "s"])
    }
    try folder.write("s", state)
    try folder.write("steps.csv", "series,step,value\ns1,40,1\n")
    let steps = try Self.forecast("steps.csv", "trend", in: folder)
    #expect(steps.code == 65 && steps.errors.contains("count weeks"))
    for (file, code) in [("none.csv", 66), ("empty.csv", 65), (".", 66)] as [(String, Int32)] {
      try folder.write("empty.csv", "series,as_of,value\n")
      #expect(try Self.forecast(file, "trend", in: folder).code == code, "\(file)")
    }
    #expect(try folder.read("s") == state)
  }

  @Test func whatAStateIsNotFor_isSaidWithTheCure() throws {
    let folder = try Folder()
    try folder.write("h.csv", "series,step,value\na,1,5\na,2,6\nb,1,7\n")
    try folder.write("long.csv", Example.bytes)
    for (arguments, words) in [
      (["h.csv", "--model", "auto", "--format", "csv"], "2,000"),
      (["h.csv", "--model", "damped", "--format", "csv"], "--model damped"),
      (["h.csv", "--model", "trend"], "--format text"),
      (["h.csv", "--model", "trend", "--format", "json"], "--format json"),
      (["h.csv", "--model", "trend", "--format", "csv", "--unit", "a"], "--unit"),
      (["h.csv", "--model", "trend", "--format", "csv", "--as-of", "1"], "--as-of"),
      (["h.csv", "--model", "trend", "--format", "csv", "--since", "h.csv"], "--since"),
      (["long.csv", "--model", "trend", "--format", "csv"], "plain series"),
    ] {
      let run = try Command.run(["forecast", "--state", "s"] + arguments, in: folder)
      #expect(run.code == 64 && run.output.isEmpty, "\(arguments)")
      #expect(run.errors.contains(words) && run.errors.contains("leave out --state"), "\(run.errors)")
    }
    for arguments in [["--state", "h.csv"], ["--state", "-"], ["--state", "f", "--output", "f"]] {
      let run = try Command.run(
        ["forecast", "h.csv", "--model", "trend", "--format", "csv"] + arguments, in: folder)
      #expect(run.code == 64 && run.errors.contains("another name"), "\(run.errors)")
    }
    #expect(folder.names == ["h.csv", "long.csv"])
    // Only a few weeks each: the state was lost, or there never was one.
    let week = (0..<2100).map { "s\($0),1,5\ns\($0),2,6\n" }.joined()
    try folder.write("week.csv", "series,step,value\n" + week)
    let run = try Self.forecast("week.csv", "auto", in: folder)
    #expect(run.code == 64 && run.errors.contains("20 weeks") && !folder.names.contains("s"))
  }

  @Test func outputThatCannotBeWritten_leavesTheOldState() throws {
    let folder = try Folder()
    try folder.write("h.csv", "series,as_of,value\n" + Self.days(12, "a").joined())
    #expect(try Self.forecast("h.csv", "trend", in: folder).code == 0)
    let state = try folder.read("s")
    try folder.write("w.csv", "series,as_of,value\na,2025-06-09,3\n")
    #expect(try Self.forecast("w.csv", "trend", in: folder, ["--output", "no/f.csv"]).code == 73)
    let full = try Command.shell(
      "$0 forecast w.csv --model trend \(Self.tail.joined(separator: " ")) > /dev/full", in: folder)
    #expect(full.code == 73)
    #expect(try folder.read("s") == state && folder.names == ["h.csv", "s", "w.csv"])
    let nowhere = try Command.run(
      ["forecast", "w.csv", "--model", "trend", "--format", "csv", "--state", "no/s"], in: folder)
    #expect(nowhere.code == 73 && nowhere.errors.contains("no/s"))
  }

  @Test(arguments: ["TERM", "HUP", "KILL"])
  func stoppedInTheMiddle_leavesTheOldStateAndTheOldForecasts(_ signal: String) throws {
    let folder = try Folder()
    let rows = (0..<20_000).flatMap { number in (1...3).map { "s\(number),\($0),\(number % 7 + $0)\n" } }
    try folder.write("h.csv", "series,step,value\n" + rows.joined())
    #expect(try Self.forecast("h.csv", "trend", in: folder, ["--output", "f.csv"]).code == 0)
    let (state, forecasts) = (try folder.read("s"), try folder.read("f.csv"))
    try folder.write("w.csv", "series,step,value\n" + (0..<20_000).map { "s\($0),4,1\n" }.joined())
    let tail = Self.tail.joined(separator: " ")
    // What is written goes into a pipe that nobody empties.
    _ = try Command.shell(
      "mkfifo p; $0 forecast w.csv --model trend \(tail) > p & n=$!; exec 3< p; "
        + "head -c 200000 <&3 > /dev/null; kill -\(signal) $n; wait $n; exec 3<&-; rm p",
      in: folder)
    #expect(try folder.read("s") == state)
    if signal != "KILL" { #expect(folder.names == ["f.csv", "h.csv", "s", "w.csv"]) }
    // Two files are under way, and neither is left, unless all was done before the signal came.
    _ = try Command.shell(
      "$0 forecast w.csv --model trend \(tail) --output f.csv & n=$!; i=0; "
        + "until [ \"$(ls -A | grep -c '^.headway')\" -ge \(signal == "KILL" ? 3 : 2) ] || [ $i -ge 200 ]; "
        + "do i=$((i + 1)); sleep 0.01; done; kill -\(signal) $n; sleep 1",
      in: folder)
    #expect(try (folder.read("s") == state) == (folder.read("f.csv") == forecasts))
    if signal != "KILL" { #expect(folder.names == ["f.csv", "h.csv", "s", "w.csv"]) }
    // And goes on as if nothing had been.
    #expect(try Self.forecast("w.csv", "trend", in: folder).lines.count == 40_002)
  }

  private static func days(_ count: Int, _ name: String) -> [String] {
    (0..<count).map { week in
      let day = Calendar(identifier: .gregorian).date(
        from: DateComponents(timeZone: TimeZone(identifier: "UTC"), year: 2025, month: 1, day: 6 + 7 * week))
      return "\(name),\((day ?? .distantPast).ISO8601Format().prefix(10)),\(week * week % 11)\n"
    }
  }
}
