import NumericCore

/// Plans that are not of one piece: initiatives that are done or not done, least steps, so many moves a week.
///
/// The levels that suffice on enough paths come from the same ``ChanceProgram``; which actions and lifts reach them at
/// least cost is an ``ActionProgram``. Effects are uncertain: on every path an initiative brings its points and a normal
/// error of its own. The levels are raised by what the chosen initiatives add to the needs of the paths, until enough
/// paths hold.
extension PlanProblem {
  /// An initiative by positions.
  struct Action: Sendable {
    struct Effect: Sendable {
      let block: Int
      let part: Int
      let points: Double
      let standardDeviation: Double
    }

    let initiative: Initiative
    let effects: [Effect]
    let requires: [Int]
    let excludes: [Int]
  }

  /// What was chosen.
  struct Choice: Sendable {
    let program: ActionProgram
    let plan: ActionPlan
    /// The first item of each block.
    let firstItems: [Int]

    /// The start of each action, `nil` if it is not chosen.
    var starts: [Int?] { plan.starts }
  }

  /// Whether some things are done in whole or not at all.
  var isDiscrete: Bool {
    !actions.isEmpty || movesPerWeek != nil
      || blocks.contains { $0.parts.contains { $0.lever.leastStep > 0 } }
  }

  /// The solution of least effort, by the method that the problem needs.
  func bestSolution(confidence: Double, limits: Limits) throws(PlanError) -> Solution? {
    let solution =
      isDiscrete
      ? try chosenSolution(confidence: confidence, limits: limits, effort: .much)
      : solve(confidence: confidence, limits: limits)
    return solution.flatMap { isWithinBudget($0) ? $0 : nil }
  }

  /// Whether initiatives and levers together cost no more than there is. The least effort is the least cost, but for what
  /// counts more beyond the paces seen.
  private func isWithinBudget(_ solution: Solution) -> Bool {
    resources.budget.map { cost(of: solution) <= $0 * (1 + 1e-9) + 1e-9 } ?? true
  }

  /// Whether there is a solution.
  func hasSolution(confidence: Double, limits: Limits, needs: PathNeeds? = nil) throws(PlanError) -> Bool {
    if isDiscrete {
      // Where greedy choices find a plan, nothing needs to be searched for.
      let first = try chosenSolution(confidence: confidence, limits: limits, effort: .first)
      if let first, isWithinBudget(first) { return true }
      return try quickSolution(confidence: confidence, limits: limits) != nil
    }
    guard resources.budget != nil else {
      return isFeasible(confidence: confidence, limits: limits, needs: needs)
    }
    return try bestSolution(confidence: confidence, limits: limits) != nil
  }

  /// A choice for which little time was taken: a plan, but perhaps not the cheapest.
  func quickSolution(confidence: Double, limits: Limits) throws(PlanError) -> Solution? {
    try chosenSolution(confidence: confidence, limits: limits, effort: .little)
      .flatMap { isWithinBudget($0) ? $0 : nil }
  }

  /// Seconds for one choice, should its work take longer than it ever does.
  private static func time(_ effort: SearchEffort) -> Double { effort == .much ? 3 : 1 }
  /// How often levels are raised, and how often halved where they were raised too far.
  private static let mostRounds = 4
  private static let halvings = 2
  /// By how much, relatively, an answer may exceed the bound to be the last.
  private static let enough = 0.01

  /// The cheapest of the choices for several levels that suffice: which levels are the best depends on what can be done,
  /// and that is not known beforehand.
  ///
  /// - Parameter effort: With much there is a bound, and several levels are tried; else the first answer is the last.
  private func chosenSolution(
    confidence: Double, limits: Limits, effort: SearchEffort
  ) throws(PlanError) -> Solution? {
    let wanted = wanted(confidence)
    let needs = needs
    let columns = columns(needs)
    var starts = levelsToTry(columns, wanted: wanted)
    var bound = 0.0
    if actions.isEmpty {
      // Whatever is done in whole could be done in part.
      guard let continuous = solve(confidence: confidence, limits: limits, needs: needs)
      else { return nil }
      starts.insert(
        columns.map { column in
          let lifts = continuous.needed[column.block]
          return column.part.map { lifts[$0][column.deadline] }
            ?? lifts.reduce(0) { $0 + $1[column.deadline] }
        }, at: 0)
      // With more deadlines what is done in part pays for haste.
      if deadlines.allSatisfy({ $0.count <= 1 }) { bound = continuous.bound }
    }
    if effort == .much {
      guard let certain = try certainBound(columns, wanted: wanted, limits: limits) else { return nil }
      bound = max(bound, certain)
    }
    var best: Solution?
    for (position, start) in starts.enumerated() {
      // The first answer may take its time, further ones are to be better without much of it.
      let found = try choice(
        from: start, needs: needs, columns: columns, wanted: wanted, limits: limits,
        effort: position == 0 ? effort : .little)
      if let found, found.effort < best?.effort ?? .infinity { best = found }
      if let best, best.effort <= bound * (1 + Self.enough) || effort != .much { break }
    }
    if effort == .much, best.map({ $0.effort > bound + ChanceProgram.precision * $0.effort }) ?? true,
      let exact = try exactChoice(confidence: confidence, limits: limits, needs: needs, known: best)
    {
      best = exact.solution
      bound = max(bound, exact.bound)
    }
    guard var best else { return nil }
    best.bound = min(bound, best.effort)
    return best
  }

  /// The choice that reaches levels, and where its errors and the maxima ask for more on the paths, somewhat more.
  private func choice(
    from start: [Double], needs: PathNeeds, columns: [Column], wanted: Int, limits: Limits,
    effort: SearchEffort
  ) throws(PlanError) -> Solution? {
    var (reached, levels) = (start, start)
    for round in 0..<Self.mostRounds {
      let effort = round == 0 || effort != .much ? effort : .little
      guard
        let tried = try trial(
          levels, needs: needs, columns: columns, wanted: wanted, limits: limits, effort: effort)
      else {
        break
      }
      if tried.solution.evaluation.count >= wanted { return tried.solution }
      reached = levels
      levels = zip(levels, tried.asked).map(max)
      if levels == reached { levels = levels.map { 1.02 * $0 } }
    }
    // What was asked on account of one choice may be more than the next one needs, and than there is.
    var (low, high) = (reached, levels)
    guard low != high else { return nil }
    for _ in 0..<Self.halvings {
      let middle = zip(low, high).map { ($0 + $1) / 2 }
      guard
        let tried = try trial(
          middle, needs: needs, columns: columns, wanted: wanted, limits: limits, effort: effort)
      else {
        high = middle
        continue
      }
      if tried.solution.evaluation.count >= wanted { return tried.solution }
      low = middle
    }
    return nil
  }

  /// The cheapest choice for some levels, what it comes to on the paths, and the levels that it shows to be needed; `nil`
  /// where nothing reaches the levels.
  private func trial(
    _ levels: [Double], needs: PathNeeds, columns: [Column], wanted: Int, limits: Limits,
    effort: SearchEffort
  ) throws(PlanError) -> (solution: Solution, asked: [Double])? {
    let (program, firstItems) = actionProgram(columns, levels: levels, limits: limits)
    let plan = try solved(program, effort: effort)
    guard plan.isPlan else { return nil }
    let choice = Choice(program: program, plan: plan, firstItems: firstItems)
    // Errors of effects are part of what the paths need.
    let (shaken, touched) = shakenBlocks(by: choice)
    let needs = shaken.needs(like: needs, except: touched)
    let lifts = lifts(of: choice)
    let solution = Solution(
      lifts: lifts, needed: lifts, effort: plan.cost, bound: 0,
      evaluation: shaken.evaluate(lifts, needs: needs),
      prices: blocks.indices.map { deadlines[$0].map { _ in 0 } }, choice: choice)
    guard solution.evaluation.count < wanted else { return (solution, levels) }
    var losses: [Int: [Int: [Double]]] = [:]
    for block in blocks.indices {
      for (deadline, week) in deadlines[block].enumerated() {
        guard let totals = needs.totals[block]?[week] else { continue }
        losses[block, default: [:]][week] = shaken.losses(
          of: block, week: week, lifts: lifts[block].map { $0[deadline] }, totals: totals)
      }
    }
    let asked = shaken.columns(needs, losses: losses)
    return (solution, sufficientLevels(asked, wanted: wanted, weights: asked.map { _ in 1 }) ?? levels)
  }

  /// Levels that suffice: of the least sum, and of those that spare one of a few columns.
  private func levelsToTry(_ columns: [Column], wanted: Int) -> [[Double]] {
    var weights = [columns.map { _ in 1.0 }]
    if (2...Self.fewColumns).contains(columns.count) {
      for column in columns.indices { weights.append(columns.indices.map { $0 == column ? 8 : 1 }) }
    }
    var found: [[Double]] = []
    for weights in weights {
      guard let levels = sufficientLevels(columns, wanted: wanted, weights: weights), !found.contains(levels)
      else {
        continue
      }
      found.append(levels)
    }
    return found
  }

  private static let fewColumns = 4
  private static let mostActionsOfJointBound = 1000

  func solved(_ program: ActionProgram, effort: SearchEffort) throws(PlanError) -> ActionPlan {
    do throws(IntegerSolverError) {
      return try program.solve(timeLimit: Self.time(effort), effort: effort)
    } catch {
      throw .noSolver
    }
  }

  /// The levels that suffice with the least weighted sum.
  private func sufficientLevels(_ columns: [Column], wanted: Int, weights: [Double]) -> [Double]? {
    guard !columns.isEmpty else { return [] }
    return ChanceProgram(
      columns: columns.map(\.needs), wanted: wanted, blocks: [0..<columns.count],
      effort: { _, levels in
        let sum = zip(levels, weights).reduce(0) { $0 + $1.0 * $1.1 }
        return ChanceProgram.LevelEffort(effort: sum, bound: sum, prices: weights)
      },
      boxes: columns.count <= Self.fewColumns ? ChanceProgram.mostBoxes : 0
    ).solve()?.levels
  }

  /// A cost below which there is no choice: that of what each level needs alone, and of what they must be raised by for
  /// all to hold together; `nil` where not even that can be reached.
  private func certainBound(
    _ columns: [Column], wanted: Int, limits: Limits
  ) throws(PlanError) -> Double? {
    let marginals = columns.map { $0.needs.level(wanted: wanted) }
    let charged = ChargedLevels(columns.map(\.needs), above: marginals, wanted: wanted)
    // Of a large programme a search with as much effort proves less than of the smaller one of marginal levels.
    guard (1...Self.mostActionsOfJointBound).contains(actions.count), charged.relief > 0 else {
      let (program, _) = actionProgram(columns, levels: marginals, limits: limits)
      let plan = try solved(program, effort: .much)
      return plan.status == .infeasible ? nil : plan.bound
    }
    var (program, _) = actionProgram(columns, levels: marginals, raises: charged.raises, limits: limits)
    program.relief = charged.relief
    do throws(IntegerSolverError) {
      return try program.bound(timeLimit: Self.time(.much), effort: .much)
    } catch {
      throw .noSolver
    }
  }

  /// Whether it is certain that there is no choice: what each target needs alone is out of reach already.
  func isProvenInfeasible(confidence: Double, limits: Limits) throws(PlanError) -> Bool {
    guard isDiscrete else { return true }
    if actions.isEmpty, !isFeasible(confidence: confidence, limits: limits) { return true }
    let needs = needs
    if try certainBound(columns(needs), wanted: wanted(confidence), limits: limits) == nil { return true }
    return try exactChoice(confidence: confidence, limits: limits, needs: needs, known: nil)?.isProvenNone
      ?? false
  }

  /// What the levers of a block's parts lift by, by week.
  func leverCourse(of block: Int, _ choice: Choice) -> [[Double]] {
    (1...weeks).map { week in
      blocks[block].parts.indices.map { choice.plan.lifts[choice.firstItems[block] + $0][week - 1] }
    }
  }

  /// What a choice lifts every part by on average, by week: its lever and the effects of initiatives.
  func course(of block: Int, _ choice: Choice) -> [[Double]] {
    (1...weeks).map { week in
      blocks[block].parts.indices.map { part in
        choice.plan.lifts[choice.firstItems[block] + part][week - 1]
          + effects(on: part, of: block, week: week, choice)
      }
    }
  }

  func lifts(of choice: Choice) -> Lifts {
    blocks.indices.map { block in
      let course = course(of: block, choice)
      return blocks[block].parts.indices.map { part in deadlines[block].map { course[$0 - 1][part] } }
    }
  }

  private func effects(on part: Int, of block: Int, week: Int, _ choice: Choice) -> Double {
    zip(actions, choice.starts).reduce(0) { sum, entry in
      guard let start = entry.1 else { return sum }
      let share = entry.0.initiative.share(endOf: week, start: start)
      return entry.0.effects.reduce(sum) {
        $1.block == block && $1.part == part ? $0 + share * $1.points : $0
      }
    }
  }
}
