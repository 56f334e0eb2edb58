/// How scores are written in cells of text.
enum ScoreText {
  /// What a text stands for that is no number by itself.
  enum Reading: Equatable {
    /// There is no score: a dash, “KPS”, “Chưa đánh giá”.
    case missing
    /// A number with its unit of measure, or its maximum, behind it: of “17,5/18 điểm” the number.
    case number(String)
    /// As it stands.
    case other
  }

  /// Reads a text, as a person sees it.
  ///
  /// - Parameter maximum: The maximum of the indicator; a number of another maximum is not taken.
  static func reading(_ text: String, maximum: Double?) -> Reading {
    let folded = NameKey.folded(text)
    if folded.isEmpty {
      return text.allSatisfy { "-–—−…./\\*_".contains($0) || $0.isWhitespace } ? .missing : .other
    }
    if missingWords.contains(folded) { return .missing }
    guard let first = text.first, first.isNumber || first == "-" || first == "−" else { return .other }
    let end = text.firstIndex { !($0.isASCII && $0.isNumber) && !",.-−".contains($0) } ?? text.endIndex
    if end == text.endIndex { return .other }
    let number = String(text[..<end])
    var rest = text[end...].filter { !$0.isWhitespace }.lowercased()
    for mark in ["(*)", "*"] where rest.hasSuffix(mark) { rest.removeLast(mark.count) }
    if let word = Self.points.first(where: { rest.hasSuffix($0) }) { rest.removeLast(word.count) }
    if let word = Self.points.first(where: { rest.hasPrefix($0) }) { rest.removeFirst(word.count) }
    if rest.isEmpty { return .number(number) }
    guard rest.hasPrefix("/"), let maximum,
      let stated = Double(rest.dropFirst().replacing(",", with: ".")), stated == maximum
    else { return .other }
    return .number(number)
  }

  private static let points = ["điểm", "diem", "points", "point", "pts", "đ"]
  private static let missingWords: Set<String> = [
    "x", "kps", "kpstt", "khong phat sinh", "khong phat sinh ho so", "khong co ho so", "chua phat sinh",
    "chua danh gia", "khong danh gia", "chua cham", "chua cham diem", "khong cham", "khong cham diem",
    "chua co", "chua co diem", "chua co so lieu", "chua co du lieu", "khong co so lieu", "khong co du lieu",
    "khong co", "khong xet", "chua xep loai", "khong xep loai", "n a", "na", "not available", "no data",
    "khong ap dung", "chua cap nhat", "kxd", "khong xac dinh",
  ]
}
