import NumericCore
import Testing

@testable import Forecasting

/// Joint sample paths against the distributions and the dependence that they are to have.
@Suite struct PathSamplerTests {
  /// Changes of `one` and `twin` are alike up to noise, those of `other` are its own; `short` has three weeks.
  private static let batch: SeriesBatch = {
    var generator = SeededGenerator(seed: 21)
    let shared = (0..<40).map { _ in generator.normal() }
    var batch = SeriesBatch()
    for (name, weight) in [("one", 0.95), ("twin", 0.95), ("other", 0.0)] {
      var level = 1.0
      let values = (0..<40).map { week in
        level += 0.05 * (weight * shared[week] + (1 - weight * weight).squareRoot() * generator.normal())
        return bounded.value(working: level)
      }
      batch.append(name: name, times: (0..<40).map(Double.init), values: values, scale: bounded)
    }
    batch.append(name: "short", times: [37, 38, 39], values: [99.2, 99.5, 100], scale: bounded)
    batch.append(
      name: "stale", times: (0..<30).map(Double.init), values: (0..<30).map { 40 + 0.5 * Double($0 % 3) },
      scale: .positive, origin: 39)
    return batch
  }()
  private static let forecast = Forecaster(horizon: 4).forecast(batch)
  private static let count = 4000
  private static let sampler = PathSampler(forecast, count: count, seed: 7)

  private func column(_ matrix: Matrix, _ step: Int) -> [Double] {
    (0..<matrix.rows).map { matrix[$0, step] }
  }

  @Test func marginals_ofPaths_areThePredictiveDistributions() {
    for (position, series) in Self.forecast.series.enumerated() {
      let paths = Self.sampler.paths(of: position)
      for step in 0..<4 {
        let distribution = series.distribution(step: step + 1)
        let sorted = column(paths, step).sorted()
        var distance = 0.0
        for p in percentiles {
          let quantile = distribution.quantile(p)
          // At the bounds probability piles up; there only the inside tells.
          guard quantile > 0, quantile < (series.scale.maximum ?? .infinity) else { continue }
          let share = Double(sorted.count { $0 <= quantile }) / Double(sorted.count)
          distance = max(distance, abs(share - p))
        }
        // Kolmogorov and Smirnov: 1.95/√n is exceeded once in a thousand; here 20 comparisons.
        #expect(distance < 1.95 / Double(Self.count).squareRoot(), "\(series.name) \(step) \(distance)")
      }
    }
  }

  @Test func paths_stayInBounds() {
    for (position, series) in Self.forecast.series.enumerated() {
      let paths = Self.sampler.paths(of: position)
      let maximum = series.scale.maximum ?? .infinity
      let isInside = (0..<4).allSatisfy { step in
        column(paths, step).allSatisfy { $0.isFinite && $0 >= 0 && $0 <= maximum }
      }
      #expect(isInside)
    }
  }

  /// Normal scores of the paths: the shape of the margins does not blur the correlation.
  private func scores(_ position: Int, _ step: Int) -> [Double] {
    let values = column(Self.sampler.paths(of: position), step)
    let order = values.indices.sorted { values[$0] < values[$1] }
    var scores = values
    for (rank, index) in order.enumerated() {
      scores[index] = NormalDistribution(mean: 0, standardDeviation: 1).quantile(
        (Double(rank) + 0.5) / Double(values.count))
    }
    return scores
  }

  /// ρ̂·n/(n + 10), from the changes that both remember.
  private func promised(_ one: Int, _ other: Int) -> Double {
    let (a, b) = (Self.forecast.series[one].pastShocks, Self.forecast.series[other].pastShocks)
    let sizes = Dictionary(uniqueKeysWithValues: b.map { ($0.week, $0.size) })
    let product = a.reduce(0) { $0 + $1.size * (sizes[$1.week] ?? 0) }
    let norm = { (shocks: [PastShock]) in shocks.reduce(0) { $0 + $1.size * $1.size } }
    let shares = [a, b].map { Double($0.count) / (Double($0.count) + 10) }
    return product / (norm(a) * norm(b)).squareRoot() * (shares[0] * shares[1]).squareRoot()
  }

  @Test func series_thatMovedTogether_moveTogether() {
    let expected = promised(0, 1)
    #expect(expected > 0.55)
    for step in 0..<4 {
      // The standard error of a correlation is at most 1/√4000 = 0.016.
      #expect(abs(correlation(scores(0, step), scores(1, step)) - expected) < 0.05)
    }
  }

  @Test func series_thatMovedOnTheirOwn_hardlyMoveTogether() {
    let expected = promised(0, 2)
    #expect(abs(expected) < 0.3)  // 39 independent changes: standard error 0.16, shrunk by 0.8
    #expect(abs(correlation(scores(0, 0), scores(2, 0)) - expected) < 0.05)
    // Without a common memory there is nothing shared.
    #expect(abs(correlation(scores(0, 0), scores(3, 0))) < 0.05)
  }

  @Test func weeks_ofASeries_areCorrelatedAsARandomWalk() {
    for (h, k) in [(1, 2), (1, 4), (2, 3), (3, 4)] {
      let expected = (Double(h) / Double(k)).squareRoot()
      #expect(abs(correlation(scores(0, h - 1), scores(0, k - 1)) - expected) < 0.04)  // as above
    }
    // Nine weeks stale: its first week ahead is its tenth.
    let expected = (10.0 / 13).squareRoot()
    #expect(abs(correlation(scores(4, 0), scores(4, 3)) - expected) < 0.04)
  }

  /// What a series missed lies in the past of the others: only the weeks ahead can be shared.
  @Test func weeksMissed_areNotDrivenByTheWeeksAhead() {
    var batch = SeriesBatch()
    for missed in [0, 8] {
      let count = 40 - missed
      batch.append(
        name: "missed \(missed)", times: (0..<count).map(Double.init),
        values: Self.batch[0].values.prefix(count).map { $0 }, scale: bounded, origin: 39)
    }
    let forecast = Forecaster(horizon: 4).forecast(batch)
    let sampler = PathSampler(forecast, count: 4000, seed: 3)
    let memory = ShockMemory(forecast.series)
    let loadings = forecast.series.map { memory.loadings(of: $0).loadings }
    let alike = zip(loadings[0], loadings[1]).reduce(0) { $0 + $1.0 * $1.1 }
    #expect(alike > 0.3)
    // One week in common of nine behind a stale forecast, four of twelve.
    for (step, share) in [(0, 1.0 / 9), (3, 4.0 / 12)] {
      let (one, other) = (sampler.paths(of: 0).column(step), sampler.paths(of: 1).column(step))
      #expect(abs(correlation(one, other) - alike * share.squareRoot()) < 0.06)  // 1/√4000, skewed margins
    }
  }

  @Test func subsetsAndOrder_changeNoByte() {
    let again = PathSampler(Self.forecast, count: Self.count, seed: 7)
    let backwards = (0..<5).reversed().map { (position: $0, paths: again.paths(of: $0)) }
    for (position, paths) in backwards { #expect(paths == Self.sampler.paths(of: position)) }
    #expect(PathSampler(Self.forecast, count: Self.count, seed: 8).paths(of: 0) != again.paths(of: 0))
  }

  @Test func orderOfTheBatch_changesNoByte() {
    var turned = SeriesBatch()
    for position in (0..<Self.batch.count).reversed() {
      let description = Self.batch.descriptions[position]
      turned.append(
        name: description.name, times: Array(Self.batch[position].times),
        values: Array(Self.batch[position].values), scale: description.scale,
        resolution: description.resolution, origin: description.origin)
    }
    let other = PathSampler(Forecaster(horizon: 4).forecast(turned), count: Self.count, seed: 7)
    for position in 0..<5 { #expect(other.paths(of: 4 - position) == Self.sampler.paths(of: position)) }
  }

  @Test func paths_ofALongerForecast_beginAlike() {
    // Random numbers belong to a week, so more weeks do not change those that were there.
    let longer = PathSampler(
      Forecaster(model: .family(.last), horizon: 6).forecast(Self.batch), count: 100, seed: 7)
    let shorter = PathSampler(
      Forecaster(model: .family(.last), horizon: 2).forecast(Self.batch), count: 100, seed: 7)
    let ranks = { (values: [Double]) in values.indices.sorted { values[$0] < values[$1] } }
    for step in 0..<2 {
      #expect(
        ranks(column(longer.paths(of: 0), step)) == ranks(column(shorter.paths(of: 0), step)))
    }
  }
}

/// Shapes of errors and questions asked of a distribution.
@Suite struct DistributionTests {
  @Test func errorShape_manyNormalErrors_hasNormalQuantiles() {
    var generator = SeededGenerator(seed: 31)
    let shape = ErrorShape(errorMagnitudes: (0..<20_000).map { _ in abs(generator.normal()) })
    for p in [0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975] {
      // Standard error of the 95 % magnitude: √(0.05·0.95/20000)/0.117 = 0.013; linear table: 0.01.
      #expect(abs(shape.quantile(p) - NormalDistribution(mean: 0, standardDeviation: 1).quantile(p)) < 0.05)
    }
  }

  @Test func errorShape_withoutErrors_isThePrior() {
    let shape = ErrorShape(errorMagnitudes: [])
    #expect(shape == .prior)
    // scipy.stats.t(5).ppf([0.9, 0.975]) with scipy 1.17.1: 1.475884, 2.570582.
    #expect(abs(shape.quantile(0.9) - 1.475884) < 1e-6)
    #expect(abs(shape.quantile(0.975) - 2.570582) < 1e-6)
  }

  @Test func errorShape_fewErrors_usesTheFiniteSampleRank() {
    // Nine errors 1…9: at 80 % central probability the rank is ⌈0.8·10⌉ = 8.
    let shape = ErrorShape(errorMagnitudes: (1...9).map(Double.init))
    let expected = (9 * 8 + 40 * ErrorShape.prior.quantile(0.9)) / 49
    #expect(abs(shape.quantile(0.9) - expected) < 1e-9)
  }

  @Test func cumulative_isTheInverseOfTheQuantile() {
    let shape = ErrorShape(errorMagnitudes: (1...30).map { Double($0) / 10 })
    for p in percentiles { #expect(abs(shape.cumulative(shape.quantile(p)) - p) < 1e-9) }
  }

  @Test func probability_isTheComplementOfTheQuantile_insideAndBeyondTheBounds() {
    let distribution = PredictiveDistribution(
      scale: bounded, location: bounded.working(92), spread: 0.2, shape: .prior)
    for p in percentiles {
      let quantile = distribution.quantile(p)
      guard quantile > 0, quantile < 100 else { continue }
      #expect(abs(distribution.probability(atLeast: quantile) - (1 - p)) < 1e-9)
    }
    #expect(distribution.probability(atLeast: 100.01) == 0)
    #expect(distribution.probability(atLeast: 0) == 1)
    #expect(distribution.probability(atLeast: 100) > 0)  // a bound carries probability of its own
    #expect(distribution.mean < distribution.median)  // skewed away from the maximum
  }

  @Test func manySamples_keepTheirQuantiles() {
    var generator = SeededGenerator(seed: 77)
    let samples = (0..<10_000).map { _ in generator.normal() }
    let distribution = PredictiveDistribution(samples: samples)
    let sorted = samples.sorted()
    #expect(distribution.mean == sorted.reduce(0, +) / 10_000)
    for p in percentiles {
      // Neighbouring quantiles of the 2000 lie 5e-4 of probability apart.
      let position = Int(p * 9999)
      #expect(distribution.quantile(p) >= sorted[max(position - 10, 0)])
      #expect(distribution.quantile(p) <= sorted[min(position + 10, 9999)])
      #expect(abs(distribution.probability(atLeast: distribution.quantile(p)) - (1 - p)) < 1e-3)
    }
  }

  @Test func samples_haveTheirOwnQuantilesAndProbabilities() {
    let distribution = PredictiveDistribution(samples: [4, 1, 3, 2])
    #expect(distribution.median == 2.5)
    #expect(distribution.mean == 2.5)
    #expect(distribution.probability(atLeast: 3) == 0.5)
    #expect(distribution.probability(atLeast: 3.1) == 0.25)
    #expect(PredictiveDistribution(samples: [1, 2], mean: 7).mean == 7)
  }

  @Test func scales_workingAndBack_isTheSameValue_andMonotone() {
    for scale in scales {
      var previous = -Double.infinity
      for step in 0...200 {
        let value = scale == .positive ? 0.001 + Double(step) / 2 : Double(step) / 2
        let working = scale.working(value)
        #expect(working > previous)
        // A logarithm of a ratio up to 201 and back: a few units in the last place of 100.
        #expect(abs(scale.value(working: working) - value) < 1e-12)
        previous = working
      }
    }
  }

  @Test func accuracy_isAsDefined() {
    #expect(Accuracy.meanAbsoluteError([1, 2], [2, 4]) == 1.5)
    #expect(Accuracy.scaledError([1, 2], [2, 4], history: [0, 1, 3]) == 1)
    #expect(Accuracy.scaledError([1], [2], history: [3, 3]) == nil)
    #expect(Accuracy.scaledError([1], [2], history: [3]) == nil)
    #expect(Accuracy.symmetricPercentageError([1, 0], [3, 0]) == 50)
  }

  @Test func modelChoice_namesAreReadBack() {
    for name in ModelChoice.names { #expect(ModelChoice(name: name) != nil) }
    #expect(ModelChoice(name: "auto") == .automatic)
    #expect(ModelChoice(name: "robust") == .family(.robust))
    #expect(ModelChoice(name: "best") == nil)
  }
}
