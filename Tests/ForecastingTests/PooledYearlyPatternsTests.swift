import RealModule
import Testing

@testable import Forecasting

/// The regression for long histories.
@Suite struct YearlyPatternsTests {
  private static let histories = [
    patterned(21, 230, echo: 0.2, season: 0.6), patterned(22, 170, echo: 0.3, season: 0.5),
    patterned(23, 120, season: 0.8), patterned(24, 60, echo: 0.2, season: 0.7),
    patterned(25, 24, echo: 0.2, season: 0.7),
  ]

  private func answers(
    _ histories: [[Double]], block: Int = 0, kind: SeriesKind = .real
  ) throws
    -> [YearlyPatterns.Answer]
  {
    let members = YearlyPatterns.members(histories.map { WeeklyGrid($0) }, kind: kind).compactMap(\.self)
    #expect(members.count == histories.count)
    return try #require(YearlyPatterns(block: block).answers(members))
  }

  // Python 3.11.7, numpy 2.4.6: an implementation of its own from the doc comments of YearlyPatterns,
  // LocalPatterns and ShrunkRegression, features by formula for every row, numpy.linalg.solve, two fits. Weeks 1, 6
  // and 13 of the block. The last series has one row, and none of the later block.
  @Test func departures_agreeWithNumpy() throws {
    let expected: [(Int, [[Double]])] = [
      (
        0,
        [
          [0.48195381356416084, 3.5610208850970304, 7.498328829426562],
          [-0.11964112275366631, 0.3186093386595359, 3.526576697603754],
          [0.16013629099181104, 2.5262909691916575, 8.330596431139586],
          [-0.23762740405303107, -0.34229305976693103, 4.6373427464594865],
          [0.3164263134779628, 2.9302046770875, 5.537188533016333],
        ]
      ),
      (
        3,
        [
          [-1.1790820770379677, -0.8629322215468752, 2.0909202636782],
          [4.59795858594207, 0.6754287779451424, -2.2342697950784096],
          [4.405218456227685, -0.9611841743878131, -3.772433072080795],
          [6.013230873505714, 1.7944490505793929, -1.6514070296672216],
          [-1.65777884865686, -2.581469297355309, -0.8910112498049825],
        ]
      ),
    ]
    for (block, series) in expected {
      for (i, (answer, values)) in zip(try answers(Self.histories, block: block), series).enumerated() {
        for (week, value) in zip([0, 5, 12], values) {
          #expect(abs(answer.parts[week].sum - value) < 1e-9, "block \(block), series \(i), week \(week)")
        }
      }
    }
  }

  // The same on logarithms, an error weighed by 0.5/R + 0.5·exp(z)/(mean change · C), R and C the last value's
  // errors 1, 5, 9 and 13 weeks ahead, relative and in mean changes, averaged over series.
  @Test func departuresOfPositiveSeries_agreeWithNumpy() throws {
    let histories = [
      patterned(31, 180, echo: 0.2, season: 0.6, start: 500),
      patterned(32, 120, echo: 0.3, season: 0.5, start: 300),
    ].map { $0.map { Double.log($0) } }
    let members = YearlyPatterns.members(histories.map { WeeklyGrid($0) }, kind: .positive).compactMap(\.self)
    #expect(abs(members[0].errorWeights[0] - 141.7806047009995) < 1e-9)
    #expect(abs(members[1].errorWeights[0] - 104.7113636167513) < 1e-9)
    let expected = [
      [0.0007625909048663415, 0.0048793354384866665, 0.010181182193626286],
      [-0.0017301463663314878, -0.007979809994689597, -0.008197772788881189],
    ]
    for (answer, values) in zip(try answers(histories, kind: .positive), expected) {
      for (week, value) in zip([0, 5, 12], values) { #expect(abs(answer.parts[week].sum - value) < 1e-11) }
    }
  }

  @Test func constantSeries_isNoMember() {
    let still = WeeklyGrid([Double](repeating: 3, count: 200))
    for kind in SeriesKind.allCases {
      #expect(
        YearlyPatterns.members([still, WeeklyGrid(patterned(1, 60))], kind: kind).map { $0 == nil } == [
          true, false,
        ])
    }
  }

  @Test func shortSeriesAlone_areNothingToLearnFrom() {
    // 13 starting weeks of a quarter's past, and fifteen rows: 13 + 15 + 13 weeks.
    func answer(_ count: Int) -> [YearlyPatterns.Answer]? {
      let members = YearlyPatterns.members([WeeklyGrid(patterned(1, count))], kind: .real).compactMap(\.self)
      return YearlyPatterns(block: 0).answers(members)
    }
    #expect(answer(40) == nil)
    #expect(answer(41) != nil)
  }

  @Test func units_areTheSeriesOwn() throws {
    let original = try answers(Self.histories)
    let scaled = try answers([Self.histories[0].map { 1e6 * $0 - 7e7 }] + Self.histories.dropFirst())
    for week in 0..<13 {
      #expect(abs(scaled[0].parts[week].sum / 1e6 - original[0].parts[week].sum) < 1e-8)
      #expect(abs(scaled[2].parts[week].sum - original[2].parts[week].sum) < 1e-8)
    }
  }

  @Test func orderOfSeries_hardlyMatters() throws {
    let forward = try answers(Self.histories)
    let backward = Array(try answers(Self.histories.reversed()).reversed())
    for (one, other) in zip(forward, backward) {
      for week in 0..<13 { #expect(abs(one.parts[week].sum - other.parts[week].sum) < 1e-10) }
    }
  }

  @Test func errors_areOfTheLatestTwoYears() throws {
    let errors = try answers(Self.histories)[0].errors
    #expect(errors.count == 13)
    for step in 0..<13 { #expect(errors[step].map(\.known) == Array((230 - 13 - 104 + 1)...(230 - 13))) }
    let short = try answers(Self.histories)[3].errors
    #expect(short[0].map(\.known) == Array(14...(60 - 13)))
    // A series that is shorter than two quarters still has one row.
    #expect(try answers(Self.histories)[4].errors[0].map(\.known) == [11])
  }

  /// Mean absolute error over a quarter, and that of the last value.
  private func relativeError(_ batch: [[Double]], _ answers: [YearlyPatterns.Answer]) -> Double {
    var (error, naive) = (0.0, 0.0)
    for (i, whole) in batch.enumerated() {
      let last = whole[whole.count - 14]
      for week in 0..<13 {
        let change = whole[whole.count - 13 + week] - last
        error += abs(change - answers[i].parts[week].sum)
        naive += abs(change)
      }
    }
    return error / naive
  }

  @Test func yearlyPattern_isExploitedOnFreshData() throws {
    let batch = (0..<12).map { patterned(7_000 + $0, 190 + 7 * Int($0), season: 1) }
    let found = relativeError(batch, try answers(batch.map { Array($0.dropLast(13)) }))
    #expect(found < 0.65, "\(found)")
  }

  @Test func walksWithoutAYear_areHardlyMoved() throws {
    let batch = (0..<40).map { patterned(8_000 + $0, 173) }
    let found = relativeError(batch, try answers(batch.map { Array($0.dropLast(13)) }))
    #expect(found < 1.12, "\(found)")
  }

  @Test func departures_areCapped() throws {
    let batch = (0..<10).map { number in
      (0..<120).map { week in Double.exp(0.2 * Double(week)) * Double(number + 1) }
    }
    for (answer, history) in zip(try answers(batch), batch) {
      let unit = WeeklyGrid(history).meanAbsoluteChange
      for week in 0..<13 {
        let limit = 6 * Double(week + 1).squareRoot() * unit
        #expect(abs(answer.parts[week].sum) <= limit * (1 + 1e-12))
      }
      #expect(answer.parts[12].sum > 0.99 * 6 * 13.0.squareRoot() * unit)
    }
  }

  @Test func oneWildSeries_movesTheOthersByLittle() throws {
    let batch = (0..<15).map { patterned(9_000 + $0, 170, season: 0.5) }
    var generator = Congruential(1)
    let wild = (0..<170).map { week in week % 7 == 3 ? 1e9 * generator.noise() : generator.noise() }
    let original = try answers(batch)
    let disturbed = try answers(batch + [wild])
    for (i, history) in batch.enumerated() {
      let unit = WeeklyGrid(history).meanAbsoluteChange
      for week in [0, 12] {
        let moved = abs(disturbed[i].parts[week].sum - original[i].parts[week].sum)
        #expect(
          moved < 0.3 * Double(week + 1).squareRoot() * unit, "series \(i), week \(week): \(moved / unit)")
      }
    }
  }

  @Test func gaps_areNeitherStartsNorOutcomes() throws {
    let values = patterned(7, 120)
    let weeks = (0..<120).filter { !(50...54).contains($0) }
    let grid = WeeklyGrid(times: weeks.map(Double.init)[...], working: weeks.map { values[$0] })
    let members = YearlyPatterns.members([grid], kind: .real).compactMap(\.self)
    let errors = try #require(YearlyPatterns(block: 0).answers(members))[0].errors
    for step in [1, 7, 13] {
      let starts = (13..<107).filter { weeks.contains($0) && weeks.contains($0 + step) }
      #expect(errors[step - 1].map(\.known) == starts.map { start in weeks.count { $0 <= start } })
    }
  }
}
