import Planning
import Reporting
import Scorecard

/// What the options of `plan` ask for, read and ready to go over a plan file.
struct PlanRequest {
  private let unit: String?
  private let weeks: Int?
  private let confidence: Double?
  private let targets: [Target]
  private let locks: [String]
  private let paces: [(name: String, number: Double)]
  private let costs: [(name: String, number: Double)]
  private let moves: Int?
  private let breakdown: Level?
  private let isWeakestFirst: Bool
  private let scenarios: [Scenario]

  /// - Throws: ``PlanOptionFault`` for the first value that does not have its option's form.
  init(_ options: PlanOptions, weeks: Int?) throws(PlanOptionFault) {
    unit = options.units.first
    self.weeks = weeks
    // Rivals that are settled ask for no lead.
    let rivals = Target.Rivals(asked: options.over, of: options.units.first)
    let leads = options.lead.isEmpty && !options.over.isEmpty ? ["1"] : options.lead
    targets =
      try Self.read(.target, options.target) { Target(totalArgument: $0) }
      + Self.read(.lead, leads) { Target(leadArgument: $0, over: rivals) }
      + Self.read(.rank, options.rank) { Target(rankArgument: $0) }
      + Self.read(.component, options.component) { Target(componentArgument: $0) }
      + Self.read(.group, options.group) { Target(groupArgument: $0) }
    locks = try Self.read(.lock, options.lock) { text in
      let name = NameKey.spelling(text)
      return name.isEmpty ? nil : name
    }
    paces = try Self.read(.pace, options.pace) { Self.number($0) { $0 >= 0 } }
    costs = try Self.read(.cost, options.cost) { Self.number($0) { $0 > 0 } }
    moves = try Self.read(.moves, Array(options.moves)) { Int($0).flatMap { $0 >= 1 ? $0 : nil } }.first
    breakdown = try Self.read(.breakdown, Array(options.breakdown)) { Level(parsing: $0) }.first
    isWeakestFirst = options.weakestFirst
    scenarios = try Self.read(.whatIf, options.whatIf) { Scenario(whatIf: $0) }
    confidence = try Self.read(.confidence, Array(options.confidence)) { WrittenNumber($0)?.value }.first
  }

  private static func read<Value>(
    _ option: PlanOptionFault.Option, _ texts: [String], _ read: (String) -> Value?
  ) throws(PlanOptionFault) -> [Value] {
    var values: [Value] = []
    for text in texts {
      guard let value = read(text) else { throw .wrongForm(option, value: text) }
      values.append(value)
    }
    return values
  }

  private static func number(_ text: String, _ isValid: (Double) -> Bool) -> (name: String, number: Double)? {
    guard let assignment = Assignment(text), let number = WrittenNumber(assignment.value),
      !number.isPercentage, isValid(number.value)
    else { return nil }
    return (assignment.name, number.value)
  }

  /// A plan file with the options over it.
  ///
  /// - Parameter index: Tells which names are of one component.
  /// - Throws: ``PlanOptionFault`` for an option that needs another one.
  func over(_ file: PlanSpecification, index: IndexDefinition?) throws(PlanOptionFault) -> PlanSpecification {
    var specification = file
    specification.unit = unit ?? file.unit
    specification.weeks = weeks ?? file.weeks
    specification.confidence = confidence ?? file.confidence
    specification.movesPerWeek = moves ?? file.movesPerWeek
    specification.targets = file.targets.filter { old in
      !targets.contains { $0.replaces(old, weeks: specification.weeks, index: index) }
    }
    specification.targets += targets

    for name in locks { specification.change(leverOf: name, index) { $0.isLocked = true } }
    for (name, pace) in paces { specification.change(leverOf: name, index) { $0.pace = pace } }
    for (name, rate) in costs {
      specification.change(leverOf: name, index) { $0.cost = CostCurve(rate: rate) }
    }

    if let breakdown, breakdown != file.breakdown?.level {
      specification.breakdown = .init(
        breakdown, liftsWeakestFirst: file.breakdown?.liftsWeakestFirst ?? false)
    }
    if isWeakestFirst {
      guard specification.breakdown != nil else { throw .weakestFirstAlone }
      specification.breakdown?.liftsWeakestFirst = true
    }
    specification.scenarios += scenarios
    return specification
  }
}

extension Array {
  fileprivate init(_ element: Element?) { self = element.map { [$0] } ?? [] }
}

extension PlanSpecification {
  /// Changes the lever of a component, whichever of its names the file uses.
  fileprivate mutating func change(
    leverOf name: String, _ index: IndexDefinition?, _ change: (inout Lever) -> Void
  ) {
    let known = levers.keys.sorted().first { index.isSame($0, name) }
    change(&levers[known ?? name, default: Lever()])
  }
}

extension IndexDefinition? {
  /// Whether two names are of one component.
  fileprivate func isSame(_ one: String, _ other: String) -> Bool {
    if let indicator = self?.indicator(named: one) { return indicator == self?.indicator(named: other) }
    return NameKey.folded(one) == NameKey.folded(other)
  }
}

extension Target {
  /// Whether an option stands for a target of the plan file: the same kind, component or group, and week.
  fileprivate func replaces(_ other: Target, weeks: Int, index: IndexDefinition?) -> Bool {
    guard (week ?? weeks) == (other.week ?? weeks) else { return false }
    switch (requirement, other.requirement) {
    case (.total, .total), (.lead, .lead), (.rank, .rank): return true
    case (.group(let one, _), .group(let another, _)): return one == another
    default:
      guard let one = component, let another = other.component else { return false }
      return index.isSame(one, another)
    }
  }

  /// The component that it is about.
  private var component: String? {
    switch requirement {
    case .component(let name, _), .componentShare(let name, _), .componentGain(let name, _): name
    case .total, .lead, .rank, .group: nil
    }
  }
}
