/// Splits bytes into records and cells, after RFC 4180 and what people make of it.
///
/// Lines end with LF, CRLF or CR. Spaces around a cell do not count, no-break ones included. Blank
/// lines and lines of empty cells are passed over. A quote counts only at the start of a cell. Damage
/// is bounded: after a malformed row the scan resumes on the line below the one it begins on, and
/// no cell is longer than `cellLimit`.
struct RecordScanner {
  /// One cell: its bytes without quotes and outer spaces.
  struct Cell {
    var start: Int
    var end: Int
    /// Whether the bytes hold doubled quotes.
    var hasDoubledQuotes = false

    var isEmpty: Bool { start >= end }
    var range: Range<Int> { start..<max(start, end) }
  }

  /// Why the current record is malformed, and the number of the cell, from 0.
  struct Fault {
    let reason: RowProblem.Reason
    let cell: Int
    let range: Range<Int>
  }

  /// Longer cells are faults.
  static let cellLimit = 1 << 20
  /// Cells beyond this number are counted but not kept.
  static let keptCells = 20_000

  let bytes: [UInt8]
  let delimiter: UInt8
  /// The cells of the current record, `keptCells` at most.
  private(set) var cells: [Cell] = []
  /// How many cells the current record has.
  private(set) var cellCount = 0
  /// The line that the current record begins on, from 1.
  private(set) var recordLine = 1
  /// Set where the current record is malformed.
  private(set) var fault: Fault?
  /// Whether the current record ends with the file instead of a line end.
  private(set) var endsWithFile = false

  /// Where the next record begins, and its line.
  private(set) var position: Int
  private(set) var line: Int

  /// - Parameters:
  ///   - position: Where to begin.
  ///   - line: The line there, from 1 at the beginning of the file.
  init(bytes: [UInt8], delimiter: UInt8, position: Int = 0, line: Int = 1) {
    self.bytes = bytes
    self.delimiter = delimiter
    self.position = position
    self.line = line
  }

  /// Goes to the next record that is not blank; false at the end.
  ///
  /// - Throws: only `quoteNeverClosed`. A quote that is opened on the last line, without a line end
  ///   behind it, is the fault `cutOff` of that record.
  mutating func next() throws(IngestError) -> Bool {
    while position < bytes.count {
      cells.removeAll(keepingCapacity: true)
      cellCount = 0
      fault = nil
      endsWithFile = false
      recordLine = line
      try scanRecord()
      if fault != nil || cells.contains(where: { !$0.isEmpty }) || cellCount > Self.keptCells {
        return true
      }
    }
    return false
  }

  /// The text of a cell.
  func text(_ cell: Cell) -> String {
    if cell.isEmpty { return "" }
    let text = String(decoding: bytes[cell.start..<cell.end], as: UTF8.self)
    return cell.hasDoubledQuotes ? text.replacing("\"\"", with: "\"") : text
  }

  private mutating func scanRecord() throws(IngestError) {
    let count = bytes.count
    let quote = UInt8(ascii: "\"")
    while true {
      let first = skippingSpaces(position)
      if first < count, bytes[first] == quote {
        guard try scanQuoted(openedAt: first) else { return }
      } else {
        var end = first
        while end < count {
          let byte = bytes[end]
          if byte == delimiter || byte == 0x0A || byte == 0x0D { break }
          end += 1
        }
        if end - first > Self.cellLimit {
          fault = Fault(
            reason: .cellTooLong(limit: Self.cellLimit), cell: cellCount, range: first..<first + 100)
          resume(afterLineOf: end)
          return
        }
        keep(Cell(start: first, end: trimmingSpaces(from: first, to: end)))
        position = end
      }
      if position == count {
        endsWithFile = true
        return
      }
      if bytes[position] == delimiter {
        position += 1
        continue
      }
      skipLineEnd()
      return
    }
  }

  /// Reads a cell in quotes, up to the delimiter or line end; false where it is malformed.
  private mutating func scanQuoted(openedAt opening: Int) throws(IngestError) -> Bool {
    let count = bytes.count
    let quote = UInt8(ascii: "\"")
    var position = opening + 1
    var lines = 0
    var hasDoubledQuotes = false
    while true {
      guard position < count else {
        if lines > 0 { throw .quoteNeverClosed(line: line, column: cellCount + 1) }
        fault = Fault(reason: .cutOff, cell: cellCount, range: opening..<min(opening + 100, count))
        resume(afterLineOf: count)
        return false
      }
      let byte = bytes[position]
      if byte == quote {
        guard position + 1 < count, bytes[position + 1] == quote else { break }
        hasDoubledQuotes = true
        position += 2
        continue
      }
      if byte == 0x0A || (byte == 0x0D && !(position + 1 < count && bytes[position + 1] == 0x0A)) {
        lines += 1
      }
      position += 1
    }
    let closing = position
    position = skippingSpaces(closing + 1)
    let isTooLong = closing - opening > Self.cellLimit
    let isFollowedByText =
      position < count && bytes[position] != delimiter && bytes[position] != 0x0A
      && bytes[position] != 0x0D
    if isTooLong || isFollowedByText {
      fault = Fault(
        reason: isTooLong ? .cellTooLong(limit: Self.cellLimit) : .strayQuote, cell: cellCount,
        range: opening..<min(opening + 100, endOfLine(opening)))
      resume(afterLineOf: lines > 0 ? opening : position)
      return false
    }
    let first = skippingSpaces(opening + 1, limit: closing)
    keep(
      Cell(
        start: first, end: trimmingSpaces(from: first, to: closing), hasDoubledQuotes: hasDoubledQuotes))
    line += lines
    self.position = position
    return true
  }

  private mutating func keep(_ cell: Cell) {
    cellCount += 1
    if cellCount <= Self.keptCells { cells.append(cell) }
  }

  private func endOfLine(_ start: Int) -> Int {
    var end = start
    while end < bytes.count, bytes[end] != 0x0A, bytes[end] != 0x0D { end += 1 }
    return end
  }

  private mutating func resume(afterLineOf start: Int) {
    position = endOfLine(start)
    if position < bytes.count { skipLineEnd() } else { endsWithFile = true }
  }

  private mutating func skipLineEnd() {
    let isPair =
      bytes[position] == 0x0D && position + 1 < bytes.count && bytes[position + 1] == 0x0A
    position += isPair ? 2 : 1
    line += 1
  }

  private func skippingSpaces(_ start: Int, limit: Int? = nil) -> Int {
    let end = limit ?? bytes.count
    var position = start
    while position < end {
      let byte = bytes[position]
      if byte == 0x20 || (byte == 0x09 && delimiter != 0x09)
        || (limit != nil && (byte == 0x0A || byte == 0x0D))
      {
        position += 1
      } else if byte >= 0xC2, let length = Self.wideSpace(bytes.span, at: position, end: end) {
        position += length
      } else {
        break
      }
    }
    return position
  }

  private func trimmingSpaces(from start: Int, to end: Int) -> Int {
    var position = end
    while position > start {
      let byte = bytes[position - 1]
      if byte <= 0x20 {
        position -= 1
      } else if byte >= 0x80 {
        if position - start >= 2, Self.wideSpace(bytes.span, at: position - 2, end: position) == 2 {
          position -= 2
        } else if position - start >= 3, Self.wideSpace(bytes.span, at: position - 3, end: position) == 3 {
          position -= 3
        } else {
          break
        }
      } else {
        break
      }
    }
    return position
  }

  /// The length of the space other than ASCII's that starts here: no-break, narrow no-break, zero
  /// width, ideographic, byte-order mark.
  static func wideSpace(_ bytes: Span<UInt8>, at position: Int, end: Int) -> Int? {
    if bytes[position] == 0xC2 {
      return position + 1 < end && bytes[position + 1] == 0xA0 ? 2 : nil
    }
    guard position + 2 < end else { return nil }
    switch (bytes[position], bytes[position + 1], bytes[position + 2]) {
    case (0xE2, 0x80, 0x80...0x8B), (0xE2, 0x80, 0xAF), (0xE3, 0x80, 0x80), (0xEF, 0xBB, 0xBF):
      return 3
    default: return nil
    }
  }
}

extension RecordScanner {
  /// What makes a record useless as a whole.
  struct RecordProblem {
    /// The cell to blame, where there is one.
    let cell: Int?
    let value: String
    let reason: RowProblem.Reason
  }

  /// What is wrong with the current record as a whole: its text, or the number of its cells. Cells beyond the header
  /// must be empty, and none may lack.
  func recordProblem(columnCount: Int, fileIsCutOff: Bool) -> RecordProblem? {
    if let fault {
      return RecordProblem(
        cell: fault.cell, value: String(decoding: bytes[fault.range], as: UTF8.self), reason: fault.reason)
    }
    return faultOfLength(columnCount, fileIsCutOff: fileIsCutOff).map {
      RecordProblem(cell: nil, value: cells.prefix(4).map { text($0) }.joined(separator: " | "), reason: $0)
    }
  }

  private func faultOfLength(_ columnCount: Int, fileIsCutOff: Bool) -> RowProblem.Reason? {
    if fileIsCutOff && endsWithFile { return .cutOff }
    if cellCount == columnCount { return nil }
    if cellCount < columnCount {
      if endsWithFile { return .cutOff }
    } else if cellCount <= Self.keptCells, cells[columnCount...].allSatisfy(\.isEmpty) {
      return nil
    }
    return .wrongCellCount(expected: columnCount, found: cellCount)
  }
}
