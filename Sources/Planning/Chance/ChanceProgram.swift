import NumericCore

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
    var isProven: Bool { effort - bound <= 1e-9 * max(abs(effort), 1) }
  }

  /// The needs: one array per column, one number per path, at least zero.
  let columns: [[Double]]
  /// On how many paths the levels must suffice, at least one and at most all.
  let wanted: Int
  /// The columns of each block, together all of them in order.
  let blocks: [Range<Int>]
  /// The effort of a block by its levels, `nil` beyond its limits.
  let effort: (Int, ArraySlice<Double>) -> Double?

  /// Boxes looked into at most: proof costs time, and what remains open is told.
  static let mostBoxes = 400

  /// The cheapest levels found.
  ///
  /// - Returns: `nil` when no levels within the limits suffice on enough paths, as far as was looked.
  /// - Complexity: O(paths · log paths) for up to two columns, else O(boxes · paths · columns).
  func solve() -> Solution? {
    let marginals = columns.map { column in
      var values = column
      return orderStatistic(wanted - 1, of: &values)
    }
    guard let least = total(marginals) else { return nil }
    let undecided = UndecidedPaths(columns: columns, above: marginals, wanted: wanted)
    if undecided.wanted <= 0 { return Solution(levels: marginals, effort: least, bound: least) }
    switch columns.count {
    case 2: return walk(undecided, marginals)
    default: return search(undecided, marginals)
    }
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

  /// All efficient points: as the first level rises, more paths are within it and the second may fall.
  private func walk(_ paths: UndecidedPaths, _ marginals: [Double]) -> Solution? {
    let order = paths.indices.sorted { paths.columns[0][$0] < paths.columns[0][$1] }
    // The greatest of the wanted smallest needs of the second column, among the paths so far.
    var kept = Heap()
    var best: Solution?
    var second = Double.infinity
    for (count, path) in order.enumerated() {
      kept.insert(paths.columns[1][path])
      guard count + 1 >= paths.wanted else { continue }
      if kept.count > paths.wanted { kept.removeGreatest() }
      let level = max(kept.greatest, marginals[1])
      guard level < second else { continue }
      second = level
      let levels = [max(paths.columns[0][path], marginals[0]), level]
      guard let effort = total(levels), effort < best?.effort ?? .infinity else { continue }
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
    let highest = columns.indices.map { column in
      paths.columns[column].reduce(marginals[column], max)
    }
    var best: Solution?
    func offer(_ levels: [Double]) {
      guard let effort = total(levels), effort < best?.effort ?? .infinity else { return }
      best = Solution(levels: levels, effort: effort, bound: -.infinity)
    }
    for start in [paths.levelsAtCommonChance(from: marginals), dropping(paths, from: highest)] {
      offer(improved(start, paths, marginals))
    }
    var open = [Box(lower: marginals, upper: highest, bound: total(marginals) ?? .infinity)]
    var looked = 0
    // Beyond a handful of columns a box has too many sides for its bound to say much.
    let limit = columns.count <= 8 ? Self.mostBoxes : 0
    while looked < limit, let next = open.indices.min(by: { open[$0].bound < open[$1].bound }) {
      let box = open.remove(at: next)
      if let best, box.bound >= best.effort - 1e-9 * max(abs(best.effort), 1) {
        open.removeAll()
        break
      }
      looked += 1
      for child in split(box, paths) {
        guard var tight = tightened(child, paths), let bound = total(tight.lower) else { continue }
        tight.bound = bound
        if paths.count(within: tight.lower) >= paths.wanted {
          offer(tight.lower)
        } else {
          if looked.isMultiple(of: 8) { offer(improved(tight.upper, paths, tight.lower)) }
          open.append(tight)
        }
      }
    }
    guard var found = best else { return nil }
    found.bound = min(open.reduce(found.effort) { min($0, $1.bound) }, found.effort)
    return found
  }

  /// No level of the box can be lower than what the wanted number of paths within its upper corner needs.
  private func tightened(_ box: Box, _ paths: UndecidedPaths) -> Box? {
    let within = paths.indices.filter { paths.holds($0, box.upper) }
    guard within.count >= paths.wanted else { return nil }
    var tight = box
    for column in columns.indices {
      var values = within.map { paths.columns[column][$0] }
      tight.lower[column] = max(tight.lower[column], orderStatistic(paths.wanted - 1, of: &values))
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
    guard dearest >= 0 else { return [] }
    let inside = paths.columns[dearest].filter { $0 > box.lower[dearest] && $0 <= box.upper[dearest] }
    guard !inside.isEmpty else { return [] }
    var values = inside
    // With two values or more both halves are smaller than the whole.
    let middle = orderStatistic((inside.count - 1) / 2, of: &values)
    let below = inside.filter { $0 < middle }.max() ?? box.lower[dearest]
    var (low, high) = (box, box)
    low.upper[dearest] = below
    high.lower[dearest] = middle
    return [low, high]
  }

  /// Lowers one level after the other as far as the wanted number of paths allows, the dearest first, until none can be
  /// lowered; then pairs of levels against each other.
  private func improved(_ start: [Double], _ paths: UndecidedPaths, _ floor: [Double]) -> [Double] {
    var levels = start
    let savings = columns.indices.map { column in saving(levels, column, to: floor[column]) }
    for column in columns.indices.sorted(by: { (savings[$0], $1) > (savings[$1], $0) }) {
      var values = paths.indices.filter { paths.holds($0, levels, except: column) }
        .map { paths.columns[column][$0] }
      guard values.count >= paths.wanted else { continue }
      levels[column] = max(floor[column], min(levels[column], orderStatistic(paths.wanted - 1, of: &values)))
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
  /// only as many as wanted are left.
  private func dropping(_ paths: UndecidedPaths, from highest: [Double]) -> [Double] {
    var levels = highest
    let orders = columns.indices.map { column in
      paths.indices.sorted { paths.columns[column][$0] > paths.columns[column][$1] }
    }
    var isDropped = [Bool](repeating: false, count: paths.count)
    var positions = columns.map { _ in 0 }
    /// The need of the first path in an order that is not dropped, but for one.
    func next(_ column: Int, without path: Int?) -> (path: Int, level: Double)? {
      for candidate in orders[column][positions[column]...] where !isDropped[candidate] && candidate != path {
        return (candidate, paths.columns[column][candidate])
      }
      return nil
    }
    var slopes = columns.indices.map { slope(levels, $0) }
    let drops = paths.count - paths.wanted
    for drop in 0..<max(drops, 0) {
      if drop.isMultiple(of: max(drops / 20, 1)) { slopes = columns.indices.map { slope(levels, $0) } }
      var savings: [Int: Double] = [:]
      for column in columns.indices {
        guard let top = next(column, without: nil), top.level >= levels[column] else { continue }
        let after = next(column, without: top.path)?.level ?? 0
        savings[top.path, default: 0] += slopes[column] * (levels[column] - after)
      }
      guard let chosen = savings.max(by: { ($0.value, $1.key) < ($1.value, $0.key) })?.key else { break }
      isDropped[chosen] = true
      for column in columns.indices {
        while positions[column] < paths.count, isDropped[orders[column][positions[column]]] {
          positions[column] += 1
        }
        if positions[column] < paths.count {
          levels[column] = min(levels[column], paths.columns[column][orders[column][positions[column]]])
        }
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

/// Paths that some levels above the marginal ones may give up; all others hold in any case.
private struct UndecidedPaths {
  /// Their needs, at least the marginal ones, by column.
  let columns: [[Double]]
  /// How many of them must hold.
  let wanted: Int
  let count: Int

  var indices: Range<Int> { 0..<count }

  init(columns: [[Double]], above marginals: [Double], wanted: Int) {
    let paths = columns.first?.count ?? 0
    let open = (0..<paths).filter { path in
      columns.indices.contains { columns[$0][path] > marginals[$0] }
    }
    self.columns = zip(columns, marginals).map { column, marginal in open.map { max(column[$0], marginal) } }
    self.wanted = wanted - (paths - open.count)
    count = open.count
  }

  func holds(_ path: Int, _ levels: [Double], except column: Int = -1) -> Bool {
    for other in columns.indices where other != column && columns[other][path] > levels[other] {
      return false
    }
    return true
  }

  func count(within levels: [Double]) -> Int { indices.count { holds($0, levels) } }

  /// The order statistics of one common rank, the lowest with which enough paths hold.
  func levelsAtCommonChance(from marginals: [Double]) -> [Double] {
    let sorted = columns.map { $0.sorted() }
    func levels(_ rank: Int) -> [Double] { sorted.map { $0[rank] } }
    var (low, high) = (0, count - 1)
    while low < high {
      let middle = (low + high) / 2
      if count(within: levels(middle)) >= wanted { high = middle } else { low = middle + 1 }
    }
    return levels(low)
  }
}

/// Numbers of which the greatest is at hand: a binary heap.
private struct Heap {
  private var values: [Double] = []

  var count: Int { values.count }
  var greatest: Double { values[0] }

  mutating func insert(_ value: Double) {
    values.append(value)
    var child = values.count - 1
    while child > 0, values[child] > values[(child - 1) / 2] {
      values.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  mutating func removeGreatest() {
    values[0] = values[values.count - 1]
    values.removeLast()
    var parent = 0
    while true {
      let children = [2 * parent + 1, 2 * parent + 2].filter { $0 < values.count }
      guard let child = children.max(by: { values[$0] < values[$1] }), values[child] > values[parent] else {
        return
      }
      values.swapAt(child, parent)
      parent = child
    }
  }
}
