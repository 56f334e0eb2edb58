import Forecasting
import Scorecard

/// A forecast as people and scripts read it.
public struct ForecastReport: Sendable {
  let forecast: ScorecardForecast
  let explains: Bool
  let revision: ForecastRevision?
  let language: Language
  let say: Phrasing
  private let levels: [IntervalLevel]
  private let style: NumberStyle

  var history: History { forecast.history }
  var entries: [ScorecardForecast.Entry] { forecast.entries }

  /// - Parameters:
  ///   - forecast: What is reported.
  ///   - levels: The prediction intervals, by default 80 and 95 percent.
  ///   - language: Of words and of numbers in text; CSV and JSON do not depend on it.
  ///   - explains: Whether it is said what drives each series; not in CSV.
  ///   - revision: What changed since an earlier forecast.
  public init(
    _ forecast: ScorecardForecast, levels: [IntervalLevel], language: Language, explains: Bool = false,
    revision: ForecastRevision? = nil
  ) {
    self.forecast = forecast
    self.explains = explains
    self.revision = revision
    self.levels = levels.sorted()
    self.language = language
    style = NumberStyle(language: language)
    say = Phrasing(language)
  }

  /// The units that are reported, as positions in the history.
  public var units: Set<Int> { Set(entries.map(\.unit)) }

  // MARK: Rows and JSON

  /// One row per unit, indicator and week ahead; behind the columns of every forecast those of what changed.
  public func rows(_ format: RowFormat) -> String {
    let changes = ChangesByWeek(revision)
    var writer = RowWriter(columns: Self.columns(levels, hasChanges: revision != nil), format: format)
    for entry in entries {
      for (step, distribution) in entry.distributions.enumerated() {
        var fields: [CSVWriter.Field] = [
          .text(history.units[entry.unit].name), .text(entry.indicator.id(in: history.index)),
          .integer(step + 1), history.field(of: entry.days[step]),
          .number(distribution.mean.reported), .number(distribution.median.reported),
        ]
        for level in levels {
          let interval = distribution.interval(level)
          fields += [.number(interval.lowerBound.reported), .number(interval.upperBound.reported)]
        }
        fields.append(.text(entry.method.name))
        if revision != nil { fields += changes.fields(of: entry, step: step + 1) }
        writer.append(fields)
      }
    }
    return writer.text
  }

  /// The rows as comma-separated values.
  public var csv: String { rows(.csv) }

  /// What a forecast of no series writes.
  public static func noRows(_ format: RowFormat, levels: [IntervalLevel], hasChanges: Bool = false) -> String
  {
    RowWriter(columns: columns(levels.sorted(), hasChanges: hasChanges), format: format).text
  }

  /// The names of the columns.
  ///
  /// - Parameters:
  ///   - levels: The prediction intervals, ascending.
  ///   - hasChanges: Whether it is said what changed since an earlier forecast.
  static func columns(_ levels: [IntervalLevel], hasChanges: Bool = false) -> [String] {
    ["unit", "indicator", "step", "as_of", "mean", "median"]
      + levels.flatMap { ["lo\($0.name)", "hi\($0.name)"] } + ["model"]
      + (hasChanges ? ChangesByWeek.columns : [])
  }

  /// The content of the CSV, and for every series how its forecast was made.
  public var json: String {
    let members: [(String, JSONValue)] = [
      ("schema", "headway.forecast/1"),
      ("origin", history.index == nil ? .null : .string(forecast.origin.description)),
      ("weeks", .integer(forecast.horizon)),
      ("levels", .array(levels.map { .number($0.percent) })),
      ("paths", .integer(forecast.pathCount)),
      ("seed", .unsigned(forecast.seed)),
      history.overridesMember,
    ]
    let changes = ChangesByWeek(revision)
    return JSONValue.object(
      members + sinceMembers + [("series", .array(entries.map { json($0, changes) }))]
    ).text + "\n"
  }

  private func json(_ entry: ScorecardForecast.Entry, _ changes: ChangesByWeek) -> JSONValue {
    let unit = history.units[entry.unit]
    let members: [(String, JSONValue)] = [
      ("unit", .string(unit.name)),
      ("level", .string(unit.level?.rawValue)),
      ("indicator", .string(entry.indicator.id(in: history.index))),
      ("max", .number(history.index?.maximum(of: entry.indicator))),
      ("last", ["as_of": .string(history.label(of: entry.lastDay)), "score": .number(entry.lastScore)]),
      ("model", .string(entry.method.name)),
      ("reason", .string(entry.method.sentence(in: language))),
      ("steps_set_aside", .array(entry.method.steps.map { .number($0.size.reported) })),
      ("resolution_limited", .bool(entry.method.isResolutionLimited)),
      (
        "forecast",
        .array(
          entry.distributions.enumerated().map { step, distribution in
            .object(
              [
                ("step", .integer(step + 1)),
                ("as_of", .string(history.label(of: entry.days[step]))),
                ("mean", .number(distribution.mean.reported)),
                ("median", .number(distribution.median.reported)),
              ]
                + levels.flatMap { level -> [(String, JSONValue)] in
                  let interval = distribution.interval(level)
                  return [
                    ("lo\(level.name)", .number(interval.lowerBound.reported)),
                    ("hi\(level.name)", .number(interval.upperBound.reported)),
                  ]
                } + driverMembers(of: entry, step: step + 1))
          })
      ),
    ]
    return .object(members + changeMembers(of: entry, changes))
  }

  // MARK: Text

  /// The forecast as a document.
  public var document: Document {
    var document = Document(language: language)
    let origin =
      history.index == nil
      ? say(vi: "từ cuối mỗi chuỗi", en: "from the end of each series")
      : say(vi: "từ ngày ", en: "from ") + style.date(forecast.origin)
    document.append(
      .heading(
        level: 1,
        Text(
          say(vi: "Dự báo \(forecast.horizon) tuần ", en: "Forecast of \(say.weeks(forecast.horizon)) ")
            + origin)))

    // A unit with components has a table of its own; the others share one per level.
    var shared: [(level: Level?, entries: [ScorecardForecast.Entry])] = []
    var position = entries.startIndex
    while position < entries.endIndex {
      let unit = entries[position].unit
      let own = Array(entries[position...].prefix { $0.unit == unit })
      position += own.count
      if own.count > 1 {
        document.append(.heading(level: 2, Text(history.units[unit].name)))
        document.append(
          .table(
            table(own, title: say(vi: "Chỉ số", en: "Indicator")) {
              $0.indicator.name(in: language, index: history.index)
            }))
        for entry in own {
          for step in entry.method.steps { document.append(.note(note(on: step, of: entry))) }
        }
        if let carried = own.first(where: { $0.indicator == .discrepancy }) {
          document.append(
            .note(
              Text(
                say(
                  vi:
                    "Tổng điểm công bố chênh \(style.change(carried.lastScore)) so với tổng các chỉ số thành phần; phần chênh này được giữ nguyên trong dự báo.",
                  en:
                    "The published total differs from the sum of its components by \(style.change(carried.lastScore)); the forecast carries this difference unchanged."
                ))))
        }
      } else if let last = shared.indices.last(where: { shared[$0].level == history.units[unit].level }) {
        shared[last].entries += own
      } else {
        shared.append((history.units[unit].level, own))
      }
    }
    for (level, entries) in shared {
      if history.index != nil {
        document.append(.heading(level: 2, Text(level.title(in: language))))
      }
      document.append(
        .table(
          table(
            entries,
            title: history.index == nil ? say(vi: "Chuỗi", en: "Series") : say(vi: "Đơn vị", en: "Unit")
          ) {
            history.units[$0.unit].name
          }))
      for entry in entries {
        for step in entry.method.steps { document.append(.note(note(on: step, of: entry))) }
      }
    }
    document.append(
      .note(
        Text(
          say(
            vi:
              "Các tuần ghi trung vị của dự báo: thực tế cao hơn hay thấp hơn với khả năng như nhau. Khoảng dự báo là của tuần cuối. Trung vị của tổng điểm không nhất thiết bằng tổng các trung vị.",
            en:
              "Weeks show the forecast's median: the outcome is as likely above as below. Intervals are those of the last week. The median of a total need not be the sum of medians."
          ))))
    appendDrivers(to: &document)
    appendChanges(to: &document)
    return document
  }

  private func table(
    _ entries: [ScorecardForecast.Entry], title: String, name: (ScorecardForecast.Entry) -> String
  ) -> Table {
    let steps = Self.shownSteps(forecast.horizon)
    let isPlain = history.index == nil
    var columns = [
      Table.Column(Text(title), priority: .essential),
      Table.Column(Text(say(vi: "Diễn biến", en: "History")), priority: .high),
      Table.Column(Text(say(vi: "Hiện tại", en: "Now")), .decimal, priority: .essential),
    ]
    for step in steps {
      // Here the two words of a date may stand on two lines: it makes room for all weeks at 80 columns.
      let heading =
        isPlain || forecast.horizon > 9
        ? "+\(step)"
        : style.shortDate(forecast.origin.adding(days: 7 * step)).split(separator: "\u{A0}")
          .joined(separator: " ")
      columns.append(
        Table.Column(
          Text(heading), .decimal, priority: step == forecast.horizon ? .essential : .normal))
    }
    for level in levels {
      columns.append(
        Table.Column(Text("\(level.name) %"), .trailing, priority: level == levels.first ? .high : .low))
    }
    columns.append(Table.Column(Text(say(vi: "Mô hình", en: "Model")), priority: .low))
    return Table(
      columns: columns,
      rows: entries.map { entry in
        let places = places(of: entry)
        var row = [Text(name(entry)), Text(sparkline(entry))]
        row.append(Text(style.decimal(entry.lastScore, places: places)))
        for step in steps {
          let median = entry.distributions[step - 1].median
          let change = median - entry.lastScore
          let emphasis: Text.Emphasis =
            step == forecast.horizon && abs(change) >= 0.5 * .powerOfTen(-places)
            ? (change > 0 ? .good : .bad) : .plain
          row.append(Text(style.decimal(median, places: places), emphasis))
        }
        for level in levels {
          let interval = entry.distributions[forecast.horizon - 1].interval(level)
          row.append(
            Text(style.range(interval.lowerBound, interval.upperBound, places: places)))
        }
        row.append(Text(entry.method.phrase(in: language), .dim))
        let isSum = if case .sumOfComponents = entry.method { true } else { false }
        return isSum ? row.map { $0.emphasized(.strong) } : row
      })
  }

  private func sparkline(_ entry: ScorecardForecast.Entry) -> String {
    if entry.indicator == .discrepancy { return "" }
    return history.sparkline(unit: entry.unit, indicator: entry.indicator)
  }

  func places(of entry: ScorecardForecast.Entry) -> Int {
    if history.index != nil { return 2 }
    // Plain series: as many decimals as were reported, within what a table can hold.
    return min(history.decimals(ofUnit: entry.unit, indicator: entry.indicator), 4)
  }

  private func note(on step: LevelStep, of entry: ScorecardForecast.Entry) -> Text {
    let day = forecast.stepOrigin(of: entry).adding(days: Int((step.time * 7).rounded()))
    let name =
      entry.indicator == .total
      ? history.units[entry.unit].name : entry.indicator.name(in: language, index: history.index)
    return Text(
      say(
        vi: "\(name): bước nhảy \(style.change(step.size)) ngày \(style.date(day)) được tách khỏi xu hướng.",
        en:
          "\(name): the step of \(style.change(step.size)) on \(style.date(day)) is set aside from the trend."
      ))
  }

  /// All weeks if there are few, else four of them, the last included.
  private static func shownSteps(_ horizon: Int) -> [Int] {
    if horizon <= 4 { return Array(1...horizon) }
    return [1, (horizon + 2) / 3, (2 * horizon + 2) / 3, horizon]
  }
}
