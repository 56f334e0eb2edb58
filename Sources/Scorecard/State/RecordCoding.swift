import Forecasting

/// How a record stands in a state: the same bytes on every machine.
///
/// ```
/// record    length of the rest UInt32 | length of the name | name, UTF-8 | earlier | rows
/// earlier   count | where not zero: last day Int32 | all positive UInt8 | decimals UInt8 | clean decimals UInt8
///           | of lines: base, mean, slope, mean time, spread, residual norm Float64
/// rows      count | last day Int32 | form UInt8 | days before each other, where not all are 7
///           | decimals UInt8, one for all or one each | values
/// values    Float64, or where all are decimals of at most 15 places the whole numbers of them, each less the one before
/// ```
///
/// Integers without a size are in groups of seven bits, the lowest first; whole numbers that may be negative zigzag, so
/// that small ones of either sign are short. A row of a series with two decimals takes two or three bytes.
enum RecordCoding {
  fileprivate enum Form {
    static let unevenDays: UInt8 = 1
    static let unevenDecimals: UInt8 = 2
    static let wholeValues: UInt8 = 4
  }

  fileprivate static let mostPlaces = 15
  fileprivate static let greatestWhole = 9_007_199_254_740_992.0
  fileprivate static let powersOfTen: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
  ]

  /// Appends a record.
  static func append(_ record: SeriesRecord, to bytes: inout [UInt8]) {
    let start = bytes.count
    bytes.append(lowestFirst: 0, bytes: 4)
    bytes.append(grouped: UInt64(record.name.utf8.count))
    bytes += record.name.utf8
    append(record.earlier, to: &bytes)
    append(record.days, record.values, record.decimals, to: &bytes)
    let length = UInt32(bytes.count - start - 4)
    for byte in 0..<4 { bytes[start + byte] = UInt8(truncatingIfNeeded: length >> UInt32(8 * byte)) }
  }

  private static func append(_ earlier: EarlierRows?, to bytes: inout [UInt8]) {
    guard let earlier else { return bytes.append(grouped: 0) }
    bytes.append(grouped: UInt64(earlier.count))
    bytes.append(lowestFirst: UInt64(UInt32(bitPattern: earlier.lastDay)), bytes: 4)
    bytes.append(earlier.isPositive ? 1 : 0)
    bytes.append(earlier.decimals)
    bytes.append(earlier.cleanDecimals)
    guard let line = earlier.line else { return }
    for number in [line.base, line.mean, line.slope, line.meanTime, line.spread, line.residualNorm] {
      bytes.append(lowestFirst: number.bitPattern, bytes: 8)
    }
  }

  private static func append(
    _ days: [Int32], _ values: [Double], _ decimals: [UInt8], to bytes: inout [UInt8]
  ) {
    let last = days.count - 1
    bytes.append(grouped: UInt64(days.count))
    bytes.append(lowestFirst: UInt64(UInt32(bitPattern: days[last])), bytes: 4)
    let place = bytes.count
    bytes.append(0)
    if (0..<last).contains(where: { days[$0 + 1] - days[$0] != 7 }) {
      bytes[place] |= Form.unevenDays
      for row in 0..<last { bytes.append(grouped: UInt64(days[row + 1] - days[row])) }
    }
    if decimals.contains(where: { $0 != decimals[0] }) {
      bytes[place] |= Form.unevenDecimals
      bytes += decimals
    } else {
      bytes.append(decimals[0])
    }
    let start = bytes.count
    if appendWhole(values, places: Int(decimals.max() ?? 0), to: &bytes) {
      bytes[place] |= Form.wholeValues
    } else {
      bytes.removeSubrange(start...)
      for value in values { bytes.append(lowestFirst: value.bitPattern, bytes: 8) }
    }
  }

  /// Appends values as whole numbers of their last place; false where one is none.
  private static func appendWhole(_ values: [Double], places: Int, to bytes: inout [UInt8]) -> Bool {
    guard places <= mostPlaces else { return false }
    let power = powersOfTen[places]
    var before: Int64 = 0
    for value in values {
      let whole = (value * power).rounded()
      guard abs(whole) < greatestWhole else { return false }
      let number = Int64(whole)
      // Not so of what was written with an exponent, and of −0.
      guard (Double(number) / power).bitPattern == value.bitPattern else { return false }
      let step = number - before
      bytes.append(grouped: UInt64(bitPattern: (step << 1) ^ (step >> 63)))
      before = number
    }
    return true
  }
}

/// Goes through the records of some bytes, each number checked: what cannot be is no record, whatever it was.
struct RecordReader {
  private let bytes: [UInt8]
  private let end: Int
  private var position: Int
  /// Whether something was no record.
  private(set) var isBroken = false

  init(_ bytes: [UInt8], _ range: Range<Int>) {
    self.bytes = bytes
    (position, end) = (range.lowerBound, range.upperBound)
  }

  /// The bytes that are left.
  var wholeBytes: [UInt8] { Array(bytes[position..<end]) }

  /// Whether all bytes have been read.
  var isAtEnd: Bool { position == end }

  /// Where the next record stands, and the bytes of its name; `nil` where it is none.
  mutating func next() -> (record: Range<Int>, name: Range<Int>)? {
    let start = position
    let length = Int(uint32())
    let behind = position + length
    guard !isBroken, behind <= end else { return nil }
    let name = text()
    position = behind
    return isBroken || name.upperBound > behind ? nil : (start..<behind, name)
  }

  /// Reads the record that fills the range.
  mutating func read(into record: inout SeriesRecord) -> Bool {
    _ = uint32()
    let name = text()
    let earlier = earlier(record.model)
    guard !isBroken else { return false }
    record.load(name: String(decoding: bytes[name], as: UTF8.self), earlier: earlier) {
      rows(&$0, &$1, &$2)
    }
    let (count, most) = (record.days.count, record.model.keptRows)
    guard !isBroken, isAtEnd, count > 0, count <= most else { return false }
    // Rows are given up only for later ones.
    return earlier.map { $0.lastDay < record.days[0] && count == most } ?? true
  }

  private mutating func earlier(_ model: StateModel) -> EarlierRows? {
    let count = count()
    guard count > 0, !isBroken else { return nil }
    let lastDay = Int32(bitPattern: uint32())
    let (isPositive, decimals, clean) = (uint8() == 1, uint8(), min(uint8(), 6))
    var line: RecursiveLine?
    if model == .line {
      let numbers = (0..<6).map { _ in float() }
      line = RecursiveLine(
        count: count, base: numbers[0], mean: numbers[1], slope: numbers[2], meanTime: numbers[3],
        spread: numbers[4], residualNorm: numbers[5])
      if numbers[3] > 0 || numbers[4] < 0 || numbers[5] < 0 { isBroken = true }
    }
    return EarlierRows(
      count: count, lastDay: lastDay, isPositive: isPositive, decimals: decimals, cleanDecimals: clean,
      line: line)
  }

  private mutating func rows(
    _ days: inout [Int32], _ values: inout [Double], _ decimals: inout [UInt8]
  ) {
    let count = count()
    let lastDay = Int(Int32(bitPattern: uint32()))
    let form = uint8()
    guard count > 0, count <= end - position, !isBroken else { return isBroken = true }
    var day = 0
    for row in 0..<count {
      days.append(Int32(truncatingIfNeeded: day))
      let gap = row == count - 1 ? 0 : form & RecordCoding.Form.unevenDays == 0 ? 7 : self.count()
      guard row == count - 1 || gap > 0 else { return isBroken = true }
      day += gap
    }
    // Counted from the first row so far.
    guard let shift = Int32(exactly: lastDay - day), day < 1 << 30, shift > -1 << 30 else {
      return isBroken = true
    }
    for row in 0..<count { days[row] += shift }
    let areEven = form & RecordCoding.Form.unevenDecimals == 0
    let all = areEven ? uint8() : 0
    for _ in 0..<count { decimals.append(areEven ? all : uint8()) }
    guard form & RecordCoding.Form.wholeValues != 0 else {
      for _ in 0..<count { values.append(float()) }
      return
    }
    let places = Int(decimals.max() ?? 0)
    guard places <= RecordCoding.mostPlaces else { return isBroken = true }
    let power = RecordCoding.powersOfTen[places]
    var number: Int64 = 0
    for _ in 0..<count {
      let step = grouped()
      number &+= Int64(bitPattern: step >> 1) ^ -Int64(bitPattern: step & 1)
      values.append(Double(number) / power)
    }
  }

  // MARK: Numbers

  private mutating func uint8() -> UInt8 {
    guard position < end else {
      isBroken = true
      return 0
    }
    position += 1
    return bytes[position - 1]
  }

  private mutating func uint32() -> UInt32 {
    var number: UInt32 = 0
    for byte in 0..<4 { number |= UInt32(uint8()) << UInt32(8 * byte) }
    return number
  }

  /// A number that is finite.
  private mutating func float() -> Double {
    var bits: UInt64 = 0
    for byte in 0..<8 { bits |= UInt64(uint8()) << UInt64(8 * byte) }
    let number = Double(bitPattern: bits)
    if !number.isFinite { isBroken = true }
    return number
  }

  private mutating func grouped() -> UInt64 {
    var number: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 64, by: 7) {
      let byte = uint8()
      number |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return number }
    }
    isBroken = true
    return 0
  }

  /// A number of things, below 2³¹.
  private mutating func count() -> Int {
    let number = grouped()
    if number >= 1 << 31 { isBroken = true }
    return isBroken ? 0 : Int(number)
  }

  private mutating func text() -> Range<Int> {
    let length = count()
    guard length <= end - position else {
      isBroken = true
      return position..<position
    }
    position += length
    return position - length..<position
  }
}
