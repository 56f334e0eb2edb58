import Scorecard

extension Target {
  /// What a target can be about, in the file's words, and the keys that go with it.
  private static let kinds: [(key: String, others: [String])] = [
    ("total", []), ("lead", ["over"]), ("rank", ["among"]), ("component", ["at_least", "gain"]),
    ("group", ["bottom", "below", "at_least"]),
  ]

  /// The keys that every target may have.
  private static let common = ["week", "fixed", "wish"]

  /// All keys of targets.
  static let keys: [String] = {
    var keys: [String] = []
    for kind in kinds { keys += ([kind.key] + kind.others).filter { !keys.contains($0) } }
    return keys + common
  }()

  /// Reads an item of `targets`.
  init(_ value: PlanValue) throws(PlanFileError) {
    let keys = try PlanKeys(value, isItem: true, known: Self.keys)
    let kinds = Self.kinds.filter { keys.present.contains($0.key) }
    guard let kind = kinds.first, kinds.count == 1 else { throw value.error(.unclearTarget) }
    let known = [kind.key] + kind.others + Self.common
    if let stray = Self.keys.first(where: { keys.present.contains($0) && !known.contains($0) }) {
      throw PlanFileError(
        fault: .keyOfOtherTarget(stray, target: kind.key, known: known), line: keys.line(of: stray))
    }
    self.init(
      try Self.requirement(keys, kind: kind.key), week: try keys("week")?.week(),
      importance: try Self.importance(keys))
  }

  private static func requirement(_ keys: PlanKeys, kind: String) throws(PlanFileError) -> Requirement {
    let value = try keys.required(kind, of: "targets")
    switch kind {
    case "total": return .total(try value.number())
    case "lead":
      let margin = try value.number()
      guard let over = try keys("over") else { throw keys.value.error(.leadWithoutRivals) }
      return .lead(margin, over: try rivals(over))
    case "rank":
      let rank = try value.count()
      return .rank(rank, among: try keys("among").map(rivals) ?? .all)
    case "component": return try component(value.name(), keys)
    default:
      try keys.exclude("bottom", "below")
      var selection = UnitGroup.Selection.all
      if let bottom = try keys("bottom") { selection = .bottom(try bottom.count()) }
      if let below = try keys("below") { selection = .below(try below.number()) }
      let group = UnitGroup(try value.level(), selection)
      return .group(group, atLeast: try keys.required("at_least", of: "group").number())
    }
  }

  private static func component(_ name: String, _ keys: PlanKeys) throws(PlanFileError) -> Requirement {
    switch (try keys("at_least"), try keys("gain")) {
    case (let least?, nil):
      return try least.written().isPercentage
        ? .componentShare(name, atLeast: least.share()) : .component(name, atLeast: least.number())
    case (nil, let gain?): return .componentGain(name, try gain.number())
    default: throw keys.value.error(.unclearComponentTarget(name))
    }
  }

  private static func rivals(_ value: PlanValue) throws(PlanFileError) -> Rivals {
    let names = try value.names()
    return !value.isList && NameKey.same(names[0]) == "all" ? .all : .named(names)
  }

  private static func importance(_ keys: PlanKeys) throws(PlanFileError) -> Importance {
    let isFixed = try keys("fixed")?.boolean() ?? false
    guard let wish = try keys("wish") else { return isFixed ? .fixed : .must }
    let weight: Double
    if let isWish = Bool(yaml: wish.text) {
      weight = isWish ? 1 : 0
    } else {
      guard let number = WrittenNumber(wish.text), !number.isPercentage else {
        throw wish.error(.notAWish("wish", value: wish.text))
      }
      weight = try wish.positive()
    }
    guard weight > 0 else { return isFixed ? .fixed : .must }
    guard !isFixed else { throw keys.value.error(.contradiction("fixed", "wish")) }
    return .wish(weight: weight)
  }
}
