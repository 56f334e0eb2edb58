import NumericCore
import Testing

@testable import Planning

/// The cheapest levels that suffice on enough paths, against trying all.
@Suite struct ChanceProgramTests {
  /// A convex effort that rises in every level.
  private static func effort(_ levels: ArraySlice<Double>, _ weights: [Double]) -> Double {
    zip(levels, weights).reduce(0) { $0 + $1.1 * ($1.0 + 0.3 * $1.0 * $1.0) }
  }

  /// The same with its prices.
  private static func levelEffort(
    _ levels: ArraySlice<Double>, _ weights: [Double]
  ) -> ChanceProgram.LevelEffort {
    let effort = effort(levels, weights)
    return .init(
      effort: effort, bound: effort, prices: zip(levels, weights).map { $0.1 * (1 + 0.6 * $0.0) })
  }

  private static func needs(_ columns: Int, _ paths: Int, _ generator: inout SeededGenerator) -> [[Double]] {
    let shared = (0..<paths).map { _ in generator.normal() }
    return (0..<columns).map { _ in
      // Some paths need nothing, and needs are in hundredths now and then: ties.
      let isCoarse = generator.uniform() < 0.3
      return shared.map { common in
        let need = max(0.6 * common + 0.8 * generator.normal() + 0.3, 0)
        return isCoarse ? (need * 10).rounded() / 10 : need
      }
    }
  }

  /// Every combination of levels that are needs of some path, or zero.
  private func best(_ columns: [[Double]], wanted: Int, _ effort: ([Double]) -> Double?) -> Double? {
    var best: Double?
    func extend(_ levels: [Double], _ alive: [Int]) {
      guard alive.count >= wanted else { return }
      if levels.count == columns.count {
        if let found = effort(levels), found < best ?? .infinity { best = found }
        return
      }
      let column = columns[levels.count]
      for level in Set(column + [0]) { extend(levels + [level], alive.filter { column[$0] <= level }) }
    }
    extend([], Array(columns[0].indices))
    return best
  }

  @Test(arguments: 1...4) func randomProblems_haveTheOptimumOfAllCombinations(_ count: Int) throws {
    var generator = SeededGenerator(seed: UInt64(70 + count))
    for trial in 0..<(count < 4 ? 60 : 12) {
      let paths = count < 3 ? 40 : count == 3 ? 22 : 14
      let columns = Self.needs(count, paths, &generator)
      let wanted = Int.random(in: 1...paths, using: &generator)
      let weights = (0..<count).map { _ in 0.2 + 3 * generator.uniform() }
      let program = ChanceProgram(
        columns: columns.map(PathColumn.init), wanted: wanted, blocks: [0..<count],
        effort: { Self.levelEffort($1, weights) })
      let found = try #require(program.solve())
      let expected = try #require(best(columns, wanted: wanted) { Self.effort($0[...], weights) })
      let held = (0..<paths).count { path in
        columns.indices.allSatisfy { columns[$0][path] <= found.levels[$0] }
      }
      #expect(held >= wanted, "\(trial)")
      #expect(found.isProven, "\(trial): \(found)")
      // What is proven is proven to a millionth.
      #expect(abs(found.effort - expected) <= 2e-6 * max(expected, 1), "\(trial): \(found) \(expected)")
    }
  }

  @Test func limits_areKept_evenWhereTheyForbidTheCheapest() throws {
    var generator = SeededGenerator(seed: 75)
    for trial in 0..<60 {
      let columns = Self.needs(3, 18, &generator)
      let limit = 0.5 + 2 * generator.uniform()
      func effort(_ levels: [Double]) -> ChanceProgram.LevelEffort? {
        levels[0] > limit ? nil : Self.levelEffort(levels[...], [0.1, 1, 1])
      }
      let wanted = Int.random(in: 9...16, using: &generator)
      let program = ChanceProgram(
        columns: columns.map(PathColumn.init), wanted: wanted, blocks: [0..<3], effort: { effort(Array($1)) })
      let expected = best(columns, wanted: wanted) { effort($0)?.effort }
      let found = program.solve()
      #expect((found == nil) == (expected == nil), "\(trial)")
      if let found, let expected {
        #expect(abs(found.effort - expected) <= 2e-6 * max(expected, 1), "\(trial)")
      }
    }
  }

  @Test func manyBlocks_haveALevelsThatSuffice_andAnHonestBound() throws {
    var generator = SeededGenerator(seed: 76)
    let columns = Self.needs(30, 1000, &generator)
    let weights = (0..<30).map { _ in 0.2 + 3 * generator.uniform() }
    let program = ChanceProgram(
      columns: columns.map(PathColumn.init), wanted: 800, blocks: (0..<30).map { $0..<($0 + 1) },
      effort: { Self.levelEffort($1, [weights[$0]]) })
    let found = try #require(program.solve())
    let held = (0..<1000).count { path in columns.indices.allSatisfy { columns[$0][path] <= found.levels[$0] }
    }
    #expect(held >= 800)
    // No level can be lowered: each is needed by paths that may not be given up.
    for column in columns.indices where found.levels[column] > 0 {
      let lower = columns[column].filter { $0 < found.levels[column] }.max() ?? 0
      var levels = found.levels
      levels[column] = lower
      let held = (0..<1000).count { path in columns.indices.allSatisfy { columns[$0][path] <= levels[$0] } }
      #expect(held < 800)
    }
    // Every column alone must suffice on as many paths: that much is certain, and the bound is no less.
    let least = columns.indices.reduce(0) { $0 + Self.effort([columns[$1].sorted()[799]], [weights[$1]]) }
    #expect(found.bound >= least * (1 - 1e-9) && found.bound <= found.effort && found.effort > least)
    // One common chance for all is what a plain rule would give.
    let sorted = columns.map { $0.sorted() }
    let rank = try #require(
      (799..<1000).first { rank in
        (0..<1000).count { path in columns.indices.allSatisfy { columns[$0][path] <= sorted[$0][rank] } }
          >= 800
      })
    #expect(found.effort <= columns.indices.reduce(0) { $0 + Self.effort([sorted[$1][rank]], [weights[$1]]) })
  }
}
