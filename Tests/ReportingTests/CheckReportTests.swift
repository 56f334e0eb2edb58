import Foundation
import Testing

@testable import Reporting
@testable import Scorecard

@Suite struct CheckReportTests {
  private static func example(_ language: Language) throws -> CheckReport {
    let result = try ExampleHistory.result()
    return CheckReport(
      result: result, findings: DataCheck.findings(in: result), file: "published.csv", language: language)
  }

  private static func everything(_ language: Language) throws -> CheckReport {
    CheckReport(
      result: try ExampleHistory.result(), findings: WordingSamples.findings, file: "history.csv",
      language: language)
  }

  @Test(arguments: Language.allCases)
  func csvHasTheColumnsOfTheContract(_ language: Language) throws {
    let lines = try Self.example(language).csv.split(separator: "\n")
    #expect(lines[0] == "severity,code,as_of,unit,indicator,value,message")
    let mismatch = try #require(lines.first { $0.contains("total_mismatch,2025-11-17") })
    #expect(mismatch.hasPrefix("warning,total_mismatch,2025-11-17,Bắc Ninh,total,92.37,"))
    #expect(
      try Self.everything(language).csv.split(separator: "\n").count == WordingSamples.findings.count + 1)
  }

  @Test func theExampleNamesItsThreeOddities() throws {
    let english = try Self.example(.en)
    let vietnamese = try Self.example(.vi)
    for (report, difference, jump, component) in [
      (english, "0.07", "69.23", "Document digitization"), (vietnamese, "0,07", "69,23", "Số hóa hồ sơ"),
    ] {
      let text = TextRenderer(width: 400).render(report.document)
      #expect(text.contains(difference) && text.contains(jump) && text.contains(component))
      #expect(report.csv.contains(difference) && report.csv.contains(jump))
      #expect(report.csv.contains(",digitization,"))
    }
  }

  @Test(arguments: Language.allCases, [40, 80, 120])
  func noLineIsWider(_ language: Language, _ width: Int) throws {
    for report in [try Self.example(language), try Self.everything(language)] {
      let text = TextRenderer(width: width).render(report.document)
      #expect(text.split(separator: "\n").allSatisfy { DisplayWidth.of(String($0)) <= width })
    }
  }

  @Test func jsonHoldsDetailsAndCounts() throws {
    for language in Language.allCases {
      for report in [try Self.example(language), try Self.everything(language)] {
        let tree = try #require(
          try JSONSerialization.jsonObject(with: Data(report.json.utf8)) as? [String: Any])
        #expect(tree["schema"] as? String == "headway.check/1")
        let findings = try #require(tree["findings"] as? [[String: Any]])
        #expect(findings.count == report.findings.count)
        let counts = try #require(tree["counts"] as? [String: Int])
        #expect(counts.values.reduce(0, +) == findings.count)
        let keys = ["severity", "code", "as_of", "unit", "indicator", "value", "line", "message", "cure"]
        #expect(findings.allSatisfy { finding in keys.allSatisfy { finding[$0] != nil } })
      }
    }
    let english = try Self.example(.en).json
    #expect(english.contains("\"difference\": 0.07"))
    #expect(english.contains("\"previous_as_of\": \"2025-10-13\""))
    #expect(english.contains("\"previous_score\": 69.23"))
  }

  @Test func stepsAreNumbers() throws {
    let csv = "series,step,value\n" + ([1, 2, 3, 9, 10].map { "a,\($0),\($0)" }).joined(separator: "\n")
    let result = try HistoryReader.read(Array(csv.utf8))
    let findings = DataCheck.findings(in: result)
    let report = CheckReport(result: result, findings: findings, file: "-", language: .en)
    #expect(report.csv.contains("info,missing_week,4,a,value,,5 weeks missing between week 3 and week 9"))
    #expect(report.json.contains("\"as_of\": 4"))
    #expect(TextRenderer(width: 80).render(report.document).contains("from week 1 to week 10"))
  }

  @Test func manyFindingsOfAKindAreCutShort() throws {
    let many = Array(repeating: WordingSamples.findings[8], count: 45)
    let result = try ExampleHistory.result()
    let report = CheckReport(result: result, findings: many, file: "f.csv", language: .en)
    let text = TextRenderer(width: 80).render(report.document)
    #expect(text.contains("and 25 more"))
    #expect(report.csv.split(separator: "\n").count == 46)
  }

  @Test(arguments: [(Language.vi, "Không phát hiện vấn đề nào"), (.en, "Nothing wrong or odd was found")])
  func nothingFoundIsSaid(_ language: Language, _ words: String) throws {
    let report = CheckReport(
      result: try ExampleHistory.result(), findings: [], file: "published.csv", language: language)
    #expect(TextRenderer(width: 80).render(report.document).contains(words))
    #expect(report.csv == "severity,code,as_of,unit,indicator,value,message\n")
    #expect(report.json.contains("\"findings\": []"))
  }
}
