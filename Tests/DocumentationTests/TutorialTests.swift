import Foundation
import Planning
import Reporting
import Scorecard
import Testing

@Suite struct TutorialTests {
  private let catalog = SnippetSequence.root.appendingPathComponent("Documentation.docc")
  private let history = SnippetSequence.root.appendingPathComponent("Examples/bac-ninh-2025/history.csv")

  private func resource(_ name: String) -> URL { catalog.appendingPathComponent("Resources/\(name)") }

  /// The listings of the program, in the order of the steps.
  private func listings() throws -> [String] {
    let tutorial = try String(
      contentsOf: catalog.appendingPathComponent("FromFileToReport.tutorial"), encoding: .utf8)
    return tutorial.matches(of: /@Code\(name: "main.swift", file: "(.+?)"\)/).map { String($0.1) }
  }

  @Test("each step keeps the lines of the one before it and adds some")
  func stepsBuildOnEachOther() throws {
    var before: [Substring] = []
    for listing in try listings() {
      let text = try String(contentsOf: resource(listing), encoding: .utf8)
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      let change = lines.difference(from: before)
      #expect(change.removals.isEmpty, "\(listing)")
      #expect(!change.insertions.isEmpty, "\(listing)")
      before = lines
    }
    #expect(before.count > 50)
  }

  @Test("every listing stands in a step")
  func listingsAreUsed() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: resource("").path)
    let programs = files.filter { $0.hasSuffix(".swift") && !$0.contains("Package") }.sorted()
    #expect(programs == (try listings()))
  }

  @Test("the last listing runs on the example, prints what the tutorial shows, and writes the report")
  func lastListingRuns() throws {
    let folder = try Folder()
    let printed = try SnippetCompiler.output(
      of: resource(try #require(try listings().last)), [history.path], in: folder.url)
    let shown = try String(contentsOf: resource("FromFileToReport-Output.txt"), encoding: .utf8)
    #expect(printed == shown)
    let page = try String(contentsOf: folder.url.appendingPathComponent("report.html"), encoding: .utf8)
    #expect(page.contains("Báo cáo tuần của Bắc Ninh"))
    let workbook = try Data(contentsOf: folder.url.appendingPathComponent("report.xlsx"))
    #expect(workbook.starts(with: Array("PK".utf8)))
  }

  /// With `UPDATE_PICTURES=1` in the environment they are written anew.
  @Test("the pictures say what those of the report say")
  func picturesAreThoseOfTheReport() throws {
    let data = try HistoryReader.read(path: history.path)
    let rivals = Target.Rivals.named(["Hải Phòng", "Đồng Nai"])
    let plan = try Planner(history: data.history).plan(
      PlanSpecification(
        unit: "Bắc Ninh",
        targets: [
          Target(.total(92.8)),
          Target(.lead(0.5, over: rivals), importance: .wish(weight: 1)),
        ]))
    let report = WeeklyReport(
      try WeeklyReview(data, unit: "Bắc Ninh", rivals: rivals, plan: plan), language: .en)
    let page = HTMLRenderer().render(report.document, title: report.title)
    let drawn = page.matches(of: /<svg.+?<\/svg>/.dotMatchesNewlines()).map { String($0.output) }
    let names = ["Forecast", "Lead", "Headroom"]
    try #require(drawn.count >= names.count)
    for (name, picture) in zip(names, drawn) {
      let file = resource("\(name).svg")
      if ProcessInfo.processInfo.environment["UPDATE_PICTURES"] != nil {
        try standalone(picture).write(to: file, atomically: true, encoding: .utf8)
      }
      let shown = try String(contentsOf: file, encoding: .utf8)
      #expect(texts(of: shown) == texts(of: picture), "\(name)")
    }
  }

  /// A picture with a size of its own, on white: the page around it may be dark.
  private func standalone(_ picture: String) -> String {
    picture.replacing(/(viewBox="0 0 (\d+) (\d+)") width="100%"/) { match in
      "\(match.1) width=\"\(match.2)\" height=\"\(match.3)\""
    }.replacing(
      "</desc>", with: "</desc>\n<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>", maxReplacements: 1)
      + "\n"
  }

  /// Not places and lines: the last digits of these depend on the library of linear algebra.
  private func texts(of picture: String) -> [String] {
    picture.matches(of: /<(title|desc|text|tspan)[^>]*>([^<]*)/).map { String($0.2) }
  }
}
