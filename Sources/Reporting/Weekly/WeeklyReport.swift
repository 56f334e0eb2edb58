import Forecasting
import Planning
import Scorecard

/// The weekly report that an office hands to its leadership, free of format: what the week brought, what the next weeks
/// may bring, and what to do.
///
/// The facts come from a `WeeklyReview`; here they are put into words, tables and pictures, the same in both
/// languages. This file holds the skeleton; every section stands in a file of its own. A section without data is left
/// out.
public struct WeeklyReport: Sendable {
  let review: WeeklyReview
  let levels: [IntervalLevel]
  let language: Language
  let style: NumberStyle
  let say: Phrasing

  /// - Parameters:
  ///   - review: The facts.
  ///   - levels: Prediction intervals; texts show the narrowest.
  ///   - language: Of words and of numbers in text; JSON does not depend on it but for members called `text`.
  public init(
    _ review: WeeklyReview, levels: [IntervalLevel] = [IntervalLevel(percent: 80)!], language: Language
  ) {
    precondition(!levels.isEmpty, "a report shows an interval")
    self.review = review
    self.levels = levels.sorted()
    self.language = language
    style = NumberStyle(language: language)
    say = Phrasing(language, places: review.data.places)
  }

  /// The report as a document.
  public var document: Document {
    var blocks: [Document.Block] = [.heading(level: 1, Text(title)), .note(Text(subtitle))]
    blocks += headlineSection
    blocks += leadSection
    blocks += componentSection
    blocks += hindsightSection
    blocks += levelSections
    blocks += dataSection
    blocks += targetSection
    blocks += focusSection
    blocks += methodSection
    return Document(language: language, blocks)
  }

  /// What the report is about, as a file name would have it: the unit and the day.
  public var title: String {
    say(
      vi: "Báo cáo tuần của \(unitName): số liệu đến ngày \(style.date(review.day))",
      en: "Weekly report for \(unitName), \(style.date(review.day))")
  }

  /// The day of its latest data.
  public var day: Day { review.day }

  private var subtitle: String { history.index.map { $0.name.text(in: language) } ?? "" }
}

// MARK: - What the sections share

extension WeeklyReport {
  var history: History { review.history }

  var unitName: String { name(ofUnit: review.unit) }

  func name(ofUnit unit: Int) -> String { say.oneLine(history.units[unit].name) }

  func name(_ indicator: Indicator) -> String { indicator.name(in: language, index: history.index) }

  /// The interval that texts show.
  var level: IntervalLevel { levels[0] }

  /// The number of weeks that are forecast.
  var horizon: Int { review.forecast.horizon }

  /// The days that are forecast.
  var days: [Day] { (1...horizon).map { review.forecast.origin.adding(days: 7 * $0) } }

  /// The words for units of the level of the unit: địa phương for provinces.
  var peers: String {
    history.units[review.unit].level == .province ? "địa phương" : "đơn vị"
  }

  /// A heading over blocks; nothing without them.
  func section(vi: String, en: String, _ blocks: [Document.Block]) -> [Document.Block] {
    blocks.isEmpty ? [] : [.heading(level: 2, Text(say(vi: vi, en: en)))] + blocks
  }

  func paragraph(_ text: String) -> Document.Block { .paragraph(Text(text)) }

  /// The column of a table.
  func column(
    vi: String, en: String, _ alignment: Table.Alignment = .leading, priority: Table.Priority = .normal,
    wraps: Bool = false
  ) -> Table.Column {
    Table.Column(Text(say(vi: vi, en: en)), alignment, priority: priority, wraps: wraps)
  }

  /// A change within a sentence: tăng 0,09 điểm; giảm 0,07 điểm; giữ nguyên.
  func moved(_ change: Double) -> String {
    let size = style.decimal(abs(change))
    if abs(change) < 0.005 { return say(vi: "giữ nguyên", en: "unchanged") }
    return change > 0
      ? say(vi: "tăng \(size) điểm", en: "up \(size)") : say(vi: "giảm \(size) điểm", en: "down \(size)")
  }

  /// Since when a change counts: so với tuần trước; so với 3 tuần trước.
  func since(_ change: LatestChange) -> String {
    guard let weeks = change.weeks, weeks > 1 else {
      return say(vi: "so với tuần trước", en: "on last week")
    }
    return say(vi: "so với \(weeks) tuần trước", en: "on \(weeks) weeks before")
  }

  /// A probability within a sentence: 34 %, dưới 1 %, trên 99 %.
  func chance(_ probability: Double?) -> String {
    let written = style.probability(probability)
    switch written.first {
    case "<": return say(vi: "dưới \(written.dropFirst())", en: "below \(written.dropFirst())")
    case ">": return say(vi: "trên \(written.dropFirst())", en: "above \(written.dropFirst())")
    default: return written
    }
  }

  /// A forecast with its interval: 92,52 (80 %: 92,13–92,95).
  func written(_ distribution: PredictiveDistribution) -> String {
    let interval = distribution.interval(level)
    return
      "\(style.decimal(distribution.median)) (\(level.name)\u{A0}%: \(style.range(interval.lowerBound, interval.upperBound)))"
  }

  /// The points of a series in a picture: the latest year.
  func points(unit: Int, _ indicator: Indicator, weeks: Int = 26) -> [ChartPoint] {
    let series = history.series(unit: unit, indicator: indicator)
    guard let last = series.last else { return [] }
    return series.filter { last.day.days(since: $0.day) <= 7 * weeks }
      .map { ChartPoint(day: $0.day, score: $0.score) }
  }

  /// A forecast in a picture.
  func fan(_ distributions: [PredictiveDistribution]) -> [ChartForecast] {
    zip(days, distributions).map { day, distribution in
      ChartForecast(
        day: day, median: distribution.median,
        intervals: levels.map { .init(percent: $0.percent, range: distribution.interval($0)) })
    }
  }
}
