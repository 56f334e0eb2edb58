import Scorecard

/// What a plan is worth if rivals are faster than forecast.
extension PlanInquiry {
  /// Points per week by which a rival is assumed to be faster.
  private static let fasterPace = 0.1
  /// So many rivals are looked at, the strongest first.
  private static let rivalCount = 3

  /// - Parameter pursued: The problem with all goals that the plan pursues.
  func rivalSensitivities(
    _ pursued: PlanProblem, _ solution: PlanProblem.Solution?
  ) -> [Plan.RivalSensitivity] {
    guard let own = ownBlock, let week = problem.deadlines[own].last else { return [] }
    var rivals: [(unit: Int, median: Double)] = []
    for group in pursued.groups {
      for member in group.ranked(week: week) where !rivals.contains(where: { $0.unit == member.unit }) {
        rivals.append((member.unit, member.medians[week - 1]))
      }
    }
    rivals.sort { $0.median > $1.median }
    return rivals.prefix(Self.rivalCount).map { rival in
      var trial = pursued
      trial.accelerate(rival: rival.unit, by: Self.fasterPace)
      let needs = trial.needs
      let musts = trial.pursuing(wishes: [])
      let shaken = solution?.choice.map(trial.shaken) ?? trial
      return Plan.RivalSensitivity(
        unit: rival.unit, pace: Self.fasterPace,
        probabilityBefore: musts.evaluate(musts.noLifts, needs: musts.needs).joint,
        probabilityAfter: solution.map { shaken.evaluate($0.lifts, needs: shaken.needs).joint },
        requiredLift: trial.requiredTotalLift(block: own, week: week, confidence: confidence, needs: needs))
    }
  }
}

extension PlanProblem {
  /// Lets a rival gain more every week, up to the maximum.
  mutating func accelerate(rival unit: Int, by pace: Double) {
    let maximum = blocks.map(\.maximum).max() ?? .infinity
    func moved(_ value: Double, week: Int) -> Double { min(max(value + pace * Double(week), 0), maximum) }
    for group in groups.indices {
      for member in groups[group].members.indices where groups[group].members[member].unit == unit {
        for (week, values) in groups[group].members[member].paths {
          groups[group].members[member].paths[week] = values.map { moved($0, week: week) }
        }
        groups[group].members[member].medians = groups[group].members[member].medians.enumerated().map {
          moved($1, week: $0 + 1)
        }
      }
    }
  }
}
