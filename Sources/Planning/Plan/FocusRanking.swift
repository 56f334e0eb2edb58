import Scorecard

/// Orders components by what is asked of them, and says why.
enum FocusRanking {
  /// Below so many points of headroom a component is almost full.
  private static let littleHeadroom = 0.2

  /// A gain that rounds to nothing asks for nothing.
  private static let leastGain = 0.005

  static func areas(
    _ components: [Plan.ComponentPlan], forecast: ScorecardForecast, unit: Int, usesCosts: Bool
  ) -> [FocusArea] {
    let headrooms = components.map { $0.maximum - $0.score }
    let ratios = components.map { $0.score / $0.maximum }
    let mostHeadroom = headrooms.max() ?? 0
    let lowestRatio = ratios.min() ?? 0
    let cheapest = components.compactMap { $0.lever.isLocked ? nil : $0.lever.cost?.segments[0].rate }.min()

    let ranked = components.indices.sorted { one, other in
      let lifts = (components[one].lift ?? 0, components[other].lift ?? 0)
      if abs(lifts.0 - lifts.1) > 1e-6 { return lifts.0 > lifts.1 }
      return headrooms[one] > headrooms[other]
    }
    return ranked.map { position in
      let component = components[position]
      let past = PastMoves(forecast.history.series(unit: unit, indicator: component.indicator).map(\.score))
      var reasons: [FocusArea.Reason] = []
      if component.lever.isLocked { reasons.append(.locked) }
      if components.count > 1 {
        if headrooms[position] == mostHeadroom {
          reasons.append(.mostHeadroom(points: headrooms[position], ratio: ratios[position]))
        } else if ratios[position] == lowestRatio {
          reasons.append(.lowestRatio(ratios[position]))
        }
      }
      if headrooms[position] < littleHeadroom { reasons.append(.almostFull(points: headrooms[position])) }
      if past.lastChange < -1e-9 { reasons.append(.fell(-past.lastChange)) }
      if past.unchanged >= 3 { reasons.append(.unchanged(weeks: past.unchanged)) }
      if past.risesSteadily {
        reasons.append(.steadyRise(rises: past.rises, changes: past.changes))
      }
      if let cost = component.lever.cost?.segments[0].rate, cost == cheapest, usesCosts {
        reasons.append(.cheapest(cost: cost))
      }
      if let gain = component.gain, gain > leastGain, let lift = component.lift, lift > 1e-6,
        component.lever.pace == nil
      {
        let best = component.pastGains.best
        // Initiatives may bring what no lever ever did; that says nothing of a pace.
        if component.isBeyondPace {
          reasons.append(.beyondPace(best: best, times: best > 1e-6 ? gain / best : nil))
        } else if gain <= best + 1e-6 {
          reasons.append(.withinPace(best: best))
        }
      }
      return FocusArea(indicator: component.indicator, gain: component.gain, reasons: reasons)
    }
  }

  /// How a component moved from one observation to the next, over the latest ten.
  private struct PastMoves {
    let lastChange: Double
    let rises: Int
    let changes: Int
    let risesSteadily: Bool
    /// How many of the latest observations are equal to the one before.
    let unchanged: Int

    init(_ scores: [Double]) {
      let moves = zip(scores, scores.dropFirst()).map { $1 - $0 }.suffix(10)
      lastChange = moves.last ?? 0
      rises = moves.count { $0 > 1e-9 }
      changes = moves.count
      // All of the latest changes, or all but one of at least four.
      risesSteadily = changes >= 3 && rises >= changes - (changes >= 4 ? 1 : 0) && lastChange > 1e-9
      unchanged = moves.reversed().prefix { abs($0) <= 1e-9 }.count
    }
  }
}
