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

  /// A store with the forecast of a week before.
  private static func office(_ folder: Folder) throws -> String {
    let store = folder.path("office.sqlite")
    #expect(try Command.run(["store", "import", store, Example.path, "--time", "2025-11-18"]).code == 0)
    let kept = try Command.run(
      ["report", store, "--unit", Example.unit, "--as-of", "2025-11-10", "--keep", "--output", "46.html"],
      in: folder)
    #expect(kept.code == 0 && kept.errors.contains("1"), "\(kept.errors)")
    return store
  }

  @Test func reportOfAStore_saysWhatCameOfTheLastForecast_andWhyItChanged() throws {
    let folder = try Folder()
    let store = try Self.office(folder)
    let arguments = ["report", store, "--unit", Example.unit]
    let first = try Command.run(arguments + ["--as-of", "2025-11-10", "--format", "json"]).json
    #expect(first["last_forecast"] is NSNull, "nothing was forecast before")

    let json = try Command.run(arguments + ["--keep", "--format", "json"]).json
    let last = try #require(json["last_forecast"] as? [String: Any])
    #expect(last["origin"] as? String == "2025-11-10")
    let reviewed = try Command.run(["store", "forecasts", store, "--check", "--id", "1", "--format", "json"])
      .json
    let count = try #require(reviewed["outcomes"] as? Int)
    #expect(last["outcomes"] as? Int == count && count > 0)
    let changes = try #require(last["changes"] as? [[String: Any]])
    let told = try #require(changes.first { $0["indicator"] as? String == "total" })
    func part(_ name: String) throws -> Double { try #require(told[name] as? Double) }
    // Ten digits of each are written.
    let sum = try part("earlier") + part("new_data") + part("correction") + part("model")
    #expect(abs(sum - (try part("median"))) < 1e-7)
    #expect(try abs(part("new_data")) > 0.01 && part("correction") == 0 && abs(part("model")) < 1e-7)
    #expect(told["as_of"] as? String == "2025-12-08")

    for (language, words) in [
      ("vi", ["Dự báo kỳ trước và kết quả thực tế", "thực tế đạt 92,37", "do số liệu mới"]),
      ("en", ["The last forecast and what came of it", "it came to 92.37", "through new data"]),
    ] {
      let text = try Command.run(arguments + ["--language", language, "--width", "400"]).text
      for word in words { #expect(text.contains(word), "\(word) in \(text)") }
    }
    // The forecast of this week is in the store now; the one before it is still the last.
    let again = try Command.run(arguments + ["--format", "json"]).json
    #expect((again["last_forecast"] as? [String: Any])?["origin"] as? String == "2025-11-10")
  }

  @Test func reportSinceAFile_saysTheSame_andWithoutOneNothing() throws {
    let folder = try Folder()
    let store = try Self.office(folder)
    let csv = try Command.run(
      ["forecast", Example.path, "--as-of", "2025-11-10", "--format", "csv", "--output", "e.csv"], in: folder)
    #expect(csv.code == 0)
    let ofFile = try report(["--since", "e.csv", "--format", "json"], in: folder).json
    let ofStore = try Command.run(
      ["report", store, "--unit", Example.unit, "--format", "json"]
    ).json
    // Files hold ten digits.
    func facts(_ json: [String: Any]) throws -> [String] {
      let last = try #require(json["last_forecast"] as? [String: Any])
      let outcomes = try #require(last["unit_outcomes"] as? [[String: Any]])
      let changes = try #require(last["changes"] as? [[String: Any]])
      return outcomes.map { "\($0["indicator"] ?? "") \($0["score"] ?? "") \($0["inside80"] ?? "")" }
        + changes.map { "\($0["indicator"] ?? "") \(String(format: "%.6f", $0["new_data"] as? Double ?? 9))" }
    }
    #expect(try facts(ofFile) == facts(ofStore) && !facts(ofFile).isEmpty)
    #expect(try report(["--format", "json"]).json["last_forecast"] is NSNull)
    #expect(try !report([]).text.contains("The last forecast"))
  }

  @Test func keepingNeedsAStore() throws {
    let run = try report(["--keep"])
    #expect(run.code == 64 && run.errors.contains("store import"))
    #expect(try report(["--since", "none.csv"]).code == 66)
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
