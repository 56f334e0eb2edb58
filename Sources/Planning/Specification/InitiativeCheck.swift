import Scorecard

/// What can be wrong with initiatives by themselves.
enum InitiativeCheck {
  /// The first fault and the position of the initiative that has it.
  ///
  /// - Complexity: O(initiatives + names that they require or exclude).
  static func fault(in initiatives: [Initiative]) -> (error: PlanError, position: Int)? {
    var positions: [String: Int] = [:]
    for (position, initiative) in initiatives.enumerated() {
      if positions.updateValue(position, forKey: NameKey.same(initiative.name)) != nil {
        return (.repeatedInitiative(initiative.name), position)
      }
      if let error = numberFault(initiative) { return (error, position) }
    }
    for (position, initiative) in initiatives.enumerated() {
      for name in initiative.requires + initiative.excludes where positions[NameKey.same(name)] == nil {
        let known = known(initiatives, near: name)
        return (.unknownInitiative(name, of: initiative.name, known: known), position)
      }
    }
    let requirements = initiatives.map { $0.requires.compactMap { positions[NameKey.same($0)] } }
    guard let cycle = cycle(in: requirements) else { return nil }
    return (.initiativeCycle(cycle.map { initiatives[$0].name }), cycle[0])
  }

  private static func numberFault(_ initiative: Initiative) -> PlanError? {
    let amounts = [initiative.cost] + initiative.effort.sorted { $0.key < $1.key }.flatMap(\.value)
    if let amount = amounts.first(where: { !(0...PlanSpecification.greatestAmount).contains($0) }) {
      return .invalidNumber(initiative.name, amount)
    }
    for effect in initiative.effects {
      guard abs(effect.points) <= PlanSpecification.greatestNumber else {
        return .invalidNumber(initiative.name, effect.points)
      }
      guard (0...PlanSpecification.greatestNumber).contains(effect.standardDeviation) else {
        return .invalidNumber(initiative.name, effect.standardDeviation)
      }
    }
    let rampUp = initiative.rampUp
    let ascends = zip(rampUp, rampUp.dropFirst()).allSatisfy { $0 <= $1 }
    guard ascends, rampUp.allSatisfy({ (0...1).contains($0) }) else {
      return .invalidRampUp(initiative: initiative.name)
    }
    guard initiative.earliestStart >= 1, initiative.latestStart ?? .max >= initiative.earliestStart else {
      return .invalidStart(
        initiative: initiative.name, earliest: initiative.earliestStart, latest: initiative.latestStart)
    }
    return nil
  }

  /// All names, first those that differ in diacritics and punctuation only.
  private static func known(_ initiatives: [Initiative], near name: String) -> [String] {
    let wanted = NameKey.folded(name)
    let names = initiatives.map(\.name)
    return names.filter { NameKey.folded($0) == wanted } + names.filter { NameKey.folded($0) != wanted }
  }

  /// Positions of which each requires the next and the last the first. A chain of thousands must not use up the
  /// stack, so the path is kept by hand.
  static func cycle(in requirements: [[Int]]) -> [Int]? {
    enum State { case unseen, onPath, done }
    var states = [State](repeating: .unseen, count: requirements.count)
    for start in requirements.indices where states[start] == .unseen {
      var path = [(position: start, next: 0)]
      states[start] = .onPath
      while let top = path.last {
        guard top.next < requirements[top.position].count else {
          states[top.position] = .done
          path.removeLast()
          continue
        }
        path[path.count - 1].next += 1
        let required = requirements[top.position][top.next]
        switch states[required] {
        case .done: continue
        case .onPath: return Array(path.map(\.position).drop { $0 != required })
        case .unseen:
          states[required] = .onPath
          path.append((required, 0))
        }
      }
    }
    return nil
  }
}
