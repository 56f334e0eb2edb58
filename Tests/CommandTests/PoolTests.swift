import Foundation
import Testing

/// A history in parts, forecast as if it were one.
@Suite struct PoolTests {
  /// Sixty series of thirty weeks, whole and in three parts of unlike size.
  private static func parts(in folder: Folder) throws -> [String] {
    let whole = folder.path("whole.csv")
    _ = try Command.run([
      "simulate", "--units", "60", "--weeks", "30", "--shape", "plain", "--faults", "0", "--output", whole,
    ])
    let lines = String(decoding: try folder.read("whole.csv"), as: UTF8.self).split(separator: "\n")
    var parts: [[Substring]] = [[], [], []]
    for line in lines.dropFirst() {
      let number = Int(line.prefix { $0 != "," }.drop { !$0.isNumber }) ?? 0
      parts[number <= 10 ? 0 : number <= 40 ? 1 : 2].append(line)
    }
    return try parts.enumerated().map { number, rows in
      try folder.write("part\(number).csv", ([lines[0]] + rows).joined(separator: "\n") + "\n")
    }
  }

  @Test func forecastsOfParts_areThoseOfTheWhole_howeverMerged() throws {
    let folder = try Folder()
    let parts = try Self.parts(in: folder)
    let rows = { (run: Run) in run.lines.dropFirst().filter { !$0.isEmpty }.map(String.init) }
    let samples = parts.indices.map { folder.path("sample\($0).json") }
    for (part, sample) in zip(parts, samples) {
      #expect(try Command.run(["pool", "sums", part, "--output", sample]).code == 0)
    }
    let (merged, again, whole) = (folder.path("a.json"), folder.path("b.json"), folder.path("c.json"))
    #expect(try Command.run(["pool", "merge"] + samples + ["--output", merged]).code == 0)
    // In another order, and in two steps.
    #expect(try Command.run(["pool", "merge", samples[2], samples[0], "--output", again]).code == 0)
    #expect(try Command.run(["pool", "merge", again, samples[1], "--output", again]).code == 64)
    let last = folder.path("d.json")
    #expect(try Command.run(["pool", "merge", again, samples[1], "--output", last]).code == 0)
    #expect(try folder.read("a.json") == folder.read("d.json"))
    #expect(try Command.run(["pool", "sums", folder.path("whole.csv"), "--output", whole]).code == 0)
    #expect(try folder.read("a.json") == folder.read("c.json"))

    let together = try Command.run(["pool", "apply", whole, folder.path("whole.csv"), "--weeks", "6"])
    #expect(together.code == 0)
    let apart = try parts.flatMap { rows(try Command.run(["pool", "apply", merged, $0, "--weeks", "6"])) }
    #expect(rows(together).count == 60 * 6)
    #expect(apart == rows(together))
  }

  @Test func partInTheOrderOfWeeks_teachesAndIsForecastAsOneInTheOrderOfSeries() throws {
    let folder = try Folder()
    let part = try Self.parts(in: folder)[2]
    let rows = try folder.read("part2.csv").split(separator: 0x0A)
    let weeks = (0..<30).flatMap { week in
      stride(from: 1 + week, to: rows.count, by: 30).map { rows[$0] }
    }
    #expect(weeks.count == rows.count - 1)
    let scattered = try folder.write(
      "weeks.csv", Array(([rows[0]] + weeks).joined(separator: [0x0A])) + [0x0A])
    let (one, other) = (folder.path("1.json"), folder.path("2.json"))
    #expect(try Command.run(["pool", "sums", part, "--output", one]).code == 0)
    #expect(try Command.run(["pool", "sums", scattered, "--output", other]).code == 0)
    #expect(try folder.read("1.json") == folder.read("2.json"))
    let forecast = try Command.run(["pool", "apply", one, part])
    let again = try Command.run(["pool", "apply", one, scattered])
    #expect(forecast.code == 0 && again.code == 0 && forecast.output == again.output)
  }

  @Test func otherFiles_areRefusedWithACure() throws {
    let folder = try Folder()
    let part = try Self.parts(in: folder)[0]
    let levels = try folder.write("levels.csv", "series,level,step,value\nA,commune,1,1\nB,commune,1,2\n")
    let other = try folder.write("other.json", "{\"schema\": \"headway.pool/9\"}")
    let few = folder.path("few.json")
    let short = try folder.write("short.csv", "series,step,value\nA,1,1\nA,2,2\n")
    #expect(try Command.run(["pool", "sums", short, "--output", few]).code == 0)
    for (arguments, code, words) in [
      (["sums", levels], 65, "without a column for levels"),
      (["sums", folder.path("none.csv")], 66, "no such file"),
      (["apply", part, part], 65, "make it again"),
      (["apply", other, part], 65, "headway.pool/9"),
      (["apply", few, part], 65, "merge more parts"),
      (["apply", few, part, "--weeks", "0"], 64, "use 1 to"),
      (["merge"], 64, "parts"),
    ] as [([String], Int32, String)] {
      let run = try Command.run(["pool"] + arguments)
      #expect(run.code == code && run.output.isEmpty, "\(arguments)")
      #expect(run.errors.contains(words), "\(run.errors)")
    }
  }
}
