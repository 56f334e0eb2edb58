// Closing a gap: from a history to what each component must gain.

import Planning
import Scorecard

let path = CommandLine.arguments.dropFirst().first ?? "bac-ninh-2025/history.csv"
let history = try HistoryReader.read(path: path).history

let planner = Planner(history: history)
let plan = try planner.plan(
  PlanSpecification(
    unit: "Bắc Ninh",
    targets: [
      Target(.total(93)),
      Target(.componentGain("online_services", 0.10), week: 1),
    ],
    levers: ["satisfaction": Lever(isLocked: true)],
    weeks: 4,
    confidence: 0.8))

print("status: \(plan.status.rawValue)")
print("chance without a plan: \(plan.probabilityBefore), with it: \(plan.probabilityAfter ?? 0)")
for component in plan.components {
  let id = component.indicator.id(in: history.index)
  let required = component.required.map { "\(($0 * 100).rounded(.up) / 100)" } ?? "-"
  print("\(id): \(component.score) now, \(required) to reach")
}
for area in plan.focusAreas.prefix(2) {
  print("work on \(area.indicator.id(in: history.index)): \(area.reasons)")
}

// The rivals, week by week.
let comparison = try RivalComparison(history, unit: "Bắc Ninh", rivals: .named(["Hải Phòng", "Đồng Nai"]))
for rival in comparison.rivals {
  let name = history.units[rival.unit].name
  print("\(name): \(rival.weeks.map(\.probabilityBehind)) chance of being behind")
}
