import Forecasting
import Planning
import Scorecard

/// What is odd in the data and how it was treated, and what the report rests on.
extension WeeklyReport {
  /// Findings are about the last weeks; older ones were in earlier reports.
  private static let recentDays = 28
  /// Decisions that are told one by one.
  private static let mostOverrides = 8
  /// Findings of one kind that are told one by one.
  private static let mostExamples = 4

  var dataSection: [Document.Block] {
    let blocks = Finding.Code.allCases.flatMap { code -> [Document.Block] in
      let found = review.findings.filter { $0.code == code && isTold($0) }
      return found.isEmpty ? [] : [.paragraph(title(of: code)), .bullets(examples(found))]
    }
    return section(vi: "Lưu ý về số liệu", en: "About the data", overrides + blocks)
  }

  /// What people decided about scores, the latest decisions first.
  private var overrides: [Document.Block] {
    let applied = history.overrides.filter { !$0.scores.isEmpty }
    if applied.isEmpty { return [] }
    var title = Text(say(vi: "Xử lý số liệu theo quyết định.", en: "Scores treated by decision."), .strong)
    title.append(
      " "
        + say(
          vi: "Giá trị đã công bố vẫn được lưu để đối chiếu.", en: "What was reported is kept for comparison."
        ))
    var items = applied.reversed().prefix(Self.mostOverrides).map {
      Text(say.sentence($0.clause(say, index: history.index)))
    }
    let others = applied.count - items.count
    if others > 0 {
      items.append(Text(say(vi: "Và \(others) quyết định khác.", en: "And \(others) more."), .dim))
    }
    return [.paragraph(title), .bullets(items)]
  }

  private func isTold(_ finding: Finding) -> Bool {
    if finding.severity == .error { return true }
    if finding.severity == .info {
      guard [.correction, .outOfDate].contains(finding.code) else { return false }
    }
    guard let day = finding.day else { return true }
    return review.forecast.origin.days(since: day) < Self.recentDays
  }

  /// What was found, and what was done with it.
  private func title(of code: Finding.Code) -> Text {
    var text = Text(code.title(in: language) + ".", .strong)
    if let treatment = treatment(code) { text.append(" " + treatment) }
    return text
  }

  private func examples(_ findings: [Finding]) -> [Text] {
    var items = findings.prefix(Self.mostExamples).map { finding -> Text in
      let unit = finding.unit.map { say.oneLine($0) }
      let indicator = finding.indicator.flatMap { $0 == .total ? nil : name($0) }
      let subject = [unit, indicator].compactMap(\.self).joined(separator: ", ")
      let clause = finding.clause(say, index: history.index)
      return Text(say.sentence(subject.isEmpty ? clause : "\(subject): \(clause)"))
    }
    let others = findings.count - items.count
    if others > 0 {
      items.append(
        Text(say(vi: "Và \(others) trường hợp khác.", en: "And \(others) more."), .dim))
    }
    return items
  }

  /// What was done with such data in this report.
  private func treatment(_ code: Finding.Code) -> String? {
    switch code {
    case .unreadableRow, .aboveMaximum, .belowZero, .twoLevels, .noUsableScore, .unknownIndicator:
      say(vi: "Không sử dụng trong báo cáo này.", en: "Not used in this report.")
    case .implausibleJump:
      say(
        vi: "Nếu đủ rõ, thay đổi này được tách riêng, không tính vào nhịp tăng của dự báo.",
        en: "Where clear enough it is set aside and not counted as pace.")
    case .totalMismatch:
      say(
        vi: "Giữ nguyên cả hai, phần chênh thể hiện riêng.",
        en: "Both are kept; the difference is shown apart.")
    case .correction:
      say(
        vi: "Dùng giá trị mới; giá trị cũ được giữ để đối chiếu.",
        en: "The new value is used; the old one is kept.")
    case .outOfDate:
      say(
        vi: "Dự báo từ số liệu cuối cùng, kém chắc chắn hơn.",
        en: "Forecast from the last value, less surely.")
    case .similarUnits, .maximumDiffers, .futureDate:
      say(vi: "Sử dụng như trong tệp.", en: "Used as they stand.")
    case .overrideWithoutEffect:
      say(vi: "Không ảnh hưởng đến báo cáo này.", en: "Without effect on this report.")
    // Told by decision, not by score.
    case .excluded, .overridden, .duplicate, .missingWeek, .staleValue, .singleObservation, .sheetLeftOut,
      .sheetRowsLeftOut,
      .sheetReading:
      nil
    }
  }

  // MARK: Method

  var methodSection: [Document.Block] {
    let scores = say.count(history.count, vi: "giá trị", one: "score", many: "scores")
    let units = say.count(history.units.count, vi: "đơn vị", one: "unit", many: "units")
    let paths = style.integer(review.forecast.pathCount)
    let first = history.earliestDay.map { style.date($0) } ?? NumberStyle.missing
    let last = history.latestDay.map { style.date($0) } ?? NumberStyle.missing
    var lines = [
      say(
        vi: "Số liệu: \(units), \(scores), từ \(first) đến \(last).",
        en: "Data: \(units), \(scores), from \(first) to \(last)."),
      say(
        vi:
          "Dự báo: học từ biến động hằng tuần của mọi chuỗi số liệu; không vượt điểm tối đa; tổng điểm bằng tổng các chỉ số thành phần cộng phần chênh đã công bố.",
        en:
          "Forecast: learnt from the weekly changes of all series; never above a maximum; the total is the sum of its components and the published difference."
      ),
      say(
        vi:
          "Khoảng dự báo \(level.name)\u{A0}%: trong 10 lần, khoảng \(style.decimal(level.percent / 10, places: level.percent.truncatingRemainder(dividingBy: 10) == 0 ? 0 : 1)) lần kết quả nằm trong khoảng; giả định không có thay đổi lớn về cách chấm điểm.",
        en:
          "The \(level.name)\u{A0}% interval holds the outcome about \(style.decimal(level.percent / 10, places: level.percent.truncatingRemainder(dividingBy: 10) == 0 ? 0 : 1)) times in 10, as long as scoring itself does not change."
      ),
      say(
        vi:
          "Xác suất: từ \(paths) lượt mô phỏng chung cho mọi đơn vị (hạt giống \(review.forecast.seed)).",
        en: "Probabilities: from \(paths) joint simulations of all units (seed \(review.forecast.seed))."),
    ]
    if !review.levels.isEmpty {
      lines.append(
        say(
          vi:
            "Bước tiến hoặc giảm rõ rệt: mức thay đổi lớn hơn hầu hết các thay đổi trước đây của cùng cấp; còn lại coi là dao động thông thường.",
          en:
            "Clear rises and falls: changes greater than nearly all earlier ones of the level; anything less is told as usual movement."
        ))
    }
    return section(
      vi: "Cách tính và giả định", en: "Method and assumptions", [.bullets(lines.map { Text($0) })])
  }
}
