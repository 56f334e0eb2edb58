import Planning
import Scorecard

/// The initiatives that were chosen, in the order in which they start.
extension PlanReport {
  var initiativeSection: [Document.Block] {
    guard !plan.initiatives.isEmpty else { return [] }
    var blocks: [Document.Block] = [.bullets(orderedInitiatives.map(words(for:)))]
    blocks.append(
      .paragraph(
        Text(
          say(
            vi: "Tổng chi phí của các giải pháp: \(say.points(initiativeCost)).",
            en: "Cost of the initiatives in all: \(say.points(initiativeCost))."))))
    return section(vi: "Giải pháp", en: "Initiatives", blocks)
  }

  var initiativeCost: Double { plan.initiatives.reduce(0) { $0 + $1.initiative.cost } }

  var orderedInitiatives: [Plan.ScheduledInitiative] {
    plan.initiatives.sorted { ($0.start, $0.initiative.name) < ($1.start, $1.initiative.name) }
  }

  /// When it runs, what it costs, what it brings and from when on.
  func words(for scheduled: Plan.ScheduledInitiative) -> Text {
    let initiative = scheduled.initiative
    let weeks =
      scheduled.start == scheduled.finish
      ? say(vi: "Tuần \(scheduled.start)", en: "Week \(scheduled.start)")
      : say(
        vi: "Tuần \(scheduled.start)–\(scheduled.finish)", en: "Weeks \(scheduled.start)–\(scheduled.finish)")
    var text = Text(weeks + ": ")
    text.append(say.oneLine(initiative.name), .strong)
    var parts = initiative.effects.map(words(for:))
    if initiative.rampUp.count > 1, !parts.isEmpty {
      let full = date(week: scheduled.start + initiative.rampUp.count - 1)
      parts[parts.count - 1] += say(vi: ", đủ tác dụng từ \(full)", en: ", in full from \(full)")
    }
    if initiative.cost > 0 {
      parts.append(
        say(vi: "chi phí \(say.points(initiative.cost))", en: "cost \(say.points(initiative.cost))"))
    }
    let end = date(week: scheduled.finish)
    parts.append(say(vi: "xong trước \(end)", en: "finished by \(end)"))
    text.append(". " + say.sentence(parts.joined(separator: "; ")))
    return text
  }

  private func words(for effect: Initiative.Effect) -> String {
    var words = componentName(effect.component) + " " + style.change(effect.points)
    if let unit = effect.unit { words = say.oneLine(unit) + ", " + words }
    if effect.standardDeviation > 0 { words += " (±\(style.decimal(effect.standardDeviation)))" }
    return words
  }
}
