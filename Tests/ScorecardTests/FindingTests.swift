import Testing

@testable import Scorecard

@Suite struct FindingTests {
  private func findings(_ text: String, today: Day? = nil) throws -> [Finding] {
    DataCheck.findings(in: try read(text), today: today)
  }

  /// A long file from series of weekly totals.
  private func weekly(_ series: [(unit: String, scores: [Double?])], indicator: String = "total") -> String {
    var text = "as_of,unit,level,indicator,score\n"
    for (unit, scores) in series {
      for (week, score) in scores.enumerated() {
        guard let score else { continue }
        text += "\(Day(ordinal: 20409 + 7 * week)),\(unit),commune,\(indicator),\(score)\n"
      }
    }
    return text
  }

  private func steady(_ start: Double, seed: UInt64, weeks: Int = 12) -> [Double?] {
    var generator = SeededGenerator(state: seed)
    var score = start
    return (0..<weeks).map { _ in
      score += Double(Int.random(in: -10...30, using: &generator)) / 100
      return (score * 100).rounded() / 100
    }
  }

  // MARK: The example

  @Test func example_jumps_areTheRepairedFeeds() throws {
    let jumps = try findings(Example.long()).filter { $0.code == .implausibleJump }
    #expect(jumps.map(\.unit) == ["Bắc Ninh", "Bắc Ninh", "Sở Nông nghiệp và Môi trường"])
    #expect(jumps.map(\.indicator) == [.total, .component(5), .total])
    #expect(jumps.map(\.value) == [91.7, 20.78, 91.6])
    guard case .jump(let jump)? = jumps.last?.detail else {
      Issue.record("a jump tells what it came from")
      return
    }
    #expect(jump.previousScore == 69.23 && jump.days == 7 && jump.deviations > 20)
    #expect(jump.previousDay.description == "2025-10-13")
  }

  @Test func example_totalMismatch_isSevenHundredths() throws {
    let mismatches = try findings(Example.long()).filter { $0.code == .totalMismatch }
    #expect(mismatches.map(\.day?.description) == ["2025-11-17"])
    guard case .totalMismatch(let sum, let difference, let tolerance)? = mismatches.first?.detail else {
      Issue.record("a mismatch tells the difference")
      return
    }
    #expect(abs(sum - 92.3) < 1e-9 && abs(difference - 0.07) < 1e-9 && abs(tolerance - 0.035) < 1e-6)
  }

  @Test func example_otherFindings() throws {
    let all = try findings(Example.long())
    #expect(all.count { $0.severity == .error } == 0)
    #expect(
      all.filter { $0.code == .singleObservation }.map(\.unit) == [
        "Sở Nội vụ", "Sở Công Thương", "Sở Giáo dục và Đào tạo",
      ])
    let gaps = all.filter { $0.code == .missingWeek }
    #expect(gaps.first?.unit == "Đồng Nai")
    #expect(gaps.count == 8)
    guard case .missingWeeks(let after, let before, 6, [.total])? = gaps.first?.detail else {
      Issue.record("six weeks lack: \(String(describing: gaps.first?.detail))")
      return
    }
    #expect(after.description == "2025-08-25" && before.description == "2025-10-10")
    #expect(all.filter { $0.code == .outOfDate }.map(\.unit) == ["Sở Nông nghiệp và Môi trường"])
    let codes = Set(all.map(\.code))
    #expect(codes == [.implausibleJump, .totalMismatch, .missingWeek, .singleObservation, .outOfDate])
  }

  @Test func findings_areInOrderOfSeverityDayAndUnit() throws {
    let text = Example.long() + "2025-11-17,Hải Phòng,,total,x,\n2025-09-01,Đồng Nai,,total,101,\n"
    let all = try findings(text)
    #expect(all.prefix(2).map(\.code) == [.aboveMaximum, .unreadableRow])
    for (first, second) in zip(all, all.dropFirst()) {
      #expect(first.severity <= second.severity)
      if first.severity == second.severity, let day = second.day {
        #expect((first.day ?? day) <= day)
        if first.day == day { #expect((first.unitPosition ?? 0) <= (second.unitPosition ?? 0)) }
      }
    }
  }

  @Test func findings_ofShuffledRows_areTheSame() throws {
    func summary(_ all: [Finding]) -> Set<String> {
      Set(
        all.map {
          "\($0.code) \($0.day as Any) \($0.unit ?? "") \(String(describing: $0.indicator)) \($0.value ?? 0)"
        })
    }
    let expected = summary(try findings(Example.long()))
    for seed in 1...5 {
      var generator = SeededGenerator(state: UInt64(seed))
      let text = Example.long(rows: Example.rows.shuffled(using: &generator))
      #expect(summary(try findings(text)) == expected)
    }
  }

  // MARK: Jumps

  @Test func jumps_ordinaryWeeks_areNone() throws {
    let units = (1...20).map { ("Unit \($0)", steady(85 + Double($0) / 2, seed: UInt64($0))) }
    let jumps = try findings(weekly(units)).filter { $0.code == .implausibleJump }
    #expect(jumps.isEmpty, "\(jumps.map(\.detail))")
  }

  @Test func jumps_faultOfOneWeek_isFoundBothWays_othersStayQuiet() throws {
    var units = (1...20).map { ("Unit \($0)", steady(85 + Double($0) / 2, seed: UInt64($0))) }
    units[6].1[8] = 70.5
    let jumps = try findings(weekly(units)).filter { $0.code == .implausibleJump }
    #expect(jumps.map(\.unit) == ["Unit 7", "Unit 7"])
    #expect(jumps.map(\.day?.ordinal) == [20409 + 56, 20409 + 63])
  }

  @Test func jumps_unitWithTwoPoints_isJudgedByOthers() throws {
    var units = (1...8).map { ("Unit \($0)", steady(90, seed: UInt64($0))) }
    units.append(("New", [70, 90]))
    units.append(("Calm", [90, 90.3]))
    let jumps = try findings(weekly(units)).filter { $0.code == .implausibleJump }
    #expect(jumps.map(\.unit) == ["New"])
  }

  @Test func jumps_sevenCommunesLosingTwoPoints_areTheSevenFound() throws {
    var units = (1...99).map { ("Unit \($0)", steady(80 + Double($0) / 10, seed: UInt64($0), weeks: 10)) }
    for unit in 20..<27 { units[unit].1[7] = (units[unit].1[7] ?? 0) - 2 }
    let jumps = try findings(weekly(units)).filter { $0.code == .implausibleJump }
    #expect(jumps.filter { $0.day?.ordinal == 20409 + 49 }.map(\.unit) == (21...27).map { "Unit \($0)" })
    #expect(jumps.allSatisfy { [20409 + 49, 20409 + 56].contains($0.day?.ordinal) })
  }

  @Test func jumps_smallStepOfAnAlmostConstantUnit_isNone() throws {
    let still = Array(repeating: Double?(90), count: 10)
    let units = [("A", still), ("B", still), ("C", still + [90.3]), ("D", still + [91.5])]
    let jumps = try findings(weekly(units)).filter { $0.code == .implausibleJump }
    #expect(jumps.map(\.unit) == ["D"])
  }

  @Test func jumps_plainSeries_onlyTheWildest() throws {
    var text = "series,step,value\n"
    for step in 1...40 { text += "W,\(step),\(step == 30 ? 3000 : 1000 + 7 * (step % 5))\n" }
    let jumps = try findings(text).filter { $0.code == .implausibleJump }
    #expect(jumps.map(\.day?.ordinal) == [210, 217])
  }

  @Test func jumps_nothingToCompareWith_areNone() throws {
    #expect(try findings(weekly([("A", [70, 90])])).allSatisfy { $0.code != .implausibleJump })
  }

  // MARK: Others

  @Test func mismatch_withinRounding_isNone() throws {
    func text(_ total: String) -> String {
      "as_of,unit,transparency,processing,online_services,online_payment,satisfaction,digitization,total\n"
        + "2025-11-17,A,15.82,19.24,8.41,9.93,17.86,21.04,\(total)\n"
    }
    #expect(try findings(text("92.33")).allSatisfy { $0.code != .totalMismatch })
    #expect(try findings(text("92.34")).contains { $0.code == .totalMismatch })
    #expect(try findings(text("92.26")).contains { $0.code == .totalMismatch })
  }

  @Test func missingWeeks_regularSeriesHasNone_twoGapsAreTwo() throws {
    #expect(try findings(weekly([("A", steady(80, seed: 1))])).allSatisfy { $0.code != .missingWeek })
    var scores = steady(80, seed: 1)
    (scores[2], scores[6], scores[7]) = (nil, nil, nil)
    let gaps = try findings(weekly([("A", scores)])).filter { $0.code == .missingWeek }
    let weeks = gaps.map { gap in
      if case .missingWeeks(_, _, let weeks, _) = gap.detail { weeks } else { 0 }
    }
    #expect(weeks == [1, 2])
  }

  @Test func missingWeeks_otherWeekday_isNoGap() throws {
    let text =
      "as_of,unit,indicator,score\n2025-10-10,A,total,80\n2025-10-20,A,total,80.2\n2025-10-23,A,total,80.3\n"
    #expect(try findings(text).allSatisfy { $0.code != .missingWeek })
  }

  @Test func stale_longerThanUsual_isFound_butNotAtTheMaximum() throws {
    func stale(_ scores: [Double?], _ indicator: String = "total") throws -> [Finding] {
      try findings(weekly([("A", scores)], indicator: indicator)).filter { $0.code == .staleValue }
    }
    let found = try stale(steady(80, seed: 2, weeks: 8) + Array(repeating: 83, count: 6))
    #expect(found.map(\.value) == [83])
    #expect(try stale(Array(repeating: 83, count: 4)).isEmpty)
    #expect(try stale(Array(repeating: 83, count: 5)).count == 1)
    #expect(try stale(Array(repeating: 10, count: 9), "online_payment").isEmpty)
    let steps = (0..<4).flatMap { Array(repeating: Double?(80 + Double($0)), count: 5) }
    #expect(try stale(steps).isEmpty)
  }

  @Test(arguments: [
    ("Hoà Bình", "Hòa Bình"), ("Đông Anh", "Dong Anh"), ("xã Tân Tiến", "Tân Tiến"),
    ("Ban Quản lý - KCN", "Ban quản lý KCN"), ("Sở Công Thương", "Sở Công Thưong"),
    ("Sở Giáo dục và Đào tạo", "Sở Giáo dục va Đào tạoo"),
  ])
  func similarUnits_oneUnitInTwoSpellings_isFound(_ first: String, _ second: String) throws {
    let text = weekly([(first, [80, 80.1, nil, nil]), (second, [nil, nil, 80.2, 80.3])])
    let found = try findings(text).filter { $0.code == .similarUnits }
    #expect(found.map(\.unit) == [second])
    #expect(found.map(\.severity) == [.warning])
  }

  @Test func similarUnits_differentUnits_areNot() throws {
    func similar(_ first: String, _ second: String, together: Bool) throws -> Bool {
      let other: [Double?] = together ? [80, 80.2] : [nil, nil, 80, 80.2]
      return try findings(weekly([(first, [80, 80.1]), (second, other)])).contains {
        $0.code == .similarUnits
      }
    }
    #expect(try !similar("Khu công nghiệp 1", "Khu công nghiệp 2", together: false))
    #expect(try !similar("Khu công nghiệp 1", "Khu công nghiệp 11", together: false))
    #expect(try !similar("Hải Phòng", "Hải Phong Lan", together: false))
    #expect(try !similar("Trung Chính", "Trung Kính", together: true))
    #expect(try !similar("xã Tân Tiến", "phường Tân Tiến", together: true))
    #expect(try similar("xã Tân Tiến", "phường Tân Tiến", together: false))
    #expect(try !similar("Cao Lộc", "Cao Lốp", together: false))
    let levels =
      "as_of,unit,level,total\n2025-11-17,Bắc Giang,commune,90\n2025-11-10,tỉnh Bắc Giang,province,91\n"
    #expect(try findings(levels).allSatisfy { $0.code != .similarUnits })
  }

  @Test func duplicateCorrectionAndMaximum_areTold() throws {
    let all = try findings(
      """
      as_of,unit,indicator,score,max
      2025-11-10,A,total,90,100
      2025-11-10,A,total,90,100
      2025-11-17,A,total,91,
      2025-11-17,A,total,92,
      2025-11-17,A,transparency,15,17
      """)
    let byCode = Dictionary(grouping: all, by: \.code)
    #expect(byCode[.duplicate]?.map(\.detail) == [.duplicate(firstLine: 2, line: 3)])
    #expect(byCode[.correction]?.map(\.detail) == [.correction(oldScore: 91, oldLine: 4, newLine: 5)])
    #expect(byCode[.correction]?.map(\.value) == [92])
    #expect(
      byCode[.maximumDiffers]?.map(\.detail) == [.maximumDiffers(inFile: 17, inIndex: 18, count: 1)])
  }

  @Test func leftOutData_areErrors() throws {
    let all = try findings(
      """
      as_of,unit,level,indicator,score
      2025-11-17,A,province,total,101
      2025-11-17,A,province,transparency,-1
      2025-11-17,A,province,processing,x
      2025-11-17,A,province,total,90
      2025-11-17,B,province,total,90
      2025-11-17,B,commune,total,90
      2025-11-17,C,commune,total,?
      """)
    let errors = all.filter { $0.severity == .error }
    #expect(
      Set(errors.map(\.code)) == [.aboveMaximum, .belowZero, .unreadableRow, .twoLevels, .noUsableScore])
    #expect(errors.first { $0.code == .aboveMaximum }?.value == 101)
    #expect(errors.first { $0.code == .aboveMaximum }?.detail == .aboveMaximum(100))
    #expect(errors.first { $0.code == .belowZero }?.line == 3)
    #expect(
      errors.first { $0.code == .twoLevels }?.detail
        == .levels([.init(level: .province, line: 6), .init(level: .commune, line: 7)]))
  }

  @Test func futureDates_onlyWhereTodayIsKnown() throws {
    let text = weekly([("A", [80, 80.1, 80.2])])
    #expect(try findings(text).allSatisfy { $0.code != .futureDate })
    let future = try findings(text, today: Day(ordinal: 20410)).filter { $0.code == .futureDate }
    #expect(future.map(\.day?.ordinal) == [20416])
  }

  @Test func codes_areStable() {
    #expect(
      Finding.Code.allCases.map(\.rawValue) == [
        "unreadable_row", "above_maximum", "below_zero", "two_levels", "no_usable_score",
        "unknown_indicator", "total_mismatch", "implausible_jump", "similar_units", "max_differs",
        "future_date", "stale_value", "missing_week", "out_of_date", "excluded", "overridden",
        "override_without_effect", "correction", "duplicate",
        "single_observation", "sheet_left_out", "sheet_rows_left_out", "sheet_reading",
      ])
  }
}
