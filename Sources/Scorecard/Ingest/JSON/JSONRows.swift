/// Lines of JSON objects as lines of CSV without a header: one for one, so that lines keep their numbers.
///
/// A line that cannot be used becomes a blank one and is reported. Writing is a function of the bytes alone, so that pieces
/// of a file can be written at the same time.
struct JSONRows: Sendable {
  /// Between cells.
  static let delimiter = UInt8(ascii: ",")

  /// The lines of CSV.
  private(set) var csv: [UInt8] = []
  /// Keys that the columns do not know, and that would change them.
  private(set) var newKeys: [String] = []
  /// How many rows cannot be used.
  private(set) var faultCount = 0
  /// What is wrong with them, in lines counted from that of the piece.
  private(set) var report = RowReport()
  private(set) var lineCount = 0

  private struct Cell {
    let key: JSONScanner.Token
    let value: JSONScanner.Token
  }

  private let columns: JSONColumns
  /// The cells of the current row.
  private var cells: [Cell?]
  /// The latest row's keys with their columns: rows of a file hardly ever differ.
  private var expected: [(key: Range<Int>, column: Int)] = []
  private var unknown = ByteTable()

  /// - Parameters:
  ///   - bytes: Valid UTF-8 that holds the piece.
  ///   - piece: Whole lines.
  ///   - isLast: Whether the file ends with the piece.
  init(_ bytes: [UInt8], _ piece: Range<Int>, columns: JSONColumns, isLast: Bool) {
    self.columns = columns
    cells = Array(repeating: nil, count: columns.names.count)
    csv.reserveCapacity(piece.count)
    var scanner = JSONScanner(piece)
    let span = bytes.span
    while true {
      let start = scanner.position
      switch scanner.begin(span) {
      case .end: return
      case .blankLine: csv.append(0x0A)
      case .object: read(bytes, &scanner, from: start, isLast: isLast)
      case .fault: skip(bytes, &scanner, from: start, isLast: isLast)
      }
      lineCount += 1
    }
  }

  // MARK: Rows

  /// What makes a row useless: a value that is neither text nor number, or that stands there twice.
  private struct Fault {
    let key: JSONScanner.Token
    let value: JSONScanner.Token
    var otherKey: JSONScanner.Token?
  }

  private mutating func read(
    _ bytes: [UInt8], _ scanner: inout JSONScanner, from start: Int, isLast: Bool
  ) {
    let span = bytes.span
    for column in cells.indices { cells[column] = nil }
    var fault: Fault?
    var number = 0
    var (isEmpty, hasCells) = (true, false)
    while true {
      switch scanner.next(span, isFirst: number == 0) {
      case .fault: return skip(bytes, &scanner, from: start, isLast: isLast)
      case .end:
        if let fault { return leaveOut(problem(fault, bytes)) }
        if !isEmpty, !hasCells {
          let name = columns.unitColumn.map { columns.names[$0] }
          return leaveOut(
            RowProblem(line: lineCount, columnName: name, reason: .missing(columns.unitRole)))
        }
        return append(bytes)
      case .member(let key, let value):
        let column = column(of: key, number, bytes)
        number += 1
        if Self.isNothing(value, bytes) { continue }
        isEmpty = false
        guard column >= 0, fault == nil else { continue }
        if value.kind == .other {
          // Only numbers tell of an indicator that is not known.
          if columns.isUsed[column] { fault = Fault(key: key, value: value) }
        } else if let other = cells[column], columns.isUsed[column] {
          fault = Fault(key: key, value: value, otherKey: other.key)
        } else {
          cells[column] = Cell(key: key, value: value)
          hasCells = true
        }
      }
    }
  }

  /// Whether a value leaves its cell empty: null, or a text without anything to see.
  @inline(__always)
  private static func isNothing(_ value: JSONScanner.Token, _ bytes: [UInt8]) -> Bool {
    switch value.kind {
    case .null: true
    case .text: value.range.isEmpty || bytes[value.range.lowerBound] == 0x20 && isBlank(bytes, value.range)
    case .number, .other: false
    }
  }

  private static func isBlank(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
    bytes[range].allSatisfy { $0 == 0x20 }
  }

  private func problem(_ fault: Fault, _ bytes: [UInt8]) -> RowProblem {
    let name = { NameKey.spelling(Self.text($0, bytes)) }
    return RowProblem(
      line: lineCount, columnName: name(fault.key), value: Self.shown(fault.value.range, bytes),
      reason: fault.otherKey.map { .repeatedKey(other: name($0)) } ?? .notTextOrNumber)
  }

  private mutating func column(of key: JSONScanner.Token, _ number: Int, _ bytes: [UInt8]) -> Int {
    if number < expected.count, Self.isEqual(bytes, expected[number].key, key.range) {
      return expected[number].column
    }
    let column = key.hasEscapes ? lookUp(JSONText.unescaped(bytes, key.range)) : lookUp(bytes, key.range)
    if !key.hasEscapes, number <= expected.count {
      if number < expected.count { expected.removeLast(expected.count - number) }
      expected.append((key.range, column))
    }
    return column
  }

  private mutating func lookUp(_ bytes: [UInt8]) -> Int { lookUp(bytes, 0..<bytes.count) }

  private mutating func lookUp(_ bytes: [UInt8], _ range: Range<Int>) -> Int {
    if let known = columns.column(of: bytes, range) { return known }
    if unknown.value(of: bytes, range) == nil {
      unknown.insert(0, for: bytes, range)
      let key = String(decoding: bytes[range], as: UTF8.self)
      if columns.wouldChange(with: key) { newKeys.append(key) }
    }
    return -1
  }

  // MARK: Cells

  private mutating func append(_ bytes: [UInt8]) {
    for column in cells.indices {
      if column > 0 { csv.append(Self.delimiter) }
      guard let cell = cells[column]?.value else { continue }
      if cell.kind == .text {
        if cell.hasEscapes {
          let text = JSONText.unescaped(bytes, cell.range)
          append(text, 0..<text.count, isQuoted: true)
        } else {
          append(bytes, cell.range, isQuoted: cell.hasComma)
        }
      } else {
        if columns.holdsNumbers[column] {
          appendZeroIfAmbiguous(bytes, cell.range)
        } else {
          csv += bytes[cell.range]
        }
      }
    }
    csv.append(0x0A)
  }

  /// Adds a text as a cell. Line ends and other control characters become spaces, as they do in names.
  private mutating func append(_ text: [UInt8], _ range: Range<Int>, isQuoted: Bool) {
    guard isQuoted else {
      csv += text[range]
      return
    }
    let quote = UInt8(ascii: "\"")
    csv.append(quote)
    for byte in text[range] {
      if byte == quote { csv.append(quote) }
      csv.append(byte < 0x20 ? 0x20 : byte)
    }
    csv.append(quote)
  }

  /// Adds a number; with a leading zero where its point could be taken for one of thousands, which in JSON it never is.
  private mutating func appendZeroIfAmbiguous(_ bytes: [UInt8], _ range: Range<Int>) {
    var digits = range
    if bytes[digits.lowerBound] == UInt8(ascii: "-") {
      csv.append(UInt8(ascii: "-"))
      digits = digits.lowerBound + 1..<digits.upperBound
    }
    let point = digits.upperBound - 4
    if (digits.lowerBound + 1...digits.lowerBound + 3).contains(point), bytes[point] == UInt8(ascii: "."),
      bytes[(point + 1)..<digits.upperBound].allSatisfy({ $0 &- 48 < 10 })
    {
      csv.append(UInt8(ascii: "0"))
    }
    csv += bytes[digits]
  }

  // MARK: Faults

  private mutating func skip(
    _ bytes: [UInt8], _ scanner: inout JSONScanner, from start: Int, isLast: Bool
  ) {
    let place = scanner.position
    scanner.skipLine(bytes.span)
    let isUnfinished =
      place == scanner.end
      || bytes[place] == UInt8(ascii: "\\") && scanner.end - place < JSONText.longestEscape
    let isCutOff = isLast && isUnfinished && bytes[scanner.end - 1] != 0x0A
    let characters = bytes[start..<place].count { $0 & 0xC0 != 0x80 }
    leaveOut(
      RowProblem(
        line: lineCount, value: Self.shown(start..<scanner.position, bytes),
        reason: isCutOff ? .cutOff : .notJSON(character: characters + 1)))
  }

  private mutating func leaveOut(_ problem: RowProblem) {
    faultCount += 1
    report.add(problem)
    csv.append(0x0A)
  }

  private static func text(_ token: JSONScanner.Token, _ bytes: [UInt8]) -> String {
    String(
      decoding: token.hasEscapes ? JSONText.unescaped(bytes, token.range)[...] : bytes[token.range],
      as: UTF8.self)
  }

  /// The beginning of a part of the file.
  private static func shown(_ range: Range<Int>, _ bytes: [UInt8]) -> String {
    String(decoding: bytes[range.prefix(400)], as: UTF8.self)
  }

  @inline(__always)
  private static func isEqual(_ bytes: [UInt8], _ one: Range<Int>, _ other: Range<Int>) -> Bool {
    guard one.count == other.count else { return false }
    let span = bytes.span
    for offset in 0..<one.count
    where span[unchecked: one.lowerBound + offset] != span[unchecked: other.lowerBound + offset] {
      return false
    }
    return true
  }
}
