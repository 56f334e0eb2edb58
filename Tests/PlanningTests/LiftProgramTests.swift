import NumericCore
import Testing

@testable import Planning

/// Lifts by several deadlines: within their limits, and of least effort by the dual.
@Suite struct LiftProgramTests {
  private func randomProgram(
    _ generator: inout SeededGenerator, deadlines count: Int
  ) -> (LiftProgram, [LiftProgram.Need]) {
    let deadlines = (1...count).map { 2 * $0 }
    let items = (0..<Int.random(in: 1...6, using: &generator)).map { _ in
      let headroom = 0.1 + 4 * generator.uniform()
      var upper = deadlines.map { _ in headroom * generator.uniform() }.sorted()
      if generator.uniform() < 0.3 { upper = upper.map { _ in headroom } }
      let isStated = generator.uniform() < 0.5
      let rate = CostCurve(rate: 0.5 + 2 * generator.uniform())
      let familiar = deadlines.map { _ in headroom * generator.uniform() }.sorted()
      let curves = familiar.map {
        isStated
          ? EffortCurve(cost: rate, familiar: $0, headroom: headroom)
          : EffortCurve(familiar: $0, headroom: headroom)
      }
      return LiftProgram.Item(curves: curves, upper: upper, lower: upper.map { _ in 0 })
    }
    return (LiftProgram(deadlines: deadlines, items: items), needs(of: items, count, &generator))
  }

  /// A need of all items by every deadline, and now and then of some of them, or of one.
  private func needs(
    of items: [LiftProgram.Item], _ count: Int, _ generator: inout SeededGenerator
  ) -> [LiftProgram.Need] {
    var needs: [LiftProgram.Need] = []
    for d in 0..<count {
      var sets = [Array(items.indices)]
      while generator.uniform() < 0.5 {
        let some = items.indices.filter { _ in generator.uniform() < 0.6 }
        if !some.isEmpty, !sets.contains(some) { sets.append(some) }
      }
      for set in sets {
        let room = set.reduce(0) { $0 + items[$1].upper[d] }
        needs.append(.init(deadline: d, items: set, amount: room * generator.uniform()))
      }
    }
    return needs
  }

  @Test func randomPrograms_meetTheirNeedsWithinTheirLimits() throws {
    var generator = SeededGenerator(seed: 61)
    for trial in 0..<120 {
      let (program, needs) = randomProgram(&generator, deadlines: 1 + trial % 4)
      let found = try #require(program.solve(needs), "\(trial)")
      #expect(found.effort >= program.bound(needs)! - 1e-9, "\(trial)")
      for need in needs {
        let sum = need.items.reduce(0) { $0 + found.needed[$1][need.deadline] }
        // A goal that is missed by a billionth is met; a tenth of that is left for the solver.
        #expect(sum >= need.amount - 1e-10, "\(trial)")
      }
      for d in program.deadlines.indices {
        for i in program.items.indices {
          #expect(found.lifts[i][d] >= found.needed[i][d])
          #expect(found.needed[i][d] >= 0 && found.lifts[i][d] <= program.items[i].upper[d] + 1e-12)
          if d > 0 {
            #expect(found.needed[i][d] >= found.needed[i][d - 1])
            #expect(found.lifts[i][d] >= found.lifts[i][d - 1] - 1e-12)
          }
        }
      }
    }
  }

  /// For prices λ ≥ 0 of all rows the Lagrangian's least value is a bound; that it equals the effort proves both.
  @Test func severalNeedsAndDeadlines_haveNoGapToTheDual() throws {
    var generator = SeededGenerator(seed: 63)
    for trial in 0..<120 {
      let (program, needs) = randomProgram(&generator, deadlines: 1 + trial % 3)
      let found = try #require(program.solve(needs))
      // What the curves' slopes and lengths come to in double precision, after a few hundred sums.
      #expect(found.effort - found.bound <= 1e-8 * max(found.effort, 1), "\(trial): \(found)")
      #expect(found.bound <= found.effort)
      #expect(found.prices.allSatisfy { $0 >= 0 })
    }
  }

  /// The prices bound the effort of other amounts from below: that is what a subgradient is.
  @Test func prices_boundTheEffortOfOtherNeeds() throws {
    var generator = SeededGenerator(seed: 65)
    for trial in 0..<120 {
      let (program, needs) = randomProgram(&generator, deadlines: 1 + trial % 3)
      let found = try #require(program.solve(needs))
      var others = needs
      for position in others.indices { others[position].amount *= 0.7 + 0.4 * generator.uniform() }
      guard let other = program.solve(others) else { continue }
      let bound = zip(others, zip(needs, found.prices)).reduce(found.bound) {
        $0 + ($1.0.amount - $1.1.0.amount) * $1.1.1
      }
      #expect(other.effort >= bound - 1e-8 * max(other.effort, 1), "\(trial): \(other.effort) \(bound)")
    }
  }

  /// No feasible lifts drawn at random take less effort.
  @Test func feasibleLifts_takeNoLessEffort() throws {
    var generator = SeededGenerator(seed: 66)
    var compared = 0
    for trial in 0..<40 {
      let (program, needs) = randomProgram(&generator, deadlines: 1 + trial % 3)
      let found = try #require(program.solve(needs))
      for _ in 0..<40 {
        // Between the solution and the limits, shaken: near the optimum, where a fault would show.
        let share = generator.uniform() * generator.uniform()
        var lifts = found.needed
        for i in lifts.indices {
          var before = 0.0
          for d in lifts[i].indices {
            let upper = program.items[i].upper[d]
            let shaken = lifts[i][d] + share * (generator.uniform() - 0.4) * upper
            lifts[i][d] = min(max(shaken, before), upper)
            before = lifts[i][d]
          }
        }
        let isEnough = needs.allSatisfy { need in
          need.items.reduce(0) { $0 + lifts[$1][need.deadline] } >= need.amount
        }
        guard isEnough else { continue }
        compared += 1
        let effort = program.deadlines.indices.reduce(0) { sum, d in
          sum + program.effort(d, lifts.map { $0[d] })
        }
        #expect(effort >= found.effort - 1e-8 * max(effort, 1), "\(trial)")
      }
    }
    #expect(compared > 200)
  }

  /// For a price λ ≥ 0, λ·t plus the least of Σ f(x) − λ·x over the limits is a lower bound of every effort. At the
  /// optimum it is the effort.
  @Test func effortOfOneDeadline_isThatOfTheDual() throws {
    var generator = SeededGenerator(seed: 62)
    for trial in 0..<200 {
      let (program, several) = randomProgram(&generator, deadlines: 1)
      let needs = Array(several.prefix(1))
      let found = try #require(program.solve(needs))
      var dual = found.prices[0] * needs[0].amount
      for item in program.items {
        func value(_ x: Double) -> Double { item.curves[0].effort(of: x) - found.prices[0] * x }
        // Convex in x: search by thirds knows nothing of pieces.
        var (low, high) = (0.0, item.upper[0])
        for _ in 0..<80 {
          let third = (high - low) / 3
          if value(low + third) <= value(high - third) { high -= third } else { low += third }
        }
        dual += value((low + high) / 2)
      }
      // Thirds of at most 4 points leave nothing after 80 rounds but rounding.
      #expect(abs(dual - found.effort) <= 1e-8 * max(found.effort, 1), "\(trial): \(dual) \(found.effort)")
    }
  }

  /// Needs of the sum of two items by two deadlines.
  private func both(_ first: Double, _ second: Double) -> [LiftProgram.Need] {
    [.init(deadline: 0, items: [0, 1], amount: first), .init(deadline: 1, items: [0, 1], amount: second)]
  }

  @Test func laterNeedsBelowEarlierOnes_arePaidForTogether() throws {
    let quick = LiftProgram.Item(
      curves: [EffortCurve(familiar: 2, headroom: 4), EffortCurve(familiar: 0.5, headroom: 4)],
      upper: [4, 4],
      lower: [0, 0])
    let slow = LiftProgram.Item(
      curves: [EffortCurve(familiar: 0.5, headroom: 4), EffortCurve(familiar: 2, headroom: 4)],
      upper: [4, 4],
      lower: [0, 0])
    let program = LiftProgram(deadlines: [1, 4], items: [quick, slow])
    let found = try #require(program.solve(both(1, 0.5)))
    // Seen over both deadlines the two are alike.
    for lifts in found.needed { #expect(abs(lifts[0] - 0.5) < 1e-9 && abs(lifts[1] - 0.5) < 1e-9) }
    let alone = try #require(program.solve(both(1, 2)))
    // What the quick one gives by the first deadline it gives by the second as well: with q of it by both the slopes
    // are 1 + q/2 + 2 + 4·(q − ½)/3½ = 1 + 2·(1 − q) + 1 + (2 − q)/2.
    for lift in alone.needed[0] { #expect(abs(lift - 18.0 / 29) < 1e-9) }
    #expect(program.solve(both(8.1, 8.1)) == nil)
    #expect(program.solve([.init(deadline: 0, items: [0], amount: 4.1)]) == nil)
  }

  @Test func lifts_keepASteadyPace_whereNothingIsNeededSooner() throws {
    let item = LiftProgram.Item(
      curves: [EffortCurve(familiar: 1, headroom: 4), EffortCurve(familiar: 2, headroom: 4)],
      upper: [0.3, 4],
      lower: [0, 0])
    let program = LiftProgram(deadlines: [1, 4], items: [item, item])
    let found = try #require(program.solve(both(0.2, 2) + [.init(deadline: 1, items: [1], amount: 0.4)]))
    // A quarter of a point after one of four weeks; the limit of that week allows it.
    #expect(abs(found.needed[0][0] - 0.1) < 1e-9 && abs(found.lifts[0][0] - 0.25) < 1e-9)
    #expect(abs(found.lifts[0][1] - 1) < 1e-9)
  }

  @Test func addedCurves_haveTheSumOfEfforts() {
    var generator = SeededGenerator(seed: 64)
    for _ in 0..<100 {
      let one = EffortCurve(familiar: generator.uniform(), headroom: 1 + generator.uniform())
      let other = EffortCurve(
        cost: CostCurve(rate: 2), familiar: generator.uniform(), headroom: 1 + generator.uniform())
      let sum = one.adding(other)
      #expect(abs(sum.length - min(one.length, other.length)) < 1e-12)
      for step in 0...10 {
        let lift = sum.length * Double(step) / 10
        #expect(abs(sum.effort(of: lift) - one.effort(of: lift) - other.effort(of: lift)) < 1e-12)
      }
    }
  }
}
