import Forecasting
import Planning
import Scorecard

/// What is wanted, how likely it is, and what to work on. Without targets: what the coming weeks hold, and where there is
/// most to gain.
extension WeeklyReport {
  private var plan: PlanReport? {
    review.plan.map { PlanReport($0, history: history, language: language) }
  }

  var targetSection: [Document.Block] {
    guard let plan else {
      return section(vi: "Dự báo các tuần tới", en: "The coming weeks", [.table(comingWeeks)])
    }
    var blocks = [Document.Block.paragraph(plan.verdict)]
    blocks += plan.alarm
    blocks += plan.targetSection.dropFirst()
    blocks += demoted(plan.obstacleSection)
    blocks += demoted(plan.relaxationSection)
    blocks += demoted(plan.componentSection)
    blocks += demoted(plan.weekSection)
    blocks += demoted(plan.unitSection)
    blocks += demoted(plan.initiativeSection)
    return section(vi: "Mục tiêu và kế hoạch", en: "Targets and plan", blocks)
  }

  var focusSection: [Document.Block] {
    if let plan { return plan.focusSection }
    let open = review.components.filter { $0.headroom >= 0.05 }.sorted { $0.headroom > $1.headroom }
    return section(
      vi: "Nhiệm vụ trọng tâm", en: "Focus areas",
      open.isEmpty ? [] : [.numbered(open.prefix(Self.mostAreas).map(words(forFocus:)))])
  }

  private static let mostAreas = 3

  /// Headings a level down: they stand within a section.
  private func demoted(_ blocks: [Document.Block]) -> [Document.Block] {
    blocks.map { block in
      if case .heading(let level, let text) = block { .heading(level: level + 1, text) } else { block }
    }
  }

  // MARK: Without targets

  private var comingWeeks: Table {
    let hasRivals = review.ranks != nil
    var columns = [
      column(vi: "Tuần", en: "Week", priority: .essential),
      column(vi: "Tổng điểm", en: "Total", .decimal, priority: .essential),
    ]
    columns += levels.map {
      Table.Column(
        Text(say(vi: "Khoảng \($0.name)\u{A0}%", en: "\($0.name)\u{A0}% interval")), .trailing,
        priority: .high)
    }
    if hasRivals {
      columns.append(column(vi: "Xác suất đứng thứ nhất", en: "P(first)", .trailing, priority: .high))
    }
    return Table(
      columns: columns,
      rows: zip(days, review.total).enumerated().map { position, week in
        var row = [style.dateText(week.0), style.decimalText(week.1.median)]
        row += levels.map { level in
          let interval = week.1.interval(level)
          return Text(style.range(interval.lowerBound, interval.upperBound))
        }
        if let ranks = review.ranks { row.append(style.probabilityText(ranks.first(step: position + 1))) }
        return row
      })
  }

  private func words(forFocus component: ComponentReview) -> Text {
    var reasons = [
      say(
        vi: "còn dư địa \(style.decimal(component.headroom)) điểm, mới đạt \(style.percent(component.ratio))",
        en:
          "\(style.decimal(component.headroom)) points of headroom, at \(style.percent(component.ratio)) of its maximum"
      )
    ]
    if component.remarks.contains(.lowestRatio) {
      reasons.append(say(vi: "tỷ lệ hoàn thành thấp nhất", en: "the lowest completion ratio"))
    }
    if let change = component.latest.change, change <= -0.005 {
      reasons.append(say(vi: "vừa \(moved(change))", en: "\(moved(change)) last time"))
    }
    if let month = component.monthChange, abs(month) >= 0.005 {
      reasons.append(
        say(vi: "trong 4 tuần \(moved(month))", en: "\(moved(month)) over four weeks"))
    }
    return Text(name(component.indicator), .strong) + Text(": " + reasons.joined(separator: "; ") + ".")
  }
}
