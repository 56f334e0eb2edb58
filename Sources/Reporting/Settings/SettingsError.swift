/// What is wrong with a setting, and where.
package struct SettingsError: Error, Hashable, Sendable {
  /// The kinds of faults. A value is given as it was written.
  package enum Fault: Hashable, Sendable {
    /// The file is no YAML; the parser's word follows.
    case notYAML(String)
    /// The file is no set of keys.
    case notKeys
    /// A key that stands twice.
    case repeatedKey(String)
    /// A key that is none.
    case unknownKey(String)
    /// A key with nothing behind it.
    case noValue(SettingKey)
    /// A list or a set of keys where one value is wanted.
    case notOneValue(SettingKey)
    /// A value that the key cannot have.
    case wrongValue(SettingKey, String)
  }

  /// What is wrong.
  package let fault: Fault
  /// Where it stands.
  package let source: SettingSource
  /// The language that is settled as far as it can be read.
  package private(set) var language = Language.en

  init(fault: Fault, source: SettingSource) {
    self.fault = fault
    self.source = source
  }

  func told(in language: Language) -> SettingsError {
    var error = self
    error.language = language
    return error
  }
}
