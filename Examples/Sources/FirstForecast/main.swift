// A first forecast: three weekly series of different length and kind in one batch.

import Forecasting

var batch = SeriesBatch()

// A score with a maximum. Times are weeks and may be irregular; week 3 was never reported.
batch.append(
  name: "score", times: [0, 1, 2, 4, 5, 6], values: [90.9, 91.2, 91.3, 91.9, 92.1, 92.4],
  scale: .bounded(maximum: 100), resolution: 0.1)

// A quantity above zero, found out from its values.
batch.append(name: "visits", times: [0, 1, 2, 3, 4], values: [1210, 1180, 1265, 1240, 1302])

// One observation is enough for a forecast: its level, with an honest interval.
batch.append(name: "newcomer", times: [6], values: [88.5], scale: .bounded(maximum: 100))

let forecast = Forecaster(horizon: 4).forecast(batch)

for series in forecast.series {
  print("\(series.name): \(series.record.name)")
  for week in 1...forecast.horizon {
    let distribution = series.distribution(step: week)
    let interval = distribution.interval(IntervalLevel(percent: 80)!)
    print(
      "  +\(week)  \(rounded(distribution.median))  80 %: \(rounded(interval.lowerBound)) to \(rounded(interval.upperBound))"
    )
  }
}

// Questions are asked of the distribution, afterwards.
let inFourWeeks = forecast.series[0].distribution(step: 4)
print("chance that the score is at least 93: \(rounded(100 * inFourWeeks.probability(atLeast: 93))) %")

// Joint paths: what could happen to all series at once.
let paths = PathSampler(forecast, count: 1000, seed: 7)
let score = paths.paths(of: 0)
let newcomer = paths.paths(of: 2)
let overtakes = (0..<1000).count { newcomer[$0, 3] > score[$0, 3] }
print("chance that the newcomer is ahead in four weeks: \(rounded(Double(overtakes) / 10)) %")

func rounded(_ value: Double) -> Double { (value * 100).rounded() / 100 }
