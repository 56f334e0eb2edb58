/// The text of a file as UTF-8 bytes, checked.
struct TextBytes {
  /// Valid UTF-8 without a byte-order mark and without NUL.
  let bytes: [UInt8]
  /// Whether the file ends within a character, which is dropped.
  let isCutOff: Bool

  /// Takes bytes that have been checked.
  init(checked bytes: [UInt8]) {
    self.bytes = bytes
    isCutOff = false
  }

  /// Checks and decodes: UTF-8 with or without a byte-order mark, UTF-16 with one.
  ///
  /// - Complexity: O(n); files in UTF-8 without a mark are not copied.
  init(decoding raw: [UInt8]) throws(IngestError) {
    if raw.starts(with: [0xFF, 0xFE]) {
      (bytes, isCutOff) = try Self.fromUTF16(raw, bigEndian: false)
    } else if raw.starts(with: [0xFE, 0xFF]) {
      (bytes, isCutOff) = try Self.fromUTF16(raw, bigEndian: true)
    } else {
      let marked = raw.starts(with: [0xEF, 0xBB, 0xBF])
      let end = try Self.checkedEnd(raw, (marked ? 3 : 0)..<raw.count)
      isCutOff = end < raw.count
      bytes = marked || isCutOff ? Array(raw[(marked ? 3 : 0)..<end]) : raw
    }
  }

  /// Drops a last character that is incomplete, and tells whether there was one.
  static func dropCutOff(_ bytes: inout [UInt8]) throws(IngestError) -> Bool {
    let end = try checkedEnd(bytes, 0..<bytes.count)
    defer { bytes.removeLast(bytes.count - end) }
    return end < bytes.count
  }

  /// The end of the valid text, which is short of the end of the bytes only if the last character is
  /// incomplete.
  static func checkedEnd(_ raw: [UInt8], _ range: Range<Int>) throws(IngestError) -> Int {
    var position = range.lowerBound
    let count = range.upperBound
    let words = raw.span.bytes
    while position < count {
      // Eight bytes at a time, as long as each is plain ASCII: no high bit, and none is zero.
      while position + 8 <= count {
        let word = words.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self)
        let zeros = (word &- 0x0101_0101_0101_0101) & ~word
        if (word | zeros) & 0x8080_8080_8080_8080 != 0 { break }
        position += 8
      }
      guard position < count else { break }
      let byte = raw[position]
      if byte < 0x80 {
        if byte == 0 { throw .binary(offset: position, line: line(of: position, in: raw)) }
        position += 1
        continue
      }
      let length: Int
      var low: UInt8 = 0x80
      var high: UInt8 = 0xBF
      switch byte {
      case 0xC2...0xDF: length = 2
      case 0xE0: (length, low) = (3, 0xA0)
      case 0xED: (length, high) = (3, 0x9F)
      case 0xE1...0xEF: length = 3
      case 0xF0: (length, low) = (4, 0x90)
      case 0xF1...0xF3: length = 4
      case 0xF4: (length, high) = (4, 0x8F)
      default: throw invalid(position, in: raw)
      }
      for offset in 1..<length {
        if position + offset == count { return position }
        let next = raw[position + offset]
        if next < low || next > high { throw invalid(position, in: raw) }
        (low, high) = (0x80, 0xBF)
      }
      position += length
    }
    return count
  }

  /// Bytes that are no UTF-8 in a file that also has a NUL are a binary file's.
  private static func invalid(_ position: Int, in raw: [UInt8]) -> IngestError {
    if let zero = raw.firstIndex(of: 0) { return .binary(offset: zero, line: line(of: zero, in: raw)) }
    return .notUTF8(offset: position, line: line(of: position, in: raw), byte: raw[position])
  }

  private static func fromUTF16(
    _ raw: [UInt8], bigEndian: Bool
  ) throws(IngestError) -> (bytes: [UInt8], isCutOff: Bool) {
    var output: [UInt8] = []
    output.reserveCapacity(raw.count)
    func unit(_ position: Int) -> UInt32 {
      let first = UInt32(raw[position])
      let second = UInt32(raw[position + 1])
      return bigEndian ? first << 8 | second : second << 8 | first
    }
    var position = 2
    while position + 1 < raw.count {
      let first = unit(position)
      var scalar = first
      var length = 2
      if first & 0xFC00 == 0xD800 {
        if position + 3 >= raw.count { return (output, true) }
        let second = unit(position + 2)
        guard second & 0xFC00 == 0xDC00 else {
          throw .notUTF16(offset: position, line: line(of: output.count, in: output))
        }
        scalar = 0x10000 + (first & 0x3FF) << 10 + (second & 0x3FF)
        length = 4
      }
      guard let valid = Unicode.Scalar(scalar) else {
        throw .notUTF16(offset: position, line: line(of: output.count, in: output))
      }
      if scalar == 0 { throw .binary(offset: position, line: line(of: output.count, in: output)) }
      if scalar < 0x80 {
        output.append(UInt8(scalar))
      } else {
        output.append(contentsOf: UTF8.encode(valid) ?? UTF8.encodedReplacementCharacter)
      }
      position += length
    }
    return (output, position < raw.count)
  }

  /// The line of an offset, from 1.
  private static func line(of offset: Int, in bytes: [UInt8]) -> Int {
    var line = 1
    for position in 0..<offset {
      let byte = bytes[position]
      let next = position + 1 < bytes.count ? bytes[position + 1] : 0
      if byte == 0x0A || (byte == 0x0D && next != 0x0A) { line += 1 }
    }
    return line
  }
}
