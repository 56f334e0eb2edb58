import Planning
import Scorecard

extension Scenario {
  /// A scenario in one line that is its own name: `online_services=90%; Hải Phòng=+0.1/week`.
  ///
  /// Assumptions are apart by semicolons, or by a comma that a name follows. A component is a share of its maximum
  /// (`90%`), a score (`10.8`) or a change (`+0.5`), by a week where one is named (`@2`); a rival's points are those
  /// that it gains every week beyond its forecast.
  ///
  /// - Returns: `nil` for a text without this form, or in which a rival stands twice.
  init?(whatIf text: String) {
    let name = NameKey.spelling(text)
    var components: [ComponentAssumption] = []
    var rivals: [String: (name: String, pace: Double)] = [:]
    for part in Self.parts(of: name) {
      guard let assignment = Assignment(part) else { return nil }
      if let pace = Self.pace(assignment.value) {
        let key = NameKey.same(assignment.name)
        guard rivals.updateValue((assignment.name, pace), forKey: key) == nil else { return nil }
      } else {
        guard let number = WeekNumber(assignment.value), let value = ComponentAssumption.Value(number.written)
        else { return nil }
        components.append(ComponentAssumption(assignment.name, value, week: number.week))
      }
    }
    guard !components.isEmpty || !rivals.isEmpty else { return nil }
    self.init(
      name: name, components: components,
      rivalPaces: Dictionary(uniqueKeysWithValues: rivals.values.map { ($0.name, $0.pace) }))
  }

  /// `+0.1/week` or `+0,1/tuần`
  private static func pace(_ text: String) -> Double? {
    guard let slash = text.lastIndex(of: "/") else { return nil }
    guard ["week", "tuan"].contains(NameKey.folded(String(text[text.index(after: slash)...]))),
      let number = WrittenNumber(String(text[..<slash])), !number.isPercentage
    else { return nil }
    return number.value
  }

  /// The assumptions. A comma may also be a decimal comma, or part of a name such as “Công khai, minh bạch”: it
  /// separates only if a value stands before it and a name behind it.
  private static func parts(of text: String) -> [Substring] {
    var parts: [Substring] = []
    for chunk in text.split(separator: ";", omittingEmptySubsequences: false) {
      var start = chunk.startIndex
      for comma in chunk.indices where chunk[comma] == "," {
        let rest = chunk[chunk.index(after: comma)...].drop { $0 == " " }
        guard chunk[start..<comma].contains("="), rest.first?.isLetter ?? false else { continue }
        parts.append(chunk[start..<comma])
        start = chunk.index(after: comma)
      }
      parts.append(chunk[start...])
    }
    return parts
  }
}
