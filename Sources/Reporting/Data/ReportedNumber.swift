/// A number to ten significant digits: what lies beyond is noise of floating-point sums, not information.
struct ReportedNumber {
  private let mantissa: Int64
  private let places: Int

  /// The number in digits; `nil` for numbers below 1e-5 or from 1e9 on, which are rare and go another way.
  init?(_ value: Double) {
    let magnitude = value.magnitude
    guard magnitude < 1e9 else { return nil }
    if magnitude == 0 {
      (mantissa, places) = (0, 0)
      return
    }
    guard magnitude >= 1e-5 else { return nil }
    // Decimal places that leave ten significant digits.
    var places = 1
    while places < 14, magnitude * Self.powersOfTen[places] < 1e9 { places += 1 }
    // Between 1e9 and 1e10 the product errs by a millionth of the last digit that is kept.
    let digits = Int64((magnitude * Self.powersOfTen[places]).rounded(.toNearestOrAwayFromZero))
    mantissa = value < 0 ? -digits : digits
    self.places = places
  }

  /// The nearest double: digits and power of ten are exact.
  var value: Double { Double(mantissa) / Self.powersOfTen[places] }

  /// Writes the shortest decimal: digits, a point where there is a fraction, no zeros at its end.
  func append(to bytes: inout [UInt8]) {
    var digits = mantissa.magnitude
    var places = places
    while places > 0, digits % 10 == 0 {
      digits /= 10
      places -= 1
    }
    if mantissa < 0 { bytes.append(UInt8(ascii: "-")) }
    let start = bytes.count
    var written = 0
    repeat {
      if written == places, places > 0 { bytes.append(UInt8(ascii: ".")) }
      bytes.append(48 + UInt8(truncatingIfNeeded: digits % 10))
      digits /= 10
      written += 1
    } while digits > 0 || written <= places
    bytes[start...].reverse()
  }

  private static let powersOfTen: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
  ]
}
