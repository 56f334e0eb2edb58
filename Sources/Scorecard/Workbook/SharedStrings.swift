/// Texts that cells refer to by number.
struct SharedStrings: Sendable {
  private var bytes: [UInt8] = []
  private var ends: [Int] = []

  /// A workbook without texts.
  init() {}

  init(_ reader: PartReader) throws(WorkbookError) {
    var scanner = XMLScanner(reader)
    while true {
      switch try scanner.next() {
      case .done: return
      case .start where scanner.isNamed("si"):
        try Self.appendText(of: &scanner, to: &bytes)
        ends.append(bytes.count)
      default: break
      }
    }
  }

  var count: Int { ends.count }

  /// The bytes of a text.
  subscript(number: Int) -> ArraySlice<UInt8> { bytes[(number > 0 ? ends[number - 1] : 0)..<ends[number]] }

  /// Appends the text of an element that holds one as a whole or in runs: an item of the shared texts, or a text within
  /// a cell. How East Asian names are read is left out, and so are raised characters behind others: marks of footnotes.
  static func appendText(of scanner: inout XMLScanner, to bytes: inout [UInt8]) throws(WorkbookError) {
    let start = bytes.count
    let outer = scanner.depth - 1
    var isText = false
    var isRaised = false
    while scanner.depth > outer {
      switch try scanner.next() {
      case .start:
        if scanner.isNamed("rPh") {
          try scanner.skipElement()
        } else if scanner.isNamed("r") {
          isRaised = false
        } else if scanner.isNamed("vertAlign") {
          isRaised = try scanner.text("val") == "superscript"
        }
        isText = scanner.isNamed("t") && !(isRaised && bytes.count > start)
      case .end: isText = false
      case .text where isText: try scanner.appendText(to: &bytes)
      case .text, .done: break
      }
    }
    unescape(&bytes, from: start)
  }

  /// Replaces `_x000D_` and the like, by which Excel writes characters that XML does not have.
  static func unescape(_ bytes: inout [UInt8], from start: Int) {
    var place = start
    var end = start
    guard bytes[start...].contains(UInt8(ascii: "_")) else { return }
    while place < bytes.count {
      if bytes[place] == UInt8(ascii: "_"), place + 7 <= bytes.count, bytes[place + 1] == UInt8(ascii: "x"),
        bytes[place + 6] == UInt8(ascii: "_"),
        let code = UInt16(String(decoding: bytes[place + 2..<place + 6], as: UTF8.self), radix: 16),
        let scalar = Unicode.Scalar(code)
      {
        // Never longer than the seven bytes that it stands in for.
        for byte in String(scalar).utf8 {
          bytes[end] = byte
          end += 1
        }
        place += 7
      } else {
        bytes[end] = bytes[place]
        (place, end) = (place + 1, end + 1)
      }
    }
    bytes.removeLast(bytes.count - end)
  }
}
