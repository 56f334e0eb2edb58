import Scorecard

/// What was decided about the scores of a store: for people a document, for programs CSV and JSON.
public struct StoreOverridesReport: Sendable {
  private let overrides: [StoredOverride]
  private let history: History
  private let store: String
  private let say: Phrasing

  /// - Parameters:
  ///   - overrides: Those to tell of.
  ///   - history: The store's, as read with its overrides.
  ///   - store: The store as the user named it.
  ///   - language: The language of words.
  public init(_ overrides: [StoredOverride], history: History, store: String, language: Language) {
    self.overrides = overrides
    self.history = history
    self.store = store
    say = Phrasing(language, axis: history.axis)
  }

  private func applied(_ one: StoredOverride) -> AppliedOverride? {
    history.overrides.first { $0.override.origin == one.override.origin }
  }

  // MARK: CSV and JSON

  /// One row per decision:
  /// `override,time,action,unit,level,indicator,from,to,score,scores,author,reason,withdrawn,withdrawn_by,withdrawn_because`.
  /// `scores` is how many it touches now.
  public func rows(_ format: RowFormat) -> String {
    var writer = RowWriter(
      columns: [
        "override", "time", "action", "unit", "level", "indicator", "from", "to", "score", "scores",
        "author", "reason", "withdrawn", "withdrawn_by", "withdrawn_because",
      ], format: format)
    for one in overrides {
      let override = one.override
      var (unit, level, score): (String?, String?, Double?)
      switch override.subject {
      case .unit(let name): unit = name
      case .all(let of): level = of?.rawValue
      }
      if case .set(let set) = override.action { score = set }
      writer.append([
        .integer(one.number), .text(one.time.description), score == nil ? "exclude" : "set",
        unit.map { .text($0) } ?? .empty, level.map { .text($0) } ?? .empty,
        override.indicator.map { .text($0.id(in: history.index)) } ?? .empty,
        .text(history.label(of: override.days.lowerBound)),
        .text(history.label(of: override.days.upperBound)), .number(score),
        .integer(applied(one)?.scores.count ?? 0), .text(override.author), .text(override.reason),
        one.withdrawal.map { .text($0.time.description) } ?? .empty,
        one.withdrawal.map { .text($0.author) } ?? .empty,
        one.withdrawal.map { .text($0.reason) } ?? .empty,
      ])
    }
    return writer.text
  }

  /// The same, with the scores that each touches.
  public var json: String {
    let tree: JSONValue = [
      "schema": "headway.store-overrides/1", "store": .string(store),
      "overrides": .array(
        overrides.map { one in
          let withdrawal: JSONValue =
            one.withdrawal.map {
              [
                "time": .string($0.time.description), "author": .string($0.author),
                "reason": .string($0.reason),
              ]
            } ?? .null
          let applied = applied(one) ?? AppliedOverride(one.override)
          return .object(applied.members(in: history) + [("withdrawn", withdrawal)])
        }),
    ]
    return tree.text + "\n"
  }

  // MARK: Text

  /// The decisions, one by one: what, why, by whom and when, and how many scores they touch now.
  public var document: Document {
    let title = say(
      vi: "Quyết định về số liệu: \(say.place(store))", en: "Decisions about scores: \(say.place(store))")
    var document = Document(language: say.language, [.heading(level: 1, Text(title))])
    if overrides.isEmpty {
      document.append(.paragraph(Text(say(vi: "Chưa có quyết định nào.", en: "There are none."))))
    } else {
      document.append(.bullets(overrides.map(line)))
    }
    return document
  }

  private func line(_ one: StoredOverride) -> Text {
    var text = Text(say(vi: "Số \(one.number)", en: "No. \(one.number)"), .strong)
    let applied = applied(one) ?? AppliedOverride(one.override)
    text.append(" (\(say.date(one.time)) UTC): \(applied.clause(say, index: history.index)).")
    if let end = one.withdrawal {
      let grounds = "\(say.oneLine(end.author)): \(say.oneLine(end.reason))"
      text.append(" ")
      text.append(
        say(
          vi: "Đã rút lại ngày \(say.date(end.time)) UTC – \(grounds).",
          en: "Withdrawn on \(say.date(end.time)) UTC – \(grounds)."), .warning)
    } else if applied.scores.isEmpty {
      text.append(" ")
      text.append(
        say(vi: "Chưa áp dụng cho giá trị nào.", en: "It touches no score yet."), .warning)
    }
    return text
  }
}
