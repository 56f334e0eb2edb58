import NumericCore

/// Which values cover given amounts with the least effort, several amounts at once: a separable convex programme.
///
/// ```
/// min Σⱼ fⱼ(xⱼ)   subject to   Σⱼ aᵣⱼ·xⱼ ≥ cᵣ  for every row r,   lⱼ ≤ xⱼ ≤ uⱼ,   aᵣⱼ ∈ {−1, 0, 1}
/// ```
///
/// Curves are split into their pieces, on each of which the effort is a·y + ½·b·y² for 0 ≤ y ≤ length; as slopes never
/// fall, a later piece is used only when the earlier one is full. That is a convex quadratic programme with bounds and
/// few rows. A primal-dual interior point method with predictor and corrector solves it; every step is one Cholesky
/// factorization of the order of the rows.
///
/// What it finds is not trusted as it stands. Values are moved into the limits and onto the kinks that they nearly sit
/// on, and the prices λ ≥ 0 of the rows give a bound that holds whatever they are, by the Lagrangian dual
///
/// ```
/// Σᵣ λᵣ·cᵣ + Σⱼ min { fⱼ(x) − (Aᵀλ)ⱼ·x : lⱼ ≤ x ≤ uⱼ }
/// ```
///
/// of which each term is solved exactly. All upper limits together must cover every row: rows that take something away
/// must hold there as well.
///
/// Sources: S. Mehrotra (1992), "On the implementation of a primal-dual interior point method", doi:10.1137/0802028;
/// J. Nocedal and S. J. Wright (2006), "Numerical Optimization", section 16.6, doi:10.1007/978-0-387-40065-5.
struct CoveringProgram {
  /// A value and its effort.
  struct Variable {
    var curve: EffortCurve
    var lower: Double
    var upper: Double
  }

  /// An amount that must be covered.
  struct Row {
    /// Variables that count for it.
    var adding: [Int]
    /// Variables that count against it.
    var taking: [Int] = []
    var amount: Double

    func sum(_ values: [Double]) -> Double {
      adding.reduce(0) { $0 + values[$1] } - taking.reduce(0) { $0 + values[$1] }
    }
  }

  struct Solution {
    var values: [Double]
    var effort: Double
    /// No values take less effort.
    var bound: Double
    /// What one more of each row's amount takes, at least zero.
    var prices: [Double]
  }

  let variables: [Variable]
  let rows: [Row]

  /// A stretch of a variable's curve within its limits.
  private struct Piece {
    let variable: Int
    let slope: Double
    let curvature: Double
    let length: Double
  }

  /// A change of all that an interior point consists of.
  private struct Step {
    var y: [Double]
    var slacks: [Double]
    /// Prices of the lower and upper ends of pieces.
    var below: [Double]
    var above: [Double]
    var prices: [Double]
  }

  /// Rounding of sums.
  static let slack = 1e-9
  private static let mostSteps = 60

  /// - Returns: `nil` when the upper limits do not cover the rows.
  /// - Complexity: about 15 steps of O(rows³ + rows·pieces)
  func solve() -> Solution? {
    var lower = variables.map(\.lower)
    let upper = variables.map { max(min($0.upper, $0.curve.length), $0.lower) }
    var forced: [Int] = []
    for (r, row) in rows.enumerated() {
      let room = row.sum(upper) - row.amount
      guard room >= -Self.slack else { return nil }
      // What takes all that its members can give leaves them no choice.
      guard row.taking.isEmpty, room <= Self.slack, row.amount > row.sum(lower) else { continue }
      forced.append(r)
      for j in row.adding { lower[j] = upper[j] }
    }
    // Rows that the lower limits hold whatever else is done are left out.
    let open = rows.indices.filter { r in
      rows[r].adding.reduce(0) { $0 + lower[$1] } - rows[r].taking.reduce(0) { $0 + upper[$1] }
        < rows[r].amount - Self.slack
    }
    var prices = [Double](repeating: 0, count: rows.count)
    var values = lower
    if !open.isEmpty {
      let inner = interior(open, lower: lower, upper: upper)
      for (place, r) in open.enumerated() { prices[r] = inner.prices[place] }
      values = covering(inner.values, lower: lower, upper: upper)
      if let tidy = snapped(values, prices: prices, lower: lower, upper: upper) { values = tidy }
    }
    // Any price will do that makes every member worth its last point, whatever other rows take from it.
    let dear = variables.reduce(0) { max($0, $1.curve.marginalEffort(upTo: $1.upper)) } + prices.reduce(0, +)
    for r in forced { prices[r] = dear }
    let effort = effort(values)
    return Solution(values: values, effort: effort, bound: min(bound(prices), effort), prices: prices)
  }

  func effort(_ values: [Double]) -> Double {
    zip(variables, values).reduce(0) { $0 + $1.0.curve.effort(of: $1.1) }
  }

  /// The Lagrangian dual: no values that cover the rows take less effort, whatever the prices.
  func bound(_ prices: [Double]) -> Double {
    let worth = worth(prices)
    var bound = zip(rows, prices).reduce(0) { $0 + $1.0.amount * $1.1 }
    for (j, variable) in variables.enumerated() {
      let best = variable.curve.lift(at: worth[j], withFlats: false)
      let value = max(min(best, variable.upper), variable.lower)
      bound += variable.curve.effort(of: value) - worth[j] * value
    }
    return bound
  }

  /// What one more of each variable is worth at prices of the rows, Aᵀλ.
  func worth(_ prices: [Double]) -> [Double] {
    var worth = [Double](repeating: 0, count: variables.count)
    for (row, price) in zip(rows, prices) where price > 0 {
      for j in row.adding { worth[j] += price }
      for j in row.taking { worth[j] -= price }
    }
    return worth
  }

  // MARK: Interior point method

  private func pieces(lower: [Double], upper: [Double]) -> [Piece] {
    var found: [Piece] = []
    for (j, variable) in variables.enumerated() {
      var start = 0.0
      for piece in variable.curve.pieces {
        let (from, to) = (max(start, lower[j]), min(start + piece.length, upper[j]))
        // Beyond the last bits of a sum of lengths.
        if to - from > 1e-13 {
          let curvature = (piece.endSlope - piece.slope) / piece.length
          found.append(
            Piece(
              variable: j, slope: piece.slope + curvature * (from - start), curvature: curvature,
              length: to - from))
        }
        start += piece.length
      }
    }
    return found
  }

  private func interior(
    _ open: [Int], lower: [Double], upper: [Double]
  ) -> (values: [Double], prices: [Double]) {
    let pieces = pieces(lower: lower, upper: upper)
    let (n, m) = (pieces.count, open.count)
    let amounts = open.map { rows[$0].amount - rows[$0].sum(lower) }
    func sums(_ perVariable: [Double]) -> [Double] { open.map { rows[$0].sum(perVariable) } }
    func gathered(_ y: [Double]) -> [Double] {
      var values = [Double](repeating: 0, count: variables.count)
      for k in 0..<n { values[pieces[k].variable] += y[k] }
      return values
    }
    func spread(_ perRow: [Double]) -> [Double] {
      var values = [Double](repeating: 0, count: variables.count)
      for (place, r) in open.enumerated() {
        for j in rows[r].adding { values[j] += perRow[place] }
        for j in rows[r].taking { values[j] -= perRow[place] }
      }
      return values
    }
    // Slopes and lengths of common size start near the centre.
    let slope = max(pieces.reduce(0) { max($0, $1.slope + $1.curvature * $1.length) }, 1e-3)
    var y = pieces.map { 0.5 * $0.length }
    var below = pieces.map { _ in slope }
    var above = below
    var prices = open.map { _ in slope }
    let start = sums(gathered(y))
    let typical = 0.1 * max(amounts.reduce(0) { max($0, abs($1)) }, 1e-3)
    var slacks = zip(start, amounts).map { max($0 - $1, typical) }

    for _ in 0..<Self.mostSteps {
      let worth = spread(prices)
      let sum = sums(gathered(y))
      var dual = [Double](repeating: 0, count: n)
      var gap = 0.0
      for k in 0..<n {
        dual[k] =
          pieces[k].slope + pieces[k].curvature * y[k] - worth[pieces[k].variable] - below[k] + above[k]
        gap += y[k] * below[k] + (pieces[k].length - y[k]) * above[k]
      }
      var primal = [Double](repeating: 0, count: m)
      for r in 0..<m {
        primal[r] = sum[r] - slacks[r] - amounts[r]
        gap += slacks[r] * prices[r]
      }
      let mean = gap / Double(2 * n + m)
      let error = max(primal.reduce(0) { max($0, abs($1)) } * slope, dual.reduce(0) { max($0, abs($1)) })
      if gap <= 1e-12 * slope && error <= 1e-11 * slope { break }

      // The normal equations: pieces of one variable share their row of the matrix.
      var weight = [Double](repeating: 0, count: n)
      var ease = [Double](repeating: 0, count: variables.count)
      for k in 0..<n {
        weight[k] = 1 / (pieces[k].curvature + below[k] / y[k] + above[k] / (pieces[k].length - y[k]))
        ease[pieces[k].variable] += weight[k]
      }
      var normal = Matrix(rows: m, columns: m)
      for r in 0..<m {
        var column = [Double](repeating: 0, count: variables.count)
        for j in rows[open[r]].adding { column[j] += ease[j] }
        for j in rows[open[r]].taking { column[j] -= ease[j] }
        for q in 0..<m { normal[q, r] = rows[open[q]].sum(column) }
        normal[r, r] += slacks[r] / prices[r]
      }
      guard let factor = CholeskyFactorization(normal) else { break }

      /// The step to products of given size, where second-order terms are known already.
      func step(_ target: Double, _ second: Step?) -> Step {
        var lowerProducts = [Double](repeating: 0, count: n)
        var upperProducts = lowerProducts
        var drive = lowerProducts
        for k in 0..<n {
          lowerProducts[k] = target - y[k] * below[k]
          upperProducts[k] = target - (pieces[k].length - y[k]) * above[k]
          if let second {
            lowerProducts[k] -= second.y[k] * second.below[k]
            upperProducts[k] += second.y[k] * second.above[k]
          }
          drive[k] = lowerProducts[k] / y[k] - upperProducts[k] / (pieces[k].length - y[k]) - dual[k]
        }
        var rowProducts = [Double](repeating: 0, count: m)
        for r in 0..<m {
          rowProducts[r] = target - slacks[r] * prices[r]
          if let second { rowProducts[r] -= second.slacks[r] * second.prices[r] }
        }
        var driven = [Double](repeating: 0, count: n)
        for k in 0..<n { driven[k] = weight[k] * drive[k] }
        let drivenSums = sums(gathered(driven))
        let dPrices = factor.solve(
          (0..<m).map { -primal[$0] + rowProducts[$0] / prices[$0] - drivenSums[$0] })
        let worth = spread(dPrices)
        var (dy, dBelow, dAbove) = (driven, driven, driven)
        for k in 0..<n {
          dy[k] = weight[k] * (drive[k] + worth[pieces[k].variable])
          dBelow[k] = (lowerProducts[k] - below[k] * dy[k]) / y[k]
          dAbove[k] = (upperProducts[k] + above[k] * dy[k]) / (pieces[k].length - y[k])
        }
        let dSlacks = (0..<m).map { (rowProducts[$0] - slacks[$0] * dPrices[$0]) / prices[$0] }
        return Step(y: dy, slacks: dSlacks, below: dBelow, above: dAbove, prices: dPrices)
      }
      func longest(_ step: Step) -> Double {
        var longest = 1e30
        func hold(_ value: Double, _ change: Double) {
          if change < 0 { longest = min(longest, -value / change) }
        }
        for k in 0..<n {
          hold(y[k], step.y[k])
          hold(pieces[k].length - y[k], -step.y[k])
          hold(below[k], step.below[k])
          hold(above[k], step.above[k])
        }
        for r in 0..<m {
          hold(slacks[r], step.slacks[r])
          hold(prices[r], step.prices[r])
        }
        return longest
      }
      let affine = step(0, nil)
      let reach = min(longest(affine), 1)
      var affineGap = 0.0
      for k in 0..<n {
        affineGap += (y[k] + reach * affine.y[k]) * (below[k] + reach * affine.below[k])
        affineGap += (pieces[k].length - y[k] - reach * affine.y[k]) * (above[k] + reach * affine.above[k])
      }
      for r in 0..<m {
        affineGap += (slacks[r] + reach * affine.slacks[r]) * (prices[r] + reach * affine.prices[r])
      }
      let centring = affineGap / max(gap, 1e-300)
      let chosen = step(mean * centring * centring * centring, affine)
      let length = min(0.995 * longest(chosen), 1)
      guard length > 1e-10 else { break }
      for k in 0..<n {
        y[k] += length * chosen.y[k]
        below[k] += length * chosen.below[k]
        above[k] += length * chosen.above[k]
      }
      for r in 0..<m {
        slacks[r] += length * chosen.slacks[r]
        prices[r] += length * chosen.prices[r]
      }
    }
    return (zip(lower, gathered(y)).map(+), prices.map { max($0, 0) })
  }
}
