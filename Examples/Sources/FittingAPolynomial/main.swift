// Least squares that keeps its digits: a polynomial of high degree, and given columns.

import NumericCore

// y = 1 + x/10 + x²/100 at x = 0 … 20, with a little noise.
let x = (0...20).map(Double.init)
let noise = [0.02, -0.01, 0.01, -0.02, 0.0]
let y = x.map { 1 + $0 / 10 + $0 * $0 / 100 + noise[Int($0) % 5] }

let polynomial = try LeastSquares.fit(polynomialOfDegree: 2, x: x, y: y)
for (power, coefficient) in polynomial.coefficients.enumerated() {
  print("x^\(power): \(coefficient) ± \(polynomial.standardErrors?[power] ?? .nan)")
}

// The same with columns of one's own: an intercept, x and x².
let design = Matrix(columns: [x.map { _ in 1 }, x, x.map { $0 * $0 }])
let columns = try LeastSquares.fit(design: design, response: y)
print("R² = \(columns.rSquared ?? .nan), residual sd = \(columns.residualStandardDeviation ?? .nan)")
print("rank \(columns.rank) of \(design.columns), condition \(columns.conditionNumber)")
