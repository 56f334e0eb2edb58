/// The forecast of a batch: one predictive distribution per series and week ahead, and the memory of past
/// shocks from which joint paths are drawn (``PathSampler``).
public struct BatchForecast: Sendable {
  /// How many weeks ahead.
  public let horizon: Int
  /// One forecast per series, in the order of the batch.
  public let series: [SeriesForecast]

  /// At most so many of the latest weeks are remembered for the dependence between series.
  public static let rememberedWeeks = 26
}

/// The forecast of one series.
public struct SeriesForecast: Sendable {
  /// The name of the series in its batch.
  public let name: String
  /// How the forecast was made, and why so.
  public let record: ModelRecord

  let scale: ValueScale
  /// The line that the forecast follows; then the working scale is that of the values themselves, held to their domain.
  var line: LineForecast?
  /// What the series belongs to.
  let group: String?
  /// Weeks from the last observation to the origin.
  let staleness: Double
  /// The last value on the working scale.
  let workingStart: Double
  /// Expected course and expected error on the working scale, per week ahead.
  var locations: [Double]
  let spreads: [Double]
  let shapes: [ErrorShape]
  let pastShocks: [PastShock]
  /// What the departures from the last value are made of, on the working scale, per week ahead.
  let parts: [PatternParts]
  /// How far locations were moved from where the series itself leads; empty where they were not.
  var moves: [Double] = []

  /// The distribution of the value `step` weeks after the origin; the first week ahead is step 1.
  public func distribution(step: Int) -> PredictiveDistribution {
    precondition(locations.indices.contains(step - 1), "no week \(step) in this forecast")
    if let line {
      return PredictiveDistribution(
        along: line, scale: scale, location: locations[step - 1], standardError: spreads[step - 1])
    }
    return PredictiveDistribution(
      scale: scale, location: locations[step - 1], spread: spreads[step - 1], shape: shapes[step - 1])
  }

  /// A forecast in parts, of a series that belongs to nothing.
  init(
    _ description: SeriesBatch.Description, start: Double, lastTime: Double, parts: [PatternParts],
    spreads: [Double], shapes: [ErrorShape], record: ModelRecord
  ) {
    name = description.name
    self.record = record
    scale = description.scale
    group = description.group
    staleness = description.origin - lastTime
    workingStart = start
    locations = parts.map { start + $0.sum }
    self.spreads = spreads
    self.shapes = shapes
    pastShocks = []
    self.parts = parts
  }

  /// The forecast with other locations on the working scale, so that all of its mass stays inside the bounds and
  /// quantiles stay in order.
  ///
  /// - Parameter moves: What is added to the locations, one number per week ahead.
  func moved(by moves: [Double]) -> SeriesForecast {
    var moved = self
    moved.locations = zip(locations, moves).map { $0 + $1 }
    moved.moves = self.moves.isEmpty ? moves : zip(self.moves, moves).map { $0 + $1 }
    return moved
  }

  /// The median where the series itself leads: before it was moved.
  func ownMedian(step: Int) -> Double {
    guard !moves.isEmpty else { return distribution(step: step).median }
    return PredictiveDistribution(
      scale: scale, location: locations[step - 1] - moves[step - 1], spread: spreads[step - 1],
      shape: shapes[step - 1]
    ).median
  }

  func weeksAhead(_ index: Int) -> Double { staleness + Double(index + 1) }
  func errorShape(_ index: Int) -> ErrorShape { shapes[index] }
  func value(step index: Int, error: Double) -> Double {
    let working = locations[index] + spreads[index] * error
    return line == nil ? scale.value(working: working) : scale.held(working)
  }
}

/// A standardised change of a series in a past week.
struct PastShock: Sendable, Hashable {
  /// The week, counted on the batch's time axis.
  let week: Int
  /// The change, less the mean change.
  let size: Double
}
