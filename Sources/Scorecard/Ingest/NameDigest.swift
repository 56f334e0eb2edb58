import NumericCore

/// Numbers of 64 bits that stand for names, worked out eight bytes at a time.
///
/// Every step maps words to words one to one, so names of one length that differ within eight bytes at the same multiple of
/// eight have different digests. That two of ten million other names share one has a probability of 3e-6.
enum NameDigest {
  /// The digest of a plain name in lower case: visible ASCII, with single spaces within. `nil` for others, and for some
  /// that are plain: there the digest of `NameKey.same` is to be taken, which is the same number for the same name.
  @inline(__always)
  static func ofPlain(_ name: Range<Int>, in bytes: Span<UInt8>) -> UInt64? {
    var digest = seed ^ UInt64(name.count)
    // The highest bit of a byte is set where something is not plain. A space at the beginning counts as the second one.
    var odd: UInt64 = 0
    var spaceBefore: UInt64 = 0x80
    var place = name.lowerBound
    while place < name.upperBound {
      let word = word(place..<name.upperBound, in: bytes)
      let spaces = zeros(word ^ 0x2020_2020_2020_2020)
      odd |= word | ((word &- 0x2020_2020_2020_2020) & ~word) | zeros(word ^ 0x7F7F_7F7F_7F7F_7F7F)
      odd |= spaces & (spaces << 8 | spaceBefore)
      spaceBefore = spaces >> 56
      // Among ASCII, 0x3F more reach the highest bit from A on, 0x25 more behind Z.
      let capitals = (word &+ 0x3F3F_3F3F_3F3F_3F3F) & ~(word &+ 0x2525_2525_2525_2525) & highest
      digest = SeededGenerator.mix(digest ^ (word | capitals >> 2))
      place += 8
    }
    guard odd & highest == 0, !name.isEmpty, bytes[name.upperBound - 1] != 0x20 else { return nil }
    return digest
  }

  /// The digest of bytes as they are.
  static func ofBytes(_ name: Range<Int>, in bytes: Span<UInt8>) -> UInt64 {
    var digest = seed ^ UInt64(name.count)
    var place = name.lowerBound
    while place < name.upperBound {
      digest = SeededGenerator.mix(digest ^ word(place..<name.upperBound, in: bytes))
      place += 8
    }
    return digest
  }

  /// The digest of a name, equal for names that count as one.
  static func ofName(_ name: String) -> UInt64 {
    let bytes = Array(NameKey.same(name).utf8)
    return ofBytes(0..<bytes.count, in: bytes.span)
  }

  private static let seed: UInt64 = 0x6A09_E667_F3BC_C909
  private static let highest: UInt64 = 0x8080_8080_8080_8080

  /// Sets the highest bits of bytes that are zero, and perhaps of those that are one and stand behind a zero.
  @inline(__always)
  private static func zeros(_ word: UInt64) -> UInt64 {
    (word &- 0x0101_0101_0101_0101) & ~word & highest
  }

  /// The next eight bytes, with points for those behind the end.
  @inline(__always)
  private static func word(_ rest: Range<Int>, in bytes: Span<UInt8>) -> UInt64 {
    let missing = max(8 - rest.count, 0)
    if rest.lowerBound + 8 <= bytes.count {
      let word = UInt64(
        littleEndian: bytes.bytes.unsafeLoadUnaligned(
          fromUncheckedByteOffset: rest.lowerBound, as: UInt64.self))
      let kept = UInt64.max >> UInt64(8 * missing)
      return (word & kept) | (0x2E2E_2E2E_2E2E_2E2E & ~kept)
    }
    var word: UInt64 = 0x2E2E_2E2E_2E2E_2E2E << UInt64(8 * (8 - missing))
    for offset in 0..<(8 - missing) {
      word |= UInt64(bytes[rest.lowerBound + offset]) << UInt64(8 * offset)
    }
    return word
  }
}
