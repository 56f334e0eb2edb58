import NumericCore

/// The shape of forecast errors in units of their expected size: a symmetric distribution, given by the
/// quantiles of its magnitude.
///
/// It is learnt from the pooled errors of all series at one horizon. With N errors the magnitude at
/// probability p is the ⌈(N + 1)p⌉-th smallest (the finite-sample rank of conformal prediction, which keeps
/// the promised coverage for N exchangeable errors), shrunk towards a heavy-tailed Student t distribution
/// with weight 40/(N + 40). Where the rank runs out, the tail of the t distribution carries on.
///
/// Source: V. Vovk, A. Gammerman and G. Shafer, *Algorithmic Learning in a Random World*, chapter 2,
/// doi:10.1007/b106715.
struct ErrorShape: Sendable, Hashable {
  /// Probabilities of the magnitude at which it is tabulated; between them it is linear.
  static let probabilities: [Double] =
    stride(from: 0.0, to: 0.9, by: 0.05).map { $0 }
    + [0.9, 0.925, 0.95, 0.96, 0.97, 0.98, 0.985, 0.99, 0.995, 0.998, 0.999, 0.9998]

  /// The prior's weight, in errors.
  static let priorErrors = 40.0

  /// Magnitudes at ``probabilities``.
  let magnitudes: [Double]
  /// The errors in the middle of equally likely slices, over which means are taken by the midpoint rule. They reach the
  /// 1.25 % and 98.75 % quantiles, so that no far tail, which nobody has seen, moves a mean.
  let centres: [Double]

  private static let slices = 40

  /// A Student t distribution with five degrees of freedom and unit scale: short histories have tails.
  static let prior = ErrorShape(
    magnitudes: probabilities.map {
      StudentTDistribution(degreesOfFreedom: 5).quantile((1 + $0) / 2)
    })

  init(magnitudes: [Double]) {
    self.magnitudes = magnitudes
    centres = (0..<Self.slices).map {
      Self.quantile((Double($0) + 0.5) / Double(Self.slices), magnitudes)
    }
  }

  /// A Student t distribution with unit scale.
  init(studentWith degreesOfFreedom: Int) {
    let distribution = StudentTDistribution(degreesOfFreedom: Double(degreesOfFreedom))
    self.init(magnitudes: Self.probabilities.map { distribution.quantile((1 + $0) / 2) })
  }

  /// Learns the shape from error magnitudes.
  ///
  /// - Complexity: O(N log N)
  init(errorMagnitudes: [Double]) {
    let sorted = errorMagnitudes.sorted()
    let count = Double(sorted.count)
    let share = count / (count + Self.priorErrors)
    let prior = Self.prior.magnitudes
    // The greatest probability whose rank exists; beyond it the prior's tail is scaled to fit.
    let lastSupported = Self.probabilities.lastIndex { (($0 * (count + 1)).rounded(.up)) <= count }
    var magnitudes: [Double] = []
    for (i, probability) in Self.probabilities.enumerated() {
      var learnt = prior[i]
      if let lastSupported, count > 0 {
        let rank = { (p: Double) in max(Int((p * (count + 1)).rounded(.up)), 1) }
        if i <= lastSupported {
          learnt = probability == 0 ? 0 : sorted[rank(probability) - 1]
        } else {
          let anchor = sorted[rank(Self.probabilities[lastSupported]) - 1]
          learnt = lastSupported > 0 ? anchor * prior[i] / prior[lastSupported] : prior[i]
        }
      }
      let blended = share * learnt + (1 - share) * prior[i]
      magnitudes.append(max(blended, magnitudes.last ?? 0))
    }
    self.init(magnitudes: magnitudes)
  }

  /// The shape between two horizons, for errors in units of √weeks.
  ///
  /// It is the squared width, weeks · shape², that is interpolated: of a random walk it is linear, and it does not fall
  /// with time.
  static func interpolated(
    _ one: ErrorShape, weeks low: Double, _ other: ErrorShape, weeks high: Double, at weeks: Double
  ) -> ErrorShape {
    let share = (weeks - low) / (high - low)
    let (near, far) = ((1 - share) * low, share * high)
    return ErrorShape(
      magnitudes: zip(one.magnitudes, other.magnitudes).map {
        ((near * $0 * $0 + far * $1 * $1) / (near + far)).squareRoot()
      })
  }

  /// The same shape, nowhere narrower than `other` times `factor`.
  func atLeast(_ other: ErrorShape, times factor: Double) -> ErrorShape {
    ErrorShape(magnitudes: zip(magnitudes, other.magnitudes).map { max($0, $1 * factor) })
  }

  /// The error, in units of its expected size, that is not exceeded with probability `p`.
  ///
  /// - Parameter p: Between 0 and 1, both excluded; beyond the table the outermost magnitude is returned.
  func quantile(_ p: Double) -> Double { Self.quantile(p, magnitudes) }

  private static func quantile(_ p: Double, _ magnitudes: [Double]) -> Double {
    let central = abs(2 * p - 1)
    let magnitude = interpolate(central, from: probabilities, to: magnitudes)
    return p < 0.5 ? -magnitude : magnitude
  }

  /// The probability that the error does not exceed `error`.
  func cumulative(_ error: Double) -> Double {
    let central = Self.interpolate(abs(error), from: magnitudes, to: Self.probabilities)
    return error < 0 ? (1 - central) / 2 : (1 + central) / 2
  }

  /// Linear interpolation in increasing abscissae, constant outside.
  private static func interpolate(_ x: Double, from abscissae: [Double], to ordinates: [Double]) -> Double {
    var low = 0
    var high = abscissae.count - 1
    if x <= abscissae[low] { return ordinates[low] }
    if x >= abscissae[high] { return ordinates[high] }
    while high - low > 1 {
      let middle = (low + high) / 2
      if abscissae[middle] <= x { low = middle } else { high = middle }
    }
    let width = abscissae[high] - abscissae[low]
    guard width > 0 else { return ordinates[high] }
    return ordinates[low] + (ordinates[high] - ordinates[low]) * (x - abscissae[low]) / width
  }
}
