import Scorecard

/// A setting as a user has written it, still without a meaning.
struct WrittenSetting {
  let key: SettingKey
  let source: SettingSource
  /// A value, or the items of a list.
  private let words: [String]
  private let isList: Bool
  /// The directory from which its path leads, and the one for which `~` stands.
  private let folder: String, home: String?

  init(_ key: SettingKey, variable text: String) {
    self.key = key
    source = .environment(key.variable)
    // What a variable says of files is said where the command runs.
    (words, isList, folder, home) = ([text], false, "", nil)
  }

  init(
    _ key: SettingKey, words: [String], isList: Bool, source: SettingSource, folder: String, home: String?
  ) {
    (self.key, self.words, self.isList, self.source) = (key, words, isList, source)
    (self.folder, self.home) = (folder, home)
  }

  func error(_ fault: SettingsError.Fault) -> SettingsError { SettingsError(fault: fault, source: source) }

  // MARK: Values

  /// A single value.
  func read<Value>(_ read: (String) -> Value?) throws(SettingsError) -> Value {
    guard !isList, let word = words.first else { throw error(.notOneValue(key)) }
    return try value(word, read)
  }

  /// A single value with commas, or a list.
  func readList<Value>(_ read: (String) -> Value?) throws(SettingsError) -> Value {
    try value(words.joined(separator: ","), read)
  }

  private func value<Value>(_ text: String, _ read: (String) -> Value?) throws(SettingsError) -> Value {
    let text = NameKey.spelling(text)
    guard !text.isEmpty, let value = read(text) else { throw error(.wrongValue(key, text)) }
    return value
  }

  /// Names: a list, or apart by semicolons or commas in a variable.
  func names() throws(SettingsError) -> [String] {
    var names = words
    if case .environment = source {
      names = words.flatMap { $0.split { ";,".contains($0) }.map(String.init) }
    }
    names = names.map(NameKey.spelling)
    guard !names.isEmpty, !names.contains("") else {
      throw error(.wrongValue(key, words.joined(separator: ", ")))
    }
    return names
  }

  /// Whether: in the words of YAML, or 1 and 0.
  func boolean() throws(SettingsError) -> Bool {
    try read { ["1": true, "0": false][$0] ?? Bool(yaml: $0) }
  }

  /// A path, which leads from the file that names it.
  func path() throws(SettingsError) -> String {
    // As it is written: names of files differ by Unicode form.
    guard !isList, let path = words.first else { throw error(.notOneValue(key)) }
    if path.isEmpty { throw error(.wrongValue(key, path)) }
    if let home, path.hasPrefix("~/") { return home + path.dropFirst() }
    return path.hasPrefix("/") ? path : folder + path
  }
}
