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

    /// Reported weeks with a reported week after them: rows, one week ahead.
    var startingWeeks: Int {
      (firstWeek..<max(grid.count - 1, firstWeek)).count { grid.isObserved[$0] && grid.isObserved[$0 + 1] }
    }
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
    return PatternRows(
      features: features(member, weeks: weeks), outcomes: Matrix(columns: [outcomes]), weeks: weeks)
  }

  /// The members to learn from: all, or evenly ``mostTeachers`` of them if there are more.
  static func teachers(_ members: [Member]) -> [Member] {
    let count = min(members.count, mostTeachers)
    return (0..<count).map { members[$0 * members.count / count] }
  }

  /// Learns from the ``teachers(_:)`` among the members and forecasts each member; `nil` where
  /// there are too few rows to learn from.
  ///
  /// - Complexity: O(rows · features²), for teachers once per reweighting
  func answers(_ members: [Member]) -> [Answer]? {
    guard let lesson = Lesson(Self.teachers(members).compactMap(rows), penalties: penalties) else {
      return nil
    }
    return members.map { member in
      let rows = rows(member).map { $0.doubling(at: lesson.thresholds) }
      return answer(member, rows: rows, weights: rows.map(lesson.weights) ?? [], lesson)
    }
  }

  /// What is learnt from all series together.
  private struct Lesson {
    let thresholds: [Double]
    private(set) var regression: ShrunkRegression
    /// The solution from whose errors the weights of the last one follow; `nil` for weights of one.
    private var previous: Matrix?
    private let floor: Double
    /// What makes the mean weight one.
    private var normaliser = 1.0

    init?(_ lessons: [PatternRows], penalties: [Double]) {
      let count = Double(lessons.reduce(0) { $0 + $1.count })
      guard count >= Double(RecentPatterns.fewestRows) else { return nil }
      let thresholds = RecentPatterns.thresholds(lessons)
      let rows = lessons.map { $0.doubling(at: thresholds) }
      let magnitudes = rows.reduce(0) { $0 + $1.outcomes.elements.reduce(0) { $0 + abs($1) } }
      floor = RecentPatterns.errorFloor * magnitudes / count
      guard floor > 0 else { return nil }
      self.thresholds = thresholds

      func solution(_ weights: [[Double]]) -> ShrunkRegression? {
        var mean = PatternMoments(features: penalties.count, outcomes: 1)
        for (rows, weights) in zip(rows, weights) {
          mean.add(PatternMoments(rows, weights: weights), times: 1 / count)
        }
        return ShrunkRegression(
          mean: mean, rows: count, penalty: penalties, settings: RecentPatterns.settings)
      }
      guard let first = solution(rows.map { [Double](repeating: 1, count: $0.count) }) else { return nil }
      regression = first
      for _ in 0..<RecentPatterns.reweightings {
        previous = regression.pooled
        normaliser = 1
        normaliser = count / rows.reduce(0) { $0 + weights($1).reduce(0, +) }
        guard let next = solution(rows.map(weights)) else { break }
        regression = next
      }
    }

    /// Towards absolute errors: each row weighs the inverse of its error.
    func weights(_ rows: PatternRows) -> [Double] {
      guard let previous else { return [Double](repeating: 1, count: rows.count) }
      let fitted = rows.features.times(previous)
      return (0..<rows.count).map { normaliser / max(abs(rows.outcomes[$0, 0] - fitted[$0, 0]), floor) }
    }
  }

  /// Above so many series one more teaches next to nothing new; evenly spaced ones, by name, are taken.
  static let mostTeachers = 500
  static let fewestRows = 8

  private func answer(
    _ member: Member, rows: PatternRows?, weights: [Double], _ lesson: Lesson
  ) -> Answer {
    let regression = lesson.regression
    let own = rows.map { regression.own(PatternMoments($0, weights: weights)) }
    let coefficients = (own?.coefficients ?? regression.pooled).column(0)
    let last = features(member, weeks: [member.grid.count - 1]).doublingColumns(at: lesson.thresholds).row(0)
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
  private static func thresholds(_ lessons: [PatternRows]) -> [Double] {
    guard let width = lessons.first?.features.columns else { return [] }
    return (0..<width).map { column in
      var magnitudes: [Double] = []
      for rows in lessons { magnitudes += rows.features.column(column).map(abs) }
      let mean = magnitudes.reduce(0, +) / Double(magnitudes.count)
      return max(1.5 * median(&magnitudes), 0.5 * mean)
    }
  }
}

extension PatternRows {
  fileprivate func doubling(at limits: [Double]) -> PatternRows {
    PatternRows(features: features.doublingColumns(at: limits), outcomes: outcomes, weeks: weeks)
  }
}

extension Matrix {
  /// The columns, and the columns clipped.
  fileprivate func doublingColumns(at limits: [Double]) -> Matrix {
    let all = (0..<columns).map(column)
    return Matrix(
      columns: all + zip(all, limits).map { column, limit in column.map { min(max($0, -limit), limit) } })
  }
}
