import Planning
import Scorecard

/// The way to the targets, week by week.
extension PlanReport {
  var weekSection: [Document.Block] {
    guard hasPlan, !plan.plannedTotals.isEmpty else { return [] }
    var blocks: [Document.Block] = [.paragraph(nextWeekLine), .table(weekByWeek)]
    if let rush { blocks.append(rush) }
    return section(vi: "Lộ trình từng tuần", en: "Week by week", blocks)
  }

  /// That the first week carries more than half of a plan of several weeks is said: nobody expects it of a way of weeks.
  private var rush: Document.Block? {
    guard plan.weeks > 2, let next = nextWeek, let last = shownTotals.last else { return nil }
    let (first, whole) = (next.total.gain, last - plan.total)
    guard first >= 0.05, first > whole / 2, plan.targets.contains(where: { $0.week < plan.weeks }) else {
      return nil
    }
    return note(
      vi:
        "Phần lớn mức tăng (\(style.change(first)) trong \(style.change(whole))) dồn vào tuần đầu, để các mục tiêu đến hạn sớm cũng đạt với xác suất đủ cao.",
      en:
        "Most of the gain (\(style.change(first)) of \(style.change(whole))) falls into the first week, so that the early targets hold with enough probability as well."
    )
  }

  // MARK: Next week

  /// What is to be reached next week, in scores as they are shown.
  struct NextWeek {
    /// The total and its gain over the latest.
    let total: (score: Double, gain: Double)
    /// Components that rise, the greatest gain first.
    let rising: [(indicator: Indicator, score: Double, gain: Double)]
    /// What the other components gain together.
    let rest: Double
  }

  /// `nil` without a plan.
  var nextWeek: NextWeek? {
    guard hasPlan, let total = shownTotals.first else { return nil }
    let gains = plan.components.filter { $0.indicator != .total }.map { component in
      let score = shownScore(component.path[0])
      return (indicator: component.indicator, score: score, gain: score - component.score)
    }
    let rising = gains.filter { $0.gain >= Self.least }.sorted { $0.gain > $1.gain }
    let gain = total - plan.total
    return NextWeek(
      total: (total, gain), rising: rising,
      rest: rising.isEmpty ? 0 : gain - rising.reduce(0) { $0 + $1.gain })
  }

  private var nextWeekLine: Text {
    guard let next = nextWeek else { return "" }
    func words(_ name: String, _ score: Double, _ gain: Double) -> String {
      "\(name) \(style.decimal(score)) (\(style.change(gain)))"
    }
    var text = Text(
      say(vi: "Mục tiêu tuần tới, \(date(week: 1)): ", en: "Next week, \(date(week: 1)): "), .strong)
    let total = words(
      say(vi: "tổng điểm", en: "total"), next.total.score, next.total.gain)
    text.append(total, .strong)
    for item in next.rising { text.append("; " + words(name(item.indicator), item.score, item.gain)) }
    if abs(next.rest) >= Self.least {
      text.append(
        say(
          vi: "; các chỉ số khác cộng lại \(style.change(next.rest))",
          en: "; the other components together \(style.change(next.rest))"))
    }
    text.append(".")
    return text
  }

  // MARK: All weeks

  private var weekByWeek: Table {
    let weeks = Array(1...plan.weeks)
    let shown = weeks.count <= 4 ? weeks : [1, (weeks.count + 2) / 3, (2 * weeks.count + 2) / 3, weeks.count]
    func row(_ name: String, _ now: Double, _ values: [Double], _ emphasis: Text.Emphasis) -> [Text] {
      [Text(name, emphasis), style.decimalText(now, emphasis)]
        + shown.map { style.decimalText(values[$0 - 1], emphasis) }
    }
    return Table(
      columns: [
        Table.Column(Text(say(vi: "Điểm cần đạt", en: "Score to reach")), priority: .essential),
        Table.Column(Text(say(vi: "Hiện tại", en: "Now")), .decimal, priority: .high),
      ]
        + shown.map {
          Table.Column(Text(style.shortDate(day(week: $0))), .decimal, priority: .essential)
        },
      rows: plan.components.filter { $0.indicator != .total }.map {
        row(name($0.indicator), $0.score, $0.path.map(shownScore), .plain)
      } + [row(name(.total), plan.total, shownTotals, .strong)])
  }

  /// What the scores to reach add up to as they are shown.
  var shownTotals: [Double] {
    plan.plannedTotals.indices.map { week in
      min(
        plan.components.reduce(plan.discrepancy) { $0 + shownScore($1.path[week]) },
        history.index?.maximum ?? .infinity)
    }
  }
}
