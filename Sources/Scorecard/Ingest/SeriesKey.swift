import NumericCore

extension PlainRows.Run {
  /// The name of the series.
  func spelling(in bytes: [UInt8]) -> String {
    NameKey.spelling(text ?? String(decoding: bytes[name], as: UTF8.self))
  }

  /// Equal for names that count as one, and hardly ever for others.
  func key(in bytes: [UInt8]) -> UInt64 {
    text.map { SeriesKey.hash(NameKey.same($0).utf8) } ?? SeriesKey.hash(ofName: name, in: bytes)
  }
}

/// Numbers that stand for names of series.
enum SeriesKey {
  /// Equal for names that count as one, and hardly ever for others.
  static func hash(ofName name: Range<Int>, in bytes: [UInt8]) -> UInt64 {
    let span = bytes.span
    var hash = offset
    var previous = UInt8(ascii: " ")
    for position in name {
      let byte = span[position]
      guard byte < 0x7F, byte >= 0x20, byte != 0x20 || previous != 0x20 else {
        previous = 0x20
        break
      }
      previous = byte
      hash = mixed(hash, byte &- 65 < 26 ? byte | 0x20 : byte)
    }
    // Only plain names are compared by their bytes.
    if previous != 0x20 { return finished(hash) }
    return Self.hash(NameKey.same(String(decoding: bytes[name], as: UTF8.self)).utf8)
  }

  /// `SampledPatterns.rank`: FNV-1a, mixed.
  static func hash(_ bytes: some Sequence<UInt8>) -> UInt64 { finished(bytes.reduce(offset, mixed)) }

  private static let offset: UInt64 = 0xCBF2_9CE4_8422_2325

  private static func mixed(_ hash: UInt64, _ byte: UInt8) -> UInt64 {
    (hash ^ UInt64(byte)) &* 0x100_0000_01B3
  }

  private static func finished(_ hash: UInt64) -> UInt64 { SeededGenerator.mix(hash) }
}
