/// How large forecast errors are, by weeks ahead and kind, and for each series against the others.
struct Calibration: Sendable {
  /// Shapes of the errors at some horizons, in units of volatility·√weeks.
  private struct Horizons: Sendable {
    var steps: [Int] = []
    var shapes: [ErrorShape] = []
  }

  private let horizons: [SeriesKind: Horizons]
  private let spreadModels: [SeriesKind: SpreadModel]
  /// Per series, its errors' size against its kind's.
  private let factors: [Double]

  /// How many errors the kind's size counts for.
  static let pooledErrors = 20.0
  /// Errors over overlapping weeks repeat each other: so many at most count as one.
  static let mostOverlap = 4

  init(_ errors: ForecastErrors, prepared: [PreparedSeries], order: [Int]) {
    var rows: [SeriesKind: [ForecastErrors.Row]] = [:]
    for position in order {
      rows[SeriesKind(prepared[position].observations.scale), default: []] += errors.rows[position]
    }
    var spreadModels: [SeriesKind: SpreadModel] = [:]
    for (kind, rows) in rows { spreadModels[kind] = SpreadModel(rows, kind: kind) }
    self.spreadModels = spreadModels
    func magnitude(_ row: ForecastErrors.Row, _ kind: SeriesKind) -> Double {
      row.magnitude / (spreadModels[kind]?.factor(latest: row.latest, usual: row.usual) ?? 1)
    }
    var magnitudes: [SeriesKind: [Int: [Double]]] = [:]
    for (kind, rows) in rows {
      for row in rows { magnitudes[kind, default: [:]][row.step, default: []].append(magnitude(row, kind)) }
    }
    var horizons: [SeriesKind: Horizons] = [:]
    var means: [SeriesKind: [Int: Double]] = [:]
    for (kind, bySteps) in magnitudes {
      var found = Horizons()
      for (step, errors) in bySteps.sorted(by: { $0.key < $1.key }) {
        means[kind, default: [:]][step] = errors.reduce(0, +) / Double(errors.count)
        var shape = ErrorShape(errorMagnitudes: errors)
        // Uncertainty does not shrink with the horizon: the widths in working units are σ·√h·shape.
        if let last = found.steps.last, let previous = found.shapes.last {
          shape = shape.atLeast(previous, times: (Double(last) / Double(step)).squareRoot())
        }
        found.steps.append(step)
        found.shapes.append(shape)
      }
      horizons[kind] = found
    }
    self.horizons = horizons
    factors = prepared.indices.map { position in
      let rows = errors.rows[position]
      let kind = SeriesKind(prepared[position].observations.scale)
      guard let means = means[kind] else { return 1 }
      var (sum, count) = (0.0, 0.0)
      for row in rows {
        // Against the errors of the same horizon, so that series with few far outcomes are not taken for calm.
        guard let mean = means[row.step], mean > 0 else { continue }
        sum += magnitude(row, kind) / mean
        count += 1
      }
      guard count > 0 else { return 1 }
      let overlap = min(Set(rows.map(\.step)).count, Self.mostOverlap)
      let effective = count / Double(max(overlap, 1))
      return (Self.pooledErrors + effective * sum / count) / (Self.pooledErrors + effective)
    }
  }

  /// The expected size of a series' errors from now on, in units of its volatility.
  func factor(_ position: Int, _ series: PreparedSeries, volatility: Double) -> Double {
    let now = series.restlessness(of: series.count, volatility: volatility)
    let model = spreadModels[SeriesKind(series.observations.scale)]
    return factors[position] * (model?.factor(latest: now.latest, usual: now.usual) ?? 1)
  }

  /// The shape of errors `weeks` after the last observation.
  func shape(_ kind: SeriesKind, weeks: Double) -> ErrorShape {
    guard let known = horizons[kind], let first = known.steps.first, let last = known.steps.last else {
      return .prior
    }
    if weeks <= Double(first) { return known.shapes[0] }
    if weeks >= Double(last) { return known.shapes[known.shapes.count - 1] }
    let above = known.steps.firstIndex { Double($0) >= weeks }!
    return .interpolated(
      known.shapes[above - 1], weeks: Double(known.steps[above - 1]), known.shapes[above],
      weeks: Double(known.steps[above]), at: weeks)
  }
}
