/// The accuracy of many forecasts, gathered one by one: means of ``ForecastScore``.
///
/// ```swift
/// let distribution = PredictiveDistribution(samples: [92.1, 92.2, 92.2, 92.3, 92.5])
/// var tally = AccuracyTally(levels: [IntervalLevel(percent: 80)!])
/// tally.add(ForecastScore(distribution, outcome: 92.28, scale: 0.2, levels: tally.levels))
/// print(tally.meanAbsoluteError!, tally.coverage(0)!)
/// ```
public struct AccuracyTally: Sendable {
  /// The prediction intervals that are judged.
  public let levels: [IntervalLevel]
  /// How many forecasts were added.
  public private(set) var count = 0
  /// How many of them have no scale, since the history at their origin had not changed. They are left out of
  /// ``scaledError`` and ``scaledIntervalScore(_:)`` and count everywhere else.
  public private(set) var unscaledCount = 0
  /// For each level, how many outcomes its interval held.
  public private(set) var insideCounts: [Int]
  /// How many outcomes lay in each tenth of their distribution (``ForecastScore/integralTransform``), the
  /// lowest first: flat where distributions keep their word, a hump where they are too wide, a valley where
  /// they are too narrow, a slope where they lie too high or too low.
  public private(set) var transformCounts = [Int](repeating: 0, count: 10)

  private var absoluteSum = 0.0
  private var squareSum = 0.0
  private var signedSum = 0.0
  private var percentageSum = 0.0
  private var scaledSum = 0.0
  private var rankedSum = 0.0
  private var weightedSum = 0.0
  private var scaledIntervalSums: [Double]

  /// An empty tally.
  public init(levels: [IntervalLevel]) {
    self.levels = levels
    insideCounts = levels.map { _ in 0 }
    scaledIntervalSums = levels.map { _ in 0 }
  }

  /// Adds a forecast that was scored with the same levels.
  public mutating func add(_ score: ForecastScore) {
    precondition(score.intervals.count == levels.count, "a score of other levels")
    count += 1
    absoluteSum += abs(score.error)
    squareSum += score.error * score.error
    signedSum += score.error
    percentageSum += score.percentageError
    rankedSum += score.rankedProbabilityScore
    weightedSum += score.weightedIntervalScore
    // Of values near the end of the number range it may not exist.
    let place = score.integralTransform.isNaN ? 0.5 : score.integralTransform
    transformCounts[Int(min(max(place * 10, 0), 9))] += 1
    for (level, interval) in score.intervals.enumerated() where interval.isInside {
      insideCounts[level] += 1
    }
    guard let scale = score.scale else {
      unscaledCount += 1
      return
    }
    scaledSum += abs(score.error) / scale
    for (level, interval) in score.intervals.enumerated() {
      scaledIntervalSums[level] += interval.score / scale
    }
  }

  /// Adds all that another tally of the same levels holds.
  public mutating func merge(_ other: AccuracyTally) {
    precondition(other.levels == levels, "a tally of other levels")
    count += other.count
    unscaledCount += other.unscaledCount
    absoluteSum += other.absoluteSum
    squareSum += other.squareSum
    signedSum += other.signedSum
    percentageSum += other.percentageSum
    scaledSum += other.scaledSum
    rankedSum += other.rankedSum
    weightedSum += other.weightedSum
    for level in levels.indices {
      insideCounts[level] += other.insideCounts[level]
      scaledIntervalSums[level] += other.scaledIntervalSums[level]
    }
    for tenth in transformCounts.indices { transformCounts[tenth] += other.transformCounts[tenth] }
  }

  /// MAE: the mean absolute error of the medians, in the unit of the series. `nil` of an empty tally, as are
  /// all means.
  public var meanAbsoluteError: Double? { mean(absoluteSum) }

  /// RMSE: the root of the mean squared error of the medians, in the unit of the series.
  public var rootMeanSquaredError: Double? { mean(squareSum)?.squareRoot() }

  /// The mean of outcome less median, in the unit of the series: above zero where forecasts were too low.
  public var meanError: Double? { mean(signedSum) }

  /// sMAPE, from 0 to 200: see ``Accuracy/symmetricPercentageError(_:_:)``.
  public var percentageError: Double? { mean(percentageSum) }

  /// MASE: each error over the scale of its own history, and of these the mean. `nil` where none has a scale.
  public var scaledError: Double? {
    count > unscaledCount ? scaledSum / Double(count - unscaledCount) : nil
  }

  /// CRPS: the mean of ``PredictiveDistribution/continuousRankedProbabilityScore(of:)``.
  public var rankedProbabilityScore: Double? { mean(rankedSum) }

  /// WIS: the mean of ``PredictiveDistribution/weightedIntervalScore(_:of:)``.
  public var weightedIntervalScore: Double? { mean(weightedSum) }

  /// The share of outcomes that the interval of a level held.
  ///
  /// - Parameter level: A position in ``levels``.
  public func coverage(_ level: Int) -> Double? { mean(Double(insideCounts[level])) }

  /// MSIS: the interval score over the scale of the history, and of these the mean. `nil` where none has a
  /// scale.
  ///
  /// - Parameter level: A position in ``levels``.
  public func scaledIntervalScore(_ level: Int) -> Double? {
    count > unscaledCount ? scaledIntervalSums[level] / Double(count - unscaledCount) : nil
  }

  /// OWA, the overall weighted average of the M4 competition: the mean of MASE and sMAPE, each relative to
  /// those of the last value on the same forecasts. Below 1 is better than the last value.
  ///
  /// - Returns: `nil` where a measure does not exist or the last value made no error.
  public func overallWeightedAverage(relativeTo naive: AccuracyTally) -> Double? {
    guard let scaled = scaledError, let naiveScaled = naive.scaledError, naiveScaled > 0,
      let percentage = percentageError, let naivePercentage = naive.percentageError, naivePercentage > 0
    else { return nil }
    let average = (scaled / naiveScaled + percentage / naivePercentage) / 2
    // Errors near the end of the number range have no sum.
    return average.isFinite ? average : nil
  }

  private func mean(_ sum: Double) -> Double? { count > 0 ? sum / Double(count) : nil }
}
