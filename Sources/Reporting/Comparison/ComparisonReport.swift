import Forecasting
import Planning
import Scorecard

/// A comparison with rivals as people and scripts read it.
public struct ComparisonReport: Sendable {
  private let comparison: RivalComparison
  private let history: History
  private let levels: [IntervalLevel]
  private let language: Language
  private let style: NumberStyle
  private let say: Phrasing

  /// - Parameters:
  ///   - comparison: What is reported.
  ///   - history: The history it was made of.
  ///   - levels: The prediction intervals of the gap.
  ///   - language: Of words and of numbers in text; CSV and JSON do not depend on it.
  public init(
    _ comparison: RivalComparison, history: History, levels: [IntervalLevel], language: Language
  ) {
    self.comparison = comparison
    self.history = history
    self.levels = levels.sorted()
    self.language = language
    style = NumberStyle(language: language)
    say = Phrasing(language)
  }

  private var unitName: String { history.units[comparison.unit].name }

  private func name(_ rival: RivalComparison.Rival) -> String { history.units[rival.unit].name }

  /// The unit and its rivals, as positions in the history.
  public var units: Set<Int> { Set(comparison.rivals.map(\.unit) + [comparison.unit]) }

  // MARK: Rows and JSON

  /// One row per rival and week ahead.
  public func rows(_ format: RowFormat) -> String {
    let bounds = levels.flatMap { ["lo\($0.name)", "hi\($0.name)"] }
    var writer = RowWriter(
      columns: ["unit", "rival", "step", "as_of", "gap_mean"] + bounds + ["p_behind", "p_lead"],
      format: format)
    for rival in comparison.rivals {
      for week in rival.weeks {
        var fields: [CSVWriter.Field] = [
          .text(unitName), .text(name(rival)), .integer(week.step), .text(week.day.description),
          .number(week.gap.mean.reported),
        ]
        for level in levels {
          let interval = week.gap.interval(level)
          fields += [.number(interval.lowerBound.reported), .number(interval.upperBound.reported)]
        }
        writer.append(fields + [.number(week.probabilityBehind), .number(week.probabilityLead)])
      }
    }
    return writer.text
  }

  /// The rows as comma-separated values.
  public var csv: String { rows(.csv) }

  /// The content of the CSV, with today's gaps, closing speeds and overtaking.
  public var json: String {
    JSONValue.object([
      ("schema", "headway.compare/1"),
      ("unit", .string(unitName)),
      ("as_of", .string(comparison.day.description)),
      ("score", .number(comparison.score)),
      ("lead", .number(comparison.margin)),
      ("paths", .integer(comparison.pathCount)),
      ("seed", .unsigned(comparison.seed)),
      history.overridesMember,
      ("p_lead_all", .array(comparison.probabilityLeadAll.map { .number($0) })),
      ("rivals", .array(comparison.rivals.map(json))),
    ]).text + "\n"
  }

  private func json(_ rival: RivalComparison.Rival) -> JSONValue {
    .object([
      ("rival", .string(name(rival))),
      ("as_of", .string(rival.day.description)),
      ("score", .number(rival.score)),
      ("gap", .number(rival.gapNow.reported)),
      ("closing_speed", .number(rival.closingSpeed?.reported)),
      ("closing_weeks", .number(rival.closingSpeed == nil ? nil : rival.closingWeeks.reported)),
      ("overtaking_step", rival.overtaking.map { .integer($0.step) } ?? .null),
      ("overtaking_as_of", .string(rival.overtaking?.day.description)),
      (
        "weeks",
        .array(
          rival.weeks.map { week in
            .object(
              [
                ("step", .integer(week.step)), ("as_of", .string(week.day.description)),
                ("gap_mean", .number(week.gap.mean.reported)),
                ("gap_median", .number(week.gap.median.reported)),
              ]
                + levels.flatMap { level -> [(String, JSONValue)] in
                  let interval = week.gap.interval(level)
                  return [
                    ("lo\(level.name)", .number(interval.lowerBound.reported)),
                    ("hi\(level.name)", .number(interval.upperBound.reported)),
                  ]
                } + [
                  ("p_behind", .number(week.probabilityBehind)),
                  ("p_lead", .number(week.probabilityLead)),
                ])
          })
      ),
    ])
  }

  // MARK: Text

  /// The comparison as a document.
  public var document: Document {
    var document = Document(language: language)
    document.append(
      .heading(
        level: 1,
        Text(
          say(
            vi: "\(unitName) so với các địa phương bám sát, ngày \(style.date(comparison.day))",
            en: "\(unitName) and its rivals on \(style.date(comparison.day))"))))
    document.append(.table(today))
    document.append(.bullets(comparison.rivals.prefix(5).map(sentence)))
    let level = levels.first
    for rival in comparison.rivals.prefix(Self.detailedRivals) {
      document.append(.table(table(rival, level: level)))
    }
    if comparison.rivals.count > Self.detailedRivals {
      document.append(
        .note(
          Text(
            say(
              vi:
                "Chỉ hiển thị chi tiết \(Self.detailedRivals) địa phương gần nhất; --format csv có đủ tất cả.",
              en: "Details of the nearest \(Self.detailedRivals) only; --format csv has them all."))))
    }
    if comparison.rivals.count > 1, let last = comparison.probabilityLeadAll.last {
      document.append(
        .paragraph(
          Text(
            say(
              vi:
                "Xác suất dẫn trước tất cả ít nhất \(style.decimal(comparison.margin)) điểm sau \(comparison.probabilityLeadAll.count) tuần: \(style.probability(last)).",
              en:
                "Probability of leading all of them by at least \(style.decimal(comparison.margin)) in \(say.weeks(comparison.probabilityLeadAll.count)): \(style.probability(last))."
            ))))
    }
    document.append(
      .note(
        Text(
          say(
            vi:
              "Xác suất từ \(style.integer(comparison.pathCount)) kịch bản mô phỏng chung (hạt giống \(comparison.seed)). Tốc độ thu hẹp tính trên các tuần gần nhất mà cả hai cùng có số liệu, tối đa 4 tuần.",
            en:
              "Probabilities from \(style.integer(comparison.pathCount)) joint sample paths (seed \(comparison.seed)). Closing speed over the latest weeks in which both are known, at most 4."
          ))))
    return document
  }

  private static let detailedRivals = 4

  private var today: Table {
    Table(
      columns: [
        Table.Column(Text(say(vi: "Địa phương", en: "Rival")), priority: .essential),
        Table.Column(Text(say(vi: "Diễn biến", en: "History")), priority: .normal),
        Table.Column(Text(say(vi: "Hiện tại", en: "Now")), .decimal, priority: .essential),
        Table.Column(Text(say(vi: "Khoảng cách", en: "Gap")), .decimal, priority: .essential),
        Table.Column(
          Text(say(vi: "Thu hẹp mỗi tuần", en: "Closing per week")), .decimal, priority: .high),
        Table.Column(
          Text(say(vi: "Khoảng cách dự báo", en: "Projected gap")), .decimal, priority: .high),
        Table.Column(
          Text(say(vi: "Xác suất tụt lại", en: "P(behind)")), .trailing, priority: .high),
        Table.Column(
          Text(
            say(
              vi: "Xác suất dẫn ≥ \(style.decimal(comparison.margin))",
              en: "P(lead ≥ \(style.decimal(comparison.margin)))")),
          .trailing, priority: .high),
      ],
      rows: [
        [
          Text(unitName, .strong), Text(history.sparkline(unit: comparison.unit, indicator: .total)),
          Text(style.decimal(comparison.score), .strong), "", "", "", "", "",
        ]
      ]
        + comparison.rivals.map { rival in
          [
            Text(name(rival)), Text(history.sparkline(unit: rival.unit, indicator: .total)),
            Text(style.decimal(rival.score)),
            Text(style.change(rival.gapNow), rival.gapNow >= 0 ? .good : .bad),
            Text(style.change(rival.closingSpeed)),
            Text(style.change(rival.weeks.last?.gap.median)),
            Text(style.probability(rival.weeks.last?.probabilityBehind)),
            Text(style.probability(rival.weeks.last?.probabilityLead)),
          ]
        })
  }

  private func table(_ rival: RivalComparison.Rival, level: IntervalLevel?) -> Table {
    Table(
      caption: Text("\(unitName) – \(name(rival))"),
      columns: [
        Table.Column(Text(say(vi: "Tuần", en: "Week")), priority: .essential),
        Table.Column(
          Text(say(vi: "Khoảng cách dự báo", en: "Projected gap")), .decimal, priority: .essential),
        Table.Column(Text(level.map { "\($0.name) %" } ?? ""), .trailing, priority: .high),
        Table.Column(
          Text(say(vi: "Xác suất tụt lại", en: "P(behind)")), .trailing, priority: .essential),
        Table.Column(
          Text(
            say(
              vi: "Xác suất dẫn ≥ \(style.decimal(comparison.margin))",
              en: "P(lead ≥ \(style.decimal(comparison.margin)))")),
          .trailing, priority: .high),
      ],
      rows: rival.weeks.map { week in
        let interval = level.map { week.gap.interval($0) }
        return [
          Text(style.date(week.day)), Text(style.change(week.gap.median)),
          Text(
            interval.map {
              say(
                vi: "\(style.change($0.lowerBound)) đến \(style.change($0.upperBound))",
                en: "\(style.change($0.lowerBound)) to \(style.change($0.upperBound))")
            } ?? ""),
          Text(
            style.probability(week.probabilityBehind), week.probabilityBehind > 0.5 ? .bad : .plain),
          Text(style.probability(week.probabilityLead)),
        ]
      })
  }

  private func sentence(_ rival: RivalComparison.Rival) -> Text {
    let other = name(rival)
    let gap = style.decimal(abs(rival.gapNow))
    var text = Text("")
    if rival.gapNow >= 0 {
      text.append(
        say(vi: "\(other) kém \(gap) điểm", en: "\(other) is \(gap) behind"))
    } else {
      text.append(
        say(vi: "\(other) hơn \(gap) điểm", en: "\(other) is \(gap) ahead"))
    }
    if let speed = rival.closingSpeed, abs(speed) >= 0.005 {
      let pace = style.decimal(abs(speed))
      let closes = speed > 0
      text.append(
        closes
          ? say(vi: ", thu hẹp \(pace) điểm mỗi tuần", en: " and closes by \(pace) a week")
          : say(vi: ", nới rộng \(pace) điểm mỗi tuần", en: ", and the gap widens by \(pace) a week"))
    }
    text.append("; ")
    if let week = rival.overtaking {
      let day = style.date(week.day)
      if rival.gapNow >= 0 {
        text.append(
          say(
            vi: "từ tuần \(day), khả năng \(unitName) bị vượt cao hơn khả năng giữ vị trí",
            en: "from the week of \(day) it is more likely than not to be ahead of \(unitName)"), .bad)
      } else {
        text.append(
          say(
            vi: "từ tuần \(day), khả năng \(unitName) vượt lên cao hơn khả năng còn ở phía sau",
            en: "from the week of \(day) \(unitName) is more likely than not to be ahead"), .good)
      }
    } else if let last = rival.weeks.last {
      // The order of today is the likelier one in every week; how much likelier is said with its number.
      let keeps = rival.gapNow >= 0 ? 1 - last.probabilityBehind : last.probabilityBehind
      let weeks = say.weeks(rival.weeks.count)
      let chance = style.probability(rival.gapNow >= 0 ? keeps : 1 - keeps)
      if rival.gapNow >= 0 {
        text.append(
          say(
            vi: "xác suất \(unitName) vẫn giữ vị trí sau \(weeks) là \(chance)",
            en: "\(unitName) is still ahead in \(weeks) with probability \(chance)"),
          keeps > 0.6 ? .good : .warning)
      } else {
        text.append(
          say(
            vi: "xác suất \(unitName) vượt lên sau \(weeks) là \(chance)",
            en: "\(unitName) is ahead in \(weeks) with probability \(chance)"), .warning)
      }
    }
    text.append(".")
    return text
  }
}
