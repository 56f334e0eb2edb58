import Scorecard

extension Finding {
  /// What was found, on one line that begins with a capital. Unit, day and indicator are said only where the
  /// finding's own are not enough.
  ///
  /// - Parameters:
  ///   - language: the language of the words.
  ///   - index: the definition that a component's position refers to.
  ///   - axis: how the history counts time.
  ///   - places: of a workbook the cells that lines stand for.
  public func message(
    in language: Language, index: IndexDefinition?, axis: History.Axis = .dates, places: CellPlaces? = nil
  ) -> String {
    let say = Phrasing(language, axis: axis, places: places)
    return say.capitalized(clause(say, index: index))
  }

  /// The message as a clause, to go on behind the name of a unit.
  func clause(_ say: Phrasing, index: IndexDefinition?) -> String {
    switch detail {
    case .row where code == .belowZero && value != nil:
      return say(
        vi: "điểm \(written(say)) nhỏ hơn 0 nên không được sử dụng",
        en: "score \(written(say)) is below zero and left out")
    case .row(let problem):
      return problem.fault(say, index: index)
    case .furtherRows(let count):
      let rows = say.count(
        count, vi: "dòng hoặc ô khác", one: "further row or cell was", many: "further rows or cells were")
      return say(vi: "còn \(rows) bị loại mà không liệt kê ở đây", en: "\(rows) left out and not listed here")
    case .aboveMaximum(let maximum):
      return say(
        vi: "điểm \(written(say)) vượt điểm tối đa \(say.points(maximum)) nên không được sử dụng",
        en: "score \(written(say)) is above the maximum \(say.points(maximum)) and left out")
    case .levels(let sightings):
      let levels = HeldBackUnit.written(sightings, say)
      return say(
        vi: "đơn vị xuất hiện ở nhiều cấp nên tạm chưa sử dụng số liệu: \(levels)",
        en: "the unit stands at different levels and is held back: \(levels)")
    case .unknownIndicator(let name, let column, let count):
      return UnknownIndicator.fault(say, name: name, column: column, count: count)
    case .furtherUnknownIndicators(let count):
      let names = say.count(
        count, vi: "tên chỉ số lạ khác", one: "further unknown indicator is",
        many: "further unknown indicators are")
      return say(vi: "còn \(names) không liệt kê ở đây", en: "\(names) not listed here")
    case .totalMismatch(let sum, let difference, _):
      let size = say.score(difference.magnitude)
      return say(
        vi:
          "tổng điểm \(written(say)) \(difference < 0 ? "thấp" : "cao") hơn \(size) so với tổng các chỉ số thành phần (\(say.score(sum)))",
        en:
          "total \(written(say)) is \(size) \(difference < 0 ? "less" : "more") than the sum of its components (\(say.score(sum)))"
      )
    case .jump(let jump):
      return clause(of: jump, say)
    case .similarUnits(let other, _, let likeness, let daysInCommon):
      return clause(ofLikenessTo: other, likeness, daysInCommon, say)
    case .maximumDiffers(let inFile, let inIndex, let count):
      return MaximumMismatch.fault(say, inFile: inFile, inIndex: inIndex, count: count)
    case .futureDate(let today):
      let later = say.date(day ?? today)
      return say(
        vi: "ngày \(later) muộn hơn hôm nay (\(say.date(today)))",
        en: "the date \(later) lies after today (\(say.date(today)))")
    case .staleValue(let until, let observations, let usually):
      let count = say.count(observations, vi: "lần liên tiếp", one: "observation", many: "observations")
      let usual = say.style.integer(max(1, Int(usually.rounded())))
      return say(
        vi:
          "giữ nguyên \(written(say)) trong \(count), đến \(say.onDate(until)); thông thường một giá trị chỉ giữ khoảng \(usual) lần",
        en:
          "unchanged at \(written(say)) for \(count), until \(say.date(until)); a value usually stays for about \(usual)"
      )
    case .missingWeeks(let after, let before, let weeks, let indicators):
      return say(
        vi: "thiếu \(say.weeks(weeks)) giữa \(say.date(after)) và \(say.date(before))",
        en: "\(say.weeks(weeks)) missing between \(say.date(after)) and \(say.date(before))")
        + Self.written(indicators, say, index: index)
    case .outOfDate(let last, let latest, let weeks):
      let delay = say.weeks(weeks)
      return say(
        vi:
          "chưa có số liệu mới từ \(say.onDate(last)), chậm \(delay) so với số liệu mới nhất trong tệp (\(say.date(latest)))",
        en: "no score since \(say.date(last)), \(delay) before the latest of the file (\(say.date(latest)))")
    case .correction(let oldScore, let oldLine, let newLine):
      return say(
        vi: "\(written(say)) (\(say.line(newLine))) thay cho \(say.score(oldScore)) (\(say.line(oldLine)))",
        en: "\(written(say)) (\(say.line(newLine))) replaces \(say.score(oldScore)) (\(say.line(oldLine)))")
    case .storedCorrection(let oldScore, let old, let new):
      return say(
        vi: "\(written(say)) (\(say.arrival(new))) thay cho \(say.score(oldScore)) (\(say.arrival(old)))",
        en: "\(written(say)) (\(say.arrival(new))) replaces \(say.score(oldScore)) (\(say.arrival(old)))")
    case .override(let override, let reported):
      return clause(of: override, reported: reported, say, index: index)
    case .duplicate(let firstLine, let line):
      return say(
        vi: "\(written(say)) được ghi hai lần, ở \(say.line(firstLine)) và \(say.line(line))",
        en: say.places == nil
          ? "\(written(say)) stands twice, in lines \(firstLine) and \(line)"
          : "\(written(say)) stands twice, in \(say.line(firstLine)) and \(say.line(line))")
    case .workbook(let remark):
      return remark.clause(say)
    case .none:
      return clauseWithoutDetail(say)
    }
  }

  private func clauseWithoutDetail(_ say: Phrasing) -> String {
    switch code {
    case .noUsableScore:
      return say(
        vi: "đơn vị không có điểm nào sử dụng được nên tạm chưa xét",
        en: "no score of the unit can be used; it is held back")
    case .singleObservation:
      let score = value.map { " (\(say.score($0)))" } ?? ""
      return say(
        vi: "mới có số liệu của một kỳ\(score), chưa xác định được mức tăng, giảm",
        en: "scores of a single day\(score), so no change can be seen yet")
    default:
      return code.title(say) + (value.map { ": \(say.score($0))" } ?? "")
    }
  }

  private func clause(
    of override: HistoryOverride, reported: Double?, _ say: Phrasing, index: IndexDefinition?
  ) -> String {
    let place = override.place(say).map { " (\($0))" } ?? ""
    let grounds = override.grounds(say) + place
    switch code {
    case .overrideWithoutEffect:
      return say(
        vi:
          "“\(override.scope(say, index: index)): \(override.deed(say))” không áp dụng cho giá trị nào – \(grounds)",
        en: "“\(override.scope(say, index: index)): \(override.deed(say))” touches no score – \(grounds)")
    case .excluded:
      return say(
        vi: "\(written(say)) không sử dụng – \(grounds)", en: "\(written(say)) left out – \(grounds)")
    default:
      let before =
        reported.map { say(vi: "thay cho \(say.score($0))", en: "instead of \(say.score($0))") }
        ?? say(vi: "dù chưa có số liệu công bố", en: "where nothing was reported")
      return "\(written(say)) \(before) – \(grounds)"
    }
  }

  private func clause(of jump: Jump, _ say: Phrasing) -> String {
    let size = say.score(jump.change.magnitude)
    let (from, to) = (say.score(jump.previousScore), written(say))
    let before = say.onDate(jump.previousDay)
    let time = say.duration(days: jump.days)
    let usual =
      jump.usualWeeklyChange < 0.005
      ? say(vi: "thông thường hầu như không thay đổi", en: "usually there is hardly any change")
      : say(
        vi: "mức thay đổi thông thường khoảng \(say.rough(jump.usualWeeklyChange)) mỗi tuần",
        en: "the usual weekly change is about \(say.rough(jump.usualWeeklyChange))")
    return say(
      vi:
        "\(jump.change < 0 ? "giảm" : "tăng") \(size) trong \(time), từ \(from) \(before) \(jump.change < 0 ? "xuống" : "lên") \(to); \(usual)",
      en: "\(jump.change < 0 ? "fell" : "rose") \(size) in \(time), from \(from) \(before) to \(to); \(usual)"
    )
  }

  private func clause(
    ofLikenessTo other: String, _ likeness: Likeness, _ daysInCommon: Int, _ say: Phrasing
  ) -> String {
    let name = say.quoted(other)
    let how =
      switch likeness {
      case .sameLetters:
        say(
          vi: "chỉ khác dấu, cách viết hoặc từ đứng trước",
          en: "the same but for accents, spacing or a word before it")
      case .oneLetterApart: say(vi: "chỉ khác một chữ cái", en: "one letter apart")
      }
    let days = say.count(daysInCommon, vi: "kỳ", one: "day", many: "days")
    let together =
      daysInCommon == 0
      ? say(vi: "hai tên không có kỳ nào trùng nhau", en: "they have no day in common")
      : say(
        vi: "hai tên cùng có số liệu trong \(days), nên có thể là hai đơn vị",
        en: "they have \(days) in common, so they may be two units")
    return say(
      vi: "tên gần giống \(name) (\(how)); \(together)", en: "the name is like \(name) (\(how)); \(together)")
  }

  private func written(_ say: Phrasing) -> String { value.map { say.score($0) } ?? NumberStyle.missing }

  /// In which of several indicators weeks lack; the finding names a single one itself.
  private static func written(_ indicators: [Indicator], _ say: Phrasing, index: IndexDefinition?) -> String {
    if indicators.count < 2 { return "" }
    if indicators.count > 3 {
      return say(vi: ", ở \(indicators.count) chỉ số", en: ", in \(indicators.count) indicators")
    }
    let names = say.list(indicators.map { $0.name(in: say.language, index: index) })
    return say(vi: ", ở các chỉ số: \(names)", en: ", in: \(names)")
  }
}
