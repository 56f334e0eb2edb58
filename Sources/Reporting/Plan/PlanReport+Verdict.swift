import Planning
import Scorecard

/// The answer, in two sentences that can be repeated.
extension PlanReport {
  /// Which of four it is and how likely, and what has to be done or changed.
  var verdict: Text {
    let (word, emphasis): (String, Text.Emphasis) =
      switch plan.status {
      case .alreadyMet: (say(vi: "Đã đạt", en: "Already met"), .good)
      case .feasible: (say(vi: "Khả thi", en: "Feasible"), .good)
      case .feasibleIf:
        (
          say(
            vi: "Chỉ khả thi nếu tăng nhanh hơn mức cao nhất từng đạt",
            en: "Feasible only if gains exceed the best ever seen"), .warning
        )
      case .infeasible: (say(vi: "Không khả thi", en: "Infeasible"), .bad)
      }
    var text = Text(word + ": ", emphasis)
    text.append(likelihood + ". " + say.sentence(action))
    return text
  }

  // MARK: How likely

  private var likelihood: String {
    let (before, after) = (chance(plan.probabilityBefore), chance(plan.probabilityAfter))
    let wish = wanted(plan.confidence)
    guard plan.targets.contains(where: \.isRequired) else { return wishesOnly }
    switch plan.status {
    case .alreadyMet:
      return say(
        vi:
          "\(goals) hiện đều được đáp ứng; theo đà hiện nay, xác suất giữ được là \(before) (yêu cầu \(wish))",
        en:
          "\(goals) are met today, and at today's pace the probability of keeping them is \(before) (\(wish) wanted)"
      )
    case .infeasible where plan.binding.contains(.unproven):
      return say(
        vi:
          "không tìm được phương án nào đạt \(goals) với xác suất \(wish), dù chưa chứng minh được là không có; theo đà hiện nay, xác suất là \(before)",
        en:
          "no plan was found that reaches \(goals) with a probability of \(wish), though that there is none is not proven; at today's pace it is \(before)"
      )
    case .infeasible:
      return say(
        vi:
          "trong các giới hạn về điểm tối đa, tốc độ và nguồn lực, không có phương án nào đạt \(goals) với xác suất \(wish); theo đà hiện nay, xác suất là \(before)",
        en:
          "within the maxima and the stated limits nothing reaches \(goals) with a probability of \(wish); at today's pace it is \(before)"
      )
    case .feasible, .feasibleIf:
      let asIs = say(
        vi: "theo đà hiện nay, xác suất đạt \(goals) là \(before) (yêu cầu \(wish))",
        en: "at today's pace the probability of reaching \(goals) is \(before) (\(wish) wanted)")
      return needsLift
        ? asIs + say(vi: "; thực hiện kế hoạch thì xác suất là \(after)", en: ", with the plan \(after)")
        : asIs
    }
  }

  private var goals: String {
    plan.targets.allSatisfy(\.isRequired)
      ? say(vi: "mọi mục tiêu", en: "all targets")
      : say(vi: "mọi mục tiêu bắt buộc", en: "all targets that must hold")
  }

  /// Without a target that must hold there is no probability of those.
  private var wishesOnly: String {
    let pursued = plan.targets.count(where: \.isPursued)
    let of = say(
      vi:
        "không có mục tiêu bắt buộc; kế hoạch theo đuổi \(pursued)/\(plan.targets.count) mục tiêu mong muốn",
      en: "no target must hold; the plan pursues \(pursued) of the \(plan.targets.count) wishes")
    guard pursued > 0 else { return of }
    return of
      + say(
        vi: ", xác suất đạt là \(chance(plan.probabilityAfter))",
        en: ", with a probability of \(chance(plan.probabilityAfter))")
  }

  // MARK: What to do

  private var action: String {
    guard plan.status != .infeasible else {
      return smallestChange.map {
        say(
          vi: "điều chỉnh nhỏ nhất để khả thi: \($0)", en: "the smallest change that makes it feasible: \($0)"
        )
      }
        ?? say(
          vi: "không có điều chỉnh nào về mục tiêu, thời gian hay xác suất làm cho kế hoạch khả thi",
          en: "no change of targets, time or probability that was tried makes it feasible")
    }
    guard needsLift else {
      return say(
        vi: "không cần tăng thêm ngoài mức dự báo", en: "nothing beyond the forecast has to be done")
    }
    let task = say(
      vi: "đến \(date(week: plan.weeks)) cần: \(tasks.joined(separator: "; "))",
      en: "by \(date(week: plan.weeks)) it takes \(tasks.joined(separator: "; "))")
    guard plan.status == .feasibleIf, let smallestChange else { return task }
    return task
      + say(
        vi: "; nếu không, điều chỉnh nhỏ nhất là \(smallestChange)",
        en: "; otherwise the smallest change is \(smallestChange)")
  }

  /// The first relaxation that keeps to the paces seen so far; of several changes together only how many there are, for
  /// they stand below.
  private var smallestChange: String? {
    let first = plan.relaxations.first { if case .fasterThanEver = $0 { false } else { true } }
    guard case .together(let parts)? = first else { return first.map(phrase(for:)) }
    return say(
      vi: "hạ đồng thời \(parts.count) mục tiêu (xem bên dưới)",
      en: "to lower \(parts.count) targets together (see below)")
  }

  private var tasks: [String] {
    var tasks: [String] = []
    // Those that must outpace their past are the condition; they come first.
    let lifted =
      liftedComponents.filter(\.isBeyondPace) + liftedComponents.filter { !$0.isBeyondPace }
    tasks += lifted.prefix(3).map { component in
      let gain = "\(name(component.indicator)) \(style.change(shownGain(component)))"
      return plan.status == .feasibleIf && component.isBeyondPace
        ? gain
          + say(
            vi: " (cao nhất từng đạt \(style.change(component.pastGains.best)))",
            en: " (best ever seen \(style.change(component.pastGains.best)))") : gain
    }
    if lifted.count > 3 {
      tasks.append(
        say.count(lifted.count - 3, vi: "chỉ số khác", one: "other component", many: "other components"))
    }
    let units = liftedUnits.filter { $0.unit != plan.unit }
    if let first = units.first, let gain = shownGain(first) {
      tasks.append(
        say(
          vi:
            "\(style.integer(units.count)) đơn vị tăng thêm ngoài dự báo, nhiều nhất là \(unitName(first.unit)) \(style.change(gain))",
          en:
            "\(say.count(units.count, vi: "đơn vị", one: "unit", many: "units")) above the forecast, most of all \(unitName(first.unit)) \(style.change(gain))"
        ))
    }
    if !plan.initiatives.isEmpty {
      let names = say.list(orderedInitiatives.map(\.initiative.name), limit: 3)
      let count = say.count(
        plan.initiatives.count, vi: "giải pháp", one: "initiative", many: "initiatives")
      tasks.append("\(count) (\(names))")
    }
    if plan.status == .feasible, plan.initiatives.isEmpty, !tasks.isEmpty {
      tasks[tasks.count - 1] += say(
        vi: " – không phải tăng nhanh hơn mức đã từng đạt hoặc đã khai báo",
        en: " – nothing faster than seen or stated before")
    }
    return tasks
  }
}

extension Plan.TargetOutcome {
  /// Whether every plan must meet it.
  var isRequired: Bool { if case .wish = target.importance { false } else { true } }
}
