/// The pooled forecasts of a batch: which regression serves which series, and what comes out.
///
/// Series of one kind share their patterns. Short ones are served by ``RecentPatterns``, with about half as many
/// weekly changes as they have weeks; long ones by ``YearlyPatterns``; between them stands the mean of both. What
/// is long depends on the company: three years, and two for the mean; but where eight others have three years and
/// teach the pattern of a year, one year is enough, and half a year for the mean. A series with fewer than eight
/// weeks, or with reports in less than two weeks of three, is too short for recent patterns.
struct PooledPatterns: Sendable {
  /// The latest starting weeks whose errors are kept.
  static let judgedWeeks = 104
  /// Weeks from which the patterns of a year are taken alone, and from which they have a half.
  static let yearlyAlone = 156
  static let yearlyHalf = 104
  /// The same where so many series are long enough to teach them.
  static let fewestTeachers = 8
  static let yearlyAloneTaught = 52
  static let yearlyHalfTaught = 26
  /// Weekly changes that enter, and the shortest history for each: twice as many weeks and two.
  static let lagCounts = [3, 5, 8, 12, 18, 25]
  /// Recent patterns look at no more weeks than these.
  static let mostRecentWeeks = 104
  /// A class of lengths with fewer series borrows the latest weeks of longer ones.
  static let fewestSeries = 150
  /// Weeks ahead that get a regression of their own; between them departures are interpolated.
  static let horizons = [1, 2, 3, 4, 6, 9, 13, 18, 26, 39, 52, 78, 104]

  /// The forecast of one series.
  struct Answer: Sendable {
    let patterns: ModelRecord.Patterns
    /// What the departures from the last value, on the working scale, are made of, from one week ahead on.
    var parts: [PatternParts]
    /// Errors of earlier weeks by weeks ahead; empty where a horizon was interpolated.
    var errors: [[PatternError]]
    /// How many series the patterns were learnt from.
    let series: Int
    /// How many starting weeks of all of them, one week ahead.
    let rows: Int

    /// The departure `weeks` after the last observation, not necessarily whole; beyond the last one it stays.
    func parts(weeks: Double) -> PatternParts {
      let below = min(Int(weeks), parts.count)
      let near = below == 0 ? PatternParts() : parts[below - 1]
      guard below < parts.count else { return near }
      return .mixed(near, parts[below], share: weeks - Double(below))
    }
  }

  /// One answer per series, in the order of the batch.
  let answers: [Answer?]
  private let kinds: [SeriesKind]

  /// Scores that move towards a maximum have trends of their own before there is much to pool: for them the
  /// patterns count for rows/(rows + this), local trends for the rest.
  static let localRows = 200.0

  /// How much of the forecast of a series is pooled; `nil` for nothing.
  func share(at position: Int) -> Double? {
    guard let answer = answers[position] else { return nil }
    guard kinds[position] == .bounded else { return 1 }
    return Double(answer.rows) / (Double(answer.rows) + Self.localRows)
  }

  /// - Parameters:
  ///   - grids: The series on weeks, in the order of the batch.
  ///   - kinds: What each shares its patterns with.
  ///   - order: Positions in an order that does not depend on that of the batch.
  ///   - steps: Weeks ahead, at least one.
  init(_ grids: [WeeklyGrid], kinds: [SeriesKind], order: [Int], steps: Int) {
    var answers = [Answer?](repeating: nil, count: grids.count)
    for kind in SeriesKind.allCases {
      let positions = order.filter { kinds[$0] == kind }
      let teachers = positions.count { Self.isLong(grids[$0], Self.yearlyAlone) }
      let isTaught = teachers >= Self.fewestTeachers
      let alone = isTaught ? Self.yearlyAloneTaught : Self.yearlyAlone
      let half = isTaught ? Self.yearlyHalfTaught : Self.yearlyHalf
      let yearly = positions.filter { Self.isLong(grids[$0], half) }
      Self.recent(
        grids, positions, serving: positions.filter { !Self.isLong(grids[$0], alone) }, steps: steps,
        into: &answers)
      Self.yearly(grids, yearly, alone: alone, kind: kind, steps: steps, into: &answers)
    }
    self.answers = answers
    self.kinds = kinds
  }

  // MARK: Short histories

  private static func recent(
    _ grids: [WeeklyGrid], _ positions: [Int], serving served: [Int], steps: Int,
    into answers: inout [Answer?]
  ) {
    for (i, lags) in lagCounts.enumerated() {
      let shortest = 2 * (lags + 1)
      let isLast = i + 1 == lagCounts.count
      let longest = isLast ? WeeklyGrid.mostWeeks : 2 * (lagCounts[i + 1] + 1) - 1
      let window = min(longest, mostRecentWeeks)
      let own = served.filter { (shortest...longest).contains(grids[$0].count) && grids[$0].isDense }
      guard !own.isEmpty else { continue }
      var members = own.map { ($0, RecentPatterns.Member(grids[$0].suffix(window))) }
      if own.count < fewestSeries {
        let longer = positions.filter { grids[$0].count > longest && grids[$0].isDense }
        let borrowed = min(fewestSeries - own.count, longer.count)
        for j in 0..<borrowed {
          let position = longer[j * longer.count / borrowed]
          members.append((position, RecentPatterns.Member(grids[position].suffix(window))))
        }
      }
      let moving = members.compactMap(\.1)
      let learnt = fits(moving, lags: lags, steps: steps)
      guard !learnt.isEmpty else { continue }
      let teachers = RecentPatterns.teachers(moving)
      let rows = teachers.reduce(0) { $0 + $1.startingWeeks }
      var next = 0
      for (j, (position, member)) in members.enumerated() {
        guard member != nil else { continue }
        if j < own.count {
          answers[position] = assembled(
            learnt.map { ($0.horizon, $0.answers[next]) }, steps: steps, series: teachers.count, rows: rows)
        }
        next += 1
      }
    }
  }

  private static func fits(
    _ members: [RecentPatterns.Member], lags: Int, steps: Int
  ) -> [(horizon: Int, answers: [RecentPatterns.Answer])] {
    var result: [(horizon: Int, answers: [RecentPatterns.Answer])] = []
    for horizon in horizons {
      guard let answers = RecentPatterns(lagCount: lags, horizon: horizon).answers(members) else { break }
      result.append((horizon, answers))
      if horizon >= steps { break }
    }
    return result
  }

  private static func assembled(
    _ nodes: [(horizon: Int, answer: RecentPatterns.Answer)], steps: Int, series: Int, rows: Int
  ) -> Answer {
    var parts: [PatternParts] = []
    var errors: [[PatternError]] = []
    for step in 1...steps {
      // Beyond what could be learnt the forecast settles.
      let above = nodes.firstIndex { $0.horizon >= step } ?? nodes.count - 1
      let node = nodes[above]
      if node.horizon <= step || above == 0 {
        parts.append(node.answer.parts)
      } else {
        let near = nodes[above - 1]
        let share = Double(step - near.horizon) / Double(node.horizon - near.horizon)
        parts.append(.mixed(near.answer.parts, node.answer.parts, share: share))
      }
      errors.append(node.horizon == step ? node.answer.errors : [])
    }
    return Answer(patterns: .recent, parts: parts, errors: errors, series: series, rows: rows)
  }

  // MARK: Long histories

  private static func isLong(_ grid: WeeklyGrid, _ weeks: Int) -> Bool {
    grid.count >= weeks && 2 * (grid.known.last ?? 0) >= weeks
  }

  private static func yearly(
    _ grids: [WeeklyGrid], _ positions: [Int], alone: Int, kind: SeriesKind, steps: Int,
    into answers: inout [Answer?]
  ) {
    let members = YearlyPatterns.members(positions.map { grids[$0] }, kind: kind)
    let moving = zip(positions, members).compactMap { position, member in member.map { (position, $0) } }
    guard !moving.isEmpty else { return }
    let blocks = (steps + YearlyPatterns.blockLength - 1) / YearlyPatterns.blockLength
    var learnt: [[YearlyPatterns.Answer]] = []
    for block in 0..<blocks {
      guard let answers = YearlyPatterns(block: block).answers(moving.map(\.1)) else { break }
      learnt.append(answers)
    }
    guard !learnt.isEmpty else { return }
    let rows = moving.reduce(0) { $0 + $1.1.startingWeeks }
    for (j, (position, member)) in moving.enumerated() {
      let answer = Answer(
        patterns: .yearly, parts: Array(learnt.flatMap { $0[j].parts }.prefix(steps)),
        errors: Array(learnt.flatMap { $0[j].errors }.prefix(steps)), series: moving.count, rows: rows)
      if !isLong(member.grid, alone), let recent = answers[position] {
        answers[position] = answer.averaged(with: recent)
      } else {
        answers[position] = answer
      }
    }
  }
}

extension PooledPatterns.Answer {
  /// The mean of two forecasts. It errs by the mean of their errors, where both know them; else by those of the one
  /// that knows.
  fileprivate func averaged(with other: Self) -> Self {
    PooledPatterns.Answer(
      patterns: .both, parts: zip(other.parts, parts).map { .mixed($0, $1, share: 0.5) },
      errors: zip(errors, other.errors).map { own, others in
        guard !own.isEmpty else { return others }
        let sizes = Dictionary(others.map { ($0.known, $0.size) }, uniquingKeysWith: { $1 })
        return own.map { error in
          PatternError(
            known: error.known, size: sizes[error.known].map { 0.5 * ($0 + error.size) } ?? error.size)
        }
      }, series: series, rows: rows)
  }
}
