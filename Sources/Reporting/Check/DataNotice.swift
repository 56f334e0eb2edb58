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
    let recent = DataCheck.findings(in: result).filter { finding in
      finding.severity <= .warning && (finding.unitPosition.map(units.contains) ?? false)
        && (finding.day.map { $0.days(since: latest) > -Self.recentDays } ?? true)
    }
    guard !recent.isEmpty else { return self }
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
    var document = self
    var position = min(1, document.blocks.count)
    if position < blocks.count, case .paragraph = blocks[position] { position += 1 }
    document.blocks.insert(.note(Text(text, .warning)), at: position)
    return document
  }

  private static let recentDays = 28
}
