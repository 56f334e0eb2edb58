/// What levels are about, for ``ChanceSearch``: points that reach them, and the paths on which a point holds.
///
/// Levels are necessary: a point that does not reach the needs of a path in every column does not hold there. They need
/// not be sufficient, as long as the model has a further column to tell where they are not.
protocol ChanceModel {
  associatedtype Point

  /// The point of least effort that reaches the levels, one per column; `nil` beyond the limits.
  func relaxation(_ levels: [Double]) -> ChanceRelaxation<Point>?

  /// What a point reaches in each column.
  func reached(_ point: Point) -> [Double]

  /// About what one more of each level takes, to choose by.
  func worth(_ levels: [Double]) -> [Double]

  /// Whether a point fails, by path.
  func missed(_ point: Point) -> [Bool]

  /// The needs of further columns that a point does not reach on paths where it fails, those of most paths first.
  mutating func furtherColumns(_ point: Point, missed: [Int], atMost count: Int) -> [PathColumn]
}

/// A point of least effort for some levels.
struct ChanceRelaxation<Point> {
  var point: Point
  var effort: Double
  /// No point that reaches the levels takes less effort.
  var bound: Double
  /// Whatever other levels are asked for, the effort is at least ``bound`` and what the prices make of the differences;
  /// `nil` where there are no prices.
  var prices: [Double]?
}
