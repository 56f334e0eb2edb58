import Foundation
import NumericCore
import Testing

@testable import Scorecard

/// A history of JSON lines is read as the CSV that has the same cells.
@Suite struct JSONLinesTests {
  private static let count = ProcessInfo.processInfo.environment["FUZZ_COUNT"].flatMap(Int.init) ?? 150
  private static let seed = ProcessInfo.processInfo.environment["FUZZ_SEED"].flatMap(UInt64.init) ?? 1

  /// All that a reading says, but for the columns: of them JSON has only names, which may differ from line to line.
  private static func said(_ reading: () throws(IngestError) -> IngestResult) -> [String] {
    do {
      let result = try reading()
      let history = result.history
      return ["\(result.shape) \(result.delimiter) rows \(result.rowCount) problems \(result.problemCount)"]
        + Snapshot(history).lines + history.observations.map { "\($0)" } + history.corrections.map { "\($0)" }
        + history.duplicates.map { "\($0)" } + result.problems.map(said)
        + result.heldBackUnits.map { "\($0)" }
        + result.unknownIndicators.map { "\($0.name) \($0.firstLine) \($0.count)" }
        + result.maximumMismatches.map { "\($0)" }
    } catch {
      guard case .noUsableRow(let problems, let count, let heldBack, let unknown) = error else {
        return ["\(error)"]
      }
      return ["none", "\(count)"] + problems.map(said) + heldBack.map { "\($0)" }
        + unknown.map { "\($0.name) \($0.firstLine) \($0.count)" }
    }
  }

  private static func said(_ problem: RowProblem) -> String {
    "\(problem.line) \(problem.value) \(problem.reason) \(String(describing: problem.day)) "
      + "\(problem.unit ?? "-") \(String(describing: problem.indicator)) \(problem.number ?? .nan)"
  }

  @Test(arguments: [FileShape.plain, .long, .wide], [(0.0, true), (0.1, true), (0.1, false), (0.4, false)])
  func anyTable_asCSVAndAsJSONLines_isReadAlike(
    _ shape: FileShape, _ kind: (oddity: Double, writesNumbers: Bool)
  ) {
    var generator = SeededGenerator(state: Self.seed)
    var readable = 0
    for number in 0..<Self.count {
      let table = TestTable.random(shape, oddity: kind.oddity, commas: !kind.writesNumbers, &generator)
      let csv = Self.said { () throws(IngestError) in try read(table.csv) }
      let lines = table.jsonLines(writesNumbers: kind.writesNumbers, &generator)
      let json = Self.said { () throws(IngestError) in try read(lines) }
      let difference = zip(json + [""], csv + [""]).first { $0 != $1 }
      #expect(json == csv, "\(number): \(difference.map { "\($0) instead of \($1)" } ?? "")\n\(lines)")
      if json != csv { return }
      if json.count > 4 { readable += 1 }
    }
    #expect(readable > Self.count / 2)
  }

  @Test(arguments: [1, 2, 5])
  func anyNumberOfWorkersAndPieces_sameRows(_ workers: Int) throws {
    var generator = SeededGenerator(state: Self.seed)
    for number in 0..<Self.count / 5 {
      let shape = [FileShape.plain, .long, .wide][number % 3]
      let table = TestTable.random(shape, oddity: 0.2, commas: true, &generator)
      var text = table.jsonLines(writesNumbers: true, &generator)
      if number % 2 == 0 { text += "junk\n{\"unit\":true,\"series\":[]}\n" }
      let input = ByteInput(Array(text.utf8))
      let expected = Self.said { () throws(IngestError) in try HistoryReader.read(input) }
      for size in [1, 7, 50, 300] {
        let found = Concurrency.$workers.withValue(workers) {
          Self.said { () throws(IngestError) in
            try HistoryReader.read(try input.rows(index: .decision766, pieceSize: size))
          }
        }
        #expect(found == expected, "file \(number), pieces of \(size)")
      }
    }
  }

  /// Keys of later lines count as much as those of the first.
  @Test func keysThatAppearLate_areColumnsAllTheSame() throws {
    let first = (0..<2000).map { "{\"series\":\"s\",\"step\":\($0),\"weight\":null}\n" }.joined()
    let text =
      first
      + "{\"series\":\"s\",\"step\":1,\"value\":2.50}\n{\"giá trị\":3,\"Series\":\"S\",\"bước\":\"2\"}\n"
    let bytes = Array(text.utf8)
    // The keys of the beginning do not tell.
    #expect(bytes.count > 3 << 14)
    let file = try TemporaryFile(Array((0..<3).flatMap { _ in bytes.prefix(first.utf8.count) } + bytes))
    let result = try HistoryReader.read(path: file.path)
    #expect(result.history.series(unit: 0, indicator: .value).map(\.score) == [2.5, 3])
    #expect(result.rowCount == 8002 && result.problems.isEmpty)
    #expect(result.history.decimals(ofUnit: 0, indicator: .value) == 2)
  }

  @Test func escapes_areTheCharactersThatTheyStandFor() throws {
    let name = #"a\"b\\c\/d\u00e9\u1EAF\ud83D\uDE00\b\f\n\r\t\u0000,e"#
    let result = try read("{\"s\\u0065ries\":\"\(name)\",\"step\":1,\"value\":\"1\\u002c5\"}\n")
    #expect(result.history.units.map(\.name) == ["a\"b\\c/déắ😀 ,e"])
    #expect(result.history.observations.map(\.score) == [1.5])
  }

  @Test(arguments: [
    ("0.10", 0.1, 2), ("1.234", 1.234, 3), ("-12.345", -12.345, 3), ("999.000", 999, 3), ("1e2", 100, 0),
    ("1.5E-3", 0.0015, 4), ("-0", 0, 0), ("12345.678", 12345.678, 3), ("\"1.234,5\"", 1234.5, 1),
    ("\"92,3\"", 92.3, 1), ("123456789012345680", 123_456_789_012_345_680, 0), ("0.123", 0.123, 3),
  ])
  func numbers_haveAPointAndKeepTheirDigits(_ written: String, _ value: Double, _ decimals: Int) throws {
    let result = try read("{\"series\":1.234,\"step\":1.0,\"value\":\(written)}\n")
    let history = result.history
    #expect(history.units.map(\.name) == ["1.234"] && history.observations.map(\.score) == [value])
    #expect(history.decimals(ofUnit: 0, indicator: .value) == decimals && result.problems.isEmpty)
  }

  /// A text that may be either is asked about; a number never is.
  @Test func ambiguousText_isReported_ambiguousNumberIsNot() throws {
    let result = try read(
      "{\"series\":\"a\",\"step\":1,\"value\":1.234}\n{\"series\":\"a\",\"step\":2,\"value\":\"1,5\"}\n"
        + "{\"series\":\"a\",\"step\":3,\"value\":\"1,234\"}\n{\"series\":\"a\",\"step\":4,\"value\":\"2.345\"}\n"
    )
    #expect(result.history.observations.map(\.score) == [1.234, 1.5])
    #expect(result.problems.map(\.line) == [3, 4])
    #expect(result.problems.allSatisfy { $0.reason == .ambiguousNumber && $0.columnName == "value" })
  }

  @Test(arguments: [
    ("{\"series\":\"a\",\"step\":1,\"value\":true}", "value", "true", RowProblem.Reason.notTextOrNumber),
    (
      "{\"series\":[\"a\",{\"b\":[]}],\"step\":1,\"value\":1}", "series", "[\"a\",{\"b\":[]}]",
      .notTextOrNumber
    ),
    ("{\"series\":\"a\",\"step\":{},\"value\":1}", "step", "{}", .notTextOrNumber),
    ("{\"series\":\"a\",\"step\":1,\"value\":1,\"giá trị\":2}", "giá trị", "2", .repeatedKey(other: "value")),
    ("{\"series\":\"a\",\"step\":1,\"value\":1,\"value\":1}", "value", "1", .repeatedKey(other: "value")),
    ("{\"seires\":\"a\"}", "series", "", .missing(.series)),
    ("{\"x\":{\"y\":1}}", "series", "", .missing(.series)),
    ("{\"series\":\"a\",\"step\":1,\"value\":\"x\"}", "value", "x", .notANumber),
    ("{\"series\":\"a\",\"step\":1.5,\"value\":1}", "step", "1.5", .notAStep),
    ("{\"series\":\"a\",\"step\":1.234,\"value\":1}", "step", "1.234", .notAStep),
    ("{\"series\":\"a\",\"value\":1}", "step", "", .missing(.step)),
    ("{\"series\":\"a\",\"step\":1,\"value\":1e999}", "value", "1e999", .notFinite),
  ])
  func faultyRow_isReportedWithLineAndKey_theRestGoesOn(
    _ row: String, _ key: String, _ value: String, _ reason: RowProblem.Reason
  ) throws {
    let result = try read(
      "{\"series\":\"b\",\"step\":1,\"value\":1,\"x\":[true,{}],\"giá trị\":null}\n\n\(row)\n"
        + "{\"series\":\"b\",\"step\":2,\"value\":2}")
    #expect(result.history.observations.count == 2 && result.rowCount == 3 && result.problemCount == 1)
    let problem = try #require(result.problems.first)
    #expect(problem.line == 3 && problem.column == nil && problem.columnName == key)
    #expect(problem.value == value && problem.reason == reason)
  }

  @Test(arguments: [
    ("hello", 1), ("{", 2), ("{}}", 3), ("{\"a\"}", 5), ("{\"a\":}", 6), ("{\"a\":1,}", 8), ("{a:1}", 2),
    ("{'a':1}", 2), ("{\"a\":01}", 7), ("{\"a\":+1}", 6), ("{\"a\":.5}", 6), ("{\"a\":1.}", 8),
    ("{\"a\":NaN}", 6),
    ("{\"a\":-}", 7), ("{\"a\":1e}", 8), ("{\"a\":tru}", 9), ("{\"a\":\"\\x\"}", 7),
    ("{\"a\":\"\\u12g4\"}", 7),
    ("{\"a\":\"\\ud800\"}", 7), ("{\"a\":\"\\udc00\"}", 7), ("{\"a\":\"\\ud800\\u0041\"}", 7),
    ("{\"a\":\"b}", 9),
    ("{\"a\":\"ắ\tb\"}", 8), ("{\"a\":[1,]}", 9), ("{\"a\":[1}", 8), ("{\"a\":{\"b\":1]}", 12), ("[1]", 1),
    ("{\"a\":1} {\"a\":2}", 9), ("{\"a\":1},", 8), ("\"a\"", 1), ("{\"a\":{b:1}}", 7), ("{\"a\" 1}", 6),
  ])
  func lineThatIsNoJSON_saysFromWhichCharacter(_ row: String, _ character: Int) throws {
    let good = "{\"series\":\"b\",\"step\":1,\"value\":1}\n"
    let result = try read(good + row + "\n" + good.replacing("1", with: "2"))
    #expect(result.history.observations.count == 2 && result.rowCount == 3)
    #expect(result.problems.map(\.line) == [2])
    #expect(result.problems.first?.reason == .notJSON(character: character))
    #expect(result.problems.first?.value == NameKey.spelling(row))
  }

  /// However a file is cut, all whole lines are read and no other.
  @Test func fileCutAnywhere_losesOnlyItsLastLine() throws {
    let row = "{\"series\":\"ắ\\u0061\\\"\",\"step\":7,\"value\":-1.5e2,\"x\":[{\"y\":null}]}"
    let bytes = Array("{\"series\":\"b\",\"step\":1,\"value\":1}\n\(row)\n".utf8)
    let start = bytes.count - row.utf8.count - 1
    for end in start + 1..<bytes.count - 1 {
      let result = try HistoryReader.read(Array(bytes[..<end]))
      #expect(result.history.observations.count == 1 && result.problems.map(\.line) == [2])
      #expect(result.problems.first?.reason == .cutOff, "\(end - start)")
    }
    for end in [bytes.count - 1, bytes.count] {
      #expect(try HistoryReader.read(Array(bytes[..<end])).history.observations.count == 2)
    }
  }

  @Test func wholeFileErrors_speakOfKeys() {
    #expect(failure("[{\"series\":1}]") == .jsonArray)
    #expect(failure(" \n[\n  {\"series\":1}]") == .jsonArray)
    #expect(failure("[]") == .jsonArray)
    #expect(failure("[series],[step],[value]\na,1,2\n") == nil, "names in brackets are a header of CSV")
    #expect(failure("{\"a\":1,\"b\":2}\n{\"c\":1}") == .noRecognizedKeys(found: ["a", "b", "c"], count: 3))
    #expect(
      failure("{\"series\":\"a\",\"b\":2}")
        == .missingKeys([.date, .value], shape: .plain, found: ["series", "b"], count: 2))
    #expect(failure("{}\n{}\n") == .empty)
    #expect(failure("{\"series\":null,\"step\":null,\"value\":null}\n") == .empty)
    #expect(failure("{\n\"series\": 1\n}\n") != nil)
    guard
      case .noUsableRow(let problems, 2, _, _) = failure("{\"series\":\"a\",\"step\":1,\"value\":\"x\"}\n{\n")
    else {
      Issue.record("no row can be used")
      return
    }
    #expect(problems.map(\.line) == [1, 2] && problems[0].column == nil)
    let many = "{\"unit\":\"a\"," + (0..<20_001).map { "\"k\($0)\":1" }.joined(separator: ",") + "}\n"
    #expect(failure(many) == .tooManyKeys(limit: 20_000))
  }

  @Test func brokenText_isReportedWhereItStandsInTheFile() throws {
    let row = Array("{\"series\":\"a\",\"step\":1,\"value\":1}\n".utf8)
    let bytes = (0..<9).flatMap { _ in row } + [0xFF] + row
    let expected = IngestError.notUTF8(offset: 9 * row.count, line: 10, byte: 0xFF)
    #expect(failure(bytes) == expected)
    #expect(throws: expected) { try ByteInput(bytes).rows(index: .decision766, pieceSize: 20) }
    #expect(failure(row + [0] + row) == .binary(offset: row.count, line: 2))
  }

  @Test func utf16AndByteOrderMarks_areReadAlike() throws {
    let text = "\u{FEFF}\n {\"series\":\"ắ😀\",\"step\":1,\"value\":1.25}\n"
    let expected = Self.said { () throws(IngestError) in try read(String(text.unicodeScalars.dropFirst())) }
    #expect(expected.contains("unit ắ😀 -"))
    let wide = text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    for bytes in [Array(text.utf8), wide] {
      let file = try TemporaryFile(bytes)
      #expect(Self.said { () throws(IngestError) in try HistoryReader.read(bytes) } == expected)
      #expect(Self.said { () throws(IngestError) in try HistoryReader.read(path: file.path) } == expected)
    }
  }

  @Test func series_streamed_areThoseOfTheCSV() throws {
    var generator = SeededGenerator(state: Self.seed)
    var streamed = 0
    for number in 0..<Self.count {
      var table = TestTable.random(.plain, oddity: number % 2 == 0 ? 0 : 0.1, commas: false, &generator)
      table.columns[0] = ["series"]
      let files = [
        try TemporaryFile(Array(table.csv.utf8)),
        try TemporaryFile(Array((table.jsonLines(writesNumbers: true, &generator)).utf8)),
      ]
      let found = try files.map { file -> [String]? in
        guard var stream = try SeriesStream(try ByteInput(path: file.path), pieceSize: 100) else {
          return nil
        }
        var said: [String] = []
        while let block = try stream.next() {
          for part in block.parts { block.forEachSeries(inPart: part) { said.append("\($0)") } }
        }
        return said + stream.leftOut.problems.map(Self.said) + ["\(stream.leftOut.rowCount)"]
      }
      #expect(found[0] == found[1], "\(number)")
      if found[1] != nil { streamed += 1 }
    }
    #expect(streamed > Self.count / 2)
  }

  /// Bytes changed, dropped, doubled: a fault or another history, but the same however it is read, and never a crash.
  @Test func damagedLines_streamedAndWhole_sayTheSame() throws {
    var generator = SeededGenerator(state: Self.seed)
    let strange = Array("{}[]\",:\\un0-.e \n\r\t\u{0}".utf8) + [0xC3, 0xA9, 0xFF]
    var streamed = 0
    for number in 0..<Self.count * 4 {
      let table = TestTable.random(.plain, oddity: 0.02, commas: false, &generator)
      var bytes = Array(table.jsonLines(writesNumbers: true, &generator).utf8)
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        let place = Int.random(in: 0..<bytes.count, using: &generator)
        switch Int.random(in: 0..<5, using: &generator) {
        case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
        case 1: bytes[place] = strange.randomElement(using: &generator)!
        case 2: bytes.insert(strange.randomElement(using: &generator)!, at: place)
        case 3: bytes.removeSubrange(place..<min(place + 3, bytes.count))
        default: if number % 3 == 0 { bytes.removeSubrange((place + 1)...) }
        }
        if bytes.isEmpty { bytes = [0x7B] }
      }
      let whole = Result { () throws(IngestError) in try HistoryReader.read(bytes) }
      do throws(IngestError) {
        guard var stream = try SeriesStream(ByteInput(bytes), pieceSize: 64), try stream.hasSeries(1) else {
          continue
        }
        while let block = try stream.next() {
          for part in block.parts { block.forEachSeries(inPart: part) { _ in } }
        }
        let (found, expected) = (stream.leftOut, try whole.get())
        #expect(found.problems == expected.problems && found.rowCount == expected.rowCount, "file \(number)")
        streamed += 1
      } catch {
        #expect(throws: error, "file \(number)") { try whole.get() }
      }
    }
    #expect(streamed > Self.count)
  }
}
