import Scorecard

/// How workbooks are told to write a quantity. Whether decimals stand behind a point or a comma is then up to the
/// language of the reader's program.
extension Quantity {
  /// The number for a cell: without dust of floating-point sums, without a sign where nothing remains after
  /// rounding; a day counted from the end of 1899, as workbooks do.
  var cellValue: Double {
    switch form {
    case .date: value + Self.epochSerial
    case .decimal(let places), .change(let places): rounded(value, places)
    case .percent(let places): rounded(value, places + 2)
    case .integer: value
    }
  }

  /// The serial number of 1 January 1970.
  private static let epochSerial = 25_569.0

  private func rounded(_ value: Double, _ places: Int) -> Double {
    let isZero = value.magnitude.fixedDecimal(places: places)?.allSatisfy { "0.".contains($0) } ?? false
    return isZero ? 0 : value.reported
  }

  /// The format, with a true minus and a note's mark where there is one.
  func numberFormat(in language: Language) -> String {
    let mark = mark.isEmpty ? "" : "\"\(mark)\""
    func number(_ places: Int) -> String {
      "#,##0" + (places > 0 ? "." + String(repeating: "0", count: places) : "")
    }
    let minus = "\"\(NumberStyle.minus)\""
    switch form {
    case .decimal(let places): return "\(number(places))\(mark);\(minus)\(number(places))\(mark)"
    case .change(let places):
      return "+\(number(places))\(mark);\(minus)\(number(places))\(mark);\(number(places))\(mark)"
    case .percent(let places):
      let percent = (places > 0 ? "0." + String(repeating: "0", count: places) : "0") + "\\ %"
      return "\(percent)\(mark);\(minus)\(percent)\(mark)"
    case .integer: return "#,##0\(mark);\(minus)#,##0\(mark)"
    case .date: return Self.dateFormat(in: language)
    }
  }

  /// A day as people of the language write it, whatever the language of their program.
  static func dateFormat(in language: Language) -> String {
    language == .vi ? "dd\\/mm\\/yyyy" : "[$-409]d mmm yyyy"
  }

  /// A day on the axis of a chart.
  static func shortDateFormat(in language: Language) -> String {
    language == .vi ? "dd\\/mm" : "[$-409]d mmm"
  }
}
