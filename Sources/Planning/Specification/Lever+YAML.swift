extension Lever {
  /// The keys of a lever.
  static let keys = ["cost", "pace", "lead_time", "least_step", "floor", "locked"]

  /// Reads the value of a component under `levers`.
  init(_ value: PlanValue) throws(PlanFileError) {
    let keys = try PlanKeys(value, known: Self.keys)
    self.init(
      cost: try keys("cost").map(CostCurve.init), pace: try keys("pace")?.size(),
      leadTime: try keys("lead_time")?.count(least: 0) ?? 0,
      leastStep: try keys("least_step")?.size() ?? 0,
      floor: try keys("floor")?.size(), isLocked: try keys("locked")?.boolean() ?? false)
  }

  /// Reads `levers`: levers by components.
  static func levers(_ value: PlanValue?) throws(PlanFileError) -> [String: Lever] {
    var levers: [String: Lever] = [:]
    for (name, value) in try value?.entries() ?? [] { levers[name] = try Lever(value) }
    return levers
  }
}

extension CostCurve {
  /// Reads one rate, or a list of stretches.
  init(_ value: PlanValue) throws(PlanFileError) {
    guard value.isList else {
      self.init(rate: try value.positive())
      return
    }
    let items = try value.filledItems()
    var segments: [Segment] = []
    for (position, item) in items.enumerated() {
      let keys = try PlanKeys(item, isItem: true, known: ["up_to", "rate"])
      let segment = Segment(
        upTo: try keys("up_to")?.positive(), rate: try keys.required("rate", of: "cost").positive())
      let isLast = position == items.count - 1
      if isLast, segment.upTo != nil { throw item.error(.endOfLastSegment) }
      if !isLast, (segment.upTo ?? 0) <= segments.last?.upTo ?? 0 { throw item.error(.segmentOutOfOrder) }
      if let before = segments.last?.rate, segment.rate < before {
        throw item.error(.fallingRate(segment.rate, before: before))
      }
      segments.append(segment)
    }
    guard let curve = CostCurve(segments) else { throw value.error(.segmentOutOfOrder) }
    self = curve
  }
}
