import Foundation
import Testing

@testable import Scorecard

private typealias Unit = Scorecard.Unit

/// However the example is written, the same history is read.
@Suite struct ShapeTests {
  private let expected = Snapshot(Example.history)
  private let vietnamese = ["Ngày báo cáo", "ĐƠN VỊ", "Cấp", "Chỉ số", "Điểm", "Trạng thái"]

  private func dayFirst(_ iso: String, _ separator: String) -> String {
    iso.split(separator: "-").reversed().joined(separator: separator)
  }

  private func decimalComma(_ row: [String]) -> [String] {
    var row = row
    row[0] = dayFirst(row[0], "/")
    row[3] = Example.names[row[3]] ?? row[3]
    row[4] = row[4].replacing(".", with: ",")
    return row
  }

  @Test func example_isPlainToRead() throws {
    let result = try read(Example.long())
    #expect(result.shape == .long)
    #expect(result.problems.isEmpty && result.heldBackUnits.isEmpty && result.unknownIndicators.isEmpty)
    #expect(result.rowCount == 67)
    #expect(expected.lines.count == 1 + 13 + 67 + 22)
  }

  @Test(arguments: [";", "\t", "|"])
  func long_vietnameseWithDecimalComma_readsTheSame(_ delimiter: String) throws {
    let text = Example.long(header: vietnamese, delimiter: delimiter, change: decimalComma)
    #expect(Snapshot(try read(text).history) == expected)
  }

  @Test func long_quotedDecimalCommaInCommaFile_readsTheSame() throws {
    let text = Example.long { row in
      var row = decimalComma(row).map { $0.contains(",") ? "\"\($0)\"" : $0 }
      row[1] = "\"\(row[1])\""
      return row
    }
    #expect(Snapshot(try read(text).history) == expected)
  }

  @Test(arguments: ["\n", "\r\n", "\r", "\n\n", "\r\n\r\n", ",\n", ",,,\r\n", "  \n", "\u{A0}\n"])
  func long_anyLineEnd_readsTheSame(_ lineEnd: String) throws {
    #expect(Snapshot(try read(Example.long(lineEnd: lineEnd)).history) == expected)
  }

  @Test func long_anyEncoding_readsTheSame() throws {
    let text = Example.long()
    #expect(Snapshot(try HistoryReader.read([0xEF, 0xBB, 0xBF] + Array(text.utf8)).history) == expected)
    for bigEndian in [false, true] {
      var bytes: [UInt8] = bigEndian ? [0xFE, 0xFF] : [0xFF, 0xFE]
      for unit in text.utf16 {
        let pair = [UInt8(unit >> 8), UInt8(unit & 0xFF)]
        bytes += bigEndian ? pair : pair.reversed()
      }
      #expect(Snapshot(try HistoryReader.read(bytes).history) == expected)
    }
  }

  @Test func long_withoutLastLineEnd_readsTheSame() throws {
    #expect(Snapshot(try read(String(Example.long().dropLast())).history) == expected)
  }

  @Test func long_columnsInAnotherOrder_readTheSame() throws {
    let text = Example.long(
      header: ["note", "score", "STATUS", "Indicator", "as of", "Level", "Unit", ""]
    ) { row in ["\"a, \"\"note\"\"\nin two lines\"", row[4], row[5], row[3], row[0], row[2], row[1], ""] }
    let result = try read(text)
    #expect(Snapshot(result.history) == expected)
    #expect(
      result.history.observation(unit: 0, indicator: .total, on: Day(ordinal: 20409))?.line == 2 + 2 * 25)
  }

  @Test func long_namesInOtherFormsAndCase_areTheSameUnits() throws {
    let text = Example.long(
      rows: Example.rows.enumerated().map { number, row in
        var row = row
        if number > 0, number % 3 == 0 { row[1] = row[1].decomposedStringWithCanonicalMapping }
        if number % 3 == 1 { row[1] = "  " + row[1].replacing(" ", with: "\u{A0} ") + "\u{A0}" }
        if number == 1 { row[1] = row[1].uppercased() }
        if number % 2 == 1 { row[3] = (Example.names[row[3]] ?? "").decomposedStringWithCanonicalMapping }
        return row
      })
    let history = try read(text).history
    #expect(Snapshot(history) == expected)
    #expect(
      history.units.allSatisfy {
        Array($0.name.utf8) == Array($0.name.precomposedStringWithCanonicalMapping.utf8)
      })
  }

  @Test func long_separatorLineOfExcel_isPassedOver() throws {
    let text = "sep=;\r\n" + Example.long(delimiter: ";", lineEnd: "\r\n")
    #expect(Snapshot(try read(text).history) == expected)
  }

  @Test func long_titleAboveTheHeader_isPassedOver() throws {
    let title = "BẢNG ĐIỂM TUẦN 9;;;;;\n\n\"Đơn vị: điểm\";;;;;\n"
    let text = title + Example.long(header: vietnamese, delimiter: ";", change: decimalComma)
    let history = try read(text).history
    #expect(Snapshot(history) == expected)
    #expect(history.observation(unit: 0, indicator: .total, on: Day(ordinal: 20409))?.line == 30)
  }

  @Test func observations_withoutDecimals_haveThoseOfTheirScore() throws {
    let rows = [(0, 92.5), (7, 92.25), (14, 0.1 + 0.2), (21, 90)]
    let history = History(
      index: nil, axis: .steps, units: [Unit(name: " A  b ")],
      observations: rows.map {
        Observation(day: Day(ordinal: $0.0), unit: 0, indicator: .value, score: $0.1)
      })
    #expect(history.observations.map(\.decimals) == [1, 2, 10, 0])
    #expect(history.units.map(\.name) == ["A b"])
    #expect(history.upTo(Day(ordinal: 7)).decimals(ofUnit: 0, indicator: .value) == 2)
  }

  @Test func long_shuffledRows_giveTheSameHistory() throws {
    let sorted = Snapshot(Example.history, sorted: true)
    for seed in 1...20 {
      var generator = SeededGenerator(state: UInt64(seed))
      let text = Example.long(rows: Example.rows.shuffled(using: &generator))
      #expect(Snapshot(try read(text).history, sorted: true) == sorted)
    }
  }

  @Test func long_emptyLevelElsewhere_isNoContradiction() throws {
    var number = 0
    let text = Example.long { row in
      number += 1
      var row = row
      if number % 2 == 0 && !["58", "59", "60"].contains("\(number)") { row[2] = "" }
      return row
    }
    let result = try read(text)
    #expect(result.heldBackUnits.isEmpty)
    #expect(result.history.count == Example.history.count)
    #expect(result.history.units[0].level == .province)
  }

  @Test func wide_readsTheSameScores() throws {
    let sorted = Snapshot(Example.history, sorted: true)
    let result = try read(Example.wide())
    #expect(result.shape == .wide)
    #expect(Snapshot(result.history, sorted: true) == sorted)
    let names = Example.indicators.map { Example.names[$0] ?? $0 }
    let tabs = try read(Example.wide(header: ["tuần", "Tên đơn vị", "cấp"] + names, delimiter: "\t"))
    #expect(Snapshot(tabs.history, sorted: true) == sorted)
  }

  @Test func wide_annotationIsIgnored_unknownNumbersAreReportedOnce() throws {
    let result = try read(
      """
      STT;Ngày;Đơn vị;Tổng điểm;Nhận xét;Chỉ số lạ;Rỗng
      1;17/11/2025;Bắc Ninh;92,37;dẫn đầu;3,5;
      2;17/11/2025;Hải Phòng;91,98;bám sát;;
      3;17/11/2025;Đồng Nai;91,96;;4;
      """)
    #expect(result.history.units.count == 3)
    #expect(result.history.series(unit: 2, indicator: .total).map(\.score) == [91.96])
    #expect(result.unknownIndicators.map(\.name) == ["Chỉ số lạ"])
    #expect(result.unknownIndicators.map(\.count) == [2])
    #expect(result.unknownIndicators.map(\.column) == [6])
    #expect(result.problems.isEmpty)
  }

  @Test func plain_withSteps_countsWeeks() throws {
    let result = try read("series,step,value\nW1,1,1089.2\nW1,2,-3e2\nW2,1,0.5\nW1,3,1234567.125\n")
    let history = result.history
    #expect(result.shape == .plain)
    #expect(history.axis == .steps && history.index == nil)
    #expect(history.units.map(\.name) == ["W1", "W2"])
    #expect(history.series(unit: 0, indicator: .value).map(\.day.ordinal) == [7, 14, 21])
    #expect(history.series(unit: 0, indicator: .value).map(\.score) == [1089.2, -300, 1234567.125])
    #expect(history.decimals(ofUnit: 0, indicator: .value) == 3)
  }

  @Test func plain_withDates_hasDates() throws {
    let history = try read("value;as_of;series\n1.089,20;17/11/2025;A\n1.100;24/11/2025;A\n").history
    #expect(history.axis == .dates)
    #expect(history.series(unit: 0, indicator: .value).map(\.score) == [1089.2, 1100])
  }

  @Test func anotherIndex_readsItsOwnNames() throws {
    let index = try IndexDefinition(
      yaml: "id: x\ncomponents:\n  - {id: a, max: 2000}\n  - {id: b, name: Bê, max: 5}")
    let result = try read("as_of,unit,a,bê,total\n2025-11-17,U,\"1,234.5\",4,1238.5\n", index: index)
    #expect(result.history.series(unit: 0, indicator: .component(0)).map(\.score) == [1234.5])
    #expect(result.history.series(unit: 0, indicator: .discrepancy).map(\.score) == [0])
  }

  @Test func writtenAndRead_randomHistories_areTheSame() throws {
    for seed in 1...30 {
      var generator = SeededGenerator(state: UInt64(seed))
      let letters = ["ă", "Đ", "ơ", "x", "Q", "ế", " ", "-", "\"", ",", ";", "7"]
      var rows: [[String]] = []
      for unit in 0..<Int.random(in: 1...8, using: &generator) {
        let noise = (0..<6).map { _ in letters.randomElement(using: &generator) ?? "x" }.joined()
        let name = NameKey.spelling("U\(unit)" + noise + "z")
        let level = ["province", "commune", ""].randomElement(using: &generator) ?? ""
        for position in 0..<7 where Bool.random(using: &generator) || position == 6 {
          for week in 0..<10 where Bool.random(using: &generator) || week == 0 {
            let score = Double(Int.random(in: 0...1000, using: &generator)) / 100
            rows.append([
              Day(ordinal: 20000 + 7 * week).description, name, level, Example.indicators[position],
              String(score), "",
            ])
          }
        }
      }
      func quoted(_ row: [String]) -> [String] {
        row.map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }
      }
      let delimiter = [",", ";", "\t"].randomElement(using: &generator) ?? ","
      let history = try read(Example.long(delimiter: delimiter, rows: rows, change: quoted)).history
      let lines = history.observations.map { one in
        [
          one.day.description, history.units[one.unit].name, history.units[one.unit].level?.rawValue ?? "",
          one.indicator.id(in: history.index), String(one.score), "",
        ]
      }
      #expect(lines == rows)
      let again = try read(Example.long(rows: lines, change: quoted)).history
      #expect(Snapshot(again) == Snapshot(history))
    }
  }
}
