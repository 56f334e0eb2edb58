import Foundation
import Testing

@Suite struct ReportTests {
  private func report(_ arguments: [String], in folder: Folder? = nil) throws -> Run {
    try Command.run(["report", Example.path, "--unit", Example.unit] + arguments, in: folder)
  }

  @Test(arguments: [
    ("html", "<!DOCTYPE html>"), ("md", "# Weekly report"), ("json", "{"), ("txt", "Weekly report"),
  ])
  func theEndingOfTheFile_decidesTheForm(_ ending: String, _ beginning: String) throws {
    let folder = try Folder()
    let run = try report(["--output", "report.\(ending)"], in: folder)
    #expect(run.code == 0 && run.output.isEmpty, "\(run.errors)")
    let text = String(decoding: try folder.read("report.\(ending)"), as: UTF8.self)
    #expect(text.hasPrefix(beginning))
    #expect(text.contains("92.37"))
  }

  @Test func aPage_needsNothingElse() throws {
    let folder = try Folder()
    _ = try report(["--target", "93", "--language", "vi", "--output", "r.html"], in: folder)
    // The name of SVG's elements is no address.
    let page = String(decoding: try folder.read("r.html"), as: UTF8.self)
      .replacing("http://www.w3.org/2000/svg", with: "")
    for word in ["http", "<script", "<link", "@import", "url("] { #expect(!page.contains(word), "\(word)") }
    #expect(page.components(separatedBy: "<svg ").count > 3)
    #expect(page.contains("lang=\"vi\"") && page.contains("92,37") && !page.contains("92.37</"))
  }

  @Test func jsonAgrees_withTheOtherCommands() throws {
    let json = try report(["--format", "json", "--seed", "7"]).json
    #expect(json["schema"] as? String == "headway.report/1")
    let rivals = try #require(json["rivals"] as? [[String: Any]])
    let compared = try Command.run(
      ["compare", Example.path, "--unit", Example.unit, "--format", "json", "--seed", "7"]
    ).json
    let others = try #require(compared["rivals"] as? [[String: Any]])
    #expect(rivals.map { $0["unit"] as? String } == others.map { $0["rival"] as? String })
    #expect(rivals.map { $0["gap"] as? Double } == others.map { $0["gap"] as? Double })
  }

  @Test func theSameSeed_givesTheSameBytes() throws {
    let runs = try (0..<2).map { _ in try report(["--format", "json", "--target", "93"]).output }
    #expect(runs[0] == runs[1] && !runs[0].isEmpty)
  }

  @Test(arguments: [
    ["--output", "report.pdf"], ["--format", "csv"], ["--open"], ["--target", "many"],
  ])
  func whatCannotBeDone_isWrongUsage(_ arguments: [String]) throws {
    let folder = try Folder()
    let run = try report(arguments, in: folder)
    #expect(run.code == 64 && !run.errors.isEmpty)
    #expect(folder.names.isEmpty)
  }

  @Test func aReportNeedsAUnit_andAScorecard() throws {
    let noUnit = try Command.run(["report", Example.path])
    #expect(noUnit.code == 64 && noUnit.errors.contains("--unit"))
    let folder = try Folder()
    try folder.write("plain.csv", "series,step,value\na,1,2\na,2,3\n")
    #expect(try Command.run(["report", "plain.csv", "--unit", "a"], in: folder).code == 65)
  }
}
