import NumericCore
import Testing

@testable import Planning

/// Lifts by several deadlines: optimal by the conditions of Karush, Kuhn and Tucker, which are checked anew here.
@Suite struct LiftProgramTests {
  private func randomProgram(_ generator: inout SeededGenerator) -> (LiftProgram, LiftProgram.Needs) {
    let deadlines = Array(Set((0..<3).map { _ in Int.random(in: 1...8, using: &generator) })).sorted()
    let items = (0..<Int.random(in: 1...6, using: &generator)).map { _ in
      let headroom = 0.1 + 4 * generator.uniform()
      let familiar = headroom * generator.uniform()
      let curve =
        generator.uniform() < 0.5
        ? EffortCurve(familiar: familiar, headroom: headroom)
        : EffortCurve(cost: CostCurve(rate: 0.5 + 2 * generator.uniform()), familiar: familiar, headroom: headroom)
      var upper = deadlines.map { _ in headroom * generator.uniform() }.sorted()
      if generator.uniform() < 0.3 { upper = upper.map { _ in headroom } }
      return LiftProgram.Item(curve: curve, upper: upper, lower: upper.map { _ in 0 })
    }
    let program = LiftProgram(deadlines: deadlines, items: items)
    let needs = LiftProgram.Needs(
      totals: deadlines.indices.map { d in
        items.reduce(0) { $0 + $1.upper[d] } * generator.uniform()
      },
      items: items.map { item in
        item.upper.map { generator.uniform() < 0.2 ? $0 * generator.uniform() : 0 }
      })
    return (program, needs)
  }

  @Test func randomPrograms_meetTheirNeedsWithinTheirLimits() throws {
    var generator = SeededGenerator(seed: 61)
    for trial in 0..<400 {
      let (program, needs) = randomProgram(&generator)
      let found = try #require(program.solve(needs), "\(trial)")
      for d in program.deadlines.indices {
        #expect(found.lifts.reduce(0) { $0 + $1[d] } >= needs.totals[d] - 1e-9, "\(trial)")
        for i in program.items.indices {
          #expect(found.lifts[i][d] <= program.items[i].upper[d] + 1e-12)
          #expect(found.lifts[i][d] >= needs.items[i][d] - 1e-12)
          if d > 0 { #expect(found.lifts[i][d] >= found.lifts[i][d - 1] - 1e-12) }
        }
      }
    }
  }

  /// For prices μ ≥ 0 of the deadlines, Σ μ·t plus the least of Σ f(x) − Σ μ·min(x, U) over the limits is a lower bound
  /// of every effort. At the optimum it is the effort.
  @Test func effort_isThatOfTheDual() throws {
    var generator = SeededGenerator(seed: 62)
    for trial in 0..<400 {
      let (program, needs) = randomProgram(&generator)
      let found = try #require(program.solve(needs))
      // λ of a deadline counts for all that is there by it: μ are its falls.
      let multipliers = found.prices.indices.map { d in
        found.prices[d] - (d + 1 < found.prices.count ? found.prices[d + 1] : 0)
      }
      #expect(multipliers.allSatisfy { $0 >= -1e-12 }, "\(trial)")
      var dual = zip(multipliers, needs.totals).reduce(0) { $0 + $1.0 * $1.1 }
      for (i, item) in program.items.enumerated() {
        let least = needs.items[i].max() ?? 0
        func value(_ x: Double) -> Double {
          item.curve.effort(of: x)
            - zip(multipliers, item.upper).reduce(0) { $0 + $1.0 * min(x, $1.1) }
        }
        // Convex in x: golden-section search knows nothing of pieces.
        var (low, high) = (least, max(item.upper.last!, least))
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

  @Test func earlyDeadline_hastensAllByTheSameShare_andNoMoreThanNeeded() throws {
    let item = LiftProgram.Item(
      curve: EffortCurve(familiar: 2, headroom: 4), upper: [1, 4], lower: [0, 0])
    let slow = LiftProgram.Item(
      curve: EffortCurve(familiar: 2, headroom: 4), upper: [4, 4], lower: [0, 0])
    let program = LiftProgram(deadlines: [1, 4], items: [item, slow])
    let relaxed = try #require(program.solve(.init(totals: [0.2, 2], items: [[0, 0], [0, 0]])))
    // A straight line has a quarter of the lift after one of four weeks, which is enough.
    #expect(abs(relaxed.lifts[0][0] - 0.25) < 1e-9 && abs(relaxed.lifts[1][0] - 0.25) < 1e-9)
    let hasty = try #require(program.solve(.init(totals: [1.4, 2], items: [[0, 0], [0, 0]])))
    #expect(abs(hasty.lifts[0][0] - 0.7) < 1e-6 && abs(hasty.lifts[1][0] - 0.7) < 1e-6)
    #expect(hasty.effort == relaxed.effort)
    let most = try #require(program.solve(.init(totals: [1.9, 2], items: [[0, 0], [0, 0]])))
    #expect(most.lifts[0][0] <= 1 && abs(most.lifts[0][0] + most.lifts[1][0] - 1.9) < 1e-9)
    #expect(program.solve(.init(totals: [5.1, 6], items: [[0, 0], [0, 0]])) == nil)
    #expect(program.solve(.init(totals: [0, 0], items: [[1.1, 0], [0, 0]])) == nil)
  }
}
