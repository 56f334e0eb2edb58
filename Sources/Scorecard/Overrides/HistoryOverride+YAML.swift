import Yams

extension HistoryOverride {
  /// Reads a file of overrides.
  ///
  /// ```yaml
  /// overrides:
  ///   - exclude: Sở Y tế            # a unit, or all
  ///     week: 2025-W42              # or day: 2025-10-20, or from: and to:
  ///     indicator: online_services  # left out: all that the unit reported
  ///     author: Nguyễn Văn An
  ///     reason: lỗi đồng bộ
  ///   - set: Sở Xây dựng
  ///     day: 27/10/2025
  ///     indicator: total
  ///     score: 91,85
  ///     author: Nguyễn Văn An
  ///     reason: công văn số 12
  /// ```
  ///
  /// With `exclude: all`, `level: commune` means the units of a level. Of series that count steps, days are steps.
  ///
  /// - Parameters:
  ///   - yaml: The text of the file.
  ///   - file: Its name, for ``Origin-swift.enum``.
  ///   - index: That of the history, by which indicators are named; nil for plain series.
  ///   - axis: That of the history.
  /// - Throws: The first fault, with its line.
  public static func list(
    yaml: String, file: String, index: IndexDefinition?, axis: History.Axis = .dates
  ) throws(OverrideFileError) -> [HistoryOverride] {
    let root: Node?
    do throws(YAMLFault) { root = try YAMLFault.compose(yaml) } catch { throw OverrideFileError(error) }
    guard let mapping = root?.mapping else { throw OverrideFileError(fault: .noList, line: 1) }
    for (key, _) in mapping where key.scalar?.string != "overrides" {
      throw OverrideFileError(
        fault: .unknownKey(key.scalar?.string ?? "", known: ["overrides"]), line: key.mark?.line)
    }
    guard let items = mapping["overrides"]?.sequence, !items.isEmpty else {
      throw OverrideFileError(fault: .noList, line: root?.mark?.line)
    }
    var overrides: [HistoryOverride] = []
    for item in items {
      overrides.append(try OverrideItem(item).override(file: file, index: index, axis: axis))
    }
    return overrides
  }
}

extension HistoryOverride {
  /// The indicator with a name; of plain series, which have no index, `value`.
  package static func indicator(
    named name: String, index: IndexDefinition?, line: Int? = nil
  ) throws(OverrideFileError) -> Indicator {
    if index == nil, NameKey.same(name) == "value" { return .value }
    if let found = index?.indicator(named: name) { return found }
    let known = index.map { $0.components.map(\.id) + ["total"] } ?? ["value"]
    throw OverrideFileError(fault: .unknownIndicator(name, known: known), line: line)
  }
}

extension OverrideFileError {
  fileprivate init(_ fault: YAMLFault) {
    switch fault {
    case .syntax(let problem, let line, _): self.init(fault: .notYAML(problem), line: line)
    case .repeatedKey(let key, let line): self.init(fault: .repeatedKey(key), line: line)
    }
  }
}

/// One item of the list, whose keys are all known.
private struct OverrideItem {
  private static let known = [
    "exclude", "set", "level", "indicator", "day", "week", "from", "to", "score", "author", "reason",
  ]

  private let mapping: Node.Mapping
  private let line: Int?

  init(_ node: Node) throws(OverrideFileError) {
    line = node.mark?.line
    guard let mapping = node.mapping else {
      throw OverrideFileError(fault: .wrongKind(key: nil), line: line)
    }
    for (key, _) in mapping where !Self.known.contains(key.scalar?.string ?? "") {
      throw OverrideFileError(
        fault: .unknownKey(key.scalar?.string ?? "", known: Self.known), line: key.mark?.line)
    }
    self.mapping = mapping
  }

  func override(
    file: String, index: IndexDefinition?, axis: History.Axis
  ) throws(OverrideFileError) -> HistoryOverride {
    let (excluded, changed) = (try text("exclude"), try text("set"))
    let days = try OverrideDays(
      day: try text("day"), week: try text("week"), from: try text("from"), to: try text("to"),
      axis: axis, line: line(of:), itemLine: line)
    var indicator: Indicator?
    if let name = try text("indicator") {
      indicator = try HistoryOverride.indicator(named: name, index: index, line: line(of: "indicator"))
    }
    let origin = HistoryOverride.Origin.file(file, line: line ?? 0)
    let (author, reason) = (try required("author"), try required("reason"))
    switch (excluded, changed) {
    case (let unit?, nil):
      if mapping["score"] != nil { throw fault(.contradiction("exclude", "score"), at: "score") }
      let level = try text("level")
      let isAll = NameKey.same(unit) == "all"
      if level != nil && !isAll { throw fault(.contradiction("level", "exclude: \(unit)"), at: "level") }
      return HistoryOverride(
        .exclude, isAll ? .all(level.flatMap { Level(parsing: $0) }) : .unit(unit), indicator: indicator,
        days: days.range, author: author, reason: reason, origin: origin)
    case (nil, let unit?):
      if mapping["level"] != nil { throw fault(.contradiction("set", "level"), at: "level") }
      for key in ["week", "from", "to"] where mapping[Node(key)] != nil {
        throw fault(.contradiction("set", key), at: key)
      }
      // A plain series has nothing else that could be meant.
      if index == nil { indicator = .value }
      guard let indicator else { throw fault(.missingKey("indicator"), at: "set") }
      let written = try required("score")
      guard let score = OverrideScore.read(written) else {
        throw fault(.notANumber(key: "score", value: written), at: "score")
      }
      return HistoryOverride(
        .set(score), .unit(unit), indicator: indicator, days: days.range, author: author, reason: reason,
        origin: origin)
    case (nil, nil), (_?, _?):
      throw OverrideFileError(fault: .unclearAction, line: line)
    }
  }

  private func line(of key: String) -> Int? { mapping[Node(key)]?.mark?.line ?? line }

  private func fault(_ fault: OverrideFileError.Fault, at key: String) -> OverrideFileError {
    OverrideFileError(fault: fault, line: line(of: key))
  }

  /// The text of a key; nil where the key is not there.
  private func text(_ key: String) throws(OverrideFileError) -> String? {
    guard let node = mapping[Node(key)] else { return nil }
    guard let scalar = node.scalar else { throw fault(.wrongKind(key: key), at: key) }
    let text = NameKey.spelling(scalar.string)
    if text.isEmpty { throw fault(.missingKey(key), at: key) }
    return text
  }

  private func required(_ key: String) throws(OverrideFileError) -> String {
    guard let text = try text(key) else { throw fault(.missingKey(key), at: key) }
    return text
  }
}
