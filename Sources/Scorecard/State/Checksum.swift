/// CRC-32, the checksum of Ethernet, gzip and PNG: it notices every change of up to 32 bits in a row, and any other with
/// a chance of 1 − 2⁻³².
///
/// Eight bytes at a time, by the tables of eight shifted bytes.
///
/// Source: RFC 1952 (1996), section 8; M. E. Kounavis, F. L. Berry, "A systematic approach to building high performance
/// software-based CRC generators", ISCC 2005, doi:10.1109/ISCC.2005.18.
enum Checksum {
  /// The checksum of some bytes.
  static func crc32(_ bytes: [UInt8], _ range: Range<Int>) -> UInt32 {
    let (span, words, tables) = (bytes.span, bytes.span.bytes, tables.span)
    func table(_ number: Int, _ word: UInt64, _ byte: UInt64) -> UInt32 {
      tables[unchecked: 256 * number + Int((word >> (8 * byte)) & 0xFF)]
    }
    var sum: UInt32 = ~0
    var position = range.lowerBound
    while position + 8 <= range.upperBound {
      let read = words.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self)
      let word = UInt64(littleEndian: read) ^ UInt64(sum)
      sum = table(7, word, 0) ^ table(6, word, 1) ^ table(5, word, 2) ^ table(4, word, 3)
      sum ^= table(3, word, 4) ^ table(2, word, 5) ^ table(1, word, 6) ^ table(0, word, 7)
      position += 8
    }
    while position < range.upperBound {
      sum = table(0, UInt64(sum ^ UInt32(span[position])), 0) ^ (sum >> 8)
      position += 1
    }
    return ~sum
  }

  /// What a byte adds when 0 to 7 bytes follow it.
  private static let tables: [UInt32] = {
    var tables: [UInt32] = []
    for byte: UInt32 in 0..<256 {
      var sum = byte
      for _ in 0..<8 { sum = sum & 1 == 1 ? polynomial ^ (sum >> 1) : sum >> 1 }
      tables.append(sum)
    }
    for place in 256..<2048 {
      let before = tables[place - 256]
      tables.append(tables[Int(before & 0xFF)] ^ (before >> 8))
    }
    return tables
  }()

  private static let polynomial: UInt32 = 0xEDB8_8320
}
