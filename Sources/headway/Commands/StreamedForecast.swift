import ArgumentParser
import Forecasting
import NumericCore
import Reporting
import Scorecard

/// A forecast along lines that is written while its file is read: the file may be larger than memory.
///
/// It is what `headway forecast --model trend --format csv` does for plain series of which the rows follow each other;
/// any other file is read as a whole, with the same result.
struct StreamedForecast {
  let name: String
  let horizon: Int
  let levels: [IntervalLevel]
  let options: CommonOptions

  /// Forecasts the series of a stream.
  func run(_ stream: SeriesStream) throws {
    var stream = stream
    let csv = LineForecastCSV(horizon: horizon, levels: levels, isStep: stream.isStep)
    let line = ProgressLine(options.shared)
    let clock = ContinuousClock()
    let start = clock.now
    try options.shared.writeOutput { sink in
      try sink.write(csv.header)
      while let block = try next(&stream) {
        for rows in block.parts.concurrentMap({ csv.rows(block, part: $0) }) { try sink.write(rows.bytes) }
        line.show(
          StreamProgress(
            share: stream.progress, rows: stream.rowCount, seconds: (clock.now - start) / .seconds(1)))
      }
    }
    try HistoryInput(result: stream.leftOut, name: name).finish(options)
  }

  private func next(_ stream: inout SeriesStream) throws -> SeriesBlock? {
    do throws(IngestError) { return try stream.next() } catch {
      throw Failure(error.exitCode, error.message(in: options.chosenLanguage, file: name))
    }
  }
}
