/// One forecast against what came.
public struct ForecastScore: Sendable {
  /// The outcome less the forecast's median, in the unit of the series.
  public let error: Double
  /// What the error is counted in for MASE: ``Accuracy/naiveScale(_:)`` of the history known at the origin.
  /// `nil` where that history had not changed.
  public let scale: Double?
  /// The symmetric percentage error, from 0 to 200.
  public let percentageError: Double
  /// ``PredictiveDistribution/continuousRankedProbabilityScore(of:)``
  public let rankedProbabilityScore: Double
  /// ``PredictiveDistribution/weightedIntervalScore(_:of:)`` of all levels.
  public let weightedIntervalScore: Double
  /// ``PredictiveDistribution/probabilityIntegralTransform(of:)``
  public let integralTransform: Double
  /// For each level, whether its interval held the outcome, and its interval score.
  public let intervals: [(isInside: Bool, score: Double)]

  /// - Parameters:
  ///   - distribution: What was forecast.
  ///   - outcome: What came.
  ///   - scale: ``Accuracy/naiveScale(_:)`` of the history known at the origin.
  ///   - levels: The prediction intervals to be judged.
  public init(
    _ distribution: PredictiveDistribution, outcome: Double, scale: Double?, levels: [IntervalLevel]
  ) {
    let median = distribution.median
    error = outcome - median
    self.scale = scale
    percentageError = Accuracy.symmetricPercentageError([median], [outcome])
    rankedProbabilityScore = distribution.continuousRankedProbabilityScore(of: outcome)
    weightedIntervalScore = distribution.weightedIntervalScore(levels, of: outcome)
    integralTransform = distribution.probabilityIntegralTransform(of: outcome)
    intervals = levels.map { level in
      let interval = distribution.interval(level)
      return (
        interval.contains(outcome), PredictiveDistribution.intervalScore(interval, level, of: outcome)
      )
    }
  }
}
