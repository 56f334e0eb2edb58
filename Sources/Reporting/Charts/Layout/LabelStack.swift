/// Keeps labels of one column apart, each as near as can be to what it belongs to.
///
/// The places minimise the sum of squared distances from the wanted ones under the condition that neighbours do
/// not overlap: an isotonic regression, solved by pooling neighbours that violate it (Barlow, Bartholomew,
/// Bremner, Brunk 1972, "Statistical Inference under Order Restrictions").
enum LabelStack {
  /// The places of the labels' middles, in the order given.
  /// - Parameters:
  ///   - wanted: Where the middle of each would be best.
  ///   - heights: The room that each takes.
  ///   - range: The room for all. Where it is too small, labels stand close and beyond its end.
  /// - Complexity: O(n log n).
  static func places(
    _ wanted: [Double], heights: [Double], within range: ClosedRange<Double>
  ) -> [Double] {
    precondition(wanted.count == heights.count, "every label needs a height")
    let order = wanted.indices.sorted { (wanted[$0], $0) < (wanted[$1], $1) }
    // Measured from where each would stand in a closed stack, the places need only not to decrease.
    var offsets: [Double] = []
    var used = 0.0
    for index in order {
      offsets.append(used + heights[index] / 2)
      used += heights[index]
    }
    var blocks: [(sum: Double, count: Int)] = []
    for (position, index) in order.enumerated() {
      blocks.append((wanted[index] - offsets[position], 1))
      while blocks.count > 1, mean(blocks[blocks.count - 2]) > mean(blocks[blocks.count - 1]) {
        let last = blocks.removeLast()
        blocks[blocks.count - 1].sum += last.sum
        blocks[blocks.count - 1].count += last.count
      }
    }
    // Bounds on a monotone fit are met best by clamping it.
    let highest = range.lowerBound
    let lowest = max(range.upperBound - used, highest)
    let fit = blocks.flatMap { Array(repeating: min(max(mean($0), highest), lowest), count: $0.count) }
    var result = wanted
    for (position, index) in order.enumerated() { result[index] = fit[position] + offsets[position] }
    return result
  }

  private static func mean(_ block: (sum: Double, count: Int)) -> Double { block.sum / Double(block.count) }
}
