import RealModule

/// What a departure from the last value is made of, on the working scale.
struct PatternParts: Sendable, Hashable {
  var level = 0.0
  var trend = 0.0
  var pattern = 0.0
  var season = 0.0

  var sum: Double { level + trend + pattern + season }

  func times(_ factor: Double) -> PatternParts {
    PatternParts(
      level: factor * level, trend: factor * trend, pattern: factor * pattern, season: factor * season)
  }

  static func mixed(_ one: PatternParts, _ other: PatternParts, share: Double) -> PatternParts {
    func mix(_ path: KeyPath<PatternParts, Double>) -> Double {
      (1 - share) * one[keyPath: path] + share * other[keyPath: path]
    }
    return PatternParts(
      level: mix(\.level), trend: mix(\.trend), pattern: mix(\.pattern), season: mix(\.season))
  }
}

/// The error of a fit for one starting week, as if that row had been left out, on the working scale.
struct PatternError: Sendable {
  /// Observations known at the starting week.
  let known: Int
  let size: Double

  /// r/(1 − leverage)^0.85. The power is empirical, chosen by coverage: leverage is counted a little too high
  /// (``ShrunkRegression/leverages(_:_:weights:)``), and rows that overlap share outcomes that leaving one out keeps.
  static func inflation(_ leverage: Double) -> Double { .pow(1 - min(leverage, 0.95), -0.85) }
}
