import Testing

/// Totals, their components and rivals of which only totals are known, as a user sees them.
@Suite struct CoherenceTests {
  private static let components: [(id: String, maximum: Double)] = [
    ("transparency", 18), ("processing", 20), ("online_services", 12), ("online_payment", 10),
    ("satisfaction", 18), ("digitization", 22),
  ]

  private static let days = [
    "2025-09-01", "2025-09-08", "2025-09-15", "2025-09-22", "2025-09-29", "2025-10-06", "2025-10-13",
    "2025-10-20", "2025-10-27", "2025-11-03", "2025-11-10", "2025-11-17", "2025-11-24", "2025-12-01",
    "2025-12-08", "2025-12-15",
  ]

  /// Sixteen weeks: A has components in the last four, B and C have totals alone.
  private static let history: String = {
    var generator = SeededGenerator(state: 11)
    var levels = components.map { 0.75 * $0.maximum }
    var text = "as_of,unit,level,indicator,score\n"
    var rivals = ["B": 88.0, "C": 86.5]
    for day in days {
      for i in levels.indices {
        levels[i] += 0.04 + Double.random(in: -0.05...0.05, using: &generator)
        levels[i] = (levels[i] * 100).rounded() / 100
        if day >= "2025-11-24" { text += "\(day),A,province,\(components[i].id),\(levels[i])\n" }
      }
      let sum = levels.reduce(0.05, +)
      text += "\(day),A,province,total,\((sum * 100).rounded() / 100)\n"
      for name in rivals.keys.sorted() {
        rivals[name]! += Double.random(in: -0.1...0.2, using: &generator)
        text += "\(day),\(name),province,total,\((rivals[name]! * 100).rounded() / 100)\n"
      }
    }
    return text
  }()

  private func run(_ arguments: [String]) throws -> Run {
    let folder = try Folder()
    let path = try folder.write("history.csv", Self.history)
    return try Command.run([arguments[0], path] + arguments.dropFirst())
  }

  private func number(_ row: [String: String], _ name: String) -> Double { Double(row[name] ?? "") ?? .nan }

  @Test func rows_areThoseOfTheContract_andSumUp() throws {
    let run = try run(["forecast", "--format", "csv"])
    #expect(run.code == 0 && run.errors == "")
    let (header, rows) = table(run)
    #expect(header == "unit,indicator,step,as_of,mean,median,lo80,hi80,lo95,hi95,model")
    let ids = Self.components.map(\.id)
    let names = rows.filter { $0["step"] == "1" }.map { "\($0["unit"] ?? "") \($0["indicator"] ?? "")" }
    #expect(
      Set(names) == Set((ids + ["total", "discrepancy"]).map { "A \($0)" } + ["B total", "C total"]))
    for step in 1...4 {
      let own = rows.filter { $0["unit"] == "A" && $0["step"] == "\(step)" }
      let parts = own.filter { $0["indicator"] != "total" }.reduce(0) { $0 + number($1, "mean") }
      let total = try #require(own.first { $0["indicator"] == "total" })
      #expect(abs(number(total, "mean") - parts) < 1e-7)
      #expect(total["model"] == "sum_of_components")
      for (id, maximum) in Self.components {
        let row = try #require(own.first { $0["indicator"] == id })
        let values = ["lo95", "lo80", "median", "hi80", "hi95"].map { number(row, $0) }
        #expect(values == values.sorted() && values[0] >= 0 && values[4] <= maximum)
        #expect(row["model"] == "combination")
      }
    }
  }

  @Test func rivalsWithTotalsAlone_areForecastBeside() throws {
    let forecast = try run(["forecast", "--format", "csv"])
    for rival in ["B", "C"] {
      let rows = table(forecast).rows.filter { $0["unit"] == rival }
      #expect(rows.count == 4 && rows.allSatisfy { $0["indicator"] == "total" })
    }
    let compared = try run(["compare", "--unit", "A", "--format", "csv"])
    #expect(compared.code == 0)
    #expect(Set(table(compared).rows.compactMap { $0["rival"] }) == ["B", "C"])
    let plan = try run([
      "plan", "--unit", "A", "--target", "80", "--lead", "0", "--over", "all", "--format", "json",
    ])
    #expect([0, 2].contains(plan.code) && plan.errors == "")
  }

  @Test(arguments: [
    ("en", "from the total's own course"), ("vi", "theo diễn biến riêng của tổng điểm"),
  ])
  func totalsCourse_isToldWhereItMovesAComponent(_ language: String, _ words: String) throws {
    let text = try run(["forecast", "--unit", "A", "--explain", "--language", language])
    #expect(text.text.replacing("\n  ", with: " ").contains(words))
    let other = try run([
      "forecast", "--unit", "A", "--explain", "--language", language, "--model", "drift",
    ])
    #expect(!other.text.replacing("\n  ", with: " ").contains(words))
  }

  @Test func drivers_withTheTotal_addUpInJSON() throws {
    let json = try run(["forecast", "--unit", "A", "--explain", "--format", "json"]).json
    var kinds: Set<String> = []
    for series in try #require(json["series"] as? [[String: Any]]) {
      let last = ((series["last"] as? [String: Any])?["score"] as? Double) ?? .nan
      for week in series["forecast"] as? [[String: Any]] ?? [] {
        let explained = try #require(week["explained"] as? String)
        let value = try #require(week[explained] as? Double)
        let drivers = try #require(week["drivers"] as? [[String: Any]])
        kinds.formUnion(drivers.compactMap { $0["kind"] as? String })
        let sum = drivers.reduce(0) { $0 + ($1["amount"] as? Double ?? .nan) }
        if series["indicator"] as? String != "discrepancy" { #expect(abs(last + sum - value) < 1e-7) }
      }
    }
    #expect(kinds.contains("total") && kinds.contains("component"))
  }
}
