extension Forecaster {
  /// Lines of least squares: no series looks at another.
  func lines(_ batch: SeriesBatch) -> BatchForecast {
    var designs = LineDesigns()
    return BatchForecast(
      horizon: horizon,
      series: (0..<batch.count).map { position in
        let description = batch.descriptions[position]
        let line = designs.line(batch[position], resolution: description.resolution)
        return SeriesForecast(description, batch[position], line: line, horizon: horizon)
      })
  }
}

/// Fits lines, one design for all weekly series of a length.
package struct LineDesigns: Sendable {
  private var designs: [Int: WeeklyLines] = [:]

  package init() {}

  /// The line through some observations.
  ///
  /// - Parameter resolution: The smallest step in which values are reported.
  package mutating func line(_ observations: Observations, resolution: Double) -> LineForecast {
    line(
      times: observations.times.span, values: observations.values.span, resolution: resolution)
  }

  /// The line through values at weeks that increase.
  package mutating func line(
    times: Span<Double>, values: Span<Double>, resolution: Double
  ) -> LineForecast {
    let count = values.count
    var greatest = 0.0
    for j in 0..<count { greatest = max(greatest, abs(values[j])) }
    if greatest > 0, !Self.squareable.contains(greatest) {
      // Squares would overflow, or vanish.
      let scaled = (0..<count).map { values[$0] / greatest }
      return line(times: times, values: scaled.span, resolution: resolution / greatest).times(greatest)
    }
    guard count >= LineForecast.fewestObservations, Self.isWeekly(times) else {
      return LineForecast(times: times, values: values, resolution: resolution)
    }
    if let design = designs[count] {
      return design.line(values, resolution: resolution)
    }
    let design = WeeklyLines(weeks: count)
    designs[count] = design
    return design.line(values, resolution: resolution)
  }

  private static let squareable = 1e-120...1e120

  /// Whether observations are a week apart; days are sevenths of a week, which are not exact.
  static func isWeekly(_ times: Span<Double>) -> Bool {
    let count = times.count
    // Increasing times on distinct days: where the ends are as far apart as weeks, so are all if each is near its own.
    for j in 0..<count where abs(times[j] - times[count - 1] + Double(count - 1 - j)) > 1e-6 { return false }
    return true
  }
}

extension SeriesForecast {
  /// The forecast along a line.
  init(
    _ description: SeriesBatch.Description, _ observations: Observations, line: LineForecast, horizon: Int
  ) {
    name = description.name
    group = description.group
    scale = description.scale
    self.line = line
    staleness = description.origin - observations.lastTime
    let staleness = staleness
    let weeks = (1...horizon).map { staleness + Double($0) }
    workingStart = observations.lastValue
    let start = workingStart
    locations = weeks.map(line.mean(weeksAhead:))
    spreads = weeks.map(line.standardError(weeksAhead:))
    let shape = ErrorShape(studentWith: line.degreesOfFreedom)
    shapes = weeks.map { _ in shape }
    parts = locations.map { PatternParts(trend: $0 - start) }
    // Only paths ask how series move together, and only those of one unit or level.
    pastShocks =
      description.group == nil
      ? []
      : SeriesForecast.pastShocks(
        PreparedSeries(observations, resolution: description.resolution, pooledSpread: nil))
    record = ModelRecord(
      reason: line.isLine
        ? .requested(.trend) : .notApplicable(.trend, needed: LineForecast.fewestObservations),
      steps: [], isResolutionLimited: observations.values.allSatisfy { $0 == start } && observations.count > 1
    )
  }
}
