import ArgumentParser
import Forecasting
import Foundation
import Reporting
import Scorecard

struct StoreForecastsCommand: ParsableCommand, ExemplifiedCommand {
  static let configuration = CommandConfiguration(
    commandName: "forecasts",
    abstract: "The forecasts that a store has kept, and what came of them.",
    usage: "headway store forecasts <store> [--id <number>] [--check] [<options>]",
    discussion: """
      headway forecast STORE --keep keeps one. With --id it is shown again, with --format csv as headway forecast wrote \
      it; --check compares it with what came since. What has changed since it was made says \
      headway forecast STORE --since last, or --since STORE#3.
      """)

  static let examples = [
    Example("Which ones there are:", "headway store forecasts scores.sqlite"),
    Example(
      "How good the latest was, as far as it is known:", "headway store forecasts scores.sqlite --check"),
    Example(
      "The first one again, as it was written:",
      "headway store forecasts scores.sqlite --id 1 --format csv"),
  ]

  @OptionGroup var argument: StoreArgument

  @Option(name: .long, help: ArgumentHelp("Show this one.", valueName: "number"))
  var id: Int?

  @Flag(
    name: .long,
    help: "Compare with what came: that of --id, by default the latest of which something has come.")
  var check = false

  @OptionGroup var options: FormatOptions

  func run() throws {
    try withFailures {
      let language = options.shared.chosenLanguage
      try options.shared.keepFromOutput(argument.store)
      if check {
        let (kept, review, history) = try argument.reading(options.shared) {
          (store, index) throws(StoreError) in
          let history = try store.read(index: index).history
          var found: (KeptForecast, ForecastReview)?
          var numbers = try store.forecasts().map(\.number)
          if let id { numbers = [id] }
          for number in numbers.reversed() {
            let kept = try store.forecast(number)
            let review = ForecastReview(kept.asEarlier, history: history)
            if found == nil || !review.outcomes.isEmpty { found = (kept, review) }
            if !review.outcomes.isEmpty { break }
          }
          guard let found else { throw .noForecast(nil, latest: nil) }
          return (found.0, found.1, history)
        }
        let report = ForecastReviewReport(review, of: kept.summary, history: history, language: language)
        try Output(options).write(document: report.document, rows: report.rows, json: report.json)
      } else if let id {
        let kept = try argument.reading(options.shared) { (store, _) throws(StoreError) in
          try store.forecast(id)
        }
        let report = KeptForecastReport(kept, language: language)
        try Output(options).write(document: report.document, rows: report.rows, json: report.json)
      } else {
        let (summaries, axis) = try argument.reading(options.shared) { (store, index) throws(StoreError) in
          (try store.forecasts(), try store.read(index: index).history.axis)
        }
        let report = KeptForecastList(summaries, store: argument.store, axis: axis, language: language)
        try Output(options).write(document: report.document, rows: report.rows, json: report.json)
      }
    }
  }
}

/// A forecast that goes into the store from which it was made.
enum ForecastKeeping {
  /// Keeps a forecast, and says on standard error which number it has.
  ///
  /// - Parameter store: The history as it was named: it must be a store.
  /// - Throws: ``Failure`` with the exit code of the contract.
  static func keep(
    _ forecast: ScorecardForecast, in store: String, model: ModelChoice, levels: [IntervalLevel],
    _ options: CommonOptions
  ) throws {
    let language = options.chosenLanguage
    let time = try Timestamp.current(language)
    let kept: (number: Int, isNew: Bool)
    do throws(StoreError) {
      kept = try HistoryStore(path: store).keep(
        forecast, model: model, levels: levels, time: time, version: Headway.configuration.version)
    } catch {
      throw Failure(error.exitCodeOfWriting, error.message(in: language, file: store))
    }
    if !options.quiet {
      StandardError.write(
        KeptNotice(number: kept.number, isNew: kept.isNew).message(in: language, store: store))
    }
  }

  /// Refuses to keep the forecast of a history that is no store, before anything is forecast.
  static func checkStore(_ path: String, _ options: CommonOptions) throws {
    let input = try HistoryInput.open(path, options.shared)
    guard (try? input.isDatabase) == true, path != "-" else {
      let fault = CommandFault.notAStore(path: path, option: "--keep")
      throw Failure(.usage, fault.message(in: options.chosenLanguage))
    }
  }
}

/// How an option names a forecast that was kept: `last` of the history's own store, or `STORE#3`, `STORE#last`.
struct KeptReference {
  let store: String
  /// `nil` for the latest.
  let number: Int?

  init?(_ text: String, history: String) {
    if FileManager.default.fileExists(atPath: text) { return nil }
    if text == "last" {
      (store, number) = (history, nil)
      return
    }
    guard let mark = text.lastIndex(of: "#") else { return nil }
    let name = String(text[text.index(after: mark)...])
    guard name == "last" || Int(name) != nil else { return nil }
    store = mark == text.startIndex ? history : String(text[..<mark])
    number = Int(name)
  }

  /// Reads the forecast.
  ///
  /// - Throws: ``Failure`` with the exit code of the contract.
  func read(_ options: CommonOptions) throws -> EarlierInput {
    do throws(StoreError) {
      let kept = try HistoryStore(path: store).forecast(number)
      return EarlierInput(earlier: kept.asEarlier, name: "\(store)#\(kept.summary.number)")
    } catch {
      throw Failure(error.exitCode, error.message(in: options.chosenLanguage, file: store))
    }
  }
}
