import Foundation
import Testing

@testable import Scorecard

@Suite struct StoreOverrideTests {
  private static func day(_ text: String) -> Day { try! Day.parse(text).get() }
  private static func time(_ text: String) -> Timestamp { Timestamp(startOf: day(text)) }

  private static let override = HistoryOverride(
    .exclude, .unit("Bắc Ninh"), indicator: .component(2), days: day("2025-11-10")...day("2025-11-10"),
    author: "Nguyễn Văn An", reason: "lỗi đồng bộ")

  private static func exampleStore() throws -> TemporaryStore {
    let temporary = try TemporaryStore()
    try temporary.add(Example.long(), day: "2025-11-18")
    return temporary
  }

  @Test func decision_isPartOfTheHistory_untilItIsWithdrawn() throws {
    let temporary = try Self.exampleStore()
    let reported = try temporary.history()
    let added = try temporary.store.add(Self.override, time: Self.time("2025-11-19"), version: "1")
    #expect(added.number == 1 && added.applied.scores.map(\.reported) == [8.48])
    let history = try temporary.history()
    #expect(history.count == reported.count - 1)
    #expect(history.overrides[0].override.origin == .store(number: 1, time: Self.time("2025-11-19")))
    #expect(try content(temporary.store.read(isReported: true).history) == content(reported))

    let end = try temporary.store.withdraw(
      1, author: "B", reason: "was right", time: Self.time("2025-11-21"))
    #expect(end.withdrawal?.author == "B")
    #expect(try content(temporary.history()) == content(reported))
    #expect(try temporary.store.overrides() == [end])
    #expect(throws: StoreError.withdrawn(1, Self.time("2025-11-21"))) {
      _ = try temporary.store.withdraw(1, author: "B", reason: "again")
    }
    #expect(throws: StoreError.noOverride(2, latest: 1)) {
      _ = try temporary.store.withdraw(2, author: "B", reason: "none")
    }
  }

  @Test func decisions_countFromTheTimeTheyWereMade() throws {
    let temporary = try Self.exampleStore()
    _ = try temporary.store.add(Self.override, time: Self.time("2025-11-20"))
    _ = try temporary.store.withdraw(1, author: "B", reason: "c", time: Self.time("2025-11-22"))
    func count(_ day: String) throws -> Int {
      try temporary.store.read(knownOn: Self.time(day)).history.overrides.count
    }
    #expect(try count("2025-11-19") == 0)
    #expect(try count("2025-11-20") == 1 && count("2025-11-21") == 1)
    #expect(try count("2025-11-22") == 0)
  }

  @Test func decision_concernsScoresThatComeLater() throws {
    let temporary = try Self.exampleStore()
    let later = HistoryOverride(
      .exclude, .all(nil), days: Self.day("2025-11-24")...Self.day("2025-11-24"), author: "A", reason: "b")
    #expect(try temporary.store.add(later).applied.scores.isEmpty)
    try temporary.add(
      header + "2025-11-24,Bắc Ninh,province,total,92.5\n2025-12-01,Bắc Ninh,province,total,92.6\n")
    let history = try temporary.history()
    #expect(history.overrides[0].scores.map(\.reported) == [92.5])
    #expect(try history.latestDay == Day.parse("2025-12-01").get())
  }

  @Test func importGoesOnAsIfNothingWereDecided() throws {
    let temporary = try Self.exampleStore()
    _ = try temporary.store.add(Self.override)
    let again = try temporary.add(Example.long() + "\n")
    #expect(again.files[0].addedCount == 0 && again.files[0].corrections.isEmpty)
    let corrected = try temporary.add(
      header + "2025-11-10,Bắc Ninh,province,online_services,8.50\n")
    #expect(corrected.files[0].corrections.map(\.oldScore) == [8.48])
    #expect(try temporary.history().overrides[0].scores.map(\.reported) == [8.5])
  }

  @Test func decisionThatCannotBeApplied_isNotKept() throws {
    let temporary = try Self.exampleStore()
    let bytes = try Data(contentsOf: URL(fileURLWithPath: temporary.store.path))
    let unknown = HistoryOverride(
      .exclude, .unit("Hà Giang"), days: Self.day("2025-11-10")...Self.day("2025-11-10"), author: "A",
      reason: "b")
    #expect(throws: StoreError.self) { _ = try temporary.store.add(unknown) }
    let all = HistoryOverride(
      .exclude, .all(nil), days: Self.day("2000-01-01")...Self.day("2100-01-01"), author: "A", reason: "b")
    #expect(throws: StoreError.override(OverrideError(fault: .nothingLeft, origin: .program))) {
      _ = try temporary.store.add(all)
    }
    #expect(try Data(contentsOf: URL(fileURLWithPath: temporary.store.path)) == bytes)
  }

  @Test func workbook_isRememberedWithSheetAndRow() throws {
    let temporary = try TemporaryStore()
    let fixtures = try #require(Bundle.module.url(forResource: "Fixtures", withExtension: nil))
    _ = try temporary.store.add(
      [fixtures.appendingPathComponent("weeks.xlsx").path], time: Self.time("2025-11-20"))
    let read = try HistoryReader.read(path: fixtures.appendingPathComponent("weeks.xlsx").path)
    let one = try #require(read.history.observations.first { $0.indicator == .total })
    let place = try #require(read.places?[one.line])
    let unit = read.history.units[one.unit].name
    try temporary.add(
      header + "\(one.day),\(unit),,total,\(one.score - 1)\n", day: "2025-11-21")
    let correction = try #require(try temporary.history().corrections.first)
    #expect(correction.oldArrival?.sheet == place.sheet && correction.oldArrival?.line == place.row)
    #expect(correction.newArrival?.sheet == nil && correction.newArrival?.line == 2)
  }
}
