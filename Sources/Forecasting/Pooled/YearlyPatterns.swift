import NumericCore
import RealModule

/// What the weeks of a quarter and the same weeks of earlier years say of the next quarter: direct pooled
/// regression for long histories.
///
/// One regression with 13 outcomes, z(t + 1) − z(t) … z(t + 13) − z(t), on ``LocalPatterns``, the values 1 to 13
/// weeks ago, those of a year before the coming weeks, and the mean of two, three and four years before them, all
/// less z(t). What lies before the first week is taken to equal it. A second fit weights weeks by the inverse of
/// their errors. Later quarters have regressions of their own, with the same weeks of the year.
///
/// An error is weighed by what it is in the measures that matter to readers, relative to the value and relative
/// to the series' mean change, each in units of what the last value errs: so one fit serves both.
struct YearlyPatterns: Sendable {
  /// Weeks of a year: 365.25 / 7.
  static let year = 52.178_571
  /// Outcomes of one regression.
  static let blockLength = 13
  static let settings = ShrunkRegression.Settings(
    priorRows: 100, ridge: 0.05, pooledRows: 200, ownRidge: 0.05)
  static let errorFloor = 0.1
  static let leastError = 0.002
  /// Series with fewer rows say nothing of the pool.
  static let fewestRows = 15
  /// Moments of so many series are kept between the passes; with more they are computed again.
  static let keptSeries = 4096
  /// No departure is greater than this many mean changes, times √h.
  static let farthest = 6.0

  /// One series as the regression sees it.
  struct Member: Sendable {
    let grid: WeeklyGrid
    let patterns: LocalPatterns
    /// The mean absolute weekly change.
    let unit: Double
    /// What an error of one counts for, per week.
    let errorWeights: [Double]

    /// Reported weeks with a reported week after them.
    var startingWeeks: Int {
      (0..<max(grid.count - 1, 0)).count { grid.isObserved[$0] && grid.isObserved[$0 + 1] }
    }
  }

  /// Which block of 13 weeks ahead, from zero.
  let block: Int

  private var firstStep: Int { block * Self.blockLength + 1 }
  private var lastStep: Int { (block + 1) * Self.blockLength }

  /// Lags of a quarter, and those that lie a whole number of years before the coming weeks.
  private var lags: [Int] {
    var years = 1
    while 52 * years < lastStep + 1 { years += 1 }
    let season = (52 * years - lastStep)...(52 * years + 2 - (firstStep - 1))
    let recent = 1...Self.blockLength
    return Array(recent) + season.filter { !recent.contains($0) && $0 > 0 }
  }

  /// Weeks about the coming ones in earlier years, as offsets.
  private var offsets: [Int] { Array((firstStep - 3)...lastStep) }

  private static let earlierYears = [2, 3, 4]
  /// Features from ``LocalPatterns``.
  private static let localCount = 6

  private func features(_ member: Member, weeks: Range<Int>) -> [[Double]] {
    let patterns = member.patterns
    let z = member.grid.values
    var columns: [[Double]] = [
      weeks.map { patterns.smoothed[$0] },
      weeks.map { patterns.echo($0, horizon: 1) },
      weeks.map { patterns.echo($0, horizon: Self.blockLength) },
      weeks.map { patterns.secondEchoOfBefore($0) },
      weeks.map { patterns.secondEcho($0) },
      weeks.map { patterns.drift($0) },
    ]
    for lag in lags { columns.append(weeks.map { z[max($0 - lag, 0)] - z[$0] }) }
    for offset in offsets {
      let shifts = Self.earlierYears.map { Int((Double($0) * Self.year).rounded()) - offset }
      let share = 1 / Double(shifts.count)
      columns.append(
        weeks.map { week in
          var sum = 0.0
          for shift in shifts { sum += z[max(week - max(shift, 0), 0)] }
          return sum * share - z[week]
        })
    }
    return columns
  }

  private var featureCount: Int { Self.localCount + lags.count + offsets.count }

  /// Position of the columns that are neither local nor lags of a quarter.
  private var seasonColumns: Range<Int> { (Self.localCount + Self.blockLength)..<featureCount }

  private func rows(_ member: Member) -> PatternRows? {
    let grid = member.grid
    let end = grid.count - lastStep
    let start = min(Self.blockLength, max(end - 1, 0))
    guard end > start else { return nil }
    var features = features(member, weeks: start..<end)
    var outcomes = (firstStep...lastStep).map { step in
      (start..<end).map { grid.values[$0 + step] - grid.values[$0] }
    }
    var weeks = Array(start..<end)
    if grid.isObserved.contains(false) {
      // A week without a report starts nothing, and outcomes must be reports for the most part.
      let kept = weeks.indices.filter { row in
        let week = weeks[row]
        let reports = (firstStep...lastStep).count { grid.isObserved[week + $0] }
        return grid.isObserved[week] && 2 * reports >= Self.blockLength
      }
      features = features.map { column in kept.map { column[$0] } }
      outcomes = outcomes.map { column in kept.map { column[$0] } }
      weeks = kept.map { weeks[$0] }
    }
    guard !weeks.isEmpty else { return nil }
    let scale = weeks.map { member.errorWeights[$0] }
    return PatternRows(
      features: Matrix(columns: features).scalingRows(by: scale),
      outcomes: Matrix(columns: outcomes).scalingRows(by: scale), weeks: weeks)
  }

  /// The forecast of one series for the weeks of the block.
  struct Answer: Sendable {
    var parts: [PatternParts]
    /// Errors of the latest rows, one list per week ahead.
    var errors: [[PatternError]]
  }

  /// Fits all members and forecasts them; `nil` without rows to learn from.
  ///
  /// - Complexity: O(weeks · features²) and O(features³) per series; memory O(features²) per series up to
  ///   ``keptSeries``, beyond them O(weeks).
  func answers(_ members: [Member]) -> [Answer]? {
    let size = featureCount
    let penalties = [Double](repeating: 1, count: size)
    let keeps = members.count <= Self.keptSeries
    var weights = [[Double]?](repeating: nil, count: members.count)
    var kept = [PatternMoments?](repeating: nil, count: keeps ? members.count : 0)
    func moments(_ i: Int, _ rows: PatternRows) -> PatternMoments {
      if keeps, let moments = kept[i] { return moments }
      let result = PatternMoments(rows, weights: weights[i] ?? [Double](repeating: 1, count: rows.count))
      if keeps { kept[i] = result }
      return result
    }

    func regression(_ each: (Int) -> PatternMoments?) -> ShrunkRegression? {
      var mean = PatternMoments(features: size, outcomes: Self.blockLength)
      var (series, total) = (0.0, 0.0)
      for i in members.indices {
        guard let own = each(i) else { continue }
        // Short series join the pool only where there is nothing better.
        guard own.rows >= Double(Self.fewestRows) else { continue }
        mean.add(own, times: 1 / own.rows)
        series += 1
        total += own.rows
      }
      guard series > 0 else { return nil }
      var pooled = PatternMoments(features: size, outcomes: Self.blockLength)
      pooled.add(mean, times: 1 / series)
      return ShrunkRegression(mean: pooled, rows: total, penalty: penalties, settings: Self.settings)
    }

    guard let first = regression({ i in rows(members[i]).map { moments(i, $0) } }) else { return nil }
    let second = regression { i in
      guard let rows = rows(members[i]) else { return nil }
      weights[i] = Self.weights(rows, first.own(moments(i, rows)).coefficients)
      if keeps { kept[i] = nil }
      return moments(i, rows)
    }
    guard let second else { return nil }
    return members.indices.map { i in
      let rows = rows(members[i])
      let own = rows.map { second.own(moments(i, $0)) }
      return answer(members[i], rows: rows, weights: weights[i] ?? [], own, second)
    }
  }

  private static func weights(_ rows: PatternRows, _ coefficients: Matrix) -> [Double] {
    let fitted = rows.features.times(coefficients)
    var errors = [Double](repeating: 0, count: rows.count)
    for step in 0..<fitted.columns {
      for row in errors.indices { errors[row] += abs(rows.outcomes[row, step] - fitted[row, step]) }
    }
    let share = 1 / Double(fitted.columns)
    let mean = share * errors.reduce(0, +) / Double(errors.count)
    // The last value errs by about one unit: a series that is foretold exactly must not rule the pool.
    let floor = max(Self.errorFloor * mean, Self.leastError)
    return errors.map { 1 / (share * $0 + floor) }
  }

  private func answer(
    _ member: Member, rows: PatternRows?, weights: [Double], _ own: ShrunkRegression.Own?,
    _ regression: ShrunkRegression
  ) -> Answer {
    let coefficients = own?.coefficients ?? regression.pooled
    let last = features(member, weeks: (member.grid.count - 1)..<member.grid.count).map { $0[0] }
    let season = seasonColumns
    // Before a year has passed, the weeks of the year before are all the first one: a level and no season.
    let hasYear = member.grid.count > Int(Self.year)
    let limits = (firstStep...lastStep).map { Self.farthest * Double($0).squareRoot() * member.unit }
    var parts: [PatternParts] = []
    for (step, limit) in limits.enumerated() {
      let column = coefficients.column(step)
      let terms = zip(last, column).map { $0 * $1 }
      let whole = terms.reduce(0, +)
      let share = abs(whole) > limit ? limit / abs(whole) : 1
      let seasonal = hasYear ? terms[season].reduce(0, +) : 0
      parts.append(
        PatternParts(
          level: share * terms[0], trend: share * terms[5],
          pattern: share * (whole - seasonal - terms[0] - terms[5]), season: share * seasonal))
    }
    var errors = [[PatternError]](repeating: [], count: Self.blockLength)
    if let rows, let own {
      let latest = rows.latest(PooledPatterns.judgedWeeks)
      let recent = Array(weights.suffix(latest.count))
      let fitted = latest.features.times(own.coefficients)
      let leverages = regression.leverages(own, latest, weights: recent)
      for row in 0..<latest.count {
        let week = latest.weeks[row]
        let inflation = PatternError.inflation(leverages[row])
        for step in errors.indices where member.grid.isObserved[week + firstStep + step] {
          let limit = limits[step] * member.errorWeights[week]
          let fit = min(max(fitted[row, step], -limit), limit)
          errors[step].append(
            PatternError(
              known: member.grid.known[week],
              size: (latest.outcomes[row, step] - fit) * inflation / member.errorWeights[week]))
        }
      }
    }
    return Answer(parts: parts, errors: errors)
  }
}

extension PatternRows {
  /// The rows that start from the latest weeks.
  func latest(_ count: Int) -> PatternRows {
    guard count < self.count else { return self }
    func tail(_ matrix: Matrix) -> Matrix {
      Matrix(columns: (0..<matrix.columns).map { Array(matrix.column($0).suffix(count)) })
    }
    return PatternRows(features: tail(features), outcomes: tail(outcomes), weeks: Array(weeks.suffix(count)))
  }
}
