import Scorecard

extension Document {
  /// The document with a note on what is odd in the data that it rests on: warnings of the latest four weeks
  /// about the units it shows. It stands below the title and the answer, where there is one in words. Without any,
  /// the document as it is.
  ///
  /// - Parameters:
  ///   - result: The history as read.
  ///   - units: Positions of the units that the document shows.
  /// - Complexity: That of all findings.
  public func noting(_ result: IngestResult, units: Set<Int>) -> Document {
    guard let latest = result.history.latestDay else { return self }
    let document = notingOverrides(result.history, units: units)
    let recent = DataCheck.findings(in: result).filter { finding in
      finding.severity <= .warning && (finding.unitPosition.map(units.contains) ?? false)
        && (finding.day.map { $0.days(since: latest) > -Self.recentDays } ?? true)
    }
    guard !recent.isEmpty else { return document }
    let say = Phrasing(language)
    let parts = Finding.Code.allCases.compactMap { code -> String? in
      var names: [String] = []
      for finding in recent where finding.code == code {
        if let unit = finding.unit, !names.contains(unit) { names.append(unit) }
      }
      return names.isEmpty ? nil : "\(code.title(say)) (\(say.list(names, limit: 3)))"
    }
    let text = say(
      vi: "Lưu ý về số liệu: \(parts.joined(separator: "; ")). Xem `headway check`.",
      en: "Mind the data: \(parts.joined(separator: "; ")). See `headway check`.")
    return document.withNote(Text(text, .warning))
  }

  /// The document with a note on what people decided about scores: those of the units it shows first, as forecasts
  /// learn from all.
  private func notingOverrides(_ history: History, units: Set<Int>) -> Document {
    let applied = history.overrides.filter { !$0.scores.isEmpty }
    if applied.isEmpty { return self }
    let say = Phrasing(language, axis: history.axis)
    let own = applied.filter { !$0.units.isDisjoint(with: units) }
    let others = applied.filter { $0.units.isDisjoint(with: units) }
    let told = (own + others).prefix(Self.mostOverrides).map { $0.clause(say, index: history.index) }
    var text = say(vi: "Theo quyết định: ", en: "By decision: ") + told.joined(separator: "; ")
    if applied.count > told.count {
      let rest = say.style.integer(applied.count - told.count)
      text += say(vi: "; và \(rest) quyết định khác", en: "; and \(rest) more")
    }
    return withNote(
      Text(text + say(vi: ". Xem `headway check`.", en: ". See `headway check`."), .warning))
  }

  /// The document with a note below the title, and below the answer, where there is one in words.
  private func withNote(_ text: Text) -> Document {
    var document = self
    var position = min(1, document.blocks.count)
    if position < blocks.count, case .paragraph = blocks[position] { position += 1 }
    document.blocks.insert(.note(text), at: position)
    return document
  }

  private static let mostOverrides = 3

  private static let recentDays = 28
}
