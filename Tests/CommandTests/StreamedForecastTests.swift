import Forecasting
import Foundation
import NumericCore
import Reporting
import Scorecard
import Testing

/// `forecast --format csv` writes the same while it reads as after it has read all.
@Suite struct StreamedForecastTests {
  /// `--as-of` in the far future has the whole file read.
  private static func expectAgreement(
    _ text: [UInt8], model: String, isStep: Bool = true, options: [String] = [], _ note: String = ""
  ) throws -> Run {
    let folder = try Folder()
    try folder.write("h.csv", text)
    let arguments = ["forecast", "h.csv", "--format", "csv", "--model", model] + options
    let streamed = try Command.run(arguments, in: folder)
    let whole = try Command.run(arguments + ["--as-of", isStep ? "100000" : "2200-01-01"], in: folder)
    #expect(streamed.code == whole.code && streamed.errors == whole.errors, "\(note)")
    let same = streamed.output == whole.output
    let first = zip(streamed.lines, whole.lines).first { $0 != $1 }
    #expect(same, "\(note): \(first.map { "\($0) | \($1)" } ?? "another length")")
    return streamed
  }

  /// Series of all kinds, whose rows follow each other.
  private static func history(_ count: Int, isStep: Bool, faults: Double, seed: UInt64) -> [UInt8] {
    var generator = SeededGenerator(state: seed)
    func one<T>(_ list: [T]) -> T { list[Int.random(in: 0..<list.count, using: &generator)] }
    func chance(_ share: Double) -> Bool { Double.random(in: 0..<1, using: &generator) < share }
    var text = isStep ? "series,step,value\n" : "series,as_of,value\n"
    let start = Day.parse("2024-01-03")
    for number in 0..<count {
      let name =
        number % 19 == 0 ? "\"x, \(number) \"\"q\"\"\"" : number % 23 == 0 ? "Đồng \(number)" : "s\(number)"
      var weeks = Array(0..<one([1, 2, 3, 5, 8, 19, 20, 21, 27, 29]))
      let first = Int.random(in: 0..<20, using: &generator)
      if chance(0.2) { weeks.removeAll { _ in chance(0.15) } }
      if weeks.isEmpty { weeks = [0] }
      let (kind, decimals) = (number % 8, one([0, 2, 4]))
      var level = Double.random(in: 5..<90, using: &generator)
      var rows: [String] = []
      for week in weeks {
        let noise = Double.random(in: -1...1, using: &generator)
        switch kind {
        case 0: level += 3 * noise
        case 1: level *= 1 + 0.1 * noise
        case 2: level = noise > 0.4 ? Double(Int(10 * noise)) : 0
        case 3: break
        case 4: level = -50 * noise
        case 5: level *= 2.5
        case 6: level = 1e-5 * (2 + noise)
        default: level = 1e11 * (2 + noise)
        }
        let shift = chance(0.1) && !isStep ? Int.random(in: 0..<3, using: &generator) : 0
        let time =
          isStep
          ? "\(first + week)" : (try? start.get().adding(days: 7 * (first + week) + shift).description) ?? ""
        let value = kind == 6 ? "\(level)" : String(format: "%.\(decimals)f", level)
        rows.append("\(name),\(time),\(value)")
      }
      if chance(0.1) { rows.shuffle(using: &generator) }
      if chance(0.1) { rows.append(rows[0] + "1") }
      if chance(0.1) { rows.append(rows[0]) }
      if chance(faults) { rows = rows.map { $0 + "x" } }
      if chance(faults) { rows.insert("\(name),,3", at: 0) }
      if chance(faults) { rows.append("\(name)") }
      if chance(faults) { rows.append("") }
      text += rows.joined(separator: "\n") + "\n"
    }
    return Array(text.utf8)
  }

  @Test(arguments: [true, false])
  func trend_ofAllKindsOfSeries_isStreamedAsWhole(_ isStep: Bool) throws {
    for (seed, faults) in [(1, 0.0), (2, 0.1)] as [(UInt64, Double)] {
      let text = Self.history(300, isStep: isStep, faults: faults, seed: seed)
      let run = try Self.expectAgreement(
        text, model: "trend", isStep: isStep, options: ["--levels", "50,99.5", "--weeks", "3"],
        "faults \(faults)")
      #expect(run.code == (faults > 0 ? 3 : 0) && run.lines.count > 600)
    }
  }

  @Test(arguments: [(true, 0.0), (false, 0.05)])
  func auto_ofVeryManySeries_isStreamedAsWhole(_ isStep: Bool, _ faults: Double) throws {
    let text = Self.history(2600, isStep: isStep, faults: faults, seed: 3)
    let run = try Self.expectAgreement(text, model: "auto", isStep: isStep, options: ["--weeks", "2"])
    #expect(run.code == (faults > 0 ? 3 : 0) && run.lines.count > 4000)
  }

  /// All first rows, then all second ones, and so on; or in no order at all.
  private static func scattered(_ text: [UInt8], seed: UInt64?) -> [UInt8] {
    var lines = text.split(separator: 0x0A)
    if let seed {
      var generator = SeededGenerator(state: seed)
      lines[1...].shuffle(using: &generator)
    } else {
      var place = 0
      var previous: ArraySlice<UInt8> = []
      let places = lines.dropFirst().map { line -> Int in
        let name = line.prefix { $0 != UInt8(ascii: ",") }
        place = name == previous ? place + 1 : 0
        previous = name
        return place
      }
      let order = places.indices.sorted { (places[$0], $0) < (places[$1], $1) }
      lines = [lines[0]] + order.map { lines[$0 + 1] }
    }
    return Array(lines.joined(separator: [0x0A])) + [0x0A]
  }

  @Test(arguments: [nil, 8] as [UInt64?])
  func seriesInTheOrderOfWeeksOrNone_areStreamedAsWhole(_ seed: UInt64?) throws {
    for (isStep, faults) in [(true, 0.0), (false, 0.1)] {
      let text = Self.scattered(Self.history(300, isStep: isStep, faults: faults, seed: 12), seed: seed)
      let run = try Self.expectAgreement(text, model: "trend", isStep: isStep, options: ["--weeks", "2"])
      #expect(run.code == (faults > 0 ? 3 : 0) && run.lines.count > 400)
    }
    let many = Self.scattered(Self.history(2300, isStep: true, faults: 0.05, seed: 13), seed: seed)
    let run = try Self.expectAgreement(many, model: "auto", options: ["--weeks", "2"])
    #expect(run.code == 3 && run.lines.count > 4000)
  }

  /// 1,995 series have values: too few for a sample, although more than 2,000 are named.
  @Test func auto_whereNamesWithoutValuesMakeUpTheNumber_isNotSampled() throws {
    let rows = (0..<1995).map { "s\($0),1,5\ns\($0),2,\($0 % 9)\n" } + (0..<20).map { "t\($0),1,x\n" }
    let text = Array("series,step,value\n\(rows.joined())".utf8)
    #expect(try Self.expectAgreement(text, model: "auto", options: ["--weeks", "1"]).code == 3)
  }

  @Test(
    arguments: [
      ("header only", "series,step,value\n", 65), ("header without line end", "series,step,value", 65),
      ("nothing", "", 65), ("no value", "series,step,value\na,1,x\nb,2,y\n", 65),
      ("rows apart", "series,step,value\na,1,5\nb,1,5\na,2,6\nb,2,1\n", 0),
      ("carriage returns", "series,step,value\ra,1,5\rb,1,6\ra,2,7\r", 0),
      ("small numbers", "series,step,value\na,1,3.1e-5\na,2,4.4e-5\na,3,5.5e-5\n", 0),
      ("large numbers", "series,step,value\na,1,3e299\na,2,4e299\na,3,7e299\na,4,10e299\n", 0),
      ("numbers too large", "series,step,value\na,1,3e307\na,2,4e299\na,3,7e299\n", 3),
      ("numbers without squares", "series,step,value\na,1,3e160\na,2,-4e160\na,3,7e160\na,4,2e160\n", 0),
      ("corrections", "series,step,value\na,1,5.1234\na,1,5\na,2,5\na,3,5\nb,1,5\nb,1,5.00\nb,2,5\n", 0),
      ("quoted names", "series,step,value\n\"a\"\"b\",1,5\n\"a\"\"b\",2,6\n\"c,d\",1,4\n", 0),
      ("a cell of two lines", "series,step,value,note\na,1,5,\na,2,6,\"x\ny\"\nb,1,3,\n", 0),
      ("a quote in a space", "series,step,value\n\u{A0}\"a\",1,5\na,2,6\n", 0),
      ("decimal commas", "series;step;value\nA;1;1.234\nA;2;1.239\nA;3;1,5", 0),
      ("faults", "series,step,value\na,1,5\na,2,x\nb,,1\n\nc,1,2,3\n,1,2\nb,3,4\na,1", 3),
      ("blank lines", "\u{FEFF}series,step,value\r\na,1,5\r\n\r\n,,\r\na,2,6\r\n\r\n", 0),
      ("levels", "series,level,step,value\na,province,1,5\na,commune,2,6\nb,commune,1,5\n", 3),
      ("a NUL", "series,step,value\na,1,5\nb\0,1,2\n", 65),
      ("a quote not closed", "series,step,value\n\"a,1,5\nb,1,2\n", 65),
    ])
  func file_streamedOrNot_givesTheSame(_ name: String, _ text: String, _ code: Int32) throws {
    #expect(try Self.expectAgreement(Array(text.utf8), model: "trend", name).code == code, "\(name)")
  }

  @Test func utf16AndBrokenText_giveTheSame() throws {
    let text = "\u{FEFF}series,step,value\na,1,5\na,2,6\n"
    let wide = text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    #expect(try Self.expectAgreement(wide, model: "trend").code == 0)
    let plain = Array("series,step,value,note\na,1,5,\na,2,6,\nb,1,2,".utf8)
    #expect(try Self.expectAgreement(plain + Array("ế".utf8.dropLast()), model: "trend").code == 3)
    #expect(try Self.expectAgreement(plain + [0xFF, 0x0A], model: "trend").code == 65)
  }

  @Test func faultInTheMiddle_nothingIsWritten() throws {
    let rows = (0..<30_000).map { "series \($0),1,5.25\nseries \($0),2,5.5\n" }.joined()
    let folder = try Folder()
    try folder.write("h.csv", Array("series,step,value\n\(rows)".utf8) + [0xFF] + Array(",1,2\nb,1,2\n".utf8))
    let run = try Command.run(["forecast", "h.csv", "--format", "csv", "--model", "trend"], in: folder)
    #expect(run.code == 65 && run.output.isEmpty && run.errors.contains("h.csv:60002"))
  }

  @Test func pipesAndStandardInput_giveTheSameAsAFile() throws {
    let folder = try Folder()
    try folder.write("h.csv", Self.history(80, isStep: true, faults: 0, seed: 5))
    let end = "--format csv --model trend"
    let file = try Command.shell("$0 forecast h.csv \(end)", in: folder)
    #expect(file.code == 0 && file.lines.count > 300)
    for script in [
      "$0 forecast - \(end) < h.csv", "cat h.csv | $0 forecast - \(end)",
      "$0 forecast /dev/stdin \(end) < h.csv",
      "cat h.csv | $0 forecast /dev/stdin \(end)",
      "mkfifo p; cat h.csv > p & $0 forecast p \(end); s=$?; rm p; exit $s",
    ] {
      let run = try Command.shell(script, in: folder)
      #expect(run.code == 0 && run.output == file.output, "\(script): \(run.errors)")
    }
  }

  /// Standard input of more than 64 MB goes to a temporary file.
  @Test(arguments: ["vi", "en"])
  func directoryForTemporaryFiles_thatIsFullOrNone_isNamedWithACure(_ language: String) throws {
    let folder = try Folder()
    let input = "yes series-1,1,5 | head -c 70000000"
    let command = "$0 forecast - --format csv --model trend --language \(language)"
    for (script, reason) in [
      ("\(input) | TMPDIR=/none/such \(command)", "No such file"),
      ("mkdir t; \(input) | (trap '' XFSZ; ulimit -f 20000; TMPDIR=$PWD/t \(command))", "too large"),
    ] {
      let run = try Command.shell(script, in: folder)
      #expect(run.code == 73 && run.output.isEmpty)
      #expect(run.errors.contains(reason) && run.errors.contains("TMPDIR"), "\(run.errors)")
      #expect(run.errors.contains("/none/such") || run.errors.contains("/t"), "\(run.errors)")
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path("t")).isEmpty)
  }

  @Test func missingFileDirectoryAndUnwritableOutput_endWithTheirCodes() throws {
    let folder = try Folder()
    try folder.write("h.csv", Self.history(5, isStep: true, faults: 0, seed: 6))
    let end = ["--format", "csv", "--model", "trend"]
    #expect(try Command.run(["forecast", "none.csv"] + end, in: folder).code == 66)
    #expect(try Command.run(["forecast", "."] + end, in: folder).code == 66)
    #expect(try Command.run(["forecast", "h.csv", "--output", "none/x.csv"] + end, in: folder).code == 73)
    #expect(try Command.run(["forecast", "h.csv", "--output", "h.csv"] + end, in: folder).code != 0)
    let written = try Command.run(["forecast", "h.csv", "--output", "x.csv"] + end, in: folder)
    let shown = try Command.run(["forecast", "h.csv"] + end, in: folder)
    #expect(written.code == 0 && written.output.isEmpty)
    #expect(try folder.read("x.csv") == shown.output)
    #expect(folder.names == ["h.csv", "x.csv"])
  }
}
