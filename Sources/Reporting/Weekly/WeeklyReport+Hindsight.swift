import Forecasting
import Planning
import Scorecard

/// What came of the last forecast, and why today's says something else.
extension WeeklyReport {
  /// Components that are told one by one.
  private static let mostTold = 4
  /// A change of a forecast that readers need not hear of, in points.
  private static let slightChange = 0.05

  var hindsightSection: [Document.Block] {
    guard let hindsight = review.hindsight else { return [] }
    return section(
      vi: "Dự báo kỳ trước và kết quả thực tế", en: "The last forecast and what came of it",
      outcomeBlocks(hindsight) + changeBlocks(hindsight))
  }

  // MARK: What came

  private func outcomeBlocks(_ hindsight: Hindsight) -> [Document.Block] {
    var blocks: [Document.Block] = []
    if let total = hindsight.total { blocks.append(paragraph(sentence(about: total, hindsight))) }
    let words = ExplanationWords(review.forecast, language)
    if let score = words.score(hindsight.review.outcomes) {
      let counts = score.prefix(1).lowercased() + score.dropFirst()
      let error = style.decimal(hindsight.review.meanAbsoluteError)
      blocks.append(
        paragraph(
          say(
            vi: "Tính chung mọi đơn vị và chỉ số, \(counts) Sai số trung bình \(error) điểm.",
            en: "Over all units and indicators, \(counts) The average error is \(error) points.")))
    }
    let misses = hindsight.review.outcomes.compactMap { outcome -> Text? in
      guard outcome.unit == review.unit, outcome.indicator != .total else { return nil }
      return words.miss(outcome, name: name(outcome.indicator), places: 2)
    }
    if !misses.isEmpty {
      blocks.append(
        paragraph(
          say(vi: "Các chỉ số thành phần nằm ngoài khoảng dự báo:", en: "Components outside their interval:"))
      )
      blocks.append(.bullets(Array(misses.prefix(Self.mostTold))))
    }
    return blocks
  }

  /// What was forecast of the total and what came.
  private func sentence(about total: ForecastRevision.Outcome, _ hindsight: Hindsight) -> String {
    let origin = style.date(hindsight.review.origin)
    let interval = ExplanationWords.level(of: [total]).flatMap { level in
      total.intervals.first { $0.level == level }
    }
    let range = interval.map {
      " (\($0.level.name)\u{A0}%: \(style.range($0.lowerBound, $0.upperBound)))"
    }
    let forecast = style.decimal(total.median) + (range ?? "")
    let error = total.score - total.median
    let size = style.decimal(abs(error))
    let difference =
      abs(error) < 0.005
      ? say(vi: "đúng bằng dự báo", en: "as forecast")
      : error > 0
        ? say(vi: "cao hơn dự báo \(size) điểm", en: "\(size) above the forecast")
        : say(vi: "thấp hơn dự báo \(size) điểm", en: "\(size) below the forecast")
    // What is as forecast is inside the interval as well.
    let place =
      abs(error) < 0.005
      ? ""
      : interval.map { one in
        one.contains(total.score)
          ? say(vi: ", nằm trong khoảng dự báo", en: ", inside the interval")
          : say(vi: ", nằm ngoài khoảng dự báo", en: ", outside the interval")
      } ?? ""
    return say(
      vi:
        "Từ số liệu ngày \(origin), tổng điểm ngày \(style.date(total.observedDay)) được dự báo là \(forecast); thực tế đạt \(style.decimal(total.score)), \(difference)\(place).",
      en:
        "From the data of \(origin) a total of \(forecast) was forecast for \(style.date(total.observedDay)); it came to \(style.decimal(total.score)), \(difference)\(place)."
    )
  }

  // MARK: What changed

  private func changeBlocks(_ hindsight: Hindsight) -> [Document.Block] {
    guard let total = hindsight.changes.first(where: { $0.indicator == .total }) else { return [] }
    let words = ExplanationWords(review.forecast, language)
    let others = hindsight.changes.filter {
      $0.indicator != .total && abs($0.total) >= Self.slightChange
    }.sorted { abs($0.total) > abs($1.total) }
    let told = [total] + others.prefix(Self.mostTold)
    return [
      paragraph(
        say(
          vi: "Dự báo cho ngày \(style.date(total.day)) thay đổi so với kỳ trước:",
          en: "How the forecast for \(style.date(total.day)) has changed since:")),
      .bullets(
        told.map {
          words.change(
            $0, in: hindsight.revision, name: name($0.indicator), places: 2, namesDay: $0.day != total.day)
        }),
    ]
  }

  // MARK: JSON

  var hindsightJSON: JSONValue {
    guard let hindsight = review.hindsight else { return .null }
    let outcomes = hindsight.review.outcomes
    let inside = hindsight.review.levels.map { level -> (String, JSONValue) in
      (level.name, .integer(hindsight.review.insideCount(level)))
    }
    return [
      "origin": .string(hindsight.review.origin.description),
      "outcomes": .integer(outcomes.count), "inside": .object(inside),
      "mean_absolute_error": .number(hindsight.review.meanAbsoluteError?.reported),
      "unit_outcomes": .array(
        outcomes.filter { $0.unit == review.unit }.map { one in
          .object(
            [
              ("indicator", .string(one.indicator.id(in: history.index))),
              ("step", .integer(one.step)), ("as_of", .string(one.day.description)),
              ("observed", .string(one.observedDay.description)),
              ("median", .number(one.median.reported)), ("score", .number(one.score)),
            ]
              + one.intervals.map { ("inside\($0.level.name)", .bool($0.contains(one.score))) })
        }),
      "changes": .array(
        hindsight.changes.map { change in
          [
            "indicator": .string(change.indicator.id(in: history.index)),
            "as_of": .string(change.day.description), "earlier": .number(change.earlier.reported),
            "median": .number(change.current.reported), "new_data": .number(change.newData.reported),
            "correction": .number(change.correction.reported), "model": .number(change.model.reported),
          ]
        }),
    ]
  }
}
