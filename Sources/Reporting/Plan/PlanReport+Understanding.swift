import Planning
import Scorecard

/// What other chances take, what rivals may do, what a point is worth.
extension PlanReport {
  // MARK: Other probabilities

  var frontierSection: [Document.Block] {
    guard plan.frontier.contains(where: { $0.lift >= Self.least }) else { return [] }
    var columns = [
      Table.Column(Text(say(vi: "Xác suất", en: "Probability")), .trailing, priority: .essential),
      Table.Column(
        Text(say(vi: "Điểm cần thêm ngoài dự báo", en: "Points over the forecast")), .decimal,
        priority: .essential),
    ]
    if plan.usesCosts {
      columns.append(
        Table.Column(Text(say(vi: "Chi phí", en: "Cost")), .decimal, priority: .high))
    }
    columns.append(
      Table.Column(Text(say(vi: "Trong tốc độ đã thấy", en: "Within paces seen")), priority: .essential))
    let table = Table(
      columns: columns,
      rows: plan.frontier.map { point in
        var row = [style.probabilityText(point.chance), style.changeText(point.lift, .plain)]
        if plan.usesCosts { row.append(style.decimalText(point.cost)) }
        row.append(
          point.isWithinPace
            ? Text(say(vi: "có", en: "yes"), .good) : Text(say(vi: "không", en: "no"), .warning))
        return row
      })
    return section(
      vi: "Yêu cầu ở từng mức xác suất", en: "What other probabilities take",
      [.table(table), .paragraph(Text(lastWithinPace))])
  }

  private var lastWithinPace: String {
    guard let last = plan.frontier.last(where: \.isWithinPace) else {
      return say(
        vi: "Không mức xác suất nào trong bảng đạt được ở tốc độ đã thấy.",
        en: "None of these probabilities is within the paces seen so far.")
    }
    if last == plan.frontier.last {
      return say(
        vi: "Mọi mức xác suất trong bảng đều đạt được ở tốc độ đã thấy.",
        en: "All of these probabilities are within the paces seen so far.")
    }
    return say(
      vi: "Mức xác suất cao nhất còn nằm trong tốc độ đã thấy là \(chance(last.chance)).",
      en: "The last of these probabilities within the paces seen so far is \(chance(last.chance)).")
  }

  // MARK: Rivals

  var rivalSection: [Document.Block] {
    let items = plan.rivalSensitivities.map { Text(words(for: $0)) }
    return section(
      vi: "Nếu \(peers) bám sát tăng nhanh hơn dự báo", en: "If rivals are faster than forecast",
      items.isEmpty ? [] : [.bullets(items)])
  }

  func words(for rival: Plan.RivalSensitivity) -> String {
    let (before, then) = (chance(plan.probabilityBefore), chance(rival.probabilityBefore))
    var words = say(
      vi:
        "Nếu \(unitName(rival.unit)) mỗi tuần tăng nhanh hơn dự báo \(style.decimal(rival.pace)) điểm, xác suất đạt \(before == then ? "vẫn là \(before)" : "giảm từ \(before) xuống \(then)")",
      en:
        "If \(unitName(rival.unit)) gains \(style.decimal(rival.pace)) a week more than forecast, the probability \(before == then ? "stays \(before)" : "falls from \(before) to \(then)")"
    )
    // The plan's own probability counts the wishes that it pursues, that of a faster rival does not.
    if let after = plan.probabilityAfter, let then = rival.probabilityAfter,
      plan.targets.allSatisfy({ $0.isRequired || !$0.isPursued })
    {
      let (after, then) = (chance(after), chance(then))
      words += say(
        vi: after == then
          ? " (theo kế hoạch: vẫn là \(after))" : " (theo kế hoạch: từ \(after) xuống \(then))",
        en: after == then ? " (with the plan: stays \(after))" : " (with the plan: from \(after) to \(then))")
    } else if let then = rival.probabilityAfter {
      words += say(vi: " (theo kế hoạch: \(chance(then)))", en: " (with the plan: \(chance(then)))")
    }
    let needed = style.decimal(rival.requiredLift)
    let known = plan.requiredLifts.first { abs($0.chance - plan.confidence) < 1e-9 }.map {
      style.decimal($0.lift)
    }
    if needed == known, before == then, chance(plan.probabilityAfter) == chance(rival.probabilityAfter) {
      return say(
        vi:
          "Nếu \(unitName(rival.unit)) mỗi tuần tăng nhanh hơn dự báo \(style.decimal(rival.pace)) điểm, kết quả không thay đổi.",
        en:
          "If \(unitName(rival.unit)) gains \(style.decimal(rival.pace)) a week more than forecast, nothing changes."
      )
    }
    if let known, known != needed {
      words += say(
        vi: "; tổng điểm khi đó cần cao hơn dự báo \(needed) điểm thay vì \(known)",
        en: "; the lift of the total that is needed over its forecast rises from \(known) to \(needed)")
    } else {
      words += say(
        vi: "; tổng điểm khi đó cần cao hơn dự báo \(needed) điểm",
        en: "; the lift of the total that is needed over its forecast is \(needed)")
    }
    return words + "."
  }

  // MARK: What a point is worth

  var valueSection: [Document.Block] {
    section(
      vi: "Giá trị của điểm tăng thêm", en: "What a point is worth",
      valueWords.map { [.paragraph(Text($0))] } ?? [])
  }

  /// Points that came by themselves would replace others that the plan asks for; those that would replace most first.
  private var valueWords: String? {
    guard hasPlan, plan.components.count > 1 else { return nil }
    var worth = plan.components.compactMap { component in
      component.value.map { (name: name(component.indicator), value: $0) }
    }.filter { $0.value.upTo >= Self.least && $0.value.first > 0 }
    guard !worth.isEmpty else { return nil }
    worth.sort { $0.value.upTo > $1.value.upTo + 1e-9 }
    // Components that are worth the same are named together.
    var groups: [(names: [String], value: Plan.PointValue, words: String)] = []
    for item in worth {
      let words = self.words(for: item.value)
      if groups.last?.words == words {
        groups[groups.count - 1].names.append(item.name)
      } else {
        groups.append(([item.name], item.value, words))
      }
    }
    let items = groups.map { group in
      group.names.count == plan.components.count
        ? say(vi: "\(group.words) ở bất kỳ chỉ số nào", en: "\(group.words) in any component")
        : say(
          vi: "\(group.words) ở \(group.names.joined(separator: "; "))",
          en: "\(group.words) in \(group.names.joined(separator: "; "))")
    }.joined(separator: " – ")
    let beyond = say(
      vi: "Vượt các mức này, điểm tăng thêm không còn giúp gì: hết dư địa hoặc đã đủ.",
      en: "Beyond, it brings nothing: the headroom is used up, or nothing is missing any more.")
    return pricesAreCosts
      ? say(
        vi: "Một điểm tự tăng ngoài kế hoạch tiết kiệm chi phí: \(items). \(beyond)",
        en: "A point that comes by itself on top of the plan saves a cost of: \(items). \(beyond)")
      : say(
        vi: "Một điểm tự tăng ngoài kế hoạch thay được một điểm ở chỉ số khác: \(items). \(beyond)",
        en:
          "A point that comes by itself on top of the plan counts one for one towards the total: \(items). \(beyond)"
      )
  }

  /// Whether the price of a point is a cost: beyond the paces seen points count more than they cost.
  private var pricesAreCosts: Bool { plan.usesCosts && !plan.components.contains(where: \.isBeyondPace) }

  /// Up to how many points something is worth, and with costs how much.
  private func words(for value: Plan.PointValue) -> String {
    let most = say(
      vi: "đến \(style.change(value.upTo)) điểm", en: "up to \(style.change(value.upTo)) points")
    guard pricesAreCosts else { return most }
    let (first, last) = (style.decimal(value.first), style.decimal(value.last))
    return first == last
      ? "\(first), \(most)"
      : say(vi: "\(first), giảm dần còn \(last), \(most)", en: "\(first), falling to \(last), \(most)")
  }
}
