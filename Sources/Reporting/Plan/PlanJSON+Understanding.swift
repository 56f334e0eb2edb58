import Planning
import Scorecard

/// What other chances take, rivals, scenarios and the check, in JSON.
extension PlanReport {
  func json(_ point: Plan.FrontierPoint) -> JSONValue {
    [
      "chance": .number(point.chance), "lift": .number(point.lift.reported),
      "effort": .number(point.effort.reported), "cost": .number(point.cost?.reported),
      "within_pace": .bool(point.isWithinPace),
    ]
  }

  func json(_ rival: Plan.RivalSensitivity) -> JSONValue {
    [
      "rival": .string(history.units[rival.unit].name), "pace": .number(rival.pace),
      "p_before": .number(rival.probabilityBefore), "p_after": .number(rival.probabilityAfter),
      "required_lift": .number(rival.requiredLift.reported), "text": .string(words(for: rival)),
    ]
  }

  // MARK: Scenarios

  func json(_ outcome: Plan.ScenarioOutcome) -> JSONValue {
    [
      "name": .string(outcome.scenario.name), "status": .string(outcome.status.rawValue),
      "assumptions": assumptions(of: outcome.scenario),
      "total": .number(outcome.total.reported), "gain": .number(outcome.gain.reported),
      "components": .array(
        outcome.components.map {
          [
            "indicator": .string($0.indicator.id(in: history.index)), "score": .number($0.score),
            "assumed": .number($0.assumed.reported),
          ]
        }),
      "probability": [
        "joint": .number(outcome.joint), "each": .array(outcome.probabilities.map { .number($0) }),
      ],
      "lift": .number(outcome.lift?.reported), "text": .string(words(for: outcome)),
    ]
  }

  private func assumptions(of scenario: Scenario) -> JSONValue {
    return [
      "components": .array(
        scenario.components.map { assumption in
          let (kind, value): (String, Double) =
            switch assumption.value {
            case .score(let points): ("score", points)
            case .share(let share): ("share", share)
            case .gain(let points): ("gain", points)
            }
          return [
            "indicator": id(assumption.component), "kind": .string(kind), "value": .number(value),
            "week": .integer(assumption.week ?? plan.weeks),
          ]
        }),
      "rivals": .array(
        scenario.rivalPaces.sorted { $0.key < $1.key }.map {
          ["rival": .string($0.key), "pace": .number($0.value)]
        }),
      "levers": .object(
        scenario.levers.sorted { $0.key < $1.key }.map { name, lever in
          (history.index?.indicator(named: name)?.id(in: history.index) ?? name, json(lever))
        }),
      "targets": scenario.targets.map { targets in
        .array(targets.map(json))
      } ?? .null,
      "confidence": .number(scenario.confidence),
    ]
  }

  /// A target of a scenario, by the names that it was stated with.
  private func json(_ target: Target) -> JSONValue {
    func names(_ rivals: Target.Rivals) -> JSONValue {
      switch rivals {
      case .all: "all"
      case .named(let names): .array(names.map { .string($0) })
      }
    }
    var members = json(target.requirement, rivals: [], group: [])
    let threshold: Double
    switch target.requirement {
    case .total(let points), .component(_, let points), .group(_, let points): threshold = points
    case .componentShare(_, let share):
      threshold = share
      members[0].1 = "component_share"
    case .componentGain(_, let gain):
      threshold = gain
      members[0].1 = "component_gain"
    case .lead(let margin, let rivals):
      threshold = margin
      members[1].1 = names(rivals)
    case .rank(let rank, let rivals):
      threshold = Double(rank)
      members[1].1 = names(rivals)
    }
    return .object(
      members + [
        ("threshold", .number(threshold)), ("week", .integer(target.week ?? plan.weeks)),
        ("text", .string(words(for: target.requirement))),
      ])
  }

  // MARK: The check

  func json(_ certificate: PlanCertificate) -> JSONValue {
    [
      "passed": .bool(certificate.violations.isEmpty),
      "violations": .array(
        certificate.violations.map {
          ["kind": .string(kind(of: $0)), "text": .string(words(for: $0))]
        }),
      "probability": .number(certificate.probability),
      "fresh_probability": .number(certificate.freshProbability),
      "fresh_standard_error": .number(plan.standardError(of: certificate.freshProbability).reported),
      "effort": .number(certificate.effort.reported), "bound": .number(certificate.bound.reported),
      "gap": .number(certificate.gap.reported), "optimal": .bool(certificate.isOptimal),
    ]
  }

  private func kind(of violation: PlanCertificate.Violation) -> String {
    switch violation {
    case .aboveMaximum: "above_maximum"
    case .locked: "locked"
    case .pace: "pace"
    case .floor: "floor"
    case .probability: "probability"
    case .tooUnlikely: "too_unlikely"
    case .initiatives: "initiatives"
    case .effort: "effort"
    }
  }
}
