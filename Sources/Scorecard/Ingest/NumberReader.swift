/// Reads numbers as people write them: with a decimal point or comma, with or without thousands.
struct NumberReader {
  /// What a text of digits and separators says by itself.
  enum Reading: Equatable {
    case number(Double, decimals: Int)
    /// One separator with three digits behind it: 1.234 is either.
    case ambiguous(separator: UInt8, asDecimal: Double, asThousands: Double)
    case notANumber
    case notFinite
  }

  /// How a file writes its decimals.
  enum Style: Equatable {
    case point, comma
    /// Nothing tells; the assumption for a comma depends on the delimiter.
    case unknown(commaIsDecimal: Bool)
    /// Both are in use.
    case mixed
  }

  /// Counts what the cells of a file tell about its style.
  struct Evidence {
    var point = 0
    var comma = 0
    var ambiguousPoint = 0
    var ambiguousComma = 0

    mutating func add(_ other: Evidence) {
      point += other.point
      comma += other.comma
      ambiguousPoint += other.ambiguousPoint
      ambiguousComma += other.ambiguousComma
    }

    mutating func add(_ range: Range<Int>, of bytes: [UInt8]) {
      guard let form = Form(bytes, range) else { return }
      switch form.separators {
      case .none: break
      case .decimal(UInt8(ascii: ",")), .grouped(UInt8(ascii: ".")): comma += 1
      case .decimal, .grouped: point += 1
      case .either(UInt8(ascii: ",")): ambiguousComma += 1
      case .either: ambiguousPoint += 1
      }
    }

    /// A style counts only if it is plain: a single slip among a thousand cells must not turn 12.345
    /// into 12345.
    func style(commaIsDecimal: Bool) -> Style {
      switch (point > 0, comma > 0) {
      case (true, true): .mixed
      case (true, false): ambiguousComma > 10 * point ? .mixed : .point
      case (false, true): ambiguousPoint > 10 * comma ? .mixed : .comma
      case (false, false): .unknown(commaIsDecimal: commaIsDecimal)
      }
    }
  }

  /// The style of the file.
  let style: Style
  /// Beyond this, sums of a few numbers could not be held.
  static let greatest = 1e300
  /// Whether all numbers are known to be below 1000, so that no separator is for thousands.
  let isBelowThousand: Bool

  enum Outcome: Equatable {
    case number(Double, decimals: Int)
    case problem(RowProblem.Reason)
  }

  func read(_ bytes: [UInt8], _ range: Range<Int>) -> Outcome {
    switch Self.reading(bytes, range) {
    case .number(let number, let decimals): return .number(number, decimals: decimals)
    case .notANumber: return .problem(.notANumber)
    case .notFinite: return .problem(.notFinite)
    case .ambiguous(let separator, let asDecimal, let asThousands):
      if isBelowThousand { return .number(asDecimal, decimals: 3) }
      let isComma = separator == UInt8(ascii: ",")
      switch style {
      case .point: return isComma ? .number(asThousands, decimals: 0) : .number(asDecimal, decimals: 3)
      case .comma: return isComma ? .number(asDecimal, decimals: 3) : .number(asThousands, decimals: 0)
      case .unknown(let commaIsDecimal):
        return isComma && !commaIsDecimal
          ? .problem(.ambiguousNumber) : .number(asDecimal, decimals: 3)
      case .mixed: return .problem(.ambiguousNumber)
      }
    }
  }

  static func reading(_ bytes: [UInt8], _ range: Range<Int>) -> Reading {
    guard let form = Form(bytes, range) else {
      return isNamedNonNumber(bytes, range) ? .notFinite : .notANumber
    }
    switch form.separators {
    case .none, .grouped: return form.value(decimals: 0, bytes, range)
    case .decimal: return form.value(decimals: form.digitsBehindLast, bytes, range)
    case .either(let separator):
      guard case .number(let fraction, _) = form.value(decimals: 3, bytes, range),
        case .number(let whole, _) = form.value(decimals: 0, bytes, range)
      else { return .notFinite }
      return .ambiguous(separator: separator, asDecimal: fraction, asThousands: whole)
    }
  }

  private static func isNamedNonNumber(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
    guard range.count <= 9 else { return false }
    let word = String(decoding: bytes[range], as: UTF8.self).lowercased()
    return ["nan", "inf", "infinity", "∞"].contains(word.trimmingPrefix(/[+−-]/))
  }

  /// The digits and separators of a text that may be a number.
  private struct Form {
    enum Separators: Equatable {
      case none
      /// This one marks the decimals.
      case decimal(UInt8)
      /// This one, several times, marks thousands.
      case grouped(UInt8)
      /// This one, once, may mark either.
      case either(UInt8)
    }

    var isNegative = false
    var mantissa: UInt64 = 0
    var digits = 0
    var digitsBehindLast = 0
    var exponent = 0
    var separators = Separators.none

    init?(_ bytes: [UInt8], _ range: Range<Int>) {
      var position = range.lowerBound
      let end = range.upperBound
      guard position < end else { return nil }
      if bytes[position] == UInt8(ascii: "-") || bytes[position] == UInt8(ascii: "+") {
        isNegative = bytes[position] == UInt8(ascii: "-")
        position += 1
      } else if bytes[position...].starts(with: [0xE2, 0x88, 0x92]) {
        isNegative = true
        position += 3
      }
      var points = 0
      var commas = 0
      var last: UInt8 = 0
      var groupsAreThrees = true
      var firstGroup = 0
      var group = 0
      while position < end {
        let byte = bytes[position]
        let digit = byte &- 48
        if digit < 10 {
          if digits < 19 { mantissa = mantissa * 10 + UInt64(digit) }
          digits += 1
          group += 1
        } else if byte == UInt8(ascii: ".") || byte == UInt8(ascii: ",") {
          if points + commas == 0 { firstGroup = group } else if group != 3 { groupsAreThrees = false }
          if byte == UInt8(ascii: ".") { points += 1 } else { commas += 1 }
          last = byte
          group = 0
        } else {
          break
        }
        position += 1
      }
      guard digits > 0 else { return nil }
      var hasExponent = false
      if position < end {
        guard bytes[position] | 0x20 == UInt8(ascii: "e"),
          let value = Self.exponent(bytes, position + 1..<end)
        else { return nil }
        exponent = value
        hasExponent = true
      }
      digitsBehindLast = points + commas == 0 ? 0 : group

      let leadsLikeThousands = (1...3).contains(firstGroup)
      if points + commas == 0 { return }
      if points > 0 && commas > 0 {
        let decimalCount = last == UInt8(ascii: ".") ? points : commas
        guard decimalCount == 1, groupsAreThrees, leadsLikeThousands else { return nil }
        separators = .decimal(last)
      } else if points + commas > 1 {
        guard groupsAreThrees, group == 3, leadsLikeThousands, !hasExponent else { return nil }
        separators = .grouped(last)
      } else {
        let startsWithZero = digits > 3 && firstGroup > 0 && leadingDigitIsZero(bytes, range)
        let isEither = group == 3 && leadsLikeThousands && !startsWithZero && !hasExponent
        separators = isEither ? .either(last) : .decimal(last)
      }
    }

    private func leadingDigitIsZero(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
      bytes[range].first { $0 &- 48 < 10 } == 48
    }

    private static func exponent(_ bytes: [UInt8], _ range: Range<Int>) -> Int? {
      var position = range.lowerBound
      guard position < range.upperBound else { return nil }
      let isNegative = bytes[position] == UInt8(ascii: "-")
      if isNegative || bytes[position] == UInt8(ascii: "+") { position += 1 }
      guard position < range.upperBound else { return nil }
      var value = 0
      while position < range.upperBound {
        guard bytes[position] &- 48 < 10 else { return nil }
        value = min(value * 10 + Int(bytes[position] &- 48), 100_000)
        position += 1
      }
      return isNegative ? -value : value
    }

    /// The number, correctly rounded: exact where the digits and the power of ten are exact, else by
    /// the standard library.
    func value(decimals: Int, _ bytes: [UInt8], _ range: Range<Int>) -> Reading {
      let shift = decimals - exponent
      let shown = min(max(shift, 0), 255)
      if digits <= 15, (0...22).contains(shift) {
        let magnitude = Double(mantissa) / Self.powersOfTen[shift]
        return .number(isNegative ? -magnitude : magnitude, decimals: shown)
      }
      let digitText = String(decoding: bytes[range].filter { $0 &- 48 < 10 }.prefix(digits), as: UTF8.self)
      guard let magnitude = Double(digitText + "e\(-shift)"), magnitude <= NumberReader.greatest else {
        return .notFinite
      }
      return .number(isNegative ? -magnitude : magnitude, decimals: shown)
    }

    private static let powersOfTen: [Double] = {
      var powers = [1.0]
      while powers.count < 23 { powers.append((powers.last ?? 1) * 10) }
      return powers
    }()
  }
}
