import NumericCore
import RealModule

/// What a sample of series teaches of the coming weeks, for series of any number: one direct regression with an outcome
/// for each of some horizons, and how its errors are spread.
///
/// In units of each series' mean absolute change, with the features of ``PatternWindow``,
///
/// ```
/// z(t + h) − z(t) = Σ βₕ·x(t) + Σ δₕ·x′(t) + e
/// ```
///
/// β is shared and learnt from the sample, reweighted towards absolute errors with weights 1/max(mean |e|/√h, 0.1)
/// common to all horizons of a row; δ belongs to the series and weighs a dozen of the features (``OwnCorrection``):
/// those of its own smoothing, its latest changes, and its changes a year before the coming weeks. Errors of rows, as
/// if each had been left out, give the width of intervals:
///
/// ```
/// |e| / √h = (own size) · exp(c · restlessness) · shapeₕ
/// ```
///
/// Fixed numbers were chosen by rolling origins inside the M4 weekly training data.
///
/// Sources: D. V. Lindley and A. F. M. Smith (1972), doi:10.1111/j.2517-6161.1972.tb00885.x, for the shrinkage; S. Ben
/// Taieb and A. F. Atiya (2016), doi:10.1109/TNNLS.2015.2411629, for direct forecasts of several horizons.
struct PatternLesson: Sendable {
  /// The weekly changes that enter.
  let lags: Int
  /// Weeks ahead that have an outcome of their own; between them departures are interpolated.
  let nodes: [Int]
  /// The series and the rows that taught.
  let series: Int, rows: Int

  /// βₕ, one run of features per node.
  private let shared: [[Double]]
  /// β of the changes, the oldest first.
  private let changeFactors: [[Double]]
  private let own: OwnCorrection
  /// What makes the mean weight one.
  private let normaliser: Double
  private var spread = SpreadByRestlessness()
  /// The shape of errors for each week ahead.
  private var shapes: [ErrorShape] = []

  private static let reweightings = 2
  private static let errorFloor = 0.1
  /// K: a series departs from the pool as its own rows outnumber these.
  private static let pooledRows = 60.0
  private static let ownRidge = 0.003
  private static let pacePenalty = 20.0
  /// What is learnt from weeks that are over holds a little less for those to come.
  private static let caution = 0.95
  /// No pattern is followed farther than this many mean changes, times √h.
  private static let farthest = 3.0
  private static let fewestRows = 200

  /// - Parameters:
  ///   - teachers: Series to learn from; those that did not move teach nothing.
  ///   - lags: The weekly changes that enter.
  ///   - steps: Weeks ahead.
  ///   - reach: The farthest week ahead that the histories can teach.
  /// - Returns: `nil` where there are too few rows to learn from.
  init?(_ teachers: [PatternWindow], lags: Int, steps: Int, reach: Int) {
    let nodes = Self.nodes(steps: steps, reach: reach)
    let teachers = teachers.filter { $0.unit > 0 }
    let lesson = PatternRows(teachers, lags: lags, nodes: nodes)
    guard lesson.count >= Self.fewestRows else { return nil }
    self.lags = lags
    self.nodes = nodes
    series = teachers.count
    rows = lesson.count

    var left = lesson.outcomes
    var coefficients: Matrix?
    for _ in 0...Self.reweightings {
      let weights = Self.weights(left.elements, rows: lesson.count, nodes: nodes).values
      guard let solution = Self.solved(PatternMoments(lesson, weights: weights)) else { return nil }
      coefficients = solution
      left = lesson.outcomes
      left.add(lesson.features.times(solution), times: -1)
    }
    guard let coefficients else { return nil }
    let weights = Self.weights(left.elements, rows: lesson.count, nodes: nodes)
    normaliser = weights.normaliser
    let moments = PatternMoments(lesson, weights: weights.values)
    shared = nodes.indices.map { coefficients.column($0) }
    changeFactors = shared.map { $0.dropFirst(PatternWindow.localFeatures).reversed() }
    let features = Self.ownFeatures(lags: lags, horizon: nodes[nodes.count - 1])
    own = OwnCorrection(
      features: features, outcomes: nodes.count, prior: Self.prior(moments, features))
    learnErrors(teachers, steps: steps)
  }

  /// Horizons up to `steps` or as far as can be learnt.
  private static func nodes(steps: Int, reach: Int) -> [Int] {
    let known = PooledPatterns.horizons.filter { $0 <= reach }
    let needed = known.firstIndex { $0 >= steps } ?? known.count - 1
    return known.isEmpty ? [1] : Array(known[...max(needed, 0)])
  }

  /// Smoothing, echoes and pace; the latest four changes; those of the year before the coming weeks.
  private static func ownFeatures(lags: Int, horizon: Int) -> [Int] {
    let local = PatternWindow.localFeatures
    let latest = (0..<min(4, lags)).map { local + $0 }
    guard lags >= 52 else { return Array(0..<local) + latest }
    // One season's own changes are few; a quarter ahead is as far as they are looked at.
    let year = (52 - min(max(horizon, 4), 13))..<52
    return Array(0..<local) + latest + year.map { local + $0 }
  }

  private static func weight(row: Int, _ residuals: [Double], rows: Int, nodes: [Int]) -> Double {
    var sum = 0.0
    for (k, node) in nodes.enumerated() { sum += abs(residuals[k * rows + row]) / Double(node).squareRoot() }
    return 1 / max(sum / Double(nodes.count), errorFloor)
  }

  /// The weights of all rows, with what makes their mean one.
  private static func weights(
    _ residuals: [Double], rows: Int, nodes: [Int]
  ) -> (values: [Double], normaliser: Double) {
    let raw = (0..<rows).map { weight(row: $0, residuals, rows: rows, nodes: nodes) }
    let normaliser = Double(rows) / raw.reduce(0, +)
    return (raw.map { $0 * normaliser }, normaliser)
  }

  private static func solved(_ moments: PatternMoments) -> Matrix? {
    var system = moments.gram
    let typical = (0..<system.rows).reduce(0) { $0 + system[$1, $1] } / Double(system.rows)
    guard typical > 0, typical.isFinite else { return nil }
    for i in 0..<system.rows { system[i, i] += 1e-9 * typical }
    return CholeskyFactorization(system)?.solve(moments.moment)
  }

  /// K rows of the mean row, with a ridge.
  private static func prior(_ moments: PatternMoments, _ features: [Int]) -> [Double] {
    let share = pooledRows / moments.rows
    return features.flatMap { i in
      features.map { j in
        let penalty =
          i == PatternWindow.localFeatures - 1 || i >= PatternWindow.localFeatures ? pacePenalty : 1
        let ridge = i == j ? moments.gram[i, i] * ownRidge * penalty + 1e-9 * moments.rows : 0
        return share * (moments.gram[i, j] + ridge)
      }
    }
  }

  // MARK: One series

  /// Memory that is used again from series to series.
  struct Scratch: Sendable {
    fileprivate var residuals: [Double] = []
    fileprivate var weights: [Double] = []
    fileprivate var memory = OwnCorrection.Memory()
  }

  /// The departures of a series from its last value, in its units, and the errors of its rows.
  private func fit(
    _ window: PatternWindow, _ scratch: inout Scratch
  ) -> (departures: [Double], rows: Range<Int>) {
    let weeks = window.rows(reach: nodes[nodes.count - 1])
    let rows = weeks.count
    let now = window.count - 1
    var departures: [Double] = []
    departures.reserveCapacity(nodes.count)
    scratch.residuals.removeAll(keepingCapacity: true)
    scratch.residuals.append(contentsOf: repeatElement(0, count: rows * nodes.count))
    for (k, node) in nodes.enumerated() {
      let coefficients = shared[k]
      departures.append(
        coefficients.indices.reduce(0) { $0 + coefficients[$1] * window.feature($1, week: now) })
      for row in 0..<rows {
        let week = weeks.lowerBound + row
        scratch.residuals[k * rows + row] = window.levels[week + node] - window.levels[week]
      }
      var residuals = scratch.residuals.mutableSpan
      for feature in 0..<PatternWindow.localFeatures {
        window.subtract(feature, times: coefficients, weeks: weeks, from: &residuals, at: k * rows)
      }
      window.subtractChanges(times: changeFactors[k], weeks: weeks, from: &residuals, at: k * rows)
    }
    scratch.weights.removeAll(keepingCapacity: true)
    for row in 0..<rows {
      scratch.weights.append(
        window.isWhole(weeks.lowerBound + row, nodes: nodes)
          ? normaliser * Self.weight(row: row, scratch.residuals, rows: rows, nodes: nodes) : 0)
    }
    let added = own.correct(
      window, weeks: weeks, weights: scratch.weights, residuals: &scratch.residuals, memory: &scratch.memory)
    for (k, node) in nodes.enumerated() {
      let limit = Self.farthest * Double(node).squareRoot()
      let departure = Self.caution * (departures[k] + (added?[k] ?? 0))
      departures[k] = departure.isFinite ? min(max(departure, -limit), limit) : 0
    }
    return (departures, weeks)
  }

  /// The forecast of a series, in its units: departures from the last value and the size of its errors.
  struct Answer: Sendable {
    /// One per week ahead.
    var departures: [Double]
    /// What the shapes are multiplied by, times √h.
    var size: Double
  }

  /// - Complexity: O(weeks · (lags · nodes + own²))
  func answer(_ window: PatternWindow, steps: Int, _ scratch: inout Scratch) -> Answer {
    let (departures, weeks) = fit(window, &scratch)
    let size = spread.size(window, weeks: weeks, nodes: nodes, residuals: scratch.residuals)
    return Answer(departures: (1...steps).map { interpolated(departures, $0) }, size: size)
  }

  private func interpolated(_ departures: [Double], _ step: Int) -> Double {
    // Beyond what could be learnt the forecast stays.
    guard let above = nodes.firstIndex(where: { $0 >= step }) else { return departures[departures.count - 1] }
    if nodes[above] == step || above == 0 { return departures[above] }
    let share = Double(step - nodes[above - 1]) / Double(nodes[above] - nodes[above - 1])
    return departures[above - 1] + share * (departures[above] - departures[above - 1])
  }

  /// The shape of errors some weeks ahead, from one.
  func shape(step: Int) -> ErrorShape { shapes[min(step, shapes.count) - 1] }

  // MARK: Errors

  private mutating func learnErrors(_ teachers: [PatternWindow], steps: Int) {
    var scratch = Scratch()
    var fits: [SpreadByRestlessness.Fit] = []
    for window in teachers {
      let (_, weeks) = fit(window, &scratch)
      let whole = weeks.indices.filter { window.isWhole($0, nodes: nodes) }.map { $0 - weeks.lowerBound }
      fits.append(
        SpreadByRestlessness.Fit(
          window, weeks: weeks, rows: whole, nodes: nodes, residuals: scratch.residuals))
    }
    spread = SpreadByRestlessness(fits, nodes: nodes)
    var found: [ErrorShape] = []
    for (k, node) in nodes.enumerated() {
      var shape = ErrorShape(errorMagnitudes: fits.flatMap { spread.standardised($0, node: k) })
      if let last = found.last {
        // Uncertainty does not shrink with the horizon.
        shape = shape.atLeast(last, times: (Double(nodes[k - 1]) / Double(node)).squareRoot())
      }
      found.append(shape)
    }
    shapes = (1...steps).map { step in
      guard let above = nodes.firstIndex(where: { $0 >= step }), above > 0, nodes[above] != step else {
        return found[nodes.firstIndex { $0 >= step } ?? found.count - 1]
      }
      return ErrorShape.interpolated(
        found[above - 1], weeks: Double(nodes[above - 1]), found[above], weeks: Double(nodes[above]),
        at: Double(step))
    }
  }
}

extension PatternRows {
  /// The rows of all teachers, one behind the other, in units.
  fileprivate init(_ teachers: [PatternWindow], lags: Int, nodes: [Int]) {
    let count = PatternWindow.localFeatures + lags
    let reach = nodes[nodes.count - 1]
    let starts = teachers.map { window in
      window.rows(reach: reach).filter { window.isWhole($0, nodes: nodes) }
    }
    let total = starts.reduce(0) { $0 + $1.count }
    var features: [Double] = []
    features.reserveCapacity(total * count)
    for feature in 0..<count {
      for (window, weeks) in zip(teachers, starts) {
        for week in weeks { features.append(window.feature(feature, week: week)) }
      }
    }
    var outcomes: [Double] = []
    for node in nodes {
      for (window, weeks) in zip(teachers, starts) {
        for week in weeks { outcomes.append(window.levels[week + node] - window.levels[week]) }
      }
    }
    self.init(
      features: Matrix(rows: total, columns: count, columnMajor: features),
      outcomes: Matrix(rows: total, columns: nodes.count, columnMajor: outcomes),
      weeks: starts.flatMap(\.self))
  }
}
