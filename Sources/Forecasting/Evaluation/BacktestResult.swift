/// What a backtest found.
public struct BacktestResult: Sendable {
  /// The forecasts made from one week.
  public struct Origin: Sendable {
    /// How many weeks before the end of the data the forecasts were made.
    public let weeksBack: Int
    /// Their accuracy. The latest origins have outcomes of their first weeks only.
    public let table: AccuracyTable
    /// How many forecasts could not be judged, since nothing was observed near their day.
    public let withoutOutcome: Int
  }

  /// What was asked for.
  public let backtest: Backtest
  /// The origins at which a forecast could be judged, the latest first.
  public let origins: [Origin]
  /// All origins together.
  public let total: AccuracyTable
  /// How many forecasts could not be judged, since nothing was observed near their day.
  public let withoutOutcome: Int

  init(_ backtest: Backtest, empty: AccuracyTable, origins: [Origin]) {
    self.backtest = backtest
    self.origins = origins.filter { !$0.table.isEmpty }
    var total = empty
    for origin in self.origins { total.merge(origin.table) }
    self.total = total
    withoutOutcome = origins.reduce(0) { $0 + $1.withoutOutcome }
  }

  /// Whether no forecast could be judged.
  public var isEmpty: Bool { origins.isEmpty }

  /// The position of the last value among the models.
  public var naive: Int { backtest.models.firstIndex(of: .family(.last))! }

  /// At how many origins a forecast of a group could be judged.
  public func originCount(group: Int, step: Int) -> Int {
    origins.count { $0.table[model: 0, group: group, step: step].count > 0 }
  }

  /// OWA of a model over the groups and steps given: see
  /// ``AccuracyTally/overallWeightedAverage(relativeTo:)``.
  public func overallWeightedAverage(
    model: Int, groups: some Sequence<Int>, steps: some Collection<Int>
  ) -> Double? {
    total.pooled(model: model, groups: groups, steps: steps).overallWeightedAverage(
      relativeTo: total.pooled(model: naive, groups: groups, steps: steps))
  }

  /// The origin from which a model did worst: where its MASE over all groups and weeks ahead is the largest
  /// multiple of the last value's. `nil` where the last value made no error.
  public func worstOrigin(model: Int) -> (origin: Origin, ratio: Double)? {
    var worst: (origin: Origin, ratio: Double)?
    for origin in origins {
      guard let error = origin.table.pooled(model: model).scaledError,
        let naive = origin.table.pooled(model: naive).scaledError, naive > 0
      else { continue }
      if error / naive > worst?.ratio ?? -1 { worst = (origin, error / naive) }
    }
    return worst
  }
}
