import Forecasting
import Scorecard

// What drives the forecast, in text and JSON.
extension ForecastReport {
  /// Longer lists are for scripts.
  static let mostSentences = 20

  /// Whether every series is explained, as where units were named or are few; else each unit's total is.
  var isDetailed: Bool {
    let shown = units.count
    return shown <= 3 || shown < history.units.indices.count { !history.indicators(ofUnit: $0).isEmpty }
  }

  /// The entries that sentences are about, unit by unit.
  private func told(
    _ isTold: (ScorecardForecast.Entry) -> Bool
  ) -> [(unit: Int, own: [ScorecardForecast.Entry])] {
    var groups: [(unit: Int, own: [ScorecardForecast.Entry])] = []
    for entry in entries where entry.indicator != .discrepancy {
      if groups.last?.unit == entry.unit {
        groups[groups.count - 1].own.append(entry)
      } else {
        groups.append((entry.unit, [entry]))
      }
    }
    if !isDetailed {
      groups = groups.map { unit, own in
        (unit, [own.first { $0.indicator == .total } ?? own[0]])
      }
    }
    return groups.map { ($0.unit, $0.own.filter(isTold)) }.filter { !$0.own.isEmpty }
  }

  /// Sentences as items: under the unit's name where a unit has several, else with it.
  private func appendSentences(
    about groups: [(unit: Int, own: [ScorecardForecast.Entry])], to document: inout Document,
    sentence: (ScorecardForecast.Entry, _ name: String) -> Text
  ) {
    var shared: [Text] = []
    var count = 0
    let total = groups.reduce(0) { $0 + $1.own.count }
    for (unit, own) in groups {
      if count >= Self.mostSentences && !isDetailed { break }
      count += own.count
      if own.count == 1, history.indicators(ofUnit: unit).count == 1 || !isDetailed {
        shared.append(sentence(own[0], say.oneLine(history.units[unit].name)))
        continue
      }
      document.append(.heading(level: 3, Text(history.units[unit].name)))
      document.append(
        .bullets(own.map { sentence($0, $0.indicator.name(in: language, index: history.index)) }))
    }
    document.append(.bullets(shared))
    if count < total {
      let rest = say.count(total - count, vi: "đơn vị khác", one: "more unit", many: "more units")
      document.append(
        .note(
          Text(
            say(
              vi: "Còn \(rest): chọn bằng `--unit`, hoặc xem đủ với `--format json`.",
              en: "\(rest): name them with `--unit`, or see all with `--format json`."))))
    }
  }

  // MARK: Drivers

  func appendDrivers(to document: inout Document) {
    guard explains else { return }
    let words = ExplanationWords(forecast, language)
    document.append(
      .heading(level: 2, Text(say(vi: "Yếu tố tạo nên dự báo", en: "What drives the forecast"))))
    let groups = told { _ in true }
    appendSentences(about: groups, to: &document) { entry, name in
      words.drivers(of: entry, name: name, places: places(of: entry), isBrief: !isDetailed)
    }
    if groups.contains(where: { $0.own.contains(where: \.explainsMean) }) {
      document.append(
        .note(
          Text(
            say(
              vi:
                "Phần đóng góp của các chỉ số vào tổng điểm là giá trị bình quân, vì bình quân cộng được với nhau; gần điểm tối đa, bình quân thấp hơn trung vị.",
              en:
                "What components add to a total are means, as means add up; near a maximum they lie below medians."
            ))))
    }
  }

  /// What drives one week of an entry; no members where it was not asked for.
  func driverMembers(of entry: ScorecardForecast.Entry, step: Int) -> [(String, JSONValue)] {
    guard explains else { return [] }
    return [
      ("explained", .string(entry.explainsMean ? "mean" : "median")),
      (
        "drivers",
        .array(
          entry.drivers(step: step).map { driver in
            let amount = ("amount", JSONValue.number(driver.amount.reported))
            switch driver.source {
            case .series(let kind):
              return .object([("kind", .string(kind.rawValue)), amount])
            case .component(let indicator):
              return .object([
                ("kind", "component"), ("indicator", .string(indicator.id(in: history.index))), amount,
              ])
            }
          })
      ),
    ]
  }

  // MARK: Changes

  func appendChanges(to document: inout Document) {
    guard let revision else { return }
    let words = ExplanationWords(forecast, language)
    let axis = Phrasing(language, axis: history.axis)
    document.append(
      .heading(
        level: 2,
        Text(
          history.index == nil
            ? say(vi: "Thay đổi so với dự báo trước", en: "Changes since the earlier forecast")
            : say(
              vi: "Thay đổi so với dự báo ngày \(say.date(revision.origin))",
              en: "Changes since the forecast of \(say.date(revision.origin))"))))
    document.append(.paragraph(Text(words.score(revision.outcomes) ?? "")))
    document.append(.bullets(misses(revision, words)))

    // The last week that both forecasts have.
    var latest: [Int: [Indicator: ForecastRevision.Change]] = [:]
    for change in revision.changes { latest[change.unit, default: [:]][change.indicator] = change }
    let groups = told { latest[$0.unit]?[$0.indicator] != nil }
    let days = Set(groups.flatMap { unit, own in own.compactMap { latest[unit]?[$0.indicator]?.day } })
    if groups.isEmpty {
      document.append(
        .paragraph(
          Text(
            say(
              vi: "Hai dự báo không có tuần nào chung.",
              en: "The two forecasts have no week in common."))))
    } else {
      if let day = days.first, days.count == 1 {
        document.append(
          .paragraph(
            Text(
              say(
                vi: "Dự báo cho \(axis.onDate(day)), tuần cuối có trong cả hai dự báo:",
                en: "The forecast for \(axis.date(day)), the last week that both have:"))))
      }
      // Where only the totals are told, the greatest changes come first.
      let ordered =
        isDetailed
        ? groups
        : groups.enumerated().sorted { one, other in
          let sizes = [one, other].map {
            abs(latest[$0.element.unit]?[$0.element.own[0].indicator]?.total ?? 0)
          }
          return sizes[0] == sizes[1] ? one.offset < other.offset : sizes[0] > sizes[1]
        }.map(\.element)
      appendSentences(about: ordered, to: &document) { entry, name in
        words.change(
          latest[entry.unit]![entry.indicator]!, in: revision, name: name, places: places(of: entry),
          namesDay: days.count > 1)
      }
      if revision.changes.contains(where: { abs($0.model) > 1e-6 * max(1, abs($0.current)) }) {
        document.append(
          .note(
            Text(
              say(
                vi:
                  "“Mô hình khác” là phần chênh do chương trình và tùy chọn hiện nay tính khác trên cùng số liệu. Số liệu cũ bị ghi đè hoặc bổ sung muộn cũng nằm trong phần này: chỉ điều chỉnh được ghi thành dòng riêng mới tách ra được.",
                en:
                  "“Another model” is what today's program and options make of the same data. Past scores that were overwritten or added late count there, too: only a correction in a row of its own can be told apart."
              ))))
      }
    }
    appendSeries(
      revision.added, to: &document,
      vi: "Chỉ có trong dự báo này", en: "Only in today's forecast")
    appendSeries(
      revision.missing, to: &document,
      vi: "Chỉ có trong dự báo trước", en: "Only in the earlier forecast")
  }

  private func appendSeries(
    _ series: [ForecastRevision.Series], to document: inout Document, vi: String, en: String
  ) {
    guard !series.isEmpty else { return }
    let names = series.map { one in
      switch one.indicator {
      case .total, .value: one.unit
      default: "\(one.unit) – \(one.indicator.name(in: language, index: history.index))"
      }
    }
    let count = say.count(series.count, vi: "chuỗi", one: "series", many: "series")
    document.append(
      .paragraph(
        Text(
          say(
            vi: "\(vi): \(count) (\(say.list(names, limit: 5))).",
            en: "\(en): \(count) (\(say.list(names, limit: 5)))."))))
  }

  private func misses(_ revision: ForecastRevision, _ words: ExplanationWords) -> [Text] {
    let all = revision.outcomes.compactMap { outcome -> Text? in
      guard let entry = forecast.entry(unit: outcome.unit, indicator: outcome.indicator),
        isDetailed || [.total, .value].contains(outcome.indicator)
      else { return nil }
      let unit = history.units[outcome.unit].name
      let name =
        history.indicators(ofUnit: outcome.unit).count == 1
        ? unit : "\(unit), \(outcome.indicator.name(in: language, index: history.index))"
      return words.miss(outcome, name: say.oneLine(name), places: places(of: entry))
    }
    let shown = all.prefix(5)
    let rest = all.count - shown.count
    return shown
      + (rest > 0 ? [Text(say(vi: "… và \(rest) trường hợp khác.", en: "… and \(rest) more."))] : [])
  }

  /// The members of the whole forecast that tell of the earlier one.
  var sinceMembers: [(String, JSONValue)] {
    guard let revision else { return [] }
    func list(_ series: [ForecastRevision.Series]) -> JSONValue {
      .array(
        series.map {
          .object([("unit", .string($0.unit)), ("indicator", .string($0.indicator.id(in: history.index)))])
        })
    }
    let levels = revision.outcomes.first?.intervals.map(\.level) ?? []
    return [
      (
        "since",
        .object([
          ("origin", history.index == nil ? .null : .string(revision.origin.description)),
          ("weeks", .integer(revision.horizon)),
          ("corrections", .integer(revision.corrections.count)),
          ("decisions", .integer(revision.decisions.count)),
          ("outcomes", .integer(revision.outcomes.count)),
          (
            "inside",
            .object(
              levels.map { level in
                (level.name, .integer(revision.outcomes.count { $0.isInside(level) == true }))
              })
          ),
          ("added", list(revision.added)),
          ("missing", list(revision.missing)),
        ])
      )
    ]
  }

  /// The members of one series that tell what changed.
  func changeMembers(
    of entry: ScorecardForecast.Entry, _ changes: ChangesByWeek
  ) -> [(String, JSONValue)] {
    guard let revision else { return [] }
    let own = changes.changes(of: entry)
    let outcomes = changes.outcomes(of: entry)
    return [
      (
        "corrections",
        .array(
          (own.first.map(revision.corrections(of:)) ?? []).map { correction in
            .object([
              ("as_of", .string(history.label(of: correction.day))),
              ("indicator", .string(correction.indicator.id(in: history.index))),
              ("from", .number(correction.oldScore)), ("to", .number(correction.newScore)),
            ])
          })
      ),
      (
        "changes",
        .array(
          own.map { change in
            .object([
              ("step", .integer(change.step)),
              ("as_of", .string(history.label(of: change.day))),
              ("earlier_step", .integer(change.earlierStep)),
              ("earlier_as_of", .string(history.label(of: change.earlierDay))),
              ("earlier_median", .number(change.earlier.reported)),
              ("change", .number(change.total.reported)),
              ("model", .number(change.model.reported)),
              ("correction", .number(change.correction.reported)),
              ("new_data", .number(change.newData.reported)),
            ])
          })
      ),
      (
        "outcomes",
        .array(
          outcomes.map { outcome in
            .object([
              ("step", .integer(outcome.step)),
              ("as_of", .string(history.label(of: outcome.day))),
              ("observed", .string(history.label(of: outcome.observedDay))),
              ("score", .number(outcome.score)),
              ("median", .number(outcome.median.reported)),
              ("last_known", .number(outcome.lastKnown)),
              (
                "inside",
                .object(
                  outcome.intervals.map { ($0.level.name, .bool(outcome.isInside($0.level) ?? false)) })
              ),
            ])
          })
      ),
    ]
  }
}

/// The changes and outcomes of a revision, by the series that they belong to.
struct ChangesByWeek {
  static let columns = ["earlier_median", "change", "change_model", "change_correction", "change_new_data"]

  private struct Key: Hashable {
    let unit: Int
    let indicator: Indicator
  }

  private let changes: [Key: [ForecastRevision.Change]]
  private let outcomes: [Key: [ForecastRevision.Outcome]]

  init(_ revision: ForecastRevision?) {
    changes = Dictionary(grouping: revision?.changes ?? []) { Key(unit: $0.unit, indicator: $0.indicator) }
    outcomes = Dictionary(grouping: revision?.outcomes ?? []) { Key(unit: $0.unit, indicator: $0.indicator) }
  }

  func changes(of entry: ScorecardForecast.Entry) -> [ForecastRevision.Change] {
    changes[Key(unit: entry.unit, indicator: entry.indicator)] ?? []
  }

  func outcomes(of entry: ScorecardForecast.Entry) -> [ForecastRevision.Outcome] {
    outcomes[Key(unit: entry.unit, indicator: entry.indicator)] ?? []
  }

  /// The cells under ``columns``, empty where the earlier forecast has no such week.
  func fields(of entry: ScorecardForecast.Entry, step: Int) -> [CSVWriter.Field] {
    guard let change = changes(of: entry).first(where: { $0.step == step }) else {
      return Self.columns.map { _ in .empty }
    }
    return [change.earlier, change.total, change.model, change.correction, change.newData].map {
      .number($0.reported)
    }
  }
}
