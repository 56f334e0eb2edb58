import Testing

@testable import Forecasting

/// The regression for short histories.
@Suite struct RecentPatternsTests {
  private typealias Member = RecentPatterns.Member

  private let histories = [
    patterned(11, 24, echo: 0.5), patterned(12, 30, echo: 0.3), patterned(13, 30, echo: -0.4),
    patterned(14, 22, echo: 0.6), patterned(15, 28, echo: 0.5), patterned(16, 9, echo: 0.5),
  ]

  private func answers(_ histories: [[Double]], lags: Int = 5, horizon: Int) throws -> [RecentPatterns.Answer]
  {
    let members = try histories.map { try #require(Member(WeeklyGrid($0))) }
    return try #require(RecentPatterns(lagCount: lags, horizon: horizon).answers(members))
  }

  private func departures(_ histories: [[Double]], lags: Int = 5, horizon: Int) throws -> [Double] {
    try answers(histories, lags: lags, horizon: horizon).map(\.parts.sum)
  }

  // Python 3.11.7, numpy 2.4.6: an implementation of its own from the doc comments of RecentPatterns,
  // LocalPatterns and ShrunkRegression, features by formula, numpy.linalg.solve, numpy.median, six fits.
  // The last series has no row four weeks ahead.
  @Test func departures_agreeWithNumpy() throws {
    let expected: [(Int, [Double])] = [
      (
        1,
        [
          -0.0193728771308332, 0.016859209221048922, -0.3036249137307187, 0.041463473455562144,
          -0.001136827100520791, 0.1229529216756174,
        ]
      ),
      (
        4,
        [
          -0.009185911730061584, 0.02087760181247648, -0.06996648529911538, 0.05055496716127358,
          0.013806207847117358, 0.014392019953595228,
        ]
      ),
    ]
    for (horizon, values) in expected {
      for (one, other) in zip(try departures(histories, horizon: horizon), values) {
        #expect(abs(one - other) < 1e-10, "horizon \(horizon)")
      }
    }
  }

  // The same: (y − 0.95·fit)·unit/(1 − leverage)^0.85 of the fourth series.
  @Test func errors_agreeWithNumpy() throws {
    let near = [
      -0.11087077515645873, 0.3915818005780501, 0.8586514083450433, 0.6592033883536358, 0.40667015783371163,
      0.8965452209829966, 0.668831436761988, 0.14815338843852793, -0.10581031212707037, 0.5750810957114032,
      -0.030604689669327088, -0.5330297825957961, -0.8823093619691005, 0.38963375531101474,
      -0.025862222382567805, 0.34112459330033895,
    ]
    let far = [
      1.7176208794032015, 2.306241258860483, 2.8950820645614086, 2.730069822092814, 2.255951130771238,
      1.7955301178868264, 1.4576271672285959, 0.7680170839625887, 0.05363008344455062, -0.8040565528704208,
      -1.1668578054173935, -1.1159318844939228, -0.23873066168748233,
    ]
    for (horizon, values) in [(1, near), (4, far)] {
      let errors = try answers(histories, horizon: horizon)[3].errors
      #expect(errors.count == values.count)
      for (one, other) in zip(errors, values) { #expect(abs(one.size - other) < 1e-10, "horizon \(horizon)") }
      // From the sixth week on, every week that has an outcome.
      #expect(errors.map(\.known) == Array(6...(22 - horizon)))
    }
    #expect(try answers(histories, horizon: 4)[5].errors.isEmpty)
  }

  @Test func orderOfSeries_hardlyMatters() throws {
    let forward = try departures(histories, horizon: 2)
    let backward = try departures(histories.reversed(), horizon: 2)
    for (one, other) in zip(forward, backward.reversed()) { #expect(abs(one - other) < 1e-12) }
  }

  @Test func unitsOfASeries_areItsOwn() throws {
    let original = try departures(histories, horizon: 2)
    let scaled = try departures([histories[0].map { 1e6 * $0 - 7e7 }] + histories.dropFirst(), horizon: 2)
    #expect(abs(scaled[0] / 1e6 - original[0]) < 1e-9)
    for (one, other) in zip(scaled.dropFirst(), original.dropFirst()) { #expect(abs(one - other) < 1e-9) }
  }

  /// What was learnt from rises holds for falls: there is no constant.
  @Test func mirroredBatch_hasMirroredForecasts() throws {
    let original = try departures(histories, horizon: 2)
    let mirrored = try departures(histories.map { $0.map { -$0 } }, horizon: 2)
    for (one, other) in zip(mirrored, original) { #expect(abs(one + other) < 1e-12) }
  }

  @Test func duplicatedBatch_forecastsNearlyTheSame() throws {
    let batch = (0..<40).map { patterned(100 + $0, 40, echo: 0.5) }
    let once = try departures(batch, lags: 18, horizon: 1)
    let twice = try departures(batch + batch, lags: 18, horizon: 1)
    let change = mean(zip(once, twice).map { abs($0 - $1) })
    // The pool counts for more rows, and shrinks less.
    #expect(change < 0.15 * mean(once.map { abs($0) }), "\(change)")
    #expect(change > 0)
    for (one, other) in zip(twice, twice.dropFirst(40)) { #expect(abs(one - other) < 1e-9) }
  }

  @Test func constantSeries_isNoMember() {
    #expect(Member(WeeklyGrid([Double](repeating: 3, count: 40))) == nil)
    #expect(Member(WeeklyGrid([3])) == nil)
    #expect(Member(WeeklyGrid([3, 4])) != nil)
  }

  @Test func tooFewRows_areNothingToLearnFrom() throws {
    // Weeks 6 to 13 have one ahead: eight rows. One week less is too little.
    let enough = try #require(Member(WeeklyGrid(patterned(1, 14))))
    let little = try #require(Member(WeeklyGrid(patterned(1, 13))))
    #expect(RecentPatterns(lagCount: 3, horizon: 1).answers([enough]) != nil)
    #expect(RecentPatterns(lagCount: 3, horizon: 1).answers([little]) == nil)
    #expect(RecentPatterns(lagCount: 3, horizon: 1).answers([little, little]) != nil)
    #expect(RecentPatterns(lagCount: 3, horizon: 1).answers([]) == nil)
  }

  @Test func randomWalks_stayWhereTheyAre() throws {
    for count in [26, 52] {
      let batch = (0..<150).map { patterned(1_000 + $0, count) }
      for horizon in [1, 4] {
        let departures = try departures(batch, lags: 12, horizon: horizon)
        let relative = zip(departures, batch).map { abs($0) / WeeklyGrid($1).meanAbsoluteChange }
        // In mean changes of a week; a walk strays by √h of them. What is left, 0.09 to 0.11, is what each series
        // is allowed to have of its own; a tenth adds half a percent to an error.
        let found = mean(relative) / Double(horizon).squareRoot()
        #expect(found < 0.14 && found > 0.01, "\(count) weeks, \(horizon) ahead: \(found)")
      }
    }
  }

  /// Mean absolute error over that of the last value, one to four weeks ahead.
  private func relativeError(_ batch: [[Double]], horizon: Int, lags: Int) throws -> Double {
    let past = batch.map { Array($0.dropLast(4)) }
    let departures = try departures(past, lags: lags, horizon: horizon)
    var (error, naive) = (0.0, 0.0)
    for (i, whole) in batch.enumerated() {
      let change = whole[past[i].count - 1 + horizon] - whole[past[i].count - 1]
      error += abs(change - departures[i])
      naive += abs(change)
    }
    return error / naive
  }

  /// With changes that keep 70 % of the last one, the best possible errs by 71, 76 and 84 % of the last value.
  @Test func sharedEcho_isExploitedOnFreshData() throws {
    let batch = (0..<80).map { patterned(2_000 + $0, 34, echo: 0.7) }
    for (horizon, limit) in [(1, 0.78), (2, 0.83), (4, 0.91)] {
      let found = try relativeError(batch, horizon: horizon, lags: 12)
      #expect(found < limit, "\(horizon) weeks ahead: \(found)")
    }
  }

  @Test func sharedReturn_isExploitedOnFreshData() throws {
    let batch = (0..<80).map { patterned(3_000 + $0, 34, echo: -0.6) }
    let found = try relativeError(batch, horizon: 1, lags: 12)
    #expect(found < 0.85, "\(found)")
  }

  /// A series that goes its own way keeps it in part: among walks that return, one that runs on.
  @Test func ownRows_drawASeriesFromThePool() throws {
    let pool = (0..<40).map { patterned(4_000 + $0, 52, echo: -0.5) }
    let alone = patterned(5_000, 52, echo: 0.8)
    let among = try answers(pool + [alone], lags: 3, horizon: 1)
    let squared = among[40].errors.reduce(0) { $0 + $1.size * $1.size }
    let changes = zip(alone, alone.dropFirst()).map { $1 - $0 }.dropFirst(12)
    // Followed like the others it would err by more than the last value does.
    #expect(squared < changes.reduce(0) { $0 + $1 * $1 })
  }

  @Test func oneWildSeries_movesTheOthersByLittle() throws {
    let batch = (0..<30).map { patterned(6_000 + $0, 40, echo: 0.4) }
    var generator = Congruential(1)
    let wild = (0..<40).map { week in week % 7 == 3 ? 1e9 * generator.noise() : generator.noise() }
    let original = try departures(batch, lags: 12, horizon: 1)
    let disturbed = try departures(batch + [wild], lags: 12, horizon: 1)
    for (i, history) in batch.enumerated() {
      let unit = WeeklyGrid(history).meanAbsoluteChange
      #expect(
        abs(disturbed[i] - original[i]) < 0.1 * unit, "series \(i): \((disturbed[i] - original[i]) / unit)")
    }
  }

  @Test func departures_areCapped() throws {
    // A step every week, doubled at the end: followed without bound it would be carried on.
    let batch = (0..<20).map { number in (0..<30).map { Double(1 << $0) * (1 + Double(number) / 20) } }
    for horizon in [1, 4] {
      for (departure, history) in zip(try departures(batch, horizon: horizon), batch) {
        let unit = WeeklyGrid(history).meanAbsoluteChange
        let limit = 0.95 * 3 * Double(horizon).squareRoot() * unit
        #expect(abs(departure) <= limit * (1 + 1e-12))
        #expect(departure > 0.9 * limit)
      }
    }
  }

  /// A week without a report starts no row and ends none.
  @Test func gaps_areNeitherStartsNorOutcomes() throws {
    let weeks = (0..<30).filter { !(12...14).contains($0) }
    let values = patterned(7, 30)
    let grid = WeeklyGrid(times: weeks.map(Double.init)[...], working: weeks.map { values[$0] })
    let member = try #require(Member(grid))
    for horizon in [1, 2] {
      let errors = try #require(RecentPatterns(lagCount: 3, horizon: horizon).answers([member]))[0].errors
      let starts = (6..<(30 - horizon)).filter { weeks.contains($0) && weeks.contains($0 + horizon) }
      #expect(errors.map(\.known) == starts.map { start in weeks.count { $0 <= start } })
    }
  }

  @Test func parts_addUpAndMix() {
    let one = PatternParts(level: 1, trend: 2, pattern: 4, season: 8)
    let other = PatternParts(level: -1, trend: 0, pattern: 0, season: 16)
    #expect(one.sum == 15)
    #expect(one.times(2).sum == 30)
    #expect(
      PatternParts.mixed(one, other, share: 0.25)
        == PatternParts(level: 0.5, trend: 1.5, pattern: 3, season: 10))
  }
}
