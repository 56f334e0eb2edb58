/// Reads rows of plain series in the form in which programs write them; all other rows are left to ``RecordScanner``.
///
/// That form is: as many cells as columns and a line feed behind them, no outer spaces, quotes around cells only, names
/// that begin with something visible, a date as 2025-11-17 or a whole step, and a number of at most 15 digits with at most
/// one decimal point. Whatever this reads, the general way reads alike, at a fraction of the speed.
struct PlainLane: Sendable {
  private enum Role: UInt8 { case name, time, value, other }

  /// A row, as far as it was understood.
  struct Row {
    var name = 0..<0
    /// `Day.ordinal`.
    var day: Int32 = 0
    var value = 0.0
    var decimals: UInt8 = 0
    var mark = Mark.none
    /// Where the next row begins.
    var end = 0
  }

  /// What a number tells of the way in which the file writes decimals.
  enum Mark: UInt8 {
    case none
    /// The point marks decimals.
    case point
    /// Three digits behind a point: it may be for thousands.
    case either
  }

  private let delimiter: UInt8
  private let roles: [Role]
  private let isStep: Bool
  private let powersOfTen: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
  ]

  /// - Parameter header: That of a plain file.
  init(_ header: Header, delimiter: UInt8) {
    self.delimiter = delimiter
    isStep = header.columns[.step] != nil
    var roles = [Role](repeating: .other, count: header.count)
    if let column = header.columns[.series] { roles[column] = .name }
    if let column = header.columns[isStep ? .step : .date] { roles[column] = .time }
    if let column = header.columns[.value] { roles[column] = .value }
    self.roles = roles
  }

  /// The row that begins at a position, or `nil` where it has another form.
  @inline(__always)
  func row(_ bytes: Span<UInt8>, at start: Int, end: Int) -> Row? {
    var row = Row()
    var position = start
    let last = roles.count - 1
    for column in 0...last {
      let isQuoted = position < end && bytes[unchecked: position] == Self.quote
      if isQuoted { position += 1 }
      switch roles[column] {
      case .name:
        let first = position
        guard skipText(bytes, &position, end, isQuoted), position > first else { return nil }
        row.name = first..<position
      case .time:
        guard let day = isStep ? step(bytes, &position, end) : date(bytes, &position, end) else { return nil }
        row.day = day
      case .value:
        guard number(bytes, &position, end, &row) else { return nil }
      case .other:
        guard skipText(bytes, &position, end, isQuoted) else { return nil }
      }
      if isQuoted {
        guard position < end, bytes[unchecked: position] == Self.quote else { return nil }
        position += 1
      }
      guard position < end else { return nil }
      if column < last {
        guard bytes[unchecked: position] == delimiter else { return nil }
        position += 1
      }
    }
    if bytes[unchecked: position] == 0x0D { position += 1 }
    guard position < end, bytes[unchecked: position] == 0x0A else { return nil }
    row.end = position + 1
    return row
  }

  private static let quote = UInt8(ascii: "\"")

  /// Goes to the end of a cell of any text on one line and without outer spaces.
  @inline(__always)
  private func skipText(
    _ bytes: Span<UInt8>, _ position: inout Int, _ end: Int, _ isQuoted: Bool
  ) -> Bool {
    let first = position
    let closing = isQuoted ? Self.quote : delimiter
    while position < end {
      let byte = bytes[unchecked: position]
      if byte == closing || byte == 0x0A || byte == 0x0D { break }
      position += 1
    }
    return position == first
      || (bytes[unchecked: position - 1] > 0x20 && position - first < RecordScanner.cellLimit
        && Self.beginsVisibly(bytes, first))
  }

  /// Whether a text begins with neither a space nor a character that cannot be seen: no-break and wide spaces, marks of
  /// direction and byte order. Those begin with few bytes, and not all characters that do are such.
  @inline(__always)
  private static func beginsVisibly(_ bytes: Span<UInt8>, _ first: Int) -> Bool {
    switch bytes[unchecked: first] {
    case 0x21..<0x7F: true
    case 0x00...0x7F, 0xC2, 0xE2, 0xEF: false
    case 0xE1: bytes[first + 1] != 0x9A
    case 0xE3: bytes[first + 1] != 0x80
    default: true
    }
  }

  @inline(__always)
  private func date(_ bytes: Span<UInt8>, _ position: inout Int, _ end: Int) -> Int32? {
    guard position + 10 < end else { return nil }
    let start = position
    var isNumber = true
    func digit(_ offset: Int) -> Int {
      let value = bytes[unchecked: start + offset] &- 48
      if value > 9 { isNumber = false }
      return Int(value)
    }
    let dash = UInt8(ascii: "-")
    let year = digit(0) * 1000 + digit(1) * 100 + digit(2) * 10 + digit(3)
    let (month, day) = (digit(5) * 10 + digit(6), digit(8) * 10 + digit(9))
    guard isNumber, bytes[unchecked: start + 4] == dash, bytes[unchecked: start + 7] == dash,
      Day.plausibleYears.contains(year), (1...12).contains(month), day >= 1,
      day <= Day.length(ofMonth: month, year: year)
    else { return nil }
    position = start + 10
    return Int32(Day.ordinal(year: year, month: month, day: day))
  }

  @inline(__always)
  private func step(_ bytes: Span<UInt8>, _ position: inout Int, _ end: Int) -> Int32? {
    var value: Int32 = 0
    let first = position
    while position < end, bytes[unchecked: position] &- 48 < 10, position - first < 6 {
      value = 10 * value + Int32(bytes[unchecked: position] &- 48)
      position += 1
    }
    guard position > first, value <= 100_000 else { return nil }
    return 7 * value
  }

  @inline(__always)
  private func number(_ bytes: Span<UInt8>, _ position: inout Int, _ end: Int, _ row: inout Row) -> Bool {
    let isNegative = position < end && bytes[unchecked: position] == UInt8(ascii: "-")
    if isNegative { position += 1 }
    let first = position
    var mantissa: UInt64 = 0
    var point = -1
    while position < end {
      let byte = bytes[unchecked: position]
      let digit = byte &- 48
      if digit < 10 {
        mantissa = mantissa &* 10 &+ UInt64(digit)
      } else if byte == UInt8(ascii: "."), point < 0 {
        point = position
      } else {
        break
      }
      position += 1
    }
    let digits = position - first - (point < 0 ? 0 : 1)
    guard (1...15).contains(digits) else { return false }
    let decimals = point < 0 ? 0 : position - point - 1
    row.decimals = UInt8(truncatingIfNeeded: decimals)
    if point >= 0 {
      let lead = point - first
      let mayBeThousands =
        decimals == 3 && (1...3).contains(lead) && bytes[unchecked: first] != UInt8(ascii: "0")
      row.mark = mayBeThousands ? .either : .point
    }
    // Digits and the power of ten are exact, so the quotient is correctly rounded.
    let magnitude = Double(mantissa) / powersOfTen[decimals]
    row.value = isNegative ? -magnitude : magnitude
    return true
  }

}
