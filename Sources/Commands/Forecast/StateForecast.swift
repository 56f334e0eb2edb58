import ArgumentParser
import Forecasting
import NumericCore
import Reporting
import Scorecard

/// A forecast of a large history that goes on from what was kept of it: `headway forecast --state`.
///
/// What is written is the forecast of every series that the state keeps or the file adds. The new state takes the place of
/// the old one when all forecasts have been written, and not before.
struct StateForecast {
  /// The state.
  let path: String
  /// The file of the new rows, or for the first time of the whole history.
  let history: String
  let horizon: Int
  let levels: [IntervalLevel]
  let options: SharedOptions

  /// - Parameter other: An option with which there is no state.
  func run(_ choice: ModelChoice, besides other: String?) throws {
    if let other { throw fault(.option(other)) }
    guard let model = StateModel.allCases.first(where: { ModelChoice(name: $0.name) == choice }) else {
      throw fault(.option("--model \(choice.name)"))
    }
    let others = [history, options.output].compactMap(\.self)
    if path == "-" || others.contains(where: { $0 == path || FileReplacement.isSameFile($0, path) }) {
      throw fault(.sameFile(path: path))
    }
    let input = try HistoryInput.open(history, options)
    if let state = try open(model) {
      try go(on: state, input)
    } else {
      try begin(model, input)
    }
  }

  /// The state, where there is one.
  private func open(_ model: StateModel) throws -> StateFile? {
    let file: ByteInput
    do throws(IngestError) { file = try ByteInput(path: path) } catch {
      if case .fileNotFound = error { return nil }
      throw Failure(error.exitCode, error.message(in: options.chosenLanguage, file: path))
    }
    return try checked { () throws(StateError) in try StateFile(file, for: model) }
  }

  // MARK: The two ways

  private func go(on state: StateFile, _ input: ByteInput) throws {
    // Looked through as a whole before anything is written.
    if state.model == .line { _ = try checked { () throws(StateError) in try state.check() } }
    let rows = try newRows(input)
    guard rows.isStep == state.isStep else { throw failure(.otherAxis(isStep: state.isStep)) }
    let update = StateUpdate(state.model, rows: rows)
    let method = try method(update, state)
    let result = try write(method, state.model, isStep: state.isStep) { outputs in
      var frames = state.frames
      while case let some = try checked({ () throws(StateError) in try frames.next() }), !some.isEmpty {
        let csv = outputs.csv
        let parts = try checked { () throws(StateError) in
          try some.concurrentMap { frame throws(StateError) in
            var rows = StreamedForecastCSV.Rows(csv)
            return (part: try update.update(frame) { rows.append(&$0) }, csv: rows.buffer)
          }
        }
        try outputs.add(parts, progress: frames.progress)
      }
      try add(rows.others(than: outputs.taken), update, &outputs)
    }
    try tell(rows.leftOut(taken: result.taken, unreached: result.unreached))
  }

  private func begin(_ model: StateModel, _ input: ByteInput) throws {
    let update = StateUpdate(model)
    if var stream = try HistoryInput.stream(input, options), let method = try method(stream, model) {
      let result = try write(method, model, isStep: stream.isStep) { outputs in
        while let block = try checked({ () throws(IngestError) in try stream.next() }) {
          let csv = outputs.csv
          let parts = block.parts.concurrentMap { part in
            var rows = StreamedForecastCSV.Rows(csv)
            return (part: update.begin(block, part: part) { rows.append(&$0) }, csv: rows.buffer)
          }
          try outputs.add(parts, progress: stream.progress)
        }
      }
      tellBeginning(result.seriesCount)
      return try tell(stream.leftOut)
    }
    let rows = try newRows(input)
    let whole = StateUpdate(model, rows: rows)
    let method = try method(whole, nil)
    let result = try write(method, model, isStep: rows.isStep) { outputs in
      try add(rows.others(than: []), whole, &outputs)
    }
    tellBeginning(result.seriesCount)
    try tell(rows.leftOut(taken: [], unreached: result.unreached))
  }

  /// Adds series of the file that are not known.
  private func add(_ entries: [Int32], _ update: StateUpdate, _ outputs: inout StateOutputs) throws {
    for start in stride(from: 0, to: entries.count, by: Self.portion) {
      let end = min(start + Self.portion, entries.count)
      let chunks = stride(from: start, to: end, by: Self.chunk).map {
        entries[$0..<min($0 + Self.chunk, end)]
      }
      let csv = outputs.csv
      let parts = chunks.concurrentMap { chunk in
        var rows = StreamedForecastCSV.Rows(csv)
        return (part: update.begin(chunk) { rows.append(&$0) }, csv: rows.buffer)
      }
      try outputs.add(parts, progress: Double(end) / Double(entries.count))
    }
  }

  /// Series that are worked on by one worker, and at the same time.
  private static let chunk = 256, portion = 1 << 14

  // MARK: Reading

  private func newRows(_ input: ByteInput) throws -> NewRows {
    let line = ProgressLine(options)
    let rows = try checked { () throws(IngestError) in
      try line.during(.reading) { () throws(IngestError) in try NewRows(input) }
    }
    guard let rows else { throw fault(.notPlain(path: history)) }
    return rows
  }

  /// What forecasts a series of a stream without the others; `nil` where it must be read as a whole.
  private func method(_ stream: SeriesStream, _ model: StateModel) throws -> StreamedForecastCSV.Method? {
    try checked { () throws(IngestError) in
      switch model {
      case .line: return try stream.hasSeries(1) ? .line : nil
      case .patterns:
        guard try stream.hasSeries(SampledPatterns.fewestSeries) else { return nil }
        return try ProgressLine(options).during(.learning) { () throws(IngestError) in
          try stream.sample().flatMap { SampledPatterns($0.batch, steps: horizon) }.map { .patterns($0) }
        }
      }
    }
  }

  private func method(_ update: StateUpdate, _ state: StateFile?) throws -> StreamedForecastCSV.Method {
    if update.model == .line { return .line }
    let survey = try checked { () throws(StateError) in try update.survey(state) }
    if survey.count < SampledPatterns.fewestSeries {
      throw fault(.fewSeries(count: survey.count, needed: SampledPatterns.fewestSeries, path: history))
    }
    guard let patterns = SampledPatterns(survey.sample, steps: horizon) else {
      throw fault(.shortSeries(path: history))
    }
    return .patterns(patterns)
  }

  // MARK: Writing

  private func write(
    _ method: StreamedForecastCSV.Method, _ model: StateModel, isStep: Bool,
    _ body: (inout StateOutputs) throws -> Void
  ) throws -> StateOutputs {
    let csv = StreamedForecastCSV(method, horizon: horizon, levels: levels, isStep: isStep)
    var result: StateOutputs?
    do {
      try FileReplacement.write(to: path) { state in
        try options.writeOutput { forecasts in
          var outputs = StateOutputs(
            csv: csv, forecasts: forecasts, state: state, path: path, options,
            StateWriter(model, isStep: isStep))
          try forecasts.write(csv.header)
          try body(&outputs)
          try outputs.finish()
          result = outputs
        }
      }
    } catch let error as WriteError {
      throw Failure.cannotWrite(path, error, options.chosenLanguage)
    }
    // Set wherever nothing was thrown.
    return result!
  }

  // MARK: Telling

  private func tell(_ leftOut: IngestResult) throws {
    try HistoryInput(result: leftOut, name: history).finish(options)
  }

  private func tellBeginning(_ count: Int) {
    if options.quiet { return }
    let beginning = StateBeginning(path: path, history: history, seriesCount: count)
    StandardError.write(beginning.message(in: options.chosenLanguage))
  }

  private func fault(_ fault: StateOptionFault) -> Failure {
    Failure(.usage, fault.message(in: options.chosenLanguage))
  }

  private func failure(_ error: StateError) -> Failure {
    Failure(error.exitCode, error.message(in: options.chosenLanguage, file: path))
  }

  private func checked<Result>(_ body: () throws(StateError) -> Result) throws -> Result {
    do throws(StateError) { return try body() } catch { throw failure(error) }
  }

  private func checked<Result>(_ body: () throws(IngestError) -> Result) throws -> Result {
    do throws(IngestError) { return try body() } catch {
      throw Failure(error.exitCode, error.message(in: options.chosenLanguage, file: history))
    }
  }
}

/// Where forecasts and what is kept of series go, a few series at a time.
private struct StateOutputs {
  let csv: StreamedForecastCSV
  private let forecasts: ByteSink
  private let state: ByteSink
  private let path: String
  private let language: Language
  private var writer: StateWriter
  private let line: ProgressLine
  private let clock = ContinuousClock()
  private let start: ContinuousClock.Instant
  /// The series of the file that the state has.
  private(set) var taken: Set<Int32> = []
  private(set) var unreached = UnreachedRows()

  init(
    csv: StreamedForecastCSV, forecasts: ByteSink, state: ByteSink, path: String, _ options: SharedOptions,
    _ writer: StateWriter
  ) {
    (self.csv, self.forecasts, self.state, self.path, self.writer) = (csv, forecasts, state, path, writer)
    language = options.chosenLanguage
    line = ProgressLine(options)
    start = clock.now
  }

  var seriesCount: Int { writer.recordCount }

  mutating func add(_ parts: [(part: StateUpdate.Part, csv: CSVBuffer)], progress: Double) throws {
    for (part, csv) in parts {
      try forecasts.write(csv.bytes)
      writer.append(part.records)
      taken.formUnion(part.taken)
      unreached.add(part.unreached)
    }
    try writeState()
    line.show(
      StreamProgress(
        share: progress, rows: seriesCount, seconds: (clock.now - start) / .seconds(1)))
  }

  mutating func finish() throws {
    writer.finish()
    try writeState()
  }

  private mutating func writeState() throws {
    do throws(WriteError) { try state.write(writer.takeBytes()) } catch {
      throw Failure.cannotWrite(path, error, language)
    }
  }
}

extension StateError {
  /// The exit code that goes with the error.
  fileprivate var exitCode: Failure.Code {
    if case .file(let error) = self { error.exitCode } else { .badData }
  }
}
