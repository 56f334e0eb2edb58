/// A number to ten significant digits: what lies beyond is noise of floating-point sums, not information.
struct ReportedNumber {
  /// The number in units of the last of its decimal places.
  let units: Int
  let places: Int

  /// The number in digits; `nil` for numbers below 1e-5 or from 1e9 on, which are rare and go another way.
  init?(_ value: Double) {
    let magnitude = value.magnitude
    guard magnitude < 1e9 else { return nil }
    if magnitude == 0 {
      (units, places) = (0, 0)
      return
    }
    guard magnitude >= 1e-5 else { return nil }
    // Decimal places that leave ten significant digits.
    var places = 1
    while places < 14, magnitude * Self.powersOfTen[places] < 1e9 { places += 1 }
    // Between 1e9 and 1e10 the product errs by a millionth of the last digit that is kept.
    let digits = Int((magnitude * Self.powersOfTen[places]).rounded(.toNearestOrAwayFromZero))
    units = value < 0 ? -digits : digits
    self.places = places
  }

  /// The nearest double: digits and power of ten are exact.
  var value: Double { Double(units) / Self.powersOfTen[places] }

  private static let powersOfTen: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
  ]
}

extension CSVBuffer {
  /// Adds a number as `CSVWriter` writes it when it is reported: the shortest decimal of ten significant digits.
  mutating func append(reported value: Double) {
    // Smaller numbers are written with a power of ten.
    guard value == 0 || value.magnitude >= 1e-4, let number = ReportedNumber(value) else {
      append(Array((value.reported.shortestDecimal ?? "").utf8))
      return
    }
    var (units, places) = (number.units, number.places)
    while places > 0, units % 10 == 0 { (units, places) = (units / 10, places - 1) }
    append(units, places: places)
  }
}
