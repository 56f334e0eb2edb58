import NumericCore
import RealModule
import Testing

@testable import Forecasting

/// What every model promises, whatever the family.
@Suite struct ModelContractTests {
  private static let horizons = [0.0, 1, 2, 4, 4.5, 13, 52]

  /// All lengths up to sixty weeks, and those about the two years that a yearly pattern needs.
  private static let counts = Array(1...60) + [104, 105, 106, 130]

  private func grid(_ body: (Observations, Shape) -> Void) {
    for scale in scales {
      for shape in Shape.allCases {
        for count in Self.counts { body(shape.observations(count, scale: scale), shape) }
      }
    }
  }

  @Test(arguments: ModelFamily.allCases)
  func everyFamily_anyShapeAndLength_isFiniteOrHasNoAnswer(_ family: ModelFamily) {
    let model = family.model
    grid { observations, shape in
      let isFinite = forecasts(model, observations).allSatisfy(\.isFinite)
      #expect(isFinite, "\(family) \(shape) n=\(observations.count) \(observations.scale)")
    }
  }

  /// Fit-then-value where there is a fit, else nothing; generic, to open the existential.
  private func fitted(_ model: any TrendModel, _ observations: Observations) -> [Double]? {
    func open(_ model: some TrendModel) -> [Double]? {
      model.fit(observations).map { fit in Self.horizons.map(fit.value(weeksAhead:)) }
    }
    return open(model)
  }

  private func forecasts(_ model: any TrendModel, _ observations: Observations) -> [Double] {
    model.forecast(observations, weeksAhead: Self.horizons)
  }

  @Test(arguments: ModelFamily.allCases)
  func everyFamily_minimumCount_isWhereAnswersBegin(_ family: ModelFamily) {
    let model = family.model
    grid { observations, _ in
      let isDefined =
        switch family {
        case .saturating: observations.scale.maximum != nil
        case .harmonic:
          observations.lastTime - observations.times[observations.times.startIndex]
            >= HarmonicTrend.minimumWeeks
        default: true
        }
      #expect(
        (fitted(model, observations) != nil) == (observations.count >= model.minimumCount && isDefined))
    }
  }

  @Test(arguments: ModelFamily.allCases)
  func forecast_isFitThenValue_orTheLastValueWithoutAFit(_ family: ModelFamily) {
    let model = family.model
    grid { observations, _ in
      let expected = fitted(model, observations) ?? Self.horizons.map { _ in observations.lastValue }
      #expect(forecasts(model, observations) == expected)
    }
  }

  @Test(arguments: ModelFamily.allCases)
  func everyFamily_constantSeries_forecastsTheConstant(_ family: ModelFamily) {
    for scale in scales {
      for shape in [Shape.constant, .maximum] {
        for count in Self.counts {
          let observations = shape.observations(count, scale: scale)
          for value in forecasts(family.model, observations) {
            // Means and logarithms of equal numbers round in the last digits.
            #expect(abs(value - observations.lastValue) <= 1e-10)
          }
        }
      }
    }
  }

  /// On an unbounded scale, all families that are defined there commute with y ↦ k·y + c. The saturating
  /// trend knows a maximum and does not.
  @Test(arguments: ModelFamily.allCases.filter { $0 != .saturating })
  func families_shiftedAndScaledSeries_shiftAndScaleForecasts(_ family: ModelFamily) {
    for shape in Shape.allCases {
      for count in [1, 2, 3, 7, 8, 26, 60, 110] {
        let original = shape.observations(count, scale: .real)
        for (factor, shift) in [(1.0, 12.25), (0.5, 0.0), (-2.0, 100.0)] {
          let moved = Observations(
            times: original.times, values: original.values.map { factor * $0 + shift }[...], scale: .real)
          let expected = forecasts(family.model, original).map { factor * $0 + shift }
          for (one, other) in zip(forecasts(family.model, moved), expected) {
            // Values up to 250 are carried 52 weeks on; the robust line stops within 1e-10 of its spread.
            #expect(abs(one - other) <= 1e-7, "\(family) \(shape) n=\(count)")
          }
        }
      }
    }
  }

  /// Points or shares of one: with the maximum in the same unit, the saturating trend scales as well.
  @Test(arguments: ModelFamily.allCases)
  func everyFamily_anotherUnit_sameForecastsInThatUnit(_ family: ModelFamily) {
    for shape in Shape.allCases {
      for count in [2, 3, 8, 26, 60, 110] {
        let points = shape.observations(count, scale: bounded)
        let shares = Observations(
          times: points.times, values: points.values.map { $0 / 64 }[...],
          scale: .bounded(maximum: 100.0 / 64))
        for (one, other) in zip(forecasts(family.model, points), forecasts(family.model, shares)) {
          // A power of two changes no digit; the robust line stops at a bound that has a unit.
          #expect(abs(one - 64 * other) <= 1e-9 * max(1, abs(one)), "\(family) \(shape) n=\(count)")
        }
      }
    }
  }

  /// A change far below any reporting resolution must not decide anything. Left out are spikes for the damped
  /// trend: before the last week nothing happened, so that all parameters of its grid have made the same single
  /// error, and the least change chooses between them. Where the grid is averaged there is no such choice.
  @Test(arguments: ModelFamily.allCases)
  func everyFamily_dustOnTheValues_movesForecastsByDust(_ family: ModelFamily) {
    for scale in scales {
      for shape in Shape.allCases where family != .damped || shape != .spike {
        for count in [1, 2, 3, 5, 8, 12, 26, 60, 110] {
          let original = shape.observations(count, scale: scale)
          var generator = SeededGenerator(seed: 5, stream: UInt64(count))
          let dusty = Observations(
            times: original.times, values: original.values.map { $0 + 1e-10 * generator.normal() }[...],
            scale: scale)
          for (one, other) in zip(forecasts(family.model, original), forecasts(family.model, dusty)) {
            #expect(abs(one - other) <= 1e-6 * max(1, abs(one)), "\(family) \(shape) n=\(count) \(scale)")
          }
        }
      }
    }
  }

  /// Only the time since the last observation counts, not where time begins.
  @Test(arguments: ModelFamily.allCases)
  func everyFamily_shiftedTimes_sameForecasts(_ family: ModelFamily) {
    for scale in scales {
      for shape in Shape.allCases {
        for count in [26, 110] {
          let original = shape.observations(count, scale: scale)
          let moved = Observations(
            times: original.times.map { $0 - 2400 }[...], values: original.values, scale: scale)
          for (one, other) in zip(forecasts(family.model, original), forecasts(family.model, moved)) {
            // Sevenths of a week lose digits at 2400.
            #expect(abs(one - other) <= 1e-8 * max(1, abs(one)))
          }
        }
      }
    }
  }

  @Test(arguments: [ModelFamily.drift, .linear, .robust, .discounted])
  func lines_linearSeries_goOn(_ family: ModelFamily) {
    for count in 2...60 {
      let values = forecasts(family.model, Shape.linear.observations(count, scale: .real))
      for (value, weeks) in zip(values, Self.horizons) {
        // Sums of 26 numbers of size 70, then 52 weeks on.
        #expect(abs(value - (40 + 0.5 * (Double(count - 1) + weeks))) <= 1e-9)
      }
    }
  }

  @Test func lines_irregularTimes_goOn() {
    let gappy = Shape.gappy.observations(40, scale: .real)
    let line = Observations(
      times: gappy.times, values: gappy.times.map { 3 - 0.25 * $0 }[...], scale: .real)
    for family in [ModelFamily.drift, .linear, .robust, .discounted] {
      for (value, weeks) in zip(forecasts(family.model, line), Self.horizons) {
        #expect(abs(value - (3 - 0.25 * (line.lastTime + weeks))) <= 1e-9)  // as above
      }
    }
  }

  @Test func saturatingTrend_anySeries_staysBelowMaximumAndOffset() {
    let ceiling = 100 + ValueScale.offset(of: 100)
    for shape in Shape.allCases {
      for count in 2...60 {
        let observations = shape.observations(count, scale: bounded)
        for value in forecasts(SaturatingTrend(), observations) { #expect(value <= ceiling) }
      }
    }
  }

  @Test func saturatingTrend_headroomThatShrinksByATenth_goesOnShrinking() {
    // y = ceiling − 40·0.9ᵗ: the model's own curve.
    let times = (0..<20).map(Double.init)
    let observations = Observations(
      times: times[...], values: times.map { 100.5 - 40 * pow(0.9, $0) }[...], scale: bounded)
    for (value, weeks) in zip(forecasts(SaturatingTrend(), observations), Self.horizons) {
      // A least-squares rate of exact data: rounding only.
      #expect(abs(value - (100.5 - 40 * pow(0.9, 19 + weeks))) <= 1e-10)
    }
  }

  private func pow(_ base: Double, _ exponent: Double) -> Double { Double.pow(base, exponent) }

  @Test func dampedTrend_farHorizon_convergesToLevelPlusLimitOfTheTrend() throws {
    for count in 2...60 {
      let fit = try #require(DampedTrend().fit(Shape.linear.observations(count, scale: .real)))
      let limit = fit.level + fit.trend * fit.damping / (1 - fit.damping)
      // 0.97^1000 is 6e-14.
      #expect(abs(fit.value(weeksAhead: 1000) - limit) <= 1e-9 * max(1, abs(limit)))
      let steps = [1.0, 2, 3, 4, 5].map { abs(fit.value(weeksAhead: $0) - fit.value(weeksAhead: $0 - 1)) }
      let fades = zip(steps, steps.dropFirst()).allSatisfy { $0 >= $1 }
      #expect(fades)
    }
  }

  @Test func robustTrend_oneWildWeek_isNotTilted_whileOrdinaryIs() throws {
    var values = (0..<20).map { 80 + 0.1 * Double($0) }
    values[17] = 30
    let observations = Observations(times: (0..<20).map(Double.init)[...], values: values[...], scale: .real)
    let robust = try #require(LinearTrend(isRobust: true).fit(observations))
    let ordinary = try #require(LinearTrend().fit(observations))
    #expect(abs(robust.slope - 0.1) <= 1e-9)  // 19 points lie on the line exactly
    #expect(abs(ordinary.slope - 0.1) > 0.3)
  }

  @Test func window_olderObservations_doNotCount() throws {
    let long = Shape.walk.observations(60, scale: bounded)
    #expect(LinearTrend(window: 10).fit(long) == LinearTrend(window: 10).fit(long.suffix(10)))
    #expect(LinearTrend(window: 10).fit(long) != LinearTrend(window: 20).fit(long))
    #expect(Drift(window: 10).fit(long) == Drift().fit(long.suffix(10)))
    #expect(SaturatingTrend(window: 10).fit(long) == SaturatingTrend().fit(long.suffix(10)))
  }

  /// What the engine asks of every origin in one call is what fitting each prefix gives, to the last bit.
  @Test(arguments: ModelFamily.allCases)
  func fitsOfPrefixes_areTheFitsOfEachPrefix(_ family: ModelFamily) {
    func values(_ model: some TrendModel, _ observations: Observations) -> [[Double?]] {
      model.fits(observations, lengths: 1..<(observations.count + 1)).map { fitted in
        [0, 1, 4.5].map { fitted?.value(weeksAhead: $0) }
      }
    }
    func oneByOne(_ model: some TrendModel, _ observations: Observations) -> [[Double?]] {
      (1...observations.count).map { length in
        let fitted = model.fit(observations.prefix(length))
        return [0, 1, 4.5].map { fitted?.value(weeksAhead: $0) }
      }
    }
    // A part of the lengths, as the engine asks for, from any of them.
    func part(_ model: some TrendModel, _ observations: Observations, _ lengths: Range<Int>) -> [[Double?]] {
      model.fits(observations, lengths: lengths).map { fitted in
        [0, 1, 4.5].map { fitted?.value(weeksAhead: $0) }
      }
    }
    for shape in Shape.allCases {
      for count in [1, 30, 112] {
        let observations = shape.observations(count, scale: bounded)
        let all = oneByOne(family.model, observations)
        #expect(values(family.model, observations) == all)
        for lengths in [count..<(count + 1), max(1, count - 7)..<count] {
          #expect(part(family.model, observations, lengths) == lengths.map { all[$0 - 1] })
        }
      }
    }
  }
}
