import ArgumentParser
import Planning
import Reporting
import Scorecard

/// A number with a decimal point or comma: `0.8`, `0,8`.
struct PlainNumber: ExpressibleByArgument {
  let number: Double

  init(_ number: Double) {
    self.number = number
  }

  init?(argument: String) {
    guard let written = WrittenNumber(argument), !written.isPercentage else { return nil }
    number = written.value
  }

  var defaultValueDescription: String { NumberStyle(language: .en).decimal(number, places: 0) }
}

/// A number with the week that it is for: `93`, `92.5@1`, `75%@2`.
struct WeekNumber {
  let written: WrittenNumber
  let week: Int?

  init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
    guard let number = WrittenNumber(String(parts[0])) else { return nil }
    written = number
    guard parts.count == 2 else {
      week = nil
      return
    }
    guard let week = Int(parts[1].trimmingPrefix(" ")), week >= 1 else { return nil }
    self.week = week
  }

  /// The number, unless it is a percentage.
  var points: Double? { written.isPercentage ? nil : written.value }
}

/// A name with what it is to be: `online_services=8.6`. What stands behind the last equals sign is the value.
struct Assignment {
  let name: String
  let value: String

  init?(_ text: some StringProtocol) {
    guard let sign = text.lastIndex(of: "=") else { return nil }
    name = NameKey.spelling(String(text[..<sign]))
    value = NameKey.spelling(String(text[text.index(after: sign)...]))
    guard !name.isEmpty, !value.isEmpty else { return nil }
  }
}

extension Target {
  /// `93`, `92.5@1`
  init?(totalArgument text: String) {
    guard let number = WeekNumber(text), let points = number.points else { return nil }
    self.init(.total(points), week: number.week)
  }

  /// `1`, `0.5@1`
  init?(leadArgument text: String, over rivals: Rivals) {
    guard let number = WeekNumber(text), let points = number.points else { return nil }
    self.init(.lead(points, over: rivals), week: number.week)
  }

  /// `1`, `2@1`
  init?(rankArgument text: String) {
    guard let number = WeekNumber(text), let points = number.points, let rank = Int(exactly: points) else {
      return nil
    }
    self.init(.rank(rank, among: .all), week: number.week)
  }

  /// `online_services=8.6`, `online_services=+0.10@1`, `online_services=75%`
  init?(componentArgument text: String) {
    guard let assignment = Assignment(text), let number = WeekNumber(assignment.value),
      let value = Scenario.ComponentAssumption.Value(number.written)
    else { return nil }
    let requirement: Requirement =
      switch value {
      case .score(let points): .component(assignment.name, atLeast: points)
      case .share(let share): .componentShare(assignment.name, atLeast: share)
      case .gain(let points): .componentGain(assignment.name, points)
      }
    self.init(requirement, week: number.week)
  }

  /// `commune=91`, `commune:bottom=10=91@4`, `commune:below=91=91`
  init?(groupArgument text: String) {
    guard let assignment = Assignment(text), let number = WeekNumber(assignment.value),
      let points = number.points
    else { return nil }
    let parts = assignment.name.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard let level = Level(parsing: String(parts[0])) else { return nil }
    var selection = UnitGroup.Selection.all
    if parts.count == 2 {
      guard let which = Assignment(parts[1]), let limit = WrittenNumber(which.value), !limit.isPercentage
      else { return nil }
      switch (which.name, Int(exactly: limit.value)) {
      case ("bottom", let count?): selection = .bottom(count)
      case ("below", _): selection = .below(limit.value)
      default: return nil
      }
    }
    self.init(.group(UnitGroup(level, selection), atLeast: points), week: number.week)
  }
}
