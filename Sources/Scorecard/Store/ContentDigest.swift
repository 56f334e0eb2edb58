/// A short mark of the bytes of a file, to know it again: their number, and their 64-bit hash by FNV-1a (Fowler, Noll
/// and Vo). It guards against repetition, not against forgery.
enum ContentDigest {
  /// - Complexity: O(bytes), in portions.
  static func of(_ input: ByteInput) throws(IngestError) -> String {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    var portion: [UInt8] = []
    var position = 0
    repeat {
      portion.removeAll(keepingCapacity: true)
      try input.append(to: &portion, from: position, most: 1 << 18)
      for byte in portion { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
      position += portion.count
    } while !portion.isEmpty
    return String(hash, radix: 16) + "-\(position)"
  }
}
