/// The result of a linear least-squares fit, y ≈ Xβ.
///
/// A value that mathematics does not define is nil, never NaN: see each property.
public struct LeastSquaresFit: Sendable, Equatable {
  /// The estimate of β, one per column of the design; of least Euclidean norm when the rank is deficient.
  public let coefficients: [Double]
  /// The standard errors of the coefficients, in their order.
  ///
  /// Nil when the rank is deficient (a single coefficient cannot be estimated) or when no degree of freedom
  /// is left.
  public let standardErrors: [Double]?
  /// The estimated covariance of the coefficients, s² (XᵀWX)⁻¹; nil when `standardErrors` is.
  public let covariance: Matrix?
  /// yᵢ − ŷᵢ for each observation, in units of the response also for a weighted fit.
  public let residuals: [Double]
  /// ŷᵢ for each observation.
  public let fitted: [Double]
  /// s = √(Σ wᵢ rᵢ² / degrees of freedom); nil without degrees of freedom.
  public let residualStandardDeviation: Double?
  /// Σ wᵢ rᵢ².
  public let residualSumOfSquares: Double
  /// The share of the sum of squares that the fit explains.
  ///
  /// Sums of squares are taken about the (weighted) mean when a constant is in the span of the design, about
  /// zero when not: NIST's convention for models without intercept. Nil when there is nothing to explain, as
  /// for a constant response with an intercept.
  public let rSquared: Double?
  /// Whether a constant is in the span of the design.
  public let hasIntercept: Bool
  /// The numerical rank of the design.
  public let rank: Int
  /// Observations of positive weight less the rank.
  public let degreesOfFreedom: Int
  /// The condition number, in the 2-norm, of the weighted design with each column scaled to length one;
  /// infinite when the rank is deficient.
  public let conditionNumber: Double
  /// The diagonal of the hat matrix, hᵢ = wᵢ xᵢᵀ(XᵀWX)⁻¹xᵢ: between 0 and 1, summing to the rank.
  public let leverages: [Double]

  /// The value of the fitted function at one row of predictors.
  ///
  /// - Parameter row: One value per coefficient; for a polynomial 1, x, x², ….
  public func predict(_ row: [Double]) -> Double {
    CompensatedSum.dot(row, coefficients)
  }

  /// The values of a fitted polynomial, β₀ + β₁x + … + βd xᵈ, at several abscissae.
  ///
  /// By Horner's rule in doubled precision: as accurate as the rounded coefficients allow, also where the
  /// powers nearly cancel each other.
  ///
  /// - Parameter abscissae: Where to evaluate, in the unit of those fitted.
  /// - Returns: One value per abscissa; infinite beyond the range of `Double`, NaN where x is.
  /// - Precondition: The fit is that of ``LeastSquares/fit(polynomialOfDegree:x:y:weights:)``.
  /// - Complexity: O(d) per abscissa.
  public func predict(polynomialAt abscissae: [Double]) -> [Double] {
    abscissae.map { x in
      var value = DoubleDouble.zero
      for coefficient in coefficients.reversed() {
        value = value * x + coefficient
      }
      // A product beyond the range leaves NaN in the lower half; the plain rule says how it ends.
      return value.value.isFinite
        ? value.value : coefficients.reversed().reduce(0) { $0 * x + $1 }
    }
  }
}

/// The result of a ridge regression: β minimises Σ wᵢ (yᵢ − xᵢᵀβ)² + Σ λⱼ βⱼ².
public struct RidgeFit: Sendable, Equatable {
  /// The estimate of β.
  public let coefficients: [Double]
  /// yᵢ − ŷᵢ.
  public let residuals: [Double]
  /// ŷᵢ.
  public let fitted: [Double]
  /// Σ wᵢ rᵢ², without the penalty.
  public let residualSumOfSquares: Double
  /// The trace of the hat matrix: the number of columns without penalty, and less the stronger the penalty.
  public let effectiveDegreesOfFreedom: Double
  /// The diagonal of the hat matrix.
  public let leverages: [Double]
}
