/// Help for code that fits very many tiny problems and wants coefficients alone.
extension LeastSquares {
  /// The coefficients of y ≈ Xβ for a small design of full rank, with one allocation besides the result.
  ///
  /// Householder QR in plain Swift; for a few columns this is faster than the calls of LAPACK. The accuracy is
  /// ``Accuracy/standard``. Operands are the caller's to check.
  ///
  /// - Parameters:
  ///   - columns: X, m × n with m ≥ n, column after column.
  ///   - count: n.
  ///   - response: y, m elements.
  ///   - weights: m elements ≥ 0; all one when nil.
  /// - Returns: β, or nil when the rank is not full to rounding.
  /// - Complexity: O(m n²).
  package static func smallCoefficients(
    columns: [Double], count n: Int, response: [Double], weights: [Double]? = nil
  ) -> [Double]? {
    let m = response.count
    precondition(n > 0 && columns.count == m * n, "\(columns.count) elements for \(m) × \(n)")
    precondition(weights.map { $0.count == m } ?? true, "one weight per row")
    guard m >= n else { return nil }
    // X and y side by side: the reflections of X are applied to y on the way.
    var a = columns
    a.reserveCapacity(m * (n + 1))
    a.append(contentsOf: response)
    if let weights {
      for i in 0..<m {
        let root = weights[i].squareRoot()
        for j in 0...n { a[j * m + i] *= root }
      }
    }
    let tolerance = Double(m) * Double.ulpOfOne
    var diagonal = [Double](repeating: 0, count: n)
    for k in 0..<n {
      var whole = 0.0
      var tail = 0.0
      for i in 0..<m {
        let square = a[k * m + i] * a[k * m + i]
        whole += square
        if i >= k { tail += square }
      }
      let length = tail.squareRoot()
      guard length > tolerance * whole.squareRoot(), length.isFinite else { return nil }
      let alpha = a[k * m + k] > 0 ? -length : length
      diagonal[k] = alpha
      a[k * m + k] -= alpha
      // ‖v‖²/2 of the reflection v = x − αe₁.
      let half = -alpha * a[k * m + k]
      for j in k + 1...n {
        var dot = 0.0
        for i in k..<m { dot += a[k * m + i] * a[j * m + i] }
        let factor = dot / half
        for i in k..<m { a[j * m + i] -= factor * a[k * m + i] }
      }
    }
    var beta = [Double](repeating: 0, count: n)
    for k in stride(from: n - 1, through: 0, by: -1) {
      var sum = a[n * m + k]
      for j in k + 1..<max(n, k + 1) { sum -= a[j * m + k] * beta[j] }
      beta[k] = sum / diagonal[k]
    }
    return beta
  }
}

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
