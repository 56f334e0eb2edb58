import Yams

/// What is wrong in a plan file, and where.
public struct PlanFileError: Error, Sendable, Hashable {
  /// The kinds of faults.
  public enum Fault: Sendable, Hashable {
    /// It is not YAML; the parser's word follows.
    case notYAML(String)
    /// It is empty or not a set of keys.
    case notAMapping
    /// A value that must be a set of keys, with its key.
    case notASetOfKeys(String)
    /// A value that must be a name, with its key.
    case notAName(String)
    /// A number outside its range, with its key.
    case outOfRange(String, value: Double)
    /// A key that stands twice.
    case repeatedKey(String)
    /// A key that a plan does not have; those that it has follow.
    case unknownKey(String, known: [String])
    /// A value that is not a number, with its key.
    case notANumber(String, value: String)
    /// A value that must be true or false, with its key.
    case notABoolean(String, value: String)
    /// A value that must be a whole number of weeks, at least one, with its key.
    case notAWeek(String, value: String)
    /// A value that must be a list, with its key.
    case notAList(String)
    /// A target that says neither `total`, `lead` nor `component`, or more than one of them.
    case unclearTarget
    /// A lead without `over`.
    case leadWithoutRivals
    /// A component target with neither `at_least` nor `gain`, or with both.
    case unclearComponentTarget(String)
  }

  /// What is wrong.
  public let fault: Fault
  /// The line, from one, where known.
  public let line: Int?
}

extension PlanSpecification {
  /// Reads a plan file.
  ///
  /// ```yaml
  /// unit: Bắc Ninh
  /// weeks: 4
  /// confidence: 0.8
  /// targets:
  ///   - total: 93
  ///   - lead: 1
  ///     over: [Hải Phòng, Đồng Nai]   # or: all
  ///   - component: online_services
  ///     gain: 0.10                    # or: at_least: 8.6
  ///     week: 1
  /// levers:
  ///   online_services: {cost: 2, pace: 0.3}
  ///   satisfaction: {locked: true}
  /// ```
  ///
  /// - Throws: The first fault with its line.
  public init(yaml: String) throws(PlanFileError) {
    let root: Node?
    do { root = try Yams.compose(yaml: yaml) } catch {
      if case YamlError.duplicatedKeysInMapping(let keys, let context) = error {
        throw PlanFileError(fault: .repeatedKey(keys.sorted().first ?? ""), line: context.mark.line)
      }
      let line: Int? =
        if case YamlError.scanner(_, _, let mark, _) = error {
          mark.line
        } else if case YamlError.parser(_, _, let mark, _) = error { mark.line } else { nil }
      throw PlanFileError(fault: .notYAML(Self.firstLine(of: "\(error)")), line: line)
    }
    guard let root, case .mapping(let mapping) = root else {
      throw PlanFileError(fault: .notAMapping, line: root?.mark?.line)
    }
    self.init()
    let reader = PlanNode(node: root)
    try reader.allowKeys(["unit", "weeks", "confidence", "targets", "levers", "name", "description"])
    unit = try reader.name("unit")
    if let weeks = try reader.week("weeks") { self.weeks = weeks }
    if let confidence = try reader.number("confidence", isValid: { $0 > 0 && $0 < 1 }) {
      self.confidence = confidence
    }
    targets = try reader.list("targets").map { item throws(PlanFileError) in
      try Self.target(PlanNode(node: item))
    }
    if let levers = mapping["levers"] {
      guard case .mapping(let pairs) = levers else {
        throw PlanFileError(fault: .notASetOfKeys("levers"), line: levers.mark?.line)
      }
      for (key, value) in pairs {
        let name = key.string ?? ""
        guard case .mapping = value else {
          throw PlanFileError(fault: .notASetOfKeys(name), line: value.mark?.line)
        }
        let lever = PlanNode(node: value)
        try lever.allowKeys(["cost", "pace", "locked"])
        self.levers[name] = Lever(
          cost: try lever.number("cost", isValid: { $0 > 0 }).map(CostCurve.init(rate:)),
          pace: try lever.number("pace", isValid: { $0 >= 0 }),
          isLocked: try lever.boolean("locked") ?? false)
      }
    }
  }

  private static func target(_ node: PlanNode) throws(PlanFileError) -> Target {
    try node.allowKeys(["total", "lead", "over", "component", "at_least", "gain", "week"])
    let week = try node.week("week")
    switch (node["total"], node["lead"], node["component"]) {
    case (_?, nil, nil):
      return Target(.total(try node.number("total")!), week: week)
    case (nil, _?, nil):
      let margin = try node.number("lead")!
      guard let over = node["over"] else {
        throw PlanFileError(fault: .leadWithoutRivals, line: node.line)
      }
      if let name = over.string {
        return Target(.lead(margin, over: name == "all" ? .all : .named([name])), week: week)
      }
      let names = try node.list("over").map { item throws(PlanFileError) in
        guard let name = item.string, !name.isEmpty else {
          throw PlanFileError(fault: .notAName("over"), line: item.mark?.line)
        }
        return name
      }
      return Target(.lead(margin, over: .named(names)), week: week)
    case (nil, nil, _?):
      let name = try node.name("component")!
      switch (try node.number("at_least"), try node.number("gain")) {
      case (let least?, nil): return Target(.component(name, atLeast: least), week: week)
      case (nil, let gain?): return Target(.componentGain(name, gain), week: week)
      default: throw PlanFileError(fault: .unclearComponentTarget(name), line: node.line)
      }
    default:
      throw PlanFileError(fault: .unclearTarget, line: node.line)
    }
  }

  private static func firstLine(of text: String) -> String {
    String(text.split(separator: "\n", maxSplits: 1).first ?? "")
  }
}

/// A mapping of a plan file, read with its line numbers.
private struct PlanNode {
  let node: Node

  var line: Int? { node.mark?.line }

  subscript(key: String) -> Node? {
    if case .mapping(let mapping) = node { mapping[key] } else { nil }
  }

  func allowKeys(_ known: [String]) throws(PlanFileError) {
    guard case .mapping(let mapping) = node else {
      throw PlanFileError(fault: .notAMapping, line: line)
    }
    for (key, _) in mapping where !known.contains(key.string ?? "") {
      throw PlanFileError(fault: .unknownKey(key.string ?? "", known: known), line: key.mark?.line)
    }
  }

  func name(_ key: String) throws(PlanFileError) -> String? {
    guard let value = self[key] else { return nil }
    guard let name = value.string, !name.isEmpty else {
      throw PlanFileError(fault: .notAName(key), line: value.mark?.line)
    }
    return name
  }

  func number(
    _ key: String, isValid: (Double) -> Bool = { abs($0) <= PlanSpecification.greatestNumber }
  ) throws(PlanFileError) -> Double? {
    guard let value = self[key] else { return nil }
    // A decimal comma is how the office writes its numbers.
    let text = (value.string ?? "").split(separator: ",", omittingEmptySubsequences: false)
    guard text.count <= 2, let number = Double(text.joined(separator: ".")), number.isFinite else {
      throw PlanFileError(fault: .notANumber(key, value: value.string ?? ""), line: value.mark?.line)
    }
    guard isValid(number) else {
      throw PlanFileError(fault: .outOfRange(key, value: number), line: value.mark?.line)
    }
    return number
  }

  func week(_ key: String) throws(PlanFileError) -> Int? {
    guard let value = self[key] else { return nil }
    guard let week = Int(value.string ?? ""), week >= 1 else {
      throw PlanFileError(fault: .notAWeek(key, value: value.string ?? ""), line: value.mark?.line)
    }
    return week
  }

  func boolean(_ key: String) throws(PlanFileError) -> Bool? {
    guard let value = self[key] else { return nil }
    guard let boolean = value.bool else {
      throw PlanFileError(fault: .notABoolean(key, value: value.string ?? ""), line: value.mark?.line)
    }
    return boolean
  }

  func list(_ key: String) throws(PlanFileError) -> [Node] {
    guard let value = self[key] else { return [] }
    guard case .sequence(let sequence) = value else {
      throw PlanFileError(fault: .notAList(key), line: value.mark?.line)
    }
    return Array(sequence)
  }
}
