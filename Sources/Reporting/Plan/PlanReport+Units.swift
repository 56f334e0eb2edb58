import Planning
import Scorecard

/// Units of groups, and the units below among which gains are spread.
extension PlanReport {
  // MARK: Groups

  /// The units of groups that must gain more than their forecast, the greatest gain first.
  var liftedUnits: [Plan.UnitPlan] {
    plan.units.filter { lift($0) >= Self.least }.sorted { ($0.gain ?? 0, $1.unit) > ($1.gain ?? 0, $0.unit) }
  }

  /// What a unit must gain beyond the forecasts of its components.
  func lift(_ unit: Plan.UnitPlan) -> Double { unit.components.reduce(0) { $0 + max($1.lift ?? 0, 0) } }

  /// The gain that leads to the score as shown.
  func shownGain(_ unit: Plan.UnitPlan) -> Double? { unit.required.map { shownScore($0) - unit.score } }

  /// All units of groups: first those that need a lift, then those that are least likely to be there.
  var rankedUnits: [Plan.UnitPlan] {
    let lifted = Set(liftedUnits.map(\.unit))
    return liftedUnits
      + plan.units.filter { !lifted.contains($0.unit) }.sorted {
        ($0.probabilityBefore, $0.score, $0.unit) < ($1.probabilityBefore, $1.score, $1.unit)
      }
  }

  var unitSection: [Document.Block] {
    guard !plan.units.isEmpty else { return [] }
    var blocks: [Document.Block] = [.paragraph(Text(unitSummary)), .table(unitTable)]
    if plan.units.count > Self.mostRows { blocks.append(moreRows(plan.units.count - Self.mostRows)) }
    return section(vi: "Các đơn vị trong nhóm", en: "Units of the groups", blocks)
  }

  private var unitSummary: String {
    let count = plan.units.count
    guard plan.probabilityAfter != nil else {
      let behind = plan.units.count { $0.probabilityBefore < plan.confidence }
      return say(
        vi:
          "\(behind)/\(count) đơn vị có xác suất tự đạt thấp hơn \(wanted(plan.confidence)) theo đà hiện nay.",
        en:
          "\(behind) of \(say.count(count, vi: "đơn vị", one: "unit", many: "units")) are less likely than \(wanted(plan.confidence)) to get there at today's pace."
      )
    }
    let (lifted, beyond) = (liftedUnits.count, liftedUnits.count(where: \.isBeyondPace))
    guard lifted > 0 else {
      return say(
        vi: "Không đơn vị nào trong \(count) đơn vị phải tăng thêm ngoài dự báo.",
        en:
          "None of \(say.count(count, vi: "đơn vị", one: "unit", many: "units")) has to gain more than its forecast."
      )
    }
    let faster =
      beyond > 0
      ? say(
        vi: beyond == lifted
          ? ", đều phải nhanh hơn mức cao nhất từng đạt"
          : ", trong đó \(beyond) đơn vị phải nhanh hơn mức cao nhất từng đạt",
        en: beyond == lifted ? ", faster than ever seen" : ", \(beyond) of them faster than ever seen") : ""
    return say(
      vi: "\(lifted)/\(count) đơn vị phải tăng thêm ngoài dự báo\(faster).",
      en:
        "\(lifted) of \(say.count(count, vi: "đơn vị", one: "unit", many: "units")) must gain more than the forecast\(faster)."
    )
  }

  private var unitTable: Table {
    let showsPlan = plan.probabilityAfter != nil
    let showsComponents = liftedUnits.contains { $0.components.count > 1 }
    let showsNote = liftedUnits.contains(where: \.isBeyondPace)
    var columns = [
      Table.Column(Text(say(vi: "Đơn vị", en: "Unit")), priority: .essential, wraps: true),
      Table.Column(Text(say(vi: "Hiện tại", en: "Now")), .decimal, priority: .essential),
      Table.Column(Text(say(vi: "Dự báo", en: "Forecast")), .decimal, priority: .high),
    ]
    if showsPlan {
      columns += [
        Table.Column(Text(say(vi: "Cần đạt", en: "Required")), .decimal, priority: .essential),
        Table.Column(Text(say(vi: "Mức tăng", en: "Gain")), .decimal, priority: .essential),
      ]
    }
    columns.append(Table.Column(Text(say(vi: "Xác suất", en: "P as is")), .trailing, priority: .high))
    if showsPlan {
      columns.append(
        Table.Column(Text(say(vi: "Theo kế hoạch", en: "P with plan")), .trailing, priority: .high))
    }
    if showsNote {
      columns.append(Table.Column(Text(say(vi: "Ghi chú", en: "Note")), priority: .normal))
    }
    if showsComponents {
      columns.append(Table.Column(Text(say(vi: "Chủ yếu nhờ", en: "Mostly by")), priority: .low))
    }
    return Table(
      columns: columns,
      rows: rankedUnits.prefix(Self.mostRows).map { unit in
        let emphasis: Text.Emphasis = unit.isBeyondPace ? .warning : .plain
        var row = [
          Text(unitName(unit.unit)), style.decimalText(unit.score),
          style.decimalText(unit.baseline.reported),
        ]
        if showsPlan {
          row += [
            style.decimalText(unit.required.map(shownScore)), style.changeText(shownGain(unit), emphasis),
          ]
        }
        row.append(style.probabilityText(unit.probabilityBefore))
        if showsPlan { row.append(style.probabilityText(unit.probabilityAfter)) }
        if showsNote {
          row.append(Text(unit.isBeyondPace ? say(vi: "chưa từng đạt", en: "never seen") : "", emphasis))
        }
        if showsComponents {
          let most = unit.components.max { ($0.lift ?? 0) < ($1.lift ?? 0) }
          row.append(Text(most.flatMap { ($0.lift ?? 0) >= Self.least ? name($0.indicator) : nil } ?? ""))
        }
        return row
      })
  }

  private func moreRows(_ count: Int) -> Document.Block {
    note(
      vi: "và \(style.integer(count)) dòng khác; --format csv có đủ tất cả.",
      en: "and \(style.integer(count)) more; --format csv has them all.")
  }

  // MARK: The units below

  var breakdownSection: [Document.Block] {
    guard let breakdown = plan.breakdown else { return [] }
    var blocks: [Document.Block] = []
    if !breakdown.rows.isEmpty { blocks.append(.table(breakdownTable(breakdown))) }
    if breakdown.rows.count > Self.mostRows { blocks.append(moreRows(breakdown.rows.count - Self.mostRows)) }
    let missing = plan.components.compactMap { component in
      breakdown.missing[component.indicator].map { "\(name(component.indicator)) \(style.decimal($0))" }
    }
    if !missing.isEmpty {
      let list = missing.joined(separator: "; ")
      blocks.append(
        .note(
          Text(
            say(
              vi: "Dù mọi đơn vị đều đạt điểm tối đa, vẫn còn thiếu: \(list) điểm.",
              en: "Even with every unit at its maximum these points are still missing: \(list)."), .warning)))
    }
    guard !blocks.isEmpty else { return [] }
    let isWeighted = breakdown.rows.contains { $0.weight != 1 }
    blocks.append(
      isWeighted
        ? note(
          vi: "Mức tăng của một chỉ số được tính bằng bình quân gia quyền mức tăng của các đơn vị.",
          en: "A component's gain is counted as the weighted mean of the gains of the units.")
        : note(
          vi: "Mức tăng của một chỉ số được tính bằng bình quân mức tăng của các đơn vị.",
          en: "A component's gain is counted as the mean of the gains of the units."))
    let level = levelName(breakdown.level)
    return section(vi: "Phân bổ cho \(level)", en: "Spread over \(level)", blocks)
  }

  private func breakdownTable(_ breakdown: Plan.Breakdown) -> Table {
    // What counts most for the component comes first.
    let ranked = breakdown.rows.enumerated().sorted { one, other in
      let weights = [one, other].map { $0.element.weight * ($0.element.required - $0.element.baseline) }
      return weights[0] != weights[1] ? weights[0] > weights[1] : one.offset < other.offset
    }.map(\.element)
    return Table(
      columns: [
        Table.Column(Text(say(vi: "Đơn vị", en: "Unit")), priority: .essential, wraps: true),
        Table.Column(Text(say(vi: "Chỉ số", en: "Component")), priority: .essential),
        Table.Column(Text(say(vi: "Hiện tại", en: "Now")), .decimal, priority: .high),
        Table.Column(Text(say(vi: "Dự báo", en: "Forecast")), .decimal, priority: .normal),
        Table.Column(Text(say(vi: "Cần đạt", en: "Required")), .decimal, priority: .essential),
        Table.Column(Text(say(vi: "Mức tăng", en: "Gain")), .decimal, priority: .essential),
        Table.Column(Text(say(vi: "Tốt nhất đã thấy", en: "Best seen")), .decimal, priority: .normal),
      ],
      rows: ranked.prefix(Self.mostRows).map { row in
        let required = shownScore(row.required)
        return [
          Text(unitName(row.unit)), Text(name(row.indicator)), style.decimalText(row.score),
          style.decimalText(row.baseline.reported), style.decimalText(required),
          style.changeText(required - row.score, row.gain > row.bestGain + 1e-6 ? .warning : .plain),
          style.changeText(row.bestGain, .plain),
        ]
      })
  }
}
