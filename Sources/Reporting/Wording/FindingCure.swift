import Scorecard

extension Finding {
  /// What to do about it, in one or two sentences.
  public func cure(in language: Language) -> String {
    let say = Phrasing(language)
    switch (code, detail) {
    case (_, .row(let problem)):
      return say.sentence(problem.cure(say))
    case (_, .furtherRows), (_, .furtherUnknownIndicators):
      return say(
        vi: "Đề nghị sửa các mục đã liệt kê trước, sau đó kiểm tra lại.",
        en: "Correct those that are listed first, then check again.")
    case (_, .workbook(let remark)):
      return say.sentence(say.capitalized(remark.cure(say)))
    case (_, .jump(let jump)):
      return Self.cure(of: jump, isScore: indicator != .value, say)
    case (_, .similarUnits(_, _, _, let daysInCommon)) where daysInCommon > 0:
      return say(
        vi: "Nếu là hai đơn vị khác nhau thì không cần xử lý; nếu là một, đề nghị xóa bớt dòng trùng.",
        en: "If they are two units, nothing to do; if one, delete the rows that stand twice.")
    default:
      return code.cure(say)
    }
  }

  private static func cure(of jump: Jump, isScore: Bool, _ say: Phrasing) -> String {
    if !isScore {
      return say(
        vi: "Nếu là sai sót, đề nghị sửa dòng này; nếu đúng thì không cần xử lý.",
        en: "If it is an error, correct the row; if it is right, nothing to do.")
    }
    if jump.change < 0 {
      return say(
        vi:
          "Nếu giảm do lỗi đồng bộ dữ liệu, đề nghị bổ sung dòng điều chỉnh khi có: Headway giữ cả hai giá trị. Nếu giảm thật thì không cần xử lý.",
        en:
          "If the fall is a synchronisation fault, add the corrected row when it comes: both values are kept. If it is real, nothing to do."
      )
    }
    return say(
      vi:
        "Nếu tăng do khắc phục lỗi đồng bộ dữ liệu thì không cần xử lý: thay đổi đột biến đủ rõ không được tính vào nhịp tăng. Nếu là sai sót, đề nghị sửa dòng này.",
      en:
        "If the rise was a data repair, nothing to do: a jump that is clear enough is not counted as pace. If it is an error, correct the row."
    )
  }
}

extension Finding.Code {
  func cure(_ say: Phrasing) -> String {
    switch self {
    case .unreadableRow:
      say(vi: "Đề nghị sửa các dòng này.", en: "Correct these rows.")
    case .aboveMaximum:
      say(
        vi: "Đề nghị sửa điểm; nếu áp dụng bộ chỉ số khác, chỉ rõ bằng `--index`.",
        en: "Correct the score; where another index applies, name it with `--index`.")
    case .belowZero:
      say(
        vi: "Đề nghị sửa lại; nếu chưa có điểm thì để trống ô.",
        en: "Correct it, or leave the cell empty where there is no score.")
    case .twoLevels:
      say.sentence(HeldBackUnit.cureOfLevels(say))
    case .noUsableScore:
      say.sentence(HeldBackUnit.cureOfNoScore(say))
    case .unknownIndicator:
      say.sentence(UnknownIndicator.cure(say, index: nil))
    case .totalMismatch:
      say(
        vi:
          "Đề nghị xác minh số liệu nào đúng; trong khi chờ, Headway giữ nguyên và thể hiện rõ khoản chênh lệch này.",
        en: "Ask which is right; until then Headway carries the difference visibly.")
    case .implausibleJump:
      say(
        vi: "Đề nghị xác minh đây là số liệu đúng hay sai sót.", en: "Ask whether it is right or an error.")
    case .similarUnits:
      say(
        vi:
          "Nếu là cùng một đơn vị, đề nghị dùng thống nhất một tên ở mọi dòng; nếu không thì không cần xử lý.",
        en: "If both are one unit, write one name in all rows; if not, nothing to do.")
    case .maximumDiffers:
      say.sentence(MaximumMismatch.cure(say))
    case .futureDate:
      say(
        vi: "Đề nghị kiểm tra lại ngày, tháng, năm của dòng này.",
        en: "Check day, month and year of the row.")
    case .staleValue:
      say(
        vi: "Đề nghị xác minh số liệu có được cập nhật hằng tuần hay không; nếu có thì không cần xử lý.",
        en: "Ask whether it was measured anew each week; if so, nothing to do.")
    case .missingWeek:
      say(
        vi: "Nếu đã công bố, đề nghị bổ sung; nếu không thì không cần xử lý, Headway vẫn dự báo được.",
        en: "Add the scores if they were published; otherwise nothing to do: Headway copes with gaps.")
    case .outOfDate:
      say(
        vi: "Đề nghị bổ sung số liệu mới; khi chưa có, dự báo của đơn vị này kém chắc chắn hơn.",
        en: "Add the latest scores; until then the forecast of the unit is less certain.")
    case .excluded, .overridden:
      say(
        vi: "Không phải làm gì thêm, vì giá trị đã công bố vẫn được lưu và quyết định có thể rút lại.",
        en: "Nothing, as what was reported is kept and the decision can be withdrawn.")
    case .overrideWithoutEffect:
      say(
        vi: "Đề nghị kiểm tra đơn vị, chỉ số và ngày; nếu số liệu chưa có thì không cần xử lý.",
        en: "Check unit, indicator and days; if the scores are still to come, nothing to do.")
    case .correction:
      say(
        vi: "Không phải làm gì thêm, vì Headway giữ cả hai giá trị và sử dụng giá trị sau.",
        en: "Nothing, as both values are kept and the later one is used.")
    case .duplicate:
      say(
        vi: "Không phải làm gì thêm; có thể xóa một trong hai dòng.",
        en: "Nothing; one of the rows may be deleted.")
    case .sheetLeftOut, .sheetRowsLeftOut, .sheetReading:
      say(vi: "Nếu đúng như vậy thì không cần xử lý.", en: "If that is right, nothing to do.")
    case .singleObservation:
      say(
        vi: "Đề nghị bổ sung số liệu các tuần trước nếu có; từ một kỳ chỉ biết mức điểm, chưa biết xu hướng.",
        en: "Add earlier weeks where they are known; a single one tells a level and no trend.")
    }
  }
}
