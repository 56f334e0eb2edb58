/// Lifts as a ``ChanceModel``: those of least effort that reach levels, one block after the other.
struct LiftModel: ChanceModel {
  /// Lifts of least effort for some levels.
  struct Point: Sendable {
    /// As needed, by block, part and deadline.
    var needed: PlanProblem.Lifts
    /// As needed, or sooner; see ``LiftProgram/Solution/lifts``.
    var lifts: PlanProblem.Lifts
    /// The effort of one more point of each block's total, by deadline.
    var prices: [[Double]]
  }

  let programs: [LiftProgram]
  private(set) var required: RequiredLifts

  init(programs: [LiftProgram], required: RequiredLifts) {
    self.programs = programs
    self.required = required
  }

  func relaxation(_ levels: [Double]) -> ChanceRelaxation<Point>? {
    var found = ChanceRelaxation(
      point: Point(needed: [], lifts: [], prices: []), effort: 0, bound: 0)
    var levelPrices = levels.map { _ in 0.0 }
    for (block, program) in programs.enumerated() {
      let columns = levels.indices.filter { required.requirement($0).block == block }
      guard let solution = program.solve(columns.map { need($0, levels[$0]) }) else { return nil }
      found.effort += solution.effort
      found.bound += solution.bound
      var prices = program.deadlines.map { _ in 0.0 }
      for (column, price) in zip(columns, solution.prices) {
        levelPrices[column] = price
        let requirement = required.requirement(column)
        if requirement.part == nil { prices[requirement.deadline] += price }
      }
      found.point.needed.append(solution.needed)
      found.point.lifts.append(solution.lifts)
      found.point.prices.append(prices)
    }
    found.prices = levelPrices
    return found
  }

  private func need(_ column: Int, _ level: Double) -> LiftProgram.Need {
    LiftProgram.Need(
      deadline: required.requirement(column).deadline, items: required.sums[column].parts, amount: level)
  }

  /// The effort of a block for levels of its first columns, one per requirement.
  func effort(of block: Int, levels: ArraySlice<Double>) -> ChanceProgram.LevelEffort? {
    // Levels keep the positions of their columns.
    programs[block].solve(levels.indices.map { need($0, levels[$0]) }).map {
      ChanceProgram.LevelEffort(effort: $0.effort, bound: $0.bound, prices: $0.prices)
    }
  }

  func reached(_ point: Point) -> [Double] { required.reached(point.needed) }

  func worth(_ levels: [Double]) -> [Double] {
    relaxation(levels)?.prices ?? levels.map { _ in 1 }
  }

  func missed(_ point: Point) -> [Bool] { required.missed(point.needed) }

  mutating func furtherColumns(_ point: Point, missed: [Int], atMost count: Int) -> [PathColumn] {
    required.further(point.needed, missed: missed, atMost: count)
  }
}
