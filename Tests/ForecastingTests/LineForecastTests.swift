import NumericCore
import RealModule
import Testing

@testable import Forecasting

/// Lines of least squares and what they say of the future.
@Suite struct LineForecastTests {
  private struct Reference {
    let times: [Double], values: [Double]
    let slope: Double, variance: Double
    /// Mean, standard error, and the quantiles 10, 90, 2.5, 97.5 % at 1, 4 and 13 weeks.
    let weeks: [[Double]]
  }

  // Python 3.11.7, numpy 2.4.6, scipy 1.17.1: with t counted from the last observation, X = column_stack([ones(n), t]),
  // b, rss = lstsq(X, y), s² = e·e/(n − 2), se(w) = sqrt(s² (1 + x·inv(XᵀX)·x)) with x = [1, w],
  // and x·b + se · scipy.stats.t.ppf(p, n − 2).
  private let references = [
    Reference(
      times: [0, 1, 2, 3, 4, 5, 6, 7], values: [-3.2, 1.5, 0.4, 2.9, -1.1, 4.6, 3.8, 7.2],
      slope: 1.1059523809523815, variance: 4.322876984126984,
      weeks: [
        [
          6.989285714285714, 2.6358074412496335, 3.19436680206231, 10.78420462650912, 0.5396972489558616,
          13.438874179615564,
        ],
        [
          10.307142857142859, 3.263863354461801, 5.607976834268375, 15.006308880017343, 2.3207569345924712,
          18.293528779693244,
        ],
        [
          20.260714285714293, 5.7345220177542995, 12.004403252834006, 28.51702531859458, 6.228844399819478,
          34.29258417160911,
        ],
      ]),
    Reference(
      times: [0, 1, 2.5, 6, 7, 11], values: [41.5, -40.25, 44, 47.5, 46, 52.75],
      slope: 4.349259436215955, variance: 1167.861368251314,
      weeks: [
        [
          64.17367415193502, 45.81634366733352, -6.072231413261491, 134.41957971713154, -63.0328889612931,
          191.3802372651631,
        ],
        [
          77.22145246058288, 53.06212706187615, -4.133733665598484, 158.57663858676426, -70.10263049174655,
          224.54553541291227,
        ],
        [
          116.36478738652647, 80.07022455686338, -6.399383269364961, 239.12895804241793, -105.9457956564651,
          338.67537042951795,
        ],
      ]),
    Reference(
      times: [0, 1, 2], values: [5, -7, 8.5], slope: 1.7499999999999993, variance: 126.04166666666667,
      weeks: [
        [
          5.666666666666666, 20.49728979374807, -57.41750468826212, 68.75083802159547, -254.7760939894005,
          266.1094273227336,
        ],
        [
          10.916666666666664, 41.75615390441137, -117.59556078069642, 139.42889411402976, -519.645573838005,
          541.4789071713378,
        ],
        [
          26.66666666666666, 111.89342647755895, -317.7058899214461, 371.0392232547796, -1395.0741187893088,
          1448.4074521226412,
        ],
      ]),
  ]

  /// Sums of ten numbers and a quotient: a few units of the last of 16 digits, a thousand times.
  private static let accuracy = 1e-12

  private func isClose(_ found: Double, _ expected: Double, _ accuracy: Double = accuracy) -> Bool {
    abs(found - expected) <= accuracy * max(abs(expected), 1)
  }

  private func forecast(
    _ times: [Double], _ values: [Double], horizon: Int = 13, scale: ValueScale? = nil,
    resolution: Double? = 1e-6
  ) -> SeriesForecast {
    var batch = SeriesBatch()
    batch.append(name: "a", times: times, values: values, scale: scale, resolution: resolution)
    return Forecaster(model: .family(.trend), horizon: horizon).forecast(batch).series[0]
  }

  @Test func line_agreesWithNumpy() {
    for reference in references {
      var designs = LineDesigns()
      let line = designs.line(
        times: reference.times.span, values: reference.values.span, resolution: 1e-6)
      #expect(line.isLine && line.degreesOfFreedom == reference.times.count - 2)
      #expect(isClose(line.slope, reference.slope))
      #expect(isClose(line.residualVariance, reference.variance))
      for (weeks, expected) in zip([1.0, 4, 13], reference.weeks) {
        #expect(isClose(line.mean(weeksAhead: weeks), expected[0]))
        #expect(isClose(line.standardError(weeksAhead: weeks), expected[1]))
      }
    }
  }

  // Quantiles of Student's t to 1e-9, as NumericCore promises them or better.
  @Test func intervals_agreeWithScipy() {
    for reference in references {
      let series = forecast(reference.times, reference.values)
      for (step, expected) in zip([1, 4, 13], reference.weeks) {
        let distribution = series.distribution(step: step)
        #expect(isClose(distribution.mean, expected[0]) && isClose(distribution.median, expected[0]))
        for (probability, value) in zip([0.1, 0.9, 0.025, 0.975], expected[2...]) {
          #expect(isClose(distribution.quantile(probability), value, 1e-9), "\(step) \(probability)")
        }
      }
    }
  }

  @Test func weeklyDesign_equalsTheGeneralOne() {
    var generator = SeededGenerator(seed: 4)
    for count in [3, 4, 5, 26, 104, 2610] {
      let times = (0..<count).map(Double.init)
      let values = times.map { 500 + 0.25 * $0 + generator.normal() }
      let general = LineForecast(times: times.span, values: values.span, resolution: 0.01)
      let weekly = WeeklyLines(weeks: count).line(values.span, resolution: 0.01)
      // Sums of n numbers of size 500 against a slope that is known to 1/n of the noise.
      let accuracy = 1e-14 * 500 * Double(count)
      #expect(isClose(weekly.slope, general.slope, accuracy))
      #expect(isClose(weekly.residualVariance, general.residualVariance, accuracy))
      for weeks in [1.0, 13] {
        #expect(isClose(weekly.mean(weeksAhead: weeks), general.mean(weeksAhead: weeks), accuracy))
        let (error, same) = (
          weekly.standardError(weeksAhead: weeks), general.standardError(weeksAhead: weeks)
        )
        #expect(isClose(error, same, accuracy))
      }
    }
  }

  @Test func batch_equalsEachSeriesAlone() {
    var generator = SeededGenerator(seed: 9)
    let (weeks, horizon, count) = (37, 6, 50)
    let values = (0..<weeks * count).map { _ in 10 * generator.normal() }
    let design = WeeklyLines(weeks: weeks)
    var forecasts = [Double](repeating: .nan, count: count * horizon)
    var variances = [Double](repeating: .nan, count: count)
    var places = forecasts.mutableSpan
    var sizes = variances.mutableSpan
    design.forecast(values.span, horizon: horizon, into: &places, residualVariances: &sizes)
    for series in 0..<count {
      let own = Array(values[series * weeks..<(series + 1) * weeks])
      let line = design.line(own.span, resolution: 1e-9)
      #expect(isClose(variances[series], line.residualVariance, 1e-13), "another order of the same sum")
      for step in 1...horizon {
        let mean = line.mean(weeksAhead: Double(step))
        #expect(isClose(forecasts[series * horizon + step - 1], mean, 1e-13))
      }
    }
  }

  @Test func outcomes_ofABoundedOrPositiveSeries_stayInItsDomain() {
    let rising = [90.4, 91.3, 93, 93.9, 95.6, 96.5, 98.2, 99.1]
    let bounded = forecast(rising.indices.map(Double.init), rising, scale: .bounded(maximum: 100))
    let falling = rising.reversed().map { $0 - 89 }
    let positive = forecast(falling.indices.map(Double.init), falling, scale: .positive)
    for step in 1...13 {
      for probability in [1e-6, 0.001, 0.1, 0.5, 0.9, 0.999, 1 - 1e-6] {
        #expect((0...100).contains(bounded.distribution(step: step).quantile(probability)))
        #expect(positive.distribution(step: step).quantile(probability) >= 0)
      }
      #expect(bounded.distribution(step: step).mean <= 100 && positive.distribution(step: step).mean >= 0)
    }
    #expect(bounded.distribution(step: 13).mean == 100 && positive.distribution(step: 13).mean == 0)
  }

  /// Powers of two scale without rounding, and a shift by a power of two of small whole numbers is exact.
  @Test func scaledAndShiftedSeries_haveScaledAndShiftedForecasts() {
    var generator = SeededGenerator(seed: 12)
    let times = (0..<20).map(Double.init)
    let values = times.map { ($0 + 8 * generator.normal()).rounded() }
    let original = forecast(times, values, scale: .real)
    let scaled = forecast(times, values.map { 1024 * $0 }, scale: .real, resolution: 1024e-6)
    let shifted = forecast(times, values.map { $0 + 4096 }, scale: .real)
    for step in [1, 4, 13] {
      for probability in [0.025, 0.1, 0.5, 0.9, 0.975] {
        let value = original.distribution(step: step).quantile(probability)
        #expect(scaled.distribution(step: step).quantile(probability) == 1024 * value)
        // A sum of twenty numbers of size 4096.
        #expect(abs(shifted.distribution(step: step).quantile(probability) - 4096 - value) <= 1e-10)
      }
    }
  }

  @Test func oneAndTwoObservations_keepTheLastValueWithAGrowingError() {
    let one = forecast([5], [40], scale: .real)
    let two = forecast([0, 4], [10, 16], scale: .real)
    for step in 1...13 {
      let root = Double(step).squareRoot()
      #expect(one.distribution(step: step).median == 40 && two.distribution(step: step).median == 16)
      // A twentieth of the value; the only change, 6 in 4 weeks, per √week.
      #expect(isClose(one.spreads[step - 1], 2 * root) && isClose(two.spreads[step - 1], 3 * root))
    }
    #expect(one.record.name == "last" && two.record.name == "last")
  }

  @Test(arguments: [1, 2, 3, 4, 30])
  func constantSeries_errsByHalfItsResolution(_ count: Int) {
    let series = forecast(
      (0..<count).map(Double.init), [Double](repeating: 0, count: count), scale: .real, resolution: 0.5)
    for step in [1, 13] {
      let distribution = series.distribution(step: step)
      #expect(distribution.mean == 0 && distribution.median == 0)
      #expect(series.spreads[step - 1] >= 0.25 && distribution.quantile(0.9) > 0)
    }
  }

  @Test(arguments: [1e-300, 1e150, 1e160, 1e300, 1e306])
  func hugeAndTinyValues_haveFiniteForecasts(_ magnitude: Double) {
    for values in [[3, -4, 7, 12], [3, 4, 7, 12], [5, 5, 5, 5], [5, -5]] as [[Double]] {
      let series = forecast(values.indices.map(Double.init), values.map { magnitude * $0 }, resolution: 1)
      for step in [1, 13] {
        let distribution = series.distribution(step: step)
        let (low, high) = (distribution.quantile(0.025), distribution.quantile(0.975))
        #expect(distribution.mean.isFinite && low.isFinite && high.isFinite && low <= high)
      }
    }
  }
}
