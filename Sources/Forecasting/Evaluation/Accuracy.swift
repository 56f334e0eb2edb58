/// Measures of forecast accuracy, for one series over a horizon.
///
/// Source: R. J. Hyndman and A. B. Koehler (2006), doi:10.1016/j.ijforecast.2006.03.001; the definitions of
/// sMAPE and MASE are those of the M4 competition, doi:10.1016/j.ijforecast.2019.04.014.
public enum Accuracy {
  /// Mean absolute error, in the unit of the series.
  ///
  /// - Precondition: As many forecasts as outcomes, at least one.
  public static func meanAbsoluteError(_ forecasts: [Double], _ outcomes: [Double]) -> Double {
    precondition(forecasts.count == outcomes.count && !outcomes.isEmpty)
    return zip(forecasts, outcomes).reduce(0) { $0 + abs($1.0 - $1.1) } / Double(outcomes.count)
  }

  /// Mean absolute scaled error: the mean absolute error over ``naiveScale(_:)`` of the history. `nil` where
  /// that does not exist.
  public static func scaledError(
    _ forecasts: [Double], _ outcomes: [Double], history: some Collection<Double>
  ) -> Double? {
    naiveScale(history).map { meanAbsoluteError(forecasts, outcomes) / $0 }
  }

  /// What MASE is counted in: the mean absolute error of the one-step naive forecast on the history,
  /// Σ|yₜ − yₜ₋₁| / (n − 1). Weeks that are missing are passed over.
  ///
  /// - Returns: `nil` when the history has fewer than two values or never changes. Changes below a billionth
  ///   of the values are the dust of sums and no changes.
  public static func naiveScale(_ history: some Collection<Double>) -> Double? {
    var previous: Double?
    var sum = 0.0
    var greatest = 0.0
    for value in history {
      if let previous { sum += abs(value - previous) }
      greatest = max(greatest, abs(value))
      previous = value
    }
    guard history.count > 1 else { return nil }
    let scale = sum / Double(history.count - 1)
    return scale > 1e-9 * greatest ? scale : nil
  }

  /// Symmetric mean absolute percentage error: 100 · mean of 2|y − ŷ|/(|y| + |ŷ|), from 0 to 200; a pair of
  /// zeros counts as no error.
  public static func symmetricPercentageError(_ forecasts: [Double], _ outcomes: [Double]) -> Double {
    precondition(forecasts.count == outcomes.count && !outcomes.isEmpty)
    let sum = zip(forecasts, outcomes).reduce(0.0) { sum, pair in
      let size = abs(pair.0) + abs(pair.1)
      return size > 0 ? sum + 2 * abs(pair.0 - pair.1) / size : sum
    }
    return 100 * sum / Double(outcomes.count)
  }
}
