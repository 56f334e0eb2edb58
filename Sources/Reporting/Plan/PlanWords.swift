import Planning
import Scorecard

/// The sentences of a plan.
extension PlanReport {
  // MARK: The verdict

  /// The answer in a sentence or two.
  var verdict: Text {
    let chance = style.probability(plan.probabilityBefore)
    let wanted = style.percent(plan.confidence, places: 0)
    var text = Text("")
    switch plan.status {
    case .alreadyMet:
      text.append(say(vi: "Đã đạt. ", en: "Already met. "), .good)
      text.append(
        say(
          vi: "Mọi mục tiêu đang được đáp ứng, và dự báo giữ được với xác suất \(chance).",
          en: "Every target holds today, and the forecast keeps them with probability \(chance)."))
    case .feasible:
      text.append(say(vi: "Khả thi. ", en: "Feasible. "), .good)
      text.append(
        plan.probabilityBefore >= plan.confidence
          ? say(
            vi: "Với đà hiện nay, xác suất đạt mọi mục tiêu là \(chance); không cần tăng thêm ngoài dự báo.",
            en:
              "At today's pace all targets are reached with probability \(chance); nothing beyond the forecast is needed."
          )
          : say(
            vi:
              "Với đà hiện nay, xác suất đạt mọi mục tiêu là \(chance). Kế hoạch dưới đây nâng lên \(style.probability(plan.probabilityAfter)), không chỉ số nào phải tăng nhanh hơn mức đã từng đạt.",
            en:
              "At today's pace all targets are reached with probability \(chance). The plan below raises it to \(style.probability(plan.probabilityAfter)), with no component faster than it has been before."
          ))
    case .feasibleIf:
      text.append(say(vi: "Chỉ khả thi nếu ", en: "Feasible only if "), .warning)
      text.append(
        say(
          vi: "mức tăng trong \(plan.weeks) tuần vượt mức cao nhất từng đạt",
          en: "gains over \(say.weeks(plan.weeks)) exceed the best ever seen"), .warning)
      let beyond = plan.components.filter(\.isBeyondPace).sorted { ($0.lift ?? 0) > ($1.lift ?? 0) }
      var gains = beyond.prefix(3).map { "\(name($0.indicator)) \(style.change(shownGain($0)))" }
      if beyond.count > 3 {
        gains.append(
          say.count(beyond.count - 3, vi: "chỉ số khác", one: "other component", many: "other components"))
      }
      if !gains.isEmpty { text.append(": " + gains.joined(separator: "; "), .warning) }
      text.append(
        say(
          vi: ". Với đà hiện nay, xác suất đạt mọi mục tiêu là \(chance); mức mong muốn là \(wanted).",
          en: ". At today's pace all targets are reached with probability \(chance); \(wanted) is wanted."))
    case .infeasible:
      text.append(say(vi: "Không khả thi. ", en: "Infeasible. "), .bad)
      text.append(
        say(
          vi:
            "Trong giới hạn điểm tối đa và các giới hạn đã nêu, không có cách nào đạt mọi mục tiêu với xác suất \(wanted). Với đà hiện nay, xác suất là \(chance).",
          en:
            "Below the maxima and the stated limits no plan reaches all targets with probability \(wanted). At today's pace the probability is \(chance)."
        ))
    }
    let lastWeek = plan.targets.map(\.week).max() ?? plan.weeks
    if plan.status != .alreadyMet,
      plan.requiredLifts.contains(where: { $0.chance <= 0.8 && $0.lift >= 0.005 })
    {
      let lifts = plan.requiredLifts.map {
        "\(style.change($0.lift)) (\(style.percent($0.chance, places: 0)))"
      }.joined(separator: "; ")
      let date = style.date(day(week: lastWeek))
      text.append(
        say(
          vi: " Tổng điểm ngày \(date) cần cao hơn dự báo: \(lifts).",
          en: " On \(date) the total must exceed its forecast by \(lifts)."))
    }
    return text
  }

  // MARK: Targets

  func words(for outcome: Plan.TargetOutcome) -> String {
    switch outcome.target.requirement {
    case .total(let points):
      return say(
        vi: "Tổng điểm ≥ \(style.decimal(points))", en: "Total ≥ \(style.decimal(points))")
    case .lead(let margin, _):
      let shown = outcome.rivals.prefix(3).map { history.units[$0].name }
      let others = outcome.rivals.count - shown.count
      let names =
        others > 0
        ? shown.joined(separator: ", ")
          + say(vi: " và \(others) địa phương khác", en: " and \(others) others")
        : say.all(shown)
      return say(
        vi: "Dẫn trước \(names) ≥ \(style.decimal(margin))",
        en: "Lead over \(names) ≥ \(style.decimal(margin))")
    case .component(let name, let points):
      return "\(componentName(name)) ≥ \(style.decimal(points))"
    case .componentShare(let name, _):
      return "\(componentName(name)) ≥ \(style.decimal(outcome.threshold))"
    case .componentGain(let name, let gain):
      return "\(componentName(name)) \(style.change(gain))"
    case .rank(let rank, _):
      return say(vi: "Xếp hạng ≤ \(rank)", en: "Rank ≤ \(rank)")
    case .group(_, let points):
      return say(vi: "Mọi đơn vị ≥ \(style.decimal(points))", en: "All units ≥ \(style.decimal(points))")
    }
  }

  private func componentName(_ text: String) -> String {
    history.index?.indicator(named: text).map(name) ?? text
  }

  // MARK: Blockers

  func words(for blocker: Plan.Blocker) -> String {
    switch blocker {
    case .leadTime, .unit, .furtherUnits, .together, .catalogue, .resources: return ""
    case .aboveMaximum(let indicator, let asked, let maximum):
      return say(
        vi: "\(name(indicator)): mục tiêu \(style.decimal(asked)) vượt điểm tối đa \(say.points(maximum)).",
        en:
          "\(name(indicator)): the target of \(style.decimal(asked)) exceeds the maximum of \(say.points(maximum))."
      )
    case .pace(let needed, let available):
      return say(
        vi:
          "Tốc độ: cần thêm \(style.decimal(needed)) điểm ngoài dự báo, trong khi tốc độ tốt nhất đã thấy của tất cả chỉ số chỉ cho \(style.decimal(available)).",
        en:
          "Pace: \(style.decimal(needed)) points over the forecast are needed; all components at their best pace seen give \(style.decimal(available))."
      )
    case .headroom(let needed, let available):
      return say(
        vi:
          "Dư địa: cần thêm \(style.decimal(needed)) điểm ngoài dự báo, trong khi giới hạn chỉ còn \(style.decimal(available)).",
        en:
          "Headroom: \(style.decimal(needed)) points over the forecast are needed; the limits leave \(style.decimal(available))."
      )
    case .rival(let unit, let rise, let week):
      return say(
        vi:
          "Đối thủ: \(history.units[unit].name) được dự báo tăng \(style.decimal(rise)) điểm đến \(style.date(day(week: week))).",
        en:
          "Rival: \(history.units[unit].name) is expected to rise by \(style.decimal(rise)) by \(style.date(day(week: week)))."
      )
    case .locked(let indicator, let headroom):
      return say(
        vi: "\(name(indicator)) bị khóa, dư địa còn \(style.decimal(headroom)) điểm.",
        en: "\(name(indicator)) is locked; it would have \(style.decimal(headroom)) points of headroom.")
    case .component(let indicator, let needed, let best, let week):
      return say(
        vi:
          "\(name(indicator)): cần \(style.change(needed)) đến \(style.date(day(week: week))), mức tăng tốt nhất từng thấy trong \(week) tuần là \(style.change(best)).",
        en:
          "\(name(indicator)): \(style.change(needed)) is needed by \(style.date(day(week: week))); the best gain ever seen in \(say.weeks(week)) is \(style.change(best))."
      )
    }
  }

  // MARK: Relaxations

  func words(for relaxation: Plan.Relaxation) -> String {
    switch relaxation {
    case .together(let parts):
      return say(vi: "Cùng lúc: ", en: "Together: ")
        + parts.map { phrase(for: $0) }.joined(separator: "; ") + "."
    default:
      return phrase(for: relaxation) + "."
    }
  }

  /// That a looser target is less than what is there today is said, lest it be taken for progress.
  private func belowToday(_ instead: Double, _ today: Double?) -> String {
    guard let today, instead < today - 0.005 else { return "" }
    return say(
      vi: " (thấp hơn hiện nay, \(style.decimal(today)))", en: " (less than today's \(style.decimal(today)))")
  }

  private func phrase(for relaxation: Plan.Relaxation) -> String {
    switch relaxation {
    case .rank, .group: return ""
    case .total(let asked, let instead, let week):
      return say(
        vi:
          "Tổng điểm \(style.decimal(instead)) thay cho \(style.decimal(asked)) vào \(style.date(day(week: week)))",
        en:
          "A total of \(style.decimal(instead)) instead of \(style.decimal(asked)) by \(style.date(day(week: week)))"
      ) + belowToday(instead, plan.total)
    case .lead(let asked, let instead, let week):
      return instead >= 0
        ? say(
          vi:
            "Dẫn trước \(style.decimal(instead)) thay cho \(style.decimal(asked)) điểm vào \(style.date(day(week: week)))",
          en:
            "A lead of \(style.decimal(instead)) instead of \(style.decimal(asked)) by \(style.date(day(week: week)))"
        )
        : say(
          vi:
            "Chấp nhận kém tối đa \(style.decimal(-instead)) thay cho dẫn trước \(style.decimal(asked)) điểm vào \(style.date(day(week: week)))",
          en:
            "Accept being up to \(style.decimal(-instead)) behind instead of a lead of \(style.decimal(asked)) by \(style.date(day(week: week)))"
        )
    case .component(let indicator, let asked, let instead, let week):
      return say(
        vi:
          "\(name(indicator)) \(style.decimal(instead)) thay cho \(style.decimal(asked)) vào \(style.date(day(week: week)))",
        en:
          "\(name(indicator)) at \(style.decimal(instead)) instead of \(style.decimal(asked)) by \(style.date(day(week: week)))"
      )
        + belowToday(instead, plan.components.first { $0.indicator == indicator }?.score)
    case .weeks(let asked, let instead):
      return say(
        vi: "\(instead) tuần thay cho \(asked) tuần (đến \(style.date(day(week: instead))))",
        en: "\(instead) weeks instead of \(asked) (to \(style.date(day(week: instead))))")
    case .confidence(let asked, let instead):
      return say(
        vi:
          "Chấp nhận xác suất \(style.percent(instead)) thay cho \(style.percent(asked, places: 0)), với mọi chỉ số ở tốc độ tốt nhất đã thấy",
        en:
          "A probability of \(style.percent(instead)) instead of \(style.percent(asked, places: 0)), with every component at its best pace seen"
      )
    case .fasterThanEver(let components):
      let parts = components.map {
        say(
          vi:
            "\(name($0.indicator)) \(style.change($0.gain)) (tốt nhất từng thấy \(style.change($0.bestGain)))",
          en: "\(name($0.indicator)) \(style.change($0.gain)) (best ever seen \(style.change($0.bestGain)))")
      }
      return say(
        vi:
          "Giữ nguyên mục tiêu, nhưng vượt tốc độ đã thấy ở ít chỉ số nhất: \(parts.joined(separator: "; "))",
        en:
          "Keep the targets, with the fewest components beyond their past pace: \(parts.joined(separator: "; "))"
      )
    case .together(let parts):
      return parts.map { phrase(for: $0) }.joined(separator: "; ")
    }
  }

  // MARK: Focus areas

  func words(for area: FocusArea) -> Text {
    var text = Text(name(area.indicator), .strong)
    let component = plan.components.first { $0.indicator == area.indicator }
    if hasPlan, let gain = component.flatMap(shownGain), gain >= 0.005 {
      text.append(" \(style.change(gain))", .strong)
    }
    let reasons = area.reasons.map(words(for:))
    if !reasons.isEmpty { text.append(": " + reasons.joined(separator: "; ")) }
    text.append(".")
    return text
  }

  private func words(for reason: FocusArea.Reason) -> String {
    switch reason {
    case .mostHeadroom(let points, let ratio):
      return say(
        vi: "dư địa lớn nhất (\(style.decimal(points)) điểm, mới đạt \(style.percent(ratio)))",
        en: "the most headroom (\(style.decimal(points)) points, at \(style.percent(ratio)) of its maximum)")
    case .lowestRatio(let ratio):
      return say(
        vi: "tỷ lệ hoàn thành thấp nhất (\(style.percent(ratio)))",
        en: "the lowest completion ratio (\(style.percent(ratio)))")
    case .fell(let points):
      return say(
        vi: "vừa giảm \(style.decimal(points)) điểm", en: "fell by \(style.decimal(points)) last time")
    case .steadyRise(let rises, let changes):
      return say(
        vi: "tăng đều (\(rises)/\(changes) lần gần nhất)",
        en: "rises steadily (\(rises) of the last \(changes) changes)")
    case .withinPace(let best):
      return say(
        vi: "mức tăng này đã từng đạt (tốt nhất \(style.change(best)) trong \(plan.weeks) tuần)",
        en: "such a gain has been seen (best \(style.change(best)) in \(say.weeks(plan.weeks)))")
    case .beyondPace(let best, let times):
      guard let times else {
        return say(
          vi: "chưa từng tăng trong các tuần đã biết", en: "has never risen in the known weeks")
      }
      return say(
        vi:
          "gấp \(style.decimal(times, places: 1)) lần mức tốt nhất từng thấy (\(style.change(best)) trong \(plan.weeks) tuần)",
        en:
          "\(style.decimal(times, places: 1)) times the best gain ever seen (\(style.change(best)) in \(say.weeks(plan.weeks)))"
      )
    case .almostFull(let points):
      return say(
        vi: "gần như hết dư địa (còn \(style.decimal(points)) điểm)",
        en: "hardly any headroom (\(style.decimal(points)) points)")
    case .locked: return say(vi: "đã khóa", en: "locked")
    case .unchanged(let weeks):
      return say(vi: "giữ nguyên \(weeks) tuần liền", en: "unchanged for \(weeks) weeks")
    case .cheapest(let cost):
      return say(
        vi: "chi phí mỗi điểm thấp nhất (\(style.decimal(cost)))",
        en: "the lowest cost per point (\(style.decimal(cost)))")
    }
  }
}
