// swift-tools-version: 6.1
//
// A package of its own, so that users of the library never fetch what only measuring needs.

import PackageDescription

let package = Package(
  name: "headway-benchmarks",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "headway", path: "..")],
  targets: [
    .executableTarget(
      name: "ForecastAccuracy",
      dependencies: [
        .product(name: "Forecasting", package: "headway"),
        .product(name: "NumericCore", package: "headway"),
        .product(name: "Scorecard", package: "headway"),
      ])
  ]
)
