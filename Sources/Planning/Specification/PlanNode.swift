import Scorecard
import Yams

/// A value of a plan file with the key that it stands under, or whose list it is an item of.
struct PlanValue {
  let key: String
  let node: Node

  var line: Int? { node.mark?.line }

  /// What stands there, if it is neither a list nor a set of keys.
  var scalar: String? {
    if case .scalar(let scalar) = node { scalar.string } else { nil }
  }

  /// What stands there, for messages.
  var text: String {
    switch node {
    case .scalar(let scalar): scalar.string
    case .sequence: "[…]"
    default: "{…}"
    }
  }

  /// Whether nothing stands there. Words in quotation marks are words.
  var isEmpty: Bool {
    guard case .scalar(let scalar) = node, scalar.style == .plain else { return false }
    return ["", "~", "null", "Null", "NULL"].contains(scalar.string)
  }

  var isMapping: Bool {
    if case .mapping = node { true } else { false }
  }

  var isList: Bool {
    if case .sequence = node { true } else { false }
  }

  func error(_ fault: PlanFileError.Fault) -> PlanFileError { PlanFileError(fault: fault, line: line) }

  func notEmpty() throws(PlanFileError) -> PlanValue {
    if isEmpty { throw error(.noValue(key)) }
    return self
  }

  // MARK: Words

  func name() throws(PlanFileError) -> String {
    guard let scalar = try notEmpty().scalar else { throw error(.notAName(key)) }
    let name = NameKey.spelling(scalar)
    guard !name.isEmpty else { throw error(.notAName(key)) }
    return name
  }

  /// One name, or a list of them with at least one.
  func names() throws(PlanFileError) -> [String] {
    guard isList else { return [try name()] }
    return try filledItems().map { item throws(PlanFileError) in try item.name() }
  }

  func level() throws(PlanFileError) -> Level {
    guard let level = Level(parsing: try name()) else { throw error(.notALevel(key)) }
    return level
  }

  func boolean() throws(PlanFileError) -> Bool {
    guard let boolean = Bool(yaml: try notEmpty().text) else {
      throw error(.notABoolean(key, value: text))
    }
    return boolean
  }

  // MARK: Numbers

  /// A number that may be a percentage.
  func written() throws(PlanFileError) -> WrittenNumber {
    guard let scalar = try notEmpty().scalar, let number = WrittenNumber(scalar) else {
      throw error(.notANumber(key, value: text))
    }
    return number
  }

  func number(
    in range: ClosedRange<Double> = -PlanSpecification.greatestNumber...PlanSpecification.greatestNumber
  ) throws(PlanFileError) -> Double {
    let number = try written()
    guard !number.isPercentage else { throw error(.notANumber(key, value: text)) }
    guard range.contains(number.value) else { throw error(.outOfRange(key, value: number.value)) }
    return number.value
  }

  /// A number of points that is not negative.
  func size() throws(PlanFileError) -> Double { try number(in: 0...PlanSpecification.greatestNumber) }

  /// An amount of money or work.
  func amount() throws(PlanFileError) -> Double { try number(in: 0...PlanSpecification.greatestAmount) }

  /// A number above zero.
  func positive() throws(PlanFileError) -> Double {
    try number(in: Double.leastNonzeroMagnitude...PlanSpecification.greatestAmount)
  }

  /// A number between 0 and 1, or as much in percent.
  func share() throws(PlanFileError) -> Double {
    let number = try written()
    guard (0...1).contains(number.value) else { throw error(.notAShare(key, value: text)) }
    return number.value
  }

  /// A chance between 0 and 1, both excluded.
  func chance() throws(PlanFileError) -> Double {
    let chance = try written().value
    guard chance > 0, chance < 1 else { throw error(.outOfRange(key, value: chance)) }
    return chance
  }

  /// One number or a list of them with at least one.
  func numbers(
    _ read: (PlanValue) throws(PlanFileError) -> Double
  ) throws(PlanFileError) -> [Double] {
    guard isList else { return [try read(self)] }
    return try filledItems().map { item throws(PlanFileError) in try read(item) }
  }

  func week() throws(PlanFileError) -> Int {
    guard let week = Int(try notEmpty().text), week >= 1 else {
      throw error(.notAWeek(key, value: text))
    }
    return week
  }

  func count(least: Int = 1) throws(PlanFileError) -> Int {
    guard let count = Int(try notEmpty().text), count >= least else {
      throw error(.notACount(key, value: text, least: least))
    }
    return count
  }

  // MARK: Lists and sets of keys

  func items() throws(PlanFileError) -> [PlanValue] {
    guard case .sequence(let sequence) = try notEmpty().node else { throw error(.notAList(key)) }
    return sequence.map { PlanValue(key: key, node: $0) }
  }

  func filledItems() throws(PlanFileError) -> [PlanValue] {
    let items = try items()
    if items.isEmpty { throw error(.emptyList(key)) }
    return items
  }

  /// Values by names that the file is free to choose, in its order.
  func entries() throws(PlanFileError) -> [(name: String, value: PlanValue)] {
    guard case .mapping(let mapping) = try notEmpty().node else { throw error(.notASetOfKeys(key)) }
    var earlier: [String: String] = [:]
    var entries: [(name: String, value: PlanValue)] = []
    var previous = key
    for (key, node) in mapping {
      let key = PlanValue(key: self.key, node: key)
      let value = PlanValue(key: key.text, node: node)
      if key.isNumber, value.isEmpty { throw key.error(.commaInBrackets(previous)) }
      let name = try key.name()
      if let same = earlier.updateValue(name, forKey: NameKey.same(name)) {
        throw key.error(.sameKey(name, as: same))
      }
      previous = name
      entries.append((name, try PlanValue(key: name, node: node).notEmpty()))
    }
    return entries
  }

  /// Whether a key is what stands behind a decimal comma.
  fileprivate var isNumber: Bool { WrittenNumber(text) != nil }
}

/// A set of keys of a plan file that are all known.
struct PlanKeys {
  let value: PlanValue
  private let values: [String: Node]

  /// - Parameter isItem: Whether it is an item of the list under the value's key.
  init(_ value: PlanValue, isItem: Bool = false, known: [String]) throws(PlanFileError) {
    guard case .mapping(let mapping) = try value.notEmpty().node else {
      throw value.error(isItem ? .itemNotASetOfKeys(value.key) : .notASetOfKeys(value.key))
    }
    var values: [String: Node] = [:]
    var previous = value.key
    for (node, content) in mapping {
      let key = PlanValue(key: value.key, node: node)
      guard let name = key.scalar, known.contains(name) else {
        let isRest = key.isNumber && PlanValue(key: key.text, node: content).isEmpty
        throw key.error(isRest ? .commaInBrackets(previous) : .unknownKey(key.text, known: known))
      }
      values[name] = content
      previous = name
    }
    self.value = value
    self.values = values
  }

  /// The value of a key, if the key is there; then it has a value.
  func callAsFunction(_ key: String) throws(PlanFileError) -> PlanValue? {
    guard let node = values[key] else { return nil }
    return try PlanValue(key: key, node: node).notEmpty()
  }

  /// The value of a key that must be there.
  func required(_ key: String, of owner: String) throws(PlanFileError) -> PlanValue {
    guard let found = try self(key) else { throw value.error(.missingKey(key, of: owner)) }
    return found
  }

  /// Throws if both keys are there.
  func exclude(_ one: String, _ other: String) throws(PlanFileError) {
    if values[one] != nil, values[other] != nil { throw value.error(.contradiction(one, other)) }
  }

  /// The keys that are there.
  var present: Set<String> { Set(values.keys) }

  /// The line of a value, or else of the set.
  func line(of key: String) -> Int? { values[key]?.mark?.line ?? value.line }
}
