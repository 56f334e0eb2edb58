import Scorecard

extension IngestResult {
  /// Whether a row, a cell, a unit, a sheet, or an indicator with scores was left out: a command that goes on with the
  /// rest says so and exits with 3. Maxima that differ leave nothing out.
  public var isPartial: Bool {
    problemCount > 0 || unknownIndicatorCount > 0 || !heldBackUnits.isEmpty
      || remarks.contains(where: \.leavesOut)
  }

  /// What was left out, for standard error: sheets, units, then indicators, then rows and cells, a line each.
  ///
  /// - Parameters:
  ///   - language: the language of the words.
  ///   - file: the file as the user named it; `-` is standard input.
  ///   - limit: how many are told at most; a last line says how many there are besides.
  public func notices(in language: Language, file: String, limit: Int = 10) -> [String] {
    let say = Phrasing(language, places: places)
    let index = history.index
    let sheets = remarks.filter(\.leavesOut)
    let all =
      sheets.lazy.map { $0.message(in: language, file: file) }
      + heldBackUnits.lazy.map { $0.message(say, file: file) }
      + unknownIndicators.lazy.map { $0.message(say, file: file, index: index) }
      + problems.lazy.map { $0.message(say, file: file, index: index) }
    var lines = Array(all.prefix(max(limit, 0)))
    let rest = sheets.count + heldBackUnitCount + unknownIndicatorCount + problemCount - lines.count
    if rest > 0 {
      let number = say.style.integer(rest)
      // What a state no longer keeps is no fault of the file, and not known to check.
      let isOfState = problems.contains { if case .beforeState = $0.reason { true } else { false } }
      lines.append(
        isOfState
          ? say(vi: "… và \(number) mục khác", en: "… and \(number) more")
          : say(
            vi: "… và \(number) mục khác; chạy `headway check` để xem tất cả",
            en: "… and \(number) more; run `headway check` to see all"))
    }
    return lines
  }

  /// What people decided about the scores, for standard error where a result is rows: a line each.
  ///
  /// - Parameters:
  ///   - language: The language of words.
  ///   - limit: How many are told at most; a last line says how many there are besides.
  public func overrideNotices(in language: Language, limit: Int = 10) -> [String] {
    let say = Phrasing(language, axis: history.axis)
    let applied = history.overrides.filter { !$0.scores.isEmpty }
    var lines = applied.prefix(limit).map {
      say(vi: "Theo quyết định: ", en: "By decision: ") + $0.clause(say, index: history.index)
    }
    if applied.count > limit {
      let rest = say.style.integer(applied.count - limit)
      lines.append(say(vi: "… và \(rest) quyết định khác", en: "… and \(rest) more"))
    }
    return lines
  }
}
