import Forecasting
import Foundation
import NumericCore
import Planning
import Scorecard

/// Random planning problems with the planner's answers, one JSON object a line, for `compare/planner.py`.
///
///     swift run -c release PlannerExchange [--problems 1000] [--seed 1] [--kind single] [--only NUMBER] > FILE.jsonl
@main
struct PlannerExchange {
  static func main() throws {
    var (count, seed, only) = (1000, UInt64(1), Int?.none)
    var kinds = ProblemKind.allCases
    var left = CommandLine.arguments.dropFirst()
    while let option = left.popFirst() {
      let value = left.popFirst() ?? ""
      switch (option, Int(value), ProblemKind(rawValue: value)) {
      case ("--problems", let number?, _) where number > 0: count = number
      case ("--seed", let number?, _) where number >= 0: seed = UInt64(number)
      case ("--only", let number?, _) where number >= 0: only = number
      case ("--kind", _, let kind?): kinds = [kind]
      default:
        FileHandle.standardError.write(Data("PlannerExchange: \(option) \(value) is not understood\n".utf8))
        exit(64)
      }
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    for number in only.map({ $0...$0 }) ?? 0...(count - 1) {
      let problem = RandomProblem(kind: kinds[number % kinds.count], seed: seed, number: number)
      var line = try encoder.encode(try record(of: problem, number: number))
      line.append(UInt8(ascii: "\n"))
      FileHandle.standardOutput.write(line)
    }
  }

  static func record(of problem: RandomProblem, number: Int) throws -> ExchangeRecord {
    let specification = problem.specification
    let forecast = problem.forecast
    let index = IndexDefinition.decision766
    let weeks = specification.weeks
    let start = ContinuousClock.now
    let plan = try problem.planner.plan(specification)
    let seconds = (ContinuousClock.now - start) / .seconds(1)

    let deadlines = Set(specification.targets.map { $0.week ?? weeks }).sorted()
    func paths(_ unit: Int, _ indicator: Indicator) -> [String: [Double]] {
      let matrix = forecast.paths(unit: unit, indicator: indicator)!
      return Dictionary(uniqueKeysWithValues: deadlines.map { (String($0), matrix.column($0 - 1)) })
    }
    let components = index.components.enumerated().map { position, component in
      let entry = forecast.entry(unit: 0, indicator: .component(position))!
      let lever = specification.levers[component.id] ?? Lever()
      return ExchangeRecord.Component(
        id: component.id, score: entry.lastScore, maximum: component.maximum,
        medians: entry.distributions.map(\.median),
        bestGains: (1...weeks).map {
          PastGains(forecast, unit: 0, indicator: .component(position), weeks: $0).best
        },
        paths: paths(0, .component(position)),
        lever: .init(
          cost: lever.cost?.segments.map { .init(upTo: $0.upTo, rate: $0.rate) }, pace: lever.pace,
          leadTime: lever.leadTime, leastStep: lever.leastStep, floor: lever.floor, isLocked: lever.isLocked))
    }
    let confidence = specification.confidence
    return ExchangeRecord(
      id: number, kind: problem.kind.rawValue, weeks: weeks, confidence: confidence,
      pathCount: forecast.pathCount,
      wanted: Int((confidence * Double(forecast.pathCount) - 1e-9).rounded(.up)),
      totalMaximum: index.maximum,
      discrepancy: forecast.entry(unit: 0, indicator: .discrepancy)?.lastScore ?? 0, components: components,
      rivals: problem.rivals.indices.map { .init(paths: paths($0 + 1, .total)) },
      targets: specification.targets.map { record(of: $0, problem) },
      movesPerWeek: specification.movesPerWeek,
      initiatives: specification.initiatives.map(record), budget: specification.resources.budget,
      teams: specification.resources.teams, answer: answer(plan, specification, seconds: seconds))
  }

  static func record(of target: Target, _ problem: RandomProblem) -> ExchangeRecord.TargetRecord {
    let week = target.week ?? problem.specification.weeks
    func positions(_ rivals: Target.Rivals) -> [Int] {
      switch rivals {
      case .all: Array(problem.rivals.indices)
      case .named(let names): names.map { problem.rivals.firstIndex(of: $0)! }
      }
    }
    switch target.requirement {
    case .total(let points): return .init(kind: "total", value: points, week: week)
    case .lead(let margin, let over):
      return .init(kind: "lead", value: margin, week: week, rivals: positions(over))
    case .rank(let rank, let among):
      return .init(kind: "rank", value: Double(rank), week: week, rivals: positions(among))
    case .component(let id, let points):
      let position = IndexDefinition.decision766.components.firstIndex { $0.id == id }
      return .init(kind: "component", value: points, week: week, component: position)
    case .componentShare, .componentGain, .group: preconditionFailure("not among the random targets")
    }
  }

  static func record(_ initiative: Initiative) -> ExchangeRecord.InitiativeRecord {
    .init(
      name: initiative.name, cost: initiative.cost, effort: initiative.effort,
      effects: initiative.effects.map { effect in
        let position = IndexDefinition.decision766.components.firstIndex { $0.id == effect.component }
        return .init(component: position!, points: effect.points)
      }, rampUp: initiative.rampUp, requires: initiative.requires, excludes: initiative.excludes,
      earliestStart: initiative.earliestStart, latestStart: initiative.latestStart)
  }

  static func answer(
    _ plan: Plan, _ specification: PlanSpecification, seconds: Double
  ) -> ExchangeRecord.Answer {
    .init(
      status: plan.status.rawValue, effort: plan.certificate?.effort, bound: plan.certificate?.bound,
      isOptimal: plan.certificate?.isOptimal, probability: plan.certificate?.probability,
      violations: plan.certificate?.violations.map { "\($0)" } ?? [], scores: plan.components.map(\.path),
      starts: Dictionary(uniqueKeysWithValues: plan.initiatives.map { ($0.initiative.name, $0.start) }),
      seconds: seconds)
  }
}
