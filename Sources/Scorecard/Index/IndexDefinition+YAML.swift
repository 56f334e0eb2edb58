import Yams

extension IndexDefinition {
  /// Reads a definition from YAML.
  ///
  /// ```yaml
  /// id: school
  /// name: { vi: Chỉ số trường học, en: School index }
  /// components:
  ///   - id: teaching
  ///     name: { vi: Giảng dạy, en: Teaching }   # or one text for both languages; or left out
  ///     aliases: [dạy học]
  ///     max: 60
  /// ```
  ///
  /// - Throws: the first fault found, with its line.
  public init(yaml: String) throws(IndexDefinitionError) {
    let root: Node?
    do throws(YAMLFault) { root = try YAMLFault.compose(yaml) } catch { throw .init(error) }
    guard let root else { throw .missingKey("components", line: nil) }
    let top = try Reader(root, key: "", allowed: ["id", "name", "components"])
    let id = try top.text("id")
    guard let list = top.node("components") else {
      throw .missingKey("components", line: top.line)
    }
    guard let nodes = list.sequence else {
      throw .wrongKind(key: "components", expected: .sequence, line: list.mark?.line)
    }
    var components: [Component] = []
    for node in nodes { components.append(try Self.component(node)) }
    try self.init(id: id, name: try top.name("name", default: id), components: components)
  }

  private static func component(_ node: Node) throws(IndexDefinitionError) -> Component {
    let reader = try Reader(node, key: "components", allowed: ["id", "name", "aliases", "max"])
    let id = try reader.text("id")
    let text = try reader.text("max")
    // A decimal comma is how the office writes its numbers.
    guard let maximum = Double(text.replacing(",", with: ".")), (0..<1e15).contains(maximum), maximum > 0
    else {
      throw .maximumNotPositive(component: id, text: text, line: reader.line)
    }
    var aliases: [String] = []
    if let list = reader.node("aliases") {
      guard let nodes = list.sequence else {
        throw .wrongKind(key: "aliases", expected: .sequence, line: list.mark?.line)
      }
      for alias in nodes {
        guard let text = alias.scalar?.string else {
          throw .wrongKind(key: "aliases", expected: .scalar, line: alias.mark?.line)
        }
        aliases.append(NameKey.spelling(text))
      }
    }
    return Component(
      id: id, name: try reader.name("name", default: id), aliases: aliases, maximum: maximum)
  }
}

extension IndexDefinitionError {
  fileprivate init(_ fault: YAMLFault) {
    switch fault {
    case .syntax(let problem, let line, let column):
      self = .notYAML(line: line, column: column, problem: problem)
    case .repeatedKey(let key, let line): self = .repeatedKey(key, line: line)
    }
  }
}

/// One mapping of the file, whose keys are all known.
private struct Reader {
  let mapping: Node.Mapping
  let line: Int?

  init(_ node: Node, key: String, allowed: Set<String>) throws(IndexDefinitionError) {
    line = node.mark?.line
    guard let mapping = node.mapping else {
      throw .wrongKind(key: key, expected: .mapping, line: line)
    }
    for (key, _) in mapping {
      let name = key.scalar?.string ?? ""
      if !allowed.contains(name) { throw .unknownKey(name, line: key.mark?.line) }
    }
    self.mapping = mapping
  }

  func node(_ key: String) -> Node? { mapping[Node(key)] }

  func text(_ key: String) throws(IndexDefinitionError) -> String {
    guard let node = node(key) else { throw .missingKey(key, line: line) }
    guard let scalar = node.scalar else {
      throw .wrongKind(key: key, expected: .scalar, line: node.mark?.line)
    }
    return NameKey.spelling(scalar.string)
  }

  func name(_ key: String, default fallback: String) throws(IndexDefinitionError) -> LocalizedName {
    guard let node = node(key) else {
      return LocalizedName(vietnamese: fallback, english: fallback)
    }
    if let scalar = node.scalar {
      let text = NameKey.spelling(scalar.string)
      return LocalizedName(vietnamese: text, english: text)
    }
    let reader = try Reader(node, key: key, allowed: ["vi", "en"])
    let vietnamese = reader.node("vi") == nil ? nil : try reader.text("vi")
    let english = reader.node("en") == nil ? nil : try reader.text("en")
    guard let one = vietnamese ?? english else { throw .missingKey("vi", line: reader.line) }
    return LocalizedName(vietnamese: vietnamese ?? one, english: english ?? one)
  }
}
