import Scorecard

/// Which units of a history a target is about.
enum UnitSelection {
  /// The unit with a name.
  static func unit(named name: String, in history: History) throws(PlanError) -> Int {
    guard let unit = history.unit(named: name) else {
      throw .unknownUnit(
        name, suggestions: history.suggestions(for: name).map { history.units[$0].name })
    }
    return unit
  }

  /// Positions of the rivals of a unit in the history, in its order for all, in the order asked for names.
  static func rivals(_ rivals: Target.Rivals, of unit: Int, in history: History) throws(PlanError) -> [Int] {
    switch rivals {
    case .all:
      let level = history.units[unit].level
      let found = history.units.indices.filter {
        $0 != unit && history.units[$0].level == level && history.hasTotal(ofUnit: $0)
      }
      guard !found.isEmpty else { throw .noRivals }
      return found
    case .named(let names):
      guard !names.isEmpty else { throw .noRivals }
      var found: [Int] = []
      for name in names {
        let other = try self.unit(named: name, in: history)
        guard other != unit else { throw .rivalIsUnit(name) }
        guard history.hasTotal(ofUnit: other) else { throw .rivalWithoutTotal(name) }
        if !found.contains(other) { found.append(other) }
      }
      return found
    }
  }

  /// Positions of the units of a group in the history, in its order.
  static func units(of group: UnitGroup, in history: History) throws(PlanError) -> [Int] {
    let all = history.units.indices.filter {
      history.units[$0].level == group.level && history.hasTotal(ofUnit: $0)
    }
    let scores = all.map { latestTotal(ofUnit: $0, in: history) }
    let found: [Int] =
      switch group.selection {
      case .all: all
      case .bottom(let count):
        all.indices.sorted { (scores[$0], $0) < (scores[$1], $1) }.prefix(max(count, 0)).map { all[$0] }
          .sorted()
      case .below(let limit): all.indices.filter { scores[$0] < limit }.map { all[$0] }
      }
    // That none is as weak is good news, and no error.
    guard !all.isEmpty else { throw .emptyGroup(group, known: levels(in: history)) }
    return found
  }

  /// The latest published total, or the sum of the latest components where none is published.
  static func latestTotal(ofUnit unit: Int, in history: History) -> Double {
    if let total = history.series(unit: unit, indicator: .total).last { return total.score }
    let components = history.index?.components.indices ?? 0..<0
    return components.reduce(0) {
      $0 + (history.series(unit: unit, indicator: .component($1)).last?.score ?? 0)
    }
  }

  /// The levels of units with a total, in the order of their first appearance.
  private static func levels(in history: History) -> [Level] {
    var found: [Level] = []
    for unit in history.units.indices where history.hasTotal(ofUnit: unit) {
      if let level = history.units[unit].level, !found.contains(level) { found.append(level) }
    }
    return found
  }
}
