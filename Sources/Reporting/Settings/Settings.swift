import Forecasting
import Scorecard

/// What a user has settled for all commands: in the environment, or else in a file.
///
/// Options of the command line come before both; ``Setting/or(_:by:)`` puts one over a setting.
package struct Settings: Sendable {
  /// The language of words and numbers.
  package var language = Setting(Language.en)
  /// The file of the index definition; `nil` for that of Decision 766.
  package var index = Setting<String?>(nil)
  /// The file of overrides; `nil` for none.
  package var overrides = Setting<String?>(nil)
  /// The unit that plans, is compared and reported.
  package var unit = Setting<String?>(nil)
  /// The rivals over whom a lead counts; empty for all of the same level.
  package var over = Setting<[String]>([])
  /// The plan file.
  package var plan = Setting<String?>(nil)
  /// How many weeks ahead.
  package var weeks = Setting(4)
  /// The levels of prediction intervals, in ascending order.
  package var levels = Setting([80, 95].compactMap(IntervalLevel.init(percent:)))
  /// The model.
  package var model = Setting(ModelChoice.automatic)
  /// What selects the random numbers.
  package var seed = Setting<UInt64>(1)
  /// Whether text on a terminal has colours.
  package var color = Setting(true)
  /// Whether standard error has no progress and no list of what was left out.
  package var quiet = Setting(false)

  /// What holds where nobody has settled anything.
  package init() {}

  /// What the environment and a file say.
  ///
  /// - Parameters:
  ///   - environment: Variables without a character count as not set.
  ///   - file: The text of the file and its path; `nil` where there is none.
  ///   - home: The directory for which `~` stands in paths of the file.
  /// - Throws: The first fault, those of the environment first.
  package init(
    environment: [String: String], file: (text: String, path: String)?, home: String?
  ) throws(SettingsError) {
    let variables = SettingKey.allCases.compactMap { key in
      environment[key.variable].flatMap { $0.isEmpty ? nil : WrittenSetting(key, variable: $0) }
    }
    // A faulty setting is told in the language that is settled, wherever it stands.
    if let variable = variables.first(where: { $0.key == .language }) { try take(variable) }
    do {
      if let file {
        let written = try SettingsFile.settings(in: file.text, path: file.path, home: home)
        let language = written.first { $0.key == .language }
        if let language, self.language.source == .standard { try take(language) }
        for setting in written where setting.key != .language { try take(setting) }
      }
      // https://no-color.org
      if !environment["NO_COLOR", default: ""].isEmpty {
        color = Setting(false, from: .environment("NO_COLOR"))
      }
      for variable in variables where variable.key != .language { try take(variable) }
    } catch {
      throw error.told(in: language.value)
    }
  }

  private mutating func take(_ written: WrittenSetting) throws(SettingsError) {
    func setting<Value>(_ value: Value) -> Setting<Value> { Setting(value, from: written.source) }
    switch written.key {
    case .language: language = setting(try written.read { Language(rawValue: $0.lowercased()) })
    case .index: index = setting(try written.path())
    case .overrides: overrides = setting(try written.path())
    case .unit: unit = setting(try written.read { $0 })
    case .over:
      let names = try written.names()
      over = setting(names == ["all"] ? [] : names)
    case .plan: plan = setting(try written.path())
    case .weeks:
      weeks = setting(try written.read { Int($0).flatMap { Self.weekRange.contains($0) ? $0 : nil } })
    case .levels: levels = setting(try written.readList(IntervalLevel.list))
    case .model: model = setting(try written.read { ModelChoice(name: $0) })
    case .seed: seed = setting(try written.read { UInt64($0) })
    case .color: color = setting(try written.boolean())
    case .quiet: quiet = setting(try written.boolean())
    }
  }

  /// How many weeks can be asked for.
  package static let weekRange = 1...EarlierForecast.mostWeeks
}

extension IntervalLevel {
  /// Levels in percent, apart by commas, in ascending order; `nil` for what is none.
  package static func list(_ text: String) -> [IntervalLevel]? {
    let levels = text.split(separator: ",", omittingEmptySubsequences: false).map {
      Double(NameKey.spelling(String($0))).flatMap(IntervalLevel.init(percent:))
    }
    guard !levels.isEmpty, levels.allSatisfy({ $0 != nil }) else { return nil }
    return Array(Set(levels.compactMap(\.self))).sorted()
  }
}
