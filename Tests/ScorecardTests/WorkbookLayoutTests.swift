import Testing

@testable import Scorecard

/// Tables as offices lay them out: beside each other, turned, with rows and columns that hold no scores.
@Suite struct WorkbookLayoutTests {
  private let title: [WorkbookFile.Cell] = ["KẾT QUẢ TUẦN 46 (đến ngày 17/11/2025)"]

  private func scores(_ pairs: KeyValuePairs<String, Double>, day: String = "2025-11-17") -> [String] {
    pairs.map { "\(day) \($0.key) total \($0.value)" }.sorted()
  }

  // MARK: Side by side

  @Test func tablesSideBySide_areAllRead() throws {
    let file = WorkbookFile([
      title, [], ["STT", "Sở, ban, ngành", "Tổng điểm", "", "STT", "Xã, phường", "Tổng điểm"],
      [1, "Sở A", 90, "", 1, "Xã C", 80], [2, "Sở B", 91, "", 2, "Xã D", 81],
      ["", "", "", "", 3, "Xã E", 82],
    ])
    let result = try file.read()
    #expect(
      result.scores == scores(["Sở A": 90, "Sở B": 91, "Xã C": 80, "Xã D": 81, "Xã E": 82]))
    #expect(result.history.units.map(\.level) == [.department, .department, .commune, .commune, .commune])
    #expect(result.remarks.isEmpty)
    let close = WorkbookFile([
      title, ["Đơn vị", "Tổng điểm", "Đơn vị", "Tổng điểm"], ["A", 90, "C", 80], ["B", 91, "D", 81],
    ])
    #expect(try close.read().scores == scores(["A": 90, "B": 91, "C": 80, "D": 81]))
  }

  @Test func tablesSideBySide_haveTheirOwnTitles() throws {
    let file = WorkbookFile(
      [
        ["TỔNG ĐIỂM CÁC TUẦN"], ["Tuần 10/11/2025", "", "", "Tuần 17/11/2025"],
        ["Đơn vị", "Tổng điểm", "", "Đơn vị", "Tổng điểm"], ["A", 90, "", "B", 92], ["B", 91, "", "A", 93],
      ], merges: ["A1:E1", "A2:B2", "D2:E2"])
    #expect(
      try file.read().scores == scores(["A": 90, "B": 91], day: "2025-11-10") + scores(["A": 93, "B": 92]))
  }

  @Test func tableThatBeginsFurtherDown_besideAnother_isRead() throws {
    let file = WorkbookFile([
      title, ["STT", "Đơn vị", "Tổng điểm"], [1, "A", 90],
      [2, "B", 91, "", "", "STT", "Đơn vị", "Tổng điểm"], [3, "C", 92, "", "", 1, "D", 80],
      ["", "", "", "", "", 2, "E", 81],
    ])
    #expect(try file.read().scores == scores(["A": 90, "B": 91, "C": 92, "D": 80, "E": 81]))
  }

  @Test func numbersBesideATable_areRemarkedAndNotRead() throws {
    let file = WorkbookFile([
      title, ["STT", "Đơn vị", "Tổng điểm", "", "Xếp loại", "Số lượng"], [1, "A", 90, "", "Tốt", 5],
      [2, "B", 91, "", "Khá", 7],
    ])
    let result = try file.read()
    #expect(result.scores == scores(["A": 90, "B": 91]))
    #expect(result.kinds == [.columns(["Số lượng"])])
  }

  @Test func tablesOfOneSheet_thatContradict_areNotBothRead() throws {
    let file = WorkbookFile([
      title, ["STT", "Đơn vị", "Tổng điểm", "", "STT", "Đơn vị", "Tổng điểm"], [1, "A", 90, "", 1, "A", 90],
      [2, "B", 91, "", 2, "B", 95],
    ])
    let result = try file.read()
    #expect(result.scores == scores(["A": 90, "B": 91]))
    #expect(result.history.corrections.isEmpty)
    #expect(result.kinds == [.contradiction(other: "C4")] && result.remarks[0].cell == "G4")
    #expect(result.places?.count == 2)
  }

  @Test func unitTwiceInAWeek_withOtherScores_isReadOnce() throws {
    let file = WorkbookFile([
      title, ["STT", "Xã, phường", "Tổng điểm"], [1, "Tân Tiến", 90], [2, "Tiên Du", 80],
      [3, "TÂN TIẾN", 70],
      [4, "Tiên Du", 80],
    ])
    let result = try file.read()
    #expect(result.scores == scores(["Tiên Du": 80, "Tân Tiến": 90]))
    #expect(result.kinds == [.repeatedUnits(["TÂN TIẾN"], count: 1)] && result.remarks[0].leavesOut)
  }

  // MARK: Below each other

  @Test func tableWithOtherColumns_belowAnother_isReadByItsOwnHeader() throws {
    let file = WorkbookFile([
      title, ["STT", "Sở, ban, ngành", "Số hóa hồ sơ", "Tổng điểm"], [1, "A", 20, 90], [2, "B", 21, 91],
      ["STT", "Xã, phường", "Tổng điểm", "Số hóa hồ sơ"], [1, "C", 80, 19], [2, "D", 81, 18],
    ])
    let result = try file.read()
    #expect(result.problems.isEmpty)
    #expect(result.scores.contains("2025-11-17 C digitization 19.0"))
    #expect(result.history.units.map(\.level) == [.department, .department, .commune, .commune])
  }

  @Test func statisticsBelowATableWithoutNumbers_areNoUnits() throws {
    let table: [[WorkbookFile.Cell]] = [title, ["Đơn vị", "Tổng điểm"], ["A", 90], ["B", 91]]
    let loose = try WorkbookFile(table + [[], ["Thống kê xếp loại"], ["Xuất sắc (≥90)", 2], ["Tốt", 4]])
      .read()
    let close = try WorkbookFile(table + [["Xếp loại", "Số đơn vị"], ["Xuất sắc (≥90)", 2], ["Tốt", 4]])
      .read()
    for result in [loose, close] {
      #expect(result.scores == scores(["A": 90, "B": 91]))
      #expect(result.kinds.first == .rowsBehind(["Xuất sắc (≥90)", "Tốt"], count: 2))
      #expect(result.remarks[0].leavesOut)
    }
  }

  @Test func rowsOfSumsAndGroups_withoutNumbers_areNoUnits() throws {
    let file = WorkbookFile([
      title, ["Đơn vị", "Tổng điểm"], ["Các sở, ban, ngành", 90.5], ["Sở A", 90],
      ["Bình quân khối sở", 90.5],
      ["UBND xã, phường", 80.5], ["Xã C", 80], ["Bình quân khối xã, phường", 80], ["TB chung", 85],
      ["Điểm cao nhất", 90], ["Tổng số: 2 đơn vị", 170], ["Tuần trước", 84], ["Mục tiêu", 95],
      ["Điểm tối đa", 100],
    ])
    let result = try file.read()
    #expect(result.history.units.map(\.name) == ["Sở A", "Xã C"])
    #expect(result.history.units.map(\.level) == [.department, .commune])
    guard case .footerRows(_, count: 9)? = result.kinds.first else {
      Issue.record("\(result.kinds)")
      return
    }
  }

  @Test func headingLikeANameForUnits_belowTheHeader_isAHeading() throws {
    let file = WorkbookFile([
      title, ["STT", "Đơn vị", "Tổng điểm"], ["I", "Sở, ban, ngành"], [1, "A", 90], [2, "B", 91],
      ["II", "Các đơn vị ngành dọc"], [1, "Thuế tỉnh", 80], [2, "Công an tỉnh", 81],
    ])
    let result = try file.read()
    #expect(result.history.units.map(\.level) == [.department, .department, nil, nil])
    #expect(result.problems.isEmpty && result.unknownIndicators.isEmpty)
  }

  // MARK: Rows of columns

  @Test(arguments: [
    ["(1)", "(2)", "(3)", "(4)", "(5)"], ["1", "2", "3", "4", "5"], ["A", "B", "1", "2", "3=1+2"],
    ["", "", "(22 điểm)", "", "(100 điểm)"], ["", "", "Điểm", "%", "Điểm"],
    ["Điểm tối đa", "", "22", "", "100"],
    ["", "", "22", "", "100"],
  ])
  func rowBelowTheHeader_thatTellsOfColumns_isNoUnit(_ cells: [String]) throws {
    func cell(_ text: String) -> WorkbookFile.Cell {
      text.isEmpty ? .empty : Int(text) == nil ? .text(text) : .number(text)
    }
    let file = WorkbookFile([
      title, ["STT", "Đơn vị", "Số hóa hồ sơ", "Tỷ lệ %", "Tổng điểm"], cells.map(cell),
      [1, "A", 20, 90.9, 90],
      [2, "B", 21, 95.5, 91],
    ])
    let result = try file.read()
    #expect(result.history.units.map(\.name) == ["A", "B"])
    #expect(result.scores.count == 4 && result.problems.isEmpty && result.heldBackUnits.isEmpty)
  }

  // MARK: Columns

  @Test func shares_areNoScores() throws {
    let file = WorkbookFile([
      title, ["Đơn vị", "Số hóa hồ sơ (%)", "% Hài lòng", "Tổng điểm (100%)"], ["A", 9.5, 8.5, 90],
    ])
    let result = try file.read()
    #expect(result.scores == scores(["A": 90]))
    #expect(result.kinds == [.columns(["Số hóa hồ sơ (%)", "% Hài lòng"])])
  }

  @Test func columnsOfThisWeek_areTold_fromThoseOfTheLastAndOfTargets() throws {
    for (last, this) in [
      ("Tổng điểm (tuần trước)", "Tổng điểm (tuần này)"), ("Điểm (tuần trước)", "Điểm (tuần này)"),
      ("Tổng điểm tuần trước", "Tổng điểm tuần này"), ("Mục tiêu tuần tới", "Tổng điểm"),
      ("Dự kiến 24/11/2025", "Tổng điểm"),
    ] {
      let file = WorkbookFile([
        ["TỔNG ĐIỂM đến ngày 17/11/2025"], ["Đơn vị", .text(last), .text(this)], ["A", 95, 90],
      ])
      let result = try file.read()
      #expect(result.scores == scores(["A": 90]), "\(last)")
      #expect(result.kinds == [.columns([last])])
    }
    let below = WorkbookFile(
      [
        title, ["Đơn vị", "Mục tiêu tuần tới", "Kết quả"], ["", "Số hóa hồ sơ", "Tổng điểm"], ["A", 21, 90],
      ], merges: ["A2:A3"])
    #expect(try below.read().scores == scores(["A": 90]))
  }

  @Test func totalBelowAComponent_isThatOfTheComponent() throws {
    let file = WorkbookFile(
      [title, ["Đơn vị", "Công khai, minh bạch", ""], ["", "Tổng điểm", "Xếp hạng"], ["A", 15.5, 1]],
      merges: ["A2:A3", "B2:C2"])
    #expect(try file.read().scores == ["2025-11-17 A transparency 15.5"])
  }

  @Test func namesOfIndicators_mayBeLonger_butNotOther() throws {
    let file = WorkbookFile([
      title,
      [
        "Đơn vị", "Công khai, minh bạch thông tin TTHC", "Cung cấp dịch vụ công trực tuyến",
        "Mức độ hài lòng của người dân, doanh nghiệp", "Số hóa hồ sơ trễ hạn", "Tổng điểm (tự chấm)", "Cộng",
      ], ["A", 15, 8, 17, 2, 99, 90],
    ])
    let result = try file.read()
    #expect(
      result.scores == [
        "2025-11-17 A online_services 8.0", "2025-11-17 A satisfaction 17.0", "2025-11-17 A total 90.0",
        "2025-11-17 A transparency 15.0",
      ])
    #expect(result.unknownIndicators.map(\.name) == ["Số hóa hồ sơ trễ hạn", "Tổng điểm – tự chấm"])
  }

  @Test func englishNames_areKnown() throws {
    let file = WorkbookFile([
      ["As of 17/11/2025"], ["No.", "Department", "Transparency", "Total", "Rank"], [1, "A", 15, 90, 1],
    ])
    #expect(try file.read().history.units.map(\.level) == [.department])
  }

  @Test func whoIsInCharge_behindTheScores_isNoUnit() throws {
    let file = WorkbookFile([title, ["Đơn vị", "Tổng điểm", "Cơ quan theo dõi"], ["A", 90, "VP"]])
    let result = try file.read()
    #expect(result.scores == scores(["A": 90]) && result.kinds == [.columns(["Cơ quan theo dõi"])])
    let two = WorkbookFile([title, ["Địa phương", "Đơn vị", "Tổng điểm"], ["Bắc Ninh", "A", 90]])
    #expect(two.failure?.remarks == [.repeatedColumn(first: "Địa phương", second: "Đơn vị")])
  }

  // MARK: Turned tables

  private let components: [[WorkbookFile.Cell]] = [
    [1, "Công khai, minh bạch", 18, 15.5, 14.5], [2, "Số hóa hồ sơ", 22, 20, 21],
    ["", "Tổng điểm", 100, 90, 91],
  ]

  @Test func unitsAboveColumns_areReadAndRemarked() throws {
    let result = try WorkbookFile(
      [title, ["STT", "Chỉ số thành phần", "Điểm tối đa", "Sở Y tế", "Sở Nội vụ"]] + components
    ).read()
    #expect(
      result.scores == [
        "2025-11-17 Sở Nội vụ digitization 21.0", "2025-11-17 Sở Nội vụ total 91.0",
        "2025-11-17 Sở Nội vụ transparency 14.5", "2025-11-17 Sở Y tế digitization 20.0",
        "2025-11-17 Sở Y tế total 90.0", "2025-11-17 Sở Y tế transparency 15.5",
      ])
    #expect(result.kinds == [.unitsAcross(["Sở Y tế", "Sở Nội vụ"], count: 2)])
    let twoRows = try WorkbookFile(
      [
        title, ["STT", "Chỉ số", "Điểm tối đa", "Đơn vị", ""], ["", "", "", "Sở Y tế", "Sở Nội vụ"],
      ] + components, merges: ["A2:A3", "B2:B3", "C2:C3", "D2:E2"]
    ).read()
    #expect(twoRows.scores == result.scores)
  }

  @Test func unitsAboveColumns_daysDown_areTotals() throws {
    let result = try WorkbookFile([
      ["TỔNG ĐIỂM CÁC ĐỊA PHƯƠNG"], ["Ngày", "Bắc Ninh", "Hải Phòng", "Ghi chú"],
      [.day(2025, 11, 17), 92.37, 91.98, "x"],
    ]).read()
    #expect(result.scores == scores(["Bắc Ninh": 92.37, "Hải Phòng": 91.98]))
  }

  @Test func unitsAboveColumns_areNotGuessed_fromOtherNames() {
    let plan = WorkbookFile([
      title, ["STT", "Chỉ tiêu", "Kế hoạch", "Số hồ sơ", "Năm 2024"],
      [1, "Công khai, minh bạch", 17, 16, 15],
      [2, "Số hóa hồ sơ", 17, 16, 15],
    ])
    #expect(plan.failure?.remarks == [.noHeader])
  }

  @Test func unitsAboveIndicators_daysDown_areRead() throws {
    let file = WorkbookFile(
      [
        ["Ngày", "Bắc Ninh", "", "Hải Phòng", ""], ["", "Số hóa", "Tổng điểm", "Số hóa", "Tổng điểm"],
        ["17/11/2025", 20, 90, 21, 91],
      ], merges: ["A1:A2", "B1:C1", "D1:E1"])
    #expect(try file.read().scores.contains("2025-11-17 Hải Phòng digitization 21.0"))
  }

  @Test func sheetNamedAfterItsUnit_withDaysDown_isReadAndRemarked() throws {
    let rows: [[WorkbookFile.Cell]] = [["Ngày", "Số hóa hồ sơ", "Tổng điểm"], ["17/11/2025", 20, 90]]
    let result = try WorkbookFile(rows, name: "Bắc Ninh").read()
    #expect(result.scores == ["2025-11-17 Bắc Ninh digitization 20.0", "2025-11-17 Bắc Ninh total 90.0"])
    #expect(result.kinds == [.unitOfSheet])
    for name in ["Dữ liệu", "Tổng hợp", "Tuần 46", "Năm 2025", "Xã phường"] {
      #expect(WorkbookFile(rows, name: name).failure?.remarks == [.noUnit], "\(name)")
    }
  }

  @Test func totalWithoutNumber_belowIndicators_isRead() throws {
    let file = WorkbookFile(
      [
        ["STT", "Chỉ số", "17/11/2025"], [1, "Công khai, minh bạch", 15], [2, "Số hóa", 20],
        ["", "Tổng cộng", 90],
      ],
      name: "Bắc Ninh")
    #expect(try file.read().scores.contains("2025-11-17 Bắc Ninh total 90.0"))
  }

  // MARK: Sheets

  @Test func sheetOfUnits_withoutAHeader_isSaidToBeLeftOut() throws {
    let good: [[WorkbookFile.Cell]] = [title, ["STT", "Đơn vị", "Tổng điểm"], [1, "A", 90], [2, "B", 91]]
    let file = WorkbookFile([
      .init(name: "Một", rows: good), .init(name: "Hai", rows: [[1, "A", 95], [2, "B", 96]]),
      .init(name: "Biểu đồ", rows: [["Nhóm", "Số lượng"], ["Tốt", 3], ["Khá", 2]]),
    ])
    let result = try file.read()
    #expect(result.kinds == [.noHeaderOverUnits(rows: 2), .noHeader])
    #expect(result.remarks[0].leavesOut && !result.remarks[1].leavesOut)
  }

  // MARK: Names

  @Test(arguments: [
    ("1. Sở Y tế", "Sở Y tế"), ("12) Sở Y tế", "Sở Y tế"), ("- Sở Y tế", "Sở Y tế"),
    ("Sở Y tế (*)", "Sở Y tế"),
    ("Sở Y tế **", "Sở Y tế"), ("Sở Y tế²", "Sở Y tế"), ("Phường 1", "Phường 1"), ("4K", "4K"),
    ("1.5", "1.5"),
    ("*", "*"), ("Sở Y tế (Chi cục)", "Sở Y tế (Chi cục)"),
  ])
  func nameOfAUnit_losesMarksAndNumbersOfLists(_ text: String, _ name: String) {
    #expect(UnitName.plain(text) == name)
  }

  @Test func unit_isTheSame_whateverPlaceItHas() throws {
    let file = WorkbookFile([
      .init(name: "10-11-2025", rows: [["Đơn vị", "Tổng điểm"], ["1. Sở A", 91], ["2. Sở B (*)", 90]]),
      .init(name: "17-11-2025", rows: [["Đơn vị", "Tổng điểm"], ["1. Sở B", 92], ["2. Sở A", 91]]),
    ])
    #expect(try file.read().history.units.map(\.name) == ["Sở A", "Sở B"])
  }
}
