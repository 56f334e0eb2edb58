/// What an observation measures.
public enum Indicator: Hashable, Sendable {
  /// A component, by its position in the index definition.
  case component(Int)
  /// The published total of an index.
  case total
  /// The published total minus the sum of the components, where all are known. It is computed and
  /// never read from files.
  case discrepancy
  /// The value of a plain series, which belongs to no index.
  case value

  /// The name used in files and options: a component's id, `total`, `discrepancy` or `value`.
  ///
  /// - Parameter index: the definition that a component's position refers to.
  /// - Precondition: a component's position lies within `index`.
  public func id(in index: IndexDefinition?) -> String {
    switch self {
    case .component(let position):
      guard let index else { preconditionFailure("a component needs its index definition") }
      return index.components[position].id
    case .total: return "total"
    case .discrepancy: return "discrepancy"
    case .value: return "value"
    }
  }
}
