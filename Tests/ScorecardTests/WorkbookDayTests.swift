import Testing

@testable import Scorecard

/// Which day the scores of a sheet are of, and where that is not certain.
@Suite struct WorkbookDayTests {
  private let header: [WorkbookFile.Cell] = ["STT", "Đơn vị", "Tổng điểm"]

  private func week(_ titles: [String], name: String = "Sheet1", saved: String? = nil) -> WorkbookFile {
    var file = WorkbookFile(
      titles.map { [.text($0)] } + [header, [1, "A", 91.25], [2, "B", 90]], name: name)
    file.saved = saved
    return file
  }

  private func days(_ file: WorkbookFile) throws -> Set<String> {
    Set(try file.read().scores.map { String($0.prefix(10)) })
  }

  private let monday = Day(year: 2025, month: 11, day: 17)!

  @Test(arguments: ["17.11.25", "Tuần 17-11-25", "Tuần 46 (11.11.25 - 17.11.25)"])
  func yearOfTwoDigits_isOfThisCentury_andRemarked(_ name: String) throws {
    let result = try week([], name: name).read()
    #expect(result.scores.first == "2025-11-17 A total 91.25")
    guard case .takenAsDay(let text, monday)? = result.kinds.first else {
      Issue.record("\(result.kinds)")
      return
    }
    #expect(name.contains(text))
  }

  @Test func yearOfTwoDigits_outOfTime_isNoDay() {
    #expect(week([], name: "25.11.17").failure?.remarks == [.noDate(found: nil)])
  }

  @Test func yearOfTwoDigits_inARowOrColumn_isRead() throws {
    let rows = try WorkbookFile([["Ngày", "Đơn vị", "Tổng điểm"], ["17/11/25", "A", 90]]).read()
    #expect(rows.scores == ["2025-11-17 A total 90.0"])
    #expect(rows.kinds == [.takenAsDay("17/11/25", monday)] && rows.remarks[0].cell == "A2")
    let columns = try WorkbookFile([["TỔNG ĐIỂM"], ["Đơn vị", "10/11/25", "17/11/25"], ["A", 90, 91]]).read()
    #expect(columns.scores == ["2025-11-10 A total 90.0", "2025-11-17 A total 91.0"])
  }

  @Test(arguments: [
    "Tuần 3 tháng 11", "Tuần 3 tháng 11 năm 2025", "TUẦN 3/THÁNG 11/2025", "Tuần thứ 3 của tháng 11", "T46",
    "W46",
    "Tuần 46-2025",
  ])
  func weekOfAMonthOrYear_isNoDay(_ text: String) {
    var file = week([text])
    file.saved = "2025-11-18T08:00:00Z"
    #expect(file.failure?.remarks == [.noDate(found: text)])
  }

  @Test func weekOfAMonth_doesNotHideTheDayBehindIt() throws {
    #expect(
      try days(week(["KẾT QUẢ TUẦN 3 THÁNG 11 NĂM 2025", "(Số liệu tính đến ngày 17/11/2025)"])) == [
        "2025-11-17"
      ])
  }

  @Test(arguments: [
    "Số liệu từ ngày 01/01/2025 đến ngày 17/11/2025", "Từ 11/11-17/11/2025", "Tuần 46: 11–17/11/2025",
    "Từ ngày 11/11 đến ngày 17/11 năm 2025",
    "Tuần 46, chốt ngày 17/11/2025 (so với tuần 45, ngày 09/11/2025)",
    "Week of November 17, 2025", "as of 17 Nov 2025", "17-Nov-2025",
  ])
  func day_isTheLastOfATime_andNotThatOfAComparison(_ title: String) throws {
    let result = try week(["KẾT QUẢ", title]).read()
    #expect(result.scores.first == "2025-11-17 A total 91.25")
    #expect(result.remarks.isEmpty)
  }

  @Test func time_overNewYear_endsInTheNewYear() throws {
    #expect(try days(week(["Tuần 01 (29/12/2025 - 04/01/2026)"])) == ["2026-01-04"])
  }

  @Test func dayOfASignature_isTakenWhereThereIsNoOther_andRemarked() throws {
    let text = "Bắc Ninh, ngày 17 tháng 11 năm 2025"
    let alone = try week(["KẾT QUẢ TUẦN 46", text]).read()
    #expect(alone.kinds == [.takenAsDay(text, monday)])
    #expect(try week([text, "Số liệu đến ngày 16/11/2025"]).read().remarks.isEmpty)
  }

  @Test func smallNumberBehindWeek_isADayThatIsRemarked() throws {
    let day = Day(year: 2025, month: 11, day: 3)!
    #expect(try week(["Tuần 3/11/2025"]).read().kinds == [.takenAsDay("3/11/2025", day)])
    #expect(try week(["Tuần 03/11/2025"]).read().remarks.isEmpty)
  }

  // MARK: Months first

  @Test func monthFirst_anywhere_leavesTheTableOut() {
    let columns = WorkbookFile([
      ["TỔNG ĐIỂM"], ["Đơn vị", "11/03/2025", "11/10/2025", "11/17/2025"], ["A", 90, 91, 92],
    ])
    #expect(columns.failure?.remarks == [.monthFirst("11/17/2025")])
    let rows = WorkbookFile([
      ["Ngày", "Đơn vị", "Tổng điểm"], ["11/3/2025", "A", 90], ["11/10/2025", "A", 91],
      ["11/17/2025", "A", 92],
    ])
    #expect(rows.failure?.remarks == [.monthFirst("11/17/2025")])
  }

  @Test func monthFirst_amongDaysThatStandFirst_isAFaultOfItsRow() throws {
    let result = try WorkbookFile([
      ["Ngày", "Đơn vị", "Tổng điểm"], ["17/11/2025", "A", 90], ["11/24/2025", "A", 91],
    ]).read()
    #expect(result.scores == ["2025-11-17 A total 90.0"])
    #expect(result.problems.map(\.value) == ["11/24/2025"])
  }

  // MARK: Years

  private func across(_ title: String, _ days: [String]) -> WorkbookFile {
    WorkbookFile([
      [.text(title)], ["Đơn vị"] + days.map { .text($0) },
      ["A"] + days.indices.map { .number("\(90 + $0)") },
    ])
  }

  @Test func daysWithoutYear_overNewYear_followTheDayOfTheTitle() throws {
    let result = try across("TỔNG ĐIỂM đến ngày 05/01/2026", ["22/12", "29/12", "05/01"]).read()
    #expect(
      result.scores == ["2025-12-22 A total 90.0", "2025-12-29 A total 91.0", "2026-01-05 A total 92.0"])
  }

  @Test func daysWithoutYear_thatGoBack_areNotGivenOneYear() {
    #expect(
      across("TỔNG ĐIỂM NĂM 2025", ["22/12", "29/12", "05/01"]).failure?.remarks == [.noDate(found: "05/01")])
  }

  // MARK: Weeks by number

  @Test func weeksByNumber_areCountedBackFromThatOfTheTitle_andRemarked() throws {
    let result = try across("TỔNG ĐIỂM TUẦN 46 (đến ngày 17/11/2025)", ["Tuần 45", "Tuần 46"]).read()
    #expect(result.scores == ["2025-11-10 A total 90.0", "2025-11-17 A total 91.0"])
    #expect(result.kinds == [.takenAsDay("Tuần 45", Day(year: 2025, month: 11, day: 10)!)])
  }

  @Test(arguments: [
    "TỔNG ĐIỂM NĂM 2025", "TỔNG ĐIỂM đến ngày 17/11/2025", "TUẦN 46 SO VỚI TUẦN 45 (17/11/2025)",
    "TỔNG ĐIỂM TUẦN 44 (đến ngày 03/11/2025)",
  ])
  func weeksByNumber_ofWhichNothingTellsTheDay_areRefused(_ title: String) {
    guard
      case .noDate(let found)? = across(title, ["Điểm (tuần 45)", "Điểm (tuần 46)"]).failure?.remarks?.first
    else {
      Issue.record("not refused")
      return
    }
    #expect(found?.contains("tuần 4") ?? false)
  }

  @Test func dayThatLostItsFormat_isNamed() {
    let file = WorkbookFile([["Đơn vị", .number("45971"), .number("45978")], ["A", 90, 91]])
    #expect(file.failure?.remarks == [.noDate(found: "45971")])
  }

  // MARK: Several tables

  @Test func tableFurtherDown_hasTheDayOfTheFirst_unlessItNamesAnotherWeek() throws {
    func file(_ title: String) -> WorkbookFile {
      WorkbookFile([
        ["Bảng 1 (đến 17/11/2025)"], header, [1, "A", 90], [2, "B", 91], [], [.text(title)], header,
        [1, "C", 80],
        [2, "D", 81],
      ])
    }
    #expect(try file("Các xã, phường").read().scores.count == 4)
    for (title, kind) in [
      ("Bảng 2. Tuần 47", WorkbookRemark.Kind.noDate(found: "Bảng 2. Tuần 47")),
      ("Số liệu tuần trước", .notScores("Số liệu tuần trước")),
      ("Mục tiêu tuần tới", .notScores("Mục tiêu tuần tới")),
    ] {
      let result = try file(title).read()
      #expect(result.scores == ["2025-11-17 A total 90.0", "2025-11-17 B total 91.0"])
      #expect(result.kinds == [kind] && result.remarks[0].leavesOut)
    }
  }

  @Test(arguments: ["Mục tiêu", "Kế hoạch tuần 47", "Dự báo"])
  func sheetOfTargets_isLeftOut(_ name: String) {
    #expect(week(["Ngày 24/11/2025"], name: name).failure?.remarks == [.notScores(name)])
  }
}
