/// What a plan of actions breaks of the programme it is for, worked out from the two alone.
///
/// Nothing is shared with the solver: every rule of ``ActionProgram`` is written anew, as a sum over the
/// plan.
struct ActionPlanAudit: Sendable, Hashable {
  /// A rule of the programme.
  enum Rule: Sendable, Hashable {
    /// The plan has not one list of lifts per item, one week per list entry, one start per action.
    case shape
    case start(action: Int)
    case requires(action: Int, required: Int)
    case excludes(action: Int, excluded: Int)
    case team(String, week: Int)
    case budget
    /// The lift exceeds what the lever can do, falls, or is none at all where there is no lever.
    case lift(item: Int, week: Int)
    case leastStep(item: Int, week: Int)
    case movesPerWeek(week: Int)
    case lower(item: Int, week: Int)
    case need(Int)
    /// The stated cost is not the plan's, or its bound exceeds it.
    case cost
  }

  /// A rule that is broken.
  struct Violation: Sendable, Hashable {
    var rule: Rule
    /// By how much, in the rule's own unit.
    var amount: Double
  }

  /// The rules that are broken by more than the tolerance.
  let violations: [Violation]
  /// What the plan costs.
  let cost: Double
  /// Per item and week: lift and effects, at most the headroom.
  let gains: [[Double]]

  /// Whether every rule is kept.
  var isValid: Bool { violations.isEmpty }

  /// - Parameter tolerance: What sums may miss, relative to the limit where that exceeds one. A lift within a
  ///   week that is smaller is none.
  init(_ program: ActionProgram, _ plan: ActionPlan, tolerance: Double = 1e-6) {
    let weeks = 1...program.weeks
    guard
      plan.lifts.count == program.items.count, plan.starts.count == program.actions.count,
      plan.lifts.allSatisfy({ $0.count == program.weeks && $0.allSatisfy(\.isFinite) })
    else {
      violations = [Violation(rule: .shape, amount: .infinity)]
      cost = .nan
      gains = []
      return
    }
    var found: [Violation] = []
    func report(_ rule: Rule, _ excess: Double, limit: Double = 0) {
      // Written so that a value that is not a number is reported.
      if !(excess <= tolerance * max(1, abs(limit))) { found.append(Violation(rule: rule, amount: excess)) }
    }

    let chosen = program.actions.indices.filter { plan.starts[$0] != nil }
    for a in chosen {
      let (action, start) = (program.actions[a], plan.starts[a]!)
      if !action.starts.contains(start) || !weeks.contains(start) {
        report(.start(action: a), .infinity)
      }
      for b in action.requires {
        let finished = plan.starts[b].map { $0 + program.actions[b].duration - 1 }
        if finished.map({ $0 >= start }) ?? true { report(.requires(action: a, required: b), .infinity) }
      }
      for b in action.excludes where plan.starts[b] != nil {
        report(.excludes(action: a, excluded: b), .infinity)
      }
    }
    for team in program.teams.keys.sorted() {
      for week in weeks {
        guard let capacity = program.capacity(of: team, week: week) else { continue }
        let used = chosen.reduce(0) {
          $0 + program.actions[$1].effort(of: team, in: week, start: plan.starts[$1]!)
        }
        report(.team(team, week: week), used - capacity, limit: capacity)
      }
    }
    let spent = chosen.reduce(0) { $0 + program.actions[$1].cost }
    if let budget = program.budget { report(.budget, spent - budget, limit: budget) }

    var gains = plan.lifts
    for a in chosen {
      for effect in program.actions[a].effects {
        for week in weeks {
          gains[effect.item][week - 1] +=
            effect.points * program.actions[a].share(endOf: week, start: plan.starts[a]!)
        }
      }
    }
    var moves = [Int](repeating: 0, count: program.weeks)
    for (i, item) in program.items.enumerated() {
      for week in weeks {
        let lift = plan.lifts[i][week - 1]
        let step = lift - (week > 1 ? plan.lifts[i][week - 2] : 0)
        let greatest = item.canBeLifted ? min(item.upper[week - 1], item.curve.length) : 0
        report(.lift(item: i, week: week), max(lift - greatest, -step), limit: greatest)
        if step > tolerance {
          moves[week - 1] += 1
          report(.leastStep(item: i, week: week), item.leastStep - step, limit: item.leastStep)
        }
        gains[i][week - 1] = min(gains[i][week - 1], item.headroom[week - 1])
        report(
          .lower(item: i, week: week), item.lower[week - 1] - gains[i][week - 1], limit: item.lower[week - 1])
      }
    }
    if let most = program.movesPerWeek {
      for week in weeks where moves[week - 1] > most {
        report(.movesPerWeek(week: week), Double(moves[week - 1] - most), limit: 0)
      }
    }
    for (n, need) in program.needs.enumerated() {
      let sum = need.items.reduce(0) { $0 + gains[$1][need.week - 1] }
      report(.need(n), need.amount - sum, limit: need.amount)
    }
    let cost = zip(program.items, plan.lifts).reduce(spent) {
      $0 + $1.0.curve.effort(of: $1.1[program.weeks - 1])
    }
    report(.cost, abs(cost - plan.cost), limit: cost)
    report(.cost, plan.bound - cost, limit: cost)

    violations = found
    self.cost = cost
    self.gains = gains
  }
}
