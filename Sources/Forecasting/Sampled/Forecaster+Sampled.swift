import NumericCore

extension Forecaster {
  /// The forecast of a large batch, learnt from a sample; `nil` where the batch is not large.
  ///
  /// Series that belong to a unit or have a maximum are forecast as those of small batches are.
  func sampledForecast(_ batch: SeriesBatch) -> BatchForecast? {
    let served = (0..<batch.count).filter { position in
      let description = batch.descriptions[position]
      return description.group == nil && description.scale.maximum == nil
        && description.origin == batch[position].lastTime
    }
    guard served.count >= SampledPatterns.fewestSeries,
      let patterns = SampledPatterns(batch.selecting(Self.sample(served, of: batch)), steps: horizon)
    else { return nil }
    let chunks = stride(from: 0, to: served.count, by: Self.chunk).map {
      served[$0..<min($0 + Self.chunk, served.count)]
    }
    let forecasts = chunks.concurrentMap { chunk in
      var scratch = SampledPatterns.Scratch()
      return chunk.map { patterns.forecast(batch[$0], batch.descriptions[$0], scratch: &scratch) }
    }
    var series = [SeriesForecast?](repeating: nil, count: batch.count)
    for (position, forecast) in zip(served, forecasts.joined()) { series[position] = forecast }
    let others = series.indices.filter { series[$0] == nil }
    if !others.isEmpty {
      let rest = wholeForecast(batch.selecting(others))
      for (position, forecast) in zip(others, rest.series) { series[position] = forecast }
    }
    return BatchForecast(horizon: horizon, series: series.compactMap(\.self))
  }

  private static let chunk = 256

  /// The series that teach, in the order of their ranks.
  private static func sample(_ positions: [Int], of batch: SeriesBatch) -> [Int] {
    positions.map { (rank: SampledPatterns.rank(ofName: batch.descriptions[$0].name), position: $0) }
      .sorted { ($0.rank, $0.position) < ($1.rank, $1.position) }
      .prefix(SampledPatterns.sampleSize).map(\.position)
  }
}
