import Planning

extension PlanError {
  /// What cannot be planned and what to do, on one line.
  public func message(in language: Language) -> String {
    let say = Phrasing(language)
    return "\(say.capitalized(fault(say))); \(cure(say))"
  }

  private func fault(_ say: Phrasing) -> String {
    switch self {
    case .unknownUnit(let name, _):
      return say(
        vi: "không có đơn vị nào tên là \(say.quoted(name))", en: "no unit is called \(say.quoted(name))")
    case .unknownComponent(let name, _):
      return say(
        vi: "không có chỉ số thành phần nào tên là \(say.quoted(name))",
        en: "no component is called \(say.quoted(name))")
    case .noIndex:
      return say(
        vi: "đây là chuỗi số liệu đơn, không thuộc bộ chỉ số nào nên không có tổng điểm để lập kế hoạch",
        en: "these are plain series without an index, so there is no total to plan")
    case .noTotal(let unit):
      return say(
        vi: "đơn vị \(say.quoted(unit)) không có tổng điểm và cũng chưa đủ các chỉ số thành phần",
        en: "unit \(say.quoted(unit)) has no total and not all of its components")
    case .rivalWithoutTotal(let name):
      return say(
        vi: "địa phương bám sát \(say.quoted(name)) không có tổng điểm",
        en: "rival \(say.quoted(name)) has no total")
    case .rivalIsUnit(let name):
      return say(
        vi: "đơn vị \(say.quoted(name)) không thể so sánh với chính mình",
        en: "unit \(say.quoted(name)) cannot be its own rival")
    case .noRivals:
      return say(
        vi: "không có đơn vị cùng cấp nào khác có tổng điểm để so sánh",
        en: "there is no other unit of the level with a total to lead")
    case .noUnit, .emptyGroup, .notARival, .scoreOutOfRange: return ""
    case .noTargets:
      return say(vi: "chưa có mục tiêu nào", en: "there is no target")
    case .componentNotPlanned(let name):
      return say(
        vi:
          "chưa thể lập kế hoạch cho chỉ số thành phần \(say.quoted(name)) vì đơn vị chưa có đủ số liệu của các chỉ số",
        en:
          "component \(say.quoted(name)) cannot be planned: it has no score, or the total is not made of its components"
      )
    case .weekOutOfRange(let week, let weeks):
      return say(
        vi: "mục tiêu đặt ở tuần \(week), ngoài kế hoạch \(weeks) tuần",
        en: "a target is set for week \(week), outside the plan of \(say.weeks(weeks))")
    case .invalidConfidence(let confidence):
      return say(
        vi: "độ tin cậy \(say.points(confidence)) không nằm giữa 0 và 1",
        en: "the confidence \(say.points(confidence)) is not between 0 and 1")
    case .invalidWeeks(let weeks):
      return say(
        vi: "không thể lập kế hoạch cho \(weeks) tuần", en: "a plan cannot take \(weeks) weeks")
    case .invalidNumber(let name, let number):
      let written = number.isFinite ? say.points(number) : "\(number)"
      return say(
        vi: "giá trị \(written) của \(say.quoted(name)) không hợp lệ",
        en: "the value \(written) of \(say.quoted(name)) is not valid")
    }
  }

  private func cure(_ say: Phrasing) -> String {
    switch self {
    case .unknownUnit(_, let suggestions) where !suggestions.isEmpty:
      let names = say.choice(suggestions.map { say.quoted($0) })
      return say(vi: "có phải là \(names) không?", en: "is it \(names)?")
    case .unknownUnit:
      return say(vi: "đề nghị ghi tên như trong tệp số liệu", en: "write the name as in the history")
    case .unknownComponent(_, let known):
      return say(vi: "đề nghị dùng một trong: \(say.list(known))", en: "use one of: \(say.list(known))")
    case .noIndex:
      return say(
        vi: "đề nghị dùng tệp có các cột đơn vị, chỉ số và điểm",
        en: "use a history with units, indicators and scores")
    case .noTotal:
      return say(
        vi: "đề nghị bổ sung tổng điểm hoặc các chỉ số còn thiếu của đơn vị",
        en: "add its total or the components that lack")
    case .rivalWithoutTotal:
      return say(
        vi: "đề nghị bổ sung tổng điểm hoặc bỏ tên này khỏi danh sách địa phương bám sát",
        en: "add its total, or leave it out of the rivals")
    case .rivalIsUnit:
      return say(vi: "đề nghị chọn đơn vị khác", en: "name another unit")
    case .noRivals:
      return say(
        vi: "đề nghị bổ sung số liệu của đơn vị khác, hoặc bỏ mục tiêu về khoảng cách",
        en: "add the scores of other units, or leave out the lead")
    case .noUnit, .emptyGroup, .notARival, .scoreOutOfRange: return ""
    case .noTargets:
      return say(
        vi: "đề nghị đặt mục tiêu, ví dụ `--target 93` hoặc `--lead 1 --over all`",
        en: "set one, for example `--target 93` or `--lead 1 --over all`")
    case .componentNotPlanned:
      return say(
        vi: "đề nghị bổ sung điểm của các chỉ số còn thiếu, hoặc chỉ đặt mục tiêu cho tổng điểm",
        en: "add the scores that lack, or set targets for the total only")
    case .weekOutOfRange(_, let weeks):
      return say(
        vi: "đề nghị chọn tuần từ 1 đến \(weeks), hoặc kéo dài kế hoạch bằng `--weeks`",
        en: "choose a week from 1 to \(weeks), or a longer plan with `--weeks`")
    case .invalidConfidence:
      return say(
        vi: "đề nghị chọn số lớn hơn 0 và nhỏ hơn 1, ví dụ `--confidence 0.8`",
        en: "choose a number above 0 and below 1, for example `--confidence 0.8`")
    case .invalidWeeks:
      let longest = Planner.longestPlan
      return say(
        vi: "đề nghị chọn từ 1 đến \(longest) tuần, ví dụ `--weeks 4`",
        en: "choose from 1 to \(longest), for example `--weeks 4`")
    case .invalidNumber:
      return say(
        vi: "đề nghị ghi một số không âm, ví dụ 0.3; chi phí phải lớn hơn 0",
        en: "write a number that is not negative, such as 0.3; a cost must be above zero")
    }
  }
}
