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
    for start in [paths.levelsAtCommonChance(), dropping(paths, from: highest)] {
      offer(improved(start, paths, floor: marginals))
    }
    var open = [Box(lower: marginals, upper: highest, bound: total(marginals) ?? .infinity)]
    var looked = 0
    // Beyond a handful of columns a box has too many sides for its bound to say much.
    let limit = columns.count <= 8 ? boxes : 0
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
    found.bound = min(open.reduce(found.effort) { min($0, $1.bound) }, found.effort)
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
    let savings = columns.indices.map { column in saving(levels, column, to: floor[column]) }
    for column in columns.indices.sorted(by: { (savings[$0], $1) > (savings[$1], $0) }) {
      guard let givenUp = paths.givenUp(above: levels, except: column) else { return levels }
      levels[column] = max(
        floor[column], min(levels[column], paths.level(column, atMost: .infinity, givenUp)))
    }
    return levels
  }

  /// What lowering one level saves.
  private func saving(_ levels: [Double], _ column: Int, to level: Double) -> Double {
    guard let block = blocks.firstIndex(where: { $0.contains(column) }) else { return 0 }
    var lowered = levels
    lowered[column] = level
    guard let before = effort(block, levels[blocks[block]]), let after = effort(block, lowered[blocks[block]])
    else { return .infinity }
    return before - after
  }

  /// Starts where every path is served and gives up one path after the other, each time the one that saves most, until
  /// no more may be given up.
  private func dropping(_ paths: UndecidedPaths, from highest: [Double]) -> [Double] {
    var levels = highest
    var slopes: [Double] = []
    var isDropped = [Bool](repeating: false, count: paths.count)
    var positions = columns.map { _ in 0 }
    /// Where the first path of an order stands that is not dropped, from a position on.
    func next(_ column: Int, from position: Int) -> Int {
      var position = position
      while position < paths.count, isDropped[paths.orders[column][position]] { position += 1 }
      return position
    }
    func level(_ column: Int, _ position: Int) -> Double {
      position < paths.count ? paths.columns[column][paths.orders[column][position]] : 0
    }
    for drop in 0..<paths.allowed {
      if drop.isMultiple(of: max(paths.allowed / 20, 1)) {
        slopes = columns.indices.map { slope(levels, $0) }
      }
      var best: (path: Int, saving: Double)?
      for column in columns.indices {
        guard positions[column] < paths.count else { continue }
        let path = paths.orders[column][positions[column]]
        // What the path saves in every column whose level it alone holds up.
        let saving = columns.indices.reduce(0.0) { sum, other in
          guard positions[other] < paths.count, paths.orders[other][positions[other]] == path else {
            return sum
          }
          return sum + slopes[other] * (levels[other] - level(other, next(other, from: positions[other] + 1)))
        }
        if best.map({ saving > $0.saving }) ?? true { best = (path, saving) }
      }
      guard let best else { break }
      isDropped[best.path] = true
      for column in columns.indices {
        positions[column] = next(column, from: positions[column])
        levels[column] = min(levels[column], level(column, positions[column]))
      }
    }
    return levels
  }

  /// What the last bit of a level costs, per point.
  private func slope(_ levels: [Double], _ column: Int) -> Double {
    let step = max(1e-3 * levels[column], 1e-6)
    let saved = saving(levels, column, to: max(levels[column] - step, 0))
    return saved.isFinite ? saved / step : 1e3
  }
}
