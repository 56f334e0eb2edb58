import ArgumentParser
import Forecasting
import Reporting

struct ConfigCommand: ParsableCommand, ExemplifiedCommand {
  static let configuration = CommandConfiguration(
    commandName: "config",
    abstract: "What is settled for all commands, and by whom.",
    usage: "headway config [<options>]",
    discussion: """
      What you would otherwise repeat on every command line can stand in a file: headway.yml in the directory where \
      headway runs, else ~/.config/headway/config.yml, or the file that HEADWAY_CONFIG names. One file is read, the \
      first of these; HEADWAY_CONFIG=/dev/null reads none. Its keys are \(keys), each a line such as "language: vi". \
      Paths in it start where the file is.

      The same can be said by variables of the environment: HEADWAY_LANGUAGE, HEADWAY_WEEKS and so on. An option comes \
      before the environment, the environment before the file. A key that a command has no use for is ignored there. \
      unit and over are those of plan, compare and report; forecast, backtest and check go on to show all units. index and overrides are those of history files: a store keeps its own.

      Options given to this command are shown as they would count in another one.
      """)

  static let examples = [
    Example("What holds here, and why:", "headway config"),
    Example("A file for this directory, looked at:", "echo 'language: vi' > headway.yml && headway config"),
    Example("What a program can read:", "HEADWAY_WEEKS=8 headway config --format json"),
  ]

  private static var keys: String { SettingKey.allCases.map(\.rawValue).joined(separator: ", ") }

  @Option(
    name: .long,
    help: ArgumentHelp("The unit that plans, is compared and reported.", valueName: "name"),
    completion: NameCompletion.units)
  var unit: String?

  @Option(
    name: .long,
    help: ArgumentHelp("A rival, or all of the same level; can be repeated.", valueName: "name|all"),
    completion: NameCompletion.rivals)
  var over: [String] = []

  @Option(
    name: .long, help: ArgumentHelp("A plan file in YAML.", valueName: "file"),
    completion: NameCompletion.yaml)
  var plan: String?

  @Option(
    name: .long, help: ArgumentHelp("A file of overrides, for history files.", valueName: "file"),
    completion: NameCompletion.yaml)
  var overrides: String?

  @OptionGroup var forecasting: ForecastOptions
  @OptionGroup var options: FormatOptions

  func run() throws {
    try withFailures {
      let file = try CurrentSettings.result.get().file
      let report = SettingsReport(
        try chosen(), file: file, places: CurrentSettings.places, language: options.shared.chosenLanguage)
      try Output(options).write(document: report.document, rows: report.rows, json: report.json)
    }
  }

  /// What is settled, with the options over it.
  private func chosen() throws -> Settings {
    var settings = CurrentSettings.settings
    settings.language = settings.language.or(options.shared.askedLanguage, by: "--language")
    settings.index = settings.index.or(options.shared.askedIndex, by: "--index")
    settings.unit = settings.unit.or(unit, by: "--unit")
    settings.over = settings.over.or(over.isEmpty ? nil : over == ["all"] ? [] : over, by: "--over")
    settings.plan = settings.plan.or(plan, by: "--plan")
    settings.overrides = settings.overrides.or(overrides, by: "--overrides")
    settings.weeks = settings.weeks.or(forecasting.askedWeeks, by: "--weeks")
    settings.levels = settings.levels.or(
      try forecasting.uncertainty.askedLevels.map(IntervalLevel.chosen), by: "--levels")
    settings.model = settings.model.or(try forecasting.askedModel.map(ModelChoice.named), by: "--model")
    settings.seed = settings.seed.or(forecasting.uncertainty.askedSeed, by: "--seed")
    settings.color = settings.color.or(
      options.askedColor, by: options.askedColor == false ? "--no-color" : "--color")
    settings.quiet = settings.quiet.or(
      options.shared.askedQuiet, by: options.shared.askedQuiet == false ? "--no-quiet" : "--quiet")
    return settings
  }
}
