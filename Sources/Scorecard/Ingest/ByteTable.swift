/// A dictionary from texts to numbers, keyed by the bytes of a file, so that a known name costs no
/// string.
///
/// Open addressing with linear probing over hashes by FNV-1a; at most half full.
struct ByteTable {
  private var slots: [Int32] = Array(repeating: -1, count: 64)
  private var hashes: [UInt64] = []
  private var ranges: [Range<Int>] = []
  private var values: [Int] = []
  private var store: [UInt8] = []

  /// The number of a text, where it is known.
  func value(of bytes: [UInt8], _ range: Range<Int>) -> Int? {
    let hash = Self.hash(bytes, range)
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] >= 0 {
      let entry = Int(slots[slot])
      if hashes[entry] == hash, isEqual(entry, bytes, range) { return values[entry] }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  /// Adds a text that is not there yet.
  mutating func insert(_ value: Int, for bytes: [UInt8], _ range: Range<Int>) {
    if 2 * (values.count + 1) > slots.count { grow() }
    let hash = Self.hash(bytes, range)
    ranges.append(store.count..<store.count + range.count)
    store += bytes[range]
    hashes.append(hash)
    values.append(value)
    place(values.count - 1)
  }

  private mutating func place(_ entry: Int) {
    var slot = Int(truncatingIfNeeded: hashes[entry]) & (slots.count - 1)
    while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
    slots[slot] = Int32(entry)
  }

  private mutating func grow() {
    slots = Array(repeating: -1, count: slots.count * 2)
    for entry in values.indices { place(entry) }
  }

  private func isEqual(_ entry: Int, _ bytes: [UInt8], _ range: Range<Int>) -> Bool {
    let own = ranges[entry]
    guard own.count == range.count else { return false }
    for offset in 0..<range.count
    where store[own.lowerBound + offset] != bytes[range.lowerBound + offset] {
      return false
    }
    return true
  }

  private static func hash(_ bytes: [UInt8], _ range: Range<Int>) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for position in range {
      hash = (hash ^ UInt64(bytes[position])) &* 0x100_0000_01B3
    }
    return hash ^ hash >> 29
  }
}
