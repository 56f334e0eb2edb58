/// How a cell looks.
struct CellStyle: Hashable, Sendable {
  enum Side: Hashable, Sendable { case leading, trailing }
  enum Height: Hashable, Sendable { case top, middle, bottom }

  /// In points.
  var size = CellStyle.usualSize
  var isBold = false
  var isItalic = false
  /// 0xRRGGBB.
  var color = Ink.text
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
    case .good: style.color = Ink.good
    case .bad:
      style.color = Ink.bad
      style.isBold = true
    case .warning:
      style.color = Ink.warning
      style.isBold = true
    case .dim: style.color = Ink.soft
    }
    return style
  }

  func with(_ change: (inout CellStyle) -> Void) -> CellStyle {
    var style = self
    change(&style)
    return style
  }
}

/// The colours of workbooks, those of pages.
enum Ink {
  static let text: UInt32 = 0x1B1F24
  static let soft: UInt32 = 0x5B6570
  static let line: UInt32 = 0xD5DAE0
  static let good: UInt32 = 0x00684F
  static let bad: UInt32 = 0xB0261E
  static let warning: UInt32 = 0x8A5A00
  static let panel: UInt32 = 0xE9EDF1
  static let shade: UInt32 = 0xF2A65A
  static let white: UInt32 = 0xFFFFFF
  /// The unit that a report is about.
  static let own: UInt32 = 0x0B5FA5
  /// A gain that is planned.
  static let planned: UInt32 = 0x7FB2DC
  /// The wider of two intervals.
  static let farther: UInt32 = 0xB9D3EA
  /// Apart for eyes that do not tell red from green (Okabe and Ito 2008, "Color Universal Design").
  static let others: [UInt32] = [0xD55E00, 0x009E73, 0xCC79A7, 0x8A5A00, 0x5B6570]
}

// MARK: - The styles in use

extension CellStyle {
  static let title = CellStyle(size: 18, isBold: true, wraps: true)
  static let section = CellStyle(size: 15, isBold: true, line: Ink.text, height: .bottom, wraps: true)
  static let heading = CellStyle(size: 12, isBold: true, height: .bottom, wraps: true)
  static let body = CellStyle(wraps: true)
  static let item = CellStyle(wraps: true, indent: 1)
  static let note = CellStyle(size: 10, isItalic: true, color: Ink.soft, wraps: true)
  static let caption = CellStyle(isBold: true, height: .bottom)
  static let header = CellStyle(isBold: true, fill: Ink.panel, line: Ink.text, height: .bottom, wraps: true)
  static let group = CellStyle(isBold: true, line: Ink.line, height: .bottom)
  static let entry = CellStyle(line: Ink.line)
  static let figureTitle = CellStyle(color: Ink.soft, line: Ink.line, height: .middle, wraps: true)
  static let figureValue = CellStyle(
    size: 16, isBold: true, line: Ink.line, side: .trailing, height: .middle)
  static let figureRemark = CellStyle(line: Ink.line, height: .middle, wraps: true, indent: 1)
}
