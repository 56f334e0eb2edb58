import Forecasting
import Foundation
import Scorecard

/// Rolling-origin accuracy of the forecasts on a file of plain series.
///
///     swift run -c release ForecastAccuracy FILE.csv [--horizon 4] [--length 12,26,52] [--origins 12] [--every 4]
@main
struct ForecastAccuracy {
  /// Error sums of one model over all series and origins.
  struct Tally {
    var scaled = 0.0
    var percentage = 0.0
    var count = 0.0
    var inside80 = 0.0
    var inside95 = 0.0
    var points = 0.0
    var score95 = 0.0
  }

  static func main() throws {
    let arguments = Arguments(CommandLine.arguments)
    let result = try HistoryReader.read(path: arguments.path)
    let history = result.history
    let series = history.units.indices.map { unit in
      history.series(unit: unit, indicator: .value).map(\.score)
    }
    let models: [ModelChoice] = arguments.models.map { ModelChoice(name: $0)! }
    print(
      "series \(series.count)  horizon \(arguments.horizon)  origins \(arguments.origins), \(arguments.every) weeks apart"
    )
    print("length  model        MASE    sMAPE     OWA   80 %   95 %    MSIS   seconds   worst origin")
    for length in arguments.lengths {
      var naive: Tally?
      var naiveByOrigin: [Double] = []
      for model in [.family(.last)] + models {
        var tally = Tally()
        var byOrigin: [Double] = []
        var seconds = 0.0
        for origin in 0..<arguments.origins {
          let drop = arguments.horizon + origin * arguments.every
          var batch = SeriesBatch()
          var futures: [[Double]] = []
          for (position, values) in series.enumerated() where values.count - drop >= max(length ?? 0, 20) {
            let known = Array(values.dropLast(drop).suffix(length ?? .max))
            futures.append(Array(values[(values.count - drop)..<(values.count - drop + arguments.horizon)]))
            let end = values.count - drop
            batch.append(
              name: history.units[position].name,
              times: ((end - known.count)..<end).map(Double.init), values: known)
          }
          let start = ContinuousClock.now
          let forecast = Forecaster(model: model, horizon: arguments.horizon).forecast(batch)
          let elapsed = ContinuousClock.now - start
          seconds += Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) * 1e-18
          let before = (tally.scaled, tally.count)
          for position in futures.indices {
            tally.add(forecast.series[position], batch[position], futures[position])
          }
          byOrigin.append((tally.scaled - before.0) / (tally.count - before.1))
        }
        if naive == nil {
          naive = tally
          naiveByOrigin = byOrigin
        }
        let name = if case .family(let family) = model { family.rawValue } else { "auto" }
        let mase = tally.scaled / tally.count
        let smape = tally.percentage / tally.count
        let owa = 0.5 * (mase / (naive!.scaled / naive!.count) + smape / (naive!.percentage / naive!.count))
        let worst = zip(byOrigin, naiveByOrigin).map { $0 / $1 }.max() ?? 0
        print(
          String(
            format: "%6@  %-10@ %6.3f  %7.3f  %6.4f  %5.1f  %5.1f  %6.2f  %8.3f   %6.3f",
            (length.map(String.init) ?? "all") as NSString,
            name.padding(toLength: 10, withPad: " ", startingAt: 0) as NSString, mase, smape, owa,
            100 * tally.inside80 / tally.points, 100 * tally.inside95 / tally.points,
            tally.score95 / tally.points, seconds / Double(arguments.origins), worst))
      }
    }
  }
}

extension ForecastAccuracy.Tally {
  mutating func add(_ forecast: SeriesForecast, _ known: Observations, _ future: [Double]) {
    let distributions = (1...future.count).map(forecast.distribution(step:))
    let medians = distributions.map(\.median)
    guard let scaled = Accuracy.scaledError(medians, future, history: known.values) else { return }
    self.scaled += scaled
    percentage += Accuracy.symmetricPercentageError(medians, future)
    count += 1
    let scale = Accuracy.meanAbsoluteError(medians, future) / scaled
    for (distribution, outcome) in zip(distributions, future) {
      points += 1
      if distribution.interval(IntervalLevel(percent: 80)!).contains(outcome) { inside80 += 1 }
      let interval = distribution.interval(IntervalLevel(percent: 95)!)
      if interval.contains(outcome) { inside95 += 1 }
      let miss = max(interval.lowerBound - outcome, outcome - interval.upperBound, 0)
      if scale > 0, scale.isFinite {
        score95 += (interval.upperBound - interval.lowerBound + 40 * miss) / scale
      }
    }
  }
}

/// What the command line asks for.
struct Arguments {
  var path = ""
  var horizon = 4
  var lengths: [Int?] = [12, 26, 52]
  var origins = 12
  var every = 4
  var models = ["auto", "drift", "damped"]

  init(_ arguments: [String]) {
    var rest = arguments.dropFirst()
    while let argument = rest.popFirst() {
      switch argument {
      case "--horizon": horizon = Int(rest.popFirst() ?? "") ?? horizon
      case "--length": lengths = (rest.popFirst() ?? "").split(separator: ",").map { Int($0) }
      case "--origins": origins = Int(rest.popFirst() ?? "") ?? origins
      case "--every": every = Int(rest.popFirst() ?? "") ?? every
      case "--models": models = (rest.popFirst() ?? "").split(separator: ",").map(String.init)
      default: path = argument
      }
    }
  }
}
