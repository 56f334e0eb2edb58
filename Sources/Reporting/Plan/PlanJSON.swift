import Planning
import Scorecard

/// The JSON of a plan, `headway.plan/1`.
extension PlanReport {
  /// All of the plan, with ids and numbers that do not depend on the language; only members called `text` do.
  public var json: String { jsonValue.text + "\n" }

  /// The same as a tree.
  var jsonValue: JSONValue { .object(answer + work + understanding) }

  /// What was asked and how it stands.
  private var answer: [(String, JSONValue)] {
    let lifts = plan.requiredLifts.map { lift -> JSONValue in
      ["chance": .number(lift.chance), "lift": .number(lift.lift.reported)]
    }
    return [
      ("schema", "headway.plan/1"),
      ("unit", .string(plan.unit.map { history.units[$0].name })),
      ("as_of", .string(origin.description)),
      ("status", .string(plan.status.rawValue)),
      ("text", .string(verdict.plain)),
      ("confidence", .number(plan.confidence)),
      ("paths", .integer(plan.pathCount)),
      ("seed", .unsigned(plan.seed)),
      ("probability", probability),
      ("shortfall", shortfall),
      history.overridesMember,
      ("targets", .array(plan.targets.map(json))),
      ("binding", .array(plan.binding.map(json))),
      ("relaxations", .array(plan.relaxations.map(json))),
      ("total", .number(plan.unit.map { _ in plan.total.reported })),
      ("discrepancy", .number(plan.discrepancy.reported)),
      ("required_lifts", .array(lifts)),
      ("uses_costs", .bool(plan.usesCosts)),
      ("cost", .number(plan.cost?.reported)),
    ]
  }

  /// What has to be done.
  private var work: [(String, JSONValue)] {
    let areas = plan.focusAreas.map { area -> JSONValue in
      [
        "indicator": .string(area.indicator.id(in: history.index)),
        "gain": .number(area.gain?.reported),
        "text": .string(words(for: area).plain),
      ]
    }
    let ties = nearTies.map { tie in
      JSONValue.array(tie.map { .string($0.indicator.id(in: history.index)) })
    }
    return [
      ("components", .array(plan.components.map(json))),
      ("weeks", .array((1...plan.weeks).map(json(week:)))),
      ("next_week", nextWeekJSON),
      ("units", .array(plan.units.map(json))),
      ("initiatives", .array(plan.initiatives.map(json))),
      ("focus_areas", .array(areas)),
      ("near_ties", .array(ties)),
      ("next_best", .string(nextBest?.indicator.id(in: history.index))),
      ("breakdown", plan.breakdown.map(json) ?? .null),
    ]
  }

  private var understanding: [(String, JSONValue)] {
    [
      ("frontier", .array(plan.frontier.map(json))),
      ("rival_sensitivity", .array(plan.rivalSensitivities.map(json))),
      ("scenarios", .array(plan.scenarios.map(json))),
      ("certificate", plan.certificate.map(json) ?? .null),
    ]
  }

  // MARK: Probabilities

  /// `joint` and `each` are with the plan where there is one, else without.
  private var probability: JSONValue {
    let before = plan.targets.map { JSONValue.number($0.probabilityBefore) }
    let after = plan.targets.map { JSONValue.number($0.probabilityAfter) }
    let joint = plan.probabilityAfter ?? plan.probabilityBefore
    return [
      "joint": .number(joint),
      "each": .array(plan.probabilityAfter == nil ? before : after),
      "standard_error": .number(plan.standardError(of: joint).reported),
      "before": ["joint": .number(plan.probabilityBefore), "each": .array(before)],
      "after": plan.probabilityAfter == nil
        ? .null : ["joint": .number(plan.probabilityAfter), "each": .array(after)],
    ]
  }

  /// Points missing on average over all paths, and over those on which the target is missed.
  private var shortfall: JSONValue {
    let after: (_ value: (Plan.TargetOutcome) -> Double?) -> JSONValue = { value in
      plan.probabilityAfter == nil ? .null : .array(plan.targets.map { .number(value($0)?.reported) })
    }
    return [
      "before": .array(plan.targets.map { .number($0.shortfallBefore.reported) }),
      "after": after(\.shortfallAfter),
      "when_missed": [
        "before": .array(plan.targets.map { .number($0.shortfallWhenMissed.reported) }),
        "after": after(shortfallWhenMissedAfter),
      ],
    ]
  }

  // MARK: Targets

  private func json(_ target: Plan.TargetOutcome) -> JSONValue {
    let (importance, weight): (String, Double?) =
      switch target.target.importance {
      case .must: ("must", nil)
      case .fixed: ("fixed", nil)
      case .wish(let weight): ("wish", weight)
      }
    return .object(
      json(target.target.requirement, rivals: target.rivals, group: target.group) + [
        ("week", .integer(target.week)), ("as_of", .string(day(week: target.week).description)),
        ("importance", .string(importance)), ("weight", .number(weight)),
        ("pursued", .bool(target.isPursued)),
        ("threshold", .number(target.threshold.reported)), ("now", .number(target.now.reported)),
        ("met_now", .bool(target.isMetNow)), ("forecast", .number(target.forecast.reported)),
        ("gap", .number((target.threshold - target.now).reported)),
        ("p_before", .number(target.probabilityBefore)),
        ("p_best_pace", .number(target.probabilityAtBestPace)),
        ("p_after", .number(target.probabilityAfter)),
        (
          "shortfall",
          [
            "before": .number(target.shortfallBefore.reported),
            "after": .number(target.shortfallAfter?.reported),
            "when_missed": .number(target.shortfallWhenMissed.reported),
            "when_missed_after": .number(shortfallWhenMissedAfter(target)?.reported),
          ]
        ),
        ("text", .string(words(for: target))),
      ])
  }

  /// The kind of a requirement and whom it is about.
  func json(_ requirement: Target.Requirement, rivals: [Int], group: [Int]) -> [(String, JSONValue)] {
    func names(_ units: [Int]) -> JSONValue { .array(units.map { .string(history.units[$0].name) }) }
    switch requirement {
    case .total: return [("kind", "total"), ("subject", .null)]
    case .rank: return [("kind", "rank"), ("subject", names(rivals))]
    case .lead: return [("kind", "lead"), ("subject", names(rivals))]
    case .group(let selection, _):
      return [("kind", "group"), ("subject", names(group)), ("group", .object(json(selection)))]
    case .component(let name, _), .componentShare(let name, _), .componentGain(let name, _):
      return [("kind", "component"), ("subject", id(name))]
    }
  }

  /// The id of a component by the name that a specification gives it.
  func id(_ component: String) -> JSONValue {
    .string(history.index?.indicator(named: component)?.id(in: history.index) ?? component)
  }
}
