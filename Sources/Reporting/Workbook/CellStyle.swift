/// How a cell looks.
struct CellStyle: Hashable, Sendable {
  enum Side: Hashable, Sendable { case leading, trailing }
  enum Height: Hashable, Sendable { case top, middle, bottom }

  /// In points.
  var size = CellStyle.usualSize
  var isBold = false
  var isItalic = false
  /// 0xRRGGBB.
  var color = CellColor.text
  var fill: UInt32?
  /// The colour of a line below.
  var line: UInt32?
  /// Numbers stand trailing and texts leading unless said otherwise.
  var side: Side?
  var height = Height.top
  var wraps = false
  var indent = 0
  /// How numbers are written, as workbooks name it.
  var numberFormat: String?

  static let usualSize = 11.0
  /// Of a row, in points.
  static let usualHeight = 15.0

  /// The style with what a meaning adds. Colour never stands alone: a sign or words say the same.
  func emphasized(_ emphasis: Text.Emphasis) -> CellStyle {
    var style = self
    switch emphasis {
    case .plain: break
    case .strong: style.isBold = true
    case .good: style.color = CellColor.good
    case .bad:
      style.color = CellColor.bad
      style.isBold = true
    case .warning:
      style.color = CellColor.warning
      style.isBold = true
    case .dim: style.color = CellColor.soft
    }
    return style
  }

  func with(_ change: (inout CellStyle) -> Void) -> CellStyle {
    var style = self
    change(&style)
    return style
  }
}

/// The colours of workbooks, 0xRRGGBB: those of pages and of pictures.
enum CellColor {
  static let text: UInt32 = 0x1B1F24
  static let soft: UInt32 = 0x5B6570
  static let line: UInt32 = 0xD5DAE0
  static let good: UInt32 = 0x00684F
  static let bad: UInt32 = 0xB0261E
  static let warning: UInt32 = 0x8A5A00
  static let panel: UInt32 = 0xE9EDF1
  static let white = Ink.paper.number
  /// What a low number is shaded with.
  static let shade = Ink.orange.tint(0.75).number
  /// The unit that a report is about.
  static let own = Ink.blue.number
  /// A gain that is planned, the narrower of two intervals.
  static let planned = Ink.blue.tint(0.5).number
  /// The wider of two intervals.
  static let farther = Ink.blue.tint(0.25).number
  /// Those beside the unit.
  static let others = [Ink.vermilion, .green, .purple, .orange, .sky].map(\.number)
}

extension Ink {
  /// As a number, 0xRRGGBB.
  fileprivate var number: UInt32 { UInt32(red) << 16 | UInt32(green) << 8 | UInt32(blue) }
}

// MARK: - The styles in use

extension CellStyle {
  static let title = CellStyle(size: 18, isBold: true, wraps: true)
  static let section = CellStyle(size: 15, isBold: true, line: CellColor.text, height: .bottom, wraps: true)
  static let heading = CellStyle(size: 12, isBold: true, height: .bottom, wraps: true)
  static let body = CellStyle(wraps: true)
  static let item = CellStyle(wraps: true, indent: 1)
  static let note = CellStyle(size: 10, isItalic: true, color: CellColor.soft, wraps: true)
  static let caption = CellStyle(isBold: true, height: .bottom)
  static let header = CellStyle(
    isBold: true, fill: CellColor.panel, line: CellColor.text, height: .bottom, wraps: true)
  static let group = CellStyle(isBold: true, line: CellColor.line, height: .bottom)
  static let entry = CellStyle(line: CellColor.line)
  static let figureTitle = CellStyle(
    color: CellColor.soft, line: CellColor.line, height: .middle, wraps: true)
  static let figureValue = CellStyle(
    size: 16, isBold: true, line: CellColor.line, side: .trailing, height: .middle)
  static let figureRemark = CellStyle(line: CellColor.line, height: .middle, wraps: true, indent: 1)
}
