import NumericCore
import Testing

@testable import Planning

/// Lifts by several deadlines: within their limits, and of least effort by the dual, which is worked out anew here.
@Suite struct LiftProgramTests {
  private func randomProgram(
    _ generator: inout SeededGenerator, deadlines count: Int, ascending: Bool
  ) -> (LiftProgram, LiftProgram.Needs) {
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
    var shares = deadlines.map { _ in generator.uniform() }
    if ascending { shares.sort() }
    let needs = LiftProgram.Needs(
      totals: deadlines.indices.map { d in items.reduce(0) { $0 + $1.upper[d] } * shares[d] },
      items: items.map { item in item.upper.map { generator.uniform() < 0.2 ? $0 * generator.uniform() : 0 } }
    )
    return (LiftProgram(deadlines: deadlines, items: items), needs)
  }

  @Test func randomPrograms_meetTheirNeedsWithinTheirLimits() throws {
    var generator = SeededGenerator(seed: 61)
    for trial in 0..<400 {
      let (program, needs) = randomProgram(&generator, deadlines: 1 + trial % 4, ascending: false)
      let found = try #require(program.solve(needs), "\(trial)")
      #expect(found.effort >= program.bound(needs)! - 1e-9, "\(trial)")
      for d in program.deadlines.indices {
        #expect(found.needed.reduce(0) { $0 + $1[d] } >= needs.totals[d] - 1e-9, "\(trial)")
        for i in program.items.indices {
          #expect(found.lifts[i][d] >= found.needed[i][d])
          #expect(found.lifts[i][d] <= program.items[i].upper[d] + 1e-12)
          #expect(found.needed[i][d] >= needs.items[i][d] - 1e-12)
          if d > 0 {
            #expect(found.needed[i][d] >= found.needed[i][d - 1] - 1e-9)
            #expect(found.lifts[i][d] >= found.lifts[i][d - 1] - 1e-12)
          }
        }
      }
    }
  }

  /// For a price λ ≥ 0, λ·t plus the least of Σ f(x) − λ·x over the limits is a lower bound of every effort. At the
  /// optimum it is the effort.
  @Test func effortOfOneDeadline_isThatOfTheDual() throws {
    var generator = SeededGenerator(seed: 62)
    for trial in 0..<400 {
      let (program, needs) = randomProgram(&generator, deadlines: 1, ascending: false)
      let found = try #require(program.solve(needs))
      var dual = found.prices[0] * needs.totals[0]
      for (i, item) in program.items.enumerated() {
        func value(_ x: Double) -> Double { item.curves[0].effort(of: x) - found.prices[0] * x }
        // Convex in x: search by thirds knows nothing of pieces.
        var (low, high) = (needs.items[i][0], max(item.upper[0], needs.items[i][0]))
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

  /// No exchange between two components by one deadline, or by it and all later ones, takes less effort.
  @Test func severalDeadlines_leaveLittleToGain() throws {
    var generator = SeededGenerator(seed: 63)
    var open = 0
    for trial in 0..<300 {
      let (program, needs) = randomProgram(&generator, deadlines: 3, ascending: true)
      let found = try #require(program.solve(needs))
      let gap = found.effort - program.bound(needs)!
      if gap > 1e-6 * max(found.effort, 1) { open += 1 }
      #expect(gap <= 0.35 * found.effort, "\(trial): \(gap) \(found.effort)")
    }
    // Growing needs seldom hold one another up.
    #expect(open < 150)
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
    let found = try #require(program.solve(.init(totals: [1, 0.5], items: [[0, 0], [0, 0]])))
    // Seen over both deadlines the two are alike.
    for lifts in found.needed { #expect(abs(lifts[0] - 0.5) < 1e-9 && abs(lifts[1] - 0.5) < 1e-9) }
    let alone = try #require(program.solve(.init(totals: [1, 2], items: [[0, 0], [0, 0]])))
    #expect(alone.needed[0][0] > 0.7 && alone.needed[1][1] > 1)
    #expect(program.solve(.init(totals: [8.1, 8.1], items: [[0, 0], [0, 0]])) == nil)
    #expect(program.solve(.init(totals: [0, 0], items: [[4.1, 0], [0, 0]])) == nil)
  }

  @Test func lifts_keepASteadyPace_whereNothingIsNeededSooner() throws {
    let item = LiftProgram.Item(
      curves: [EffortCurve(familiar: 1, headroom: 4), EffortCurve(familiar: 2, headroom: 4)],
      upper: [0.3, 4],
      lower: [0, 0])
    let program = LiftProgram(deadlines: [1, 4], items: [item, item])
    let found = try #require(program.solve(.init(totals: [0.2, 2], items: [[0, 0], [0, 0.4]])))
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
