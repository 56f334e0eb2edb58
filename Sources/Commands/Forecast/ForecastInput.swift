import ArgumentParser

/// Where a forecast takes its history from and leaves its rows, also as a worker of a pipe.
struct ForecastInput: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "The history: a CSV or Excel (.xlsx) file, a file with a JSON object on each line, - for standard input, or a store.",
      valueName: "history"),
    completion: NameCompletion.histories)
  var history: String?

  @Flag(
    name: .customLong("stdin"),
    help: "The history is standard input; without a single byte there, no rows are written.")
  var isStandardInput = false

  @Flag(
    name: .customLong("stdout"),
    help: "Write rows to standard output: --format csv, unless ndjson or json is asked for.")
  var isStandardOutput = false

  /// The path of the history; `-` is standard input.
  var path: String { history ?? "-" }

  func validate() throws {
    if isStandardInput, let history {
      throw ValidationError(
        "--stdin says that the history is standard input, so “\(history)” cannot be; leave one of them out.")
    }
    if !isStandardInput, history == nil {
      throw ValidationError("Missing expected argument '<history>'; name a file, or use --stdin.")
    }
  }

  /// Refuses what other options contradict.
  func validate(_ options: CommonOptions) throws {
    guard isStandardOutput else { return }
    if let output = options.output {
      throw ValidationError(
        "--stdout writes to standard output, --output to “\(output)”; leave one of them out.")
    }
    if options.chosenFormat == .text {
      throw ValidationError("--stdout writes for programs; use --format csv, ndjson or json.")
    }
  }

  /// The options with what the flags imply.
  func options(_ options: CommonOptions) -> CommonOptions {
    var options = options
    if isStandardOutput, options.chosenFormat == nil { options.chosenFormat = .csv }
    return options
  }
}
