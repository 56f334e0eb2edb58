import NumericCore
import Scorecard

/// One unit of a synthetic history: where its scores start and how they move.
public struct SyntheticUnit: Sendable {
  /// One weekly series.
  public struct Course: Sendable {
    /// The first score.
    public var level: Double
    /// Points a week.
    public var pace: Double
    /// The standard deviation of a week's change.
    public var volatility: Double

    /// Creates a course.
    public init(level: Double, pace: Double, volatility: Double) {
      self.level = level
      self.pace = pace
      self.volatility = volatility
    }
  }

  /// A name of its own.
  public var name: String
  /// Its level.
  public var level: Level
  /// One per component of the index; empty for a unit of which only totals are known.
  public var components: [Course]
  /// The total of a unit without components.
  public var total: Course?
  /// What the published total has beyond the sum of the components.
  public var discrepancy: Double

  /// Creates a unit.
  public init(
    name: String, level: Level = .province, components: [Course] = [], total: Course? = nil,
    discrepancy: Double = 0
  ) {
    self.name = name
    self.level = level
    self.components = components
    self.total = total
    self.discrepancy = discrepancy
  }
}

/// Histories made of seeded random numbers: random walks with drift, two decimals, held between zero and the maximum.
public enum SyntheticHistory {
  /// The first week.
  public static let start = Day(year: 2025, month: 1, day: 6)!

  /// A history of the index of decision 766.
  public static func make(
    units: [SyntheticUnit], weeks: Int, generator: inout SeededGenerator
  ) -> History {
    let index = IndexDefinition.decision766
    var observations: [Observation] = []
    for (position, unit) in units.enumerated() {
      func add(_ indicator: Indicator, _ scores: [Double]) {
        for (week, score) in scores.enumerated() {
          observations.append(
            Observation(
              day: start.adding(days: 7 * week), unit: position, indicator: indicator, score: score,
              decimals: 2))
        }
      }
      var sums = [Double](repeating: unit.discrepancy, count: weeks)
      for (component, course) in unit.components.enumerated() {
        let scores = walk(
          course, weeks: weeks, maximum: index.components[component].maximum, generator: &generator)
        for week in 0..<weeks { sums[week] += scores[week] }
        add(.component(component), scores)
      }
      if let total = unit.total {
        add(.total, walk(total, weeks: weeks, maximum: index.maximum, generator: &generator))
      } else {
        add(.total, sums.map(hundredths))
      }
    }
    return History(
      index: index, units: units.map { Unit(name: $0.name, level: $0.level) }, observations: observations)
  }

  private static func walk(
    _ course: SyntheticUnit.Course, weeks: Int, maximum: Double, generator: inout SeededGenerator
  ) -> [Double] {
    var value = course.level
    return (0..<weeks).map { week in
      if week > 0 { value += course.pace + course.volatility * generator.normal() }
      value = min(max(value, 0), maximum)
      return hundredths(value)
    }
  }

  private static func hundredths(_ value: Double) -> Double { (value * 100).rounded() / 100 }
}
