import RealModule

/// Student's t distribution with location and scale.
public struct StudentTDistribution: Sendable, Equatable {
  /// The degrees of freedom ν > 0, not necessarily whole.
  public let degreesOfFreedom: Double
  /// The centre of symmetry.
  public let location: Double
  /// The scale, σ > 0; the standard deviation is σ√(ν/(ν − 2)) for ν > 2.
  public let scale: Double

  /// The distribution of location + scale · T.
  ///
  /// - Parameters:
  ///   - degreesOfFreedom: ν, finite and positive.
  ///   - location: Finite.
  ///   - scale: Finite and positive.
  public init(degreesOfFreedom: Double, location: Double = 0, scale: Double = 1) {
    precondition(
      degreesOfFreedom > 0 && degreesOfFreedom.isFinite, "\(degreesOfFreedom) degrees of freedom")
    precondition(location.isFinite, "the location is \(location)")
    precondition(scale > 0 && scale.isFinite, "the scale is \(scale)")
    self.degreesOfFreedom = degreesOfFreedom
    self.location = location
    self.scale = scale
  }

  /// The density Γ((ν+1)/2) / (Γ(ν/2) √(νπ) σ) · (1 + z²/ν)^(−(ν+1)/2), z = (x − location)/σ.
  public func density(_ x: Double) -> Double {
    standardDensity((x - location) / scale) / scale
  }

  /// P(X ≤ x), by the regularised incomplete beta function.
  ///
  /// Relative error of about 10⁻¹⁴, also in the lower tail.
  public func cumulative(_ x: Double) -> Double {
    let t = (x - location) / scale
    guard !t.isNaN else { return .nan }
    let (central, tails) = SpecialFunctions.studentT(abs(t), degreesOfFreedom: degreesOfFreedom)
    if t < 0 { return tails / 2 }
    return tails < central ? 1 - tails / 2 : 0.5 + central / 2
  }

  /// The x with P(X ≤ x) = p.
  ///
  /// Standard quantiles have a relative error of about 10⁻¹⁴.
  ///
  /// - Parameter p: In [0, 1]; 0 and 1 give the infinities, other values outside NaN.
  ///
  /// Method: Newton's method on the logarithms of abscissa and probability, in which the tail is nearly a line
  /// for few degrees of freedom and concave for many, held within a bracket.
  public func quantile(_ p: Double) -> Double {
    location + scale * standardQuantile(p)
  }

  private func standardDensity(_ z: Double) -> Double {
    let nu = degreesOfFreedom
    let ratio = z / nu.squareRoot()
    let logBase = abs(ratio) < 1e150 ? Double.log(onePlus: ratio * ratio) : 2 * Double.log(abs(ratio))
    return SpecialFunctions.gammaRatioHalf(nu / 2) / (nu * Double.pi).squareRoot()
      * Double.exp(-(nu + 1) / 2 * logBase)
  }

  private func standardQuantile(_ p: Double) -> Double {
    guard p >= 0, p <= 1 else { return .nan }
    if p == 0.5 { return 0 }
    if p > 0.5 { return -standardQuantile(1 - p) }
    if p == 0 { return -.infinity }
    // In t = eᵘ > 0: near the median match P(0 < T ≤ t) = ½ − p, further out P(T > t) = p.
    let inTail = p < 0.25
    let target = inTail ? p : 0.5 - p
    var u = Double.log(-NormalDistribution.standardQuantile(p))
    var (low, high) = (-750.0, 710.0)
    for _ in 0..<200 {
      let t = Double.exp(u)
      let both = SpecialFunctions.studentT(t, degreesOfFreedom: degreesOfFreedom)
      let reached = (inTail ? both.tails : both.central) / 2
      // Positive when t is too small.
      let gap = inTail ? Double.log(reached / target) : Double.log(target / reached)
      if gap == 0 { break }
      if gap > 0 { low = u } else { high = u }
      // The slope of ln P in u is t f(t) / P.
      let step = gap * reached / (t * standardDensity(t))
      var next = u + step
      if !(next > low && next < high) { next = low / 2 + high / 2 }
      let change = abs(next - u)
      u = next
      if change < 0x1p-51 || high - low < 0x1p-52 { break }
    }
    return -Double.exp(u)
  }
}
