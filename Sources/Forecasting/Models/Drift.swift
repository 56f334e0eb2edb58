/// The mean pace so far goes on from the last value: ŷ(t + h) = y(t) + h · (y(t) − y(s)) / (t − s).
///
/// s is the time of the first observation used. The pace is the least-squares estimate of the drift of a
/// random walk observed at irregular times, where a change over Δ weeks has variance proportional to Δ.
///
/// Source: Hyndman and Athanasopoulos, *Forecasting: Principles and Practice*, 3rd ed., section 5.2.
public struct Drift: TrendModel {
  /// How many of the latest observations count.
  public var window: Int

  /// - Parameter window: At least two; by default 104, two years of weeks.
  public init(window: Int = 104) {
    precondition(window >= 2, "a drift needs two observations")
    self.window = window
  }

  /// A pace needs two observations.
  public var minimumCount: Int { 2 }

  /// The line through the first and the last observation of the window.
  ///
  /// - Complexity: O(1)
  public func fit(_ observations: Observations) -> FittedLine? {
    guard observations.count >= minimumCount else { return nil }
    let used = observations.suffix(window)
    let first = used.values.startIndex
    let pace = (used.lastValue - used.values[first]) / (used.lastTime - used.times[first])
    return FittedLine(level: used.lastValue, slope: pace)
  }
}
