import Foundation

@testable import Scorecard

/// Reads plain files row by row through `RecordScanner` and `RowReader` alone: the slow way that the fast one must agree
/// with.
enum GeneralWay {
  static func read(_ bytes: [UInt8]) throws(IngestError) -> IngestResult {
    if let format = FileSignature(of: bytes) { throw .otherFormat(format) }
    let text = try TextBytes(decoding: bytes)
    let prologue = try FilePrologue(text.bytes, index: .decision766)
    let delimiter = prologue.delimiter
    let start = RecordScanner(
      bytes: text.bytes, delimiter: delimiter, position: prologue.end, line: prologue.line)
    var evidence = NumberReader.Evidence()
    var scanner = start
    while try scanner.next() {
      if let column = prologue.header.columns[.value], column < scanner.cells.count {
        evidence.add(scanner.cells[column].range, of: scanner.bytes)
      }
    }
    let style = evidence.style(commaIsDecimal: delimiter != UInt8(ascii: ","))
    var rows = RowReader(
      header: prologue.header, index: .decision766,
      numbers: NumberReader(style: style, isBelowThousand: false))
    scanner = start
    while try scanner.next() { rows.read(scanner, fileIsCutOff: text.isCutOff) }
    if rows.rowCount == 0 { throw .headerOnly(line: prologue.header.line) }
    return try rows.finish(delimiter: Character(Unicode.Scalar(delimiter)))
  }
}

/// All that a result says, in a form that can be compared.
struct ReadingSnapshot: Equatable {
  let lines: [String]
  private(set) var error: IngestError?

  /// What this says otherwise than another.
  func difference(from other: ReadingSnapshot) -> String {
    let pair = zip(lines + [""], other.lines + [""]).first { $0 != $1 }
    return pair.map { "\($0)\ninstead of\n\($1)" }
      ?? "\(error.map { "\($0)" } ?? "none") instead of \(other.error.map { "\($0)" } ?? "none")"
  }

  init(_ reading: () throws(IngestError) -> IngestResult) {
    do {
      let result = try reading()
      lines =
        ["\(result.shape) \(result.delimiter) \(result.history.axis) rows \(result.rowCount)"]
        + result.history.units.map { "unit \($0.name) \($0.level?.rawValue ?? "-")" }
        + result.history.observations.map { "\($0)" } + result.history.corrections.map { "\($0)" }
        + result.history.duplicates.map { "\($0)" } + Self.faults(result)
    } catch {
      lines = []
      self.error = error
    }
  }

  static func faults(_ result: IngestResult) -> [String] {
    result.problems.map { "\($0)" } + result.heldBackUnits.map { "\($0)" }
      + ["problems \(result.problemCount) held back \(result.heldBackUnitCount)"]
  }
}

/// Plain files as nobody should write them, and some do.
struct PlainFileMaker {
  private var generator: SeededGenerator

  init(seed: UInt64) { generator = SeededGenerator(state: seed) }

  private static let names = [
    "a", "a", "b", "b", "A", "Ab c", "a  b", " a", "a ", "\u{A0}a", "b\u{A0}", "\u{200D}", "\u{200B}",
    "\u{A0}", "é", "e\u{301}", "Đồng Nai", "ĐỒNG NAI", "日本", "あ", "\u{3000}x", "\u{1680}y", "\u{2028}z", "",
    "a\"b", "\u{7F}", "t\tx", "x\u{1}", "\u{AD}s", "\"a\"", "\"a\"\"b\"", "\"\"\"\"", "\"\"", "\" a \"",
    "\"a,b\"", "\"a;b\"", "\"\u{A0}\"", "\"a\nb\"", "\"a\r\nb\"", "\"a\"x", "\"a\" ", " \"a\"", "\u{A0}\"a\"",
    "\u{FEFF}\"b\"", "\u{200B}\"b,\"", "👩‍👩‍👧",
  ]
  private static let oddNames = ["\"a", "\"\r\"", "a\rb"]
  private static let dates = [
    "2024-02-29", "2023-02-29", "2025-13-01", "2025-00-10", "2025-1-6", "06/01/2025", "6-1-2025",
    "2025-01-06 ", "\"2025-01-13\"", "", "20250106", "1899-12-31", "2301-01-01", "0000-01-01",
    "2025-01-06T00:00",
    "2025-04-31", "1900-02-29", "2000-02-29", "2025.01.06", "\"2025-01-06", "x",
  ]
  private static let steps = [
    "007", "100000", "100001", "-3", "+4", "1.0", "1.5", "1e2", "", "x", "999999", "0000001", "\"5\"", " 5",
  ]
  private static let values = [
    "1", "1.5", "-2.25", ".5", "5.", "-.5", "-", ".", "1.234", "12.345", "0.123", "000.123", "1234.567",
    "1,5",
    "\"1,5\"", "1.234,5", "\"1,234.5\"", "\"1,234\"", "1,234", "1e3", "1E-2", "-0", "+3", "−4", "", "NaN",
    "inf", "x", "1.2.3", "1.234.567", "123456789012345", "1234567890123456", "0.12345678901234",
    "0.000000000000001", "1e308", "1e400", "\"7\"", "\" 7\"", "7 ", " 7", "\u{A0}7", "5%", "00012", "1 234",
    "-12.500", "5.00", "5",
  ]
  private static let others = [
    "", "note", "\"n, m\"", "\"n; m\"", "\u{A0}\"q\"", " s ", "a\"b", "\"x\"\"y\"",
  ]
  private static let oddOthers = ["\"x\ny\"", "\"", "\"x\"y", "\u{A0}\"q,r\""]

  private mutating func chance(_ share: Double) -> Bool {
    Double.random(in: 0..<1, using: &generator) < share
  }
  private mutating func number(_ range: Range<Int>) -> Int { Int.random(in: range, using: &generator) }
  private mutating func one(_ list: [String]) -> String { list[number(0..<list.count)] }

  /// - Parameters:
  ///   - oddity: How often a cell is strange.
  ///   - isGrouped: Whether rows of a name follow each other.
  mutating func file(rows: Int, oddity: Double, isGrouped: Bool = false) -> [UInt8] {
    let delimiter = [",", ",", ";", "\t", "|"][number(0..<5)]
    let isStep = chance(0.5)
    var columns = ["series", isStep ? "step" : "as_of", "value"]
    if chance(0.3) { columns.append(one(["note", "foo", "max"])) }
    if chance(0.05) { columns.append("level") }
    if chance(0.4) { columns.shuffle(using: &generator) }
    let lineEnd = chance(0.2) ? "\r\n" : chance(0.03) ? "\r" : "\n"
    var text = chance(0.1) ? "\u{FEFF}" : ""
    text += columns.joined(separator: delimiter) + lineEnd
    var name = "a"
    for row in 0..<rows {
      if isGrouped ? chance(0.15) : chance(0.7) {
        name = chance(oddity) ? one(Self.names) : isGrouped ? "s\(row)" : one(["a", "b", "c d"])
      }
      if chance(0.02 * oddity) { name = one(Self.oddNames) }
      let week = 1 + number(0..<30)
      var cells = columns.map { column -> String in
        switch column {
        case "series": return name
        case "step": return chance(oddity) ? one(Self.steps) : "\(week)"
        case "as_of":
          if chance(oddity) { return one(Self.dates) }
          return "2025-\(week < 10 ? "0" : "")\(1 + week % 12 < 10 ? "\(1 + week % 12)" : "11")".suffix(7)
            + "-\(10 + week % 15)"
        case "value": return chance(oddity) ? one(Self.values) : "\(week).\(number(0..<100))"
        case "level": return one(["", "province", "province", "commune"])
        default: return chance(0.1 * oddity) ? one(Self.oddOthers) : one(Self.others)
        }
      }
      if chance(0.1 * oddity) { cells.append(one(["", "", "x"])) }
      if chance(0.1 * oddity) { cells.removeLast() }
      text += cells.joined(separator: delimiter)
      if row < rows - 1 || chance(0.8) { text += chance(0.05 * oddity) ? "\r\n" : lineEnd }
      if chance(0.2 * oddity) { text += one(["\n", "\n\n", "   \n", delimiter + delimiter + "\n", "\r\n"]) }
    }
    var bytes = Array(text.utf8)
    if chance(0.1 * oddity) { bytes = Array(bytes[..<number(1..<bytes.count)]) }
    if chance(0.05 * oddity) { bytes[number(0..<bytes.count)] = [0, 0xFF, 0xC3, 0x22][number(0..<4)] }
    return bytes
  }
}
