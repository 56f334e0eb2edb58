import RealModule

extension YearlyPatterns {
  /// The series with the weights of their errors; `nil` for one that never moved.
  static func members(_ grids: [WeeklyGrid], kind: SeriesKind) -> [Member?] {
    let units = grids.map(\.meanAbsoluteChange)
    guard kind == .positive else {
      return zip(grids, units).map { grid, unit in
        guard unit > 0, unit.isFinite else { return nil }
        return Member(
          grid: grid, patterns: LocalPatterns(grid.values), unit: unit,
          errorWeights: [Double](repeating: 1 / unit, count: grid.count))
      }
    }
    // Per series: the mean change of the value, and the last value's errors, relative and in that unit.
    let naive = grids.map(NaiveErrors.init)
    let moving = naive.compactMap(\.self)
    let relative = moving.reduce(0) { $0 + $1.relative } / Double(max(moving.count, 1))
    let scaled = moving.reduce(0) { $0 + $1.scaled } / Double(max(moving.count, 1))
    return grids.indices.map { i in
      guard let own = naive[i], units[i] > 0 else { return nil }
      let grid = grids[i]
      return Member(
        grid: grid, patterns: LocalPatterns(grid.values), unit: units[i],
        errorWeights: grid.values.map { 0.5 / relative + 0.5 * .exp($0) / (own.meanChange * scaled) })
    }
  }

  /// What the last value errs over a quarter, for a series of positive values.
  private struct NaiveErrors {
    let meanChange: Double
    let relative: Double
    let scaled: Double

    init?(_ grid: WeeklyGrid) {
      let values = grid.values.map { Double.exp($0) }
      let meanChange =
        zip(values, values.dropFirst()).reduce(0) { $0 + abs($1.1 - $1.0) } / Double(max(values.count - 1, 1))
      guard meanChange > 0, meanChange.isFinite else { return nil }
      var (relative, absolute, count) = (0.0, 0.0, 0.0)
      for horizon in stride(from: 1, through: YearlyPatterns.blockLength, by: 4) where horizon < values.count
      {
        var (ratios, errors) = (0.0, 0.0)
        for t in horizon..<values.count {
          let error = abs(values[t] - values[t - horizon])
          errors += error
          ratios += error / values[t - horizon]
        }
        relative += ratios / Double(values.count - horizon)
        absolute += errors / Double(values.count - horizon)
        count += 1
      }
      guard count > 0, relative.isFinite, absolute.isFinite else { return nil }
      self.meanChange = meanChange
      self.relative = relative / count
      scaled = absolute / count / meanChange
    }
  }
}
