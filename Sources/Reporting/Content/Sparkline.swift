/// A series as a word-sized picture: ▁▂▃▄▅▆▇█, with a dot where a value is missing.
///
/// The lowest value gets the lowest bar and the highest the highest, unless a range is given. A series without
/// noteworthy spread (a billionth of its size) is a line at middle height, so that noise does not look like
/// movement.
public struct Sparkline: Sendable, Equatable {
  /// What to do with more values than there is room for.
  public enum Fit: Sendable {
    /// Show the newest.
    case last
    /// Show all, each bar the mean of neighbouring values.
    case resampled
  }

  /// The picture, one character per bar.
  public let text: String

  /// Draws values, oldest first.
  /// - Parameters:
  ///   - values: nil or a non-finite number is a gap.
  ///   - width: the greatest number of characters; nil draws every value.
  ///   - fit: how a longer series is brought to that width.
  ///   - range: the values of the lowest and the highest bar, to compare several series; values beyond are
  ///     drawn at its ends.
  ///   - gap: what stands for a missing value.
  public init(
    _ values: [Double?], width: Int? = nil, fit: Fit = .last, range: ClosedRange<Double>? = nil,
    gap: Character = "·"
  ) {
    let finite = values.map { value in value.flatMap { $0.isFinite ? $0 : nil } }
    let drawn = Self.fitted(finite, width: max(width ?? finite.count, 0), fit)
    let present = drawn.compactMap(\.self)
    let low = range?.lowerBound ?? present.min() ?? 0
    let high = range?.upperBound ?? present.max() ?? 0
    text = String(drawn.map { $0.map { Self.bar($0, from: low, to: high) } ?? gap })
  }

  private static let bars: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

  private static func fitted(_ values: [Double?], width: Int, _ fit: Fit) -> [Double?] {
    if values.count <= width { return values }
    switch fit {
    case .last: return values.suffix(width)
    case .resampled:
      return (0..<width).map { bucket in
        let members = values[(bucket * values.count / width)..<((bucket + 1) * values.count / width)]
        let present = members.compactMap(\.self)
        // Divided before adding: a sum of huge values would overflow.
        return present.isEmpty ? nil : present.reduce(0) { $0 + $1 / Double(present.count) }
      }
    }
  }

  private static func bar(_ value: Double, from low: Double, to high: Double) -> Character {
    // Halves, so that the difference of huge values stays finite.
    let spread = high / 2 - low / 2
    if spread <= 0.5e-9 * max(low.magnitude, high.magnitude) { return bars[3] }
    let share = (min(max(value, low), high) / 2 - low / 2) / spread
    return bars[min(Int(share * 8), 7)]
  }
}
