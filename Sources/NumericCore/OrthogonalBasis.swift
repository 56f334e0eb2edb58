/// A nearly orthonormal basis of the column space of a design, in doubled precision.
///
/// The columns of A are exact `Double`s. A triangle T with A T = Q is found so that QᵀWQ is close to the
/// identity; the normal equations in the basis Q are then harmless, and squared condition numbers never
/// arise. The coefficients of the columns of A are T z, where z solves (QᵀWQ) z = QᵀWy.
///
/// Any T gives the right answer in exact arithmetic: T need only be good enough that QᵀWQ is well
/// conditioned. It may thus come from a factorization in plain `Double`. The relative error of the result is
/// about κ · 2⁻¹⁰⁰, so all digits of a `Double` are right up to κ ≈ 10¹⁵.
///
/// Sources: the preconditioning is that of CholeskyQR2 with a QR factor, see Y. Yamamoto, Y. Nakatsukasa,
/// Y. Yanagisawa, T. Fukaya, ETNA 44 (2015) 306–326; recurrence for polynomials: G. E. Forsythe, "Generation
/// and use of orthogonal polynomials for data-fitting with a digital computer", J. SIAM 5 (1957),
/// doi:10.1137/0105007.
struct OrthogonalBasis {
  let rows: Int
  let count: Int
  let weights: [Double]?
  /// Q, row after row.
  let q: [DoubleDouble]
  /// T, row after row; row j belongs to column j of A.
  let transform: [DoubleDouble]
  /// The lower Cholesky factor of QᵀWQ, row after row.
  private let lower: [DoubleDouble]

  private init?(
    rows: Int, count: Int, weights: [Double]?, q: [DoubleDouble], transform: [DoubleDouble]
  ) {
    self.rows = rows
    self.count = count
    self.weights = weights
    self.q = q
    self.transform = transform
    var gram = [DoubleDouble](repeating: .zero, count: count * count)
    var weightedRow = [DoubleDouble](repeating: .zero, count: count)
    for i in 0..<rows {
      let start = i * count
      if let weights, weights[i] == 0 { continue }
      for j in 0..<count {
        weightedRow[j] = weights.map { q[start + j] * $0[i] } ?? q[start + j]
      }
      for j in 0..<count {
        for k in 0...j { gram[j * count + k] += weightedRow[j] * q[start + k] }
      }
    }
    guard let lower = Self.cholesky(gram, order: count) else { return nil }
    self.lower = lower
  }

  // MARK: Construction

  /// The basis of the chosen columns of a scaled design.
  ///
  /// - Returns: nil when the columns are dependent even in doubled precision.
  /// - Complexity: O(m n²).
  init?(_ design: ScaledDesign, columns: [Int]) {
    let (m, n) = (design.rows, columns.count)
    var packed: [Double] = []
    packed.reserveCapacity(m * n)
    for j in columns { packed.append(contentsOf: design.weighted[j * m..<(j + 1) * m]) }
    let qr = LAPACK.qr(packed, rows: m, columns: n, pivoted: false)
    var r = [Double](repeating: 0, count: n * n)
    for k in 0..<n {
      for j in k..<n { r[k * n + j] = k < m ? qr.packed[j * m + k] : 0 }
      // R only has to be invertible; a pivot lost to rounding is replaced by one of the size of rounding.
      if abs(r[k * n + k]) < Double.ulpOfOne / 16 { r[k * n + k] = Double.ulpOfOne / 16 }
    }
    // Q = A R⁻¹ by forward substitution along each row.
    var q = [DoubleDouble](repeating: .zero, count: m * n)
    for i in 0..<m {
      let start = i * n
      for j in 0..<n {
        var sum = DoubleDouble(design.exact[columns[j] * m + i])
        for k in 0..<j { sum -= q[start + k] * r[k * n + j] }
        q[start + j] = sum / r[j * n + j]
      }
    }
    // T = R⁻¹ by back substitution, column after column.
    var inverse = [DoubleDouble](repeating: .zero, count: n * n)
    for j in 0..<n {
      for k in stride(from: j, through: 0, by: -1) {
        var sum = DoubleDouble(k == j ? 1 : 0)
        for l in k + 1..<max(j + 1, k + 1) { sum -= inverse[l * n + j] * r[k * n + l] }
        inverse[k * n + j] = sum / r[k * n + k]
      }
    }
    self.init(rows: m, count: n, weights: design.weights, q: q, transform: inverse)
  }

  /// The basis of the polynomials up to a degree on the abscissae u, |u| < 2.
  ///
  /// Powers are never rounded to `Double`: the map to [−1, 1] is exact in doubled precision, and the
  /// orthogonal polynomials follow from their three-term recurrence, as do their coefficients in powers of x.
  ///
  /// - Returns: nil when there are no more distinct abscissae than the degree.
  /// - Complexity: O(m n + n²) besides the Gram matrix.
  init?(polynomialOfDegree degree: Int, u x: [Double], weights: [Double]?) {
    let (m, n) = (x.count, degree + 1)
    let active = weights.map { w in x.indices.filter { w[$0] > 0 } } ?? Array(x.indices)
    guard Set(active.map { x[$0] }).count > degree,
      let least = active.map({ x[$0] }).min(), let greatest = active.map({ x[$0] }).max()
    else { return nil }
    let centre = least / 2 + greatest / 2
    let halfWidth = greatest / 2 - least / 2
    let exponent = halfWidth > 0 ? halfWidth.exponentOrZero + 1 : 0
    let t = x.map { DoubleDouble.sum($0, -centre).scaled(byPowerOfTwo: -exponent) }

    func inner(_ a: [DoubleDouble], _ b: [DoubleDouble]) -> DoubleDouble {
      var sum = DoubleDouble.zero
      for i in active { sum += a[i] * b[i] * (weights?[i] ?? 1) }
      return sum
    }
    /// The power of two that brings a polynomial's length near one.
    func normaliser(_ values: [DoubleDouble]) -> Int {
      -(inner(values, values).high.squareRoot().exponentOrZero)
    }

    var values: [[DoubleDouble]] = []
    var coefficients: [[DoubleDouble]] = []
    let first = normaliser([DoubleDouble](repeating: DoubleDouble(1), count: m))
    values.append(
      [DoubleDouble](repeating: DoubleDouble(1.0.scaled(byPowerOfTwo: first)), count: m))
    var constant = [DoubleDouble](repeating: .zero, count: n)
    constant[0] = DoubleDouble(1.0.scaled(byPowerOfTwo: first))
    coefficients.append(constant)
    for k in 0..<degree {
      let square = inner(values[k], values[k])
      guard square.high > 0 else { return nil }
      let shifted = (0..<m).map { t[$0] * values[k][$0] }
      let alpha = inner(shifted, values[k]) / square
      var beta = DoubleDouble.zero
      if k > 0 {
        let previousSquare = inner(values[k - 1], values[k - 1])
        beta = inner(shifted, values[k - 1]) / previousSquare
      }
      var next = (0..<m).map { shifted[$0] - alpha * values[k][$0] }
      var nextCoefficients = [DoubleDouble](repeating: .zero, count: n)
      for j in 0...k {
        let c = coefficients[k][j]
        // t = (x − centre) / 2ᵉ, so multiplying by t raises the power of x and subtracts the centre's share.
        nextCoefficients[j + 1] += c.scaled(byPowerOfTwo: -exponent)
        nextCoefficients[j] -= (c * centre).scaled(byPowerOfTwo: -exponent) + alpha * c
      }
      if k > 0 {
        for i in 0..<m { next[i] -= beta * values[k - 1][i] }
        for j in 0..<k { nextCoefficients[j] -= beta * coefficients[k - 1][j] }
      }
      let scale = normaliser(next)
      values.append(next.map { $0.scaled(byPowerOfTwo: scale) })
      coefficients.append(nextCoefficients.map { $0.scaled(byPowerOfTwo: scale) })
    }
    var q = [DoubleDouble](repeating: .zero, count: m * n)
    var transform = [DoubleDouble](repeating: .zero, count: n * n)
    for k in 0..<n {
      for i in 0..<m { q[i * n + k] = values[k][i] }
      for j in 0..<n { transform[j * n + k] = coefficients[k][j] }
    }
    self.init(rows: m, count: n, weights: weights, q: q, transform: transform)
  }

  // MARK: Use

  /// The coordinates z of the weighted projection of y.
  func coordinates(of y: [Double]) -> [DoubleDouble] {
    var z = [DoubleDouble](repeating: .zero, count: count)
    for i in 0..<rows {
      if let weights, weights[i] == 0 { continue }
      let wy = DoubleDouble.product(y[i], weights?[i] ?? 1)
      for k in 0..<count { z[k] += q[i * count + k] * wy }
    }
    for k in 0..<count {
      for l in 0..<k { z[k] -= lower[k * count + l] * z[l] }
      z[k] = z[k] / lower[k * count + k]
    }
    for k in stride(from: count - 1, through: 0, by: -1) {
      for l in k + 1..<max(count, k + 1) { z[k] -= lower[l * count + k] * z[l] }
      z[k] = z[k] / lower[k * count + k]
    }
    return z
  }

  /// The coefficients of the columns, T z.
  func coefficients(at z: [DoubleDouble]) -> [DoubleDouble] {
    (0..<count).map { j in
      var sum = DoubleDouble.zero
      for k in 0..<count { sum += transform[j * count + k] * z[k] }
      return sum
    }
  }

  /// y − Qz.
  func residuals(of y: [Double], at z: [DoubleDouble]) -> [DoubleDouble] {
    (0..<rows).map { i in
      var sum = DoubleDouble(y[i])
      for k in 0..<count { sum -= q[i * count + k] * z[k] }
      return sum
    }
  }

  /// The factor C = T L⁻ᵀ, row after row, with (AᵀWA)⁻¹ = CCᵀ.
  func inverseFactor() -> [DoubleDouble] {
    var c = transform
    // Each row c solves c Lᵀ = t, that is L cᵀ = tᵀ.
    for j in 0..<count {
      for k in 0..<count {
        var sum = c[j * count + k]
        for l in 0..<k { sum -= lower[k * count + l] * c[j * count + l] }
        c[j * count + k] = sum / lower[k * count + k]
      }
    }
    return c
  }

  /// hᵢ = wᵢ ‖L⁻¹qᵢ‖²; `Double` suffices, for L is well conditioned.
  func leverages() -> [Double] {
    let factor = lower.map(\.value)
    var u = [Double](repeating: 0, count: count)
    return (0..<rows).map { i in
      var square = 0.0
      for k in 0..<count {
        var sum = q[i * count + k].value
        for l in 0..<k { sum -= factor[k * count + l] * u[l] }
        u[k] = sum / factor[k * count + k]
        square += u[k] * u[k]
      }
      return square * (weights?[i] ?? 1)
    }
  }

  private static func cholesky(_ gram: [DoubleDouble], order n: Int) -> [DoubleDouble]? {
    var lower = gram
    for j in 0..<n {
      for k in 0...j {
        var sum = gram[j * n + k]
        for l in 0..<k { sum -= lower[j * n + l] * lower[k * n + l] }
        if k < j {
          lower[j * n + k] = sum / lower[k * n + k]
        } else {
          // Below this the pivot is rounding of doubled precision, and the columns are dependent.
          guard sum.high > gram[j * n + j].high * 0x1p-96, sum.high > 0 else { return nil }
          lower[j * n + j] = sum.squareRoot
        }
      }
    }
    return lower
  }
}

extension ScaledDesign {
  /// A largest set of independent columns, decided in doubled precision, in the order of their choice.
  ///
  /// Modified Gram–Schmidt; the column furthest from the span of those chosen is taken next. A column counts
  /// as dependent when its distance from that span is at most 4 n 2⁻⁵² of its length: about what is left when
  /// an exactly dependent column is rounded to `Double`.
  ///
  /// - Complexity: O(m n²) in doubled precision.
  func independentColumns() -> [Int] {
    let tolerance = 4 * Double(columns) * Double.ulpOfOne
    var vectors: [[DoubleDouble]] = (0..<columns).map { j in
      (0..<rows).map { DoubleDouble(exact[j * rows + $0]) }
    }
    func inner(_ a: [DoubleDouble], _ b: [DoubleDouble]) -> DoubleDouble {
      var sum = DoubleDouble.zero
      for i in 0..<rows {
        let weight = weights?[i] ?? 1
        // A row without weight may hold anything, even what overflowed in scaling.
        if weight > 0 { sum += a[i] * b[i] * weight }
      }
      return sum
    }
    var remaining = (0..<columns).filter { lengths[$0] > 0 }
    var chosen: [Int] = []
    let effectiveRows = weights.map { $0.count { $0 > 0 } } ?? rows
    while chosen.count < effectiveRows {
      var best: (position: Int, ratio: Double)?
      for (position, j) in remaining.enumerated() {
        let ratio = inner(vectors[j], vectors[j]).high.squareRoot() / lengths[j]
        if ratio > best?.ratio ?? tolerance { best = (position, ratio) }
      }
      guard let best else { break }
      let pivot = remaining.remove(at: best.position)
      chosen.append(pivot)
      let direction = vectors[pivot]
      let square = inner(direction, direction)
      for j in remaining {
        let factor = inner(direction, vectors[j]) / square
        for i in 0..<rows { vectors[j][i] -= factor * direction[i] }
      }
    }
    return chosen
  }
}
