import RealModule

/// The normal distribution.
public struct NormalDistribution: Sendable, Equatable {
  /// The mean μ.
  public let mean: Double
  /// The standard deviation σ > 0.
  public let standardDeviation: Double

  /// The distribution of the given mean and standard deviation, by default the standard one.
  ///
  /// - Parameters:
  ///   - mean: Finite.
  ///   - standardDeviation: Finite and positive.
  public init(mean: Double = 0, standardDeviation: Double = 1) {
    precondition(mean.isFinite, "the mean is \(mean)")
    precondition(
      standardDeviation > 0 && standardDeviation.isFinite,
      "the standard deviation is \(standardDeviation)")
    self.mean = mean
    self.standardDeviation = standardDeviation
  }

  /// The density exp(−z²/2) / (σ√(2π)), z = (x − μ)/σ.
  public func density(_ x: Double) -> Double {
    Self.standardDensity((x - mean) / standardDeviation) / standardDeviation
  }

  /// P(X ≤ x), to full relative accuracy also in the lower tail.
  public func cumulative(_ x: Double) -> Double {
    0.5 * Double.erfc(-(x - mean) / standardDeviation * 0.5.squareRoot())
  }

  /// The x with P(X ≤ x) = p.
  ///
  /// Standard quantiles have a relative error of a few 10⁻¹⁶. For p near one, where p itself is coarse, ask for
  /// the quantile of 1 − p and change the sign.
  ///
  /// - Parameter p: In [0, 1]; 0 and 1 give the infinities, other values outside NaN.
  ///
  /// Method: the rational start 26.2.23 of M. Abramowitz, I. A. Stegun, "Handbook of Mathematical Functions"
  /// (error below 4.5·10⁻⁴), then three steps of Halley's method, each of which triples the digits.
  public func quantile(_ p: Double) -> Double {
    mean + standardDeviation * Self.standardQuantile(p)
  }

  private static func standardDensity(_ z: Double) -> Double {
    Double.exp(-0.5 * z * z) / (2 * Double.pi).squareRoot()
  }

  static func standardQuantile(_ p: Double) -> Double {
    guard p >= 0, p <= 1 else { return .nan }
    if p == 0.5 { return 0 }
    // By symmetry the smaller tail is solved; 1 − p is exact for p ≥ ½.
    if p > 0.5 { return -standardQuantile(1 - p) }
    if p == 0 { return -.infinity }
    let t = (-2 * Double.log(p)).squareRoot()
    var z =
      -(t - (2.515517 + t * (0.802853 + t * 0.010328))
        / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308))))
    for _ in 0..<3 {
      // Near the median the distance from ½ is what carries the digits, and erf keeps them.
      let excess =
        p > 0.25
        ? 0.5 * Double.erf(z * 0.5.squareRoot()) - (p - 0.5)
        : 0.5 * Double.erfc(-z * 0.5.squareRoot()) - p
      let step = excess / standardDensity(z)
      z -= step / (1 + 0.5 * z * step)
    }
    return z
  }
}
