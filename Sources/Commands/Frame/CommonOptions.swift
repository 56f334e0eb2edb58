import ArgumentParser
import Forecasting
import Foundation
import NumericCore
import Reporting
import Scorecard

/// How results are written.
enum OutputFormat: String, CaseIterable, ExpressibleByArgument {
  case text
  case csv
  case json
  case ndjson

  /// How rows are written, where the format is one of rows.
  var rows: RowFormat? {
    switch self {
    case .csv: .csv
    case .ndjson: .ndjson
    case .text, .json: nil
    }
  }
}

extension RowFormat: ExpressibleByArgument {}

extension Language: ExpressibleByArgument {}

/// Options that every command has.
struct SharedOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "The index definition, a YAML file; by default that of Decision 766.", valueName: "file"))
  var index: String?

  @Option(
    name: .long,
    help: ArgumentHelp("Write to this file instead of standard output.", valueName: "file"))
  var output: String?

  @Option(
    name: .long,
    help: "Words and numbers in Vietnamese (vi) or English (en); by default $HEADWAY_LANGUAGE or en.")
  var language: Language?

  @Flag(
    name: .long,
    help: "No progress and no list of what was left out on standard error; the exit code still tells.")
  var quiet = false

  /// Refuses to let the result take the place of a file that is read.
  func keepFromOutput(_ input: String) throws {
    guard let output, FileReplacement.isSameFile(input, output) else { return }
    throw Failure(.usage, CommandFault.outputIsInput(path: output).message(in: chosenLanguage))
  }

  /// Refuses to begin what fits models where the library for it is missing.
  func requireLinearAlgebra() throws {
    guard LinearAlgebra.isInstalled else {
      throw Failure(.failed, CommandFault.linearAlgebraMissing.message(in: chosenLanguage))
    }
  }

  /// Flag over environment over default.
  var chosenLanguage: Language {
    language ?? ProcessInfo.processInfo.environment["HEADWAY_LANGUAGE"].flatMap(Language.init(rawValue:))
      ?? .en
  }
}

/// How a result is written.
struct FormatOptions: ParsableArguments {
  @Option(
    name: .customLong("format"),
    help: ArgumentHelp(
      "How to write the result: text, csv, json, or ndjson, the rows of csv as a JSON object on each line; by default text.",
      valueName: "format"))
  var chosenFormat: OutputFormat?

  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp(
      "The width of text, in columns; by default that of the terminal, else 80.", valueName: "columns"))
  var width: Int?

  @Flag(name: .customLong("no-color"), help: "No colour, also on a terminal.")
  var noColor = false

  @OptionGroup var shared: SharedOptions

  var format: OutputFormat { chosenFormat ?? .text }

  func validate() throws {
    if let width, !(20...1000).contains(width) {
      throw ValidationError("--width is \(width); use 20 to 1000 columns.")
    }
  }
}

/// Options of every command that reads a history and reports.
struct CommonOptions: ParsableArguments {
  @Option(
    name: .customLong("as-of"),
    help: ArgumentHelp("Use nothing later than this day (2025-11-17 or 17/11/2025).", valueName: "date"))
  var asOf: String?

  @Option(
    name: .customLong("known-on"),
    help: ArgumentHelp(
      "Of a store, use what was known on this day, or at this time (2025-11-18T09:30Z): scores before later corrections.",
      valueName: "date"))
  var knownOn: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Leave scores out, or put others in their place, as this file says: with author and reason, told in every result.",
      valueName: "file.yml"))
  var overrides: String?

  @OptionGroup var writing: FormatOptions

  var chosenFormat: OutputFormat? {
    get { writing.chosenFormat }
    set { writing.chosenFormat = newValue }
  }
  var format: OutputFormat { writing.format }
  var shared: SharedOptions { writing.shared }
  var index: String? { shared.index }
  var output: String? { shared.output }
  var quiet: Bool { shared.quiet }
  var chosenLanguage: Language { shared.chosenLanguage }

  /// Refuses to let the result take the place of a file that is read.
  func keepFromOutput(_ input: String) throws { try shared.keepFromOutput(input) }
}

/// How uncertainty is drawn and shown.
struct UncertaintyOptions: ParsableArguments {
  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp("Prediction intervals in percent, such as 80,95.", valueName: "percent,…"))
  var levels: String = "80,95"

  @Option(
    name: .long, parsing: .unconditional,
    help: "Selects the random numbers: the same seed gives the same result, byte for byte.")
  var seed: UInt64 = 1

  func validate() throws { _ = try chosenLevels() }

  func chosenLevels() throws -> [IntervalLevel] { try IntervalLevel.list(levels) }
}

/// Options of commands that forecast.
struct ForecastOptions: ParsableArguments {
  @Option(name: .long, parsing: .unconditional, help: "Weeks ahead; by default 4.")
  var weeks: Int?

  @OptionGroup var uncertainty: UncertaintyOptions

  @Option(name: .long, help: ArgumentHelp("The model: \(ModelChoice.explained)", valueName: "name"))
  var model: String = "auto"

  func validate() throws {
    if let weeks, !(1...Self.mostWeeks).contains(weeks) {
      throw ValidationError("--weeks is \(weeks); use 1 to \(Self.mostWeeks).")
    }
    _ = try chosenModel()
  }

  /// A year and a half: beyond, no weekly history says anything.
  static let mostWeeks = EarlierForecast.mostWeeks

  func chosenModel() throws -> ModelChoice { try ModelChoice.named(model) }
}

extension IntervalLevel {
  /// The levels that `--levels` names, in ascending order.
  static func list(_ text: String) throws -> [IntervalLevel] {
    let levels = text.split(separator: ",", omittingEmptySubsequences: false).map {
      Double($0.trimmingCharacters(in: .whitespaces)).flatMap(IntervalLevel.init(percent:))
    }
    guard !levels.isEmpty, levels.allSatisfy({ $0 != nil }) else {
      throw ValidationError(
        "--levels is “\(text)”; use percentages between 0 and 100, such as 80,95.")
    }
    return Array(Set(levels.compactMap(\.self))).sorted()
  }
}

extension ModelChoice {
  /// All names and what they stand for, as part of a sentence.
  static var explained: String {
    let families = ModelFamily.allCases.map { "\($0.rawValue) (\($0.name(in: .en)))" }
    return """
      auto, patterns that all series share; combination, the trends of each series by itself, combined by their \
      past errors; or one kind of trend: \(families.joined(separator: ", ")).
      """
  }

  /// The model that `--model` names.
  static func named(_ name: String) throws -> ModelChoice {
    guard let choice = ModelChoice(name: name) else {
      throw ValidationError(
        "--model is “\(name)”; use one of \(ModelChoice.names.joined(separator: ", ")).")
    }
    return choice
  }
}

/// The argument that names the history.
struct HistoryArgument: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      """
      The history: a CSV or Excel (.xlsx) file, a file of JSON objects on a line each, - for standard input, or a store.
      """,
      valueName: "history"))
  var history: String
}
