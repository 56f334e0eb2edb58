/// A composite index: components with fixed maxima that add up to a total.
public struct IndexDefinition: Hashable, Sendable {
  /// The short name, such as `766`.
  public let id: String
  /// The name in reports.
  public let name: LocalizedName
  /// The components, in the order of reports; at least one.
  public let components: [Component]
  /// The highest total: the sum of the components' maxima, in points.
  public let maximum: Double

  private let positions: [String: Indicator]

  /// Creates a definition.
  ///
  /// - Throws: an error that names the fault where there is no component, or two share a name.
  public init(
    id: String, name: LocalizedName, components: [Component]
  ) throws(IndexDefinitionError) {
    guard !components.isEmpty else { throw .noComponents }
    self.id = id
    self.name = name
    self.components = components
    self.maximum = components.reduce(0) { $0 + $1.maximum }

    var positions: [String: Indicator] = [:]
    for name in Self.namesOfTotal { positions[NameKey.folded(name)] = .total }
    for (position, component) in components.enumerated() {
      let names = [component.id, component.name.vietnamese, component.name.english]
      for reserved in ["total", "discrepancy", "value"]
      where NameKey.folded(component.id) == reserved {
        throw .reservedID(component.id)
      }
      for name in names + component.aliases {
        let key = NameKey.folded(name)
        guard !key.isEmpty else { throw .emptyName(component: component.id) }
        if let other = positions[key], other != .component(position) {
          throw .duplicateName(
            name, first: other.id(components: components), second: component.id)
        }
        positions[key] = .component(position)
      }
    }
    self.positions = positions
  }

  /// The indicator with this name: `total`, or a component's id, Vietnamese name, English name or
  /// alias, without regard to case, Unicode form, diacritics and punctuation. A remark in brackets
  /// at the end, as in `Số hóa hồ sơ (22)`, is passed over.
  ///
  /// - Complexity: O(length of the name).
  public func indicator(named name: String) -> Indicator? {
    if let found = positions[NameKey.folded(name)] { return found }
    let trimmed = NameKey.spelling(name)
    guard trimmed.hasSuffix(")"), let bracket = trimmed.lastIndex(of: "(") else { return nil }
    return positions[NameKey.folded(String(trimmed[..<bracket]))]
  }

  /// The highest score of an indicator, in points; nil for those without one.
  public func maximum(of indicator: Indicator) -> Double? {
    switch indicator {
    case .component(let position): components[position].maximum
    case .total: maximum
    case .discrepancy, .value: nil
    }
  }

  /// The total's name in reports.
  public static let nameOfTotal = LocalizedName(vietnamese: "Tổng điểm", english: "Total")

  private static let namesOfTotal = [
    "total", "total score", "overall", "tổng điểm", "tổng", "tổng số điểm", "tổng số", "tổng cộng",
    "điểm tổng", "điểm tổng hợp",
  ]

  /// Whether id, name and components are the same.
  public static func == (first: Self, second: Self) -> Bool {
    first.id == second.id && first.name == second.name && first.components == second.components
  }

  /// Feeds id and components into a hasher.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(id)
    hasher.combine(components)
  }
}

extension Indicator {
  fileprivate func id(components: [Component]) -> String {
    if case .component(let position) = self { components[position].id } else { id(in: nil) }
  }
}
