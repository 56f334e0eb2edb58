import Planning
import Scorecard

/// What stands in the way, by its kind.
extension PlanReport {
  var obstacleSection: [Document.Block] {
    var items: [Text] = []
    for kind in ObstacleKind.allCases {
      let blockers = plan.binding.filter { ObstacleKind($0) == kind }
      guard !blockers.isEmpty else { continue }
      var item = Text(kind.title(say, peers: peers) + ": ", .strong)
      item.append(sentences(for: blockers).joined(separator: " "))
      items.append(item)
    }
    return section(vi: "Điểm nghẽn", en: "What stands in the way", items.isEmpty ? [] : [.bullets(items)])
  }

  /// One sentence per blocker, but rivals and locked components of one kind in one.
  private func sentences(for blockers: [Plan.Blocker]) -> [String] {
    var rises: [(week: Int, parts: [String])] = []
    var (locked, waiting): ([String], [String]) = ([], [])
    var others: [String] = []
    for blocker in blockers {
      switch blocker {
      case .rival(let unit, let rise, let week):
        let part = "\(unitName(unit)) \(style.change(rise))"
        if rises.last?.week == week {
          rises[rises.count - 1].parts.append(part)
        } else {
          rises.append((week, [part]))
        }
      case .locked(let indicator, let headroom):
        locked.append(
          say(
            vi: "\(name(indicator)) (dư địa \(style.decimal(headroom)))",
            en: "\(name(indicator)) (headroom \(style.decimal(headroom)))"))
      case .leadTime(let indicator, let weeks, let headroom):
        waiting.append(
          say(
            vi: "\(name(indicator)) (\(weeks) tuần, dư địa \(style.decimal(headroom)))",
            en: "\(name(indicator)) (\(say.weeks(weeks)), headroom \(style.decimal(headroom)))"))
      default: others.append(clause(for: blocker))
      }
    }
    var sentences = others
    sentences += rises.map { rise in
      say(
        vi: "được dự báo tăng đến \(date(week: rise.week)): \(rise.parts.joined(separator: "; ")).",
        en: "expected to gain by \(date(week: rise.week)): \(rise.parts.joined(separator: "; ")).")
    }
    if !locked.isEmpty {
      sentences.append(
        say(
          vi: "bị khóa: \(locked.joined(separator: "; ")).",
          en: "locked: \(locked.joined(separator: "; "))."))
    }
    if !waiting.isEmpty {
      sentences.append(
        say(
          vi: "cần thời gian chuẩn bị: \(waiting.joined(separator: "; ")).",
          en:
            "nothing can be gained before the lead time is over: \(waiting.joined(separator: "; "))."
        ))
    }
    return sentences.enumerated().map { $0 == 0 ? $1 : say.capitalized($1) }
  }

  /// A blocker as a sentence of its own.
  func words(for blocker: Plan.Blocker) -> String { say.capitalized(clause(for: blocker)) }

  /// A blocker as a sentence that may follow a colon.
  private func clause(for blocker: Plan.Blocker) -> String {
    switch blocker {
    case .aboveMaximum(let indicator, let asked, let maximum):
      return say(
        vi:
          "mục tiêu \(style.decimal(asked)) của \(name(indicator)) vượt điểm tối đa \(say.points(maximum)).",
        en:
          "the target of \(style.decimal(asked)) for \(name(indicator)) exceeds the maximum of \(say.points(maximum))."
      )
    case .pace(let needed, let available):
      return say(
        vi:
          "cần thêm \(style.decimal(needed)) điểm ngoài dự báo, trong khi mọi chỉ số cùng ở tốc độ tốt nhất đã thấy chỉ cho \(style.decimal(available)).",
        en:
          "\(style.decimal(needed)) points over the forecast are needed; all components at their best pace seen give \(style.decimal(available))."
      )
    case .headroom(let needed, let available):
      return say(
        vi:
          "cần thêm \(style.decimal(needed)) điểm ngoài dự báo, trong khi điểm tối đa và các giới hạn chỉ còn cho \(style.decimal(available)).",
        en:
          "\(style.decimal(needed)) points over the forecast are needed; the maxima and the stated limits leave \(style.decimal(available))."
      )
    case .rival(let unit, let rise, let week):
      return say(
        vi: "\(unitName(unit)) được dự báo tăng \(style.decimal(rise)) điểm đến \(date(week: week)).",
        en: "\(unitName(unit)) is expected to rise by \(style.decimal(rise)) by \(date(week: week)).")
    case .locked(let indicator, let headroom):
      return say(
        vi: "\(name(indicator)) bị khóa, dư địa còn \(style.decimal(headroom)) điểm.",
        en: "\(name(indicator)) is locked; it would have \(style.decimal(headroom)) points of headroom.")
    case .leadTime(let indicator, let weeks, let headroom):
      return say(
        vi:
          "\(name(indicator)) cần \(weeks) tuần chuẩn bị mới tăng thêm được, dư địa còn \(style.decimal(headroom)) điểm.",
        en:
          "\(name(indicator)) can gain nothing beyond its forecast within \(say.weeks(weeks)); it would have \(style.decimal(headroom)) points of headroom."
      )
    case .component(let indicator, let needed, let best, let week):
      return say(
        vi:
          "cần \(style.change(needed)) ở chỉ số \(name(indicator)) đến \(date(week: week)), trong khi mức tăng tốt nhất từng thấy trong \(week) tuần là \(style.change(best)).",
        en:
          "\(style.change(needed)) is needed in \(name(indicator)) by \(date(week: week)); the best gain ever seen in \(say.weeks(week)) is \(style.change(best))."
      )
    case .unit(let unit, let needed, let best, let week):
      return say(
        vi:
          "\(unitName(unit)): cần \(style.change(needed)) đến \(date(week: week)), ở tốc độ tốt nhất đã thấy chỉ tăng được \(style.change(best)).",
        en:
          "\(unitName(unit)): \(style.change(needed)) is needed by \(date(week: week)); at its best pace seen it gains \(style.change(best))."
      )
    case .furtherUnits(let count):
      return say(
        vi: "còn \(style.integer(count)) đơn vị khác cũng thiếu như vậy.",
        en: count == 1
          ? "one more unit falls short in the same way."
          : "\(style.integer(count)) more units fall short in the same way.")
    case .together(let wanted, let best):
      return say(
        vi:
          "từng mục tiêu đều có thể đạt, nhưng xác suất đạt tất cả cùng lúc cao nhất là \(chance(best)), thấp hơn mức yêu cầu \(self.wanted(wanted)).",
        en:
          "each target can be reached by itself, but all of them together with a probability of \(chance(best)) at best, not \(self.wanted(wanted))."
      )
    case .catalogue(let needed, let available):
      return say(
        vi:
          "cần thêm \(style.decimal(needed)) điểm, trong khi các giải pháp đã nêu đem lại nhiều nhất \(style.decimal(available)), chưa kể thời hạn và ràng buộc giữa chúng.",
        en:
          "\(style.decimal(needed)) points are needed; the initiatives and levers with costs bring \(style.decimal(available)) at most, their timing and the rules among them not counted."
      )
    case .resources:
      return say(
        vi: "kinh phí hoặc nhân lực không đủ cho những việc cần làm.",
        en: "the budget or the teams do not suffice for what it takes.")
    case .moves(let count):
      return say(
        vi: "mỗi tuần chỉ được nâng \(style.integer(count)) chỉ số, ít hơn mức cần thiết.",
        en: count == 1
          ? "only one component may be lifted in a week, and it takes more."
          : "only \(style.integer(count)) components may be lifted in a week, and it takes more.")
    case .unproven:
      return say(
        vi: "chưa tìm được phương án nào, nhưng chưa chứng minh được là không có.",
        en: "no plan was found, but that there is none is not proven.")
    }
  }
}

/// What kind of obstacle a blocker is.
enum ObstacleKind: CaseIterable {
  case headroom
  case pace
  case rivals
  case heldBack
  case units
  case joint
  case initiatives

  init(_ blocker: Plan.Blocker) {
    self =
      switch blocker {
      case .aboveMaximum, .headroom: .headroom
      case .pace, .component: .pace
      case .rival: .rivals
      case .locked, .leadTime: .heldBack
      case .unit, .furtherUnits: .units
      case .together, .unproven: .joint
      case .catalogue, .resources, .moves: .initiatives
      }
  }

  /// - Parameter peers: The Vietnamese word for units like the one that plans.
  func title(_ say: Phrasing, peers: String) -> String {
    switch self {
    case .headroom: say(vi: "Dư địa tăng điểm", en: "Headroom")
    case .pace: say(vi: "Tốc độ tăng", en: "Pace")
    case .rivals: say(vi: "\(say.capitalized(peers)) bám sát", en: "Rivals")
    case .heldBack: say(vi: "Chưa khai thác được", en: "Held back")
    case .units: say(vi: "Đơn vị trong nhóm", en: "Units")
    case .joint: say(vi: "Đạt đồng thời", en: "All at once")
    case .initiatives: say(vi: "Giải pháp và nguồn lực", en: "Initiatives and means")
    }
  }
}
