/// What a cell above a column says of it.
enum HeaderMeaning: Hashable, Sendable {
  case role(ColumnRole)
  /// Numbers the rows.
  case order
  case indicator(Indicator)
  /// A day, and perhaps an indicator on it.
  case date(DateMention.When, Indicator?)
  /// Differences, shares, earlier weeks without a day: known to hold no scores of their own.
  case derived
  /// The week of the sheet.
  case current
  case unknown

  init(_ text: String, index: IndexDefinition) {
    let folded = NameKey.folded(text)
    if text.utf8.contains(where: { $0 &- 48 < 10 }), let dated = Self.dated(text, index: index) {
      self = dated
    } else if Self.orderWords.contains(folded) {
      self = .order
    } else if let role = Header.role(named: text) {
      self = .role(role)
    } else if let indicator = Self.indicator(text, index: index) {
      self = .indicator(indicator)
    } else if let role = Header.role(named: Self.withoutBracket(text)) {
      self = .role(role)
    } else if Self.isDerived(text, folded) {
      self = .derived
    } else if Self.currentWords.contains(folded) {
      self = .current
    } else if folded.utf8.count <= 40, !folded.hasPrefix("don vi tinh"),
      Self.has(Self.unitPhrases, in: folded)
    {
      self = .role(.unit)
    } else {
      self = .unknown
    }
  }

  /// Whether the cell is a name that headers have.
  var isKnown: Bool { self != .unknown }

  /// A text with a day, if nothing else stands there that is not understood.
  private static func dated(_ text: String, index: IndexDefinition) -> HeaderMeaning? {
    let dates = DateText(text)
    guard let last = dates.mentions.last else { return nil }
    let words = dates.rest.split(separator: " ").filter {
      !weekWords.contains(String($0)) && !$0.allSatisfy(\.isNumber)
    }
    // A week from one day to another goes by the last.
    let when = dates.mentions.last { $0.day != nil }?.when ?? last.when
    if words.isEmpty { return .date(when, nil) }
    let rest = words.joined(separator: " ")
    if isDerived(text, rest) { return .derived }
    if let indicator = indicator(rest, index: index) { return .date(when, indicator) }
    return Header.role(named: rest) == .score ? .date(when, nil) : nil
  }

  // MARK: Indicators

  /// The indicator that a text names, with a number before it, the word for points, or its maximum behind it.
  static func indicator(_ text: String, index: IndexDefinition) -> Indicator? {
    if let found = index.indicator(named: text) { return found }
    var words = NameKey.folded(text).split(separator: " ")[...]
    if words.count > 30 { return nil }
    if let first = words.first, first.allSatisfy(\.isNumber) || romanNumerals.contains(String(first)) {
      words.removeFirst()
    }
    while let last = words.last,
      last.allSatisfy(\.isNumber) || ["diem", "toi", "da", "d", "max"].contains(last)
    {
      words.removeLast()
    }
    for prefix in [[], ["diem"], ["chi", "so"], ["diem", "chi", "so"], ["nhom", "chi", "so"]] as [[Substring]]
    where words.starts(with: prefix) {
      let name = words.dropFirst(prefix.count).joined(separator: " ")
      if !name.isEmpty, let found = index.indicator(named: name) { return found }
    }
    return nil
  }

  /// The indicator of which a title speaks: the only component whose name stands in it, else the total.
  static func indicator(inTitle text: String, index: IndexDefinition) -> Indicator? {
    let title = " \(NameKey.folded(text)) "
    let found = index.components.indices.filter { position in
      let name = index.components[position].name
      return [name.vietnamese, name.english].contains { title.contains(" \(NameKey.folded($0)) ") }
    }
    if found.count == 1 { return .component(found[0]) }
    return found.isEmpty && has(["tong diem", "tong so diem", "diem tong", "total"], in: title) ? .total : nil
  }

  // MARK: Words

  static let romanNumerals: Set<String> = [
    "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "a", "b", "c", "d", "e",
  ]

  private static func isDerived(_ text: String, _ folded: String) -> Bool {
    text.contains("%") || text.contains("+/-") || text.contains("±") || folded.hasPrefix("tang")
      || folded.hasPrefix("giam") || has(derivedPhrases, in: folded)
  }

  private static func has(_ phrases: [String], in folded: String) -> Bool {
    let text = " \(folded) "
    return phrases.contains { text.contains(" \($0) ") }
  }

  private static func withoutBracket(_ text: String) -> String {
    text.hasSuffix(")") ? text.lastIndex(of: "(").map { String(text[..<$0]) } ?? text : text
  }

  private static let orderWords: Set<String> = ["stt", "tt", "so tt", "so thu tu", "no"]
  private static let currentWords: Set<String> = [
    "tuan nay", "ky nay", "hien tai", "this week", "current", "tuan bao cao", "diem tuan nay", "diem ky nay",
  ]
  private static let weekWords: Set<String> = [
    "tuan", "ngay", "ky", "den", "tu", "so", "lieu", "bao", "cao", "thang", "nam", "tinh", "het", "week",
    "to",
    "from", "date", "of", "as", "diem", "va", "chot", "thu",
  ]
  private static let derivedPhrases = [
    "chenh lech", "so voi", "bien dong", "thay doi", "ty le", "ti le", "tuan truoc", "ky truoc",
    "thang truoc",
    "nam truoc", "lien truoc", "tang giam", "muc tang", "xep hang", "thu hang", "hang", "xep loai",
    "trung binh",
    "binh quan", "cao nhat", "thap nhat", "change", "difference", "delta", "ratio", "percent", "share",
    "rank",
    "previous", "last week", "average", "mean", "danh gia",
  ]
  private static let unitPhrases = [
    "don vi", "dia phuong", "co quan", "xa phuong", "phuong xa", "so nganh", "so ban nganh", "tinh thanh",
  ]
}
