/// Actions chosen one by one, for a plan to start the search from.
///
/// What levers can lift at most is put in first, or left out; then the action that closes most of what is
/// missing for its cost is taken, with what it requires, as long as something is missing; at last, actions
/// that turn out not to be needed go again, dearest first. No plan is found where only a cleverer order would
/// find one.
struct GreedyActions {
  private let program: ActionProgram
  private let starts: [[Int]]
  private let scarce: [String]
  /// Per item and week, before headroom.
  private var gains: [[Double]]
  private var chosen: [Int?]
  private var spent = 0.0
  private var used: [String: [Double]]
  /// Per item: needs that count it.
  private let needsOfItem: [[Int]]
  private var needSums: [Double]
  /// Per action: those that cannot be chosen with it, whichever of the two says so.
  private let exclusions: [[Int]]

  /// - Parameter lifts: What levers are taken to do anyway, per item and week.
  init(_ program: ActionProgram, choices: [ActionProgram.Choice], lifts: [[Double]]) {
    self.program = program
    var starts = [[Int]](repeating: [], count: program.actions.count)
    for choice in choices { for a in choice.members { starts[a] = choice.starts } }
    self.starts = starts
    scarce = program.scarceTeams()
    gains = lifts
    chosen = [Int?](repeating: nil, count: program.actions.count)
    used = Dictionary(uniqueKeysWithValues: scarce.map { ($0, [Double](repeating: 0, count: program.weeks)) })
    var needsOfItem = [[Int]](repeating: [], count: program.items.count)
    for (n, need) in program.needs.enumerated() { for i in need.items { needsOfItem[i].append(n) } }
    self.needsOfItem = needsOfItem
    var exclusions = program.actions.map(\.excludes)
    for (a, action) in program.actions.enumerated() { for b in action.excludes { exclusions[b].append(a) } }
    self.exclusions = exclusions
    needSums = program.needs.map { need in
      need.items.reduce(0) {
        $0 + min(lifts[$1][need.week - 1], program.items[$1].headroom[need.week - 1])
      }
    }
  }

  /// What levers can do at most, within their steps and the number of moves.
  ///
  /// If moves are few, weeks are filled from the last one on, each with the moves that close most of what is
  /// missing.
  static func greatestLifts(_ program: ActionProgram) -> [[Double]] {
    let relevant = program.relevantWeeks()
    let weeks = program.weeks
    guard let most = program.movesPerWeek else {
      return program.items.map { item in
        var lift = 0.0
        return (1...weeks).map { week in
          let step = item.greatestLift(week: week) - lift
          if step > 1e-9, step >= item.leastStep { lift += step }
          return lift
        }
      }
    }
    var greedy = GreedyActions(
      program, choices: [], lifts: program.items.map { _ in [Double](repeating: 0, count: weeks) })
    // The first of the weeks from which an item is lifted by now, to a lift that it then keeps until the next
    // one.
    var next = program.items.map { _ in weeks + 1 }
    for week in (1...weeks).reversed() {
      for _ in 0..<most {
        var best: (item: Int, closed: Double, effort: Double, lift: Double)?
        for (i, item) in program.items.enumerated() where next[i] > week && !relevant[i].isEmpty {
          let lift = item.greatestLift(week: week)
          let rest = next[i] <= weeks ? greedy.gains[i][next[i] - 1] - lift : 0
          guard lift > 1e-9, lift >= item.leastStep, rest <= 1e-9 || rest >= item.leastStep else { continue }
          let closed = greedy.closed(item: i, points: lift, weeks: week..<next[i])
          // More moves than needed only cost the least step.
          guard closed > 1e-9 || item.leastStep == 0 else { continue }
          let effort = item.curve.effort(of: min(lift, closed))
          let isBetter =
            best.map { abs(closed - $0.closed) > 1e-9 ? closed > $0.closed : effort < $0.effort } ?? true
          if isBetter { best = (i, closed, effort, lift) }
        }
        guard let best else { break }
        greedy.lift(best.item, to: best.lift, weeks: week..<next[best.item])
        next[best.item] = week
      }
    }
    return greedy.gains
  }

  /// Takes actions until nothing is missing or nothing helps; `nil` if something is still missing and must
  /// not be.
  mutating func choose(mustReach: Bool) -> [Int?]? {
    var helps = true
    while helps && missing > 0 {
      helps = false
      var candidates: [(action: Int, start: Int, worth: Double)] = []
      for a in program.actions.indices where chosen[a] == nil {
        var best: (start: Int, worth: Double)?
        for start in starts[a] {
          let worth = closed(by: a, start: start) / (program.actions[a].cost + 1e-9)
          if worth > best?.worth ?? 1e-12 { best = (start, worth) }
        }
        if let best { candidates.append((a, best.start, best.worth)) }
      }
      candidates.sort { $0.worth != $1.worth ? $0.worth > $1.worth : $0.action < $1.action }
      for candidate in candidates where missing > 0 {
        guard chosen[candidate.action] == nil else { continue }
        let worth = closed(by: candidate.action, start: candidate.start)
        // Much of what it was taken for is there by now: it waits for the next round.
        guard worth / (program.actions[candidate.action].cost + 1e-9) >= candidate.worth / 2 else {
          helps = helps || worth > 1e-9
          continue
        }
        if start(candidate.action, depth: 0) { helps = true }
      }
      if candidates.isEmpty { break }
      if !candidates.contains(where: { chosen[$0.action] != nil }) { break }
    }
    guard missing == 0 || !mustReach else { return nil }
    if missing == 0 { dropUnneeded() }
    return chosen
  }

  /// Takes actions that cost less than the lifts that they replace, for a plan in which nothing is missing.
  ///
  /// Points that an action brings to a need are worth what the levers of its items then need not do: the
  /// points times the mean of the marginal effort before and after.
  ///
  /// - Returns: The starts; `nil` if no action is worth it.
  mutating func replaceLifts(of plan: ActionPlan) -> [Int?]? {
    for (a, start) in plan.starts.enumerated() { if let start { put(a, start: start, sign: 1) } }
    // Per need: points by levers, and what the last of them costs.
    var left = program.needs.map { need in need.items.reduce(0) { $0 + plan.lifts[$1][need.week - 1] } }
    var prices = program.needs.indices.map { price(of: $0, points: left[$0]) }
    func replaced(_ a: Int) -> [(need: Int, points: Double)] {
      guard let start = starts[a].first else { return [] }
      let action = program.actions[a]
      return action.effects.flatMap { effect in
        needsOfItem[effect.item].map { n in
          let points = effect.points * action.share(endOf: program.needs[n].week, start: start)
          return (n, min(points, left[n]))
        }
      }
    }
    func saved(_ a: Int) -> Double {
      let most = replaced(a).reduce(0) { $0 + max($1.points, 0) * prices[$1.need] }
      guard most > program.actions[a].cost else { return 0 }
      return replaced(a).reduce(-program.actions[a].cost) { sum, part in
        sum + part.points * (prices[part.need] + price(of: part.need, points: left[part.need] - part.points))
          / 2
      }
    }
    var candidates: [(action: Int, worth: Double)] = []
    for a in program.actions.indices where chosen[a] == nil {
      let worth = saved(a)
      if worth > 0 { candidates.append((a, worth / (program.actions[a].cost + 1e-9))) }
    }
    candidates.sort { $0.worth != $1.worth ? $0.worth > $1.worth : $0.action < $1.action }
    var isNew = false
    for (a, _) in candidates where chosen[a] == nil && saved(a) > 1e-9 {
      let parts = replaced(a)
      guard start(a, depth: 0) else { continue }
      for part in parts {
        left[part.need] -= part.points
        prices[part.need] = price(of: part.need, points: left[part.need])
      }
      isNew = true
    }
    return isNew ? chosen : nil
  }

  /// Items of a plan whose lift, held up by its least step, takes more effort than the others would for its
  /// points.
  func needlessLifts(of plan: ActionPlan) -> [Int] {
    let prices = program.needs.indices.map { n in
      let need = program.needs[n]
      return price(of: n, points: need.items.reduce(0) { $0 + plan.lifts[$1][need.week - 1] })
    }
    return program.items.indices.filter { i in
      let lift = plan.lifts[i][program.weeks - 1]
      guard lift > 0, program.items[i].leastStep > 0 else { return false }
      let price = needsOfItem[i].reduce(0) { max($0, prices[$1]) }
      return program.items[i].curve.effort(of: lift) > price * lift * (1 + 1e-9)
    }
  }

  /// The marginal effort at which the levers of a need's items lift so many points together, or all that they can.
  private func price(of need: Int, points: Double) -> Double {
    guard points > 1e-9 else { return 0 }
    let week = program.needs[need].week
    let items = program.needs[need].items.map { program.items[$0] }.filter(\.canBeLifted).map {
      ConvexAllocation.Item($0.curve, upper: $0.greatestLift(week: week))
    }
    let most = items.reduce(0) { $0 + $1.upper }
    return ConvexAllocation(required: min(points, most), items: items)?.shadowPrice ?? 0
  }

  // MARK: What is missing

  private func lack(_ need: Int) -> Double { max(program.needs[need].amount - needSums[need], 0) }

  /// Sums of rounding errors do not count.
  private var missing: Double {
    var sum = 0.0
    for need in program.needs.indices where lack(need) > 1e-9 { sum += lack(need) }
    for (i, item) in program.items.enumerated() {
      for week in 0..<program.weeks {
        let lack = item.lower[week] - min(gains[i][week], item.headroom[week])
        if lack > 1e-9 { sum += lack }
      }
    }
    return sum
  }

  private func capped(_ item: Int, _ week: Int, plus points: Double = 0) -> Double {
    min(gains[item][week] + points, program.items[item].headroom[week])
  }

  /// How much less would be missing; what takes points may come out below zero.
  private func closed(by a: Int, start: Int) -> Double {
    let action = program.actions[a]
    var sum = 0.0
    for effect in action.effects {
      for week in start...program.weeks {
        let points = effect.points * action.share(endOf: week, start: start)
        sum += closed(item: effect.item, points: points, weeks: week..<(week + 1))
      }
    }
    return sum
  }

  /// How much less would be missing with more points in some weeks.
  private func closed(item i: Int, points: Double, weeks: Range<Int>) -> Double {
    var sum = 0.0
    for week in weeks {
      let more = capped(i, week - 1, plus: points) - capped(i, week - 1)
      guard more != 0 else { continue }
      for need in needsOfItem[i] where program.needs[need].week == week { sum += min(more, lack(need)) }
      sum += min(more, max(program.items[i].lower[week - 1] - capped(i, week - 1), 0))
    }
    return sum
  }

  private mutating func lift(_ i: Int, to points: Double, weeks: Range<Int>) {
    for week in weeks { add(points, to: i, week: week) }
  }

  private mutating func add(_ points: Double, to i: Int, week: Int) {
    let before = capped(i, week - 1)
    gains[i][week - 1] += points
    let more = capped(i, week - 1) - before
    for need in needsOfItem[i] where program.needs[need].week == week { needSums[need] += more }
  }

  // MARK: Taking and leaving

  /// Starts an action in the first week that its requirements, teams and budget allow, and what it requires
  /// before.
  private mutating func start(_ a: Int, depth: Int) -> Bool {
    guard depth <= program.weeks, !starts[a].isEmpty else { return false }
    let action = program.actions[a]
    guard !isExcluded(a) else { return false }
    let saved = self
    var earliest = 1
    for b in action.requires {
      if chosen[b] == nil, !start(b, depth: depth + 1) {
        self = saved
        return false
      }
      earliest = max(earliest, chosen[b]! + program.actions[b].duration)
    }
    guard action.cost + spent <= (program.budget ?? .infinity) + 1e-9,
      !isExcluded(a),
      let week = starts[a].first(where: { $0 >= earliest && isStaffed(a, start: $0) })
    else {
      self = saved
      return false
    }
    put(a, start: week, sign: 1)
    return true
  }

  private func isExcluded(_ a: Int) -> Bool { exclusions[a].contains { chosen[$0] != nil } }

  private func isStaffed(_ a: Int, start: Int) -> Bool {
    scarce.allSatisfy { team in
      guard program.actions[a].effort[team] != nil else { return true }
      return (start...program.weeks).allSatisfy { week in
        guard let capacity = program.capacity(of: team, week: week) else { return true }
        let asked = program.actions[a].effort(of: team, in: week, start: start)
        return used[team]![week - 1] + asked <= capacity + 1e-9
      }
    }
  }

  private mutating func put(_ a: Int, start: Int, sign: Double) {
    let action = program.actions[a]
    chosen[a] = sign > 0 ? start : nil
    spent += sign * action.cost
    for team in scarce where action.effort[team] != nil {
      for week in start...program.weeks {
        used[team]![week - 1] += sign * action.effort(of: team, in: week, start: start)
      }
    }
    for effect in action.effects {
      for week in start...program.weeks {
        add(sign * effect.points * action.share(endOf: week, start: start), to: effect.item, week: week)
      }
    }
  }

  private mutating func dropUnneeded() {
    let order = program.actions.indices.filter { chosen[$0] != nil }.sorted {
      let (left, right) = (program.actions[$0].cost, program.actions[$1].cost)
      return left != right ? left > right : $0 > $1
    }
    for a in order {
      let isRequired = order.contains { chosen[$0] != nil && program.actions[$0].requires.contains(a) }
      guard !isRequired, let start = chosen[a] else { continue }
      put(a, start: start, sign: -1)
      if missing > 0 { put(a, start: start, sign: 1) }
    }
  }
}
