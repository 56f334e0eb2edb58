import ArgumentParser
import Reporting
import Scorecard

struct StoreExcludeCommand: ParsableCommand, ExemplifiedCommand {
  static let configuration = CommandConfiguration(
    commandName: "exclude",
    abstract: "Leave scores out by decision, with author and reason.",
    usage: "headway store exclude <store> --unit <name> --week <week> [<options>]",
    discussion: """
      What was imported stays in the store; every result tells of the decision. store withdraw takes it back.
      """)

  static let examples = [
    Example(
      "What a unit reported in a week:",
      """
      headway store exclude scores.sqlite --unit "Sở Nội vụ" --week 2025-W46 \\
          --author "Nguyễn Văn An" --reason "lỗi đồng bộ"
      """),
    Example(
      "One component of all communes on a day:",
      """
      headway store exclude scores.sqlite --all --level commune --day 17/11/2025 \\
          --indicator satisfaction --author "Nguyễn Văn An" --reason "chưa khảo sát"
      """),
  ]

  @OptionGroup var argument: StoreArgument

  @Option(
    name: .long, help: ArgumentHelp("The unit.", valueName: "name"), completion: NameCompletion.units)
  var unit: String?

  @Flag(name: .long, help: "All units.")
  var all = false

  @Option(
    name: .long, help: ArgumentHelp("Of all units, those of a level.", valueName: "level"),
    completion: NameCompletion.levels)
  var level: String?

  @Option(
    name: .long,
    help: ArgumentHelp("Only this indicator: a component or total.", valueName: "indicator"),
    completion: NameCompletion.components)
  var indicator: String?

  @Option(
    name: .long, help: ArgumentHelp("The day, or the step of series that count steps.", valueName: "date"))
  var day: String?

  @Option(name: .long, help: ArgumentHelp("The week from Monday to Sunday, as 2025-W42.", valueName: "week"))
  var week: String?

  @Option(name: .long, help: ArgumentHelp("The first of several days.", valueName: "date"))
  var from: String?

  @Option(name: .long, help: ArgumentHelp("The last of several days.", valueName: "date"))
  var to: String?

  @OptionGroup var grounds: DecisionOptions
  @OptionGroup var options: FormatOptions

  func validate() throws {
    if all == (unit != nil) { throw ValidationError("Use either --unit or --all.") }
    if level != nil && !all { throw ValidationError("--level goes with --all.") }
    try grounds.check()
  }

  func run() throws {
    try withFailures {
      let decision = try StoreDecision(argument, options)
      let days = try decision.days(day: day, week: week, from: from, to: to)
      let subject: HistoryOverride.Subject =
        unit.map { .unit($0) } ?? .all(level.flatMap { Level(parsing: $0) })
      try decision.add(
        HistoryOverride(
          .exclude, subject, indicator: try indicator.map(decision.indicator(named:)), days: days,
          author: grounds.author, reason: grounds.reason))
    }
  }
}

struct StoreSetCommand: ParsableCommand, ExemplifiedCommand {
  static let configuration = CommandConfiguration(
    commandName: "set",
    abstract: "Put a score in the place of what was reported, by decision, with author and reason.",
    usage: "headway store set <store> --unit <name> --day <date> --score <score> …",
    discussion: """
      What was imported stays in the store; every result tells of the decision. store withdraw takes it back. A score \
      that the source itself has corrected is imported instead.
      """)

  static let examples = [
    Example(
      "The total of a unit on a day:",
      """
      headway store set scores.sqlite --unit "Bắc Ninh" --day 17/11/2025 \\
          --indicator total --score 92,35 --author An --reason "công văn 12"
      """),
    Example(
      "A component, by its name:",
      """
      headway store set scores.sqlite --unit "Bắc Ninh" --day 17/11/2025 \\
          --indicator "Số hóa hồ sơ" --score 21,0 --author An --reason "nhập sai"
      """),
  ]

  @OptionGroup var argument: StoreArgument

  @Option(
    name: .long, help: ArgumentHelp("The unit.", valueName: "name"), completion: NameCompletion.units)
  var unit: String

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The indicator: a component or total; plain series have none.", valueName: "indicator"),
    completion: NameCompletion.components)
  var indicator: String?

  @Option(
    name: .long, help: ArgumentHelp("The day, or the step of series that count steps.", valueName: "date"))
  var day: String

  @Option(
    name: .long, parsing: .unconditional, help: ArgumentHelp("The score, in points.", valueName: "score"))
  var score: String

  @OptionGroup var grounds: DecisionOptions
  @OptionGroup var options: FormatOptions

  func validate() throws {
    if OverrideScore.read(score) == nil { throw ValidationError("--score \(score) is not a number.") }
    try grounds.check()
  }

  func run() throws {
    try withFailures {
      let decision = try StoreDecision(argument, options)
      let days = try decision.days(day: day)
      try decision.add(
        HistoryOverride(
          .set(OverrideScore.read(score) ?? 0), .unit(unit),
          indicator: try decision.indicator(toSet: indicator), days: days, author: grounds.author,
          reason: grounds.reason))
    }
  }
}

struct StoreOverridesCommand: ParsableCommand, ExemplifiedCommand {
  static let configuration = CommandConfiguration(
    commandName: "overrides", abstract: "What was decided about scores of a store, by whom and why.",
    usage: "headway store overrides <store> [<options>]")

  static let examples = [
    Example("All decisions:", "headway store overrides scores.sqlite"),
    Example(
      "For a spreadsheet:", "headway store overrides scores.sqlite --format csv --output decisions.csv"),
  ]

  @OptionGroup var argument: StoreArgument
  @OptionGroup var options: FormatOptions

  func run() throws {
    try withFailures {
      try options.shared.keepFromOutput(argument.store)
      let (overrides, history) = try argument.reading(options.shared) { (store, index) throws(StoreError) in
        (try store.overrides(index: index), try store.read(index: index).history)
      }
      let report = StoreOverridesReport(
        overrides, history: history, store: argument.store, language: options.shared.chosenLanguage)
      try Output(options).write(document: report.document, rows: report.rows, json: report.json)
    }
  }
}

struct StoreWithdrawCommand: ParsableCommand, ExemplifiedCommand {
  static let configuration = CommandConfiguration(
    commandName: "withdraw", abstract: "Take a decision about scores back; both stay in the store's log.",
    usage: "headway store withdraw <store> <number> --author <name> --reason <text>")

  static let examples = [
    Example(
      "The first decision:",
      """
      headway store withdraw scores.sqlite 1 --author "Nguyễn Văn An" \\
          --reason "đã nhập lại"
      """),
    Example("Its number is in the list:", "headway store overrides scores.sqlite"),
  ]

  @OptionGroup var argument: StoreArgument

  @Argument(help: "The number of the decision, as store overrides lists it.")
  var number: Int

  @OptionGroup var grounds: DecisionOptions
  @OptionGroup var options: FormatOptions

  func validate() throws { try grounds.check() }

  func run() throws {
    try withFailures {
      try options.shared.keepFromOutput(argument.store)
      let time = try Timestamp.current(options.shared.chosenLanguage)
      let (withdrawn, history) = try argument.reading(options.shared, writes: true) {
        (store, index) throws(StoreError) in
        let withdrawn = try store.withdraw(
          number, author: grounds.author, reason: grounds.reason, time: time)
        return (withdrawn, try store.read(index: index).history)
      }
      let report = StoreOverridesReport(
        [withdrawn], history: history, store: argument.store, language: options.shared.chosenLanguage)
      try Output(options).write(document: report.document, rows: report.rows, json: report.json)
    }
  }
}

/// Who decides, and why.
struct DecisionOptions: ParsableArguments {
  @Option(name: .long, help: ArgumentHelp("Who decides.", valueName: "name"))
  var author: String

  @Option(name: .long, help: ArgumentHelp("Why.", valueName: "text"))
  var reason: String

  func check() throws {
    for (name, text) in [("--author", author), ("--reason", reason)]
    where text.allSatisfy(\.isWhitespace) {
      throw ValidationError("\(name) is empty; every decision needs an author and a reason.")
    }
  }
}

/// A decision on the way into a store.
private struct StoreDecision {
  private let argument: StoreArgument
  private let options: FormatOptions
  private let history: History

  init(_ argument: StoreArgument, _ options: FormatOptions) throws {
    self.argument = argument
    self.options = options
    try options.shared.keepFromOutput(argument.store)
    history = try argument.reading(options.shared) { (store, index) throws(StoreError) in
      try store.read(index: index).history
    }
  }

  private var language: Language { options.shared.chosenLanguage }

  func days(
    day: String? = nil, week: String? = nil, from: String? = nil, to: String? = nil
  ) throws -> ClosedRange<Day> {
    do throws(OverrideFileError) {
      return try OverrideDays(day: day, week: week, from: from, to: to, axis: history.axis).range
    } catch {
      throw Failure(.usage, error.message(in: language))
    }
  }

  func indicator(named name: String) throws -> Indicator {
    do throws(OverrideFileError) {
      return try HistoryOverride.indicator(named: name, index: history.index)
    } catch {
      throw Failure(.usage, error.message(in: language))
    }
  }

  /// The indicator whose score is set: of plain series the only one.
  func indicator(toSet name: String?) throws -> Indicator {
    if let name { return try indicator(named: name) }
    guard history.index == nil else {
      throw Failure(
        .usage,
        OverrideFileError(fault: .missingKey("--indicator"), line: nil).message(in: language))
    }
    return .value
  }

  /// Writes the decision down and tells what it touches.
  func add(_ override: HistoryOverride) throws {
    let time = try Timestamp.current(language)
    let (added, history) = try argument.reading(options.shared, writes: true) {
      (store, index) throws(StoreError) in
      let number = try store.add(override, time: time, version: Headway.configuration.version).number
      let all = try store.overrides(index: index)
      return (all.filter { $0.number == number }, try store.read(index: index).history)
    }
    let report = StoreOverridesReport(added, history: history, store: argument.store, language: language)
    try Output(options).write(document: report.document, rows: report.rows, json: report.json)
  }
}
