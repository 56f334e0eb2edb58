/// A running sum that carries the rounding errors along.
///
/// The error of the total is about one rounding of the result plus n·2⁻¹⁰⁶·Σ|xᵢ|, against n·2⁻⁵³·Σ|xᵢ| of a
/// plain sum. NaN and infinities in the data come out as NaN.
///
/// - Complexity: O(1) time and space per value.
///
/// Source: A. Neumaier, "Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen", ZAMM 54
/// (1974), doi:10.1002/zamm.19740540106.
public struct CompensatedSum: Sendable, Equatable {
  private var total = 0.0
  private var compensation = 0.0

  /// The empty sum, zero.
  public init() {}

  /// The sum of the values given.
  public init(_ values: some Sequence<Double>) {
    for value in values { add(value) }
  }

  /// Adds one value.
  public mutating func add(_ value: Double) {
    let step = DoubleDouble.sum(total, value)
    total = step.high
    compensation += step.low
  }

  /// The sum so far.
  public var value: Double { total + compensation }

  /// The dot product Σ aᵢbᵢ, as accurate as if computed in twice the working precision.
  ///
  /// The vectors must be of equal length.
  ///
  /// - Complexity: O(n).
  ///
  /// Source: T. Ogita, S. M. Rump, S. Oishi, "Accurate sum and dot product", SIAM J. Sci. Comput. 26 (2005),
  /// doi:10.1137/030601818.
  public static func dot(_ a: [Double], _ b: [Double]) -> Double {
    precondition(a.count == b.count, "dot product of \(a.count) and \(b.count) elements")
    var sum = 0.0
    var compensation = 0.0
    for i in a.indices {
      let product = DoubleDouble.product(a[i], b[i])
      let step = DoubleDouble.sum(sum, product.high)
      sum = step.high
      compensation += step.low + product.low
    }
    return sum + compensation
  }
}
