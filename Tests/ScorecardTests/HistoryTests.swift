import Testing

@testable import Scorecard

@Suite struct HistoryTests {
  private let history = Example.history
  private func day(_ text: String) throws -> Day { try Day.parse(text).get() }

  @Test func example_hasItsUnitsAndIndicatorsInOrder() throws {
    #expect(history.units.prefix(3).map(\.name) == ["Bắc Ninh", "Hải Phòng", "Đồng Nai"])
    #expect(history.units.count == 13)
    #expect(history.units[12].level == .commune)
    let order = history.indicators(ofUnit: 0).map { $0.id(in: history.index) }
    #expect(
      order == [
        "total", "digitization", "transparency", "processing", "online_payment", "satisfaction",
        "online_services",
      ])
    #expect(history.count == Example.rows.count)
    #expect(history.latestDay == (try day("2025-11-17")))
    #expect(history.earliestDay == (try day("2025-08-14")))
    #expect(history.decimals(ofUnit: 0, indicator: .total) == 2)
    #expect(history.observation(unit: 0, indicator: .total, on: try day("2025-11-10"))?.status == "derived")
    #expect(history.observation(unit: 0, indicator: .total, on: try day("2025-11-11")) == nil)
  }

  @Test func discrepancy_onlyWhereAllComponentsAreKnown() throws {
    let series = history.series(unit: 0, indicator: .discrepancy)
    #expect(series.map(\.day.description) == ["2025-11-03", "2025-11-10", "2025-11-17"])
    #expect(zip(series, [0, 0, 0.07]).allSatisfy { abs($0.score - $1) < 1e-9 })
    #expect(history.series(unit: 1, indicator: .discrepancy).isEmpty)
  }

  @Test func upTo_usesNothingLater() throws {
    let earlier = history.upTo(try day("2025-11-10"))
    #expect(earlier.latestDay == (try day("2025-11-10")))
    #expect(earlier.units == history.units)
    #expect(earlier.series(unit: 0, indicator: .total).last?.score == 92.28)
    let office = try #require(history.unit(named: "Sở Nội vụ"))
    #expect(earlier.indicators(ofUnit: office).isEmpty)
    let text = Example.long(rows: Example.rows.filter { $0[0] <= "2025-11-10" })
    let reread = try read(text).history
    for (unit, name) in reread.units.map(\.name).enumerated() {
      let old = try #require(earlier.unit(named: name))
      for indicator in reread.indicators(ofUnit: unit) {
        #expect(
          earlier.series(unit: old, indicator: indicator).map(\.score)
            == reread.series(unit: unit, indicator: indicator).map(\.score))
      }
    }
    #expect(earlier.count == reread.count)
    #expect(history.upTo(try day("2000-01-01")).latestDay == nil)
  }

  @Test func corrections_keepBothValues_laterRowWins() throws {
    let result = try read(
      """
      as_of,unit,indicator,score
      2025-11-03,A,total,90.0
      2025-11-10,A,total,91.0
      2025-11-03,A,total,90.0
      2025-11-03,A,total,90.55
      2025-11-03,A,total,90.6
      """)
    let history = result.history
    #expect(history.series(unit: 0, indicator: .total).map(\.score) == [90.6, 91])
    #expect(history.corrections.map(\.oldScore) == [90, 90.55])
    #expect(history.corrections.map(\.newScore) == [90.55, 90.6])
    #expect(history.corrections.map { [$0.oldLine, $0.newLine] } == [[2, 5], [5, 6]])
    #expect(history.duplicates.map { [$0.firstLine, $0.line] } == [[2, 4]])
    #expect(history.asFirstSeen().series(unit: 0, indicator: .total).map(\.score) == [90, 91])
    #expect(history.upTo(try day("2025-11-01")).corrections.isEmpty)
  }

  @Test func unitNamed_ignoresCaseFormAndSpaces() {
    #expect(history.unit(named: "bắc ninh") == 0)
    #expect(history.unit(named: "  BẮC   NINH ") == 0)
    #expect(history.unit(named: "Ba\u{306}\u{301}c Ninh") == 0)
    #expect(history.unit(named: "Bac Ninh") == nil)
    #expect(history.unit(named: "") == nil)
  }

  @Test(arguments: [
    ("Bac Ninh", "Bắc Ninh"), ("tỉnh Bắc Ninh", "Bắc Ninh"), ("Hai Phong", "Hải Phòng"),
    ("Dong Nai", "Đồng Nai"), ("Đông Nai", "Đồng Nai"), ("So Cong thuong", "Sở Công Thương"),
    ("Bắc Nin", "Bắc Ninh"), ("Dân tộc", "Sở Dân tộc và Tôn giáo"),
  ])
  func suggestions_findTheUnitThatWasMeant(_ wanted: String, _ expected: String) throws {
    let first = try #require(history.suggestions(for: wanted).first)
    #expect(history.units[first].name == expected)
  }

  @Test func suggestions_forNonsense_areNone() {
    #expect(history.suggestions(for: "qwertyuiop").isEmpty)
    #expect(history.suggestions(for: "").isEmpty)
  }

  @Test func historyFromObservations_equalsTheHistoryRead() {
    let again = History(index: history.index, units: history.units, observations: history.observations)
    #expect(Snapshot(again) == Snapshot(history))
    #expect(again.observations == history.observations)
  }

  @Test(arguments: [
    ("tỉnh", Level.province), ("Sở", .department), ("Sở/Ban/Ngành", .department), ("PHƯỜNG", .commune),
    ("xã, phường", .commune), ("commune", .commune), ("Xa\u{303}", .commune),
  ])
  func level_acceptsVietnameseWords(_ text: String, _ level: Level) {
    #expect(Level(parsing: text) == level)
  }

  @Test func level_otherWords_areLevelsOfTheirOwn() {
    #expect(Level(parsing: "Huyện")?.rawValue == "huyện")
    #expect(Level(parsing: "  ") == nil)
  }
}
