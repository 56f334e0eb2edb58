import Planning
import Scorecard

/// Scenarios side by side with the plan's own assumptions.
extension PlanReport {
  var scenarioSection: [Document.Block] {
    guard let first = plan.scenarios.first else { return [] }
    let rows =
      [
        row(
          Text(say(vi: "Theo kế hoạch", en: "As planned"), .strong), total: first.total - first.gain, gain: 0,
          joint: plan.probabilityBefore, status: plan.status, confidence: plan.confidence,
          lift: plan.probabilityAfter.map { _ in wholeLift })
      ]
      + plan.scenarios.map { outcome in
        row(
          Text(say.oneLine(outcome.scenario.name)), total: outcome.total, gain: outcome.gain,
          joint: outcome.joint, status: outcome.status,
          confidence: outcome.scenario.confidence ?? plan.confidence, lift: outcome.lift)
      }
    let table = Table(
      columns: [
        Table.Column(Text(say(vi: "Kịch bản", en: "Scenario")), priority: .essential, wraps: true),
        Table.Column(Text(say(vi: "Tổng điểm dự báo", en: "Total forecast")), .decimal, priority: .essential),
        Table.Column(Text(say(vi: "Đem lại", en: "Brings")), .decimal, priority: .high),
        Table.Column(Text(say(vi: "Xác suất", en: "P of all")), .trailing, priority: .essential),
        Table.Column(Text(say(vi: "Còn phải tăng", en: "Lift still needed")), .decimal, priority: .high),
        Table.Column(Text(say(vi: "Đánh giá", en: "Status")), priority: .essential),
      ],
      rows: rows)
    let assumptions = plan.scenarios.map { outcome in
      Text(say.oneLine(outcome.scenario.name), .strong) + Text(": " + words(for: outcome))
    }
    return section(vi: "Kịch bản", en: "Scenarios", [.table(table), .bullets(assumptions)])
  }

  /// The points of lift over all components, as scenarios count them.
  var wholeLift: Double {
    (plan.units.filter { $0.unit != plan.unit }.flatMap(\.components) + plan.components).reduce(0) {
      $0 + max($1.lift ?? 0, 0)
    }
  }

  private func row(
    _ name: Text, total: Double, gain: Double, joint: Double, status: Plan.Status, confidence: Double,
    lift: Double?
  ) -> [Text] {
    [
      name, style.decimalText(total), style.changeText(gain, .plain), style.probabilityText(joint),
      style.changeText(lift, .plain), statusWords(status, needsNothing: joint >= confidence),
    ]
  }

  /// The status of a scenario, where nothing more has to be done is told apart.
  private func statusWords(_ status: Plan.Status, needsNothing: Bool) -> Text {
    switch status {
    case _ where needsNothing: Text(say(vi: "đạt, không cần thêm", en: "met as it is"), .good)
    case .alreadyMet, .feasible: Text(say(vi: "khả thi", en: "feasible"), .good)
    case .feasibleIf: Text(say(vi: "chỉ khi vượt tốc độ đã thấy", en: "if faster than ever"), .warning)
    case .infeasible: Text(say(vi: "không khả thi", en: "infeasible"), .bad)
    }
  }

  // MARK: Assumptions

  /// What a scenario assumes that the plan does not, and what that brings, as a line.
  func words(for outcome: Plan.ScenarioOutcome) -> String {
    let scenario = outcome.scenario
    var parts = zip(scenario.components, outcome.components).map { words(for: $0, outcome: $1) }
    if parts.count > 1 || (parts.count == 1 && outcome.gain.magnitude >= Self.least) {
      parts.append(
        say(
          vi: "tổng điểm dự báo \(style.change(outcome.gain))",
          en: "the total forecast \(style.change(outcome.gain))"))
    }
    parts += scenario.rivalPaces.sorted { $0.key < $1.key }.map { rival, pace in
      let size = style.decimal(abs(pace))
      return pace >= 0
        ? say(
          vi: "\(say.oneLine(rival)) mỗi tuần tăng nhanh hơn dự báo \(size) điểm",
          en: "\(say.oneLine(rival)) gains \(size) a week more than forecast")
        : say(
          vi: "\(say.oneLine(rival)) mỗi tuần tăng chậm hơn dự báo \(size) điểm",
          en: "\(say.oneLine(rival)) gains \(size) a week less than forecast")
    }
    parts += scenario.levers.sorted { $0.key < $1.key }.map { component, lever in
      let stated = words(for: lever)
      let words =
        stated.isEmpty
        ? say(vi: "không có giới hạn riêng", en: "without limits of its own") : stated.joined(separator: ", ")
      return "\(componentName(component)): \(words)"
    }
    if let targets = scenario.targets {
      let list = targets.map { target in
        words(for: target.requirement) + (target.week.map { " (\(date(week: $0)))" } ?? "")
      }.joined(separator: ", ")
      parts.append(say(vi: "mục tiêu khác: \(list)", en: "other targets: \(list)"))
    }
    if let confidence = scenario.confidence {
      parts.append(
        say(
          vi: "xác suất yêu cầu \(wanted(confidence)) thay cho \(wanted(plan.confidence))",
          en: "a probability of \(wanted(confidence)) wanted instead of \(wanted(plan.confidence))"))
    }
    if parts.isEmpty { parts = [say(vi: "giả định như kế hoạch", en: "the plan's own assumptions")] }
    return parts.joined(separator: "; ") + "."
  }

  private func words(
    for assumption: Scenario.ComponentAssumption,
    outcome: (indicator: Indicator, score: Double, assumed: Double)
  ) -> String {
    let name = name(outcome.indicator)
    let by =
      assumption.week.map {
        say(vi: " vào \(date(week: $0))", en: " by \(date(week: $0))")
      } ?? ""
    let assumed: String
    let gain: Double
    switch assumption.value {
    case .share(let share):
      let score = share * (history.index?.maximum(of: outcome.indicator) ?? 0)
      gain = score - outcome.score
      assumed = say(
        vi: "đạt \(wanted(share)) điểm tối đa (\(style.decimal(score)))\(by)",
        en: "at \(wanted(share)) of its maximum (\(style.decimal(score)))\(by)")
    case .score(let score):
      gain = score - outcome.score
      assumed = say(vi: "đạt \(style.decimal(score))\(by)", en: "at \(style.decimal(score))\(by)")
    case .gain(let points):
      let score = outcome.score + points
      return say(
        vi: "\(name) \(style.change(points)) điểm so với hiện nay (\(style.decimal(score)))\(by)",
        en: "\(name) \(style.change(points)) points on today (\(style.decimal(score)))\(by)")
    }
    return say(
      vi: "\(name) \(assumed) đem lại \(style.change(gain)) điểm so với hiện nay",
      en: "\(name) \(assumed) brings \(style.change(gain)) points on today")
  }
}
