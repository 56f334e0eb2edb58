import Foundation
import NumericCore
import Testing

@testable import Scorecard

/// The fast way through plain files agrees with the general one, in pieces of any size.
@Suite struct PlainFileTests {
  /// How many files are made up; more by hand.
  private static let count =
    ProcessInfo.processInfo.environment["FUZZ_COUNT"].flatMap(Int.init).map { 10 * $0 } ?? 1500
  private static let seed = ProcessInfo.processInfo.environment["FUZZ_SEED"].flatMap(UInt64.init) ?? 1

  private static func reading(_ bytes: [UInt8], pieceSize: Int) -> ReadingSnapshot {
    ReadingSnapshot { () throws(IngestError) in
      if let format = FileSignature(of: bytes) { throw .otherFormat(format) }
      let text = try TextBytes(decoding: bytes)
      let prologue = try FilePrologue(text.bytes, index: .decision766)
      guard prologue.header.isSimple else { return try HistoryReader.read(bytes) }
      return try PlainFile(
        text, header: prologue.header, delimiter: prologue.delimiter, pieceSize: pieceSize
      ).read(from: prologue.end, line: prologue.line)
    }
  }

  @Test(arguments: [0.02, 0.2, 0.6])
  func anyPlainFile_inPiecesOfAnySize_isReadAsRowByRow(_ oddity: Double) {
    var maker = PlainFileMaker(seed: Self.seed)
    for number in 0..<Self.count / 3 {
      let bytes = maker.file(rows: number % 25, oddity: oddity)
      let expected = ReadingSnapshot { () throws(IngestError) in try GeneralWay.read(bytes) }
      let sizes = [1, 2 + number % 60, 1 << 22]
      for size in sizes {
        let found = Self.reading(bytes, pieceSize: size)
        let isSame = found == expected
        #expect(isSame, "file \(number), pieces of \(size): \(found.difference(from: expected))")
      }
    }
  }

  /// A fast way that took no row would agree, too.
  @Test func simpleRows_fastLane_areAllTaken() throws {
    let names = ["a", "\"b, c\"", "Đồng Nai", "日本", "a\"b", "x y"]
    for ending in ["\n", "\r\n"] {
      let text = names.map { "\($0),2025-11-17,-12.345\(ending)" }.joined()
      let bytes = Array(text.utf8)
      let header = try Header(names: ["series", "as_of", "value"], line: 1, index: .decision766)
      let lane = PlainLane(header, delimiter: UInt8(ascii: ","))
      var (position, taken) = (0, 0)
      while let row = lane.row(bytes.span, at: position, end: bytes.count) {
        #expect(row.value == -12.345 && row.decimals == 3 && row.mark == .either)
        (position, taken) = (row.end, taken + 1)
      }
      #expect(taken == names.count && position == bytes.count)
    }
  }

  @Test(
    arguments: [
      "\u{A0}\"a\"", "\u{A0}", "\u{200D}", "\u{3000}a", "\u{1680}a", "\u{FEFF}\"a\"", "\"\u{200B}\"",
      "\u{7F}", "",
      " a", "a ", "\"a\"\"b\"",
    ])
  func strangeName_fastLane_isLeftToTheGeneralWay(_ name: String) throws {
    let bytes = Array("\(name),3,1.5\n".utf8)
    let header = try Header(names: ["series", "step", "value"], line: 1, index: .decision766)
    let row = PlainLane(header, delimiter: UInt8(ascii: ",")).row(bytes.span, at: 0, end: bytes.count)
    #expect(row == nil)
  }

  @Test func nameBeyondCellLimit_isAFault() throws {
    let long = String(repeating: "n", count: RecordScanner.cellLimit + 1)
    let bytes = Array("series,step,value\na,1,5\n\(long),1,5\nb,1,5\n".utf8)
    let result = try HistoryReader.read(bytes)
    #expect(result.history.units.map(\.name) == ["a", "b"])
    #expect(result.problems.map(\.reason) == [.cellTooLong(limit: RecordScanner.cellLimit)])
  }

  @Test func unclosedQuote_afterManyPieces_isNamedByItsLine() {
    let rows = (1...500).map { "a,\($0),5\n" }.joined()
    let bytes = Array("series,step,value\n\(rows)\"b,1,5\nc,1,5\n".utf8)
    #expect(throws: IngestError.quoteNeverClosed(line: 502, column: 1)) { try HistoryReader.read(bytes) }
    #expect(Self.reading(bytes, pieceSize: 100).error == .quoteNeverClosed(line: 502, column: 1))
  }

  @Test func seriesAtTwoLevels_inAPlainFile_isHeldBack() throws {
    let text = "series,level,step,value\na,province,1,5\na,commune,2,5\nb,commune,1,4\n"
    let result = try HistoryReader.read(Array(text.utf8))
    #expect(result.history.units.map(\.name) == ["b"])
    #expect(result.heldBackUnits.map(\.name) == ["a"])
  }

  @Test(arguments: [1, 2, 3, 8])
  func anyNumberOfWorkers_sameReading(_ workers: Int) {
    var maker = PlainFileMaker(seed: 11)
    for number in 0..<20 {
      let bytes = maker.file(rows: 300, oddity: 0.05)
      let expected = Self.reading(bytes, pieceSize: 1 << 22)
      Concurrency.$workers.withValue(workers) {
        let isSame = Self.reading(bytes, pieceSize: 37 + number) == expected
        #expect(isSame, "file \(number)")
      }
    }
  }
}
