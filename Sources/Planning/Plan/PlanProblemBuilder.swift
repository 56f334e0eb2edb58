import NumericCore
import Scorecard

/// Turns names into numbers: from a specification and a forecast to a ``PlanProblem``.
struct PlanProblemBuilder {
  let forecast: ScorecardForecast
  let unit: Int
  let index: IndexDefinition

  private var history: History { forecast.history }

  /// - Throws: ``PlanError`` for a name that does not exist or a series that is not there.
  func problem(_ specification: PlanSpecification) throws(PlanError) -> PlanProblem {
    guard let total = forecast.entry(unit: unit, indicator: .total) else {
      throw .noTotal(unit: history.units[unit].name)
    }
    var levers: [Indicator: Lever] = [:]
    // In the order of names: a set of keys has none of its own, and two may name one component.
    for name in specification.levers.keys.sorted() {
      levers[try component(name)] = specification.levers[name]
    }

    // Only a total that is the sum of its components can be planned by component.
    let isSum = if case .sumOfComponents = total.method { true } else { false }
    let indicators: [Indicator] =
      isSum ? index.components.indices.map { .component($0) } : [.total]
    // A lever that nothing can be done with is not passed over in silence.
    for name in specification.levers.keys.sorted() where !indicators.contains(try component(name)) {
      throw .componentNotPlanned(name)
    }
    let parts = indicators.map { part($0, lever: levers[$0] ?? Lever(), weeks: specification.weeks) }

    var groups: [PlanProblem.RivalGroup] = []
    var goals: [PlanProblem.Goal] = []
    for target in specification.targets {
      let week = target.week ?? specification.weeks
      switch target.requirement {
      case .total(let points):
        goals.append(.init(kind: .total(points), week: week))
      case .rank, .group: preconditionFailure("under construction")
      case .lead(let margin, let over):
        let units = try RivalSelection.units(over, unit: unit, history: history)
        let known = groups.firstIndex { $0.members.map(\.unit) == units }
        if known == nil { groups.append(group(units)) }
        goals.append(.init(kind: .lead(margin, over: known ?? groups.count - 1), week: week))
      case .component(let name, let points):
        goals.append(.init(kind: .part(try position(name, in: parts), points), week: week))
      case .componentShare(let name, let share):
        let position = try position(name, in: parts)
        goals.append(.init(kind: .part(position, share * parts[position].maximum), week: week))
      case .componentGain(let name, let gain):
        let position = try position(name, in: parts)
        goals.append(.init(kind: .part(position, parts[position].score + gain), week: week))
      }
    }
    return PlanProblem(
      parts: parts,
      discrepancy: forecast.entry(unit: unit, indicator: .discrepancy)?.lastScore ?? 0,
      maximum: index.maximum, groups: groups, goals: goals, weeks: specification.weeks,
      pathCount: forecast.pathCount)
  }

  private func component(_ name: String) throws(PlanError) -> Indicator {
    guard let indicator = index.indicator(named: name), case .component = indicator else {
      throw .unknownComponent(name, known: index.components.map(\.id))
    }
    return indicator
  }

  private func position(_ name: String, in parts: [PlanProblem.Part]) throws(PlanError) -> Int {
    let indicator = try component(name)
    guard let position = parts.firstIndex(where: { $0.indicator == indicator }) else {
      throw .componentNotPlanned(name)
    }
    return position
  }

  private func part(_ indicator: Indicator, lever: Lever, weeks: Int) -> PlanProblem.Part {
    let entry = forecast.entry(unit: unit, indicator: indicator)!
    return PlanProblem.Part(
      indicator: indicator, score: entry.lastScore, maximum: index.maximum(of: indicator)!,
      medians: entry.distributions.map(\.median), paths: forecast.paths(unit: unit, indicator: indicator)!,
      pastGains: (1...weeks).map { PastGains(forecast, unit: unit, indicator: indicator, weeks: $0) },
      lever: lever)
  }

  private func group(_ units: [Int]) -> PlanProblem.RivalGroup {
    var strongest = [[Double]](
      repeating: [Double](repeating: -.infinity, count: forecast.pathCount), count: forecast.horizon)
    let members = units.map { other in
      let entry = forecast.entry(unit: other, indicator: .total)!
      let paths = forecast.paths(unit: other, indicator: .total)!
      for week in 0..<forecast.horizon {
        for (path, total) in paths.column(week).enumerated() {
          strongest[week][path] = max(strongest[week][path], total)
        }
      }
      return PlanProblem.RivalGroup.Member(
        unit: other, score: entry.lastScore, medians: entry.distributions.map(\.median))
    }
    return PlanProblem.RivalGroup(members: members, strongest: Matrix(columns: strongest))
  }
}

/// Which units a lead is over.
enum RivalSelection {
  /// Positions of the rivals in the history, in its order for all, in the order asked for names.
  static func units(
    _ rivals: Target.Rivals, unit: Int, history: History
  ) throws(PlanError) -> [Int] {
    switch rivals {
    case .all:
      let level = history.units[unit].level
      let found = history.units.indices.filter {
        $0 != unit && history.units[$0].level == level
          && history.hasTotal(ofUnit: $0)
      }
      guard !found.isEmpty else { throw .noRivals }
      return found
    case .named(let names):
      guard !names.isEmpty else { throw .noRivals }
      var found: [Int] = []
      for name in names {
        guard let other = history.unit(named: name) else {
          throw .unknownUnit(
            name, suggestions: history.suggestions(for: name).map { history.units[$0].name })
        }
        guard other != unit else { throw .rivalIsUnit(name) }
        guard history.hasTotal(ofUnit: other) else { throw .rivalWithoutTotal(name) }
        if !found.contains(other) { found.append(other) }
      }
      return found
    }
  }
}
