import ArgumentParser

/// The command: it parses, calls the library and prints. There is no arithmetic here.
public struct Headway: AsyncParsableCommand {
  /// The name, the help and the subcommands.
  public static let configuration = CommandConfiguration(
    commandName: "headway",
    abstract: "Forecasts weekly scorecards and plans the gains that reach a target.",
    discussion: """
      HISTORY is a CSV file, an Excel workbook (.xlsx), a file of JSON objects on a line each, - for standard input, \
      or a store that headway store import made. Numbers and dates may be written as in Việt Nam or as in English; \
      headway finds out by itself.

      Exit codes: 0 done, 1 internal error, 2 target infeasible, 3 done in part (what was left out is \
      listed on standard error), 64 wrong usage, 65 bad data, 66 no such input, 73 cannot write.
      """,
    version: "0.1.0",
    subcommands: [
      CheckCommand.self, ForecastCommand.self, PlanCommand.self, CompareCommand.self, BacktestCommand.self,
      ReportCommand.self, SimulateCommand.self, PoolCommand.self, StoreCommand.self,
    ])

  /// A command line that says nothing; parsing fills it.
  public init() {}
}
