/// The cheapest point that holds on enough sample paths: branch and bound over boxes of levels.
///
/// A box has a lower and an upper level for each column: some path that holds needs as much as the lower one, none more
/// than the upper one. Paths that need more are given up. No level of the box is below what is needed when as many more
/// paths are given up for it alone as are allowed; the effort of all these levels together is a bound for the box. It
/// closes when the cheapest point for them holds on enough paths, and else is split: a column either needs a level that
/// the point does not reach, or all paths that need it are given up.
///
/// Prices of the levels, from the dual of the effort, tell more without solving anything: levels and paths that would
/// cost more than the best point that is known are given up as well.
///
/// Where a model's levels are not sufficient, columns are added as points fail for want of them.
///
/// Sources: J. Luedtke (2014), "A branch-and-cut decomposition algorithm for solving chance-constrained mathematical
/// programs with finite support", doi:10.1007/s10107-013-0684-6; P. Beraldi and A. Ruszczyński (2002), "A branch and
/// bound method for stochastic integer problems under probabilistic constraints", doi:10.1080/1055678021000033937.
struct ChanceSearch<Model: ChanceModel> {
  struct Outcome {
    var point: Model.Point
    var effort: Double
    /// No point that holds on enough paths takes less effort.
    var bound: Double
  }

  private struct Box {
    var lower: [Double]
    var upper: [Double]
    /// Paths that are given up, by place, besides those that need more than the upper levels.
    var lost: [Int] = []
    var bound: Double
  }

  private(set) var model: Model
  /// Whether it is certain that no point holds on enough paths: none was found, and no box is open.
  var provesNone: Bool { best == nil && left == .infinity && open.isEmpty }
  private var paths: UndecidedPaths
  /// How many boxes to look into: deterministic, unlike time.
  let boxes: Int
  private var best: (point: Model.Point, effort: Double)?
  private var open: [Box] = []
  /// The least bound of boxes that could not be looked into further.
  private var left = Double.infinity

  /// A relative difference of effort that is not worth the proof.
  private static var precision: Double { 2e-7 }
  /// Rounding of levels.
  private static var slack: Double { 1e-9 }
  /// With more paths than these they are not looked at one by one.
  private static var fewPaths: Int { 500 }
  private static var mostColumns: Int { 400 }
  /// How often levels are raised in one box by what the best point that is known rules out.
  private static var mostRounds: Int { 6 }

  init(_ model: Model, paths: UndecidedPaths, boxes: Int) {
    self.model = model
    self.paths = paths
    self.boxes = boxes
  }

  private var cutoff: Double { best.map { $0.effort - Self.precision * abs($0.effort) } ?? .infinity }

  /// - Parameters:
  ///   - starts: Levels that are worth a try.
  ///   - known: A point that holds on enough paths, and its effort.
  /// - Returns: `nil` when no point was found.
  mutating func solve(
    starts: [[Double]] = [], known: (point: Model.Point, effort: Double)? = nil
  ) -> Outcome? {
    best = known
    let root = Box(
      lower: paths.columns.map { _ in 0 }, upper: paths.columns.map { _ in .infinity }, bound: -.infinity)
    guard let first = tightened(root) else {
      return known.map { Outcome(point: $0.point, effort: $0.effort, bound: $0.effort) }
    }
    for start in starts { settle(start, floor: first.lower) }
    open = [first]
    var looked = 0
    while looked < max(boxes, 1), let next = open.indices.min(by: { open[$0].bound < open[$1].bound }) {
      if open[next].bound >= cutoff { break }
      let box = open[next]
      open[next] = open[open.count - 1]
      open.removeLast()
      looked += 1
      look(into: box, tries: looked <= 20 || looked % 8 == 0)
    }
    guard let best else { return nil }
    let bound = open.reduce(min(left, best.effort)) { min($0, $1.bound) }
    return Outcome(point: best.point, effort: best.effort, bound: bound)
  }

  // MARK: Boxes

  /// The box with levels raised to what paths that may still be given up leave; `nil` if it is empty.
  private func tightened(_ box: Box) -> Box? {
    var tight = box
    // Columns that were added since.
    while tight.lower.count < paths.columns.count {
      tight.lower.append(0)
      tight.upper.append(.infinity)
    }
    guard let givenUp = paths.givenUp(above: tight.upper, and: tight.lost) else { return nil }
    for column in tight.lower.indices {
      let level = paths.level(column, atMost: tight.upper[column], givenUp)
      tight.lower[column] = max(tight.lower[column], level)
      guard tight.lower[column] <= tight.upper[column] else { return nil }
    }
    return tight
  }

  private mutating func look(into start: Box, tries: Bool) {
    var box = start
    var rounds = 0
    var known: ChanceRelaxation<Model.Point>?
    while true {
      guard let tight = tightened(box), let givenUp = paths.givenUp(above: tight.upper, and: tight.lost)
      else { return }
      box = tight
      // A column whose level is reached anyhow changes nothing.
      if let point = known?.point, !reaches(point, box.lower) { known = nil }
      guard var relaxed = known ?? model.relaxation(box.lower) else { return }
      relaxed.prices = relaxed.prices.map { $0 + [Double](repeating: 0, count: box.lower.count - $0.count) }
      known = relaxed
      box.bound = max(box.bound, relaxed.bound)
      if box.bound >= cutoff { return }
      let failing = failing(relaxed.point)
      if failing.count <= paths.allowed {
        offer(relaxed)
        left = min(left, box.bound)
        return
      }
      let missed = failing.filter { !givenUp.contains($0) }
      rounds += 1
      if rounds <= Self.mostRounds, limit(&box, relaxed, givenUp) { continue }
      if addColumns(relaxed, missed: missed) { continue }
      let view = View(
        reached: model.reached(relaxed.point), prices: relaxed.prices ?? box.lower.map { _ in 0 },
        worth: relaxed.prices ?? model.worth(box.lower))
      if tries { settle(held(view, missed: missed, box, givenUp), floor: box.lower) }
      if box.bound >= cutoff { return }
      split(box, view, givenUp)
      return
    }
  }

  /// What a box's cheapest point reaches, what is certain of the prices of its levels, and what they are worth at a guess.
  private struct View {
    let reached: [Double]
    let prices: [Double]
    let worth: [Double]
  }

  private func reaches(_ point: Model.Point, _ levels: [Double]) -> Bool {
    zip(model.reached(point), levels).allSatisfy { $0 >= $1 - Self.slack / 10 }
  }

  /// The places of the paths on which a point does not hold.
  private func failing(_ point: Model.Point) -> [Int] {
    let isMissed = model.missed(point)
    return paths.positions.indices.filter { isMissed[paths.positions[$0]] }
  }

  private mutating func offer(_ relaxed: ChanceRelaxation<Model.Point>) {
    if relaxed.effort < best?.effort ?? .infinity { best = (relaxed.point, relaxed.effort) }
  }

  /// Gives up what would cost more than the best point that is known; whether that raises a level.
  private func limit(
    _ box: inout Box, _ relaxed: ChanceRelaxation<Model.Point>, _ givenUp: UndecidedPaths.GivenUp
  ) -> Bool {
    let room = cutoff - relaxed.bound
    guard room.isFinite, let prices = relaxed.prices else { return false }
    var limited = box
    for column in box.lower.indices where prices[column] > 0 {
      limited.upper[column] = min(limited.upper[column], box.lower[column] + room / prices[column])
    }
    if paths.count <= Self.fewPaths {
      for path in paths.positions.indices where !givenUp.contains(path) {
        let extra = box.lower.indices.reduce(0) {
          $0 + prices[$1] * max(paths.columns[$1][path] - box.lower[$1], 0)
        }
        if extra >= room { limited.lost.append(path) }
      }
    }
    guard let tight = tightened(limited) else {
      // Nothing in the box is better: the next look closes it.
      box = limited
      return true
    }
    let isRaised = zip(tight.lower, box.lower).contains { $0 > $1 + Self.slack }
    box = tight
    return isRaised
  }

  /// Adds columns for paths on which a point fails for want of something that no column tells yet; whether there were
  /// any.
  private mutating func addColumns(
    _ relaxed: ChanceRelaxation<Model.Point>, missed: [Int]
  ) -> Bool {
    guard paths.columns.count < Self.mostColumns else { return false }
    let further = model.furtherColumns(
      relaxed.point, missed: missed.map { paths.positions[$0] },
      atMost: paths.count <= Self.fewPaths ? 12 : 3)
    for column in further { paths.append(column) }
    return !further.isEmpty
  }

  /// Two boxes: a column needs a level that the point does not reach, or the paths that need it are given up.
  private mutating func split(
    _ box: Box, _ view: View, _ givenUp: UndecidedPaths.GivenUp
  ) {
    let spare = paths.allowed - givenUp.count
    let few = paths.count <= Self.fewPaths
    let typical = view.worth.reduce(0, max)
    var chosen: (score: Double, up: Box, down: Box?)?
    for column in box.lower.indices {
      let needs = paths.columns[column]
      var above: [Double] = []
      for path in paths.orders[column] where !givenUp.contains(path) {
        guard needs[path] > view.reached[column] + Self.slack else { break }
        above.append(needs[path])
        if above.count > spare { break }
      }
      // The least of equal needs stands for all of them.
      let ends = above.indices.filter { $0 + 1 == above.count || above[$0 + 1] < above[$0] }
      guard !ends.isEmpty else { continue }
      let places = Set([ends.count / 8, ends.count / 3, ends.count - 1]).sorted()
      let tried = few ? ends : places.map { ends[$0] }
      for place in tried {
        var (up, down) = (box, box)
        up.lower[column] = above[place]
        // Beyond the level that is reached there may be no price yet.
        let price = max(view.worth[column], 1e-3 * typical)
        let upGain = price * (above[place] - box.lower[column])
        up.bound = box.bound + view.prices[column] * (above[place] - box.lower[column])
        down.upper[column] = above[place].nextDown
        let fallen = tightened(down)
        var downGain = Double.infinity
        if let lower = fallen?.lower, var fallen {
          func gain(_ prices: [Double]) -> Double {
            box.lower.indices.reduce(0) { $0 + prices[$1] * (lower[$1] - box.lower[$1]) }
          }
          downGain = gain(view.worth)
          fallen.bound = box.bound + gain(view.prices)
          down = fallen
        }
        // What is given up brings the box nearer to its end even where no level rises yet.
        let progress = typical * 1e-6 * Double(place + 1)
        let score = min(upGain, 1e12) * min(downGain + progress, 1e12)
        if score > chosen?.score ?? -1 { chosen = (score, up, fallen == nil ? nil : down) }
      }
    }
    guard let chosen else {
      left = min(left, box.bound)
      return
    }
    for child in [chosen.up, chosen.down].compactMap({ $0 }) where child.bound < cutoff { open.append(child) }
  }

  // MARK: Points that hold

  /// Levels that hold on all paths but those that a point misses by most.
  private func held(
    _ view: View, missed: [Int], _ box: Box, _ givenUp: UndecidedPaths.GivenUp
  ) -> [Double] {
    let typical = 0.1 * view.worth.reduce(0, max) + 1e-9
    func distance(_ path: Int) -> Double {
      box.lower.indices.reduce(0) {
        $0 + (view.worth[$1] + typical) * max(paths.columns[$1][path] - view.reached[$1], 0)
      }
    }
    let farthest = missed.map { (path: $0, distance: distance($0)) }
      .sorted { ($0.distance, $1.path) > ($1.distance, $0.path) }
      .prefix(paths.allowed - givenUp.count).map(\.path)
    guard let lost = paths.givenUp(above: box.upper, and: box.lost + farthest) else { return box.upper }
    return box.lower.indices.map { column in
      let highest = paths.orders[column].first { !lost.contains($0) }
      return max(highest.map { paths.columns[column][$0] } ?? 0, box.lower[column])
    }
  }

  /// From levels to a point that holds on all paths for which they suffice, and a better one where a level can be lowered.
  ///
  /// Where columns were added since, their levels are those that the other columns' paths need.
  private mutating func settle(_ start: [Double], floor: [Double]) {
    var levels = start + [Double](repeating: .infinity, count: paths.columns.count - start.count)
    levels = improved(levels, floor: floor)
    guard let lost = paths.givenUp(above: levels) else { return }
    func highest(_ column: Int) -> Double {
      paths.orders[column].first { !lost.contains($0) }.map { paths.columns[column][$0] } ?? 0
    }
    for column in levels.indices where levels[column] == .infinity { levels[column] = highest(column) }
    for _ in 0..<Self.mostSettlings {
      guard let relaxed = model.relaxation(levels), relaxed.bound < cutoff else { return }
      let failing = failing(relaxed.point)
      if failing.count <= paths.allowed {
        offer(relaxed)
        return
      }
      let further = model.furtherColumns(
        relaxed.point, missed: failing.filter { !lost.contains($0) }.map { paths.positions[$0] },
        atMost: Self.mostColumns)
      guard !further.isEmpty else { return }
      for column in further {
        paths.append(column)
        levels.append(highest(levels.count))
      }
    }
  }

  private static var mostSettlings: Int { 30 }

  /// Lowers one level after the other as far as the wanted number of paths allows, the dearest first, until none can be
  /// lowered.
  private func improved(_ start: [Double], floor: [Double]) -> [Double] {
    var levels = start
    let finite = levels.indices.filter { levels[$0].isFinite }
    func least(_ column: Int) -> Double { column < floor.count ? floor[column] : 0 }
    let prices = model.worth(levels.map { $0.isFinite ? $0 : 0 })
    let savings = finite.map { (column: $0, saving: prices[$0] * (levels[$0] - least($0))) }
    for (column, _) in savings.sorted(by: { ($0.saving, $1.column) > ($1.saving, $0.column) }) {
      guard let givenUp = paths.givenUp(above: levels, except: column) else { return levels }
      let needed = paths.level(column, atMost: .infinity, givenUp)
      levels[column] = max(least(column), min(levels[column], needed))
    }
    return levels
  }
}
