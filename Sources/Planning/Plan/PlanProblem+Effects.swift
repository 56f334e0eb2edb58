import NumericCore

/// What uncertain effects of initiatives do to the paths, worked out for the parts that they touch alone.
extension PlanProblem {
  /// The problem with the errors of the chosen initiatives' effects on its paths.
  func shaken(by choice: Choice) -> PlanProblem { shakenBlocks(by: choice).problem }

  /// The problem with the errors of effects on its paths, and the blocks that they touch.
  func shakenBlocks(by choice: Choice) -> (problem: PlanProblem, blocks: Set<Int>) {
    var uncertain: [[Int]: [(action: Int, effect: Int, start: Int)]] = [:]
    for (action, start) in choice.starts.enumerated() {
      guard let start else { continue }
      for (position, effect) in actions[action].effects.enumerated() where effect.standardDeviation > 0 {
        uncertain[[effect.block, effect.part], default: []].append((action, position, start))
      }
    }
    let touched = uncertain.sorted { $0.key.lexicographicallyPrecedes($1.key) }
    let paths = touched.concurrentMap { place, effects in
      var paths = blocks[place[0]].parts[place[1]].paths
      for (action, position, start) in effects {
        let initiative = actions[action].initiative
        let errors = EffectErrors.errors(
          of: initiative, effect: position, unit: blocks[place[0]].unit, count: pathCount, seed: seed)
        for week in paths.keys {
          let factor =
            initiative.share(endOf: week, start: start) * actions[action].effects[position].standardDeviation
          guard factor > 0, var values = paths.removeValue(forKey: week) else { continue }
          for path in values.indices { values[path] += factor * errors[path] }
          paths[week] = values
        }
      }
      return paths
    }
    var shaken = self
    for ((place, _), paths) in zip(touched, paths) { shaken.blocks[place[0]].parts[place[1]].paths = paths }
    return (shaken, Set(touched.map { $0.key[0] }))
  }

  /// What the goals need on every path, with what is known of a problem that differs in some blocks only.
  func needs(like known: PathNeeds?, except touched: Set<Int>) -> PathNeeds {
    var totals = known?.totals ?? [:]
    let asked = Set(
      goals.filter { $0.part == nil && touched.contains($0.block) }.map { [$0.block, $0.week] })
    let places = asked.sorted { $0.lexicographicallyPrecedes($1) }
    for (place, found) in zip(places, places.concurrentMap { self.totals(of: $0[0], week: $0[1]) }) {
      totals[place[0], default: [:]][place[1]] = found
    }
    let missing = goals.indices.concurrentMap { [totals] position in
      let goal = goals[position]
      if let known, !touched.contains(goal.block) { return known.missing[position] }
      return self.missing(goal, totals: totals[goal.block]?[goal.week])
    }
    return PathNeeds(missing: missing, totals: totals)
  }
}
