/// Comma-separated values as bytes, in memory that is used again: for more lines than ``CSVWriter`` could
/// make texts of.
///
/// The caller puts the commas and line ends.
public struct CSVBuffer: Sendable {
  private var storage: [UInt8]

  /// How many bytes have been written and not yet removed.
  public private(set) var count = 0

  /// An empty buffer.
  ///
  /// - Parameter capacity: for how many bytes there is room at first.
  public init(capacity: Int = 1 << 18) {
    storage = Array(repeating: 0, count: max(capacity, 64))
  }

  /// The bytes.
  public var bytes: ArraySlice<UInt8> { storage[..<count] }

  /// Forgets the bytes and keeps the memory.
  public mutating func removeAll() { count = 0 }

  /// Adds bytes as they are.
  public mutating func append(_ bytes: [UInt8]) {
    makeRoom(bytes.count)
    storage.replaceSubrange(count..<(count + bytes.count), with: bytes)
    count += bytes.count
  }

  /// Adds one byte.
  public mutating func append(_ byte: UInt8) {
    makeRoom(1)
    storage[count] = byte
    count += 1
  }

  /// Adds a decimal: a whole number of units of the last place, as 9237 with two places is 92.37.
  ///
  /// - Complexity: O(digits), without memory of its own.
  public mutating func append(_ units: Int, places: Int) {
    precondition(places >= 0, "decimal places must not be negative")
    var rest = units.magnitude
    let digits = max(Self.digitCount(rest), places + 1)
    let length = digits + (places > 0 ? 1 : 0) + (units < 0 ? 1 : 0)
    makeRoom(length)
    var position = count + length
    for place in 0..<digits {
      position -= 1
      if place == places, places > 0 {
        storage[position] = UInt8(ascii: ".")
        position -= 1
      }
      let quotient = rest / 10
      storage[position] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest - 10 * quotient)
      rest = quotient
    }
    if units < 0 { storage[position - 1] = UInt8(ascii: "-") }
    count += length
  }

  /// A text as the bytes of a cell, quoted where the format needs it.
  public static func cell(_ text: String) -> [UInt8] { Array(CSVWriter.quoted(text).utf8) }

  private mutating func makeRoom(_ length: Int) {
    if count + length <= storage.count { return }
    storage += Array(repeating: 0, count: max(storage.count, length))
  }

  private static func digitCount(_ number: UInt) -> Int {
    var digits = 1
    var limit: UInt = 10
    while number >= limit {
      digits += 1
      let (next, isTooLarge) = limit.multipliedReportingOverflow(by: 10)
      if isTooLarge { break }
      limit = next
    }
    return digits
  }
}
