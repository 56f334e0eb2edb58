import NumericCore
import RealModule
import Testing

@testable import Forecasting

/// How errors depend on how restless a series is.
@Suite struct SpreadModelTests {
  private func rows(
    _ count: Int, _ magnitude: (_ latest: Double, _ usual: Double) -> Double
  ) -> [ForecastErrors.Row] {
    var generator = Congruential(3)
    return (0..<count).map { _ in
      let (latest, usual) = (generator.noise(), generator.noise() - 3)
      return ForecastErrors.Row(step: 1, magnitude: magnitude(latest, usual), latest: latest, usual: usual)
    }
  }

  @Test func equalErrors_dependOnNothing() {
    let model = SpreadModel(rows(500) { _, _ in 2 }, kind: .bounded)
    for latest in [-3.0, 0, 3] { #expect(abs(model.factor(latest: latest, usual: -2) - 1) < 1e-12) }
  }

  @Test func noErrors_orNoneThatIsNotZero_sayNothing() {
    #expect(SpreadModel([], kind: .bounded).factor(latest: 2, usual: 5) == 1)
    #expect(SpreadModel(rows(9) { _, _ in 0 }, kind: .bounded).factor(latest: 2, usual: 5) == 1)
    #expect(SpreadModel().factor(latest: 2, usual: 5) == 1)
  }

  /// e^(0.3·latest − 0.2·usual), of which 2,000 rows tell ten elevenths, less the tenth of the mean that is added.
  @Test func dependence_isLearntFromManyRows_andHardlyFromFew() {
    func slopes(_ count: Int, _ kind: SeriesKind = .positive) -> (Double, Double) {
      let model = SpreadModel(rows(count) { .exp(0.3 * $0 - 0.2 * $1) }, kind: kind)
      let base = model.factor(latest: 0, usual: -3)
      return (
        .log(model.factor(latest: 1, usual: -3) / base), .log(model.factor(latest: 0, usual: -2) / base)
      )
    }
    let many = slopes(2_000)
    #expect(abs(many.0 - 0.3 / 1.1 / 1.1) < 0.02, "\(many)")
    #expect(abs(many.1 + 0.2 / 1.1 / 1.1) < 0.02, "\(many)")
    let few = slopes(20)
    #expect(few.0 > 0 && few.0 < 0.05)
    #expect(few.1 < 0 && few.1 > -0.05)
    // Volatilities of real series have units, and are not compared.
    #expect(abs(slopes(2_000, .real).1) == 0)
    #expect(abs(slopes(2_000, .real).0 - many.0) < 0.02)
  }

  // By hand: one measure that varies, cov / (var·(1 + 200/n) + 200e-6/n).
  @Test func coefficient_isThatOfARidge() {
    let errors = rows(300) { latest, _ in .exp(0.4 * latest) }.map {
      ForecastErrors.Row(step: 1, magnitude: $0.magnitude, latest: $0.latest, usual: 1)
    }
    let size = mean(errors.map(\.magnitude))
    let logs = errors.map { Double.log($0.magnitude + 0.1 * size) }
    let (x, y) = (mean(errors.map(\.latest)), mean(logs))
    let covariance = mean(zip(errors, logs).map { ($0.latest - x) * ($1 - y) })
    let variance = mean(errors.map { ($0.latest - x) * ($0.latest - x) })
    let slope = covariance / (variance * (1 + 200.0 / 300) + 200e-6 / 300)
    let model = SpreadModel(errors, kind: .bounded)
    for latest in [-1, 0.5, 1] {
      #expect(abs(model.factor(latest: latest, usual: 1) - .exp(slope * (latest - x))) < 1e-6)
    }
  }

  @Test func nobodysWidth_changesByMoreThanItsLimit() {
    let model = SpreadModel(rows(2_000) { latest, _ in .exp(2 * latest) }, kind: .positive)
    #expect(abs(model.factor(latest: 50, usual: -3) - 2.5) < 1e-12)
    #expect(abs(model.factor(latest: -50, usual: -3) - 0.4) < 1e-12)
  }
}

/// Coverage of the pooled engine on walks whose truth is known.
@Suite struct PooledCoverageTests {
  private struct Coverage {
    var eighty = 0.0
    var ninetyFive = 0.0
    var total = 0.0

    mutating func add(_ distribution: PredictiveDistribution, _ outcome: Double) {
      if distribution.interval(IntervalLevel(percent: 80)!).contains(outcome) { eighty += 1 }
      if distribution.interval(IntervalLevel(percent: 95)!).contains(outcome) { ninetyFive += 1 }
      total += 1
    }
  }

  /// Walks whose volatility is 0.015 for half of them and 0.06 for the others, four weeks ahead.
  private func coverage(
    _ scale: ValueScale, count: Int, batches: Int, seed: UInt64
  ) -> (calm: Coverage, wild: Coverage) {
    var generator = SeededGenerator(seed: seed)
    var (calm, wild) = (Coverage(), Coverage())
    for _ in 0..<batches {
      var batch = SeriesBatch()
      var futures: [[Double]] = []
      for number in 0..<60 {
        let volatility = number % 2 == 0 ? 0.015 : 0.06
        let values = walk(count + 4, scale: scale, volatility: volatility, generator: &generator)
        batch.append(
          "\(number)", Array(values.prefix(count)), scale: scale, resolution: scale == .positive ? 1e-4 : 0.01
        )
        futures.append(Array(values.suffix(4)))
      }
      for (number, series) in Forecaster(horizon: 4).forecast(batch).series.enumerated() {
        for step in 1...4 {
          let distribution = series.distribution(step: step)
          if number % 2 == 0 {
            calm.add(distribution, futures[number][step - 1])
          } else {
            wild.add(distribution, futures[number][step - 1])
          }
        }
      }
    }
    return (calm, wild)
  }

  // Two batches of 60: per half 60 series with four outcomes that overlap, worth about 1.6 independent ones, so that
  // the standard error is 4.1 % at 80 % and 2.2 % at 95 %; 2.9 % and 1.6 % for both together. Three of
  // them are allowed below, and as heavy tails of the prior make intervals rather too wide, 10 and 4.5 % above.
  @Test(arguments: [12, 26, 52], scales.filter { $0 != .real })
  func walks_calmAndWild_areCoveredAsPromised(_ count: Int, _ scale: ValueScale) {
    let (calm, wild) = coverage(scale, count: count, batches: 2, seed: UInt64(1_000 + count))
    for half in [calm, wild] {
      #expect(half.eighty / half.total > 0.677 && half.eighty / half.total < 0.92, "\(half)")
      #expect(half.ninetyFive / half.total > 0.884, "\(half)")
    }
    let eighty = (calm.eighty + wild.eighty) / (calm.total + wild.total)
    let ninetyFive = (calm.ninetyFive + wild.ninetyFive) / (calm.total + wild.total)
    #expect(eighty > 0.713 && eighty < 0.9, "\(calm) \(wild)")
    #expect(ninetyFive > 0.902 && ninetyFive < 0.995, "\(calm) \(wild)")
    // No half pays for the other.
    #expect(abs(calm.eighty - wild.eighty) / calm.total < 0.15, "\(calm) \(wild)")
  }

  /// What is known of the next week does not belong to its width.
  @Test func patternThatIsKnown_narrowsIntervals() {
    var batch = SeriesBatch()
    for number in 0..<40 {
      var generator = Congruential(UInt64(600 + number))
      // Every week from one side of a line to the other.
      let values = (0..<40).map { 50 + ($0 % 2 == 0 ? 3 : -3) + generator.noise() }
      batch.append("\(number)", values, scale: .real)
    }
    func width(_ choice: ModelChoice) -> Double {
      mean(
        Forecaster(model: choice, horizon: 1).forecast(batch).series.map {
          $0.distribution(step: 1).quantile(0.9) - $0.distribution(step: 1).quantile(0.1)
        })
    }
    #expect(width(.automatic) < 0.3 * width(.family(.last)), "\(width(.automatic)) \(width(.family(.last)))")
    // The truth, of a noise whose standard deviation is 0.577, is 1.5.
    #expect(width(.automatic) > 1.4)
  }
}
