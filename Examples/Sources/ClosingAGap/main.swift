// Closing a gap: from a history to what each component must gain, how likely that is, and what it rests on.

import Planning
import Scorecard

let path = CommandLine.arguments.dropFirst().first ?? "bac-ninh-2025/history.csv"
let history = try HistoryReader.read(path: path).history

let plan = try Planner(history: history).plan(
  PlanSpecification(
    unit: "Bắc Ninh",
    targets: [
      Target(.total(92.8)),
      Target(.componentShare("online_services", atLeast: 0.7), week: 1),
      // Pursued only as far as the others leave room.
      Target(.lead(0, over: .named(["Hải Phòng", "Đồng Nai"])), importance: .wish(weight: 1)),
    ],
    levers: ["satisfaction": Lever(isLocked: true)],
    confidence: 0.7))

let answer =
  switch plan.status {
  case .alreadyMet: "is met already"
  case .feasible: "is feasible at paces seen before"
  case .feasibleIf: "is feasible only faster than ever seen"
  case .infeasible: "is infeasible"
  }
print("The plan \(answer): \(percent(plan.probabilityBefore)) as it is,", terminator: " ")
print(plan.probabilityAfter.map { "\(percent($0)) with it." } ?? "and nothing reaches it.")
for outcome in plan.targets where !outcome.isPursued {
  print("A wish is given up: the lead would be \(points(outcome.forecast)) by the forecast.")
}

// What each component must gain, and why it stands where it does.
for area in plan.focusAreas {
  guard let gain = area.gain, gain >= 0.005 else { continue }
  let reasons = area.reasons.map { ", " + words(for: $0) }.joined()
  print("\(name(area.indicator)) must gain \(points(gain))\(reasons).")
}

// What other chances take: points over the forecast, and whether that was ever seen.
for point in plan.frontier {
  let pace = point.isWithinPace ? "within paces seen" : "faster than ever seen"
  print("A chance of \(percent(point.chance)) takes \(points(point.lift)) over the forecast, \(pace).")
}

// Where it is not feasible, the smallest changes that make it so.
for case .total(let asked, let instead, _) in plan.relaxations {
  print("At paces seen a total of \(points(instead)) instead of \(points(asked)) is feasible.")
}

// How the plan was checked.
if let certificate = plan.certificate {
  print(
    certificate.violations.isEmpty ? "The check finds every limit kept;" : "The check finds a fault;",
    "on fresh paths the chance is \(percent(certificate.freshProbability)),",
    "and no plan takes less than \(percent(1 - certificate.gap)) of its effort.")
}

// The rivals, week by week.
let comparison = try RivalComparison(history, unit: "Bắc Ninh", rivals: .named(["Hải Phòng", "Đồng Nai"]))
for rival in comparison.rivals {
  let chances = rival.weeks.map { percent($0.probabilityBehind) }.joined(separator: ", ")
  print("The chance of being behind \(history.units[rival.unit].name), week by week: \(chances).")
}

func name(_ indicator: Indicator) -> String {
  guard case .component(let position) = indicator, let index = history.index else { return "The total" }
  return index.components[position].name.english
}

func words(for reason: FocusArea.Reason) -> String {
  switch reason {
  case .mostHeadroom(let left, _): "has the most points left (\(points(left)))"
  case .lowestRatio(let ratio): "is the lowest at \(percent(ratio)) of its maximum"
  case .fell(let by): "fell by \(points(by)) last week"
  case .steadyRise(let rises, let changes): "rose in \(rises) of \(changes) weeks"
  case .withinPace(let best): "has gained as much as \(points(best)) before"
  case .beyondPace(let best, _): "has never gained more than \(points(best))"
  case .almostFull(let left): "has only \(points(left)) left"
  case .locked: "is locked"
  case .unchanged(let weeks): "has not moved for \(weeks) weeks"
  case .cheapest(let cost): "is the cheapest at \(points(cost)) a point"
  }
}

func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }
func points(_ value: Double) -> String { "\((value * 100).rounded() / 100)" }
