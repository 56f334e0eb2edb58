extension PlanSpecification {
  func validate() throws(PlanError) {
    guard !targets.isEmpty else { throw .noTargets }
    guard (1...Planner.longestPlan).contains(weeks) else { throw .invalidWeeks(weeks) }
    guard confidence > 0, confidence < 1 else { throw .invalidConfidence(confidence) }
    for target in targets {
      if let week = target.week, !(1...weeks).contains(week) { throw .weekOutOfRange(week, weeks: weeks) }
      switch target.requirement {
      case .total(let points):
        guard abs(points) <= Self.greatestNumber else { throw .invalidNumber("total", points) }
      case .lead(let margin, _):
        guard abs(margin) <= Self.greatestNumber else { throw .invalidNumber("lead", margin) }
      case .component(let name, let points), .componentGain(let name, let points):
        guard abs(points) <= Self.greatestNumber else { throw .invalidNumber(name, points) }
      case .rank, .group: break
      }
    }
    for (name, lever) in levers.sorted(by: { $0.key < $1.key }) {
      if let pace = lever.pace, !(pace.isFinite && pace >= 0) { throw .invalidNumber(name, pace) }
    }
  }
}
