import NumericCore

/// From values that nearly cover the rows to values that do, on the kinks where they belong.
extension CoveringProgram {
  /// The values, moved the least share of the way to their upper limits with which every row is covered but for the last
  /// bits of a sum; rows of two variables in their order to the very last.
  func covering(_ values: [Double], lower: [Double], upper: [Double]) -> [Double] {
    func inOrder(_ values: inout [Double]) {
      for row in rows where row.adding.count == 1 && row.taking.count == 1 {
        let least = min(values[row.taking[0]] + row.amount, upper[row.adding[0]])
        values[row.adding[0]] = max(values[row.adding[0]], least)
      }
    }
    var inside = values.indices.map { min(max(values[$0], lower[$0]), upper[$0]) }
    inOrder(&inside)
    var share = 0.0
    for row in rows {
      let missing = row.amount - row.sum(inside)
      guard missing > Self.lastBits else { continue }
      let room = row.sum(upper) - row.sum(inside)
      share = max(share, room > missing ? missing / room : 1)
    }
    guard share > 0 else { return inside }
    inside = zip(inside, upper).map { $0 + share * ($1 - $0) }
    inOrder(&inside)
    return inside
  }

  private static let lastBits = 1e-12

  /// The values with those that are next to a limit or a kink put onto it, and the others changed as little as the rows
  /// that hold them allow; `nil` where that is not as good.
  func snapped(_ values: [Double], prices: [Double], lower: [Double], upper: [Double]) -> [Double]? {
    var tidy = values
    var isFree = [Bool](repeating: true, count: values.count)
    for (j, variable) in variables.enumerated() {
      var kinks = [lower[j], upper[j]]
      var start = 0.0
      for piece in variable.curve.pieces {
        start += piece.length
        if start > lower[j], start < upper[j] { kinks.append(start) }
      }
      guard let kink = kinks.first(where: { abs($0 - values[j]) <= Self.nextTo }) else { continue }
      tidy[j] = kink
      isFree[j] = false
    }
    let tight = rows.indices.filter {
      prices[$0] > 0 && rows[$0].sum(values) - rows[$0].amount <= Self.nextTo
    }
    func members(_ r: Int) -> [(variable: Int, sign: Double)] {
      (rows[r].adding.map { ($0, 1) } + rows[r].taking.map { ($0, -1) }).filter { isFree[$0.0] }
    }
    let held = tight.filter { !members($0).isEmpty }
    if !held.isEmpty {
      var normal = Matrix(rows: held.count, columns: held.count)
      for (place, r) in held.enumerated() {
        var column = [Double](repeating: 0, count: values.count)
        for (j, sign) in members(r) { column[j] = sign }
        for (other, q) in held.enumerated() { normal[other, place] = rows[q].sum(column) }
        // Rows that depend on one another share what is missing.
        normal[place, place] += 1e-12
      }
      let missing = held.map { rows[$0].amount - rows[$0].sum(tidy) }
      guard let shares = CholeskyFactorization(normal)?.solve(missing) else { return nil }
      for (r, share) in zip(held, shares) {
        for (j, sign) in members(r) { tidy[j] += sign * share }
      }
    }
    tidy = covering(tidy, lower: lower, upper: upper)
    let isCovered = rows.allSatisfy { $0.sum(tidy) >= $0.amount - 1e-11 }
    let isInside = tidy.indices.allSatisfy { tidy[$0] >= lower[$0] - 1e-13 && tidy[$0] <= upper[$0] + 1e-13 }
    guard isCovered, isInside else { return nil }
    let before = effort(values)
    return effort(tidy) <= before + 1e-9 * max(before, 1) ? tidy : nil
  }

  /// Values of an interior point stay away from kinks by less than this.
  private static let nextTo = 1e-6
}
