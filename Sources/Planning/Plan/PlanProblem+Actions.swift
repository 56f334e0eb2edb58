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
    isDiscrete
      ? try chosenSolution(confidence: confidence, limits: limits)
      : solve(confidence: confidence, limits: limits)
  }

  /// Whether there is a solution.
  func hasSolution(confidence: Double, limits: Limits, needs: PathNeeds? = nil) throws(PlanError) -> Bool {
    guard isDiscrete else { return isFeasible(confidence: confidence, limits: limits, needs: needs) }
    return try chosenSolution(confidence: confidence, limits: limits, time: Self.quickTime) != nil
  }

  /// Seconds for one choice, and for one that only tells whether there is one.
  private static let time = 2.0
  private static let quickTime = 0.3
  private static let mostChoices = 5

  private func chosenSolution(
    confidence: Double, limits: Limits, time: Double = time
  ) throws(PlanError) -> Solution? {
    let wanted = wanted(confidence)
    let needs = needs
    var columns = columns(needs)
    var levels = columns.map { _ in 0.0 }
    var bound: Double?
    for _ in 0..<Self.mostChoices {
      guard let found = sufficientLevels(columns, wanted: wanted, limits: limits) else { return nil }
      levels = zip(levels, found).map(max)
      let (program, firstItems) = actionProgram(columns, levels: levels, limits: limits)
      let plan = try solved(program, time: time)
      guard plan.isPlan else { return nil }
      if bound == nil {
        bound = try certainBound(columns, found, wanted: wanted, limits: limits, plan, time: time)
      }
      let choice = Choice(program: program, plan: plan, firstItems: firstItems)
      // Errors of effects are part of what the paths need.
      let shaken = shaken(by: choice)
      let shakenNeeds = shaken.needs
      let lifts = lifts(of: choice)
      let evaluation = shaken.evaluate(lifts, needs: shakenNeeds)
      if evaluation.count >= wanted {
        return Solution(
          lifts: lifts, needed: lifts, effort: plan.cost, bound: min(bound ?? 0, plan.cost),
          evaluation: evaluation,
          prices: blocks.indices.map { deadlines[$0].map { _ in 0 } }, choice: choice)
      }
      var losses: [Int: [Int: [Double]]] = [:]
      for block in blocks.indices {
        for (deadline, week) in deadlines[block].enumerated() {
          guard let totals = shakenNeeds.totals[block]?[week] else { continue }
          losses[block, default: [:]][week] = shaken.losses(
            of: block, week: week, lifts: lifts[block].map { $0[deadline] }, totals: totals)
        }
      }
      columns = shaken.columns(shakenNeeds, losses: losses)
    }
    return nil
  }

  private func solved(_ program: ActionProgram, time: Double) throws(PlanError) -> ActionPlan {
    do throws(IntegerSolverError) { return try program.solve(timeLimit: time) } catch { throw .noSolver }
  }

  /// The cheapest levels that suffice; where initiatives alone lift, their least sum.
  private func sufficientLevels(_ columns: [Column], wanted: Int, limits: Limits) -> [Double]? {
    guard !columns.isEmpty else { return [] }
    return ChanceProgram(
      columns: columns.map(\.needs), wanted: wanted, blocks: [0..<columns.count],
      effort: { $1.reduce(0, +) }, boxes: columns.count <= 3 ? ChanceProgram.mostBoxes : 0
    ).solve()?.levels
  }

  /// No choice costs less: of one level it is the solver's bound; of several, that for what each of them needs alone.
  ///
  /// What initiatives bring beyond the headroom of the median counts on paths that lie below it.
  private func certainBound(
    _ columns: [Column], _ levels: [Double], wanted: Int, limits: Limits, _ plan: ActionPlan, time: Double
  ) throws(PlanError) -> Double {
    let marginals = columns.map { $0.needs.level(wanted: wanted) }
    var (program, firstItems) = actionProgram(columns, levels: marginals, limits: limits)
    let isWidened = widen(&program, firstItems: firstItems)
    guard isWidened || marginals != levels else { return plan.bound }
    return try solved(program, time: time).bound
  }

  /// Gives items the headroom of the lowest path where more than that of the median can be brought; whether there are
  /// such items.
  private func widen(_ program: inout ActionProgram, firstItems: [Int]) -> Bool {
    var most = program.items.map { $0.greatestLift(week: weeks) }
    for effect in program.actions.flatMap(\.effects) { most[effect.item] += max(effect.points, 0) }
    var isWidened = false
    for block in blocks.indices {
      for (position, part) in blocks[block].parts.enumerated() {
        let item = firstItems[block] + position
        for week in deadlines[block] where most[item] > program.items[item].headroom[week - 1] {
          guard let lowest = part.paths[week]?.min() else { continue }
          program.items[item].headroom[week - 1] = max(
            program.items[item].headroom[week - 1], part.maximum - lowest)
          isWidened = true
        }
      }
    }
    return isWidened
  }

  /// Actions and levers as a programme, with items in the order of blocks and their parts.
  func actionProgram(
    _ columns: [Column], levels: [Double], limits: Limits
  ) -> (program: ActionProgram, firstItems: [Int]) {
    var items: [ActionProgram.Item] = []
    var firstItems: [Int] = []
    for block in blocks.indices {
      firstItems.append(items.count)
      let lowers = liftProgram(of: block, limits: limits).items.map(\.lower)
      for (position, part) in blocks[block].parts.enumerated() {
        var upper: [Double] = []
        for week in 1...weeks {
          let limit = part.greatestLift(week: week, limits: limits, position: position, block: block)
          upper.append(max(limit, upper.last ?? 0))
        }
        var lower = [Double](repeating: 0, count: weeks)
        for (deadline, week) in deadlines[block].enumerated() { lower[week - 1] = lowers[position][deadline] }
        items.append(
          ActionProgram.Item(
            canBeLifted: part.isFree && !part.lever.isLocked,
            curve: part.curve(
              week: deadlines[block].last ?? weeks, usesCosts: usesCosts, reach: upper.last ?? 0),
            upper: upper, headroom: (1...weeks).map { max(part.headroom(week: $0), upper[$0 - 1]) },
            lower: lower,
            leastStep: part.lever.leastStep))
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
      for effect in action.effects where effect.standardDeviation > 0 {
        let part = blocks[effect.block].parts[effect.part]
        let errors = EffectErrors.errors(
          of: action.initiative, unit: blocks[effect.block].unit, part.indicator, count: pathCount, seed: seed
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
