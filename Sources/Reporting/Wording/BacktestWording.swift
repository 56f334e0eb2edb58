import Forecasting
import Scorecard

/// How far a backtest is.
public struct BacktestProgress: ProgressMessage, Hashable {
  /// The origins evaluated.
  public let done: Int
  /// All of them.
  public let count: Int

  /// - Parameters:
  ///   - done: The origins evaluated.
  ///   - count: All of them.
  public init(done: Int, count: Int) {
    self.done = done
    self.count = count
  }

  /// Whether nothing is left to do.
  public var isDone: Bool { done >= count }

  /// How far it is, in a few words; no shorter than the message before.
  public func message(in language: Language) -> String {
    let say = Phrasing(language)
    return say(
      vi: "đã đánh giá \(done)/\(count) thời điểm dự báo", en: "judged \(done) of \(count) past origins")
  }
}

/// The words of a backtest.
struct BacktestWording {
  private let backtest: ScorecardBacktest
  private let say: Phrasing
  let style: NumberStyle

  init(_ backtest: ScorecardBacktest, language: Language) {
    self.backtest = backtest
    say = Phrasing(language, axis: backtest.history.axis)
    style = say.style
  }

  private var history: History { backtest.history }
  private var result: BacktestResult { backtest.result }
  private var isPlain: Bool { history.index == nil }

  // MARK: Headings

  var title: String {
    let end = history.latestDay
    return say(
      vi: "Dự báo trước đây so với thực tế, số liệu đến \(end.map { say.onDate($0) } ?? "")",
      en: "Past forecasts against what came, data up to \(end.map { say.date($0) } ?? "")")
  }

  func byWeekAhead(_ indicator: Indicator) -> String {
    isPlain
      ? say(vi: "Theo số tuần dự báo trước", en: "By week ahead")
      : say(
        vi: "\(name(indicator)) theo số tuần dự báo trước", en: "\(name(indicator)) by week ahead")
  }

  func byIndicator(step: Int) -> String {
    say(vi: "Theo chỉ số, dự báo trước \(say.weeks(step))", en: "By indicator, \(ahead(step))")
  }

  var allTogether: String {
    isPlain
      ? say(vi: "Gộp mọi số tuần dự báo trước", en: "All weeks ahead together")
      : say(vi: "Gộp mọi chỉ số và số tuần dự báo trước", en: "All indicators and weeks ahead together")
  }

  var model: String { say(vi: "Mô hình", en: "Model") }
  var indicator: String { say(vi: "Chỉ số", en: "Indicator") }
  var outcomes: String { say(vi: "Số lần", en: "Outcomes") }
  var worstOrigin: String { say(vi: "Kém nhất từ", en: "Worst from") }

  func level(_ level: IntervalLevel) -> String { "\(level.name)\u{A0}%" }

  func name(_ indicator: Indicator) -> String { indicator.name(in: say.language, index: history.index) }

  /// A model in one or two words.
  func name(_ model: ModelChoice) -> String {
    switch model {
    case .automatic: say(vi: "tự động", en: "auto")
    case .combination: say(vi: "kết hợp", en: "combination")
    case .family(.last): say(vi: "giữ nguyên", en: "last value")
    case .family(.drift): say(vi: "bình quân", en: "drift")
    case .family(.trend): say(vi: "đường thẳng", en: "trend line")
    case .family(.linear): say(vi: "tuyến tính", en: "linear")
    case .family(.robust): say(vi: "bền vững", en: "robust")
    case .family(.saturating): say(vi: "tiệm cận", en: "saturating")
    case .family(.damped): say(vi: "chậm dần", en: "damped")
    case .family(.discounted): say(vi: "thiên mới", en: "discounted")
    case .family(.theta): "Theta"
    case .family(.autoregression): say(vi: "tự hồi quy", en: "autoregression")
    case .family(.harmonic): say(vi: "chu kỳ năm", en: "harmonic")
    }
  }

  func weekAhead(_ step: Int, origins: Int, outcomes: Int) -> String {
    let count = say.count(outcomes, vi: "lần so sánh", one: "outcome", many: "outcomes")
    let origins = say.count(origins, vi: "thời điểm dự báo", one: "origin", many: "origins")
    return say.capitalized(say(vi: "trước \(say.weeks(step))", en: ahead(step))) + " (\(origins), \(count))"
  }

  private func ahead(_ step: Int) -> String { "\(say.weeks(step)) ahead" }

  // MARK: Figures

  /// An amount in the unit of the series.
  func amount(_ value: Double?) -> String {
    guard let value, isPlain else { return style.decimal(value) }
    let size = value.magnitude
    return style.decimal(value, places: size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3)
  }

  func ratio(_ value: Double?) -> String { style.decimal(value) }

  func percentagePoints(_ value: Double?) -> String { style.decimal(value) }

  /// An error relative to the last value's: good below 1.
  func relative(_ value: Double?) -> Text {
    let written = style.decimal(value, places: 3)
    guard let value, abs(value - 1) >= 0.0005 else { return Text(written) }
    return Text(written, value < 1 ? .good : .bad)
  }

  /// A share of outcomes inside an interval; a warning where it is far below what was promised.
  func coverage(_ tally: AccuracyTally, level: Int) -> Text {
    let share = tally.coverage(level)
    let isLow = share.map { $0 < tally.levels[level].coverage - 0.1 } ?? false
    return Text(style.decimal(share.map { 100 * $0 }, places: 1), isLow ? .warning : .plain)
  }

  func worst(_ worst: (origin: BacktestResult.Origin, ratio: Double)) -> String {
    let position = result.origins.firstIndex { $0.weeksBack == worst.origin.weeksBack }
    let day = position.flatMap { backtest.days[$0] }
    let place =
      day.map(style.shortDate)
      ?? say(
        vi: "trước \(say.weeks(worst.origin.weeksBack))", en: "\(say.weeks(worst.origin.weeksBack)) back")
    return "\(place) (×\(style.decimal(worst.ratio)))"
  }

  // MARK: Sentences

  /// What a reader in a hurry should know.
  func findings(_ headline: BacktestHeadline) -> Text {
    var text = Text(accuracy(headline) + " ")
    text.append(held(headline))
    if let verdict {
      text.append(" ")
      text.append(verdict)
    }
    return text
  }

  private func accuracy(_ headline: BacktestHeadline) -> String {
    let own = headline.tally(model: 0)
    let naive = headline.tally(model: result.naive)
    let subject = subject(backtest.indicators[headline.group])
    let origins = style.integer(headline.originCount)
    let isRelative = isPlain && backtest.units.count > 1 && own.percentageError?.isFinite == true
    let error =
      isRelative ? style.decimal(own.percentageError, places: 1) + "\u{A0}%" : amount(own.meanAbsoluteError)
    let naiveError =
      isRelative
      ? style.decimal(naive.percentageError, places: 1) + "\u{A0}%" : amount(naive.meanAbsoluteError)
    let points = isPlain ? "" : say(vi: " điểm", en: own.meanAbsoluteError == 1 ? " point" : " points")
    let model = result.backtest.models[0]
    let comparison =
      model == .family(.last)
      ? ""
      : say(
        vi: "; giữ nguyên giá trị gần nhất thì lệch \(naiveError)\(points)",
        en: "; the last value by \(naiveError)")
    return say(
      vi:
        "Dự báo \(subject) trước \(say.weeks(headline.step)), lập tại \(origins) thời điểm đã qua, lệch bình quân \(error)\(points) so với thực tế\(comparison).",
      en:
        "Made at \(origins) past \(headline.originCount == 1 ? "origin" : "origins"), forecasts of \(subject) \(ahead(headline.step)) were off by \(error)\(points) on average\(comparison)."
    )
  }

  private func subject(_ indicator: Indicator) -> String {
    let names = backtest.units.sorted().map { history.units[$0].name }
    let unit = names.count == 1 ? say.oneLine(names[0]) : nil
    if isPlain {
      return unit
        ?? say(vi: "\(style.integer(names.count)) chuỗi", en: "\(style.integer(names.count)) series")
    }
    let name = name(indicator)
    guard let unit else {
      return say(
        vi: name.prefix(1).lowercased() + name.dropFirst(), en: indicator == .total ? "totals" : name)
    }
    return say(
      vi: "\(name.prefix(1).lowercased() + name.dropFirst()) của \(unit)",
      en: "\(indicator == .total ? "the total" : name) of \(unit)")
  }

  private func held(_ headline: BacktestHeadline) -> String {
    let own = headline.tally(model: 0)
    guard let level = own.levels.first else { return "" }
    let share = style.percent(own.coverage(0), places: 0)
    let inside = style.integer(own.insideCounts[0])
    let count = style.integer(own.count)
    return say(
      vi: "Khoảng dự báo \(self.level(level)) chứa \(share) số lần thực tế (\(inside)/\(count)).",
      en: "\(self.level(level)) intervals held \(share) of the outcomes (\(inside) of \(count)).")
  }

  private var verdict: Text? {
    guard result.backtest.models[0] != .family(.last),
      let owa = result.total.pooled(model: 0).overallWeightedAverage(
        relativeTo: result.total.pooled(model: result.naive))
    else { return nil }
    let scope =
      isPlain
      ? say(vi: "Gộp mọi số tuần dự báo trước", en: "Over all weeks ahead")
      : say(vi: "Gộp mọi chỉ số và số tuần dự báo trước", en: "Over all indicators and weeks ahead")
    let ratio = style.decimal(owa)
    if ratio == style.decimal(1) {
      return Text(
        say(
          vi: "\(scope), sai số ngang với cách giữ nguyên giá trị gần nhất.",
          en: "\(scope) they were as good as the last value."))
    }
    let isBetter = owa < 1
    return Text(
      say(
        vi:
          "\(scope), sai số bằng \(ratio) lần so với cách giữ nguyên giá trị gần nhất (OWA): \(isBetter ? "dự báo tốt hơn" : "giữ nguyên giá trị gần nhất cho kết quả tốt hơn").",
        en:
          "\(scope) the error was \(ratio) times that of the last value (OWA): \(isBetter ? "the forecast is better" : "the last value was better")."
      ), isBetter ? .good : .warning)
  }

  func fewOutcomes(_ count: Int) -> String {
    let number = say.count(count, vi: "lần so sánh", one: "outcome", many: "outcomes")
    return say(
      vi: "Mới có \(number), chưa đủ để kết luận; các con số chỉ mang tính tham khảo.",
      en: "\(number.prefix(1).uppercased() + number.dropFirst()) cannot decide: take these figures as a hint."
    )
  }

  // MARK: Notes

  var measures: String {
    let unit = isPlain ? "" : say(vi: ", tính bằng điểm", en: ", in points")
    let mixed =
      isPlain && backtest.units.count > 1
      ? say(
        vi: " MAE, CRPS, WIS là bình quân của các chuỗi có đơn vị đo khác nhau.",
        en: " MAE, CRPS and WIS are means over series that may have different units.") : ""
    return say(
      vi:
        "MAE: sai số tuyệt đối bình quân\(unit). MASE: sai số so với mức thay đổi bình quân mỗi tuần trước đó. sMAPE: sai số tính bằng phần trăm. CRPS, WIS: sai số của cả phân phối dự báo. OWA: sai số so với cách giữ nguyên giá trị gần nhất, nhỏ hơn 1 là tốt hơn. \(levelNames): tỷ lệ thực tế nằm trong khoảng dự báo. PIT: số lần thực tế rơi vào từng phần mười của phân phối dự báo, đều nhau là tốt.\(mixed)",
      en:
        "MAE: mean absolute error\(unit). MASE: error relative to the mean weekly change before. sMAPE: error in percent. CRPS, WIS: error of the whole distribution. OWA: error relative to the last value, below 1 is better. \(levelNames): share of outcomes inside the interval. PIT: outcomes by tenth of their distribution, flat is good.\(mixed)"
    )
  }

  private var levelNames: String { result.backtest.levels.map { level($0) }.joined(separator: ", ") }

  var knowledge: String {
    let base = say(
      vi: "Mỗi dự báo chỉ dùng số liệu đã có đến thời điểm lập dự báo",
      en: "Each forecast knew only what was reported up to its day")
    guard backtest.correctionCount > 0 else { return base + "." }
    let count = say.count(
      backtest.correctionCount, vi: "số liệu đã điều chỉnh", one: "corrected score",
      many: "corrected scores")
    return base
      + say(
        vi:
          "; với \(count), dự báo dùng giá trị ban đầu cho đến khi có điều chỉnh, kết quả so với giá trị đã điều chỉnh.",
        en:
          "; of \(count) it knew the value first seen until the correction came, and is compared with the corrected one."
      )
  }

  /// What could not be judged; `nil` where nothing was left out.
  var leftOut: String? {
    var parts: [String] = []
    if result.withoutOutcome > 0 {
      let count = say.count(result.withoutOutcome, vi: "dự báo", one: "forecast", many: "forecasts")
      parts.append(
        say(
          vi: "\(count) không có số liệu trong vòng \(Backtest.toleranceInDays) ngày quanh ngày dự báo",
          en: "\(count) without an outcome within \(Backtest.toleranceInDays) days"))
    }
    let unscaled = result.total.pooled(model: 0).unscaledCount
    if unscaled > 0 {
      let count = say.count(unscaled, vi: "dự báo", one: "forecast", many: "forecasts")
      parts.append(
        say(
          vi: "không tính vào MASE \(count) của chuỗi chưa từng thay đổi",
          en: "from MASE, \(count) of series that had not moved"))
    }
    guard !parts.isEmpty else { return nil }
    return say(vi: "Chưa tính: ", en: "Left out: ") + parts.joined(separator: "; ") + "."
  }
}
