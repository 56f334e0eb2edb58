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
    /// Patterns that many series share, with the number of these series, the number of starting weeks they were
    /// learnt from, and their share in the forecast; a combination of local trends has the rest.
    case pooled(Patterns, series: Int, rows: Int, share: Double)
  }

  /// Which patterns are pooled.
  public enum Patterns: String, Sendable, Hashable, CaseIterable {
    /// Those of recent weeks.
    case recent
    /// Those of the quarter and of the same weeks of earlier years.
    case yearly
    /// The mean of both.
    case both
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

  /// A short name: the family, `combination` or `pooled`.
  public var name: String {
    switch reason {
    case .requested(let family): family.rawValue
    case .notApplicable, .singleObservation, .constant: ModelFamily.last.rawValue
    case .combined(let weights, _): weights.isEmpty ? ModelFamily.last.rawValue : "combination"
    case .pooled: "pooled"
    }
  }
}
