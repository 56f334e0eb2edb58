// swift-tools-version: 6.2
//
// How to use Headway's library from Swift. Each folder under Sources is a program of one page:
//
//     swift run FirstForecast

import PackageDescription

let package = Package(
  name: "headway-examples",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "headway", path: "..")],
  targets: [
    .executableTarget(
      name: "FirstForecast",
      dependencies: [.product(name: "Forecasting", package: "headway")]),
    .executableTarget(
      name: "ClosingAGap",
      dependencies: [
        .product(name: "Planning", package: "headway"),
        .product(name: "Scorecard", package: "headway"),
      ]),
    // The program of the tutorial, in Documentation.docc.
    .executableTarget(
      name: "FromFileToReport",
      dependencies: [
        .product(name: "Forecasting", package: "headway"),
        .product(name: "Planning", package: "headway"),
        .product(name: "Reporting", package: "headway"),
        .product(name: "Scorecard", package: "headway"),
      ]),
    .executableTarget(
      name: "FittingAPolynomial",
      dependencies: [.product(name: "NumericCore", package: "headway")]),
  ]
)
