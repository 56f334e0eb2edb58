import NumericCore

/// Volatility shared between series of a kind, in volatility units.
struct PooledVolatility: Sendable {
  private let squares: [SeriesKind: Double]

  /// The mean square change of a typical series of the kind; `nil` where there is nothing to borrow.
  subscript(kind: SeriesKind) -> Double? { squares[kind] }

  init(_ prepared: [PreparedSeries], order: [Int]) {
    var squares: [SeriesKind: Double] = [:]
    for kind in SeriesKind.allCases {
      guard let fallback = kind.fallbackVolatility else { continue }
      // The median over series: one volatile unit is not the measure of the others.
      var means = order.compactMap { position -> Double? in
        let series = prepared[position]
        guard SeriesKind(series.observations.scale) == kind, series.count > 1 else { return nil }
        return series.meanSquare(of: series.count).square
      }
      let typical = median(&means)
      squares[kind] = typical > 0 ? typical : fallback * fallback
    }
    self.squares = squares
  }

  /// A spread per kind that no single jump can move: the median magnitude of all changes / 0.6745.
  static func robustSpreads(_ batch: SeriesBatch) -> [SeriesKind: Double] {
    var magnitudes: [Double] = []
    for position in 0..<batch.count where batch.descriptions[position].scale.maximum != nil {
      let series = PreparedSeries(
        batch[position].suffix(Forecaster.usedObservations),
        resolution: batch.descriptions[position].resolution, pooledSpread: nil)
      magnitudes += zip(series.relativeChanges, series.gaps).map { abs($0) / $1.squareRoot() }
    }
    // A handful of changes is no pool.
    guard magnitudes.count >= 12 else { return [:] }
    return [.bounded: median(&magnitudes) / 0.6745]
  }
}
