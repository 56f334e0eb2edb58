import Testing

@testable import Scorecard

@Suite struct OverrideTests {
  private static func day(_ text: String) -> Day { try! Day.parse(text).get() }

  private static func exclude(
    _ subject: HistoryOverride.Subject, _ indicator: Indicator? = nil, _ first: String,
    _ last: String? = nil
  ) -> HistoryOverride {
    HistoryOverride(
      .exclude, subject, indicator: indicator, days: day(first)...day(last ?? first), author: "An",
      reason: "synchronisation fault")
  }

  private static func set(
    _ unit: String, _ indicator: Indicator, _ on: String, _ score: Double
  ) -> HistoryOverride {
    HistoryOverride(
      .set(score), .unit(unit), indicator: indicator, days: day(on)...day(on), author: "An",
      reason: "letter 12")
  }

  // MARK: What is left and set

  @Test func excludedScores_areGone_allOthersStay() throws {
    let history = Example.history
    let after = try history.applying([
      Self.exclude(.unit("bắc ninh"), .component(2), "2025-11-03", "2025-11-10")
    ])
    let unit = try #require(history.unit(named: "Bắc Ninh"))
    #expect(after.count == history.count - 2)
    let left = after.series(unit: unit, indicator: .component(2)).map(\.day.description)
    #expect(left == ["2025-11-17"])
    #expect(after.overrides.map(\.scores).joined().map(\.reported) == [8.45, 8.48])
    let others = after.observations.filter { $0.unit != unit || $0.indicator != .component(2) }
    #expect(others == history.observations.filter { $0.unit != unit || $0.indicator != .component(2) })
  }

  @Test func setScore_takesThePlaceOfWhatWasReported_orOfNothing() throws {
    let history = Example.history
    let unit = try #require(history.unit(named: "Bắc Ninh"))
    let after = try history.applying([
      Self.set("Bắc Ninh", .total, "2025-11-10", 92.5), Self.set("Bắc Ninh", .total, "2025-11-01", 92),
    ])
    let one = try #require(after.observation(unit: unit, indicator: .total, on: Self.day("2025-11-10")))
    #expect(one.score == 92.5 && one.decimals == 1 && one.status == nil && one.line == 0)
    let new = try #require(after.observation(unit: unit, indicator: .total, on: Self.day("2025-11-01")))
    #expect(new.score == 92 && new.line == 0)
    #expect(after.overrides.map { $0.scores.map(\.reported) } == [[92.28], [nil]])
    let days = after.series(unit: unit, indicator: .total).map(\.day)
    #expect(days == days.sorted() && days.count == history.series(unit: unit, indicator: .total).count + 1)
  }

  @Test func seriesThatIsWhollyExcluded_isNoSeries_andOneMayBeBegun() throws {
    let history = Example.history
    let unit = try #require(history.unit(named: "Hải Phòng"))
    let after = try history.applying([
      Self.exclude(.unit("Hải Phòng"), nil, "2000-01-01", "2100-01-01"),
      Self.set("Hải Phòng", .component(0), "2025-11-17", 17),
    ])
    #expect(after.indicators(ofUnit: unit) == [.component(0)])
    #expect(after.units == history.units, "positions of units stay")
  }

  /// The last decision about a score counts, whatever stands before it.
  @Test func overrides_agreeWithAPlainTable() throws {
    var generator = SeededGenerator(state: 11)
    struct Key: Hashable { let unit: Int, day: Int }
    for _ in 0..<300 {
      let units = (0..<3).map { Unit(name: "u\($0)", level: $0 == 0 ? .province : .commune) }
      var table: [Key: Double] = [:]
      var observations: [Observation] = []
      for unit in units.indices {
        for day in 0..<8 where Double.random(in: 0..<1, using: &generator) < 0.7 || day == 0 {
          table[Key(unit: unit, day: day)] = Double(day)
          observations.append(
            Observation(
              day: Day(ordinal: 20_000 + day), unit: unit, indicator: .total, score: Double(day),
              status: Double.random(in: 0..<1, using: &generator) < 0.3 ? "s" : nil))
        }
      }
      let history = History(index: .decision766, units: units, observations: observations)
      let overrides = (0..<Int(Double.random(in: 0..<1, using: &generator) * 5) + 1).map {
        _ -> HistoryOverride in
        let unit = Int(Double.random(in: 0..<1, using: &generator) * 3)
        let first = Int(Double.random(in: 0..<1, using: &generator) * 9)
        if Double.random(in: 0..<1, using: &generator) < 0.5 {
          let one = Day(ordinal: 20_000 + first)
          return HistoryOverride(
            .set(50 + Double.random(in: 0..<1, using: &generator)), .unit("U\(unit)"), indicator: .total,
            days: one...one,
            author: "a", reason: "r")
        }
        let subject: HistoryOverride.Subject =
          switch Int(Double.random(in: 0..<1, using: &generator) * 4) {
          case 0: .all(nil)
          case 1: .all(.commune)
          default: .unit("u\(unit)")
          }
        let last = first + Int(Double.random(in: 0..<1, using: &generator) * 3)
        return HistoryOverride(
          .exclude, subject, days: Day(ordinal: 20_000 + first)...Day(ordinal: 20_000 + last), author: "a",
          reason: "r")
      }
      for override in overrides {
        let days = override.days.lowerBound.ordinal - 20_000...override.days.upperBound.ordinal - 20_000
        for unit in units.indices {
          switch override.subject {
          case .unit(let name) where name.lowercased() != "u\(unit)": continue
          case .all(.commune?) where unit == 0: continue
          default: break
          }
          for day in days {
            if case .set(let score) = override.action {
              table[Key(unit: unit, day: day)] = score
            } else {
              table[Key(unit: unit, day: day)] = nil
            }
          }
        }
      }
      guard !table.isEmpty else {
        #expect(throws: OverrideError.self) { _ = try history.applying(overrides) }
        continue
      }
      let after = try history.applying(overrides)
      let found = Dictionary(
        uniqueKeysWithValues: after.observations.map {
          (Key(unit: $0.unit, day: $0.day.ordinal - 20_000), $0.score)
        })
      #expect(found == table)
      #expect(Snapshot(after.withoutOverrides()).lines == Snapshot(history).lines)
      for entry in after.entries {
        let days = after.columns.days[entry.rows]
        #expect(zip(days, days.dropFirst()).allSatisfy { $0 < $1 })
      }
      for applied in after.overrides {
        for score in applied.scores {
          #expect(
            score.reported
              == history.observation(unit: score.unit, indicator: .total, on: score.day)?.score)
        }
      }
    }
  }

  @Test func withoutOverrides_isWhatWasReported_alsoAfterSeveralRounds() throws {
    let history = Example.history
    let once = try history.applying([
      Self.set("Bắc Ninh", .total, "2025-11-10", 92.5), Self.exclude(.all(nil), nil, "2025-11-03"),
    ])
    let twice = try once.applying([
      Self.exclude(.unit("Bắc Ninh"), nil, "2025-11-10"), Self.set("Bắc Ninh", .total, "2025-11-03", 91),
    ])
    #expect(twice.overrides.count == 4)
    #expect(Snapshot(twice.withoutOverrides()).lines == Snapshot(history).lines)
    #expect(twice.withoutOverrides().overrides.isEmpty)
  }

  // MARK: Other views

  @Test func upTo_keepsWhatConcernsItsDays() throws {
    let after = try Example.history.applying([
      Self.exclude(.unit("Bắc Ninh"), .total, "2025-10-20"),
      Self.exclude(.unit("Bắc Ninh"), .total, "2025-11-10"),
    ])
    #expect(after.upTo(Self.day("2025-11-01")).overrides.map(\.scores.count) == [1])
    #expect(after.upTo(Self.day("2025-11-17")).overrides.map(\.scores.count) == [1, 1])
  }

  @Test func corrections_ofTouchedScoresAreNoLongerListed_othersStayKnown() throws {
    let text =
      header + "2025-11-03,A,province,total,90\n2025-11-10,A,province,total,91\n"
      + "2025-11-03,A,province,total,90.5\n2025-11-17,A,province,total,92\n2025-11-10,A,province,total,91.5\n"
    let history = try HistoryReader.read(Array(text.utf8)).history
    #expect(history.corrections.count == 2)
    let after = try history.applying([
      Self.set("A", .total, "2025-11-03", 89), Self.set("A", .total, "2025-10-27", 88),
    ])
    #expect(after.corrections.map(\.newScore) == [91.5])
    let first = after.asFirstSeen().series(unit: 0, indicator: .total).map(\.score)
    #expect(first == [88, 89, 91, 92], "what was decided stays, what was corrected goes back")
    #expect(CorrectionKnowledge(after).knownAfter.map { $0?.description } == ["2025-11-17"])
  }

  @Test func findings_tellEachDecision_andNoGapWhereAPersonLeftScoresOut() throws {
    let rows = (0..<12).map { "\(Day(ordinal: 20_400 + 7 * $0)),A,province,total,\(80 + $0)\n" }
    let result = try HistoryReader.read(Array((header + rows.joined()).utf8))
    let middle = Day(ordinal: 20_400 + 35).description
    let after = try result.applying([
      Self.exclude(.unit("A"), .total, middle), Self.exclude(.all(nil), .component(0), middle),
    ])
    let findings = DataCheck.findings(in: after)
    #expect(findings.filter { $0.code == .excluded }.map(\.value) == [85])
    #expect(findings.filter { $0.code == .overrideWithoutEffect }.count == 1)
    #expect(!findings.contains { $0.code == .missingWeek })
    let without = try HistoryReader.read(Array((header + (rows[..<5] + rows[6...]).joined()).utf8))
    #expect(
      DataCheck.findings(in: without).contains { $0.code == .missingWeek }, "it would be one otherwise")
  }

  // MARK: Faults

  @Test func unknownUnit_hasSuggestions() {
    #expect(
      throws: OverrideError(
        fault: .unknownUnit("Bac Nin", suggestions: ["Bắc Ninh"]), origin: .program)
    ) {
      _ = try Example.history.applying([Self.exclude(.unit("Bac Nin"), nil, "2025-11-10")])
    }
  }

  @Test func scoreBeyondItsMaximum_isRefused() {
    for score in [-0.01, 18.01] {
      #expect(
        throws: OverrideError(fault: .outOfRange(score, maximum: 18), origin: .program)
      ) {
        _ = try Example.history.applying([Self.set("Bắc Ninh", .component(0), "2025-11-10", score)])
      }
    }
  }

  @Test func levelThatNoUnitHas_isRefused() throws {
    let history = try HistoryReader.read(Array((header + "2025-11-10,A,province,total,90\n").utf8)).history
    #expect(throws: OverrideError(fault: .unknownLevel(.commune, known: [.province]), origin: .program)) {
      _ = try history.applying([Self.exclude(.all(.commune), nil, "2025-11-10")])
    }
  }

  // MARK: Files

  private static func list(_ yaml: String) throws(OverrideFileError) -> [HistoryOverride] {
    try HistoryOverride.list(yaml: yaml, file: "o.yml", index: .decision766)
  }

  @Test func file_saysWhatIsMeant() throws {
    let list = try Self.list(
      """
      overrides:
        - exclude: Sở Y tế
          week: 2025-W42
          indicator: Dịch vụ công trực tuyến
          author: Nguyễn Văn An
          reason: lỗi đồng bộ
        - {exclude: all, level: xã, from: 1/10/2025, to: 2025-10-07, author: B, reason: c}
        - set: Sở Xây dựng
          day: 27/10/2025
          indicator: total
          score: 91,85
          author: A
          reason: công văn số 12
      """)
    #expect(
      list == [
        HistoryOverride(
          .exclude, .unit("Sở Y tế"), indicator: .component(2),
          days: Self.day("2025-10-13")...Self.day("2025-10-19"), author: "Nguyễn Văn An",
          reason: "lỗi đồng bộ", origin: .file("o.yml", line: 2)),
        HistoryOverride(
          .exclude, .all(.commune), days: Self.day("2025-10-01")...Self.day("2025-10-07"), author: "B",
          reason: "c", origin: .file("o.yml", line: 7)),
        HistoryOverride(
          .set(91.85), .unit("Sở Xây dựng"), indicator: .total,
          days: Self.day("2025-10-27")...Self.day("2025-10-27"), author: "A", reason: "công văn số 12",
          origin: .file("o.yml", line: 8)),
      ])
  }

  @Test(arguments: [
    ("overrides: [", "notYAML"), ("", "noList"), ("overrides: []", "noList"), ("other: 1", "unknownKey"),
    ("overrides: [1]", "wrongKind"),
    ("overrides: [{exclude: A, day: 1/11/2025, author: a}]", "missingKey(\"reason\")"),
    ("overrides: [{exclude: A, author: a, reason: r}]", "missingKey(\"day\")"),
    ("overrides: [{exclude: A, day: 31/11/2025, author: a, reason: r}]", "notADay"),
    ("overrides: [{exclude: A, week: 2025-W53, author: a, reason: r}]", "notAWeek"),
    ("overrides: [{exclude: A, day: 1/11/2025, week: 2025-W42, author: a, reason: r}]", "contradiction"),
    ("overrides: [{exclude: A, from: 2/11/2025, to: 1/11/2025, author: a, reason: r}]", "daysReversed"),
    ("overrides: [{day: 1/11/2025, author: a, reason: r}]", "unclearAction"),
    ("overrides: [{exclude: A, set: A, day: 1/11/2025, author: a, reason: r}]", "unclearAction"),
    ("overrides: [{exclude: A, level: xã, day: 1/11/2025, author: a, reason: r}]", "contradiction"),
    ("overrides: [{exclude: A, score: 1, day: 1/11/2025, author: a, reason: r}]", "contradiction"),
    ("overrides: [{set: A, score: x, indicator: total, day: 1/11/2025, author: a, reason: r}]", "notANumber"),
    ("overrides: [{set: A, score: 1, day: 1/11/2025, author: a, reason: r}]", "missingKey(\"indicator\")"),
    (
      "overrides: [{set: A, score: 1, indicator: x, day: 1/11/2025, author: a, reason: r}]",
      "unknownIndicator"
    ),
    ("overrides: [{exclude: A, exclude: B, day: 1/11/2025, author: a, reason: r}]", "repeatedKey"),
    ("overrides: [{exclude: A, dya: 1/11/2025, author: a, reason: r}]", "unknownKey(\"dya\""),
    ("overrides: [{exclude: '', day: 1/11/2025, author: a, reason: r}]", "missingKey(\"exclude\")"),
  ])
  func file_withAFault_namesIt(_ yaml: String, _ fault: String) {
    do throws(OverrideFileError) {
      _ = try Self.list(yaml)
      Issue.record("no fault in \(yaml)")
    } catch {
      #expect(String(describing: error.fault).hasPrefix(fault))
    }
  }

  @Test(arguments: [
    ("2025-W01", "2024-12-30"), ("2020-W53", "2020-12-28"), ("2026-W01", "2025-12-29"),
    ("2025-w42", "2025-10-13"),
  ])
  func isoWeek_beginsOnItsMonday(_ week: String, _ monday: String) throws {
    // date -d 2025-10-13 +%G-W%V (coreutils 9.1) says 2025-W42; the others likewise.
    let days = try #require(Day.isoWeek(week))
    #expect(days.lowerBound == Self.day(monday) && days.upperBound == Self.day(monday).adding(days: 6))
  }

  @Test(arguments: ["2025-W53", "2025-W00", "2025-42", "W42", "2025W42", "2025-W4", "12025-W42"])
  func whatIsNoISOWeek_isNone(_ text: String) { #expect(Day.isoWeek(text) == nil) }

  @Test func series_thatCountStepsHaveSteps() throws {
    let list = try HistoryOverride.list(
      yaml: "overrides: [{set: a, day: 3, score: 7, author: x, reason: y}]", file: "o", index: nil,
      axis: .steps)
    #expect(list[0].days.lowerBound.ordinal == 21 && list[0].indicator == .value)
  }
}
