import Forecasting
import Scorecard

/// The list of forecasts that a store has kept.
public struct KeptForecastList: Sendable {
  private let summaries: [KeptForecast.Summary]
  private let store: String
  private let say: Phrasing
  private let axis: History.Axis

  /// - Parameters:
  ///   - summaries: The forecasts, without their numbers.
  ///   - store: The store as the user named it.
  ///   - axis: How the history counts time.
  ///   - language: The language of the words.
  public init(_ summaries: [KeptForecast.Summary], store: String, axis: History.Axis, language: Language) {
    self.summaries = summaries
    self.store = store
    self.axis = axis
    say = Phrasing(language, axis: axis)
  }

  /// `id,time,origin,weeks,series,model,seed,paths,version`.
  public func rows(_ format: RowFormat) -> String {
    var writer = RowWriter(
      columns: [
        "id", "time", "origin", "weeks", "series", "model", "seed", "paths", "version",
      ], format: format)
    for one in summaries {
      writer.append([
        .integer(one.number), .text(one.time.description), .text(label(one.origin)), .integer(one.horizon),
        .integer(one.seriesCount), .text(one.model), .text(String(one.seed)), .integer(one.pathCount),
        .text(one.version),
      ])
    }
    return writer.text
  }

  /// The same.
  public var json: String {
    let tree: JSONValue = [
      "schema": "headway.store-forecasts/1", "store": .string(store),
      "forecasts": .array(
        summaries.map { one in
          [
            "id": .integer(one.number), "time": .string(one.time.description),
            "origin": .string(label(one.origin)),
            "weeks": .integer(one.horizon), "series": .integer(one.seriesCount), "model": .string(one.model),
            "seed": .unsigned(one.seed), "paths": .integer(one.pathCount), "version": .string(one.version),
          ]
        }),
    ]
    return tree.text + "\n"
  }

  /// A table, and how to use what is in it.
  public var document: Document {
    var document = Document(
      language: say.language,
      [
        .heading(
          level: 1,
          Text(say(vi: "Dự báo lưu trong \(say.place(store))", en: "Forecasts kept in \(say.place(store))")))
      ])
    guard !summaries.isEmpty else {
      document.append(
        .paragraph(
          Text(
            say(
              vi: "Chưa có dự báo nào; `headway forecast KHO --keep` lưu một dự báo.",
              en: "There are none yet; `headway forecast STORE --keep` keeps one."))))
      return document
    }
    document.append(
      .table(
        Table(
          columns: [
            Table.Column(Text(say(vi: "Số", en: "No.")), .trailing, priority: .essential),
            Table.Column(Text(say(vi: "Lưu lúc (UTC)", en: "Kept (UTC)")), .trailing, priority: .high),
            Table.Column(Text(say(vi: "Từ ngày", en: "Origin")), .trailing, priority: .essential),
            Table.Column(Text(say(vi: "Số tuần", en: "Weeks")), .trailing),
            Table.Column(Text(say(vi: "Số chuỗi", en: "Series")), .trailing),
            Table.Column(Text(say(vi: "Mô hình", en: "Model")), wraps: true),
          ],
          rows: summaries.map { one in
            [
              Text(String(one.number)), Text(say.date(one.time)), Text(say.date(one.origin)),
              Text(say.style.integer(one.horizon)), Text(say.style.integer(one.seriesCount)),
              Text(say.oneLine(one.model)),
            ]
          })))
    return document
  }

  private func label(_ day: Day) -> String { axis == .steps ? String(day.ordinal / 7) : day.description }
}

/// One forecast that a store has kept: as `headway forecast` wrote it.
public struct KeptForecastReport: Sendable {
  private let kept: KeptForecast
  private let say: Phrasing

  /// A report on a forecast.
  public init(_ kept: KeptForecast, language: Language) {
    self.kept = kept
    say = Phrasing(language, axis: kept.axis)
  }

  /// The rows of `headway forecast --format csv`, byte for byte.
  public func rows(_ format: RowFormat) -> String {
    let levels = kept.levels
    var writer = RowWriter(
      columns: ["unit", "indicator", "step", "as_of", "mean", "median"]
        + levels.flatMap { ["lo\($0.name)", "hi\($0.name)"] } + ["model"], format: format)
    for week in kept.weeks {
      writer.append(
        [
          .text(week.unit), .text(week.indicator.id(in: kept.index)), .integer(week.step),
          .text(label(week.day)),
          .number(week.mean.reported), .number(week.median.reported),
        ]
          + week.intervals.flatMap { interval -> [CSVWriter.Field] in
            [.number(interval.lowerBound.reported), .number(interval.upperBound.reported)]
          } + [.text(week.model)])
    }
    return writer.text
  }

  /// The same with what the list says of it.
  public var json: String {
    let one = kept.summary
    let tree: JSONValue = [
      "schema": "headway.store-forecast/1", "id": .integer(one.number), "time": .string(one.time.description),
      "origin": .string(label(one.origin)), "weeks": .integer(one.horizon), "model": .string(one.model),
      "seed": .unsigned(one.seed), "paths": .integer(one.pathCount), "version": .string(one.version),
      "forecast": .array(
        kept.weeks.map { week in
          .object(
            [
              ("unit", .string(week.unit)), ("indicator", .string(week.indicator.id(in: kept.index))),
              ("step", .integer(week.step)), ("as_of", .string(label(week.day))),
              ("mean", .number(week.mean.reported)), ("median", .number(week.median.reported)),
            ]
              + week.intervals.flatMap { interval -> [(String, JSONValue)] in
                [
                  ("lo\(interval.level.name)", .number(interval.lowerBound.reported)),
                  ("hi\(interval.level.name)", .number(interval.upperBound.reported)),
                ]
              } + [("model", .string(week.model))])
        }),
    ]
    return tree.text + "\n"
  }

  /// A table of all weeks.
  public var document: Document {
    let level = kept.levels.first
    var columns = [
      Table.Column(
        Text(kept.index == nil ? say(vi: "Chuỗi", en: "Series") : say(vi: "Đơn vị", en: "Unit")),
        priority: .essential, wraps: true)
    ]
    if kept.index != nil {
      columns.append(Table.Column(Text(say(vi: "Chỉ số", en: "Indicator")), priority: .essential))
    }
    columns.append(Table.Column(Text(say(vi: "Ngày", en: "As of")), .trailing, priority: .essential))
    columns.append(Table.Column(Text(say(vi: "Trung vị", en: "Median")), .decimal, priority: .essential))
    if let level { columns.append(Table.Column(Text("\(level.name) %"), .trailing, priority: .high)) }
    return Document(
      language: say.language,
      [
        .heading(level: 1, Text(title)),
        .table(
          Table(
            columns: columns,
            rows: kept.weeks.map { week in
              var cells = [Text(say.oneLine(week.unit))]
              if kept.index != nil {
                cells.append(Text(week.indicator.name(in: say.language, index: kept.index)))
              }
              cells += [Text(say.date(week.day)), Text(say.style.decimal(week.median))]
              if let interval = week.intervals.first {
                cells.append(Text(say.style.range(interval.lowerBound, interval.upperBound)))
              }
              return cells
            })),
      ])
  }

  private var title: String {
    let one = kept.summary
    return say(
      vi: "Dự báo số \(one.number) từ \(say.onDate(one.origin)), lưu lúc \(say.moment(one.time))",
      en: "Forecast \(one.number) from \(say.date(one.origin)), kept on \(say.moment(one.time))")
  }

  private func label(_ day: Day) -> String { kept.axis == .steps ? String(day.ordinal / 7) : day.description }
}
