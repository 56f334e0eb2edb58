import Benchmark
import Planning
import Scorecard
import SpeedProblems

/// Plans of `PlannerSpeed`, on fewer sample paths.
let benchmarks: @Sendable () -> Void = {
  let paths = 2_000

  Benchmark(
    "office",
    configuration: .init(
      metrics: [.wallClock, .cpuTotal, .peakMemoryResident], warmupIterations: 1, maxDuration: .seconds(2),
      maxIterations: 50)
  ) { _, history in
    let planner = Planner(history: history, pathCount: paths)
    blackHole(try planner.plan(SpeedProblem.office(history)))
  } setup: {
    SpeedProblem.office()
  }

  for name in ["initiatives", "group"] {
    Benchmark(
      name,
      configuration: .init(
        metrics: [.wallClock, .cpuTotal, .peakMemoryResident], warmupIterations: 0, maxDuration: .seconds(1),
        maxIterations: 3)
    ) { _, history in
      let planner = Planner(history: history, pathCount: paths)
      blackHole(try planner.plan(SpeedProblem.specification(of: name, history)))
    } setup: {
      SpeedProblem.communes()
    }
  }
}
