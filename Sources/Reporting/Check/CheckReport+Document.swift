import Scorecard

extension CheckReport {
  /// The findings for people: a summary, then by severity and kind where and what, and what to do.
  public var document: Document {
    var document = Document(language: say.language, [.heading(level: 1, title), .paragraph(extent)])
    if findings.isEmpty {
      document.append(
        .paragraph(
          Text(
            say(
              vi: "Không phát hiện vấn đề nào. Số liệu nhất quán, có thể sử dụng ngay.",
              en: "Nothing wrong or odd was found. The data are ready to use."),
            .good)))
      return document
    }
    document.append(.paragraph(counts))
    for severity in Finding.Severity.allCases {
      let ofSeverity = findings.filter { $0.severity == severity }
      if ofSeverity.isEmpty { continue }
      document.append(
        .heading(
          level: 2, Text("\(severity.title(in: say.language)) (\(say.style.integer(ofSeverity.count)))")))
      for code in Finding.Code.allCases {
        let ofCode = ofSeverity.filter { $0.code == code }
        if !ofCode.isEmpty { append(ofCode, code, to: &document) }
      }
    }
    return document
  }

  // MARK: Summary

  private var title: Text {
    Text(say(vi: "Kiểm tra số liệu: \(say.place(file))", en: "Data check: \(say.place(file))"))
  }

  private var extent: Text {
    let history = result.history
    let units = say.count(history.units.count, vi: "đơn vị", one: "unit", many: "units")
    let series = say.count(seriesCount, vi: "chuỗi số liệu", one: "series", many: "series")
    let scores = say.count(history.count, vi: "giá trị", one: "value", many: "values")
    var text = Text("\(units), \(series), \(scores)")
    if let first = history.earliestDay, let last = history.latestDay {
      let weeks = say.weeks((last.days(since: first) + 3) / 7 + 1)
      text.append(
        say(
          vi: "; \(weeks), từ \(say.date(first)) đến \(say.date(last))",
          en: "; \(weeks), from \(say.date(first)) to \(say.date(last))"))
    }
    text.append(".")
    return text
  }

  private var counts: Text {
    let (errors, warnings) = (count(of: .error), count(of: .warning))
    let infos = say.count(count(of: .info), vi: "thông tin thêm", one: "remark", many: "remarks")
    var text: Text = say.language == .vi ? "Phát hiện " : "Found "
    text.append(say.count(errors, vi: "lỗi", one: "error", many: "errors"), errors > 0 ? .bad : .plain)
    text.append(", ")
    text.append(
      say.count(warnings, vi: "cảnh báo", one: "warning", many: "warnings"), warnings > 0 ? .warning : .plain)
    text.append(say(vi: " và \(infos).", en: " and \(infos)."))
    return text
  }

  // MARK: Findings of one kind

  private struct Row {
    /// A line, or sheet and cell.
    let place: String?
    let day: Day?
    let text: Text
  }

  private func append(_ findings: [Finding], _ code: Finding.Code, to document: inout Document) {
    let rows = code == .missingWeek ? gapsByUnit(findings) : findings.map(row)
    let caption = Text("\(code.title(in: say.language)) (\(say.style.integer(findings.count)))")
    document.append(.table(table(Array(rows.prefix(Self.rowLimit)), caption: caption)))

    var remark = Text("")
    if rows.count > Self.rowLimit {
      let rest = say.style.integer(rows.count - Self.rowLimit)
      remark.append(
        say(
          vi: "… và \(rest) mục khác, xem đầy đủ bằng `--format csv`. ",
          en: "… and \(rest) more; `--format csv` lists all. "))
    }
    remark.append(say(vi: "Hướng xử lý: ", en: "What to do: "), .strong)
    remark.append(cures(of: findings))
    document.append(.note(remark))
  }

  /// The cures of findings of one kind, each once; of many different ones the first three.
  private func cures(of findings: [Finding]) -> String {
    var cures: [String] = []
    for finding in findings {
      let cure = finding.cure(in: say.language)
      if !cures.contains(cure) { cures.append(cure) }
      if cures.count == 3 { break }
    }
    return cures.joined(separator: " ")
  }

  private func row(_ finding: Finding) -> Row {
    var place = finding.line.map { say.cell($0) ?? String($0) }
    if case .workbook(let remark) = finding.detail { place = remark.place(say) }
    return Row(
      place: place, day: finding.day,
      text: text(unit: finding.unit, indicator: finding.indicator, clause: finding.clause(say, index: index)))
  }

  /// Unit and component in strong letters, then what there is to say of them.
  private func text(unit: String?, indicator: Indicator?, clause: String) -> Text {
    var names = unit.map { [say.oneLine($0)] } ?? []
    switch indicator {
    case .component, .discrepancy: names.append(indicator?.name(in: say.language, index: index) ?? "")
    case .total where unit == nil: names.append(Indicator.total.name(in: say.language, index: index))
    case .total, .value, nil: break
    }
    if names.isEmpty { return Text(say.capitalized(clause)) }
    return Text(names.joined(separator: ", "), .strong) + Text(": " + clause)
  }

  /// One row for each unit with gaps: a history with many of them would hide the rest.
  private func gapsByUnit(_ findings: [Finding]) -> [Row] {
    var order: [String] = []
    var gaps: [String: [Finding]] = [:]
    for finding in findings {
      let unit = finding.unit ?? ""
      if gaps[unit] == nil { order.append(unit) }
      gaps[unit, default: []].append(finding)
    }
    return order.map { unit in
      let ofUnit = gaps[unit] ?? []
      guard ofUnit.count > 1, let longest = ofUnit.max(by: { weeks($0) < weeks($1) }),
        case .missingWeeks(let after, let before, let weeks, _) = longest.detail
      else { return row(ofUnit[0]) }
      let number = say.style.integer(ofUnit.count)
      let clause = say(
        vi:
          "\(number) khoảng trống; dài nhất \(say.weeks(weeks)), giữa \(say.date(after)) và \(say.date(before))",
        en:
          "\(number) gaps; the longest of \(say.weeks(weeks)), between \(say.date(after)) and \(say.date(before))"
      )
      return Row(place: nil, day: ofUnit[0].day, text: text(unit: unit, indicator: nil, clause: clause))
    }
  }

  private func weeks(_ finding: Finding) -> Int {
    if case .missingWeeks(_, _, let weeks, _) = finding.detail { weeks } else { 0 }
  }

  /// Line and day where any row has one, and the text.
  private func table(_ rows: [Row], caption: Text) -> Table {
    let hasLines = rows.contains { $0.place != nil }
    let hasDays = rows.contains { $0.day != nil }
    var columns: [Table.Column] = []
    if hasLines {
      let title = say.places == nil ? say(vi: "Dòng", en: "Line") : say(vi: "Ô", en: "Cell")
      columns.append(.init(Text(title), say.places == nil ? .trailing : .leading, priority: .normal))
    }
    if hasDays {
      let title = say.axis == .steps ? say(vi: "Tuần", en: "Week") : say(vi: "Ngày", en: "Date")
      columns.append(.init(Text(title), .trailing, priority: .high))
    }
    columns.append(.init(Text(say(vi: "Nội dung", en: "Finding")), priority: .essential, wraps: true))
    return Table(
      caption: caption, columns: columns,
      rows: rows.map { row in
        let line = Text(row.place ?? "")
        let day = Text(row.day.map { say.axis == .steps ? String($0.ordinal / 7) : say.date($0) } ?? "")
        return (hasLines ? [line] : []) + (hasDays ? [day] : []) + [row.text]
      })
  }
}
