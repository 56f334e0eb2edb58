import ArgumentParser
import Foundation
import Reporting
import Scorecard

/// The store of weeks.
struct StoreCommand: ParsableCommand, ExemplifiedCommand {
  static let configuration = CommandConfiguration(
    commandName: "store",
    abstract: "One file that keeps every week: scores as first seen and as corrected, with time and source.",
    discussion: """
      A store grows by import and is a HISTORY for every other command. Imports are all or nothing; the same file twice \
      adds nothing. Times are UTC.
      """,
    subcommands: [
      StoreImportCommand.self, StoreLogCommand.self, StoreShowCommand.self, StoreForecastsCommand.self,
      StoreExcludeCommand.self, StoreSetCommand.self, StoreOverridesCommand.self, StoreWithdrawCommand.self,
    ])

  static let examples = [
    Example("This week's file goes into the store:", "headway store import scores.sqlite history.csv"),
    Example("What came when, and what was corrected:", "headway store log scores.sqlite"),
    Example("A store is a history:", "headway forecast scores.sqlite --keep"),
  ]
}

struct StoreImportCommand: ParsableCommand, ExemplifiedCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Add files to a store, which is made where there is none.",
    usage: "headway store import <store> <file> ... [--time <time>] [<options>]",
    discussion: """
      A score for a day that has none is new; another score for it is a correction, and both are kept. Either all files \
      are imported or none. A store belongs to one index, the first import's.
      """)

  static let examples = [
    Example("This week's file:", "headway store import scores.sqlite history.csv"),
    Example(
      "A file of an earlier week, with the day when it was known:",
      "headway store import old.sqlite history.csv --time 2025-11-18"),
  ]

  @Argument(
    help: "The store, a file such as scores.sqlite.", completion: .file(extensions: ["sqlite", "db"]))
  var store: String

  @Argument(
    help: ArgumentHelp("History files; - is standard input.", valueName: "file"),
    completion: NameCompletion.histories)
  var files: [String]

  @Option(
    name: .long,
    help: ArgumentHelp(
      """
      When the files were known, for files of earlier weeks: a date, or a time such as 2025-11-18T09:30Z; by default now. \
      Not before an earlier import.
      """, valueName: "time"))
  var time: String?

  @OptionGroup var options: FormatOptions

  func run() throws {
    try withFailures {
      let language = options.shared.chosenLanguage
      try options.shared.keepFromOutput(store)
      for file in files { try options.shared.keepFromOutput(file) }
      // A store that is there has an index of its own.
      let isKnown = FileManager.default.fileExists(atPath: store)
      let isNamed = (isKnown ? options.shared.askedIndex : options.shared.index) != nil
      let index = try isNamed ? options.shared.chosenIndex() : nil
      let time = try time.map {
        try Timestamp.option($0, "--time", language) { Timestamp(startOf: $0) }
      }
      let now = try Timestamp.current(language)
      let report: StoreImport
      do throws(StoreImportError) {
        report = try ProgressLine(options.shared).during(.importing) { () throws(StoreImportError) in
          try HistoryStore(path: store).add(
            files, index: index, time: time, now: now, version: Headway.configuration.version)
        }
      } catch {
        throw Failure(error.exitCode, error.message(in: language, store: store))
      }
      let text = StoreImportReport(report, store: store, language: language)
      try Output(options).write(document: text.document, rows: text.rows, json: text.json)
      guard report.isPartial else { return }
      if !options.shared.quiet {
        for line in report.notices(in: language) { StandardError.write(line) }
      }
      throw ExitCode(Failure.Code.partial.rawValue)
    }
  }
}

struct StoreLogCommand: ParsableCommand, ExemplifiedCommand {
  static let configuration = CommandConfiguration(
    commandName: "log", abstract: "What came into a store and when, and every correction.",
    usage: "headway store log <store> [<options>]")

  static let examples = [
    Example("Imports and the latest corrections:", "headway store log scores.sqlite"),
    Example(
      "All of them, for a spreadsheet:", "headway store log scores.sqlite --format csv --output log.csv"),
  ]

  @OptionGroup var argument: StoreArgument
  @OptionGroup var options: FormatOptions

  func run() throws {
    try withFailures {
      try options.shared.keepFromOutput(argument.store)
      let log = try argument.reading(options.shared) { (store, index) throws(StoreError) in
        try store.log(index: index)
      }
      let report = StoreLogReport(log, store: argument.store, language: options.shared.chosenLanguage)
      try Output(options).write(document: report.document, rows: report.rows, json: report.json)
    }
  }
}

struct StoreShowCommand: ParsableCommand, ExemplifiedCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "The scores of a store; with --format csv a history file again.",
    usage: "headway store show <store> [--replaced] [--reported] [<options>]")

  static let examples = [
    Example(
      "A history file up to a day:",
      """
      headway store show scores.sqlite --as-of 2025-11-10 --format csv \\
          --output known.csv
      """),
    Example("Scores that were corrected as well:", "headway store show scores.sqlite --replaced"),
  ]

  @OptionGroup var argument: StoreArgument

  @Flag(name: .long, help: "The scores as they were reported, without the store's overrides.")
  var reported = false

  @Flag(name: .long, help: "Also the scores that were replaced, each before the one that replaced it.")
  var replaced = false

  @OptionGroup var options: CommonOptions

  func run() throws {
    try withFailures {
      // It must be a store, and not any history.
      _ = try argument.reading(options.shared) { (store, index) throws(StoreError) in try store.check() }
      let history = try HistoryInput.read(argument.asHistory, options, isReported: reported)
      let listing = HistoryListing(history.history, showsReplaced: replaced, language: options.chosenLanguage)
      try Output(options: options).write(document: listing.document, rows: listing.rows, json: listing.json)
      try history.finish(options)
    }
  }
}

/// The argument that names a store.
struct StoreArgument: ParsableArguments {
  @Argument(
    help: "The store, a file that store import made.", completion: .file(extensions: ["sqlite", "db"]))
  var store: String

  /// Asks the store something.
  ///
  /// - Throws: ``Failure`` with the exit code of the contract.
  func reading<Value>(
    _ options: SharedOptions, writes: Bool = false,
    _ question: (HistoryStore, IndexDefinition?) throws(StoreError) -> Value
  ) throws -> Value {
    let index = try options.askedIndex.map { _ in try options.chosenIndex() }
    do throws(StoreError) {
      return try question(HistoryStore(path: store), index)
    } catch {
      let code = writes ? error.exitCodeOfWriting : error.exitCode
      throw Failure(code, error.message(in: options.chosenLanguage, file: store))
    }
  }

  /// The store as the history of a command.
  var asHistory: HistoryArgument {
    var argument = HistoryArgument()
    argument.history = store
    return argument
  }
}

extension StoreImportError {
  /// The exit code that goes with the error.
  var exitCode: Failure.Code {
    switch self {
    case .store(let error): error.exitCodeOfWriting
    case .file(_, let error): error.exitCode
    case .otherKind: .badData
    case .timeBefore: .usage
    }
  }
}
