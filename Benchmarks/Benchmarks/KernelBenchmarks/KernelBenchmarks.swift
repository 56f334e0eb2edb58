import BatchKernel
import Benchmark
import Foundation

/// Lines through series in memory, and beside each the speed at which the same memory is read, in one thread.
let benchmarks: @Sendable () -> Void = {
  let isLarge = ProcessInfo.processInfo.environment["HEADWAY_BENCHMARK_LARGE"] != nil
  let sizes = [1_000, 10_000, 100_000] + (isLarge ? [1_000_000] : [])
  func metric(_ name: String) -> BenchmarkMetric {
    .custom(name, polarity: .prefersLarger, useScalingFactor: false)
  }
  let (kernel, bandwidth) = (metric("Kernel, MB/s"), metric("Reading, MB/s"))
  let share = metric("Kernel of reading, %")

  for count in sizes {
    Benchmark(
      "lines_\(count)x104",
      configuration: .init(
        metrics: [kernel, bandwidth, share], warmupIterations: 2, maxDuration: .seconds(2),
        maxIterations: 200)
    ) { benchmark, batch in
      let clock = ContinuousClock()
      // Small batches are run through as often as the million is once.
      let repetitions = Swift.max(1_000_000 / count / 10, 1)
      let bytes = Double(repetitions * batch.value.byteCount)
      let lines = clock.measure { for _ in 0..<repetitions { batch.value.drawLines() } }
      let reading = clock.measure { for _ in 0..<repetitions { blackHole(batch.value.readValues()) } }
      benchmark.measurement(kernel, Int(bytes / 1e6 / (lines / .seconds(1))))
      benchmark.measurement(bandwidth, Int(bytes / 1e6 / (reading / .seconds(1))))
      benchmark.measurement(share, Int((100 * (reading / lines)).rounded()))
    } setup: {
      Box(KernelBatch(series: count, weeks: 104))
    }
  }
}

/// What a benchmark changes from one iteration to the next.
final class Box<Value> {
  var value: Value

  init(_ value: Value) { self.value = value }
}
