import ArgumentParser
import Forecasting
import Foundation
import Planning
import Reporting
import Scorecard

/// A history as read for a command, with what is to be said about it.
struct HistoryInput {
  let result: IngestResult
  let name: String

  var history: History { result.history }

  /// Reads the history that the options name.
  ///
  /// - Throws: ``Failure`` with the exit code of the contract.
  static func read(
    _ argument: HistoryArgument, _ options: CommonOptions, isReported: Bool = false
  ) throws -> HistoryInput {
    try read(path: argument.history, options, isReported: isReported)
  }

  /// Reads a history.
  ///
  /// - Parameters:
  ///   - input: The file, where it is open already.
  ///   - isReported: Whether the overrides of a store are passed over.
  /// - Throws: ``Failure`` with the exit code of the contract.
  static func read(
    path: String, _ options: CommonOptions, input: ByteInput? = nil, isReported: Bool = false
  ) throws -> HistoryInput {
    let language = options.chosenLanguage
    let input = if let input { input } else { try open(path, options.shared) }
    // A store has an index of its own.
    let isNamed = try (input.isDatabase ? options.shared.askedIndex : options.index) != nil
    let index = try isNamed ? options.shared.chosenIndex() : nil
    let result: IngestResult
    let line = ProgressLine(options.shared)
    do {
      let moment = try knownOn(options, input)
      if moment != nil || isReported {
        do throws(StoreError) {
          result = try HistoryStore(path: path).read(
            index: index, knownOn: moment, isReported: isReported)
        } catch {
          throw IngestError.store(error)
        }
      } else {
        result = try line.during(.reading) { () throws(IngestError) in
          try HistoryReader.read(input, index: index)
        }
      }
    } catch let error as IngestError {
      throw Failure(error.exitCode, error.message(in: language, file: path))
    }
    // And decisions of its own.
    let overrides = try input.isDatabase ? options.askedOverrides : options.overrides
    let overridden = try override(result, by: overrides, options, name: path)
    return HistoryInput(
      result: try cut(overridden, options.asOf, language, name: path), name: path)
  }

  /// The history after what the file of `--overrides` says.
  private static func override(
    _ result: IngestResult, by file: String?, _ options: CommonOptions, name: String
  ) throws -> IngestResult {
    guard let file else { return result }
    let language = options.chosenLanguage
    try options.shared.keepFromOutput(file)
    let yaml = try TextFile.read(file, language)
    let overrides: [HistoryOverride]
    do throws(OverrideFileError) {
      overrides = try HistoryOverride.list(
        yaml: yaml, file: file, index: result.history.index, axis: result.history.axis)
    } catch {
      throw Failure(.badData, error.message(in: language, file: file))
    }
    do throws(OverrideError) { return try result.applying(overrides) } catch {
      throw Failure(.badData, error.message(in: language, file: name))
    }
  }

  /// The moment of `--known-on`, which only a store can tell of.
  private static func knownOn(_ options: CommonOptions, _ input: ByteInput) throws -> Timestamp? {
    guard let text = options.knownOn else { return nil }
    guard try input.isDatabase else {
      throw Failure(
        .usage,
        CommandFault.notAStore(path: input.path, option: "--known-on").message(in: options.chosenLanguage))
    }
    return try Timestamp.option(text, "--known-on", options.chosenLanguage) { Timestamp(endOf: $0) }
  }

  /// Opens the history that the options name.
  static func open(_ path: String, _ options: SharedOptions) throws -> ByteInput {
    try options.keepFromOutput(path)
    do throws(IngestError) { return try ByteInput(path: path) } catch {
      throw Failure(error.exitCode, error.message(in: options.chosenLanguage, file: path))
    }
  }

  /// The rows of a file of JSON lines as CSV, any other file as it is: for more than one reading.
  static func rows(_ input: ByteInput, _ options: SharedOptions) throws -> ByteInput {
    let index = try options.chosenIndex()
    do throws(IngestError) { return try input.rows(index: index) } catch {
      throw Failure(error.exitCode, error.message(in: options.chosenLanguage, file: input.path))
    }
  }

  /// The series of a file one after the other, where it is such a file.
  static func stream(_ input: ByteInput, _ options: SharedOptions) throws -> SeriesStream? {
    let line = ProgressLine(options)
    do throws(IngestError) {
      return try SeriesStream(input) { line.show(PartingProgress(share: $0)) }
    } catch {
      throw Failure(error.exitCode, error.message(in: options.chosenLanguage, file: input.path))
    }
  }

  private static func cut(
    _ result: IngestResult, _ asOf: String?, _ language: Language, name: String
  ) throws -> IngestResult {
    guard let asOf else { return result }
    let day: Day
    if result.history.axis == .steps, let step = Int(asOf) {
      day = Day(ordinal: 7 * step)
    } else {
      switch Day.parse(asOf) {
      case .success(let parsed): day = parsed
      case .failure(let error):
        throw Failure(.usage, CommandFault.notADate(asOf, error).message(in: language))
      }
    }
    let cut = result.upTo(day)
    guard cut.history.latestDay != nil else {
      throw Failure(.badData, CommandFault.nothingUpTo(asOf, file: name).message(in: language))
    }
    return cut
  }

  /// Tells on standard error what was left out, and ends with the exit code for a result in part.
  ///
  /// - Parameter others: what was left out of another file.
  func finish(_ options: CommonOptions, besides others: [String]? = nil) throws {
    // Rows have no place for it.
    if options.format.rows != nil && !options.quiet {
      for line in result.overrideNotices(in: options.chosenLanguage) { StandardError.write(line) }
    }
    try finish(options.shared, besides: others)
  }

  /// Tells on standard error what was left out, and ends with the exit code for a result in part.
  func finish(_ options: SharedOptions, besides others: [String]? = nil) throws {
    let others = others ?? []
    guard result.isPartial || !others.isEmpty else { return }
    if !options.quiet {
      for line in result.notices(in: options.chosenLanguage, file: name) + others {
        StandardError.write(line)
      }
    }
    throw ExitCode(Failure.Code.partial.rawValue)
  }

  /// The position of a unit named on the command line.
  func unit(named name: String, _ language: Language) throws -> Int {
    if let unit = history.unit(named: name) { return unit }
    let suggestions = history.suggestions(for: name).map { history.units[$0].name }
    throw Failure(
      .usage,
      PlanError.unknownUnit(name, suggestions: suggestions).message(in: language))
  }
}

extension Timestamp {
  /// The moment that an option names: itself, or one of the day that it names.
  ///
  /// - Throws: ``Failure`` for what is neither.
  static func option(
    _ text: String, _ option: String, _ language: Language, of moment: (Day) -> Timestamp
  ) throws -> Timestamp {
    if let moment = Timestamp.parse(text) { return moment }
    switch Day.parse(text) {
    case .success(let day): return moment(day)
    case .failure(let error):
      throw Failure(.usage, CommandFault.notADate(text, error, option: option).message(in: language))
    }
  }

  /// The time of what is done now: that of the clock, or of $HEADWAY_TIME.
  static func current(_ language: Language) throws -> Timestamp {
    guard let text = ProcessInfo.processInfo.environment["HEADWAY_TIME"], !text.isEmpty else { return .now }
    return try option(text, "HEADWAY_TIME", language) { Timestamp(startOf: $0) }
  }
}

extension SharedOptions {
  /// The index definition of `--index`, or that of Decision 766.
  ///
  /// - Throws: ``Failure`` with the exit code of the contract.
  func chosenIndex() throws -> IndexDefinition {
    guard let index else { return .decision766 }
    try keepFromOutput(index)
    let yaml = try TextFile.read(index, chosenLanguage)
    do throws(IndexDefinitionError) {
      return try IndexDefinition(yaml: yaml)
    } catch {
      throw Failure(.badData, error.message(in: chosenLanguage, file: index))
    }
  }
}

/// An earlier forecast as read for a command, from a file or a store.
struct EarlierInput {
  let earlier: EarlierForecast
  let name: String

  /// Reads the forecast that an option names.
  ///
  /// - Throws: ``Failure`` with the exit code of the contract.
  static func read(_ path: String, for input: HistoryInput, _ options: CommonOptions) throws -> EarlierInput {
    if let kept = KeptReference(path, history: input.name) { return try kept.read(options) }
    let history = input.history
    try options.keepFromOutput(path)
    do throws(ForecastFileError) {
      return EarlierInput(earlier: try ForecastFileReader.read(path: path, for: history), name: path)
    } catch {
      throw Failure(
        error.exitCode, error.message(in: options.chosenLanguage, file: path, axis: history.axis))
    }
  }

  /// The latest forecast that a store keeps from before a day; `nil` where there is none, and for other histories.
  ///
  /// - Throws: ``Failure`` with the exit code of the contract.
  static func kept(in path: String, before origin: Day, _ options: CommonOptions) throws -> EarlierInput? {
    guard path != "-", (try? ByteInput(path: path).isDatabase) == true else { return nil }
    do throws(StoreError) {
      let store = HistoryStore(path: path)
      guard let latest = try store.forecasts().last(where: { $0.origin < origin }) else { return nil }
      return EarlierInput(
        earlier: try store.forecast(latest.number).asEarlier, name: "\(path)#\(latest.number)")
    } catch {
      throw Failure(error.exitCode, error.message(in: options.chosenLanguage, file: path))
    }
  }

  /// A review with what came of the forecast.
  ///
  /// - Throws: ``Failure`` where the two forecasts cannot be compared.
  func hindsight(of review: WeeklyReview, _ options: CommonOptions) throws -> WeeklyReview {
    do throws(ForecastFileError) { return try review.since(earlier) } catch {
      throw Failure(
        error.exitCode,
        error.message(in: options.chosenLanguage, file: name, axis: review.history.axis))
    }
  }

  /// What changed since then.
  ///
  /// - Throws: ``Failure`` where the two forecasts cannot be compared.
  func revision(
    to forecast: ScorecardForecast, forecaster: Forecaster, units: Set<Int>?, _ options: CommonOptions
  ) throws -> ForecastRevision {
    do throws(ForecastFileError) {
      return try ForecastRevision(from: earlier, to: forecast, forecaster: forecaster, units: units)
    } catch {
      throw Failure(
        error.exitCode,
        error.message(in: options.chosenLanguage, file: name, axis: forecast.history.axis))
    }
  }

  /// What was left out, a line each.
  func notices(_ options: CommonOptions) -> [String] {
    earlier.notices(in: options.chosenLanguage, file: name)
  }
}
