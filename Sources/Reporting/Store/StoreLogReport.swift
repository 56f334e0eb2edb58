import Scorecard

/// What came into a store, and when: for people a document, for programs CSV and JSON.
public struct StoreLogReport: Sendable {
  /// How many corrections a document lists, the latest ones; CSV and JSON hold all.
  public static let correctionLimit = 20

  private let log: StoreLog
  private let store: String
  private let say: Phrasing

  /// - Parameters:
  ///   - log: The imports and their corrections.
  ///   - store: The store as the user named it.
  ///   - language: The language of the words.
  public init(_ log: StoreLog, store: String, language: Language) {
    self.log = log
    self.store = store
    say = Phrasing(language, axis: log.history.axis)
  }

  private var history: History { log.history }

  // MARK: CSV and JSON

  /// One row per import, behind each the corrections that it brought:
  /// `time,event,import,file,line,new,corrected,unchanged,left_out,as_of,unit,indicator,old_score,score`. The event is
  /// `import` or `correction`; cells that it does not have are empty.
  public func rows(_ format: RowFormat) -> String {
    var writer = RowWriter(
      columns: [
        "time", "event", "import", "file", "line", "new", "corrected", "unchanged", "left_out", "as_of",
        "unit",
        "indicator", "old_score", "score",
      ], format: format)
    var corrections = log.corrections[...]
    for one in log.imports {
      writer.append([
        .text(one.time.description), "import", .integer(one.number), .text(one.file), nil,
        .integer(one.addedCount), .integer(one.correctionCount), .integer(one.unchangedCount),
        .integer(one.leftOutCount), nil, nil, nil, nil, nil,
      ])
      while let correction = corrections.first, let arrival = correction.newArrival,
        arrival.importNumber <= one.number
      {
        corrections.removeFirst()
        writer.append([
          .text(arrival.time.description), "correction", .integer(arrival.importNumber), .text(arrival.file),
          arrival.line == 0 ? nil : .integer(arrival.line), nil, nil, nil, nil,
          .text(history.label(of: correction.day)),
          .text(history.units[correction.unit].name), .text(correction.indicator.id(in: history.index)),
          .number(correction.oldScore), .number(correction.newScore),
        ])
      }
    }
    return writer.text
  }

  /// The same, with how the replaced scores had come.
  public var json: String {
    let tree: JSONValue = [
      "schema": "headway.store-log/1", "store": .string(store), "index": .string(history.index?.id),
      "units": .integer(history.units.count), "scores": .integer(history.count),
      "imports": .array(
        log.imports.map { one in
          [
            "import": .integer(one.number), "time": .string(one.time.description), "file": .string(one.file),
            "version": .string(one.version), "rows": .integer(one.rowCount), "new": .integer(one.addedCount),
            "corrected": .integer(one.correctionCount), "unchanged": .integer(one.unchangedCount),
            "left_out": .integer(one.leftOutCount),
          ]
        }),
      "corrections": .array(log.corrections.map { $0.json(in: history) }),
    ]
    return tree.text + "\n"
  }

  // MARK: Text

  /// The store, its imports and the latest corrections.
  public var document: Document {
    var document = Document(
      language: say.language,
      [
        .heading(
          level: 1, Text(say(vi: "Kho số liệu \(say.place(store))", en: "The store \(say.place(store))"))),
        .paragraph(Text(extent)),
        .heading(level: 2, Text(say(vi: "Các lần nhập", en: "Imports"))),
        .table(imports),
      ])
    let corrections = log.corrections
    guard !corrections.isEmpty else { return document }
    document.append(
      .heading(
        level: 2,
        Text("\(say(vi: "Điều chỉnh", en: "Corrections")) (\(say.style.integer(corrections.count)))")))
    let columns = [Table.Column(Text(say(vi: "Lần nhập", en: "Import")), .trailing)]
    document.append(
      .table(
        Table(
          columns: columns + StoreImportReport.correctionColumns(say),
          rows: corrections.suffix(Self.correctionLimit).map { correction in
            [
              Text(correction.newArrival.map { String($0.importNumber) } ?? ""),
              Text(say.date(correction.day)),
              Text(say.oneLine(history.units[correction.unit].name)),
              Text(correction.indicator.name(in: say.language, index: history.index)),
              Text(say.score(correction.oldScore)), Text(say.score(correction.newScore)),
              Text(say.style.change(correction.newScore - correction.oldScore)),
            ]
          })))
    if corrections.count > Self.correctionLimit {
      let rest = say.style.integer(corrections.count - Self.correctionLimit)
      document.append(
        .note(
          Text(
            say(
              vi: "… và \(rest) điều chỉnh trước đó; `--format csv` liệt kê tất cả.",
              en: "… and \(rest) earlier ones; `--format csv` lists all."))))
    }
    return document
  }

  private var extent: String {
    let kind =
      history.index.map { say(vi: "Bộ chỉ số \(say.oneLine($0.id))", en: "Index \(say.oneLine($0.id))") }
      ?? say(vi: "Các chuỗi số liệu", en: "Plain series")
    var parts = [
      kind, say.count(history.units.count, vi: "đơn vị", one: "unit", many: "units"),
      say.count(history.count, vi: "giá trị", one: "score", many: "scores"),
    ]
    if let first = history.earliestDay, let last = history.latestDay {
      parts.append(
        say(
          vi: "từ \(say.date(first)) đến \(say.date(last))",
          en: "from \(say.date(first)) to \(say.date(last))"))
    }
    return parts.joined(separator: ", ") + "."
  }

  private var imports: Table {
    func number(_ count: Int) -> Text { Text(say.style.integer(count)) }
    return Table(
      columns: [
        Table.Column(Text(say(vi: "Lần", en: "No.")), .trailing, priority: .essential),
        Table.Column(Text(say(vi: "Thời điểm (UTC)", en: "Time (UTC)")), .trailing, priority: .essential),
        Table.Column(Text(say(vi: "Tệp", en: "File")), priority: .essential, wraps: true),
        Table.Column(Text(say(vi: "Mới", en: "New")), .trailing, priority: .high),
        Table.Column(Text(say(vi: "Điều chỉnh", en: "Corrected")), .trailing, priority: .high),
        Table.Column(Text(say(vi: "Không đổi", en: "Unchanged")), .trailing),
        Table.Column(Text(say(vi: "Bị loại", en: "Left out")), .trailing),
      ],
      rows: log.imports.map { one in
        [
          Text(String(one.number)), Text(say.date(one.time)), Text(say.place(one.file)),
          number(one.addedCount),
          number(one.correctionCount), number(one.unchangedCount), number(one.leftOutCount),
        ]
      })
  }
}

extension Correction {
  /// The correction with how both scores came, as an object.
  func json(in history: History) -> JSONValue {
    .object(
      [
        ("as_of", .string(history.label(of: day))), ("unit", .string(history.units[unit].name)),
        ("indicator", .string(indicator.id(in: history.index))), ("old_score", .number(oldScore)),
        ("score", .number(newScore)),
      ] + (oldArrival?.members(prefix: "old_") ?? []) + (newArrival?.members() ?? []))
  }
}
