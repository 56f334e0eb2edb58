/// Tallies by model, by group of series and by week ahead.
public struct AccuracyTable: Sendable {
  /// How many models there are.
  public let modelCount: Int
  /// How many groups of series there are.
  public let groupCount: Int
  /// How many weeks ahead there are.
  public let horizon: Int
  private var tallies: [AccuracyTally]

  /// A table of empty tallies.
  public init(modelCount: Int, groupCount: Int, horizon: Int, levels: [IntervalLevel]) {
    self.modelCount = modelCount
    self.groupCount = groupCount
    self.horizon = horizon
    tallies = Array(repeating: AccuracyTally(levels: levels), count: modelCount * groupCount * horizon)
  }

  /// The tally of a model and a group, `step` weeks ahead; the first week ahead is step 1.
  public subscript(model model: Int, group group: Int, step step: Int) -> AccuracyTally {
    tallies[position(model, group, step)]
  }

  /// The tally of a model over the groups and steps given.
  public func pooled(
    model: Int, groups: some Sequence<Int>, steps: some Collection<Int>
  ) -> AccuracyTally {
    var sum = AccuracyTally(levels: tallies[0].levels)
    for group in groups {
      for step in steps { sum.merge(self[model: model, group: group, step: step]) }
    }
    return sum
  }

  /// The tally of a model over all groups and steps.
  public func pooled(model: Int) -> AccuracyTally {
    pooled(model: model, groups: 0..<groupCount, steps: 1...horizon)
  }

  /// Whether no forecast was judged.
  public var isEmpty: Bool { tallies.allSatisfy { $0.count == 0 } }

  /// Adds a score.
  public mutating func add(_ score: ForecastScore, model: Int, group: Int, step: Int) {
    tallies[position(model, group, step)].add(score)
  }

  /// Adds all that a table of the same shape holds.
  public mutating func merge(_ other: AccuracyTable) {
    precondition(
      (other.modelCount, other.groupCount, other.horizon) == (modelCount, groupCount, horizon),
      "a table of another shape")
    for position in tallies.indices { tallies[position].merge(other.tallies[position]) }
  }

  private func position(_ model: Int, _ group: Int, _ step: Int) -> Int {
    precondition((0..<modelCount).contains(model) && (0..<groupCount).contains(group))
    precondition((1...horizon).contains(step), "no week \(step) in this table")
    return (model * groupCount + group) * horizon + step - 1
  }
}
