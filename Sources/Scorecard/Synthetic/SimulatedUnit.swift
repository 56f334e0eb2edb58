/// One unit of a simulated scorecard: its reports in the order in which a file has them.
public struct SimulatedUnit: Hashable, Sendable {
  /// The unit's number, from 1.
  public internal(set) var number = 1
  /// Its level.
  public internal(set) var level = Level.province
  /// Its number among those of the level, from 1.
  public internal(set) var ordinal = 1
  /// The weeks of the reports, counted from 0. A week stands twice where a report is repeated or corrected.
  public internal(set) var weeks: [Int] = []
  /// The scores of the reports in hundredths of a point, one report behind the other, each with the
  /// components in the order of the index and the total; ``missing`` where a report has none.
  public internal(set) var hundredths: [Int] = []
  /// What was planted.
  public internal(set) var faults: [SimulatedFault] = []

  /// Stands for a score that is not there.
  public static let missing = -1

  /// An empty unit, to be filled.
  public init() {}

  mutating func removeAll() {
    weeks.removeAll(keepingCapacity: true)
    hundredths.removeAll(keepingCapacity: true)
    faults.removeAll(keepingCapacity: true)
  }
}
