// From a file to the weekly report: the program of the tutorial.

import Forecasting
import Planning
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
let chance = total.distributions[3].probability(atLeast: 92.8)
print("A total of 92.80 in four weeks: \(style.probability(chance))")

// What it takes to reach more.
let rivals = Target.Rivals.named(["Hải Phòng", "Đồng Nai"])
let plan = try Planner(history: history).plan(
  PlanSpecification(
    unit: "Bắc Ninh",
    targets: [
      Target(.total(92.8)),
      Target(.lead(0.5, over: rivals), importance: .wish(weight: 1)),
    ]))
let before = style.probability(plan.probabilityBefore)
let after = style.probability(plan.probabilityAfter)
print("The plan is \(plan.status): \(before) as it is, \(after) with it")
for component in plan.components {
  let name = component.indicator.name(in: .en, index: history.index)
  let gain = style.change(component.gain)
  print("\(name): \(gain), best so far \(style.change(component.pastGains.best))")
}

// What the week brought.
let review = try WeeklyReview(data, unit: "Bắc Ninh", rivals: rivals, plan: plan)
print("\(review.day): rank \(review.standing.rank) of \(review.standing.rankedCount)")
for rival in review.rivals?.rivals ?? [] {
  let name = history.units[rival.unit].name
  let chance = style.probability(rival.weeks[3].probabilityBehind)
  print("\(name): \(style.change(rival.gapNow)), ahead of us in four weeks: \(chance)")
}
