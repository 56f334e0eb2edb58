/// What a series' own past says of its next weeks, at every week and from nothing later than that week: the
/// features of the pooled regressions.
///
/// With z the working value, d its weekly changes and everything summed up to week t:
/// ```
/// smoothed     ℓₜ − zₜ                     ℓ simple exponential smoothing, α by running squared error
/// echo(h)      dₜ·(ρ₁ + … + ρ₁ʰ)           ρ₁ = Σ d·d₋₁ / (Σ d₋₁² + 5·mean d²), within ±0.95
/// second(h)    ρ₂·dₜ₋₁ (+ ρ₂·dₜ, h ≥ 2)    ρ₂ likewise with d₋₂
/// drift(h)     h·μ·μ² / (μ² + (σ² + 0.2·mean d²)/t)      μ = mean d, σ² its variance
/// ```
/// ρ and μ are shrunk by themselves; how much of each is worth carrying on, the regression learns from all series.
///
/// - Complexity: O(n)
struct LocalPatterns: Sendable {
  private(set) var smoothed: [Double] = []
  private(set) var changes: [Double] = []
  private(set) var firstCorrelation: [Double] = []
  private(set) var secondCorrelation: [Double] = []
  private(set) var pace: [Double] = []

  /// A gain is better where its squared error is less by this share.
  private static let clearShare = 1e-9
  /// Weeks without any correlation that the prior counts for.
  private static let independentWeeks = 5.0
  private static let greatestCorrelation = 0.95

  /// Nothing learnt.
  init() {}

  init(_ values: [Double]) { learn(values) }

  /// Learns from other values, in memory that is used again.
  mutating func learn(_ values: [Double]) {
    let count = values.count
    reset(count)
    var levels = LevelGains(values.first ?? 0)
    var (squares, sum) = (0.0, 0.0)
    var (first, firstNorm, second, secondNorm) = (0.0, 0.0, 0.0, 0.0)
    for t in 1..<max(count, 1) {
      smoothed[t] = levels.best(after: values[t]) - values[t]

      let change = values[t] - values[t - 1]
      changes[t] = change
      if t >= 2 {
        first += change * changes[t - 1]
        firstNorm += changes[t - 1] * changes[t - 1]
      }
      if t >= 3 {
        second += change * changes[t - 2]
        secondNorm += changes[t - 2] * changes[t - 2]
      }
      squares += change * change
      sum += change
      guard squares > 0 else { continue }
      let weeks = Double(t)
      let prior = Self.independentWeeks * squares / weeks
      func correlation(_ product: Double, _ norm: Double) -> Double {
        min(max(product / (norm + prior), -Self.greatestCorrelation), Self.greatestCorrelation)
      }
      firstCorrelation[t] = correlation(first, firstNorm)
      secondCorrelation[t] = correlation(second, secondNorm)
      let mean = sum / weeks
      let variance = max(squares / weeks - mean * mean, 0)
      pace[t] = mean * mean * mean / (mean * mean + (variance + 0.2 * squares / weeks) / weeks)
    }
  }

  private mutating func reset(_ count: Int) {
    for column in [\Self.smoothed, \.changes, \.firstCorrelation, \.secondCorrelation, \.pace] {
      self[keyPath: column].removeAll(keepingCapacity: true)
      self[keyPath: column].append(contentsOf: repeatElement(0, count: count))
    }
  }

  /// Exponential smoothing with ten gains side by side.
  private struct LevelGains {
    private var levels: SIMD16<Double>
    private var errors = SIMD16<Double>()
    // Six lanes are idle.
    private static let count = 10
    private static let gains = SIMD16<Double>(
      0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 0, 0, 0, 0, 0, 0)

    init(_ start: Double) { levels = SIMD16(repeating: start) }

    /// The level of the gain that has erred least so far.
    mutating func best(after value: Double) -> Double {
      let error = SIMD16(repeating: value) - levels
      errors += error * error
      levels += Self.gains * error
      var best = 0
      for i in 1..<Self.count where errors[i] < errors[best] * (1 - LocalPatterns.clearShare) {
        // Equal but for rounding is equal: dust must not choose.
        best = i
      }
      return levels[best]
    }
  }

  /// The change that the first autocorrelation foretells over `horizon` weeks.
  func echo(_ t: Int, horizon: Int) -> Double {
    var (power, sum) = (1.0, 0.0)
    for _ in 0..<horizon {
      power *= firstCorrelation[t]
      sum += power
    }
    return changes[t] * sum
  }

  /// The change that the second autocorrelation foretells in the first week.
  func secondEchoOfBefore(_ t: Int) -> Double { t >= 1 ? secondCorrelation[t] * changes[t - 1] : 0 }

  /// The change that the second autocorrelation foretells in the second week.
  func secondEcho(_ t: Int) -> Double { secondCorrelation[t] * changes[t] }

  /// The weekly pace, shrunk by its own uncertainty.
  func drift(_ t: Int) -> Double { pace[t] }
}
