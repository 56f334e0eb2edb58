/// Many time series in contiguous memory: the unit of work of the library.
///
/// A series is a list of observations at increasing times. Time is counted in weeks and need not be whole:
/// a report on a Friday between two Mondays stands at 4/7. Gaps are simply times that are not there.
///
/// ```swift
/// var batch = SeriesBatch()
/// batch.append(name: "Bắc Ninh", times: [0, 1, 2], values: [92.08, 92.28, 92.37], scale: .bounded(maximum: 100))
/// ```
///
/// The order of appending is the order of the results. It does not change them: whatever is shared between
/// series is computed in the order of their names.
public struct SeriesBatch: Sendable {
  /// What is known of one series beside its observations.
  public struct Description: Sendable, Hashable {
    /// The name, unique in the batch; it also selects the series' random numbers.
    public let name: String
    /// The set of possible values.
    public let scale: ValueScale
    /// The smallest step in which values are reported, above zero (0.01 for two decimals).
    public let resolution: Double
    /// The time from which horizons are counted, at or after the last observation.
    public let origin: Double
    /// What the series belongs to: series of one group share shocks beyond those that their own past shows.
    public let group: String?

    package init(name: String, scale: ValueScale, resolution: Double, origin: Double, group: String? = nil) {
      self.name = name
      self.scale = scale
      self.resolution = resolution
      self.origin = origin
      self.group = group
    }
  }

  /// One entry per series, in the order of appending.
  public private(set) var descriptions: [Description] = []
  private var starts: [Int] = [0]
  private var allTimes: [Double] = []
  private var allValues: [Double] = []

  /// An empty batch.
  public init() {}

  /// The number of series.
  public var count: Int { descriptions.count }

  /// The number of observations of all series together.
  public var observationCount: Int { allValues.count }

  /// Adds a series.
  ///
  /// - Parameters:
  ///   - name: A name that no other series of the batch has.
  ///   - times: Weeks, strictly increasing, at least one.
  ///   - values: As many finite values inside `scale`.
  ///   - scale: The set of possible values; by default positive if all values are, else real.
  ///   - resolution: The smallest reported step; by default 1e-4 of the maximum of a bounded series, else
  ///     1e-3 of the mean magnitude.
  ///   - origin: The time from which horizons count, not before the last time; by default the last time.
  ///   - group: What the series belongs to, such as the unit of a component; by default nothing.
  /// - Precondition: The domains named above. Data of unknown origin are validated by whoever reads them.
  /// - Complexity: O(n)
  public mutating func append(
    name: String, times: [Double], values: [Double], scale: ValueScale? = nil,
    resolution: Double? = nil, origin: Double? = nil, group: String? = nil
  ) {
    precondition(!values.isEmpty && times.count == values.count, "a series needs one time per value")
    precondition(
      zip(times, times.dropFirst()).allSatisfy { $0 < $1 }, "times of \(name) are not increasing")
    let scale = scale ?? .holding(values)
    precondition(values.allSatisfy(scale.contains), "values of \(name) lie outside \(scale)")
    let last = times[times.count - 1]
    let origin = origin ?? last
    precondition(origin >= last, "the origin of \(name) lies before its last observation")
    let magnitude = values.reduce(0) { $0 + abs($1) } / Double(values.count)
    let resolution = resolution ?? scale.maximum.map { 1e-4 * $0 } ?? Swift.max(1e-3 * magnitude, 1e-9)
    precondition(resolution > 0, "the resolution of \(name) is not above zero")
    descriptions.append(
      Description(name: name, scale: scale, resolution: resolution, origin: origin, group: group))
    allTimes += times
    allValues += values
    starts.append(allValues.count)
  }

  /// The series at some positions.
  func selecting(_ positions: [Int]) -> SeriesBatch {
    var selected = SeriesBatch()
    for position in positions {
      selected.descriptions.append(descriptions[position])
      let range = starts[position]..<starts[position + 1]
      selected.allTimes += allTimes[range]
      selected.allValues += allValues[range]
      selected.starts.append(selected.allValues.count)
    }
    return selected
  }

  /// The observations of the series at a position.
  public subscript(index: Int) -> Observations {
    let range = starts[index]..<starts[index + 1]
    return Observations(
      times: allTimes[range], values: allValues[range], scale: descriptions[index].scale)
  }

  /// Positions in the order of names, which does not depend on the order of appending.
  ///
  /// Sums over series run in this order: floating-point addition is not associative.
  package var positionsByName: [Int] {
    descriptions.indices.sorted {
      descriptions[$0].name.utf8.lexicographicallyPrecedes(descriptions[$1].name.utf8)
    }
  }
}

/// A run of observations of one series, without a copy.
public struct Observations: Sendable {
  /// Weeks, strictly increasing.
  public let times: ArraySlice<Double>
  /// One value per time.
  public let values: ArraySlice<Double>
  /// The set of possible values.
  public let scale: ValueScale

  /// The observations at the given times.
  ///
  /// - Precondition: One time per value at the same index, at least one.
  public init(times: ArraySlice<Double>, values: ArraySlice<Double>, scale: ValueScale) {
    precondition(times.indices == values.indices && !times.isEmpty)
    self.times = times
    self.values = values
    self.scale = scale
  }

  /// The number of observations.
  public var count: Int { values.count }
  /// The latest value.
  public var lastValue: Double { values[values.endIndex - 1] }
  /// The time of the latest value.
  public var lastTime: Double { times[times.endIndex - 1] }

  /// The first `length` observations.
  public func prefix(_ length: Int) -> Observations {
    Observations(times: times.prefix(length), values: values.prefix(length), scale: scale)
  }

  /// The last `length` observations, or all if there are fewer.
  public func suffix(_ length: Int) -> Observations {
    Observations(times: times.suffix(length), values: values.suffix(length), scale: scale)
  }
}
