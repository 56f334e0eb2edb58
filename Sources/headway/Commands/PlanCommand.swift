import ArgumentParser
import Forecasting
import Planning
import Reporting
import Scorecard

struct PlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "What each component must gain to reach the targets, and how likely that is.",
    discussion: """
      Targets come from options, from a plan file, or both; an option replaces the file's targets of its \
      kind and week. A number may name its week: --target 92.5@1 is next week's.
      """)

  @OptionGroup var input: HistoryArgument

  @Option(name: .long, help: ArgumentHelp("The unit that plans.", valueName: "name"))
  var unit: String?

  @Option(
    name: .long, parsing: .unconditionalSingleValue,
    help: ArgumentHelp("The total to reach; can be repeated for other weeks.", valueName: "points[@week]"))
  var target: [WeekNumber] = []

  @Option(
    name: .long, parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "The lead to reach over rivals; by default 1 where there is --over.", valueName: "points[@week]"))
  var lead: [WeekNumber] = []

  @Option(
    name: .long,
    help: ArgumentHelp(
      "A rival, or all of the same level, which is the default; can be repeated.", valueName: "name|all"))
  var over: [String] = []

  @Option(
    name: .long,
    help: ArgumentHelp(
      "A component's score to reach, or with + its gain; can be repeated.",
      valueName: "id=[+]points[@week]"))
  var component: [ComponentNumber] = []

  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp(
      "The wanted chance that all targets are reached; by default 0.8.", valueName: "chance"))
  var confidence: PlainNumber?

  @Option(name: .long, help: ArgumentHelp("A plan file in YAML.", valueName: "file"))
  var plan: String?

  @OptionGroup var forecasting: ForecastOptions
  @OptionGroup var options: CommonOptions

  func run() throws {
    try withFailures {
      let language = options.chosenLanguage
      let specification = try specification(language)
      let history = try HistoryInput.read(input, options)
      let planner = Planner(
        history: history.history, model: try forecasting.chosenModel(), seed: forecasting.uncertainty.seed)
      let plan: Plan
      do throws(PlanError) {
        plan = try planner.plan(specification)
      } catch {
        throw Failure(error.exitCode, error.message(in: language))
      }
      let report = PlanReport(plan, history: history.history, language: language)
      try Output(options: options).write(
        document: report.document.noting(history.result, units: report.units), csv: report.csv,
        json: report.json)
      do { try history.finish(options) } catch  where plan.status == .infeasible {
        // That the target is infeasible weighs more than that some rows were left out.
      }
      if plan.status == .infeasible { throw ExitCode(Failure.Code.infeasible.rawValue) }
    }
  }

  /// The plan file with the options over it.
  private func specification(_ language: Language) throws -> PlanSpecification {
    var specification = PlanSpecification()
    if let plan {
      try options.keepFromOutput(plan)
      let yaml = try TextFile.read(plan, language)
      do throws(PlanFileError) {
        specification = try PlanSpecification(yaml: yaml)
      } catch {
        throw Failure(.badData, error.message(in: language, file: plan))
      }
    }
    if let unit { specification.unit = unit }
    if let weeks = forecasting.weeks { specification.weeks = weeks }
    if let confidence { specification.confidence = confidence.number }

    var asked = target.map { Target(.total($0.number), week: $0.week) }
    let rivals: Target.Rivals = over.isEmpty || over == ["all"] ? .all : .named(over)
    let leads = lead.isEmpty && !over.isEmpty ? [WeekNumber(number: 1, week: nil)] : lead
    asked += leads.map { Target(.lead($0.number, over: rivals), week: $0.week) }
    asked += component.map {
      Target(
        $0.isGain ? .componentGain($0.id, $0.number) : .component($0.id, atLeast: $0.number), week: $0.week)
    }
    specification.targets = specification.targets.filter { old in
      !asked.contains { $0.replaces(old, weeks: specification.weeks) }
    }
    specification.targets += asked
    guard specification.unit != nil else {
      throw Failure(.usage, CommandFault.noUnit.message(in: language))
    }
    return specification
  }
}

extension Target {
  /// Whether an option stands for a target of the plan file: the same kind, component and week.
  fileprivate func replaces(_ other: Target, weeks: Int) -> Bool {
    guard (week ?? weeks) == (other.week ?? weeks) else { return false }
    switch (requirement, other.requirement) {
    case (.total, .total), (.lead, .lead): return true
    case (.component(let one, _), .component(let another, _)),
      (.component(let one, _), .componentGain(let another, _)),
      (.componentGain(let one, _), .component(let another, _)),
      (.componentGain(let one, _), .componentGain(let another, _)):
      return one == another
    default: return false
    }
  }
}

/// A number with a decimal point or comma: `0.8`, `0,8`.
struct PlainNumber: ExpressibleByArgument {
  let number: Double

  init(_ number: Double) {
    self.number = number
  }

  init?(argument: String) {
    let parts = argument.split(separator: ",", omittingEmptySubsequences: false)
    guard parts.count <= 2, let number = Double(parts.joined(separator: ".")), number.isFinite else {
      return nil
    }
    self.number = number
  }

  var defaultValueDescription: String { NumberStyle(language: .en).decimal(number, places: 0) }
}

/// A number with the week that it is for: `93`, `92.5@1`, `92,5@1`.
struct WeekNumber: ExpressibleByArgument {
  let number: Double
  let week: Int?

  init(number: Double, week: Int?) {
    self.number = number
    self.week = week
  }

  init?(argument: String) {
    let parts = argument.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
    guard let number = PlainNumber(argument: String(parts[0])) else { return nil }
    self.number = number.number
    guard parts.count == 2 else {
      week = nil
      return
    }
    guard let week = Int(parts[1]), week >= 1 else { return nil }
    self.week = week
  }
}

/// A component's score or gain: `online_services=8.6`, `online_services=+0.10@1`.
struct ComponentNumber: ExpressibleByArgument {
  let id: String
  let isGain: Bool
  let number: Double
  let week: Int?

  init?(argument: String) {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, let value = WeekNumber(argument: String(parts[1])) else {
      return nil
    }
    id = String(parts[0])
    isGain = parts[1].hasPrefix("+")
    number = value.number
    week = value.week
  }
}
