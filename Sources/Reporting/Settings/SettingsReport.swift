import Forecasting

/// What is settled and by whom: for people a document, for programs rows and JSON.
package struct SettingsReport: Sendable {
  private let settings: Settings
  private let file: String?
  private let places: [String]
  private let say: Phrasing

  /// - Parameters:
  ///   - settings: What holds.
  ///   - file: The file that was read.
  ///   - places: Where it may stand.
  package init(_ settings: Settings, file: String?, places: [String], language: Language) {
    self.settings = settings
    self.file = file
    self.places = places
    say = Phrasing(language)
  }

  private struct Entry {
    let key: SettingKey
    let value: JSONValue
    let source: SettingSource
  }

  private var entries: [Entry] {
    func entry<Value>(
      _ key: SettingKey, _ setting: Setting<Value>, _ json: (Value) -> JSONValue
    ) -> Entry { Entry(key: key, value: json(setting.value), source: setting.source) }
    return [
      entry(.language, settings.language) { .string($0.rawValue) },
      entry(.index, settings.index) { .string($0 ?? "766") },
      entry(.overrides, settings.overrides) { .string($0) },
      entry(.unit, settings.unit) { .string($0) },
      entry(.over, settings.over) { $0.isEmpty ? "all" : .array($0.map { .string($0) }) },
      entry(.plan, settings.plan) { .string($0) },
      entry(.weeks, settings.weeks) { .integer($0) },
      entry(.levels, settings.levels) { .array($0.map { .number($0.percent) }) },
      entry(.model, settings.model) { .string($0.name) },
      entry(.seed, settings.seed) { .unsigned($0) },
      entry(.color, settings.color) { .bool($0) },
      entry(.quiet, settings.quiet) { .bool($0) },
    ]
  }

  // MARK: Rows and JSON

  /// `key,value,source,place`: lists are apart by semicolons; the source is `option`, `environment`, `file` or `default`.
  package func rows(_ format: RowFormat) -> String {
    var writer = RowWriter(columns: ["key", "value", "source", "place"], format: format)
    for entry in entries {
      writer.append([
        .text(entry.key.rawValue), .text(Self.words(entry.value)), .text(entry.source.name),
        entry.source.place.map { .text($0) } ?? nil,
      ])
    }
    return writer.text
  }

  /// The same, with the file and where it was looked for.
  package var json: String {
    let tree: JSONValue = [
      "schema": "headway.config/1", "file": .string(file), "places": .array(places.map { .string($0) }),
      "settings": .array(
        entries.map { entry in
          [
            "key": .string(entry.key.rawValue), "value": entry.value, "source": .string(entry.source.name),
            "place": .string(entry.source.place),
          ]
        }),
    ]
    return tree.text + "\n"
  }

  /// A value as words.
  private static func words(_ value: JSONValue) -> String {
    switch value {
    case .string(let text): text
    case .array(let items): items.map(words).joined(separator: "; ")
    case .null: ""
    default: value.text
    }
  }

  // MARK: Text

  /// The file, and each setting.
  package var document: Document {
    Document(
      language: say.language,
      [
        .heading(level: 1, Text(say(vi: "Cấu hình", en: "Settings"))),
        .paragraph(Text(origin)),
        .table(
          Table(
            columns: [
              Table.Column(Text(say(vi: "Mục", en: "Setting")), priority: .essential),
              Table.Column(Text(say(vi: "Giá trị", en: "Value")), priority: .essential, wraps: true),
              Table.Column(Text(say(vi: "Theo", en: "From")), priority: .high),
            ],
            rows: entries.map { entry in
              let value = Self.words(entry.value)
              return [
                Text(entry.key.rawValue), Text(value.isEmpty ? NumberStyle.missing : say.oneLine(value)),
                Text(source(entry.source), entry.source == .standard ? .dim : .plain),
              ]
            })),
        .note(
          Text(
            say(
              vi:
                "Tùy chọn trên dòng lệnh được ưu tiên trước biến môi trường (như HEADWAY_WEEKS), rồi đến tệp. Đơn vị và số tuần ghi trong tệp kế hoạch được ưu tiên trước biến môi trường và tệp cấu hình.",
              en:
                "An option comes before a variable of the environment, such as HEADWAY_WEEKS, and that before the file. What a plan file says of its unit and weeks comes before both."
            ))),
        .note(
          Text(
            say(
              vi:
                "`unit` và `over` dùng cho `plan`, `compare` và `report`; `plan` dùng cho `plan` và `report`; `weeks`, `levels`, `model` và `seed` dùng cho các lệnh dự báo; `index` và `overrides` dùng cho các tệp số liệu; các mục còn lại dùng cho mọi lệnh.",
              en:
                "`unit` and `over` are for `plan`, `compare` and `report`, `plan` for `plan` and `report`, `weeks`, `levels`, `model` and `seed` for commands that forecast, `index` and `overrides` for history files, the others for all commands."
            ))),
      ])
  }

  private var origin: String {
    if let file {
      return say(
        vi: "Tệp cấu hình: \(say.place(file)). Không tệp nào khác được đọc.",
        en: "The file is \(say.place(file)); no other is read.")
    }
    let looked = say.choice(places.map { say.place($0) })
    return say(
      vi:
        "Không có tệp cấu hình. Có thể ghi cấu hình vào \(looked), hoặc nêu tên tệp ở \(SettingsFile.variable).",
      en: "There is no file. It may stand in \(looked), or where \(SettingsFile.variable) says.")
  }

  private func source(_ source: SettingSource) -> String {
    switch source {
    case .standard: say(vi: "mặc định", en: "default")
    case .file(let path, let line): say.place(path, line: line)
    case .environment(let name), .option(let name): name
    }
  }
}

extension SettingSource {
  /// The name for programs.
  fileprivate var name: String {
    switch self {
    case .standard: "default"
    case .file: "file"
    case .environment: "environment"
    case .option: "option"
    }
  }

  /// Where it was said.
  fileprivate var place: String? {
    switch self {
    case .standard: nil
    case .file(let path, let line): line.map { "\(path):\($0)" } ?? path
    case .environment(let name), .option(let name): name
    }
  }
}
