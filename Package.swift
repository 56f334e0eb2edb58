// swift-tools-version: 6.2
//
// The manifest is the map of the code: targets stand in the order in which data flows, and each may
// depend only on targets above it. The compiler therefore keeps the direction.
//
//     CLAPACK → NumericCore → Forecasting → Scorecard → Planning → Reporting → Commands → headway
//     CVector ↗                           CZip ↗  CCbc ↗   CXlsxWriter ↗

import PackageDescription

let settings: [SwiftSetting] = [.enableUpcomingFeature("ExistentialAny")]

// On Linux, a release build of the command is one file that needs no Swift on the machine where it runs. It
// also starts in a third of the time: there are no Swift libraries to find, load and relocate. The flags are
// unsafe for dependents only; nobody depends on the executable, and tests link `Commands` in its stead.
let release = BuildSettingCondition.when(platforms: [.linux], configuration: .release)
let standalone = (
  compiled: [SwiftSetting.unsafeFlags(["-static-stdlib"], release)],
  linked: [LinkerSetting.unsafeFlags(["-static-stdlib", "-use-ld=lld"], release)]
)

let package = Package(
  name: "headway",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "headway", targets: ["headway"]),
    .library(name: "NumericCore", targets: ["NumericCore"]),
    .library(name: "Forecasting", targets: ["Forecasting"]),
    .library(name: "Scorecard", targets: ["Scorecard"]),
    .library(name: "Planning", targets: ["Planning"]),
    .library(name: "Reporting", targets: ["Reporting"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
    .package(url: "https://github.com/apple/swift-numerics", from: "1.1.0"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.0.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.0.0"),
  ],
  targets: [
    // MARK: Sources

    // LAPACK and BLAS of the system. Only their types: the library is loaded when a routine is first called.
    .systemLibrary(name: "CLAPACK", providers: [.apt(["liblapack3"])]),

    // Cbc, for integer programmes. Only its types: the library is loaded when the first one is solved.
    .systemLibrary(name: "CCbc", providers: [.apt(["coinor-libcbc-dev"])]),

    // The few loops that are worth being compiled for each width of processor, in one file of C.
    .target(name: "CVector"),

    // libzip, for workbooks. Only its types: the library is loaded when the first one is read.
    .systemLibrary(name: "CZip", providers: [.apt(["libzip-dev"])]),

    // libxlsxwriter, for workbooks. Only its types as well: it is loaded when the first workbook is written.
    .systemLibrary(name: "CXlsxWriter", providers: [.apt(["libxlsxwriter-dev"])]),

    // Matrices, factorizations, least squares, distributions, sums, a seeded generator.
    .target(
      name: "NumericCore",
      dependencies: ["CLAPACK", "CVector", .product(name: "RealModule", package: "swift-numerics")],
      swiftSettings: settings),

    // Series in batches, models, combination, predictive distributions, sample paths.
    .target(
      name: "Forecasting",
      dependencies: ["NumericCore", .product(name: "RealModule", package: "swift-numerics")],
      swiftSettings: settings),

    // Index, units, history, its files and its store, data findings, the forecast of a scorecard.
    .target(
      name: "Scorecard",
      dependencies: [
        "CZip", "Forecasting", .product(name: "Yams", package: "Yams"),
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: settings),

    // Targets, gap, levers, allocation, explanation, comparison with rivals.
    .target(
      name: "Planning",
      dependencies: ["CCbc", "Scorecard", .product(name: "Yams", package: "Yams")],
      swiftSettings: settings),

    // What is said, in two languages, and how it is written: text, pages, workbooks, CSV, JSON.
    .target(
      name: "Reporting",
      dependencies: ["CXlsxWriter", "Planning", .product(name: "Yams", package: "Yams")],
      swiftSettings: settings),

    // The command line: parse, validate, call, print.
    .target(
      name: "Commands",
      dependencies: [
        "Reporting",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: settings),

    // The executable: its entry, and how it is linked.
    .executableTarget(
      name: "headway", dependencies: ["Commands"], swiftSettings: settings + standalone.compiled,
      linkerSettings: standalone.linked),

    // MARK: Tests

    .testTarget(
      name: "NumericCoreTests", dependencies: ["NumericCore"], resources: [.copy("Fixtures")],
      swiftSettings: settings),
    .testTarget(
      name: "ForecastingTests", dependencies: ["Forecasting"], swiftSettings: settings),
    .testTarget(
      name: "ScorecardTests", dependencies: ["Scorecard"], resources: [.copy("Fixtures")],
      swiftSettings: settings),
    .testTarget(
      name: "PlanningTests", dependencies: ["Planning"], swiftSettings: settings),
    .testTarget(
      name: "ReportingTests", dependencies: ["Reporting"], swiftSettings: settings),
    // Runs the built binary, as a user would; building tests builds every executable of the package.
    .testTarget(
      name: "CommandTests",
      dependencies: ["Commands", .product(name: "ArgumentParser", package: "swift-argument-parser")],
      swiftSettings: settings),
    // Compiles what the documentation shows, against the modules built.
    .testTarget(name: "DocumentationTests", dependencies: ["Reporting"], swiftSettings: settings),
  ]
)
