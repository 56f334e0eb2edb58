/// Why a numerical problem cannot be posed: always a fault of the data handed in, with the place of it.
///
/// Outcomes of a well-posed problem are not errors: a rank-deficient design, an iteration limit and a matrix
/// that is not positive definite are reported in the result.
public enum LinearAlgebraError: Error, Equatable, Sendable {
  /// The part of the problem that an error speaks of.
  public enum Operand: String, Equatable, Sendable {
    /// The matrix of predictors, one row per observation.
    case design
    /// The vector, or matrix, of observed values.
    case response
    /// One weight per observation.
    case weights
    /// One ridge penalty per column.
    case penalty
    /// The abscissae of a polynomial fit.
    case abscissa
    /// The matrix XᵀX of a problem in normal form.
    case gram
    /// The vector Xᵀy of a problem in normal form.
    case moment
  }

  /// `operand` has `actual` elements (or rows) where the other operands ask for `expected`.
  case shapeMismatch(operand: Operand, expected: Int, actual: Int)
  /// An element is NaN or infinite. The value itself is left out: a NaN would make equal errors unequal.
  case nonfinite(operand: Operand, row: Int, column: Int)
  /// A weight is negative.
  case invalidWeight(index: Int, value: Double)
  /// A ridge penalty is negative.
  case invalidPenalty(index: Int, value: Double)
  /// The degree of a polynomial is negative.
  case invalidDegree(Int)
  /// A matrix has no columns.
  case noColumns
  /// Fewer observations, counting those of positive weight, than the least number that has an answer.
  case notEnoughRows(required: Int, actual: Int)
  /// Fewer distinct abscissae of positive weight than a polynomial has coefficients.
  case notEnoughAbscissae(required: Int, actual: Int)
  /// The data are finite, but the answer exceeds the range of `Double`.
  case resultOutOfRange
}
