import RealModule

extension Observations {
  /// The finest digit that is looked at, as a share of the reporting resolution.
  private static let finestShare = 1e-5
  /// Squares of greater values would overflow; no quantity of this world is as large.
  private static let greatestMagnitude = 1e100

  /// The same observations without what is far finer than their resolution.
  ///
  /// Sums of decimals leave dust: 92.37 comes out of a spreadsheet as 92.36999999999999. Whether a series
  /// stood still, and which of two equal errors is the smaller, must not hang on it. So values are rounded to
  /// a power of ten, at most a hundred-thousandth of the resolution. A value that is reported in decimals
  /// stays the very same number.
  func withoutDust(resolution: Double) -> Observations {
    // 5e-10 more: a resolution of a power of ten is that power in spite of its own rounding.
    let exponent = (Double.log10(Self.finestShare * resolution) + 5e-10).rounded(.down)
    guard abs(exponent) <= 300 else { return self }
    let factor = Double.pow(10, abs(exponent))
    func rounded(_ value: Double) -> Double {
      let result =
        exponent < 0 ? (value * factor).rounded() / factor : (value / factor).rounded() * factor
      switch scale {
      case .real:
        let limit = Self.greatestMagnitude
        return Swift.min(Swift.max(result.isFinite ? result : value, -limit), limit)
      // On the logarithmic scale a small value counts by its own digits, not by those of the others.
      case .positive: return abs(result - value) <= Self.finestShare * value ? result : value
      case .bounded(let maximum): return Swift.min(Swift.max(result, 0), maximum)
      }
    }
    return Observations(times: Array(times)[...], values: values.map(rounded)[...], scale: scale)
  }
}
