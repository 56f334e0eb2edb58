import NumericCore

/// Puts the weeks of a simulated unit into reports, with those faults that befall reports and not courses.
struct SimulatedReports {
  private let lastWeek: Int
  private var correction: (week: Int, scores: [Int])?

  /// - Parameter lastWeek: what is to be corrected is corrected by then.
  init(lastWeek: Int) {
    self.lastWeek = lastWeek
  }

  /// Adds what is reported of a week: the true scores but for a fault.
  mutating func add(
    _ week: Int, _ components: [SimulatedComponent], _ fault: SimulatedFault?,
    _ numbers: inout SeededGenerator, to unit: inout SimulatedUnit
  ) {
    if fault?.kind == .lateStart || fault?.kind == .gap { return }
    unit.weeks.append(week)
    let start = unit.hundredths.count
    for component in components { unit.hundredths.append(component.value) }
    unit.hundredths.append(components.reduce(0) { $0 + $1.value })
    if let fault { spoil(&unit, start, components, fault, &numbers) }
    // Wrong scores are noticed when the next report comes.
    if let late = correction, late.week < week || week == lastWeek {
      unit.weeks.append(late.week)
      unit.hundredths += late.scores
      correction = nil
    }
  }

  /// Does to the report that begins at a score what the fault does.
  private mutating func spoil(
    _ unit: inout SimulatedUnit, _ start: Int, _ components: [SimulatedComponent], _ fault: SimulatedFault,
    _ numbers: inout SeededGenerator
  ) {
    let total = start + components.count
    switch fault.kind {
    case .duplicate:
      unit.weeks.append(fault.weeks.lowerBound)
      unit.hundredths += unit.hundredths[start...total]
    case .discrepancy:
      // Twice to six times what rounding explains.
      let rounding = 0.5 * Double(components.count + 1)
      let size = Int((rounding * numbers.number(2...6)).rounded(.up))
      let greatest = components.reduce(0) { $0 + $1.cap }
      let isAbove = numbers.chance(0.5) && unit.hundredths[total] + size <= greatest
      unit.hundredths[total] += isAbove ? size : -size
    case .drop, .outlier, .correction:
      guard let position = fault.component else { return }
      let component = components[position]
      let share =
        switch fault.kind {
        case .drop: 1.0
        case .outlier: numbers.number(0.15...0.35) + 0.3 * max(component.headroom, 0)
        default: numbers.number(0.02...0.1)
        }
      let loss = min(max(Int((share * Double(component.cap)).rounded()), 1), component.value)
      if fault.kind == .correction {
        var scores = Array(repeating: SimulatedUnit.missing, count: components.count + 1)
        scores[position] = component.value
        scores[components.count] = unit.hundredths[total]
        correction = (fault.weeks.lowerBound, scores)
      }
      unit.hundredths[start + position] -= loss
      unit.hundredths[total] -= loss
    case .step, .freeze, .gap, .lateStart: break
    }
  }
}
