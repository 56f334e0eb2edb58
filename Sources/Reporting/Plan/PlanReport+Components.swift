import Planning
import Scorecard

/// What is asked of the unit's components.
extension PlanReport {
  var componentSection: [Document.Block] {
    guard let unit = plan.unit, !plan.components.isEmpty else { return [] }
    var blocks: [Document.Block] = [.table(componentTable(of: unit))]
    let levers = plan.components.compactMap { component -> Text? in
      let stated = words(for: component.lever)
      guard !stated.isEmpty else { return nil }
      return Text(name(component.indicator), .strong) + Text(": " + stated.joined(separator: "; ") + ".")
    }
    if !levers.isEmpty { blocks.append(.bullets(levers)) }
    blocks += componentNotes
    return hasPlan
      ? section(vi: "Mức tăng cần thiết", en: "Required gains", blocks)
      : section(vi: "Hiện trạng các chỉ số thành phần", en: "Where the components stand", blocks)
  }

  /// Whether a cost stands beside every gain.
  private var showsCosts: Bool {
    hasPlan && plan.usesCosts && plan.components.contains { $0.lever.cost != nil }
  }

  private func componentTable(of unit: Int) -> Table {
    var columns = [
      Table.Column(Text(say(vi: "Chỉ số", en: "Component")), priority: .essential),
      Table.Column(Text(say(vi: "Diễn biến", en: "History")), priority: .low),
      Table.Column(Text(say(vi: "Hiện tại", en: "Now")), .decimal, priority: .essential),
      Table.Column(Text(say(vi: "Tối đa", en: "Max")), .trailing, priority: .high),
      Table.Column(Text(say(vi: "Dự báo", en: "Forecast")), .decimal, priority: .high),
    ]
    if hasPlan {
      columns += [
        Table.Column(Text(say(vi: "Cần đạt", en: "Required")), .decimal, priority: .essential),
        Table.Column(Text(say(vi: "Mức tăng", en: "Gain")), .decimal, priority: .essential),
      ]
    }
    if showsCosts {
      columns.append(Table.Column(Text(say(vi: "Chi phí", en: "Cost")), .decimal, priority: .high))
    }
    columns.append(
      Table.Column(
        Text(say(vi: "Tốt nhất \(plan.weeks) tuần", en: "Best in \(say.weeks(plan.weeks))")), .decimal,
        priority: .normal))
    if hasPlan {
      columns.append(
        Table.Column(
          Text(say(vi: "So với quá khứ", en: "Against the past")), .trailing, priority: .normal))
    }
    return Table(columns: columns, rows: plan.components.map { row($0, of: unit) })
  }

  private func row(_ component: Plan.ComponentPlan, of unit: Int) -> [Text] {
    var row = [
      Text(name(component.indicator)),
      Text(history.sparkline(unit: unit, indicator: component.indicator)),
      style.decimalText(component.score), say.pointsText(component.maximum),
      style.decimalText(component.baseline.reported),
    ]
    let emphasis: Text.Emphasis = component.isBeyondPace ? .warning : .plain
    if hasPlan {
      row += [
        style.decimalText(component.required.map(shownScore)),
        style.changeText(shownGain(component), emphasis),
      ]
    }
    if showsCosts {
      let cost = component.lever.cost.map { $0.cost(of: max(component.lift ?? 0, 0)) }
      row.append(style.decimalText(cost))
    }
    row.append(
      style.changeText(
        component.pastGains.best, .plain,
        mark: component.pastGains.isPooled ? "†" : component.pastGains.isStretched ? "*" : ""))
    if hasPlan { row.append(Text(paceWords(component), emphasis)) }
    return row
  }

  private func paceWords(_ component: Plan.ComponentPlan) -> String {
    if component.isBeyondPace { return say(vi: "chưa từng đạt", en: "never seen") }
    guard let percentile = component.pacePercentile else { return NumberStyle.missing }
    let windows = component.pastGains.gains.count
    let reached = Int((Double(windows) * (1 - percentile / 100)).rounded())
    return say(vi: "\(reached)/\(windows) lần", en: "\(reached) in \(windows)")
  }

  private var componentNotes: [Document.Block] {
    var notes: [Document.Block] = []
    if let cost = plan.cost, hasPlan {
      notes.append(
        .paragraph(
          Text(
            say(
              vi: "Tổng chi phí theo mức đã khai báo: \(style.decimal(cost)).",
              en: "Cost of the plan at the stated rates: \(style.decimal(cost))."))))
    }
    if plan.components.contains(where: \.pastGains.isPooled) {
      notes.append(
        note(
          vi:
            "† Đơn vị còn ít số liệu: mức tăng mà một phần mười các lần tăng của đơn vị cùng cấp đã đạt trong \(plan.weeks) tuần.",
          en:
            "† Few gains of its own are known: what one in ten gains of other units of the level reached over \(say.weeks(plan.weeks))."
        ))
    }
    if plan.components.contains(where: { $0.pastGains.isStretched && !$0.pastGains.isPooled }) {
      notes.append(
        note(
          vi:
            "* Chưa đủ \(plan.weeks) tuần số liệu: mức tăng tốt nhất đã thấy, quy đổi cho \(plan.weeks) tuần.",
          en:
            "* Fewer than \(say.weeks(plan.weeks)) are known: the best gain seen, stretched to \(say.weeks(plan.weeks))."
        ))
    }
    if plan.components.map(\.indicator) == [.total] {
      notes.append(
        note(
          vi:
            "Chưa có đủ điểm của mọi chỉ số thành phần đến kỳ mới nhất nên chỉ lập kế hoạch cho tổng điểm.",
          en: "Not all components are known up to the latest total, so the plan is for the total alone."))
    }
    if abs(plan.discrepancy) >= Self.least {
      notes.append(
        note(
          vi:
            "Tổng điểm công bố chênh \(style.change(plan.discrepancy)) so với tổng các chỉ số thành phần; phần chênh được giữ nguyên.",
          en:
            "The published total differs from the sum of its components by \(style.change(plan.discrepancy)), carried unchanged."
        ))
    }
    return notes
  }

  // MARK: Levers

  /// What is stated of a lever, one clause per fact; empty where nothing is.
  func words(for lever: Lever) -> [String] {
    if lever.isLocked { return [say(vi: "bị khóa", en: "locked")] }
    var words: [String] = []
    if let cost = lever.cost { words.append(self.words(for: cost)) }
    if let pace = lever.pace {
      words.append(
        say(vi: "tối đa \(style.decimal(pace)) điểm mỗi tuần", en: "at most \(style.decimal(pace)) a week"))
    }
    if lever.leadTime > 0 {
      words.append(
        say(
          vi: "chưa tăng thêm được trong \(say.weeks(lever.leadTime)) đầu",
          en:
            "nothing beyond the forecast in the first \(lever.leadTime == 1 ? "week" : say.weeks(lever.leadTime))"
        ))
    }
    if lever.leastStep > 0 {
      words.append(
        say(
          vi: "mỗi tuần không tăng thêm, hoặc tăng thêm ít nhất \(style.decimal(lever.leastStep)) điểm",
          en: "in a week no extra gain or at least \(style.decimal(lever.leastStep))"))
    }
    if let floor = lever.floor {
      words.append(
        say(
          vi: "cuối kỳ không thấp hơn \(style.decimal(floor)) điểm",
          en: "at least \(style.decimal(floor)) in the last week"))
    }
    return words
  }

  private func words(for cost: CostCurve) -> String {
    var parts: [String] = []
    for (position, segment) in cost.segments.enumerated() {
      let rate = say.points(segment.rate)
      let (isFirst, isLast) = (position == 0, segment.upTo == nil)
      let each = say(
        vi: isFirst ? "mỗi điểm tăng thêm tốn \(rate)" : "sau đó \(rate)",
        en: isFirst ? "a point costs \(rate)" : "then \(rate)")
      let end =
        isLast
        ? "" : say(vi: " đến \(style.change(segment.upTo))", en: " up to \(style.change(segment.upTo))")
      parts.append(each + end)
    }
    return parts.joined(separator: ", ")
  }
}
