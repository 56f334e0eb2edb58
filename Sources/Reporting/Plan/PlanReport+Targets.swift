import Planning
import Scorecard

/// The targets: what was asked, where it stands, how likely it is.
extension PlanReport {
  var targetSection: [Document.Block] {
    var blocks: [Document.Block] = [.table(targets)]
    if let lifts = liftWords { blocks.append(.paragraph(Text(lifts))) }
    blocks += wishNotes
    return section(vi: "Mục tiêu", en: "Targets", blocks)
  }

  private var targets: Table {
    var columns = [
      Table.Column(Text(say(vi: "Mục tiêu", en: "Target")), priority: .essential, wraps: true),
      Table.Column(Text(say(vi: "Hạn", en: "By")), .trailing, priority: .high),
      Table.Column(Text(say(vi: "Hiện tại", en: "Now")), .decimal, priority: .high),
      Table.Column(Text(say(vi: "Dự báo", en: "Forecast")), .decimal, priority: .high),
      Table.Column(Text(say(vi: "Xác suất", en: "P as is")), .trailing, priority: .essential),
      Table.Column(
        Text(say(vi: "không đạt thì thiếu", en: "if missed, short by")), .decimal, priority: .high),
    ]
    if plan.probabilityAfter != nil {
      columns += [
        Table.Column(Text(say(vi: "Theo kế hoạch", en: "P with plan")), .trailing, priority: .essential),
        Table.Column(
          Text(say(vi: "không đạt thì thiếu", en: "if missed, short by")), .decimal, priority: .normal),
      ]
    }
    // How far the paces seen so far lead matters where they do not lead far enough.
    let showsPace = plan.status == .feasibleIf || plan.status == .infeasible
    if showsPace {
      columns.append(
        Table.Column(
          Text(say(vi: "Ở tốc độ tốt nhất", en: "P at best pace")), .trailing, priority: .normal))
    }
    return Table(
      columns: columns,
      rows: (plan.targets.map { row($0) } + (plan.targets.count > 1 ? [jointRow] : [])).map {
        showsPace ? $0 : Array($0.dropLast())
      })
  }

  private func row(_ target: Plan.TargetOutcome) -> [Text] {
    let emphasis: Text.Emphasis = target.isPursued ? .plain : .dim
    var cells = [
      Text(words(for: target)), style.dateText(day(week: target.week), isShort: true),
      figure(target.now, of: target), figure(target.forecast, of: target),
      style.probabilityText(target.probabilityBefore),
      style.decimalText(shortfall(target.shortfallWhenMissed, target.probabilityBefore)),
    ]
    if plan.probabilityAfter != nil {
      cells += [
        style.probabilityText(target.probabilityAfter),
        style.decimalText(shortfall(shortfallWhenMissedAfter(target), target.probabilityAfter)),
      ]
    }
    cells.append(style.probabilityText(target.probabilityAtBestPace))
    return cells.map { $0.emphasized(emphasis) }
  }

  private var jointRow: [Text] {
    let hasRequired = plan.targets.contains(where: \.isRequired)
    let name =
      plan.targets.allSatisfy(\.isRequired)
      ? say(vi: "Tất cả cùng đạt", en: "All together")
      : hasRequired
        ? say(vi: "Mọi mục tiêu bắt buộc", en: "All that must hold")
        : say(vi: "Mọi mục tiêu được theo đuổi", en: "All that are pursued")
    let before = style.probabilityText(hasRequired ? plan.probabilityBefore : nil, .strong)
    var cells = [Text(name, .strong), "", "", "", before, ""]
    if plan.probabilityAfter != nil {
      cells += [style.probabilityText(plan.probabilityAfter, .strong), ""]
    }
    return cells + [""]
  }

  /// Today's or the forecast number of a target: a rank is a whole number.
  private func figure(_ value: Double, of target: Plan.TargetOutcome) -> Text {
    if case .rank = target.target.requirement { return style.decimalText(value, places: 0) }
    return style.decimalText(value.reported)
  }

  /// What is missing where a target is missed; a probability that is shown as certain has no such case to speak of.
  private func shortfall(_ points: Double?, _ probability: Double?) -> Double? {
    probability.map { $0 > 0.99 } ?? true ? nil : points
  }

  /// The points missing on average where the target is missed in spite of the plan.
  func shortfallWhenMissedAfter(_ target: Plan.TargetOutcome) -> Double? {
    guard let mean = target.shortfallAfter, let probability = target.probabilityAfter else { return nil }
    return probability < 1 ? mean / (1 - probability) : 0
  }

  /// By how much the total must exceed its forecast; where a plan exists the table of probabilities says more.
  private var liftWords: String? {
    guard plan.status == .infeasible, plan.requiredLifts.contains(where: { $0.lift >= Self.least }) else {
      return nil
    }
    let week = plan.targets.filter { $0.group.isEmpty }.map(\.week).max() ?? plan.weeks
    let lifts = plan.requiredLifts.map {
      say(
        vi: "\(style.decimal($0.lift)) điểm (xác suất \(style.percent($0.chance, places: 0)))",
        en: "\(style.decimal($0.lift)) points (probability \(style.percent($0.chance, places: 0)))")
    }.joined(separator: "; ")
    return say(
      vi: "Tổng điểm ngày \(date(week: week)) cần cao hơn dự báo: \(lifts).",
      en: "On \(date(week: week)) the total must exceed its forecast by \(lifts).")
  }

  // MARK: Wishes

  private var wishNotes: [Document.Block] {
    let wishes = plan.targets.filter { !$0.isRequired }
    var blocks: [Document.Block] = []
    let givenUp = wishes.filter { !$0.isPursued }.map { requirementWords($0) }
    if !givenUp.isEmpty {
      let list = givenUp.joined(separator: "; ")
      blocks.append(
        note(
          vi:
            "Chưa theo đuổi: \(list). Ở tốc độ đã thấy, không thể đạt cùng các mục tiêu khác với xác suất \(wanted(plan.confidence)).",
          en:
            "Given up: \(list). At paces seen they cannot be met together with the other targets with a probability of \(wanted(plan.confidence))."
        ))
    }
    if plan.probabilityAfter != nil, plan.targets.count > 1, plan.targets.contains(where: \.isRequired),
      wishes.contains(where: \.isPursued)
    {
      blocks.append(
        note(
          vi: "Xác suất khi có kế hoạch tính cả các mục tiêu mong muốn được theo đuổi.",
          en: "The probability with the plan counts the wishes that are pursued as well."))
    }
    return blocks
  }

  // MARK: Words

  /// A target with what it counts: a wish is marked as such, and whether it is pursued.
  func words(for outcome: Plan.TargetOutcome) -> String {
    let mark: String
    switch outcome.target.importance {
    case .must: mark = ""
    case .fixed: mark = say(vi: " (cố định)", en: " (fixed)")
    case .wish:
      mark =
        outcome.isPursued
        ? say(vi: " (mong muốn, được theo đuổi)", en: " (wish, pursued)")
        : say(vi: " (mong muốn, chưa theo đuổi)", en: " (wish, given up)")
    }
    return requirementWords(outcome) + mark
  }

  private func requirementWords(_ outcome: Plan.TargetOutcome) -> String {
    words(for: outcome.target.requirement, rivals: outcome.rivals, group: outcome.group)
  }

  /// - Parameters:
  ///   - rivals: Positions of the rivals, where known; else their names as asked for are used.
  ///   - group: Positions of the group's units, where known.
  func words(for requirement: Target.Requirement, rivals: [Int] = [], group: [Int] = []) -> String {
    switch requirement {
    case .total(let points):
      return say(
        vi: "Tổng điểm ≥ \(style.decimal(points))", en: "Total ≥ \(style.decimal(points))")
    case .lead(let margin, let over):
      let names = rivalNames(rivals, asked: over)
      return say(
        vi: "Dẫn trước \(names) ≥ \(style.decimal(margin))",
        en: "Lead over \(names) ≥ \(style.decimal(margin))")
    case .component(let name, let points):
      return "\(componentName(name)) ≥ \(style.decimal(points))"
    case .componentShare(let name, let share):
      return say(
        vi: "\(componentName(name)) ≥ \(style.percent(share)) điểm tối đa",
        en: "\(componentName(name)) ≥ \(style.percent(share)) of its maximum")
    case .componentGain(let name, let gain):
      return "\(componentName(name)) \(style.change(gain))"
    case .rank(let rank, let among):
      let place = say(
        vi: rank == 1 ? "Đứng thứ nhất" : "Đứng thứ \(rank) trở lên", en: rank == 1 ? "First" : "Top \(rank)")
      let count = rivals.count + 1
      if case .all = among, !rivals.isEmpty {
        return place + say(vi: " trong \(count) \(peers)", en: " of \(count)")
      }
      let names = rivalNames(rivals, asked: among)
      return place + say(vi: " khi so với \(names)", en: " compared with \(names)")
    case .group(let selection, let points):
      return say.capitalized(words(for: selection, count: group.isEmpty ? nil : group.count))
        + " ≥ \(style.decimal(points))"
    }
  }

  private func rivalNames(_ rivals: [Int], asked: Target.Rivals) -> String {
    if rivals.isEmpty {
      switch asked {
      case .all: return say(vi: "mọi \(peers) khác", en: "all others")
      case .named(let names): return say.all(names.map { say.oneLine($0) })
      }
    }
    let shown = rivals.prefix(3).map(unitName)
    let others = rivals.count - shown.count
    guard others > 0 else { return say.all(shown) }
    return shown.joined(separator: ", ")
      + say(
        vi: " và \(others) \(peers) khác",
        en: " and \(say.count(others, vi: peers, one: "other", many: "others"))")
  }

  /// The Vietnamese word for units of the level of the unit that plans.
  var peers: String {
    plan.unit.map { history.units[$0].level == .province } ?? false ? "địa phương" : "đơn vị"
  }

  /// A group of units within a sentence: the 8 lowest communes and wards.
  func words(for group: UnitGroup, count: Int?) -> String {
    let level = levelName(group.level, isOne: count == 1)
    let number = count.map { style.integer($0) + " " } ?? ""
    switch group.selection {
    case .all:
      return say(
        vi: "toàn bộ \(number)\(level)", en: count == 1 ? "the one \(level)" : "all \(number)\(level)")
    case .bottom(let asked):
      let number = style.integer(count ?? asked)
      return say(
        vi: "\(number) \(level) điểm thấp nhất",
        en: count ?? asked == 1 ? "the lowest \(level)" : "the \(number) lowest \(level)")
    case .below(let points):
      return say(
        vi: "\(number)\(level) dưới \(style.decimal(points)) điểm",
        en: "the \(number)\(level) below \(style.decimal(points))")
    }
  }

  /// Units of a level within a sentence.
  func levelName(_ level: Level, isOne: Bool = false) -> String {
    switch level {
    case .province, .department, .commune:
      let title = Optional(level).title(in: language)
      return isOne ? level.name(in: language) : title.prefix(1).lowercased() + title.dropFirst()
    default:
      return say(vi: "đơn vị", en: isOne ? "unit" : "units") + " (\(level.name(in: language)))"
    }
  }
}
