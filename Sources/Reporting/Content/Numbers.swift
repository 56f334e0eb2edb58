import Forecasting

extension Double {
  /// Ten significant digits: what lies beyond is noise of floating-point sums, not information.
  var reported: Double {
    if let reported = ReportedNumber(self) { return reported.value }
    guard isFinite else { return self }
    let digits = DecimalDigits(self)!
    // Decimal places that leave ten significant digits.
    let places = Swift.max(10 - digits.integerDigits, 0)
    return Double(fixedDecimal(places: Swift.min(places, 300)) ?? "") ?? self
  }

  /// 10 to a whole power.
  static func powerOfTen(_ exponent: Int) -> Double {
    (0..<exponent.magnitude).reduce(1) { value, _ in exponent > 0 ? value * 10 : value / 10 }
  }
}

extension IntervalLevel {
  /// The percentage as it stands in column names: `80`, `95`, `99.5`.
  var name: String { percent.shortestDecimal ?? "" }
}
