/// One simulated plain series: its rows in the order in which a file has them.
public struct SimulatedSeries: Hashable, Sendable {
  /// The series' number, from 1.
  public internal(set) var number = 1
  /// With how many decimals its values are written.
  public internal(set) var decimals = 0
  /// The weeks of the rows, counted from 0. A week stands twice where a value is repeated or corrected.
  public internal(set) var weeks: [Int] = []
  /// The values in units of the last decimal.
  public internal(set) var units: [Int] = []
  /// What was planted.
  public internal(set) var faults: [SimulatedFault] = []

  /// The name of a series is this and its number: it tells that the series is synthetic.
  public static let namePrefix = "synthetic-"

  /// The name.
  public var name: String { Self.namePrefix + String(number) }

  /// An empty series, to be filled.
  public init() {}

  mutating func removeAll() {
    weeks.removeAll(keepingCapacity: true)
    units.removeAll(keepingCapacity: true)
    faults.removeAll(keepingCapacity: true)
  }

  mutating func append(week: Int, _ value: Int) {
    weeks.append(week)
    units.append(value)
  }
}
