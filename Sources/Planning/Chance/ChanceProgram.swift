/// Which levels are the cheapest that suffice on a wanted number of sample paths: a joint chance constraint by sample
/// average.
///
/// Every *need* is one number per path: how far something must be lifted for a target to hold there, zero where it
/// holds anyhow. Levels t hold on path p when t ≥ needs of p, in every column. Wanted are
///
/// ```
/// min C(t)   subject to   #{p : needs(p) ≤ t} ≥ wanted
/// ```
///
/// with an effort C that is the sum over blocks of columns and rises in every level. The minimum lies at a *p-efficient
/// point*: levels none of which can be lowered. With one column that is an order statistic; with two, all efficient
/// points are walked through; with more, ``ChanceSearch`` proves how far from the best a point can be.
///
/// Sources: A. Prékopa (1990), "Dual method for the solution of a one-stage stochastic programming problem with random
/// RHS obeying a discrete probability distribution", doi:10.1007/BF01421551; D. Dentcheva, A. Prékopa and
/// A. Ruszczyński (2000), "Concavity and efficient points of discrete distributions in probabilistic programming",
/// doi:10.1007/PL00011393.
struct ChanceProgram {
  /// Levels that suffice.
  struct Solution: Sendable, Hashable {
    /// One per column.
    var levels: [Double]
    var effort: Double
    /// No levels that suffice take less effort.
    var bound: Double

    /// Whether nothing cheaper exists, but for rounding.
    var isProven: Bool { effort - bound <= ChanceProgram.precision * max(abs(effort), 1) }
  }

  /// What levels of a block take.
  struct LevelEffort: Sendable {
    var effort: Double
    /// No point of these levels takes less.
    var bound: Double
    /// Per level; see ``ChanceRelaxation/prices``.
    var prices: [Double]
  }

  /// The needs: one column per quantity that must be lifted.
  let columns: [PathColumn]
  /// On how many paths the levels must suffice, at least one and at most all.
  let wanted: Int
  /// Paths on which no levels suffice; empty if there are none.
  var lost: [Bool] = []
  /// The columns of each block, together all of them in order.
  let blocks: [Range<Int>]
  /// The effort of a block by its levels, convex and rising; `nil` beyond its limits.
  let effort: (Int, ArraySlice<Double>) -> LevelEffort?

  /// Boxes looked into at most: proof costs time, and what remains open is told.
  static let mostBoxes = 300
  /// With more columns than these a box has too many sides for its bound to say much.
  static let fewColumns = 8
  /// How many boxes to look into: none is enough for good levels, but proves little.
  var boxes = mostBoxes
  /// A difference of effort, relative, that is not worth the proof: the paths themselves are a sample.
  static let precision = 1e-6

  /// The cheapest levels found.
  ///
  /// - Returns: `nil` when no levels within the limits suffice on enough paths, as far as was looked.
  /// - Complexity: O(paths · log paths) for up to two columns, else O(boxes · paths · columns).
  func solve() -> Solution? {
    let paths = UndecidedPaths(columns: columns, lost: lost, wanted: wanted)
    if columns.count == 2 { return walk(paths) }
    let isFew = columns.count <= Self.fewColumns
    var search = ChanceSearch(Levels(program: self), paths: paths, boxes: isFew ? boxes : 0)
    guard let found = search.solve(starts: starts(paths)) else { return nil }
    // Where boxes prove little, prices prove more.
    let priced = boxes > 0 && !isFew ? pricedBound(paths) ?? 0 : 0
    return Solution(
      levels: found.point, effort: found.effort, bound: min(max(found.bound, priced), found.effort))
  }

  /// Levels that are worth a try, where there are several.
  func starts(_ paths: UndecidedPaths) -> [[Double]] {
    guard columns.count > 1 else { return [] }
    let common = paths.levelsAtCommonChance()
    return [common, priced(paths, around: common)]
  }

  /// The levels themselves as a model: they suffice where they are no less than the needs.
  private struct Levels: ChanceModel {
    let program: ChanceProgram

    func relaxation(_ levels: [Double]) -> ChanceRelaxation<[Double]>? { program.total(levels) }

    func reached(_ levels: [Double]) -> [Double] { levels }

    func worth(_ levels: [Double]) -> [Double] {
      program.total(levels)?.prices ?? levels.map { _ in 1 }
    }

    func missed(_ levels: [Double]) -> [Bool] {
      let columns = program.columns
      return (columns.first?.needs ?? []).indices.map { path in
        columns.indices.contains { columns[$0].needs[path] > levels[$0] }
      }
    }

    func furtherColumns(_ levels: [Double], missed: [Int], atMost count: Int) -> [PathColumn] { [] }
  }

  private func total(_ levels: [Double]) -> ChanceRelaxation<[Double]>? {
    var sum = ChanceRelaxation(point: levels, effort: 0, bound: 0)
    var prices: [Double] = []
    for (block, range) in blocks.enumerated() {
      guard let found = effort(block, levels[range]) else { return nil }
      sum.effort += found.effort
      sum.bound += found.bound
      prices += found.prices
    }
    sum.prices = prices
    return sum
  }

  // MARK: Two columns

  /// All efficient points: as the first level falls, more paths are given up for it and the second must rise. Those that
  /// prices do not rule out are looked at, the most promising first.
  func walk(_ paths: UndecidedPaths) -> Solution? {
    let least = [0, 1].map { paths.level($0, ofRank: paths.allowed) }
    guard paths.allowed >= 0 else { return nil }
    var pairs: [(first: Double, second: Double)] = []
    if paths.allowsAll(above: least) {
      pairs.append((least[0], least[1]))
    } else {
      paths.forEachPair { pairs.append((max($0, least[0]), max($1, least[1]))) }
    }
    var bounds = pairs.map { _ in -Double.infinity }
    var best: Solution?
    while let next = bounds.indices.min(by: { bounds[$0] < bounds[$1] }), bounds[next] < .infinity {
      if let best, bounds[next] >= best.effort - Self.slack * abs(best.effort) { break }
      let pair = pairs[next]
      guard let found = total([pair.first, pair.second]) else {
        // No more is possible where not even this is.
        for other in pairs.indices
        where pairs[other].first >= pair.first && pairs[other].second >= pair.second {
          bounds[other] = .infinity
        }
        continue
      }
      if found.effort < best?.effort ?? .infinity {
        best = Solution(levels: found.point, effort: found.effort, bound: found.bound)
      }
      let prices = found.prices ?? [0, 0]
      for other in pairs.indices {
        let bound =
          found.bound + prices[0] * (pairs[other].first - pair.first)
          + prices[1] * (pairs[other].second - pair.second)
        bounds[other] = max(bounds[other], bound)
      }
      bounds[next] = .infinity
    }
    guard var best else { return nil }
    best.bound = bounds.reduce(best.bound, min)
    return best
  }

  private static let slack = 1e-9

  // MARK: More columns

  /// The levels that are the best of each column alone at one price for every path given up, the lowest price at which no
  /// more than allowed are. A column whose needs have a long tail thus gives up more paths than one whose needs are alike.
  ///
  /// The price is the multiplier of the chance constraint (D. P. Bertsekas, "Constrained Optimization and Lagrange
  /// Multiplier Methods", 1982, chapter 5), as if paths given up for several columns added up.
  private func priced(_ paths: UndecidedPaths, around levels: [Double]) -> [Double] {
    let choices = columns.indices.map { column in
      ranks(of: paths).map { rank in
        let level = paths.level(column, ofRank: rank)
        return (
          level: level, rank: Double(rank), effort: self.effort(replacing: column, of: levels, by: level)
        )
      }
    }
    func best(_ price: Double) -> [Double] {
      choices.map { $0.min { $0.effort + price * $0.rank < $1.effort + price * $1.rank }!.level }
    }
    var (low, high) = (1e-9, 1e6)
    for _ in 0..<50 {
      let middle = (low * high).squareRoot()
      if paths.allowsAll(above: best(middle)) { high = middle } else { low = middle }
    }
    return best(high)
  }

  /// A bound by the multiplier of the chance constraint, where every block has one column.
  ///
  /// A path on which c columns may exceed their marginal levels is given up once, however many of them do; if each of
  /// them is charged 1/c for it, no levels are charged more than the paths they give up. For any price μ ≥ 0,
  ///
  /// ```
  /// Σ_columns min over levels of (effort + μ·charged) − μ·allowed
  /// ```
  ///
  /// is then no more than the least effort. Levels between two that are looked at are charged as the higher one and take
  /// the effort of the lower one.
  func pricedBound(_ paths: UndecidedPaths) -> Double? {
    guard blocks.allSatisfy({ $0.count == 1 }) else { return nil }
    let marginals = columns.indices.map { paths.level($0, ofRank: paths.allowed) }
    let shares = paths.shares(above: marginals)
    let choices = columns.indices.map { intervals(of: $0, paths, floor: marginals[$0], shares) }
    func dual(_ price: Double) -> Double {
      choices.reduce(-price * Double(paths.allowed)) { sum, choices in
        sum + choices.reduce(.infinity) { min($0, $1.effort + price * $1.charged) }
      }
    }
    // Concave in the price; searched on a logarithmic scale.
    var (low, high) = (1e-9, 1e6)
    for _ in 0..<60 {
      let middle = (low * high).squareRoot()
      let (cheaper, dearer) = ((low * middle).squareRoot(), (middle * high).squareRoot())
      if dual(cheaper) < dual(dearer) { low = cheaper } else { high = dearer }
    }
    return dual((low * high).squareRoot())
  }

  /// Stretches of levels of a column, the highest first, with what they are charged and take at least.
  private func intervals(
    of column: Int, _ paths: UndecidedPaths, floor: Double, _ shares: [Double]
  ) -> [(charged: Double, effort: Double)] {
    var charges: [Double] = [0]
    for path in paths.orders[column].prefix(paths.allowed + 1) {
      charges.append(charges.last! + shares[path])
    }
    let ranks = ranks(of: paths)
    return ranks.indices.map { place in
      let next = place + 1 < ranks.count ? paths.level(column, ofRank: ranks[place + 1]) : floor
      return (charges[ranks[place]], effort(column, [max(next, floor)][...])?.bound ?? .infinity)
    }
  }

  /// Numbers of paths given up to look at: dense where few are, for there levels fall fastest.
  private func ranks(of paths: UndecidedPaths) -> [Int] {
    Set(
      (0...Self.ranks).map { rank in
        let share = Double(rank) / Double(Self.ranks)
        return Int((Double(paths.allowed) * share * share).rounded())
      }
    ).sorted()
  }

  private static let ranks = 128

  /// The effort of a column's block when one of its levels is another; infinite beyond the limits.
  private func effort(replacing column: Int, of levels: [Double], by level: Double) -> Double {
    guard let block = blocks.firstIndex(where: { $0.contains(column) }) else { return 0 }
    var changed = levels
    changed[column] = level
    return effort(block, changed[blocks[block]])?.effort ?? .infinity
  }
}
