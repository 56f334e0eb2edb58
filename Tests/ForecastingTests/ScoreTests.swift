import NumericCore
import Testing

@testable import Forecasting

/// Scores of one forecast. References: Python 3.11, numpy 2.4.6, properscoring 0.1, scoringrules 0.10.0.
@Suite struct ScoreTests {
  private let five = PredictiveDistribution(samples: [91.2, 91.5, 91.1, 92.4, 91.9])
  private let levels = [80.0, 95].compactMap(IntervalLevel.init(percent:))

  /// Equally likely quantiles of a distribution, so many that they stand for it.
  private func distribution(_ quantile: (Double) -> Double) -> PredictiveDistribution {
    PredictiveDistribution(samples: (0..<20_000).map { quantile((Double($0) + 0.5) / 20_000) })
  }

  // properscoring.crps_gaussian(1.3, mu=0.5, sig=2), crps_gaussian(0, mu=0, sig=1);
  // scoringrules.crps_exponential(0.7, 1). The midpoint rule over 100 quantiles promises half a percent.
  @Test(arguments: [(0.5, 2.0, 1.3, 0.5933761806942994), (0, 1, 0, 0.23369497725510913)])
  func rankedProbabilityScore_ofANormal(_ mean: Double, _ spread: Double, _ outcome: Double, _ exact: Double)
  {
    let normal = distribution { mean + spread * NormalDistribution().quantile($0) }
    #expect(abs(normal.continuousRankedProbabilityScore(of: outcome) - exact) <= 0.005 * exact)
  }

  @Test func rankedProbabilityScore_ofAnExponential() {
    let exact = 0.193170607582819
    let score = distribution { -Double.log(1 - $0) }.continuousRankedProbabilityScore(of: 0.7)
    #expect(abs(score - exact) <= 0.005 * exact)
  }

  // 2 * numpy.mean([scoringrules.quantile_score(y, q, p) for p in (numpy.arange(100) + 0.5) / 100]) with
  // q = numpy.quantile(x, p); sums of 100 numbers of size 90 leave 1e-12.
  @Test(arguments: [(91.4, 0.12292499999999945), (90, 1.3646050000000007), (93, 1.1896049999999965)])
  func rankedProbabilityScore_isTwiceTheMeanQuantileScore(_ outcome: Double, _ expected: Double) {
    #expect(abs(five.continuousRankedProbabilityScore(of: outcome) - expected) <= 1e-11)
  }

  @Test func rankedProbabilityScore_withoutSpread_isTheAbsoluteError() {
    let sure = PredictiveDistribution(samples: [5])
    #expect(abs(sure.continuousRankedProbabilityScore(of: 3.5) - 1.5) <= 1e-12)
    #expect(abs(sure.continuousRankedProbabilityScore(of: 7) - 2) <= 1e-12)
    #expect(sure.continuousRankedProbabilityScore(of: 5) == 0)
  }

  // scoringrules.interval_score(y, lower, upper, alpha); WIS is twice the mean of scoringrules.quantile_score
  // at 0.025, 0.1, 0.5, 0.9 and 0.975 (Bracher and others, equation 2).
  @Test(arguments: [
    (91.4, 1.06, 1.24, 0.0748), (90, 12.46, 45.64, 1.2548), (93, 9.06, 27.24, 0.9348),
  ])
  func intervalScores(_ outcome: Double, _ score80: Double, _ score95: Double, _ weighted: Double) {
    #expect(abs(five.intervalScore(levels[0], of: outcome) - score80) <= 1e-11)
    #expect(abs(five.intervalScore(levels[1], of: outcome) - score95) <= 1e-11)
    #expect(abs(five.weightedIntervalScore(levels, of: outcome) - weighted) <= 1e-11)
  }

  @Test func integralTransform_takesTheMiddleOfAJump() {
    let heavy = PredictiveDistribution(samples: [1, 1, 2, 2])
    #expect(heavy.probabilityIntegralTransform(of: 2) == 0.75)
    #expect(heavy.probabilityIntegralTransform(of: 1) == 0.25)
    #expect(heavy.probabilityIntegralTransform(of: 1.5) == 0.5)
    #expect(heavy.probabilityIntegralTransform(of: 0) == 0)
    #expect(heavy.probabilityIntegralTransform(of: 3) == 1)
  }

  @Test func integralTransform_atTheMaximum_isInsideTheMass() {
    let scores = Shape.walk.observations(30, scale: .bounded(maximum: 100)).values.map {
      99.3 + ($0 - 60) / 40
    }
    var batch = SeriesBatch()
    batch.append(
      name: "near", times: scores.indices.map(Double.init), values: scores.map { min($0, 100) },
      scale: .bounded(maximum: 100))
    let distribution = Forecaster(horizon: 1).forecast(batch).series[0].distribution(step: 1)
    let mass = distribution.probability(atLeast: 100)
    #expect(mass > 0)
    #expect(abs(distribution.probabilityIntegralTransform(of: 100) - (1 - mass / 2)) <= 1e-12)
  }

  @Test func integralTransforms_ofTrueForecasts_areUniform() {
    var generator = NumericCore.SeededGenerator(seed: 11)
    var tally = AccuracyTally(levels: levels)
    let normal = PredictiveDistribution(
      samples: (0..<1000).map { NormalDistribution().quantile((Double($0) + 0.5) / 1000) })
    for _ in 0..<5000 {
      tally.add(ForecastScore(normal, outcome: generator.normal(), scale: 1, levels: levels))
    }
    // 500 in each tenth, with a standard deviation of 21.
    #expect(tally.transformCounts.allSatisfy { abs($0 - 500) < 85 })
    #expect(abs((tally.coverage(0) ?? 0) - 0.8) < 0.025)
    #expect(abs((tally.coverage(1) ?? 0) - 0.95) < 0.015)
  }

  // MARK: Tallies

  private func score(_ median: Double, _ outcome: Double, scale: Double?) -> ForecastScore {
    ForecastScore(
      PredictiveDistribution(samples: [median - 1, median, median + 1]), outcome: outcome, scale: scale,
      levels: levels)
  }

  @Test func tally_meansByHand() throws {
    var tally = AccuracyTally(levels: levels)
    tally.add(score(10, 11, scale: 2))
    tally.add(score(10, 7, scale: nil))
    tally.add(score(10, 10.5, scale: 0.5))
    #expect(tally.count == 3 && tally.unscaledCount == 1)
    #expect(tally.meanAbsoluteError == 1.5)
    #expect(abs(try #require(tally.rootMeanSquaredError) - (10.25 / 3).squareRoot()) <= 1e-12)
    #expect(tally.meanError == -0.5)
    #expect(tally.scaledError == 0.75)
    let percentage = 100 * (2 / 21.0 + 6 / 17.0 + 1 / 20.5) / 3
    #expect(abs(try #require(tally.percentageError) - percentage) <= 1e-12)
    // Intervals 9.2…10.8 and 9.05…10.95: type-7 quantiles of three samples.
    #expect(tally.insideCounts == [1, 1])
    // (1.6 + 10·0.2)/2 and 1.6/0.5.
    #expect(abs(try #require(tally.scaledIntervalScore(0)) - (1.8 + 3.2) / 2) <= 1e-10)
    #expect(tally.transformCounts.reduce(0, +) == 3)
    #expect(AccuracyTally(levels: levels).meanAbsoluteError == nil)
  }

  @Test func merging_isAddingAll() {
    var (all, one, other) = (
      AccuracyTally(levels: levels), AccuracyTally(levels: levels), AccuracyTally(levels: levels)
    )
    // Halves and quarters, so that sums are exact in any order.
    for step in 0..<20 {
      let score = score(10, 10 + Double(step) / 4 - 2, scale: step % 3 == 0 ? nil : 0.5)
      all.add(score)
      if step < 8 { one.add(score) } else { other.add(score) }
    }
    one.merge(other)
    #expect(one.count == all.count && one.unscaledCount == all.unscaledCount)
    #expect(one.meanAbsoluteError == all.meanAbsoluteError && one.scaledError == all.scaledError)
    #expect(one.insideCounts == all.insideCounts && one.transformCounts == all.transformCounts)
  }

  @Test func overallWeightedAverage_isTheMeanOfTwoRatios() throws {
    var (own, naive) = (AccuracyTally(levels: levels), AccuracyTally(levels: levels))
    own.add(score(10, 11, scale: 1))
    naive.add(score(9, 11, scale: 1))
    let expected = (1 / 2.0 + (1 / 21.0) / (2 / 20.0)) / 2
    #expect(abs(try #require(own.overallWeightedAverage(relativeTo: naive)) - expected) <= 1e-12)
    #expect(naive.overallWeightedAverage(relativeTo: naive) == 1)
    var exact = AccuracyTally(levels: levels)
    exact.add(score(11, 11, scale: 1))
    #expect(own.overallWeightedAverage(relativeTo: exact) == nil, "nothing is relative to no error")
  }

  @Test func dust_isNoScale() {
    #expect(Accuracy.naiveScale([92.37, 92.36999999999999, 92.37]) == nil)
    #expect(Accuracy.naiveScale([1, 3, 7, 7]) == 2)
    #expect(Accuracy.naiveScale([Double]()) == nil)
  }
}
