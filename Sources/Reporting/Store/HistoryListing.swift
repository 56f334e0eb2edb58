import Scorecard

/// A history score by score: for programs CSV that is a history file again, and JSON; for people a table.
public struct HistoryListing: Sendable {
  private let history: History
  private let showsReplaced: Bool
  private let say: Phrasing

  /// - Parameters:
  ///   - history: The scores.
  ///   - showsReplaced: Whether corrected scores are listed as well, each before the one that replaced it.
  ///   - language: Of the titles in text; rows and JSON do not depend on it.
  public init(_ history: History, showsReplaced: Bool = false, language: Language) {
    self.history = history
    self.showsReplaced = showsReplaced
    say = Phrasing(language, axis: history.axis)
  }

  /// One score, or what it replaced.
  private struct Row {
    let day: Day
    let unit: Int
    let indicator: Indicator
    let score: Double
    let decimals: Int
    let status: String?, source: String?
    let isReplaced: Bool
  }

  private struct Key: Hashable {
    let unit: Int
    let indicator: Indicator
    let day: Day
  }

  private var rows: [Row] {
    var replaced: [Key: [Correction]] = [:]
    if showsReplaced {
      for one in history.corrections {
        replaced[Key(unit: one.unit, indicator: one.indicator, day: one.day), default: []].append(one)
      }
    }
    return history.observations.flatMap { one in
      let before = replaced[Key(unit: one.unit, indicator: one.indicator, day: one.day)] ?? []
      return before.map { correction in
        Row(
          day: one.day, unit: one.unit, indicator: one.indicator, score: correction.oldScore,
          decimals: correction.oldDecimals, status: correction.oldStatus, source: correction.oldSource,
          isReplaced: true)
      } + [
        Row(
          day: one.day, unit: one.unit, indicator: one.indicator, score: one.score, decimals: one.decimals,
          status: one.status, source: one.source, isReplaced: false)
      ]
    }
  }

  // MARK: CSV and JSON

  /// A history file: `as_of,unit,level,indicator,score,status,source`, of plain series `series,as_of,value` or
  /// `series,step,value`. Scores have the decimals that they were written with.
  public func rows(_ format: RowFormat) -> String {
    guard history.index != nil else { return plainRows(format) }
    var writer = RowWriter(
      columns: ["as_of", "unit", "level", "indicator", "score", "status", "source"], format: format)
    for row in rows {
      let unit = history.units[row.unit]
      writer.append([
        .text(row.day.description), .text(unit.name), .text(unit.level?.rawValue ?? ""),
        .text(row.indicator.id(in: history.index)), Self.written(row), .text(row.status ?? ""),
        .text(row.source ?? ""),
      ])
    }
    return writer.text
  }

  private func plainRows(_ format: RowFormat) -> String {
    var writer = RowWriter(
      columns: ["series", history.axis == .steps ? "step" : "as_of", "value"], format: format)
    for row in rows {
      writer.append([
        .text(history.units[row.unit].name), .text(history.label(of: row.day)), Self.written(row),
      ])
    }
    return writer.text
  }

  /// With its decimals, unless these are not all of the number, as where it was written with a power of ten.
  private static func written(_ row: Row) -> CSVWriter.Field {
    let text = row.score.fixedDecimal(places: row.decimals)
    return text.flatMap(Double.init) == row.score
      ? .fixed(row.score, places: row.decimals) : .number(row.score)
  }

  /// Units with their series, and the corrections.
  public var json: String {
    let units = history.units.indices.map { unit -> JSONValue in
      [
        "unit": .string(history.units[unit].name), "level": .string(history.units[unit].level?.rawValue),
        "series": .array(
          history.indicators(ofUnit: unit).map { indicator in
            [
              "indicator": .string(indicator.id(in: history.index)),
              "max": .number(history.maximum(of: indicator)),
              "scores": .array(
                history.observations(unit: unit, indicator: indicator).map { one in
                  [
                    "as_of": .string(history.label(of: one.day)), "score": .number(one.score),
                    "status": .string(one.status), "source": .string(one.source),
                  ]
                }),
            ]
          }),
      ]
    }
    let tree: JSONValue = [
      "schema": "headway.store-show/1", "index": .string(history.index?.id), "units": .array(units),
      "corrections": .array(history.corrections.map { $0.json(in: history) }),
      "overrides": history.overridesMember.1,
    ]
    return tree.text + "\n"
  }

  // MARK: Text

  /// A table with a group for each unit.
  public var document: Document {
    let isPlain = history.index == nil
    var columns = [Table.Column(Text(say(vi: "Ngày", en: "As of")), .trailing, priority: .essential)]
    if !isPlain {
      columns.append(Table.Column(Text(say(vi: "Chỉ số", en: "Indicator")), priority: .essential))
    }
    columns.append(
      Table.Column(
        Text(isPlain ? say(vi: "Giá trị", en: "Value") : say(vi: "Điểm", en: "Score")), .decimal,
        priority: .essential))
    columns.append(Table.Column(Text(say(vi: "Ghi chú", en: "Note")), wraps: true))
    var groups: [Table.Group] = []
    var rows = self.rows[...]
    for unit in history.units.indices {
      let own = rows.prefix { $0.unit == unit }
      rows.removeFirst(own.count)
      groups.append(
        Table.Group(
          Text(say.oneLine(history.units[unit].name), .strong), rows: own.map { cells($0, isPlain) }))
    }
    return Document(language: say.language, [.table(Table(columns: columns, groups: groups))])
  }

  private func cells(_ row: Row, _ isPlain: Bool) -> [Text] {
    var cells = [Text(say.date(row.day))]
    if !isPlain { cells.append(Text(row.indicator.name(in: say.language, index: history.index))) }
    cells.append(Text(say.style.decimal(row.score, places: min(row.decimals, 10))))
    let remarks =
      (row.isReplaced ? [say(vi: "đã được thay", en: "replaced")] : [])
      + [row.status, row.source].compactMap { $0.map { say.oneLine($0) } }
    cells.append(Text(remarks.joined(separator: ", ")))
    return row.isReplaced ? cells.map { $0.emphasized(.dim) } : cells
  }
}

extension History {
  /// The scores of one series with status and source, days ascending.
  fileprivate func observations(unit: Int, indicator: Indicator) -> [Observation] {
    series(unit: unit, indicator: indicator).compactMap {
      observation(unit: unit, indicator: indicator, on: $0.day)
    }
  }
}
