import Scorecard

/// The unit's gains spread over the units below it.
extension PlanInquiry {
  /// A component's gain is taken as the weighted mean of the gains of the units below: with weights v and gains g,
  /// Σ v·g / Σ v. What their own forecasts bring is counted first; the rest is spread either by what comes easiest to
  /// each, or to the weakest first.
  func breakdown(of components: [Plan.ComponentPlan]) throws(PlanError) -> Plan.Breakdown? {
    guard let asked = specification.breakdown, !components.isEmpty,
      components.allSatisfy({ $0.required != nil })
    else { return nil }
    let below = try UnitSelection.units(of: UnitGroup(asked.level), in: history).filter { $0 != unit }
    var weights: [Int: Double] = [:]
    for (name, weight) in asked.weights { weights[try UnitSelection.unit(named: name, in: history)] = weight }
    var rows: [Plan.Breakdown.Row] = []
    var missing: [Indicator: Double] = [:]
    for component in components {
      let shares = below.compactMap { share(of: $0, component, weight: weights[$0] ?? 1) }
      guard !shares.isEmpty, let gain = component.gain else { continue }
      let weight = shares.reduce(0) { $0 + $1.weight }
      let growing = shares.reduce(0) { $0 + $1.weight * ($1.baseline - $1.score) }
      let needed = max(gain * weight - growing, 0)
      let capacity = shares.reduce(0) { $0 + $1.weight * $1.headroom }
      let lifts =
        asked.liftsWeakestFirst
        ? raised(shares, by: min(needed, capacity)) : eased(shares, by: min(needed, capacity))
      if needed > capacity + 1e-9 { missing[component.indicator] = (needed - capacity) / weight }
      for (share, lift) in zip(shares, lifts) where lift > 0.0005 {
        rows.append(share.row(component.indicator, lift: lift))
      }
    }
    let order = Dictionary(uniqueKeysWithValues: components.enumerated().map { ($1.indicator, $0) })
    return Plan.Breakdown(
      level: asked.level,
      rows: rows.sorted { ($0.unit, order[$0.indicator]!) < ($1.unit, order[$1.indicator]!) },
      missing: missing)
  }

  /// A unit below, as a bearer of a component.
  private struct Share {
    let unit: Int
    let score: Double
    let maximum: Double
    let baseline: Double
    let weight: Double
    let pastGains: PastGains
    let cost: CostCurve?

    var headroom: Double { max(maximum - baseline, 0) }

    func row(_ indicator: Indicator, lift: Double) -> Plan.Breakdown.Row {
      Plan.Breakdown.Row(
        unit: unit, indicator: indicator, score: score, maximum: maximum, baseline: baseline,
        required: min(baseline + lift, maximum), bestGain: pastGains.best, weight: weight,
        pacePercentile: pastGains.percentile(of: baseline + lift - score))
    }
  }

  private func share(of unit: Int, _ component: Plan.ComponentPlan, weight: Double) -> Share? {
    guard let entry = forecast.entry(unit: unit, indicator: component.indicator) else { return nil }
    return Share(
      unit: unit, score: entry.lastScore, maximum: component.maximum,
      baseline: entry.distributions[specification.weeks - 1].median, weight: weight,
      pastGains: PastGains.upTo(
        weeks: specification.weeks, forecast, unit: unit, indicator: component.indicator
      )[specification.weeks - 1],
      cost: component.lever.cost)
  }

  /// Lifts of least effort.
  private func eased(_ shares: [Share], by needed: Double) -> [Double] {
    let items = shares.map { share in
      let familiar = max(share.pastGains.best - (share.baseline - share.score), 0)
      let curve =
        share.cost.map { EffortCurve(cost: $0, familiar: familiar, headroom: share.headroom) }
        ?? EffortCurve(familiar: familiar, headroom: share.headroom)
      return ConvexAllocation.Item(curve, weight: share.weight)
    }
    return ConvexAllocation(required: needed, items: items)?.lifts ?? shares.map(\.headroom)
  }

  /// Lifts that bring the weakest to one common score.
  private func raised(_ shares: [Share], by needed: Double) -> [Double] {
    func lifts(to score: Double) -> [Double] {
      shares.map { min(max(score - $0.baseline, 0), $0.headroom) }
    }
    func sum(_ lifts: [Double]) -> Double { zip(shares, lifts).reduce(0) { $0 + $1.0.weight * $1.1 } }
    // The sum is piecewise linear in the common score, with bends at the forecasts and the maximum.
    let bends = (shares.map(\.baseline) + shares.map(\.maximum)).sorted()
    guard let end = bends.firstIndex(where: { sum(lifts(to: $0)) >= needed }) else {
      return shares.map(\.headroom)
    }
    guard end > 0 else { return lifts(to: bends[0]) }
    let (low, high) = (sum(lifts(to: bends[end - 1])), sum(lifts(to: bends[end])))
    let part = high > low ? (needed - low) / (high - low) : 1
    return lifts(to: bends[end - 1] + part * (bends[end] - bends[end - 1]))
  }
}
