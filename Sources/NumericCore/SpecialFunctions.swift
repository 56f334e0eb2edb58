import RealModule

/// Special functions behind the distributions.
enum SpecialFunctions {
  /// Γ(a + ½) / Γ(a) for a > 0.
  ///
  /// The recurrence carries a to 20 or more, where the asymptotic series of the ratio is exact to rounding; no
  /// logarithms of large gamma values are subtracted. Relative error below 10⁻¹⁵ times the number of steps.
  ///
  /// Source: F. G. Tricomi, A. Erdélyi, "The asymptotic expansion of a ratio of gamma functions", Pacific J.
  /// Math. 1 (1951), doi:10.2140/pjm.1951.1.133.
  static func gammaRatioHalf(_ a: Double) -> Double {
    var shifted = a
    var factor = 1.0
    while shifted < 20 {
      factor *= shifted / (shifted + 0.5)
      shifted += 1
    }
    let inverse = 1 / shifted
    let square = inverse * inverse
    // ln Γ(a + ½) − ln Γ(a) − ½ ln a = −1/(8a) + 1/(192a³) − 1/(640a⁵) + 17/(14336a⁷) − 31/(18432a⁹) + …
    let series =
      inverse
      * (-1.0 / 8 + square
        * (1.0 / 192 + square * (-1.0 / 640 + square * (17.0 / 14336 - square * 31.0 / 18432))))
    return factor * shifted.squareRoot() * Double.exp(series)
  }

  /// The continued fraction K with I_x(a, b) = xᵃ yᵇ / B(a, b) · K, for y = 1 − x and x below about
  /// a / (a + b).
  ///
  /// y is passed on its own, since 1 − x would lose its digits when x is close to one.
  ///
  /// Source: A. R. DiDonato, A. H. Morris, "Algorithm 708: significant digit computation of the incomplete beta
  /// function ratios", ACM TOMS 18 (1992), doi:10.1145/131766.131776, equation (9); evaluated by the modified
  /// Lentz method, I. J. Thompson, A. R. Barnett, J. Comput. Phys. 64 (1986),
  /// doi:10.1016/0021-9991(86)90046-X.
  static func incompleteBetaFraction(a: Double, b: Double, x: Double, y: Double) -> Double {
    let lambda = a * y - b * x
    func denominator(_ n: Double) -> Double {
      // The middle term vanishes for n = 0, and would be 0/0 for a = 1.
      if n == 0 { return a * (lambda + 1) / (a + 1) }
      return n + n * (b - n) * x / (a + 2 * n - 1) + (a + n) * (lambda + 1 + n * (1 + y)) / (a + 2 * n + 1)
    }
    var value = denominator(0)
    var c = value
    var d = 0.0
    for step in 1...10_000 {
      let n = Double(step)
      let odd = a + 2 * n - 1
      let numerator =
        ((a + n - 1) / odd) * ((a + b + n - 1) / odd) * n * (b - n) * x * x
      let next = denominator(n)
      d = 1 / (next + numerator * d)
      c = next + numerator / c
      let change = c * d
      value *= change
      if abs(change - 1) < Double.ulpOfOne { break }
    }
    return 1 / value
  }

  /// P(|T| ≤ t) and P(|T| > t) for Student's T and t ≥ 0, each to full relative accuracy where it is the
  /// smaller one.
  static func studentT(_ t: Double, degreesOfFreedom nu: Double) -> (central: Double, tails: Double) {
    guard t > 0 else { return (0, 1) }
    guard t.isFinite else { return (1, 0) }
    // x = ν / (ν + t²) and y = t² / (ν + t²), without overflow of t².
    let ratio = t / nu.squareRoot()
    let x: Double
    let y: Double
    let logX: Double
    if ratio < 1e150 {
      let square = ratio * ratio
      x = 1 / (1 + square)
      y = square / (1 + square)
      logX = -Double.log(onePlus: square)
    } else {
      x = 0
      y = 1
      logX = -2 * Double.log(ratio)
    }
    // 1 / B(ν/2, ½) = Γ(ν/2 + ½) / (Γ(ν/2) √π).
    let inverseBeta = gammaRatioHalf(nu / 2) / Double.pi.squareRoot()
    let front = Double.exp(nu / 2 * logX) * y.squareRoot() * inverseBeta
    if t * t > 1.5 {
      let tails = front * incompleteBetaFraction(a: nu / 2, b: 0.5, x: x, y: y)
      return (1 - tails, tails)
    }
    let central = front * incompleteBetaFraction(a: 0.5, b: nu / 2, x: y, y: x)
    return (central, 1 - central)
  }
}
