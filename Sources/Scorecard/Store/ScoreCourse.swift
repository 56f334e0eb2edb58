/// What a file adds to the scores that a store has of one day of one series.
enum ScoreCourse {
  /// The scores to be added.
  ///
  /// What counts is the last score that a file has of the day: where it is the store's current one, nothing is added.
  /// Else the file has gone on from what the store has: of its own course what the two have in common is left out. So a
  /// file that grows week by week can be imported again and again.
  ///
  /// - Parameters:
  ///   - stored: The scores of the day in the store, in the order of arrival.
  ///   - found: Those of the file, in the order of lines; not empty.
  /// - Returns: A range of `found`.
  static func addition(to stored: [Double], of found: [Double]) -> Range<Int> {
    guard let current = stored.last else { return 0..<found.count }
    if found.last == current { return found.count..<found.count }
    var start = zip(stored, found).prefix { $0 == $1 }.count
    if let known = found.lastIndex(of: current) { start = max(start, known + 1) }
    return min(start, found.count - 1)..<found.count
  }
}
