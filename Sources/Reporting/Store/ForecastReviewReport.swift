import Forecasting
import Scorecard

/// What came of a forecast that was kept.
public struct ForecastReviewReport: Sendable {
  private let review: ForecastReview
  private let summary: KeptForecast.Summary
  private let history: History
  private let say: Phrasing

  /// - Parameters:
  ///   - review: What came of it.
  ///   - summary: Which forecast it is.
  ///   - history: What it was reviewed against.
  ///   - language: The language of the words.
  public init(
    _ review: ForecastReview, of summary: KeptForecast.Summary, history: History, language: Language
  ) {
    self.review = review
    self.summary = summary
    self.history = history
    say = Phrasing(language, axis: history.axis)
  }

  /// One row per unit, indicator and week that has come:
  /// `unit,indicator,step,as_of,observed,median,score,error,lo80,hi80,inside80,…`.
  public func rows(_ format: RowFormat) -> String {
    var writer = RowWriter(
      columns: ["unit", "indicator", "step", "as_of", "observed", "median", "score", "error"]
        + review.levels.flatMap { ["lo\($0.name)", "hi\($0.name)", "inside\($0.name)"] }, format: format)
    for one in review.outcomes {
      writer.append(
        [
          .text(history.units[one.unit].name), .text(one.indicator.id(in: history.index)), .integer(one.step),
          .text(history.label(of: one.day)), .text(history.label(of: one.observedDay)),
          .number(one.median.reported), .number(one.score), .number((one.score - one.median).reported),
        ]
          + one.intervals.flatMap { interval -> [CSVWriter.Field] in
            [
              .number(interval.lowerBound.reported), .number(interval.upperBound.reported),
              .integer(interval.contains(one.score) ? 1 : 0),
            ]
          })
    }
    return writer.text
  }

  /// The same with the counts.
  public var json: String {
    let tree: JSONValue = [
      "schema": "headway.store-review/1", "id": .integer(summary.number),
      "origin": .string(history.label(of: review.origin)), "outcomes": .integer(review.outcomes.count),
      "pending": .integer(review.pendingCount), "mae": .number(review.meanAbsoluteError?.reported),
      "inside": .array(
        review.levels.map {
          ["level": .number($0.percent), "count": .integer(review.insideCount($0))]
        }),
      "weeks": .array(
        review.outcomes.map { one in
          .object(
            [
              ("unit", .string(history.units[one.unit].name)),
              ("indicator", .string(one.indicator.id(in: history.index))), ("step", .integer(one.step)),
              ("as_of", .string(history.label(of: one.day))),
              ("observed", .string(history.label(of: one.observedDay))),
              ("median", .number(one.median.reported)),
              ("score", .number(one.score)), ("error", .number((one.score - one.median).reported)),
            ]
              + one.intervals.flatMap { interval -> [(String, JSONValue)] in
                [
                  ("lo\(interval.level.name)", .number(interval.lowerBound.reported)),
                  ("hi\(interval.level.name)", .number(interval.upperBound.reported)),
                  ("inside\(interval.level.name)", .bool(interval.contains(one.score))),
                ]
              })
        }),
    ]
    return tree.text + "\n"
  }

  /// The counts in words, then a table.
  public var document: Document {
    var document = Document(
      language: say.language,
      [
        .heading(
          level: 1,
          Text(
            say(
              vi: "Dự báo số \(summary.number) từ \(say.onDate(review.origin)) so với thực tế",
              en: "Forecast \(summary.number) from \(say.date(review.origin)) against what came"))),
        .paragraph(Text(answer)),
      ])
    guard !review.outcomes.isEmpty else { return document }
    let level = review.levels.first
    var columns = [
      Table.Column(
        Text(history.index == nil ? say(vi: "Chuỗi", en: "Series") : say(vi: "Đơn vị", en: "Unit")),
        priority: .essential, wraps: true)
    ]
    if history.index != nil {
      columns.append(Table.Column(Text(say(vi: "Chỉ số", en: "Indicator")), priority: .high))
    }
    columns += [
      Table.Column(Text(say(vi: "Ngày", en: "As of")), .trailing, priority: .high),
      Table.Column(Text(say(vi: "Dự báo", en: "Forecast")), .decimal, priority: .essential),
      Table.Column(Text(say(vi: "Thực tế", en: "Came")), .decimal, priority: .essential),
      Table.Column(Text(say(vi: "Sai số", en: "Error")), .decimal, priority: .essential),
    ]
    if let level { columns.append(Table.Column(Text("\(level.name) %"), .trailing, priority: .normal)) }
    document.append(.table(Table(columns: columns, rows: review.outcomes.map(cells))))
    return document
  }

  private func cells(_ one: ForecastRevision.Outcome) -> [Text] {
    var cells = [Text(say.oneLine(history.units[one.unit].name))]
    if history.index != nil { cells.append(Text(one.indicator.name(in: say.language, index: history.index))) }
    cells += [
      Text(say.date(one.observedDay)), Text(say.style.decimal(one.median)), Text(say.score(one.score)),
      Text(say.style.change(one.score - one.median)),
    ]
    if let interval = one.intervals.first {
      let isInside = interval.contains(one.score)
      cells.append(
        Text(say.style.range(interval.lowerBound, interval.upperBound), isInside ? .plain : .warning)
          + Text(isInside ? "" : say(vi: " ngoài", en: " outside"), .warning))
    } else if !review.levels.isEmpty {
      cells.append(Text(""))
    }
    return cells
  }

  private var answer: String {
    let count = review.outcomes.count
    guard count > 0 else {
      return say(
        vi: "Chưa có số liệu nào của các tuần được dự báo.", en: "Nothing of what it forecast has come yet.")
    }
    let came = say.count(count, vi: "giá trị đã có", one: "outcome has come", many: "outcomes have come")
    var sentences = [
      say(
        vi: "\(came); sai số trung bình \(say.style.decimal(review.meanAbsoluteError)).",
        en: "\(came), on average \(say.style.decimal(review.meanAbsoluteError)) off.")
    ]
    for level in review.levels {
      let inside = say.style.integer(review.insideCount(level))
      sentences.append(
        say(
          vi: "Khoảng dự báo \(level.name) % chứa \(inside) trong số đó.",
          en: "The \(level.name) % intervals hold \(inside) of them."))
    }
    if review.pendingCount > 0 {
      let rest = say.style.integer(review.pendingCount)
      sentences.append(say(vi: "Còn \(rest) giá trị chưa có.", en: "\(rest) are still to come."))
    }
    return sentences.joined(separator: " ")
  }
}
