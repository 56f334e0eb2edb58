import Scorecard

extension Initiative {
  /// The keys of an initiative.
  static let keys = [
    "name", "cost", "effort", "effects", "ramp_up", "requires", "excludes", "earliest", "latest",
  ]

  /// Reads `initiatives`. Names of teams and of other initiatives become those that the file gives them first,
  /// so that who plans can compare them as they are.
  static func initiatives(
    _ value: PlanValue?, teams: [String: [Double]]
  ) throws(PlanFileError) -> [Initiative] {
    let items = try value?.items() ?? []
    var initiatives = try items.map { item throws(PlanFileError) in try Initiative(item) }
    if let fault = InitiativeCheck.fault(in: initiatives) {
      throw items[fault.position].error(.plan(fault.error))
    }

    var names: [String: String] = [:]
    for name in initiatives.map(\.name) { names[NameKey.same(name)] = name }
    var teamNames: [String: String] = [:]
    for name in teams.keys { teamNames[NameKey.same(name)] = name }
    for position in initiatives.indices {
      initiatives[position].requires = initiatives[position].requires.map { names[NameKey.same($0)] ?? $0 }
      initiatives[position].excludes = initiatives[position].excludes.map { names[NameKey.same($0)] ?? $0 }
      var effort: [String: [Double]] = [:]
      for (team, weeks) in initiatives[position].effort.sorted(by: { $0.key < $1.key }) {
        let key = NameKey.same(team)
        // Teams without a limit need one spelling as well.
        effort[teamNames[key, default: team]] = weeks
        teamNames[key] = teamNames[key] ?? team
      }
      initiatives[position].effort = effort
    }
    return initiatives
  }

  private init(_ value: PlanValue) throws(PlanFileError) {
    let keys = try PlanKeys(value, isItem: true, known: Self.keys)
    let name = try keys.required("name", of: "initiatives").name()
    var effects: [Effect] = []
    for item in try keys("effects")?.items() ?? [] { effects.append(try Effect(item)) }
    self.init(
      name: name, cost: try keys("cost")?.amount() ?? 0, effort: try Resources.weeks(keys("effort")),
      effects: effects,
      rampUp: try keys("ramp_up")?.numbers { value throws(PlanFileError) in try value.share() } ?? [1],
      requires: try Self.names(keys("requires")), excludes: try Self.names(keys("excludes")),
      earliestStart: try keys("earliest")?.week() ?? 1, latestStart: try keys("latest")?.week())
  }

  /// One name or a list, which may be empty here.
  private static func names(_ value: PlanValue?) throws(PlanFileError) -> [String] {
    guard let value else { return [] }
    if value.isList, try value.items().isEmpty { return [] }
    return try value.names()
  }
}

extension Initiative.Effect {
  fileprivate init(_ value: PlanValue) throws(PlanFileError) {
    let keys = try PlanKeys(value, isItem: true, known: ["unit", "component", "points", "sd"])
    self.init(
      unit: try keys("unit")?.name(), component: try keys.required("component", of: "effects").name(),
      points: try keys.required("points", of: "effects").number(),
      standardDeviation: try keys("sd")?.size() ?? 0)
  }
}

extension Resources {
  /// Reads `budget` and `teams`.
  init(_ keys: PlanKeys) throws(PlanFileError) {
    self.init(budget: try keys("budget")?.amount(), teams: try Self.weeks(keys("teams")))
  }

  /// Amounts week by week, by team; a single one is a list of one.
  fileprivate static func weeks(_ value: PlanValue?) throws(PlanFileError) -> [String: [Double]] {
    var weeks: [String: [Double]] = [:]
    for (team, value) in try value?.entries() ?? [] {
      weeks[team] = try value.numbers { value throws(PlanFileError) in try value.amount() }
    }
    return weeks
  }
}
