/// Reads the members of one JSON object after the other, each object on a line of its own (RFC 8259, strictly).
///
/// A line feed ends a row wherever it stands: within a text it must be written as `\n`. All calls are given the same bytes.
struct JSONScanner {
  /// What a value is, as far as rows care.
  enum Kind: UInt8 {
    case text, number, null
    /// True, false, an array or an object.
    case other
  }

  /// A text or a value where it stands; the bytes of a text are those between its quotation marks.
  struct Token {
    var kind: Kind
    var range: Range<Int>
    /// Whether a text holds escapes.
    var hasEscapes = false
    /// Whether a text holds a comma.
    var hasComma = false
  }

  /// Where the rows end.
  let end: Int
  /// Where the scan stands; where it failed, the first byte that does not belong there.
  private(set) var position: Int

  /// - Parameter range: Whole lines.
  init(_ range: Range<Int>) {
    (position, end) = (range.lowerBound, range.upperBound)
  }

  /// What the scan came upon.
  enum Beginning { case end, blankLine, object, fault }

  /// Goes into the object of the next line, or behind a line of nothing but spaces.
  mutating func begin(_ bytes: Span<UInt8>) -> Beginning {
    skipSpaces(bytes)
    guard position < end else { return .end }
    switch bytes[unchecked: position] {
    case 0x0A:
      position += 1
      return .blankLine
    case UInt8(ascii: "{"):
      position += 1
      return .object
    default: return .fault
    }
  }

  /// What follows in an object.
  enum Step { case member(key: Token, value: Token), end, fault }

  /// The next member of the object, or its end with that of the line.
  ///
  /// - Parameter isFirst: Whether no member came before.
  mutating func next(_ bytes: Span<UInt8>, isFirst: Bool) -> Step {
    skipSpaces(bytes)
    guard position < end else { return .fault }
    if bytes[unchecked: position] == UInt8(ascii: "}") {
      position += 1
      return skipLineEnd(bytes) ? .end : .fault
    }
    if !isFirst {
      guard skip(UInt8(ascii: ","), bytes) else { return .fault }
      skipSpaces(bytes)
    }
    guard let key = text(bytes) else { return .fault }
    skipSpaces(bytes)
    guard skip(UInt8(ascii: ":"), bytes) else { return .fault }
    skipSpaces(bytes)
    guard let value = value(bytes) else { return .fault }
    return .member(key: key, value: value)
  }

  /// Goes behind the end of the line.
  mutating func skipLine(_ bytes: Span<UInt8>) {
    while position < end, bytes[unchecked: position] != 0x0A { position += 1 }
    position = min(position + 1, end)
  }

  // MARK: Parts

  @inline(__always)
  private mutating func skipSpaces(_ bytes: Span<UInt8>) {
    while position < end {
      switch bytes[unchecked: position] {
      case 0x20, 0x09, 0x0D: position += 1
      default: return
      }
    }
  }

  private mutating func skipLineEnd(_ bytes: Span<UInt8>) -> Bool {
    skipSpaces(bytes)
    guard position < end else { return true }
    return skip(0x0A, bytes)
  }

  @inline(__always)
  private mutating func skip(_ byte: UInt8, _ bytes: Span<UInt8>) -> Bool {
    guard position < end, bytes[unchecked: position] == byte else { return false }
    position += 1
    return true
  }

  private mutating func value(_ bytes: Span<UInt8>) -> Token? {
    guard position < end else { return nil }
    switch bytes[unchecked: position] {
    case UInt8(ascii: "\""): return text(bytes)
    case UInt8(ascii: "{"), UInt8(ascii: "["): return nested(bytes)
    case UInt8(ascii: "t"): return word(bytes, "true", .other)
    case UInt8(ascii: "f"): return word(bytes, "false", .other)
    case UInt8(ascii: "n"): return word(bytes, "null", .null)
    default: return number(bytes)
    }
  }

  private mutating func word(_ bytes: Span<UInt8>, _ word: StaticString, _ kind: Kind) -> Token? {
    let first = position
    for offset in 0..<word.utf8CodeUnitCount where !skip(word.utf8Start[offset], bytes) { return nil }
    return Token(kind: kind, range: first..<position)
  }

  /// The text at the position. Escapes must be whole; of surrogates both halves must stand there.
  @inline(__always)
  private mutating func text(_ bytes: Span<UInt8>) -> Token? {
    guard skip(UInt8(ascii: "\""), bytes) else { return nil }
    var token = Token(kind: .text, range: position..<position)
    let first = position
    while position < end {
      let byte = bytes[unchecked: position]
      switch byte {
      case UInt8(ascii: "\""):
        token.range = first..<position
        position += 1
        return token
      case UInt8(ascii: "\\"):
        guard let escape = JSONText.escape(bytes, at: position, end: end) else { return nil }
        token.hasEscapes = true
        position += escape.length
      case UInt8(ascii: ","):
        token.hasComma = true
        position += 1
      case 0..<0x20: return nil
      default: position += 1
      }
    }
    return nil
  }

  @inline(__always)
  private mutating func number(_ bytes: Span<UInt8>) -> Token? {
    let first = position
    _ = skip(UInt8(ascii: "-"), bytes)
    if !skip(UInt8(ascii: "0"), bytes) {
      guard skipDigits(bytes) else { return nil }
    }
    if skip(UInt8(ascii: "."), bytes) {
      guard skipDigits(bytes) else { return nil }
    }
    if position < end, bytes[unchecked: position] | 0x20 == UInt8(ascii: "e") {
      position += 1
      if !skip(UInt8(ascii: "-"), bytes) { _ = skip(UInt8(ascii: "+"), bytes) }
      guard skipDigits(bytes) else { return nil }
    }
    return Token(kind: .number, range: first..<position)
  }

  @inline(__always)
  private mutating func skipDigits(_ bytes: Span<UInt8>) -> Bool {
    let first = position
    while position < end, bytes[unchecked: position] &- 48 < 10 { position += 1 }
    return position > first
  }

  /// Goes behind an array or an object, however deep.
  private mutating func nested(_ bytes: Span<UInt8>) -> Token? {
    let first = position
    // Whether each bracket that is open is that of an object.
    var open: [Bool] = []
    while true {
      guard position < end else { return nil }
      let byte = bytes[unchecked: position]
      let isObject = byte == UInt8(ascii: "{")
      if isObject || byte == UInt8(ascii: "[") {
        position += 1
        skipSpaces(bytes)
        if !skip(isObject ? UInt8(ascii: "}") : UInt8(ascii: "]"), bytes) {
          open.append(isObject)
          if isObject { guard skipKey(bytes) else { return nil } }
          continue
        }
      } else {
        guard value(bytes) != nil else { return nil }
      }
      // Behind a value: brackets close, or another value follows.
      while let isObject = open.last {
        skipSpaces(bytes)
        if skip(UInt8(ascii: ","), bytes) {
          skipSpaces(bytes)
          if isObject { guard skipKey(bytes) else { return nil } }
          break
        }
        guard skip(isObject ? UInt8(ascii: "}") : UInt8(ascii: "]"), bytes) else { return nil }
        open.removeLast()
      }
      if open.isEmpty { return Token(kind: .other, range: first..<position) }
    }
  }

  private mutating func skipKey(_ bytes: Span<UInt8>) -> Bool {
    guard text(bytes) != nil else { return false }
    skipSpaces(bytes)
    guard skip(UInt8(ascii: ":"), bytes) else { return false }
    skipSpaces(bytes)
    return true
  }
}
