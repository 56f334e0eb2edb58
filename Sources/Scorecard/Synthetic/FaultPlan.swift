import NumericCore

/// Draws what goes wrong in the reports of a unit.
///
/// Faults of one unit keep a distance, as a jump can only be told where most weeks are ordinary; those that
/// need ordinary weeks around them do not befall short histories.
struct FaultPlan {
  /// What a unit's kind of data can suffer, each with its weight.
  let weights: [(kind: SimulatedFault.Kind, weight: Double)]
  /// The components of a unit; none of a plain series.
  let componentCount: Int
  /// The component that moves most, if any moves enough for a standstill to be seen.
  let liveliest: Int?

  /// So many weeks lie at least between two faults of a unit.
  static let distance = 6
  /// So many reports must be there for a jump to stand out.
  static let leastReportsOfJumps = 16
  /// So many must be there for a standstill not to become what is usual.
  static let leastReportsOfFreezes = 32

  static let ofScorecards: [(kind: SimulatedFault.Kind, weight: Double)] = [
    (.correction, 0.2), (.gap, 0.2), (.duplicate, 0.15), (.discrepancy, 0.15), (.step, 0.12),
    (.outlier, 0.08), (.drop, 0.06), (.freeze, 0.04),
  ]
  static let ofSeries: [(kind: SimulatedFault.Kind, weight: Double)] = [
    (.gap, 0.3), (.correction, 0.2), (.duplicate, 0.15), (.outlier, 0.15), (.step, 0.15), (.freeze, 0.05),
  ]
  /// A series in which every change is a jump: only the whole of it tells that they are usual.
  static let ofIntermittentSeries: [(kind: SimulatedFault.Kind, weight: Double)] = [
    (.correction, 0.5), (.duplicate, 0.5),
  ]

  /// Faults in the order of weeks.
  ///
  /// - Complexity: O(weeks).
  func draw(_ setting: SimulationSetting, _ numbers: inout SeededGenerator) -> [SimulatedFault] {
    guard setting.faultShare > 0 else { return [] }
    var faults: [SimulatedFault] = []
    let end = setting.weekCount
    var week = 1
    // A tenth of the units or so begin late at a usual share of faults.
    if end >= 2 * Self.distance, weights.contains(where: { $0.kind == .gap }),
      numbers.chance(min(20 * setting.faultShare, 0.5))
    {
      let first = numbers.integer(1...(end - Self.distance))
      faults.append(SimulatedFault(kind: .lateStart, weeks: 0..<first, component: nil))
      week = first + 1
    }
    let reports = end - (week - 1)
    while week < end {
      if numbers.chance(setting.faultShare),
        let fault = fault(kind(reports: reports, besides: faults, &numbers), week: week, end: end, &numbers)
      {
        faults.append(fault)
        week = fault.weeks.upperBound + Self.distance
      } else {
        week += 1
      }
    }
    return faults
  }

  private func kind(
    reports: Int, besides faults: [SimulatedFault], _ numbers: inout SeededGenerator
  ) -> SimulatedFault.Kind {
    var rest = numbers.uniform() * weights.reduce(0) { $0 + $1.weight }
    let kind = weights.first { choice in
      rest -= choice.weight
      return rest < 0
    }?.kind
    let isPossible =
      switch kind {
      case .step, .outlier, .drop: reports >= Self.leastReportsOfJumps
      case .freeze:
        reports >= Self.leastReportsOfFreezes && liveliest != nil && !faults.contains { $0.kind == .freeze }
      default: true
      }
    return isPossible ? kind ?? weights[0].kind : .gap
  }

  /// A fault that begins in a week; nil where the weeks up to the end do not hold it.
  private func fault(
    _ kind: SimulatedFault.Kind, week: Int, end: Int, _ numbers: inout SeededGenerator
  ) -> SimulatedFault? {
    let length =
      switch kind {
      case .drop, .gap, .discrepancy: numbers.integer(1...3)
      case .freeze: numbers.integer(6...8)
      default: 1
      }
    // The latest report is always there: a unit that is out of date would be another finding.
    guard week + length <= (kind == .gap ? end - 1 : end) else { return nil }
    let component: Int? =
      switch kind {
      case .freeze: liveliest
      case .drop, .outlier, .step, .correction:
        componentCount > 0 ? numbers.integer(0...(componentCount - 1)) : nil
      default: nil
      }
    return SimulatedFault(kind: kind, weeks: week..<(week + length), component: component)
  }
}
