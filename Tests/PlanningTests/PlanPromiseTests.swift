import Forecasting
import NumericCore
import Testing

@testable import Planning
@testable import Scorecard

/// What plans promise beside their targets: paces and maxima on the way, floors, bounds that hold.
@Suite struct PlanPromiseTests {
  @Test func betweenDeadlines_noScoreOutrunsAStatedPace() throws {
    for seed in 0..<12 {
      var unit = planned()
      for part in 0..<6 {
        unit.scores[part].1 = course(
          [15.6, 18.2, 8.0, 9.2, 16.5, 19.0][part], pace: 0.02, weeks: 12 + seed,
          seed: UInt64(10 * seed + part + 1), maximum: index.components[part].maximum)
      }
      unit.scores[6].1 = (0..<(12 + seed)).map { week in
        unit.scores[..<6].reduce(0) { $0 + $1.1[week]! }
      }
      let planner = Planner(history: history([unit]), pathCount: 100)
      let latest = unit.scores[6].1.last!!
      var levers: [String: Lever] = [:]
      for component in index.components { levers[component.id] = Lever(cost: 1, pace: 0.1) }
      // Nearly all that the paces allow within five weeks.
      for points in [1.0, 2.0, 2.6, 2.7, 2.8, 2.9] {
        let plan = try planner.plan(
          PlanSpecification(
            unit: "A", targets: [Target(.total(latest + points))], levers: levers, weeks: 5, confidence: 0.5))
        #expect(plan.certificate?.violations ?? [] == [])
      }
    }
  }

  @Test func floorsReachedByInitiatives_areKept() throws {
    let planner = Planner(history: history([planned()]), pathCount: 200)
    let plan = try planner.plan(
      PlanSpecification(
        unit: "A", targets: [Target(.total(88))], levers: ["online_services": Lever(floor: 8.6)],
        initiatives: [
          Initiative(name: "Forms", cost: 2, effects: [.init(component: "online_services", points: 1)])
        ]))
    #expect(plan.initiatives.map(\.initiative.name) == ["Forms"])
    #expect(plan.certificate?.violations == [])
  }

  /// Near its maximum a component gains more on paths that lie below its median than the median has room for.
  @Test func boundWithInitiatives_isBelowEveryPlanThatHolds() throws {
    var compared = 0
    for seed in 1...12 {
      var generator = SeededGenerator(seed: UInt64(seed))
      var unit = planned()
      // Half a point below the maximum at most, moving by as much.
      unit.scores[4].1 = (0..<16).map { _ in 17.5 + (50 * generator.uniform()).rounded() / 100 }
      unit.scores[6].1 = (0..<16).map { week in unit.scores[..<6].reduce(0) { $0 + $1.1[week]! } }
      let planner = Planner(history: history([unit]), pathCount: 100)
      let forecast = ScorecardForecast(
        planner.history, forecaster: Forecaster(horizon: 4), pathCount: 100, seed: planner.seed)
      let paths = try (0..<6).map {
        try #require(forecast.paths(unit: 0, indicator: .component($0))).column(3)
      }
      let effects = [(4, 0.3, 1.0), (4, 0.6, 1.7), (0, 0.15, 1.1), (5, 0.4, 3.0), (1, 0.2, 1.6)]
      let initiatives = effects.enumerated().map { number, effect in
        Initiative(
          name: "\(number)", cost: effect.2,
          effects: [.init(component: index.components[effect.0].id, points: effect.1)])
      }
      let median = try #require(forecast.entry(unit: 0, indicator: .total)).distributions[3].median
      for (step, confidence) in [(0.2, 0.6), (0.35, 0.7), (0.5, 0.8), (0.4, 0.9)] {
        let least = median + step
        let plan = try planner.plan(
          PlanSpecification(
            unit: "A", targets: [Target(.total(least))], initiatives: initiatives, confidence: confidence))
        guard let certificate = plan.certificate else { continue }
        // All sets of initiatives, counted on the paths.
        var cheapest = Double.infinity
        for set in 0..<32 {
          let chosen = (0..<5).filter { set & (1 << $0) != 0 }
          var lifts = [Double](repeating: 0, count: 6)
          for number in chosen { lifts[effects[number].0] += effects[number].1 }
          let held = (0..<100).count { path in
            (0..<6).reduce(0.0) { sum, part in
              sum + min(paths[part][path] + lifts[part], index.components[part].maximum)
            } >= least - 1e-9
          }
          if Double(held) >= 100 * confidence - 1e-9 {
            cheapest = min(cheapest, chosen.reduce(0) { $0 + effects[$1].2 })
          }
        }
        #expect(certificate.bound <= cheapest + 1e-6)
        #expect(certificate.effort >= cheapest - 1e-6)
        compared += 1
      }
    }
    #expect(compared > 20)
  }

  /// Where maxima take ever more of what is added for them, the way to the limits starts at what was found last: the
  /// dear part is lifted as far as it is missing, and not by the share of its limit that the cheap one is.
  @Test func whereMaximaTakeWhatIsAdded_dearPartsAreSpared() throws {
    func part(_ number: Int, median: Double, value: Double, cost: CostCurve) -> PlanProblem.Part {
      PlanProblem.Part(
        indicator: .component(number), score: median, maximum: 100, medians: [median],
        paths: [1: [Double](repeating: value, count: 10)], pastGains: [],
        lever: Lever(cost: cost, pace: 100))
    }
    let problem = PlanProblem(
      blocks: [
        PlanProblem.Block(
          unit: 0, maximum: 1000, discrepancy: 0,
          parts: [
            // At its maximum after 0.3 points on every path, though it may be lifted by 20.
            part(0, median: 80, value: 99.7, cost: 2),
            part(1, median: 91, value: 10, cost: 1), part(2, median: 95, value: 10, cost: 10),
          ])
      ], groups: [],
      goals: [.init(kind: .total(129.7), block: 0, week: 1, target: 0, importance: .must)],
      deadlines: [[1]], weeks: 1, pathCount: 10, usesCosts: true, movesPerWeek: nil)
    let solution = try #require(problem.solve(confidence: 0.8, limits: .possible))
    #expect(solution.evaluation.count == 10)
    // The best is 0.3, 9 and 0.7 points: 16.6. The same share of every limit takes 68.6.
    #expect(abs(solution.effort - 16.6) < 1e-9 && abs(solution.bound - 16.6) < 1e-7)
  }
}
