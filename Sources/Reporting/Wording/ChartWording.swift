import Scorecard

/// The words that pictures bring along.
struct ChartWording: Sendable {
  private let say: Phrasing

  init(_ language: Language, axis: History.Axis) {
    say = Phrasing(language, axis: axis)
  }

  var style: NumberStyle { say.style }
  var axis: History.Axis { say.axis }

  // MARK: Days

  /// A day at an axis: 17/11 in Vietnamese, 17 Nov in English; a week's number where weeks are counted.
  func shortDate(_ day: Day) -> String {
    axis == .steps ? style.integer(day.ordinal / 7) : style.shortDate(day)
  }

  /// A month at an axis: 11/2025, Nov 2025.
  func month(_ day: Day) -> String {
    let date = style.date(day)
    return say(vi: String(date.dropFirst(3)), en: String(date.drop { $0 != " " }.dropFirst()))
  }

  /// A day with its year.
  func date(_ day: Day) -> String { say.date(day) }

  // MARK: Time

  /// What is known, up to a day.
  func upTo(_ day: Day) -> String {
    switch axis {
    case .dates: say(vi: "đến ngày \(date(day))", en: "to \(date(day))")
    case .steps: say(vi: "đến \(date(day))", en: "to \(date(day))")
    }
  }

  var forecast: String { say(vi: "dự báo", en: "forecast") }
  var noData: String { say(vi: "Không có số liệu", en: "No data") }

  func maximum(_ written: String) -> String { say(vi: "tối đa \(written)", en: "maximum \(written)") }

  /// A prediction interval by its probability.
  func interval(percent: Double) -> String {
    let number = percent.shortestDecimal ?? NumberStyle.missing
    return String(number.map { $0 == "." ? style.decimalSeparator : $0 }) + "\u{A0}%"
  }

  /// When two series have the same score.
  func level(_ day: Day) -> String {
    axis == .steps
      ? say(vi: "ngang điểm ≈ \(date(day))", en: "level ≈ \(date(day))")
      : say(vi: "ngang điểm ≈ \(shortDate(day))", en: "level ≈ \(shortDate(day))")
  }

  // MARK: Headroom

  var reached: String { say(vi: "đã đạt", en: "reached") }
  var headroom: String { say(vi: "dư địa tăng điểm", en: "headroom") }
  var required: String { say(vi: "cần đạt", en: "required") }
  var scoreOfMaximum: String { say(vi: "điểm/tối đa (tỷ lệ)", en: "score/maximum (ratio)") }
  var change: String { say(vi: "thay đổi", en: "change") }

  // MARK: Ranks

  func rank(on day: Day) -> String {
    switch axis {
    case .dates: say(vi: "Hạng ngày \(date(day))", en: "Rank on \(date(day))")
    case .steps: say(vi: "Hạng \(date(day))", en: "Rank in \(date(day))")
    }
  }

  var score: String { say(vi: "điểm", en: "points") }

  /// Why some lines of many have no name.
  func named(_ shown: Int, of all: Int) -> String {
    say(
      vi:
        "Ghi tên \(style.integer(shown)) trong \(style.integer(all)) đơn vị: có biến động rõ và ở hai đầu bảng",
      en:
        "\(style.integer(shown)) of \(style.integer(all)) units named: clear movers and both ends of the table"
    )
  }

  // MARK: Heat map

  var total: String { say(vi: "Tổng điểm", en: "Total") }
  var percentOfMaximum: String { say(vi: "% điểm tối đa", en: "% of the maximum") }
  var missing: String { say(vi: "thiếu số liệu", en: "missing") }
}
