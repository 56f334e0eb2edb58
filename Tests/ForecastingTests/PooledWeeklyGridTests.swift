import Testing

@testable import Forecasting

/// Reports on any day, put on the weeks before the last one.
@Suite struct WeeklyGridTests {
  @Test func wholeWeeks_passThroughUnchanged() {
    let values = [3, 1, 4, 1, 5, 9, 2.5]
    let grid = WeeklyGrid(times: (0..<7).map { Double($0) + 11 }[...], working: values)
    #expect(grid.values == values)
    #expect(grid.isObserved == [Bool](repeating: true, count: 7))
    #expect(grid.known == [1, 2, 3, 4, 5, 6, 7])
    #expect(grid.count == 7)
  }

  @Test func oneReport_isOneWeek() {
    let grid = WeeklyGrid(times: [4.25], working: [7])
    #expect(grid.values == [7])
    #expect(grid.isObserved == [true])
    #expect(grid.known == [1])
    #expect(grid.meanAbsoluteChange == 0)
  }

  @Test func slices_areReadFromTheirOwnStart() {
    let times: [Double] = [-9, -5, 0, 1, 3]
    let grid = WeeklyGrid(times: times[2...], working: [1, 2, 4])
    #expect(grid.values == [1, 2, 3, 4])
  }

  @Test func gaps_lieOnTheLineAndAreMarked() {
    let grid = WeeklyGrid(times: [0, 1, 5, 6], working: [10, 12, 20, 19])
    #expect(grid.values == [10, 12, 14, 16, 18, 20, 19])
    #expect(grid.isObserved == [true, true, false, false, false, true, true])
    #expect(grid.known == [1, 2, 2, 2, 2, 3, 4])
  }

  /// Weeks count back from the last report, at 5.25: 0.25, 1.25 … 5.25.
  @Test func oddDays_areInterpolatedAtTheWeekdayOfTheLastReport() {
    let grid = WeeklyGrid(times: [0, 1, 2, 4, 5.25], working: [0, 4, 8, 0, 5])
    #expect(grid.values == [1, 5, 7, 3, 1, 5])
    // 3.25 lies 0.75 weeks before the report at 4 and farther after that at 2.
    #expect(grid.isObserved == [true, true, true, false, true, true])
    // Every one of them lies less than half a week after a report and more than half a week before the next.
    #expect(grid.known == [1, 2, 3, 3, 4, 5])
  }

  @Test func aReportUpToHalfAWeekLater_belongsToTheWeek() {
    let grid = WeeklyGrid(times: [0, 1.5, 2.625, 4], working: [0, 1.5, 2.625, 4])
    #expect(grid.values == [0, 1, 2, 3, 4])
    #expect(grid.isObserved == [true, true, true, true, true])
    // The report at 1.5 is known at week 1 already; that at 2.625 is not at week 2, but long at week 3.
    #expect(grid.known == [1, 2, 2, 3, 4])
  }

  @Test func twoReportsInAWeek_theOneOfTheDayStands() {
    let grid = WeeklyGrid(times: [0, 0.5, 1, 1.5, 2], working: [1, 50, 3, 70, 5])
    #expect(grid.values == [1, 3, 5])
    #expect(grid.known == [1, 3, 5])
    #expect(grid.isObserved == [true, true, true])
  }

  /// A series that always reports on a Friday stands at sevenths, whose differences round.
  @Test func sameWeekday_losesNoWeek() {
    for day in -20...20 {
      for count in [2, 3, 8, 9, 16, 17, 33, 65, 104, 129] {
        let times = (0..<count).map { Double(day - 7 * (count - 1 - $0)) / 7 }
        let values = (0..<count).map { Double($0 * $0 % 17) }
        let grid = WeeklyGrid(times: times[...], working: values)
        #expect(grid.count == count, "day \(day), \(count) reports")
        guard grid.count == count else { continue }
        #expect(zip(grid.values, values).allSatisfy { abs($0 - $1) < 1e-9 }, "day \(day), \(count) reports")
        #expect(grid.known == Array(1...count), "day \(day), \(count) reports")
        #expect(!grid.isObserved.contains(false))
      }
    }
  }

  @Test func aDateCenturiesOff_costsNoMoreThanFiftyYears() {
    let grid = WeeklyGrid(times: [-1e9, 0, 1, 2], working: [0, 5, 6, 7])
    #expect(grid.count == WeeklyGrid.mostWeeks)
    #expect(grid.values.suffix(3) == [5, 6, 7])
    #expect(grid.known.suffix(4) == [1, 2, 3, 4])
    #expect(grid.known[0] == 1)
    #expect(grid.values.allSatisfy { $0.isFinite })
    // 1e-9 of the way per week.
    #expect(abs(grid.values[0] - 5) < 1e-4)
    let exact = WeeklyGrid(times: (0..<2_700).map(Double.init)[...], working: (0..<2_700).map(Double.init))
    #expect(exact.count == 2_700)
    #expect(exact.values[0] == 0)
  }

  @Test func suffix_isTheLatestWeeks() {
    let grid = WeeklyGrid(times: [0, 1, 5, 6], working: [10, 12, 20, 19])
    let latest = grid.suffix(3)
    #expect(latest.values == [18, 20, 19])
    #expect(latest.isObserved == [false, true, true])
    #expect(latest.known == [2, 3, 4])
    #expect(grid.suffix(7).values == grid.values)
    #expect(grid.suffix(99).values == grid.values)
  }

  @Test func unit_isTheMeanAbsoluteWeeklyChange() {
    #expect(WeeklyGrid([1, 3, 2, 2]).meanAbsoluteChange == 1)
    #expect(WeeklyGrid([5, 5, 5]).meanAbsoluteChange == 0)
  }
}
