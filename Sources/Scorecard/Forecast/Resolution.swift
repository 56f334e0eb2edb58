/// The smallest step in which scores are reported.
enum Resolution {
  /// - Parameters:
  ///   - decimals: The most decimals that a score was written with.
  ///   - scores: The scores, looked at only where these are very many.
  static func step(decimals: Int, scores: some Sequence<Double>) -> Double {
    step(decimals: decimals) { scores.map(Self.decimals(of:)).max() ?? finestDecimals }
  }

  /// - Parameters:
  ///   - decimals: The most decimals that a score was written with.
  ///   - cleanDecimals: The most that a score has without its dust, asked for only where these are very many.
  static func step(decimals: Int, cleanDecimals: () -> Int) -> Double {
    // A value such as 92.3700000001, the dust of a sum, does not make the scale finer.
    let decimals = decimals > finestDecimals ? cleanDecimals() : decimals
    return (0..<decimals).reduce(1) { value, _ in value / 10 }
  }

  private static let finestDecimals = 6

  /// The decimals of a score without its dust, or more.
  static func cleanDecimals(of score: Double, atLeast least: Int) -> Int {
    // Hardly any score has more than those before it.
    let scaled = score * powersOfTen[least]
    return abs(scaled - scaled.rounded()) <= 1e-8 * powersOfTen[least]
      ? least : max(decimals(of: score), least)
  }

  /// The decimals of a score without its dust.
  private static func decimals(of score: Double) -> Int {
    for decimals in 0..<finestDecimals {
      let scaled = score * powersOfTen[decimals]
      if abs(scaled - scaled.rounded()) <= 1e-8 * powersOfTen[decimals] { return decimals }
    }
    return finestDecimals
  }

  private static let powersOfTen: [Double] = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6]
}
