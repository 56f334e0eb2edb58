extension ActionProgram {
  /// Actions that are alike in everything, with the starts that need to be looked at.
  struct Choice: Sendable, Hashable {
    /// Positions, ascending; any of them is as good as another.
    var members: [Int]
    /// Ascending, not empty.
    var starts: [Int]
  }

  /// The weeks of each item, from one, in which its gain matters: some need counts it, or it must reach a
  /// limit.
  func relevantWeeks() -> [[Int]] {
    var matters = [[Bool]](repeating: [Bool](repeating: false, count: weeks + 1), count: items.count)
    for need in needs { for item in need.items { matters[item][need.week] = true } }
    let falls = losses()
    for (i, item) in items.enumerated() {
      for week in 1...weeks where item.lower[week - 1] > 0 || (falls[i] && item.lower[week - 1].isFinite) {
        matters[i][week] = true
      }
    }
    return matters.map { week in (1...weeks).filter { week[$0] } }
  }

  /// Whether some action takes points from an item.
  func losses() -> [Bool] {
    var falls = [Bool](repeating: false, count: items.count)
    for action in actions {
      for effect in action.effects where effect.points < 0 { falls[effect.item] = true }
    }
    return falls
  }

  /// The teams that could be asked for more than they have, in order.
  func scarceTeams() -> [String] {
    teams.keys.sorted().filter { team in
      let asked = actions.reduce(0) { $0 + ($1.effort[team]?.max() ?? 0) }
      return (1...weeks).contains { week in capacity(of: team, week: week).map { asked > $0 } ?? false }
    }
  }

  /// The starts worth looking at, without loss: some optimal plan is among those that are left.
  ///
  /// - Starts go that are impossible: after the plan's end, before a required action can be finished, beyond
  ///   what a team has or the budget.
  /// - Actions go that bring nothing of use, themselves or as a requirement of others.
  /// - Only the earliest start stays of an action that asks no scarce team and takes no points, if all that
  ///   it requires has one start left: it brings as much in every week as a later one, and frees others
  ///   earlier.
  /// - Actions that are alike and stand in no relation to others become one choice, taken a number of times.
  func choices() -> [Choice] {
    let scarce = scarceTeams()
    var starts = actions.indices.map { a -> [Int] in
      let action = actions[a]
      guard action.cost <= (budget ?? .infinity) + 1e-9, !action.excludes.contains(a) else { return [] }
      return action.starts.clamped(to: 1...max(weeks, action.starts.lowerBound)).filter { start in
        start <= weeks
          && scarce.allSatisfy { team in
            guard action.effort[team] != nil else { return true }
            return (start...weeks).allSatisfy {
              action.effort(of: team, in: $0, start: start) <= capacity(of: team, week: $0)! + 1e-9
            }
          }
      }
    }
    waitForRequired(&starts)
    dropUseless(&starts)
    keepEarliest(&starts, scarce: scarce)
    return grouped(starts, scarce: scarce)
  }

  private func waitForRequired(_ starts: inout [[Int]]) {
    var changed = true
    while changed {
      changed = false
      for (a, action) in actions.enumerated() where !starts[a].isEmpty && !action.requires.isEmpty {
        var earliest = 1
        for b in action.requires {
          guard let first = starts[b].first, b != a else {
            earliest = .max
            break
          }
          earliest = max(earliest, first + actions[b].duration)
        }
        if starts[a][0] < earliest {
          starts[a].removeAll { $0 < earliest }
          changed = true
        }
      }
    }
  }

  private func dropUseless(_ starts: inout [[Int]]) {
    let relevant = relevantWeeks()
    var isUseful = [Bool](repeating: false, count: actions.count)
    var isRequired = [Bool](repeating: false, count: actions.count)
    func bringsSomething(_ a: Int, _ start: Int) -> Bool {
      actions[a].effects.contains { effect in
        effect.points > 0
          && relevant[effect.item].contains { actions[a].share(endOf: $0, start: start) > 0 }
      }
    }
    var open = actions.indices.filter { a in starts[a].contains { bringsSomething(a, $0) } }
    for a in open { isUseful[a] = true }
    while let a = open.popLast() {
      for b in actions[a].requires {
        isRequired[b] = true
        if !isUseful[b] {
          isUseful[b] = true
          open.append(b)
        }
      }
    }
    for a in actions.indices {
      if !isUseful[a] {
        starts[a] = []
      } else if !isRequired[a] {
        starts[a].removeAll { !bringsSomething(a, $0) }
      }
    }
  }

  private func keepEarliest(_ starts: inout [[Int]], scarce: [String]) {
    let isFree = actions.map { action in
      action.effects.allSatisfy { $0.points >= 0 }
        && zip(action.rampUp, action.rampUp.dropFirst()).allSatisfy(<=)
        && scarce.allSatisfy { (action.effort[$0]?.max() ?? 0) <= 0 }
    }
    var changed = true
    while changed {
      changed = false
      for (a, action) in actions.enumerated() where isFree[a] && starts[a].count > 1 {
        guard action.requires.allSatisfy({ starts[$0].count <= 1 }) else { continue }
        starts[a] = [starts[a][0]]
        changed = true
      }
    }
  }

  private struct Likeness: Hashable {
    var cost: Double
    var effort: [[Double]]
    var effects: [Action.Effect]
    var rampUp: [Double]
    var starts: [Int]
  }

  private func grouped(_ starts: [[Int]], scarce: [String]) -> [Choice] {
    var isRelated = [Bool](repeating: false, count: actions.count)
    for (a, action) in actions.enumerated() {
      for b in action.requires + action.excludes where !starts[a].isEmpty {
        isRelated[a] = true
        isRelated[b] = true
      }
    }
    var choices: [Choice] = []
    var places: [Likeness: Int] = [:]
    for (a, action) in actions.enumerated() where !starts[a].isEmpty {
      if !isRelated[a] {
        let likeness = Likeness(
          cost: action.cost, effort: scarce.map { action.effort[$0] ?? [] }, effects: action.effects,
          rampUp: action.rampUp, starts: starts[a])
        if let place = places[likeness] {
          choices[place].members.append(a)
          continue
        }
        places[likeness] = choices.count
      }
      choices.append(Choice(members: [a], starts: starts[a]))
    }
    return choices
  }
}
