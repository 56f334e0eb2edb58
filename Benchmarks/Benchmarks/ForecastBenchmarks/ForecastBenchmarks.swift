import Benchmark
import Forecasting
import SimulatedPlainSeries

/// Forecasts of plain series, four weeks ahead; time is given per series.
let benchmarks: @Sendable () -> Void = {
  for (model, weeks, count) in [
    (ModelChoice.automatic, 26, 1_000), (.automatic, 52, 1_000), (.automatic, 104, 1_000),
    (.family(.trend), 104, 1_000),
  ] {
    let name = if case .automatic = model { "auto" } else { "trend" }
    Benchmark(
      "\(name)_\(count)x\(weeks)",
      configuration: .init(
        metrics: [.wallClock, .cpuTotal, .peakMemoryResident], warmupIterations: 1,
        scalingFactor: .kilo, maxDuration: .seconds(3), maxIterations: 100)
    ) { _, batch in
      blackHole(Forecaster(model: model, horizon: 4).forecast(batch))
    } setup: {
      PlainSeriesFile.batch(series: count, weeks: weeks)
    }
  }
}
