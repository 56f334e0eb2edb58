/// How an iterative solver ended.
public enum NonNegativeStatus: Sendable, Equatable {
  /// The Karush–Kuhn–Tucker conditions hold to rounding.
  case converged
  /// The limit on changes of the active set was reached; the coefficients are feasible, not optimal.
  case iterationLimit
  /// Normal form only: the objective has no least value, because the Gram matrix is singular and the moment is
  /// not of the form Xᵀy. The coefficients are feasible.
  case unbounded
}

/// The result of non-negative least squares: β ≥ 0 that minimises ‖y − Xβ‖.
public struct NonNegativeFit: Sendable, Equatable {
  /// β, each exactly zero or positive.
  public let coefficients: [Double]
  /// ‖y − Xβ‖.
  public let residualNorm: Double
  /// y − Xβ.
  public let residuals: [Double]
  /// Xᵀ(y − Xβ): zero to rounding where β > 0, and not positive beyond rounding where β = 0.
  public let gradient: [Double]
  /// Whether the optimum was reached.
  public let status: NonNegativeStatus
  /// The number of columns that were taken into the passive set.
  public let iterations: Int
}

/// The result of a non-negative problem in normal form: β ≥ 0 that minimises ½βᵀGβ − mᵀβ.
public struct NonNegativeQuadraticFit: Sendable, Equatable {
  /// β, each exactly zero or positive.
  public let coefficients: [Double]
  /// ½βᵀGβ − mᵀβ.
  public let objective: Double
  /// m − Gβ: zero to rounding where β > 0, and not positive beyond rounding where β = 0.
  public let gradient: [Double]
  /// Whether the optimum was reached.
  public let status: NonNegativeStatus
  /// The number of columns that were taken into the passive set.
  public let iterations: Int
}

extension LeastSquares {
  /// Fits y ≈ Xβ with β ≥ 0, by the active-set method of Lawson and Hanson with QR for the inner problems.
  ///
  /// Dependent columns are allowed; of several optima one with independent positive columns is given.
  ///
  /// - Parameters:
  ///   - design: X, m × n, any shape.
  ///   - response: y, m elements.
  /// - Throws: ``LinearAlgebraError`` for shapes that differ, elements that are not finite, an empty design.
  /// - Complexity: O(m n²) per change of the active set, of which there are seldom more than 2n.
  ///
  /// Source: C. L. Lawson, R. J. Hanson, "Solving Least Squares Problems" (1974), chapter 23,
  /// doi:10.1137/1.9781611971217.
  public static func nonNegative(
    design: Matrix, response: [Double]
  ) throws(LinearAlgebraError) -> NonNegativeFit {
    let problem = try LeastSquaresProblem(design: design, response: response, weights: nil)
    let (m, n) = (design.rows, design.columns)
    let responseExponent = (response.map(abs).max() ?? 0).exponentOrZero
    let y = response.map { $0.scaled(byPowerOfTwo: -responseExponent) }
    // Column scaling by positive numbers changes neither the constraint nor the active set.
    let scaled = ScaledDesign(problem.design, weights: nil)
    let x = Matrix(rows: m, columns: n, columnMajor: scaled.exact)
    let responseLength = y.reduce(0) { $0 + $1 * $1 }.squareRoot()
    let noise = 4 * Double(max(m, n)) * Double.ulpOfOne * responseLength

    func gradient(_ beta: [Double]) -> [Double] {
      let fitted = x.times(beta)
      return x.transposedTimes(y.indices.map { y[$0] - fitted[$0] })
    }

    var activeSet = ActiveSet(count: n)
    activeSet.run(
      gradient: gradient,
      threshold: { j, _ in noise * scaled.lengths[j] },
      solve: { passive in
        guard passive.count <= m else { return nil }
        let qr = QRFactorization(x.selectingColumns(passive))
        // The latest column stands last: it is dependent when its share of R is rounding.
        let last = passive.count - 1
        let limit = 4 * Double(max(m, n)) * Double.ulpOfOne * scaled.lengths[passive[last]]
        guard abs(qr.rElement(last, last)) > limit else { return nil }
        return qr.solve(y)
      })

    var beta = activeSet.solution
    // The active set is known: the last digits come from the refined solver.
    if !activeSet.passive.isEmpty {
      let passive = activeSet.passive
      let solver = RefinedLeastSquares(
        try LeastSquaresProblem(
          design: x.selectingColumns(passive), response: y, weights: nil))
      if solver.isFullRank, let polished = try? solver.solve(y).coefficients,
        polished.allSatisfy({ $0 > 0 })
      {
        for (k, j) in passive.enumerated() { beta[j] = polished[k] }
      }
    }
    let coefficients = beta.indices.map {
      beta[$0].scaled(byPowerOfTwo: responseExponent - scaled.exponents[$0])
    }
    guard coefficients.allSatisfy(\.isFinite) else { throw .resultOutOfRange }
    var residuals = y
    for i in 0..<m {
      var sum = DoubleDouble(y[i])
      for j in activeSet.passive { sum -= DoubleDouble.product(x[i, j], beta[j]) }
      residuals[i] = sum.value
    }
    let slopes = x.transposedTimes(residuals)
    return NonNegativeFit(
      coefficients: coefficients,
      residualNorm: CompensatedSum.dot(residuals, residuals).squareRoot()
        .scaled(byPowerOfTwo: responseExponent),
      residuals: residuals.map { $0.scaled(byPowerOfTwo: responseExponent) },
      gradient: slopes.indices.map {
        slopes[$0].scaled(byPowerOfTwo: responseExponent + scaled.exponents[$0])
      },
      status: activeSet.status, iterations: activeSet.iterations)
  }

  /// Minimises ½βᵀGβ − mᵀβ over β ≥ 0, by the same active-set method with Cholesky for the inner problems.
  ///
  /// With G = XᵀX and m = Xᵀy it is ``nonNegative(design:response:)``, at a cost that does not depend on the
  /// number of rows, and with the square of the condition number. G may be singular.
  ///
  /// - Parameters:
  ///   - gram: G, n × n, symmetric positive semidefinite; the lower triangle is read.
  ///   - moment: m, n elements.
  /// - Throws: ``LinearAlgebraError`` for shapes that differ, elements that are not finite, an empty matrix.
  /// - Complexity: O(n³) per change of the active set.
  public static func nonNegative(
    gram: Matrix, moment: [Double]
  ) throws(LinearAlgebraError) -> NonNegativeQuadraticFit {
    let n = gram.columns
    guard n > 0 else { throw .noColumns }
    guard gram.rows == n else { throw .shapeMismatch(operand: .gram, expected: n, actual: gram.rows) }
    guard moment.count == n else {
      throw .shapeMismatch(operand: .moment, expected: n, actual: moment.count)
    }
    if let place = gram.firstNonfinite {
      throw .nonfinite(operand: .gram, row: place.row, column: place.column)
    }
    try LeastSquaresProblem.check(vector: moment, operand: .moment)

    func element(_ i: Int, _ j: Int) -> Double { i >= j ? gram[i, j] : gram[j, i] }
    func gradient(_ beta: [Double]) -> [Double] {
      (0..<n).map { i in
        var sum = CompensatedSum()
        sum.add(moment[i])
        for j in 0..<n where beta[j] != 0 { sum.add(-element(i, j) * beta[j]) }
        return sum.value
      }
    }
    // What rounding of G and m alone can make of a gradient of zero.
    func threshold(_ i: Int, _ beta: [Double]) -> Double {
      var size = abs(moment[i])
      for j in 0..<n { size += abs(element(i, j)) * beta[j] }
      return 8 * Double(n) * Double.ulpOfOne * size
    }

    /// The lower Cholesky factor of the columns given, row after row; nil when the last depends on the others.
    func factor(_ passive: [Int]) -> [Double]? {
      let p = passive.count
      var lower = [Double](repeating: 0, count: p * p)
      for a in 0..<p {
        for b in 0...a {
          var sum = element(passive[a], passive[b])
          for c in 0..<b { sum -= lower[a * p + c] * lower[b * p + c] }
          if b < a {
            lower[a * p + b] = sum / lower[b * p + b]
          } else {
            // The pivot is the squared distance of the column from the span of those before it.
            let limit = 16 * Double(n) * Double.ulpOfOne * abs(element(passive[a], passive[a]))
            guard sum > limit else { return nil }
            lower[a * p + a] = sum.squareRoot()
          }
        }
      }
      return lower
    }
    func solve(_ lower: [Double], _ right: [Double]) -> [Double] {
      let p = right.count
      var z = right
      for a in 0..<p {
        for c in 0..<a { z[a] -= lower[a * p + c] * z[c] }
        z[a] /= lower[a * p + a]
      }
      for a in stride(from: p - 1, through: 0, by: -1) {
        for c in a + 1..<max(p, a + 1) { z[a] -= lower[c * p + a] * z[c] }
        z[a] /= lower[a * p + a]
      }
      return z
    }

    var activeSet = ActiveSet(count: n)
    activeSet.run(
      gradient: gradient, threshold: threshold,
      solve: { passive in factor(passive).map { solve($0, passive.map { moment[$0] }) } },
      // A slope that a Gram matrix of rounded products cannot explain: √ulp instead of ulp.
      flatDirection: { passive, entering, slope, beta in
        guard slope > threshold(entering, beta) / (8 * Double(n)) * 0x1p26,
          let lower = factor(passive)
        else { return nil }
        let length = element(entering, entering).squareRoot()
        return zip(passive, solve(lower, passive.map { element($0, entering) })).map { j, share in
          // A share that is rounding must not pass for a direction in which the column shrinks.
          abs(share) * element(j, j).squareRoot() > 1e-10 * length ? -share : 0
        }
      })
    let beta = activeSet.solution
    guard beta.allSatisfy(\.isFinite) else { throw .resultOutOfRange }
    let slopes = gradient(beta)
    // βᵀ(½Gβ − m) = −½βᵀ(m + g) with g = m − Gβ.
    let objective = -0.5 * CompensatedSum.dot(beta, (0..<n).map { moment[$0] + slopes[$0] })
    return NonNegativeQuadraticFit(
      coefficients: beta, objective: objective, gradient: slopes, status: activeSet.status,
      iterations: activeSet.iterations)
  }
}

/// The active-set iteration of Lawson and Hanson, apart from how the inner problem is solved.
private struct ActiveSet {
  private(set) var solution: [Double]
  /// The columns that are free to be positive, in the order of their entry.
  private(set) var passive: [Int] = []
  private(set) var status = NonNegativeStatus.converged
  private(set) var iterations = 0

  init(count: Int) { solution = [Double](repeating: 0, count: count) }

  /// Runs to optimality.
  ///
  /// - Parameters:
  ///   - gradient: The negative slope of the objective at β.
  ///   - threshold: The size up to which an element of the gradient counts as zero at β.
  ///   - solve: The unconstrained optimum of the columns given, in their order, or nil when the last of them
  ///     depends on those before it.
  ///   - flatDirection: For columns, a further one that depends on them, and its slope at β: how the columns
  ///     change per unit of the further one while the curvature stays zero; nil when the slope is rounding.
  mutating func run(
    gradient: ([Double]) -> [Double], threshold: (Int, [Double]) -> Double,
    solve: ([Int]) -> [Double]?,
    flatDirection: ([Int], Int, Double, [Double]) -> [Double]? = { _, _, _, _ in nil }
  ) {
    let count = solution.count
    let limit = max(30, 10 * count)
    var slopes = gradient(solution)
    // Columns that could not enter since the last progress: dependent, or pushed back at once by rounding.
    var blocked = Set<Int>()
    while true {
      var entering: Int?
      for j in 0..<count where !passive.contains(j) && !blocked.contains(j) {
        let excess = slopes[j] / threshold(j, solution)
        if slopes[j] > 0, excess > 1,
          entering.map({ excess > slopes[$0] / threshold($0, solution) }) ?? true
        {
          entering = j
        }
      }
      guard let entering else { return }
      guard iterations < limit else {
        status = .iterationLimit
        return
      }
      iterations += 1
      var trial = passive + [entering]
      var beta = solution
      var solved = solve(trial)
      if solved == nil,
        let direction = flatDirection(passive, entering, slopes[entering], solution)
      {
        // Without curvature the objective falls until a column reaches zero, and that one leaves.
        let ends = passive.indices.filter { direction[$0] < 0 }
        guard let step = ends.map({ -beta[passive[$0]] / direction[$0] }).min() else {
          status = .unbounded
          return
        }
        beta[entering] = step
        for (k, j) in passive.enumerated() {
          beta[j] += step * direction[k]
          if ends.contains(k), -solution[j] / direction[k] <= step { beta[j] = 0 }
        }
        trial.removeAll { beta[$0] <= 0 }
        for j in 0..<count where !trial.contains(j) { beta[j] = 0 }
        solved = solve(trial)
      }
      guard var z = solved, let last = z.last, last > 0 else {
        blocked.insert(entering)
        continue
      }
      while let worst = firstToVanish(trial, beta: beta, z: z) {
        for (k, j) in trial.enumerated() { beta[j] += worst.step * (z[k] - beta[j]) }
        beta[worst.column] = 0
        // Others may have reached zero in the same step.
        trial.removeAll { beta[$0] <= 0 }
        for j in 0..<count where !trial.contains(j) { beta[j] = 0 }
        guard !trial.isEmpty, let next = solve(trial) else {
          // Taking columns away cannot make the rest dependent, but rounding may say so: keep what is feasible.
          z = trial.map { beta[$0] }
          break
        }
        z = next
      }
      var next = [Double](repeating: 0, count: count)
      for (k, j) in trial.enumerated() { next[j] = max(0, z[k]) }
      // The same set again means that only rounding moved.
      if Set(trial) == Set(passive) {
        blocked.insert(entering)
      } else {
        blocked.removeAll()
      }
      passive = trial
      solution = next
      slopes = gradient(solution)
    }
  }

  /// The first column to reach zero on the way from β to z, and the share of the way until then.
  private func firstToVanish(
    _ columns: [Int], beta: [Double], z: [Double]
  ) -> (column: Int, step: Double)? {
    var found: (column: Int, step: Double)?
    for (k, j) in columns.enumerated() where z[k] <= 0 {
      let step = beta[j] / (beta[j] - z[k])
      if step < found?.step ?? .infinity { found = (j, step) }
    }
    return found
  }
}
