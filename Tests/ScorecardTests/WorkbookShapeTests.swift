import Forecasting
import Foundation
import Testing

@testable import Scorecard

/// However offices lay out their sheets, the same scores are read.
@Suite struct WorkbookShapeTests {
  private static let example: [UInt8] = {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let path = root.appendingPathComponent("Examples/bac-ninh-2025/history.csv")
    return [UInt8]((try? Data(contentsOf: path)) ?? Data())
  }()

  // MARK: Files of other programs

  @Test(arguments: ["long.xlsx", "long-libreoffice.xlsx", "wide.xlsx", "weeks.xlsx"])
  func example_inAnyShape_isTheSameHistory(_ name: String) throws {
    let result = try HistoryReader.read(try fixture(name))
    let expected = try HistoryReader.read(Self.example)
    #expect(Snapshot(result.history, sorted: true) == Snapshot(expected.history, sorted: true))
    #expect(result.problems.isEmpty && result.unknownIndicators.isEmpty && result.heldBackUnits.isEmpty)
    #expect(!result.remarks.contains { $0.leavesOut })
  }

  @Test func example_longFromExcel_isTheSameToTheOrderOfUnits() throws {
    let result = try HistoryReader.read(try fixture("long.xlsx"))
    let expected = try HistoryReader.read(Self.example)
    #expect(Snapshot(result.history) == Snapshot(expected.history))
    #expect(result.rowCount == 67)
    let last = result.history.observation(
      unit: 0, indicator: .total, on: Day(year: 2025, month: 11, day: 17)!)
    #expect(result.places?[last?.line ?? 0]?.description == "Số liệu!E27")
  }

  @Test func example_weekByWeek_forecastsTheSameAsItsOrderInOneTable() throws {
    let result = try HistoryReader.read(try fixture("weeks.xlsx"))
    // The same rows in the order of sheets.
    var text = "as_of,unit,level,indicator,score\n"
    let history = result.history
    var rows: [(line: Int, text: String)] = []
    for unit in history.units.indices {
      for indicator in history.indicators(ofUnit: unit) {
        for (day, score) in history.series(unit: unit, indicator: indicator) {
          let line = history.observation(unit: unit, indicator: indicator, on: day)?.line ?? 0
          let one = history.units[unit]
          rows.append(
            (
              line,
              "\(day),\(one.name),\(one.level?.rawValue ?? ""),\(indicator.id(in: history.index)),\(score.formatted(.number.precision(.fractionLength(2)).locale(Locale(identifier: "en_US"))))"
            ))
        }
      }
    }
    text += rows.sorted { $0.line < $1.line }.map { $0.text + "\n" }.joined()
    let table = try read(text).history
    #expect(Snapshot(history) == Snapshot(table))
    let forecaster = Forecaster(horizon: 4)
    let (one, other) = (
      ScorecardForecast(history, forecaster: forecaster), ScorecardForecast(table, forecaster: forecaster)
    )
    for unit in history.units.indices {
      let (a, b) = (one.entry(unit: unit, indicator: .total), other.entry(unit: unit, indicator: .total))
      #expect(a?.distributions.map(\.median) == b?.distributions.map(\.median))
    }
  }

  @Test func weeks_tellWhatWasLeftOut() throws {
    let result = try HistoryReader.read(try fixture("weeks.xlsx"))
    #expect(result.remarks.count == 12)
    #expect(
      result.remarks.allSatisfy { remark in
        if case .footerRows(let names, _) = remark.kind { names.first == "Trung bình" } else { false }
      })
    #expect(result.history.units.contains { $0.name == "Bắc Ninh" && $0.level == .province })
    #expect(result.history.units.contains { $0.name == "Hợp Thịnh" && $0.level == .commune })
  }

  @Test func weeksOverComponents_andComponentsAsSheets_sayTheSame() throws {
    let one = try HistoryReader.read(try fixture("dates-over-components.xlsx"))
    let other = try HistoryReader.read(try fixture("sheet-per-component.xlsx"))
    #expect(one.scores.count == 27)
    #expect(one.scores == other.scores)
    #expect(one.scores.contains("2025-11-17 Đồng Nai digitization 17.96"))
    #expect(one.remarks.isEmpty && other.remarks.isEmpty)
  }

  // MARK: One table

  private let header: [WorkbookFile.Cell] = ["STT", "Đơn vị", "Số hóa hồ sơ", "Tổng điểm"]

  private func week(
    _ titles: [[WorkbookFile.Cell]], name: String = "Sheet1", saved: String? = nil
  ) -> WorkbookFile {
    var file = WorkbookFile(titles + [header, [1, "A", 20.5, 91.25], [2, "B", 21, 90]], name: name)
    file.saved = saved
    return file
  }

  private func scores(_ day: String) -> [String] {
    [
      "\(day) A digitization 20.5", "\(day) A total 91.25", "\(day) B digitization 21.0",
      "\(day) B total 90.0",
    ]
  }

  @Test(arguments: [
    "Báo cáo tuần đến ngày 17/11/2025", "TUẦN 17-11-2025", "Tuần từ 11/11 đến 17/11/2025",
    "Tuần 46 (từ ngày 11/11/2025 đến ngày 17/11/2025)", "Số liệu tính đến ngày 17 tháng 11 năm 2025",
    "Ngày 17.11.2025", "2025-11-17", "Tuần 11-17/11/2025",
    "(Kèm theo Quyết định số 766/QĐ-TTg ngày 23/6/2022; số liệu đến ngày 17/11/2025)",
  ])
  func day_standsInTitle(_ title: String) throws {
    let result = try week([["KẾT QUẢ"], [.text(title)]]).read()
    #expect(result.scores == scores("2025-11-17"))
    #expect(result.remarks.isEmpty)
    #expect(result.places?[1]?.description == "Sheet1!C4")
  }

  @Test(arguments: ["Tuần 17-11-2025", "17.11.2025", "Tuần 46 17-11-2025", "Báo cáo ngày 17-11-2025"])
  func day_standsInNameOfSheet(_ name: String) throws {
    #expect(
      try week([["Căn cứ Quyết định 766 ngày 23/6/2022"]], name: name).read().scores == scores("2025-11-17"))
  }

  @Test func day_ofTitleAsNumber_isRead() throws {
    #expect(try week([["Ngày:", .day(2025, 11, 17)]]).read().scores == scores("2025-11-17"))
  }

  @Test func day_withoutYear_takesThatOfTitleElseOfSaving() throws {
    #expect(try week([["NĂM 2024"]], name: "17.11").read().scores == scores("2024-11-17"))
    let saved = try week([], name: "17.11", saved: "2026-01-06T08:00:00Z").read()
    #expect(saved.scores == scores("2025-11-17"))
    #expect(saved.kinds == [.year(Day(year: 2025, month: 11, day: 17)!)])
    #expect(week([], name: "17.11").failure?.remarks == [.noDate(found: "17.11")])
  }

  @Test(arguments: ["Tuần 46", "Tuần 46 năm 2025", "Tuần 46/2025"])
  func weekNumber_isNoDay(_ name: String) {
    #expect(
      week([], name: name.replacing("/", with: "-")).failure?.remarks == [
        .noDate(found: name.replacing("/", with: "-"))
      ])
  }

  @Test func titleAndName_weeksApart_areRefused() throws {
    let file = week([["Số liệu đến ngày 10/11/2025"]], name: "17-11-2025")
    let days = [Day(year: 2025, month: 11, day: 10)!, Day(year: 2025, month: 11, day: 17)!]
    #expect(file.failure?.remarks == [.severalDates(days)])
    // Days apart the title counts.
    let near = try week([["Số liệu đến ngày 16/11/2025"]], name: "17-11-2025").read()
    #expect(near.scores == scores("2025-11-16"))
  }

  @Test func headerOfTwoRows_partsWhatIsMergedAboveIt() throws {
    let file = WorkbookFile(
      [
        ["Kết quả"],
        ["STT", "Đơn vị", .day(2025, 11, 10), "", "", .day(2025, 11, 17), "", ""],
        ["", "", "Số hóa", "Tổng điểm", "Xếp hạng", "Số hóa", "Tổng điểm", "Tăng/giảm"],
        [1, "A", 20.5, 91, 1, 20.6, 91.2, 0.2], [2, "B", 19, 90, 2, 19.5, 90.5, 0.5],
      ], merges: ["A1:H1", "A2:A3", "B2:B3", "C2:E2", "F2:H2"])
    let result = try file.read()
    #expect(
      result.scores == [
        "2025-11-10 A digitization 20.5", "2025-11-10 A total 91.0", "2025-11-10 B digitization 19.0",
        "2025-11-10 B total 90.0", "2025-11-17 A digitization 20.6", "2025-11-17 A total 91.2",
        "2025-11-17 B digitization 19.5", "2025-11-17 B total 90.5",
      ])
    #expect(result.kinds == [.columns(["Tăng/giảm"])])
    // Not merged, the day stands for those behind it as well.
    var loose = file
    loose.sheets[0].merges = []
    #expect(try loose.read().scores == result.scores)
  }

  @Test func weeksAcross_areTotalsWhereNothingElseIsSaid() throws {
    let rows: [[WorkbookFile.Cell]] = [
      ["Địa phương", "Tuần 10/11/2025", "17/11/2025", "Trung bình"], ["A", 91, 92, 91.5],
      ["B", "", 90.25, 90.25],
    ]
    let total = try WorkbookFile(rows).read()
    #expect(
      total.scores == ["2025-11-10 A total 91.0", "2025-11-17 A total 92.0", "2025-11-17 B total 90.25"])
    #expect(total.kinds == [.takenAsTotal, .columns(["Trung bình"])])
    let named = try WorkbookFile(
      [["Điểm chỉ số Mức độ hài lòng của các địa phương"]]
        + rows.map {
          $0.prefix(3).map { cell in
            if case .number = cell { 17.5 } else { cell }
          }
        }
    ).read()
    #expect(named.scores.first == "2025-11-10 A satisfaction 17.5")
    #expect(named.remarks.isEmpty)
  }

  @Test func weeksAcross_onSheetsThatNothingTellsApart_areRefused() throws {
    let rows: [[WorkbookFile.Cell]] = [["Đơn vị", "10/11/2025", "17/11/2025"], ["A", 9, 9.5]]
    let file = WorkbookFile([
      .init(name: "TTTT", rows: rows), .init(name: "MĐHL", rows: rows),
      .init(name: "Thanh toán trực tuyến", rows: rows),
    ])
    let result = try file.read()
    #expect(result.scores == ["2025-11-10 A online_payment 9.0", "2025-11-17 A online_payment 9.5"])
    #expect(result.kinds == [.noIndicator, .noIndicator])
    let levels = WorkbookFile([
      .init(name: "Sở, ban, ngành", rows: rows), .init(name: "Xã, phường", rows: [rows[0], ["B", 9, 9]]),
    ])
    let history = try levels.read().history
    #expect(history.units.map(\.level) == [.department, .commune])
  }

  @Test func componentsDown_weeksAcross_takeTheUnitFromTheSheet() throws {
    let rows: [[WorkbookFile.Cell]] = [
      ["STT", "Chỉ số", "10/11/2025", "17/11/2025"], [1, "Công khai, minh bạch", 15.82, 15.9],
      [2, "Số hóa hồ sơ", 21, 21.04], ["", "Tổng điểm", 92.28, 92.37],
    ]
    let result = try WorkbookFile(rows, name: "Bắc Ninh").read()
    #expect(result.scores.contains("2025-11-17 Bắc Ninh digitization 21.04"))
    #expect(WorkbookFile(rows, name: "Trang tính1").failure?.remarks == [.noUnit])
  }

  @Test func tablesBelowEachOther_areAllRead() throws {
    let file = WorkbookFile([
      ["Bảng 1. Các sở, tuần 10/11/2025"], header, [1, "A", 20, 90], [2, "B", 21, 91],
      ["", "Trung bình", 20.5, 90.5],
      [], ["Bảng 2. Các sở, tuần 17/11/2025"], header, [1, "A", 20.5, 90.5], [2, "B", 21.5, 91.5],
    ])
    let result = try file.read()
    #expect(result.scores.count == 8)
    #expect(result.scores.last == "2025-11-17 B total 91.5")
    #expect(result.kinds.contains(.footerRows(["Trung bình"], count: 1)))
  }

  @Test func plainSeries_areRead() throws {
    let file = WorkbookFile([
      ["series", "as_of", "value"], ["x", .day(2025, 11, 10), 12.345],
      ["x", .day(2025, 11, 17), .number("-1e-3")],
      ["y", "17/11/2025", "12,5"], ["y", "10/11/2025", "1.234,5"],
    ])
    let result = try file.read()
    #expect(result.shape == .plain)
    #expect(
      result.scores == [
        "2025-11-10 x value 12.345", "2025-11-10 y value 1234.5", "2025-11-17 x value -0.001",
        "2025-11-17 y value 12.5",
      ])
    let steps = try WorkbookFile([["series", "step", "value"], ["x", 1, 5], ["x", 2, 6.5]]).read()
    #expect(steps.history.axis == .steps && steps.history.count == 2)
  }

  // MARK: Rows

  @Test func footersAndSections_areNoUnits() throws {
    let file = WorkbookFile([
      ["Ngày 17/11/2025"], header, ["(1)", "(2)", "(3)", "(4)"], ["", "Điểm tối đa", 22, 100],
      ["I", "Các sở, ban, ngành", 20.2, 91], [1, "A", 20.5, 91.25], [2, "B", 21, 90],
      ["II", "Các xã, phường"],
      [1, "C", 19, 88], [2, "Trung Bình", 18, 87], ["", "Toàn tỉnh", 20, 90], ["", "Trung bình", 20, 89],
      ["", "Tổng cộng", 80, 356], ["Ghi chú: số liệu của Cổng Dịch vụ công"],
      ["", "NGƯỜI LẬP", "", "CHỦ TỊCH"],
    ])
    let result = try file.read()
    #expect(result.history.units.map(\.name) == ["A", "B", "C", "Trung Bình"])
    #expect(result.history.units.map(\.level) == [.department, .department, .commune, .commune])
    #expect(result.problems.isEmpty && result.heldBackUnits.isEmpty)
    #expect(result.kinds.first == .unnumberedRows(["Toàn tỉnh"], count: 1))
    #expect(result.remarks.first?.cell == "B11")
    guard case .footerRows(let names, count: 4) = result.kinds.last else {
      Issue.record("\(result.kinds)")
      return
    }
    #expect(names.prefix(2) == ["Trung bình", "Tổng cộng"])
  }

  @Test func rowAboveTheFirstNumber_isAUnit() throws {
    let file = WorkbookFile([
      ["Ngày 17/11/2025"], header, ["", "Bắc Ninh", 21, 92.37], [1, "A", 20.5, 91.25], [2, "B", 21, 90],
    ])
    #expect(try file.read().history.units.map(\.name) == ["Bắc Ninh", "A", "B"])
  }

  @Test func unitWithoutScores_isHeldBackAsInOtherFiles() throws {
    let file = WorkbookFile([["Ngày 17/11/2025"], header, [1, "A", 20, 90], [2, "B"], [3, "C", "", 91]])
    let result = try file.read()
    #expect(result.heldBackUnits.map(\.name) == ["B"])
    #expect(result.history.units.map(\.name) == ["A", "C"])
  }

  @Test func daysAndUnits_mergedOverRows_holdForAllOfThem() throws {
    let file = WorkbookFile(
      [
        ["Ngày", "Đơn vị", "Chỉ số", "Điểm"], [.day(2025, 11, 17), "A", "Số hóa hồ sơ", 20],
        ["", "", "Tổng điểm", 90],
        ["", "B", "Tổng điểm", 91],
      ], merges: ["A2:A4", "B2:B3"])
    #expect(
      try file.read().scores == [
        "2025-11-17 A digitization 20.0", "2025-11-17 A total 90.0", "2025-11-17 B total 91.0",
      ])
  }

  // MARK: Sheets

  @Test func hiddenSheets_areLeftOut_hiddenRowsAndColumnsAreRead() throws {
    let rows: [[WorkbookFile.Cell]] = [
      ["Ngày", "Đơn vị", "Tổng điểm"], ["17/11/2025", "A", 90], ["17/11/2025", "B", 91],
    ]
    let file = WorkbookFile([
      .init(name: "Bìa", rows: [["Báo cáo"]]), .init(name: "Cũ", rows: rows, state: "hidden"),
      .init(name: "Rất cũ", rows: rows, state: "veryHidden"),
      .init(name: "Số liệu", rows: rows, hiddenRows: [3], hiddenColumns: 3...4),
    ])
    let result = try file.read()
    #expect(result.scores.count == 2)
    #expect(
      result.kinds == [.noHeader, .hiddenSheet, .hiddenSheet, .hiddenRows(count: 1), .hiddenColumns(["C"])])
    #expect(!result.remarks.contains { $0.leavesOut })
    #expect(WorkbookFile([.init(rows: rows, state: "hidden")]).failure == .workbook(.noSheet))
  }

  @Test func laterSheet_corrects() throws {
    let rows: [[WorkbookFile.Cell]] = [["Ngày", "Đơn vị", "Tổng điểm"], ["17/11/2025", "A", 90]]
    var later = rows
    later[1][2] = 90.5
    let result = try WorkbookFile([.init(name: "Một", rows: rows), .init(name: "Hai", rows: later)]).read()
    let correction = try #require(result.history.corrections.first)
    #expect(correction.newScore == 90.5)
    #expect(result.places?[correction.oldLine]?.description == "Một!C2")
    #expect(result.places?[correction.newLine]?.description == "Hai!C2")
  }

  @Test func columnsThatMeanTheSame_leaveTheSheetOut() throws {
    let file = WorkbookFile([["Ngày 17/11/2025"], ["Đơn vị", "Tổng điểm", "Tổng số điểm"], ["A", 90, 91]])
    #expect(file.failure?.remarks == [.repeatedColumn(first: "Tổng điểm", second: "Tổng số điểm")])
    let weeks = WorkbookFile(
      [
        ["Ngày 17/11/2025"], ["Đơn vị", "Tổng điểm"], ["", "Tuần này", "Tuần trước", "Tăng/giảm"],
        ["A", 90, 89, 1],
      ],
      merges: ["A2:A3", "B2:D2"])
    #expect(try weeks.read().scores == ["2025-11-17 A total 90.0"])
  }

  @Test func ownIndex_isUsed() throws {
    let index = try IndexDefinition(
      id: "x", name: LocalizedName(vietnamese: "x", english: "x"),
      components: [
        Component(id: "speed", name: LocalizedName(vietnamese: "Tốc độ", english: "Speed"), maximum: 40),
        Component(
          id: "quality", name: LocalizedName(vietnamese: "Chất lượng", english: "Quality"), maximum: 60),
      ])
    let file = WorkbookFile([
      ["Ngày", "Đơn vị", "1. Tốc độ (40 điểm)", "Điểm chất lượng"], ["17/11/2025", "A", 30, 50],
    ])
    #expect(try file.read(index: index).scores == ["2025-11-17 A quality 50.0", "2025-11-17 A speed 30.0"])
  }
}

extension IngestError {
  /// Why no sheet can be read.
  var remarks: [WorkbookRemark.Kind]? {
    if case .workbook(.noTable(let remarks, _)) = self { remarks.map(\.kind) } else { nil }
  }
}
