import Scorecard

extension PlanSpecification {
  /// Checks that all names are those of the history, and none stands for what another one stands for; who plans
  /// judges rivals and groups, of which it has to know more.
  ///
  /// - Throws: The first fault.
  package func validate(against history: History) throws(PlanError) {
    guard let index = history.index else { throw .noIndex }
    let names = HistoryNames(history: history, index: index)
    if let unit, history.unit(named: unit) == nil {
      throw .unknownUnit(unit, suggestions: names.suggestions(unit))
    }
    for target in targets { try names.check(target) }
    try names.check(levers)
    for initiative in initiatives {
      for effect in initiative.effects {
        try names.checkComponent(effect.component, orTotal: true)
        guard let unit = effect.unit, history.unit(named: unit) == nil else { continue }
        throw .unknownEffectUnit(
          unit, initiative: initiative.name, suggestions: names.suggestions(unit))
      }
    }
    if let breakdown {
      guard names.levels.contains(breakdown.level) else {
        throw .emptyBreakdown(breakdown.level, known: names.levels)
      }
      if let unit = unit.flatMap(history.unit(named:)), history.units[unit].level == breakdown.level {
        throw .breakdownToOwnLevel(breakdown.level)
      }
      for name in breakdown.weights.keys.sorted() where history.unit(named: name) == nil {
        throw .unknownUnit(name, suggestions: names.suggestions(name))
      }
    }
    for scenario in scenarios { try names.check(scenario) }
  }
}

/// The names that a history has.
private struct HistoryNames {
  let history: History
  let index: IndexDefinition
  /// In the order of first appearance.
  let levels: [Level]

  init(history: History, index: IndexDefinition) {
    self.history = history
    self.index = index
    var levels: [Level] = []
    for case let level? in history.units.map(\.level) where !levels.contains(level) { levels.append(level) }
    self.levels = levels
  }

  func suggestions(_ name: String) -> [String] {
    history.suggestions(for: name).map { history.units[$0].name }
  }

  @discardableResult
  func checkComponent(_ name: String, orTotal: Bool = false) throws(PlanError) -> Indicator {
    switch index.indicator(named: name) {
    case .component(let position)?: return .component(position)
    case .total? where orTotal: return .total
    default:
      throw .unknownComponent(name, known: index.components.map(\.id) + (orTotal ? ["total"] : []))
    }
  }

  func check(_ target: Target) throws(PlanError) {
    switch target.requirement {
    case .component(let name, _), .componentShare(let name, _), .componentGain(let name, _):
      try checkComponent(name)
    case .group(let group, _):
      guard levels.contains(group.level) else { throw .emptyGroup(group, known: levels) }
    case .total, .lead, .rank: break
    }
  }

  func check(_ levers: [String: Lever]) throws(PlanError) {
    var earlier: [Indicator: String] = [:]
    for name in levers.keys.sorted() {
      let indicator = try checkComponent(name)
      if let other = earlier.updateValue(name, forKey: indicator) {
        throw .repeatedComponent(name, as: other)
      }
      if let floor = levers[name]?.floor, let maximum = index.maximum(of: indicator), floor > maximum {
        throw .scoreOutOfRange(name, score: floor, maximum: maximum)
      }
    }
  }

  func check(_ scenario: Scenario) throws(PlanError) {
    // A component may be assumed for one week and for another, but not twice for one.
    var earlier: [Indicator: [(week: Int?, name: String)]] = [:]
    for assumption in scenario.components {
      let indicator = try checkComponent(assumption.component)
      if let other = earlier[indicator]?.first(where: { $0.week == assumption.week }) {
        throw .repeatedComponent(assumption.component, as: other.name)
      }
      earlier[indicator, default: []].append((assumption.week, assumption.component))
    }
    for name in scenario.rivalPaces.keys.sorted() where history.unit(named: name) == nil {
      throw .unknownScenarioUnit(name, scenario: scenario.name, suggestions: suggestions(name))
    }
    try check(scenario.levers)
    for target in scenario.targets ?? [] { try check(target) }
  }
}
