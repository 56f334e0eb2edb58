import NumericCore
import RealModule
import Testing

@testable import Forecasting

/// What single families promise beyond the contract of all.
@Suite struct TrendFamilyTests {
  private func weekly(_ values: [Double], scale: ValueScale = .real) -> Observations {
    Observations(times: values.indices.map(Double.init)[...], values: values[...], scale: scale)
  }

  // MARK: All of them

  /// Squares of such numbers have no place in `Double`; forecasts have.
  @Test(arguments: [ModelFamily.discounted, .theta, .autoregression, .harmonic])
  func hugeAndTinyNumbers_stayNumbers(_ family: ModelFamily) {
    let plain = Shape.walk.observations(120, scale: .positive)
    for exponent in [-1000, -300, 300, 1000] {
      let moved = Observations(
        times: plain.times,
        values: plain.values.map { Double(sign: .plus, exponent: exponent, significand: $0) }[...],
        scale: .positive)
      for (one, other) in zip(
        family.model.forecast(plain, weeksAhead: [1, 4, 52]),
        family.model.forecast(moved, weeksAhead: [1, 4, 52]))
      {
        #expect(other.isFinite)
        // A power of two is exact as long as no square overflows or vanishes.
        if abs(exponent) == 300 || family == .autoregression {
          let expected = Double(sign: .plus, exponent: exponent, significand: one)
          #expect(abs(other - expected) <= 1e-12 * abs(expected))
        }
      }
    }
  }

  // MARK: Discounted

  @Test func discounted_turnedSeries_followsTheNewPace_theSoonerTheMoreIsDiscounted() throws {
    // Thirty weeks up by one, then ten weeks down by one.
    let turned = weekly((0...40).map { $0 <= 30 ? Double($0) : 60 - Double($0) })
    let slopes = try [0.99, 0.9, 0.8, 0.7].map { discount in
      try #require(DiscountedTrend(discounts: [discount]).fit(turned)).slope
    }
    #expect(zip(slopes, slopes.dropFirst()).allSatisfy { $0 > $1 })
    #expect(slopes[0] > 0.5 && slopes[3] < -0.5)
    // The grid settles for those that have foreseen the second half better.
    let averaged = try #require(DiscountedTrend().fit(turned)).slope
    #expect(averaged < -0.7)
  }

  @Test func discounted_withoutDiscount_isTheOrdinarySlope() throws {
    let observations = Shape.gappy.observations(40, scale: .real)
    let ordinary = try #require(LinearTrend(window: 40).fit(observations))
    let running = try #require(DiscountedTrend(discounts: [1]).fit(observations))
    // Sums of forty numbers of size 60, in another order.
    #expect(abs(running.slope - ordinary.slope) <= 1e-12)
    #expect(running.level == observations.lastValue)
  }

  @Test func prequentialWeights_areLikelihoods_andNeverNaN() {
    func weights(_ errors: [Double], _ count: Int) -> [Double] {
      PrequentialWeights.weights(errors: errors, count: count)
    }
    // 1, 1/2² and 1/4²: powers of two, so that only the division by their sum rounds.
    #expect(weights([1, 2, 4], 4) == [1 / 1.3125, 0.25 / 1.3125, 0.0625 / 1.3125])
    #expect(weights([0, 0], 0) == [0.5, 0.5])
    #expect(weights([0, 3], 5) == [1, 0])
    #expect(weights([.infinity, .infinity], 5) == [0.5, 0.5])
    #expect(weights([1, .infinity], 5) == [1, 0])
    #expect(weights([1e-300, 1], 140) == [1, 0])
  }

  // MARK: Theta

  @Test func theta_line_goesOnWithHalfTheSlope_fromWhereSmoothingStands() throws {
    for gain in [0.1, 0.5, 1] {
      for count in 2...60 {
        let fit = try #require(
          ThetaMethod(levelGains: [gain]).fit(Shape.linear.observations(count, scale: .real)))
        // The formula of Hyndman and Billah: on a line of slope b, the lag of smoothing is half made up for.
        let lag = (1 - gain - Double.pow(1 - gain, count)) / gain
        let last = 40 + 0.5 * Double(count - 1)
        #expect(abs(fit.slope - 0.25) <= 1e-13)
        #expect(abs(fit.level - (last - 0.25 * lag)) <= 1e-11)
      }
    }
  }

  // MARK: Autoregression

  @Test func autoregression_decay_isFoundWithoutShrinkage_andFadesWithIt() throws {
    // y = 20 + 60·0.8ᵗ, so that every change is 0.8 times the one before.
    let decay = weekly((0..<40).map { 20 + 60 * .pow(0.8, Double($0)) })
    let exact = try #require(Autoregression(orders: [1], shrinkage: 1e-12).fit(decay))
    // The penalty is 1e-12 of the squares.
    #expect(abs(exact.coefficients[0] - 0.8) <= 1e-11)
    for weeks in [1.0, 2, 4, 13, 52] {
      #expect(abs(exact.value(weeksAhead: weeks) - (20 + 60 * .pow(0.8, 39 + weeks))) <= 1e-9)
    }
    let shrunk = try #require(Autoregression().fit(decay))
    let last = decay.lastValue
    let far = shrunk.value(weeksAhead: 520)
    // Downwards, and no farther than the decay itself.
    #expect(far < last && far > 20)
  }

  @Test func autoregression_dampedOscillation_isFoundWithoutShrinkage() throws {
    // After a single push, changes follow Δ(t) = 1.8·cos 1·Δ(t − 1) − 0.81·Δ(t − 2): roots 0.9·e^(±i).
    let (first, second) = (1.8 * Double.cos(1), -0.81)
    var changes = [0.0, 30]
    for t in 2..<50 { changes.append(first * changes[t - 1] + second * changes[t - 2]) }
    var values = [50.0]
    for change in changes { values.append(values.last! + change) }
    let wave = weekly(values)
    let fit = try #require(Autoregression(orders: [2], shrinkage: 1e-12).fit(wave))
    // The penalty, and values of size 50 of which changes of size 0.2 are left at the end.
    #expect(abs(fit.coefficients[0] - first) <= 1e-10)
    #expect(abs(fit.coefficients[1] - second) <= 1e-10)
    for t in 50..<60 { changes.append(first * changes[t - 1] + second * changes[t - 2]) }
    for weeks in 1...10 {
      let truth = wave.lastValue + changes[50..<(50 + weeks)].reduce(0, +)
      #expect(abs(fit.value(weeksAhead: Double(weeks)) - truth) <= 1e-9)
    }
    // Linear between weeks.
    let (third, fourth) = (fit.value(weeksAhead: 3), fit.value(weeksAhead: 4))
    #expect(abs(fit.value(weeksAhead: 3.25) - (0.75 * third + 0.25 * fourth)) <= 1e-12)
  }

  @Test func autoregression_explosiveSeries_staysWithinWhatWasSeen() throws {
    for growth in [1.1, 1.5, 2, -1.2] {
      let series = weekly((0..<30).map { Double.pow(growth, $0) })
      let fit = try #require(Autoregression(shrinkage: 1e-9).fit(series))
      let range = series.values.max()! - series.values.min()!
      for weeks in [1.0, 4, 52, 1e6, 1e300] {
        let departure = abs(fit.value(weeksAhead: weeks) - series.lastValue)
        #expect(departure <= range * (1 + 1e-15))
      }
      #expect(Stationarity.isWithin(fit.coefficients.map { $0 * (1 - 1e-12) }))
    }
  }

  @Test func stationarity_rootsBeyondTheLimit_areDrawnToIt() {
    // Recursions with known roots: r, r·e^(±iθ), and products of them.
    func pair(_ radius: Double, _ angle: Double) -> [Double] { [2 * radius * .cos(angle), -radius * radius] }
    #expect(Stationarity.isWithin([]))
    #expect(Stationarity.isWithin([0.989]) && Stationarity.isWithin([-0.989]))
    #expect(!Stationarity.isWithin([0.991]) && !Stationarity.isWithin([-0.991]))
    for angle in [0.1, 1, 2, 3] {
      #expect(Stationarity.isWithin(pair(0.989, angle)))
      #expect(!Stationarity.isWithin(pair(0.991, angle)))
      // (z − 1.3)(z² − 2·0.9·cos θ·z + 0.81): the greatest root is 1.3, so γ is 0.99/1.3.
      let (p, q) = (pair(0.9, angle)[0], pair(0.9, angle)[1])
      let cubic = [p + 1.3, q - 1.3 * p, -1.3 * q]
      let gamma = 0.99 / 1.3
      let expected = zip(cubic, [gamma, gamma * gamma, gamma * gamma * gamma]).map { $0 * $1 }
      for (one, other) in zip(Stationarity.stationary(cubic), expected) {
        #expect(abs(one - other) <= 1e-12)  // sixty bisections of γ
      }
    }
    // Inside the limit nothing changes.
    #expect(Stationarity.stationary([0.5, -0.3, 0.1]) == [0.5, -0.3, 0.1])
  }

  @Test func autoregression_everySecondWeek_takesNoInterpolationForHabit() throws {
    // Independent steps every two weeks: to spread each over two weeks would look like a habit of φ = ½.
    var generator = SeededGenerator(seed: 8)
    var level = 0.0
    let values = (0..<130).map { _ in
      level += generator.normal()
      return level
    }
    let observations = Observations(
      times: values.indices.map { 2 * Double($0) }[...], values: values[...], scale: .real)
    let fit = try #require(Autoregression(orders: [1]).fit(observations))
    // 128 rows: the standard error of an uncorrelated φ is 0.09.
    #expect(abs(fit.coefficients[0]) < 0.25)
  }

  @Test func autoregression_twoReportsOfAWeek_theLaterCounts() throws {
    let values = Shape.walk.observations(30, scale: .real).values
    let plain = weekly(Array(values))
    // A report on the day before each, far off.
    let doubled = Observations(
      times: plain.times.flatMap { [$0 - 1.0 / 7, $0] }[...], values: values.flatMap { [$0 + 5, $0] }[...],
      scale: .real)
    let (one, other) = (
      try #require(Autoregression().fit(plain)), try #require(Autoregression().fit(doubled))
    )
    #expect(one.coefficients == other.coefficients && one.changes == other.changes)
  }

  @Test func autoregression_onePassAndFitByFit_agreeAlsoBeyondTheWindow() {
    let long = Shape.walk.observations(60, scale: .real)
    for window in [20, 59, 60, 61, 260] {
      let model = Autoregression(window: window)
      let fits = model.fits(long, lengths: 5..<61)
      for (length, fit) in zip(5..<61, fits) { #expect(fit == model.fit(long.prefix(length))) }
    }
    // The window is one of weeks.
    #expect(Autoregression(window: 20).fit(long) == Autoregression().fit(long.suffix(20)))
    #expect(Autoregression(window: 20).fit(long) != Autoregression().fit(long))
  }

  // MARK: Harmonic

  private let period = HarmonicTrend.period

  /// A line and the first two pairs of a year.
  private func year(_ time: Double) -> Double {
    let angle = 2 * Double.pi * time / period
    let pattern: Double = 3 * .cos(angle) - 2 * .sin(angle) + 0.5 * .sin(2 * angle)
    return 50 + 0.1 * time + pattern
  }

  private func yearly(_ times: [Double]) -> Observations {
    Observations(times: times[...], values: times.map(year)[...], scale: .real)
  }

  /// Two years and a half with holes and other weekdays.
  private var irregular: [Double] {
    let weeks = (0..<150).filter { week in week % 9 != 4 && week % 31 != 7 }
    return weeks.map { week in Double(week) + Double(week % 3) / 7 }
  }

  @Test func harmonic_lineAndPattern_areFoundWithoutShrinkage() throws {
    for times in [(0..<105).map(Double.init), (-2000..<(-1860)).map(Double.init), irregular] {
      let model = HarmonicTrend(patternShrinkage: 0, slopeShrinkage: 0)
      let observations = yearly(times)
      let fit = try #require(model.fit(observations))
      #expect(abs(fit.slope - 0.1) <= 1e-9)
      for weeks in [0.0, 1, 4, 4.5, 13, 52] {
        // Normal equations of 27 columns over two years, condition about 1e3 squared; fits are exact to 1e-6
        // of the response before orders are told apart, and 52 weeks on.
        #expect(abs(fit.value(weeksAhead: weeks) - year(observations.lastTime + weeks)) <= 1e-7)
      }
    }
  }

  @Test func harmonic_withShrinkage_isBetterThanALine() throws {
    // Of a pattern without any noise the penalty leaves a part; a line leaves all of it.
    var (squares, lineSquares) = (0.0, 0.0)
    for length in stride(from: 105, through: 155, by: 5) {
      let observations = yearly((0..<length).map(Double.init))
      let fit = try #require(HarmonicTrend().fit(observations))
      let line = try #require(Drift().fit(observations))
      let truth = year(observations.lastTime + 13)
      squares += (fit.value(weeksAhead: 13) - truth) * (fit.value(weeksAhead: 13) - truth)
      lineSquares += (line.value(weeksAhead: 13) - truth) * (line.value(weeksAhead: 13) - truth)
    }
    #expect(squares < 0.25 * lineSquares)
  }

  @Test func harmonic_pureNoise_hardlyDeparts() throws {
    // A random walk has no year: what is found of one stays small.
    var departures = 0.0
    var changes = 0.0
    for seed in 1...40 {
      var generator = SeededGenerator(seed: UInt64(seed))
      var level = 0.0
      let walk = weekly(
        (0..<120).map { _ in
          level += generator.normal()
          return level
        })
      let fit = try #require(HarmonicTrend().fit(walk))
      let departure = fit.value(weeksAhead: 4) - walk.lastValue
      departures += departure * departure
      changes += 4
    }
    #expect(departures < 0.25 * changes)
  }

  @Test func harmonic_lessThanTwoYears_hasNoAnswer() {
    let model = HarmonicTrend()
    #expect(model.fit(yearly((0..<104).map(Double.init))) == nil)
    #expect(model.fit(yearly((0..<105).map(Double.init))) != nil)
    // Enough reports, but daily ones.
    #expect(model.fit(yearly((0..<400).map { Double($0) / 7 })) == nil)
    // Two years, but every second week.
    #expect(model.fit(yearly((0..<60).map { 2 * Double($0) })) == nil)
    #expect(model.fit(yearly((0..<105).map { 2 * Double($0) })) != nil)
  }
}
