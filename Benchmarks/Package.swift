// swift-tools-version: 6.2
//
// A package of its own, so that users of the library never fetch what only measuring needs.

import PackageDescription

let numericCore = Target.Dependency.product(name: "NumericCore", package: "headway")
let forecasting = Target.Dependency.product(name: "Forecasting", package: "headway")
let scorecard = Target.Dependency.product(name: "Scorecard", package: "headway")
let planning = Target.Dependency.product(name: "Planning", package: "headway")
let reporting = Target.Dependency.product(name: "Reporting", package: "headway")

/// A target of benchmarks, for `swift package benchmark`.
func benchmarks(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .executableTarget(
    name: name, dependencies: [.product(name: "Benchmark", package: "benchmark")] + dependencies,
    path: "Benchmarks/\(name)", plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")])
}

let package = Package(
  name: "headway-benchmarks",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(name: "headway", path: ".."),
    // Without its traits, which count allocations.
    .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.1", traits: []),
  ],
  targets: [
    // MARK: What is measured

    // Histories made of seeded random numbers.
    .target(name: "SyntheticScorecards", dependencies: [numericCore, scorecard]),

    // The plans that are timed.
    .target(name: "SpeedProblems", dependencies: ["SyntheticScorecards", numericCore, planning, scorecard]),

    // Simulated plain series, as a file and as a batch.
    .target(name: "SimulatedPlainSeries", dependencies: [forecasting, reporting, scorecard]),

    // Many series in memory, lines through them, and how fast the same memory is read.
    .target(name: "BatchKernel", dependencies: [forecasting, numericCore]),

    // MARK: Benchmarks

    benchmarks("KernelBenchmarks", ["BatchKernel"]),
    benchmarks("IngestBenchmarks", ["SimulatedPlainSeries", scorecard]),
    benchmarks("ForecastBenchmarks", ["SimulatedPlainSeries", forecasting]),
    benchmarks("PlanBenchmarks", ["SpeedProblems", planning, scorecard]),

    // MARK: Programs

    .executableTarget(name: "ForecastAccuracy", dependencies: [forecasting, numericCore, scorecard]),

    // Lines through many series on request, for compare/batch_lines.py.
    .executableTarget(name: "BatchLines", dependencies: ["BatchKernel"]),

    // Random planning problems and the planner's answers, for compare/planner.py.
    .executableTarget(
      name: "PlannerExchange",
      dependencies: ["SyntheticScorecards", numericCore, forecasting, scorecard, planning]),

    // How long plans take, for compare/planner_speed.py.
    .executableTarget(
      name: "PlannerSpeed", dependencies: ["SpeedProblems", forecasting, scorecard, planning]),
  ]
)
