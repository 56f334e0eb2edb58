import NumericCore
import Testing

@testable import Planning

/// What the rules of an action programme mean, one by one, and that the audit sees each of them broken.
@Suite struct IntegerActionProgramTests {
  private typealias Item = ActionProgram.Item
  private typealias Need = ActionProgram.Need
  private typealias Action = ActionProgram.Action

  private func straight(_ slope: Double, length: Double = 100) -> EffortCurve {
    EffortCurve([.init(length: length, slope: slope, endSlope: slope)])
  }

  /// An item without lever, of which nothing is asked by itself.
  private func still(weeks: Int = 4, headroom: Double = 10) -> Item {
    Item(
      canBeLifted: false, curve: EffortCurve([]), upper: [Double](repeating: 0, count: weeks),
      headroom: [Double](repeating: headroom, count: weeks), lower: [Double](repeating: 0, count: weeks))
  }

  private func lifted(
    weeks: Int = 4, slope: Double = 1, pace: Double = 1, headroom: Double = 10, leastStep: Double = 0
  ) -> Item {
    Item(
      curve: straight(slope), upper: (1...weeks).map { pace * Double($0) },
      headroom: [Double](repeating: headroom, count: weeks), lower: [Double](repeating: 0, count: weeks),
      leastStep: leastStep)
  }

  private func act(
    _ cost: Double, _ points: Double, item: Int = 0, effort: [String: [Double]] = [:], rampUp: [Double] = [1],
    requires: [Int] = [], excludes: [Int] = [], starts: ClosedRange<Int> = 1...4
  ) -> Action {
    Action(
      cost: cost, effort: effort, effects: [.init(item: item, points: points)], rampUp: rampUp,
      requires: requires,
      excludes: excludes, starts: starts)
  }

  private func solved(
    _ program: ActionProgram, timeLimit: Double = 10, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> ActionPlan {
    let plan = try program.solve(timeLimit: timeLimit)
    if plan.isPlan {
      let audit = ActionPlanAudit(program, plan)
      #expect(audit.isValid, "\(audit.violations)", sourceLocation: sourceLocation)
      #expect(plan.bound <= plan.cost + 1e-9, sourceLocation: sourceLocation)
    }
    return plan
  }

  @Test func nothingNeeded_costsNothing() throws {
    let plan = try solved(
      ActionProgram(weeks: 4, items: [still(), lifted()], actions: [act(1, 1), act(0, 1)]))
    #expect(plan.status == .optimal && plan.cost == 0 && plan.bound == 0)
    #expect(plan.starts == [nil, nil] && plan.lifts.allSatisfy { $0 == [0, 0, 0, 0] })
    #expect(try solved(ActionProgram(weeks: 1, items: [])).status == .optimal)
    // A need that is met already.
    let met = ActionProgram(weeks: 4, items: [still()], needs: [Need(week: 2, items: [0], amount: -1)])
    #expect(try solved(met).cost == 0)
  }

  @Test func infeasible_isSaid_andKnownAtOnceWhereLimitsContradict() throws {
    var item = still()
    #expect(
      try solved(ActionProgram(weeks: 4, items: [item], needs: [Need(week: 4, items: [0], amount: 1)])).status
        == .infeasible)
    item.lower[2] = 11
    #expect(try solved(ActionProgram(weeks: 4, items: [item], actions: [act(1, 20)])).status == .infeasible)
    // Gains beyond the headroom do not count towards a need.
    let capped = ActionProgram(
      weeks: 4, items: [still(headroom: 2), still(headroom: 2)],
      needs: [Need(week: 4, items: [0, 1], amount: 3)],
      actions: [act(1, 5)])
    #expect(try solved(capped).status == .infeasible)
  }

  @Test func budget_limitsActionsAlone() throws {
    var program = ActionProgram(
      weeks: 4, items: [lifted(slope: 3)], needs: [Need(week: 4, items: [0], amount: 2)],
      actions: [act(1, 2)],
      budget: 0)
    let byLever = try solved(program)
    #expect(byLever.starts == [nil] && abs(byLever.cost - 6) < 1e-6)
    program.budget = 1
    let byAction = try solved(program)
    #expect(byAction.starts == [1] && byAction.cost == 1)
  }

  @Test func prerequisite_isChosenAndFinishedBefore() throws {
    let program = ActionProgram(
      weeks: 4, items: [still()], needs: [Need(week: 4, items: [0], amount: 1)],
      actions: [
        act(1, 1, requires: [1]),
        Action(cost: 1, effort: ["hall": [0, 0]], effects: [], starts: 1...4),
      ])
    let plan = try solved(program)
    #expect(plan.starts == [3, 1] && plan.cost == 2)
    // One week less, and it cannot be finished in time.
    var late = program
    late.actions[0].starts = 1...2
    #expect(try solved(late).status == .infeasible)
    var circle = program
    circle.actions[1].requires = [0]
    #expect(try solved(circle).status == .infeasible)
    // With a team that is scarce, starts stay free and the solver must find the order.
    var scarce = program
    scarce.actions[0].effort = ["hall": [2]]
    scarce.actions[1].effort = ["hall": [2, 1]]
    scarce.teams = ["hall": [1, 2, 2, 2]]
    #expect(try solved(scarce).starts == [4, 2])
    // The first week's team is taken by what is needed then; an action that asks nobody waits for the one it
    // requires.
    let taken = ActionProgram(
      weeks: 4, items: [still(), still()],
      needs: [Need(week: 4, items: [0], amount: 1), Need(week: 1, items: [1], amount: 1)],
      actions: [
        act(1, 1, requires: [1]), Action(cost: 1, effort: ["hall": [1]], effects: [], starts: 1...4),
        act(1, 1, item: 1, effort: ["hall": [1]]),
      ], teams: ["hall": [1]])
    #expect(try solved(taken).starts == [3, 2, 1])
  }

  @Test func exclusion_holdsBothWays() throws {
    for (first, second) in [([1], []), ([], [0]), ([1], [0])] as [([Int], [Int])] {
      let program = ActionProgram(
        weeks: 4, items: [still()], needs: [Need(week: 4, items: [0], amount: 2)],
        actions: [act(1, 1, excludes: first), act(1, 1, excludes: second), act(9, 1)])
      let plan = try solved(program)
      #expect(plan.cost == 10 && plan.starts[2] == 1)
      #expect(plan.starts.count { $0 != nil } == 2)
    }
  }

  @Test func team_spreadsStarts_andLastCapacityHoldsOn() throws {
    let actions = (0..<4).map { _ in act(1, 1, effort: ["hall": [1]]) }
    var program = ActionProgram(
      weeks: 4, items: [still()], needs: [Need(week: 4, items: [0], amount: 4)], actions: actions,
      teams: ["hall": [1]])
    let plan = try solved(program)
    #expect(plan.starts.compactMap { $0 }.sorted() == [1, 2, 3, 4])
    program.teams = ["hall": [2, 0]]
    #expect(try solved(program).status == .infeasible)
    // A team that is not named has no limit, and so has an empty list.
    program.teams = ["office": [0], "hall": []]
    #expect(try solved(program).starts == [1, 1, 1, 1])
  }

  @Test func workBeyondTheEnd_asksTeamsInWeeksOfThePlanOnly() throws {
    let program = ActionProgram(
      weeks: 2, items: [still(weeks: 2)], needs: [Need(week: 2, items: [0], amount: 1)],
      actions: [act(1, 1, effort: ["hall": [1, 1, 9]], starts: 2...4)], teams: ["hall": [1]])
    #expect(try solved(program).starts == [2])
  }

  @Test func rampUp_decidesHowEarly() throws {
    let needs = [Need(week: 4, items: [0], amount: 1)]
    var program = ActionProgram(
      weeks: 4, items: [still()], needs: needs, actions: [act(1, 1, rampUp: [0.2, 0.6, 1], starts: 2...4)])
    #expect(try solved(program).starts == [2])
    program.actions[0].starts = 3...4
    #expect(try solved(program).status == .infeasible)
  }

  @Test func leastStep_isNoneOrAtLeastThat() throws {
    // Half a point is missing; a step is a whole one, and dearer than the action.
    let item = lifted(slope: 1, pace: 2, leastStep: 1)
    var program = ActionProgram(
      weeks: 4, items: [item], needs: [Need(week: 4, items: [0], amount: 0.5)], actions: [act(0.8, 0.5)])
    #expect(try solved(program).starts == [1])
    program.actions = []
    let plan = try solved(program)
    #expect(abs(plan.cost - 1) < 1e-6)
    #expect(plan.lifts[0].contains { abs($0 - 1) < 1e-6 })
    // Where no step fits below what the lever can do, it does nothing.
    program.items[0].leastStep = 9
    #expect(try solved(program).status == .infeasible)
  }

  @Test func movesPerWeek_limitsItemsInEachWeek() throws {
    // Two of three items can be lifted in the only week.
    var program = ActionProgram(
      weeks: 1, items: [lifted(weeks: 1, slope: 1), lifted(weeks: 1, slope: 2), lifted(weeks: 1, slope: 3)],
      needs: [Need(week: 1, items: [0, 1, 2], amount: 2)], movesPerWeek: 2)
    let plan = try solved(program)
    #expect(abs(plan.cost - 3) < 1e-6)
    program.needs[0].amount = 2.5
    #expect(try solved(program).status == .infeasible)
    program.movesPerWeek = 3
    #expect(abs(try solved(program).cost - 4.5) < 1e-6)
    program.movesPerWeek = 0
    #expect(try solved(program).status == .infeasible)
  }

  @Test func quadraticEffort_isLiftedWhereSlopesMeet() throws {
    // min x² + 2y² over x + y = 3: slopes 2x = 4y, so x = 2, y = 1, cost 6.
    func bowl(_ factor: Double) -> Item {
      Item(
        curve: EffortCurve([.init(length: 5, slope: 0, endSlope: 10 * factor)]), upper: [5, 5],
        headroom: [5, 5],
        lower: [0, 0])
    }
    let program = ActionProgram(
      weeks: 2, items: [bowl(1), bowl(2)], needs: [Need(week: 2, items: [0, 1], amount: 3)],
      actions: [act(100, 3, starts: 1...2)])
    let plan = try solved(program)
    #expect(plan.status == .optimal && abs(plan.cost - 6) < 1e-5)
    #expect(abs(plan.lifts[0][1] - 2) < 1e-2 && abs(plan.lifts[1][1] - 1) < 1e-2)
    #expect(plan.linearisationError < 1e-6)
    #expect(plan.bound <= 6 + 1e-9)
  }

  @Test func tangents_understate_byAtMostTheBound() {
    let curve = EffortCurve([
      .init(length: 2, slope: 1, endSlope: 3), .init(length: 1, slope: 4, endSlope: 4),
    ])
    for count in [1, 4, 16] {
      let tangents = TangentCurve(curve, upTo: 2.5, count: count)
      for lift in stride(from: 0.0, through: 2.5, by: 0.01) {
        #expect(tangents.error(at: lift) <= 2 * 2 / Double(8 * count * count) + 1e-12)
      }
      #expect(abs(tangents.segments.reduce(0) { $0 + $1.length } - 2.5) < 1e-12)
    }
    var touched = TangentCurve(curve, upTo: 2.5, count: 2)
    #expect(touched.error(at: 0.7) > 1e-3)
    touched.touch(at: 0.7)
    #expect(touched.error(at: 0.7) < 1e-12 && !touched.isExact)
  }

  @Test func ties_takeFewerAndEarlierActions() throws {
    // Free actions that are not needed stay out; scarce teams keep all starts open, yet the earliest free one
    // is taken.
    let program = ActionProgram(
      weeks: 4, items: [still()], needs: [Need(week: 4, items: [0], amount: 1)],
      actions: [
        act(0, 1, effort: ["hall": [1]]), act(0, 0.5, effort: ["hall": [1]]),
        act(0, 1, effort: ["hall": [1]]),
      ],
      teams: ["hall": [0, 1]])
    let plan = try solved(program)
    #expect(plan.cost == 0 && plan.starts.compactMap { $0 } == [2])
  }

  @Test func alikeActions_becomeOneChoice_andDominatedStartsGo() {
    let program = ActionProgram(
      weeks: 4, items: [still()], needs: [Need(week: 4, items: [0], amount: 3)],
      actions: [act(1, 1), act(1, 1), act(1, 1), act(1, -1), act(2, 1, requires: [5]), act(1, 0), act(1, 0)])
    let choices = program.choices()
    #expect(choices.map(\.members) == [[0, 1, 2], [4], [5]])
    #expect(choices.map(\.starts) == [[1], [2], [1]])
  }

  @Test func audit_rejectsPlansThatWereTamperedWith() throws {
    let program = ActionProgram(
      weeks: 4, items: [lifted(leastStep: 0.5), still()],
      needs: [Need(week: 4, items: [0, 1], amount: 3.2)], movesPerWeek: 1,
      actions: [
        act(1, 1, item: 1, effort: ["hall": [1]], starts: 1...3), act(0.2, 1, item: 1, requires: [0]),
        act(5, 1, item: 1, effort: ["hall": [1]], excludes: [0]),
      ], budget: 1.5, teams: ["hall": [1]])
    let plan = try solved(program)
    #expect(plan.starts[2] == nil && plan.starts[0] != nil && plan.starts[1] != nil)
    func rules(_ change: (inout ActionPlan) -> Void) -> [ActionPlanAudit.Rule] {
      var changed = plan
      change(&changed)
      return ActionPlanAudit(program, changed).violations.map(\.rule)
    }
    #expect(rules { _ in }.isEmpty)
    #expect(rules { $0.cost -= 0.01 } == [.cost])
    #expect(rules { $0.bound = $0.cost + 1 } == [.cost])
    #expect(rules { $0.starts[0] = nil }.contains(.requires(action: 1, required: 0)))
    #expect(rules { $0.starts[1] = $0.starts[0] }.contains(.requires(action: 1, required: 0)))
    #expect(rules { $0.starts[0] = 4 }.contains(.start(action: 0)))
    #expect(rules { $0.starts[2] = 1 }.contains(.excludes(action: 2, excluded: 0)))
    #expect(rules { $0.starts[2] = $0.starts[0] }.contains(.team("hall", week: plan.starts[0]!)))
    #expect(rules { $0.starts[2] = 1 }.contains(.budget))
    #expect(rules { $0.lifts[0] = [0, 0, 0, 0] }.contains(.need(0)))
    #expect(rules { $0.lifts[0] = [0, 0, 0, 9] }.contains(.lift(item: 0, week: 4)))
    #expect(rules { $0.lifts[0] = [0, 1, 0.9, 2] }.contains(.lift(item: 0, week: 3)))
    #expect(rules { $0.lifts[0] = [0.1, 1, 1.5, 2] }.contains(.leastStep(item: 0, week: 1)))
    #expect(rules { $0.lifts[1] = [0, 0, 0, 1] }.contains(.lift(item: 1, week: 4)))
    #expect(
      rules { $0.lifts[1] = $0.lifts[0] }.contains { if case .movesPerWeek = $0 { true } else { false } })
    #expect(rules { $0.lifts[0][2] = .nan } == [.shape])
    #expect(rules { $0.starts.removeLast() } == [.shape])
    var asked = program
    asked.items[1].lower[3] = 5
    #expect(ActionPlanAudit(asked, plan).violations.map(\.rule) == [.lower(item: 1, week: 4)])
  }

  /// Curved levers, needs of several units and weeks, steps, moves, teams: too large to enumerate.
  private func mixed(units: Int, actions count: Int, moves: Int? = nil, seed: UInt64) -> ActionProgram {
    var generator = SeededGenerator(seed: seed)
    let items = (0..<units * 6).map { _ -> Item in
      let slope = 1 + 3 * generator.uniform()
      let headroom = 2 + 5 * generator.uniform()
      return Item(
        canBeLifted: generator.uniform() < 0.8,
        curve: EffortCurve([
          .init(length: 1, slope: slope, endSlope: 2 * slope),
          .init(length: 4, slope: 2 * slope, endSlope: 6 * slope),
        ]), upper: (1...4).map { min(0.6 * Double($0), headroom) },
        headroom: [Double](repeating: headroom, count: 4),
        lower: [0, 0, 0, generator.uniform() < 0.1 ? 0.5 : 0], leastStep: generator.uniform() < 0.3 ? 0.2 : 0)
    }
    let actions = (0..<count).map { a in
      act(
        1 + 5 * generator.uniform(), 0.3 + generator.uniform(),
        item: Int.random(in: items.indices, using: &generator),
        effort: generator.uniform() < 0.5 ? ["hall": [1, 1]] : [:],
        rampUp: generator.uniform() < 0.5 ? [0.5, 1] : [1],
        requires: a > 0 && generator.uniform() < 0.1 ? [a - 1] : [],
        excludes: a > 1 && generator.uniform() < 0.1 ? [a - 2] : [])
    }
    return ActionProgram(
      weeks: 4, items: items,
      needs: (0..<units).map { Need(week: 4, items: Array($0 * 6..<$0 * 6 + 6), amount: 2.5) },
      movesPerWeek: moves,
      actions: actions, budget: 40, teams: ["hall": [4]])
  }

  @Test func mixedProgrammes_passTheAudit_twiceTheSame() throws {
    for seed in 1...6 {
      let program = mixed(units: 1, actions: 8, moves: seed % 2 == 0 ? 3 : nil, seed: UInt64(seed))
      let plan = try solved(program)
      #expect(plan.status == .optimal || plan.status == .infeasible)
      #expect(plan == (try program.solve(timeLimit: 10)))
    }
  }

  @Test func nodeLimit_givesTheSamePlanTwice() throws {
    let program = mixed(units: 3, actions: 20, seed: 4)
    let plan = try program.solve(timeLimit: 60, nodeLimit: 1)
    #expect(plan == (try program.solve(timeLimit: 60, nodeLimit: 1)))
    #expect(!plan.isPlan || ActionPlanAudit(program, plan).isValid)
  }

  @Test func withoutTime_thereIsAPlanThatKeepsTheRules() throws {
    let program = mixed(units: 6, actions: 40, seed: 3)
    let plan = try solved(program, timeLimit: 0)
    #expect(plan.isPlan)
    #expect((plan.gap ?? 1) >= 0)
  }

  /// Moves that a plan does not make bind where moves are counted; a floor is reached by a lift all the same.
  @Test func floors_areReached_whereNoMoveWasDecided() throws {
    let program = ActionProgram(
      weeks: 2,
      items: [
        ActionProgram.Item(
          curve: EffortCurve([.init(length: 1, slope: 2, endSlope: 2)]), upper: [1, 1], headroom: [1, 1],
          lower: [0, 0.25])
      ], needs: [], movesPerWeek: nil, actions: [], budget: nil, teams: [:])
    let decided = ActionModel.Decided(starts: [], moves: [[false, false]])
    let tangents = program.items.map { TangentCurve($0.curve, upTo: 1, count: 4) }
    let model = ActionModel(program, choices: [], tangents: tangents, decided: decided)
    let lifts = model.lifts(of: try model.model.solve().values, moves: decided.moves)
    #expect(abs(lifts[0][1] - 0.25) < 1e-9)
  }
}
