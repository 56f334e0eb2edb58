import Benchmark
import Scorecard
import SimulatedPlainSeries

/// Reading plain files from memory, with faults as people make them.
let benchmarks: @Sendable () -> Void = {
  let rate = BenchmarkMetric.custom("Read, MB/s", polarity: .prefersLarger, useScalingFactor: false)

  for (count, weeks) in [(100, 104), (2_000, 104), (8_000, 26)] {
    Benchmark(
      "read_\(count)x\(weeks)",
      configuration: .init(
        metrics: [.wallClock, .cpuTotal, .peakMemoryResident, rate], warmupIterations: 1,
        maxDuration: .seconds(2), maxIterations: 100)
    ) { benchmark, bytes in
      let seconds = try ContinuousClock().measure { blackHole(try HistoryReader.read(bytes)) } / .seconds(1)
      benchmark.measurement(rate, Int(Double(bytes.count) / 1e6 / seconds))
    } setup: {
      PlainSeriesFile.bytes(series: count, weeks: weeks)
    }
  }
}
