/// How large the combination's errors were, by horizon and kind, and for each series against the others.
struct Calibration: Sendable {
  /// Per kind, one shape per horizon, in units of volatility·√weeks.
  private let shapes: [SeriesKind: [ErrorShape]]
  /// Per series, its errors' size against its kind's.
  let factors: [Double]

  /// How many errors the kind's size counts for.
  static let pooledErrors = 20.0

  init(_ rule: CombinationRule, prepared: [PreparedSeries], order: [Int], horizon: Int) {
    var magnitudes: [SeriesKind: [[Double]]] = [:]
    var sums = [Double](repeating: 0, count: prepared.count)
    var counts = [Double](repeating: 0, count: prepared.count)
    for position in order {
      let origins = rule.origins[position]
      let kind = SeriesKind(prepared[position].observations.scale)
      // An origin that knew less than half of today's history erred as a shorter history does.
      for row in 0..<origins.rowCount where 2 * origins.counts[row] >= prepared[position].count {
        let departure = rule.departure(
          origins.departures(row: row), weights: rule.weights[position], climb: origins.climbs[row],
          count: origins.counts[row])
        let magnitude = abs(origins.outcomes[row] - departure)
        let step = min(max(Int(origins.gaps[row].rounded()), 1), horizon)
        magnitudes[kind, default: Array(repeating: [], count: horizon)][step - 1].append(magnitude)
        sums[position] += magnitude
        counts[position] += 1
      }
    }

    var shapes: [SeriesKind: [ErrorShape]] = [:]
    var means: [SeriesKind: Double] = [:]
    for (kind, bySteps) in magnitudes {
      let all = bySteps.flatMap { $0 }
      means[kind] = all.reduce(0, +) / Double(max(all.count, 1))
      var previous: ErrorShape?
      shapes[kind] = bySteps.enumerated().map { index, errors in
        var shape = ErrorShape(errorMagnitudes: errors)
        // Uncertainty does not shrink with the horizon: the widths in working units are σ·√h·shape.
        if let previous {
          shape = shape.atLeast(previous, times: (Double(index) / Double(index + 1)).squareRoot())
        }
        previous = shape
        return shape
      }
    }
    self.shapes = shapes
    factors = prepared.indices.map { position in
      let count = counts[position]
      guard count > 0, let mean = means[SeriesKind(prepared[position].observations.scale)], mean > 0 else {
        return 1
      }
      // Errors at overlapping horizons repeat each other, so a series' rows count for fewer.
      let effective = count / Double(min(horizon, 4))
      return (Self.pooledErrors + effective * (sums[position] / count) / mean)
        / (Self.pooledErrors + effective)
    }
  }

  /// The shape of errors `weeks` after the last observation.
  ///
  /// Between whole weeks the squared width, weeks · shape², is interpolated: of a random walk it is linear, and
  /// it does not fall with time.
  func shape(_ kind: SeriesKind, weeks: Double, horizon: Int) -> ErrorShape {
    guard let shapes = shapes[kind] else { return .prior }
    let below = min(max(Int(weeks), 1), horizon)
    let share = min(max(weeks - Double(below), 0), 1)
    guard share > 0, below < horizon else { return shapes[below - 1] }
    let (near, far) = ((1 - share) * Double(below), share * Double(below + 1))
    return ErrorShape(
      magnitudes: zip(shapes[below - 1].magnitudes, shapes[below].magnitudes).map {
        ((near * $0 * $0 + far * $1 * $1) / (near + far)).squareRoot()
      })
  }
}
