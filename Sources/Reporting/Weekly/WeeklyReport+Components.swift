import Forecasting
import Planning
import Scorecard

/// The components: score, maximum, ratio, change, where they are going, and what is worth saying.
extension WeeklyReport {
  var componentSection: [Document.Block] {
    guard !review.components.isEmpty else { return [] }
    var blocks: [Document.Block] = [.table(components)]
    if let words = discrepancyWords { blocks.append(.note(Text(words))) }
    blocks.append(.figure(headroomFigure))
    return section(vi: "Các chỉ số thành phần", en: "Components", blocks)
  }

  private var components: Table {
    let end = days.last.map { style.shortDate($0) } ?? ""
    let hasMonth = review.components.contains { $0.monthChange != nil }
    var columns = [
      column(vi: "Chỉ số", en: "Component", priority: .essential),
      column(vi: "Điểm", en: "Score", .decimal, priority: .essential),
      column(vi: "Tối đa", en: "Max", .decimal, priority: .high),
      column(vi: "Tỷ lệ", en: "Ratio", .decimal, priority: .high),
      column(vi: "Tăng, giảm", en: "Change", .decimal, priority: .essential),
    ]
    if hasMonth { columns.append(column(vi: "4 tuần", en: "4 weeks", .decimal)) }
    columns += [
      column(vi: "Dự báo \(end)", en: "Forecast, \(end)", .decimal, priority: .high),
      column(vi: "Ghi chú", en: "Note", priority: .low, wraps: true),
    ]
    return Table(
      columns: columns,
      rows: review.components.map { component in
        var row = [
          Text(name(component.indicator)), style.decimalText(component.latest.score),
          Text(
            say.points(component.maximum), quantity: Quantity(component.maximum, .decimal(places: 0))),
          style.percentText(component.ratio), style.changeText(component.latest.change),
        ]
        if hasMonth { row.append(style.changeText(component.monthChange)) }
        row += [style.decimalText(component.forecast.last?.median), remarks(component)]
        return row
      })
  }

  private func remarks(_ component: ComponentReview) -> Text {
    var text = Text("")
    for remark in component.remarks {
      if !text.isEmpty { text.append("; ") }
      text.append(words(for: remark), emphasis(of: remark))
    }
    if let weeks = component.latest.weeks, weeks > 1, component.latest.change != nil {
      if !text.isEmpty { text.append("; ") }
      text.append(say(vi: "so với \(weeks) tuần trước", en: "change over \(weeks) weeks"), .dim)
    }
    return text
  }

  private func emphasis(of remark: ComponentReview.Remark) -> Text.Emphasis {
    switch remark {
    case .onlyFall, .greatestFall: .bad
    case .lowestRatio: .warning
    case .greatestRise: .good
    case .atMaximum, .almostFull, .unchanged, .late: .plain
    }
  }

  private func words(for remark: ComponentReview.Remark) -> String {
    switch remark {
    case .lowestRatio: say(vi: "tỷ lệ thấp nhất", en: "lowest ratio")
    case .onlyFall: say(vi: "chỉ số duy nhất giảm", en: "the only fall")
    case .greatestRise: say(vi: "tăng nhiều nhất", en: "greatest rise")
    case .greatestFall: say(vi: "giảm nhiều nhất", en: "greatest fall")
    case .atMaximum: say(vi: "đã đạt điểm tối đa", en: "at its maximum")
    case .almostFull(let points):
      say(
        vi: "gần hết dư địa (còn \(style.decimal(points)))", en: "almost full (\(style.decimal(points)) left)"
      )
    case .unchanged(let weeks):
      say(vi: "giữ nguyên \(weeks) kỳ liền", en: "unchanged for \(weeks) reports")
    case .late(let day):
      say(vi: "số liệu ngày \(style.date(day))", en: "as of \(style.date(day))")
    }
  }

  /// A total that is not the sum of its components is said, never hidden.
  private var discrepancyWords: String? {
    guard let last = history.series(unit: review.unit, indicator: .discrepancy).last,
      last.day == review.day, abs(last.score) >= 0.005
    else { return nil }
    let sum = style.decimal(review.standing.latest.score - last.score)
    return say(
      vi:
        "Tổng điểm công bố \(style.decimal(review.standing.latest.score)) chênh \(style.change(last.score)) so với tổng các chỉ số thành phần (\(sum)); phần chênh được giữ nguyên và thể hiện riêng trong dự báo.",
      en:
        "The published total \(style.decimal(review.standing.latest.score)) differs by \(style.change(last.score)) from the sum of the components (\(sum)); the difference is carried as it is, apart from them."
    )
  }

  private var headroomFigure: Figure {
    let bars = review.components.map { component in
      HeadroomChart.Bar(
        name: name(component.indicator), score: component.latest.score, maximum: component.maximum,
        change: component.latest.change,
        required: review.plan?.components.first { $0.indicator == component.indicator }?.required)
    }
    let most = review.components.max { $0.headroom < $1.headroom }!
    return Figure(
      title: say(
        vi: "Dư địa lớn nhất ở \(name(most.indicator)): còn \(style.decimal(most.headroom)) điểm",
        en: "\(name(most.indicator)) has the most headroom: \(style.decimal(most.headroom)) points"),
      description: bars.map {
        "\($0.name) \(style.decimal($0.score))/\(say.points($0.maximum))"
      }.joined(separator: "; ") + ".",
      chart: .headroom(HeadroomChart(bars: bars)))
  }
}
