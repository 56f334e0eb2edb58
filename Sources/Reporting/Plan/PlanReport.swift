import Planning
import Scorecard

/// A plan as people and scripts read it: CSV and text; ``json`` stands in a file of its own.
public struct PlanReport: Sendable {
  let plan: Plan
  let history: History
  let origin: Day
  let language: Language
  let style: NumberStyle

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
  }

  var unitName: String { history.units[plan.unit].name }

  func day(week: Int) -> Day { origin.adding(days: 7 * week) }

  func name(_ indicator: Indicator) -> String { indicator.name(in: history.index, language) }

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
          language.words(
            "Kế hoạch của \(unitName): \(plan.weeks) tuần, đến \(style.date(day(week: plan.weeks)))",
            "Plan for \(unitName): \(plan.weeks) weeks, to \(style.date(day(week: plan.weeks)))"))))
    document.append(.paragraph(verdict))

    document.append(.heading(level: 2, Text(language.words("Mục tiêu", "Targets"))))
    document.append(.table(targets))

    if !plan.binding.isEmpty {
      document.append(.heading(level: 2, Text(language.words("Điểm nghẽn", "What stands in the way"))))
      document.append(.bullets(plan.binding.map { Text(words(for: $0)) }))
    }
    if !plan.relaxations.isEmpty {
      document.append(
        .heading(
          level: 2,
          Text(
            language.words(
              "Điều chỉnh nhỏ nhất để khả thi (đã kiểm chứng)",
              "Smallest changes that make it feasible (each verified)"))))
      document.append(.bullets(plan.relaxations.map { Text(words(for: $0)) }))
    }

    document.append(
      .heading(
        level: 2,
        Text(
          plan.probabilityAfter == nil
            ? language.words("Hiện trạng các chỉ số thành phần", "Where the components stand")
            : language.words("Mức tăng cần thiết", "Required gains"))))
    document.append(.table(components))
    if plan.discrepancy != 0 {
      document.append(
        .note(
          Text(
            language.words(
              "Tổng điểm công bố chênh \(style.change(plan.discrepancy)) so với tổng các chỉ số thành phần; phần chênh được giữ nguyên.",
              "The published total differs from the sum of its components by \(style.change(plan.discrepancy)), carried unchanged."
            ))))
    }
    if !plan.plannedTotals.isEmpty {
      document.append(
        .heading(level: 2, Text(language.words("Lộ trình từng tuần", "Week by week"))))
      document.append(.table(weekByWeek))
    }

    document.append(
      .heading(level: 2, Text(language.words("Nhiệm vụ trọng tâm", "Focus areas"))))
    document.append(.numbered(plan.focusAreas.map(words(for:))))
    document.append(.note(Text(footnote)))
    return document
  }

  // MARK: Tables

  private var targets: Table {
    Table(
      columns: [
        Table.Column(
          Text(language.words("Mục tiêu", "Target")), priority: .essential, wraps: true),
        Table.Column(Text(language.words("Tuần", "Week")), .trailing, priority: .normal),
        Table.Column(Text(language.words("Hiện tại", "Now")), .decimal, priority: .high),
        Table.Column(Text(language.words("Dự báo", "Forecast")), .decimal, priority: .high),
        Table.Column(
          Text(language.words("Xác suất hiện nay", "P as is")), .trailing, priority: .essential),
        Table.Column(
          Text(language.words("ở tốc độ tốt nhất", "at best pace")), .trailing, priority: .normal),
        Table.Column(
          Text(language.words("theo kế hoạch", "with plan")), .trailing, priority: .essential),
        Table.Column(
          Text(language.words("Thiếu bình quân", "Shortfall")), .trailing, priority: .low),
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
      } + (plan.targets.count > 1
        ? [
          [
            Text(language.words("Tất cả cùng đạt", "All together"), .strong), "", "", "",
            Text(style.probability(plan.probabilityBefore), .strong), "",
            Text(style.probability(plan.probabilityAfter), .strong), "",
          ]
        ] : []))
  }

  private var components: Table {
    let hasPlan = plan.probabilityAfter != nil
    var columns = [
      Table.Column(Text(language.words("Chỉ số", "Component")), priority: .essential),
      Table.Column(Text(language.words("Diễn biến", "History")), priority: .low),
      Table.Column(Text(language.words("Hiện tại", "Now")), .decimal, priority: .essential),
      Table.Column(Text(language.words("Tối đa", "Max")), .trailing, priority: .high),
      Table.Column(Text(language.words("Dự báo", "Forecast")), .decimal, priority: .high),
    ]
    if hasPlan {
      columns += [
        Table.Column(Text(language.words("Cần đạt", "Required")), .decimal, priority: .essential),
        Table.Column(Text(language.words("Mức tăng", "Gain")), .decimal, priority: .essential),
      ]
    }
    columns += [
      Table.Column(
        Text(
          language.words("Tốt nhất \(plan.weeks) tuần", "Best \(plan.weeks) weeks")), .decimal,
        priority: .normal)
    ]
    if hasPlan {
      columns.append(
        Table.Column(
          Text(language.words("So với quá khứ", "Against the past")), .trailing, priority: .normal))
    }
    return Table(
      columns: columns,
      rows: plan.components.map { component in
        var row = [
          Text(name(component.indicator)),
          Text(history.sparkline(unit: plan.unit, indicator: component.indicator)),
          Text(style.decimal(component.score)), Text(component.maximum.shortestDecimal ?? ""),
          Text(style.decimal(component.baseline)),
        ]
        if hasPlan {
          row += [
            Text(style.decimal(component.required?.upToHundredth)),
            Text(
              style.change(component.required.map { $0.upToHundredth - component.score }),
              component.isBeyondPace ? .warning : .plain),
          ]
        }
        row.append(Text(style.change(component.pastGains.best)))
        if hasPlan { row.append(Text(paceWords(component), component.isBeyondPace ? .warning : .plain)) }
        return row
      })
  }

  private func paceWords(_ component: Plan.ComponentPlan) -> String {
    if component.isBeyondPace { return language.words("chưa từng đạt", "never seen") }
    guard let percentile = component.pacePercentile else { return NumberStyle.missing }
    let windows = component.pastGains.gains.count
    let reached = Int((Double(windows) * (1 - percentile / 100)).rounded())
    return language.words("\(reached)/\(windows) lần", "\(reached) in \(windows)")
  }

  private var weekByWeek: Table {
    let weeks = Array(1...plan.weeks)
    let shown = weeks.count <= 4 ? weeks : [1, (weeks.count + 2) / 3, (2 * weeks.count + 2) / 3, weeks.count]
    func row(_ name: String, _ now: Double, _ values: [Double], _ emphasis: Text.Emphasis) -> [Text] {
      [Text(name, emphasis), Text(style.decimal(now), emphasis)]
        + shown.map { Text(style.decimal(values[$0 - 1].upToHundredth), emphasis) }
    }
    return Table(
      columns: [
        Table.Column(Text(language.words("Điểm cần đạt", "Score to reach")), priority: .essential),
        Table.Column(Text(language.words("Hiện tại", "Now")), .decimal, priority: .high),
      ]
        + shown.map {
          Table.Column(Text(style.shortDate(day(week: $0))), .decimal, priority: .essential)
        },
      rows: plan.components.filter { $0.indicator != .total }.map {
        row(name($0.indicator), $0.score, $0.path, .plain)
      } + [row(name(.total), plan.total, plan.plannedTotals, .strong)])
  }

  private var footnote: String {
    let error = style.decimal(plan.standardError(of: plan.probabilityAfter ?? plan.probabilityBefore) * 100, places: 1)
    let basis =
      plan.usesCosts
      ? language.words(
        "Phân bổ theo chi phí mỗi điểm đã khai báo, dư địa và tốc độ đã thấy.",
        "Allocated by the stated costs per point, headroom and pace seen.")
      : language.words(
        "Chưa khai báo chi phí: thứ tự chỉ dựa trên dư địa và tốc độ tăng đã thấy.",
        "No costs were stated: the order rests on headroom and pace seen only.")
    return basis
      + language.words(
        " Xác suất từ \(style.integer(plan.pathCount)) kịch bản mô phỏng chung, sai số ±\(error) điểm phần trăm (hạt giống \(plan.seed)).",
        " Probabilities from \(style.integer(plan.pathCount)) joint sample paths, standard error \(error) percentage points (seed \(plan.seed))."
      )
  }
}

extension Double {
  /// Rounded up to hundredths: a score to reach must not be understated.
  fileprivate var upToHundredth: Double { (self * 100 - 1e-6).rounded(.up) / 100 }
}
