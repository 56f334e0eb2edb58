import NumericCore

extension Forecaster {
  /// The forecast of a large batch, learnt from a sample; `nil` where the batch is not large.
  ///
  /// Series that belong to a unit, that have a maximum, or that are too short or too sparse are forecast as those of
  /// small batches are.
  func sampledForecast(_ batch: SeriesBatch) -> BatchForecast? {
    let served = (0..<batch.count).filter { isServed(batch, $0) }
    guard served.count >= SampledPatterns.fewestSeries else { return nil }
    let sampled = Self.sample(served, of: batch)
    let patterns = SampledPatterns(sampled.map { Self.window(batch, $0) }, steps: horizon)
    let chunks = stride(from: 0, to: served.count, by: Self.chunk).map {
      served[$0..<min($0 + Self.chunk, served.count)]
    }
    let forecasts = chunks.concurrentMap { chunk in
      var (window, scratch) = (PatternWindow(), PatternLesson.Scratch())
      return chunk.map { position in
        Self.load(&window, batch, position)
        let observations = batch[position]
        return patterns.forecast(
          window, batch.descriptions[position], lastValue: observations.lastValue,
          lastTime: observations.lastTime, scratch: &scratch)
      }
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

  private func isServed(_ batch: SeriesBatch, _ position: Int) -> Bool {
    let description = batch.descriptions[position]
    guard description.group == nil, description.scale.maximum == nil else { return false }
    let observations = batch[position]
    guard description.origin == observations.lastTime, observations.count >= SampledPatterns.fewestWeeks
    else {
      return false
    }
    return LineDesigns.isWeekly(observations.times.span) || Self.grid(batch, position).isDense
  }

  /// The series with the smallest hashes of their names.
  private static func sample(_ positions: [Int], of batch: SeriesBatch) -> [Int] {
    positions.map { (hash: SeededGenerator.stableHash(batch.descriptions[$0].name), position: $0) }
      .sorted { ($0.hash, $0.position) < ($1.hash, $1.position) }
      .prefix(SampledPatterns.sampleSize).map(\.position)
  }

  private static func window(_ batch: SeriesBatch, _ position: Int) -> PatternWindow {
    var window = PatternWindow()
    load(&window, batch, position)
    return window
  }

  private static func load(_ window: inout PatternWindow, _ batch: SeriesBatch, _ position: Int) {
    let observations = batch[position]
    if LineDesigns.isWeekly(observations.times.span) {
      window.load(observations.values, scale: observations.scale)
    } else {
      window.load(grid(batch, position))
    }
  }

  private static func grid(_ batch: SeriesBatch, _ position: Int) -> WeeklyGrid {
    let observations = batch[position].suffix(PatternWindow.mostWeeks)
    return WeeklyGrid(times: observations.times, working: observations.values.map(observations.scale.working))
  }
}
