import Planning
import Scorecard

extension PlanError {
  /// What cannot be planned and what to do, on one line.
  public func message(in language: Language) -> String {
    let say = Phrasing(language)
    return "\(say.capitalized(fault(say))); \(cure(say))"
  }

  /// What is wrong.
  func fault(_ say: Phrasing) -> String {
    switch self {
    case .unknownUnit(let name, _):
      return say(
        vi: "không có đơn vị nào tên là \(say.quoted(name))", en: "no unit is called \(say.quoted(name))")
    case .unknownComponent(let name, _):
      return say(
        vi: "không có chỉ số thành phần nào tên là \(say.quoted(name))",
        en: "no component is called \(say.quoted(name))")
    case .unknownEffectUnit(let name, let initiative, _):
      return say(
        vi: "giải pháp \(say.quoted(initiative)) nêu đơn vị \(say.quoted(name)) không có trong tệp số liệu",
        en: "initiative \(say.quoted(initiative)) names the unit \(say.quoted(name)), which does not exist")
    case .unknownScenarioUnit(let name, let scenario, _):
      return say(
        vi: "kịch bản \(say.quoted(scenario)) nêu đơn vị \(say.quoted(name)) không có trong tệp số liệu",
        en: "scenario \(say.quoted(scenario)) names the unit \(say.quoted(name)), which does not exist")
    case .emptyGroup(let group, let known) where known.contains(group.level):
      let level = say.quoted(group.level.name(in: say.language))
      guard case .below(let limit) = group.selection else {
        return say(
          vi: "chưa đơn vị nào thuộc cấp \(level) có tổng điểm",
          en: "no unit of the level \(level) has a total")
      }
      return say(
        vi: "không có đơn vị nào thuộc cấp \(level) dưới \(say.points(limit)) điểm",
        en: "no unit of the level \(level) is below \(say.points(limit)) points")
    case .emptyGroup(let group, _):
      return noUnits(group.level, say)
    case .emptyBreakdown(let level, _):
      return noUnits(level, say)
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
    case .noUnit:
      return say(vi: "chưa nêu đơn vị", en: "no unit is named")
    case .notARival(let name):
      return say(
        vi: "kịch bản nói về \(say.quoted(name)) nhưng không có mục tiêu nào so sánh với đơn vị này",
        en: "a scenario is about \(say.quoted(name)), and no target compares with that unit")
    case .noSolver:
      return say(
        vi: "chưa cài đặt bộ giải Cbc, cần cho giải pháp, bước tối thiểu và số chỉ số mỗi tuần",
        en: "the solver Cbc is not installed, which initiatives, least steps and moves per week need")
    case .scoreOutOfRange(let name, let score, let maximum):
      return say(
        vi: "\(say.quoted(name)) ở mức \(say.points(score)) nằm ngoài khoảng 0–\(say.points(maximum))",
        en: "\(say.quoted(name)) at \(say.points(score)) is outside 0–\(say.points(maximum))")
    case .unknownTeam(let team, let initiative, _):
      return say(
        vi: "giải pháp \(say.quoted(initiative)) cần nhóm \(say.quoted(team)) không có trong `teams`",
        en:
          "initiative \(say.quoted(initiative)) needs the team \(say.quoted(team)), which `teams` does not have"
      )
    case .tooManyTargets(let count, _):
      return say(vi: "có tới \(count) mục tiêu", en: "there are \(count) targets")
    case .breakdownToOwnLevel(let level):
      let name = say.quoted(level.name(in: say.language))
      return say(
        vi: "không thể phân bổ kế hoạch cho cấp \(name) vì đơn vị lập kế hoạch cũng thuộc cấp này",
        en: "the plan cannot be broken down to the level \(name), which is that of the unit itself")
    case .noTargets:
      return say(vi: "chưa có mục tiêu nào", en: "there is no target")
    case .repeatedComponent(let name, let other):
      return say(
        vi: "\(say.quoted(name)) và \(say.quoted(other)) là cùng một chỉ số thành phần",
        en: "\(say.quoted(name)) and \(say.quoted(other)) are the same component")
    case .repeatedInitiative(let name):
      return say(
        vi: "hai giải pháp cùng có tên \(say.quoted(name))",
        en: "two initiatives are called \(say.quoted(name))")
    case .unknownInitiative(let name, let initiative, _):
      return say(
        vi: "giải pháp \(say.quoted(initiative)) nêu giải pháp \(say.quoted(name)) không có trong kế hoạch",
        en:
          "initiative \(say.quoted(initiative)) names the initiative \(say.quoted(name)), which does not exist"
      )
    case .initiativeCycle(let names):
      let chain = names.prefix(6).map { say.quoted($0) } + (names.count > 6 ? ["…"] : [])
      let way = (chain + [say.quoted(names.first ?? "")]).joined(separator: " → ")
      return say(
        vi: "các giải pháp chờ lẫn nhau nên không thể bắt đầu: \(way)",
        en: "initiatives wait for one another, so that none can start: \(way)")
    case .repeatedScenario(let name):
      return say(
        vi: "hai kịch bản cùng có tên \(say.quoted(name))", en: "two scenarios are called \(say.quoted(name))"
      )
    case .emptyScenario(let name):
      return say(
        vi: "kịch bản \(say.quoted(name)) không khác gì kế hoạch",
        en: "nothing in the scenario \(say.quoted(name)) differs from the plan")
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
      let written = self.number(number, say)
      return say(
        vi: "giá trị \(written) của \(say.quoted(name)) không hợp lệ",
        en: "the value \(written) of \(say.quoted(name)) is not valid")
    case .invalidShare(let name, let share):
      return say(
        vi: "tỷ lệ \(percent(share, say)) của \(say.quoted(name)) không nằm giữa 0% và 100%",
        en: "the share \(percent(share, say)) of \(say.quoted(name)) is not between 0% and 100%")
    case .invalidRank(let rank):
      return say(vi: "không có thứ hạng \(rank)", en: "there is no rank \(rank)")
    case .invalidGroupSize(let count):
      return say(vi: "nhóm không thể có \(count) đơn vị", en: "a group cannot have \(count) units")
    case .invalidWish(let weight):
      return say(
        vi: "trọng số \(number(weight, say)) của mục tiêu mong muốn không hợp lệ",
        en: "the weight \(number(weight, say)) of a wish is not valid")
    case .invalidUnitWeight(let name, let weight):
      return say(
        vi: "trọng số \(number(weight, say)) của đơn vị \(say.quoted(name)) không hợp lệ",
        en: "the weight \(number(weight, say)) of the unit \(say.quoted(name)) is not valid")
    case .invalidMoves(let count):
      return say(
        vi: "mỗi tuần không thể tác động đến \(count) chỉ số thành phần",
        en: "a week cannot lift \(count) components")
    case .invalidRampUp(let initiative):
      return say(
        vi:
          "mức phát huy hiệu quả của giải pháp \(say.quoted(initiative)) giảm dần hoặc nằm ngoài khoảng từ 0 đến 1",
        en: "the ramp-up of the initiative \(say.quoted(initiative)) falls, or is not between 0 and 1")
    case .invalidStart(let initiative, let earliest, nil):
      return say(
        vi: "giải pháp \(say.quoted(initiative)) không thể bắt đầu ở tuần \(earliest)",
        en: "initiative \(say.quoted(initiative)) cannot start in week \(earliest)")
    case .invalidStart(let initiative, let earliest, let latest?):
      return say(
        vi:
          "giải pháp \(say.quoted(initiative)) phải bắt đầu từ tuần \(earliest) nhưng không muộn hơn tuần \(latest)",
        en:
          "initiative \(say.quoted(initiative)) must start from week \(earliest) on but not after week \(latest)"
      )
    }
  }

  private func noUnits(_ level: Level, _ say: Phrasing) -> String {
    let level = say.quoted(level.name(in: say.language))
    return say(vi: "không có đơn vị nào thuộc cấp \(level)", en: "there is no unit of the level \(level)")
  }

  private func number(_ number: Double, _ say: Phrasing) -> String {
    number.isFinite ? say.points(number) : "\(number)"
  }

  private func percent(_ share: Double, _ say: Phrasing) -> String { number(share * 100, say) + "%" }
}
