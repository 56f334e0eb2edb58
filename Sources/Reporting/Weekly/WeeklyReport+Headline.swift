import Forecasting
import Planning
import Scorecard

/// The week in a few numbers and three sentences.
extension WeeklyReport {
  var headlineSection: [Document.Block] {
    var blocks: [Document.Block] = [.keyFigures(keyFigures), .paragraph(summary)]
    if let figure = fanFigure { blocks.append(.figure(figure)) }
    return section(vi: "Tổng quan", en: "The week", blocks)
  }

  private var latest: LatestChange { review.standing.latest }

  // MARK: Key figures

  private var keyFigures: [KeyFigure] {
    let standing = review.standing
    var figures = [
      KeyFigure(
        Text(name(.total)), style.decimalText(latest.score),
        latest.change.map { style.changeText($0) + Text(" " + since(latest)) } ?? "")
    ]
    if standing.rankedCount > 1 {
      figures.append(
        KeyFigure(
          Text(say(vi: "Thứ hạng", en: "Rank")),
          Text(String(standing.rank) + "/" + String(standing.rankedCount)), Text(leadLength ?? rankRemark)))
    }
    if let nearest = nearestRival {
      let isAhead = nearest.gapNow >= 0
      figures.append(
        KeyFigure(
          Text(
            isAhead
              ? say(vi: "Hơn \(name(ofUnit: nearest.unit))", en: "Ahead of \(name(ofUnit: nearest.unit))")
              : say(vi: "Kém \(name(ofUnit: nearest.unit))", en: "Behind \(name(ofUnit: nearest.unit))")),
          style.decimalText(abs(nearest.gapNow)), Text(closing(nearest) ?? "")))
    }
    if let last = review.total.last, let day = days.last {
      let interval = last.interval(level)
      figures.append(
        KeyFigure(
          Text(say(vi: "Dự báo \(style.date(day))", en: "Forecast, \(style.date(day))")),
          style.decimalText(last.median),
          Text(
            say(
              vi:
                "khả năng \(level.name)\u{A0}% trong khoảng \(style.range(interval.lowerBound, interval.upperBound))",
              en: "\(level.name)\u{A0}% between \(style.range(interval.lowerBound, interval.upperBound))"))))
    }
    return figures
  }

  private var rankRemark: String {
    let first = chance(review.ranks?.first(step: horizon))
    return say(
      vi: "xác suất đứng thứ nhất sau \(horizon) tuần: \(first)",
      en: "first in \(say.weeks(horizon)) with probability \(first)")
  }

  /// For how long the unit has led, as far as is known.
  var leadLength: String? {
    let standing = review.standing
    guard standing.weeksInLead > 0 else { return nil }
    let weeks = standing.weeksInLead
    if standing.isLeadOlder {
      return say(
        vi: "dẫn đầu ít nhất \(weeks) tuần theo số liệu hiện có",
        en: "in the lead for at least \(say.weeks(weeks)), as far as is known")
    }
    return weeks == 1
      ? say(vi: "vừa vươn lên dẫn đầu", en: "has just taken the lead")
      : say(vi: "dẫn đầu \(weeks) tuần liên tiếp", en: "in the lead for \(weeks) weeks in a row")
  }

  /// The rival nearest to the unit.
  var nearestRival: RivalComparison.Rival? { review.rivals?.rivals.first }

  /// How the gap to a rival moves, in a few words.
  func closing(_ rival: RivalComparison.Rival) -> String? {
    guard let speed = rival.closingSpeed else { return nil }
    let size = style.decimal(abs(speed))
    if abs(speed) < 0.005 { return say(vi: "khoảng cách không đổi", en: "the gap does not move") }
    return speed > 0
      ? say(vi: "khoảng cách thu hẹp \(size) điểm mỗi tuần", en: "the gap closes by \(size) a week")
      : say(vi: "khoảng cách nới rộng \(size) điểm mỗi tuần", en: "the gap widens by \(size) a week")
  }

  // MARK: Sentences

  private var summary: Text {
    let score = style.decimal(latest.score)
    var text = Text(say(vi: "\(unitName) đạt ", en: "\(unitName) stands at "))
    text.append(say(vi: "\(score) điểm", en: score), .strong)
    if let change = latest.change {
      text.append(", " + moved(change) + " " + since(latest))
    }
    if !review.standing.isPublished {
      text.append(
        say(
          vi: " (tổng các chỉ số thành phần, chưa có tổng điểm công bố)",
          en: " (the sum of its components; no total is published)"))
    }
    text.append(rankWords + ".")
    if let words = componentWords { text.append(" " + words) }
    if let last = review.total.last, let day = days.last {
      text.append(
        say(
          vi: " Theo đà hiện nay, đến ngày \(style.date(day)) dự báo đạt \(written(last)).",
          en: " At today's pace it is forecast at \(written(last)) on \(style.date(day))."))
    }
    return text
  }

  private var rankWords: String {
    let standing = review.standing
    guard standing.rankedCount > 1 else { return "" }
    if standing.rank == 1 {
      let length = leadLength.map { ", " + $0 } ?? ""
      return say(
        vi: ", đứng thứ nhất trong \(standing.rankedCount) \(peers) có số liệu\(length)",
        en: ", first of the \(standing.rankedCount) that reported\(length)")
    }
    return say(
      vi: ", đứng thứ \(standing.rank) trong \(standing.rankedCount) \(peers) có số liệu",
      en: ", \(ordinal(standing.rank)) of the \(standing.rankedCount) that reported")
  }

  func ordinal(_ number: Int) -> String {
    let suffix =
      switch (number % 10, number % 100) {
      case (_, 11...13): "th"
      case (1, _): "st"
      case (2, _): "nd"
      case (3, _): "rd"
      default: "th"
      }
    return "\(number)\(suffix)"
  }

  /// Which components rose and fell.
  private var componentWords: String? {
    let day = review.components.map(\.latest.day).max()
    let changes = review.components.filter { $0.latest.day == day && $0.latest.change != nil }
    func list(_ components: [ComponentReview]) -> String {
      components.map { "\(name($0.indicator)) (\(style.change($0.latest.change)))" }.joined(separator: "; ")
    }
    let rises = changes.filter { $0.latest.change! >= 0.005 }
      .sorted { $0.latest.change! > $1.latest.change! }
    let falls = changes.filter { $0.latest.change! <= -0.005 }
      .sorted { $0.latest.change! < $1.latest.change! }
    switch (rises.isEmpty, falls.isEmpty) {
    case (false, false):
      return say(
        vi: "Tăng: \(list(rises)). Giảm: \(list(falls)).", en: "Up: \(list(rises)). Down: \(list(falls)).")
    case (false, true):
      return say(
        vi: "Tăng: \(list(rises)); không chỉ số nào giảm.", en: "Up: \(list(rises)); no component fell.")
    case (true, false):
      return say(vi: "Giảm: \(list(falls)).", en: "Down: \(list(falls)).")
    case (true, true):
      return changes.isEmpty
        ? nil : say(vi: "Các chỉ số thành phần giữ nguyên.", en: "The components did not move.")
    }
  }

  // MARK: Picture

  private var fanFigure: Figure? {
    let points = points(unit: review.unit, .total)
    guard !points.isEmpty, let last = review.total.last, let day = days.last else { return nil }
    let targets = (review.plan?.targets ?? []).compactMap { outcome -> FanChart.TargetLine? in
      guard case .total(let points) = outcome.target.requirement else { return nil }
      return FanChart.TargetLine(
        score: points, day: review.forecast.origin.adding(days: 7 * outcome.week),
        label: say(vi: "Mục tiêu \(style.decimal(points))", en: "Target \(style.decimal(points))"))
    }
    return Figure(
      title: say(
        vi: "Tổng điểm của \(unitName) và dự báo \(horizon) tuần",
        en: "Total of \(unitName) and the forecast for \(say.weeks(horizon))"),
      description: say(
        vi:
          "Từ \(style.date(points[0].day)) đến \(style.date(latest.day)) tổng điểm đi từ \(style.decimal(points[0].score)) đến \(style.decimal(latest.score)); dự báo ngày \(style.date(day)): \(written(last)).",
        en:
          "From \(style.date(points[0].day)) to \(style.date(latest.day)) the total went from \(style.decimal(points[0].score)) to \(style.decimal(latest.score)); it is forecast at \(written(last)) on \(style.date(day))."
      ),
      chart: .fan(
        FanChart(
          name: unitName, history: points, forecast: fan(review.total), targets: targets,
          maximum: history.index?.maximum)))
  }
}
