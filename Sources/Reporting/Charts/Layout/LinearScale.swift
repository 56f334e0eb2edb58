/// Where a number lies between the ends of a line.
struct LinearScale: Equatable, Sendable {
  /// The numbers at the two ends; they differ.
  let domain: ClosedRange<Double>
  /// Where the two ends lie; the first may be the greater.
  let start: Double, end: Double

  init(_ domain: ClosedRange<Double>, from start: Double, to end: Double) {
    precondition(domain.lowerBound < domain.upperBound, "a scale needs two numbers")
    self.domain = domain
    self.start = start
    self.end = end
  }

  /// The place of a number; those beyond the ends lie at them.
  func callAsFunction(_ value: Double) -> Double {
    let share = (value - domain.lowerBound) / (domain.upperBound - domain.lowerBound)
    return start + (end - start) * min(max(share, 0), 1)
  }

  /// A round distance: 1, 2 or 5 times a power of ten, so that about so many fit into the domain.
  func roundStep(count: Int) -> Double {
    let rough = (domain.upperBound - domain.lowerBound) / Double(max(count, 1))
    let power = Double.powerOfTen(rough.decimalExponent)
    let lead = rough / power
    return power * (lead < 1.5 ? 1 : lead < 3.5 ? 2 : lead < 7.5 ? 5 : 10)
  }

  /// The multiples of a step in the domain.
  func multiples(of step: Double) -> [Double] {
    // A thousandth of a step past the ends still counts, as steps like 0.1 are not exact.
    let first = (domain.lowerBound / step - 1e-3).rounded(.up)
    let last = (domain.upperBound / step + 1e-3).rounded(.down)
    guard first <= last, last - first < 100 else { return [] }
    return (0...Int(last - first)).map { (first + Double($0)) * step }
  }
}

extension Double {
  /// Whether there is a place for it: a number, and small enough that sums of numbers stay finite.
  var isDrawable: Bool { magnitude <= 1e300 }

  /// The greatest whole power of ten that is not greater: −2 for 0.05.
  var decimalExponent: Int { (DecimalDigits(magnitude)?.integerDigits ?? 1) - 1 }
}

extension ClosedRange<Double> {
  /// A domain that shows all of the values with some air; nil when there are none.
  ///
  /// Values that differ by no more than rounding are a line in the middle, so that noise does not look like
  /// movement.
  /// - Parameters:
  ///   - values: Those that are not drawable are passed over.
  ///   - ceiling: What no value exceeds: no air is left above it.
  static func showing(_ values: [Double], ceiling: Double? = nil) -> ClosedRange<Double>? {
    let drawable = values.filter(\.isDrawable)
    guard let low = drawable.min(), let high = drawable.max() else { return nil }
    let size = Swift.max(low.magnitude, high.magnitude)
    let isFlat = high - low <= 1e-9 * Swift.max(size, 1)
    let air = isFlat ? Swift.max(size * 0.005, 1e-6) : (high - low) * 0.07
    var top = high + air
    if let ceiling, ceiling.isDrawable, high <= ceiling { top = Swift.min(top, ceiling) }
    return (low - air)...top
  }
}
