/// The smallest step in which scores are reported.
enum Resolution {
  /// - Parameters:
  ///   - decimals: The most decimals that a score was written with.
  ///   - scores: The scores, looked at only where these are very many.
  static func step(decimals: Int, scores: some Sequence<Double>) -> Double {
    var decimals = decimals
    if decimals > finestDecimals {
      // A value such as 92.3700000001, the dust of a sum, does not make the scale finer.
      decimals = scores.map(Self.decimals(of:)).max() ?? finestDecimals
    }
    return (0..<decimals).reduce(1) { value, _ in value / 10 }
  }

  private static let finestDecimals = 6

  /// The decimals of a score without its dust.
  private static func decimals(of score: Double) -> Int {
    var power = 1.0
    for decimals in 0..<finestDecimals {
      if abs(score * power - (score * power).rounded()) <= 1e-8 * power { return decimals }
      power *= 10
    }
    return finestDecimals
  }
}
