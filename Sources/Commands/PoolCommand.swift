import ArgumentParser
import Forecasting
import Foundation
import Reporting
import Scorecard

/// Forecasts of a history that lies in parts, on one machine or many, as if it were one.
struct PoolCommand: ParsableCommand, ExemplifiedCommand {
  static let configuration = CommandConfiguration(
    commandName: "pool",
    abstract: "Forecasts of plain series that lie in parts, as if they were in one file.",
    discussion: """
      For engines that part a history by series among machines. In a first pass every part gives what it can teach \
      (sums); what all gave is put together (merge); in a second pass every part is forecast with it (apply). The \
      forecasts are, byte for byte, those of headway forecast --format csv on the whole history, where it has at least \
      2000 series.
      """,
    subcommands: [PoolSums.self, PoolMerge.self, PoolApply.self])

  static let examples = [
    Example("What each part can teach:", "headway pool sums part-1.csv --output part-1.json"),
    Example("All of that put together:", "headway pool merge part-1.json --output pool.json"),
    Example(
      "The forecast of a part:", "headway pool apply pool.json part-1.csv --output part-1-forecasts.csv"),
  ]
}

struct PoolSums: ParsableCommand, ExemplifiedCommand {
  static let configuration = CommandConfiguration(
    commandName: "sums", abstract: "What a part of a history teaches: a draw of its series, as JSON.",
    usage: "headway pool sums <history> [--output <file>] [<options>]")

  static let examples = [
    Example("What a part can teach:", "headway pool sums part-1.csv --output part-1.json"),
    Example("The same in a pipe:", "headway pool sums - < part-1.csv > part-1.json"),
  ]

  @OptionGroup var input: HistoryArgument
  @OptionGroup var options: SharedOptions

  func run() throws {
    try withFailures {
      let stream = try PooledPart(path: input.history, options).stream
      let sample: SeriesSample?
      do throws(IngestError) { sample = try stream.sample() } catch {
        throw Failure(error.exitCode, error.message(in: options.chosenLanguage, file: input.history))
      }
      guard let sample else {
        throw Failure(
          .badData, CommandFault.nothingTaught(path: input.history).message(in: options.chosenLanguage))
      }
      try options.writeOutput { try $0.write(Array(sample.json)) }
    }
  }
}

struct PoolMerge: ParsableCommand, ExemplifiedCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge", abstract: "What several parts teach, put together.",
    usage: "headway pool merge <parts> ... [--output <file>] [<options>]")

  static let examples = [
    Example("Of all parts:", "headway pool merge part-*.json --output pool.json"),
    Example("One more part:", "headway pool merge pool.json part-1.json --output all.json"),
  ]

  @Argument(
    help: "Files that pool sums, or pool merge, wrote.",
    completion: .file(extensions: ["json"]))
  var parts: [String]

  @OptionGroup var options: SharedOptions

  func run() throws {
    try withFailures {
      let samples = try parts.map { try PooledSample.read($0, options) }
      let merged: SeriesSample
      do throws(SeriesSample.Fault) { merged = try SeriesSample(merging: samples) } catch {
        let fault = CommandFault.sampleFault(error, path: parts[0])
        throw Failure(.badData, fault.message(in: options.chosenLanguage))
      }
      try options.writeOutput { try $0.write(Array(merged.json)) }
    }
  }
}

struct PoolApply: ParsableCommand, ExemplifiedCommand {
  static let configuration = CommandConfiguration(
    commandName: "apply",
    abstract: "The forecast of a part of a history, by what all parts taught, as CSV or JSON lines.",
    usage: "headway pool apply <sample> <history> [--output <file>] [<options>]")

  static let examples = [
    Example("As CSV:", "headway pool apply pool.json part-1.csv --output part-1-forecasts.csv"),
    Example(
      "As a JSON object on each line, 8 weeks ahead:",
      "headway pool apply pool.json part-1.csv --weeks 8 --format ndjson"),
  ]

  @Argument(
    help: "The file that pool merge, or of a single part pool sums, wrote.",
    completion: .file(extensions: ["json"]))
  var sample: String

  @OptionGroup var input: HistoryArgument

  @OptionGroup var ahead: WeeksOption

  @Option(
    name: .customLong("levels"), parsing: .unconditional,
    help: ArgumentHelp("Prediction intervals in percent; by default 80,95.", valueName: "percent,…"))
  var askedLevels: String?

  @Option(name: .long, help: "How to write the forecast: csv, or ndjson, a JSON object on each line.")
  var format = RowFormat.csv

  @OptionGroup var options: SharedOptions

  func validate() throws { _ = try IntervalLevel.chosen(askedLevels) }

  func run() throws {
    try withFailures {
      try options.requireLinearAlgebra()
      let taught = try PooledSample.read(sample, options)
      guard let patterns = SampledPatterns(taught.batch, steps: ahead.weeks) else {
        throw Failure(.badData, CommandFault.nothingTaught(path: sample).message(in: options.chosenLanguage))
      }
      let stream = try PooledPart(path: input.history, options).stream
      try StreamedForecast(
        name: input.history, horizon: ahead.weeks, levels: try IntervalLevel.chosen(askedLevels),
        options: options,
        format: format
      ).write(stream, .patterns(patterns))
    }
  }
}

/// A part of a history.
private struct PooledPart {
  let stream: SeriesStream

  init(path: String, _ options: SharedOptions) throws {
    let input = try HistoryInput.open(path, options)
    guard let stream = try HistoryInput.stream(input, options), try Self.hasSeries(stream, path, options)
    else {
      // Where it is no such file, the general reader may know what it is instead.
      do throws(IngestError) { _ = try HistoryReader.read(input) } catch {
        throw Failure(error.exitCode, error.message(in: options.chosenLanguage, file: path))
      }
      throw Failure(.badData, CommandFault.noPlainSeries(path: path).message(in: options.chosenLanguage))
    }
    self.stream = stream
  }

  private static func hasSeries(
    _ stream: SeriesStream, _ path: String, _ options: SharedOptions
  ) throws -> Bool {
    do throws(IngestError) { return try stream.hasSeries(1) } catch {
      throw Failure(error.exitCode, error.message(in: options.chosenLanguage, file: path))
    }
  }
}

/// What parts of a history teach, as a file.
private enum PooledSample {
  static func read(_ path: String, _ options: SharedOptions) throws -> SeriesSample {
    try options.keepFromOutput(path)
    let text = try TextFile.read(path, options.chosenLanguage)
    do throws(SeriesSample.Fault) { return try SeriesSample(json: Data(text.utf8)) } catch {
      let fault = CommandFault.sampleFault(error, path: path)
      throw Failure(.badData, fault.message(in: options.chosenLanguage))
    }
  }
}
