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
    name: .customLong("index"),
    help: ArgumentHelp(
      "The index definition, a YAML file; by default that of Decision 766.", valueName: "file"),
    completion: NameCompletion.yaml)
  var askedIndex: String?

  @Option(
    name: .long,
    help: ArgumentHelp("Write to this file instead of standard output.", valueName: "file"),
    completion: .file())
  var output: String?

  @Option(
    name: .customLong("language"),
    help: "Words and numbers in Vietnamese (vi) or English (en); by default English.")
  var askedLanguage: Language?

  @Flag(
    name: .customLong("quiet"), inversion: .prefixedNo,
    help: "No progress and no list of what was left out on standard error; the exit code still tells.")
  var askedQuiet: Bool?

  var index: String? { askedIndex ?? CurrentSettings.settings.index.value }
  var quiet: Bool { askedQuiet ?? CurrentSettings.settings.quiet.value }

  /// Tells what is wrong with settings before anything is done.
  func validate() throws {
    if case .failure(let fault) = CurrentSettings.result { throw fault.failure(askedLanguage).told }
  }

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

  var chosenLanguage: Language { askedLanguage ?? CurrentSettings.settings.language.value }
}

/// How a result is written.
struct FormatOptions: ParsableArguments {
  @Option(
    name: .customLong("format"),
    help: ArgumentHelp(
      "How to write the result: ndjson has the rows of csv as a JSON object on each line; by default text.",
      valueName: "format"))
  var chosenFormat: OutputFormat?

  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp(
      "The width of text, in columns; by default that of the terminal, else 80.", valueName: "columns"))
  var width: Int?

  @Flag(
    name: .customLong("color"), inversion: .prefixedNo,
    help: "Colours on a terminal, or none; by default colours, unless $NO_COLOR is set.")
  var askedColor: Bool?

  @OptionGroup var shared: SharedOptions

  var format: OutputFormat { chosenFormat ?? .text }
  var color: Bool { askedColor ?? CurrentSettings.settings.color.value }

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
    name: .customLong("overrides"),
    help: ArgumentHelp(
      "Leave scores out, or put others in their place, as this file says: with author and reason, told in every result.",
      valueName: "file"),
    completion: NameCompletion.yaml)
  var askedOverrides: String?

  var overrides: String? { askedOverrides ?? CurrentSettings.settings.overrides.value }

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
    name: .customLong("levels"), parsing: .unconditional,
    help: ArgumentHelp("Prediction intervals in percent; by default 80,95.", valueName: "percent,…"))
  var askedLevels: String?

  @Option(
    name: .customLong("seed"), parsing: .unconditional,
    help:
      "Selects the random numbers: the same seed gives the same result, byte for byte; by default 1."
  )
  var askedSeed: UInt64?

  var seed: UInt64 { askedSeed ?? CurrentSettings.settings.seed.value }

  func validate() throws { _ = try chosenLevels() }

  func chosenLevels() throws -> [IntervalLevel] { try IntervalLevel.chosen(askedLevels) }
}

/// How far a command looks ahead.
struct WeeksOption: ParsableArguments {
  @Option(
    name: .customLong("weeks"), parsing: .unconditional,
    help: ArgumentHelp("Weeks ahead; by default 4.", valueName: "count"))
  var askedWeeks: Int?

  var weeks: Int { askedWeeks ?? CurrentSettings.settings.weeks.value }

  func validate() throws {
    let range = Settings.weekRange
    if let askedWeeks, !range.contains(askedWeeks) {
      throw ValidationError("--weeks is \(askedWeeks); use \(range.lowerBound) to \(range.upperBound).")
    }
  }
}

/// Options of commands that forecast.
struct ForecastOptions: ParsableArguments {
  @OptionGroup var horizon: WeeksOption
  @OptionGroup var uncertainty: UncertaintyOptions

  @Option(
    name: .customLong("model"),
    help: ArgumentHelp("The model: \(ModelChoice.listed)", valueName: "name"),
    completion: .list(ModelChoice.names))
  var askedModel: String?

  var askedWeeks: Int? { horizon.askedWeeks }
  var weeks: Int { horizon.weeks }

  func validate() throws { _ = try chosenModel() }

  func chosenModel() throws -> ModelChoice {
    try askedModel.map(ModelChoice.named) ?? CurrentSettings.settings.model.value
  }
}

extension IntervalLevel {
  /// The levels that `--levels` names, or those that are settled.
  static func chosen(_ asked: String?) throws -> [IntervalLevel] {
    guard let asked else { return CurrentSettings.settings.levels.value }
    guard let levels = list(asked) else {
      throw ValidationError(
        "--levels is “\(asked)”; use percentages between 0 and 100, such as 80,95.")
    }
    return levels
  }
}

extension ModelChoice {
  /// All names, as part of a sentence.
  static var listed: String {
    let families = ModelFamily.allCases.map(\.rawValue).joined(separator: ", ")
    return
      "auto, combination, or a kind of trend: \(families); by default auto. What they are says headway help forecast."
  }

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
      The history: a CSV or Excel (.xlsx) file, a file with a JSON object on each line, - for standard input, or a store.
      """,
      valueName: "history"),
    completion: NameCompletion.histories)
  var history: String
}
