/// The shortest decimal that reads back as a given double, as digits that can be rounded exactly.
///
/// People check a rounding by hand on the number they see. 0.285 must give 0.29 although the double lies a
/// little below 0.285, so we round the shortest representation and not the binary value.
struct DecimalDigits {
  /// A decimal rounded to a fixed number of places; zero is never negative.
  struct Rounded: Equatable {
    var isNegative: Bool
    var integer: String
    var fraction: String
  }

  private let isNegative: Bool
  /// Digits d₁d₂… of the value 0.d₁d₂… × 10^point.
  private let digits: [UInt8]
  private var point: Int

  /// Takes a number apart, or gives nil where there is none (not finite).
  init?(_ value: Double) {
    guard value.isFinite else { return nil }
    let parts = value.magnitude.description.split(separator: "e")
    let mantissa = parts[0].split(separator: ".", omittingEmptySubsequences: false)
    isNegative = value < 0
    digits = mantissa.joined().utf8.map { $0 - UInt8(ascii: "0") }
    point = mantissa[0].utf8.count + (parts.count > 1 ? Int(parts[1]) ?? 0 : 0)
  }

  /// Digits before the decimal point; zero or less for numbers below one tenth.
  var integerDigits: Int { point - digits.prefix { $0 == 0 }.count }

  /// The same digits times 10^power, exactly.
  func scaled(byPowerOfTen power: Int) -> DecimalDigits {
    var copy = self
    copy.point += power
    return copy
  }

  /// The nearest decimal with the given number of places; halves go away from zero.
  func rounded(places: Int) -> Rounded {
    precondition(places >= 0, "decimal places must not be negative")
    // Digits of the integer value × 10^places.
    let count = point + places
    var kept = Array(digits.prefix(max(count, 0)))
    kept += Array(repeating: 0, count: max(count - kept.count, 0))
    if count >= 0, count < digits.count, digits[count] >= 5 { Self.increment(&kept) }
    kept = Array(repeating: 0, count: max(places + 1 - kept.count, 0)) + kept
    let surplus = kept.prefix(kept.count - places - 1).prefix { $0 == 0 }.count
    let isZero = kept.allSatisfy { $0 == 0 }
    return Rounded(
      isNegative: isNegative && !isZero,
      integer: Self.text(kept[surplus..<(kept.count - places)]),
      fraction: Self.text(kept.suffix(places)))
  }

  /// Adds one to the last digit and carries.
  private static func increment(_ digits: inout [UInt8]) {
    for index in digits.indices.reversed() {
      if digits[index] < 9 {
        digits[index] += 1
        return
      }
      digits[index] = 0
    }
    digits.insert(1, at: 0)
  }

  private static func text(_ digits: ArraySlice<UInt8>) -> String {
    String(decoding: digits.map { $0 + UInt8(ascii: "0") }, as: UTF8.self)
  }
}

extension Double {
  /// The shortest decimal that reads back as this number, with a point and no superfluous ".0"; nil when it is
  /// not finite. Negative zero is written as zero.
  var shortestDecimal: String? {
    guard isFinite else { return nil }
    if self == 0 { return "0" }
    return description.hasSuffix(".0") ? String(description.dropLast(2)) : description
  }

  /// The number with exactly so many decimals, with a point; nil when it is not finite.
  func fixedDecimal(places: Int) -> String? {
    guard let rounded = DecimalDigits(self)?.rounded(places: places) else { return nil }
    return (rounded.isNegative ? "-" : "") + rounded.integer + (places > 0 ? "." + rounded.fraction : "")
  }
}
