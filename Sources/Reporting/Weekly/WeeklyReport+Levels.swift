import Forecasting
import Planning
import Scorecard

/// The units of each level: who leads, who needs improvement, who moved and whether that means anything.
extension WeeklyReport {
  var levelSections: [Document.Block] {
    review.levels.filter { !$0.members.isEmpty }.flatMap { level -> [Document.Block] in
      var blocks: [Document.Block] = [.paragraph(Text(summary(of: level)))]
      blocks += tables(of: level)
      let remarks = remarks(on: level)
      if !remarks.isEmpty { blocks.append(.bullets(remarks)) }
      if let figure = slopeFigure(level) { blocks.append(.figure(figure)) }
      if let figure = heatFigure(level) { blocks.append(.figure(figure)) }
      return [.heading(level: 2, Text(level.level.title(in: language)))] + blocks
    }
  }

  /// Levels with more units show their top and their bottom only.
  private static let mostRows = 30
  private static let endRows = 10
  /// Names in a sentence.
  private static let mostNames = 5

  private func noun(_ level: LevelReview, _ count: Int) -> String {
    let count = style.integer(count)
    switch level.level {
    case .some(.department):
      return say(vi: "\(count) sở, ban, ngành", en: count == "1" ? "one department" : "\(count) departments")
    case .some(.commune): return say(vi: "\(count) xã, phường", en: "\(count) communes and wards")
    case .some(.province): return say(vi: "\(count) tỉnh, thành phố", en: "\(count) provinces")
    default: return say(vi: "\(count) đơn vị", en: "\(count) units")
    }
  }

  // MARK: Summary

  private func summary(of level: LevelReview) -> String {
    let maximum = history.index?.maximum ?? 100
    let (leading, good) = (LevelReview.Rating.leading.least, LevelReview.Rating.good.least)
    let (high, low) = (say.points(leading * maximum), say.points(good * maximum))
    let groups = LevelReview.Rating.allCases.compactMap { rating -> String? in
      let count = level.members(rating).count
      guard count > 0 else { return nil }
      switch rating {
      case .leading:
        return say(vi: "\(count) đơn vị dẫn đầu (từ \(high) điểm)", en: "\(count) leading (\(high) and more)")
      case .good:
        return say(
          vi: "\(count) đơn vị khá (từ \(low) đến dưới \(high) điểm)", en: "\(count) good (\(low) to \(high))"
        )
      case .needsImprovement:
        return say(
          vi: "\(count) đơn vị cần cải thiện (dưới \(low) điểm)",
          en: "\(count) in need of improvement (below \(low))")
      }
    }.joined(separator: ", ")
    let mean = style.decimal(level.mean)
    var sentences = [
      say(
        vi:
          "\(noun(level, level.members.count)) có số liệu đến ngày \(style.date(level.day)), điểm bình quân \(mean): \(groups).",
        en:
          "\(noun(level, level.members.count)) with data up to \(style.date(level.day)), mean \(mean): \(groups)."
      )
    ]
    if let spread = level.topTenSpread {
      sentences.append(
        say(
          vi: "Mười đơn vị đứng đầu cách nhau \(style.decimal(spread)) điểm.",
          en: "The first ten lie within \(style.decimal(spread)) points."))
    }
    if let gap = level.gapToBottom, level.members.count >= 6 {
      sentences.append(
        say(
          vi:
            "Nhóm \(level.bottom.count) đơn vị cuối kém nhóm \(level.top.count) đơn vị đầu bình quân \(style.decimal(gap)) điểm.",
          en:
            "The last \(level.bottom.count) are \(style.decimal(gap)) points behind the first \(level.top.count) on average."
        ))
    }
    return sentences.joined(separator: " ")
  }

  // MARK: Tables

  private func tables(of level: LevelReview) -> [Document.Block] {
    guard level.members.count > Self.mostRows else {
      let groups = LevelReview.Rating.allCases.compactMap { rating -> Table.Group? in
        let members = level.members(rating)
        return members.isEmpty
          ? nil : Table.Group(Text(title(of: rating), .strong), rows: members.map { row($0, level) })
      }
      return [.table(Table(columns: columns(level), groups: groups))]
    }
    return [
      .table(
        Table(
          caption: Text(say(vi: "\(Self.endRows) đơn vị đứng đầu", en: "The first \(Self.endRows)")),
          columns: columns(level), rows: level.members.prefix(Self.endRows).map { row($0, level) })),
      .table(
        Table(
          caption: Text(say(vi: "\(Self.endRows) đơn vị cuối", en: "The last \(Self.endRows)")),
          columns: columns(level), rows: level.members.suffix(Self.endRows).map { row($0, level) })),
    ]
  }

  private func title(of rating: LevelReview.Rating) -> String {
    switch rating {
    case .leading: say(vi: "Nhóm dẫn đầu", en: "Leading")
    case .good: say(vi: "Nhóm khá", en: "Good")
    case .needsImprovement: say(vi: "Nhóm cần cải thiện", en: "Need improvement")
    }
  }

  private func columns(_ level: LevelReview) -> [Table.Column] {
    let end = days.last.map { style.shortDate($0) } ?? ""
    return [
      column(vi: "Hạng", en: "Rank", .trailing, priority: .high),
      column(vi: "Đơn vị", en: "Unit", priority: .essential, wraps: true),
      column(vi: "Điểm", en: "Score", .decimal, priority: .essential),
      column(vi: "Tăng, giảm", en: "Change", .decimal, priority: .essential),
      column(vi: "Đổi hạng", en: "Ranks moved", .trailing),
      column(vi: "Dự báo \(end)", en: "Forecast, \(end)", .decimal),
      column(vi: "Ghi chú", en: "Note", priority: .low),
    ]
  }

  private func row(_ member: LevelReview.Member, _ level: LevelReview) -> [Text] {
    [
      style.integerText(member.rank), Text(name(ofUnit: member.unit)), style.decimalText(member.latest.score),
      style.changeText(member.latest.change), ranksMoved(member),
      style.decimalText(member.forecast.last?.median),
      note(on: member, level),
    ]
  }

  private func ranksMoved(_ member: LevelReview.Member) -> Text {
    guard let gained = member.ranksGained else { return Text(NumberStyle.missing) }
    if gained == 0 { return Text("=", quantity: Quantity(0, .integer)) }
    let written = gained > 0 ? "▲\u{A0}\(gained)" : "▼\u{A0}\(-gained)"
    // Within noise a rank says nothing.
    let emphasis: Text.Emphasis = member.isBeyondNoise == true ? (gained > 0 ? .good : .bad) : .dim
    return Text(written, emphasis, quantity: Quantity(Double(gained), .change(places: 0)))
  }

  private func note(on member: LevelReview.Member, _ level: LevelReview) -> Text {
    var parts: [Text] = []
    if member.isImplausible {
      parts.append(
        Text(
          say(vi: "nghi do lỗi hoặc sửa lỗi dữ liệu", en: "looks like a data fault or its repair"), .warning))
    } else if member.isBeyondNoise == true, let change = member.latest.change {
      parts.append(
        change > 0
          ? Text(say(vi: "bước tiến rõ rệt", en: "clear rise"), .good)
          : Text(say(vi: "giảm rõ rệt", en: "clear fall"), .bad))
    }
    if let weeks = member.latest.weeks, weeks > 1, member.latest.change != nil {
      parts.append(Text(say(vi: "so với \(weeks) tuần trước", en: "over \(weeks) weeks"), .dim))
    }
    if member.latest.day < level.day.adding(days: -6) {
      parts.append(
        Text(
          say(
            vi: "số liệu \(style.date(member.latest.day))", en: "as of \(style.date(member.latest.day))"),
          .dim))
    }
    return parts.dropFirst().reduce(parts.first ?? "") { $0 + "; " + $1 }
  }

  // MARK: Movers

  private func remarks(on level: LevelReview) -> [Text] {
    var remarks: [Text] = []
    let isSure = { (member: LevelReview.Member) in member.isBeyondNoise == true && !member.isImplausible }
    if let words = movers(level.risers, isSure) {
      remarks.append(Text(say(vi: "Tăng nhiều nhất: ", en: "Greatest rises: "), .strong) + words)
    }
    if let words = movers(level.fallers, isSure) {
      remarks.append(Text(say(vi: "Giảm nhiều nhất: ", en: "Greatest falls: "), .strong) + words)
    }
    let faults = level.members.filter(\.isImplausible)
    if !faults.isEmpty {
      let names = faults.map { "\(name(ofUnit: $0.unit)) (\(style.change($0.latest.change)))" }
      remarks.append(
        Text(
          say(
            vi: "Thay đổi bất thường, đề nghị xác minh: \(say.list(names)).",
            en: "Implausible changes, to be verified: \(say.list(names))."), .warning))
    }
    if !level.stale.isEmpty {
      let names = level.stale.map { "\(name(ofUnit: $0.unit)) (\(style.date($0.latest.day)))" }
      remarks.append(
        Text(
          say(
            vi: "Chưa có số liệu mới, không xếp hạng: \(say.list(names)).",
            en: "Without recent data and not ranked: \(say.list(names))."), .dim))
    }
    return remarks
  }

  /// The greatest movers; whether they moved more than such units usually do is said.
  private func movers(
    _ members: [LevelReview.Member], _ isSure: (LevelReview.Member) -> Bool
  ) -> Text? {
    let plausible = members.filter { !$0.isImplausible }.prefix(Self.mostNames)
    guard !plausible.isEmpty else { return nil }
    let sure = plausible.filter(isSure)
    let shown = sure.isEmpty ? Array(plausible.prefix(3)) : sure
    let names = shown.map { "\(name(ofUnit: $0.unit)) \(style.change($0.latest.change))" }
    let list = say.list(names)
    if shown.allSatisfy({ $0.isBeyondNoise == nil }) { return Text(list + ".") }
    return sure.isEmpty
      ? Text(
        say(
          vi: "\(list) – đều trong mức dao động thường thấy.",
          en: "\(list) – all within what is usual from week to week."))
      : Text(
        say(
          vi: "\(list) – vượt mức dao động thường thấy.", en: "\(list) – beyond what is usual."))
  }

  // MARK: Pictures

  private func slopeFigure(_ level: LevelReview) -> Figure? {
    let lines = level.members.compactMap { member -> SlopeChart.Line? in
      member.previousRank.map {
        SlopeChart.Line(
          name: name(ofUnit: member.unit), before: $0, now: member.rank, score: member.latest.score,
          isMarked: member.isBeyondNoise == true && !member.isImplausible)
      }
    }
    guard lines.count >= 3, lines.count * 2 > level.members.count,
      lines.contains(where: { $0.before != $0.now })
    else { return nil }
    let marked = lines.filter { $0.isMarked && $0.before != $0.now }
    let names = marked.prefix(Self.mostNames).map { "\($0.name) \($0.before) → \($0.now)" }
    return Figure(
      title: say(
        vi: "Thứ hạng so với tuần trước: \(level.level.title(in: language).lowercased())",
        en: "Ranks against last week: \(level.level.title(in: language).lowercased())"),
      description: names.isEmpty
        ? say(
          vi: "Không đơn vị nào đổi hạng vượt mức dao động thường thấy.",
          en: "No unit moved beyond what is usual.")
        : say(
          vi: "Đổi hạng rõ rệt: \(say.list(names)).", en: "Moved beyond what is usual: \(say.list(names))."),
      chart: .slope(
        SlopeChart(before: level.day.adding(days: -7), now: level.day, lines: lines)))
  }

  private func heatFigure(_ level: LevelReview) -> Figure? {
    guard let index = history.index else { return nil }
    let rows = level.members.filter { member in member.components.contains { $0 != nil } }
    guard rows.count >= 2 else { return nil }
    let map = HeatMap(
      columns: index.components.indices.map { name(.component($0)) },
      rows: rows.map { member in
        HeatMap.Row(
          name: name(ofUnit: member.unit), total: member.latest.score,
          ratios: zip(member.components, index.components).map { score, component in
            score.map { $0 / component.maximum }
          })
      })
    let means = map.columns.indices.map { column -> Double in
      let known = map.rows.compactMap { $0.ratios[column] }
      return known.isEmpty ? .infinity : known.reduce(0, +) / Double(known.count)
    }
    let weakest = means.indices.min { means[$0] < means[$1] }!
    return Figure(
      title: say(
        vi: "Tỷ lệ hoàn thành từng chỉ số: thấp nhất ở \(map.columns[weakest])",
        en: "Completion ratio by component: lowest in \(map.columns[weakest])"),
      description: say(
        vi:
          "Bình quân \(style.percent(means[weakest])) ở \(map.columns[weakest]) của \(noun(level, rows.count)).",
        en:
          "\(style.percent(means[weakest])) on average in \(map.columns[weakest]), of \(noun(level, rows.count))."
      ),
      chart: .heatMap(map))
  }
}
