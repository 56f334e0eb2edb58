import Foundation
import NumericCore
import Testing

@testable import Planning

/// The wrapper of Cbc: statuses, limits, repetition, silence.
@Suite struct IntegerModelTests {
  /// A knapsack with several limits: cost below zero, so that taking pays.
  private func knapsack(_ count: Int, limits: Int = 3, seed: UInt64) -> IntegerModel {
    var generator = SeededGenerator(seed: seed)
    var model = IntegerModel()
    for _ in 0..<count {
      _ = model.addColumn(
        upper: 1, cost: -Double(Int.random(in: 1...1000, using: &generator)), isInteger: true)
    }
    for _ in 0..<limits {
      let weights = (0..<count).map { ($0, Double(Int.random(in: 1...1000, using: &generator))) }
      model.addRow(weights, upper: (weights.reduce(0) { $0 + $1.1 } / 3).rounded())
    }
    return model
  }

  @Test func linearProgramme_isSolvedToItsVertex() throws {
    var model = IntegerModel()
    let x = model.addColumn(cost: -3)
    let y = model.addColumn(cost: -5)
    model.addRow([(x, 1)], upper: 4)
    model.addRow([(y, 2)], upper: 12)
    model.addRow([(x, 1), (x, 2), (y, 2)], upper: 18)
    let solution = try model.solve()
    #expect(solution.status == .optimal)
    #expect(abs(solution.objective + 36) < 1e-9)
    #expect(abs(solution.values[x] - 2) < 1e-9 && abs(solution.values[y] - 6) < 1e-9)
  }

  @Test func randomKnapsacks_agreeWithEnumeration() throws {
    for seed in 0..<20 {
      let model = knapsack(10, seed: UInt64(seed))
      var best = 0.0
      for subset in 0..<1024 {
        let values = (0..<10).map { subset >> $0 & 1 == 1 ? 1.0 : 0.0 }
        if model.violation(of: values) == 0 { best = min(best, model.objective(of: values)) }
      }
      let solution = try model.solve()
      #expect(solution.status == .optimal)
      #expect(abs(solution.objective - best) < 1e-9)
      #expect(abs(solution.bound - best) < 1e-6)
    }
  }

  @Test func infeasibleProgrammes_areToldApart() throws {
    for isInteger in [false, true] {
      var model = IntegerModel()
      let x = model.addColumn(upper: 1, cost: 1, isInteger: isInteger)
      let y = model.addColumn(upper: 1, cost: 1, isInteger: isInteger)
      model.addRow([(x, 1), (y, 1)], lower: 3)
      #expect(try model.solve().status == .infeasible)
    }
    // Feasible as a linear programme only.
    var model = IntegerModel()
    let x = model.addColumn(upper: 5, cost: 1, isInteger: true)
    model.addRow([(x, 2)], lower: 3, upper: 3)
    #expect(try model.solve().status == .infeasible)
    var empty = IntegerModel()
    empty.addRow([], lower: 1)
    #expect(try empty.solve().status == .infeasible)
    #expect(try IntegerModel().solve().status == .optimal)
  }

  @Test func withoutRows_everyColumnGoesToItsCheaperEnd() throws {
    var model = IntegerModel()
    _ = model.addColumn(lower: 0.5, upper: 3.5, cost: 2, isInteger: true)
    _ = model.addColumn(lower: -1, upper: 2, cost: -1)
    let solution = try model.solve()
    #expect(solution.values == [1, 2])
    #expect(solution.objective == 0)
  }

  @Test func largeAndSmallCosts_areSolvedAlike() throws {
    let model = knapsack(15, seed: 5)
    let reference = try model.solve()
    for scale in [1e-9, 1e9] {
      var scaled = IntegerModel()
      for column in model.columns {
        _ = scaled.addColumn(upper: 1, cost: column.cost * scale, isInteger: true)
      }
      for row in model.rows { scaled.addRow(Array(zip(row.columns, row.coefficients)), upper: row.upper) }
      #expect(abs(try scaled.solve().objective / scale - reference.objective) < 1e-6)
    }
  }

  @Test func nodeLimit_givesABoundBelowAndASolutionAboveTheOptimum_everyTime() throws {
    for seed in 1...6 {
      let model = knapsack(40, limits: 5, seed: UInt64(seed))
      let optimum = try model.solve()
      #expect(optimum.status == .optimal)
      let limited = try model.solve(nodeLimit: 1)
      #expect(limited.bound <= optimum.objective + 1e-6)
      #expect(limited.values.isEmpty || limited.objective >= optimum.objective - 1e-6)
      #expect(limited == (try model.solve(nodeLimit: 1)))
    }
  }

  @Test func start_isNeverMadeWorse_evenWithoutTime() throws {
    let model = knapsack(60, limits: 8, seed: 9)
    var start = [Double](repeating: 0, count: 60)
    start[3] = 1
    let solution = try model.solve(timeLimit: 0, start: start)
    #expect(solution.status == .feasible || solution.status == .optimal)
    #expect(solution.objective <= model.objective(of: start))
    #expect(model.violation(of: solution.values) < 1e-6)
    #expect(solution.bound <= solution.objective)
    // One that breaks a row is no start.
    let broken = try knapsack(10, seed: 1).solve(start: [Double](repeating: 1, count: 10))
    #expect(broken == (try knapsack(10, seed: 1).solve()))
  }

  @Test func optimalStart_staysOptimal() throws {
    let model = knapsack(20, seed: 3)
    let first = try model.solve()
    let second = try model.solve(start: first.values)
    #expect(second.status == .optimal)
    #expect(abs(second.objective - first.objective) < 1e-9)
  }

  /// Cbc's solver shares state between threads; one at a time, each finds what it finds alone.
  @Test func concurrentSolves_findTheSame() async throws {
    let models = (0..<8).map { knapsack(20, seed: UInt64($0)) }
    let alone = try models.map { try $0.solve() }
    let together = try await withThrowingTaskGroup(of: (Int, IntegerSolution).self) { group in
      for (number, model) in models.enumerated() { group.addTask { (number, try model.solve()) } }
      var solutions = alone
      for try await (number, solution) in group { solutions[number] = solution }
      return solutions
    }
    #expect(together == alone)
  }

  /// Whatever is printed while programmes of all kinds are solved goes to a file first, and on from there:
  /// other tests may print at the same time, so that words of the solver are looked for.
  @Test func solving_printsNothing() throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "headway-silence-\(UUID().uuidString)")
    _ = FileManager.default.createFile(atPath: file.path, contents: nil)
    defer { try? FileManager.default.removeItem(at: file) }
    let handle = try FileHandle(forWritingTo: file)
    fflush(nil)
    let (standardOut, standardError) = (dup(1), dup(2))
    dup2(handle.fileDescriptor, 1)
    dup2(handle.fileDescriptor, 2)
    let statuses = Result {
      var linear = IntegerModel()
      linear.addRow([(linear.addColumn(cost: 1), 1), (linear.addColumn(cost: 2), 3)], lower: 3)
      var infeasible = IntegerModel()
      infeasible.addRow([(infeasible.addColumn(upper: 1), 1)], lower: 2)
      let hard = knapsack(60, limits: 8, seed: 9)
      var start = [Double](repeating: 0, count: 60)
      start[0] = 1
      return [
        try linear.solve().status, try infeasible.solve().status, try knapsack(30, seed: 2).solve().status,
        try hard.solve(timeLimit: 0.05, start: start).status, try hard.solve(nodeLimit: 0).status,
      ]
    }
    fflush(nil)
    dup2(standardOut, 1)
    dup2(standardError, 2)
    close(standardOut)
    close(standardError)
    try handle.close()
    let printed = try Data(contentsOf: file)
    let words = [
      "Cbc", "CBC", "Clp", "Cgl", "Coin", "bjective", "resolve", "MILP", "Obj", "infeasible", "Iter", "nodes",
    ]
    let text = String(decoding: printed, as: UTF8.self)
    for word in words { #expect(!text.contains(word), "\(text.prefix(300))") }
    FileHandle.standardOutput.write(printed)
    #expect(try statuses.get().prefix(3) == [.optimal, .infeasible, .optimal])
  }
}
