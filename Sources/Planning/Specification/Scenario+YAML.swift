import Scorecard

extension Scenario {
  /// The keys of a scenario.
  static let keys = ["name", "components", "rivals", "levers", "targets", "confidence"]

  /// Reads `scenarios`.
  static func scenarios(_ value: PlanValue?) throws(PlanFileError) -> [Scenario] {
    var scenarios: [Scenario] = []
    var names: Set<String> = []
    for item in try value?.items() ?? [] {
      let scenario = try Scenario(item)
      guard names.insert(NameKey.same(scenario.name)).inserted else {
        throw item.error(.plan(.repeatedScenario(scenario.name)))
      }
      guard !scenario.isEmpty else { throw item.error(.plan(.emptyScenario(scenario.name))) }
      scenarios.append(scenario)
    }
    return scenarios
  }

  private init(_ value: PlanValue) throws(PlanFileError) {
    let keys = try PlanKeys(value, isItem: true, known: Self.keys)
    self.init(name: try keys.required("name", of: "scenarios").name())
    for (name, value) in try keys("components")?.entries() ?? [] {
      for item in value.isList ? try value.filledItems() : [value] {
        components.append(try ComponentAssumption(name, item))
      }
    }
    for (name, value) in try keys("rivals")?.entries() ?? [] { rivalPaces[name] = try value.number() }
    levers = try Lever.levers(keys("levers"))
    targets = try keys("targets")?.filledItems().map { item throws(PlanFileError) in try Target(item) }
    confidence = try keys("confidence")?.chance()
  }

  /// Whether nothing differs from the plan.
  var isEmpty: Bool {
    components.isEmpty && rivalPaces.isEmpty && levers.isEmpty && targets == nil && confidence == nil
  }
}

extension Scenario.ComponentAssumption {
  /// Reads a number, or a number with its week: `90%`, `10.8`, `+0.5`, `{value: 90%, week: 2}`.
  fileprivate init(_ component: String, _ value: PlanValue) throws(PlanFileError) {
    guard value.isMapping else {
      self.init(component, try Self.value(value))
      return
    }
    let keys = try PlanKeys(value, known: ["value", "week"])
    self.init(
      component, try Self.value(try keys.required("value", of: component)), week: try keys("week")?.week())
  }

  private static func value(_ value: PlanValue) throws(PlanFileError) -> Value {
    let number = try value.written()
    guard let assumed = Value(number) else {
      throw value.error(
        number.isPercentage
          ? .notAShare(value.key, value: value.text) : .outOfRange(value.key, value: number.value))
    }
    return assumed
  }
}

extension Scenario.ComponentAssumption.Value {
  /// What a number says of a component: with a percent sign a share of the maximum, with plus or minus a change,
  /// else a score.
  ///
  /// - Returns: `nil` for a share that is not between 0 and 1, for a change in percent, and for a number beyond
  ///   all reason.
  package init?(_ number: WrittenNumber) {
    guard abs(number.value) <= PlanSpecification.greatestNumber else { return nil }
    switch (number.isPercentage, number.hasSign) {
    case (true, false) where (0...1).contains(number.value): self = .share(number.value)
    case (true, _): return nil
    case (false, true): self = .gain(number.value)
    case (false, false): self = .score(number.value)
    }
  }
}
