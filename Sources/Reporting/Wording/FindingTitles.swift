import Scorecard

extension Finding.Code {
  /// What findings of this kind have in common, in a few words.
  public func title(in language: Language) -> String {
    let say = Phrasing(language)
    return say.capitalized(title(say))
  }

  func title(_ say: Phrasing) -> String {
    switch self {
    case .unreadableRow: say(vi: "dòng hoặc ô không đọc được", en: "rows or cells that cannot be read")
    case .aboveMaximum: say(vi: "điểm vượt điểm tối đa", en: "scores above the maximum")
    case .belowZero: say(vi: "điểm nhỏ hơn 0", en: "scores below zero")
    case .twoLevels: say(vi: "đơn vị xuất hiện ở nhiều cấp", en: "units at different levels")
    case .noUsableScore: say(vi: "đơn vị không có điểm sử dụng được", en: "units without a usable score")
    case .unknownIndicator:
      say(vi: "chỉ số không thuộc bộ chỉ số", en: "indicators that the index does not know")
    case .totalMismatch:
      say(
        vi: "tổng điểm khác tổng các chỉ số thành phần", en: "totals that are not the sum of their components"
      )
    case .implausibleJump: say(vi: "thay đổi đột biến", en: "changes far beyond the usual")
    case .similarUnits: say(vi: "tên đơn vị gần giống nhau", en: "units of similar names")
    case .maximumDiffers: say(vi: "điểm tối đa khác bộ chỉ số", en: "maxima that differ from the index")
    case .futureDate: say(vi: "ngày ở tương lai", en: "dates in the future")
    case .staleValue: say(vi: "giá trị giữ nguyên lâu", en: "values unchanged for long")
    case .missingWeek: say(vi: "tuần thiếu số liệu", en: "weeks without a score")
    case .outOfDate: say(vi: "đơn vị chưa có số liệu mới", en: "units without recent scores")
    case .excluded: say(vi: "số liệu không sử dụng theo quyết định", en: "scores left out by decision")
    case .overridden: say(vi: "số liệu ấn định theo quyết định", en: "scores set by decision")
    case .overrideWithoutEffect:
      say(vi: "quyết định không có tác dụng", en: "decisions that touch no score")
    case .correction: say(vi: "số liệu đã điều chỉnh", en: "corrected scores")
    case .duplicate: say(vi: "số liệu ghi hai lần", en: "scores that stand twice")
    case .sheetLeftOut: say(vi: "trang tính không được đọc", en: "sheets that are not read")
    case .sheetRowsLeftOut:
      say(
        vi: "dòng hoặc cột của trang tính không được đọc", en: "rows and columns of sheets that are not read")
    case .sheetReading: say(vi: "cách đọc các trang tính", en: "how sheets were read")
    case .singleObservation: say(vi: "đơn vị mới có số liệu một kỳ", en: "units with a single day of scores")
    }
  }
}

extension Finding.Severity {
  /// The name of the group of findings.
  public func title(in language: Language) -> String {
    let say = Phrasing(language)
    switch self {
    case .error: return say(vi: "Lỗi", en: "Errors")
    case .warning: return say(vi: "Cảnh báo", en: "Warnings")
    case .info: return say(vi: "Thông tin thêm", en: "Good to know")
    }
  }
}
