/// From a problem to the programme of its actions and levers.
extension PlanProblem {
  /// What the gains of some parts of a block must sum to by a deadline.
  struct LevelNeed {
    var block: Int
    var deadline: Int
    var parts: [Int]
    var amount: Double
    var raises: [ActionProgram.Need.Raise] = []
  }

  /// Actions and levers as a programme for levels of columns.
  func actionProgram(
    _ columns: [Column], levels: [Double], raises: [[ActionProgram.Need.Raise]] = [], limits: Limits
  ) -> (program: ActionProgram, firstItems: [Int]) {
    let needs = columns.indices.map { position in
      let column = columns[position]
      return LevelNeed(
        block: column.block, deadline: column.deadline,
        parts: column.part.map { [$0] } ?? Array(blocks[column.block].parts.indices),
        amount: levels[position], raises: raises.isEmpty ? [] : raises[position])
    }
    return actionProgram(needs, limits: limits)
  }

  /// Actions and levers as a programme, with items in the order of blocks and their parts.
  func actionProgram(
    _ needs: [LevelNeed], limits: Limits
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
    let needed = needs.filter { $0.amount > 0 || !$0.raises.isEmpty }.map { need in
      ActionProgram.Need(
        week: deadlines[need.block][need.deadline], items: need.parts.map { firstItems[need.block] + $0 },
        amount: need.amount, raises: need.raises)
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
}
