import ArgumentParser
import Forecasting
import NumericCore
import Reporting
import Scorecard

/// A forecast that is written while its file is read: the file may be larger than memory.
///
/// It is what `headway forecast --format csv` or `ndjson` does for plain series of which the rows follow each other, along lines
/// (`--model trend`) or, of very many series, by what a sample of them teaches (`--model auto`). Any other file is read as
/// a whole, with the same result.
struct StreamedForecast {
  let name: String
  let horizon: Int
  let levels: [IntervalLevel]
  let options: SharedOptions
  var format = RowFormat.csv

  /// What forecasts a series without the others; `nil` where they are needed, or there is nothing to forecast.
  func method(_ stream: SeriesStream, model: ModelChoice) throws -> StreamedForecastCSV.Method? {
    do throws(IngestError) {
      if model == .family(.trend) { return try stream.hasSeries(1) ? .line : nil }
      guard model == .automatic, try stream.hasSeries(SampledPatterns.fewestSeries) else { return nil }
      return try ProgressLine(options).during(.learning) { () throws(IngestError) in
        try stream.sample().flatMap { SampledPatterns($0.batch, steps: horizon) }.map { .patterns($0) }
      }
    } catch {
      throw Failure(error.exitCode, error.message(in: options.chosenLanguage, file: name))
    }
  }

  /// Forecasts the series of a stream.
  func write(_ stream: SeriesStream, _ method: StreamedForecastCSV.Method) throws {
    var stream = stream
    let csv = StreamedForecastCSV(
      method, horizon: horizon, levels: levels, isStep: stream.isStep, format: format)
    let line = ProgressLine(options)
    let clock = ContinuousClock()
    let start = clock.now
    try options.writeOutput { sink in
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
