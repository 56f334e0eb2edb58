/// A least-squares line that takes in one observation after the other, without looking at those before.
///
/// With the line through n observations, their mean time t̄ and S = Σ (t − t̄)², the next one, y at t, errs by
/// r = y − ŷ(t), and
///
/// ```
/// S′ = S + w·c²        slope′ = slope + w·c·r / S′        c = t − t̄,  w = n/(n + 1)
/// ȳ′ = ȳ + (y − ȳ)/(n + 1)        Σe′² = Σe² + r² · w·S/S′
/// ```
///
/// The errors r·√(w·S/S′) are the recursive residuals: Σe² is their sum of squares. Nothing is a difference of great
/// sums, so a line of thousands of updates keeps the digits of one that is fitted to all observations at once: both err
/// by a few units of rounding of the distance of values from the first one, which is what values are counted from, so
/// that a great level costs no digits. √Σe² is kept instead of Σe², as squares of great numbers overflow.
///
/// Source: R. L. Brown, J. Durbin, J. M. Evans, "Techniques for testing the constancy of regression relationships over
/// time", J. R. Statist. Soc. B 37 (1975), section 2, doi:10.1111/j.2517-6161.1975.tb01532.x.
package struct RecursiveLine: Sendable, Hashable {
  /// How many observations there are.
  package private(set) var count: Int
  /// What values are counted from: one of them.
  package let base: Double
  /// ȳ − base.
  package private(set) var mean: Double
  /// The change in a week.
  package private(set) var slope: Double
  /// t̄, in weeks after the last observation: at most zero.
  package private(set) var meanTime: Double
  /// S, in square weeks.
  package private(set) var spread: Double
  /// √Σe².
  package private(set) var residualNorm: Double

  /// A line that was kept.
  ///
  /// - Parameter count: At least one.
  package init(
    count: Int, base: Double, mean: Double, slope: Double, meanTime: Double, spread: Double,
    residualNorm: Double
  ) {
    (self.count, self.base, self.mean, self.slope) = (count, base, mean, slope)
    (self.meanTime, self.spread, self.residualNorm) = (meanTime, spread, residualNorm)
  }

  /// The line through some observations, fitted to all of them at once.
  ///
  /// - Parameters:
  ///   - days: The days of the observations, increasing, at least one.
  ///   - values: As many.
  /// - Complexity: O(n), without allocation
  package init(days: Span<Int32>, values: Span<Double>) {
    let count = values.count
    precondition(count > 0 && days.count == count, "a line needs observations, one value a day")
    let (base, last, inverse) = (values[0], days[count - 1], 1 / Double(count))
    var (time, sum, greatest) = (0.0, 0.0, 0.0)
    for j in 0..<count {
      time += Double(days[j] - last)
      sum += (values[j] - base) * inverse
      greatest = max(greatest, abs(values[j] - base))
    }
    let (meanTime, mean) = (time * inverse / 7, sum)
    // Squares of what is so scaled neither overflow nor vanish.
    let unit = Self.squareable.contains(greatest) || greatest == 0 ? 1 : greatest
    var (spread, tilt) = (0.0, 0.0)
    for j in 0..<count {
      let centred = Double(days[j] - last) / 7 - meanTime
      spread += centred * centred
      tilt += centred * ((values[j] - base - mean) / unit)
    }
    let slope = spread > 0 ? tilt / spread : 0
    var squares = 0.0
    for j in 0..<count {
      let centred = Double(days[j] - last) / 7 - meanTime
      let residual = (values[j] - base - mean) / unit - slope * centred
      squares += residual * residual
    }
    self.init(
      count: count, base: base, mean: mean, slope: slope * unit, meanTime: meanTime, spread: spread,
      residualNorm: squares.squareRoot() * unit)
  }

  /// Takes in the next observation.
  ///
  /// - Parameter weeks: How long after the last one, above zero.
  package mutating func add(_ value: Double, after weeks: Double) {
    let n = Double(count)
    let share = n / (n + 1)
    let centred = weeks - meanTime
    let distance = value - base - mean
    let residual = distance - slope * centred
    let wider = spread + share * centred * centred
    residualNorm = Self.length(residualNorm, residual * (share * spread / wider).squareRoot())
    slope += share * centred / wider * residual
    mean += distance / (n + 1)
    meanTime = meanTime + centred / (n + 1) - weeks
    spread = wider
    count += 1
  }

  /// Where the line leads.
  ///
  /// - Parameter resolution: The smallest step in which values are reported; see ``LineForecast``.
  /// - Precondition: There are ``LineForecast/fewestObservations``.
  package func forecast(resolution: Double) -> LineForecast {
    precondition(count >= LineForecast.fewestObservations, "a line through \(count) weeks has no error")
    return LineForecast(
      mean: base + mean, slope: slope, meanTime: meanTime, inverseSpread: 1 / spread,
      inverseCount: 1 / Double(count),
      residualDeviation: max(residualNorm / Double(count - 2).squareRoot(), 0.5 * resolution),
      degreesOfFreedom: count - 2)
  }

  private static let squareable = 1e-120...1e120

  /// √(a² + b²).
  private static func length(_ a: Double, _ b: Double) -> Double {
    let greatest = max(abs(a), abs(b))
    if greatest == 0 { return 0 }
    if squareable.contains(greatest) { return (a * a + b * b).squareRoot() }
    let (x, y) = (a / greatest, b / greatest)
    return greatest * (x * x + y * y).squareRoot()
  }
}
