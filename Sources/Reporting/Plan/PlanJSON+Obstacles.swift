import Planning
import Scorecard

/// Blockers and relaxations in JSON.
extension PlanReport {
  func json(_ blocker: Plan.Blocker) -> JSONValue {
    let text = ("text", JSONValue.string(words(for: blocker)))
    switch blocker {
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
    case .leadTime(let indicator, let weeks, let headroom):
      return .object([
        ("kind", "lead_time"), ("indicator", .string(indicator.id(in: history.index))),
        ("weeks", .integer(weeks)), ("headroom", .number(headroom.reported)), text,
      ])
    case .unit(let unit, let needed, let best, let week):
      return .object([
        ("kind", "unit"), ("unit", .string(history.units[unit].name)),
        ("needed_gain", .number(needed.reported)), ("best_gain", .number(best.reported)),
        ("week", .integer(week)), text,
      ])
    case .furtherUnits(let count):
      return .object([("kind", "further_units"), ("count", .integer(count)), text])
    case .together(let wanted, let best):
      return .object([
        ("kind", "together"), ("wanted", .number(wanted)), ("best", .number(best)), text,
      ])
    case .catalogue(let needed, let available):
      return .object([
        ("kind", "catalogue"), ("needed", .number(needed.reported)),
        ("available", .number(available.reported)), text,
      ])
    case .resources: return .object([("kind", "resources"), text])
    case .moves(let count): return .object([("kind", "moves"), ("moves_per_week", .integer(count)), text])
    case .unproven: return .object([("kind", "unproven"), text])
    }
  }

  func json(_ relaxation: Plan.Relaxation) -> JSONValue {
    var members: [(String, JSONValue)]
    switch relaxation {
    case .rank(let asked, let instead, let week):
      members = [
        ("kind", "rank"), ("asked", .integer(asked)), ("instead", .integer(instead)),
        ("week", .integer(week)),
      ]
    case .group(let group, let asked, let instead, let week):
      members =
        [("kind", "group")] + json(group)
        + [
          ("asked", .number(asked.reported)), ("instead", .number(instead.reported)),
          ("week", .integer(week)),
        ]
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
    case .budget(let asked, let instead):
      members = [("kind", "budget"), ("asked", .number(asked)), ("instead", .number(instead.reported))]
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

  /// A group of units, as members of an object.
  func json(_ group: UnitGroup) -> [(String, JSONValue)] {
    let (selection, limit): (String, JSONValue) =
      switch group.selection {
      case .all: ("all", .null)
      case .bottom(let count): ("bottom", .integer(count))
      case .below(let points): ("below", .number(points))
      }
    return [
      ("level", .string(group.level.rawValue)), ("selection", .string(selection)), ("limit", limit),
    ]
  }
}
