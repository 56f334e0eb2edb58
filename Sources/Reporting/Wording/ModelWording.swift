import Forecasting
import Scorecard

extension ModelFamily {
  /// The family's name.
  public func name(in language: Language) -> String {
    let say = Phrasing(language)
    switch self {
    case .last: return say(vi: "giữ nguyên giá trị gần nhất", en: "last value")
    case .drift: return say(vi: "nhịp thay đổi bình quân", en: "mean pace")
    case .trend: return say(vi: "đường thẳng qua mọi tuần", en: "line through all weeks")
    case .linear: return say(vi: "xu hướng tuyến tính", en: "linear trend")
    case .robust: return say(vi: "xu hướng tuyến tính bền vững", en: "robust linear trend")
    case .saturating: return say(vi: "xu hướng tiệm cận điểm tối đa", en: "saturating trend")
    case .damped: return say(vi: "xu hướng chậm dần", en: "damped trend")
    case .discounted: return say(vi: "xu hướng thiên về số liệu mới", en: "discounted trend")
    case .theta: return say(vi: "phương pháp Theta", en: "Theta method")
    case .autoregression:
      return say(vi: "tự hồi quy theo thay đổi hằng tuần", en: "autoregression of weekly changes")
    case .harmonic: return say(vi: "xu hướng kèm chu kỳ năm", en: "trend with a yearly pattern")
    }
  }
}

extension ModelRecord {
  /// How the forecast was made and why so, in one to three sentences: the reason, jumps that were set aside,
  /// and whether the interval rests on the reporting resolution alone.
  public func sentence(in language: Language) -> String {
    let say = Phrasing(language)
    var sentences = [reason.sentence(in: language)]
    if case .constant = reason, !steps.isEmpty {
      // Equal are the observations without the jumps, not those that the reader knows.
      sentences = [
        say(
          vi: "Ngoài thay đổi đột biến, các giá trị đều bằng nhau, nên giữ nguyên giá trị gần nhất.",
          en: "Apart from jumps all observations are equal, so the last value goes on.")
      ]
    }
    if let last = steps.last {
      let number = say.count(steps.count, vi: "lần", one: "jump was", many: "jumps were")
      let size = say.style.change(last.size)
      sentences.append(
        say(
          vi:
            "Đã tách riêng \(number) thay đổi đột biến (lần gần nhất \(size) điểm), không tính vào nhịp tăng.",
          en: "\(number) set aside and not counted as pace (the latest by \(size))."))
    }
    if isResolutionLimited {
      sentences.append(
        say(
          vi:
            "Vì giá trị \(steps.isEmpty ? "chưa từng" : "ngoài ra không") thay đổi, khoảng dự báo chỉ phản ánh mức làm tròn của số liệu.",
          en:
            "As the values \(steps.isEmpty ? "never moved" : "do not move otherwise"), the interval is only as wide as their rounding."
        ))
    }
    return sentences.joined(separator: " ")
  }
}

extension ModelRecord.Reason {
  /// The reason in a few words, for a table.
  public func phrase(in language: Language) -> String {
    let say = Phrasing(language)
    switch self {
    case .requested(let family):
      return family.name(in: language)
    case .notApplicable, .singleObservation:
      return ModelFamily.last.name(in: language)
    case .constant:
      return say(vi: "không thay đổi", en: "constant")
    case .combined(let weights, _):
      guard let first = weights.first else { return ModelFamily.last.name(in: language) }
      return weights.count == 1
        ? first.family.name(in: language)
        : say(vi: "kết hợp \(weights.count) mô hình", en: "combination of \(weights.count) models")
    case .pooled(let patterns, _, _, _):
      return patterns.phrase(say)
    }
  }

  /// The reason in one sentence.
  public func sentence(in language: Language) -> String {
    let say = Phrasing(language)
    switch self {
    case .requested(let family):
      let name = family.name(in: language)
      return say(vi: "Dùng mô hình được yêu cầu: \(name).", en: "The model that was asked for: \(name).")
    case .notApplicable(let family, let needed):
      let name = family.name(in: language)
      let count = say.count(needed, vi: "lần quan sát", one: "observation", many: "observations")
      return say(
        vi: "Mô hình “\(name)” cần ít nhất \(count) phù hợp, nên tạm giữ nguyên giá trị gần nhất.",
        en: "The model “\(name)” needs at least \(count) that suit it, so the last value stands in.")
    case .singleObservation:
      return say(
        vi: "Mới có một lần quan sát, chưa xác định được xu hướng, nên giữ nguyên giá trị gần nhất.",
        en: "A single observation tells a level and no trend, so the last value goes on.")
    case .constant:
      return say(
        vi: "Mọi giá trị quan sát đều bằng nhau, nên giữ nguyên giá trị đó.",
        en: "All observations are equal, so the value goes on.")
    case .pooled(let patterns, let series, let rows, let share):
      return Self.sentence(patterns, series: series, rows: rows, share: share, say)
    case .combined(let weights, let origins):
      let parts = weights.map {
        "\($0.family.name(in: language)) (\(say.style.percent($0.weight, places: 0)))"
      }
      let judged = Self.judgement(origins, say)
      guard let last = parts.last else {
        return say(
          vi: "Giữ nguyên giá trị gần nhất vì chưa xu hướng nào dự báo tốt hơn, \(judged).",
          en: "The last value, as no trend has forecast better, \(judged).")
      }
      if parts.count == 1 {
        return say(vi: "Dự báo theo \(last), \(judged).", en: "Forecast by \(last), \(judged).")
      }
      let others = parts.dropLast().joined(separator: ", ")
      return say(
        vi: "Kết hợp \(others) và \(last), \(judged).", en: "Combination of \(others) and \(last), \(judged)."
      )
    }
  }

  private static func sentence(
    _ patterns: ModelRecord.Patterns, series: Int, rows: Int, share: Double, _ say: Phrasing
  ) -> String {
    let weeks = say.count(rows, vi: "tuần", one: "week", many: "weeks")
    let number = say.style.integer(series)
    let source =
      series == 1
      ? say(vi: "rút ra từ \(weeks) của chính chuỗi này", en: "learnt from \(weeks) of this series alone")
      : say(vi: "rút ra từ \(weeks) của \(number) chuỗi", en: "learnt from \(weeks) of \(number) series")
    let rest =
      share > 0.995
      ? ""
      : say(
        vi: "; phần còn lại theo xu hướng riêng của chuỗi",
        en: "; the rest follows the series' own trend")
    let percent = share > 0.995 ? "" : " (\(say.style.percent(share, places: 0)))"
    return say.capitalized(
      say(
        vi: "\(patterns.phrase(say))\(percent), \(source)\(rest).",
        en: "\(patterns.phrase(say))\(percent), \(source)\(rest)."))
  }

  private static func judgement(_ origins: Int, _ say: Phrasing) -> String {
    if origins == 0 {
      return say(
        vi: "theo kinh nghiệm từ các chuỗi khác vì chuỗi này chưa có sai số dự báo trước đây",
        en: "judged by other series, as this one has no past errors")
    }
    let count = say.style.integer(origins)
    return say(
      vi: "đánh giá qua \(count) sai số dự báo trước đây",
      en: "judged by \(count) past \(origins == 1 ? "error" : "errors")")
  }
}

extension ScorecardForecast.Method {
  /// The method in a few words, for a table.
  public func phrase(in language: Language) -> String {
    let say = Phrasing(language)
    switch self {
    case .model(let record): return record.reason.phrase(in: language)
    case .sumOfComponents: return say(vi: "tổng các chỉ số thành phần", en: "sum of components")
    case .carried: return say(vi: "giữ nguyên", en: "carried unchanged")
    }
  }

  /// How the forecast was made and why so, in one to three sentences.
  public func sentence(in language: Language) -> String {
    let say = Phrasing(language)
    switch self {
    case .model(let record):
      return record.sentence(in: language)
    case .sumOfComponents:
      return say(
        vi:
          "Tổng điểm dự báo là tổng dự báo của các chỉ số thành phần, cộng với chênh lệch chưa phân bổ nếu có.",
        en:
          "The total is the sum of its components' forecasts, plus the unallocated difference where there is one."
      )
    case .carried:
      return say(
        vi: "Chênh lệch giữa tổng điểm công bố và tổng các chỉ số thành phần được giữ nguyên.",
        en: "The difference between the published total and the sum of its components is carried unchanged.")
    }
  }
}

extension ModelRecord.Patterns {
  fileprivate func phrase(_ say: Phrasing) -> String {
    switch self {
    case .recent: say(vi: "quy luật chung các tuần gần đây", en: "shared pattern of recent weeks")
    case .yearly: say(vi: "quy luật chung theo quý và theo năm", en: "shared pattern of quarter and year")
    case .both:
      say(
        vi: "quy luật chung các tuần gần đây và theo năm",
        en: "shared pattern of recent weeks and of the year")
    }
  }
}
