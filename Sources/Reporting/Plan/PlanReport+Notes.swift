import Planning
import Scorecard

/// What the plan rests on and how it was checked.
extension PlanReport {
  // MARK: The check

  /// A warning that nobody can miss, where the plan does not keep what it promises.
  var alarm: [Document.Block] {
    guard let violations = plan.certificate?.violations, !violations.isEmpty else { return [] }
    let warning =
      isBroken(violations)
      ? say(
        vi: "CẢNH BÁO: kế hoạch này không qua được kiểm tra độc lập; đề nghị không sử dụng. ",
        en: "WARNING: this plan fails its independent check; do not use it. ")
      : say(
        vi:
          "CẢNH BÁO: kiểm tra độc lập phát hiện sai lệch; có thể còn phương án cần ít nỗ lực hơn. ",
        en: "WARNING: the independent check disagrees; there may be a plan that takes less effort. ")
    return [.paragraph(Text(warning + violations.map(words(for:)).joined(separator: " "), .bad))]
  }

  /// Whether the plan does not keep what it promises. An effort that adds up differently makes it dubious as the
  /// cheapest, but not wrong.
  private func isBroken(_ violations: [PlanCertificate.Violation]) -> Bool {
    violations.contains { if case .effort = $0 { false } else { true } }
  }

  func words(for violation: PlanCertificate.Violation) -> String {
    func place(_ unit: Int, _ indicator: Indicator) -> String {
      plan.unit == unit ? name(indicator) : "\(unitName(unit)), \(name(indicator))"
    }
    switch violation {
    case .aboveMaximum(let unit, let indicator, let week, let score):
      return say(
        vi: "\(place(unit, indicator)) tuần \(week): \(style.decimal(score)) vượt điểm tối đa.",
        en: "\(place(unit, indicator)) in week \(week): \(style.decimal(score)) exceeds its maximum.")
    case .locked(let unit, let indicator, let week, let lift):
      return say(
        vi:
          "\(place(unit, indicator)) tuần \(week): đòi hỏi \(style.change(lift)) dù đang bị khóa hoặc chưa triển khai được.",
        en:
          "\(place(unit, indicator)) in week \(week): \(style.change(lift)) is asked for while nothing can be gained."
      )
    case .pace(let unit, let indicator, let week, let gain, let allowed):
      return say(
        vi:
          "\(place(unit, indicator)) tuần \(week): mức tăng \(style.change(gain)) vượt giới hạn \(style.change(allowed)).",
        en:
          "\(place(unit, indicator)) in week \(week): the gain of \(style.change(gain)) exceeds the \(style.change(allowed)) that its pace allows."
      )
    case .floor(let unit, let indicator, let score):
      return say(
        vi: "\(place(unit, indicator)): \(style.decimal(score)) thấp hơn mức tối thiểu đã đặt.",
        en: "\(place(unit, indicator)): \(style.decimal(score)) is below the least that was asked for.")
    case .probability(let stated, let counted):
      return say(
        vi: "Xác suất nêu ra là \(style.percent(stated)) nhưng đếm lại là \(style.percent(counted)).",
        en: "The probability is stated as \(style.percent(stated)) and counted as \(style.percent(counted)).")
    case .tooUnlikely(let counted):
      return say(
        vi: "Xác suất đếm lại là \(style.percent(counted)), thấp hơn mức yêu cầu \(wanted(plan.confidence)).",
        en:
          "The probability counted again is \(style.percent(counted)), not the \(wanted(plan.confidence)) that is wanted."
      )
    case .initiatives(let excess):
      return say(
        vi: "Các giải pháp vi phạm ràng buộc hoặc dùng quá nguồn lực \(style.decimal(excess)).",
        en: "The initiatives break a rule among them or use \(style.decimal(excess)) more than there is.")
    case .effort(let stated, let counted):
      let gap = style.percent(abs(counted - stated) / max(abs(counted), .leastNormalMagnitude))
      return say(
        vi: "Mức nỗ lực nêu ra chênh \(gap) so với khi cộng lại.",
        en: "The effort that is stated differs by \(gap) from what it adds up to.")
    }
  }

  /// The check in a sentence; nothing where there is no plan, or one that failed it.
  private var certificateWords: String {
    guard let certificate = plan.certificate, !isBroken(certificate.violations) else { return "" }
    let fresh = style.percent(certificate.freshProbability)
    let error = style.decimal(plan.standardError(of: certificate.freshProbability) * 100, places: 1)
    var words = say(
      vi:
        " Kế hoạch đã được kiểm tra độc lập: mọi giới hạn được giữ; trên các lượt mô phỏng mới, xác suất là \(fresh) (±\(error))",
      en:
        " The plan was checked independently: every limit is kept, and on fresh simulations the probability is \(fresh) (±\(error))"
    )
    if needsLift, certificate.violations.isEmpty {
      let gap = style.percent(certificate.gap)
      words +=
        certificate.isOptimal
        ? say(vi: "; không có phương án nào cần ít nỗ lực hơn", en: "; no plan takes less effort")
        : say(
          vi: "; mức nỗ lực cao hơn mức thấp nhất có thể không quá \(gap)",
          en: "; its effort is within \(gap) of the least possible")
    }
    return words + "."
  }

  // MARK: The footnote

  var footnote: String {
    let probability = plan.probabilityAfter ?? plan.probabilityBefore
    let error = style.decimal(plan.standardError(of: probability) * 100, places: 1)
    let basis =
      plan.usesCosts
      ? say(
        vi: "Phân bổ theo chi phí mỗi điểm đã khai báo, dư địa và tốc độ đã thấy.",
        en: "Allocated by the stated costs per point, headroom and pace seen.")
      : say(
        vi: "Chưa khai báo chi phí: thứ tự chỉ dựa trên dư địa và tốc độ tăng đã thấy.",
        en: "No costs were stated: the order rests on headroom and pace seen only.")
    return basis
      + say(
        vi:
          " Xác suất từ \(style.integer(plan.pathCount)) lượt mô phỏng chung, sai số ±\(error) điểm phần trăm (hạt giống \(plan.seed)).",
        en:
          " Probabilities from \(style.integer(plan.pathCount)) joint simulations, standard error \(error) percentage points (seed \(plan.seed))."
      ) + certificateWords
  }
}
