/// What levels count for, of the paths that may be given up: a joint chance as one linear inequality, for bounds.
///
/// A path on which c columns need more than their marginal levels is given up once, however many of them are then missed;
/// if each of them is charged 1/c for it, no levels are charged more than the paths that they give up. So levels that
/// suffice satisfy
///
/// ```
/// Σ_columns charge(level) ≤ allowed
/// ```
///
/// and still do with the lower convex hull of each charge, which falls in the level, in place of it. The hull is that of
/// all needs; of its edges a few are kept, whose greatest is below it and thus no less certain.
struct ChargedLevels: Sendable {
  /// Levels above the marginal one, from it on, by column; what each point relieves of charges falls.
  let raises: [[ActionProgram.Need.Raise]]
  /// What raises must relieve together, at least.
  let relief: Double

  /// - Parameters:
  ///   - marginals: Levels below which none can be.
  ///   - wanted: On how many of all paths levels must suffice.
  /// - Complexity: O(paths · columns)
  init(_ columns: [PathColumn], above marginals: [Double], wanted: Int) {
    let count = columns.first?.needs.count ?? 0
    var missed = [Double](repeating: 0, count: count)
    for (column, marginal) in zip(columns, marginals) {
      for path in column.order {
        guard column.needs[path] > marginal else { break }
        missed[path] += 1
      }
    }
    var charged = 0.0
    raises = zip(columns, marginals).map { column, marginal in
      let hull = Self.hull(column, above: marginal, missed: missed)
      charged += hull[0].charge
      return Self.raises(along: hull)
    }
    relief = max(charged - Double(count - wanted), 0)
  }

  private typealias Point = (level: Double, charge: Double)

  /// Vertices of the lower convex hull of the charge, by rising level.
  private static func hull(_ column: PathColumn, above marginal: Double, missed: [Double]) -> [Point] {
    var hull: [Point] = []
    func add(_ point: Point) {
      while let last = hull.last {
        if last.level == point.level { return }
        guard hull.count > 1 else { break }
        let before = hull[hull.count - 2]
        // Levels fall and charges rise from point to point, ever faster.
        let steeper =
          (point.charge - last.charge) * (before.level - last.level)
          > (last.charge - before.charge) * (last.level - point.level)
        if steeper { break }
        hull.removeLast()
      }
      hull.append(point)
    }
    var charge = 0.0
    for path in column.order {
      guard column.needs[path] > marginal else { break }
      add((column.needs[path], charge))
      charge += 1 / missed[path]
    }
    add((marginal, charge))
    return hull.reversed()
  }

  /// The stretches between the crossings of a few edges: one for every halving of the charge, the first and the last.
  private static func raises(along hull: [Point]) -> [ActionProgram.Need.Raise] {
    guard hull.count > 1 else { return [] }
    func slope(_ edge: Int) -> Double {
      (hull[edge].charge - hull[edge + 1].charge) / (hull[edge + 1].level - hull[edge].level)
    }
    var edges = [0]
    for edge in 1..<max(hull.count - 1, 1) {
      let isLast = edge + 2 == hull.count
      if isLast || hull[edge].charge <= hull[edges[edges.count - 1]].charge / 2 { edges.append(edge) }
    }
    var raises: [ActionProgram.Need.Raise] = []
    var start = hull[0].level
    for (position, edge) in edges.enumerated() {
      var end = hull[hull.count - 1].level
      if position + 1 < edges.count {
        let (one, other) = (hull[edge], hull[edges[position + 1]])
        let (fall, nextFall) = (slope(edge), slope(edges[position + 1]))
        // charge − fall·(x − level) is the same on both.
        end =
          fall > nextFall
          ? (one.charge - other.charge + fall * one.level - nextFall * other.level) / (fall - nextFall)
          : other.level
      }
      raises.append(.init(points: max(end - start, 0), relief: slope(edge)))
      start = max(start, end)
    }
    return raises
  }
}
