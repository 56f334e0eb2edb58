import Forecasting
import Planning
import Scorecard

/// The unit against those around it: how the gaps develop, and when the lead would be lost.
extension WeeklyReport {
  var leadSection: [Document.Block] {
    guard let comparison = review.rivals, !comparison.rivals.isEmpty else { return [] }
    let shown = Array(comparison.rivals.prefix(Self.mostRivals))
    var blocks: [Document.Block] = [.table(gaps(shown))]
    blocks.append(.bullets(shown.prefix(3).map(outlook)))
    if let ranks = review.ranks { blocks.append(.paragraph(Text(rankOutlook(ranks)))) }
    if let figure = convergenceFigure(shown) { blocks.append(.figure(figure)) }
    let isFirst = review.standing.rank == 1
    return section(
      vi: isFirst ? "Vị trí dẫn đầu và các \(peers) bám sát" : "Vị trí so với các \(peers) khác",
      en: isFirst ? "The lead and the rivals" : "The rivals", blocks)
  }

  private static let mostRivals = 5

  private func gaps(_ rivals: [RivalComparison.Rival]) -> Table {
    let margin = style.decimal(review.rivals?.margin)
    let end = days.last.map { style.shortDate($0) } ?? ""
    return Table(
      columns: [
        column(vi: "Địa phương", en: "Rival", priority: .essential),
        column(vi: "Số liệu ngày", en: "As of", .trailing),
        column(vi: "Tổng điểm", en: "Total", .decimal, priority: .high),
        column(vi: "Khoảng cách", en: "Gap", .decimal, priority: .essential),
        column(vi: "Thu hẹp mỗi tuần", en: "Closing a week", .decimal, priority: .high),
        column(vi: "Dự báo khoảng cách \(end)", en: "Gap forecast, \(end)", .decimal, priority: .high),
        column(vi: "Xác suất bị vượt", en: "P(behind)", .trailing, priority: .essential),
        column(vi: "Xác suất hơn ≥ \(margin)", en: "P(lead ≥ \(margin))", .trailing),
      ],
      rows: rivals.map { rival in
        let last = rival.weeks.last
        let behind = last?.probabilityBehind
        return [
          Text(name(ofUnit: rival.unit)), style.dateText(rival.day, isShort: true),
          style.decimalText(rival.score), style.changeText(rival.gapNow),
          style.changeText(rival.closingSpeed, isJudged: false), style.changeText(last?.gap.median),
          style.probabilityText(behind, (behind ?? 0) > 0.5 ? .bad : .plain),
          style.probabilityText(last?.probabilityLead),
        ]
      })
  }

  /// What becomes of the order between the unit and a rival.
  private func outlook(_ rival: RivalComparison.Rival) -> Text {
    let other = name(ofUnit: rival.unit)
    let gap = style.decimal(abs(rival.gapNow))
    var text = Text(other, .strong)
    text.append(
      rival.gapNow >= 0
        ? say(vi: " kém \(gap) điểm", en: " is \(gap) behind")
        : say(vi: " hơn \(gap) điểm", en: " is \(gap) ahead"))
    if let before = rival.gapBefore, (before >= 0) == (rival.gapNow >= 0) {
      let size = style.decimal(abs(before))
      text.append(say(vi: " (tuần trước \(size))", en: " (\(size) a week ago)"))
    }
    if let words = closing(rival) { text.append(", " + words) }
    text.append(". ")
    if rival.gapNow >= 0 {
      if let meeting = meeting(rival) { text.append(meeting + " ") }
      text.append(lossWords(rival), rival.overtaking == nil ? .plain : .bad)
    } else {
      text.append(catchingUpWords(rival))
    }
    return text
  }

  /// When the gap would be closed if it went on closing as it has.
  private func meeting(_ rival: RivalComparison.Rival) -> String? {
    guard let speed = rival.closingSpeed, speed >= 0.005 else { return nil }
    let weeks = rival.gapNow / speed
    guard weeks <= 26 else { return nil }
    let whole = max(1, Int(weeks.rounded(.up)))
    let day = style.date(review.day.adding(days: 7 * whole))
    return say(
      vi: "Nếu tiếp tục thu hẹp như vậy, khoảng cách hết sau khoảng \(whole) tuần (\(day)).",
      en: "Closing on like that, the gap is gone in about \(say.weeks(whole)) (\(day)).")
  }

  private func lossWords(_ rival: RivalComparison.Rival) -> String {
    let other = name(ofUnit: rival.unit)
    if let week = rival.overtaking {
      return say(
        vi:
          "Theo dự báo, từ tuần \(style.date(week.day)) khả năng bị \(other) vượt (\(chance(week.probabilityBehind))) cao hơn khả năng giữ vị trí.",
        en:
          "By the forecast \(other) is more likely than not to be ahead from the week of \(style.date(week.day)) on (\(chance(week.probabilityBehind)))."
      )
    }
    let keeps = rival.weeks.last.map { 1 - $0.probabilityBehind }
    return say(
      vi: "Theo dự báo, xác suất vẫn không bị \(other) vượt sau \(horizon) tuần là \(chance(keeps)).",
      en:
        "By the forecast it is not behind \(other) in \(say.weeks(horizon)) with probability \(chance(keeps))."
    )
  }

  private func catchingUpWords(_ rival: RivalComparison.Rival) -> String {
    let other = name(ofUnit: rival.unit)
    if let week = rival.overtaking {
      return say(
        vi:
          "Theo dự báo, từ tuần \(style.date(week.day)) khả năng vượt \(other) cao hơn khả năng còn ở phía sau.",
        en:
          "By the forecast \(unitName) is more likely than not to be ahead from the week of \(style.date(week.day)) on."
      )
    }
    return say(
      vi:
        "Theo dự báo, xác suất vượt \(other) sau \(horizon) tuần là \(chance(rival.weeks.last?.probabilityAhead)).",
      en:
        "By the forecast \(unitName) is ahead in \(say.weeks(horizon)) with probability \(chance(rival.weeks.last?.probabilityAhead))."
    )
  }

  private func rankOutlook(_ ranks: RankOutlook) -> String {
    let first = (1...horizon).map { chance(ranks.first(step: $0)) }
    let likeliest = ranks.likeliest(step: horizon)
    let share = chance(ranks.probabilities[horizon - 1][likeliest - 1])
    let weeks = zip(days, first).map { "\(style.shortDate($0)): \($1)" }.joined(separator: "; ")
    return say(
      vi:
        "Xác suất đứng thứ nhất (kể cả bằng điểm) theo tuần: \(weeks). Thứ hạng nhiều khả năng nhất sau \(horizon) tuần: \(likeliest) (\(share)).",
      en:
        "Probability of being first, alone or level, week by week: \(weeks). The likeliest rank in \(say.weeks(horizon)) is \(likeliest) (\(share))."
    )
  }

  private func convergenceFigure(_ rivals: [RivalComparison.Rival]) -> Figure? {
    let own = points(unit: review.unit, .total, weeks: 12)
    guard !own.isEmpty, let first = own.first else { return nil }
    var lines = [
      ConvergenceChart.Line(name: unitName, isOwn: true, history: own, forecast: fan(review.total))
    ]
    for rival in rivals {
      // A rival's earlier weeks do not stretch the picture.
      let history = points(unit: rival.unit, .total, weeks: 12).filter {
        $0.day >= first.day.adding(days: -7)
      }
      lines.append(
        ConvergenceChart.Line(
          name: name(ofUnit: rival.unit), isOwn: false, history: history,
          forecast: fan(review.forecast.entry(unit: rival.unit, indicator: .total)?.distributions ?? [])))
    }
    let medians = lines.compactMap { line in
      line.forecast.last.map { "\(line.name) \(style.decimal($0.median))" }
    }
    return Figure(
      title: say(
        vi: "\(unitName) và các \(peers) bám sát", en: "\(unitName) and its rivals"),
      description: say(
        vi:
          "Tổng điểm các tuần qua và dự báo ngày \(days.last.map { style.date($0) } ?? ""): \(medians.joined(separator: "; ")).",
        en:
          "Totals of past weeks and forecasts for \(days.last.map { style.date($0) } ?? ""): \(medians.joined(separator: "; "))."
      ),
      chart: .convergence(ConvergenceChart(lines: lines)))
  }
}
