import Scorecard
import Yams

extension PlanSpecification {
  /// Reads a plan file.
  ///
  /// ```yaml
  /// unit: Bắc Ninh
  /// weeks: 4
  /// confidence: 0.8                     # or: 80%
  /// targets:
  ///   - total: 93
  ///     fixed: true                     # no relaxation proposes less
  ///   - lead: 1
  ///     over: [Hải Phòng, Đồng Nai]     # or: all
  ///   - rank: 1
  ///     wish: 2                         # as far as the others leave room
  ///   - component: online_services
  ///     gain: 0.10                      # or: at_least: 8.6, at_least: 75%
  ///     week: 1
  ///   - group: commune
  ///     bottom: 10                      # or: below: 91, or neither for all
  ///     at_least: 91
  /// levers:
  ///   online_services: {cost: 2, pace: 0.3, lead_time: 1, least_step: 0.05, floor: 8.5}
  ///   digitization:
  ///     cost: [{up_to: 0.5, rate: 1}, {rate: 3}]
  ///   satisfaction: {locked: true}
  /// moves_per_week: 2
  /// budget: 500
  /// teams: {it: 3, training: [2, 2, 1]} # from week to week; the last holds on
  /// initiatives:
  ///   - name: Tập huấn nộp hồ sơ trực tuyến
  ///     cost: 40
  ///     effort: {training: [1, 1]}
  ///     effects:
  ///       - {component: online_services, points: 0.4, sd: 0.1}
  ///     ramp_up: [50%, 100%]
  ///     requires: [Nâng cấp cổng]
  ///     latest: 3
  ///   - name: Nâng cấp cổng
  /// breakdown: {level: commune, weights: {Phường Kinh Bắc: 3.5}, weakest_first: true}
  /// scenarios:
  ///   - name: Dịch vụ công trực tuyến đạt 90 %
  ///     components: {online_services: 90%}    # or a score 10.8, a gain +0.5, {value: 90%, week: 2}
  ///     rivals: {Hải Phòng: +0.1}             # points a week more than forecast
  /// ```
  ///
  /// Numbers may have a decimal comma; within brackets, where a comma separates, such a number stands in quotation
  /// marks. Names compare without regard to case, spaces and Unicode form.
  ///
  /// - Parameters:
  ///   - yaml: The text of the file.
  ///   - weeks: The weeks, where the file does not say how many.
  /// - Throws: The first fault with its line.
  /// - Complexity: O(length of the file).
  public init(yaml: String, weeks: Int = 4) throws(PlanFileError) {
    let root: Node?
    // By the key it is known what a value is, and rules that tell numbers and words apart take most of the time of a
    // long file.
    do throws(YAMLFault) { root = try YAMLFault.compose(yaml, .basic) } catch { throw PlanFileError(error) }
    guard case .mapping = root else {
      throw PlanFileError(fault: .notAMapping, line: root?.mark?.line)
    }
    let keys = try PlanKeys(PlanValue(key: "", node: root!), known: Self.keys)
    self.init(weeks: weeks)
    _ = try keys("name")?.name()
    _ = try keys("description")?.name()
    unit = try keys("unit")?.name()
    if let weeks = try keys("weeks") { self.weeks = try weeks.week() }
    if let confidence = try keys("confidence") { self.confidence = try confidence.chance() }
    targets = try keys("targets")?.items().map { item throws(PlanFileError) in try Target(item) } ?? []
    levers = try Lever.levers(keys("levers"))
    movesPerWeek = try keys("moves_per_week")?.count()
    resources = try Resources(keys)
    initiatives = try Initiative.initiatives(keys("initiatives"), teams: resources.teams)
    breakdown = try keys("breakdown").map { value throws(PlanFileError) in try Breakdown(value) }
    scenarios = try Scenario.scenarios(keys("scenarios"))
  }

  /// The keys of a plan file.
  static let keys = [
    "unit", "name", "description", "weeks", "confidence", "targets", "levers", "moves_per_week", "budget",
    "teams", "initiatives", "breakdown", "scenarios",
  ]
}

extension PlanFileError {
  fileprivate init(_ fault: YAMLFault) {
    switch fault {
    case .syntax(let problem, let line, _): self.init(fault: .notYAML(problem), line: line)
    case .repeatedKey(let key, let line): self.init(fault: .repeatedKey(key), line: line)
    }
  }
}

extension PlanSpecification.Breakdown {
  /// Reads a level, or a level with weights.
  fileprivate init(_ value: PlanValue) throws(PlanFileError) {
    guard value.isMapping else {
      self.init(try value.level())
      return
    }
    let keys = try PlanKeys(value, known: ["level", "weights", "weakest_first"])
    var weights: [String: Double] = [:]
    for (name, value) in try keys("weights")?.entries() ?? [] { weights[name] = try value.positive() }
    self.init(
      try keys.required("level", of: "breakdown").level(), weights: weights,
      liftsWeakestFirst: try keys("weakest_first")?.boolean() ?? false)
  }
}
