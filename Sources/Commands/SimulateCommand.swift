import ArgumentParser
import Reporting
import Scorecard

struct SimulateCommand: ParsableCommand, ExemplifiedCommand {
  /// The form of the file.
  enum Shape: String, CaseIterable, ExpressibleByArgument {
    case long
    case wide
    case plain
  }

  static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract: "A synthetic history, marked as such, for trials and benchmarks.",
    usage: "headway simulate --units <count> [--weeks <count>] [<options>]",
    discussion: """
      Writes CSV that the other commands read. Nothing in it was measured: files of scorecards have a column \
      source that says synthetic, plain series have names that begin with synthetic-. Scores have levels, \
      trends and shocks in common, and now and then something goes wrong: missing reports, steps, faults \
      that are corrected, scores that stand still, totals that are not the sum of their components. A unit is \
      the same however many there are; the same seed gives the same bytes.
      """)

  static let examples = [
    Example(
      "A province with departments and communes over a year:",
      "headway simulate --units 124 --weeks 52 --output trial.csv"),
    Example(
      "Faultless plain series, 3,000 of 60 weeks:",
      """
      headway simulate --units 3000 --weeks 60 --shape plain --faults 0 \\
          --output many.csv
      """),
    Example(
      "A few rows to look at, as a spreadsheet has them:", "headway simulate --units 3 --weeks 2 --shape wide"
    ),
  ]

  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp("How many units, or plain series; 1 to 100000000.", valueName: "count"))
  var units: Int

  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp("How many weeks; 1 to 1040.", valueName: "count"))
  var weeks: Int = 26

  @Option(
    name: .long, parsing: .unconditional,
    help: "Selects the random numbers: the same seed gives the same result, byte for byte.")
  var seed: UInt64 = 1

  @Option(
    name: .long,
    help:
      "long: a row for each score; wide: a column for each indicator; plain: series that are no scorecard.")
  var shape: Shape = .long

  @Option(
    name: .long,
    help: ArgumentHelp("The day of the last week (2025-11-17 or 17/11/2025).", valueName: "date"))
  var last: String = SimulationSetting.usualLastDay.description

  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp(
      "In how many of a hundred reports something goes wrong: 0 to 10; 0 for faultless data.",
      valueName: "percent"))
  var faults = FaultShare(share: SimulationSetting.usualFaultShare)

  @OptionGroup var options: SharedOptions

  private static let unitRange = 1...100_000_000
  /// Twenty years.
  private static let weekRange = 1...1040

  func validate() throws {
    for (name, number, range) in [("--units", units, Self.unitRange), ("--weeks", weeks, Self.weekRange)] {
      if !range.contains(number) {
        throw ValidationError("\(name) is \(number); use \(range.lowerBound) to \(range.upperBound).")
      }
    }
    if shape == .plain, options.askedIndex != nil {
      throw ValidationError("--index has no meaning with --shape plain: plain series belong to no index.")
    }
  }

  func run() throws {
    try withFailures {
      let setting = SimulationSetting(
        weekCount: weeks, seed: seed, lastDay: try lastDay(), faultShare: faults.share)
      switch shape {
      case .plain: try write(SeriesSimulation(setting))
      case .long: try write(ScorecardSimulation(setting, index: try index()), .long)
      case .wide: try write(ScorecardSimulation(setting, index: try index()), .wide)
      }
    }
  }

  // MARK: Options

  private func lastDay() throws -> Day {
    let day: Day
    switch Day.parse(last) {
    case .success(let parsed): day = parsed
    case .failure(let error):
      let fault = CommandFault.notADate(last, error, option: "--last")
      throw Failure(.usage, fault.message(in: options.chosenLanguage))
    }
    let first = day.adding(days: -7 * (weeks - 1))
    guard first.year >= Day.plausibleYears.lowerBound else {
      let fault = CommandFault.weeksBeforeDates(last: last, weeks: weeks)
      throw Failure(.usage, fault.message(in: options.chosenLanguage))
    }
    return day
  }

  private func index() throws -> IndexDefinition {
    let index = try options.chosenIndex()
    guard ScorecardSimulation.supports(index) else {
      let fault = CommandFault.maximaNotSimulated(path: options.index ?? "")
      throw Failure(.badData, fault.message(in: options.chosenLanguage))
    }
    return index
  }

  // MARK: Writing

  private func write(_ simulation: ScorecardSimulation, _ shape: ScorecardSimulationCSV.Shape) throws {
    let csv = ScorecardSimulationCSV(simulation, shape: shape, language: options.chosenLanguage)
    var unit = SimulatedUnit()
    try write(header: csv.appendHeader) { number, buffer in
      simulation.fill(&unit, number: number)
      csv.append(unit, to: &buffer)
    }
  }

  private func write(_ simulation: SeriesSimulation) throws {
    let csv = SeriesSimulationCSV(simulation)
    var series = SimulatedSeries()
    try write(header: csv.appendHeader) { number, buffer in
      simulation.fill(&series, number: number)
      csv.append(series, to: &buffer)
    }
  }

  /// Writes header and units in pieces that do not grow with the number of units.
  private func write(
    header: (inout CSVBuffer) -> Void, unit: (_ number: Int, inout CSVBuffer) -> Void
  ) throws {
    let line = ProgressLine(options)
    try options.writeOutput { sink in
      var buffer = CSVBuffer()
      header(&buffer)
      for number in 1...units {
        unit(number, &buffer)
        if buffer.count >= Self.pieceLength || number == units {
          try sink.write(buffer.bytes)
          buffer.removeAll()
          line.show(SimulationProgress(done: number, count: units))
        }
      }
    }
  }

  private static let pieceLength = 1 << 18
}

/// A share of reports in percent, with or without the sign and with a decimal point or comma.
struct FaultShare: ExpressibleByArgument {
  let share: Double

  init(share: Double) { self.share = share }

  init?(argument: String) {
    let number = argument.hasSuffix("%") ? String(argument.dropLast()) : argument
    guard let percent = PlainNumber(argument: number)?.number,
      (0...100 * SimulationSetting.greatestFaultShare).contains(percent)
    else { return nil }
    share = percent / 100
  }

  var defaultValueDescription: String { "0.5" }
}
