import ArgumentParser

/// The command: it parses, calls the library and prints. There is no arithmetic here.
public struct Headway: AsyncParsableCommand, ExemplifiedCommand {
  /// The name, the help and the subcommands.
  public static let configuration = CommandConfiguration(
    commandName: "headway",
    abstract: "Forecasts weekly scorecards and plans the gains that reach a target.",
    usage: "headway <subcommand> <history> [<options>]",
    discussion: """
      A history is a CSV file, an Excel workbook (.xlsx), a file with a JSON object on each line, - for standard \
      input, or a store that headway store import made. Numbers and dates may be written as in Việt Nam or as in \
      English; headway finds out by itself.

      What holds for all commands can be settled in a file headway.yml or in the environment: see headway help config.

      Exit codes: 0 done, 1 internal error, 2 target infeasible, 3 done in part (what was left out is \
      listed on standard error), 64 wrong usage, 65 bad data, 66 no such input, 73 cannot write.
      """,
    version: "0.1.0",
    subcommands: [
      CheckCommand.self, ForecastCommand.self, PlanCommand.self, CompareCommand.self, BacktestCommand.self,
      ReportCommand.self, StoreCommand.self, SimulateCommand.self, PoolCommand.self, ConfigCommand.self,
      ManualCommand.self,
    ])

  static let examples = [
    Example("What is wrong or odd in the data:", "headway check history.csv"),
    Example("What the coming weeks bring, in Vietnamese:", "headway forecast history.csv --language vi"),
    Example(
      "What every component must gain to reach 93 points:",
      "headway plan history.csv --unit \"Bắc Ninh\" --target 93"),
    Example(
      "The weekly report as a page:",
      "headway report history.csv --unit \"Bắc Ninh\" --output report.html"),
  ]

  /// A command line that says nothing; parsing fills it.
  public init() {}

  /// Runs the command line of the process; help ends with examples.
  public static func main() async {
    let arguments = Array(CommandLine.arguments.dropFirst())
    do {
      var command = try await asyncParseAsRoot(arguments)
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch {
      let message = fullMessage(for: error)
      // Of what ends well with a message, only help begins so.
      guard exitCode(for: error) == .success, message.hasPrefix("OVERVIEW: "),
        let command = command(named: arguments) as? any ExemplifiedCommand.Type
      else { exit(withError: error) }
      print(message.trimmingSuffix { $0.isNewline } + "\n\n" + command.exampleSection, terminator: "")
      exit()
    }
  }

  /// The command that the words of a command line lead to.
  private static func command(named arguments: [String]) -> any ParsableCommand.Type {
    var command: any ParsableCommand.Type = Headway.self
    for word in arguments.drop(while: { $0 == "help" }) {
      guard
        let next = command.configuration.subcommands.first(where: { $0.configuration.commandName == word })
      else { break }
      command = next
    }
    return command
  }
}

extension StringProtocol {
  fileprivate func trimmingSuffix(while isEnd: (Character) -> Bool) -> SubSequence {
    lastIndex { !isEnd($0) }.map { self[...$0] } ?? self[startIndex..<startIndex]
  }
}
