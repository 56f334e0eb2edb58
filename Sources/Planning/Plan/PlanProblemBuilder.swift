import NumericCore
import Scorecard

/// Turns names into numbers: from a specification and a forecast to a ``PlanProblem``.
struct PlanProblemBuilder {
  let forecast: ScorecardForecast
  let index: IndexDefinition
  let specification: PlanSpecification
  /// Weeks in which a relaxation or a scenario may want to look at the paths as well.
  var furtherWeeks: Set<Int> = []

  private var history: History { forecast.history }

  /// The units that a specification is about.
  static func units(_ specification: PlanSpecification, in history: History) throws(PlanError) -> Set<Int> {
    var units: Set<Int> = []
    let unit: Int? =
      if let name = specification.unit { try UnitSelection.unit(named: name, in: history) } else { nil }
    if let unit {
      guard history.hasTotal(ofUnit: unit) else { throw .noTotal(unit: history.units[unit].name) }
      units.insert(unit)
    }
    for target in specification.targets + specification.scenarios.flatMap({ $0.targets ?? [] }) {
      switch target.requirement {
      case .lead(_, let over), .rank(_, let over):
        guard let unit else { throw .noUnit }
        units.formUnion(try UnitSelection.rivals(over, of: unit, in: history))
      case .group(let group, _):
        units.formUnion(try UnitSelection.units(of: group, in: history))
      case .total, .component, .componentShare, .componentGain:
        guard unit != nil else { throw .noUnit }
      }
    }
    if unit == nil, specification.initiatives.contains(where: { $0.effects.contains { $0.unit == nil } }) {
      throw .noUnit
    }
    return units
  }

  /// - Throws: ``PlanError`` for a name that does not exist or a series that is not there.
  func problem() throws(PlanError) -> PlanProblem {
    let unit: Int? =
      if let name = specification.unit { try UnitSelection.unit(named: name, in: history) } else { nil }
    var blocks: [PlanProblem.Block] = []
    var blockOfUnit: [Int: Int] = [:]
    // A floor is a matter of the plan's last week.
    let hasFloors = specification.levers.values.contains { $0.floor != nil }
    let weeks = Set(specification.targets.map { $0.week ?? specification.weeks }).union(furtherWeeks)
      .union(hasFloors ? [specification.weeks] : [])
    let levers = try levers()
    func block(_ unit: Int) throws(PlanError) -> Int {
      if let known = blockOfUnit[unit] { return known }
      blocks.append(try self.block(unit, levers: levers, weeks: weeks))
      blockOfUnit[unit] = blocks.count - 1
      return blocks.count - 1
    }
    if let unit {
      let own = try block(unit)
      // A lever that nothing can be done with is not passed over in silence.
      for name in specification.levers.keys.sorted() {
        let indicator = try component(name)
        guard blocks[own].parts.contains(where: { $0.indicator == indicator }) else {
          throw .componentNotPlanned(name)
        }
      }
    }

    var groups: [RivalGroup] = []
    func group(_ rivals: Target.Rivals, of unit: Int) throws(PlanError) -> Int {
      let units = try UnitSelection.rivals(rivals, of: unit, in: history)
      if let known = groups.firstIndex(where: { $0.members.map(\.unit) == units }) { return known }
      groups.append(self.group(units, weeks: weeks))
      return groups.count - 1
    }

    var goals: [PlanProblem.Goal] = []
    for (position, target) in specification.targets.enumerated() {
      func goal(_ kind: PlanProblem.Goal.Kind, block: Int) {
        goals.append(
          PlanProblem.Goal(
            kind: kind, block: block, week: target.week ?? specification.weeks, target: position,
            importance: target.importance))
      }
      if case .group(let group, let points) = target.requirement {
        let units = try UnitSelection.units(of: group, in: history)
        let further = units.filter { blockOfUnit[$0] == nil }
        let made = try further.concurrentMap { other throws(PlanError) in
          try self.block(other, levers: levers, weeks: weeks)
        }
        for (other, block) in zip(further, made) {
          blocks.append(block)
          blockOfUnit[other] = blocks.count - 1
        }
        for other in units { goal(.total(points), block: try block(other)) }
        continue
      }
      guard let unit else { throw .noUnit }
      let own = try block(unit)
      switch target.requirement {
      case .total(let points): goal(.total(points), block: own)
      case .lead(let margin, let over): goal(.lead(margin, over: try group(over, of: unit)), block: own)
      case .rank(let rank, let among): goal(.rank(rank, among: try group(among, of: unit)), block: own)
      case .component(let name, let points):
        goal(.part(try part(name, of: blocks[own]), points), block: own)
      case .componentShare(let name, let share):
        let part = try part(name, of: blocks[own])
        goal(.part(part, share * blocks[own].parts[part].maximum), block: own)
      case .componentGain(let name, let gain):
        let part = try part(name, of: blocks[own])
        goal(.part(part, blocks[own].parts[part].score + gain), block: own)
      case .group: break
      }
    }
    return PlanProblem(
      blocks: blocks, groups: groups, goals: goals,
      deadlines: blocks.indices.map { block in
        let own = Set(goals.filter { $0.block == block }.map(\.week))
        return own.union(hasFloors && !own.isEmpty ? [specification.weeks] : []).sorted()
      },
      weeks: specification.weeks, pathCount: forecast.pathCount,
      usesCosts: !specification.initiatives.isEmpty
        || specification.levers.values.contains { $0.cost != nil },
      movesPerWeek: specification.movesPerWeek,
      actions: try actions(blocks: blocks, blockOfUnit: blockOfUnit, unit: unit),
      resources: specification.resources, seed: forecast.seed)
  }

  /// Initiatives by positions. What they bring to units that no target is about is left out, and what they would bring to
  /// locked components does not come.
  private func actions(
    blocks: [PlanProblem.Block], blockOfUnit: [Int: Int], unit: Int?
  ) throws(PlanError) -> [PlanProblem.Action] {
    var positions: [String: Int] = [:]
    for (position, initiative) in specification.initiatives.enumerated() {
      positions[NameKey.same(initiative.name)] = position
    }
    var units: [String: Int] = [:]
    var actions: [PlanProblem.Action] = []
    actions.reserveCapacity(specification.initiatives.count)
    for initiative in specification.initiatives {
      var effects: [PlanProblem.Action.Effect] = []
      for effect in initiative.effects {
        guard let indicator = index.indicator(named: effect.component) else {
          throw .unknownComponent(effect.component, known: index.components.map(\.id))
        }
        let target: Int?
        if let name = effect.unit {
          if units[name] == nil { units[name] = try UnitSelection.unit(named: name, in: history) }
          target = units[name]
        } else {
          target = unit
        }
        guard let target, let block = blockOfUnit[target] else { continue }
        guard let part = blocks[block].parts.firstIndex(where: { $0.indicator == indicator }) else {
          throw .componentNotPlanned(effect.component)
        }
        guard !blocks[block].parts[part].lever.isLocked else { continue }
        effects.append(
          .init(
            block: block, part: part, points: effect.points, standardDeviation: effect.standardDeviation))
      }
      actions.append(
        PlanProblem.Action(
          initiative: initiative, effects: effects,
          requires: initiative.requires.compactMap { positions[NameKey.same($0)] },
          excludes: initiative.excludes.compactMap { positions[NameKey.same($0)] }))
    }
    return actions
  }

  // MARK: Names

  func component(_ name: String) throws(PlanError) -> Indicator {
    guard let indicator = index.indicator(named: name), case .component = indicator else {
      throw .unknownComponent(name, known: index.components.map(\.id))
    }
    return indicator
  }

  func part(_ name: String, of block: PlanProblem.Block) throws(PlanError) -> Int {
    let indicator = try component(name)
    guard let position = block.parts.firstIndex(where: { $0.indicator == indicator }) else {
      throw .componentNotPlanned(name)
    }
    return position
  }

  /// Levers by component; they hold for the components of every unit that is planned.
  private func levers() throws(PlanError) -> [Indicator: Lever] {
    var levers: [Indicator: Lever] = [:]
    // In the order of names: a set of keys has none of its own, and two may name one component.
    for name in specification.levers.keys.sorted() {
      levers[try component(name)] = specification.levers[name]
    }
    return levers
  }

  // MARK: Numbers

  private func block(
    _ unit: Int, levers: [Indicator: Lever], weeks: Set<Int>
  ) throws(PlanError) -> PlanProblem.Block {
    guard let total = forecast.entry(unit: unit, indicator: .total) else {
      throw .noTotal(unit: history.units[unit].name)
    }
    // Only a total that is the sum of its components can be planned by component.
    let isSum = if case .sumOfComponents = total.method { true } else { false }
    let indicators: [Indicator] = isSum ? index.components.indices.map { .component($0) } : [.total]
    let hasCatalogue = !specification.initiatives.isEmpty
    let parts = zip(indicators, forecast.paths(unit: unit, indicators: indicators)).map { indicator, paths in
      let entry = forecast.entry(unit: unit, indicator: indicator)!
      let lever = levers[indicator] ?? Lever()
      return PlanProblem.Part(
        indicator: indicator, score: entry.lastScore, maximum: index.maximum(of: indicator)!,
        medians: entry.distributions.map(\.median),
        paths: Dictionary(uniqueKeysWithValues: weeks.map { ($0, paths.column($0 - 1)) }),
        pastGains: PastGains.upTo(weeks: forecast.horizon, forecast, unit: unit, indicator: indicator),
        lever: lever,
        isFree: !hasCatalogue || lever.cost != nil)
    }
    return PlanProblem.Block(
      unit: unit, maximum: index.maximum,
      discrepancy: isSum ? forecast.entry(unit: unit, indicator: .discrepancy)?.lastScore ?? 0 : 0,
      parts: parts)
  }

  private func group(_ units: [Int], weeks: Set<Int>) -> RivalGroup {
    RivalGroup(
      members: units.map { unit in
        let entry = forecast.entry(unit: unit, indicator: .total)!
        let paths = forecast.paths(unit: unit, indicator: .total)!
        return RivalGroup.Member(
          unit: unit, score: entry.lastScore, medians: entry.distributions.map(\.median),
          paths: Dictionary(uniqueKeysWithValues: weeks.map { ($0, paths.column($0 - 1)) }))
      })
  }
}
