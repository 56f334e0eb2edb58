/// Scores of one distribution against what came. All are proper: nobody gains by saying other than what he
/// believes.
///
/// Sources: T. Gneiting and A. E. Raftery (2007), doi:10.1198/016214506000001437; J. Bracher, E. L. Ray,
/// T. Gneiting and N. G. Reich (2021), doi:10.1371/journal.pcbi.1008618; C. Czado, T. Gneiting and L. Held
/// (2009), doi:10.1111/j.1541-0420.2009.01191.x.
extension PredictiveDistribution {
  /// How many quantiles stand for the distribution in ``continuousRankedProbabilityScore(of:)``.
  static let scoredQuantiles = 100

  /// The continuous ranked probability score, in the unit of the series; that of a forecast without spread is
  /// its absolute error.
  ///
  /// ```
  /// CRPS(F, y) = ∫ (F(x) − 1{x ≥ y})² dx = 2 ∫₀¹ (1{y < q(p)} − p) · (q(p) − y) dp
  /// ```
  ///
  /// The second form, twice the mean quantile score, holds for any distribution, with mass at a bound too. It
  /// is summed by the midpoint rule over 100 quantiles; for a normal distribution that is within 0.5 % of the
  /// exact value.
  public func continuousRankedProbabilityScore(of outcome: Double) -> Double {
    var sum = 0.0
    for slice in 0..<Self.scoredQuantiles {
      let p = (Double(slice) + 0.5) / Double(Self.scoredQuantiles)
      let quantile = quantile(p)
      sum += ((outcome < quantile ? 1 : 0) - p) * (quantile - outcome)
    }
    return 2 * sum / Double(Self.scoredQuantiles)
  }

  /// The interval score of the central interval l…u with coverage 1 − α, in the unit of the series:
  /// u − l, plus 2/α times what the outcome lies outside.
  public func intervalScore(_ level: IntervalLevel, of outcome: Double) -> Double {
    Self.intervalScore(interval(level), level, of: outcome)
  }

  /// The weighted interval score of the median m and the central intervals of the K levels, in the unit of the
  /// series:
  ///
  /// ```
  /// WIS = ( ½ |y − m| + Σₖ αₖ/2 · ISₖ ) / (K + ½)
  /// ```
  public func weightedIntervalScore(_ levels: [IntervalLevel], of outcome: Double) -> Double {
    let sum = levels.reduce(0.5 * abs(outcome - median)) {
      $0 + (1 - $1.coverage) / 2 * intervalScore($1, of: outcome)
    }
    return sum / (Double(levels.count) + 0.5)
  }

  /// The probability integral transform F(y): where the outcome lies within the distribution, from 0 to 1.
  /// Over many forecasts that keep their word it is uniform.
  ///
  /// Where the distribution has mass at the outcome itself, as at the maximum of a score, this is the middle of
  /// the jump, ½ (F(y−) + F(y)): no random number is drawn. Such values crowd towards the middle and are not
  /// quite uniform.
  public func probabilityIntegralTransform(of outcome: Double) -> Double {
    1 - (probability(atLeast: outcome) + probability(atLeast: outcome.nextUp)) / 2
  }

  static func intervalScore(
    _ interval: ClosedRange<Double>, _ level: IntervalLevel, of outcome: Double
  ) -> Double {
    let outside = max(interval.lowerBound - outcome, outcome - interval.upperBound, 0)
    return interval.upperBound - interval.lowerBound + 2 / (1 - level.coverage) * outside
  }
}
