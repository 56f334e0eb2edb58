import Foundation

/// How the numbers of cells become texts.
///
/// Cells hold binary numbers, written with 17 digits where these are needed to keep all bits: 92.36999999999999. A
/// person sees at most 15, and these are what was meant: 92.37.
enum CellNumber {
  /// Appends a number with at most 15 significant digits and at least so many decimals. What is no number stays as it is.
  static func append(_ raw: ArraySlice<UInt8>, decimals: Int, to text: inout [UInt8]) {
    let start = text.count
    if !appendPlain(raw, to: &text) {
      text.removeLast(text.count - start)
      guard let number = Double(String(decoding: raw, as: UTF8.self)), number.isFinite else {
        text += raw
        return
      }
      text += String(format: "%.15g", number).utf8
    }
    guard decimals > 0, !text[start...].contains(where: { $0 | 0x20 == UInt8(ascii: "e") }) else { return }
    let point = text[start...].firstIndex(of: UInt8(ascii: "."))
    if point == nil { text.append(UInt8(ascii: ".")) }
    let shown = point.map { text.count - $0 - 1 } ?? 0
    text.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: max(decimals - shown, 0)))
  }

  /// A number with at most 15 significant digits, rounded to so many decimals as it is shown; nil where it has no more.
  ///
  /// Half a unit is rounded away from zero, by the decimal digits: 2.675 is shown as 2.68.
  static func rounded(_ raw: ArraySlice<UInt8>, decimals: Int) -> [UInt8]? {
    var text: [UInt8] = []
    append(raw, decimals: 0, to: &text)
    guard let point = text.firstIndex(of: UInt8(ascii: ".")), text.count - point - 1 > decimals,
      !text.contains(where: { $0 | 0x20 == UInt8(ascii: "e") })
    else { return nil }
    let isUp = text[point + 1 + decimals] >= UInt8(ascii: "5")
    var digits = Array(text[..<(decimals > 0 ? point + 1 + decimals : point)])
    if isUp {
      var place = digits.count - 1
      while place >= 0 {
        if digits[place] == UInt8(ascii: "9") {
          digits[place] = UInt8(ascii: "0")
        } else if digits[place] &- 48 < 9 {
          digits[place] += 1
          break
        } else if digits[place] != UInt8(ascii: ".") {
          break
        }
        place -= 1
      }
      let first = digits.first == UInt8(ascii: "-") ? 1 : 0
      if place < first { digits.insert(UInt8(ascii: "1"), at: first) }
    }
    return digits
  }

  /// Appends a share as per cent.
  static func appendPercent(_ raw: ArraySlice<UInt8>, to text: inout [UInt8]) {
    if let share = Double(String(decoding: raw, as: UTF8.self)), share.isFinite {
      text += String(format: "%.15g", share * 100).utf8
    } else {
      text += raw
    }
    text.append(UInt8(ascii: "%"))
  }

  /// Rewrites a number with decimals, from a position on, as a whole one with an exponent: 9237e-2. This can be read in
  /// one way only, however decimals are marked.
  static func writeWithExponent(_ text: inout [UInt8], from start: Int) {
    guard let point = text[start...].firstIndex(of: UInt8(ascii: ".")),
      !text[start...].contains(where: { $0 | 0x20 == UInt8(ascii: "e") })
    else { return }
    let decimals = text.count - point - 1
    text.remove(at: point)
    text += "e-\(decimals)".utf8
  }

  /// A number of few digits needs no arithmetic.
  private static func appendPlain(_ raw: ArraySlice<UInt8>, to text: inout [UInt8]) -> Bool {
    guard raw.count <= 17 else { return false }
    var (digits, hasPoint) = (0, false)
    for (offset, byte) in raw.enumerated() {
      if byte &- 48 < 10 {
        digits += 1
      } else if byte == UInt8(ascii: "."), !hasPoint, digits > 0 {
        hasPoint = true
      } else if byte != UInt8(ascii: "-") || offset > 0 {
        return false
      }
      text.append(byte)
    }
    return (1...15).contains(digits) && text.last != UInt8(ascii: ".")
  }

  /// The day of a date's number. Time of day is dropped.
  ///
  /// Counted from 1900, number 60 is 29 February 1900, a day that never was; the days before it count from one day
  /// later (ECMA-376 part 1, 18.17.4.1).
  static func day(ofSerial serial: Double, from1904: Bool) -> Result<Day, DayError>? {
    guard serial >= 0, serial < 2_958_466 else { return nil }
    let number = Int(serial)
    if from1904 { return .success(Day(ordinal: Day.ordinal(year: 1904, month: 1, day: 1) + number)) }
    if number == 60 { return .failure(.impossible(year: 1900, month: 2, day: 29)) }
    let origin = Day.ordinal(year: 1899, month: 12, day: number < 60 ? 31 : 30)
    return .success(Day(ordinal: origin + number))
  }
}
