import Forecasting

extension SettingsError {
  /// Where the fault is, what it is, and what to do, on one line.
  package func message(in language: Language) -> String {
    let say = Phrasing(language)
    return "\(place(say)): \(fault(say)); \(cure(say))"
  }

  private func place(_ say: Phrasing) -> String {
    switch source {
    case .file(let path, let line): say.place(path, line: line)
    case .environment(let name), .option(let name): name
    case .standard: ""
    }
  }

  private func fault(_ say: Phrasing) -> String {
    switch fault {
    case .notYAML(let problem):
      say(
        vi: "tệp không đúng cú pháp YAML (\(say.quoted(problem)))",
        en: "this is not YAML (\(say.quoted(problem)))")
    case .notKeys:
      say(
        vi: "tệp cấu hình phải gồm các mục kèm giá trị",
        en: "a file of settings must hold keys with values")
    case .repeatedKey(let key):
      say(vi: "mục \(say.quoted(key)) được ghi hai lần", en: "the key \(say.quoted(key)) stands twice")
    case .unknownKey(let key):
      say(
        vi: "tệp cấu hình không có mục nào tên là \(say.quoted(key))",
        en: "there is no setting \(say.quoted(key))")
    case .noValue(let key):
      say(
        vi: "mục \(say.quoted(key.rawValue)) chưa có giá trị", en: "\(say.quoted(key.rawValue)) has no value")
    case .notOneValue(let key) where key.isList:
      say(
        vi: "\(say.quoted(key.rawValue)) phải là một danh sách",
        en: "\(say.quoted(key.rawValue)) must be a list")
    case .notOneValue(let key):
      say(
        vi: "\(say.quoted(key.rawValue)) phải là một giá trị duy nhất",
        en: "\(say.quoted(key.rawValue)) must be a single value")
    case .wrongValue(let key, let text):
      say(
        vi: "\(named(key))\(say.quoted(text)) không phải là \(key.kind(say))",
        en: "\(named(key))\(say.quoted(text)) is not \(key.kind(say))")
    }
  }

  /// The key before its value, unless the place has named it.
  private func named(_ key: SettingKey) -> String {
    if case .environment = source { "" } else { key.rawValue + ": " }
  }

  private func cure(_ say: Phrasing) -> String {
    switch fault {
    case .notYAML:
      return say(
        vi: "đề nghị kiểm tra dấu hai chấm, dấu ngoặc và khoảng thụt đầu dòng",
        en: "check colons, brackets and the indentation")
    case .notKeys: return written(.language, say)
    case .repeatedKey: return say(vi: "đề nghị giữ lại một mục", en: "keep one of them")
    case .unknownKey:
      let known = say.list(SettingKey.allCases.map(\.rawValue), limit: 20)
      return say(vi: "đề nghị chỉ dùng: \(known)", en: "use only: \(known)")
    case .noValue(let key):
      return say(
        vi: "đề nghị ghi giá trị như \(example(key)), hoặc bỏ mục này",
        en: "write a value, as in \(example(key)), or leave the key out")
    case .notOneValue(let key): return written(key, say)
    case .wrongValue(.model, _):
      let names = ModelChoice.names.joined(separator: ", ")
      return say(vi: "đề nghị chọn một trong: \(names)", en: "use one of: \(names)")
    case .wrongValue(let key, _): return written(key, say)
    }
  }

  private func written(_ key: SettingKey, _ say: Phrasing) -> String {
    say(vi: "đề nghị ghi như: \(example(key))", en: "write it like: \(example(key))")
  }

  /// A setting as it is written in the place of the fault.
  private func example(_ key: SettingKey) -> String {
    if case .environment(let name) = source { return "\(name)=\(key.example.variable)" }
    return "\(key.rawValue): \(key.example.file)"
  }
}

extension SettingKey {
  fileprivate var isList: Bool { self == .over || self == .levels }

  /// What its value must be.
  fileprivate func kind(_ say: Phrasing) -> String {
    switch self {
    case .language: say(vi: "`vi` hoặc `en`", en: "`vi` or `en`")
    case .index, .overrides, .plan: say(vi: "tên tệp", en: "the name of a file")
    case .unit: say(vi: "tên đơn vị", en: "the name of a unit")
    case .over: say(vi: "danh sách tên đơn vị", en: "a list of names of units")
    case .weeks:
      say(
        vi: "số tuần nguyên từ 1 đến \(Settings.weekRange.upperBound)",
        en: "a whole number of weeks from 1 to \(Settings.weekRange.upperBound)")
    case .levels:
      say(
        vi: "danh sách tỷ lệ phần trăm giữa 0 và 100", en: "a list of percentages between 0 and 100")
    case .model: say(vi: "tên mô hình", en: "the name of a model")
    case .seed: say(vi: "số nguyên từ 0 trở lên", en: "a whole number from 0 on")
    case .color, .quiet: say(vi: "`true` hoặc `false`", en: "`true` or `false`")
    }
  }

  /// A value as a file and as a variable has it.
  fileprivate var example: (file: String, variable: String) {
    switch self {
    case .language: ("vi", "vi")
    case .index: ("my-index.yml", "my-index.yml")
    case .overrides: ("overrides.yml", "overrides.yml")
    case .unit: ("Bắc Ninh", "'Bắc Ninh'")
    case .over: ("[Hải Phòng, Đồng Nai]", "'Hải Phòng; Đồng Nai'")
    case .plan: ("plan.yml", "plan.yml")
    case .weeks: ("4", "4")
    case .levels: ("[80, 95]", "80,95")
    case .model: ("auto", "auto")
    case .seed: ("1", "1")
    case .color: ("false", "false")
    case .quiet: ("true", "true")
    }
  }
}
