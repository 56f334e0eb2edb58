import Planning
import Scorecard

/// The components to work on: in which order, why, and how sure that order is.
extension PlanReport {
  var focusSection: [Document.Block] {
    guard !plan.focusAreas.isEmpty else { return [] }
    var blocks: [Document.Block] = [.numbered(plan.focusAreas.map(words(for:)))]
    if !nearTies.isEmpty {
      let ties = nearTies.map { tie in say.all(tie.map { name($0.indicator) }) }.joined(separator: "; ")
      blocks.append(
        note(
          vi: "Mức tăng gần như nhau, nên thứ tự không có nhiều ý nghĩa: \(ties).",
          en: "About as good, as their gains hardly differ, so that their order says little: \(ties)."))
    }
    if let next = nextBest { blocks.append(.paragraph(Text(words(forNext: next)))) }
    return section(vi: "Nhiệm vụ trọng tâm", en: "Focus areas", blocks)
  }

  // MARK: Near ties, the next best

  /// Gains that differ by less are told as a tie.
  private static let tieMargin = 0.02
  /// With less headroom no component can stand in for another.
  private static let littleHeadroom = 0.05

  /// Neighbours in the order whose gains differ by less than 5 percent or 0.02 points, in runs: between them the next
  /// week's figures may turn the order round.
  var nearTies: [[Plan.ComponentPlan]] {
    guard hasPlan else { return [] }
    let ranked = plan.focusAreas.compactMap { area in
      liftedComponents.first { $0.indicator == area.indicator && ($0.gain ?? 0) > Self.tieMargin }
    }
    var ties: [[Plan.ComponentPlan]] = []
    for component in ranked {
      if let last = ties.last?.last, let one = last.gain, let other = component.gain,
        abs(one - other) < max(0.05 * max(one, other), Self.tieMargin)
      {
        ties[ties.count - 1].append(component)
      } else {
        ties.append([component])
      }
    }
    return ties.filter { $0.count > 1 }
  }

  /// Where the next point would come from: of the components that are asked for nothing beyond their forecast the one
  /// that takes least, else of all that could give more.
  var nextBest: Plan.ComponentPlan? {
    guard hasPlan, needsLift, plan.components.count > 1 else { return nil }
    let able = plan.components.filter {
      ($0.marginalEffort ?? .infinity).isFinite && headroom($0) >= Self.littleHeadroom
    }
    let idle = able.filter { !isLifted($0) }
    let candidates = idle.isEmpty ? able : idle
    guard let least = candidates.compactMap(\.marginalEffort).min() else { return nil }
    // Those that are asked for something all take about as much for the next point; the one with most room counts.
    return candidates.filter { $0.marginalEffort! <= 1.05 * least }.max { headroom($0) < headroom($1) }
  }

  private func isLifted(_ component: Plan.ComponentPlan) -> Bool { (component.lift ?? 0) >= Self.least }

  /// What is left above the score to reach.
  private func headroom(_ component: Plan.ComponentPlan) -> Double {
    component.maximum - max(component.required ?? 0, component.baseline)
  }

  private func words(forNext component: Plan.ComponentPlan) -> String {
    let (name, points) = (name(component.indicator), style.decimal(headroom(component)))
    return isLifted(component)
      ? say(
        vi:
          "Mọi chỉ số còn dư địa đều đã được giao; điểm tăng thêm tiếp theo dễ tìm nhất ở \(name) (còn dư địa \(points) điểm).",
        en:
          "Every component with room is asked for something; a further point is easiest to gain in \(name), with \(points) points of headroom left."
      )
      : say(
        vi: "Phương án dự phòng tiếp theo, hiện chưa giao: \(name) (còn dư địa \(points) điểm).",
        en: "Next in line, not asked for anything so far: \(name), with \(points) points of headroom.")
  }

  // MARK: Words

  func words(for area: FocusArea) -> Text {
    var text = Text(name(area.indicator), .strong)
    let component = plan.components.first { $0.indicator == area.indicator }
    if hasPlan, let gain = component.flatMap(shownGain), gain >= 0.005 {
      text.append(" \(style.change(gain))", .strong)
    }
    let reasons = area.reasons.map(words(for:))
    if !reasons.isEmpty { text.append(": " + reasons.joined(separator: "; ")) }
    text.append(".")
    return text
  }

  private func words(for reason: FocusArea.Reason) -> String {
    switch reason {
    case .mostHeadroom(let points, let ratio):
      return say(
        vi: "dư địa lớn nhất (\(style.decimal(points)) điểm, mới đạt \(style.percent(ratio)))",
        en: "the most headroom (\(style.decimal(points)) points, at \(style.percent(ratio)) of its maximum)")
    case .lowestRatio(let ratio):
      return say(
        vi: "tỷ lệ hoàn thành thấp nhất (\(style.percent(ratio)))",
        en: "the lowest completion ratio (\(style.percent(ratio)))")
    case .fell(let points):
      return say(
        vi: "vừa giảm \(style.decimal(points)) điểm", en: "fell by \(style.decimal(points)) last time")
    case .steadyRise(let rises, let changes):
      return say(
        vi: "tăng đều (\(rises)/\(changes) lần gần nhất)",
        en: "rises steadily (\(rises) of the last \(changes) changes)")
    case .withinPace(let best):
      return say(
        vi: "mức tăng này đã từng đạt (tốt nhất \(style.change(best)) trong \(plan.weeks) tuần)",
        en: "such a gain has been seen (best \(style.change(best)) in \(say.weeks(plan.weeks)))")
    case .beyondPace(let best, let times):
      guard let times else {
        return say(
          vi: "chưa từng tăng trong các tuần đã biết", en: "has never risen in the known weeks")
      }
      return say(
        vi:
          "gấp \(style.decimal(times, places: 1)) lần mức tốt nhất từng thấy (\(style.change(best)) trong \(plan.weeks) tuần)",
        en:
          "\(style.decimal(times, places: 1)) times the best gain ever seen (\(style.change(best)) in \(say.weeks(plan.weeks)))"
      )
    case .almostFull(let points):
      return say(
        vi: "gần như hết dư địa (còn \(style.decimal(points)) điểm)",
        en: "hardly any headroom (\(style.decimal(points)) points)")
    case .locked: return say(vi: "đã khóa", en: "locked")
    case .unchanged(let weeks):
      return say(vi: "giữ nguyên \(weeks) tuần liền", en: "unchanged for \(weeks) weeks")
    case .cheapest(let cost):
      return say(
        vi: "chi phí mỗi điểm thấp nhất (\(style.decimal(cost)))",
        en: "the lowest cost per point (\(style.decimal(cost)))")
    }
  }
}
