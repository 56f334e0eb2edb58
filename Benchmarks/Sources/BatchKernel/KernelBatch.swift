import Forecasting
import NumericCore

/// Many weekly series in memory, and room for what lines through them give.
public struct KernelBatch: Sendable {
  /// Weeks ahead.
  public static let horizon = 4

  private let lines: WeeklyLines
  /// Series one behind the other.
  public let values: [Double]
  /// Means, ``horizon`` per series.
  public private(set) var forecasts: [Double]
  /// One per series.
  public private(set) var residualVariances: [Double]

  /// - Parameter values: Series one behind the other, each of so many weeks.
  public init(values: [Double], weeks: Int) {
    lines = WeeklyLines(weeks: weeks)
    self.values = values
    let count = values.count / weeks
    forecasts = [Double](repeating: 0, count: count * Self.horizon)
    residualVariances = [Double](repeating: 0, count: count)
  }

  /// A batch of seeded random walks.
  public init(series count: Int, weeks: Int) {
    var generator = SeededGenerator(seed: 1)
    var values: [Double] = []
    values.reserveCapacity(count * weeks)
    for _ in 0..<count {
      var value = 20 + 100 * generator.uniform()
      for _ in 0..<weeks {
        value += generator.uniform() - 0.5
        values.append(value)
      }
    }
    self.init(values: values, weeks: weeks)
  }

  /// The size of the values.
  public var byteCount: Int { values.count * MemoryLayout<Double>.stride }

  /// Draws the lines, in one thread.
  public mutating func drawLines() {
    Self.drawLines(lines, through: values, &forecasts, &residualVariances)
  }

  private static func drawLines(
    _ lines: WeeklyLines, through values: [Double], _ forecasts: inout [Double], _ variances: inout [Double]
  ) {
    var forecasts = forecasts.mutableSpan
    var variances = variances.mutableSpan
    lines.forecast(values.span, horizon: horizon, into: &forecasts, residualVariances: &variances)
  }

  /// Reads all values in one thread, as fast as memory gives them.
  ///
  /// - Returns: Something that depends on each of them.
  public func readValues() -> UInt64 {
    let bytes = values.span.bytes
    var (one, other) = (SIMD8<UInt64>.zero, SIMD8<UInt64>.zero)
    var offset = 0
    // What is beyond the last whole block is less than any clock can tell.
    while offset &+ 128 <= byteCount {
      one ^= bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: SIMD8<UInt64>.self)
      other ^= bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: offset &+ 64, as: SIMD8<UInt64>.self)
      offset &+= 128
    }
    return (one ^ other).wrappedSum()
  }
}
