import Scorecard

extension ColumnRole {
  /// The word for a header: in Vietnamese with the file format's own word behind it. Both are read.
  func headerWord(_ say: Phrasing) -> String {
    say(vi: "\(noun(say)) (\(rawValue))", en: rawValue)
  }

  /// What the column holds.
  func noun(_ say: Phrasing) -> String {
    switch self {
    case .date: say(vi: "ngày", en: "date")
    case .step: say(vi: "bước", en: "step")
    case .unit: say(vi: "đơn vị", en: "unit")
    case .level: say(vi: "cấp", en: "level")
    case .indicator: say(vi: "chỉ số", en: "indicator")
    case .score: say(vi: "điểm", en: "score")
    case .maximum: say(vi: "điểm tối đa", en: "maximum")
    case .status: say(vi: "trạng thái", en: "status")
    case .source: say(vi: "nguồn", en: "source")
    case .note: say(vi: "ghi chú", en: "note")
    case .series: say(vi: "chuỗi", en: "series name")
    case .value: say(vi: "giá trị", en: "value")
    }
  }
}

extension FileShape {
  /// The name of the form.
  func noun(_ say: Phrasing) -> String {
    switch self {
    case .long: say(vi: "bảng dọc (mỗi dòng một điểm)", en: "long table (one score per row)")
    case .wide: say(vi: "bảng ngang (mỗi cột một chỉ số)", en: "wide table (one column per indicator)")
    case .plain: say(vi: "chuỗi số liệu đơn", en: "plain series")
    }
  }
}
