import RealModule

/// The set of values that a series can take, with the map to a scale on which changes are comparable.
///
/// Forecasts are made on the *working scale* g(y), and every quantile is mapped back, so that the whole
/// predictive distribution, not only its centre, respects the bounds:
///
/// | scale | working scale g(y) | domain |
/// |---|---|---|
/// | `real` | y | all numbers |
/// | `positive` | log y | y > 0 |
/// | `bounded(max)` | log((y + δ)/(max − y + δ)), δ = max/200 | 0 ≤ y ≤ max |
///
/// A plain logit is infinite for a value at its maximum. The offset δ keeps it finite; what the inverse
/// would put outside [0, max] is set to the bound, so a bound can carry probability of its own.
///
/// The map is monotone: a quantile maps to the quantile, hence the median to the median. A mean does not
/// map to the mean; it is computed from the distribution (see ``PredictiveDistribution/mean``).
public enum ValueScale: Sendable, Hashable {
  /// Any real number.
  case real
  /// Numbers above zero.
  case positive
  /// Numbers from zero up to a maximum, both included.
  case bounded(maximum: Double)

  /// The smallest scale that holds all values: `positive` when every value is above zero, else `real`.
  @inlinable
  public static func holding(_ values: some Sequence<Double>) -> ValueScale {
    values.allSatisfy { $0 > 0 } ? .positive : .real
  }

  /// The greatest possible value, or `nil` when there is none.
  public var maximum: Double? {
    if case .bounded(let maximum) = self { maximum } else { nil }
  }

  /// Whether a value lies in the domain of the scale.
  public func contains(_ value: Double) -> Bool {
    switch self {
    case .real: value.isFinite
    case .positive: value.isFinite && value > 0
    case .bounded(let maximum): value >= 0 && value <= maximum
    }
  }

  /// The value on the working scale.
  ///
  /// Values outside the domain, which a trend line can produce, are first set to the nearest value inside.
  package func working(_ value: Double) -> Double {
    switch self {
    case .real: return value
    case .positive: return .log(Swift.max(value, .leastNormalMagnitude))
    case .bounded(let maximum):
      let offset = Self.offset(of: maximum)
      let inside = Swift.min(Swift.max(value, 0), maximum)
      return .log((inside + offset) / (maximum - inside + offset))
    }
  }

  /// The value that lies at `working` on the working scale, always inside the domain.
  package func value(working: Double) -> Double {
    switch self {
    case .real: return working
    // The cap keeps a far quantile of a wild series finite: exp(709) is the last finite power.
    case .positive: return .exp(Swift.min(working, 700))
    case .bounded(let maximum):
      let offset = Self.offset(of: maximum)
      let share = working > 0 ? 1 / (1 + .exp(-working)) : .exp(working) / (1 + .exp(working))
      return Swift.min(Swift.max((maximum + 2 * offset) * share - offset, 0), maximum)
    }
  }

  /// The value, or the bound that it lies beyond; of a positive scale that is zero, and of all the greatest number.
  package func held(_ value: Double) -> Double {
    let greatest = Double.greatestFiniteMagnitude
    return switch self {
    case .real: Swift.min(Swift.max(value, -greatest), greatest)
    case .positive: Swift.min(Swift.max(value, 0), greatest)
    case .bounded(let maximum): Swift.min(Swift.max(value, 0), maximum)
    }
  }

  /// How fast the working scale runs at a value: dg/dy.
  package func slope(at value: Double) -> Double {
    switch self {
    case .real: return 1
    case .positive: return 1 / Swift.max(value, .leastNormalMagnitude)
    case .bounded(let maximum):
      let offset = Self.offset(of: maximum)
      let inside = Swift.min(Swift.max(value, 0), maximum)
      return 1 / (inside + offset) + 1 / (maximum - inside + offset)
    }
  }

  /// δ: half a percent of the range, about the last steps that a score takes before its maximum.
  package static func offset(of maximum: Double) -> Double { maximum / 200 }
}
