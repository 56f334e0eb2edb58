import Scorecard

extension PlanSpecification {
  /// Whether anything asked for is about one unit, and not about a group alone.
  var needsUnit: Bool {
    let isOfUnit = { (target: Target) in
      if case .group = target.requirement { false } else { true }
    }
    return breakdown != nil || targets.contains(where: isOfUnit)
      || scenarios.contains { $0.targets?.contains(where: isOfUnit) ?? false || !$0.components.isEmpty }
      || initiatives.contains { $0.effects.contains { $0.unit == nil } }
  }

  /// Checks all that can be judged without a history: numbers, weeks, what stands twice, what waits for itself.
  ///
  /// - Throws: The first fault.
  package func validate() throws(PlanError) {
    guard !targets.isEmpty else { throw .noTargets }
    guard targets.count <= Self.mostTargets else {
      throw .tooManyTargets(targets.count, most: Self.mostTargets)
    }
    guard unit != nil || !needsUnit else { throw .noUnit }
    guard (1...Planner.longestPlan).contains(weeks) else { throw .invalidWeeks(weeks) }
    try Self.check(confidence: confidence)
    for target in targets { try target.validate(weeks: weeks) }
    try Self.check(levers)
    if let movesPerWeek, movesPerWeek < 1 { throw .invalidMoves(movesPerWeek) }
    if let fault = InitiativeCheck.fault(in: initiatives) { throw fault.error }
    try resources.validate()
    try checkTeams()
    for (name, weight) in (breakdown?.weights ?? [:]).sorted(by: { $0.key < $1.key }) {
      guard weight > 0, weight <= Self.greatestAmount else { throw .invalidUnitWeight(name, weight) }
    }
    var names: Set<String> = []
    for scenario in scenarios {
      guard names.insert(NameKey.same(scenario.name)).inserted else { throw .repeatedScenario(scenario.name) }
      try scenario.validate(weeks: weeks)
    }
  }

  /// More targets than these are a slip of some program.
  static let mostTargets = 100

  /// Where teams are limited, a name that is none of theirs is a slip that would lift the limit.
  private func checkTeams() throws(PlanError) {
    guard !resources.teams.isEmpty else { return }
    let known = Set(resources.teams.keys)
    for initiative in initiatives {
      for team in initiative.effort.keys.sorted() where !known.contains(team) {
        throw .unknownTeam(team, initiative: initiative.name, known: known.sorted())
      }
    }
  }

  fileprivate static func check(confidence: Double) throws(PlanError) {
    guard confidence > 0, confidence < 1 else { throw .invalidConfidence(confidence) }
  }

  fileprivate static func check(week: Int?, of weeks: Int) throws(PlanError) {
    if let week, !(1...weeks).contains(week) { throw .weekOutOfRange(week, weeks: weeks) }
  }

  /// Throws for a number that is not finite or beyond all reason.
  fileprivate static func check(_ number: Double?, _ name: String) throws(PlanError) {
    if let number, !(abs(number) <= greatestNumber) { throw .invalidNumber(name, number) }
  }

  /// Throws also for a number below zero.
  fileprivate static func check(size: Double?, _ name: String) throws(PlanError) {
    if let size, !(0...greatestNumber).contains(size) { throw .invalidNumber(name, size) }
  }

  fileprivate static func check(_ levers: [String: Lever]) throws(PlanError) {
    for (name, lever) in levers.sorted(by: { $0.key < $1.key }) {
      for size in [lever.pace, Double(lever.leadTime), lever.leastStep, lever.floor] {
        try check(size: size, name)
      }
    }
  }
}

extension Target {
  fileprivate func validate(weeks: Int) throws(PlanError) {
    try PlanSpecification.check(week: week, of: weeks)
    if case .wish(let weight) = importance {
      guard weight > 0, weight <= PlanSpecification.greatestAmount else { throw .invalidWish(weight) }
    }
    switch requirement {
    case .total(let points): try PlanSpecification.check(points, "total")
    case .lead(let margin, _): try PlanSpecification.check(margin, "lead")
    case .rank(let rank, _): guard rank >= 1 else { throw .invalidRank(rank) }
    case .component(let name, let points), .componentGain(let name, let points):
      try PlanSpecification.check(points, name)
    case .componentShare(let name, let share):
      guard (0...1).contains(share) else { throw .invalidShare(name, share) }
    case .group(let group, let points):
      try PlanSpecification.check(points, group.level.rawValue)
      switch group.selection {
      case .all: break
      case .bottom(let count): guard count >= 1 else { throw .invalidGroupSize(count) }
      case .below(let limit): try PlanSpecification.check(limit, group.level.rawValue)
      }
    }
  }
}

extension Resources {
  fileprivate func validate() throws(PlanError) {
    for (name, weeks) in [("budget", budget.map { [$0] } ?? [])] + teams.sorted(by: { $0.key < $1.key }) {
      for amount in weeks where !(0...PlanSpecification.greatestAmount).contains(amount) {
        throw .invalidNumber(name, amount)
      }
    }
  }
}

extension Scenario {
  fileprivate func validate(weeks: Int) throws(PlanError) {
    guard !isEmpty else { throw .emptyScenario(name) }
    for assumption in components {
      try PlanSpecification.check(week: assumption.week, of: weeks)
      switch assumption.value {
      case .score(let points): try PlanSpecification.check(size: points, assumption.component)
      case .gain(let points): try PlanSpecification.check(points, assumption.component)
      case .share(let share):
        guard (0...1).contains(share) else { throw .invalidShare(assumption.component, share) }
      }
    }
    for (name, pace) in rivalPaces.sorted(by: { $0.key < $1.key }) { try PlanSpecification.check(pace, name) }
    try PlanSpecification.check(levers)
    if let targets {
      guard !targets.isEmpty else { throw .noTargets }
      for target in targets { try target.validate(weeks: weeks) }
    }
    if let confidence { try PlanSpecification.check(confidence: confidence) }
  }
}
