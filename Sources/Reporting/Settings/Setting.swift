/// What a user can settle once for all commands, by the name that it has in a file.
package enum SettingKey: String, CaseIterable, Sendable {
  case language, index, overrides, unit, over, plan, weeks, levels, model, seed, color, quiet

  /// The variable of the environment that settles it.
  package var variable: String { "HEADWAY_\(rawValue.uppercased())" }
}

/// Where a setting has its value from; each comes before those above it.
package enum SettingSource: Hashable, Sendable {
  /// Nobody has settled it.
  case standard
  /// A line of a file.
  case file(String, line: Int?)
  /// A variable of the environment.
  case environment(String)
  /// An option of the command line.
  case option(String)
}

/// A value and where it comes from.
package struct Setting<Value: Sendable>: Sendable {
  /// What holds.
  package let value: Value
  /// Who says so.
  package let source: SettingSource

  /// What holds where nobody has settled it.
  init(_ standard: Value) {
    self.init(standard, from: .standard)
  }

  init(_ value: Value, from source: SettingSource) {
    self.value = value
    self.source = source
  }

  /// The setting, unless an option says otherwise.
  package func or(_ asked: Value?, by option: String) -> Setting {
    asked.map { Setting($0, from: .option(option)) } ?? self
  }

  /// The same where a setting may be open.
  package func or<Wrapped>(_ asked: Wrapped?, by option: String) -> Setting where Value == Wrapped? {
    asked == nil ? self : Setting(asked, from: .option(option))
  }
}
