import NumericCore
import Testing

@testable import Planning
@testable import Scorecard

/// The number of workers is a matter of speed alone.
@Suite struct PlanWorkersTests {
  private static let planner = Planner(
    history: history(
      (0..<4).map { position in
        var unit = planned("C\(position)", paces: (0..<6).map { 0.01 * Double(($0 + position) % 5) })
        unit.level = .commune
        return unit
      }), pathCount: 200)

  private static func plan(_ initiatives: [Initiative], workers: Int) throws -> String {
    try Concurrency.$workers.withValue(workers) {
      let specification = PlanSpecification(
        targets: [Target(.group(UnitGroup(.commune), atLeast: 88.5))], initiatives: initiatives)
      let plan = try planner.plan(specification)
      return
        "\(plan.units)\(plan.targets)\(plan.frontier)\(plan.initiatives)\(plan.relaxations)\(plan.binding)"
        + "\(plan.certificate!)"
    }
  }

  @Test func plans_areTheSameForEveryNumberOfWorkers() throws {
    let initiatives = (0..<8).map { number in
      Initiative(
        name: "I\(number)", cost: 2 + Double(number % 5),
        effects: [
          .init(
            unit: "C\(number % 4)", component: index.components[number % 6].id,
            points: 0.3 + 0.05 * Double(number % 4), standardDeviation: 0.05)
        ])
    }
    for initiatives in [[], initiatives] {
      let alone = try Self.plan(initiatives, workers: 1)
      #expect(try Self.plan(initiatives, workers: 3) == alone)
    }
  }
}
