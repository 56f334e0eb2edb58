import Planning
import Scorecard

/// The smallest changes that make a plan feasible.
extension PlanReport {
  var relaxationSection: [Document.Block] {
    section(
      vi: "Điều chỉnh nhỏ nhất để khả thi (đã kiểm chứng)",
      en: "Smallest changes that make it feasible (each verified)",
      plan.relaxations.isEmpty ? [] : [.bullets(plan.relaxations.map { Text(words(for: $0)) })])
  }

  func words(for relaxation: Plan.Relaxation) -> String {
    guard case .together(let parts) = relaxation else { return say.sentence(phrase(for: relaxation)) }
    return say(vi: "Cùng lúc: ", en: "Together: ") + parts.map(phrase(for:)).joined(separator: "; ") + "."
  }

  /// That a looser target is less than what is there today is said, lest it be taken for progress.
  private func belowToday(_ instead: Double, _ today: Double?) -> String {
    guard let today, instead < today - 0.005 else { return "" }
    return say(
      vi: " (thấp hơn hiện nay, \(style.decimal(today)))", en: " (less than today's \(style.decimal(today)))")
  }

  /// A relaxation within a sentence.
  func phrase(for relaxation: Plan.Relaxation) -> String {
    switch relaxation {
    case .rank(let asked, let instead, let week):
      return say(
        vi: "đứng thứ \(instead) trở lên thay cho thứ \(asked) vào \(date(week: week))",
        en: "rank \(instead) instead of \(asked) by \(date(week: week))")
    case .group(let group, let asked, let instead, let week):
      let units = words(for: group, count: nil)
      return say(
        vi:
          "\(units): \(style.decimal(instead)) thay cho \(style.decimal(asked)) điểm vào \(date(week: week))",
        en: "\(style.decimal(instead)) instead of \(style.decimal(asked)) for \(units) by \(date(week: week))"
      )
        + belowToday(
          instead, plan.targets.first { $0.target.requirement == .group(group, atLeast: asked) }?.now)
    case .budget(let asked, let instead):
      return say(
        vi: "kinh phí \(style.decimal(instead)) thay cho \(style.decimal(asked))",
        en: "a budget of \(style.decimal(instead)) instead of \(style.decimal(asked))")
    case .total(let asked, let instead, let week):
      return say(
        vi:
          "tổng điểm \(style.decimal(instead)) thay cho \(style.decimal(asked)) vào \(date(week: week))",
        en:
          "a total of \(style.decimal(instead)) instead of \(style.decimal(asked)) by \(date(week: week))"
      ) + belowToday(instead, plan.total)
    case .lead(let asked, let instead, let week):
      let lead =
        asked == 0
        ? say(vi: "không bị vượt", en: "not behind")
        : say(vi: "dẫn trước \(style.decimal(asked)) điểm", en: "a lead of \(style.decimal(asked))")
      return instead >= 0
        ? say(
          vi:
            "dẫn trước \(style.decimal(instead)) thay cho \(style.decimal(asked)) điểm vào \(date(week: week))",
          en:
            "a lead of \(style.decimal(instead)) instead of \(style.decimal(asked)) by \(date(week: week))"
        )
        : say(
          vi:
            "chấp nhận kém tối đa \(style.decimal(-instead)) điểm thay cho \(lead) vào \(date(week: week))",
          en: "being up to \(style.decimal(-instead)) behind instead of \(lead) by \(date(week: week))"
        )
    case .component(let indicator, let asked, let instead, let week):
      return say(
        vi:
          "\(name(indicator)) \(style.decimal(instead)) thay cho \(style.decimal(asked)) vào \(date(week: week))",
        en:
          "\(name(indicator)) at \(style.decimal(instead)) instead of \(style.decimal(asked)) by \(date(week: week))"
      )
        + belowToday(instead, plan.components.first { $0.indicator == indicator }?.score)
    case .weeks(let asked, let instead):
      return say(
        vi: "\(instead) tuần thay cho \(asked) tuần (đến \(date(week: instead)))",
        en: "\(instead) weeks instead of \(asked) (to \(date(week: instead)))")
    case .confidence(let asked, let instead):
      return say(
        vi:
          "chấp nhận xác suất \(style.percent(instead)) thay cho \(wanted(asked)), với mọi chỉ số ở tốc độ tốt nhất đã thấy",
        en:
          "a probability of \(style.percent(instead)) instead of \(wanted(asked)), with every component at its best pace seen"
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
          "giữ nguyên mục tiêu, nhưng vượt tốc độ đã thấy ở ít chỉ số nhất: \(parts.joined(separator: "; "))",
        en:
          "keep the targets, with the fewest components beyond their past pace: \(parts.joined(separator: "; "))"
      )
    case .together(let parts):
      return parts.map(phrase(for:)).joined(separator: "; ")
    }
  }
}
