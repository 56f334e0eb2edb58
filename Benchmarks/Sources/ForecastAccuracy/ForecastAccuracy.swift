import Forecasting
import Foundation
import NumericCore
import Scorecard

/// Rolling-origin accuracy of the forecasts on a file of plain series.
///
///     swift run -c release ForecastAccuracy FILE.csv [--horizon 4] [--length 12,26,52] [--origins 12] [--every 4]
///         [--models auto,drift,damped] [--series N [--draws D] [--seed 1]]
@main
struct ForecastAccuracy {
  static let levels = [80, 95].compactMap(IntervalLevel.init(percent:))

  static func main() throws {
    let arguments: Arguments
    do { arguments = try Arguments(CommandLine.arguments) } catch {
      FileHandle.standardError.write(Data("ForecastAccuracy: \(error)\n".utf8))
      exit(64)
    }
    let history = try HistoryReader.read(path: arguments.path).history
    let series = history.units.indices.map { unit in
      Series(
        name: history.units[unit].name,
        values: history.series(unit: unit, indicator: .value).map(\.score))
    }
    print(
      "series \(arguments.seriesCount.map { "\($0) of \(series.count), \(arguments.draws) draws" } ?? "\(series.count)")  horizon \(arguments.horizon)  origins \(arguments.origins), \(arguments.every) weeks apart"
    )
    print(
      "length  model        MASE    sMAPE     OWA  OWA mean   80 %   95 %  80 % calm  80 % volatile  95 % calm  95 % volatile    MSIS   seconds   worst origin"
    )
    for length in arguments.lengths {
      var sums: [Figures] = []
      for draw in arguments.drawnSeries(series) {
        let rows = evaluate(draw, length: length, arguments)
        sums = sums.isEmpty ? rows : zip(sums, rows).map { $0 + $1 }
      }
      for (model, sum) in zip(arguments.models, sums) {
        let figures = sum.divided(by: Double(arguments.drawCount))
        print(
          String(
            format:
              "%6@  %-10@ %6.3f  %7.3f  %6.4f    %6.4f  %5.1f  %5.1f  %9.1f  %13.1f  %9.1f  %13.1f  %6.2f  %8.3f   %6.3f",
            (length.map(String.init) ?? "all") as NSString,
            model.padding(toLength: 10, withPad: " ", startingAt: 0) as NSString, figures[.mase],
            figures[.smape], figures[.owa], figures[.meanOWA], figures[.inside80], figures[.inside95],
            figures[.calm80], figures[.volatile80], figures[.calm95], figures[.volatile95],
            figures[.msis], figures[.seconds], figures[.worst]))
      }
    }
  }

  /// All models on the same series and origins; the last value comes first.
  static func evaluate(_ series: [Series], length: Int?, _ arguments: Arguments) -> [Figures] {
    let models = arguments.models.map { ModelChoice(name: $0)! }
    let empty = AccuracyTable(
      modelCount: models.count, groupCount: 2, horizon: arguments.horizon, levels: levels)
    var total = empty
    var byOrigin: [AccuracyTable] = []
    var seconds = models.map { _ in 0.0 }
    for origin in 0..<arguments.origins {
      let sample = Sample(
        series, dropping: arguments.horizon + origin * arguments.every, horizon: arguments.horizon,
        length: length)
      var table = empty
      for (model, choice) in models.enumerated() {
        let start = ContinuousClock.now
        let forecast = Forecaster(model: choice, horizon: arguments.horizon).forecast(sample.batch)
        let elapsed = ContinuousClock.now - start
        seconds[model] += Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) * 1e-18
        for (position, future) in sample.futures.enumerated() {
          // A series that never moved has no scale and is left out altogether.
          guard let scale = Accuracy.naiveScale(sample.batch[position].values) else { continue }
          for (step, outcome) in future.enumerated() {
            let score = ForecastScore(
              forecast.series[position].distribution(step: step + 1), outcome: outcome, scale: scale,
              levels: levels)
            table.add(score, model: model, group: sample.isVolatile[position] ? 1 : 0, step: step + 1)
          }
        }
      }
      byOrigin.append(table)
      total.merge(table)
    }
    return models.indices.map { model in
      let tally = total.pooled(model: model)
      let naive = total.pooled(model: 0)
      let steps = 1...arguments.horizon
      let calm = total.pooled(model: model, groups: [0], steps: steps)
      let volatile = total.pooled(model: model, groups: [1], steps: steps)
      let owas = byOrigin.compactMap {
        $0.pooled(model: model).overallWeightedAverage(relativeTo: $0.pooled(model: 0))
      }
      let ratios = byOrigin.compactMap { table -> Double? in
        guard let own = table.pooled(model: model).scaledError,
          let naive = table.pooled(model: 0).scaledError
        else { return nil }
        return own / naive
      }
      return Figures([
        .mase: tally.scaledError, .smape: tally.percentageError,
        .owa: tally.overallWeightedAverage(relativeTo: naive),
        .meanOWA: owas.isEmpty ? nil : owas.reduce(0, +) / Double(owas.count),
        .inside80: tally.coverage(0).map { 100 * $0 }, .inside95: tally.coverage(1).map { 100 * $0 },
        .calm80: calm.coverage(0).map { 100 * $0 }, .volatile80: volatile.coverage(0).map { 100 * $0 },
        .calm95: calm.coverage(1).map { 100 * $0 }, .volatile95: volatile.coverage(1).map { 100 * $0 },
        .msis: tally.scaledIntervalScore(1), .seconds: seconds[model] / Double(arguments.origins),
        .worst: ratios.max(),
      ])
    }
  }
}

/// One series of the file.
struct Series {
  let name: String
  let values: [Double]
}

/// What is known at an origin, and what comes.
struct Sample {
  var batch = SeriesBatch()
  var futures: [[Double]] = []
  /// Whether a series belongs to the more volatile half at this origin.
  var isVolatile: [Bool] = []

  /// Series that are too short for the length, or for twenty points, are left out.
  init(_ series: [Series], dropping drop: Int, horizon: Int, length: Int?) {
    var volatilities: [Double] = []
    for one in series where one.values.count - drop >= max(length ?? 0, 20) {
      let end = one.values.count - drop
      let known = Array(one.values[..<end].suffix(length ?? .max))
      futures.append(Array(one.values[end..<(end + horizon)]))
      batch.append(
        name: one.name, times: ((end - known.count)..<end).map(Double.init), values: known)
      volatilities.append(Self.volatility(known))
    }
    let middle = volatilities.sorted().dropFirst((volatilities.count - 1) / 2).first ?? 0
    isVolatile = volatilities.map { $0 > middle }
  }

  /// The standard deviation of the last 26 changes: of the logarithm of positive series, of others relative to
  /// their mean absolute level.
  static func volatility(_ known: [Double]) -> Double {
    let recent = known.suffix(27)
    let isPositive = recent.allSatisfy { $0 > 0 }
    let level = recent.reduce(0) { $0 + abs($1) } / Double(recent.count)
    let course = isPositive ? recent.map { Foundation.log($0) } : recent.map { level > 0 ? $0 / level : 0 }
    let changes = zip(course, course.dropFirst()).map { $1 - $0 }
    let mean = changes.reduce(0, +) / Double(changes.count)
    return (changes.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(changes.count)).squareRoot()
  }
}

/// A line of the result.
struct Figures {
  enum Name: CaseIterable {
    case mase, smape, owa, meanOWA, inside80, inside95, calm80, volatile80, calm95, volatile95, msis, seconds
    case worst
  }

  private var values: [Name: Double]

  init(_ values: [Name: Double?]) {
    self.values = values.mapValues { $0 ?? .nan }
  }

  subscript(name: Name) -> Double { values[name] ?? .nan }

  static func + (one: Figures, other: Figures) -> Figures {
    var sum = one
    for name in Name.allCases { sum.values[name] = one[name] + other[name] }
    return sum
  }

  func divided(by count: Double) -> Figures {
    var result = self
    for name in Name.allCases { result.values[name] = self[name] / count }
    return result
  }
}

/// What the command line asks for.
struct Arguments {
  var path = ""
  var horizon = 4
  var lengths: [Int?] = [12, 26, 52]
  var origins = 12
  var every = 4
  /// The last value first.
  var models = ["last", "auto", "drift", "damped"]
  /// How many series a draw takes; all where it is `nil`.
  var seriesCount: Int?
  var draws = 1
  var seed: UInt64 = 1

  struct Fault: Error, CustomStringConvertible {
    let description: String
  }

  init(_ arguments: [String]) throws {
    var rest = arguments.dropFirst()
    func number(_ option: String) throws -> Int {
      guard let text = rest.popFirst(), let number = Int(text), number > 0 else {
        throw Fault(description: "\(option) needs a whole number above zero")
      }
      return number
    }
    while let argument = rest.popFirst() {
      switch argument {
      case "--horizon": horizon = try number(argument)
      case "--length": lengths = (rest.popFirst() ?? "").split(separator: ",").map { Int($0) }
      case "--origins": origins = try number(argument)
      case "--every": every = try number(argument)
      case "--models":
        let names = (rest.popFirst() ?? "").split(separator: ",").map(String.init)
        if let unknown = names.first(where: { ModelChoice(name: $0) == nil }) {
          throw Fault(
            description:
              "no model \(unknown); use \(ModelChoice.names.joined(separator: ", "))")
        }
        models = ["last"] + names.filter { $0 != "last" }
      case "--series": seriesCount = try number(argument)
      case "--draws": draws = try number(argument)
      case "--seed": seed = UInt64(try number(argument))
      default: path = argument
      }
    }
  }

  var drawCount: Int { seriesCount == nil ? 1 : draws }

  /// The series of each draw, in the order of the file.
  func drawnSeries(_ series: [Series]) -> [[Series]] {
    guard let seriesCount else { return [series] }
    return (0..<draws).map { draw in
      var generator = SeededGenerator(seed: seed, stream: UInt64(draw))
      return series.indices.shuffled(using: &generator).prefix(seriesCount).sorted().map { series[$0] }
    }
  }
}
