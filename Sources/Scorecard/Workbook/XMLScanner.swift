/// Reads the XML of a workbook's parts, token by token, while its bytes come.
///
/// The parts of Office Open XML are plain: no document type, hence no entities but the five of XML (ECMA-376 part 2,
/// 8.1.4). What XML has beyond that is refused, so that nothing can be expanded or fetched. Names are told without
/// their prefix. Memory is that of the longest tag or text; the open elements are few.
struct XMLScanner {
  enum Token {
    /// A tag that opens an element; where it closes it as well, `end` follows.
    case start
    case end
    /// A text, or a piece of a long one.
    case text
    case done
  }

  /// Gives further bytes; false at the end.
  typealias Source = (inout [UInt8]) throws(WorkbookError) -> Bool

  private let part: String
  private let source: Source
  private var bytes: [UInt8] = []
  /// Where the next token begins.
  private var position = 0
  /// How many bytes were dropped before `bytes`.
  private var dropped = 0
  private var isAtEnd = false

  /// The open elements: their full names behind each other, and where each begins.
  private var openNames: [UInt8] = []
  private var openStarts: [Int] = []
  private var closesItself = false
  private var hasRoot = false

  /// The name of the current element, without a prefix.
  private var nameRange = 0..<0
  private var attributes: [(name: Range<Int>, value: Range<Int>)] = []
  private var textRange = 0..<0
  private var isLiteral = false

  private static let depthLimit = 100
  private static let tokenLimit = 1 << 20

  init(_ reader: PartReader) {
    self.init(part: reader.name) { bytes throws(WorkbookError) in try reader.append(to: &bytes) }
  }

  /// - Parameter part: The name of what is read, for errors.
  init(part: String, source: @escaping Source) {
    self.part = part
    self.source = source
  }

  /// How deep the current element lies; the root has depth 1.
  var depth: Int { openStarts.count }

  // MARK: Tokens

  /// Goes to the next token.
  mutating func next() throws(WorkbookError) -> Token {
    if closesItself {
      closesItself = false
      pop()
      return .end
    }
    while true {
      guard try has(1) else {
        if !openStarts.isEmpty || !hasRoot { throw fault }
        return .done
      }
      if bytes[position] != UInt8(ascii: "<") {
        if try scanText() { return .text }
        continue
      }
      guard try has(2) else { throw fault }
      switch bytes[position + 1] {
      case UInt8(ascii: "?"):
        try skip(past: "?>")
      case UInt8(ascii: "!"):
        if try begins("<!--") {
          try skip(past: "-->")
        } else if try begins("<![CDATA[") {
          try scanLiteral()
          if !textRange.isEmpty { return .text }
        } else {
          throw .damaged(.documentType, part: part)
        }
      case UInt8(ascii: "/"):
        try scanEnd()
        return .end
      default:
        try scanStart()
        return .start
      }
    }
  }

  /// Goes behind the end of the current element, of which `start` was the latest token.
  mutating func skipElement() throws(WorkbookError) {
    let outer = depth - 1
    while depth > outer { _ = try next() }
  }

  /// Whether the current element has this name.
  @inline(__always)
  func isNamed(_ name: StaticString) -> Bool { isEqual(nameRange, name) }

  /// The value of an attribute of the current tag, as it is written.
  func attribute(_ name: StaticString) -> ArraySlice<UInt8>? {
    for one in attributes where isEqual(one.name, name) { return bytes[one.value] }
    return nil
  }

  /// The value of an attribute as a text.
  func text(_ name: StaticString) throws(WorkbookError) -> String? {
    guard let value = attribute(name) else { return nil }
    var decoded: [UInt8] = []
    try decode(value, into: &decoded)
    return String(decoding: decoded, as: UTF8.self)
  }

  /// The value of an attribute as a whole number that is not negative.
  func number(_ name: StaticString) -> Int? {
    guard let value = attribute(name), (1...15).contains(value.count) else { return nil }
    var number = 0
    for byte in value {
      guard byte &- 48 < 10 else { return nil }
      number = number * 10 + Int(byte &- 48)
    }
    return number
  }

  /// Whether an attribute says yes.
  func flag(_ name: StaticString) -> Bool {
    attribute(name).map { $0.elementsEqual("1".utf8) || $0.elementsEqual("true".utf8) } ?? false
  }

  /// Appends the current text.
  func appendText(to text: inout [UInt8]) throws(WorkbookError) {
    if isLiteral { text += bytes[textRange] } else { try decode(bytes[textRange], into: &text) }
  }

  // MARK: Scanning

  private var fault: WorkbookError { .damaged(.markup(offset: dropped + position), part: part) }

  /// Whether so many bytes stand from the position on; fetches them.
  private mutating func has(_ count: Int) throws(WorkbookError) -> Bool {
    while bytes.count - position < count {
      if isAtEnd { return false }
      if position > 0 {
        dropped += position
        bytes.removeFirst(position)
        position = 0
      }
      let isFirst = dropped == 0 && bytes.isEmpty
      isAtEnd = try !source(&bytes)
      // A byte-order mark. That of UTF-16, which the format allows and no program writes, is refused as any other byte.
      if isFirst, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    }
    return true
  }

  /// How far behind the position a byte stands, fetching on.
  private mutating func distance(to byte: UInt8, from first: Int) throws(WorkbookError) -> Int? {
    var offset = first
    while true {
      let count = bytes.count - position
      while offset < count {
        if bytes[position + offset] == byte { return offset }
        offset += 1
      }
      if offset > Self.tokenLimit { throw fault }
      guard try has(offset + 1) else { return nil }
    }
  }

  private mutating func begins(_ text: StaticString) throws(WorkbookError) -> Bool {
    guard try has(text.utf8CodeUnitCount) else { return false }
    return isEqual(position..<position + text.utf8CodeUnitCount, text)
  }

  private mutating func skip(past end: StaticString) throws(WorkbookError) {
    position += 2
    while try !begins(end) {
      guard try has(1) else { throw fault }
      position += 1
    }
    position += end.utf8CodeUnitCount
  }

  /// A text up to the next tag; false where it is white space outside of the root.
  private mutating func scanText() throws(WorkbookError) -> Bool {
    var offset = 0
    while true {
      let count = bytes.count - position
      while offset < count, bytes[position + offset] != UInt8(ascii: "<") { offset += 1 }
      if offset < count { break }
      // A long text comes in pieces; a reference is never parted.
      if offset > Self.pieceSize, !bytes[(position + offset - 16)...].contains(UInt8(ascii: "&")) { break }
      if offset > Self.tokenLimit { throw fault }
      guard try has(offset + 1) else { break }
    }
    textRange = position..<position + offset
    isLiteral = false
    if openStarts.isEmpty {
      guard bytes[textRange].allSatisfy(Self.isSpace) else { throw fault }
    }
    position += offset
    return !openStarts.isEmpty
  }

  private static let pieceSize = 1 << 15

  private mutating func scanLiteral() throws(WorkbookError) {
    if openStarts.isEmpty { throw fault }
    position += 9
    var offset = 0
    while true {
      guard let found = try distance(to: UInt8(ascii: "]"), from: offset) else { throw fault }
      guard try has(found + 3) else { throw fault }
      if isEqual(position + found..<position + found + 3, "]]>") {
        textRange = position..<position + found
        isLiteral = true
        position += found + 3
        return
      }
      offset = found + 1
    }
  }

  private mutating func scanEnd() throws(WorkbookError) {
    guard let length = try distance(to: UInt8(ascii: ">"), from: 2), let start = openStarts.last else {
      throw fault
    }
    var end = position + length
    while Self.isSpace(bytes[end - 1]) { end -= 1 }
    let full = position + 2..<max(end, position + 2)
    guard bytes[full].elementsEqual(openNames[start...]) else { throw fault }
    nameRange = local(full)
    pop()
    position += length + 1
  }

  private mutating func pop() {
    openNames.removeLast(openNames.count - openStarts.removeLast())
  }

  private mutating func scanStart() throws(WorkbookError) {
    if openStarts.isEmpty, hasRoot { throw fault }
    // The end of the tag: not one that stands in quotation marks.
    var offset = 1
    var quote: UInt8 = 0
    while true {
      guard try has(offset + 1), offset <= Self.tokenLimit else { throw fault }
      let byte = bytes[position + offset]
      if quote != 0 {
        if byte == quote { quote = 0 }
        if byte == UInt8(ascii: "<") { throw fault }
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      } else if byte == UInt8(ascii: ">") {
        break
      }
      offset += 1
    }
    var end = position + offset
    closesItself = bytes[end - 1] == UInt8(ascii: "/")
    if closesItself { end -= 1 }
    var place = position + 1
    while place < end, !Self.isSpace(bytes[place]) { place += 1 }
    let full = position + 1..<place
    if full.isEmpty { throw fault }
    nameRange = local(full)
    if openStarts.count >= Self.depthLimit { throw .damaged(.nesting, part: part) }
    openStarts.append(openNames.count)
    openNames += bytes[full]
    hasRoot = true
    try scanAttributes(place, end)
    position += offset + 1
  }

  private mutating func scanAttributes(_ start: Int, _ end: Int) throws(WorkbookError) {
    attributes.removeAll(keepingCapacity: true)
    var place = start
    while true {
      while place < end, Self.isSpace(bytes[place]) { place += 1 }
      if place >= end { return }
      let first = place
      while place < end, bytes[place] != UInt8(ascii: "="), !Self.isSpace(bytes[place]) { place += 1 }
      let name = first..<place
      while place < end, Self.isSpace(bytes[place]) { place += 1 }
      guard place < end, bytes[place] == UInt8(ascii: "="), !name.isEmpty else { throw fault }
      place += 1
      while place < end, Self.isSpace(bytes[place]) { place += 1 }
      guard place < end else { throw fault }
      let quote = bytes[place]
      guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { throw fault }
      place += 1
      let value = place
      while place < end, bytes[place] != quote { place += 1 }
      guard place < end else { throw fault }
      attributes.append((local(name), value..<place))
      place += 1
    }
  }

  /// A name without its prefix.
  private func local(_ name: Range<Int>) -> Range<Int> {
    guard let colon = bytes[name].firstIndex(of: UInt8(ascii: ":")) else { return name }
    return colon + 1..<name.upperBound
  }

  @inline(__always)
  private func isEqual(_ range: Range<Int>, _ text: StaticString) -> Bool {
    guard range.count == text.utf8CodeUnitCount else { return false }
    return text.withUTF8Buffer { letters in
      for offset in 0..<letters.count where bytes[range.lowerBound + offset] != letters[offset] {
        return false
      }
      return true
    }
  }

  @inline(__always)
  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
  }

  /// Appends a text with its references replaced.
  private func decode(_ text: ArraySlice<UInt8>, into decoded: inout [UInt8]) throws(WorkbookError) {
    var rest = text
    while let mark = rest.firstIndex(of: UInt8(ascii: "&")) {
      decoded += rest[..<mark]
      let name = rest[(mark + 1)...].prefix(12)
      guard let end = name.firstIndex(of: UInt8(ascii: ";")) else { throw fault }
      switch String(decoding: name[..<end], as: UTF8.self) {
      case "amp": decoded.append(UInt8(ascii: "&"))
      case "lt": decoded.append(UInt8(ascii: "<"))
      case "gt": decoded.append(UInt8(ascii: ">"))
      case "quot": decoded.append(UInt8(ascii: "\""))
      case "apos": decoded.append(UInt8(ascii: "'"))
      case let number:
        let code =
          number.hasPrefix("#x") ? UInt32(number.dropFirst(2), radix: 16) : UInt32(number.dropFirst())
        guard number.hasPrefix("#"), let scalar = code.flatMap(Unicode.Scalar.init), scalar.value > 0 else {
          throw fault
        }
        decoded += Array(String(scalar).utf8)
      }
      rest = rest[(end + 1)...]
    }
    decoded += rest
  }
}
