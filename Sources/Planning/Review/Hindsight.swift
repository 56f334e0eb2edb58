import Forecasting
import Scorecard

/// What came of an earlier forecast, and why today's says something else.
public struct Hindsight: Sendable {
  /// How the earlier forecast has fared, over all units.
  public let review: ForecastReview
  /// What changed for the unit that the report is about.
  public let revision: ForecastRevision
  /// What came of the forecast of the unit's total, for the latest day that has come; `nil` where none has.
  public let total: ForecastRevision.Outcome?
  /// How the forecast of the unit changed for the last week that both forecasts have, in the order of the forecast; the
  /// difference of total and components is left out.
  public let changes: [ForecastRevision.Change]

  init(
    _ earlier: EarlierForecast, to forecast: ScorecardForecast, forecaster: Forecaster, unit: Int
  ) throws(ForecastFileError) {
    review = ForecastReview(earlier, history: forecast.history)
    revision = try ForecastRevision(from: earlier, to: forecast, forecaster: forecaster, units: [unit])
    total = review.outcomes.filter { $0.unit == unit && $0.indicator == .total }.max { $0.day < $1.day }
    var latest: [Indicator: ForecastRevision.Change] = [:]
    for change in revision.changes where change.unit == unit { latest[change.indicator] = change }
    changes = forecast.entries.filter { $0.unit == unit && $0.indicator != .discrepancy }
      .compactMap { latest[$0.indicator] }
  }
}
