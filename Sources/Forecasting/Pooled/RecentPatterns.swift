import NumericCore
import RealModule

/// What the recent weeks of many series say of the next ones: direct pooled regression for short histories.
///
/// For each horizon h one regression of z(t + h) − z(t) on ``LocalPatterns`` and on the latest weekly changes,
/// over all weeks t of all series, each in units of its own mean absolute change. Every feature comes twice, as
/// it is and clipped at ±max(1.5·median, 0.5·mean) of its magnitudes, so that great and small movements may
/// be followed unlike. There is no constant: series that say nothing stay where they are. The fit is
/// reweighted towards absolute errors, and each series departs from the pool as far as its own rows can tell
/// (``ShrunkRegression``).
struct RecentPatterns: Sendable {
  /// The weekly changes that enter.
  let lagCount: Int
  /// Weeks ahead.
  let horizon: Int

  /// Fixed, not fitted: chosen by rolling origins in the M4 weekly training data, where errors change by less than
  /// half a percent over wide ranges.
  static let settings = ShrunkRegression.Settings(
    priorRows: 150, ridge: 0, pooledRows: 30, ownRidge: 0.01)
  static let reweightings = 5
  static let errorFloor = 0.02
  /// Lags are many and say little each.
  static let lagPenalty = 20.0
  static let driftPenalty = 20.0
  /// What is learnt from weeks that are over holds a little less for those to come.
  static let caution = 0.95
  /// No pattern of recent weeks is followed farther than this many mean changes, times √h.
  static let farthest = 3.0

  /// One series as the regression sees it.
  struct Member: Sendable {
    let grid: WeeklyGrid
    let patterns: LocalPatterns
    /// The mean absolute weekly change.
    let unit: Double

    /// `nil` for a series that never moved.
    init?(_ grid: WeeklyGrid) {
      let unit = grid.meanAbsoluteChange
      guard unit > 0, unit.isFinite else { return nil }
      self.grid = grid
      self.unit = unit
      patterns = LocalPatterns(grid.values)
    }

    /// The first week that a row may start from: before, features have hardly any past.
    var firstWeek: Int { min(max(6, grid.count / 4), 30) - 1 }
  }

  /// The forecast of one series at one horizon.
  struct Answer: Sendable {
    /// z(n + h) − z(n) on the working scale.
    var parts: PatternParts
    /// Errors of rows, as if each had been left out.
    var errors: [PatternError]
  }

  private var penalties: [Double] {
    let single = [1, 1, 1, Self.driftPenalty] + [Double](repeating: Self.lagPenalty, count: lagCount)
    return single + single
  }

  private func features(_ member: Member, weeks: [Int]) -> Matrix {
    let patterns = member.patterns
    let scale = 1 / member.unit
    var columns: [[Double]] = [
      weeks.map { patterns.smoothed[$0] * scale },
      weeks.map { patterns.echo($0, horizon: horizon) * scale },
      weeks.map {
        (patterns.secondEchoOfBefore($0) + (horizon >= 2 ? patterns.secondEcho($0) : 0)) * scale
      },
      weeks.map { Double(horizon) * patterns.drift($0) * scale },
    ]
    for lag in 0..<lagCount {
      columns.append(weeks.map { $0 >= lag ? patterns.changes[$0 - lag] * scale : 0 })
    }
    return Matrix(columns: columns)
  }

  private func rows(_ member: Member) -> PatternRows? {
    let grid = member.grid
    let weeks = (member.firstWeek..<max(grid.count - horizon, member.firstWeek)).filter {
      grid.isObserved[$0] && grid.isObserved[$0 + horizon]
    }
    guard !weeks.isEmpty else { return nil }
    let outcomes = weeks.map { (grid.values[$0 + horizon] - grid.values[$0]) / member.unit }
    return PatternRows(features: features(member, weeks: weeks), outcomes: Matrix(columns: [outcomes]), weeks: weeks)
  }

  /// Fits all members and forecasts them; `nil` where there are too few rows to learn from.
  ///
  /// - Complexity: O(rows · features²) per reweighting
  func answers(_ members: [Member]) -> [Answer]? {
    var all = members.map(rows)
    let count = all.reduce(0) { $0 + ($1?.count ?? 0) }
    guard count >= Self.fewestRows else { return nil }
    let thresholds = Self.thresholds(all)
    all = all.map { rows in
      rows.map {
        PatternRows(features: Self.doubled($0.features, thresholds), outcomes: $0.outcomes, weeks: $0.weeks)
      }
    }
    let penalties = penalties
    let size = penalties.count

    let magnitudes = all.reduce(0) { sum, rows in
      sum + (rows?.outcomes.elements.reduce(0) { $0 + abs($1) } ?? 0)
    }
    let floor = Self.errorFloor * magnitudes / Double(count)
    guard floor > 0 else { return nil }
    var weights = all.map { [Double](repeating: 1, count: $0?.count ?? 0) }
    var moments: [PatternMoments?] = []
    var regression: ShrunkRegression?
    for pass in 0...Self.reweightings {
      var mean = PatternMoments(features: size, outcomes: 1)
      moments = zip(all, weights).map { rows, weights in rows.map { PatternMoments($0, weights: weights) } }
      for own in moments { if let own { mean.add(own, times: 1 / Double(count)) } }
      regression = ShrunkRegression(
        mean: mean, rows: Double(count), penalty: penalties, settings: Self.settings)
      guard let regression, pass < Self.reweightings else { break }
      var sum = 0.0
      for (i, rows) in all.enumerated() {
        guard let rows else { continue }
        let fitted = rows.features.times(regression.pooled)
        for row in 0..<rows.count {
          let weight = 1 / max(abs(rows.outcomes[row, 0] - fitted[row, 0]), floor)
          weights[i][row] = weight
          sum += weight
        }
      }
      for i in weights.indices { for row in weights[i].indices { weights[i][row] *= Double(count) / sum } }
    }
    guard let regression else { return nil }
    return members.indices.map { i in
      answer(members[i], rows: all[i], weights: weights[i], moments: moments[i], regression, thresholds)
    }
  }

  static let fewestRows = 8

  private func answer(
    _ member: Member, rows: PatternRows?, weights: [Double], moments: PatternMoments?,
    _ regression: ShrunkRegression, _ thresholds: [Double]
  ) -> Answer {
    let own = moments.map(regression.own)
    let coefficients = (own?.coefficients ?? regression.pooled).column(0)
    let last = Self.doubled(features(member, weeks: [member.grid.count - 1]), thresholds).row(0)
    let terms = zip(last, coefficients).map { $0 * $1 * member.unit }
    let half = terms.count / 2
    func part(_ range: Range<Int>) -> Double {
      range.reduce(0) { $0 + terms[$1] + terms[half + $1] }
    }
    let whole = terms.reduce(0, +)
    let limit = Self.farthest * Double(horizon).squareRoot() * member.unit
    let departure = min(max(whole, -limit), limit)
    let share = Self.caution * (whole == 0 ? 1 : departure / whole)
    let parts = PatternParts(
      level: share * part(0..<1), trend: share * part(3..<4),
      pattern: share * (part(1..<3) + part(4..<half)), season: 0)
    var errors: [PatternError] = []
    if let rows, let own {
      let fitted = rows.features.times(own.coefficients)
      let leverages = regression.leverages(own, rows, weights: weights)
      for row in 0..<rows.count {
        let fit = Self.caution * min(max(fitted[row, 0], -limit / member.unit), limit / member.unit)
        errors.append(
          PatternError(
            known: member.grid.known[rows.weeks[row]],
            size: (rows.outcomes[row, 0] - fit) * member.unit * PatternError.inflation(leverages[row])))
      }
    }
    return Answer(parts: parts, errors: errors)
  }

  /// Where each feature is clipped.
  private static func thresholds(_ all: [PatternRows?]) -> [Double] {
    guard let width = all.lazy.compactMap({ $0?.features.columns }).first else { return [] }
    return (0..<width).map { column in
      var magnitudes: [Double] = []
      for case let rows? in all { magnitudes += rows.features.column(column).map(abs) }
      let mean = magnitudes.reduce(0, +) / Double(magnitudes.count)
      return max(1.5 * median(&magnitudes), 0.5 * mean)
    }
  }

  /// The features, and the features clipped.
  private static func doubled(_ features: Matrix, _ thresholds: [Double]) -> Matrix {
    let columns = (0..<features.columns).map(features.column)
    return Matrix(
      columns: columns + zip(columns, thresholds).map { column, limit in column.map { min(max($0, -limit), limit) } })
  }
}

/// What a departure from the last value is made of, on the working scale.
struct PatternParts: Sendable, Hashable {
  var level = 0.0
  var trend = 0.0
  var pattern = 0.0
  var season = 0.0

  var sum: Double { level + trend + pattern + season }

  func times(_ factor: Double) -> PatternParts {
    PatternParts(level: factor * level, trend: factor * trend, pattern: factor * pattern, season: factor * season)
  }

  static func mixed(_ one: PatternParts, _ other: PatternParts, share: Double) -> PatternParts {
    func mix(_ path: KeyPath<PatternParts, Double>) -> Double {
      (1 - share) * one[keyPath: path] + share * other[keyPath: path]
    }
    return PatternParts(level: mix(\.level), trend: mix(\.trend), pattern: mix(\.pattern), season: mix(\.season))
  }
}

/// The error of a fit for one starting week, as if that row had been left out, on the working scale.
struct PatternError: Sendable {
  /// Observations known at the starting week.
  let known: Int
  let size: Double

  /// r/(1 − leverage)^0.85. The power is empirical, chosen by coverage: leverage is counted a little too high
  /// (``ShrunkRegression/leverages(_:_:weights:)``), and rows that overlap share outcomes that leaving one out keeps.
  static func inflation(_ leverage: Double) -> Double { .pow(1 - min(leverage, 0.95), -0.85) }
}
