// swift-tools-version: 6.2

import PackageDescription

let package = Package(
  name: "WeeklyReport",
  platforms: [.macOS(.v15)],
  dependencies: [.package(path: "../headway")],
  targets: [
    .executableTarget(
      name: "WeeklyReport",
      dependencies: [
        .product(name: "Forecasting", package: "headway"),
        .product(name: "Scorecard", package: "headway"),
        .product(name: "Planning", package: "headway"),
        .product(name: "Reporting", package: "headway"),
      ])
  ]
)
