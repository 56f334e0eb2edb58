/// How a language writes numbers, changes, shares and dates for people.
///
/// Results depend on the argument and the language alone, never on the locale of the machine. Rounding is that
/// of the decimal a reader sees, half away from zero, and never gives a negative zero. A missing or non-finite
/// number is written as ``missing``. The space before a percent sign is a no-break space (U+00A0), so that no
/// line ends between a number and its unit.
public struct NumberStyle: Sendable, Equatable {
  /// What stands for a number that is not there: an en dash.
  public static let missing = "–"
  /// A true minus sign (U+2212), as wide as a plus.
  static let minus = "\u{2212}"

  /// The language whose habits are followed.
  public let language: Language

  /// The style of a language.
  public init(language: Language) {
    self.language = language
  }

  /// The mark between integer and fraction.
  public var decimalSeparator: Character { language == .vi ? "," : "." }
  /// The mark between groups of three digits.
  public var groupSeparator: Character { language == .vi ? "." : "," }

  /// A whole number with grouped digits: 1.234.567 in Vietnamese.
  public func integer(_ value: Int) -> String {
    (value < 0 ? Self.minus : "") + grouped(String(value.magnitude))
  }

  /// A number with fixed decimals: 92,37 in Vietnamese, 92.37 in English.
  public func decimal(_ value: Double?, places: Int = 2) -> String {
    written(value.flatMap(DecimalDigits.init), places: places)
  }

  /// A change with its sign: +0,09, −0,07, and 0,00 when nothing remains after rounding.
  public func change(_ value: Double?, places: Int = 2) -> String {
    written(value.flatMap(DecimalDigits.init), places: places, plus: "+")
  }

  /// A range with an en dash between its ends: 92,50–92,60. Missing when either end is.
  public func range(_ low: Double?, _ high: Double?, places: Int = 2) -> String {
    let ends = [decimal(low, places: places), decimal(high, places: places)]
    return ends.contains(Self.missing) ? Self.missing : ends.joined(separator: "–")
  }

  /// A ratio as a percentage: 0.701 is 70,1 % in Vietnamese.
  public func percent(_ ratio: Double?, places: Int = 1) -> String {
    let digits = ratio.flatMap(DecimalDigits.init)?.scaled(byPowerOfTen: 2)
    return digits == nil ? Self.missing : written(digits, places: places) + "\u{A0}%"
  }

  /// A probability in whole per cent: 62 %, and <1 % or >99 % beyond, for a simulation proves no certainty.
  ///
  /// A value outside 0…1 by more than rounding is no probability and is written as missing.
  public func probability(_ probability: Double?) -> String {
    guard let probability, probability >= -1e-9, probability <= 1 + 1e-9 else { return Self.missing }
    if probability < 0.01 { return "<1\u{A0}%" }
    if probability > 0.99 { return ">99\u{A0}%" }
    return percent(probability, places: 0)
  }

  /// A calendar date: 03/11/2025 in Vietnamese, 3 Nov 2025 in English.
  public func date(year: Int, month: Int, day: Int) -> String {
    precondition((1...12).contains(month) && (1...31).contains(day), "no date: \(year)-\(month)-\(day)")
    switch language {
    case .vi: return "\(twoDigits(day))/\(twoDigits(month))/\(year)"
    case .en: return "\(day) \(Self.englishMonths[month - 1]) \(year)"
    }
  }

  private static let englishMonths = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  private func twoDigits(_ number: Int) -> String {
    number < 10 ? "0\(number)" : "\(number)"
  }

  private func written(_ digits: DecimalDigits?, places: Int, plus: String = "") -> String {
    guard let rounded = digits?.rounded(places: places) else { return Self.missing }
    let isZero = (rounded.integer + rounded.fraction).allSatisfy { $0 == "0" }
    let sign = rounded.isNegative ? Self.minus : isZero ? "" : plus
    let fraction = places > 0 ? String(decimalSeparator) + rounded.fraction : ""
    return sign + grouped(rounded.integer) + fraction
  }

  private func grouped(_ digits: String) -> String {
    var result = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { result.append(groupSeparator) }
      result.append(digit)
    }
    return result
  }
}
