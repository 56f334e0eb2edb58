import NumericCore

/// What simulated scorecards and plain series share: the weeks, the seed, and how often something goes wrong.
///
/// How many units there are is no part of it: a unit is a function of the setting and its number alone, so
/// that it is the same among three units and among millions, and units can be made in any order.
public struct SimulationSetting: Hashable, Sendable {
  /// How many weeks; at least one.
  public var weekCount: Int
  /// Selects the random numbers.
  public var seed: UInt64
  /// The day of the last week; each earlier one lies seven days before the next.
  public var lastDay: Day
  /// The chance that something goes wrong in the report of a unit and week, 0…``greatestFaultShare``.
  /// 0 leaves out all kinds of ``SimulatedFault``.
  public var faultShare: Double

  /// Creates a setting.
  ///
  /// - Precondition: `weekCount` is above zero and `faultShare` within its range.
  public init(
    weekCount: Int = 26, seed: UInt64 = 1, lastDay: Day = usualLastDay, faultShare: Double = usualFaultShare
  ) {
    precondition(weekCount > 0, "a simulation has at least one week")
    precondition((0...Self.greatestFaultShare).contains(faultShare), "the share of faults is out of range")
    self.weekCount = weekCount
    self.seed = seed
    self.lastDay = lastDay
    self.faultShare = faultShare
  }

  /// A fixed Monday: what is simulated shall not depend on the clock.
  public static let usualLastDay = Day(ordinal: 20_409)
  /// About what the weekly reports of a province with a hundred communes tell of.
  public static let usualFaultShare = 0.005
  /// With more faults, nothing would be left to tell them from.
  public static let greatestFaultShare = 0.1
  /// The source of every simulated score, in files and histories.
  public static let source = "synthetic"

  /// The day of a week, counted from 0.
  public func day(ofWeek week: Int) -> Day { lastDay.adding(days: 7 * (week - weekCount + 1)) }

  // Streams of the seed: what is common to all units has none of its own, each unit has two, so that its
  // course does not depend on how its faults are drawn.
  var commonNumbers: SeededGenerator { SeededGenerator(seed: seed) }
  func numbers(ofUnit number: Int) -> SeededGenerator {
    SeededGenerator(seed: seed, stream: 2 * UInt64(number))
  }
  func faultNumbers(ofUnit number: Int) -> SeededGenerator {
    SeededGenerator(seed: seed, stream: 2 * UInt64(number) + 1)
  }
}

extension SeededGenerator {
  /// A standard normal number held within three standard deviations: a shock is never a fault.
  mutating func shock() -> Double { min(max(normal(), -3), 3) }

  /// Uniform between two limits.
  mutating func number(_ range: ClosedRange<Double>) -> Double {
    range.lowerBound + (range.upperBound - range.lowerBound) * uniform()
  }

  /// A whole number between two limits.
  mutating func integer(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + Int(Double(range.count) * uniform())
  }

  /// True with a chance.
  mutating func chance(_ chance: Double) -> Bool { uniform() < chance }
}
