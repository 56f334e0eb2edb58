import RealModule

/// A weighted least-squares line that takes one observation after the other, seen from the latest.
///
/// Weights of earlier observations can fade on the way. Kept are moments about the weighted means and not
/// sums of powers, so that no digits are lost to a distant origin, and times are counted from the latest
/// observation, so that nothing grows with the length of the series.
///
/// Source: D. H. D. West (1979), doi:10.1145/359146.359153, with weights that fade.
struct RunningLine {
  private var weight = 0.0
  /// The weighted mean of times, in weeks from the latest observation.
  private var meanTime = 0.0
  private var meanValue = 0.0
  /// Σ w (t − t̄)²
  private var spread = 0.0
  /// Σ w (t − t̄)(y − ȳ)
  private var product = 0.0

  /// Takes an observation of weight one, `weeks` after the one before, while those before keep `share` of
  /// their weights.
  mutating func add(_ value: Double, weeks: Double, share: Double = 1) {
    weight *= share
    spread *= share
    product *= share
    meanTime -= weeks
    let total = weight + 1
    let (time, change) = (-meanTime, value - meanValue)
    if weight > 0 {
      spread += time * time * weight / total
      product += time * change * weight / total
    }
    meanTime += time / total
    meanValue += change / total
    weight = total
  }

  /// The change per week; zero with fewer than two observations.
  var slope: Double { spread > 0 ? product / spread : 0 }
}

/// Averages candidates that differ in one parameter by how well each has forecast.
enum PrequentialWeights {
  /// Weights proportional to e^(−m/2), for a sum e of m squared one-step errors: the likelihoods of normal
  /// errors, each candidate at its own variance.
  ///
  /// Where several candidates are about as good, to choose one would let a rounding decide; the average does
  /// not jump, and has forecast no worse.
  ///
  /// Source: S. Kolassa (2011), doi:10.1016/j.ijforecast.2010.04.006, for candidates of equal complexity.
  static func weights(errors: [Double], count: Int) -> [Double] {
    let least = errors.min() ?? 0
    // Without any error yet, or with an overflow, all are alike; a faultless one leaves the others no weight.
    let shares = errors.map { error -> Double in
      if error == least { return 1 }
      return least > 0 ? .pow(error / least, -0.5 * Double(count)) : 0
    }
    let total = shares.reduce(0, +)
    return shares.map { $0 / total }
  }
}
