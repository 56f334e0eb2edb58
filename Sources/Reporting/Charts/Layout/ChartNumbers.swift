/// How precisely the numbers of a picture are written: two decimals, as scores are, unless their size or their
/// spread asks for other precision.
struct ChartNumbers: Sendable {
  let style: NumberStyle
  /// The power of ten of the last digit: −2 for hundredths.
  private let lastDigit: Int

  /// The precision for numbers that stand together.
  init(_ style: NumberStyle, for values: [Double]) {
    self.style = style
    let drawable = values.filter(\.isDrawable)
    let size = drawable.map(\.magnitude).max() ?? 0
    let spread = (drawable.max() ?? 0) - (drawable.min() ?? 0)
    let isFlat = spread <= 1e-9 * max(size, 1)
    if !isFlat, spread < 0.01 {
      lastDigit = max(spread.decimalExponent - 1, -10)
    } else if size >= 1e9 {
      lastDigit = (isFlat ? size : spread).decimalExponent - 3
    } else if size >= 1e5 {
      lastDigit = isFlat ? 0 : min(0, spread.decimalExponent - 2)
    } else {
      lastDigit = -2
    }
  }

  /// A score.
  func score(_ value: Double?) -> String { written(value, lastDigit) }

  /// A change with its sign.
  func change(_ value: Double?) -> String {
    guard let value, value.magnitude >= 1e9, value.isFinite else { return style.change(value) }
    return (value > 0 ? "+" : "") + written(value, value.decimalExponent - 3)
  }

  /// A maximum, without the zeros that people leave out: 12, 12,5.
  func maximum(_ value: Double) -> String {
    guard value.magnitude < 1e9 else { return score(value) }
    let places = (0...max(0, -lastDigit)).first { places in
      value.fixedDecimal(places: places).flatMap(Double.init) == value
    }
    return style.decimal(value, places: places ?? max(0, -lastDigit))
  }

  /// A number at an axis, as precise as its distance from the next.
  func tick(_ value: Double, step: Double) -> String { written(value, step.decimalExponent) }

  private func written(_ value: Double?, _ lastDigit: Int) -> String {
    guard let value, value.magnitude >= 1e9, value.isFinite else {
      return style.decimal(value, places: max(0, -lastDigit))
    }
    let exponent = value.decimalExponent
    let places = min(max(exponent - lastDigit, 0), 9)
    // In two halves, as neither alone may be beyond the greatest number.
    let half = exponent / 2
    let mantissa = value / Double.powerOfTen(half) / Double.powerOfTen(exponent - half)
    let digits = String(exponent).compactMap { $0.wholeNumberValue.map { Self.superscripts[$0] } }
    return style.decimal(mantissa, places: places) + "·10" + String(digits)
  }

  private static let superscripts: [Character] = ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"]
}
