import NumericCore

/// The lifts that meet the goals with least effort, and how likely goals are under given lifts.
extension PlanProblem {
  /// Lifts by block, part and deadline of the block.
  typealias Lifts = [[[Double]]]

  // MARK: Evaluation

  /// How likely the goals are under given lifts.
  struct Evaluation: Sendable {
    /// On how many paths all goals hold together.
    let count: Int
    /// The probability that all goals hold together.
    let joint: Double
    /// The probability of each goal.
    let each: [Double]
    /// The expected number of points missing for each goal, zero where it holds.
    let shortfalls: [Double]
    /// The points missing for each goal, on average over the paths where it does not hold; zero where it always does.
    let shortfallsWhenMissed: [Double]
  }

  /// No lift at all.
  var noLifts: Lifts {
    blocks.indices.map { block in blocks[block].parts.map { _ in deadlines[block].map { _ in 0 } } }
  }

  /// By how much each goal is missed on every path after lifts; at most zero where it holds.
  func shortfalls(_ lifts: Lifts, needs: PathNeeds) -> [[Double]] {
    var shortfalls: [[Double]] = []
    var cache: [Int: [Double]?] = [:]
    for (position, goal) in goals.enumerated() {
      let deadline = deadlines[goal.block].firstIndex(of: goal.week)!
      let missing = needs.missing[position]
      if let part = goal.part {
        // The value never exceeds its maximum, however great the lift.
        let least = goal.threshold - blocks[goal.block].parts[part].maximum
        let lift = lifts[goal.block][part][deadline]
        shortfalls.append(missing.map { max($0 - lift, least) })
        continue
      }
      let lift = lifts[goal.block].map { $0[deadline] }
      let sum = lift.reduce(0, +)
      let key = goal.block * (weeks + 1) + goal.week
      let losses =
        cache[key]
        ?? self.losses(
          of: goal.block, week: goal.week, lifts: lift, totals: needs.totals[goal.block]![goal.week]!)
      cache[key] = .some(losses)
      if let losses {
        shortfalls.append(zip(missing, losses).map { $0 - sum + $1 })
      } else {
        shortfalls.append(missing.map { $0 - sum })
      }
    }
    return shortfalls
  }

  func evaluate(_ lifts: Lifts, needs: PathNeeds) -> Evaluation {
    var holds = [Bool](repeating: true, count: pathCount)
    var each: [Double] = []
    var expected: [Double] = []
    var whenMissed: [Double] = []
    for shortfalls in shortfalls(lifts, needs: needs) {
      var (met, missing) = (0, 0.0)
      for path in 0..<pathCount {
        if shortfalls[path] <= Self.tolerance {
          met += 1
        } else {
          holds[path] = false
          missing += shortfalls[path]
        }
      }
      each.append(Double(met) / Double(pathCount))
      expected.append(missing / Double(pathCount))
      whenMissed.append(met == pathCount ? 0 : missing / Double(pathCount - met))
    }
    let count = holds.count { $0 }
    return Evaluation(
      count: count, joint: Double(count) / Double(pathCount), each: each, shortfalls: expected,
      shortfallsWhenMissed: whenMissed)
  }

  // MARK: Needs

  /// What the goals need on every path, worked out once for many questions.
  struct PathNeeds: Sendable {
    /// By how much each goal is missed without any lift.
    let missing: [[Double]]
    /// Totals without any lift, by block and week.
    let totals: [Int: [Int: [Double]]]
  }

  var needs: PathNeeds { needs(like: nil, except: Set(blocks.indices)) }

  /// A quantity that must be lifted far enough: the sum of a block or one part of it, by a deadline.
  struct Column: Sendable {
    let block: Int
    let part: Int?
    let deadline: Int
    let needs: PathColumn
  }

  /// One column for every quantity that some goal asks for; the worst goal counts.
  ///
  /// - Parameter losses: What maxima take from lifts on every path, by block and week.
  func columns(_ needs: PathNeeds, losses: [Int: [Int: [Double]]] = [:]) -> [Column] {
    var positions: [[Int]: [Int]] = [:]
    for (position, goal) in goals.enumerated() {
      positions[[goal.block, goal.week, goal.part ?? -1], default: []].append(position)
    }
    return positions.sorted { $0.key.lexicographicallyPrecedes($1.key) }.concurrentMap { key, goals in
      var worst = needs.missing[goals[0]].map { max($0, 0) }
      for goal in goals.dropFirst() {
        let missing = needs.missing[goal]
        for path in worst.indices { worst[path] = max(worst[path], missing[path]) }
      }
      if key[2] < 0, let lost = losses[key[0]]?[key[1]] {
        // Where the goal holds anyhow, what maxima take is missed only beyond what there is to spare; that is not
        // told apart, which asks for a little more at most.
        for path in worst.indices { worst[path] += lost[path] }
      }
      return Column(
        block: key[0], part: key[2] < 0 ? nil : key[2], deadline: deadlines[key[0]].firstIndex(of: key[1])!,
        needs: PathColumn(worst))
    }
  }

  // MARK: Solving

  struct Solution: Sendable {
    var lifts: Lifts
    /// What of them the goals need by each deadline; the rest is there sooner than it must.
    var needed: Lifts
    /// The effort of what is needed.
    var effort: Double
    /// No lifts that meet the goals with the wanted chance take less effort.
    var bound: Double
    var evaluation: Evaluation
    /// The effort of one more point that is there by each deadline, by block; zero where things are done in whole.
    var prices: [[Double]]
    /// What was chosen where things are done in whole.
    var choice: Choice?
  }

  /// Every part at its limit.
  func greatestLifts(_ limits: Limits) -> Lifts {
    blocks.indices.map { block in liftProgram(of: block, limits: limits).items.map(\.upper) }
  }

  /// Whether some lifts within the limits make all goals hold together with the wanted chance.
  ///
  /// More lift never hurts a goal, so every part at its limit is the last word.
  func isFeasible(confidence: Double, limits: Limits, needs: PathNeeds? = nil) -> Bool {
    allowsFloors(limits)
      && evaluate(greatestLifts(limits), needs: needs ?? self.needs).count >= wanted(confidence)
  }

  /// Whether no part must be lifted further than the limits allow, whatever the goals.
  private func allowsFloors(_ limits: Limits) -> Bool {
    blocks.indices.allSatisfy { block in
      liftProgram(of: block, limits: limits).items.allSatisfy { item in
        zip(item.lower, item.upper).allSatisfy { $0 <= $1 + LiftProgram.slack }
      }
    }
  }

  /// The lifts of least effort, within limits, with which all goals hold together with the wanted chance; `nil` when
  /// there are none.
  ///
  /// - Parameters:
  ///   - known: What the goals require, where that is known already.
  ///   - boxes: How much to prove; see ``ChanceSearch``.
  func solve(
    confidence: Double, limits: Limits, needs given: PathNeeds? = nil,
    requirements known: Requirements? = nil, boxes: Int = ChanceProgram.mostBoxes
  ) -> Solution? {
    guard allowsFloors(limits) else { return nil }
    let needs = given ?? self.needs
    let wanted = wanted(confidence)
    let programs = blocks.indices.map { liftProgram(of: $0, limits: limits) }
    let required = known ?? Requirements(self, needs: needs)
    let model = LiftModel(programs: programs, required: required.lifts)
    // More lift never hurts a goal: what does not hold at the limits never does.
    let greatest = programs.map { $0.items.map(\.upper) }
    let lost = required.lifts.missed(greatest)
    guard lost.count(where: { !$0 }) >= wanted else { return nil }
    let outcome = outcome(
      model, required, lost: required.columns.isEmpty || lost.contains(true) ? lost : [], wanted: wanted,
      boxes: boxes)
    if let outcome, outcome.effort < effort(of: greatest, by: programs) {
      return Solution(
        lifts: outcome.point.lifts, needed: outcome.point.needed, effort: outcome.effort,
        bound: min(outcome.bound, outcome.effort), evaluation: evaluate(outcome.point.lifts, needs: needs),
        prices: outcome.point.prices)
    }
    let least = programs.map { $0.items.map { zip($0.lower, $0.upper).map(min) } }
    return towardsLimit(
      greatest, from: least, wanted: wanted, needs: needs, programs: programs, bound: outcome?.bound ?? 0)
  }

  /// What the goals require, worked out once for many questions.
  struct Requirements: Sendable {
    let lifts: RequiredLifts
    /// The needs of its first columns.
    let columns: [PathColumn]

    init(_ problem: PlanProblem, needs: PathNeeds) {
      lifts = RequiredLifts(problem.requirements(needs), of: problem)
      columns = lifts.requirements.concurrentMap { PathColumn($0.missing.map { max($0, 0) }) }
    }
  }

  private func outcome(
    _ model: LiftModel, _ required: Requirements, lost: [Bool], wanted: Int, boxes: Int
  ) -> ChanceSearch<LiftModel>.Outcome? {
    let paths = UndecidedPaths(columns: required.columns, lost: lost, wanted: wanted)
    let blockColumns = blocks.indices.map { block in
      required.columns.indices.filter { required.lifts.requirement($0).block == block }
    }
    let program = ChanceProgram(
      columns: required.columns, wanted: wanted, lost: lost,
      blocks: blockColumns.map { $0.isEmpty ? 0..<0 : $0[0]..<($0[$0.count - 1] + 1) },
      effort: { model.effort(of: $0, levels: $1) })
    let count = required.columns.count
    if count == 2, let walked = program.walk(paths), let found = model.relaxation(walked.levels) {
      let failing = model.missed(found.point).count { $0 }
      if failing <= pathCount - wanted {
        return .init(point: found.point, effort: found.effort, bound: walked.bound)
      }
    }
    let isSmall = pathCount <= Self.fewPaths
    let isFew = count <= (isSmall ? 3 * ChanceProgram.fewColumns : ChanceProgram.fewColumns)
    var search = ChanceSearch(
      model, paths: paths, boxes: isFew ? (isSmall ? Self.smallFactor : 1) * boxes : 0)
    let starts = isSmall || count <= 2 ? [] : program.starts(paths)
    guard var found = search.solve(starts: starts) else { return nil }
    // Where boxes prove little, prices prove more.
    if boxes > 0, !isFew, let priced = program.pricedBound(paths) { found.bound = max(found.bound, priced) }
    return found
  }

  /// With so few paths many boxes take little time.
  static let fewPaths = 500
  private static let smallFactor = 15

  /// Where maxima take ever more of what is added for them, or the limits themselves are nearly needed: from some lifts
  /// the same share of the way to every limit, the smallest with which enough paths hold.
  private func towardsLimit(
    _ greatest: Lifts, from start: Lifts, wanted: Int, needs: PathNeeds, programs: [LiftProgram],
    bound: Double
  ) -> Solution {
    func lifts(_ share: Double) -> Lifts {
      zip(start, greatest).map { start, greatest in
        zip(start, greatest).map { start, greatest in
          // At the limit itself no rounding may be missing.
          share == 1 ? greatest : zip(start, greatest).map { $0 + share * ($1 - $0) }
        }
      }
    }
    var (low, high) = (0.0, 1.0)
    for _ in 0..<20 {
      let middle = (low + high) / 2
      if evaluate(lifts(middle), needs: needs).count >= wanted { high = middle } else { low = middle }
    }
    let found = lifts(high)
    let effort = effort(of: found, by: programs)
    let prices = zip(programs, found).map { program, lifts in
      program.deadlines.indices.map { d in
        zip(program.items, lifts).map { $0.curves[d].marginalEffort(upTo: $1[d]) }.max() ?? 0
      }
    }
    return Solution(
      lifts: found, needed: found, effort: effort, bound: min(bound, effort),
      evaluation: evaluate(found, needs: needs), prices: prices)
  }

  /// The effort of lifts by every deadline.
  private func effort(of lifts: Lifts, by programs: [LiftProgram]) -> Double {
    zip(programs, lifts).reduce(0) { sum, entry in
      entry.0.deadlines.indices.reduce(sum) { sum, d in sum + entry.0.effort(d, entry.1.map { $0[d] }) }
    }
  }

  // MARK: What is needed of the total

  /// The lift of a block's total by a week with which all goals on it in that week hold together with a chance.
  func requiredTotalLift(block: Int, week: Int, confidence: Double, needs: PathNeeds) -> Double {
    var worst = [Double](repeating: 0, count: pathCount)
    for (position, goal) in goals.enumerated()
    where goal.block == block && goal.week == week && goal.part == nil {
      for path in 0..<pathCount { worst[path] = max(worst[path], needs.missing[position][path]) }
    }
    return orderStatistic(wanted(confidence) - 1, of: &worst)
  }
}
