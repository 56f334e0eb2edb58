import Foundation
import Testing

@testable import Scorecard

/// What cannot be read is named, and the rest goes on.
@Suite struct FaultTests {
  private let header = "as_of,unit,level,indicator,score\n"

  // MARK: Whole files

  @Test func empty_isNamed() {
    for text in ["", "\n\n", " \r\n", ",,,\n", "\u{FEFF}", "\u{FEFF}\n"] { #expect(failure(text) == .empty) }
  }

  @Test func headerOnly_isNamed() {
    #expect(failure("\nas_of,unit,total\n") == .headerOnly(line: 2))
    #expect(failure("as_of,unit,total\n,,\n\n") == .headerOnly(line: 1))
  }

  @Test func noRecognizedColumns_listsSomeOfThem() {
    #expect(failure("a,b,c\n1,2,3\n") == .noRecognizedColumns(found: ["a", "b", "c"], count: 3, line: 1))
    let many = (1...10_000).map { "c\($0)" }.joined(separator: ",")
    guard case .noRecognizedColumns(let found, 10_000, 1)? = failure(many + "\n" + many + "\n") else {
      Issue.record("ten thousand unknown columns are one error")
      return
    }
    #expect(found.count == 12)
    let more = (1...30_000).map { "c\($0)" }.joined(separator: ",")
    #expect(
      failure(more) == .unreadableHeader(line: 1, reason: .wrongCellCount(expected: 20_000, found: 30_000)))
  }

  @Test func headerlessFile_isBlamedOnItsFirstLine() {
    let text = Example.rows.map { $0.joined(separator: ",") + "\n" }.joined()
    // One cell of the first row, "total", is the name of an indicator.
    #expect(
      failure(text)
        == .missingColumns([.date, .unit], shape: .wide, found: Example.rows[0], count: 6, line: 1))
  }

  @Test func missingColumns_areNamed() {
    #expect(
      failure("as_of,unit,score\n2025-11-17,A,3\n")
        == .missingColumns([.indicator], shape: .long, found: ["as_of", "unit", "score"], count: 3, line: 1))
    #expect(
      failure("unit,total\nA,3\n")
        == .missingColumns([.date], shape: .wide, found: ["unit", "total"], count: 2, line: 1))
    #expect(
      failure("series,value\nA,3\n")
        == .missingColumns([.date], shape: .plain, found: ["series", "value"], count: 2, line: 1))
  }

  @Test func repeatedColumns_areNamed() {
    #expect(
      failure("as_of,unit,total,Tổng điểm\n2025-11-17,A,3,4\n")
        == .repeatedColumn(first: "total", second: "Tổng điểm", columns: [3, 4], line: 1))
    #expect(
      failure("ngày,as_of,unit,total\n2025-11-17,2025-11-17,A,3\n")
        == .repeatedColumn(first: "ngày", second: "as_of", columns: [1, 2], line: 1))
  }

  @Test func binary_isNamedWithItsPlace() {
    let start = Array((header + "2025-11-17,A,,total,9").utf8)
    #expect(failure(start + [0] + start) == .binary(offset: start.count, line: 2))
    #expect(failure(start + [0x0A, 0xFF, 0xFE]) == .notUTF8(offset: start.count + 1, line: 3, byte: 0xFF))
    #expect(failure(start + [0xE1, 0xBA, 0x41]) == .notUTF8(offset: start.count, line: 2, byte: 0xE1))
    #expect(failure(start + [0xC0, 0x80, 0x41]) == .notUTF8(offset: start.count, line: 2, byte: 0xC0))
    #expect(failure(start + [0xED, 0xA0, 0x80]) == .notUTF8(offset: start.count, line: 2, byte: 0xED))
    #expect(failure([0x50, 0x4B, 0x03, 0x04, 0xFF, 0x00]) == .workbook(.damaged(.archive, part: nil)))
    #expect(
      failure(start + Array("đ€😀".utf8) + [0xF5]) == .notUTF8(offset: start.count + 9, line: 2, byte: 0xF5))
    #expect(failure([0xFE, 0xFF, 0xD8, 0x3D, 0x00, 0x41]) == .notUTF16(offset: 2, line: 1))
    #expect(failure([0xFF, 0xFE, 0x41, 0x00, 0x00, 0x00]) == .binary(offset: 4, line: 1))
    #expect(failure([0xFF, 0xFE, 0x41, 0x00, 0x00, 0xDC]) == .notUTF16(offset: 4, line: 1))
  }

  @Test func quoteNeverClosed_namesWhereItOpens() {
    #expect(
      failure(header + "2025-11-17,A,,total,9\n2025-11-17,\"B,,total,9\n2025-11-17,C,,total,9\n")
        == .quoteNeverClosed(line: 3, column: 2))
  }

  @Test func noUsableRow_tellsTheFirstFaults() {
    guard
      case .noUsableRow(let problems, 7, let heldBack, _)? = failure(
        header + String(repeating: "2025-11-17,A,,total,x\n", count: 7))
    else {
      Issue.record("seven bad rows leave nothing")
      return
    }
    #expect(problems.count == 5)
    #expect(heldBack.map(\.name) == ["A"])
  }

  @Test func paths_thatCannotBeRead_areNamed() throws {
    func failure(path: String) -> IngestError? {
      do throws(IngestError) {
        _ = try HistoryReader.read(path: path)
        return nil
      } catch { return error }
    }
    #expect(failure(path: "/no/such/file.csv") == .fileNotFound(path: "/no/such/file.csv"))
    #expect(failure(path: "/tmp") == .isDirectory(path: "/tmp"))
    #if os(Linux)
      guard case .unreadable("/proc/self/mem", let reason)? = failure(path: "/proc/self/mem") else {
        Issue.record("a process's memory cannot be read from its start")
        return
      }
      #expect(reason == "Input/output error")
    #endif
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).csv")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(Example.long().utf8).write(to: file)
    #expect(Snapshot(try HistoryReader.read(path: file.path).history) == Snapshot(Example.history))
  }

  // MARK: Rows

  @Test(arguments: [
    ("2025-11-17,A,,total,1.2.3", 5, RowProblem.Reason.notANumber),
    ("2025-11-17,A,,total,92%", 5, .notANumber),
    ("2025-11-17,A,,total,NaN", 5, .notFinite),
    ("2025-11-17,A,,total,inf", 5, .notFinite),
    ("2025-11-17,A,,total,1e999", 5, .notFinite),
    ("2025-11-17,A,,total,-0.01", 5, .belowZero),
    ("2025-11-17,A,,total,100.01", 5, .aboveMaximum(100)),
    ("2025-11-17,A,,online_services,12.5", 5, .aboveMaximum(12)),
    ("31/02/2025,A,,total,3", 1, .date(.impossible(year: 2025, month: 2, day: 31))),
    ("tomorrow,A,,total,3", 1, .date(.notRecognized)),
    ("0000-01-01,A,,total,3", 1, .date(.implausibleYear(0))),
    (",A,,total,3", 1, .missing(.date)),
    ("2025-11-17,,,total,3", 2, .missing(.unit)),
    ("2025-11-17,\u{200B},,total,3", 2, .missing(.unit)),
    ("2025-11-17,A,,,3", 4, .missing(.indicator)),
    ("2025-11-17,A,,total", 0, .wrongCellCount(expected: 5, found: 4)),
    ("2025-11-17,A,,total,3,4", 0, .wrongCellCount(expected: 5, found: 6)),
    ("2025-11-17,\"A\"x,,total,3", 2, .strayQuote),
    ("2025-11-17,\"A,,total,3\n2025-11-17,\"\"\"B\"\"\",,total,4", 2, .strayQuote),
  ])
  func badRow_isReported_andTheRestGoesOn(_ row: String, _ column: Int, _ reason: RowProblem.Reason) throws {
    let result = try read(
      header + "2025-11-17,\"two\nlines\",,total,1\n\n" + row + "\n2025-11-17,Z,,total,2\n")
    #expect(result.problems.first?.line == 5)
    #expect(result.problems.first?.column == (column == 0 ? nil : column))
    #expect(result.problems.first?.reason == reason)
    #expect(result.problemCount == 1)
    let last = try #require(result.history.unit(named: "Z"))
    #expect(result.history.series(unit: last, indicator: .total).map(\.score) == [2])
    #expect(result.history.unit(named: "two lines") == 0)
    #expect(result.history.unit(named: "A") == nil)
  }

  @Test func problem_tellsColumnNameValueAndPlace() throws {
    let result = try read("Ngày;Đơn vị;Số hóa hồ sơ;Tổng\n17/11/2025;Bắc Ninh;22,01;92,37\n")
    let problem = try #require(result.problems.first)
    #expect(problem.columnName == "Số hóa hồ sơ" && problem.value == "22,01" && problem.number == 22.01)
    #expect(problem.unit == "Bắc Ninh" && problem.indicator == .component(5))
    #expect(problem.day == Day(ordinal: 20409))
    #expect(result.history.indicators(ofUnit: 0) == [.total])
  }

  @Test func emptyScore_isMissing_notZero() throws {
    let result = try read(header + "2025-11-17,A,,total,\n2025-11-10,A,,total, \n2025-11-03,A,,total,0\n")
    #expect(result.problems.isEmpty)
    #expect(result.history.series(unit: 0, indicator: .total).map(\.score) == [0])
  }

  @Test func scoreAtTheMaximum_isFine() throws {
    let result = try read(header + "2025-11-17,A,,total,100.00\n2025-11-17,A,,online_payment,10\n")
    #expect(result.problems.isEmpty && result.history.count == 2)
  }

  @Test func steps_mustBeWholeWeeks() throws {
    let result = try read("series,step,value\nA,1,5\nA,2.5,5\nA,x,5\nA,1e9,5\nA,-3,5\nA,,5\n,4,5\n")
    #expect(result.history.series(unit: 0, indicator: .value).map(\.day.ordinal) == [-21, 7])
    #expect(
      result.problems.map(\.reason)
        == [.notAStep, .notAStep, .notAStep, .missing(.step), .missing(.series)])
  }

  @Test func cutOffFile_reportsTheLastRowOnly() throws {
    let text = Example.long(header: ["as_of", "unit", "level", "indicator", "status", "score"]) {
      [$0[0], $0[1], $0[2], $0[3], "\"" + $0[5] + "\"", $0[4]]
    }
    let bytes = Array(text.utf8)
    let lastLine = try #require(bytes.dropLast().lastIndex(of: 0x0A)) + 1
    for end in lastLine + 1..<bytes.count - 6 {
      let result = try HistoryReader.read(Array(bytes[..<end]))
      #expect(result.problems.map(\.reason) == [.cutOff], "cut at \(end - lastLine)")
      #expect(result.problems.map(\.line) == [68])
      #expect(result.history.count == 66)
    }
  }

  @Test func cutOffUTF16_reportsTheLastRow() throws {
    let text = header + "2025-11-10,A,,total,1\n2025-11-17,A,,total,20"
    var bytes: [UInt8] = [0xFF, 0xFE]
    for unit in text.utf16 { bytes += [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
    #expect(try HistoryReader.read(bytes).history.count == 2)
    let result = try HistoryReader.read(Array(bytes.dropLast()))
    #expect(result.problems.map(\.reason) == [.cutOff] && result.history.count == 1)
  }

  @Test func twoLevels_holdTheUnitBack_inAnyOrder() throws {
    let rows = [
      "2025-11-03,A,province,total,1", "2025-11-10,A,,total,2", "2025-11-17,a,xã,total,3",
      "2025-11-17,B,,total,4",
    ]
    for order in [[0, 1, 2, 3], [2, 3, 1, 0], [1, 2, 0, 3], [3, 0, 2, 1]] {
      let result = try read(header + order.map { rows[$0] + "\n" }.joined())
      #expect(result.history.units.map(\.name) == ["B"])
      guard case .differentLevels(let sightings)? = result.heldBackUnits.first?.reason else {
        Issue.record("the unit is held back: \(result.heldBackUnits)")
        continue
      }
      let lines = Dictionary(uniqueKeysWithValues: sightings.map { ($0.level, $0.line) })
      #expect(
        lines == [
          .province: 2 + (order.firstIndex(of: 0) ?? 0), .commune: 2 + (order.firstIndex(of: 2) ?? 0),
        ])
      #expect(result.heldBackUnits.count == 1)
    }
  }

  @Test func corruptUnit_isHeldBack_othersFinish() throws {
    let text = Example.long { row in
      var row = row
      if row[1] == "Hải Phòng" { row[4] = "?" }
      return row
    }
    let result = try read(text)
    #expect(result.heldBackUnits == [HeldBackUnit(name: "Hải Phòng", reason: .noUsableScore(firstLine: 34))])
    #expect(result.history.units.count == 12)
    #expect(result.history.count == 65)
    #expect(result.problemCount == 2)
  }

  @Test func unknownIndicator_isReportedOncePerName() throws {
    let result = try read(
      header + "2025-11-17,A,,speed,1\n2025-11-17,A,,total,2\n2025-11-10,A,,SPEED,1\n2025-11-10,A,,Tốc độ,1\n"
    )
    #expect(result.unknownIndicators.map(\.name) == ["speed", "Tốc độ"])
    #expect(result.unknownIndicators.map(\.count) == [2, 1])
    #expect(result.unknownIndicators.map(\.firstLine) == [2, 5])
    #expect(result.problems.isEmpty && result.history.count == 1)
  }

  @Test func differentMaximum_isReportedOnce_scoresAreUsed() throws {
    let result = try read(
      "as_of,unit,indicator,score,max\n2025-11-17,A,transparency,15,17\n2025-11-10,A,transparency,15,17\n"
        + "2025-11-17,A,total,80,100.0\n")
    #expect(
      result.maximumMismatches == [
        MaximumMismatch(indicator: .component(0), inFile: 17, inIndex: 18, firstLine: 2, count: 2)
      ])
    #expect(result.history.count == 3)
  }

  @Test func tooLongCell_isOneProblem() throws {
    let long = String(repeating: "x", count: 3_000_000)
    let result = try read(
      header + "2025-11-17,\(long),,total,1\n2025-11-17,\"\(long)\",,total,1\n2025-11-17,A,,total,1\n")
    #expect(result.problems.map(\.reason) == Array(repeating: .cellTooLong(limit: 1 << 20), count: 2))
    #expect(result.problems.map(\.line) == [2, 3])
    #expect(result.problems.allSatisfy { $0.value.count <= 80 })
    #expect(result.history.count == 1)
  }

  @Test func rowOfManyCells_isOneProblem() throws {
    let result = try read(header + String(repeating: "1,", count: 100_000) + "\n2025-11-17,A,,total,1\n")
    #expect(result.problems.map(\.reason) == [.wrongCellCount(expected: 5, found: 100_001)])
    #expect(result.history.count == 1)
  }

  @Test func manyUnknownColumns_areSummarised() throws {
    let names = (1...10_000).map { "c\($0)" }.joined(separator: ",")
    let ones = Array(repeating: "1", count: 10_000).joined(separator: ",")
    let result = try read("as_of,unit,total,\(names)\n2025-11-17,A,90,\(ones)\n")
    #expect(result.unknownIndicators.count == 20 && result.unknownIndicatorCount == 10_000)
    #expect(DataCheck.findings(in: result).count { $0.code == .unknownIndicator } == 21)
  }

  @Test func manyBadRows_areCounted_notAllListed() throws {
    let bad = String(repeating: "2025-11-17,A,,total,x\n", count: 1000)
    let result = try read(header + bad + "2025-11-17,A,,total,1\n")
    #expect(result.problems.count == 200 && result.problemCount == 1000)
  }

  @Test func randomDamage_neverCrashes_andKeepsWhatIsWhole() {
    let original = Array(Example.long().utf8)
    for seed in 1...300 {
      var generator = SeededGenerator(state: UInt64(seed))
      var bytes = original
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        let place = Int.random(in: 0..<bytes.count, using: &generator)
        switch Int.random(in: 0...2, using: &generator) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
        case 1: bytes.remove(at: place)
        default: bytes.insert([0x22, 0x2C, 0x0A, 0x3B][place % 4], at: place)
        }
      }
      do throws(IngestError) {
        let result = try HistoryReader.read(bytes)
        #expect(result.history.columns.scores.allSatisfy { (0...100).contains($0) })
        // A damaged level is a second level, which holds its unit back. Else each of the four changes
        // costs two rows at most.
        let heldBack = Set(result.heldBackUnits.map(\.name))
        let lost = Example.rows.count { heldBack.contains($0[1]) }
        #expect(result.history.count >= Example.rows.count - lost - 8)
        _ = DataCheck.findings(in: result)
      } catch {
        switch error {
        case .binary, .notUTF8, .quoteNeverClosed, .missingColumns, .noRecognizedColumns, .repeatedColumn,
          .unreadableHeader:
          break
        default: Issue.record("\(error) for seed \(seed)")
        }
      }
    }
  }
}
