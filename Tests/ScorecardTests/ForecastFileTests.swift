import Forecasting
import Testing

@testable import Scorecard

/// The files that forecasts are written to, as they come back.
@Suite struct ForecastFileTests {
  private static let header = "unit,indicator,step,as_of,mean,median,lo80,hi80,model\n"
  private static let rows = """
    Bắc Ninh,total,1,2025-11-17,92.3,92.306944,92.01,92.52,combination
    Bắc Ninh,total,2,2025-11-24,92.3,92.34,91.9,92.6,combination
    Hải Phòng,total,1,2025-11-17,91.6,91.65,91.3,91.95,combination

    """

  private func read(_ text: String, _ history: History = Example.history) throws -> EarlierForecast {
    try ForecastFileReader.read(Array(text.utf8), for: history)
  }

  private func error(_ bytes: [UInt8]) -> ForecastFileError? {
    do throws(ForecastFileError) {
      _ = try ForecastFileReader.read(bytes, for: Example.history)
      return nil
    } catch {
      return error
    }
  }

  @Test func rows_areRead() throws {
    let earlier = try read(Self.header + Self.rows)
    #expect(earlier.problems.isEmpty && earlier.horizon == 2)
    #expect(earlier.origin == Day(year: 2025, month: 11, day: 10))
    #expect(earlier.weeks.map(\.line) == [2, 3, 4])
    #expect(earlier.weeks[0].median == 92.306944)
    #expect(earlier.weeks[0].intervals.map(\.level.percent) == [80])
    #expect(earlier.weeks[0].intervals[0].contains(92.01))
    #expect(!earlier.weeks[0].intervals[0].contains(92.53))
  }

  @Test func whatASpreadsheetMakesOfIt_isTheSame() throws {
    let expected = try read(Self.header + Self.rows).weeks
    let vietnamese = (Self.header + Self.rows).replacing(",", with: ";").replacing(".", with: ",")
      .replacing("2025-11-17", with: "17/11/2025").replacing("\n", with: "\r\n")
    #expect(try read("\u{FEFF}" + vietnamese).weeks == expected)
    let tabs = (Self.header + Self.rows).replacing(",", with: "\t")
    #expect(try read(tabs).weeks == expected)
    #expect(try read("sep=;\n" + (Self.header + Self.rows).replacing(",", with: ";")).weeks.count == 3)
    // Other columns, in another order.
    let lines = (Self.header + Self.rows).split(separator: "\n").enumerated().map { number, line in
      let cells = line.split(separator: ",")
      return (number == 0 ? ["change", "lo99"] : ["x", "7"]).joined(separator: ",") + ","
        + cells.reversed().joined(separator: ",")
    }
    #expect(try read(lines.joined(separator: "\n")).weeks == expected)
  }

  @Test(
    arguments: [
      ("Bắc Ninh,totla,3,2025-12-01,1,92,91,93,x", 2, "unknownIndicator"),
      (",total,3,2025-12-01,1,92,91,93,x", 1, "row"),
      ("Bắc Ninh,,3,2025-12-01,1,92,91,93,x", 2, "row"),
      ("Bắc Ninh,total,0,2025-12-01,1,92,91,93,x", 3, "stepOutOfRange"),
      ("Bắc Ninh,total,99999999,2025-12-01,1,92,91,93,x", 3, "stepOutOfRange"),
      ("Bắc Ninh,total,1.5,2025-12-01,1,92,91,93,x", 3, "stepOutOfRange"),
      ("Bắc Ninh,total,3,31/02/2025,1,92,91,93,x", 4, "row"),
      ("Bắc Ninh,total,3,2025-12-02,1,92,91,93,x", 4, "anotherDay"),
      ("Bắc Ninh,total,3,2025-12-01,1,,91,93,x", 6, "row"),
      ("Bắc Ninh,total,3,2025-12-01,1,abc,91,93,x", 6, "row"),
      ("Bắc Ninh,total,3,2025-12-01,1,101,91,93,x", 6, "row"),
      ("Bắc Ninh,transparency,3,2025-12-01,1,19,18,18,x", 6, "row"),
      ("Bắc Ninh,total,3,2025-12-01,1,-1,91,93,x", 6, "row"),
      ("Bắc Ninh,total,3,2025-12-01,1,92,93,91,x", 7, "reversedInterval"),
      ("bắc ninh,total,2,2025-11-24,1,92,91,93,x", nil, "repeated"),
      ("Bắc Ninh,total,3,2025-12-01,1,92,91,93,x,y,z", nil, "row"),
      ("\"Bắc Ninh\"x,total,3,2025-12-01,1,92,91,93,x", 1, "row"),
    ] as [(String, Int?, String)])
  func faultyRow_isLeftOutWithItsPlace(_ row: String, _ column: Int?, _ reason: String) throws {
    let earlier = try read(Self.header + Self.rows + row + "\n")
    #expect(earlier.weeks.count == 3)
    #expect(earlier.problemCount == 1)
    let problem = try #require(earlier.problems.first)
    #expect(problem.line == 5 && problem.column == column)
    #expect(String(describing: problem.reason).hasPrefix(reason))
  }

  @Test func rowTwice_countsOnce() throws {
    let earlier = try read(Self.header + Self.rows + Self.rows)
    #expect(earlier.weeks.count == 3 && earlier.problems.isEmpty)
  }

  @Test func fileThatIsNoForecast_isRefused() throws {
    #expect(error([]) == .file(.empty))
    #expect(error(Array(" \n\n".utf8)) == .file(.empty))
    #expect(error(Array(Self.header.utf8)) == .headerOnly(line: 1))
    #expect(error(Array("PK\u{3}\u{4}abc".utf8)) == .file(.otherFormat(.workbook)))
    #expect(error([0x61, 0, 0x62]) == .file(.binary(offset: 1, line: 1)))
    #expect(
      error(Array(Example.long().utf8))
        == .missingColumns(
          ["step", "median"], found: ["as_of", "unit", "level", "indicator", "score", "status"], count: 6,
          line: 1))
    #expect(
      error(Array("unit,unit,indicator,step,as_of,median\n".utf8))
        == .repeatedColumn("unit", columns: [1, 2], line: 1))
    guard case .noUsableRow(let problems, 2) = error(Array((Self.header + "a\nb\n").utf8)) else {
      Issue.record("two rows of one cell each cannot be used")
      return
    }
    #expect(problems.map(\.line) == [2, 3])
    guard case .file(.quoteNeverClosed) = error(Array((Self.header + "\"a\nb\n" + Self.rows).utf8)) else {
      Issue.record("a quotation mark that is never closed hides the rest")
      return
    }
  }

  @Test func plainSeries_countFromTheirOwnSteps() throws {
    let history = History(
      index: nil, axis: .steps, units: [Unit(name: "a"), Unit(name: "b")],
      observations: (0..<2).map { Observation(day: Day(ordinal: 7), unit: $0, indicator: .value, score: 1) })
    let earlier = try read(
      "unit,indicator,step,as_of,median\na,value,1,11,1234.567\nb,value,1,6,5\nb,value,2,7,5\nb,value,3,9,5\n",
      history)
    #expect(earlier.origin(ofUnit: "A")?.ordinal == 70 && earlier.origin(ofUnit: "b")?.ordinal == 35)
    #expect(earlier.origin.ordinal == 70)
    #expect(earlier.weeks.map(\.median) == [1234.567, 5, 5])
    #expect(earlier.problems.map(\.line) == [5])
  }
}
