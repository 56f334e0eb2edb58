import Foundation
import Testing

@testable import Planning
@testable import Reporting
@testable import Scorecard

/// The JSON and the CSV of a plan.
@Suite struct PlanDataTests {
  private func report(_ plan: Plan, _ language: Language = .en) -> PlanReport {
    PlanReport(plan, history: PlanSamples.history, language: language)
  }

  private func tree(_ plan: Plan, _ language: Language = .en) throws -> [String: Any] {
    try #require(
      try JSONSerialization.jsonObject(with: Data(report(plan, language).json.utf8)) as? [String: Any])
  }

  private func list(_ tree: [String: Any], _ key: String) throws -> [[String: Any]] {
    try #require(tree[key] as? [[String: Any]])
  }

  // MARK: JSON

  @Test func json_holdsOldAndNewMembers() throws {
    for (name, plan) in PlanSamples.all {
      let tree = try tree(plan)
      for key in [
        "schema", "unit", "as_of", "status", "confidence", "paths", "seed", "probability", "shortfall",
        "targets",
        "binding", "relaxations", "total", "discrepancy", "required_lifts", "uses_costs", "components",
        "weeks",
        "focus_areas", "text", "cost", "next_week", "units", "initiatives", "near_ties", "next_best",
        "breakdown",
        "frontier", "rival_sensitivity", "scenarios", "certificate",
      ] { #expect(tree[key] != nil, "\(name): \(key)") }
      #expect(tree["schema"] as? String == "headway.plan/1")
      #expect(try list(tree, "weeks").count == plan.weeks)
      #expect(try list(tree, "units").count == plan.units.count)
      #expect(try list(tree, "frontier").count == plan.frontier.count)
      #expect((tree["certificate"] is NSNull) == (plan.certificate == nil))
    }
    #expect(try tree(PlanSamples.groups)["unit"] is NSNull)
    #expect(try tree(PlanSamples.infeasible)["next_week"] is NSNull)
  }

  @Test func json_dependsOnTheLanguageInTextsOnly() throws {
    func withoutTexts(_ value: Any) -> Any {
      if let object = value as? [String: Any] {
        return object.filter { $0.key != "text" }.mapValues(withoutTexts)
      }
      if let array = value as? [Any] { return array.map(withoutTexts) }
      return value
    }
    for (name, plan) in PlanSamples.all {
      let one = withoutTexts(try tree(plan, .en)) as? NSDictionary
      #expect(one == withoutTexts(try tree(plan, .vi)) as? NSDictionary, "\(name)")
    }
  }

  @Test func targets_sayImportanceAndShortfall() throws {
    let targets = try list(tree(PlanSamples.rich), "targets")
    #expect(
      targets.map { $0["importance"] as? String } == [
        "must", "must", "fixed", "must", "wish", "wish", "must",
      ])
    #expect(
      targets.map { $0["kind"] as? String } == [
        "total", "lead", "rank", "component", "component", "total", "group",
      ])
    for (target, outcome) in zip(targets, PlanSamples.rich.targets) {
      #expect(target["pursued"] as? Bool == outcome.isPursued)
      let shortfall = try #require(target["shortfall"] as? [String: Any])
      #expect(shortfall["when_missed"] as? Double == outcome.shortfallWhenMissed.reported)
    }
    #expect((targets[6]["subject"] as? [String])?.count == 3)
    #expect((targets[6]["group"] as? [String: Any])?["selection"] as? String == "bottom")
  }

  @Test func everyCase_hasAKindOfItsOwn() throws {
    let tree = try tree(PlanSamples.full)
    let blockers = try list(tree, "binding").map { $0["kind"] as? String }
    #expect(
      Set(blockers) == [
        "above_maximum", "pace", "headroom", "rival", "locked", "lead_time", "component", "unit",
        "further_units",
        "together", "catalogue", "resources", "moves", "unproven",
      ])
    let relaxations = try list(tree, "relaxations")
    #expect(
      Set(relaxations.map { $0["kind"] as? String }) == [
        "points", "lead", "rank", "component", "group", "weeks", "confidence", "together", "faster_than_ever",
        "budget",
      ])
    #expect(relaxations.allSatisfy { $0["verified"] as? Bool == true })
    let certificate = try #require(tree["certificate"] as? [String: Any])
    #expect(certificate["passed"] as? Bool == false)
    let kinds = try list(certificate, "violations").map { $0["kind"] as? String }
    #expect(Set(kinds).count == PlanSamples.violations.count)
    for item in try list(tree, "binding") + relaxations {
      #expect((item["text"] as? String ?? "").count > 15)
    }
  }

  @Test func numbers_areThoseOfThePlan() throws {
    let plan = PlanSamples.full
    let tree = try tree(plan)
    let initiatives = try list(tree, "initiatives")
    #expect(
      initiatives.map { $0["start"] as? Int } == [2, 1] && initiatives.map { $0["finish"] as? Int } == [3, 1])
    let next = try #require(tree["next_week"] as? [String: Any])
    let total = try #require((next["total"] as? [String: Any])?["score"] as? Double)
    let components = try #require(next["components"] as? [String: [String: Double]])
    #expect(abs(components.values.reduce(plan.discrepancy) { $0 + $1["score"]! } - total) < 1e-6)
    let scenario = try list(tree, "scenarios")[1]
    #expect(scenario["gain"] as? Double == plan.scenarios[1].gain.reported)
    let assumptions = try #require(scenario["assumptions"] as? [String: Any])
    #expect(try list(assumptions, "targets").map { $0["threshold"] as? Double } == [89.2, 1])
    #expect(try list(assumptions, "rivals").map { $0["pace"] as? Double } == [0.2, -0.1])
    let value = try #require(try list(tree, "components")[0]["value"] as? [String: Double])
    #expect(value["up_to"] == plan.components[0].value?.upTo.reported)
    let certificate = try #require(tree["certificate"] as? [String: Any])
    #expect(certificate["fresh_probability"] as? Double == plan.certificate?.freshProbability)
    let breakdown = try #require(tree["breakdown"] as? [String: Any])
    #expect(try list(breakdown, "rows").count == plan.breakdown?.rows.count)
  }

  // MARK: CSV

  @Test func csv_listsUnitThenGroupsThenUnitsBelow() throws {
    let plan = PlanSamples.rich
    let lines = report(plan).csv.split(separator: "\n").map(String.init)
    #expect(lines[0] == "unit,indicator,score,max,baseline,required,gain,pace_percentile")
    let grouped = plan.units.reduce(0) { $0 + $1.components.count }
    let below = try #require(plan.breakdown).rows.count
    #expect(below > 0 && lines.count == 1 + 6 + grouped + below)
    #expect(lines[1...6].allSatisfy { $0.hasPrefix("Tỉnh A,") })
    #expect(lines[7].hasPrefix("Xã 3,transparency,") && lines.contains { $0.hasPrefix("Xã 5,total,") })
    #expect(lines.suffix(below).allSatisfy { $0.hasPrefix("Xã ") })
    for language in Language.allCases { #expect(report(plan, language).csv == report(plan).csv) }
  }

  @Test func csv_gainIsRequiredLessScore() {
    for (name, plan) in PlanSamples.all {
      for line in report(plan).csv.split(separator: "\n").dropFirst() {
        let fields = line.split(separator: ",", omittingEmptySubsequences: false)
        #expect(fields.count == 8, "\(name)")
        guard let score = Double(fields[2]), let required = Double(fields[5]) else {
          #expect(plan.probabilityAfter == nil, "\(name)")
          continue
        }
        #expect(abs(required - score - (Double(fields[6]) ?? .nan)) < 1e-6)
      }
    }
  }
}
