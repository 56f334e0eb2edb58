// From a file to the weekly report: the program of the tutorial.

import Forecasting
import Reporting
import Scorecard

// What is known: the scores, and what was left out of the file.
let path = CommandLine.arguments.dropFirst().first ?? "bac-ninh-2025/history.csv"
let data = try HistoryReader.read(path: path)
let history = data.history
print("\(history.count) scores of \(history.units.count) units")
for notice in data.notices(in: .en, file: path) { print(notice) }

// What is odd in it.
for finding in DataCheck.findings(in: data) where finding.severity != .info {
  let message = finding.message(in: .en, index: history.index)
  print("\(finding.unit ?? path): \(message)")
}

// What the coming weeks bring.
let style = NumberStyle(language: .en)
let forecast = ScorecardForecast(history, forecaster: Forecaster(horizon: 4))
guard let unit = history.unit(named: "Bắc Ninh"),
  let total = forecast.entry(unit: unit, indicator: .total)
else { fatalError("there is no total of Bắc Ninh") }
for (day, week) in zip(total.days, total.distributions) {
  let interval = week.interval(IntervalLevel(percent: 80)!)
  let range = style.range(interval.lowerBound, interval.upperBound)
  print("\(day): \(style.decimal(week.median)), with 80 % between \(range)")
}
