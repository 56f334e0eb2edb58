import NumericCore
import Testing

@testable import Planning

/// Plans by several deadlines, close to maxima, against trying every set of paths that could be held.
@Suite struct ExactPlanTests {
  /// Three parts with little room on some paths, a total by two deadlines, and now and then a part.
  private func randomProblem(_ generator: inout SeededGenerator, paths count: Int) -> PlanProblem {
    let parts = (0..<3).map { number in
      let room = 0.2 + 2 * generator.uniform()
      let spread = 0.6 * generator.uniform()
      func values() -> [Double] {
        (0..<count).map { _ in 20 - max(room + spread * generator.normal(), 0) }
      }
      return PlanProblem.Part(
        indicator: .component(number), score: 20 - room, maximum: 20, medians: [20 - room, 20 - room],
        paths: [1: values(), 2: values()], pastGains: [],
        lever: Lever(cost: CostCurve(rate: 0.5 + 2 * generator.uniform()), pace: 100))
    }
    func total(_ week: Int, _ share: Double) -> PlanProblem.Goal {
      let now = parts.reduce(0) { $0 + $1.medians[week - 1] }
      return .init(
        kind: .total(now + share * (60 - now)), block: 0, week: week, target: week, importance: .must)
    }
    var goals = [total(1, 0.5 * generator.uniform()), total(2, 0.2 + 0.5 * generator.uniform())]
    if generator.uniform() < 0.5 {
      goals.append(
        .init(
          kind: .part(0, parts[0].score + 0.4 * generator.uniform()), block: 0, week: 1, target: 3,
          importance: .must))
    }
    return PlanProblem(
      blocks: [.init(unit: 0, maximum: 100, discrepancy: 0, parts: parts)], groups: [], goals: goals,
      deadlines: [[1, 2]], weeks: 2, pathCount: count, usesCosts: true, movesPerWeek: nil)
  }

  /// The least effort over all sets of so many paths, each of them held by what every set of parts must bring.
  private func leastEffort(_ problem: PlanProblem, wanted: Int) -> Double? {
    let program = problem.liftProgram(of: 0, limits: .possible)
    let parts = problem.blocks[0].parts
    // By path: the needs of all sets of parts by both deadlines.
    let needs = (0..<problem.pathCount).map { path -> [LiftProgram.Need]? in
      var needs: [LiftProgram.Need] = []
      for (d, week) in [1, 2].enumerated() {
        for bits in 0..<8 {
          let set = [0, 1, 2].filter { bits & (1 << $0) != 0 }
          var amount = -Double.infinity
          for goal in problem.goals where goal.week == week {
            if let part = goal.part {
              if set == [part] { amount = max(amount, goal.threshold - parts[part].paths[week]![path]) }
            } else {
              // Parts outside the set are full.
              let sum = [0, 1, 2].reduce(0) { $0 + (set.contains($1) ? parts[$1].paths[week]![path] : 20) }
              amount = max(amount, goal.threshold - sum)
            }
          }
          if set.isEmpty {
            if amount > 0 { return nil }
          } else {
            needs.append(.init(deadline: d, items: set, amount: amount))
          }
        }
      }
      return needs
    }
    var best: Double?
    func extend(_ held: [LiftProgram.Need]?, from path: Int, missing: Int) {
      if missing == 0 {
        guard let held, program.bound(held) ?? .infinity < best ?? .infinity else { return }
        if let effort = program.solve(held)?.effort { best = min(best ?? .infinity, effort) }
        return
      }
      guard problem.pathCount - path >= missing else { return }
      if let own = needs[path] {
        let both =
          held.map {
            zip($0, own).map { one, other in
              LiftProgram.Need(
                deadline: one.deadline, items: one.items, amount: max(one.amount, other.amount))
            }
          } ?? own
        extend(both, from: path + 1, missing: missing - 1)
      }
      extend(held, from: path + 1, missing: missing)
    }
    extend(nil, from: 0, missing: wanted)
    return best
  }

  @Test func plans_areTheBestOfAllSetsOfPaths() throws {
    var generator = SeededGenerator(seed: 81)
    var (solved, capped) = (0, 0)
    for trial in 0..<16 {
      let problem = randomProblem(&generator, paths: 8)
      let wanted = Int.random(in: 4...7, using: &generator)
      let found = problem.solve(confidence: Double(wanted) / 8, limits: .possible)
      let expected = leastEffort(problem, wanted: wanted)
      #expect((found == nil) == (expected == nil), "\(trial)")
      guard let found, let expected else { continue }
      solved += 1
      if let loss = problem.losses(
        of: 0, week: 2, lifts: found.needed[0].map { $0[1] }, totals: problem.totals(of: 0, week: 2)),
        loss.contains(where: { $0 > 0.01 })
      {
        capped += 1
      }
      // What is proven is proven to less than a millionth.
      #expect(
        abs(found.effort - expected) <= 1e-6 * max(expected, 1), "\(trial): \(found.effort) \(expected)")
      #expect(found.effort - found.bound <= 1e-6 * max(expected, 1), "\(trial): \(found.bound)")
      #expect(found.evaluation.count >= wanted)
      #expect(problem.evaluate(found.needed, needs: problem.needs).count >= wanted, "\(trial)")
    }
    // The test is of nothing where no plan exists, or no part is ever full.
    #expect(solved >= 8 && capped >= 4, "\(solved) \(capped)")
  }

  @Test func effort_growsWithTheChance_andKnowsNoOrderOfPaths() throws {
    var generator = SeededGenerator(seed: 82)
    for trial in 0..<6 {
      var problem = randomProblem(&generator, paths: 40)
      var before = 0.0
      for chance in [0.5, 0.7, 0.8, 0.9] {
        guard let found = problem.solve(confidence: chance, limits: .possible) else { break }
        // Either may be a proven millionth above the optimum.
        #expect(found.effort >= before - 1e-6 * max(before, 1), "\(trial) \(chance)")
        before = found.effort
        #expect(found.effort - found.bound <= 1e-6 * max(found.effort, 1), "\(trial) \(chance)")
      }
      let found = problem.solve(confidence: 0.7, limits: .possible)
      for part in problem.blocks[0].parts.indices {
        problem.blocks[0].parts[part].paths = problem.blocks[0].parts[part].paths.mapValues { $0.reversed() }
      }
      let turned = problem.solve(confidence: 0.7, limits: .possible)
      #expect((found == nil) == (turned == nil))
      if let found, let turned {
        #expect(abs(found.effort - turned.effort) <= 1e-6 * max(found.effort, 1), "\(trial)")
      }
    }
  }

  /// Twice the same question has the same answer to the last bit.
  @Test func solutions_areDeterministic() throws {
    var generator = SeededGenerator(seed: 83)
    let problem = randomProblem(&generator, paths: 60)
    let first = try #require(problem.solve(confidence: 0.6, limits: .possible))
    let second = try #require(problem.solve(confidence: 0.6, limits: .possible))
    #expect(first.needed == second.needed && first.bound == second.bound)
  }

  /// With least steps: the cheapest of the programmes that hold a set of paths by what every set of parts must bring.
  @Test func steps_areTheBestOfAllSetsOfPaths() throws {
    var generator = SeededGenerator(seed: 84)
    var solved = 0
    for trial in 0..<5 {
      var problem = randomProblem(&generator, paths: 6)
      problem.goals = [problem.goals[1]]
      problem.deadlines = [[2]]
      for part in 0..<3 {
        let lever = problem.blocks[0].parts[part].lever
        problem.blocks[0].parts[part].lever = Lever(cost: lever.cost, pace: 100, leastStep: 0.4)
      }
      let wanted = 4
      let found = try problem.bestSolution(confidence: Double(wanted) / 6, limits: .possible)
      var best: Double?
      for bits in 0..<64 where bits.nonzeroBitCount == wanted {
        var needs: [PlanProblem.LevelNeed] = []
        for set in 1..<8 {
          let parts = [0, 1, 2].filter { set & (1 << $0) != 0 }
          let amount = (0..<6).filter { bits & (1 << $0) != 0 }.map { path in
            problem.goals[0].threshold
              - [0, 1, 2].reduce(0) {
                $0 + (parts.contains($1) ? problem.blocks[0].parts[$1].paths[2]![path] : 20)
              }
          }.max()!
          needs.append(.init(block: 0, deadline: 0, parts: parts, amount: amount))
        }
        let plan = try problem.actionProgram(needs, limits: .possible).program.solve()
        if plan.isPlan { best = min(best ?? .infinity, plan.cost) }
      }
      #expect((found == nil) == (best == nil), "\(trial)")
      guard let found, let best else { continue }
      solved += 1
      // Programmes are proven to a millionth, and so is the search over them.
      #expect(abs(found.effort - best) <= 3e-6 * max(best, 1), "\(trial): \(found.effort) \(best)")
      #expect(found.effort - found.bound <= 3e-6 * max(best, 1), "\(trial): \(found.bound)")
    }
    #expect(solved >= 2)
  }
}
