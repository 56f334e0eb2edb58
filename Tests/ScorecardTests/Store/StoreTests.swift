import Foundation
import Testing

@testable import Forecasting
@testable import Scorecard

@Suite struct StoreTests {
  private static let first = header + "2025-11-10,Bắc Ninh,province,total,92.28\n"
  private static let second =
    header + "2025-11-10,Bắc Ninh,province,total,92.30\n2025-11-17,Bắc Ninh,province,total,92.37\n"

  // MARK: What a store gives back

  @Test func history_isThatOfTheFile() throws {
    let temporary = try TemporaryStore()
    let text = Example.long()
    let report = try temporary.add(text)
    #expect(report.isNew && report.files[0].addedCount == Example.history.count)
    #expect(report.files[0].corrections.isEmpty && report.files[0].unchangedCount == 0)
    #expect(try content(temporary.history()) == content(read(text).history))
    #expect(try HistoryReader.read(path: temporary.store.path).history.count == Example.history.count)
  }

  @Test(arguments: [
    "series,as_of,value\nb,2025-11-10,1e6\na,2025-11-10,-3.50\nb,2025-11-17,7\nb,2025-11-10,8\n",
    "series,step,value\nA,3,1\nB,1,2.25\nA,1,4\nA,3,5\n",
  ])
  func plainSeries_comeBack(_ text: String) throws {
    let temporary = try TemporaryStore()
    try temporary.add(text)
    #expect(try content(temporary.history()) == content(read(text).history))
    #expect(try temporary.store.read().shape == .plain)
  }

  @Test func spelling_decimals_statusAndSourceAreKept_ofReplacedScoresToo() throws {
    let temporary = try TemporaryStore()
    let composed = "Bắc Ninh".precomposedStringWithCanonicalMapping
    let decomposed = "BẮC NINH".decomposedStringWithCanonicalMapping
    try temporary.add(
      "as_of,unit,indicator,score,status,source\n"
        + "2025-11-10,\(composed),total,92.20,provisional,\"a, b\"\n2025-11-10,\(decomposed),total,92.3,published,c\n"
    )
    try temporary.add("as_of,unit,level,indicator,score\n17/11/2025,\(decomposed),tỉnh,Tổng điểm,92.370\n")
    let history = try temporary.history()
    #expect(history.units == [Unit(name: composed, level: .province)])
    #expect(Array(history.units[0].name.utf8) == Array(composed.utf8), "SQLite compares bytes")
    let correction = try #require(history.corrections.first)
    #expect(
      correction.oldDecimals == 2 && correction.oldStatus == "provisional" && correction.oldSource == "a, b")
    let current = try #require(
      history.observation(unit: 0, indicator: .total, on: Day(year: 2025, month: 11, day: 10)!))
    #expect(current.decimals == 1 && current.status == "published" && current.source == "c")
    #expect(history.decimals(ofUnit: 0, indicator: .total) == 3)
  }

  @Test func ownIndex_isKeptInTheStore() throws {
    let index = try IndexDefinition(
      id: "town", name: LocalizedName(vietnamese: "Thị trấn", english: "Town"),
      components: [
        Component(
          id: "speed", name: LocalizedName(vietnamese: "Nhanh", english: "Speed"), aliases: ["v", "w"],
          maximum: 40)
      ])
    let temporary = try TemporaryStore()
    try temporary.add(header + "2025-11-10,A,,speed,31\n", index: index)
    #expect(try temporary.history().index == index)
    // A further file is read by the store's index.
    try temporary.add(header + "2025-11-17,A,,v,32\n")
    #expect(try temporary.history().count == 2)
    #expect(throws: StoreError.otherIndex(stored: "town", given: "766")) {
      _ = try temporary.store.read(index: .decision766)
    }
    let other = try IndexDefinition(
      id: "town", name: index.name, components: [Component(id: "speed", name: index.name, maximum: 50)])
    #expect(throws: StoreError.self) { _ = try temporary.store.read(index: other) }
  }

  // MARK: Importing

  @Test func sameFile_addsNothing_alsoAfterOthers() throws {
    let temporary = try TemporaryStore()
    try temporary.add(Self.first, day: "2025-11-10")
    let report = try temporary.add(Self.second, day: "2025-11-18")
    #expect(report.files[0].addedCount == 1 && report.files[0].corrections.count == 1 && !report.isNew)
    let before = try content(temporary.history())
    let again = try temporary.add(Self.first, Self.second, day: "2025-11-19")
    #expect(again.files.map(\.earlier?.description) == ["2025-11-10T00:00:00Z", "2025-11-18T00:00:00Z"])
    #expect(again.files.allSatisfy { $0.addedCount == 0 && $0.corrections.isEmpty })
    #expect(try content(temporary.history()) == before)
    #expect(try temporary.store.log().imports.count == 2)
  }

  @Test func correction_keepsBothWithTimeAndFile() throws {
    let temporary = try TemporaryStore()
    try temporary.add(Self.first, day: "2025-11-10")
    let report = try temporary.add(Self.second, day: "2025-11-18")
    #expect(report.files[0].corrections.map(\.oldScore) == [92.28])
    let correction = try #require(try temporary.history().corrections.first)
    #expect(correction.oldScore == 92.28 && correction.newScore == 92.30)
    #expect(correction.oldArrival?.file == "file-1.csv" && correction.newArrival?.file == "file-2.csv")
    #expect(
      correction.newArrival?.line == 2 && correction.newArrival?.time.description == "2025-11-18T00:00:00Z")
    #expect(try temporary.store.log().corrections == [correction])
  }

  @Test func growingFile_addsWhatIsNew() throws {
    let temporary = try TemporaryStore()
    let start = header + "2025-11-03,A,,total,90\n2025-11-03,A,,total,91\n"
    try temporary.add(start)
    let unchanged = try temporary.add(start + "\n")
    #expect(unchanged.files[0].unchangedCount == 1 && unchanged.files[0].corrections.isEmpty)
    let report = try temporary.add(start + "2025-11-10,A,,total,92\n2025-11-03,A,,total,91.5\n")
    #expect(report.files[0].addedCount == 1)
    #expect(report.files[0].corrections.map(\.newScore) == [91.5], "90 to 91 is known")
  }

  @Test(
    arguments: [
      ([90], [90], []), ([90], [91], [91]), ([], [91, 90], [91, 90]), ([90, 91], [90, 91, 92], [92]),
      ([91], [90, 91], []), ([90, 91], [90, 93], [93]), ([90, 91], [90], [90]), ([90], [91, 92], [91, 92]),
      ([90, 91], [91, 90], [90]), ([90, 91, 90], [90, 91], [91]),
    ] as [([Double], [Double], [Double])])
  func course_addsWhatTheFileHasBeyondTheStore(_ stored: [Double], _ found: [Double], _ added: [Double]) {
    #expect(Array(found[ScoreCourse.addition(to: stored, of: found)]) == added)
  }

  @Test func faultyFile_leavesTheStoreAsItWas() throws {
    let temporary = try TemporaryStore()
    #expect(throws: StoreImportError.self) { try temporary.add(Self.first, "nothing\n") }
    #expect(!FileManager.default.fileExists(atPath: temporary.store.path), "no store is made for nothing")
    try temporary.add(Self.first)
    let before = try content(temporary.history())
    #expect(throws: StoreImportError.self) { try temporary.add(Self.second, "nothing\n") }
    #expect(throws: StoreImportError.self) { try temporary.add(Self.second, "series,step,value\na,1,2\n") }
    #expect(throws: StoreImportError.self) { try temporary.add("series,as_of,value\na,2025-11-10,2\n") }
    #expect(try content(temporary.history()) == before)
  }

  @Test func otherLevel_holdsTheUnitBack() throws {
    let temporary = try TemporaryStore()
    try temporary.add(header + "2025-11-10,Hợp Thịnh,commune,total,93\n")
    let report = try temporary.add(
      header + "2025-11-17,Hợp Thịnh,department,total,94\n2025-11-17,Tân Tiến,commune,total,93\n")
    let conflict = try #require(report.files[0].conflicts.first)
    #expect(
      conflict.stored == .commune && conflict.inFile == .department && conflict.line == 2
        && conflict.count == 1)
    #expect(report.files[0].isPartial && report.files[0].leftOutCount == 1 && report.files[0].addedCount == 1)
    #expect(try temporary.history().count == 2)
  }

  @Test func time_doesNotGoBack() throws {
    let temporary = try TemporaryStore()
    try temporary.add(Self.first, day: "2025-11-10")
    #expect {
      try temporary.add(Self.second, day: "2025-11-09")
    } throws: { error in
      if case StoreImportError.timeBefore(let latest, _) = error { latest.day.day == 10 } else { false }
    }
    let path = try temporary.write(Self.second, "late.csv")
    let report = try temporary.store.add([path], now: Timestamp(seconds: 0))
    #expect(report.time.day.description == "2025-11-10", "a clock that was set back")
  }

  // MARK: What was known

  @Test func knownOn_isTheStoreAsItStood() throws {
    let temporary = try TemporaryStore()
    try temporary.add(Self.first, day: "2025-11-10")
    try temporary.add(Self.second, day: "2025-11-18")
    func known(_ day: String) throws -> History {
      try temporary.store.read(knownOn: Timestamp(endOf: try Day.parse(day).get())).history
    }
    #expect(try content(known("2025-11-17")) == content(read(Self.first).history))
    #expect(try content(known("2025-11-18")) == content(temporary.history()))
    #expect(throws: StoreError.self) { _ = try known("2025-11-09") }
  }

  @Test func corrections_areKnownFromTheImportOn() throws {
    let temporary = try TemporaryStore()
    func weeks(_ rows: (String, Double)...) -> String {
      header + rows.map { "\($0.0),A,,total,\($0.1)\n" }.joined()
    }
    try temporary.add(weeks(("2025-10-27", 90), ("2025-11-03", 90.5), ("2025-10-27", 90.1)))
    // With a later day; then without one; then a bulk of weeks with a correction in their midst.
    try temporary.add(weeks(("2025-11-10", 91), ("2025-11-03", 90.6)))
    try temporary.add(weeks(("2025-11-10", 91.1)))
    try temporary.add(weeks(("2025-11-17", 92), ("2025-11-24", 93), ("2025-11-10", 91.2)))
    let history = try temporary.history()
    let known = Dictionary(
      uniqueKeysWithValues: zip(history.corrections.map(\.newScore), CorrectionKnowledge(history).knownAfter))
    #expect(known[90.1]??.description == "2025-11-03", "the file says: below the row of 3 November")
    #expect(known[90.6]??.description == "2025-11-09", "with the week of 10 November")
    #expect(known[91.1]??.description == "2025-11-10", "behind the week of 10 November")
    #expect(known[91.2]??.description == "2025-11-23", "with the latest week of the import")
  }

  // MARK: Versions of the tables

  /// The committed file is opened as it is, and brought up to date in a copy.
  @Test(arguments: [("store-1", 0), ("store-2", 1)])
  func olderStores_areReadAndBroughtUpToDate(_ name: String, _ forecasts: Int) throws {
    let fixtures = try #require(Bundle.module.url(forResource: "Fixtures", withExtension: nil))
    let older = fixtures.appendingPathComponent("\(name).sqlite").path
    let bytes = try Data(contentsOf: URL(fileURLWithPath: older))
    let before = try HistoryStore(path: older).read().history
    #expect(before.units.map(\.name) == ["Bắc Ninh", "Hải Phòng"] && before.count == 6)
    #expect(before.corrections.map(\.oldScore) == [92.20, 91.65])
    #expect(before.corrections[0].oldDecimals == 1 && before.corrections[0].oldStatus == "provisional")
    #expect(before.corrections[1].newArrival?.time.description == "2025-11-18T09:30:00Z")
    #expect(try HistoryStore(path: older).forecasts().count == forecasts)
    #expect(throws: StoreError.noForecast(7, latest: forecasts > 0 ? forecasts : nil)) {
      _ = try HistoryStore(path: older).forecast(7)
    }
    #expect(try HistoryStore(path: older).overrides().isEmpty && before.overrides.isEmpty)
    #expect(try Data(contentsOf: URL(fileURLWithPath: older)) == bytes, "reading changes nothing")

    let temporary = try TemporaryStore()
    try bytes.write(to: URL(fileURLWithPath: temporary.store.path))
    try temporary.add(header + "2025-11-24,Bắc Ninh,province,total,92.5\n")
    let after = try temporary.history()
    #expect(after.count == 7 && after.corrections == before.corrections)
    #expect(content(after.upTo(try #require(before.latestDay))) == content(before))
    let forecast = ScorecardForecast(after, forecaster: Forecaster(horizon: 2))
    #expect(
      try temporary.store.keep(forecast, model: .automatic, levels: [IntervalLevel(percent: 80)!]).isNew)
    #expect(try temporary.store.log().imports.count == 3)
    let day = try #require(after.latestDay)
    _ = try temporary.store.add(
      HistoryOverride(.exclude, .unit("Hải Phòng"), days: day...day, author: "A", reason: "b"))
    #expect(try temporary.history().overrides.count == 1)
  }

  // MARK: Forecasts

  @Test func keptForecast_isTheForecast_andKeptOnce() throws {
    let temporary = try TemporaryStore()
    try temporary.add(Example.long())
    let history = try temporary.history()
    let levels = [80.0, 95].compactMap(IntervalLevel.init(percent:))
    let forecast = ScorecardForecast(history, forecaster: Forecaster(horizon: 3), seed: UInt64.max)
    #expect(try temporary.store.keep(forecast, model: .automatic, levels: levels, version: "1") == (1, true))
    #expect(try temporary.store.keep(forecast, model: .automatic, levels: levels) == (1, false))
    let other = ScorecardForecast(history, forecaster: Forecaster(horizon: 2), seed: 5)
    #expect(try temporary.store.keep(other, model: .automatic, levels: levels) == (2, true))
    let kept = try temporary.store.forecast(1)
    #expect(kept.weeks.count == forecast.entries.count * 3 && kept.levels == levels)
    #expect(kept.summary.seed == UInt64.max && kept.summary.version == "1" && kept.summary.model == "auto")
    let week = try #require(kept.weeks.first { $0.indicator == .total && $0.step == 2 })
    let entry = try #require(forecast.entry(unit: history.unit(named: week.unit)!, indicator: .total))
    #expect(week.median == entry.distributions[1].median && week.day == entry.days[1])
    #expect(try temporary.store.forecasts().map(\.number) == [1, 2])
    #expect(try temporary.store.forecast().summary.number == 2)
    #expect(throws: StoreError.noForecast(3, latest: 2)) { _ = try temporary.store.forecast(3) }
  }

  @Test func review_tellsForecastsFromOutcomes() throws {
    let temporary = try TemporaryStore()
    try temporary.add(Example.long())
    let all = try temporary.history()
    let earlier = ScorecardForecast(
      all.upTo(Day(year: 2025, month: 11, day: 10)!), forecaster: Forecaster(horizon: 2))
    _ = try temporary.store.keep(earlier, model: .automatic, levels: [IntervalLevel(percent: 80)!])
    let review = ForecastReview(try temporary.store.forecast().asEarlier, history: all)
    let unit = try #require(all.unit(named: "Bắc Ninh"))
    let outcome = try #require(review.outcomes.first { $0.unit == unit && $0.indicator == .total })
    #expect(
      outcome.score == 92.37 && outcome.step == 1 && outcome.observedDay.day == 17
        && outcome.lastKnown == 92.28)
    #expect(
      review.pendingCount > 0 && review.outcomes.allSatisfy { $0.step == 1 && $0.indicator != .discrepancy })
    let inside = review.outcomes.count {
      abs($0.score - $0.median) < 1e-9 || $0.isInside(review.levels[0]) == true
    }
    #expect(review.insideCount(review.levels[0]) == inside)
    let mean = review.outcomes.map { abs($0.score - $0.median) }.reduce(0, +) / Double(review.outcomes.count)
    #expect(abs(try #require(review.meanAbsoluteError) - mean) < 1e-12)
  }

  // MARK: What is no store

  @Test func otherFiles_areNamedForWhatTheyAre() throws {
    let temporary = try TemporaryStore()
    #expect(throws: StoreError.notFound) { _ = try temporary.store.log() }
    try temporary.write("as_of,unit\n", "scores.sqlite")
    #expect(throws: StoreError.foreign(isDatabase: false)) { _ = try temporary.store.log() }
    #expect(throws: StoreImportError.store(.foreign(isDatabase: false))) { try temporary.add(Self.first) }
    try temporary.write("", "scores.sqlite")
    #expect(throws: StoreError.empty) { _ = try temporary.store.log() }
    try temporary.add(Self.first)
    #expect(try temporary.history().count == 1, "an empty file becomes a store")
    #expect(throws: StoreError.isDirectory) { _ = try HistoryStore(path: temporary.folder.path).log() }
  }

  @Test func damagedBytes_neverCrash() throws {
    let temporary = try TemporaryStore()
    try temporary.add(Example.long())
    let whole = try Data(contentsOf: URL(fileURLWithPath: temporary.store.path))
    var generator = SeededGenerator(state: 7)
    for _ in 0..<60 {
      var bytes = [UInt8](whole)
      for _ in 0..<Int.random(in: 1...40, using: &generator) {
        bytes[Int.random(in: 16..<bytes.count, using: &generator)] = UInt8.random(
          in: 0...255, using: &generator)
      }
      if Bool.random(using: &generator) {
        bytes.removeLast(Int.random(in: 0..<bytes.count, using: &generator))
      }
      try Data(bytes).write(to: URL(fileURLWithPath: temporary.path("damaged.sqlite")))
      // Any error of its own will do, and so will what can still be read.
      _ = try? HistoryStore(path: temporary.path("damaged.sqlite"), patience: 0.1).read()
    }
  }

  // MARK: Pieces

  /// Random weeks, corrections among them, in pieces of some rows, as files in a random order.
  @Test(arguments: 0..<12)
  func pieces_giveTheHistoryOfOneFile(_ seed: Int) throws {
    var generator = SeededGenerator(state: UInt64(seed))
    let names = ["Bắc Ninh", "Hải Phòng", "Sở Y tế", "hợp thịnh"]
    var rows: [String] = []
    for week in 0..<6 {
      for name in names {
        for indicator in ["total", "transparency"] where Int.random(in: 0..<5, using: &generator) > 0 {
          for _ in 0..<(Int.random(in: 0..<6, using: &generator) == 0 ? 2 : 1) {
            let spelling = [name, name.uppercased(), name.decomposedStringWithCanonicalMapping].randomElement(
              using: &generator)!
            let score = Double(Int.random(in: 0...17_999, using: &generator)) / 1000
            rows.append("\(Day(ordinal: 20_300 + 7 * week)),\(spelling),,\(indicator),\(score)\n")
          }
        }
      }
    }
    if seed % 3 == 0 { rows.shuffle(using: &generator) }
    var pieces: [[String]] = []
    while !rows.isEmpty {
      let count = min(rows.count, Int.random(in: 1...9, using: &generator))
      pieces.append(Array(rows.prefix(count)))
      rows.removeFirst(count)
    }
    if seed % 2 == 0 { pieces.shuffle(using: &generator) }

    let temporary = try TemporaryStore()
    for piece in pieces {
      try temporary.add(header + piece.joined())
      if Bool.random(using: &generator) { try temporary.add(header + piece.joined() + "\n") }
    }
    let whole = try read(header + pieces.flatMap { $0 }.joined()).history
    #expect(try content(temporary.history()) == content(whole))
    #expect(!whole.corrections.isEmpty)
  }
}
