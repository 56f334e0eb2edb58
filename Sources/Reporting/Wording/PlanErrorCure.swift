import Planning
import Scorecard

extension PlanError {
  /// What to do.
  func cure(_ say: Phrasing) -> String {
    switch self {
    case .unknownUnit(_, let suggestions) where !suggestions.isEmpty,
      .unknownEffectUnit(_, _, let suggestions) where !suggestions.isEmpty,
      .unknownScenarioUnit(_, _, let suggestions) where !suggestions.isEmpty:
      let names = say.choice(suggestions.map { say.quoted($0) })
      return say(vi: "có phải là \(names) không?", en: "is it \(names)?")
    case .unknownUnit, .unknownEffectUnit, .unknownScenarioUnit:
      return say(vi: "đề nghị ghi tên như trong tệp số liệu", en: "write the name as in the history")
    case .unknownComponent(_, let known):
      return say(vi: "đề nghị dùng một trong: \(say.list(known))", en: "use one of: \(say.list(known))")
    case .emptyGroup(let group, let known) where known.contains(group.level):
      return say(
        vi: "đề nghị bỏ mục tiêu này hoặc chọn nhóm khác",
        en: "leave this target out, or choose another group")
    case .emptyGroup(_, let known), .emptyBreakdown(_, let known):
      guard !known.isEmpty else {
        return say(
          vi: "đề nghị bổ sung cột cấp đơn vị (level) trong tệp số liệu",
          en: "add a column with the units' levels (level) to the history")
      }
      let words = say.list(known.map(\.rawValue))
      return say(vi: "đề nghị chỉ dùng: \(words)", en: "use one of: \(words)")
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
    case .noUnit:
      return say(
        vi: "đề nghị dùng `--unit TÊN` hoặc dòng `unit:` trong tệp kế hoạch",
        en: "use `--unit NAME` or a line `unit:` in the plan file")
    case .repeatedComponent:
      return say(vi: "đề nghị giữ lại một mục", en: "keep one of them")
    case .repeatedInitiative, .repeatedScenario:
      return say(vi: "đề nghị đặt tên khác nhau", en: "give each a name of its own")
    case .unknownInitiative(_, _, let known):
      return say(vi: "đề nghị chỉ dùng: \(say.list(known))", en: "use one of: \(say.list(known))")
    case .initiativeCycle:
      return say(
        vi: "đề nghị bỏ bớt một mục `requires` trong chuỗi này", en: "take one `requires` out of this chain")
    case .emptyScenario:
      return say(
        vi: "đề nghị bổ sung giả định như: components: {online_services: 90%}",
        en: "add what is assumed, like: components: {online_services: 90%}")
    case .notARival:
      return say(
        vi: "đề nghị bổ sung mục tiêu về khoảng cách hoặc thứ hạng với đơn vị này, hoặc bỏ giả định",
        en: "add a lead or a rank over it, or leave the assumption out")
    case .noSolver:
      return say(
        vi: "đề nghị cài đặt: apt-get install coinor-libcbc-dev",
        en: "install it: apt-get install coinor-libcbc-dev")
    case .scoreOutOfRange:
      return say(
        vi: "đề nghị chọn điểm từ 0 đến điểm tối đa", en: "choose a score between 0 and the maximum")
    case .unknownTeam(_, _, let known):
      return say(
        vi: "đề nghị dùng một trong: \(say.list(known)), hoặc bổ sung nhóm vào `teams`",
        en: "use one of: \(say.list(known)), or add the team to `teams`")
    case .tooManyTargets(_, let most):
      return say(vi: "đề nghị giữ lại nhiều nhất \(most) mục tiêu", en: "keep \(most) at most")
    case .breakdownToOwnLevel:
      return say(vi: "đề nghị chọn cấp thấp hơn", en: "choose a level below")
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
    case .invalidShare:
      return say(vi: "đề nghị ghi như: 75%", en: "write it like: 75%")
    case .invalidRank:
      return say(vi: "đề nghị chọn thứ hạng từ 1 trở lên", en: "choose a rank from 1 on")
    case .invalidGroupSize, .invalidMoves:
      return say(vi: "đề nghị ghi số nguyên từ 1 trở lên", en: "write a whole number, at least 1")
    case .invalidWish, .invalidUnitWeight:
      return say(vi: "đề nghị ghi một số lớn hơn 0", en: "write a number above 0")
    case .invalidRampUp:
      return say(vi: "đề nghị ghi như: ramp_up: [50%, 100%]", en: "write it like: ramp_up: [50%, 100%]")
    case .invalidStart:
      return say(
        vi: "đề nghị chọn tuần từ 1 trở lên cho `earliest`, và `latest` không nhỏ hơn `earliest`",
        en: "choose a week from 1 on for `earliest`, and a `latest` that is not before it")
    case .invalidNumber(_, let number) where !(abs(number) <= 1e6):
      return say(vi: "đề nghị ghi số nhỏ hơn", en: "write a smaller number")
    case .invalidNumber:
      return say(
        vi: "đề nghị ghi một số không âm, ví dụ 0.3; chi phí phải lớn hơn 0",
        en: "write a number that is not negative, such as 0.3; a cost must be above zero")
    }
  }
}
