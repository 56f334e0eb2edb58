import NumericCore
import RealModule

/// Weekly changes foretold by the changes before them: an autoregression of the series' own differences.
///
/// ```
/// Δy(t) = φ₁·Δy(t − 1) + … + φₚ·Δy(t − p) + e(t)
/// ŷ(t + h) = y(t) + Δŷ(t + 1) + … + Δŷ(t + h)                 |ŷ(t + h) − y(t)| ≤ max y − min y
/// ```
/// The mean change is taken as zero: expected changes fade, and the forecast settles at a level. Coefficients
/// are those of ridge regression, φ minimising Σe² + λ·s²·Σ j·φⱼ² with s² the mean squared change: λ = 10 weeks
/// in which the past tells nothing, and more for greater lags. Orders p of 0, 1, 2, 4, 8 and 13 (a quarter of a
/// year) are averaged with Akaike's weights of small samples, by the effective number of parameters.
///
/// *Differences, and no mean*, because of rolling origins inside the training data of the M4 competition's weekly
/// series: with orders up to 8 the error at 52 weeks, relative to the last value, was 0.97; with a mean change
/// 0.99; on levels that revert to their mean 1.07. As it stands it is 0.955.
///
/// *Nothing can explode.* Should the fitted recursion have a root beyond 0.99, its coefficients are shrunk as
/// φⱼ·γʲ, which draws all roots towards zero by γ; and no forecast goes farther from the last value than the
/// observations of the window lie apart.
///
/// *Irregular times.* Observations are put on weeks counted back from the last one, each in the nearest week,
/// the later one where two meet; a change over a gap is spread evenly over its weeks. Only changes that follow
/// an observed week are regressed, as what follows inside a gap is of our own making.
///
/// Values in the unit of the series, times in weeks.
///
/// Sources: G. E. P. Box, G. M. Jenkins, G. C. Reinsel, G. M. Ljung, *Time Series Analysis*, 5th ed. (2015);
/// for the penalty that grows with the lag R. B. Litterman (1986), doi:10.1080/07350015.1986.10509491; for the
/// test of roots O. Barndorff-Nielsen and G. Schou (1973), doi:10.1016/0047-259X(73)90030-4.
public struct Autoregression: TrendModel {
  /// How many of the latest weeks count.
  public var window: Int
  /// The orders that are averaged.
  public var orders: [Int]
  /// λ, in weeks without any dependence.
  public var shrinkage: Double

  /// - Parameters:
  ///   - window: At least eight weeks; by default 260, five years.
  ///   - orders: At least one, each from 0 to a quarter of a year or so.
  ///   - shrinkage: Above zero, which keeps the regression solvable for any series.
  public init(window: Int = 260, orders: [Int] = [0, 1, 2, 4, 8, 13], shrinkage: Double = 10) {
    precondition(window >= 8, "an autoregression needs eight weeks")
    precondition(!orders.isEmpty && orders.allSatisfy { $0 >= 0 }, "an order is at least zero")
    precondition(shrinkage > 0, "the shrinkage is above zero")
    self.window = window
    self.orders = orders
    self.shrinkage = shrinkage
  }

  /// Seven changes, of which six follow another: with fewer, the prior speaks alone.
  public var minimumCount: Int { 8 }

  /// The averaged autoregression.
  ///
  /// - Complexity: O(min(n, window)·p² + p³)
  public func fit(_ observations: Observations) -> FittedAutoregression? {
    guard observations.count >= minimumCount else { return nil }
    var sums = Sums(order: orders.max()!, exponent: Self.exponent(observations))
    for (value, weeks) in weekly(observations) { sums.add(value, weeks: weeks) }
    return fitted(sums, lastValue: observations.lastValue)
  }

  /// Observations at whole weeks keep their weeks whatever comes after them: one pass serves all prefixes.
  ///
  /// - Complexity: O(n·p² + lengths·p³); with irregular times, or beyond the window, that of as many fits.
  public func fits(_ observations: Observations, lengths: Range<Int>) -> [FittedAutoregression?] {
    let (times, values) = (observations.times, observations.values)
    let first = times.startIndex
    let gaps = zip(times, times.dropFirst()).map { $1 - $0 }
    guard gaps.allSatisfy({ $0.rounded() == $0 }), observations.lastTime - times[first] < Double(window)
    else { return lengths.map { fit(observations.prefix($0)) } }
    var sums = Sums(order: orders.max()!, exponent: Self.exponent(observations))
    var result = [FittedAutoregression?](repeating: nil, count: lengths.count)
    for position in 0..<max(lengths.upperBound - 1, 0) {
      sums.add(values[first + position], weeks: position == 0 ? 0 : Int(gaps[position - 1]))
      let length = position + 1
      if length >= max(minimumCount, lengths.lowerBound) {
        result[length - lengths.lowerBound] = fitted(sums, lastValue: values[first + position])
      }
    }
    return result
  }

  /// Values in their nearest weeks, oldest first, each with the weeks since the one before.
  private func weekly(_ observations: Observations) -> [(value: Double, weeks: Int)] {
    var kept: [(value: Double, age: Int)] = []
    for position in observations.times.indices.reversed() {
      let age = (observations.lastTime - observations.times[position]).rounded()
      guard age < Double(window) else { break }
      if kept.last.map({ Int(age) > $0.age }) ?? true {
        kept.append((observations.values[position], Int(age)))
      }
    }
    kept.reverse()
    return kept.indices.map { (kept[$0].value, $0 == 0 ? 0 : kept[$0 - 1].age - kept[$0].age) }
  }

  /// A power of two near the greatest value: squares of values divided by it cannot overflow, and no digit
  /// changes.
  private static func exponent(_ observations: Observations) -> Int {
    let greatest = observations.values.reduce(0) { max($0, abs($1)) }
    return greatest > 0 ? Int(greatest.exponent) + 1 : 0
  }

  private func fitted(_ sums: Sums, lastValue: Double) -> FittedAutoregression {
    let order = sums.order
    var coefficients = [Double](repeating: 0, count: order)
    let scale = sums.squares / Double(max(sums.rows, 1))
    if scale > 0 {
      let ridge = NestedRidge(
        gram: sums.gram, moment: sums.moment, sumOfSquares: sums.squares,
        penalty: (0..<order).map { shrinkage * scale * Double($0 + 1) })
      coefficients = ridge?.averagedCoefficients(counts: orders, rows: sums.rows) ?? coefficients
    }
    return FittedAutoregression(
      level: lastValue, coefficients: Stationarity.stationary(coefficients),
      changes: sums.lags.map { $0.scaled(sums.exponent) },
      greatestDeparture: (sums.greatest - sums.least).scaled(sums.exponent))
  }
}

/// The sums of a regression of changes on the changes before them, one observation after the other.
private struct Sums {
  let order: Int
  let exponent: Int
  var gram: Matrix
  var moment: [Double]
  /// The sum of the squared changes that are regressed.
  var squares = 0.0
  var rows = 0
  /// The latest changes, the latest first; those before the first observation are zero, their mean.
  var lags: [Double]
  var least = Double.infinity
  var greatest = -Double.infinity
  private var last: Double?
  private var changeCount = 0

  init(order: Int, exponent: Int) {
    self.order = order
    self.exponent = exponent
    gram = Matrix(rows: order, columns: order)
    moment = [Double](repeating: 0, count: order)
    lags = moment
  }

  mutating func add(_ unscaled: Double, weeks: Int) {
    let value = unscaled.scaled(-exponent)
    least = min(least, value)
    greatest = max(greatest, value)
    defer { last = value }
    guard let last else { return }
    let change = (value - last) / Double(weeks)
    if changeCount > 0 {
      for j in 0..<order {
        moment[j] += lags[j] * change
        for i in j..<order { gram[i, j] += lags[i] * lags[j] }
      }
      squares += change * change
      rows += 1
    }
    changeCount += 1
    let kept = Swift.max(order - weeks, 0)
    if order > 0 {
      lags = [Double](repeating: change, count: order - kept) + lags.prefix(kept)
    }
  }
}

extension Double {
  fileprivate func scaled(_ exponent: Int) -> Double {
    Double(sign: .plus, exponent: exponent, significand: self)
  }
}

/// Keeps the roots of a recursion away from the unit circle.
enum Stationarity {
  /// No root is greater: an expected change is halved in 69 weeks at the latest.
  static let greatestRoot = 0.99

  /// The coefficients, or φⱼ·γʲ with the greatest γ < 1 for which no root is beyond the limit.
  static func stationary(_ coefficients: [Double]) -> [Double] {
    func shrunk(_ factor: Double) -> [Double] {
      var power = 1.0
      return coefficients.map {
        power *= factor
        return $0 * power
      }
    }
    if isWithin(coefficients) { return coefficients }
    var (inside, outside) = (0.0, 1.0)
    for _ in 0..<60 {
      let middle = (inside + outside) / 2
      if isWithin(shrunk(middle)) { inside = middle } else { outside = middle }
    }
    return shrunk(inside)
  }

  /// Whether all roots of z^p = φ₁·z^(p − 1) + … + φₚ lie within the limit: exactly if the partial
  /// autocorrelations of the recursion, with z counted in units of the limit, lie between −1 and 1.
  static func isWithin(_ coefficients: [Double]) -> Bool {
    var power = 1.0
    var rest = coefficients.map { coefficient -> Double in
      power /= greatestRoot
      return coefficient * power
    }
    while let partial = rest.popLast() {
      guard abs(partial) < 1 else { return false }
      let reversed = Array(rest.reversed())
      for i in rest.indices { rest[i] = (rest[i] + partial * reversed[i]) / (1 - partial * partial) }
    }
    return true
  }
}

/// A level, its latest changes and how changes follow each other.
public struct FittedAutoregression: FittedTrend, Equatable {
  /// The last value.
  public let level: Double
  /// φ₁ … φₚ, of a recursion that fades.
  public let coefficients: [Double]
  /// The latest p weekly changes, the latest first.
  public let changes: [Double]
  /// No forecast goes farther from the level.
  public let greatestDeparture: Double

  /// After ten years less than a hundredth of an expected change is left.
  private static let greatestHorizon = 520.0

  /// The value `weeks` after the last observation; linear between whole weeks.
  ///
  /// - Complexity: O(weeks · p)
  public func value(weeksAhead weeks: Double) -> Double {
    let weeks = min(weeks, Self.greatestHorizon)
    var recent = changes
    var departure = 0.0
    var left = weeks
    while left > 0 {
      let change = zip(coefficients, recent).reduce(0) { $0 + $1.0 * $1.1 }
      departure += min(left, 1) * change
      if !recent.isEmpty {
        recent.removeLast()
        recent.insert(change, at: 0)
      }
      left -= 1
    }
    return level + min(max(departure, -greatestDeparture), greatestDeparture)
  }
}
