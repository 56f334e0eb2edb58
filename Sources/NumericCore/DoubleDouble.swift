/// A number held as the unevaluated sum of two `Double`s, about 32 decimal digits.
///
/// `high` is the sum rounded to `Double`, `low` the rest. Goals, in order: correctness to a few units of
/// 2⁻¹⁰⁴, then brevity. Range and special values are those of `Double`; there is no care for overflow in the
/// middle of an operation, so callers scale their data first.
///
/// Source: T. J. Dekker, "A floating-point technique for extending the available precision", Numerische
/// Mathematik 18 (1971), doi:10.1007/BF01397083; error bounds: M. Joldes, J.-M. Muller, V. Popescu, "Tight and
/// rigorous error bounds for basic building blocks of double-word arithmetic", ACM TOMS 44 (2017),
/// doi:10.1145/3121432.
struct DoubleDouble: Sendable, Equatable {
  var high: Double
  var low: Double

  static let zero = DoubleDouble(0)

  @inline(__always)
  init(_ value: Double) {
    high = value
    low = 0
  }

  @inline(__always)
  init(high: Double, low: Double) {
    self.high = high
    self.low = low
  }

  /// a + b without error, for any a and b (Knuth).
  @inline(__always)
  static func sum(_ a: Double, _ b: Double) -> DoubleDouble {
    let s = a + b
    let bPart = s - a
    return DoubleDouble(high: s, low: (a - (s - bPart)) + (b - bPart))
  }

  /// a + b without error, for |a| ≥ |b| or a = 0 (Dekker).
  @inline(__always)
  static func quickSum(_ a: Double, _ b: Double) -> DoubleDouble {
    let s = a + b
    return DoubleDouble(high: s, low: b - (s - a))
  }

  /// a · b without error, by a fused multiply-add.
  @inline(__always)
  static func product(_ a: Double, _ b: Double) -> DoubleDouble {
    let p = a * b
    return DoubleDouble(high: p, low: (-p).addingProduct(a, b))
  }

  /// The nearest `Double`.
  @inline(__always)
  var value: Double { high + low }

  @inline(__always)
  static prefix func - (x: DoubleDouble) -> DoubleDouble {
    DoubleDouble(high: -x.high, low: -x.low)
  }

  @inline(__always)
  static func + (x: DoubleDouble, y: DoubleDouble) -> DoubleDouble {
    let s = sum(x.high, y.high)
    let t = sum(x.low, y.low)
    let v = quickSum(s.high, s.low + t.high)
    return quickSum(v.high, v.low + t.low)
  }

  @inline(__always)
  static func + (x: DoubleDouble, y: Double) -> DoubleDouble {
    let s = sum(x.high, y)
    return quickSum(s.high, s.low + x.low)
  }

  @inline(__always)
  static func - (x: DoubleDouble, y: DoubleDouble) -> DoubleDouble { x + (-y) }

  @inline(__always)
  static func * (x: DoubleDouble, y: DoubleDouble) -> DoubleDouble {
    let p = product(x.high, y.high)
    let cross = (x.high * y.low).addingProduct(x.low, y.high)
    return quickSum(p.high, p.low + cross)
  }

  @inline(__always)
  static func * (x: DoubleDouble, y: Double) -> DoubleDouble {
    let p = product(x.high, y)
    return quickSum(p.high, p.low.addingProduct(x.low, y))
  }

  @inline(__always)
  static func / (x: DoubleDouble, y: DoubleDouble) -> DoubleDouble {
    let first = x.high / y.high
    let rest = x - y * first
    let second = rest.high / y.high
    let rest2 = rest - y * second
    return quickSum(first, second) + rest2.high / y.high
  }

  @inline(__always)
  static func / (x: DoubleDouble, y: Double) -> DoubleDouble { x / DoubleDouble(y) }

  @inline(__always)
  static func += (x: inout DoubleDouble, y: DoubleDouble) { x = x + y }

  @inline(__always)
  static func -= (x: inout DoubleDouble, y: DoubleDouble) { x = x - y }

  /// √x for x ≥ 0: one Newton step from the root in `Double`.
  var squareRoot: DoubleDouble {
    guard high > 0 else { return .zero }
    let root = high.squareRoot()
    let rest = self - DoubleDouble.product(root, root)
    return DoubleDouble.quickSum(root, rest.high / (2 * root))
  }

  /// x · 2ᵉ, exact unless the result leaves the range of normal numbers.
  func scaled(byPowerOfTwo exponent: Int) -> DoubleDouble {
    DoubleDouble(
      high: high.scaled(byPowerOfTwo: exponent), low: low.scaled(byPowerOfTwo: exponent))
  }
}

extension Double {
  /// x · 2ᵉ, exact unless the result leaves the range of normal numbers.
  func scaled(byPowerOfTwo exponent: Int) -> Double {
    Double(sign: .plus, exponent: exponent, significand: self)
  }

  /// The exponent e with |x| in [2ᵉ, 2ᵉ⁺¹); zero for zero.
  var exponentOrZero: Int { self == 0 ? 0 : Int(exponent) }
}
