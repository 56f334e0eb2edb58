/// A straight line by least squares in closed form, about the mean of the abscissae.
///
/// With centred abscissae the two normal equations fall apart, so that no digits are lost to a distant
/// origin.
package struct StraightLine: Sendable, Equatable {
  /// The weighted mean of the abscissae.
  package let meanAbscissa: Double
  /// The value of the line at `meanAbscissa`, which is the weighted mean of the response.
  package let meanResponse: Double
  /// The slope.
  package let slope: Double
  /// Σ w (x − x̄)², whose reciprocal is the unscaled variance of the slope.
  package let spread: Double
  /// Σ w.
  package let totalWeight: Double

  /// Fits the line; nil without two distinct abscissae of positive weight.
  ///
  /// - Parameters:
  ///   - x: Abscissae.
  ///   - y: Response, as many.
  ///   - weights: As many, ≥ 0; all one when nil.
  /// - Complexity: O(m), without allocation.
  package init?(x: [Double], y: [Double], weights: [Double]? = nil) {
    precondition(x.count == y.count && weights.map { $0.count == x.count } ?? true)
    var (w, wx, wy) = (0.0, 0.0, 0.0)
    for i in x.indices {
      let weight = weights?[i] ?? 1
      w += weight
      wx += weight * x[i]
      wy += weight * y[i]
    }
    guard w > 0 else { return nil }
    let (xMean, yMean) = (wx / w, wy / w)
    var (sxx, sxy) = (0.0, 0.0)
    for i in x.indices {
      let centred = x[i] - xMean
      sxx += (weights?[i] ?? 1) * centred * centred
      sxy += (weights?[i] ?? 1) * centred * (y[i] - yMean)
    }
    guard sxx > 0, sxx.isFinite else { return nil }
    meanAbscissa = xMean
    meanResponse = yMean
    slope = sxy / sxx
    spread = sxx
    totalWeight = w
  }

  /// The value of the line at the abscissa zero.
  package var intercept: Double { meanResponse - slope * meanAbscissa }

  /// The value of the line at `x`.
  package func value(at x: Double) -> Double { meanResponse + slope * (x - meanAbscissa) }
}
