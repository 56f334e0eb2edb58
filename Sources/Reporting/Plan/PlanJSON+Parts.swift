import Planning
import Scorecard

/// Components, weeks, units and initiatives in JSON.
extension PlanReport {
  // MARK: Components and weeks

  func json(_ component: Plan.ComponentPlan) -> JSONValue {
    let effort = component.marginalEffort.flatMap { $0.isFinite ? $0.reported : nil }
    return [
      "indicator": .string(component.indicator.id(in: history.index)),
      "score": .number(component.score), "max": .number(component.maximum),
      "baseline": .number(component.baseline.reported),
      "required": .number(component.required?.reported),
      "gain": .number(component.gain?.reported), "lift": .number(component.lift?.reported),
      "best_gain": .number(component.pastGains.best.reported),
      "past_windows": .integer(component.pastGains.gains.count),
      "past_stretched": .bool(component.pastGains.isStretched),
      "pooled_gain": .number(component.pastGains.pooled?.reported),
      "pace_percentile": .number(component.pacePercentile?.reported),
      "beyond_pace": .bool(component.isBeyondPace),
      "marginal_effort": .number(effort),
      "value": component.value.map {
        [
          "first": .number($0.first.reported), "last": .number($0.last.reported),
          "up_to": .number($0.upTo.reported),
        ]
      } ?? .null,
      "locked": .bool(component.lever.isLocked),
      "cost": .number(component.lever.cost?.segments[0].rate),
      "lever": json(component.lever),
    ]
  }

  func json(_ lever: Lever) -> JSONValue {
    [
      "cost": lever.cost.map { cost in
        .array(
          cost.segments.map { ["up_to": .number($0.upTo), "rate": .number($0.rate)] })
      } ?? .null,
      "pace": .number(lever.pace), "lead_time": .integer(lever.leadTime),
      "least_step": .number(lever.leastStep), "floor": .number(lever.floor),
      "locked": .bool(lever.isLocked),
    ]
  }

  func json(week: Int) -> JSONValue {
    let scores: JSONValue =
      plan.plannedTotals.isEmpty
      ? .null
      : .object(
        plan.components.map {
          ($0.indicator.id(in: history.index), .number($0.path[week - 1].reported))
        })
    return [
      "step": .integer(week), "as_of": .string(day(week: week).description),
      "baseline_total": .number(
        plan.baselineTotals.isEmpty ? nil : plan.baselineTotals[week - 1].reported),
      "required_total": plan.plannedTotals.isEmpty
        ? .null : .number(plan.plannedTotals[week - 1].reported),
      "required": scores,
    ]
  }

  /// The scores as text shows them: in hundredths, so that they add up.
  var nextWeekJSON: JSONValue {
    guard let next = nextWeek else { return .null }
    func figures(_ score: Double, _ gain: Double) -> JSONValue {
      ["score": .number(score.reported), "gain": .number(gain.reported)]
    }
    return [
      "as_of": .string(day(week: 1).description), "total": figures(next.total.score, next.total.gain),
      "components": .object(
        plan.components.filter { $0.indicator != .total }.map { component in
          let score = shownScore(component.path[0])
          return (component.indicator.id(in: history.index), figures(score, score - component.score))
        }),
    ]
  }

  // MARK: Units

  func json(_ unit: Plan.UnitPlan) -> JSONValue {
    [
      "unit": .string(history.units[unit.unit].name),
      "level": .string(history.units[unit.unit].level?.rawValue),
      "score": .number(unit.score.reported), "baseline": .number(unit.baseline.reported),
      "required": .number(unit.required?.reported), "gain": .number(unit.gain?.reported),
      "lift": .number(unit.required.map { _ in lift(unit).reported }),
      "p_before": .number(unit.probabilityBefore), "p_after": .number(unit.probabilityAfter),
      "beyond_pace": .bool(unit.isBeyondPace),
      "components": .array(unit.components.map(json)),
    ]
  }

  func json(_ breakdown: Plan.Breakdown) -> JSONValue {
    [
      "level": .string(breakdown.level.rawValue),
      "rows": .array(
        breakdown.rows.map { row in
          [
            "unit": .string(history.units[row.unit].name),
            "indicator": .string(row.indicator.id(in: history.index)), "score": .number(row.score),
            "max": .number(row.maximum), "baseline": .number(row.baseline.reported),
            "required": .number(row.required.reported), "gain": .number(row.gain.reported),
            "best_gain": .number(row.bestGain.reported), "weight": .number(row.weight),
            "pace_percentile": .number(row.pacePercentile?.reported),
          ]
        }),
      "missing": .object(
        plan.components.compactMap { component in
          breakdown.missing[component.indicator].map {
            (component.indicator.id(in: history.index), .number($0.reported))
          }
        }),
    ]
  }

  // MARK: Initiatives

  func json(_ scheduled: Plan.ScheduledInitiative) -> JSONValue {
    let initiative = scheduled.initiative
    return [
      "name": .string(initiative.name), "start": .integer(scheduled.start),
      "finish": .integer(scheduled.finish),
      "finish_as_of": .string(day(week: scheduled.finish).description), "cost": .number(initiative.cost),
      "effects": .array(
        initiative.effects.map { effect in
          [
            "unit": .string(effect.unit),
            "indicator": id(effect.component),
            "points": .number(effect.points), "standard_deviation": .number(effect.standardDeviation),
          ]
        }),
      "ramp_up": .array(initiative.rampUp.map { .number($0) }),
      "text": .string(words(for: scheduled).plain),
    ]
  }
}
