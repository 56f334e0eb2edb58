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

  /// Mean absolute scaled error: the mean absolute error over that of the one-step naive forecast on the
  /// history. `nil` when the history has fewer than two values or never changes.
  public static func scaledError(
    _ forecasts: [Double], _ outcomes: [Double], history: some Collection<Double>
  ) -> Double? {
    let changes = zip(history, history.dropFirst()).map { abs($1 - $0) }
    guard !changes.isEmpty else { return nil }
    let scale = changes.reduce(0, +) / Double(changes.count)
    return scale > 0 ? meanAbsoluteError(forecasts, outcomes) / scale : nil
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
