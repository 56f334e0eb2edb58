/// The escapes of JSON texts (RFC 8259, section 7).
enum JSONText {
  /// The number of bytes of two halves of a character.
  static let longestEscape = 12

  /// What the escape at a position stands for, and how many bytes it takes; `nil` where it is none, is cut off, or is half
  /// of a character.
  static func escape(
    _ bytes: Span<UInt8>, at position: Int, end: Int
  ) -> (scalar: Unicode.Scalar, length: Int)? {
    guard position + 1 < end else { return nil }
    switch bytes[position + 1] {
    case UInt8(ascii: "\""): return ("\"", 2)
    case UInt8(ascii: "\\"): return ("\\", 2)
    case UInt8(ascii: "/"): return ("/", 2)
    case UInt8(ascii: "b"): return ("\u{8}", 2)
    case UInt8(ascii: "f"): return ("\u{C}", 2)
    case UInt8(ascii: "n"): return ("\n", 2)
    case UInt8(ascii: "r"): return ("\r", 2)
    case UInt8(ascii: "t"): return ("\t", 2)
    case UInt8(ascii: "u"):
      guard let first = unit(bytes, at: position, end: end) else { return nil }
      guard first & 0xFC00 == 0xD800 else { return Unicode.Scalar(first).map { ($0, 6) } }
      guard let second = unit(bytes, at: position + 6, end: end), second & 0xFC00 == 0xDC00 else {
        return nil
      }
      return Unicode.Scalar(0x10000 + (first & 0x3FF) << 10 + (second & 0x3FF)).map { ($0, 12) }
    default: return nil
    }
  }

  /// The bytes of a text without its escapes.
  ///
  /// - Parameter range: The bytes between its quotation marks, as a `JSONScanner` found them.
  static func unescaped(_ bytes: [UInt8], _ range: Range<Int>) -> [UInt8] {
    var text: [UInt8] = []
    var position = range.lowerBound
    while position < range.upperBound {
      if bytes[position] == UInt8(ascii: "\\"),
        let escape = escape(bytes.span, at: position, end: range.upperBound)
      {
        text.append(contentsOf: UTF8.encode(escape.scalar) ?? UTF8.encodedReplacementCharacter)
        position += escape.length
      } else {
        text.append(bytes[position])
        position += 1
      }
    }
    return text
  }

  /// The unit of UTF-16 that `\uXXXX` at a position stands for.
  private static func unit(_ bytes: Span<UInt8>, at position: Int, end: Int) -> UInt32? {
    guard position + 6 <= end, bytes[position] == UInt8(ascii: "\\"), bytes[position + 1] == UInt8(ascii: "u")
    else { return nil }
    var unit: UInt32 = 0
    for offset in 2..<6 {
      let byte = bytes[position + offset]
      let digit: UInt8
      switch byte {
      case 0x30...0x39: digit = byte - 0x30
      case 0x41...0x46: digit = byte - 0x41 + 10
      case 0x61...0x66: digit = byte - 0x61 + 10
      default: return nil
      }
      unit = unit << 4 | UInt32(digit)
    }
    return unit
  }
}
