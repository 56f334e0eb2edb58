import ArgumentParser
import Forecasting
import NumericCore
import Reporting
import Scorecard

/// A forecast that is written while its file is read: the file may be larger than memory.
///
/// It is what `headway forecast --format csv` does for plain series of which the rows follow each other, along lines
/// (`--model trend`) or, of very many series, by what a sample of them teaches (`--model auto`). Any other file is read as
/// a whole, with the same result.
struct StreamedForecast {
  let name: String
  let horizon: Int
  let levels: [IntervalLevel]
  let options: SharedOptions

  /// What forecasts a series without the others, `nil` where they are needed.
  func method(_ stream: SeriesStream, model: ModelChoice) throws -> StreamedForecastCSV.Method? {
    if model == .family(.trend) { return .line }
    guard model == .automatic, stream.seriesCount >= SampledPatterns.fewestSeries else { return nil }
    return SampledPatterns(try sample(stream).batch, steps: horizon).map { .patterns($0) }
  }

  /// The series of a stream that are drawn to teach all others.
  func sample(_ stream: SeriesStream) throws -> SeriesSample {
    do throws(IngestError) { return try stream.sample() } catch {
      throw Failure(error.exitCode, error.message(in: options.chosenLanguage, file: name))
    }
  }

  /// Forecasts the series of a stream.
  func write(_ stream: SeriesStream, _ method: StreamedForecastCSV.Method) throws {
    var stream = stream
    let csv = StreamedForecastCSV(method, horizon: horizon, levels: levels, isStep: stream.isStep)
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
