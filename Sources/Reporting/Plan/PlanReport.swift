import Planning
import Scorecard

/// A plan as people and scripts read it: CSV and text; ``json`` stands in a file of its own.
public struct PlanReport: Sendable {
  let plan: Plan
  let history: History
  let origin: Day
  let language: Language
  let style: NumberStyle
  let say: Phrasing

  /// - Parameters:
  ///   - plan: What is reported.
  ///   - history: The history it was made of.
  ///   - language: Of words and of numbers in text; CSV and JSON do not depend on it.
  public init(_ plan: Plan, history: History, language: Language) {
    self.plan = plan
    self.history = history
    self.language = language
    guard let origin = history.latestDay else { preconditionFailure("a plan has a history") }
    self.origin = origin
    style = NumberStyle(language: language)
    say = Phrasing(language)
  }

  var unitName: String { plan.unit.map { history.units[$0].name } ?? "" }

  func day(week: Int) -> Day { origin.adding(days: 7 * week) }

  /// Whether there is something to reach: not when everything is met, and not when nothing can be done.
  var hasPlan: Bool { plan.probabilityAfter != nil && plan.status != .alreadyMet }

  /// The score to reach as it is shown, in hundredths: rounded up, since it must not be understated. Every
  /// figure on the page is made of these, so that what stands there adds up.
  func shownScore(_ score: Double) -> Double { (score * 100 - 1e-6).rounded(.up) / 100 }

  /// The gain that leads to the score as shown.
  func shownGain(_ component: Plan.ComponentPlan) -> Double? {
    component.required.map { shownScore($0) - component.score }
  }

  func name(_ indicator: Indicator) -> String { indicator.name(in: language, index: history.index) }

  /// The unit and the rivals that the plan is about, as positions in the history.
  public var units: Set<Int> { Set(plan.targets.flatMap { $0.rivals + $0.group } + (plan.unit.map { [$0] } ?? [])) }

  /// One row per component.
  public var csv: String {
    var writer = CSVWriter(
      columns: [
        "unit", "indicator", "score", "max", "baseline", "required", "gain", "pace_percentile",
      ])
    for component in plan.components {
      writer.append([
        .text(unitName), .text(component.indicator.id(in: history.index)), .number(component.score),
        .number(component.maximum), .number(component.baseline.reported),
        .number(component.required?.reported), .number(component.gain?.reported),
        .number(component.pacePercentile?.reported),
      ])
    }
    return writer.text
  }

  /// The plan as a document.
  public var document: Document {
    var document = Document(language: language)
    document.append(
      .heading(
        level: 1,
        Text(
          say(
            vi: "Kế hoạch của \(unitName): \(plan.weeks) tuần, đến \(style.date(day(week: plan.weeks)))",
            en: "Plan for \(unitName): \(say.weeks(plan.weeks)), to \(style.date(day(week: plan.weeks)))"))))
    document.append(.paragraph(verdict))

    document.append(.heading(level: 2, Text(say(vi: "Mục tiêu", en: "Targets"))))
    document.append(.table(targets))

    if !plan.binding.isEmpty {
      document.append(.heading(level: 2, Text(say(vi: "Điểm nghẽn", en: "What stands in the way"))))
      document.append(.bullets(plan.binding.map { Text(words(for: $0)) }))
    }
    if !plan.relaxations.isEmpty {
      document.append(
        .heading(
          level: 2,
          Text(
            say(
              vi: "Điều chỉnh nhỏ nhất để khả thi (đã kiểm chứng)",
              en: "Smallest changes that make it feasible (each verified)"))))
      document.append(.bullets(plan.relaxations.map { Text(words(for: $0)) }))
    }

    document.append(
      .heading(
        level: 2,
        Text(
          !hasPlan
            ? say(vi: "Hiện trạng các chỉ số thành phần", en: "Where the components stand")
            : say(vi: "Mức tăng cần thiết", en: "Required gains"))))
    document.append(.table(components))
    if plan.components.contains(where: \.pastGains.isStretched) {
      document.append(
        .note(
          Text(
            say(
              vi:
                "* Chưa đủ \(plan.weeks) tuần số liệu: mức tăng tốt nhất đã thấy, quy đổi cho \(plan.weeks) tuần.",
              en:
                "* Fewer than \(say.weeks(plan.weeks)) are known: the best gain seen, stretched to \(say.weeks(plan.weeks))."
            ))))
    }
    if plan.components.map(\.indicator) == [.total] {
      document.append(
        .note(
          Text(
            say(
              vi:
                "Chưa có đủ điểm của mọi chỉ số thành phần đến kỳ mới nhất nên chỉ lập kế hoạch cho tổng điểm.",
              en: "Not all components are known up to the latest total, so the plan is for the total alone."))
        ))
    }
    if plan.discrepancy != 0 {
      document.append(
        .note(
          Text(
            say(
              vi:
                "Tổng điểm công bố chênh \(style.change(plan.discrepancy)) so với tổng các chỉ số thành phần; phần chênh được giữ nguyên.",
              en:
                "The published total differs from the sum of its components by \(style.change(plan.discrepancy)), carried unchanged."
            ))))
    }
    if hasPlan {
      document.append(
        .heading(level: 2, Text(say(vi: "Lộ trình từng tuần", en: "Week by week"))))
      document.append(.table(weekByWeek))
    }

    document.append(
      .heading(level: 2, Text(say(vi: "Nhiệm vụ trọng tâm", en: "Focus areas"))))
    document.append(.numbered(plan.focusAreas.map(words(for:))))
    document.append(.note(Text(footnote)))
    return document
  }

  // MARK: Tables

  private var targets: Table {
    Table(
      columns: [
        Table.Column(
          Text(say(vi: "Mục tiêu", en: "Target")), priority: .essential, wraps: true),
        Table.Column(Text(say(vi: "Tuần", en: "Week")), .trailing, priority: .normal),
        Table.Column(Text(say(vi: "Hiện tại", en: "Now")), .decimal, priority: .high),
        Table.Column(Text(say(vi: "Dự báo", en: "Forecast")), .decimal, priority: .high),
        Table.Column(
          Text(say(vi: "Xác suất hiện nay", en: "P as is")), .trailing, priority: .essential),
        Table.Column(
          Text(say(vi: "ở tốc độ tốt nhất", en: "at best pace")), .trailing, priority: .normal),
        Table.Column(
          Text(say(vi: "theo kế hoạch", en: "with plan")), .trailing, priority: .essential),
        Table.Column(
          Text(say(vi: "Thiếu bình quân", en: "Shortfall")), .trailing, priority: .low),
      ],
      rows: plan.targets.map { target in
        [
          Text(words(for: target)), Text(style.shortDate(day(week: target.week))),
          Text(style.decimal(target.now)), Text(style.decimal(target.forecast)),
          Text(style.probability(target.probabilityBefore)),
          Text(style.probability(target.probabilityAtBestPace)),
          Text(style.probability(target.probabilityAfter)),
          Text(style.decimal(target.shortfallBefore)),
        ]
      }
        + (plan.targets.count > 1
          ? [
            [
              Text(say(vi: "Tất cả cùng đạt", en: "All together"), .strong), "", "", "",
              Text(style.probability(plan.probabilityBefore), .strong), "",
              Text(style.probability(plan.probabilityAfter), .strong), "",
            ]
          ] : []))
  }

  private var components: Table {
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
    columns += [
      Table.Column(
        Text(
          say(vi: "Tốt nhất \(plan.weeks) tuần", en: "Best in \(say.weeks(plan.weeks))")), .decimal,
        priority: .normal)
    ]
    if hasPlan {
      columns.append(
        Table.Column(
          Text(say(vi: "So với quá khứ", en: "Against the past")), .trailing, priority: .normal))
    }
    return Table(
      columns: columns,
      rows: plan.components.map { component in
        var row = [
          Text(name(component.indicator)),
          Text(history.sparkline(unit: plan.unit!, indicator: component.indicator)),
          Text(style.decimal(component.score)), Text(component.maximum.shortestDecimal ?? ""),
          Text(style.decimal(component.baseline)),
        ]
        if hasPlan {
          row += [
            Text(style.decimal(component.required.map(shownScore))),
            Text(
              style.change(shownGain(component)),
              component.isBeyondPace ? .warning : .plain),
          ]
        }
        row.append(
          Text(style.change(component.pastGains.best) + (component.pastGains.isStretched ? "*" : "")))
        if hasPlan { row.append(Text(paceWords(component), component.isBeyondPace ? .warning : .plain)) }
        return row
      })
  }

  private func paceWords(_ component: Plan.ComponentPlan) -> String {
    if component.isBeyondPace { return say(vi: "chưa từng đạt", en: "never seen") }
    guard let percentile = component.pacePercentile else { return NumberStyle.missing }
    let windows = component.pastGains.gains.count
    let reached = Int((Double(windows) * (1 - percentile / 100)).rounded())
    return say(vi: "\(reached)/\(windows) lần", en: "\(reached) in \(windows)")
  }

  private var weekByWeek: Table {
    let weeks = Array(1...plan.weeks)
    let shown = weeks.count <= 4 ? weeks : [1, (weeks.count + 2) / 3, (2 * weeks.count + 2) / 3, weeks.count]
    func row(_ name: String, _ now: Double, _ values: [Double], _ emphasis: Text.Emphasis) -> [Text] {
      [Text(name, emphasis), Text(style.decimal(now), emphasis)]
        + shown.map { Text(style.decimal(values[$0 - 1]), emphasis) }
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
  private var shownTotals: [Double] {
    plan.plannedTotals.indices.map { week in
      min(
        plan.components.reduce(plan.discrepancy) { $0 + shownScore($1.path[week]) },
        history.index?.maximum ?? .infinity)
    }
  }

  private var footnote: String {
    let error = style.decimal(
      plan.standardError(of: plan.probabilityAfter ?? plan.probabilityBefore) * 100, places: 1)
    let basis =
      plan.usesCosts
      ? say(
        vi: "Phân bổ theo chi phí mỗi điểm đã khai báo, dư địa và tốc độ đã thấy.",
        en: "Allocated by the stated costs per point, headroom and pace seen.")
      : say(
        vi: "Chưa khai báo chi phí: thứ tự chỉ dựa trên dư địa và tốc độ tăng đã thấy.",
        en: "No costs were stated: the order rests on headroom and pace seen only.")
    return basis
      + say(
        vi:
          " Xác suất từ \(style.integer(plan.pathCount)) kịch bản mô phỏng chung, sai số ±\(error) điểm phần trăm (hạt giống \(plan.seed)).",
        en:
          " Probabilities from \(style.integer(plan.pathCount)) joint sample paths, standard error \(error) percentage points (seed \(plan.seed))."
      )
  }
}
