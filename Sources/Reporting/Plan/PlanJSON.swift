import Planning
import Scorecard

/// The JSON of a plan, `headway.plan/1`.
extension PlanReport {
  /// All of the plan, with ids and numbers that do not depend on the language.
  public var json: String {
    JSONValue.object([
      ("schema", "headway.plan/1"),
      ("unit", .string(unitName)),
      ("as_of", .string(origin.description)),
      ("status", .string(plan.status.rawValue)),
      ("confidence", .number(plan.confidence)),
      ("paths", .integer(plan.pathCount)),
      ("seed", .unsigned(plan.seed)),
      ("probability", probability),
      ("shortfall", shortfall),
      ("targets", .array(plan.targets.map(json))),
      ("binding", .array(plan.binding.map(json))),
      ("relaxations", .array(plan.relaxations.map(json))),
      ("total", .number(plan.total.reported)),
      ("discrepancy", .number(plan.discrepancy.reported)),
      (
        "required_lifts",
        .array(
          plan.requiredLifts.map {
            ["chance": .number($0.chance), "lift": .number($0.lift.reported)]
          })
      ),
      ("uses_costs", .bool(plan.usesCosts)),
      ("components", .array(plan.components.map(json))),
      ("weeks", .array((1...plan.weeks).map(json(week:)))),
      (
        "focus_areas",
        .array(
          plan.focusAreas.map {
            [
              "indicator": .string($0.indicator.id(in: history.index)),
              "gain": .number($0.gain?.reported),
              "text": .string(words(for: $0).plain),
            ]
          })
      ),
    ]).text + "\n"
  }

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

  private var shortfall: JSONValue {
    [
      "before": .array(plan.targets.map { .number($0.shortfallBefore.reported) }),
      "after": plan.probabilityAfter == nil
        ? .null : .array(plan.targets.map { .number($0.shortfallAfter?.reported) }),
    ]
  }

  private func json(_ target: Plan.TargetOutcome) -> JSONValue {
    let (kind, subject): (String, JSONValue) =
      switch target.target.requirement {
      case .total: ("total", .null)
      case .rank: ("rank", .null)
      case .group: ("group", .null)
      case .lead: ("lead", .array(target.rivals.map { .string(history.units[$0].name) }))
      case .component(let name, _), .componentShare(let name, _), .componentGain(let name, _):
        (
          "component",
          .string(history.index?.indicator(named: name)?.id(in: history.index))
        )
      }
    return [
      "kind": .string(kind), "subject": subject, "week": .integer(target.week),
      "as_of": .string(day(week: target.week).description),
      "threshold": .number(target.threshold.reported), "now": .number(target.now.reported),
      "forecast": .number(target.forecast.reported),
      "gap": .number((target.threshold - target.now).reported),
      "p_before": .number(target.probabilityBefore),
      "p_best_pace": .number(target.probabilityAtBestPace),
      "p_after": .number(target.probabilityAfter),
      "text": .string(words(for: target)),
    ]
  }

  private func json(_ component: Plan.ComponentPlan) -> JSONValue {
    [
      "indicator": .string(component.indicator.id(in: history.index)),
      "score": .number(component.score), "max": .number(component.maximum),
      "baseline": .number(component.baseline.reported),
      "required": .number(component.required?.reported),
      "gain": .number(component.gain?.reported), "lift": .number(component.lift?.reported),
      "best_gain": .number(component.pastGains.best.reported),
      "past_windows": .integer(component.pastGains.gains.count),
      "past_stretched": .bool(component.pastGains.isStretched),
      "pace_percentile": .number(component.pacePercentile?.reported),
      "beyond_pace": .bool(component.isBeyondPace),
      "marginal_effort": .number(component.marginalEffort?.reported),
      "locked": .bool(component.lever.isLocked),
      "cost": .number(component.lever.cost?.segments[0].rate),
    ]
  }

  private func json(week: Int) -> JSONValue {
    let scores: JSONValue =
      plan.plannedTotals.isEmpty
      ? .null
      : .object(
        plan.components.map {
          ($0.indicator.id(in: history.index), .number($0.path[week - 1].reported))
        })
    return [
      "step": .integer(week), "as_of": .string(day(week: week).description),
      "baseline_total": .number(plan.baselineTotals[week - 1].reported),
      "required_total": plan.plannedTotals.isEmpty
        ? .null : .number(plan.plannedTotals[week - 1].reported),
      "required": scores,
    ]
  }

  private func json(_ blocker: Plan.Blocker) -> JSONValue {
    let text = ("text", JSONValue.string(words(for: blocker)))
    switch blocker {
    case .leadTime, .unit, .furtherUnits, .together, .catalogue, .resources: return .object([text])
    case .aboveMaximum(let indicator, let asked, let maximum):
      return .object([
        ("kind", "above_maximum"), ("indicator", .string(indicator.id(in: history.index))),
        ("asked", .number(asked.reported)), ("max", .number(maximum)), text,
      ])
    case .pace(let needed, let available):
      return .object([
        ("kind", "pace"), ("needed", .number(needed.reported)),
        ("available", .number(available.reported)), text,
      ])
    case .headroom(let needed, let available):
      return .object([
        ("kind", "headroom"), ("needed", .number(needed.reported)),
        ("available", .number(available.reported)), text,
      ])
    case .rival(let unit, let rise, let week):
      return .object([
        ("kind", "rival"), ("rival", .string(history.units[unit].name)),
        ("rise", .number(rise.reported)), ("week", .integer(week)), text,
      ])
    case .locked(let indicator, let headroom):
      return .object([
        ("kind", "locked"), ("indicator", .string(indicator.id(in: history.index))),
        ("headroom", .number(headroom.reported)), text,
      ])
    case .component(let indicator, let needed, let best, let week):
      return .object([
        ("kind", "component"), ("indicator", .string(indicator.id(in: history.index))),
        ("needed_gain", .number(needed.reported)), ("best_gain", .number(best.reported)),
        ("week", .integer(week)), text,
      ])
    }
  }

  private func json(_ relaxation: Plan.Relaxation) -> JSONValue {
    var members: [(String, JSONValue)]
    switch relaxation {
    case .rank, .group: members = []
    case .total(let asked, let instead, let week):
      members = [
        ("kind", "points"), ("asked", .number(asked)), ("instead", .number(instead)),
        ("week", .integer(week)),
      ]
    case .lead(let asked, let instead, let week):
      members = [
        ("kind", "lead"), ("asked", .number(asked)), ("instead", .number(instead)),
        ("week", .integer(week)),
      ]
    case .component(let indicator, let asked, let instead, let week):
      members = [
        ("kind", "component"), ("indicator", .string(indicator.id(in: history.index))),
        ("asked", .number(asked.reported)), ("instead", .number(instead)), ("week", .integer(week)),
      ]
    case .weeks(let asked, let instead):
      members = [("kind", "weeks"), ("asked", .integer(asked)), ("instead", .integer(instead))]
    case .confidence(let asked, let instead):
      members = [("kind", "confidence"), ("asked", .number(asked)), ("instead", .number(instead))]
    case .together(let parts):
      members = [("kind", "together"), ("parts", .array(parts.map(json)))]
    case .fasterThanEver(let components):
      members = [
        ("kind", "faster_than_ever"),
        (
          "components",
          .array(
            components.map {
              [
                "indicator": .string($0.indicator.id(in: history.index)),
                "gain": .number($0.gain.reported), "best_gain": .number($0.bestGain.reported),
              ]
            })
        ),
      ]
    }
    members.append(("verified", true))
    members.append(("text", .string(words(for: relaxation))))
    return .object(members)
  }
}
