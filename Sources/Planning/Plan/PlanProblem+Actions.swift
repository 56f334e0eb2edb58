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
      ? try chosenSolution(
        confidence: confidence, limits: limits, time: actions.isEmpty ? Self.timeWithoutActions : Self.time)
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
    if isDiscrete { return try quickSolution(confidence: confidence, limits: limits) != nil }
    guard resources.budget != nil else {
      return isFeasible(confidence: confidence, limits: limits, needs: needs)
    }
    return try bestSolution(confidence: confidence, limits: limits) != nil
  }

  /// A choice for which little time was taken: a plan, but perhaps not the cheapest.
  func quickSolution(confidence: Double, limits: Limits) throws(PlanError) -> Solution? {
    try chosenSolution(confidence: confidence, limits: limits, time: Self.quickTime, enough: .infinity)
      .flatMap {
        isWithinBudget($0) ? $0 : nil
      }
  }

  /// Seconds for one choice, and for one that only tells whether there is one.
  private static let time = 2.0
  private static let timeWithoutActions = 0.5
  private static let quickTime = 0.2
  /// How often levels are raised, and how often halved where they were raised too far.
  private static let mostRounds = 4
  private static let halvings = 2

  /// The cheapest of the choices for several levels that suffice: which levels are the best depends on what can be done,
  /// and that is not known beforehand.
  ///
  /// - Parameter enough: By how much, relatively, an answer may exceed the bound to be the last; infinite for the first.
  private func chosenSolution(
    confidence: Double, limits: Limits, time: Double, enough: Double = 0.01
  ) throws(PlanError) -> Solution? {
    let wanted = wanted(confidence)
    let columns = columns(needs)
    var starts = levelsToTry(columns, wanted: wanted)
    if actions.isEmpty {
      // Whatever is done in whole could be done in part.
      guard let continuous = solve(confidence: confidence, limits: limits) else { return nil }
      starts.insert(
        columns.map { column in
          let lifts = continuous.needed[column.block]
          return column.part.map { lifts[$0][column.deadline] }
            ?? lifts.reduce(0) { $0 + $1[column.deadline] }
        }, at: 0)
    }
    var bound = 0.0
    if enough.isFinite {
      guard let certain = try certainBound(columns, wanted: wanted, limits: limits, time: time) else {
        return nil
      }
      bound = certain
    }
    var best: Solution?
    for (position, start) in starts.enumerated() {
      // The first answer may take its time, further ones are to be better without much of it.
      let found = try choice(
        from: start, columns: columns, wanted: wanted, limits: limits,
        time: position == 0 ? time : min(time, Self.quickTime))
      if let found, found.effort < best?.effort ?? .infinity { best = found }
      if let best, best.effort <= bound * (1 + enough) || enough == .infinity { break }
    }
    guard var best else { return nil }
    best.bound = min(bound, best.effort)
    return best
  }

  /// The choice that reaches levels, and where its errors and the maxima ask for more on the paths, somewhat more.
  private func choice(
    from start: [Double], columns: [Column], wanted: Int, limits: Limits, time: Double
  ) throws(PlanError) -> Solution? {
    var (reached, levels) = (start, start)
    for round in 0..<Self.mostRounds {
      let time = round == 0 ? time : min(time, Self.quickTime)
      guard let tried = try trial(levels, columns: columns, wanted: wanted, limits: limits, time: time) else {
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
      guard let tried = try trial(middle, columns: columns, wanted: wanted, limits: limits, time: time) else {
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
    _ levels: [Double], columns: [Column], wanted: Int, limits: Limits, time: Double
  ) throws(PlanError) -> (solution: Solution, asked: [Double])? {
    let (program, firstItems) = actionProgram(columns, levels: levels, limits: limits)
    let plan = try solved(program, time: time)
    guard plan.isPlan else { return nil }
    let choice = Choice(program: program, plan: plan, firstItems: firstItems)
    // Errors of effects are part of what the paths need.
    let shaken = shaken(by: choice)
    let needs = shaken.needs
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

  private func solved(_ program: ActionProgram, time: Double) throws(PlanError) -> ActionPlan {
    do throws(IntegerSolverError) { return try program.solve(timeLimit: time) } catch { throw .noSolver }
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

  /// No choice costs less than one for what each level needs alone; `nil` where not even that can be reached.
  private func certainBound(
    _ columns: [Column], wanted: Int, limits: Limits, time: Double
  ) throws(PlanError) -> Double? {
    let marginals = columns.map { $0.needs.level(wanted: wanted) }
    let plan = try solved(actionProgram(columns, levels: marginals, limits: limits).program, time: time)
    return plan.status == .infeasible ? nil : plan.bound
  }

  /// Whether it is certain that there is no choice: what each target needs alone is out of reach already.
  func isProvenInfeasible(confidence: Double, limits: Limits) throws(PlanError) -> Bool {
    guard isDiscrete else { return true }
    if actions.isEmpty, !isFeasible(confidence: confidence, limits: limits) { return true }
    return try certainBound(columns(needs), wanted: wanted(confidence), limits: limits, time: Self.time)
      == nil
  }

  /// Actions and levers as a programme, with items in the order of blocks and their parts.
  func actionProgram(
    _ columns: [Column], levels: [Double], limits: Limits
  ) -> (program: ActionProgram, firstItems: [Int]) {
    var items: [ActionProgram.Item] = []
    var firstItems: [Int] = []
    var brought: [[Int]: Double] = [:]
    for effect in actions.flatMap(\.effects) {
      brought[[effect.block, effect.part], default: 0] += max(effect.points, 0)
    }
    for block in blocks.indices {
      firstItems.append(items.count)
      let lowers = liftProgram(of: block, limits: limits).items.map(\.lower)
      for (position, part) in blocks[block].parts.enumerated() {
        var upper = (1...weeks).map {
          part.greatestLift(week: $0, limits: limits, position: position, block: block)
        }
        for week in upper.indices.dropLast().reversed() { upper[week] = min(upper[week], upper[week + 1]) }
        var lower = [Double](repeating: 0, count: weeks)
        for (deadline, week) in deadlines[block].enumerated() { lower[week - 1] = lowers[position][deadline] }
        items.append(
          ActionProgram.Item(
            canBeLifted: part.isFree && !part.lever.isLocked,
            curve: part.curve(
              week: deadlines[block].last ?? weeks, usesCosts: usesCosts, reach: upper.last ?? 0),
            upper: upper,
            headroom: (1...weeks).map { week in
              part.room(week: week, brought: brought[[block, position]] ?? 0, lifted: upper[week - 1])
            },
            lower: lower, leastStep: part.lever.leastStep))
      }
    }
    var needed: [ActionProgram.Need] = []
    for (column, level) in zip(columns, levels) where level > 0 {
      let first = firstItems[column.block]
      let week = deadlines[column.block][column.deadline]
      needed.append(
        ActionProgram.Need(
          week: week,
          items: column.part.map { [first + $0] } ?? blocks[column.block].parts.indices.map { first + $0 },
          amount: level))
    }
    let program = ActionProgram(
      weeks: weeks, items: items, needs: needed, movesPerWeek: movesPerWeek,
      actions: actions.map { action in
        let initiative = action.initiative
        return ActionProgram.Action(
          cost: initiative.cost, effort: initiative.effort,
          effects: action.effects.map {
            ActionProgram.Action.Effect(item: firstItems[$0.block] + $0.part, points: $0.points)
          },
          rampUp: initiative.rampUp, requires: action.requires, excludes: action.excludes,
          starts: initiative.earliestStart...max(initiative.latestStart ?? weeks, initiative.earliestStart))
      }, budget: resources.budget, teams: resources.teams)
    return (program, firstItems)
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

  private func lifts(of choice: Choice) -> Lifts {
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

  /// The problem with the errors of the chosen initiatives' effects on its paths.
  func shaken(by choice: Choice) -> PlanProblem {
    var shaken = self
    for (action, start) in zip(actions, choice.starts) {
      guard let start else { continue }
      for (position, effect) in action.effects.enumerated() where effect.standardDeviation > 0 {
        let part = blocks[effect.block].parts[effect.part]
        let errors = EffectErrors.errors(
          of: action.initiative, effect: position, unit: blocks[effect.block].unit, count: pathCount,
          seed: seed
        )
        for week in part.paths.keys {
          let share = action.initiative.share(endOf: week, start: start)
          guard share > 0 else { continue }
          for path in 0..<pathCount {
            shaken.blocks[effect.block].parts[effect.part].paths[week]![path] +=
              share * effect.standardDeviation * errors[path]
          }
        }
      }
    }
    return shaken
  }
}
