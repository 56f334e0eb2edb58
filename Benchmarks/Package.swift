// swift-tools-version: 6.2
//
// A package of its own, so that users of the library never fetch what only measuring needs.

import PackageDescription

let numericCore = Target.Dependency.product(name: "NumericCore", package: "headway")
let forecasting = Target.Dependency.product(name: "Forecasting", package: "headway")
let scorecard = Target.Dependency.product(name: "Scorecard", package: "headway")
let planning = Target.Dependency.product(name: "Planning", package: "headway")

let package = Package(
  name: "headway-benchmarks",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "headway", path: "..")],
  targets: [
    .executableTarget(name: "ForecastAccuracy", dependencies: [forecasting, numericCore, scorecard]),

    // Histories made of seeded random numbers.
    .target(name: "SyntheticScorecards", dependencies: [numericCore, scorecard]),

    // Random planning problems and the planner's answers, for compare/planner.py.
    .executableTarget(
      name: "PlannerExchange",
      dependencies: ["SyntheticScorecards", numericCore, forecasting, scorecard, planning]),

    // How long plans take, for compare/planner_speed.py.
    .executableTarget(
      name: "PlannerSpeed",
      dependencies: ["SyntheticScorecards", numericCore, forecasting, scorecard, planning]),
  ]
)
