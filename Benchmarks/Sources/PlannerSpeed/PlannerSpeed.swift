import Forecasting
import Foundation
import Planning
import Scorecard
import SpeedProblems

/// How long plans take, as JSON, for `compare/planner_speed.py`.
///
///     swift run -c release PlannerSpeed [--runs 9] [--paths 10000] [--only CASE] [--history FILE.csv]
///
/// With `--only` one of the larger cases alone is timed: `initiatives`, `group`, `catalogue` or `moves`. With
/// `--history` the office's history is written there and nothing is timed.
@main
struct PlannerSpeed {
  /// Seconds of every run.
  struct Times: Encodable {
    var forecast: [Double] = []
    var plan: [Double] = []
    /// The plan together with twenty further chances of success.
    var frontier: [Double] = []
  }

  /// A larger plan, timed as a whole and beside its forecast.
  struct Case: Encodable {
    var forecast: [Double] = []
    var plan: [Double] = []
    /// Seconds of all processor cores for the plan, its forecast included.
    var work: [Double] = []
    var status = ""
    var initiatives = 0
    var gap: Double?
  }

  /// What the model of the office's plan needs, for a solver.
  struct Model: Encodable {
    /// By how much the targets are missed on every path.
    var missing: [Double]
    /// The greatest lift of every component.
    var greatest: [Double]
    /// Stretches of every component's cost: where they end, zero for the last, and what a point costs.
    var stretches: [[[Double]]]
    var chances: [Double]
    /// The lift that each chance takes, by the planner.
    var lifts: [Double?]
    var confidence: Double
    /// The total and the lead to reach.
    var total: Double
    var lead: Double
    var effort: Double?
    var bound: Double?
  }

  struct Report: Encodable {
    var paths: Int
    var office = Times()
    var officeModel: Model?
    var cases: [String: Case] = [:]
  }

  /// Twenty chances from 0.50 to 0.975.
  static let chances = (0..<20).map { 0.5 + 0.025 * Double($0) }

  static func main() throws {
    var (runs, paths, only, file) = (9, 10_000, String?.none, String?.none)
    var left = CommandLine.arguments.dropFirst()
    while let option = left.popFirst() {
      let value = left.popFirst() ?? ""
      switch (option, Int(value)) {
      case ("--runs", let number?) where number > 0: runs = number
      case ("--paths", let number?) where number > 0: paths = number
      case ("--only", _) where SpeedProblem.cases.contains(value): only = value
      case ("--history", _) where !value.isEmpty: file = value
      default:
        FileHandle.standardError.write(Data("PlannerSpeed: \(option) \(value) is not understood\n".utf8))
        exit(64)
      }
    }
    let office = SpeedProblem.office()
    if let file {
      try csv(office).write(toFile: file, atomically: true, encoding: .utf8)
      return
    }
    var report = Report(paths: paths)
    if only == nil { try time(office, runs: runs, into: &report) }
    let communes = SpeedProblem.communes()
    for name in SpeedProblem.cases where only ?? name == name {
      let history = name == "moves" ? office : communes
      let asked = SpeedProblem.specification(of: name, history)
      let planner = Planner(history: history, pathCount: paths)
      let units = asked.unit == nil ? Set(history.units.indices) : [0]
      var found = Case()
      for _ in 0..<max(runs / 3, 1) {
        found.forecast.append(seconds { _ = forecast(history, planner, units: units) })
        let start = work()
        found.plan.append(
          try seconds {
            let plan = try planner.plan(asked)
            found.status = plan.status.rawValue
            found.gap = plan.certificate?.gap
            found.initiatives = plan.initiatives.count
          })
        found.work.append(work() - start)
      }
      report.cases[name] = found
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    FileHandle.standardOutput.write(try encoder.encode(report) + Data("\n".utf8))
  }

  /// The office's plan, its forecast and its frontier, taking turns.
  static func time(_ office: History, runs: Int, into report: inout Report) throws {
    let planner = Planner(history: office, pathCount: report.paths)
    let asked = SpeedProblem.office(office)
    let withChances = SpeedProblem.office(office, chances: chances)
    for _ in 0..<runs {
      report.office.forecast.append(seconds { _ = forecast(office, planner, units: [0, 1, 2]) })
      report.office.plan.append(try seconds { _ = try planner.plan(asked) })
      report.office.frontier.append(try seconds { _ = try planner.plan(withChances) })
    }
    report.officeModel = model(
      try planner.plan(withChances), withChances, forecast(office, planner, units: [0, 1, 2]))
  }

  /// Seconds that all processor cores together have worked for this process.
  static func work() -> Double {
    Double(clock()) / Double(CLOCKS_PER_SEC)
  }

  static func seconds(_ work: () throws -> Void) rethrows -> Double {
    let start = ContinuousClock.now
    try work()
    return (ContinuousClock.now - start) / .seconds(1)
  }

  /// The forecast that a plan rests on.
  static func forecast(_ history: History, _ planner: Planner, units: Set<Int>) -> ScorecardForecast {
    ScorecardForecast(
      history, forecaster: Forecaster(model: planner.model, horizon: 4), units: units,
      pathCount: planner.pathCount, seed: planner.seed)
  }

  static func model(_ plan: Plan, _ asked: PlanSpecification, _ forecast: ScorecardForecast) -> Model {
    let week = asked.weeks
    func totals(_ unit: Int) -> [Double] { forecast.paths(unit: unit, indicator: .total)!.column(week - 1) }
    let (own, rivals) = (totals(0), [totals(1), totals(2)])
    var (points, margin) = (0.0, 0.0)
    for target in asked.targets {
      if case .total(let value) = target.requirement { points = value }
      if case .lead(let value, _) = target.requirement { margin = value }
    }
    let index = IndexDefinition.decision766
    return Model(
      missing: own.indices.map { path in
        max(points - own[path], rivals[0][path] + margin - own[path], rivals[1][path] + margin - own[path])
      },
      greatest: plan.components.map { component in
        let reached = component.score + (component.lever.pace ?? .infinity) * Double(week)
        return max(min(reached, component.maximum) - component.baseline, 0)
      },
      stretches: index.components.map { component in
        (asked.levers[component.id]?.cost?.segments ?? []).map { [$0.upTo ?? 0, $0.rate] }
      }, chances: chances, lifts: plan.scenarios.map(\.lift), confidence: asked.confidence,
      total: points, lead: margin, effort: plan.certificate?.effort, bound: plan.certificate?.bound)
  }

  static func csv(_ history: History) -> String {
    var text = "as_of,unit,level,indicator,score\n"
    for one in history.observations {
      let unit = history.units[one.unit]
      let day = one.day
      func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
      text +=
        "\(day.year)-\(two(day.month))-\(two(day.day)),\(unit.name),\(unit.level?.rawValue ?? ""),"
        + "\(one.indicator.id(in: history.index)),\(one.score)\n"
    }
    return text
  }
}
