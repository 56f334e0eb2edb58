import Forecasting
import Foundation
import NumericCore
import Scorecard
import Testing

@testable import Reporting

/// The rows of a streamed forecast do not depend on how the work is parted.
@Suite struct StreamedForecastCSVTests {
  private static let text: [UInt8] = {
    var generator = NumericCore.SeededGenerator(seed: 51)
    var text = "series,step,value\n"
    for number in 0..<150 {
      var level = 10 + 5 * generator.normal()
      for week in 0..<(1 + number % 35) {
        level += generator.normal()
        text += "s\(number),\(week),\((100 * level).rounded() / 100)\n"
      }
    }
    return Array(text.utf8)
  }()

  /// What a whole run writes.
  private static func written(
    workers: Int, pieceSize: Int, bySample: Bool, format: RowFormat = .csv
  ) throws -> [UInt8] {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("headway-\(UUID().uuidString)")
    try Data(text).write(to: url)
    defer { try? FileManager.default.removeItem(at: url) }
    return try Concurrency.$workers.withValue(workers) {
      var stream = try #require(try SeriesStream(try ByteInput(path: url.path), pieceSize: pieceSize))
      var method = StreamedForecastCSV.Method.line
      if bySample {
        let sample = try #require(try stream.sample())
        method = .patterns(try #require(SampledPatterns(sample.batch, steps: 3)))
      }
      let level = try #require(IntervalLevel(coverage: 0.8))
      let csv = StreamedForecastCSV(
        method, horizon: 3, levels: [level], isStep: stream.isStep, format: format)
      var bytes = csv.header
      while let block = try stream.next() {
        for rows in block.parts.concurrentMap({ csv.rows(block, part: $0) }) { bytes += rows.bytes }
      }
      return bytes
    }
  }

  @Test(arguments: [true, false])
  func anyNumberOfWorkersAndPieces_sameBytes(_ bySample: Bool) throws {
    let expected = try Self.written(workers: 1, pieceSize: 1 << 21, bySample: bySample)
    #expect(expected.split(separator: 0x0A).count == 1 + 150 * 3)
    for workers in [1, 2, 3, 8] {
      for pieceSize in [90, 1000] {
        let found = try Self.written(workers: workers, pieceSize: pieceSize, bySample: bySample)
        #expect(found == expected, "\(workers) workers, pieces of \(pieceSize)")
      }
    }
  }

  @Test(arguments: [true, false])
  func jsonLines_holdTheCellsOfTheCSV(_ bySample: Bool) throws {
    let csv = try Self.written(workers: 2, pieceSize: 1000, bySample: bySample)
    let lines = try Self.written(workers: 2, pieceSize: 1000, bySample: bySample, format: .ndjson)
    let rows = String(decoding: csv, as: UTF8.self).split(separator: "\n").map { $0.split(separator: ",") }
    let expected = rows.dropFirst().map { row in
      "{"
        + zip(rows[0], row).map { name, cell in
          ["unit", "indicator", "model"].contains(name) ? "\"\(name)\":\"\(cell)\"" : "\"\(name)\":\(cell)"
        }.joined(separator: ",") + "}\n"
    }
    #expect(String(decoding: lines, as: UTF8.self) == expected.joined())
  }
}
