import Testing

@testable import Forecasting

/// Which regression serves which series, and how far ahead.
@Suite struct PooledPatternsTests {
  private static let lengths = [7, 8, 25, 26, 51, 52, 103, 104, 155, 156]

  private func pooled(_ histories: [[Double]], kinds: [SeriesKind]? = nil, steps: Int = 1) -> PooledPatterns {
    PooledPatterns(
      histories.map { WeeklyGrid($0) }, kinds: kinds ?? histories.map { _ in .real },
      order: Array(histories.indices), steps: steps)
  }

  private func sources(_ patterns: PooledPatterns) -> [ModelRecord.Patterns?] {
    patterns.answers.map { $0?.patterns }
  }

  private let candidates = lengths.enumerated().map { patterned(UInt64(50 + $0), $1, echo: 0.3, season: 0.3) }

  @Test func withoutTeachers_threeYearsAreLong() {
    #expect(
      sources(pooled(candidates)) == [
        nil, .recent, .recent, .recent, .recent, .recent, .recent, .both, .both, .yearly,
      ])
  }

  @Test func eightSeriesOfThreeYears_teachTheOthersTheYear() {
    let teachers = (0..<8).map { patterned(UInt64(70 + $0), 156, season: 0.3) }
    let taught = sources(pooled(candidates + teachers))
    #expect(
      taught.prefix(10) == [nil, .recent, .recent, .both, .both, .yearly, .yearly, .yearly, .yearly, .yearly])
    #expect(taught.suffix(8).allSatisfy { $0 == .yearly })
    // The candidate of 156 weeks and six others are seven.
    let untaught = sources(pooled(candidates + teachers.prefix(6)))
    #expect(untaught.prefix(10) == sources(pooled(candidates))[...])
  }

  @Test func teachersOfAnotherKind_teachNothing() {
    let teachers = (0..<8).map { patterned(UInt64(70 + $0), 156, season: 0.3).map { $0 / 1_000 } }
    let kinds = [SeriesKind](repeating: .real, count: 10) + [SeriesKind](repeating: .positive, count: 8)
    let alone = pooled(candidates, steps: 4)
    let among = pooled(candidates + teachers, kinds: kinds, steps: 4)
    #expect(sources(among).prefix(10) == sources(alone)[...])
    for (one, other) in zip(among.answers, alone.answers) { #expect(one?.parts == other?.parts) }
  }

  /// Three years with a report a month say little of weeks.
  @Test func fewReports_areNotLongHowFarBackTheyGo() {
    let values = patterned(60, 160, season: 0.3)
    let weeks = Array(stride(from: 0, to: 160, by: 4)) + [159]
    let sparse = WeeklyGrid(times: weeks.map(Double.init)[...], working: weeks.map { values[$0] })
    let half = (0..<160).filter { $0 % 2 == 1 }
    let fortnightly = WeeklyGrid(times: half.map(Double.init)[...], working: half.map { values[$0] })
    let patterns = PooledPatterns(
      [sparse, fortnightly, WeeklyGrid(values)], kinds: [.real, .real, .real], order: [0, 1, 2], steps: 1)
    #expect(patterns.answers[2]?.patterns == .yearly)
    #expect(patterns.answers[1]?.patterns == .yearly)
    #expect(patterns.answers[0]?.patterns != .yearly)
    #expect(patterns.answers[0]?.patterns != .both)
  }

  @Test func constantSeries_hasNoAnswer_andDisturbsNobody() {
    for count in [8, 30, 60, 120, 200] {
      let still = [Double](repeating: 5, count: count)
      let batch = [patterned(1, count, echo: 0.4), patterned(2, count, echo: 0.4)]
      let alone = pooled(batch, steps: 2)
      let among = pooled(batch + [still], steps: 2)
      #expect(among.answers[2] == nil, "\(count)")
      // Eight weeks alone have too few rows.
      #expect((among.answers[0] != nil) == (count > 8))
      for i in 0..<2 { #expect(among.answers[i]?.parts == alone.answers[i]?.parts) }
    }
  }

  @Test func fewSeries_borrowTheLatestWeeksOfLongerOnes() {
    let short = (0..<5).map { patterned(UInt64(80 + $0), 30, echo: 0.5) }
    let long = (0..<10).map { patterned(UInt64(90 + $0), 60, echo: 0.5) }
    let shorter = (0..<4).map { patterned(UInt64(99 + $0), 20, echo: 0.5) }
    let batch = pooled(short + long + shorter)
    // Histories of 26 to 37 weeks form a class; ten longer ones help, four shorter ones do not.
    #expect(batch.answers[0]?.series == 15)
    #expect(batch.answers[0]?.rows == 5 * (29 - 6) + 10 * (36 - 8))
    #expect(batch.answers[5]?.series == 10)
    #expect(batch.answers[15]?.series == 19)
    let cut = pooled(short + long.map { Array($0.suffix(37)) })
    #expect(batch.answers[0]?.parts == cut.answers[0]?.parts)
  }

  @Test func enoughSeries_borrowNothing() {
    let short = (0..<150).map { patterned(UInt64(200 + $0), 8, echo: 0.5) }
    let long = (0..<10).map { patterned(UInt64(90 + $0), 12, echo: 0.5) }
    #expect(pooled(short + long).answers[0]?.series == 150)
    #expect(pooled(short.dropLast(3) + long).answers[0]?.series == 150)
    #expect(pooled(short.dropLast(20) + long).answers[0]?.series == 140)
  }

  @Test func share_isWholeButForBoundedSeries() throws {
    for kind in SeriesKind.allCases {
      let patterns = pooled([patterned(1, 40), patterned(2, 5)], kinds: [kind, kind])
      let rows = Double(try #require(patterns.answers[0]).rows)
      #expect(patterns.share(at: 0) == (kind == .bounded ? rows / (rows + 200) : 1))
      #expect(patterns.share(at: 1) == nil)
    }
  }

  @Test func betweenWeeks_theDepartureLiesOnTheLine() throws {
    let answer = try #require(pooled([patterned(1, 40, echo: 0.6)], steps: 6).answers[0])
    #expect(answer.parts.count == 6)
    func departure(_ weeks: Double) -> Double { answer.parts(weeks: weeks).sum }
    #expect(departure(0) == 0)
    #expect(abs(departure(0.5) - 0.5 * departure(1)) < 1e-15)
    for week in 1...6 { #expect(departure(Double(week)) == answer.parts[week - 1].sum) }
    #expect(abs(departure(2.25) - 0.75 * departure(2) - 0.25 * departure(3)) < 1e-15)
    // The fifth week has no regression of its own.
    #expect(abs(departure(5) - 0.5 * departure(4) - 0.5 * departure(6)) < 1e-15)
    #expect(answer.errors.map(\.isEmpty) == [false, false, false, false, true, false])
    #expect(departure(6.5) == departure(6))
    #expect(departure(1e9) == departure(6))
  }

  @Test func beyondWhatCanBeLearnt_theForecastSettles() throws {
    for count in [10, 30, 160] {
      let answer = try #require(
        pooled([patterned(1, count, echo: 0.6), patterned(2, count)], steps: 150).answers[0])
      #expect(answer.parts(weeks: 150) == answer.parts(weeks: 149))
      #expect(answer.parts(weeks: 150).sum.isFinite)
    }
  }

  @Test(arguments: [[8, 12, 20, 30, 60], [110, 120, 130], [160, 170, 180]])
  func patterns_ofTheNextWeeks_doNotDependOnHowFarIsAsked(_ lengths: [Int]) throws {
    let histories = lengths.enumerated().map { patterned(UInt64(40 + $0), $1, echo: 0.3, season: 0.3) }
    let far = pooled(histories, steps: 60)
    for steps in [1, 5, 30] {
      let near = pooled(histories, steps: steps)
      for (one, other) in zip(near.answers, far.answers) {
        for week in 0..<steps { #expect(try #require(one).parts[week] == #require(other).parts[week]) }
      }
    }
  }
}

/// The same through the engine.
@Suite struct PooledForecasterTests {
  private func batch(
    _ scale: ValueScale, weeks: [Int] = [5, 9, 14, 30, 40, 60, 110, 130, 160]
  ) -> SeriesBatch {
    var batch = SeriesBatch()
    for (i, count) in weeks.enumerated() {
      batch.append(
        "\(i)", patterned(UInt64(300 + i), count, echo: 0.3, season: 0.2).map { min(max($0 - 30, 1), 99) },
        scale: scale)
    }
    return batch
  }

  /// How far is asked changes no bit of what lies near, but for local trends, which are weighed for the horizon.
  @Test(arguments: [ValueScale.real, .positive])
  func forecasts_doNotDependOnHowFarIsAsked(_ scale: ValueScale) {
    let batch = batch(scale, weeks: [14, 30, 40, 60, 110, 130, 160])
    let near = Forecaster(horizon: 4).forecast(batch).medians
    for horizon in [1, 13, 30] {
      let far = Forecaster(horizon: horizon).forecast(batch).medians
      for (one, other) in zip(near, far) {
        #expect(one.prefix(horizon) == other.prefix(4), "\(horizon) weeks")
      }
    }
  }

  /// A stale series stands on the weeks after its last report, and makes those of the others no different.
  @Test func staleSeries_isForecastFromItsLastReport() {
    let values = patterned(400, 40, echo: 0.6)
    for staleness in [0.5, 1, 3, 7] {
      var fresh = SeriesBatch()
      var stale = SeriesBatch()
      for number in 0..<10 {
        fresh.append("\(number)", patterned(UInt64(410 + number), 40, echo: 0.6), scale: .real)
        stale.append("\(number)", patterned(UInt64(410 + number), 40, echo: 0.6), scale: .real)
      }
      fresh.append("last", values, scale: .real)
      stale.append(
        name: "last", times: values.indices.map(Double.init), values: values, scale: .real, resolution: 0.01,
        origin: 39 + staleness)
      let one = Forecaster(horizon: 9).forecast(fresh).medians
      let other = Forecaster(horizon: 2).forecast(stale).medians
      for position in 0..<10 { #expect(one[position].prefix(2) == other[position][...]) }
      for step in 1...2 {
        let weeks = staleness + Double(step)
        let below = Int(weeks)
        let share = weeks - Double(below)
        let expected = (1 - share) * one[10][below - 1] + share * one[10][min(below, 8)]
        #expect(abs(other[10][step - 1] - expected) < 1e-12, "\(staleness) weeks, step \(step)")
      }
    }
  }

  @Test(arguments: [ValueScale.real, .positive])
  func factorOnOneSeries_isAFactorOnItsForecast(_ scale: ValueScale) {
    let original = batch(scale)
    var scaled = SeriesBatch()
    for position in 0..<original.count {
      let factor = position % 2 == 0 ? 1000.0 : 1
      scaled.append(
        "\(position)", original[position].values.map { factor * $0 }, scale: scale, resolution: 0.01 * factor)
    }
    let one = Forecaster(horizon: 14).forecast(original).series
    let other = Forecaster(horizon: 14).forecast(scaled).series
    for position in one.indices {
      let factor = position % 2 == 0 ? 1000.0 : 1
      for step in [1, 4, 14] {
        for p in [0.5, 0.9] {
          let (a, b) = (one[position].distribution(step: step), other[position].distribution(step: step))
          #expect(abs(factor * a.quantile(p) / b.quantile(p) - 1) < 1e-7, "\(position) \(step) \(p)")
        }
      }
    }
  }

  @Test func order_ofLongAndShortSeries_changesNoBit() {
    var generator = Congruential(8)
    for scale in scales {
      let ordered = batch(scale, weeks: [5, 9, 14, 30, 40, 60, 110, 130] + [Int](repeating: 157, count: 8))
      let forecast = Forecaster(horizon: 2).forecast(ordered)
      var seen: [String: SeriesForecast] = [:]
      for series in forecast.series { seen[series.name] = series }
      var shuffled = SeriesBatch()
      for position in (0..<ordered.count).shuffled(using: &generator) {
        shuffled.append(ordered.descriptions[position].name, ordered[position])
      }
      for series in Forecaster(horizon: 2).forecast(shuffled).series {
        let other = seen[series.name]
        #expect(series.locations == other?.locations, "\(scale) \(series.name)")
        #expect(series.spreads == other?.spreads, "\(scale) \(series.name)")
        #expect(series.shapes == other?.shapes, "\(scale) \(series.name)")
        #expect(series.record == other?.record, "\(scale) \(series.name)")
      }
    }
  }

  /// 3,000 daily reports: the engine keeps the latest of them, and their errors still give the width.
  @Test func dailyReportsOfManyYears_haveErrorsOfTheirOwn() {
    let values = patterned(500, 3_000, start: 5_000)
    func rows(_ count: Int) -> Int {
      let times = (0..<count).map { Double($0) / 7 }
      let observations = Observations(times: times[...], values: values.prefix(count), scale: .real)
      let batch = SeriesBatch("daily", observations)
      let prepared = [
        PreparedSeries(observations.suffix(Forecaster.usedObservations), resolution: 0.01, pooledSpread: nil)
      ]
      let latest = observations.suffix(WeeklyGrid.mostWeeks)
      let grid = WeeklyGrid(times: latest.times, working: prepared[0].continued(back: latest))
      let patterns = PooledPatterns([grid], kinds: [.real], order: [0], steps: 1)
      let volatility = PooledVolatility(prepared, order: [0])
      let rule = CombinationRule(
        .automatic, prepared: prepared, order: [0], horizon: 1, pooled: volatility, isNeeded: [false])
      let errors = ForecastErrors(
        rule, patterns: patterns, prepared: prepared, lengths: [batch[0].count], horizon: 1,
        volatility: volatility)
      return errors.rows[0].count
    }
    let within = rows(2_600)
    #expect(within > 0)
    #expect(rows(3_000) == within)
  }
}
