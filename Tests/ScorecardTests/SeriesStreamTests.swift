import Forecasting
import Foundation
import NumericCore
import Testing

@testable import Scorecard

/// A stream gives the series of a file as reading it whole does, or refuses to begin; whether the rows of a series follow
/// each other or not.
@Suite struct SeriesStreamTests {
  private static let count =
    ProcessInfo.processInfo.environment["FUZZ_COUNT"].flatMap(Int.init).map { 6 * $0 } ?? 900

  /// A file that goes when nobody needs it.
  private final class WrittenFile {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("headway-\(UUID().uuidString)")
      .path

    init(_ bytes: [UInt8]) throws { try Data(bytes).write(to: URL(fileURLWithPath: path)) }

    deinit { try? FileManager.default.removeItem(atPath: path) }
  }

  private struct Series: Equatable {
    let name: String
    let days: [Int], values: [Double]
    let resolution: Double
  }

  /// What a stream gives; `nil` where it does not begin.
  private static func streamed(
    _ bytes: [UInt8], pieceSize: Int = 1 << 21, spool: ScatteredSeries.Spool = .init()
  ) throws -> (series: [Series], faults: [String], rows: Int)? {
    let file = try WrittenFile(bytes)
    guard
      var stream = try SeriesStream(try ByteInput(path: file.path), pieceSize: pieceSize, spool: spool)
    else { return nil }
    guard try stream.hasSeries(1) else { return nil }
    var series: [Series] = []
    while let block = try stream.next() {
      for part in block.parts {
        block.forEachSeries(inPart: part) { one in
          let last = one.lastDay.ordinal
          series.append(
            Series(
              name: one.name, days: one.observations.times.map { last + Int((7 * $0).rounded()) },
              values: Array(one.observations.values), resolution: one.resolution))
        }
      }
    }
    #expect(stream.progress == 1)
    return (series, ReadingSnapshot.faults(stream.leftOut), stream.rowCount)
  }

  @Test func parting_tellsEverGreaterShares_andThatItIsDone() throws {
    func shares(_ order: (Int, Int) -> String) throws -> [Double] {
      let rows = (0..<200).flatMap { first in (0..<50).map { order(first, $0) } }
      var shares: [Double] = []
      let text = "series,step,value\n" + rows.joined()
      // One worker reads a piece at a time.
      try Concurrency.$workers.withValue(1) {
        _ = try SeriesStream(ByteInput(Array(text.utf8)), pieceSize: 1 << 12) { shares.append($0) }
      }
      return shares
    }
    let parted = try shares { week, series in "s\(series),\(week + 1),1\n" }
    #expect(parted.count > 5 && parted == parted.sorted() && parted.last == 1)
    #expect(parted.dropLast().allSatisfy { (0..<1).contains($0) })
    // Where the rows of a series follow each other nothing is put in order.
    let grouped = try shares { series, week in "s\(series),\(week + 1),1\n" }
    #expect(grouped == [])
  }

  private static func whole(_ bytes: [UInt8]) throws -> (series: [Series], faults: [String], rows: Int) {
    let result = try HistoryReader.read(bytes)
    let history = result.history
    let series = history.units.indices.map { unit in
      let observed = history.series(unit: unit, indicator: .value)
      return Series(
        name: history.units[unit].name, days: observed.map(\.day.ordinal), values: observed.map(\.score),
        resolution: Resolution.step(
          decimals: history.decimals(ofUnit: unit, indicator: .value), scores: observed.map(\.score)))
    }
    return (series, ReadingSnapshot.faults(result), result.rowCount)
  }

  private static func expectAgreement(
    _ bytes: [UInt8], pieceSize: Int, spool: ScatteredSeries.Spool = .init(), _ note: String
  ) throws -> Bool {
    guard let streamed = try streamed(bytes, pieceSize: pieceSize, spool: spool) else { return false }
    let whole = try whole(bytes)
    let pair = zip(streamed.series, whole.series).first { $0 != $1 }
    let isSame = streamed.series == whole.series
    #expect(isSame, "\(note): \(pair.map { "\($0) instead of \($1)" } ?? "another number of series")")
    let fault = zip(streamed.faults, whole.faults).first { $0 != $1 }
    let isSameFault = streamed.faults == whole.faults
    #expect(isSameFault, "\(note): \(fault.map { "\($0) instead of \($1)" } ?? "another number of faults")")
    #expect(streamed.rows == whole.rows, "\(note)")
    return true
  }

  @Test(arguments: [0.0, 0.03, 0.3])
  func anyGroupedFile_inPiecesOfAnySize_streamsAsWhole(_ oddity: Double) throws {
    var maker = PlainFileMaker(seed: 3)
    var streamed = 0
    for number in 0..<Self.count / 3 {
      let bytes = maker.file(rows: 1 + number % 40, oddity: oddity, isGrouped: true)
      let size = [1, 7, 64, 1 << 21][number % 4]
      if try Self.expectAgreement(bytes, pieceSize: size, "file \(number)") { streamed += 1 }
    }
    // Nothing is shown by files that are not streamed. A third of the strangest are.
    #expect(Double(streamed) > (oddity > 0.1 ? 0.05 : 0.5) * Double(Self.count / 3))
  }

  @Test(arguments: [1, 2, 3, 8])
  func anyNumberOfWorkers_sameStream(_ workers: Int) throws {
    var maker = PlainFileMaker(seed: 5)
    for number in 0..<10 {
      let bytes = maker.file(rows: 200, oddity: 0.02, isGrouped: true)
      try Concurrency.$workers.withValue(workers) {
        _ = try Self.expectAgreement(bytes, pieceSize: 50 + number, "workers \(workers), file \(number)")
      }
    }
  }

  /// Room for next to nothing, so that everything goes through files.
  private static func tight(_ number: Int) -> ScatteredSeries.Spool {
    var spool = ScatteredSeries.Spool()
    spool.rowsInMemory = [1, 2, 9, 1 << 20][number % 4]
    spool.mostPartitions = [1, 2, 3, 1 << 9][number / 4 % 4]
    spool.nameBytesInMemory = [0, 60, 1 << 22][number % 3]
    spool.rowsInPiece = [1, 5, 1 << 16][number / 2 % 3]
    spool.mostRowsInBlock = number % 5 == 0 ? 8 : 1 << 21
    return spool
  }

  @Test(arguments: [0.0, 0.03, 0.3], [1, 2])
  func anyScatteredFile_inPiecesAndPartitionsOfAnySize_streamsAsWhole(
    _ oddity: Double, _ workers: Int
  ) throws {
    var maker = PlainFileMaker(seed: 7)
    var streamed = 0
    for number in 0..<Self.count / 3 {
      var bytes = maker.file(rows: 1 + number % 60, oddity: oddity, isGrouped: number % 3 > 0)
      if number % 3 == 1 { bytes = Self.shuffled(bytes, seed: number) }
      let size = [1, 7, 64, 1 << 21][number / 3 % 4]
      let isStreamed = try Concurrency.$workers.withValue(workers) {
        try Self.expectAgreement(bytes, pieceSize: size, spool: Self.tight(number), "file \(number)")
      }
      if isStreamed { streamed += 1 }
    }
    #expect(Double(streamed) > (oddity > 0.1 ? 0.5 : 0.9) * Double(Self.count / 3))
  }

  /// The lines behind the header in any order.
  private static func shuffled(_ bytes: [UInt8], seed: Int) -> [UInt8] {
    var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    var generator = SeededGenerator(state: UInt64(seed))
    if lines.count > 2 { lines[1..<lines.count - 1].shuffle(using: &generator) }
    return Array(lines.joined(separator: [0x0A]))
  }

  /// Weeks of which some series lack, under names of every kind, with corrections further down.
  @Test func orderOfWeeks_withGapsAndCorrections_streamsAsWhole() throws {
    let names = (0..<70).map { number in
      ["s\(number)", "Đồng \(number)", "\"q, \"\"\(number)\"\"\"", "A B \(number)"][number % 4]
    }
    var text = "series,step,value\n"
    for week in 1...12 {
      for (number, name) in names.enumerated() where (number * week) % 7 != 3 {
        let spelling = week % 5 == 0 ? name.uppercased() : name
        text += "\(spelling),\(week),\(number).\(week)\n"
        if (number + week) % 11 == 0 { text += "\(name),\(max(week - 2, 1)),7.125\n" }
      }
    }
    text += "only named,1,\n"
    for number in 0..<24 {
      for workers in [1, 2, 5] {
        let isStreamed = try Concurrency.$workers.withValue(workers) {
          try Self.expectAgreement(
            Array(text.utf8), pieceSize: 200 + number, spool: Self.tight(number), "spool \(number)")
        }
        #expect(isStreamed)
      }
    }
  }

  @Test(
    arguments: [
      ("rows apart", "a,1,5\nb,1,5\na,2,6\n"), ("another spelling apart", "a,1,5\nb,1,5\nA,2,6\n"),
      ("line ends of carriage returns", "a,1,5\rb,1,5\ra,2,6\r"),
      ("one carriage return", "a,1,5\rb,1,5\na,2,6\n"), ("a cell of two lines", "a,1,5\n\"b\nc\",1,5\n"),
      ("a cell of many lines", "a,1,5\n\"b\n\n\n\n\n\n\n\n\nc\",1,5\nd,2,3\n"),
      ("a cell of two spellings", "a\"b,1,5\nc,1,1\n\"a\"\"b\",2,6\n"),
      ("a comma for decimals", "a,1,1.234\nb,1,\"1,5\"\n"),
      ("a name in another Unicode form apart", "\u{E9},1,5\nb,1,5\ne\u{301},2,6\nE\u{301},3,6\n"),
      ("a letter composed in lower case only", "T\u{308},1,5\nb,1,5\n\u{1E97},2,6\n"),
      ("the same, together", "T\u{308},1,5\n\u{1E97},2,6\nb,1,5\n"),
      ("no line end", "a,1,5\nb,1,5\na,2,6"), ("cut off", "a,1,5\nb,1,5\na,2,6\nb,2"),
    ])
  func fileThatIsNotGrouped_streamsAsWhole(_ name: String, _ rows: String) throws {
    for number in 0..<12 {
      let bytes = Array("series,step,value\n\(rows)".utf8)
      let size = 1 + 3 * number
      #expect(try Self.expectAgreement(bytes, pieceSize: size, spool: Self.tight(number), name), "\(name)")
    }
  }

  /// There only the whole file tells what is wrong.
  @Test(
    arguments: [
      ("a quote that is never closed", "a,1,5\n\"b,1,2\nc,1,3\n"), ("no row", ""),
      ("no value", "a,1,x\nb,2,\n"), ("no value, apart", "a,1,x\nb,2,\na,2,\n"),
    ])
  func fileWithoutSeries_isNoStream(_ name: String, _ rows: String) throws {
    #expect(try Self.streamed(Array("series,step,value\n\(rows)".utf8)) == nil, "\(name)")
  }

  @Test func folderForTemporaryFiles_thatIsNone_isToldByName() throws {
    let file = try WrittenFile(Array("series,step,value\na,1,5\nb,1,5\na,2,6\n".utf8))
    for (rows, names) in [(1, 1 << 22), (1 << 20, 0)] {
      var spool = ScatteredSeries.Spool()
      (spool.rowsInMemory, spool.nameBytesInMemory, spool.folder) = (rows, names, "/none/such")
      let error = #expect(throws: IngestError.self) {
        _ = try SeriesStream(try ByteInput(path: file.path), pieceSize: 8, spool: spool)
      }
      guard case .temporaryFile("/none/such", let reason) = error else {
        Issue.record("\(String(describing: error))")
        continue
      }
      #expect(!reason.isEmpty)
    }
  }

  @Test(
    arguments: [
      Array("a,1,5\nb\u{0},1,5\n".utf8), Array("a,1,5\nb".utf8) + [0xFF] + Array(",1,5\n".utf8),
    ])
  func brokenText_isNoStream(_ rows: [UInt8]) throws {
    #expect(try Self.streamed(Array("series,step,value\n".utf8) + rows) == nil)
  }

  @Test func blankLines_atTheEndsOfBlocks_loseNothing() throws {
    let rows = (0..<200).map { "s\($0),1,\($0)\ns\($0),2,\($0 + 1)\n\n\n" }.joined()
    let bytes = Array("series,step,value\n\(rows)".utf8)
    for size in [5, 11, 23] {
      #expect(try Self.expectAgreement(bytes, pieceSize: size, "pieces of \(size)"))
    }
  }

  @Test func correctionsAndDuplicates_resolutionIsThatOfWhatStays() throws {
    let rows = "a,1,5.1234\na,1,5\na,2,5\nb,1,5\nb,1,5.00\nb,2,6\nc,1,5.00\nc,1,5\nd,2,1.5\nd,1,1.25\n"
    #expect(try Self.expectAgreement(Array("series,step,value\n\(rows)".utf8), pieceSize: 1 << 21, "all"))
  }

  @Test func fileCutWithinACharacter_streamsAsWhole() throws {
    let bytes = Array("series,step,value,note\na,1,5,\nb,1,2,\n".utf8) + Array("c,1,2,ế".utf8.dropLast())
    #expect(try Self.expectAgreement(bytes, pieceSize: 1 << 21, "cut"))
  }

  @Test func moreHeldBackSeriesThanAreNamed_areCounted() throws {
    let rows = (0..<10_050).map { "s\($0),1,x\n" }.joined()
    let bytes = Array("series,step,value\na,1,5\n\(rows)".utf8)
    let streamed = try #require(try Self.streamed(bytes))
    #expect(streamed.faults.last == "problems 10050 held back 10050")
  }

  @Test func sample_drawnThroughFaults_isFullAndInOrderOfRanks() throws {
    let count = 3000
    let rows = (0..<count).map { number in
      number % 4 == 0
        ? "s\(number),1,x\n" : "s\(number),1,\(number)\n" + (number % 7 == 0 ? "junk\n" : "")
    }.joined()
    // Junk that is no row parts no series.
    let file = try WrittenFile(
      Array("series,step,value\n\(rows.replacing("junk\n", with: ",1,1\n"))".utf8))
    let stream = try #require(try SeriesStream(try ByteInput(path: file.path)))
    let sample = try #require(try stream.sample())
    let expected = (0..<count).filter { $0 % 4 != 0 }.map { "s\($0)" }
      .sorted { SampledPatterns.rank(ofName: $0) < SampledPatterns.rank(ofName: $1) }
      .prefix(SampledPatterns.sampleSize)
    #expect(sample.batch.descriptions.map(\.name) == Array(expected))
    #expect(try stream.hasSeries(2250) && !stream.hasSeries(2251))
  }

  @Test(arguments: [1, 3])
  func sample_ofScatteredRows_isThatOfGroupedOnes(_ workers: Int) throws {
    let rows = (0..<1500).flatMap { number in
      (1...(1 + number % 4)).map { "S \(number),\($0),\(number % 6 == 0 ? "x" : "\(number).\($0)")\n" }
    }
    var scattered = rows
    var generator = SeededGenerator(state: 11)
    scattered.shuffle(using: &generator)
    let samples = try [rows, scattered].map { rows in
      try Concurrency.$workers.withValue(workers) {
        let file = try WrittenFile(Array("series,step,value\n\(rows.joined())".utf8))
        var spool = ScatteredSeries.Spool()
        (spool.rowsInMemory, spool.rowsInPiece) = (500, 100)
        let stream = try #require(
          try SeriesStream(try ByteInput(path: file.path), pieceSize: 1000, spool: spool))
        #expect(try stream.hasSeries(1250) && !stream.hasSeries(1251))
        return try #require(try stream.sample())
      }
    }
    #expect(samples[0] == samples[1])
    #expect(samples[0].json == samples[1].json)
  }
}
