import Foundation
import Testing

/// The report of a plan as the command prints it, on the example.
@Suite struct PlanReportCommandTests {
  private static let base = ["plan", Example.path, "--unit", Example.unit]
  private static let questions: [[String]] = [
    ["--target", "92.2", "--confidence", "0.5"], ["--target", "92.4"], ["--target", "93", "--lead", "1"],
    ["--target", "101"], ["--component", "online_services=+0.10@1"],
  ]

  @Test(arguments: questions, ["en", "vi"])
  func text_answersFirst_andFitsEightyColumns(_ question: [String], _ language: String) throws {
    let run = try Command.run(Self.base + question + ["--language", language])
    #expect([0, 2].contains(run.code) && run.errors == "")
    for line in run.lines { #expect(line.count <= 80, "\(line)") }
    let starts = [
      "en": ["Already met", "Feasible", "Infeasible"],
      "vi": ["Đã đạt", "Khả thi", "Chỉ khả thi", "Không khả thi"],
    ]
    // Title, rule, an empty line, then the answer.
    #expect(starts[language]!.contains { run.lines[3].hasPrefix($0) }, "\(run.lines[3])")
  }

  @Test func statuses_agreeBetweenFormats() throws {
    for question in Self.questions {
      let json = try Command.run(Self.base + question + ["--format", "json"]).json
      let text = try Command.run(Self.base + question).text.replacing("\n", with: " ")
      let verdict = try #require(json["text"] as? String)
      #expect(text.replacing("\u{A0}", with: " ").contains(verdict.replacing("\u{A0}", with: " ")))
      let certificate = json["certificate"] as? [String: Any]
      #expect((certificate == nil) == (json["status"] as? String == "infeasible"))
    }
  }

  @Test func csv_keepsItsColumns() throws {
    let run = try Command.run(Self.base + ["--target", "92.5", "--format", "csv"])
    let (header, rows) = table(run)
    #expect(header == "unit,indicator,score,max,baseline,required,gain,pace_percentile")
    #expect(rows.count == 6 && rows.allSatisfy { $0["unit"] == Example.unit })
  }
}
