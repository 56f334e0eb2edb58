/// The forecast of a batch: one predictive distribution per series and week ahead, and the memory of past
/// shocks from which joint paths are drawn (``PathSampler``).
public struct BatchForecast: Sendable {
  /// How many weeks ahead.
  public let horizon: Int
  /// One forecast per series, in the order of the batch.
  public let series: [SeriesForecast]

  /// At most so many of the latest weeks are remembered for the dependence between series.
  public static let rememberedWeeks = 26
}

/// The forecast of one series.
public struct SeriesForecast: Sendable {
  /// The name of the series in its batch.
  public let name: String
  /// How the forecast was made, and why so.
  public let record: ModelRecord

  let scale: ValueScale
  /// Weeks from the last observation to the origin.
  let staleness: Double
  /// Expected course and expected error on the working scale, per week ahead.
  let locations: [Double]
  let spreads: [Double]
  let shapes: [ErrorShape]
  let pastShocks: [PastShock]

  /// The distribution of the value `step` weeks after the origin; the first week ahead is step 1.
  public func distribution(step: Int) -> PredictiveDistribution {
    precondition(locations.indices.contains(step - 1), "no week \(step) in this forecast")
    return PredictiveDistribution(
      scale: scale, location: locations[step - 1], spread: spreads[step - 1], shape: shapes[step - 1])
  }

  func weeksAhead(_ index: Int) -> Double { staleness + Double(index + 1) }
  func errorShape(_ index: Int) -> ErrorShape { shapes[index] }
  func value(step index: Int, error: Double) -> Double {
    scale.value(working: locations[index] + spreads[index] * error)
  }
}

/// A standardised change of a series in a past week.
struct PastShock: Sendable, Hashable {
  /// The week, counted on the batch's time axis.
  let week: Int
  /// The change, less the mean change.
  let size: Double
}

/// How a forecast was made.
public struct ModelRecord: Sendable, Hashable {
  /// Why the forecast is what it is.
  public enum Reason: Sendable, Hashable {
    /// The model that was asked for.
    case requested(ModelFamily)
    /// The model asked for has no answer for this series, so the last value stands in.
    case notApplicable(ModelFamily, needed: Int)
    /// One observation tells a level and no trend.
    case singleObservation
    /// All observations are equal; a trend of zero needs no choosing.
    case constant
    /// A combination, with the weight of each candidate's departure from the last value, those below one
    /// percent left out, and the number of rolling-origin errors of the series that the choice rests on.
    case combined([WeightedFamily], origins: Int)
  }

  /// A candidate of the combination and its weight.
  public struct WeightedFamily: Sendable, Hashable {
    /// The candidate.
    public let family: ModelFamily
    /// The share of its departure from the last value.
    public let weight: Double
  }

  /// Why the forecast is what it is.
  public let reason: Reason
  /// Jumps that were set aside before trends were fitted.
  public let steps: [LevelStep]
  /// Whether the interval is as narrow as the reporting resolution allows, because the series did not move.
  public let isResolutionLimited: Bool

  /// A short name: the family, or `combination`.
  public var name: String {
    switch reason {
    case .requested(let family): family.rawValue
    case .notApplicable, .singleObservation, .constant: ModelFamily.last.rawValue
    case .combined(let weights, _): weights.isEmpty ? ModelFamily.last.rawValue : "combination"
    }
  }
}
