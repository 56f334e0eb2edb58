import Forecasting
import Scorecard

/// The sentences that say what moves a forecast, and what changed it.
struct ExplanationWords {
  let forecast: ScorecardForecast
  let say: Phrasing

  private var history: History { forecast.history }
  private var style: NumberStyle { say.style }
  /// Components beyond are told together.
  private static let shownComponents = 8

  init(_ forecast: ScorecardForecast, _ language: Language) {
    self.forecast = forecast
    say = Phrasing(language, axis: forecast.history.axis)
  }

  // MARK: Drivers

  /// What moves the forecast of the last week: how far, by what, and how the forecast was made.
  ///
  /// - Parameter isBrief: Says how the forecast was made only where nothing moves it.
  func drivers(of entry: ScorecardForecast.Entry, name: String, places: Int, isBrief: Bool) -> Text {
    let step = entry.distributions.count
    let distribution = entry.distributions[step - 1]
    let end = entry.explainsMean ? distribution.mean : distribution.median
    let drivers = entry.drivers(step: step).sorted { abs($0.amount) > abs($1.amount) }
    let rounded = RoundedParts(drivers.map(\.amount), from: entry.lastScore, to: end, places: places)
    let weeks = say.weeks(step)
    let value = style.decimal(end, places: places)
    var text = Text(name + ": ", .strong)
    if rounded.total == 0 {
      text.append(
        say(vi: "giữ nguyên \(value) trong \(weeks)", en: "unchanged at \(value) in \(weeks)"))
    } else {
      let change = style.change(rounded.total, places: places)
      text.append(
        entry.explainsMean
          ? say(
            vi: "\(change) trong \(weeks), bình quân \(rounded.total > 0 ? "lên" : "còn") \(value)",
            en: "\(change) in \(weeks), to \(value) on average")
          : say(
            vi: "\(change) trong \(weeks), \(rounded.total > 0 ? "lên" : "còn") \(value)",
            en: "\(change) in \(weeks), to \(value)"))
    }
    let parts = phrases(of: drivers, shown: rounded.parts, entry, places: places)
    text.append(clause(parts, of: rounded) + ".")
    if !entry.explainsMean && (parts.isEmpty || !isBrief) {
      text.append(" " + entry.method.sentence(in: say.language))
    }
    return text
  }

  /// Parts with their amounts behind a colon; a single one that is all of it behind a word.
  private func clause(
    _ parts: [(amount: String, cause: String)], of rounded: RoundedParts, by word: String = ", "
  ) -> String {
    if parts.isEmpty { return "" }
    if parts.count == 1, rounded.parts.contains(rounded.total) { return word + parts[0].cause }
    return ": " + parts.map { "\($0.amount) \($0.cause)" }.joined(separator: ", ")
  }

  private func phrases(
    of drivers: [ScorecardForecast.Driver], shown: [Double], _ entry: ScorecardForecast.Entry, places: Int
  ) -> [(amount: String, cause: String)] {
    var phrases: [(amount: String, cause: String)] = []
    var others: (count: Int, sum: Double) = (0, 0)
    for (driver, amount) in zip(drivers, shown) where amount != 0 {
      let change = style.change(amount, places: places)
      switch driver.source {
      case .component where phrases.count == Self.shownComponents:
        others = (others.count + 1, others.sum + amount)
      case .component(let indicator):
        phrases.append((change, indicator.name(in: say.language, index: history.index)))
      case .series(let kind):
        phrases.append((change, phrase(kind, amount: amount, drivers, entry)))
      }
    }
    if others.count > 0 {
      phrases.append(
        (
          style.change(others.sum, places: places),
          say(vi: "từ \(others.count) chỉ số khác", en: "from \(others.count) others")
        ))
    }
    return phrases
  }

  private func phrase(
    _ kind: ForecastDriver.Kind, amount: Double, _ drivers: [ScorecardForecast.Driver],
    _ entry: ScorecardForecast.Entry
  ) -> String {
    switch kind {
    case .level:
      return say(vi: "khi trở về mức thông thường", en: "back to its usual level")
    case .trend:
      let trend = drivers.first { $0.source == .series(.trend) }?.amount ?? amount
      return say(vi: "theo xu hướng riêng", en: "from its own trend") + pace(trend, entry)
    case .pattern:
      return say(vi: "theo diễn biến chung của các chuỗi", en: "from what the series have in common")
    case .season:
      return say(vi: "theo thời điểm trong năm", en: "from the time of the year")
    case .total:
      return say(vi: "theo diễn biến riêng của tổng điểm", en: "from the total's own course")
    case .bound:
      guard let maximum = history.maximum(of: entry.indicator) else {
        return say(vi: "do giới hạn của thang điểm", en: "from the limits of its scale")
      }
      let limit = say.points(maximum)
      // What a bound takes off is taken off the series' own movement.
      let others = drivers.filter { ![.series(.bound), .series(.total)].contains($0.source) }
        .reduce(0) { $0 + $1.amount }
      let isHigh = entry.lastScore > maximum / 2
      switch (isHigh, others > 0, amount > 0) {
      case (true, true, false):
        return say(vi: "vì gần điểm tối đa \(limit)", en: "as it nears its maximum of \(limit)")
      case (false, false, true):
        return say(vi: "vì gần 0", en: "as it nears zero")
      case (true, false, false):
        return say(
          vi: "vì xa điểm tối đa \(limit) thì thay đổi nhanh hơn",
          en: "as scores move faster away from the maximum of \(limit)")
      default:
        return say(vi: "do giới hạn 0–\(limit) của thang điểm", en: "from the limits 0–\(limit) of its scale")
      }
    }
  }

  /// How the trend compares with what the last weeks show, where they show something.
  private func pace(_ trend: Double, _ entry: ScorecardForecast.Entry) -> String {
    guard let pace = forecast.recentPace(of: entry), let day = entry.days.last, pace.perWeek != 0 else {
      return ""
    }
    let share = trend / (pace.perWeek * Double(day.days(since: entry.lastDay)) / 7)
    guard (0.01...2).contains(share) else { return "" }
    let percent = style.percent(share, places: 0)
    let weeks = say.weeks(pace.weeks)
    return say(
      vi: " (bằng \(percent) nhịp của \(pace.weeks == 1 ? "tuần gần nhất" : "\(weeks) gần đây"))",
      en: pace.weeks == 1
        ? " (\(percent) of its pace of the last week)" : " (\(percent) of its pace of the last \(weeks))")
  }

  // MARK: Changes

  /// How the forecast of a week changed and why.
  func change(
    _ change: ForecastRevision.Change, in revision: ForecastRevision, name: String, places: Int,
    namesDay: Bool
  ) -> Text {
    let rounded = RoundedParts(
      [change.newData, change.correction, change.model], from: change.earlier, to: change.current,
      places: places)
    let value = style.decimal(change.current, places: places)
    let size = style.decimal(abs(rounded.total), places: places)
    var text = Text(name, .strong)
    text.append(namesDay ? " (\(say.date(change.day))): " : ": ", .strong)
    if rounded.total > 0 {
      text.append(say(vi: "tăng \(size) lên \(value)", en: "up \(size) to \(value)"))
    } else if rounded.total < 0 {
      text.append(say(vi: "giảm \(size) còn \(value)", en: "down \(size) to \(value)"))
    } else {
      text.append(say(vi: "giữ nguyên \(value)", en: "unchanged at \(value)"))
    }
    let words = [
      say(vi: "do số liệu mới", en: "new data"), correction(change, revision),
      say(vi: "do mô hình khác", en: "another model"),
    ]
    let parts = zip(rounded.parts, words).filter { $0.0 != 0 }.map {
      (amount: style.change($0, places: places), cause: $1)
    }
    text.append(clause(parts, of: rounded, by: say(vi: ", ", en: " through ")) + ".")
    return text
  }

  private func correction(_ change: ForecastRevision.Change, _ revision: ForecastRevision) -> String {
    var days: [Day] = []
    for correction in revision.corrections(of: change) where !days.contains(correction.day) {
      days.append(correction.day)
    }
    let hasDecisions = !revision.decisions.isEmpty
    switch days.count {
    case 0 where hasDecisions && revision.corrections.isEmpty:
      return say(vi: "do quyết định về số liệu", en: "a decision about scores")
    case _ where hasDecisions:
      return say(vi: "do điều chỉnh và quyết định về số liệu", en: "corrections and decisions")
    case 0:
      return say(vi: "do điều chỉnh số liệu của chuỗi khác", en: "a correction of other series")
    case 1:
      return say(
        vi: "do điều chỉnh số liệu \(say.onDate(days[0]))", en: "a correction of \(say.date(days[0]))")
    case 2...3:
      let list = say.all(days.sorted().map { say.date($0) })
      return say(vi: "do điều chỉnh số liệu các ngày \(list)", en: "corrections of \(list)")
    default:
      return say(vi: "do \(days.count) lần điều chỉnh số liệu", en: "\(days.count) corrections")
    }
  }

  /// How often the intervals of the earlier forecast held the outcome, where there are outcomes.
  func score(_ outcomes: [ForecastRevision.Outcome]) -> String? {
    guard let level = Self.level(of: outcomes) else {
      guard !outcomes.isEmpty else { return nil }
      let count = say.count(outcomes.count, vi: "kết quả thực tế", one: "outcome is", many: "outcomes are")
      return say(vi: "Đã có \(count).", en: "\(count) known.")
    }
    let inside = outcomes.count { $0.isInside(level) == true }
    let count = outcomes.count { $0.isInside(level) != nil }
    let percent = "\(level.name)\u{A0}%"
    let expected = style.integer(Int((Double(count) * level.coverage).rounded()))
    return say(
      vi:
        "Trong \(style.integer(count)) kết quả đã biết, \(style.integer(inside)) nằm trong khoảng dự báo \(percent) (theo lý thuyết khoảng \(expected)).",
      en: count == 1
        ? "One outcome is known: it lies \(inside == 1 ? "inside" : "outside") the \(percent) interval."
        : "\(style.integer(count)) outcomes are known: \(style.integer(inside)) lie inside the \(percent) interval, where about \(expected) are to be expected."
    )
  }

  /// A miss of the earlier forecast.
  func miss(_ outcome: ForecastRevision.Outcome, name: String, places: Int) -> Text? {
    guard let level = Self.level(of: [outcome]), outcome.isInside(level) == false,
      let interval = outcome.intervals.first(where: { $0.level == level })
    else { return nil }
    let range = style.range(interval.lowerBound, interval.upperBound, places: places)
    let score = style.decimal(outcome.score, places: places)
    let day = say.onDate(outcome.observedDay)
    return Text(
      say(
        vi: "\(name) \(day): \(score), ngoài khoảng \(range).",
        en: "\(name) \(day): \(score), outside \(range)."))
  }

  /// 80 %, or the narrowest there is.
  static func level(of outcomes: [ForecastRevision.Outcome]) -> IntervalLevel? {
    let levels = outcomes.first?.intervals.map(\.level) ?? []
    return levels.first { $0 == IntervalLevel(percent: 80) } ?? levels.first
  }
}
