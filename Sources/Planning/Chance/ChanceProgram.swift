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
/// points are walked through; with more, a branch and bound over boxes of levels proves how far from the best a point
/// can be.
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

  /// The needs: one column per quantity that must be lifted.
  let columns: [PathColumn]
  /// On how many paths the levels must suffice, at least one and at most all.
  let wanted: Int
  /// The columns of each block, together all of them in order.
  let blocks: [Range<Int>]
  /// The effort of a block by its levels, `nil` beyond its limits.
  let effort: (Int, ArraySlice<Double>) -> Double?

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
    let marginals = columns.map { $0.level(wanted: wanted) }
    guard let least = total(marginals) else { return nil }
    let paths = UndecidedPaths(columns: columns, above: marginals, wanted: wanted)
    if paths.allowsAll(above: marginals) { return Solution(levels: marginals, effort: least, bound: least) }
    return columns.count == 2 ? walk(paths, marginals) : search(paths, marginals)
  }

  func total(_ levels: [Double]) -> Double? {
    var sum = 0.0
    for (block, range) in blocks.enumerated() {
      guard let effort = effort(block, levels[range]) else { return nil }
      sum += effort
    }
    return sum
  }

  // MARK: Two columns

  /// All efficient points: as the first level falls, more paths are given up for it and the second must rise.
  private func walk(_ paths: UndecidedPaths, _ marginals: [Double]) -> Solution? {
    var best: Solution?
    paths.forEachPair { first, second in
      let levels = [max(first, marginals[0]), max(second, marginals[1])]
      guard let effort = total(levels), effort < best?.effort ?? .infinity else { return }
      best = Solution(levels: levels, effort: effort, bound: effort)
    }
    return best
  }

  // MARK: More columns

  private struct Box {
    var lower: [Double]
    var upper: [Double]
    var bound: Double
  }

  private func search(_ paths: UndecidedPaths, _ marginals: [Double]) -> Solution? {
    let highest = columns.indices.map { max(paths.greatest($0), marginals[$0]) }
    var best: Solution?
    func offer(_ levels: [Double]) {
      guard let effort = total(levels), effort < best?.effort ?? .infinity else { return }
      best = Solution(levels: levels, effort: effort, bound: -.infinity)
    }
    let common = paths.levelsAtCommonChance()
    for start in [common, priced(paths, around: common)] {
      offer(improved(start, paths, floor: marginals))
    }
    var open = [Box(lower: marginals, upper: highest, bound: total(marginals) ?? .infinity)]
    var looked = 0
    let limit = columns.count <= Self.fewColumns ? boxes : 0
    while looked < limit, let next = open.indices.min(by: { open[$0].bound < open[$1].bound }) {
      if let best, open[next].bound >= best.effort - Self.precision * max(abs(best.effort), 1) { break }
      let box = open.remove(at: next)
      looked += 1
      for child in split(box, paths) {
        guard var tight = tightened(child, paths), let bound = total(tight.lower) else { continue }
        tight.bound = bound
        if paths.allowsAll(above: tight.lower) {
          offer(tight.lower)
        } else {
          offer(improved(tight.upper, paths, floor: tight.lower))
          open.append(tight)
        }
      }
    }
    guard var found = best else { return nil }
    // Where boxes prove little, prices prove more.
    let priced = boxes > limit ? pricedBound(paths, marginals) ?? 0 : 0
    let certain = max(open.reduce(found.effort) { min($0, $1.bound) }, priced)
    found.bound = min(certain, found.effort)
    return found
  }

  /// No level of the box can be lower than what is left when as many paths as allowed are given up for it.
  private func tightened(_ box: Box, _ paths: UndecidedPaths) -> Box? {
    guard let givenUp = paths.givenUp(above: box.upper) else { return nil }
    var tight = box
    for column in columns.indices {
      let level = paths.level(column, atMost: box.upper[column], givenUp)
      tight.lower[column] = max(tight.lower[column], level)
    }
    return tight
  }

  /// Two halves along the column in which the box is the dearest.
  private func split(_ box: Box, _ paths: UndecidedPaths) -> [Box] {
    var (dearest, extra) = (-1, 0.0)
    for column in columns.indices where box.upper[column] > box.lower[column] {
      var levels = box.lower
      levels[column] = box.upper[column]
      let more = (total(levels) ?? .infinity) - box.bound
      if dearest < 0 || more > extra { (dearest, extra) = (column, more) }
    }
    guard dearest >= 0,
      let (below, above) = paths.middle(dearest, above: box.lower[dearest], atMost: box.upper[dearest])
    else { return [] }
    var (low, high) = (box, box)
    low.upper[dearest] = max(below, box.lower[dearest])
    high.lower[dearest] = above
    return [low, high]
  }

  /// Lowers one level after the other as far as the wanted number of paths allows, the dearest first, until none can be
  /// lowered.
  private func improved(_ start: [Double], _ paths: UndecidedPaths, floor: [Double]) -> [Double] {
    var levels = start
    let savings = columns.indices.map { column in
      let before = effort(replacing: column, of: levels, by: levels[column])
      return before.isFinite ? before - effort(replacing: column, of: levels, by: floor[column]) : .infinity
    }
    for column in columns.indices.sorted(by: { (savings[$0], $1) > (savings[$1], $0) }) {
      guard let givenUp = paths.givenUp(above: levels, except: column) else { return levels }
      levels[column] = max(
        floor[column], min(levels[column], paths.level(column, atMost: .infinity, givenUp)))
    }
    return levels
  }

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
  private func pricedBound(_ paths: UndecidedPaths, _ marginals: [Double]) -> Double? {
    guard blocks.allSatisfy({ $0.count == 1 }) else { return nil }
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
      return (charges[ranks[place]], effort(column, [max(next, floor)][...]) ?? .infinity)
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
    return effort(block, changed[blocks[block]]) ?? .infinity
  }
}
