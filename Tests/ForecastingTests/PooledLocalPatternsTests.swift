import Testing

@testable import Forecasting

/// Features of the pooled regressions, against their formulas evaluated anew for every week.
@Suite struct LocalPatternsTests {
  /// What the doc comment says, in O(n²).
  private struct Naive {
    var smoothed = 0.0
    var first = 0.0
    var second = 0.0
    var pace = 0.0
    var change = 0.0
    var before = 0.0

    init(_ z: [Double], week t: Int) {
      guard t >= 1 else { return }
      var least = Double.infinity
      for tenths in 1...10 {
        let gain = Double(tenths) / 10
        var (level, squares) = (z[0], 0.0)
        for s in 1...t {
          squares += (z[s] - level) * (z[s] - level)
          level = (1 - gain) * level + gain * z[s]
        }
        if squares < least * (1 - 1e-9) { (least, smoothed) = (squares, level - z[t]) }
      }
      let d = (1...t).map { z[$0] - z[$0 - 1] }
      let n = Double(t)
      let meanSquare = d.reduce(0) { $0 + $1 * $1 } / n
      func correlation(_ lag: Int) -> Double {
        guard meanSquare > 0 else { return 0 }
        var (product, norm) = (0.0, 0.0)
        for (late, early) in zip(d.dropFirst(lag), d) {
          product += late * early
          norm += early * early
        }
        return min(max(product / (norm + 5 * meanSquare), -0.95), 0.95)
      }
      (first, second) = (correlation(1), correlation(2))
      let mu = d.reduce(0, +) / n
      let variance = d.reduce(0) { $0 + ($1 - mu) * ($1 - mu) } / n
      if meanSquare > 0 { pace = mu * mu * mu / (mu * mu + (variance + 0.2 * meanSquare) / n) }
      change = d[t - 1]
      before = t >= 2 ? d[t - 2] : 0
    }

    func echo(_ horizon: Int) -> Double {
      var sum = 0.0
      for power in 1...horizon {
        sum += (0..<power).reduce(1.0) { product, _ in product * first }
      }
      return change * sum
    }
  }

  private let histories: [[Double]] = [
    patterned(1, 40, echo: 0.6), patterned(2, 30, echo: -0.7), patterned(3, 25),
    (0..<20).map { 5 + 0.25 * Double($0) }, [4, 4, 4, 4, 9, 9, 9, 8], [1, 0, 1, 0, 1, 0, 1, 0, 1], [2, 7],
    [3],
  ]

  private func all(_ patterns: LocalPatterns, _ t: Int) -> [Double] {
    [
      patterns.smoothed[t], patterns.echo(t, horizon: 1), patterns.echo(t, horizon: 4),
      patterns.echo(t, horizon: 13), patterns.secondEchoOfBefore(t), patterns.secondEcho(t),
      patterns.drift(t),
      patterns.changes[t],
    ]
  }

  @Test func features_followTheirFormulas() {
    for z in histories {
      let patterns = LocalPatterns(z)
      for t in z.indices {
        let naive = Naive(z, week: t)
        let expected = [
          naive.smoothed, naive.echo(1), naive.echo(4), naive.echo(13), naive.second * naive.before,
          naive.second * naive.change, naive.pace, naive.change,
        ]
        for (k, (one, other)) in zip(all(patterns, t), expected).enumerated() {
          #expect(abs(one - other) < 1e-10, "feature \(k), week \(t) of \(z.prefix(4))…")
        }
      }
    }
  }

  // The function feats of an implementation in Python 3.11.7 from the formulas: z is patterned(2, 12, echo: -0.5),
  // t = 11.
  @Test func features_ofTheLastWeek_agreeWithPython() {
    let patterns = LocalPatterns(patterned(2, 12, echo: -0.5))
    let expected = [
      0.2917274466304036,
      0.16410333574549354,
      0.14846549519955776,
      0.14848367754727737,
      -0.04062932082108121,
      0.08565100064984682,
      -0.0024769144259143877,
      -1.559999999999988,
    ]
    for (one, other) in zip(all(patterns, 11), expected) { #expect(abs(one - other) < 1e-12) }
  }

  @Test func features_knowNothingOfLaterWeeks() {
    let z = patterned(4, 30, echo: 0.4)
    let whole = LocalPatterns(z)
    for length in [1, 2, 3, 8, 17, 29] {
      let part = LocalPatterns(Array(z.prefix(length)))
      for t in 0..<length { #expect(all(whole, t) == all(part, t), "week \(t) of \(length)") }
    }
  }

  @Test func features_scaleWithTheValues_andIgnoreTheirLevel() {
    // A power of two and whole numbers: nothing rounds.
    let z = patterned(5, 30, echo: 0.4).map { ($0 * 64).rounded() / 64 }
    let original = LocalPatterns(z)
    let scaled = LocalPatterns(z.map { 1024 * $0 })
    let mirrored = LocalPatterns(z.map { -$0 })
    let shifted = LocalPatterns(z.map { $0 + 4096 })
    for t in z.indices {
      #expect(all(scaled, t) == all(original, t).map { 1024 * $0 })
      #expect(all(mirrored, t) == all(original, t).map { -$0 })
      for (one, other) in zip(all(shifted, t), all(original, t)) { #expect(abs(one - other) < 1e-9) }
    }
  }

  @Test func constantSeries_saysNothing() {
    let patterns = LocalPatterns([Double](repeating: 6, count: 12))
    for t in 0..<12 { #expect(all(patterns, t).allSatisfy { $0 == 0 }) }
  }

  /// Whether weeks without movement differ by a rounding must not decide how a jump after them is smoothed.
  @Test func dustBeforeAJump_doesNotChooseTheSmoothing() {
    var generator = Congruential(6)
    let still = [Double](repeating: 1, count: 10)
    let clean = LocalPatterns(still + [2])
    for _ in 0..<50 {
      let dusty = LocalPatterns(still.map { $0 + 4e-16 * generator.noise() } + [2])
      #expect(abs(dusty.smoothed[10] - clean.smoothed[10]) < 1e-9)
    }
  }

  @Test func noValues_areNoFeatures() {
    #expect(LocalPatterns([]).smoothed == [])
  }
}
