/// Integers as they stand in a state: the same bytes on every machine.
extension [UInt8] {
  /// The integer of four bytes, the lowest first.
  func uint32(at position: Int) -> UInt32 {
    UInt32(littleEndian: span.bytes.unsafeLoadUnaligned(fromByteOffset: position, as: UInt32.self))
  }

  /// The integer of eight bytes, the lowest first.
  func uint64(at position: Int) -> UInt64 {
    UInt64(littleEndian: span.bytes.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self))
  }

  /// Appends so many bytes of an integer, the lowest first.
  mutating func append(lowestFirst number: UInt64, bytes: Int) {
    for byte in 0..<bytes { append(UInt8(truncatingIfNeeded: number >> UInt64(8 * byte))) }
  }

  /// Appends an integer in groups of seven bits, the lowest first; of all but the last the eighth bit is set.
  mutating func append(grouped number: UInt64) {
    var rest = number
    while rest >= 0x80 {
      append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    append(UInt8(truncatingIfNeeded: rest))
  }
}
