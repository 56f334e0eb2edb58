import Scorecard

/// What an import has added to a store: for people a document, for programs CSV and JSON.
public struct StoreImportReport: Sendable {
  /// How many corrections a document lists; JSON holds all.
  public static let correctionLimit = 10

  private let report: StoreImport
  private let store: String
  private let say: Phrasing

  /// - Parameters:
  ///   - report: What the import did.
  ///   - store: The store as the user named it.
  ///   - language: The language of the words.
  public init(_ report: StoreImport, store: String, language: Language) {
    self.report = report
    self.store = store
    say = Phrasing(language, axis: report.axis)
  }

  private var corrections: [StoreImport.Correction] { report.files.flatMap(\.corrections) }

  // MARK: CSV and JSON

  /// One row per file: `file,status,rows,new,corrected,unchanged,left_out`; the status is `imported` or `known`.
  public func rows(_ format: RowFormat) -> String {
    var writer = RowWriter(
      columns: ["file", "status", "rows", "new", "corrected", "unchanged", "left_out"], format: format)
    for file in report.files {
      writer.append([
        .text(file.path), .text(file.status), .integer(file.result.rowCount), .integer(file.addedCount),
        .integer(file.corrections.count), .integer(file.unchangedCount), .integer(file.leftOutCount),
      ])
    }
    return writer.text
  }

  /// The content of the CSV with every correction.
  public var json: String {
    let files = report.files.map { file -> JSONValue in
      [
        "file": .string(file.path), "status": .string(file.status), "import": .integer(file.number),
        "known_since": .string(file.earlier?.description), "rows": .integer(file.result.rowCount),
        "new": .integer(file.addedCount), "corrected": .integer(file.corrections.count),
        "unchanged": .integer(file.unchangedCount), "left_out": .integer(file.leftOutCount),
        "corrections": .array(
          file.corrections.map { correction in
            [
              "as_of": .string(label(correction.day)), "unit": .string(correction.unit),
              "indicator": .string(correction.indicator.id(in: report.index)),
              "old_score": .number(correction.oldScore), "score": .number(correction.newScore),
            ]
          }),
      ]
    }
    let tree: JSONValue = [
      "schema": "headway.store-import/1", "store": .string(store), "created": .bool(report.isNew),
      "time": .string(report.time.description), "index": .string(report.index?.id), "files": .array(files),
    ]
    return tree.text + "\n"
  }

  private func label(_ day: Day) -> String {
    report.axis == .steps ? String(day.ordinal / 7) : day.description
  }

  // MARK: Text

  /// What was added, file by file, and what was corrected.
  public var document: Document {
    var document = Document(
      language: say.language,
      [
        .heading(
          level: 1, Text(say(vi: "Nhập vào \(say.place(store))", en: "Import into \(say.place(store))")))
      ])
    if report.isNew {
      let kind =
        report.index.map { say(vi: "bộ chỉ số \(say.oneLine($0.id))", en: "the index \(say.oneLine($0.id))") }
        ?? say(vi: "các chuỗi số liệu", en: "plain series")
      document.append(
        .paragraph(
          Text(say(vi: "Đã tạo kho số liệu mới cho \(kind).", en: "A new store was made for \(kind)."))))
    }
    let columns = [
      Table.Column(Text(say(vi: "Tệp", en: "File")), priority: .essential, wraps: true),
      Table.Column(Text(say(vi: "Mới", en: "New")), .trailing, priority: .essential),
      Table.Column(Text(say(vi: "Điều chỉnh", en: "Corrected")), .trailing, priority: .essential),
      Table.Column(Text(say(vi: "Không đổi", en: "Unchanged")), .trailing),
      Table.Column(Text(say(vi: "Bị loại", en: "Left out")), .trailing, priority: .high),
    ]
    document.append(
      .table(
        Table(
          columns: columns,
          rows: report.files.map { file in
            func number(_ count: Int) -> Text { Text(say.style.integer(count)) }
            return [
              Text(say.place(file.path)), number(file.addedCount), number(file.corrections.count),
              number(file.unchangedCount),
              number(file.leftOutCount).emphasized(file.isPartial ? .warning : .plain),
            ]
          })))
    for file in report.files {
      guard let earlier = file.earlier else { continue }
      document.append(
        .note(
          Text(
            say(
              vi: "\(say.place(file.path)) đã được nhập ngày \(say.moment(earlier)) nên không thêm gì.",
              en: "\(say.place(file.path)) was imported before, on \(say.moment(earlier)): nothing was added."
            ))))
    }
    appendCorrections(to: &document)
    return document
  }

  private func appendCorrections(to document: inout Document) {
    guard !corrections.isEmpty else { return }
    let rows = corrections.prefix(Self.correctionLimit).map { correction in
      [
        Text(say.date(correction.day)), Text(say.oneLine(correction.unit)),
        Text(correction.indicator.name(in: say.language, index: report.index)),
        Text(say.score(correction.oldScore)),
        Text(say.score(correction.newScore)),
        Text(say.style.change(correction.newScore - correction.oldScore)),
      ]
    }
    document.append(.heading(level: 2, Text(say(vi: "Đã điều chỉnh", en: "Corrected"))))
    document.append(.table(Table(columns: Self.correctionColumns(say), rows: Array(rows))))
    if corrections.count > Self.correctionLimit {
      let rest = say.style.integer(corrections.count - Self.correctionLimit)
      document.append(
        .note(
          Text(
            say(
              vi: "… và \(rest) mục khác; `headway store log` liệt kê tất cả.",
              en: "… and \(rest) more; `headway store log` lists all."))))
    }
  }

  static func correctionColumns(_ say: Phrasing) -> [Table.Column] {
    [
      Table.Column(Text(say(vi: "Ngày", en: "As of")), .trailing, priority: .high),
      Table.Column(
        Text(say.axis == .steps ? say(vi: "Chuỗi", en: "Series") : say(vi: "Đơn vị", en: "Unit")),
        priority: .essential, wraps: true),
      Table.Column(Text(say(vi: "Chỉ số", en: "Indicator")), priority: .normal),
      Table.Column(Text(say(vi: "Trước", en: "Before")), .decimal, priority: .essential),
      Table.Column(Text(say(vi: "Sau", en: "After")), .decimal, priority: .essential),
      Table.Column(Text(say(vi: "Thay đổi", en: "Change")), .decimal, priority: .low),
    ]
  }
}

extension StoreImport {
  /// Whether something was left out: then what it was is told, and the exit code says so.
  public var isPartial: Bool { files.contains { $0.isPartial } }

  /// What was left out, file by file, a line each.
  public func notices(in language: Language) -> [String] {
    files.flatMap { file in
      file.conflicts.map { $0.message(in: language, file: file.path) }
        + file.result.notices(in: language, file: file.path)
    }
  }
}

extension StoreImport.File {
  /// The word that files have for what was done with it.
  fileprivate var status: String { earlier == nil ? "imported" : "known" }
}
