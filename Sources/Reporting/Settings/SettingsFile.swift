import Scorecard
import Yams

/// The file of settings: where it may stand, and what stands in it.
///
/// ```yaml
/// language: vi
/// unit: Bắc Ninh
/// over: [Hải Phòng, Đồng Nai]     # or: all
/// plan: plans/2025.yml            # from the directory of this file
/// weeks: 4
/// levels: [80, 95]
/// ```
package enum SettingsFile {
  /// The file's name in the directory where the command runs.
  package static let name = "headway.yml"

  /// The variable of the environment that names the file.
  package static let variable = "HEADWAY_CONFIG"

  /// Where the file may stand. Of those that are there the first counts, and no other is read.
  package static func places(_ environment: [String: String]) -> [String] {
    var places = [name]
    let base = environment["XDG_CONFIG_HOME", default: ""]
    // The rules of freedesktop.org: a path from elsewhere than the root does not count.
    if base.hasPrefix("/") {
      places.append(base + "/headway/config.yml")
    } else if let home = environment["HOME"], home.hasPrefix("/") {
      places.append(home + "/.config/headway/config.yml")
    }
    return places
  }

  /// What a file says, in its order.
  ///
  /// - Throws: The first fault with its line.
  static func settings(in text: String, path: String, home: String?) throws(SettingsError) -> [WrittenSetting]
  {
    func error(_ fault: SettingsError.Fault, _ line: Int?) -> SettingsError {
      SettingsError(fault: fault, source: .file(path, line: line))
    }
    let root: Node?
    do throws(YAMLFault) { root = try YAMLFault.compose(text, .basic) } catch let problem {
      switch problem {
      case .syntax(let problem, let line, _): throw error(.notYAML(problem), line)
      case .repeatedKey(let key, let line): throw error(.repeatedKey(key), line)
      }
    }
    // A file without a line that counts settles nothing.
    guard let root, !root.isNothing else { return [] }
    guard case .mapping(let mapping) = root else { throw error(.notKeys, root.mark?.line) }
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    var settings: [WrittenSetting] = []
    for (node, value) in mapping {
      let name = node.scalar?.string ?? ""
      guard let key = SettingKey(rawValue: name) else { throw error(.unknownKey(name), node.mark?.line) }
      let line = value.mark?.line ?? node.mark?.line
      if value.isNothing { throw error(.noValue(key), line) }
      let items = value.sequence.map { Array($0) } ?? [value]
      var words: [String] = []
      for item in items {
        guard let word = item.scalar?.string else { throw error(.notOneValue(key), item.mark?.line ?? line) }
        words.append(word)
      }
      settings.append(
        WrittenSetting(
          key, words: words, isList: value.sequence != nil, source: .file(path, line: line), folder: folder,
          home: home))
    }
    return settings
  }
}

extension Node {
  /// Whether nothing stands there. Words in quotation marks are words.
  fileprivate var isNothing: Bool {
    guard let scalar, scalar.style == .plain else { return false }
    return ["", "~", "null", "Null", "NULL"].contains(scalar.string)
  }
}
