/// A specification of a trend model: what to fit, with its options and without data.
///
/// Three nouns, three types. A *specification* fits observations and returns a *fitted trend*, an immutable
/// value that can always forecast; so there is no "not fitted" error. A *forecast* with its uncertainty is
/// made by ``Forecaster``, from the errors that the model made at earlier origins.
///
/// To add a model: one file here with a specification and its fitted type, one case in ``ModelFamily``, its name
/// in both languages. The contract test then covers it, and it can be asked for by name; only some families are
/// combined (``ModelChoice/combination``).
public protocol TrendModel: Sendable {
  /// What fitting returns.
  associatedtype Fitted: FittedTrend

  /// The fewest observations from which the model's parameters can be told.
  var minimumCount: Int { get }

  /// Fits the observations, or returns `nil` where the model has no answer for them: too few observations,
  /// or a scale on which it is not defined.
  func fit(_ observations: Observations) -> Fitted?

  /// Fits the first `lengths.lowerBound` observations, then one more, and so on: what the model would have
  /// been at earlier origins. By default each is fitted by itself; a model whose state can be carried on
  /// gives the same fits in one pass.
  ///
  /// - Parameters:
  ///   - observations: All of them.
  ///   - lengths: Within 1 … the number of observations.
  func fits(_ observations: Observations, lengths: Range<Int>) -> [Fitted?]
}

/// A fitted trend: the expected course after the last observation.
public protocol FittedTrend: Sendable {
  /// The expected value `weeks` after the last observation, in the unit of the series.
  ///
  /// It may lie outside the series' bounds; ``Forecaster`` moves it inside.
  ///
  /// - Parameter weeks: At least zero, not necessarily whole.
  func value(weeksAhead weeks: Double) -> Double
}

extension TrendModel {
  /// Fits each prefix by itself.
  public func fits(_ observations: Observations, lengths: Range<Int>) -> [Fitted?] {
    lengths.map { fit(observations.prefix($0)) }
  }

  /// Fits and evaluates in one step. Falls back on the last value where the model has no answer.
  ///
  /// - Complexity: That of `fit`.
  public func forecast(_ observations: Observations, weeksAhead: [Double]) -> [Double] {
    guard let fitted = fit(observations) else {
      return weeksAhead.map { _ in observations.lastValue }
    }
    return weeksAhead.map(fitted.value(weeksAhead:))
  }
}
